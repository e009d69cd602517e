"""Which mentions of one document name the same thing."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kgx import gazetteer
from kgx.gazetteer import fold
from kgx.model import Entity, Kind

PARTICLES = frozenset(
    "van von der den de del della di da do dos das du la las los le el al bin bint ibn ben ter ten zu zur af av ould y e und et och og".split()
)
_SMALL = frozenset("of the for and on in de la del et y & an a".split())


@dataclass(slots=True)
class Piece:
    """A name found in the text, before it is known which entity it names."""

    start: int  # token
    end: int  # token, exclusive
    text: str
    words: tuple[str, ...]
    form: str = "name"
    kind: Kind | None = None
    types: tuple[str, ...] = ()
    key: str | None = None
    sex: str | None = None  # "male" or "female", where a title or noun beside it tells
    home: str | None = None  # key of the country named as part of it or beside it
    core: tuple[
        str, ...
    ] = ()  # words without the head that types it: "Resolute Support" of "Operation Resolute Support"
    expands: str | None = None  # the acronym given for it: "United Teachers' Front (FUM)"
    quiet: bool = False  # in a title or heading: links to an entity, never makes one
    votes: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Cluster:
    kind: Kind
    pieces: list[Piece]
    key: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        return max((p.words for p in self.pieces), key=len)


def cluster(pieces: list[Piece]) -> tuple[list[str | None], dict[str, Entity]]:
    """The id of the entity that each piece names (None: none), and the entities by id in order of appearance."""
    groups: list[_Cluster] = []
    owner: dict[int, _Cluster] = {}
    loud = [i for i, p in enumerate(pieces) if not p.quiet]
    quiet = [i for i, p in enumerate(pieces) if p.quiet]
    by_key: dict[str, _Cluster] = {}
    for i in loud:
        piece = pieces[i]
        if piece.key:
            group = by_key.get(piece.key)
            if group is None:
                group = by_key[piece.key] = _Cluster(gazetteer.facts(piece.key).kind, [], piece.key)
                groups.append(group)
            _add(owner, group, i, piece)
    people = [i for i in loud if pieces[i].kind == "Person" and not pieces[i].key]
    groups += _people(pieces, people, owner)
    others = [i for i in loud if pieces[i].kind not in ("Person", None) and not pieces[i].key]
    groups += _others(pieces, others, owner, groups)
    for i in quiet:
        match = _find(pieces[i], groups)
        if match is not None:
            _add(owner, match, i, pieces[i])
    order = sorted({id(g): g for g in owner.values()}.values(), key=lambda g: min(p.start for p in g.pieces))
    ids = {id(g): f"e{n}" for n, g in enumerate(order)}
    return [ids[id(owner[i])] if i in owner else None for i in range(len(pieces))], {
        ids[id(g)]: _entity(ids[id(g)], g) for g in order
    }


def _add(owner: dict[int, _Cluster], group: _Cluster, i: int, piece: Piece) -> None:
    owner[i] = group
    group.pieces.append(piece)


def _plain(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(fold(w) for w in words)


def subsequence(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of `short` are in `long` in their order; an initial stands for a word."""
    rest = iter(long)
    return all(any(w == x or (len(w.rstrip(".")) == 1 and x.startswith(w.rstrip("."))) for x in rest) for w in short)


def _people(pieces: list[Piece], members: list[int], owner: dict[int, _Cluster]) -> list[_Cluster]:
    """Full names first; then parts of a name, each to the one person whom it fits."""
    groups: list[_Cluster] = []
    last: dict[int, int] = {}  # cluster -> token of its latest mention, while reading on
    for i in sorted(members, key=lambda i: (-len(pieces[i].words), _initials(pieces[i]), pieces[i].start)):
        words = _plain(pieces[i].words)
        fits = [g for g in groups if subsequence(words, _plain(g.words)) and _same_sex(pieces[i], g)]
        if len(words) > 1:
            exact = [g for g in fits if words in {_plain(p.words) for p in g.pieces}]
            fits = exact or fits
        if not fits:
            group = _Cluster("Person", [])
            groups.append(group)
            _add(owner, group, i, pieces[i])
            continue
        group = fits[0] if len(fits) == 1 else _nearest(fits, pieces[i])
        _add(owner, group, i, pieces[i])
    del last
    return groups


def _initials(piece: Piece) -> int:
    return sum(len(w.rstrip(".")) == 1 for w in piece.words)


def _same_sex(piece: Piece, group: _Cluster) -> bool:
    known = {p.sex for p in group.pieces if p.sex}
    return not piece.sex or not known or piece.sex in known


def _nearest(fits: list[_Cluster], piece: Piece) -> _Cluster:
    """The one named last before this mention, in a form at least as long; else the first named after it."""

    def distance(group: _Cluster) -> tuple[bool, int]:
        gaps = [piece.start - p.start for p in group.pieces]
        before = [g for g in gaps if g > 0]
        return (not before, min(before) if before else -max(gaps))

    return min(fits, key=distance)


def _others(
    pieces: list[Piece], members: list[int], owner: dict[int, _Cluster], known: list[_Cluster]
) -> list[_Cluster]:
    groups: list[_Cluster] = []
    for i in sorted(members, key=lambda i: (-len(_significant(pieces[i].words)), pieces[i].start)):
        piece = pieces[i]
        fits = [g for g in groups if _same(piece, g)]
        if not fits:
            fits = [
                g
                for g in known
                if g.key
                and g.key.startswith("org:")
                and piece.kind == g.kind
                and any(_significant(p.words) == _significant(piece.words) for p in g.pieces)
            ]
        if len(fits) == 1 or (
            fits and any(_significant(p.words) == _significant(piece.words) for g in fits for p in g.pieces)
        ):
            exact = [g for g in fits if any(_significant(p.words) == _significant(piece.words) for p in g.pieces)]
            _add(owner, (exact or fits)[0], i, piece)
            continue
        if fits:
            _add(owner, _nearest(fits, piece), i, piece)
            continue
        group = _Cluster(piece.kind or "Organization", [])
        groups.append(group)
        _add(owner, group, i, piece)
    return groups


def _significant(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(_SPELLING.get(w, w) for w in _plain(words) if w not in _SMALL and w not in ("-", "'s", "'", "’s", "’"))


_SPELLING = {
    "defense": "defence",
    "program": "programme",
    "organization": "organisation",
    "center": "centre",
    "labor": "labour",
}


def _same(piece: Piece, group: _Cluster) -> bool:
    """Whether a name is that of the group, or a part of it that can stand for the whole."""
    if piece.kind != group.kind:
        return False
    short = _significant(piece.words)
    for other in group.pieces:
        long = _significant(other.words)
        if (
            short == long
            or (other.core and _significant(other.core) == short)
            or (piece.core and _significant(piece.core) == long)
        ):
            return True
        if other.expands and fold(other.expands) == fold(piece.text):
            return True
        if piece.kind == "Organization":
            if piece.form == "acronym" and _is_acronym(piece.text, other.words):
                return True
            if piece.home and other.home and piece.home != other.home:
                continue
            if (
                len(short) < len(long)
                and (long[: len(short)] == short or long[-len(short) :] == short)
                and not _generic(short, long)
            ):
                return True
            if (
                piece.home
                and piece.home == other.home
                and set(short) - _names(piece.home) == set(long) - _names(other.home)
            ):
                return True
        elif piece.kind == "Programme" and len(short) < len(long) and long[: len(short)] == short and len(short) > 1:
            return True
    return False


def _names(key: str) -> set[str]:
    return {fold(w) for form in (gazetteer.facts(key).label, *gazetteer.facts(key).names) for w in form.split()} | {
        fold(w) for w in gazetteer.demonyms_of(key)
    }


def _generic(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """A part that says too little: a number, or a country or city that the longer name begins with."""
    return (
        short[0].isdigit()
        or any(
            gazetteer.country(w.title()) or gazetteer.demonym(w.title()) or gazetteer.cities(w)
            for w in [" ".join(short)]
        )
        and short == long[: len(short)]
    )


def _is_acronym(text: str, words: tuple[str, ...]) -> bool:
    initials = "".join(w[0] for w in words if w[0].isalpha() and w.lower() not in _SMALL).upper()
    return len(text) > 1 and text.replace(".", "").upper() == initials


def _find(piece: Piece, groups: list[_Cluster]) -> _Cluster | None:
    """The entity of the body of the text that a name in a title stands for."""
    words = _significant(piece.words)
    exact = [
        g for g in groups if (piece.key and g.key == piece.key) or any(_significant(p.words) == words for p in g.pieces)
    ]
    if exact:
        return exact[0]
    parts = [
        g for g in groups if g.kind == "Person" and not g.key and subsequence(_plain(piece.words), _plain(g.words))
    ]
    return parts[0] if len(parts) == 1 else None


def _entity(number: str, group: _Cluster) -> Entity:
    forms = Counter(p.text for p in group.pieces if p.form != "demonym")
    if group.key:
        known = gazetteer.facts(group.key)
        label, types, kind = known.label, known.types, known.kind
    else:
        kind = group.kind
        label = max(forms, key=lambda f: (len(f.split()), len(f), forms[f]))
        counted = Counter(p.types for p in group.pieces if p.types)
        types = counted.most_common(1)[0][0] if counted else ()
    acronyms = {p.expands for p in group.pieces if p.expands}
    bare = {" ".join(p.core) for p in group.pieces if p.core}
    aliases = tuple(sorted((set(forms) | acronyms | bare) - {label}))
    return Entity(
        id=number, kind=kind, types=types, label=label, aliases=aliases, key=group.key, mentions=len(group.pieces)
    )
