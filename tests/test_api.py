"""A built graph in Python."""

import logging
import subprocess
import sys
from datetime import date
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from graphs import GRAPH, write_texts
from rdflib import RDF, RDFS, Literal, Namespace

import kgx
from kgx import KgxError, KnowledgeGraph
from kgx.export import turtle
from kgx.look import card

KG = Namespace("https://facts.example/")
SCHEMA = Namespace("https://schema.org/")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("graph")
    turtle.write(GRAPH, folder / "graph.ttl", base_iri=str(KG))
    write_texts(folder)
    return kgx.load(folder)


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
        kgx.load(tmp_path)


def test_pandas(graph: KnowledgeGraph) -> None:
    nodes, edges = graph.to_pandas()
    assert nodes.loc["Ada_Roe", "label"] == "Ada Roe"
    assert set(edges["source"]) | set(edges["target"]) <= set(nodes.index)
    cooperation = edges[edges["kind"] == "cooperatesWith"]
    assert list(cooperation[["source", "target", "weight"]].itertuples(index=False, name=None)) == [
        ("Kenya", "United_Nations", 2)
    ]
    assert len(graph.to_pandas(events=False).nodes) == len(GRAPH.entities) + 2  # and two countries around cities
    assert len(pd.DataFrame(graph.query("timeline"))) == 3


def test_pandas_that_is_not_there(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KgxError, match="pip install pandas"):
        graph.to_pandas()


def test_looks_have_a_view_with_the_texts(graph: KnowledgeGraph) -> None:
    assert ("class", None, "Person", None, None, None, None) in card(graph.view, graph.view.find("Roe")).rows
    assert (graph.view.text("doc_lake") or "").startswith("Talks by the lake")


def test_size(graph: KnowledgeGraph) -> None:
    assert len(graph) == len(graph.to_rdflib())


def test_build(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "in.txt").write_text("Ministers meet\n\nAda Roe met Ben Sol in Oslo on 3 May 2020.\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    with caplog.at_level(logging.WARNING, "kgx"):
        made = kgx.build(
            [tmp_path / "in.txt", str(tmp_path / "empty.txt")], tmp_path / "g", base_iri="https://facts.example/"
        )
    assert "empty.txt" in caplog.text
    ask = "ASK { <https://facts.example/Ada_Roe> kgx:met <https://facts.example/Ben_Sol> }"
    assert made.query(ask) is True
    assert kgx.load(tmp_path / "g").query(ask) is True
    assert kgx.build(str(tmp_path / "in.txt")).query("ASK { kg:Ada_Roe kgx:met kg:Ben_Sol }") is True
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty.txt", "g", "in.txt"]
    with pytest.raises(KgxError, match="no such file or folder"):
        kgx.build(tmp_path / "gone")


def test_importing_is_cheap() -> None:
    script = """if True:
        import sys, kgx
        assert "kgx.api" not in sys.modules
        kgx.load
        heavy = {"spacy", "networkx", "rdflib", "pandas", "numpy", "pyshacl"} & set(sys.modules)
        assert not heavy, heavy
        assert not hasattr(kgx, "nothing")
        assert dir(kgx) == sorted(kgx.__all__)
    """
    subprocess.run([sys.executable, "-W", "error", "-c", script], check=True, timeout=60)
