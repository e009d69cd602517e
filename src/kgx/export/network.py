"""A graph as nodes and edges with plain columns: what GEXF and networkx show of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from kgx import edtf, gazetteer
from kgx.model import Entity, Event, Graph, Membership, Statement, Status
from kgx.vocab import BASE_IRI

Value = str | int | float | bool | tuple[str, ...] | None
Span = tuple[str | None, str | None]
"""First and last day as ISO dates; None where unknown or open."""

NODE_COLUMNS = {
    "class": "string",
    "kind": "string",
    "aliases": "liststring",
    "mentions": "integer",
    "documents": "integer",
    "evidence": "integer",
    "asserted": "boolean",
    "status": "string",
    "when": "string",
    "start": "string",
    "end": "string",
    "year": "integer",
    "latitude": "double",
    "longitude": "double",
    "iri": "string",
}
"""Type of each column that a node may have, in the words of GEXF."""

EDGE_COLUMNS = {
    "detail": "string",
    "asserted": "boolean",
    "status": "string",
    "start": "string",
    "end": "string",
    "year": "integer",
}
"""The same for edges."""

_RANKS: tuple[Status, ...] = ("asserted", "claimed", "planned", "hedged", "denied")


@dataclass(slots=True)
class Node:
    """An entity or event."""

    id: str
    label: str
    group: str  # Person, Organization, Country, Place, Programme or Event
    weight: int  # how often it is named, or the number of pieces of evidence
    values: dict[str, Value]
    spans: tuple[Span, ...]  # when it is there; always, where empty


@dataclass(slots=True)
class Edge:
    """All that the facts say of one relation between two nodes."""

    source: str
    target: str
    kind: str
    weight: int = 0  # pieces of evidence
    rank: int = len(_RANKS) - 1  # of the strongest status
    details: tuple[str, ...] = ()  # what the relation leaves unsaid: posts, phrases, labels of events
    spans: tuple[Span, ...] = ()

    @property
    def values(self) -> dict[str, Value]:
        """Its columns."""
        return edge_values(self.rank, self.details, self.spans)


def edge_values(rank: int, details: tuple[str, ...], spans: tuple[Span, ...]) -> dict[str, Value]:
    """Columns of an edge, apart from it because many edges have the same."""
    detail = "; ".join(sorted(details)) or None
    return {"detail": detail, "asserted": rank == 0, "status": _RANKS[rank], **_dates(spans)}


def network(graph: Graph, *, base_iri: str = BASE_IRI, events: bool = True) -> tuple[list[Node], list[Edge]]:
    """Nodes, entities before events, and one edge per source, target and relation, in that order.

    Edges come from events and claims. Without `events` the participants of an event are joined directly.
    """
    documents = graph.document_counts()
    nodes = [_entity(e, documents[e.id], base_iri) for e in graph.entities]
    if events:
        nodes += [_event(e, base_iri) for e in graph.events]
    known = {node.id for node in nodes}
    edges: dict[tuple[str, str, str], Edge] = {}
    facts: tuple[Event | Membership | Statement, ...] = (*graph.events, *graph.memberships, *graph.statements)
    for fact in facts:
        weight, rank, span = len(fact.evidence), _RANKS.index(fact.status), _bounds(fact.when)
        for source, target, kind, detail in _relations(fact, events):
            if source not in known or target not in known:
                continue
            key = (source, target, kind)
            edge = edges.get(key) or edges.setdefault(key, Edge(*key))
            edge.weight += weight
            edge.rank = min(edge.rank, rank)
            if span != (None, None) and span not in edge.spans:
                edge.spans += (span,)
            if detail and detail not in edge.details:
                edge.details += (detail,)
    return nodes, [edges[key] for key in sorted(edges)]


def _entity(entity: Entity, documents: int, base_iri: str) -> Node:
    values: dict[str, Value] = {
        "class": (*entity.types, entity.kind)[0],
        "kind": entity.kind,
        "aliases": entity.aliases,
        "mentions": entity.mentions,
        "documents": documents,
    }
    if entity.key:
        facts = gazetteer.facts(entity.key)
        values |= {"latitude": facts.latitude, "longitude": facts.longitude}
    values["iri"] = base_iri + entity.id
    group = "Country" if "Country" in entity.types else entity.kind
    return Node(entity.id, entity.label, group, entity.mentions, values, ())


def _event(event: Event, base_iri: str) -> Node:
    spans = (_bounds(event.when),) if event.when else ()
    values: dict[str, Value] = {
        "class": event.type,
        "kind": "Event",
        "aliases": event.aliases,
        "evidence": len(event.evidence),
        "asserted": event.asserted,
        "status": event.status,
        "when": event.when,
        **_dates(spans),
        "iri": base_iri + event.id,
    }
    return Node(event.id, event.label, "Event", len(event.evidence), values, spans)


def _relations(fact: Event | Membership | Statement, events: bool) -> Iterator[tuple[str, str, str, str | None]]:
    """Source, target and relation of what a fact joins, with the words that the relation leaves out."""
    match fact:
        case Event() if events:
            acting = {who for role, who in fact.roles if role not in ("participant", "subjectMatter")}
            for role, who in sorted(set(fact.roles)):
                if role != "participant" or who not in acting:
                    yield fact.id, who, role, None
            for place in fact.locations:
                yield fact.id, place, "location", None
            for place in fact.origins:
                yield fact.id, place, "origin", None
        case Event():
            actors = sorted({who for role, who in fact.roles if role != "subjectMatter"})
            for who, whom in combinations(actors, 2):
                yield who, whom, fact.type, fact.label
        case Membership():
            if fact.organization:
                yield fact.member, fact.organization, "holdsPostAt" if fact.role else "memberOf", fact.role
            if fact.target:
                yield fact.member, fact.target, "target", fact.role
        case Statement():
            yield fact.subject, fact.object, fact.predicate.partition(":")[2], fact.phrase


@cache
def _bounds(when: str | None) -> Span:
    return edtf.bounds(when) if when else (None, None)


def _dates(spans: tuple[Span, ...]) -> dict[str, Value]:
    """First and last day and the first year, as plain columns: Gephi Lite does not read intervals."""
    if not spans:
        return {}
    start = min((s for s, _ in spans if s), default=None)
    end = max((e for _, e in spans if e), default=None)
    first = start or end
    return {"start": start, "end": end, "year": int(first[:4]) if first else None}
