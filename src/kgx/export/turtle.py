"""Turtle."""

from pathlib import Path

from pyoxigraph import RdfFormat, serialize

from kgx.model import Graph
from kgx.rdf import triples
from kgx.vocab import BASE_IRI, PREFIXES


def write(graph: Graph, path: Path, *, base_iri: str = BASE_IRI) -> None:
    """Write a graph as Turtle, one block a subject, subjects in order; nothing is held but the graph itself."""
    serialize(triples(graph, base_iri), path, format=RdfFormat.TURTLE, prefixes={"kg": base_iri, **PREFIXES})
