"""The tokens of a document with what the search for names asks of them again and again."""

import re
from functools import cache, lru_cache

from kgx import gazetteer
from kgx.annotate import MONTH, Annotated, Block
from kgx.lexicon import singular, words
from kgx.names.lexicon import lexicon

TIMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})
HYPHENS = frozenset("-–‑")
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_MONTHS = "january february march april may june july august september october november december"
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_CALENDAR = frozenset(f"{_MONTHS} {_DAYS} sept gmt utc am pm".split()) | {
    w[:3] + dot for w in f"{_MONTHS} {_DAYS}".split() for dot in ("", ".")
}
_NEVER = frozenset(
    "the a an i it he she we they you this that these those its his her their our my q and but or not no yes".split()
)
NAMESAKES = frozenset("he she an you".split())  # surnames that are pronouns and the like too
_FUNCTION = frozenset(
    {"DET", "PRON", "ADP", "SCONJ", "CCONJ", "ADV", "AUX", "PART", "INTJ", "NUM", "PUNCT", "SYM", "SPACE", "VERB"}
)
_OPENING = frozenset("\"“”'‘«([:—–-•*|")
_MIXED = frozenset("Euro Afro Indo Anglo Sino Russo Franco Hispano Austro".split())  # "Euro-Atlantic" is no name
_WITH_PORTFOLIO = frozenset({"minister", "secretary", "undersecretary"})
_SMALL = frozenset("of for the and , &".split())  # among the words of a portfolio
_LIFE = re.compile(  # "(born", "(1860", "(May 1860", "(12 May 1860–3 June 1920"
    rf"\(\s?(?:born\b|b\.|(?:(?:\d{{1,2}} )?{MONTH} (?:\d{{1,2}}, )?)?(?:1[5-9]|20)\d\d\b)"
)
_ELISION = re.compile(r"[adl]['’][A-ZÀ-Ý]")


class Text:
    """Tokens, capitals, known names and the model's entities of one document. Every list is indexed by token."""

    def __init__(self, annotated: Annotated) -> None:
        """Read the parsed document."""
        doc = annotated.doc
        self.lexicon = lexicon()
        self.raw = doc.text
        self.starts = [t.idx for t in doc]
        self.words = [t.text for t in doc]
        self.lower = [w.lower() for w in self.words]
        self.pos = [t.pos_ for t in doc]
        self.size = len(self.words)
        self.tight = [not t.whitespace_ for t in doc]  # no space after it
        self.block = [0] * self.size
        self.broken = [False] * self.size  # first on a line of a heading
        self.quiet = [False] * self.size  # in a title or heading, where capitals tell little
        self.plain = [False] * self.size  # in a block in sentence case
        self.shout = [False] * self.size  # in a dateline, where names may be all capitals
        self._initial = [start == 1 for start in doc.to_array("SENT_START").tolist()]
        for number, block in enumerate(annotated.blocks):
            self._mark(number, block)
            if block.kind != "paragraph":
                for i in range(block.start + 1, block.end):
                    self.broken[i] = "\n" in annotated.document.text[annotated.chars[i - 1] : annotated.chars[i]]
        self.entity: list[tuple[int, int, str] | None] = [None] * self.size  # (start, end, label) of the model's entity
        for ent in doc.ents:
            if ent.label_ not in TIMES:
                for i in range(ent.start, ent.end):
                    self.entity[i] = (ent.start, ent.end, ent.label_)
        self.people = {w for e in doc.ents if e.label_ == "PERSON" for w in e.text.split()}  # as the model sees them
        self.known = self._known()
        small = {w for w in self.words if w.islower()}
        capital = {w for i, w in enumerate(self.words) if w[0].isupper() and not self.initial(i)}
        self.cap = [self._capital(i, small, capital) for i in range(self.size)]

    def _mark(self, number: int, block: Block) -> None:
        rest = range(block.start + 1, block.end)
        small = self.pos[block.start] == "VERB" or any(
            len(self.words[i]) > 3 and self.words[i].islower() and self.pos[i] != "ADP" for i in rest
        )
        quiet = block.kind == "title" or (
            block.kind == "heading" and not small
        )  # a heading in sentence case may be trusted
        for i in range(block.start, block.end):
            self.block[i], self.quiet[i], self.plain[i], self.shout[i] = number, quiet, small, block.kind == "dateline"
        self._initial[block.start] = True

    def initial(self, i: int) -> bool:
        """Whether a capital may be owed to the place in the sentence alone."""
        if self._initial[i] or self.words[i - 1] == "—":
            return True
        return self.words[i - 1] in _OPENING and (self._initial[i - 1] or not self.tight[i - 2])

    def slice(self, start: int, end: int) -> str:
        """The words of some tokens as they stand in the text."""
        return self.raw[self.starts[start] : self.starts[end - 1] + len(self.words[end - 1])]

    def life(self, i: int) -> bool:
        """Whether a bracket opens at a token with the dates of a life, which stand behind the name of a person."""
        return i < self.size and _LIFE.match(self.raw, self.starts[i]) is not None

    def follows(self, i: int, previous: int) -> bool:
        """Whether a token exists and stands in the same block as another."""
        return 0 <= i < self.size and self.block[i] == self.block[previous]

    def _between(self, i: int) -> bool:
        """Whether a token stands between two capitalised words: "Emma May Doe"."""
        around = [
            k
            for k in (i - 1, i + 1)
            if self.follows(k, i)
            and self.words[k][0].isupper()
            and self.words[k][-1].islower()
            and self.lower[k] not in _CALENDAR
        ]
        return len(around) == 2 and not self.initial(i - 1)

    def _after(self, i: int) -> bool:
        """Whether a token stands after a title and a first name: "Minister Emma May"."""
        first = i > 1 and self.words[i - 1].istitle() and self.lower[i - 1] not in _CALENDAR
        return first and self.ends_title(i - 1)

    def _surname(self, i: int) -> bool:
        """Whether a pronoun or the like is a surname written first: "replacing He Wen", "An Li said"."""
        if self.lower[i] not in NAMESAKES or not self.plain[i] or not self.follows(i + 1, i):
            return False
        ent, k = self.entity[i], i + 1
        more = self.words[k][0].isupper() and self.lower[k] not in _CALENDAR and k not in self.known
        return more and (not self.initial(i) or (ent is not None and ent[0] == i and ent[2] == "PERSON"))

    def _bare_initial(self, i: int) -> bool:
        """Whether a capital letter without a full stop is an initial: "Lt Gen A S Roe"."""
        k = i
        while self.follows(k, i) and len(self.words[k]) == 1 and "A" <= self.words[k] <= "Z":
            k += 1
        named = k > i and self.follows(k, i) and self.words[k].istitle() and len(self.words[k]) > 2
        while i > 0 and len(self.words[i - 1]) == 1 and "A" <= self.words[i - 1] <= "Z":
            i -= 1
        return named and self.ends_title(i) and self.block[max(0, i - 1)] == self.block[i]

    def title(self, i: int, end: int) -> int:
        """End of the longest post, rank or form of address that begins at a token; the token itself where none does."""
        for phrase in _titles(self.lower[i]):
            stop = i + len(phrase)
            if stop <= end and self._spells(i, stop, phrase):
                return self._portfolio(stop, end)
        return i

    def ends_title(self, end: int) -> bool:
        """Whether a post, rank or form of address of up to four words ends before a token."""
        return any(self.title(n, end) == end for n in range(max(0, end - 4), end))

    def _portfolio(self, stop: int, end: int) -> int:
        """End of a post with what it is the post for: "Minister of Foreign Affairs and Trade"."""
        if (
            singular(self.lower[stop - 1]) not in _WITH_PORTFOLIO
            or stop + 1 >= end
            or self.lower[stop] not in ("of", "for")
        ):
            return stop
        k = last = stop
        while k < end and self._is_field(k):
            k += 1
            last = k if self.lower[k - 1] not in _SMALL else last
        if k < end and self.words[k].istitle() and self.lower[k] in words("nominals", "organ"):
            return stop  # "Secretary of the Presidential Commission"
        closed = "," in self.words[stop:k] and self.lower[k - 1] in ("and", "&")
        if closed and k + 3 <= end and all(word.istitle() for word in self.words[k : k + 3]):
            return k + 1  # "Minister of Youth, Sports and Lotteries Ada Roe"
        return last

    def fields(self, i: int) -> int:
        """Start of the last field of a post where several stand before it: "Trade and Industry Minister"; else the token."""
        k = start = i
        if self.lower[i] in _SMALL or (i and self.lower[i - 1] in ("of", "for")):
            return i
        while self.follows(k, i) and self._is_field(k):
            k += 1
            start = k if self.lower[k - 1] in ("and", "&") else start
        held = self.follows(k, i) and singular(self.lower[k]) in _WITH_PORTFOLIO and start < k
        return start if held else i

    def _is_field(self, i: int) -> bool:
        """Whether a token may stand among the fields that a post is for."""
        return self.lower[i] in self.lexicon.modifiers or self.words[i] in (",", "&")

    def _spells(self, i: int, stop: int, phrase: tuple[str, ...]) -> bool:
        words = self.lower[i:stop]
        if phrase[0] in self.lexicon.short and not (self.words[i].isupper() and i and self.pos[i - 1] != "NUM"):
            return False  # "at 3 pm"
        return tuple(words) == phrase or (*words[:-1], singular(words[-1])) == phrase

    def _known(self) -> dict[int, tuple[int, str]]:
        """First token -> end and key of the names that the lexicons hold, the longest first, not overlapping."""
        found: dict[int, tuple[int, str]] = {}
        ends: set[int] = set()
        names, lengths, i = gazetteer.phrases(), _lengths(), 0
        while i < self.size:
            longest = 6 if self.shout[i] else lengths.get(self.words[i], 0)
            if (
                i > 1
                and self.words[i - 1] in HYPHENS
                and self.words[i - 2][0].isupper()
                and self.tight[i - 2]
                and i - 2 not in ends
            ):
                longest = 0  # "Inter-American"
            for stop in range(min(i + longest, self.size), i, -1):
                words = self.slice(i, stop).replace("’", "'")
                key = names.get(words)
                if key is None and self.shout[i] and words.isupper():
                    key = names.get(words.title())
                if key is not None and self.block[stop - 1] == self.block[i]:
                    found[i] = (stop, key)
                    ends.add(stop - 1)
                    i = stop - 1
                    break
            i += 1
        return found

    def _capital(self, i: int, small: set[str], capital: set[str]) -> bool:
        """Whether a token belongs to a name as far as its capital tells."""
        word, lower, ent = self.words[i], self.lower[i], self.entity[i]
        if i in self.known:
            return True
        if not word[0].isupper():
            return bool(_ELISION.match(word))
        if self._surname(i) or self._bare_initial(i):
            return True
        if lower in words("posts", "accredited") and (
            self.ends_title(i) or self.lower[max(0, i - 2) : i] == ["extraordinary", "and"]
        ):
            return False  # "Ambassador Extraordinary and Plenipotentiary Ada Roe"
        if lower in _NEVER or "+" in word or "@" in word or ":" in word or "/" in word or "$" in word:
            return False
        if len(word) == 1 and not (self.follows(i + 1, i) and self.words[i + 1][0].isupper() and ent):
            return False
        if lower in _CALENDAR and (ent is None or ent[1] - ent[0] == 1) and not (self._between(i) or self._after(i)):
            return False
        mixed = (
            word if self.follows(i + 1, i) and self.words[i + 1] in HYPHENS else "",
            self.words[i - 2] if i > 1 and self.words[i - 1] in HYPHENS else "",
        )
        if not _MIXED.isdisjoint(mixed):
            return False
        if not self.initial(i):
            return not (self.pos[i] in ("DET", "PRON") or (self.pos[i] in ("ADP", "CCONJ") and ent is None))
        if self.pos[i] == "SCONJ":
            return False  # "As Roe boarded the ship"
        more = self.follows(i + 1, i) and self.words[i + 1][0].isupper() and self.lower[i + 1] not in _CALENDAR
        if more and (lower in self.lexicon.leads or lower in self.lexicon.heads or self.title(i, self.size) > i):
            return True
        if self.pos[i] in _FUNCTION and not (ent and ent[0] == i and ent[1] > i + 1 and more and lower not in small):
            return word in capital and self.pos[i] == "VERB"
        if word in capital:
            return True
        return lower not in small and (self.pos[i] == "PROPN" or ent is not None)


@lru_cache(maxsize=1 << 14)
def _titles(word: str) -> tuple[tuple[str, ...], ...]:
    """Posts, ranks and forms of address that begin with a word in lower case, which may be a plural."""
    titles, one = lexicon().titles, singular(word)
    return (*titles.get(word, ()), *(titles.get(one, ()) if one != word else ()))


@cache
def _lengths() -> dict[str, int]:
    """First token of every known name -> most tokens that a name beginning so can have."""
    found: dict[str, int] = {}
    for name in gazetteer.phrases():
        size = len(re.findall(r"\w+|[^\w\s]", name))
        first = name.split()[0]
        for word in (first, re.split(r"[-–'’]", first)[0]):
            found[word] = max(found.get(word, 0), size)
    return found
