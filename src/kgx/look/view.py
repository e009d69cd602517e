"""A graph with what looking at it needs: names to find things by, facts by what they speak of, the kept texts."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path

from kgx import edtf, gazetteer, query
from kgx.model import Entity, Event, Evidence, Fact, Graph, KgxError, Membership, Source, Statement
from kgx.rdf import graph_from_store
from kgx.resolve import fold

Thing = Entity | Event
_SHOWN = 8  # names in a message


class View:
    """A graph to look at. `folder` is the one that the texts of the graph lie in, where they are kept."""

    def __init__(self, graph: Graph, folder: Path | None = None) -> None:
        self.graph = graph
        self.folder = folder
        self.things: dict[str, Thing] = {e.id: e for e in graph.entities} | {e.id: e for e in graph.events}
        self.sources: dict[str, Source] = {s.document.id: s for s in graph.sources}
        self.facts: tuple[Fact, ...] = (*graph.events, *graph.memberships, *graph.statements)
        self.text = cache(self._text)
        self._labels: dict[str, list[str]] = defaultdict(list)
        self._aliases: dict[str, list[str]] = defaultdict(list)
        for thing in self.things.values():
            self._labels[name_key(thing.label)].append(thing.id)
            for name in {name_key(name) for name in names(thing)} - {name_key(thing.label)}:
                self._aliases[name].append(thing.id)

    @classmethod
    def load(cls, path: Path) -> "View":
        """The graph.ttl that `kgx build` wrote, with the texts beside it.

        Raises KgxError where there is none, or it is no graph of kgx.
        """
        store, _ = query.load(path)
        try:
            return cls(graph_from_store(store), path.parent)
        except ValueError as error:
            raise KgxError(f"{path}: not a graph that kgx wrote ({error}); see `kgx validate`") from None

    @cached_property
    def about(self) -> dict[str, list[Fact]]:
        """Facts by the id of what they speak of; an event is among its own."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            for thing in dict.fromkeys((*([fact.id] if isinstance(fact, Event) else []), *_ends(fact))):
                found[thing].append(fact)
        return found

    @cached_property
    def named_in(self) -> dict[str, list[Source]]:
        """Documents by the id of what they name; an event is named where its evidence stands."""
        found: dict[str, dict[str, Source]] = defaultdict(dict)
        for source in self.graph.sources:
            for name in source.mentions:
                found[name][source.document.id] = source
        for event in self.graph.events:
            for evidence in event.evidence:
                if evidence.document in self.sources:
                    found[event.id][evidence.document] = self.sources[evidence.document]
        return {name: list(sources.values()) for name, sources in found.items()}

    def label(self, name: str) -> str:
        """The label of a thing by its id; the id itself where the graph has no such thing."""
        return self.things[name].label if name in self.things else name

    def title(self, document: str) -> str:
        """The title of a document by its id, or its path."""
        source = self.sources.get(document)
        return (source.document.title or source.document.path) if source else document

    def find(self, name: str) -> Thing:
        """The one thing of this name, be it the label, another name, the id or the IRI.

        Case, accents and punctuation do not count, a label goes before another name. Raises KgxError with the
        candidates where several things have the name, and with names near to it where nothing has it.
        """
        if not name.strip():
            raise KgxError("the name is empty; `kgx stats` shows the names that are known best")
        local = local_id(name)
        if local is not None:
            if local in self.things:
                return self.things[local]
            raise KgxError(f"{name}: nothing in the graph has this IRI; give a name instead")
        key = name_key(name)
        found = self._labels.get(key) or self._aliases.get(key, [])
        exact = [thing for thing in found if name in (self.label(thing), *names(self.things[thing]))]
        found = exact if len(exact) == 1 else found
        if len(found) == 1:
            return self.things[found[0]]
        if found:
            ranked = sorted(found, key=lambda thing: (-_weight(self.things[thing]), thing))
            listed = "; ".join(f"kg:{thing} ({self._describe(thing)})" for thing in ranked[:_SHOWN])
            more = f"; and {len(ranked) - _SHOWN} more" if len(ranked) > _SHOWN else ""
            raise KgxError(f"{name}: {len(found)} things have this name; take one of {listed}{more}")
        if name in self.things:
            return self.things[name]
        near = list[str]()
        for label in map(self.label, self.near(name)):
            if not any(other in label for other in near):  # an event is called by those who take part
                near.append(label)
        hint = f"did you mean {_either(near)}?" if near else "`kgx stats` shows the names that are known best"
        raise KgxError(f"{name}: nothing in the graph has this name; {hint}")

    def near(self, name: str, limit: int = 5) -> list[str]:
        """Ids of things with a name that holds the words of this one, or is written almost like it."""
        key = name_key(name)
        known = {**self._aliases, **self._labels}
        words = set(key.split())
        holding = [k for k in known if words and words <= set(k.split())]
        parts: dict[str, list[str]] = defaultdict(list)
        for k in known:
            for part in {k, *(w for w in k.split() if len(w) > 3)}:
                parts[part].append(k)
        like = [k for part in get_close_matches(key, parts, limit, 0.75) for k in sorted(parts[part])]
        things = [t for k in (*holding, *like) for t in (*self._labels.get(k, ()), *self._aliases.get(k, ()))]
        ranked = sorted(
            dict.fromkeys(things), key=lambda t: (isinstance(self.things[t], Event), -_weight(self.things[t]))
        )
        return ranked[:limit]

    def containers(self, place: str) -> set[str]:
        """Ids of a place and of the places around it, by the gazetteer and by what the texts assert."""
        found: set[str] = set()
        todo = [place]
        while todo:
            inner = todo.pop()
            if inner in found:
                continue
            found.add(inner)
            todo += self._around.get(inner, ())
            thing = self.things.get(inner)
            outer = gazetteer.facts(thing.key).contained_in if isinstance(thing, Entity) and thing.key else None
            todo += [self._keys[outer]] if outer in self._keys else []
        return found

    @cached_property
    def _keys(self) -> dict[str | None, str]:
        return {e.key: e.id for e in self.graph.entities if e.key}

    @cached_property
    def _around(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for s in self.graph.statements:
            if s.predicate == "schema:containedInPlace" and s.asserted:
                found[s.subject].append(s.object)
        return found

    def _text(self, document: str) -> str | None:
        """The kept text of a document; None where it is not there."""
        source = self.sources.get(document)
        if source is None or self.folder is None:
            return None
        try:
            return (self.folder / source.text).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def documents(self, fact: Fact) -> int:
        """The number of documents that tell a fact; copies of one article count once."""
        told = {e.document for e in fact.evidence}
        return len({self.sources[d].article if d in self.sources else d for d in told})

    def _describe(self, name: str) -> str:
        thing = self.things[name]
        return f"{class_of(thing)}, {thing.label}"

    # -- facts in words

    def speakers(self, evidence: Sequence[Evidence]) -> str | None:
        """Who says what the text does not say itself, once each."""
        said = (self.label(e.speaker) if e.speaker else e.attribution for e in evidence)
        return ", ".join(sorted({who for who in said if who})) or None


def names(thing: Thing) -> tuple[str, ...]:
    """Names of a thing other than its label. The trigger phrases of an event ("met") are none."""
    if isinstance(thing, Event):
        return tuple(name for name in thing.aliases if name != name.lower())
    return thing.aliases


def name_key(name: str) -> str:
    """A name for look-up: case, accents and punctuation do not count, "_" is a blank."""
    return " ".join(re.findall(r"\w+", fold(name))) or name


def local_id(name: str) -> str | None:
    """The id in an IRI or a name with the prefix kg:; None where the text is neither."""
    iri = name.removeprefix("<").removesuffix(">")
    if iri.startswith(("http://", "https://")):
        return re.split(r"[/#]", iri)[-1]
    return iri.removeprefix("kg:") if iri.startswith("kg:") else None


def class_of(thing: Thing | Fact) -> str:
    """The narrowest class of a thing or fact, in a word."""
    match thing:
        case Entity():
            return (*thing.types, thing.kind)[0]
        case Event():
            return thing.type
        case Membership():
            return "Post" if thing.role else "Membership"
    return "Relation"


def links(fact: Fact) -> Iterator[tuple[str, str, str]]:
    """The pairs of ids that a fact joins, with the relation between them."""
    match fact:
        case Event():
            for role, who in fact.roles:
                yield fact.id, who, role
            for place in fact.locations:
                yield fact.id, place, "location"
            for place in fact.origins:
                yield fact.id, place, "origin"
        case Membership():
            if fact.organization:
                yield fact.member, fact.organization, fact.role or "member"
            if fact.target:
                yield fact.member, fact.target, fact.role or "target"
        case Statement():
            yield fact.subject, fact.object, fact.phrase or fact.predicate.partition(":")[2]


def _ends(fact: Fact) -> Iterator[str]:
    if isinstance(fact, Membership):
        yield fact.member  # also where there is nothing to join it with
    for source, target, _ in links(fact):
        yield from (target,) if isinstance(fact, Event) else (source, target)


def by_time(fact: Fact) -> tuple[str, str, str]:
    """A key that sorts facts by time, those without a date last."""
    start, end = edtf.bounds(fact.when) if fact.when else (None, None)
    return start or end or "~", end or "~", fact.id


def _weight(thing: Thing) -> int:
    return len(thing.evidence) if isinstance(thing, Event) else thing.mentions


def _either(found: list[str]) -> str:
    return found[0] if len(found) == 1 else ", ".join(found[:-1]) + " or " + found[-1]
