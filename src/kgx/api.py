"""A built graph in Python: what `kgx.load` returns."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import networkx as nx
import rdflib
from oxrdflib import OxigraphStore
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kgx import query
from kgx.export.network import network
from kgx.model import Graph, KgxError
from kgx.rdf import graph_from_store
from kgx.vocab import PREFIXES

_XSD = PREFIXES["xsd"]


def load(path: str | Path) -> "KnowledgeGraph":
    """Load a graph.ttl, or the one in a folder that `kgx build` wrote.

    Raises KgxError where there is none or it is broken.
    """
    path = Path(path)
    return KnowledgeGraph(path / "graph.ttl" if path.is_dir() else path)


class KnowledgeGraph:
    """A graph in memory."""

    def __init__(self, path: Path) -> None:
        self._store, self.prefixes = query.load(path)

    @cached_property
    def graph(self) -> Graph:
        """The types of `kgx.model`: sources, entities, events, memberships and statements."""
        return graph_from_store(self._store)

    def query(self, sparql: str, values: Mapping[str, str] | None = None) -> list[dict[str, Any]] | bool:
        """Answer a SELECT (a dict per row, unbound variables left out) or an ASK.

        `sparql` may be the name of a query or a file, as on the command line; `values` fixes variables of it. Prefixes
        of the model need no declaration. Literals come as int, float, bool, date or str, IRIs in full. Raises KgxError
        where the query does not parse, or is a CONSTRUCT or DESCRIBE, for which rdflib has the better answer.
        """
        answer = query.ask(self._store, self.prefixes, query.resolve(sparql), values or {}).answer
        if isinstance(answer, QueryBoolean):
            return bool(answer)
        if isinstance(answer, QuerySolutions):
            return list(_rows(answer))
        raise KgxError("CONSTRUCT and DESCRIBE give triples; ask to_rdflib().query(…) for them")

    def to_rdflib(self) -> rdflib.Graph:
        """The graph for rdflib, over the store that is loaded: nothing is copied.

        Texts come as literals of xsd:string, which rdflib finds by `Literal("Baku")` but does not call equal to it.
        """
        store = OxigraphStore(store=self._store)
        found = rdflib.Graph(store, DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")
        for prefix, namespace in self.prefixes.items():
            found.bind(prefix, namespace)
        return found

    def to_networkx(self, *, events: bool = True) -> "nx.MultiDiGraph[str]":
        """Entities and events as nodes, relations as edges by their name, with the columns of the GEXF file.

        Attributes are str, int, float or bool, so that every writer of networkx takes them. Without `events` the
        participants of an event are joined directly.
        """
        found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        nodes, edges = network(self.graph, base_iri=self.prefixes["kg"], events=events)
        for node in nodes:
            found.add_node(node.id, label=node.label, **_plain(node.values))
        for edge in edges:
            found.add_edge(edge.source, edge.target, key=edge.kind, weight=edge.weight, **_plain(edge.values))
        return found


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {k: "; ".join(v) if isinstance(v, tuple) else v for k, v in values.items() if v is not None and v != ()}


def _rows(answer: QuerySolutions) -> Iterator[dict[str, Any]]:
    names = [variable.value for variable in answer.variables]
    for row in answer:
        yield {name: _python(value) for name, value in zip(names, row, strict=True) if value is not None}


def _python(value: object) -> Any:
    if isinstance(value, Literal):
        match value.datatype.value.removeprefix(_XSD):
            case "integer":
                return int(value.value)
            case "decimal" | "double" | "float":
                return float(value.value)
            case "boolean":
                return value.value in ("true", "1")
            case "date":
                return date.fromisoformat(value.value)
        return value.value
    return value.value if isinstance(value, NamedNode) else str(value)
