"""GraphML, for yEd, Cytoscape, igraph and Gephi."""

from pathlib import Path
from typing import Any

from kgx.export.network import Value, network
from kgx.model import Graph
from kgx.text import xml_text
from kgx.vocab import BASE_IRI


def write(graph: Graph, path: Path, *, base_iri: str = BASE_IRI, events: bool = True) -> None:
    """Write the nodes and edges of `network` as GraphML, by networkx. Lists are joined by "; "."""
    import networkx as nx  # takes longer to import than most exports take

    nodes, edges = network(graph, base_iri=base_iri, events=events)
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in nodes:
        found.add_node(node.id, label=xml_text(node.label), **_plain(node.values))
    for number, edge in enumerate(edges):  # the key becomes the id of the edge, which must be its own
        found.add_edge(
            edge.source, edge.target, key=f"e{number}", label=edge.kind, weight=edge.weight, **_plain(edge.values)
        )
    nx.write_graphml(found, path, named_key_ids=True)


def _plain(values: dict[str, Value]) -> dict[str, Any]:
    texts = {k: "; ".join(v) if isinstance(v, tuple) else v for k, v in values.items() if v is not None and v != ()}
    return {k: xml_text(v) if isinstance(v, str) else v for k, v in texts.items()}
