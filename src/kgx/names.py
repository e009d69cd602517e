"""Names in a document: where they stand, what kind of thing they name, and which of them name the same thing.

Names are found by their capitals and by lexicons, with the model's entities as one witness among others: posts, forms of
address and professions beside a name, words in it that tell its kind ("Bank", "Treaty"), and the gazetteer. What the
witnesses say is added up over the document, so that one name has one kind.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from kgx import gazetteer
from kgx.annotate import Annotated
from kgx.clusters import PARTICLES, Piece, cluster, subsequence
from kgx.gazetteer import fold
from kgx.model import Entity, Kind

_LABELS: dict[str, Kind] = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "LAW": "Programme",
    "EVENT": "Event",
}
_TIMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE"})
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. mon tue wed thu fri sat sun gmt utc am pm".split()
)
_NEVER = frozenset("the a an i it he she we they you this that these those mr ms q a: and but".split())
_FUNCTION = frozenset(
    {"DET", "PRON", "ADP", "SCONJ", "CCONJ", "ADV", "AUX", "PART", "INTJ", "NUM", "PUNCT", "SYM", "SPACE"}
)
_HYPHENS = frozenset("-–‑")
_OPENING = frozenset("\"“”'‘«(:—–-•*")
_PLACE_BEFORE = {
    "in": 2.0,
    "near": 2.0,
    "at": 1.0,
    "from": 1.0,
    "to": 0.5,
    "off": 1.5,
    "through": 1.0,
    "across": 1.5,
    "around": 1.0,
    "outside": 1.0,
    "into": 0.5,
}
_WORD = re.compile(r"\w[\w'’.]*|[-–&+]")
_YEAR = re.compile(r"(?:19|20)\d\d$")

Phrases = dict[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: tokens of annotated.doc, without title, post, determiner and possessive 's."""

    start: int
    end: int  # exclusive
    entity: str  # id of an Entity of this document: "e0", "e1", …
    form: str  # "name", "demonym" (Kenyan, of Kenya) or "acronym"


@dataclass(frozen=True, slots=True)
class Names:
    """The mentions of a document and the entities that they name."""

    mentions: tuple[Mention, ...]  # sorted, not overlapping
    entities: dict[str, Entity]
    _at: dict[int, Mention]

    @classmethod
    def of(cls, mentions: list[Mention], entities: dict[str, Entity]) -> "Names":
        """Names of mentions in any order. Raises ValueError where two overlap."""
        at: dict[int, Mention] = {}
        for mention in mentions:
            for token in range(mention.start, mention.end):
                if token in at:
                    raise ValueError(f"{mention} overlaps {at[token]}")
                at[token] = mention
        return cls(tuple(sorted(mentions, key=lambda m: m.start)), entities, at)

    def at(self, token: int) -> Mention | None:
        """The mention that covers a token."""
        return self._at.get(token)


def find_names(annotated: Annotated) -> Names:
    """Find the names of a document and tell which entities they name."""
    text = _Text(annotated)
    pieces = _typed(text, _bodies(text, _joined(text, [p for a, b in _chunks(text) for p in _segments(text, a, b)])))
    ids, entities = cluster(pieces)
    mentions = [Mention(p.start, p.end, i, p.form) for p, i in zip(pieces, ids, strict=True) if i is not None]
    return Names.of(mentions, entities)


@dataclass(frozen=True, slots=True)
class _Lexicon:
    titles: Phrases  # posts, ranks, forms of address
    modifiers: frozenset[str]
    persons: frozenset[str]  # nouns for a person
    sexes: dict[str, str]
    heads: dict[str, tuple[Kind, tuple[str, ...]]]  # last word of a name -> kind and narrower classes
    leads: dict[str, tuple[Kind, tuple[str, ...]]]
    nouns: dict[str, tuple[Kind, tuple[str, ...]]]
    tails: dict[tuple[str, ...], tuple[Kind, tuple[str, ...]]]
    bodies: dict[tuple[str, ...], tuple[Kind, tuple[str, ...]]]
    joins: dict[str, frozenset[str]]
    alone: frozenset[str]


def _kind(name: str) -> tuple[Kind, tuple[str, ...]]:
    """Kind and narrower classes that a table of heads.toml stands for."""
    broad: dict[str, Kind] = {
        "Person": "Person",
        "Organization": "Organization",
        "Place": "Place",
        "Programme": "Programme",
    }
    if name in broad:
        return broad[name], ()
    kind: Kind = (
        "Organization"
        if name.endswith("Organization") or name == "Group"
        else "Event"
        if name in ("Operation", "Exercise", "Conference")
        else "Place"
    )
    return kind, (name,)


@cache
def _lexicon() -> _Lexicon:
    posts, heads = gazetteer.rules("posts"), gazetteer.rules("heads")
    address = posts["honorifics"]
    nouns = posts["nouns"]
    sexes = {w: sex for sex in ("male", "female") for w in (*address[sex], *nouns[sex])}
    titles: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for phrase in (*posts["heads"], *posts["ranks"], *address["male"], *address["female"], *address["any"]):
        words = tuple(_WORD.findall(phrase))
        titles[words[0]].add(words)
    typed: dict[str, tuple[Kind, tuple[str, ...]]] = {}
    for kind, tables in heads["heads"].items():
        for narrow, words_ in tables.items():
            for word in words_:
                typed.setdefault(word, (kind, (narrow,) if narrow else ()))

    def table(name: str) -> dict[str, tuple[Kind, tuple[str, ...]]]:
        return {word: _kind(kind) for kind, words in heads[name].items() for word in words}

    return _Lexicon(
        titles={first: tuple(sorted(found, key=len, reverse=True)) for first, found in titles.items()},
        modifiers=frozenset(posts["modifiers"]),
        persons=frozenset(
            w.split()[-1]
            for w in (
                *posts["heads"],
                *posts["ranks"],
                *nouns["professions"],
                *nouns["male"],
                *nouns["female"],
                *nouns["kin"],
            )
        ),
        sexes=sexes,
        heads=typed,
        leads=table("leads"),
        nouns=table("nouns"),
        tails={tuple(w.split()): k for w, k in table("tails").items()},
        bodies={tuple(w.split()): k for w, k in table("bodies").items()},
        joins={w: frozenset(heads["joins"][w]) for w in ("of", "for", "on")},
        alone=frozenset(heads["joins"]["alone"]),
    )


class _Text:
    """The tokens of a document with what the steps ask of them again and again."""

    def __init__(self, annotated: Annotated) -> None:
        self.doc: Doc = annotated.doc
        self.lexicon = _lexicon()
        self.words = [t.text for t in self.doc]
        self.lower = [w.lower() for w in self.words]
        self.pos = [t.pos_ for t in self.doc]
        self.size = len(self.words)
        self.block = [0] * self.size
        self.quiet = [False] * self.size
        self.shout = [False] * self.size
        for number, block in enumerate(annotated.blocks):
            for i in range(block.start, block.end):
                self.block[i] = number
                self.quiet[i] = block.kind in ("title", "heading")
                self.shout[i] = block.kind == "dateline"
        self.ents = {e.start: (e.end, e.label_) for e in self.doc.ents}
        self.ent: list[tuple[int, int, str] | None] = [None] * self.size
        for e in self.doc.ents:
            for i in range(e.start, e.end):
                self.ent[i] = (e.start, e.end, e.label_)
        self.known: dict[int, tuple[int, str]] = {}  # first token -> (end, key) of names in the lexicons
        small = {w for i, w in enumerate(self.words) if w.islower()}
        capital = {w for i, w in enumerate(self.words) if w[0].isupper() and not self.initial(i)}
        self._phrases()
        self.cap = [self._capital(i, small, capital) for i in range(self.size)]

    def initial(self, i: int) -> bool:
        """Whether a capital may be owed to the place in the sentence alone."""
        return (
            i == 0
            or self.block[i] != self.block[i - 1]
            or bool(self.doc[i].is_sent_start)
            or self.words[i - 1] in _OPENING
        )

    def slice(self, start: int, end: int) -> str:
        """The words of some tokens as they stand in the text."""
        return str(self.doc[start:end].text)

    def title(self, i: int, end: int) -> int:
        """End of the longest post, rank or form of address that begins at a token; the token itself where none does."""
        for phrase in self.lexicon.titles.get(self.lower[i], ()):
            stop = i + len(phrase)
            if stop <= end and tuple(self.lower[i:stop]) == phrase:
                return stop
        return i

    def _phrases(self) -> None:
        known, i = gazetteer.phrases(), 0
        starts = _first_words()
        while i < self.size:
            longest = starts.get(self.words[i], 0) if not self.shout[i] else 6
            for stop in range(min(i + longest, self.size), i, -1):
                if self.block[stop - 1] != self.block[i]:
                    continue
                words = self.slice(i, stop)
                key = known.get(words) or known.get(words.replace("’", "'"))
                if key is None and self.shout[i] and words.isupper():
                    key = known.get(words.title())
                if key is not None:
                    self.known[i] = (stop, key)
                    i = stop - 1
                    break
            i += 1

    def _capital(self, i: int, small: set[str], capital: set[str]) -> bool:
        word, lower = self.words[i], self.lower[i]
        if not word[0].isupper():
            return bool(re.match(r"[dl]['’][A-ZÀ-Ý]", word))
        if lower in _NEVER or (len(word) == 1 and (i + 1 >= self.size or self.words[i + 1] == ".")):
            return False
        ent = self.ent[i]
        if lower in _CALENDAR and (ent is None or ent[2] in _TIMES or ent[1] - ent[0] == 1):
            return False
        if i in self.known:
            return True
        if self.initial(i):
            follows = i + 1 < self.size and self.words[i + 1][0].isupper() and self.lower[i + 1] not in _CALENDAR
            if follows and (lower in self.lexicon.leads or lower in self.lexicon.heads):
                return True
            if self.pos[i] in _FUNCTION and not (
                ent and ent[2] not in _TIMES and ent[0] == i and ent[1] > i + 1 and lower not in small
            ):
                return False
            if word in capital:
                return True
            if lower in small:
                return False
            return self.pos[i] == "PROPN" or (ent is not None and ent[2] not in _TIMES)
        return not (self.pos[i] in ("DET", "PRON") or (self.pos[i] in ("ADP", "CCONJ") and ent is None))


@cache
def _first_words() -> dict[str, int]:
    """First word of every known name -> most tokens that a name beginning so can have."""
    found: dict[str, int] = {}
    for name in gazetteer.phrases():
        words = _WORD.findall(name)
        if words:
            found[words[0]] = max(found.get(words[0], 0), len(re.findall(r"\w+|[^\w\s]", name)))
            plain = re.split(r"[-–]", words[0])[0]
            found[plain] = max(found.get(plain, 0), len(re.findall(r"\w+|[^\w\s]", name)))
    return found


def _chunks(t: _Text) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words, with particles, hyphens and & between them, and known names with small words in them."""
    i = 0
    while i < t.size:
        if not t.cap[i]:
            i += 1
            continue
        j = t.known[i][0] if i in t.known else i + 1
        while j < t.size and t.block[j] == t.block[i]:
            if t.cap[j]:
                if t.initial(j) and t.words[j - 1].endswith(".") and len(t.words[j - 1]) > 3:
                    break
                j = t.known[j][0] if j in t.known else j + 1
                continue
            if j + 1 < t.size and t.cap[j + 1] and t.block[j + 1] == t.block[i]:
                tight = not t.doc[j - 1].whitespace_ and not t.doc[j].whitespace_
                if (t.words[j] in _HYPHENS and tight) or t.words[j] == "&":
                    j += 1
                    continue
            stop = j
            while stop < t.size and t.lower[stop] in PARTICLES and stop - j < 3:
                stop += 1
            if stop > j and stop < t.size and t.cap[stop] and t.block[stop] == t.block[i]:
                j = stop
                continue
            break
        yield i, j
        i = j


def _segments(t: _Text, i: int, j: int) -> Iterator[Piece]:
    """The names in a run of capitalised words; posts and forms of address among them fall away."""
    while i < j and (t.words[i] in _HYPHENS or t.words[i] == "&"):
        i += 1
    if i >= j:
        return
    lexicon = t.lexicon
    known = t.known.get(i)
    if known and known[0] >= j:
        yield _piece(t, i, known[0])
        return
    ends_in_head = t.lower[j - 1] in lexicon.heads
    person_inside = [k for k in range(i + 1, j) if k in t.ents and t.ents[k][1] == "PERSON"]
    title = _title_in(t, i, j, ends_in_head and not person_inside)
    if title:
        start, stop = title
        if start > i:
            yield from _segments(t, i, start)
        if stop < j:
            for number, piece in enumerate(_segments(t, stop, j)):
                if number == 0 and piece.start == stop:
                    piece.votes["Person"] += 10
                    piece.sex = piece.sex or next(
                        (lexicon.sexes[w] for w in t.lower[start:stop] if w in lexicon.sexes), None
                    )
                yield piece
        return
    if known:
        stop = known[0]
        ent = t.ents.get(i) or (None, "")
        whole = ends_in_head or (
            ent[0] is not None and ent[0] >= j and ent[1] in ("ORG", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART")
        )
        hyphen = t.words[stop] in _HYPHENS
        if hyphen and not ends_in_head and (_tail(t, j) is None):
            yield _piece(t, i, stop)
            yield from _segments(t, stop + 1, j)
            return
        if not whole or (person_inside and person_inside[0] == stop and not ends_in_head):
            if not hyphen:
                yield _piece(t, i, stop)
                yield from _segments(t, stop, j)
                return
    for k in person_inside:
        if t.lower[k - 1] in lexicon.heads and not ends_in_head:
            yield from _segments(t, i, k)
            yield from _segments(t, k, j)
            return
    parts = [k for k in range(i, j) if t.words[k] in _HYPHENS]
    if parts and not ends_in_head and _tail(t, j) is None:
        edges = [i, *[k + 1 for k in parts], j + 1]
        spans = [(a, b - 1) for a, b in zip(edges, edges[1:], strict=False)]
        if all(a < b and (a in t.known or gazetteer.cities(t.slice(a, b))) for a, b in spans):
            for a, b in spans:
                yield _piece(t, a, b)
            return
    yield _piece(t, i, j)


def _title_in(t: _Text, i: int, j: int, headed: bool) -> tuple[int, int] | None:
    """First post, rank or form of address in a run of capitalised words, with what belongs to it on both sides."""
    if headed:
        return None
    lexicon = t.lexicon
    k = i
    while k < j:
        stop = t.title(k, j)
        if stop > k:
            start = k
            while (
                start > i
                and (t.lower[start - 1] in lexicon.modifiers or t.words[start - 1] in _HYPHENS)
                and not (start - 1 in t.known)
            ):
                start -= 1
            while stop < j:
                further = t.title(stop, j)
                if (
                    further == stop
                    and t.lower[stop] in lexicon.modifiers
                    and stop + 1 < j
                    and t.title(stop + 1, j) > stop + 1
                ):
                    further = stop + 1
                if further == stop:
                    break
                stop = further
            return start, stop
        k = t.known[k][0] if k in t.known else k + 1
    return None


def _piece(t: _Text, i: int, j: int) -> Piece:
    while j - 1 > i and (t.lower[j - 1] in PARTICLES and not t.cap[j - 1]):
        j -= 1
    words = tuple(w for w in t.words[i:j] if w not in _HYPHENS)
    piece = Piece(i, j, t.slice(i, j), words, quiet=t.quiet[i])
    known = t.known.get(i)
    if known and known[0] == j:
        _keyed(piece, known[1])
    return piece


def _keyed(piece: Piece, key: str) -> None:
    if key.startswith("demonym:"):
        piece.form, key = "demonym", "country:" + key.removeprefix("demonym:").split(",")[0]
    elif piece.text.isupper() and len(piece.words) == 1 and key.startswith("org:"):
        piece.form = "acronym"
    piece.key, piece.kind = key, gazetteer.facts(key).kind


def _tail(t: _Text, j: int) -> tuple[int, Kind, tuple[str, ...]] | None:
    """Small words after a name that complete it: "base", "wind farm"."""
    for length in (2, 1):
        found = t.lexicon.tails.get(tuple(t.lower[j : j + length])) if j + length <= t.size else None
        if found and not any(w[0].isupper() for w in t.words[j : j + length]):
            return j + length, *found
    return None


def _head(t: _Text, piece: Piece) -> str:
    """The word of a name that may go on with "of": the last before any small word."""
    return t.lower[piece.end - 1]


def _joined(t: _Text, pieces: list[Piece]) -> list[Piece]:
    """Names that go on over small words: "University of X", "Peace and Security Council", "Teachers' Front"."""
    out: list[Piece] = []
    for piece in pieces:
        while out and t.block[out[-1].start] == t.block[piece.start] and _joins(t, out[-1], piece):
            left = out.pop()
            whole = _piece(t, left.start, piece.end)
            whole.votes = left.votes
            whole.home = (
                piece.key
                if piece.key and piece.key.startswith("country:")
                else left.home or (left.key if left.key and left.key.startswith("country:") else None)
            )
            if not whole.key:
                whole.kind = None
            piece = whole
        out.append(piece)
    return out


def _joins(t: _Text, left: Piece, right: Piece) -> bool:
    gap = t.lower[left.end : right.start]
    if not 0 < len(gap) <= 2 or left.form == "demonym":
        return False
    joins, heads = t.lexicon.joins, t.lexicon.heads
    span = t.ents.get(left.start) or (
        t.ents.get(left.start - 1) if left.start and t.lower[left.start - 1] == "the" else None
    )
    spanned = span is not None and span[0] >= right.end and span[1] in ("ORG", "FAC", "LAW", "EVENT")
    head = t.lower[left.end - 1]
    first = next((w for w in t.lower[left.start : left.end] if w in joins["of"]), None)
    if gap[0] in joins and gap[1:] in ([], ["the"]):
        if left.votes["Person"] or left.key and left.key.startswith(("country:", "city:")):
            return False
        return (
            head in joins[gap[0]]
            or (
                gap[0] == "of"
                and left.end - left.start > 1
                and first == t.lower[left.start]
                and not right.key
                and False
            )
            or (spanned and not left.key)
            or (
                gap == ["for"] and t.lower[right.end - 1] in heads and not left.key and t.lower[left.start - 1] == "the"
            )
        )
    if gap == ["and"]:
        if left.key or right.key or left.votes["Person"]:
            return False
        if spanned:
            return True
        inside = any(w in joins for w in t.lower[left.start : left.end])
        if inside and right.end - right.start == 1 and t.lower[right.start] in t.lexicon.modifiers:
            return True
        return (
            left.end - left.start == 1
            and right.end - right.start > 1
            and t.lower[right.end - 1] in heads
            and t.lower[left.start - 1] == "the"
            and left.start not in t.ents
        )
    if gap in (["'s"], ["’s"], ["'"], ["’"]):
        if left.key or right.key or left.votes["Person"] or right.end - right.start > 2:
            return False
        return (
            t.lower[right.end - 1] in heads
            and heads[t.lower[right.end - 1]][0] == "Organization"
            and (spanned or not gazetteer.cities(left.text))
        )
    return False


def _bodies(t: _Text, pieces: list[Piece]) -> list[Piece]:
    """Small words after a name that belong to it: "the X base", "the Russian defence ministry", "Georgia's parliament"; a year."""
    out: list[Piece] = []
    for number, piece in enumerate(pieces):
        limit = pieces[number + 1].start if number + 1 < len(pieces) else t.size
        limit = next((k for k in range(piece.end, limit) if t.block[k] != t.block[piece.start]), limit)
        body = _body(t, piece, limit)
        tail = _tail(t, piece.end)
        if body:
            end, kind, types = body
            whole = Piece(
                piece.start,
                end,
                t.slice(piece.start, end),
                tuple(t.words[piece.start : end]),
                kind=kind,
                types=types,
                home=piece.key,
                quiet=piece.quiet,
            )
            out.append(whole)
            continue
        if (
            tail
            and tail[0] <= limit
            and not (piece.key and not (piece.key.startswith("city:") and "Facility" in tail[2]))
            and not piece.votes["Person"]
        ):
            end, kind, types = tail
            city = kind == "Organization" or piece.text in gazetteer.phrases()
            if not city:
                core = piece.words
                piece = Piece(
                    piece.start,
                    end,
                    t.slice(piece.start, end),
                    (*piece.words, *t.words[piece.end : end]),
                    kind=kind,
                    types=types,
                    core=core,
                    quiet=piece.quiet,
                )
        elif (
            not piece.key
            and piece.end < limit
            and _YEAR.match(t.words[piece.end])
            and piece.end - piece.start > 1
            and (t.lower[piece.start] in t.lexicon.leads or t.ent[piece.end] == t.ent[piece.start])
        ):
            piece = _longer(t, piece, piece.end + 1)
        elif t.lower[piece.start] == "resolution" and piece.end < limit and t.words[piece.end][0].isdigit():
            piece = _longer(t, piece, piece.end + 1)
        out.append(piece)
    return out


def _longer(t: _Text, piece: Piece, end: int) -> Piece:
    longer = _piece(t, piece.start, end)
    longer.votes = piece.votes
    return longer


def _body(t: _Text, piece: Piece, limit: int) -> tuple[int, Kind, tuple[str, ...]] | None:
    if not piece.key or not piece.key.startswith("country:"):
        return None
    k = piece.end
    if piece.form == "demonym":
        if t.lower[piece.start - 1 : piece.start] not in (["the"], ["The"]):
            return None
    elif k < limit and t.words[k] in ("'s", "’s", "'", "’"):
        k += 1
    else:
        return None
    for stop in range(k, min(k + 4, limit)):
        for length in (2, 1):
            words = tuple(t.lower[stop : stop + length])
            if (
                words in t.lexicon.bodies
                and stop + length <= limit
                and all(w in t.lexicon.modifiers for w in t.lower[k:stop])
            ):
                if words == ("ministry",) and stop == k:
                    return None
                return stop + length, *t.lexicon.bodies[words]
        if t.lower[stop] not in t.lexicon.modifiers:
            return None
    return None


def _typed(t: _Text, pieces: list[Piece]) -> list[Piece]:
    """Decide the kind of every name from all its mentions; names without a kind are left out."""
    for number, piece in enumerate(pieces):
        if piece.kind is None:
            _evidence(t, piece, pieces[number + 1] if number + 1 < len(pieces) else None)
        _acronym(t, piece)
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    fixed: dict[str, Piece] = {}
    for piece in pieces:
        if piece.kind is None:
            totals[fold(piece.text)].update(piece.votes)
        if piece.core:
            fixed[fold(" ".join(piece.core))] = piece
        if piece.expands:
            fixed[fold(piece.expands)] = piece
    for piece in pieces:
        if piece.kind is None and fold(piece.text) in fixed and fixed[fold(piece.text)].kind:
            other = fixed[fold(piece.text)]
            piece.kind, piece.types = other.kind, other.types
        elif piece.kind is None:
            _decide(t, piece, totals[fold(piece.text)])
    people = [p.words for p in pieces if p.kind == "Person" and len(p.words) > 1]
    for piece in pieces:
        if (
            piece.kind != "Person"
            and not piece.key
            and len(piece.words) == 1
            and not piece.types
            and piece.votes["head"] == 0
        ):
            word = (fold(piece.text),)
            owners = [w for w in people if subsequence(word, tuple(fold(x) for x in w))]
            if owners and t.lower[piece.start - 1] not in ("in", "near", "at"):
                piece.kind, piece.types = "Person", ()
    _locate(pieces)
    return [p for p in pieces if p.kind is not None]


def _evidence(t: _Text, piece: Piece, following: Piece | None) -> None:
    """Add up what the words in and around a name say of its kind."""
    lexicon, votes = t.lexicon, piece.votes
    first, last = t.lower[piece.start], t.lower[piece.end - 1]
    size = len(piece.words)
    lead = lexicon.leads.get(first) if size > 1 else None
    parts = re.split(r"\b(?:of|for|on)\b", " ".join(t.lower[piece.start : piece.end]))
    inner = parts[0].split()[-1] if parts[0].split() else last
    head = None
    if len(parts) > 1 and inner in lexicon.heads:
        head = lexicon.heads[inner]
    if (head is None or size > 1) and last in lexicon.heads and (len(parts) == 1 or head is None):
        head = lexicon.heads[last]
    if last.isdigit() and size > 2 and t.lower[piece.end - 2] in lexicon.heads:
        head = lexicon.heads[t.lower[piece.end - 2]]
    if size > 1 and " ".join(t.lower[piece.end - 2 : piece.end]) in lexicon.heads:
        head = lexicon.heads[" ".join(t.lower[piece.end - 2 : piece.end])]
    if size == 1 and last in lexicon.alone:
        votes["Organization"] += 6
    elif size == 1 and last in lexicon.heads:
        votes["common"] += 5
    elif lead and not votes["Person"]:
        votes[_name(lead)] += 12
        if lead[0] == "Event":
            piece.core = piece.words[1:]
    elif head and not (votes["Person"] and size < 4 and head[0] != "Organization"):
        votes[_name(head)] += 10
        votes["head"] += 1
    before = piece.start - 1
    while before >= 0 and t.lower[before] in ("the", "-", '"', "“", "named", "called") and before > piece.start - 3:
        before -= 1
    same_block = before >= 0 and t.block[before] == t.block[piece.start]
    if same_block:
        word = t.lower[before]
        comma = word == ","
        noun = t.lower[before - 1] if comma and before else word
        if noun in lexicon.persons and (before == piece.start - 1):
            votes["Person"] += 5 if comma else 7
            piece.sex = piece.sex or lexicon.sexes.get(noun)
        elif not comma and t.title(before, before + 1) > before and before == piece.start - 1:
            votes["Person"] += 10
            piece.sex = piece.sex or lexicon.sexes.get(word)
        elif not comma and word in lexicon.nouns and before == piece.start - 1 and t.words[before].islower():
            kind = lexicon.nouns[word]
            votes[_name(kind)] += 6
            if kind[0] == "Event":
                votes[_name(kind)] += 6
        elif (
            word == "of"
            and before
            and t.lower[before - 1] in lexicon.nouns
            and lexicon.nouns[t.lower[before - 1]][0] == "Place"
        ):
            votes["Place"] += 4
        elif word in _PLACE_BEFORE and before == piece.start - 1:
            votes["Place"] += _PLACE_BEFORE[word]
    _after(t, piece, following)
    ent = t.ent[piece.start] if t.ent[piece.start] is not None else t.ent[piece.end - 1]
    if ent and ent[2] in _LABELS:
        whole = ent[0] <= piece.start and ent[1] >= piece.end
        weight = (3.0 if size > 1 else 2.0) if whole else 1.0
        votes[_LABELS[ent[2]]] += weight
    elif ent and ent[2] in _TIMES:
        votes["common"] += 2
    if not head:
        cities = gazetteer.cities(piece.text)
        if cities:
            votes["Place"] += 2.5 if gazetteer.people(cities[0]) > 100_000 else 1.5
            votes["city"] += 1
        elif gazetteer.provinces(piece.text):
            votes["Place"] += 1.5
    if size > 1 and "&" in piece.words:
        votes["Organization"] += 4


def _name(kind: tuple[str, tuple[str, ...]]) -> str:
    return "|".join((kind[0], *kind[1]))


def _after(t: _Text, piece: Piece, following: Piece | None) -> None:
    """Appositions and relative clauses after a name: ", an economist at", ", who", ", the Swedish group"."""
    lexicon, votes, k = t.lexicon, piece.votes, piece.end
    if k >= t.size or t.block[k] != t.block[piece.start]:
        return
    if t.lower[k] == "who":
        votes["Person"] += 4
        return
    if t.words[k] != "," or k + 1 >= t.size:
        return
    if t.lower[k + 1] in ("who", "whose"):
        votes["Person"] += 4 if t.lower[k + 1] == "who" else 1
        return
    if t.words[k + 1].isdigit() and len(t.words[k + 1]) == 2 and k + 2 < t.size and t.words[k + 2] == ",":
        votes["Person"] += 3  # an age
        return
    if (
        following
        and following.start == k + 1
        and following.key
        and following.key.startswith("country:")
        and following.form == "name"
    ):
        if following.end >= t.size or t.words[following.end] not in ("'s", "’s"):
            votes["Place"] += 2
        return
    if following and following.start == k + 1 and following.form != "demonym":
        return
    for stop in range(k + 1, min(k + 9, t.size)):
        word = t.lower[stop]
        if word in (",", ".", ";", "(", "of", "at", "in", "for", "with", "which", "who") or t.pos[stop] in (
            "VERB",
            "AUX",
            "ADP",
        ):
            word = t.lower[stop - 1]
            if word in lexicon.persons:
                votes["Person"] += 5
            elif word in lexicon.nouns:
                votes[_name(lexicon.nouns[word])] += 5
            return


def _acronym(t: _Text, piece: Piece) -> None:
    """An acronym in brackets after a name."""
    k = piece.end
    if (
        k + 2 < t.size
        and t.words[k] == "("
        and t.words[k + 2] == ")"
        and len(piece.words) > 1
        and not piece.votes["Person"] >= 5
    ):
        inside = t.words[k + 1]
        if (
            inside.isupper()
            and inside.isalpha()
            and 2 <= len(inside) <= 8
            and inside[0] in {w[0].upper() for w in piece.words}
        ):
            piece.expands = inside
            if not piece.key:
                piece.votes["Organization"] += 1


def _decide(t: _Text, piece: Piece, totals: Counter[str]) -> None:
    own, best = piece.votes, Counter[str]()
    for kind in totals:
        if kind not in ("head", "city"):
            best[kind] = totals[kind] + 2 * own[kind]
    if not best:
        return
    kind, weight = max(best.items(), key=lambda kv: (kv[1], kv[0]))
    broad: Counter[str] = Counter()
    for name, value in best.items():
        broad[name.partition("|")[0]] += value
    top = max(broad.items(), key=lambda kv: (kv[1], kv[0]))[0]
    if top == "common" or broad[top] < 2.5:
        return
    if kind.partition("|")[0] != top:
        kind = max((k for k in best if k.partition("|")[0] == top), key=lambda k: (best[k], k))
    base, _, narrow = kind.partition("|")
    narrowed = [k for k in best if k.startswith(base + "|")]
    if not narrow and narrowed:
        narrow = max(narrowed, key=lambda k: (best[k], k)).partition("|")[2]
    piece.kind = base  # type: ignore[assignment]
    piece.types = (narrow,) if narrow else ()


def _locate(pieces: list[Piece]) -> None:
    """Give places the key of the city or province that they name, and shared demonyms the country that is named too."""
    countries = Counter(p.key for p in pieces if p.key and p.key.startswith("country:"))
    for number, piece in enumerate(pieces):
        if piece.form == "demonym":
            options = gazetteer.demonym(piece.text)
            piece.key = max(
                options, key=lambda k: (any(p.key == k and p.form == "name" for p in pieces), -options.index(k))
            )
        if piece.kind != "Place" or piece.key or (piece.types and piece.types != ("City",)):
            continue
        options = gazetteer.cities(piece.text.title() if piece.text.isupper() else piece.text)
        provinces = gazetteer.provinces(piece.text)
        beside = pieces[number + 1] if number + 1 < len(pieces) and pieces[number + 1].start <= piece.end + 1 else None
        if options:
            near = [k for k in options if beside is not None and beside.key == gazetteer.facts(k).contained_in]
            named = [k for k in options if gazetteer.facts(k).contained_in in countries]
            piece.key = (near or named or list(options))[0]
            piece.types = ("City",)
        elif provinces:
            named = [k for k in provinces if gazetteer.facts(k).contained_in in countries]
            if named or len(provinces) == 1:
                piece.key = (named or list(provinces))[0]
                piece.types = ("AdministrativeArea",)
