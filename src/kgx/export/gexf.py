"""GEXF 1.3, for Gephi and Gephi Lite."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path

from kgx import edtf, gazetteer
from kgx.export.layout import positions
from kgx.model import Entity, Event, Fact, Graph, Status
from kgx.vocab import BASE_IRI

_COLOURS = {  # Okabe and Ito, "Color Universal Design" (2008): told apart with every kind of colour blindness
    "Person": (0, 114, 178),
    "Organization": (213, 94, 0),
    "Country": (0, 158, 115),
    "Place": (86, 180, 233),
    "Programme": (204, 121, 167),
    "Event": (230, 159, 0),
}
_NODE_COLUMNS = {
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
_EDGE_COLUMNS = {
    "detail": "string",
    "asserted": "boolean",
    "status": "string",
    "start": "string",
    "end": "string",
    "year": "integer",
}
_RANKS: tuple[Status, ...] = ("asserted", "claimed", "planned", "hedged", "denied")
_UNSAFE = re.compile(r"[^ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[&<>\"]")
_SAFE = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"} | dict.fromkeys("\t\n\r\x85\u2028\u2029", " ")

_Value = str | int | float | bool | Iterable[str] | None
_Span = tuple[str | None, str | None]


def write(graph: Graph, path: Path, *, base_iri: str = BASE_IRI, events: bool = True) -> None:
    """Write a graph as GEXF: entities and events as nodes, one edge per source, target and relation.

    Without `events` the participants of an event are joined directly. Places, the same for the same graph, come from
    `layout.positions`. Intervals lie within the days that the graph knows of.
    """
    nodes: list[Entity | Event] = [*graph.entities, *(graph.events if events else ())]
    index = {node.id: i for i, node in enumerate(nodes)}
    edges = [e for e in _edges(graph, events) if e.source in index and e.target in index]
    places = positions(len(nodes), [(index[e.source], index[e.target]) for e in edges])
    documents = Counter(name for source in graph.sources for name in source.mentions)
    days = sorted(_days(graph))
    whole = (days[0], days[-1]) if days else None
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_HEAD)
        for title, columns in (("node", _NODE_COLUMNS), ("edge", _EDGE_COLUMNS)):
            file.write(f'<attributes class="{title}" mode="static">\n')
            file.writelines(f'<attribute id="{c}" title="{c}" type="{t}"/>\n' for c, t in columns.items())
            file.write("</attributes>\n")
        file.write(f'<nodes count="{len(nodes)}">\n')
        for node, place in zip(nodes, places, strict=True):
            file.write(_node(node, place, documents[node.id], base_iri, whole))
        file.write(f'</nodes>\n<edges count="{len(edges)}">\n')
        for number, edge in enumerate(edges):
            file.write(edge.xml(number, whole))
        file.write("</edges>\n</graph>\n</gexf>\n")


_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<meta><creator>kgx</creator><description>Dated and sourced facts from news</description></meta>
<graph defaultedgetype="directed" idtype="string" mode="dynamic" timeformat="date" timerepresentation="interval">
"""


@dataclass(slots=True)
class _Edge:
    """All that the facts say of one relation between two nodes."""

    source: str
    target: str
    kind: str
    weight: int = 0
    rank: int = len(_RANKS) - 1
    details: list[str] = field(default_factory=list)
    spans: list[_Span] = field(default_factory=list)

    def add(self, fact: Fact, detail: str | None) -> None:
        self.weight += len(fact.evidence)
        self.rank = min(self.rank, _RANKS.index(fact.status))
        if detail and detail not in self.details:
            self.details.append(detail)
        span = _bounds(fact.when)
        if span != (None, None) and span not in self.spans:
            self.spans.append(span)

    def xml(self, number: int, whole: tuple[str, str] | None) -> str:
        kind = _text(self.kind)
        values = {
            "detail": "; ".join(sorted(self.details)),
            "asserted": self.rank == 0,
            "status": _RANKS[self.rank],
            **_dates(self.spans),
        }
        return (
            f'<edge id="{number}" source="{_text(self.source)}" target="{_text(self.target)}" label="{kind}"'
            f' kind="{kind}" weight="{self.weight}">{_values(values)}{_spells(self.spans, whole)}</edge>\n'
        )


def _edges(graph: Graph, events: bool) -> list[_Edge]:
    """The edges by source, target and relation, in that order."""
    found: dict[tuple[str, str, str], _Edge] = {}
    for source, target, kind, fact, detail in _relations(graph, events):
        key = (source, target, kind)
        if key not in found:
            found[key] = _Edge(*key)
        found[key].add(fact, detail)
    return [found[key] for key in sorted(found)]


def _relations(graph: Graph, events: bool) -> Iterator[tuple[str, str, str, Fact, str | None]]:
    """Source, target and relation of every fact, with the words that the relation leaves out."""
    for event in graph.events:
        if events:
            acting = {who for role, who in event.roles if role not in ("participant", "subjectMatter")}
            for role, who in sorted(set(event.roles)):
                if role != "participant" or who not in acting:
                    yield event.id, who, role, event, None
            for place in event.locations:
                yield event.id, place, "location", event, None
            for place in event.origins:
                yield event.id, place, "origin", event, None
        else:
            actors = sorted({who for role, who in event.roles if role != "subjectMatter"})
            for who, whom in combinations(actors, 2):
                yield who, whom, event.type, event, event.label
    for post in graph.memberships:
        if post.organization:
            yield post.member, post.organization, "holdsPostAt" if post.role else "memberOf", post, post.role
        if post.target:
            yield post.member, post.target, "target", post, post.role
    for statement in graph.statements:
        relation = statement.predicate.partition(":")[2]
        yield statement.subject, statement.object, relation, statement, statement.phrase


def _node(
    node: Entity | Event, place: tuple[float, float], documents: int, base_iri: str, whole: tuple[str, str] | None
) -> str:
    values: dict[str, _Value]
    if isinstance(node, Event):
        spans = [_bounds(node.when)] if node.when else []
        kind, weight = "Event", len(node.evidence)
        values = {"class": node.type, "kind": kind, "aliases": node.aliases, "evidence": weight}
        values |= {"asserted": node.asserted, "status": node.status, "when": node.when, **_dates(spans)}
    else:
        spans = []
        kind, weight = "Country" if "Country" in node.types else node.kind, node.mentions
        facts = gazetteer.facts(node.key) if node.key else None
        values = {"class": (*node.types, node.kind)[0], "kind": node.kind, "aliases": node.aliases}
        values |= {"mentions": weight, "documents": documents}
        values |= {"latitude": facts.latitude, "longitude": facts.longitude} if facts else {}
    values["iri"] = base_iri + node.id
    red, green, blue = _COLOURS[kind]
    return (
        f'<node id="{_text(node.id)}" label="{_text(node.label)}">{_values(values)}{_spells(spans, whole)}'
        f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:position x="{place[0]}" y="{place[1]}" z="0.0"/>'
        f'<viz:size value="{8 + 4 * math.log2(1 + weight):.1f}"/></node>\n'
    )


@cache
def _bounds(when: str | None) -> _Span:
    return edtf.bounds(when) if when else (None, None)


def _days(graph: Graph) -> Iterator[str]:
    """Every day on which something begins, ends or is published."""
    for facts in (graph.events, graph.memberships, graph.statements):
        for fact in facts:
            yield from filter(None, _bounds(fact.when))
    for source in graph.sources:
        if source.document.published:
            yield source.document.published.isoformat()


def _dates(spans: list[_Span]) -> dict[str, _Value]:
    """First and last day and the first year, as plain columns: Gephi Lite does not read intervals."""
    start = min((s for s, _ in spans if s), default=None)
    end = max((e for _, e in spans if e), default=None)
    first = start or end
    return {"start": start, "end": end, "year": int(first[:4]) if first else None}


def _spells(spans: list[_Span], whole: tuple[str, str] | None) -> str:
    """Intervals of the timeline. An unknown or open bound is that of the whole graph."""
    if not spans or whole is None:
        return ""
    days: list[tuple[str, str]] = []
    for start, end in sorted((start or whole[0], end or whole[1]) for start, end in spans):
        if days and start <= days[-1][1]:  # Gephi wants them apart
            days[-1] = (days[-1][0], max(end, days[-1][1]))
        else:
            days.append((start, end))
    return "<spells>" + "".join(f'<spell start="{start}" end="{end}"/>' for start, end in days) + "</spells>"


def _values(values: dict[str, _Value]) -> str:
    """The columns that have a value."""
    parts = []
    for name, value in values.items():
        if value is None or value in ("", ()):
            continue
        if isinstance(value, bool):
            text = "true" if value else "false"
        elif isinstance(value, str):
            text = _text(value)
        elif isinstance(value, int | float):
            text = str(value)
        else:
            quoted = (v.replace("\\", "\\\\").replace('"', '\\"') for v in value)
            text = _text("[" + ", ".join(f'"{v}"' for v in quoted) + "]")
        parts.append(f'<attvalue for="{name}" value="{text}"/>')
    return f"<attvalues>{''.join(parts)}</attvalues>"


def _text(text: str) -> str:
    """A text as an attribute's value: escaped, white space as blanks, without what XML forbids."""
    return _UNSAFE.sub(lambda match: _SAFE.get(match[0], ""), text)
