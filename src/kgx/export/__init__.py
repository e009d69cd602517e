"""Graph -> files, one module a format."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kgx.export import cypher, geojson, gexf, graphml, jsonld, rdf, tables, turtle
from kgx.export.select import CLASSES, Selection, select
from kgx.model import Graph

__all__ = ["CLASSES", "EXPORTERS", "FORMATS", "Exporter", "Format", "NetworkExporter", "Selection", "select"]


class Exporter(Protocol):
    """Writes a graph to a file whose parent exists; IRIs of the data begin with `base_iri`."""

    def __call__(self, graph: Graph, path: Path, *, base_iri: str) -> None: ...


class NetworkExporter(Protocol):
    """The same of nodes and edges; without `events` the participants of an event are joined directly."""

    def __call__(self, graph: Graph, path: Path, *, base_iri: str, events: bool = True) -> None: ...


@dataclass(frozen=True, slots=True)
class Format:
    """What a graph can be written as."""

    write: Exporter
    suffix: str  # of the file; "" where it is a folder of several
    description: str
    network: NetworkExporter | None = None  # `write`, where it writes nodes and edges


FORMATS: dict[str, Format] = {
    "turtle": Format(turtle.write, ".ttl", "Turtle, the graph as `kgx build` writes it"),
    "ntriples": Format(rdf.ntriples, ".nt", "N-Triples, a line a triple"),
    "nquads": Format(rdf.nquads, ".nq", "N-Quads, one named graph a document"),
    "trig": Format(rdf.trig, ".trig", "TriG, one named graph a document"),
    "jsonld": Format(jsonld.write, ".jsonld", "JSON-LD 1.1 with a context"),
    "rdfxml": Format(rdf.rdfxml, ".rdf", "RDF/XML"),
    "gexf": Format(
        gexf.write, ".gexf", "GEXF 1.3 with layout, colours and timeline, for Gephi and Gephi Lite", gexf.write
    ),
    "graphml": Format(graphml.write, ".graphml", "GraphML, for yEd, Cytoscape and igraph", graphml.write),
    "gephi": Format(tables.gephi, "", "nodes.csv and edges.csv for Gephi's spreadsheet import", tables.gephi),
    "neo4j": Format(tables.neo4j, "", "nodes.csv and relationships.csv for neo4j-admin database import", tables.neo4j),
    "cypher": Format(cypher.write, ".cypher", "Cypher statements, for cypher-shell and Memgraph", cypher.write),
    "geojson": Format(geojson.write, ".geojson", "GeoJSON of places and of events in them"),
    "csv": Format(tables.spreadsheet, "", "entities, events, positions and claims as tables for spreadsheets"),
}
"""Formats of `kgx export` by name."""

EXPORTERS: dict[str, Exporter] = {FORMATS[name].suffix: FORMATS[name].write for name in ("turtle", "gexf")}
"""What every build writes, by suffix of the file."""
