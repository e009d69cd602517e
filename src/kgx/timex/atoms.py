"""The words of a block as the rules see them, and the small things that rules are made of: numbers, units, months."""

import re
from functools import cache
from typing import Any

from spacy.tokens import Doc, Token

from kgx.edtf import Unit
from kgx.lexicon import table
from kgx.timex.nodes import Expression, Node, Type

_ATOM = re.compile(r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?|[^\W\d]+(?:\.[^\W\d]+)*\.?|\S")
_JOINED = re.compile(r"(?=.*\d).*[-–—/]|.*\d[ap]\.?m")  # a digit and a dash, in either order, or "5pm"
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"[12]\d{3}")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")

CALENDAR: tuple[Unit, ...] = ("day", "week", "weekend", "month", "quarter", "year", "decade", "century")
"""The units that a text may count in."""

DASHES = frozenset("-–—")
COUNTS = frozenset({"CARDINAL", "MONEY", "QUANTITY", "PERCENT"})
_NAMES = frozenset({"PERSON", "ORG", "WORK_OF_ART", "FAC", "PRODUCT"})


def lexicon(key: str) -> dict[str, Any]:
    """A table of rules/en/dates.toml."""
    found: dict[str, Any] = table("dates")[key]
    return found


@cache
def wordlist(key: str) -> frozenset[str]:
    """A word list of rules/en/dates.toml."""
    return frozenset(table("dates")["words"][key].split())


def calendar_unit(name: str) -> Unit | None:
    """The name as a unit of the calendar; None for hours and what is no unit."""
    return next((unit for unit in CALENDAR if unit == name), None)


class Atoms:
    """The atoms of a block: tokens in lower case, without the full stop of an abbreviation, "2001–2004" in three."""

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        self.doc = doc
        self.words: list[str] = []
        self.token: list[int] = []  # of each atom
        for token in doc[start:end]:
            lower = token.lower_.replace("’", "'")
            if lower.isalpha():
                self.words.append(lower)
                self.token.append(token.i)
                continue
            for atom in _ATOM.findall(lower) if _JOINED.match(lower) else (lower,):
                self.words.append(atom[:-1] if atom[-1] == "." and atom.count(".") == 1 and len(atom) > 1 else atom)
                self.token.append(token.i)
        self.size = len(self.words)

    def word(self, i: int) -> str:
        """The atom at a position; "" outside the block."""
        return self.words[i] if 0 <= i < self.size else ""

    def among(self, i: int, key: str) -> bool:
        """Whether the atom is in a word list of the lexicon."""
        return self.word(i) in wordlist(key)

    def skip(self, i: int, *words: str) -> int:
        """The position after one of these words, or the position itself."""
        return i + (self.word(i) in words)

    def skip_dash(self, i: int) -> int:
        """The position after a dash, or the position itself."""
        return i + (self.word(i) in DASHES)

    def reads(self, i: int, *words: str) -> bool:
        """Whether these words stand here one after the other."""
        return self.words[i : i + len(words)] == list(words)

    def at(self, i: int) -> Token:
        """The token that an atom belongs to; the first or last of the block for a position outside."""
        return self.doc[self.token[min(max(i, 0), len(self.token) - 1)]]

    def capital(self, i: int) -> bool:
        """Whether the atom begins with a capital."""
        return bool(self.word(i)) and self.at(i).text[0].isupper()

    def tight(self, i: int, j: int) -> bool:
        """Whether no space parts the atoms i to j (exclusive)."""
        return j <= len(self.words) and all(
            self.token[k] == self.token[k + 1] or not self.at(k).whitespace_ for k in range(i, j - 1)
        )

    def named(self, i: int) -> bool:
        """Whether the atom is a person or a word of a longer name."""
        kind = self.at(i).ent_type_
        return kind in _NAMES and kind in ("PERSON", self.at(i - 1).ent_type_ if i else "", self.at(i + 1).ent_type_)

    def counts(self, i: int) -> bool:
        """Whether a number counts what stands beside it: "2014 soldiers", "$ 2014"."""
        if self.among(i + 1, "counted") or self.among(i - 1, "count_lead"):
            return True
        token = self.at(i)
        if token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ == "NNS":
            return token.ent_type_ != "DATE"
        return bool(self.word(i + 1)) and self.at(i + 1).tag_ == "NNS" and token.ent_type_ in COUNTS

    def make(self, i: int, j: int, type_: Type, node: Node | None = None, value: str = "", **more: Any) -> Expression:
        """An expression over the atoms i to j (exclusive)."""
        return Expression(self.token[i], self.token[j - 1] + 1, type_, node, value, **more)

    # Parts of dates

    def month(self, i: int) -> int:
        """The number of a month's name; 0 when there is none."""
        return lexicon("months").get(self.word(i), 0) if self.capital(i) else 0

    def weekday(self, i: int) -> int | None:
        """The number of a weekday's full name, Monday 0."""
        return lexicon("weekdays").get(self.word(i)) if self.word(i).endswith("day") and self.capital(i) else None

    def ordinal(self, i: int) -> int:
        """The number of an ordinal in digits ("19th") or a word; 0 when there is none."""
        match = _DAY.fullmatch(self.word(i))
        if match:
            return 0 if self.word(i).isdigit() else int(match[1])
        return int(lexicon("ordinals").get(self.word(i), 0))

    def day(self, i: int) -> int:
        """A day of a month in digits ("15", "15th") that counts nothing; 0 when there is none."""
        match = _DAY.fullmatch(self.word(i))
        after = self.word(i + 1)
        if not match or not 1 <= int(match[1]) <= 31 or after in ("%", "percent", ":"):
            return 0
        if (after in DASHES and self.unit(i + 2)) or (after and self.at(i + 1).tag_ == "NNS" and not self.month(i + 1)):
            return 0
        return int(match[1])

    def year(self, i: int) -> int:
        """Four digits that may be a year; 0 when there are none."""
        return int(self.word(i)) if _YEAR.fullmatch(self.word(i)) else 0

    # Quantities

    def unit(self, i: int) -> tuple[str, bool] | None:
        """A unit of time, and whether it is a plural."""
        word, units = self.word(i), lexicon("units")
        if word in units:
            return units[word], word == "centuries"
        return (units[word[:-1]], True) if word[-1:] == "s" and word[:-1] in units else None

    def number(self, i: int) -> tuple[int, float] | None:
        """A cardinal number in digits or words: "18", "twenty-five", "a", "two and a half"."""
        word, numbers = self.word(i), lexicon("numbers")
        if word == "half":
            j = self.skip(self.skip_dash(i + 1), "a", "an")
            return (j, 0.5) if j > i + 1 else None
        if _NUMBER.fullmatch(word):
            j, count = i + 1, float(word.replace(",", ""))
        elif word in numbers:
            j, count = i + 1, float(numbers[word])
            ones = numbers.get(self.word(self.skip_dash(j)), 0) if not self.among(j, "articles") else 0
            if 20 <= count < 100 and 0 < ones < 10:
                j, count = self.skip_dash(j) + 1, count + ones
            if self.word(j) == "hundred":
                j, count = j + 1, count * 100
        else:
            return None
        for joined in (("and", "a", "half"), ("-", "and", "-", "a", "-", "half"), ("1", "/", "2")):
            if self.reads(j, *joined):
                return j + len(joined), count + 0.5
        return j, count

    def quantity(self, i: int) -> tuple[int, float | None] | None:
        """A number, or None for a vague one: "several", "a few", "a couple of"."""
        if self.among(i, "articles") and self.among(i + 1, "vague_noun"):
            i += 1
        if self.among(i, "vague_noun"):
            return (self.skip(i + 1, "of"), None) if self.word(i) == "few" or self.word(i + 1) == "of" else None
        return (i + 1, None) if self.among(i, "vague") else self.number(i)

    def measure(self, i: int) -> tuple[int, float | None, str] | None:
        """A quantity of a unit: "nine days", "two-week", "a year and a half", "several months"."""
        amount = self.quantity(i)
        if not amount:
            return None
        j, count = amount
        k = self.skip_dash(j)
        unit = self.unit(k)
        if not unit or (k > j and unit[1] and self.word(k + 1) not in DASHES):
            return None
        name, plural = unit
        j = k + 1
        several = count is None or count > 1
        if name in ("quarter", "weekend") or (name == "second" and not plural and self.word(k - 1) not in DASHES):
            return None
        if several and not plural and self.word(k - 1) not in DASHES and self.at(k).dep_ != "compound":
            return None  # but "a 12 month period"
        if count and self.reads(j, "and", "a", "half"):
            j, count = j + 3, count + 0.5
        return (j, count and count * 2, "week") if name == "fortnight" else (j, count, name)

    def degree(self, i: int) -> tuple[int, str]:
        """A word of degree before a quantity: "about" and "nearly" ("about"), "more than" ("loose"), or none ("")."""
        if self.among(i, "about") or self.among(i, "nearly"):
            return i + 1, "about"
        if self.among(i, "bounded") and self.word(i + 1) == "than":
            return i + 2, "loose"
        if self.word(i) in ("at", "up") and self.word(i + 1) in ("least", "most", "to"):
            return i + 2, "loose"
        return (i + 1, "loose") if self.word(i) in ("over", "under") else (i, "")
