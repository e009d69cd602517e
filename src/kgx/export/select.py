"""A part of a graph: what the filters of an export leave."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TypeVar

from kgx.edtf import bounds, limits
from kgx.model import Event, Fact, Graph, KgxError, Membership, Statement
from kgx.vocab import EVENTS, KINDS, NARROWER

CLASSES = (*KINDS, *NARROWER, "Event", *EVENTS)
"""What `Selection.classes` may name."""

_F = TypeVar("_F", bound=Fact)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which part of a graph is meant; all conditions hold at once."""

    asserted_only: bool = False  # no fact that is only claimed, planned, hedged or denied
    classes: tuple[str, ...] = ()  # entities of them and the claims between these; events of them and who takes part
    start: str | None = None  # first and last date, EDTF: facts whose days overlap the time, and what they name
    end: str | None = None
    documents: tuple[str, ...] = ()  # ids or paths: what these alone say


def select(graph: Graph, wanted: Selection) -> Graph:
    """The part of a graph that is wanted; whatever one of its facts names is in it.

    The case of classes does not count. Raises KgxError for a class, a date or a document that there cannot be.
    """
    known = {name.casefold(): name for name in CLASSES}
    if unknown := sorted(name for name in wanted.classes if name.casefold() not in known):
        raise KgxError(f"{unknown[0]}: no such class; there are {', '.join(CLASSES)}")
    start, end = limits(wanted.start, wanted.end)
    wanted = replace(wanted, classes=tuple(known[name.casefold()] for name in wanted.classes), start=start, end=end)
    if wanted.documents:
        graph = _told_by(graph, _documents(graph, wanted.documents))
    entities = {e.id: e for e in graph.entities}
    kept = {e.id for e in graph.entities if not wanted.classes or {e.kind, *e.types} & set(wanted.classes)}
    all_events = not wanted.classes or "Event" in wanted.classes
    events = {e.id: e for e in _fits(graph.events, wanted) if all_events or e.type in wanted.classes}
    chosen = kept | set(events)
    memberships = [m for m in _fits(graph.memberships, wanted) if chosen.issuperset(_ends(m))]
    statements = [s for s in _fits(graph.statements, wanted) if chosen.issuperset(_ends(s))]
    inside = set(entities) | set(events)
    events = {e.id: _without(e, inside) for e in events.values()}
    facts: tuple[Fact, ...] = (*events.values(), *memberships, *statements)
    named = {name for fact in facts for name in (*_ends(fact), *(e.speaker for e in fact.evidence if e.speaker))}
    kept = named if wanted.start or wanted.end else kept | named
    present = kept | set(events)
    sources = [
        replace(
            s,
            mentions=tuple(m for m in s.mentions if m in present),
            authors=tuple(a for a in s.authors if a in present),
        )
        for s in graph.sources
    ]
    return replace(
        graph,
        sources=tuple(sources),
        entities=tuple(e for e in graph.entities if e.id in kept),
        events=tuple(events.values()),
        memberships=tuple(memberships),
        statements=tuple(statements),
    )


def _documents(graph: Graph, names: Iterable[str]) -> set[str]:
    """Ids of the documents that are meant by an id or a path."""
    known = {name: s.document.id for s in graph.sources for name in (s.document.id, s.document.path)}
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=3, cutoff=0.4) or sorted(known)[:3]
            raise KgxError(f"{name}: no such document; the nearest are {', '.join(near)}")
    return {known[name] for name in names}


def _told_by(graph: Graph, documents: set[str]) -> Graph:
    """What some documents say, and the articles that they repeat: their evidence, and what hangs on it."""

    def told(facts: tuple[_F, ...]) -> tuple[_F, ...]:
        left = (replace(f, evidence=tuple(e for e in f.evidence if e.document in documents)) for f in facts)
        return tuple(f for f in left if f.evidence)

    documents |= {s.copy_of for s in graph.sources if s.document.id in documents and s.copy_of}  # it bears them out
    sources = tuple(s for s in graph.sources if s.document.id in documents)
    part = replace(
        graph,
        sources=sources,
        events=told(graph.events),
        memberships=told(graph.memberships),
        statements=told(graph.statements),
    )
    facts: tuple[Fact, ...] = (*part.events, *part.memberships, *part.statements)
    named = {name for s in sources for name in (*s.mentions, *s.authors)}
    named |= {name for f in facts for name in (*_ends(f), *(e.speaker for e in f.evidence if e.speaker))}
    return replace(part, entities=tuple(e for e in graph.entities if e.id in named))


def _fits(facts: tuple[_F, ...], wanted: Selection) -> list[_F]:
    """Those of the right status and time."""
    return [f for f in facts if (f.asserted or not wanted.asserted_only) and _in_time(f, wanted.start, wanted.end)]


def _in_time(fact: Fact, start: str | None, end: str | None) -> bool:
    if not (start or end):
        return True
    first, last = bounds(fact.when) if fact.when else (None, None)
    return bool(first or last) and not (start and last and last < start) and not (end and first and first > end)


def _ends(fact: Fact) -> list[str]:
    """Ids of what a fact joins."""
    match fact:
        case Event():
            return [*(who for _, who in fact.roles), *fact.locations, *fact.origins]
        case Membership():
            return [x for x in (fact.member, fact.organization, fact.target) if x]
        case Statement():
            return [fact.subject, fact.object]
    return []


def _without(event: Event, inside: set[str]) -> Event:
    """An event that names nothing outside: another event may have been left out."""
    return replace(
        event,
        roles=tuple((role, who) for role, who in event.roles if who in inside),
        locations=tuple(p for p in event.locations if p in inside),
        origins=tuple(p for p in event.origins if p in inside),
    )
