"""Finds time expressions in a parsed text and says what they mean before anyone knows the day.

A small grammar over the words of a block; the words themselves are in rules/en/dates.toml. What an expression points
at is a tree of three nodes: a period of the calendar, a part of one that is not named ("17 September", "the summer
of …"), or a step from another time ("last year", "two days later"). `kgx.dates` turns the tree into a date.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from spacy.tokens import Doc, Token

from kgx.edtf import Period, Unit, day, part
from kgx.lexicon import table

Type = Literal["DATE", "TIME", "DURATION", "SET"]
Base = Literal["now", "then", "near", "frame"]
"""What a step counts from: the day of publication, the time spoken of last, the day named beside it, or the
year, month … that is being spoken of ("at the end of the year")."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A period that the text gives in full."""

    period: Period


@dataclass(frozen=True, slots=True)
class Part:
    """A day, weekday, month, season, quarter or half of something: of another node, or of what the context gives."""

    unit: Literal["day", "weekday", "month", "season", "quarter", "half"]
    number: int  # from 1; weekdays from 0 (Monday)
    month: int = 0  # of a day
    which: tuple[int, Base] | None = None  # "last" is (-1, "now"), "the following" is (1, "then")
    of: "Node | None" = None


@dataclass(frozen=True, slots=True)
class Step:
    """So many units from a time."""

    unit: Unit | None  # None: the time itself ("since then")
    count: int
    base: "Base | Node"
    whole: bool = False  # the whole unit, though counted from a day: "last week", not "a week later"


Node = Fixed | Part | Step


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression in a text, not yet resolved."""

    start: int  # token
    end: int  # token, exclusive
    type: Type
    node: Node | None = None
    value: str = ""  # TimeML value of what has no node: durations, sets, references
    clock: str = ""  # "T10:30", "TMO": what a TIME adds to its day
    phase: str = ""  # "start", "mid" or "end" of the period
    about: bool = False
    still: bool = False  # and goes on: "2015–present", "from 2015 until now"
    loose: bool = False  # "more than a year ago": no date can be told
    named: bool = False  # the year in a name, "Bold Lynx 1998": dates nothing, but "that year" may point to it
    other: Node | None = None  # the other reading of 04/05/2024: the day first; `node` has the month first


Found = tuple[int, Expression]
_CALENDAR: tuple[Unit, ...] = ("day", "week", "weekend", "month", "quarter", "year", "decade", "century")
_ATOM = re.compile(r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?|[^\W\d]+(?:\.[^\W\d]+)*\.?|\S")
_SPLIT = re.compile(r"\d.*[-–—/]|[-–—/].*\d|\d[ap]\.?m")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_YEAR = re.compile(r"[12]\d{3}")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?::[0-5]\d)?")
_DASHES = frozenset("-–—")
_COUNTED = frozenset({"CARDINAL", "MONEY", "QUANTITY", "PERCENT"})
_NAMES = frozenset({"PERSON", "ORG", "WORK_OF_ART", "FAC", "PRODUCT"})


@cache
def lexicon(key: str) -> dict[str, str]:
    """A table of rules/en/dates.toml."""
    found: dict[str, str] = table("dates")[key]
    return found


@cache
def numbers(key: str) -> dict[str, int]:
    """A table of rules/en/dates.toml whose values are numbers."""
    found: dict[str, int] = table("dates")[key]
    return found


@cache
def wordlist(key: str) -> frozenset[str]:
    """A word list of rules/en/dates.toml."""
    return frozenset(table("dates")["words"][key].split())


def scan(doc: Doc, start: int, end: int) -> list[Expression]:
    """The time expressions among the tokens start to end (exclusive), in order, none overlapping."""
    return Scanner(doc, start, end).scan()


class Scanner:
    """A recursive descent over the atoms of one block. Every rule takes a position and gives (next position, result)."""

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        self.doc = doc
        self.atoms: list[str] = []  # lower case, without the full stop of an abbreviation
        self.token: list[int] = []
        for token in doc[start:end]:
            text = token.text
            parts = _ATOM.findall(text) if _SPLIT.search(text.lower()) else [text]
            for atom in parts:
                lower = atom.lower().replace("’", "'")
                self.atoms.append(lower.rstrip(".") if lower[0].isalpha() and lower.count(".") == 1 else lower)
                self.token.append(token.i)
        self.size = len(self.atoms)

    def scan(self) -> list[Expression]:
        """All expressions of the block."""
        found: list[Expression] = []
        i = 0
        while i < self.size:
            word = self.atoms[i]
            if not (word[0].isdigit() or word in _starters() or (word[-1] == "s" and word[:-1] in numbers("weekdays"))):
                i += 1
                continue
            series = self.days(i) or self.years(i)
            if series:
                i = series[0]
                found += series[1]
                continue
            hits = [hit for rule in self.rules if (hit := rule(i))]
            if hits:
                i, best = max(hits, key=lambda hit: hit[0])
                if self.goes_on(i) and best.node is not None:
                    i, best = i + 2, replace(best, end=self.token[i + 1] + 1, still=True)
                found.append(best)
            else:
                i += 1
        return found

    @property
    def rules(self) -> tuple[Callable[[int], Found | None], ...]:
        """The rules that may give an expression; the longest wins, among equals the first."""
        return (self.dated, self.offset, self.duration, self.frequency, self.reference, self.clocked)

    def goes_on(self, i: int) -> bool:
        """Whether "until now", "to date" or "–present" stands at a position."""
        return self.word(i) in wordlist("range") and self.word(i + 1) in ("now", "present", "date", "today")

    # What stands at a position

    def word(self, i: int) -> str:
        """The atom at a position; "" outside the block."""
        return self.atoms[i] if 0 <= i < self.size else ""

    def at(self, i: int) -> Token:
        """The token that the atom belongs to."""
        return self.doc[self.token[i]]

    def capital(self, i: int) -> bool:
        """Whether the atom begins with a capital."""
        return 0 <= i < self.size and self.at(i).text[0].isupper()

    def named(self, i: int) -> bool:
        """Whether the atom is inside a longer name."""
        token = self.at(i)
        if token.ent_type_ not in _NAMES:
            return False
        before, after = self.doc[max(token.i - 1, 0)], self.doc[min(token.i + 1, len(self.doc) - 1)]
        return token.ent_type_ in ("PERSON", before.ent_type_, after.ent_type_)

    def make(self, i: int, j: int, type_: Type, node: Node | None = None, value: str = "") -> Expression:
        """An expression over the atoms i to j (exclusive)."""
        return Expression(self.token[i], self.token[j - 1] + 1, type_, node, value)

    def counts(self, i: int) -> bool:
        """Whether a number counts what follows it ("2014 soldiers")."""
        if i + 1 >= self.size:
            return False
        token, after = self.at(i), self.at(i + 1)
        if self.word(i + 1) in ("%", "percent", "per", "cent", "million", "billion", "km", "kilometres", "metres"):
            return True
        if self.word(i - 1) in ("$", "€", "£", "no", "number"):
            return True
        if token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ == "NNS":
            return token.ent_type_ != "DATE"
        return after.tag_ == "NNS" and token.ent_type_ in _COUNTED

    # Numbers and units

    def number(self, i: int) -> tuple[int, float] | None:
        """A cardinal number in digits or words: "18", "twenty-five", "a", "two and a half"."""
        word = self.word(i)
        j, count = i + 1, 0.0
        if _NUMBER.fullmatch(word):
            count = float(word.replace(",", ""))
        elif word == "half":
            if self.word(j) in ("a", "an"):
                j += 1
            elif self.word(j) != "-":
                return None
            return j, 0.5
        elif word in numbers("numbers"):
            count = float(numbers("numbers")[word])
            if count >= 20 and self.word(j) == "-" and numbers("numbers").get(self.word(j + 1), 10) < 10:
                count += numbers("numbers")[self.word(j + 1)]
                j += 2
            elif (
                count >= 20
                and count < 100
                and 0 < numbers("numbers").get(self.word(j), 10) < 10
                and self.word(j) not in ("a", "an")
            ):
                count += numbers("numbers")[self.word(j)]
                j += 1
            if self.word(j) == "hundred":
                count *= 100
                j += 1
        else:
            return None
        for joined in (("and", "a", "half"), ("-", "and", "-", "a", "-", "half")):
            if tuple(self.word(j + k) for k in range(len(joined))) == joined:
                return j + len(joined), count + 0.5
        return j, count

    def quantity(self, i: int) -> tuple[int, float | None] | None:
        """A number, or None for a vague one: "several", "a few", "a couple of"."""
        if self.word(i) in ("a", "the") and self.word(i + 1) in ("few", "couple", "number"):
            i += 1
        if self.word(i) in ("couple", "number", "dozens", "scores", "hundreds", "thousands"):
            return (i + 2, None) if self.word(i + 1) == "of" else None
        if self.word(i) in wordlist("vague"):
            return i + 1, None
        return self.number(i)

    def degree(self, i: int) -> tuple[int, str]:
        """A word of degree before a quantity: "about", "nearly" (also "about"), "more than" ("loose")."""
        word = self.word(i)
        if word in wordlist("about") or word in wordlist("nearly"):
            return i + 1, "about"
        if word in wordlist("bounded") and self.word(i + 1) == "than":
            return i + 2, "loose"
        if word == "at" and self.word(i + 1) in ("least", "most"):
            return i + 2, "loose"
        if word in ("over", "under") or (word == "up" and self.word(i + 1) == "to"):
            return i + (1 if word != "up" else 2), "loose"
        return i, ""

    def unit(self, i: int) -> tuple[str, bool] | None:
        """A unit of time, and whether it is a plural."""
        word = self.word(i)
        units = lexicon("units")
        if word in units:
            return units[word], word == "centuries"
        return (units[word[:-1]], True) if word.endswith("s") and word[:-1] in units else None

    def measure(self, i: int) -> tuple[int, float | None, str] | None:
        """A quantity of a unit: "nine days", "two-week", "a year and a half", "several months"."""
        amount = self.quantity(i)
        if not amount:
            return None
        j, count = amount
        hyphen = self.word(j) in _DASHES
        unit = self.unit(j + hyphen)
        if not unit or (hyphen and unit[1] and self.word(j + 2) != "long"):
            return None
        name, plural = unit
        j += 1 + hyphen
        if name in ("quarter", "weekend") or (name == "second" and not plural and not hyphen):
            return None
        several = count is None or count > 1
        if several and not hyphen and not plural and self.at(j - 1).dep_ != "compound":
            return None  # but "a 12 month period"
        if not hyphen and self.word(j) == "and" and self.word(j + 1) == "a" and self.word(j + 2) == "half" and count:
            j, count = j + 3, count + 0.5
        if name == "fortnight":
            name, count = "week", count and count * 2
        return j, count, name

    # Dates

    def day_number(self, i: int) -> int:
        """A day of a month in digits or as an ordinal; 0 when there is none."""
        match = _DAY.fullmatch(self.word(i))
        number = int(match[1]) if match else numbers("ordinals").get(self.word(i), 0)
        return number if number <= 31 else 0

    def month(self, i: int) -> int:
        """A month's number; 0 when there is none."""
        number = numbers("months").get(self.word(i), 0)
        return number if number and self.capital(i) else 0

    def digits(self, i: int) -> bool:
        """Whether the atom is a day of a month written with digits that counts nothing."""
        if not self.word(i)[:1].isdigit() or not self.day_number(i):
            return False
        if self.word(i + 1) in ("%", "percent", ":") or (self.word(i + 1) in _DASHES and self.unit(i + 2)):
            return False
        return i + 1 >= self.size or self.at(i + 1).tag_ != "NNS" or self.word(i + 1) in numbers("months")

    def full_year(self, i: int) -> int:
        """Four digits that may be a year; 0 when there are none."""
        return int(self.word(i)) if _YEAR.fullmatch(self.word(i)) else 0

    def year_after(self, i: int) -> tuple[int, Node] | None:
        """The year that completes a date: "2015", ", 2015", "of 2015", "of the same year", "last year"."""
        if self.word(i) in (",", "of") and self.full_year(i + 1) and not self.counts(i + 1):
            return i + 2, Fixed(Period("year", self.full_year(i + 1)))
        if self.full_year(i) and not self.counts(i):
            return i + 1, Fixed(Period("year", self.full_year(i)))
        j = i + (self.word(i) in ("of", ","))
        step = self.which(j)
        if (
            step
            and isinstance(step[1].node, Step)
            and step[1].node.unit == "year"
            and (j > i or self.word(j) != "that")
        ):
            return step[0], step[1].node
        return None

    def dated(self, i: int) -> Found | None:
        """A date with what stands around it: degree, phase, weekday, part of the day, clock."""
        j, about, phase = i, False, ""
        if self.word(j) in wordlist("about"):
            about, j = True, j + 1
        begun = self.phase(j)
        if begun:
            j, phase = begun
        core = self.core(j, licensed=about or bool(phase), phased=bool(phase))
        if not core:
            return None
        j, found = core
        if about and (not isinstance(found.node, Fixed) or found.clock):
            return None  # "about Monday" says what the talk is of
        start = i
        if begun is None and not about:
            start = next(k for k in range(i, j) if self.token[k] >= found.start)
        expression = replace(
            self.make(start, j, found.type, found.node, found.value),
            clock=found.clock,
            named=found.named,
            other=found.other,
            phase=phase,
            about=about,
        )
        return self.tail(start, j, expression)

    def phase(self, i: int) -> tuple[int, str] | None:
        """Which end of a period is meant: "early", "mid-", "the beginning of", "earlier" (no end)."""
        word = self.word(i)
        phases = lexicon("phases")
        if word in ("early", "late", "mid"):
            j = i + 1 + (self.word(i + 1) in _DASHES)
            return j + (self.word(j) == "in"), phases[word]
        if word in ("earlier", "later"):
            j = i + 1 + (self.word(i + 1) in ("in", "on"))
            return (j, "") if j > i + 1 or self.word(j) in ("this", "last", "that", "next", "the") else None
        j = i + (word == "the")
        if self.atoms[j : j + 3] == ["early", "hours", "of"]:
            return j + 3, "start"
        j += self.word(j) == "very"
        if self.word(j) in phases and self.word(j + 1) == "of":
            return j + 2, phases[self.word(j)]
        return None

    def core(self, i: int, *, licensed: bool = False, phased: bool = False) -> Found | None:
        """A date without modifiers."""
        rules: list[Callable[[int], Found | None]] = [
            self.numeric, self.weekday, self.day_month, self.month_first, self.season, self.quarter,
            self.holiday, self.which, self.decade, self.century, self.day_word, self.fiscal, self.part_of_day,
        ]  # fmt: skip
        hits = [hit for rule in rules if (hit := rule(i))]
        if (phased or self.word(i + 1) == "weekend") and (ground := self.ground(i)):
            hits.append(ground)
        if not hits and (year := self.year(i, licensed=licensed)):
            hits.append(year)
        return max(hits, key=lambda hit: hit[0]) if hits else None

    def tail(self, i: int, j: int, found: Expression) -> Found:
        """A day with the part of the day or the clock that follows it: "Tuesday evening", "3 May 2020, 10:30"."""
        daily = isinstance(found.node, Part) and found.node.unit in ("day", "weekday")
        daily = daily or (isinstance(found.node, Fixed) and found.node.period.unit == "day")
        daily = daily or (isinstance(found.node, Step) and found.node.unit == "day")
        if not daily or found.clock:
            return j, found
        if self.word(j) in lexicon("dayparts") and self.word(j) not in ("noon", "midnight"):
            return j + 1, replace(
                self.make(i, j + 1, "TIME", found.node), clock="T" + lexicon("dayparts")[self.word(j)]
            )
        k = j + (self.word(j) in (",", "[", "("))
        clock = self.clock(k)
        if clock:
            end = clock[0] + (self.word(clock[0]) in ("]", ")") and k > j)
            return end, replace(self.make(i, clock[0], "TIME", found.node), clock=clock[1])
        return j, found

    def numeric(self, i: int) -> Found | None:
        """2017-02-03, 2017-02, 15.06.2024, 15/06/2024."""
        if not self.word(i)[:1].isdigit():
            return None
        dotted = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", self.word(i))
        if dotted:
            found = day(int(dotted[3]), int(dotted[2]), int(dotted[1]))
            return (i + 1, self.make(i, i + 1, "DATE", Fixed(found))) if found else None
        separator = self.word(i + 1)
        if separator not in ("-", "/", ".") or not self.word(i + 2).isdigit() or not self.tight(i, i + 3):
            return None
        first, second = self.word(i), int(self.word(i + 2))
        third = self.word(i + 4) if self.word(i + 3) == separator and self.tight(i, i + 5) else ""
        if self.full_year(i) and third.isdigit():
            found = day(int(first), second, int(third))
            return (i + 5, self.make(i, i + 5, "DATE", Fixed(found))) if found else None
        if self.full_year(i) and separator == "-" and len(self.word(i + 2)) == 2 and 1 <= second <= 12:
            if not third and second != int(first) % 100 + 1:
                return i + 3, self.make(i, i + 3, "DATE", Fixed(part("month", int(first), second)))
            return None
        if separator == "/" and _YEAR.fullmatch(third) and first.isdigit():
            return self.slashed(i, int(third))
        if (
            separator == "/"
            and re.fullmatch(r"\d\d", third)
            and self.word(i - 1) in ("on", "(", "since", "until", "of", "dated")
        ):
            return self.slashed(i, 2000 + int(third) - (100 if int(third) > 50 else 0))
        return None

    def slashed(self, i: int, year: int) -> Found | None:
        """15/06/2024 and 06/15/2024; where both orders give a day, both are kept."""
        first, second = int(self.word(i)), int(self.word(i + 2))
        month_first, day_first = day(year, first, second), day(year, second, first)
        found = month_first or day_first
        if found is None:
            return None
        other = Fixed(day_first) if month_first and day_first and month_first != day_first else None
        return i + 5, replace(self.make(i, i + 5, "DATE", Fixed(found)), other=other)

    def tight(self, i: int, j: int) -> bool:
        """Whether no space parts the atoms i to j (exclusive)."""
        return j <= self.size and all(
            self.token[k] == self.token[k + 1] or not self.at(k).whitespace_ for k in range(i, j - 1)
        )

    def weekday(self, i: int) -> Found | None:
        """A weekday, with the date or the week that it belongs to; an abbreviated one only with a date."""
        word = self.word(i)
        number = numbers("weekdays").get(word)
        if number is None or not self.capital(i):
            return None
        j = i + 1 + (self.word(i + 1) == ".")
        j += self.word(j) in (",", "the")
        full = self.day_month(j) or self.month_first(j)
        if full and (not isinstance(full[1].node, Part) or full[1].node.unit == "day"):
            return full[0], self.make(i, full[0], "DATE", full[1].node)
        if not word.endswith("day") or self.named(i):
            return None
        if (
            i + 1 < self.size
            and self.at(i + 1).text[0].isupper()
            and self.at(i + 1).ent_type_ in _NAMES
            and self.at(i).ent_type_ in _NAMES
        ):
            return None
        j = i + 1 + (self.word(i + 1) == "of")
        week = self.which(j)
        if week and isinstance(week[1].node, Step) and week[1].node.unit == "week":
            return week[0], self.make(i, week[0], "DATE", Part("weekday", number, of=week[1].node))
        return i + 1, self.make(i, i + 1, "DATE", Part("weekday", number))

    def dates(self, month: int, number: int, year: Node | None) -> Node | None:
        """The node of a day of a month; None when the month has no such day."""
        if isinstance(year, Fixed):
            found = day(year.period.number, month, number)
            return Fixed(found) if found else None
        return Part("day", number, month, of=year) if day(2000, month, number) else None

    def day_month(self, i: int) -> Found | None:
        """15 June 2024, the 9th of May, 14 June last year."""
        j = i + (self.word(i) == "the")
        number = self.day_number(j)
        if not number:
            return None
        of = self.word(j + 1) == "of"
        if (of or j > i) and self.word(j).isdigit():
            return None
        if not self.word(j)[0].isdigit() and not of:
            return None  # "the first May"
        month = self.month(j + 1 + of)
        if not month:
            return None
        j += 2 + of
        year = self.year_after(j)
        node = self.dates(month, number, year[1] if year else None)
        end = year[0] if year else j
        return (end, self.make(i, end, "DATE", node)) if node else None

    def month_first(self, i: int) -> Found | None:
        """June 15, 2024; June 15; June 2024; June of the same year; June."""
        month = self.month(i)
        if not month:
            return None
        j = i + 1 + (self.word(i + 1) == "the" and self.word(i + 2)[:1].isdigit())
        if self.digits(j):
            number = self.day_number(j)
            year = self.year_after(j + 1)
            node = self.dates(month, number, year[1] if year else None)
            end = year[0] if year else j + 1
            return (end, self.make(i, end, "DATE", node)) if node else None
        year = self.year_after(i + 1)
        if year:
            node = (
                Fixed(part("month", year[1].period.number, month))
                if isinstance(year[1], Fixed)
                else Part("month", month, of=year[1])
            )
            return year[0], self.make(i, year[0], "DATE", node)
        return (i + 1, self.make(i, i + 1, "DATE", Part("month", month))) if self.lone_month(i) else None

    def lone_month(self, i: int) -> bool:
        """Whether a month's name without day and year is a month, not a verb or a person."""
        word = self.word(i)
        lead = self.word(i - 1) in wordlist("month_lead") or (self.word(i - 1) in _DASHES and self.word(i - 2) == "mid")
        lead = lead or (self.word(i - 1) == "the" and self.word(i - 2) in wordlist("month_lead"))
        lead = lead or (self.word(i + 1) in wordlist("joints") and self.month(i + 2) > 0)
        if len(word) <= 4 and word not in ("june", "july", "may"):
            return lead and self.at(i).ent_type_ == "DATE"
        if word in ("may", "march", "august", "april", "june"):
            return lead and not self.named(i) and self.at(i).tag_ not in ("MD", "VB", "VBP")
        return not self.named(i)

    def season(self, i: int) -> Found | None:
        """The autumn of 1995, winter 2020, the summer of last year; bare only where a time must stand."""
        j = i + (self.word(i) == "the")
        number = numbers("seasons").get(self.word(j))
        if number is None:
            return None
        year = self.year_after(j + 1)
        if year:
            node: Node = Part("season", number, of=year[1])
            if isinstance(year[1], Fixed):
                node = Fixed(part("season", year[1].period.number, number))
            return year[0], self.make(i, year[0], "DATE", node)
        lead = self.word(i - 1) in wordlist("month_lead") and self.word(j) not in ("fall", "spring")
        lead = lead or (
            self.word(j) == "spring" and self.word(i - 1) in ("in", "since", "until", "by", "early", "late")
        )
        if not lead or self.word(j + 1) == "of" or self.at(j).pos_ not in ("NOUN", "PROPN"):
            return None
        return j + 1, self.make(i, j + 1, "DATE", Part("season", number))

    def quarter(self, i: int) -> Found | None:
        """The first quarter of 2008, Q3, third-quarter, the second half of last year."""
        j = i + (self.word(i) == "the")
        short = re.fullmatch(r"q([1-4])", self.word(j))
        number = int(short[1]) if short else numbers("ordinals").get(self.word(j), 0)
        if short:
            unit: Literal["quarter", "half"] = "quarter"
            j += 1
        else:
            k = j + 1 + (self.word(j + 1) in _DASHES)
            if (
                not number
                or number > 4
                or self.word(k) not in ("quarter", "half")
                or (self.word(k) == "half" and number > 2)
            ):
                return None
            unit = "half" if self.word(k) == "half" else "quarter"
            j = k + 1
        year = self.year_after(j)
        if not year and self.word(j) == "of" and (frame := self.ground(j + 1)):
            year = frame[0], frame[1].node or Step("year", 0, "frame")
        if year:
            if isinstance(year[1], Fixed):
                return year[0], self.make(i, year[0], "DATE", Fixed(part(unit, year[1].period.number, number)))
            if isinstance(year[1], Step) and year[1].unit == "year":
                return year[0], self.make(i, year[0], "DATE", Part(unit, number, of=year[1]))
            return None
        return (j, self.make(i, j, "DATE", Part(unit, number))) if unit == "quarter" and self.word(j) != "of" else None

    def holiday(self, i: int) -> Found | None:
        """A holiday of fixed date, with or without a year."""
        for length in (4, 3, 2, 1):
            name = " ".join(self.atoms[i : i + length])
            if name in table("dates")["holidays"] and self.capital(i):
                month, number = table("dates")["holidays"][name]
                year = self.year_after(i + length)
                node = self.dates(month, number, year[1] if year else None)
                end = year[0] if year else i + length
                return end, self.make(i, end, "DATE", node)
        return None

    def which(self, i: int) -> Found | None:
        """A unit, weekday, month, season or part of the day pointed at: "last year", "that March", "the same evening"."""
        definite = self.word(i) == "the"
        j = i + definite
        word = self.word(j)
        if word not in table("dates")["which"]:
            return None
        count, base = table("dates")["which"][word]
        if (base == "then" and word != "that" and not definite) or (
            word in ("coming", "upcoming", "current") and not definite
        ):
            return None
        k = j + 1
        target = self.word(k)
        if definite and word == "next":
            base = "then"
        unit = next((name for name in _CALENDAR if name == target), None)
        if definite and word == "last" and unit not in ("quarter", "weekend"):
            return None  # a duration
        node: Node
        if target in lexicon("dayparts") and target not in ("noon", "midnight", "midday"):
            if word == "next":
                base = "then"
            if count and base == "now" and word != "last":
                return None
            expression = self.make(i, k + 1, "TIME", Step("day", count, base))
            return k + 1, replace(expression, clock="T" + lexicon("dayparts")[target])
        if unit == "day" and word in ("last", "this", "coming"):
            return None
        if unit:
            if unit == "day" and word == "next":
                base = "then"
            if word == "that" and self.at(j).tag_ not in ("DT", "WDT", "IN"):
                return None
            return k + 1, self.make(i, k + 1, "DATE", Step(unit, count, base, whole=True))
        which = (count, base)
        if target in numbers("weekdays") and self.capital(k) and target.endswith("day"):
            node = Part("weekday", numbers("weekdays")[target], which=which)
        elif self.month(k) and not self.named(k):
            if self.digits(k + 1):
                return None
            node = Part("month", self.month(k), which=which)
        elif target in numbers("seasons") and self.at(k).pos_ in ("NOUN", "PROPN", "ADJ"):
            node = Part("season", numbers("seasons")[target], which=which)
        else:
            return None
        return k + 1, self.make(i, k + 1, "DATE", node)

    def ground(self, i: int) -> Found | None:
        """The year (month, …) in "the end of the year": the one that is being spoken of."""
        unit = self.unit(i + 1)
        if (
            self.word(i) != "the"
            or not unit
            or unit[1]
            or unit[0] not in ("week", "month", "year", "decade", "century")
        ):
            return None
        units: tuple[Unit, ...] = ("week", "month", "year", "decade", "century")
        known = next(name for name in units if name == unit[0])
        return i + 2, self.make(i, i + 2, "DATE", Step(known, 0, "frame"))

    def decade(self, i: int) -> Found | None:
        """The 1990s, the '90s, the nineties."""
        j = i + (self.word(i) == "the")
        number = 0
        if re.fullmatch(r"[12]\d{2}0'?s", self.word(j)):
            number = int(self.word(j)[:3])
        elif re.fullmatch(r"'?[2-9]0s", self.word(j)):
            if self.word(j)[0] == "'" or self.word(j - 1) == "'":
                number = 190 + int(self.word(j).lstrip("'")[0])
        elif self.word(j) == "'" and re.fullmatch(r"[2-9]0s", self.word(j + 1)):
            number, j = 190 + int(self.word(j + 1)[0]), j + 1
        elif self.word(j) in numbers("decades") and (j > i or self.word(j - 1) in ("early", "late", "mid", "-")):
            number = numbers("decades")[self.word(j)]
        return (j + 1, self.make(i, j + 1, "DATE", Fixed(Period("decade", number)))) if number else None

    def century(self, i: int) -> Found | None:
        """The 19th century, the nineteenth century, 20th-century."""
        j = i + (self.word(i) == "the")
        match = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", self.word(j))
        number = int(match[1]) if match else numbers("ordinals").get(self.word(j), 0)
        if self.word(j) == "twenty" and self.word(j + 1) == "-" and self.word(j + 2) == "first":
            number, j = 21, j + 2
        k = j + 1 + (self.word(j + 1) in _DASHES)
        if not 10 <= number <= 22 or self.word(k) != "century":
            return None
        return k + 1, self.make(i, k + 1, "DATE", Fixed(Period("century", number - 1)))

    def day_word(self, i: int) -> Found | None:
        """Today, tonight, yesterday, the day before yesterday, the day after tomorrow, then (after since, until, by)."""
        word = self.word(i)
        if word in numbers("days"):
            node = Step("day", numbers("days")[word], "now")
            if word == "tonight":
                return i + 1, replace(self.make(i, i + 1, "TIME", node), clock="TNI")
            return i + 1, self.make(i, i + 1, "DATE", node)
        if word == "then" and self.word(i - 1) in ("since", "until", "till", "by"):
            return i + 1, self.make(i, i + 1, "DATE", Step(None, 0, "then"))
        phrase = self.atoms[i : i + 4]
        for words_, count in ((["the", "day", "before", "yesterday"], -2), (["the", "day", "after", "tomorrow"], 2)):
            if phrase == words_:
                return i + 4, self.make(i, i + 4, "DATE", Step("day", count, "now"))
        return None

    def fiscal(self, i: int) -> Found | None:
        """Fiscal 2008, the financial year 2008: no calendar year."""
        match = re.fullmatch(r"fy(\d{4})", self.word(i))
        if match:
            return i + 1, self.make(i, i + 1, "DATE", value=f"FY{match[1]}")
        if self.word(i) not in ("fiscal", "financial"):
            return None
        j = i + 1 + (self.word(i + 1) == "year")
        return (j + 1, self.make(i, j + 1, "DATE", value=f"FY{self.word(j)}")) if self.full_year(j) else None

    def part_of_day(self, i: int) -> Found | None:
        """The morning of 3 May."""
        j = i + (self.word(i) == "the")
        if self.word(j) not in lexicon("dayparts") or self.word(j + 1) != "of":
            return None
        core = self.weekday(j + 2) or self.day_month(j + 2) or self.month_first(j + 2)
        if not core or (isinstance(core[1].node, Part) and core[1].node.unit == "month"):
            return None
        code = lexicon("dayparts")[self.word(j)]
        return core[0], replace(
            self.make(i, core[0], "TIME", core[1].node), clock=code if code[0] == "T" else "T" + code
        )

    def year(self, i: int, *, licensed: bool = False) -> Found | None:
        """Four digits that the context makes a year, or the year in a name."""
        number = self.full_year(i)
        if not number or self.counts(i) or self.word(i + 1) in ("gmt", "utc", "hours"):
            return None
        before, after, token = self.word(i - 1), self.word(i + 1), self.at(i)
        found = i + 1, self.make(i, i + 1, "DATE", Fixed(Period("year", number)))
        sure = wordlist("year_lead_sure")
        if licensed or before in sure or (before in ("early", "mid", "late") and not self.counts(i)):
            return found
        if not 1900 <= number <= 2099:
            return found if token.ent_type_ == "DATE" and before in wordlist("year_lead") else None
        if before in wordlist("year_lead"):
            return found if token.ent_type_ not in _COUNTED else None
        if (after in wordlist("range") and self.full_year(i + 2)) or (before in _DASHES and self.full_year(i - 2)):
            return found
        if before == "(" and after in (")", ",", ";", *_DASHES):
            return found
        if i == 0 and after in (":", ".", *_DASHES):
            return found
        if before in ("the", "a", "its", "his", "her", "their", "our", "this", "'s", "'") and i + 1 < self.size:
            return (
                found
                if self.at(i + 1).pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and token.ent_type_ not in _COUNTED
                else None
            )
        if i and self.at(i - 1).pos_ in ("NOUN", "PROPN"):
            return i + 1, replace(found[1], named=True)
        return found if token.ent_type_ == "DATE" else None

    def days(self, i: int) -> tuple[int, list[Expression]] | None:
        """Days that share a month: "6 to 9 October", "3, 4 and 5 May 2020", "June 15–20, 2023"."""
        joints = wordlist("range") | {"and", ",", "or", "&"}
        month = self.month(i)
        first = i + bool(month)
        places = [first]
        if not self.digits(first):
            return None
        while self.word(places[-1] + 1) in joints and self.digits(places[-1] + 2):
            places.append(places[-1] + 2)
        if len(places) < 2:
            return None
        if month:
            if self.month(places[-1] + 1):
                places.pop()
            while len(places) > 1 and self.word(places[-1] - 1) == "," and places[-1] == places[1]:
                places.pop()
            if len(places) < 2:
                return None
            year = self.year_after(places[-1] + 1)
            end = year[0] if year else places[-1] + 1
        else:
            last = self.day_month(places[-1])
            if not last:
                return None
            end = last[0]
            month = self.month(places[-1] + 1)
            year = self.year_after(places[-1] + 2)
        found = []
        for k, place in enumerate(places):
            node = self.dates(month, self.day_number(place), year[1] if year else None)
            if node is None:
                return None
            stop = end if k == len(places) - 1 else place + 1
            found.append(self.make(i if k == 0 else place, stop, "DATE", node))
        end, found[-1] = self.tail(places[-1], end, found[-1])
        return end, found

    def years(self, i: int) -> tuple[int, list[Expression]] | None:
        """Two years of which the second is shortened: "2018/19", "1939–45"."""
        first, short = self.full_year(i), self.word(i + 2)
        if not first or not re.fullmatch(r"\d\d", short) or not self.tight(i, i + 3) or self.word(i + 3) in ("-", "/"):
            return None
        last = first // 100 * 100 + int(short)
        slash = self.word(i + 1) == "/" and last == first + 1
        if not slash and not (self.word(i + 1) in _DASHES and last > max(first, first // 100 * 100 + 12)):
            return None
        ends = ((i, i + 1, first), (i + 2, i + 3, last))
        return i + 3, [self.make(a, b, "DATE", Fixed(Period("year", year))) for a, b, year in ends]

    # Steps and lengths

    def offset(self, i: int) -> Found | None:
        """Two years ago, a month later, the day before, three days after 3 May 2012."""
        if self.word(i) == "the" and self.word(i + 1) in ("day", "week", "month", "year", "evening", "night"):
            return self.neighbour(i)
        j, degree = self.degree(i)
        if self.word(j) in ("years", "months", "weeks", "days", "decades", "centuries") and self.word(j + 1) in (
            "ago",
            "later",
            "earlier",
        ):
            past = "PAST_REF" if self.word(j + 1) == "ago" else ""
            return j + 2, self.make(i, j + 2, "DATE", value=past)
        measure = self.measure(j)
        if not measure:
            return None
        j, count, name = measure
        word = self.word(j)
        unit = next((u for u in _CALENDAR if u == name), None)
        base: Base | Node
        if word in wordlist("ago") and (word != "back" or self.word(j + 1) in (",", ".", "")):
            sign, base = -1, "now"
        elif word == "from" and self.word(j + 1) in ("now", "today"):
            sign, base, j = 1, "now", j + 1
        elif word in wordlist("later") and word != "on" and self.word(j + 1) != "than":
            sign, base = 1, "then"
        elif word == "earlier" and self.word(j + 1) != "than":
            sign, base = -1, "then"
        elif word in ("before", "after"):
            sign = -1 if word == "before" else 1
            core = self.core(j + 1)
            if core and core[1].node and not core[1].clock:
                base, j = core[1].node, core[0] - 1
            elif self.word(j + 1) in (".", ",", ";", ""):
                base = "then"
            elif self.word(j + 1) in ("that", "this") and self.at(j + 1).pos_ == "PRON":
                base, j = "then", j + 1
            else:
                return None
        else:
            return None
        j += 1
        if base == "now" and sign < 0 and self.word(j) == "today":
            j += 1
        elif base == "now" and sign < 0 and self.word(j) in ("this", "last") and self.unit(j + 1):
            j += 2
        if unit is None or count is None or count != int(count):
            value = "PAST_REF" if base == "now" and sign < 0 and count is None else ""
            return j, self.make(i, j, "TIME" if unit is None and count else "DATE", value=value)
        node = Step(unit, sign * int(count), base, whole=base == "now")
        about = degree == "about" or unit in ("decade", "century")
        return j, replace(self.make(i, j, "DATE", node), about=about, loose=degree == "loose")

    def neighbour(self, i: int) -> Found | None:
        """The day before, the year after: of the time spoken of, unless a clause or name follows."""
        unit = next((u for u in _CALENDAR if u == self.word(i + 1)), None)
        word = self.word(i + 2)
        if unit is None or word not in ("before", "after", "earlier", "later"):
            return None
        if word in ("before", "after") and self.word(i + 3) not in (".", ",", ";", "", "and", "but", ")"):
            return None
        return i + 3, self.make(i, i + 3, "DATE", Step(unit, -1 if word in ("before", "earlier") else 1, "then"))

    def length(self, count: float | None, unit: str) -> str:
        """The TimeML value of a duration."""
        time = "T" if unit in ("hour", "minute", "second") else ""
        if count == 0.5:
            halves = {
                "year": (6, "month"),
                "century": (50, "year"),
                "decade": (5, "year"),
                "hour": (30, "minute"),
                "day": (12, "hour"),
            }
            if unit in halves:
                return self.length(*halves[unit])
        return f"P{time}{'X' if count is None else f'{count:g}'}{lexicon('codes')[unit]}"

    def duration(self, i: int) -> Found | None:
        """Nine days, more than thirty years, a two-week, the past decade, decades-long, recent years."""
        pointed = self.pointed(i)
        if pointed:
            return pointed
        j, _ = self.degree(i)
        if self.word(i) in ("over", "under", "up", "just", "only", "around") and self.word(j) in ("a", "an", "the"):
            j = i
        unit = self.unit(j + (self.word(j) == "the"))
        if unit and unit[1] and unit[0] not in ("second", "minute", "quarter", "weekend"):
            start, j = j, j + (self.word(j) == "the")
            before = self.word(start - 1)
            hyphen = self.word(j + 1) in _DASHES and self.word(j + 2) == "long"
            led = before in (
                "for",
                "after",
                "within",
                "takes",
                "took",
                "spent",
                "over",
                "through",
                "during",
                "throughout",
            )
            if (
                hyphen
                or (led and (start == j or before in ("over", "through")))
                or (self.word(j + 1) == "of" and start == j)
            ):
                end = j + 3 if hyphen else j + 1
                return end, self.make(start, end, "DURATION", value=self.length(None, unit[0]))
            return None
        measure = self.measure(j)
        if not measure:
            return None
        end, count, name = measure
        attributive = self.word(end - 2) in _DASHES
        article = self.word(j) in ("a", "an") and not attributive
        if article and count == 1 and not self.lasting(j, end):
            return None
        if self.word(j) == "one" and name == "day" and not attributive:
            return None
        if self.word(end) in _DASHES and self.word(end + 1) in ("old", "long"):
            end += 2
        elif self.word(end) in ("old", "long") and not attributive:
            end += 1
        if self.word(end) == "'" and self.word(end + 1) == "time":
            future = self.hence(i, end, count, name)
            if future:
                return future
        start = i
        if attributive and self.word(j) in ("a", "an"):
            start = j + 1
        value = self.length(count, name)
        more = self.measure(end + 1) if self.word(end) in ("and", ",") and count else None
        if more and more[1] and more[2] in ("month", "week", "day", "minute", "hour") and more[2] != name:
            code = self.length(more[1], more[2]).removeprefix("PT" if "T" in value else "P")
            end, value = more[0], value + code
        return end, self.make(start, end, "DURATION", value=value)

    def hence(self, i: int, end: int, count: float | None, name: str) -> Found | None:
        """A time to come: "in two weeks' time"."""
        unit = next((u for u in _CALENDAR if u == name), None)
        if unit is None or count is None or count != int(count):
            return None
        end += 2 * (self.word(end) == "'")
        return end, self.make(i, end, "DATE", Step(unit, int(count), "now", whole=True))

    def lasting(self, i: int, j: int) -> bool:
        """Whether "a year" from i to j is a length of time, not a rate ("15 a year") and not an indefinite one."""
        before, after = self.word(i - 1), self.word(j)
        leads = (
            "for",
            "within",
            "in",
            "over",
            "after",
            "than",
            "during",
            "least",
            "nearly",
            "almost",
            "about",
            "only",
            "just",
            "half",
            "of",
            "until",
            "every",
            "took",
            "takes",
            "lasted",
            "by",
            "around",
            "once",
            "spent",
        )
        return (
            before in leads or after in ("after", "before", "and", "since", "or") or self.word(i) in wordlist("nearly")
        )

    def pointed(self, i: int) -> Found | None:
        """The past three years, the next six months, the last decade; recent years (a reference)."""
        j = i + (self.word(i) == "the")
        word = self.word(j)
        unit = self.unit(j + 1)
        if word in ("recent", "coming", "past") and unit and unit[1]:
            value = "FUTURE_REF" if word == "coming" else "PAST_REF"
            return j + 2, self.make(i, j + 2, "DATE", value=value)
        if word not in ("past", "last", "next", "coming", "previous", "preceding", "following", "first"):
            return None
        if (
            unit
            and not unit[1]
            and j > i
            and word in ("past", "last", "coming")
            and unit[0] not in ("quarter", "weekend", "day")
        ):
            return j + 2, self.make(i, j + 2, "DURATION", value=self.length(1, unit[0]))
        k, _ = self.degree(j + 1)
        if self.word(k) in ("a", "an"):
            return None
        measure = self.measure(k)
        if not measure or self.word(measure[0]) in ("ago", "later"):
            return None
        return measure[0], self.make(i, measure[0], "DURATION", value=self.length(measure[1], measure[2]))

    def frequency(self, i: int) -> Found | None:
        """Every year, each Monday, twice a week, annually, Mondays, 15 a year."""
        word = self.word(i)
        frequencies = lexicon("frequencies")
        if word in frequencies and not (self.capital(i) and i and self.at(i).pos_ == "PROPN"):
            return i + 1, self.make(i, i + 1, "SET", value=frequencies[word])
        if word.endswith("s") and word[:-1] in numbers("weekdays") and self.capital(i) and word[:-1].endswith("day"):
            return i + 1, self.make(i, i + 1, "SET", value=f"XXXX-WXX-{numbers('weekdays')[word[:-1]] + 1}")
        j = i + (word == "almost")
        if self.word(j) in ("every", "each"):
            return self.every(i, j + 1)
        times = {"once": 1, "twice": 2}
        if word in times or (self.number(i) and self.word(i + 1) == "times"):
            j = i + 1 + (word not in times)
            if self.word(j) in ("a", "an", "per", "each", "every"):
                unit = self.unit(j + 1)
                if unit and not unit[1]:
                    return j + 2, self.make(i, j + 2, "SET", value=self.length(1, unit[0]))
            return None
        if word in ("a", "an", "per") and i:
            unit = self.unit(i + 1)
            before = self.at(i - 1)
            counted = (
                before.like_num
                or before.text in ("%", "percent")
                or (before.pos_ == "NOUN" and any(c.like_num for c in before.children))
            )
            if (
                unit
                and not unit[1]
                and (word == "per" or counted)
                and self.word(i + 2) not in ("ago", "later", "earlier", "after", "before")
            ):
                return i + 2, self.make(i, i + 2, "SET", value=self.length(1, unit[0]))
        return None

    def every(self, i: int, j: int) -> Found | None:
        """What follows "every" or "each"."""
        word = self.word(j)
        if word in numbers("weekdays") and self.capital(j):
            return j + 1, self.make(i, j + 1, "SET", value=f"XXXX-WXX-{numbers('weekdays')[word] + 1}")
        if self.month(j):
            return j + 1, self.make(i, j + 1, "SET", value=f"XXXX-{self.month(j):02}")
        if word in lexicon("dayparts"):
            return j + 1, self.make(i, j + 1, "SET", value=f"XXXX-XX-XXT{lexicon('dayparts')[word].removeprefix('T')}")
        if word in numbers("seasons"):
            return j + 1, self.make(
                i, j + 1, "SET", value=f"XXXX-{('SP', 'SU', 'FA', 'WI')[numbers('seasons')[word] - 1]}"
            )
        count = 2.0 if word in ("other", "second") else None
        if count:
            j += 1
        elif (number := self.number(j)) and self.unit(number[0]):
            j, count = number
        unit = self.unit(j)
        if not unit or unit[0] == "second":
            return None
        return j + 1, self.make(i, j + 1, "SET", value=self.length(count or 1, unit[0]))

    def reference(self, i: int) -> Found | None:
        """Now, recently, in the future: a time that no calendar names."""
        references = lexicon("references")
        for length in (4, 3, 2, 1):
            phrase = " ".join(self.atoms[i : i + length])
            if phrase in references and i + length <= self.size:
                j = i + length
                if (
                    (phrase == "at the time" and self.word(j) == "of")
                    or self.word(j) in _DASHES
                    or self.unit(j)
                    or self.measure(j)
                ):
                    return None
                start = i + (self.word(i) in ("in", "at"))
                return i + length, self.make(start, i + length, "DATE", value=references[phrase])
        return None

    # The clock

    def clock(self, i: int, *, bare: bool = True) -> tuple[int, str] | None:
        """10:30, 6:40 p.m., 6pm, 18:00 UTC, 0830 GMT, noon; without "bare" only where nothing else could be meant."""
        word = self.word(i)
        if word in ("noon", "midnight"):
            return i + 1, lexicon("dayparts")[word]
        match = _CLOCK.fullmatch(word)
        military = re.fullmatch(r"([01]\d|2[0-3])([0-5]\d)", word)
        hour_only = re.fullmatch(r"1?\d", word)
        if match:
            hour, minute = int(match[1]), match[2]
        elif military:
            hour, minute = int(military[1]), military[2]
        elif hour_only:
            hour, minute = int(word), "00"
        else:
            return None
        j, sure = i + 1, False
        half = self.word(j).replace(".", "")
        if half in ("am", "pm") and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
            j, sure = j + 1, True
        if hour_only and not sure:
            return None
        k = j + (self.word(j) == "(")
        zone = ""
        if self.word(k) in wordlist("zones") or re.match(r"(?:utc|gmt)[+-]", self.word(k)):
            plain = self.word(k) in ("utc", "gmt", "z")
            k += 1
            if re.fullmatch(r"[+-]?\d{1,2}(?::\d\d)?", self.word(k)) and self.word(k)[0] in "+-":
                k, plain = k + 1, False
            elif self.word(k) in ("+", "-") and self.word(k + 1)[:1].isdigit():
                k, plain = k + 2, False
            j, sure, zone = k + (self.word(k) == ")"), True, "Z" if plain else ""
        elif self.word(j) == "local" and self.word(j + 1) == "time":
            j, sure = j + 2, True
        if military and not zone:
            return None
        if match and ("." in word and not sure):
            return None
        return (j, f"T{hour:02}:{minute}{zone}") if sure or bare else None

    def clocked(self, i: int) -> Found | None:
        """A clock time, alone or straight before its day: "10:30 a.m. Tuesday"."""
        led = self.word(i - 1) in (
            "at",
            "around",
            "by",
            "from",
            "until",
            "till",
            "before",
            "after",
            "about",
            "to",
            "between",
        )
        clock = self.clock(i, bare=led)
        if not clock:
            return None
        j, value = clock
        k = j + (self.word(j) == ",")
        core = self.weekday(k) or self.day_month(k) or self.month_first(k) or self.day_word(k)
        if core and not (isinstance(core[1].node, Part) and core[1].node.unit == "month"):
            return core[0], replace(self.make(i, core[0], "TIME", core[1].node), clock=value)
        return j, replace(self.make(i, j, "TIME", Step("day", 0, "near")), clock=value)


@cache
def _starters() -> frozenset[str]:
    """The words that an expression may begin with, beside digits."""
    tables = (
        "months",
        "weekdays",
        "seasons",
        "units",
        "dayparts",
        "days",
        "numbers",
        "ordinals",
        "which",
        "phases",
        "frequencies",
    )
    first = {word for key in tables for word in table("dates")[key]}
    first |= {phrase.split()[0] for key in ("holidays", "references") for phrase in table("dates")[key]}
    first |= {unit + "s" for unit in lexicon("units")} | {
        "q1",
        "q2",
        "q3",
        "q4",
        "the",
        "'",
        "then",
        "fiscal",
        "financial",
    }
    first |= {
        "every",
        "each",
        "once",
        "twice",
        "half",
        "earlier",
        "later",
        "past",
        "couple",
        "dozens",
        "recent",
        "at",
        "up",
        "per",
    }
    first |= wordlist("about") | wordlist("nearly") | wordlist("bounded") | wordlist("vague") | set(numbers("decades"))
    return frozenset(first)
