"""Cypher, for Neo4j, Memgraph and others that speak it."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TextIO

from kgx.export.network import Value, network
from kgx.export.tables import labels
from kgx.model import Graph
from kgx.vocab import BASE_IRI

_BATCH = 500  # rows a statement: one transaction each
_ESCAPED = re.compile(r"[\\'\x00-\x1f\x7f-\x9f\u2028\u2029]")


def write(graph: Graph, path: Path, *, base_iri: str = BASE_IRI, events: bool = True) -> None:
    """Write statements that merge the graph into a database: run twice, they change nothing.

    Every node bears the label Kgx, by whose `id` relationships find their ends.
    """
    nodes, edges = network(graph, base_iri=base_iri, events=events)
    by_labels: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        by_labels[":".join(map(_name, labels(node.values)))].append(
            f"{{id: {_text(node.id)}, values: {_map({'label': node.label, **node.values})}}}"
        )
    by_kind: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        by_kind[edge.kind].append(
            f"{{source: {_text(edge.source)}, target: {_text(edge.target)}, "
            f"values: {_map({'weight': edge.weight, **edge.values})}}}"
        )
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("CREATE CONSTRAINT kgx_id IF NOT EXISTS FOR (n:Kgx) REQUIRE n.id IS UNIQUE;\n")
        for names, rows in by_labels.items():
            _unwind(file, rows, f"MERGE (n:Kgx {{id: row.id}}) SET n += row.values, n:{names}")
        for kind, rows in by_kind.items():
            ends = "MATCH (a:Kgx {id: row.source}) MATCH (b:Kgx {id: row.target})"
            _unwind(file, rows, f"{ends} MERGE (a)-[r:{_name(kind)}]->(b) SET r += row.values")


def _unwind(file: TextIO, rows: Iterable[str], then: str) -> None:
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        file.write("UNWIND [\n  " + ",\n  ".join(batch) + f"\n] AS row\n{then};\n")


def _map(values: dict[str, Value]) -> str:
    return "{" + ", ".join(f"{_name(k)}: {_value(v)}" for k, v in values.items() if v is not None and v != ()) + "}"


def _value(value: Value) -> str:
    match value:
        case str():
            return _text(value)
        case tuple():
            return "[" + ", ".join(map(_text, value)) + "]"
    return json.dumps(value)


def _text(text: str) -> str:
    return "'" + _ESCAPED.sub(_escape, text) + "'"


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return "\\" + char if char in "\\'" else f"\\u{ord(char):04x}"


def _name(name: str) -> str:
    return f"`{name}`"
