"""A built graph in Python."""

from datetime import date
from pathlib import Path

import networkx as nx
import pytest
from graphs import GRAPH
from rdflib import RDF, RDFS, Literal, Namespace

from kgx.api import KnowledgeGraph, load
from kgx.export import turtle
from kgx.model import KgxError

KG = Namespace("https://facts.example/")
SCHEMA = Namespace("https://schema.org/")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("graph")
    turtle.write(GRAPH, folder / "graph.ttl", base_iri=str(KG))
    return load(folder)


def test_query_gives_python_values(graph: KnowledgeGraph) -> None:
    text = """SELECT ?e ?label ?n ?asserted ?day ?none { ?e a kgx:Deployment ; rdfs:label ?label ; kgx:quantity ?n ;
        kgx:asserted ?asserted ; schema:startDate ?day }"""
    assert graph.query(text) == [
        {
            "e": "https://facts.example/Deployment_2016_Kenya",
            "label": "Deployment of Kenya, spring 2016",
            "n": 120,
            "asserted": True,
            "day": date(2016, 3, 1),
        }
    ]
    assert graph.query("SELECT ?x { kg:Baku schema:latitude ?x }") == [{"x": 40.37767}]
    assert graph.query("ASK { kg:Ada_Roe kgx:met kg:Ben_Sol }") is True
    assert graph.query("posts", {"at": "Nowhere"}) == []
    with pytest.raises(KgxError, match="to_rdflib"):
        graph.query("DESCRIBE kg:Ada_Roe {}")


def test_rdflib(graph: KnowledgeGraph) -> None:
    found = graph.to_rdflib()
    assert (KG.Ada_Roe, RDF.type, SCHEMA.Person) in found
    assert str(found.value(KG.Baku, RDFS.label)) == "Baku"
    assert list(found.subjects(RDFS.label, Literal("Baku"))) == [KG.Baku]
    assert [str(row[0]) for row in found.query("SELECT ?n { kg:Oslo rdfs:label ?n }")] == ["Oslo"]
    assert len(found) == graph.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0]["n"]  # type: ignore[index]
    assert "kg:Ada_Roe a schema:Person" in found.serialize()


def test_networkx(graph: KnowledgeGraph, tmp_path: Path) -> None:
    found = graph.to_networkx()
    assert found.nodes["Ada_Roe"]["label"] == "Ada Roe"
    assert found.nodes["Ada_Roe"]["iri"] == "https://facts.example/Ada_Roe"
    assert found.edges["Kenya", "United_Nations", "cooperatesWith"]["weight"] == 2
    assert found.has_edge("Meeting_2020-05-03_Roe_Sol_Baku", "Baku", "location")
    assert graph.to_networkx(events=False).has_edge("Ada_Roe", "Ben_Sol", "Meeting")
    nx.write_graphml(found, tmp_path / "graph.graphml")
    assert nx.read_graphml(tmp_path / "graph.graphml").number_of_edges() == found.number_of_edges()


def test_types(graph: KnowledgeGraph) -> None:
    assert [e.id for e in graph.graph.events] == [e.id for e in GRAPH.events]


def test_no_graph(tmp_path: Path) -> None:
    with pytest.raises(KgxError, match="kgx build"):
        load(tmp_path)
