"""Mentions of many documents -> entities of one graph: which names are the same thing.

Decisions rest on identifiers, full names, initials and acronyms, never on the likeness of strings alone. A name that fits
two things is left by itself.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from kgx.gazetteer import facts
from kgx.lexicon import words
from kgx.model import Entity, Overrides, Record
from kgx.text import unaccented

_PARTICLES = frozenset("al el ul bin ibn van von der den de la le di da dos del abu ben of the and for".split())
_KINDS = (
    dict.fromkeys(("Country", "City", "AdministrativeArea", "Facility", "Infrastructure"), "Place")
    | dict.fromkeys(("GovernmentOrganization", "MilitaryOrganization", "Group"), "Organization")
    | dict.fromkeys(("Operation", "Exercise", "Conference"), "Event")
)
_PLAIN = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "ı": "i",
        "đ": "d",
        "Đ": "D",
        "ə": "a",
        "Ə": "A",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
        "’": "'",
        "–": "-",
        "—": "-",
    }
)


Item = tuple[str, str]
"""An entity of one document: the document's id and its own."""


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """A name for comparison: case, accents, hyphens and a leading article do not count."""
    plain = unaccented(name.translate(_PLAIN)).casefold()
    plain = re.sub(r"[\s\-_.]+", " ", plain).strip(" '\"")
    return plain.removeprefix("the ").removesuffix("'s")


class Groups:
    """Disjoint sets of (document, entity id), each one entity of the graph."""

    def __init__(self, names: Mapping[Item, frozenset[str]], apart: Iterable[Iterable[str]]) -> None:
        """Start with every entity by itself; those that bear names of one set of `apart` never join."""
        self._parent: dict[Item, Item] = {}
        self._names = dict(names)
        self._apart = [frozenset(fold(n) for n in group) for group in apart]

    def find(self, item: Item) -> Item:
        """The representative of the set that an item is in."""
        self._parent.setdefault(item, item)
        root = item
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[item] != root:
            self._parent[item], item = root, self._parent[item]
        return root

    def union(self, a: Item, b: Item) -> None:
        """Make one set of two; the representative is the smaller item, whatever the order of calls."""
        a, b = self.find(a), self.find(b)
        if a == b:
            return
        one, other = self._names.get(a, frozenset()), self._names.get(b, frozenset())
        if any(one & group and other & group and one & group != other & group for group in self._apart):
            return
        self._parent[max(a, b)] = min(a, b)
        self._names[min(a, b)] = one | other


def resolve(records: Sequence[Record], overrides: Overrides | None = None) -> tuple[dict[Item, str], list[Entity]]:
    """Global ids of the entities of all records, and the merged entities sorted by id.

    The map leads from (document id, local id) to the local name of the entity's IRI.
    """
    overrides = overrides or Overrides()
    members = dict(sorted(((r.document.id, e.id), e) for r in records for e in r.entities))
    names = {item: frozenset(fold(n) for n in (e.label, *e.aliases)) for item, e in members.items()}
    groups = Groups(names, overrides.different)
    for item in members:
        groups.find(item)
    _unite(groups, ((("key", e.key), i) for i, e in members.items() if e.key))
    _unite(
        groups,
        ((("name", e.kind, e.home or "", fold(e.label)), i) for i, e in members.items() if not e.key and _telling(e)),
    )
    _people(groups, members)
    _acronyms(groups, members)
    _companies(groups, members)
    for group in overrides.same:
        wanted = {fold(n) for n in group}
        _unite(groups, (("same", item) for item in members if names[item] & wanted))
    sets: dict[Item, list[Entity]] = defaultdict(list)
    for item, e in members.items():
        sets[groups.find(item)].append(e)
    labels = {fold(old): new for old, new in overrides.rename}
    merged = {root: _renamed(_merge(found), labels) for root, found in sets.items()}
    local = _identify(merged)
    ids = {item: local[groups.find(item)] for item in members}
    entities = sorted((replace(e, id=local[root]) for root, e in merged.items()), key=lambda e: e.id)
    return ids, entities


def _unite(groups: Groups, keyed: Iterable[tuple[object, Item]]) -> None:
    first: dict[object, Item] = {}
    for key, item in keyed:
        groups.union(first.setdefault(key, item), item)


@cache
def _corporate() -> re.Pattern[str]:
    forms = {fold(form) for form in (*words("organisations", "legal"), "company", "group", "holding", "holdings")}
    return re.compile(rf"[ ,]+(?:{'|'.join(sorted(forms))})$")


def _stem(name: str) -> str:
    """A company's name without its legal form."""
    return _corporate().sub("", fold(name))


def _companies(groups: Groups, members: dict[Item, Entity]) -> None:
    """ "Norvik" and "Norvik Inc." are one company, where only one company is called so."""
    by_stem: dict[str, set[Item]] = defaultdict(set)
    for item, e in members.items():
        if e.kind == "Organization" and not e.key and not e.home and "Group" not in e.types:
            by_stem[_stem(e.label)].add(groups.find(item))
    for item, e in members.items():
        bare = e.kind == "Organization" and not e.key and not e.home and _stem(e.label) == fold(e.label)
        others = {groups.find(o) for o in by_stem[_stem(e.label)]} - {groups.find(item)} if bare else set()
        if len(others) == 1:
            groups.union(item, others.pop())


def _telling(entity: Entity) -> bool:
    """Whether the label alone tells the thing: a surname or an initial does not tell a person."""
    return entity.kind != "Person" or (len(_parts(entity.label)) > 1 and not _initials(entity.label))


def _parts(name: str) -> list[str]:
    """The words of a name that count; a particle does where a name begins with it ("Al Gore", "Ben Roe")."""
    return [w for n, w in enumerate(fold(name).split()) if n == 0 or w not in _PARTICLES]


def _initials(name: str) -> bool:
    return any(len(w) == 1 for w in fold(name).split())


def _people(groups: Groups, members: dict[Item, Entity]) -> None:
    """Short forms of a person's name join the one full name of another document that they fit."""
    full: dict[Item, list[str]] = {}
    for item, e in members.items():
        if e.kind == "Person" and not e.key:
            root = groups.find(item)
            parts = _parts(e.label)
            if len(parts) > len(full.get(root, ())):
                full[root] = parts
    within: dict[Item, set[str]] = defaultdict(set)  # the documents that name each
    for item in members:
        within[groups.find(item)].add(item[0])
    by_word: dict[str, set[Item]] = defaultdict(set)
    for root, parts in full.items():
        for word in parts:
            by_word[word].add(root)
    for root, parts in sorted(full.items()):
        words = [p for p in parts if len(p) > 1]
        if not words:
            continue
        rarest = min((by_word[word] for word in words), key=len)
        fits = [o for o in rarest if len(full[o]) > len(words) and full[o] != parts and _abbreviates(parts, full[o])]
        # a document that names both told them apart
        if len({tuple(full[o]) for o in fits}) == 1 and within[root].isdisjoint(within[min(fits)]):
            groups.union(root, min(fits))


def _abbreviates(short: list[str], long: list[str]) -> bool:
    """ "r mammadli" or "mammadli" for "ramil mammadli"; a first name alone does not name a stranger."""
    if len(short) == 1:
        return short[0] == long[-1]
    at = 0
    for word in short:
        while at < len(long) and not (long[at] == word or (len(word) == 1 and long[at].startswith(word))):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def _acronyms(groups: Groups, members: dict[Item, Entity]) -> None:
    """ "PIF" of one document joins the one long name that another document abbreviates so."""
    long: dict[tuple[str, str], set[Item]] = defaultdict(set)
    for item, e in members.items():
        if e.kind in ("Organization", "Programme", "Event", "Place") and not e.key:
            for alias in e.aliases:
                if alias.isupper() and 2 < len(alias) < 9 and " " in e.label:
                    long[e.kind, alias].add(groups.find(item))
    for item, e in members.items():
        found = {groups.find(r) for r in long.get((e.kind, e.label), ())} - {groups.find(item)}
        if len(found) == 1 and not e.key and " " not in e.label:
            groups.union(item, found.pop())


def _merge(found: list[Entity]) -> Entity:
    """One entity of all its appearances: fullest label, most frequent kind, every other form as alias."""
    key = next((e.key for e in found if e.key), None)
    kinds = Counter(e.kind for e in found)
    kind = max(sorted(kinds), key=lambda k: kinds[k])
    labels = Counter(e.label for e in found if e.kind == kind)
    label = (
        facts(key).label
        if key
        else max(sorted(labels), key=lambda n: (len(_parts(n)), not _initials(n), labels[n], len(n)))
    )
    forms = {form for e in found for form in (e.label, *e.aliases)} - {label}
    types = tuple(sorted({t for e in found if e.kind == kind for t in e.types if _fits(kind, t)}))
    return Entity(
        id="",
        kind=kind,
        types=types,
        label=label,
        aliases=tuple(sorted(forms)),
        key=key,
        mentions=sum(e.mentions for e in found),
    )


def _renamed(entity: Entity, labels: Mapping[str, str]) -> Entity:
    """The entity under the label that the user gives it; the old one stays an alias."""
    new = next((labels[fold(n)] for n in (entity.label, *entity.aliases) if fold(n) in labels), None)
    if new is None or new == entity.label:
        return entity
    return replace(entity, label=new, aliases=tuple(sorted({entity.label, *entity.aliases} - {new})))


def _fits(kind: str, narrower: str) -> bool:
    """Whether a narrower class belongs to a kind: no person is a city."""
    return narrower not in _KINDS or _KINDS[narrower] == kind


_NO_NAME = re.compile(r"(?:[^\w.\-]|_)+")


@lru_cache(maxsize=1 << 16)
def local_name(text: str) -> str:
    """A readable local name of an IRI: Unicode letters, digits, "_", "-" and inner "."."""
    plain = unicodedata.normalize("NFC", text).replace("–", "-").replace("—", "-")
    return _NO_NAME.sub("_", plain).strip("_.-") or "unnamed"


def _identify(merged: dict[Item, Entity]) -> dict[Item, str]:
    """A local name for every entity; of two with one name the better known keeps it plain."""
    wanted: dict[str, list[Item]] = defaultdict(list)
    for root, e in merged.items():
        wanted[local_name(e.label)].append(root)
    names: dict[Item, str] = {}
    taken: set[str] = set(wanted)
    for name, roots in sorted(wanted.items()):
        ranked = sorted(
            roots, key=lambda r: (merged[r].key is None, "Country" not in merged[r].types, -merged[r].mentions, r)
        )
        names[ranked[0]] = name
        for root in ranked[1:]:
            base = f"{name}_{local_name(_telling_suffix(merged[root]))}"
            other, n = base, 2
            while other in taken:
                other, n = f"{base}_{n}", n + 1
            taken.add(other)
            names[root] = other
    return names


def _telling_suffix(entity: Entity) -> str:
    if entity.key:
        inside = facts(entity.key).contained_in
        if inside:
            return facts(inside).label
    return (entity.types or (entity.kind,))[0]
