"""kgx in Python: `kgx.build` and `kgx.load`, and the graph that they return."""

import logging
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions

from kgx import query
from kgx.config import Config
from kgx.model import Graph, KgxError
from kgx.rdf import graph_from_store
from kgx.vocab import BASE_IRI, PREFIXES

if TYPE_CHECKING:  # each is imported where it is needed: together they take longer than to load a graph
    import networkx as nx
    import pandas as pd
    import rdflib

    from kgx.look import View

_XSD = PREFIXES["xsd"]
_log = logging.getLogger("kgx")


def build(
    sources: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    out: str | os.PathLike[str] | None = None,
    *,
    base_iri: str = BASE_IRI,
) -> "KnowledgeGraph":
    """Build the graph of files and folders of texts, as `kgx build` does.

    It is written into the folder `out`; without one it is in memory alone. Texts that cannot be read are left out, and
    logged as warnings of the logger "kgx". Raises KgxError when a source is missing, none can be read, or `out` cannot
    be written.
    """
    from kgx import pipeline

    named = [sources] if isinstance(sources, str | os.PathLike) else sources
    paths = [Path(source) for source in named]
    with tempfile.TemporaryDirectory(prefix="kgx-") as folder:
        target = Path(folder) / "graph" if out is None else Path(out)
        report = pipeline.build(paths, target, Config(base_iri=base_iri))
        for skipped in report.skipped:
            _log.warning("skipped %s", skipped.reason)
        return load(target)


def load(path: str | os.PathLike[str]) -> "KnowledgeGraph":
    """Load a graph.ttl, or the one in a folder that `kgx build` wrote.

    Raises KgxError where there is none or it is broken.
    """
    path = Path(path)
    return KnowledgeGraph(path / "graph.ttl" if path.is_dir() else path)


class Frames(NamedTuple):
    """A graph as two tables of pandas."""

    nodes: "pd.DataFrame"  # entities and events, by id
    edges: "pd.DataFrame"  # relations, with the ids of their `source` and `target`


class KnowledgeGraph:
    """A graph in memory."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._store, self.prefixes = query.load(path)

    def __len__(self) -> int:
        """The number of triples."""
        return len(self._store)

    @cached_property
    def graph(self) -> Graph:
        """The types of `kgx.model`: sources, entities, events, memberships and statements."""
        return graph_from_store(self._store)

    @cached_property
    def view(self) -> "View":
        """What the functions of `kgx.look` (card, explain, timeline, path, stats) look at."""
        from kgx.look import View

        return View(self.graph, self._path.parent)

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

    def to_rdflib(self) -> "rdflib.Graph":
        """The graph for rdflib, over the store that is loaded: nothing is copied.

        Texts come as literals of xsd:string, which rdflib finds by `Literal("Baku")` but does not call equal to it.
        """
        import rdflib
        from oxrdflib import OxigraphStore
        from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

        found = rdflib.Graph(OxigraphStore(store=self._store), DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")
        for prefix, namespace in self.prefixes.items():
            found.bind(prefix, namespace)
        return found

    def to_networkx(self, *, events: bool = True) -> "nx.MultiDiGraph[str]":
        """Entities and events as nodes, relations as edges by their name, with the columns of the GEXF file.

        Attributes are str, int, float or bool, so that every writer of networkx takes them. Without `events` the
        participants of an event are joined directly.
        """
        import networkx as nx

        from kgx.export.network import network

        found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        nodes, edges = network(self.graph, base_iri=self.prefixes["kg"], events=events)
        for node in nodes:
            found.add_node(node.id, label=node.label, **_plain(node.values))
        for edge in edges:
            found.add_edge(edge.source, edge.target, key=edge.kind, weight=edge.weight, **_plain(edge.values))
        return found

    def to_pandas(self, *, events: bool = True) -> Frames:
        """The same nodes and edges as two tables; kgx does not install pandas, so it must be there.

        Columns are those of `to_networkx`. Raises KgxError without pandas.
        """
        try:
            import pandas as pd
        except ImportError:
            raise KgxError("pandas is not installed; run `pip install pandas`") from None
        found = self.to_networkx(events=events)
        nodes = pd.DataFrame.from_records([{"id": node, **values} for node, values in found.nodes(data=True)])
        ends = found.edges(keys=True, data=True)
        edges = pd.DataFrame.from_records([{"source": a, "target": b, "kind": k, **values} for a, b, k, values in ends])
        return Frames(nodes.set_index("id") if len(nodes) else nodes, edges)


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
