"""GEXF: what is written, that it is valid, and that other readers get all of it."""

import json
import math
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from graphs import GRAPH
from lxml import etree

from kgx import api
from kgx.export import gexf
from kgx.export.layout import positions
from kgx.model import Entity, Graph

TOOLS = Path(__file__).parent / "tools"
NS = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gexf") / "graph.gexf"
    gexf.write(GRAPH, path)
    return path


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(file=str(TOOLS / "gexf13.xsd"))


def elements(path: Path, name: str) -> list[Any]:
    return list(etree.parse(path).iterfind(f".//g:{name}", NS))


def node(path: Path, name: str) -> Any:
    return next(n for n in elements(path, "node") if n.get("id") == name)


def edge(path: Path, source: str, kind: str, target: str) -> Any:
    [found] = [
        e for e in elements(path, "edge") if (e.get("source"), e.get("kind"), e.get("target")) == (source, kind, target)
    ]
    return found


def values(element: Any) -> dict[str, str]:
    return {v.get("for"): v.get("value") for v in element.iterfind("g:attvalues/g:attvalue", NS)}


def spells(element: Any) -> list[tuple[str, str]]:
    return [(s.get("start"), s.get("end")) for s in element.iterfind("g:spells/g:spell", NS)]


def write(graph: Graph, folder: Path, **options: bool) -> Path:
    gexf.write(graph, folder / "graph.gexf", **options)
    return folder / "graph.gexf"


# -- what is written


def test_entities_and_events_are_nodes(file: Path) -> None:
    assert [n.get("id") for n in elements(file, "node")] == [n.id for n in (*GRAPH.entities, *GRAPH.events)]


def test_edges_are_the_events_and_claims(file: Path) -> None:
    found = {(e.get("source"), e.get("kind"), e.get("target")) for e in elements(file, "edge")}
    assert found == {
        ("Deployment_2016_Kenya", "agent", "Kenya"),
        ("Meeting_2020-05-03_Roe_Sol_Baku", "agent", "Ada_Roe"),
        ("Meeting_2020-05-03_Roe_Sol_Baku", "counterpart", "Ben_Sol"),
        ("Meeting_2020-05-03_Roe_Sol_Baku", "location", "Baku"),
        ("Operation_Tall_Reed", "organizer", "United_Nations"),
        ("Operation_Tall_Reed", "participant", "Kenya"),
        ("Operation_Tall_Reed", "subjectMatter", "Reed_Line"),
        ("Visit_2021_Ada_Roe_Oslo", "agent", "Ada_Roe"),
        ("Visit_2021_Ada_Roe_Oslo", "location", "Oslo"),
        ("Visit_2021_Ada_Roe_Oslo", "origin", "Kenya"),
        ("Ada_Roe", "holdsPostAt", "Kenya"),
        ("Kenya", "memberOf", "United_Nations"),
        ("Kenya", "cooperatesWith", "United_Nations"),
        ("Kenya", "owns", "Reed_Line"),
        ("Reed_Line", "connects", "Baku"),
        ("Reed_Line", "relatedTo", "Ganja"),
    }
    assert all(e.get("label") == e.get("kind") for e in elements(file, "edge"))


def test_claims_of_one_relation_are_one_edge(file: Path) -> None:
    found = edge(file, "Kenya", "cooperatesWith", "United_Nations")
    assert found.get("weight") == "2"
    assert values(found) == {"asserted": "true", "status": "asserted", "start": "1963-01-01", "year": "1963"}
    assert values(edge(file, "Kenya", "owns", "Reed_Line")) == {"asserted": "false", "status": "denied"}


def test_words_that_the_relation_leaves_out(file: Path) -> None:
    assert values(edge(file, "Ada_Roe", "holdsPostAt", "Kenya"))["detail"] == "foreign minister"
    assert values(edge(file, "Reed_Line", "relatedTo", "Ganja"))["detail"] == "links with"


def test_an_accreditation_is_an_edge_of_its_own(tmp_path: Path) -> None:
    post = replace(GRAPH.memberships[0], role="ambassador", target="United_Nations")
    path = write(replace(GRAPH, memberships=(post,)), tmp_path)
    assert values(edge(path, "Ada_Roe", "target", "United_Nations"))["detail"] == "ambassador"


def test_columns(file: Path) -> None:
    columns = {(c.getparent().get("class"), c.get("id")): c.get("type") for c in elements(file, "attribute")}
    assert all(c.get("id") == c.get("title") for c in elements(file, "attribute"))
    assert set(columns.values()) <= {"string", "integer", "double", "boolean", "liststring"}
    for kind in ("node", "edge"):
        for element in elements(file, kind):
            for name, value in values(element).items():
                check = {"integer": int, "double": float, "boolean": {"true": 1, "false": 0}.__getitem__}
                check.get(columns[kind, name], str)(value)
    baku = values(node(file, "Baku"))
    assert (baku["class"], baku["kind"], baku["latitude"]) == ("City", "Place", "40.37767")
    meeting = values(node(file, "Meeting_2020-05-03_Roe_Sol_Baku"))
    assert meeting["when"] == meeting["start"] == meeting["end"] == "2020-05-03"
    assert (meeting["year"], meeting["evidence"], meeting["aliases"]) == ("2020", "2", '["met", "spoke"]')


def test_timeline(file: Path) -> None:
    assert spells(node(file, "Operation_Tall_Reed")) == [("2015-01-01", "2021-08-31")]
    assert spells(node(file, "Ada_Roe")) == []  # there all the time
    assert spells(edge(file, "Kenya", "memberOf", "United_Nations")) == [("1963-01-01", "2021-12-31")]
    assert spells(edge(file, "Reed_Line", "connects", "Baku")) == []


def test_intervals_of_one_edge_that_meet_are_joined(tmp_path: Path) -> None:
    claim = GRAPH.statements[1]
    dates = ("2010/2012", "2012-05/2014", "2016-03", "/2005")
    claims = tuple(replace(claim, id=f"c_{i}", when=when) for i, when in enumerate(dates))
    path = write(replace(GRAPH, memberships=(), statements=claims), tmp_path)
    found = edge(path, "Kenya", "cooperatesWith", "United_Nations")
    assert spells(found) == [
        ("2005-12-31", "2005-12-31"),  # the earliest day of the graph
        ("2010-01-01", "2014-12-31"),
        ("2016-03-01", "2016-03-31"),
    ]
    assert (values(found)["start"], values(found)["end"]) == ("2010-01-01", "2016-03-31")


def test_without_events_their_participants_are_joined(tmp_path: Path) -> None:
    path = write(GRAPH, tmp_path, events=False)
    assert [n.get("id") for n in elements(path, "node")] == [e.id for e in GRAPH.entities]
    meeting = edge(path, "Ada_Roe", "Meeting", "Ben_Sol")
    assert meeting.get("weight") == "2"
    assert spells(meeting) == [("2020-05-03", "2020-05-03")]
    assert values(meeting)["detail"] == GRAPH.events[1].label
    assert edge(path, "Kenya", "Operation", "United_Nations").get("weight") == "1"
    assert not [e for e in elements(path, "edge") if e.get("kind") == "location"]


def test_colours_differ_by_class_and_sizes_grow_with_mentions(file: Path) -> None:
    def colour(name: str) -> dict[str, str]:
        return dict(node(file, name).find("viz:color", NS).attrib)

    def size(name: str) -> float:
        return float(node(file, name).find("viz:size", NS).get("value"))

    different = ("Ada_Roe", "Baku", "Kenya", "United_Nations", "Operation_Tall_Reed")
    assert len({tuple(colour(name).values()) for name in different}) == len(different)
    assert colour("Ada_Roe") == colour("Ben_Sol")
    assert 0 < size("Cy_Dunn") < size("Ganja") < size("Kenya")


# -- readers


@pytest.mark.parametrize("events", [True, False])
def test_valid(schema: etree.XMLSchema, tmp_path: Path, events: bool) -> None:
    schema.assertValid(etree.parse(write(GRAPH, tmp_path, events=events)))
    schema.assertValid(etree.parse(write(Graph(), tmp_path, events=events)))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('type="liststring"', 'type="anyURI"'),
        ('r="0"', 'r="256"'),
        ('start="2015-01-01"', 'start="2015"'),
        ('target="Kenya"', 'target="Nobody"'),
        ('weight="1"', 'weight="one"'),
    ],
)
def test_schema_refuses(schema: etree.XMLSchema, file: Path, right: str, wrong: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert right in text
    assert not schema.validate(etree.fromstring(text.replace(right, wrong, 1).encode()))


AWKWARD = 'A "quoted", <tagged> & \\ back\tslashed\x07\ud7ff😀 name\u2028]'


def awkward() -> Graph:
    entity = Entity(id="Ada_Roe", kind="Person", label=AWKWARD, aliases=("x, y", 'say "z"', "b\\c", "]", "'q'"))
    return replace(GRAPH, entities=(entity, *GRAPH.entities[1:]))


def test_awkward_characters(schema: etree.XMLSchema, tmp_path: Path) -> None:
    path = write(awkward(), tmp_path)
    schema.assertValid(etree.parse(path))
    assert node(path, "Ada_Roe").get("label") == AWKWARD.replace("\t", " ").replace("\u2028", " ").replace("\x07", "")


@pytest.mark.parametrize("graph", [GRAPH, awkward()], ids=["plain", "awkward"])
def test_graphology_reads_all_of_it(tool: Callable[[str], Path], tmp_path: Path, graph: Graph) -> None:
    read_with_graphology(tool, tmp_path, graph)


def test_real_graphs_are_read(tool: Callable[[str], Path], tmp_path: Path, schema: etree.XMLSchema, real: Path) -> None:
    graph = api.load(real).graph
    read_with_graphology(tool, tmp_path, graph)
    schema.assertValid(etree.parse(write(graph, tmp_path)))
    schema.assertValid(etree.parse(real.with_name("graph.gexf")))


def read_with_graphology(tool: Callable[[str], Path], tmp_path: Path, graph: Graph) -> None:
    """That the reader of Gephi Lite gets everything that is in the file."""
    tool("npm:graphology-gexf")
    path = write(graph, tmp_path)
    done = subprocess.run([tool("node"), TOOLS / "gexf.mjs", path], capture_output=True, text=True, check=True)
    read = json.loads(done.stdout)
    types = {(c.getparent().get("class"), c.get("id")): c.get("type") for c in elements(path, "attribute")}

    def typed(kind: str, element: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, value in values(element).items():
            match types[kind, name]:
                case "integer" | "double":
                    found[name] = float(value)
                case "boolean":
                    found[name] = value == "true"
                case "liststring":
                    found[name] = json.loads(value)
                case _:
                    found[name] = value
        return found

    nodes = {}
    for n in elements(path, "node"):
        place, colour = n.find("viz:position", NS), n.find("viz:color", NS)
        nodes[n.get("id")] = typed("node", n) | {
            "label": n.get("label"),
            "color": f"rgb({colour.get('r')},{colour.get('g')},{colour.get('b')})",
            "size": float(n.find("viz:size", NS).get("value")),
            **{axis: float(place.get(axis)) for axis in "xyz"},
        }
    assert read["nodes"] == nodes
    aliases = {e.id: list(e.aliases) for e in graph.entities if e.aliases}
    assert {name: n["aliases"] for name, n in read["nodes"].items() if name in aliases} == aliases
    edges = [
        typed("edge", e)
        | {key: e.get(key) for key in ("source", "target", "label", "kind")}
        | {"weight": float(e.get("weight"))}
        for e in elements(path, "edge")
    ]
    assert read["edges"] == edges
    assert read["directed"] == len(edges)


def test_networkx_reads_it(file: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.gexf"  # networkx stops at GEXF 1.2
    older.write_text(file.read_text(encoding="utf-8").replace("gexf.net/1.3", "www.gexf.net/1.2draft"), "utf-8")
    read = nx.read_gexf(older, version="1.2draft")
    assert set(read) == {n.id for n in (*GRAPH.entities, *GRAPH.events)}
    assert read.number_of_edges() == 16
    assert read.nodes["Ada_Roe"]["class"] == "Person"


# -- the layout


def test_layout_is_deterministic_and_keeps_ties_short() -> None:
    one = [(i, j) for i in range(8) for j in range(i)]
    edges = [*one, *((i + 8, j + 8) for i, j in one), (0, 8)]
    places = positions(18, edges)
    assert places == positions(18, edges)
    assert len(set(places)) == 18  # none on another, the two without edges neither
    within = [math.dist(places[i], places[j]) for i, j in one]
    across = [math.dist(places[i], places[j + 8]) for i, j in one]
    assert 2 * sum(within) / len(within) < sum(across) / len(across)


@pytest.mark.parametrize(("count", "edges"), [(0, []), (1, []), (1, [(0, 0)]), (2, [(0, 1)]), (3, [])])
def test_layout_of_next_to_nothing(count: int, edges: list[tuple[int, int]]) -> None:
    places = positions(count, edges)
    assert len(set(places)) == count
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in places)
