"""Which names of one document name the same thing. Never by likeness of spelling alone."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from kgx import gazetteer
from kgx.gazetteer import fold
from kgx.lexicon import table
from kgx.model import Entity, Kind
from kgx.names.lexicon import COMPANIES, SMALL, lexicon, within
from kgx.names.spans import Piece
from kgx.names.text import HYPHENS, POSSESSIVES

_SLAVIC = re.compile(r"(?:iy|yy|ii|ij)$")  # one ending, written in many ways
_SPELLING = {
    "defense": "defence",
    "program": "programme",
    "organization": "organisation",
    "center": "centre",
    "labor": "labour",
}

_NAMESAKES = frozenset("commission inquiry tribunal museum stadium arena".split())  # "the Norvik Inquiry" is not Norvik


class _Group:
    """Mentions of one thing."""

    def __init__(self, kind: Kind, key: str | None = None) -> None:
        self.kind, self.key = kind, key
        self.pieces: list[Piece] = []

    def forms(self) -> set[tuple[str, ...]]:
        """The forms of its name, in words that count."""
        return {_words(p.words) for p in self.pieces}


def cluster(pieces: list[Piece]) -> tuple[list[str | None], dict[str, Entity]]:
    """The id of the entity that each name stands for (None: for none), and the entities by id in order of appearance."""
    owner: dict[int, _Group] = {}
    groups: list[_Group] = []
    keyed: dict[str, _Group] = {}
    spoken = {p.words for p in pieces if p.kind == "Person" and not p.quiet and len(p.words) > 1}
    loud = [
        i
        for i, p in enumerate(pieces)
        if p.kind and (not p.quiet or p.sure or _is_heading(p) or (p.titled and _alone(p, spoken)))
    ]
    loud += [
        i for i, p in enumerate(pieces) if p.quiet and p.short and any(q.text == p.short for q in pieces if not q.quiet)
    ]

    def assign(i: int, group: _Group) -> None:
        if not group.pieces:
            groups.append(group)
        group.pieces.append(pieces[i])
        owner[i] = group

    for i in loud:
        if key := pieces[i].key:
            assign(i, keyed.setdefault(key, _Group(gazetteer.facts(key).kind, key)))
    rest = [i for i in loud if i not in owner]
    for i in sorted(rest, key=lambda i: (-len(_words(pieces[i].words)), _initials(pieces[i]), pieces[i].start)):
        piece = pieces[i]
        fits = [g for g in groups if g.kind == piece.kind and _fits(piece, g)]
        if not fits and piece.kind == "Person":
            fits = [g for g in groups if g.kind == "Person" and _fits(piece, g, nickname=True)]
        exact = [g for g in fits if _words(piece.words) in g.forms()]
        if piece.kind == "Person" and not exact:  # "Roe" is rather Ada Roe than Ben Orr-Roe
            exact = [g for g in fits if any(piece.text == p.text.split()[-1] for p in g.pieces)]
        if piece.kind == "Organization" and not exact:  # "Norvik" is rather Norvik Inc. than Norvik Shipping
            exact = [g for g in fits if any(_is_firm(piece, p) for p in g.pieces)]
        assign(i, _nearest(exact or fits, piece) if fits else _Group(piece.kind or "Organization"))
    for i, piece in enumerate(pieces):
        if i not in owner and (group := _behind(piece, groups)):
            assign(i, group)
    order = sorted(groups, key=lambda g: min(p.start for p in g.pieces))
    ids = {id(group): f"e{number}" for number, group in enumerate(order)}
    entities = {ids[id(group)]: _entity(ids[id(group)], group) for group in order}
    return [ids[id(owner[i])] if i in owner else None for i in range(len(pieces))], entities


def _is_firm(short: Piece, long: Piece) -> bool:
    """Whether a name is another without its legal form."""
    words, full = _words(short.words), _words(long.words)
    return full[: len(words)] == words and COMPANIES.issuperset(full[len(words) :])


def _is_heading(piece: Piece) -> bool:
    """Whether a person's name is the whole title: the text is about that person."""
    return piece.alone and piece.kind == "Person" and len(piece.words) > 1


def _alone(piece: Piece, spoken: set[tuple[str, ...]]) -> bool:
    """Whether a name in a title is no longer run of words that begins with a name of the text: "Ada Roe Visits Chad"."""
    return not any(piece.words[: len(words)] == words for words in spoken if len(words) < len(piece.words))


def _words(words: Iterable[str]) -> tuple[str, ...]:
    """The words of a name that count, for comparison."""
    return _folded(tuple(words))


@lru_cache(maxsize=1 << 14)
def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    telling = [w for w in words if w.lower() not in SMALL and w not in HYPHENS and w not in POSSESSIVES]
    plain = (_SLAVIC.sub("y", fold(w)) for w in telling or words)  # "Mr Van" has no other
    return tuple(_SPELLING.get(w, w) for w in plain)


def _initials(piece: Piece) -> int:
    return sum(len(w.rstrip(".")) == 1 for w in piece.words)


def _fits(piece: Piece, group: _Group, nickname: bool = False) -> bool:
    if piece.kind == "Person":
        known = {p.sex for p in group.pieces if p.sex}
        sex = piece.sex is None or not known or piece.sex in known
        named = any(_names(piece, _words(p.words), nickname) for p in group.pieces)
        return sex and not group.key and named and _addressed(piece, group)
    return any(_same(piece, other, group.key) for other in group.pieces)


def _names(piece: Piece, long: tuple[str, ...], nickname: bool) -> bool:
    """Whether a person's name is a part of another, or would be without its nickname: "Bob Roe" of "Robert L. Roe".

    After "King" and the like it is the first name that stands alone.
    """
    short = _words(piece.words)
    if piece.titled and len(short) == 1 and piece.titled.split()[0].lower() in lexicon().regal:
        return bool(long) and short[0] == long[0]
    if nickname:
        return short[0] in table("posts")["nicknames"].get(long[0], ()) and within((long[0], *short[1:]), long)
    return within(short, long)


def _addressed(piece: Piece, group: _Group) -> bool:
    """Whether "Premier Li" may be "Li Wen": a family name that comes first goes with the title that the person has."""
    short = _words(piece.words)
    if len(short) > 1 or piece.titled is None:
        return True
    if any(short[0] == _words(p.words)[-1] for p in group.pieces):
        return True
    title = piece.titled.removesuffix(piece.text).strip().lower()
    if title.split()[-1] not in lexicon().posts:
        return True
    held = {p.titled.removesuffix(p.text).strip().lower() for p in group.pieces if p.titled}
    held |= {p.post for p in group.pieces if p.post}
    return not held or any(title in other or other in title for other in held)


def _same(piece: Piece, other: Piece, key: str | None) -> bool:
    """Whether a name is that of another mention, or a part or acronym of it that stands for the whole."""
    short, long = _words(piece.words), _words(other.words)
    if short == long or (other.short and other.short == piece.text):
        return True
    if piece.kind == "Event":
        return _same_event(piece, other)
    if ((core := _words(piece.core)) and core in (long, _words(other.core))) or _words(other.core) == short:
        return True
    if piece.text.isupper() and len(short) == 1 and piece.text in (_letters(other.words), _letters(other.core)):
        return True
    if key and key.partition(":")[0] in ("country", "city", "region"):
        return False
    if (
        piece.core
        and piece.words[-1] == other.words[-1]
        and "".join(piece.core).isupper()
        and "".join(piece.core) == _letters(other.core)
    ):
        return True  # "the ABC pipeline"
    if piece.home and other.home:
        return piece.home == other.home and set(short) - _national(piece.home) == set(long) - _national(other.home)
    return _part(piece, other, short, long)


def _same_event(piece: Piece, other: Piece) -> bool:
    """Editions of different years are two events."""
    years = [{w for w in p.words if w.isdigit()} for p in (piece, other)]
    names = [_words(w for w in (p.core or p.words) if not w.isdigit()) for p in (piece, other)]
    return names[0] == names[1] and (not years[0] or not years[1] or years[0] == years[1])


def _letters(words: Iterable[str]) -> str:
    return "".join(w[0] for w in words if w[0].isupper())


def _part(piece: Piece, other: Piece, short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """A part of a name can stand for it: its beginning ("Acme" for "Acme Shipping"), or its end with the head."""
    heads = lexicon().heads
    if len(short) >= len(long) or short[0].isdigit():
        return False
    if piece.kind == "Organization":
        if long[: len(short)] == short and other.start < piece.start:  # "Acme Writer" after "Acme" is a product
            rest = other.words[len(piece.words) :]
            if rest and rest[-1].lower() in _NAMESAKES:
                return False
            return short[-1] not in heads or (len(short) > 1 and bool(rest) and rest[0].lower() in ("of", "for"))
        ours = not other.home or piece.home or other.start < piece.start  # "the Supreme Court", before another one
        end = other.words[: -len(piece.words)]
        owner = bool(end) and end[-1].lower() in ("of", "at", "for")  # "X University" is not the board of it
        return bool(ours) and not owner and long[-len(short) :] == short and short[-1] in heads
    if piece.kind == "Place":
        return short[0] == long[0] and short[-1] == long[-1] and len(short) > 1 and set(short) < set(long)
    return len(short) > 1 and (long[: len(short)] == short or long[-len(short) :] == short)


def _national(key: str) -> set[str]:
    """Words for a country and what is of it."""
    facts = gazetteer.facts(key)
    return {w for form in (facts.label, *facts.names, *gazetteer.demonyms_of(key)) for w in _words(form.split())}


def _nearest(groups: list[_Group], piece: Piece) -> _Group:
    """The one named last before this mention, else the one named first after it; of a surname the one introduced first.

    Of a family, news calls its subject by the bare surname and the relatives by their full or first names.
    """
    before = [g for g in groups if any(p.start < piece.start for p in g.pieces)]
    if piece.kind == "Person" and len(_words(piece.words)) == 1 and before:
        return min(before, key=lambda g: min(p.start for p in g.pieces))

    def distance(group: _Group) -> tuple[bool, int]:
        before = [piece.start - p.start for p in group.pieces if p.start < piece.start]
        return (not before, min(before) if before else min(p.start for p in group.pieces))

    return min(groups, key=distance)


def _behind(piece: Piece, groups: list[_Group]) -> _Group | None:
    """The entity of the body of the text that a name in a title stands for, or the first part of a run of capitals."""
    if piece.key:
        return next((g for g in groups if g.key == piece.key), None)
    stops = range(len(piece.words), 0, -1) if piece.end - piece.start == len(piece.words) else [len(piece.words)]
    for stop in stops:
        words = _words(piece.words[:stop])
        found = [g for g in groups if words in g.forms()]
        found = found or [
            g for g in groups if g.kind == "Person" and any(words == form[-len(words) :] for form in g.forms())
        ]
        if words and len(found) == 1:
            if stop < len(piece.words):
                piece.end, piece.words = piece.start + stop, piece.words[:stop]
                piece.text = " ".join(piece.words)
            return found[0]
    return None


def _entity(number: str, group: _Group) -> Entity:
    forms = Counter(p.text for p in group.pieces if p.form != "demonym")
    label, types = "", Counter(p.types for p in group.pieces if p.types and p.kind == group.kind)
    if group.key and not group.key.startswith(("city:", "province:")):
        label = gazetteer.facts(group.key).label
    else:
        shouted = group.key and all(f.isupper() for f in forms)
        written = [f for f in forms if not (group.key and f.isupper())]
        label = (
            gazetteer.facts(group.key).label
            if group.key and shouted
            else max(written, key=lambda f: (len(f.split()), len(f), forms[f]))
        )
    more = {text for p in group.pieces for text in (p.short, p.titled, " ".join(p.core)) if text}
    narrow = gazetteer.facts(group.key).types if group.key else (types.most_common(1)[0][0] if types else ())
    return Entity(
        id=number,
        kind=group.kind,
        types=narrow,
        label=label,
        aliases=tuple(sorted(({*forms} | more) - {label})),
        key=group.key,
        mentions=len(group.pieces),
    )
