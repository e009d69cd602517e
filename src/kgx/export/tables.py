"""CSV: tables for spreadsheets, and nodes and edges for Gephi and for Neo4j's bulk importer.

Every format is a folder of files, in UTF-8, a record a line.
"""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kgx.edtf import bounds
from kgx.export.network import EDGE_COLUMNS, NODE_COLUMNS, Span, network
from kgx.model import Entity, Event, Fact, Graph
from kgx.text import no_formula, one_line
from kgx.vocab import BASE_IRI


def spreadsheet(graph: Graph, path: Path, *, base_iri: str = BASE_IRI) -> None:
    """Write entities.csv, events.csv, positions.csv and claims.csv, for people and their spreadsheets.

    They name things by their labels, with the IRI in the last column. No cell is a formula (`kgx.text.no_formula`). A
    byte order mark tells Excel that it is UTF-8.
    """
    things: tuple[Entity | Event, ...] = (*graph.entities, *graph.events)
    titles = {thing.id: thing.label for thing in things}

    def names(ids: Iterable[str | None]) -> str:
        return "; ".join(titles.get(x, x) for x in ids if x)

    nodes, _ = network(graph, base_iri=base_iri)
    entities = [
        {
            "name": node.label,
            "class": node.values["class"],
            "kind": node.values["kind"],
            "aliases": "; ".join(entity.aliases),
            **{c: node.values.get(c) for c in ("mentions", "documents", "latitude", "longitude", "iri")},
        }
        for node, entity in zip(nodes, graph.entities, strict=False)  # entities come before events
    ]
    events = [
        {
            "event": e.label,
            "class": e.type,
            **_dates(e),
            "participants": names(dict.fromkeys(who for role, who in e.roles if role != "subjectMatter")),
            "subject matter": names(who for role, who in e.roles if role == "subjectMatter"),
            "places": names(e.locations),
            "from": names(e.origins),
            "quantity": e.quantity,
            "unit": e.unit,
            **_told(e, names),
            "iri": base_iri + e.id,
        }
        for e in graph.events
    ]
    positions = [
        {
            "holder": names([m.member]),
            "post": m.role,
            "organisation": names([m.organization]),
            "accredited to": names([m.target]),
            **_dates(m),
            **_told(m, names),
            "iri": base_iri + m.id,
        }
        for m in graph.memberships
    ]
    claims = [
        {
            "subject": names([s.subject]),
            "relation": s.predicate.partition(":")[2],
            "object": names([s.object]),
            "words": s.phrase,
            **_dates(s),
            **_told(s, names),
            "iri": base_iri + s.id,
        }
        for s in graph.statements
    ]
    heads = {
        "entities": "name class kind aliases mentions documents latitude longitude iri",
        "events": "event class when start end participants subject_matter places from quantity unit",
        "positions": "holder post organisation accredited_to when start end",
        "claims": "subject relation object words when start end",
    }
    told = "status asserted speakers documents evidence iri"
    for name, rows in {"entities": entities, "events": events, "positions": positions, "claims": claims}.items():
        columns = [c.replace("_", " ") for c in heads[name].split()]
        columns += [] if name == "entities" else told.split()
        safe = ({k: no_formula(v) if isinstance(v, str) else v for k, v in row.items()} for row in rows)
        _write(path / f"{name}.csv", columns, safe, encoding="utf-8-sig")


def gephi(graph: Graph, path: Path, *, base_iri: str = BASE_IRI, events: bool = True) -> None:
    """Write nodes.csv and edges.csv, with the column names that Gephi's spreadsheet import knows.

    "Timeset" is its notation for intervals, open bounds as infinities.
    """
    nodes, edges = network(graph, base_iri=base_iri, events=events)
    _write(
        path / "nodes.csv",
        ["Id", "Label", "Timeset", *NODE_COLUMNS],
        ({"Id": n.id, "Label": n.label, "Timeset": _timeset(n.spans), **n.values} for n in nodes),
    )
    _write(
        path / "edges.csv",
        ["Source", "Target", "Type", "Id", "Label", "Kind", "Weight", "Timeset", *EDGE_COLUMNS],
        (
            {
                "Source": e.source,
                "Target": e.target,
                "Type": "Directed",
                "Id": number,
                "Label": e.kind,
                "Kind": e.kind,
                "Weight": e.weight,
                "Timeset": _timeset(e.spans),
                **e.values,
            }
            for number, e in enumerate(edges)
        ),
    )


_NEO4J = {"integer": ":long", "double": ":double", "boolean": ":boolean", "liststring": ":string[]", "string": ""}


def neo4j(graph: Graph, path: Path, *, base_iri: str = BASE_IRI, events: bool = True) -> None:
    """Write nodes.csv and relationships.csv with the headers of `neo4j-admin database import`.

    Labels of a node are its kind and its class, items of a list are parted by ";".
    """
    nodes, edges = network(graph, base_iri=base_iri, events=events)
    columns = {c: c + _NEO4J[t] for c, t in NODE_COLUMNS.items()}
    _write(
        path / "nodes.csv",
        ["id:ID", ":LABEL", "label", *columns.values()],
        (
            {"id:ID": n.id, ":LABEL": ";".join(labels(n.values)), "label": n.label, **_renamed(n.values, columns)}
            for n in nodes
        ),
    )
    columns = {c: c + _NEO4J[t] for c, t in EDGE_COLUMNS.items()}
    _write(
        path / "relationships.csv",
        [":START_ID", ":END_ID", ":TYPE", "weight:long", *columns.values()],
        (
            {
                ":START_ID": e.source,
                ":END_ID": e.target,
                ":TYPE": e.kind,
                "weight:long": e.weight,
                **_renamed(e.values, columns),
            }
            for e in edges
        ),
    )


def labels(values: Mapping[str, Any]) -> list[str]:
    """Labels of a node in a property graph: its kind and, where it is narrower, its class."""
    return list(dict.fromkeys((values["kind"], values["class"])))


def _renamed(values: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    return {columns[name]: value for name, value in values.items()}


def _write(path: Path, columns: list[str], rows: Iterable[Mapping[str, Any]], encoding: str = "utf-8") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        table = csv.DictWriter(file, columns, lineterminator="\n")
        table.writeheader()
        table.writerows({name: _cell(value) for name, value in row.items()} for row in rows)


def _cell(value: object) -> object:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return one_line(value)
        case tuple():
            return ";".join(one_line(v).replace(";", ",") for v in value)
    return value


def _timeset(spans: tuple[Span, ...]) -> str:
    days = "; ".join(f"[{start or '-Infinity'}, {end or 'Infinity'}]" for start, end in sorted(set(spans), key=str))
    return f"<{days}>" if days else ""


def _dates(fact: Fact) -> dict[str, Any]:
    start, end = bounds(fact.when) if fact.when else (None, None)
    return {"when": fact.when, "start": start, "end": end}


def _told(fact: Fact, names: Any) -> dict[str, Any]:
    speakers = dict.fromkeys(e.attribution or names([e.speaker]) for e in fact.evidence if e.attribution or e.speaker)
    return {
        "status": fact.status,
        "asserted": fact.asserted,
        "speakers": "; ".join(speakers),
        "documents": "; ".join(dict.fromkeys(e.document for e in fact.evidence)),
        "evidence": " … ".join(dict.fromkeys(e.exact for e in fact.evidence)),
    }
