"""kgx export: every format, read back by somebody else's reader."""

import csv
import io
import json
import re
import subprocess
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner, Result
from graphs import GRAPH, large
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from kgx import api
from kgx.cli import main
from kgx.export import CLASSES, FORMATS, Selection, select
from kgx.export.network import network
from kgx.model import Graph, KgxError, Membership
from kgx.rdf import triples
from kgx.text import one_line, xml_text
from kgx.vocab import BASE_IRI

TOOLS = Path(__file__).parent / "tools"
RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12) | st.sampled_from(
    [
        'say "x"',
        "<b>&amp;</b>",
        "a\nb\r\nc\td",
        "\x00\x07\x1b\x85\u2028",
        "\u200f\u202eעדן",
        "😀👩\u200d🚀",
        "\ufffe\uffff",
        "\\n\\",
        "'q'",
        "=1+1",
        "@SUM(A1)",
        "-2",
        "+3",
        "\t=1",
        "a;b,c",
        "a; =1+1",
        "]]>",
        "$x$ ^ _{",
        "`n`",
        "//",
        "*/",
        "'; DROP",
    ]
)


def write(graph: Graph, name: str, folder: Path, base_iri: str = BASE_IRI) -> Path:
    path = folder / f"graph{FORMATS[name].suffix}"
    FORMATS[name].write(graph, path, base_iri=base_iri)
    return path


def named(label: str, alias: str = "Roe") -> Graph:
    """The graph with another name, phrase and post."""
    entity = replace(GRAPH.entities[0], label=label, aliases=(alias,))
    return replace(
        GRAPH,
        entities=(entity, *GRAPH.entities[1:]),
        memberships=(replace(GRAPH.memberships[0], role=label), *GRAPH.memberships[1:]),
        statements=(*GRAPH.statements[:-1], replace(GRAPH.statements[-1], phrase=label)),
    )


def rows(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def export(folder: Path, *options: str) -> Result:
    graph = folder / "graph.ttl"
    if not graph.exists():
        write(GRAPH, "turtle", folder)
    return CliRunner().invoke(main, ["export", *options, "-g", str(graph)])


# -- RDF


@pytest.mark.parametrize("name", RDF)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(label=NAMES, alias=NAMES)
def test_rdf_is_the_same_in_every_format(tmp_path: Path, name: str, label: str, alias: str) -> None:
    label, alias = (xml_text(label), xml_text(alias)) if name == "rdfxml" else (label, alias)
    graph = named(label, alias)
    read = ox.parse(path=write(graph, name, tmp_path), format=RDF[name])
    assert {quad.triple for quad in read} == set(triples(graph))


@pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")  # of rdflib's own parsers
@pytest.mark.parametrize("name", RDF)
def test_rdflib_reads_it(tmp_path: Path, name: str) -> None:
    graph = named('"q" <b>\n😀\\', "\u200fעדן")
    expected = rdflib.Graph().parse(write(graph, "turtle", tmp_path))
    form = {"jsonld": "json-ld", "rdfxml": "xml", "ntriples": "nt"}.get(name, name)
    read = rdflib.Dataset(default_union=True)
    read.parse(write(graph, name, tmp_path), format=form)
    assert {(str(s), str(p), o.n3()) for s, p, o in read.triples((None, None, None))} == {
        (str(s), str(p), o.n3()) for s, p, o in expected
    }


@pytest.mark.parametrize("name", ["turtle", "ntriples", "nquads", "trig", "rdfxml"])
def test_rapper_reads_it(tmp_path: Path, tool: Callable[[str], Path], name: str) -> None:
    form = {"turtle": "turtle", "rdfxml": "rdfxml"}.get(name, name)
    path = write(named('"q" <b>\n\\'), name, tmp_path)
    done = subprocess.run([tool("rapper"), "-q", "-i", form, "-o", "ntriples", path], capture_output=True, check=True)
    assert not done.stderr
    assert len(set(done.stdout.splitlines())) == len(set(triples(GRAPH)))


def test_roqet_answers_from_it(tmp_path: Path, tool: Callable[[str], Path]) -> None:
    path = write(GRAPH, "rdfxml", tmp_path)
    asked = (
        "SELECT ?l WHERE { ?e a <https://w3id.org/kgx/ns#Meeting> ; <http://www.w3.org/2000/01/rdf-schema#label> ?l }"
    )
    command = [tool("roqet"), "-q", "-r", "csv", "-F", "rdfxml", "-D", path.as_uri(), "-e", asked]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert list(csv.reader(io.StringIO(done.stdout))) == [["l"], [GRAPH.events[1].label]]


@pytest.mark.parametrize("name", ["nquads", "trig"])
def test_a_named_graph_a_document(tmp_path: Path, name: str) -> None:
    found: dict[str, set[ox.Triple]] = {}
    for quad in ox.parse(path=write(GRAPH, name, tmp_path), format=RDF[name]):
        assert isinstance(quad.graph_name, ox.NamedNode)
        found.setdefault(quad.graph_name.value.removeprefix(BASE_IRI), set()).add(quad.triple)
    assert set(found) == {"doc_lake", "doc_mission"}

    def told(subject: str, predicate: str) -> set[str]:
        return {
            document
            for document, some in found.items()
            for t in some
            if isinstance(t.subject, ox.NamedNode) and t.subject.value == BASE_IRI + subject
            if t.predicate.value.endswith(predicate)
        }

    assert told("Ada_Roe", "label") == told("Ada_Roe", "#met") == {"doc_lake", "doc_mission"}
    assert told("Ada_Roe", "holdsPostAt") == told("Ada_Roe", "jobTitle") == {"doc_lake"}
    assert told("Kenya", "cooperatesWith") == {"doc_mission"}  # the other text only quotes it
    assert told("Norway", "label") == {"doc_lake"}  # around Oslo, which that text names
    assert told("c_03", "status") == {"doc_lake"}
    assert told("role_foreign_minister", "label") == {"doc_lake"}


def test_jsonld_is_compact(tmp_path: Path) -> None:
    read = json.loads(write(GRAPH, "jsonld", tmp_path, "https://x.example/").read_text(encoding="utf-8"))
    nodes = {node["@id"]: node for node in read["@graph"]}
    assert read["@context"]["kg"] == {"@id": "https://x.example/", "@prefix": True}
    meeting = nodes["kg:Meeting_2020-05-03_Roe_Sol_Baku"]
    assert meeting["@type"] == ["schema:Event", "kgx:Meeting"]
    assert meeting["schema:startDate"] == "2020-05-03"
    assert meeting["kgx:asserted"] is True
    assert meeting["schema:location"] == {"@id": "kg:Baku"}
    assert nodes["kg:Ada_Roe"]["kgx:mentionCount"] == 3


# -- networks


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(label=NAMES, alias=NAMES)
def test_networkx_reads_graphml(tmp_path: Path, label: str, alias: str) -> None:
    graph = named(label, alias)
    path = write(graph, "graphml", tmp_path)
    etree.parse(path)
    read = nx.read_graphml(path, force_multigraph=True)
    nodes, edges = network(graph)
    assert list(read) == [n.id for n in nodes]
    assert sorted((s, t, d["label"], d["weight"]) for s, t, d in read.edges(data=True)) == sorted(
        (e.source, e.target, e.kind, e.weight) for e in edges
    )
    assert read.nodes["Ada_Roe"].get("label", "").split() == xml_text(label).split()
    assert read.nodes["Baku"]["latitude"] == 40.37767
    assert read.nodes["Operation_Tall_Reed"]["asserted"] is True


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(label=NAMES, alias=NAMES)
def test_gexf_is_valid_with_any_name(tmp_path: Path, label: str, alias: str) -> None:
    schema = etree.XMLSchema(file=str(TOOLS / "gexf13.xsd"))
    schema.assertValid(etree.parse(write(named(label, alias), "gexf", tmp_path)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(label=NAMES, alias=NAMES)
def test_csv_of_networks(tmp_path: Path, label: str, alias: str) -> None:
    graph = named(label, alias)
    nodes, edges = network(graph)
    folder = write(graph, "gephi", tmp_path / "gephi")
    read, ties = rows(folder / "nodes.csv"), rows(folder / "edges.csv")
    assert [(n["Id"], n["Label"]) for n in read] == [(n.id, one_line(n.label)) for n in nodes]
    assert [(e["Source"], e["Target"], e["Kind"], e["Weight"], e["Type"]) for e in ties] == [
        (e.source, e.target, e.kind, str(e.weight), "Directed") for e in edges
    ]
    folder = write(graph, "neo4j", tmp_path / "neo4j")
    read, ties = rows(folder / "nodes.csv"), rows(folder / "relationships.csv")
    assert [(n["id:ID"], n["label"]) for n in read] == [(n.id, one_line(n.label)) for n in nodes]
    assert [(e[":START_ID"], e[":END_ID"], e[":TYPE"]) for e in ties] == [(e.source, e.target, e.kind) for e in edges]
    for path in tmp_path.glob("*/*.csv"):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") == len(rows(path)) + 1  # a record a line, whatever a name holds
        assert not {c for c in text if unicodedata.category(c) == "Cc"} - {"\n"}


def test_columns_of_gephi_and_neo4j(tmp_path: Path) -> None:
    folder = write(GRAPH, "gephi", tmp_path / "gephi")
    nodes = {n["Id"]: n for n in rows(folder / "nodes.csv")}
    assert nodes["Operation_Tall_Reed"]["Timeset"] == "<[2015-01-01, 2021-08-31]>"
    assert nodes["Ada_Roe"]["Timeset"] == ""
    member = next(e for e in rows(folder / "edges.csv") if e["Kind"] == "memberOf")
    assert member["Timeset"] == "<[1963-01-01, Infinity]>"
    folder = write(GRAPH, "neo4j", tmp_path / "neo4j")
    nodes = {n["id:ID"]: n for n in rows(folder / "nodes.csv")}
    assert nodes["Baku"][":LABEL"] == "Place;City"
    assert nodes["Ada_Roe"][":LABEL"] == "Person"
    assert nodes["Meeting_2020-05-03_Roe_Sol_Baku"]["aliases:string[]"] == "met;spoke"
    assert nodes["Meeting_2020-05-03_Roe_Sol_Baku"]["asserted:boolean"] == "true"


AWKWARD = 'O\'Neil \\ "x" `y` // \n\u2028 \x07 😀 ${z}'


def test_neo4j_parses_the_cypher(tmp_path: Path, tool: Callable[[str], Path]) -> None:
    tool("npm:@neo4j-cypher/language-support")
    path = write(named(AWKWARD, AWKWARD), "cypher", tmp_path)
    done = subprocess.run([tool("node"), TOOLS / "cypher.mjs", path], capture_output=True, text=True, check=True)
    read = json.loads(done.stdout)
    assert read["complaints"] == []
    assert read["statements"] == path.read_text(encoding="utf-8").count(";\n")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(label=NAMES)
def test_texts_in_cypher(tmp_path: Path, label: str) -> None:
    """A Cypher string with its escapes is one of Python too."""
    text = write(named(label), "cypher", tmp_path).read_text(encoding="utf-8")
    literals = re.findall(r"'(?:[^'\\\n]|\\.)*'", text)
    assert label in {eval(literal) for literal in literals}
    assert re.sub(r"'(?:[^'\\\n]|\\.)*'", "", text).count("'") == 0


# -- places


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(label=NAMES)
def test_geojson_holds_any_name(tmp_path: Path, label: str) -> None:
    baku = replace(GRAPH.entities[1], label=label)
    graph = replace(GRAPH, entities=(GRAPH.entities[0], baku, *GRAPH.entities[2:]))
    read = json.loads(write(graph, "geojson", tmp_path).read_text(encoding="utf-8"))
    assert read["features"][0]["properties"]["label"] == label


def test_geojson_is_valid(tmp_path: Path, tool: Callable[[str], Path]) -> None:
    tool("npm:@placemarkio/check-geojson")
    events = tuple(replace(e, locations=("Baku", "Oslo", "Ganja")) if e.type == "Meeting" else e for e in GRAPH.events)
    path = write(replace(GRAPH, events=events), "geojson", tmp_path)
    done = subprocess.run([tool("node"), TOOLS / "geojson.mjs", path], capture_output=True, text=True, check=True)
    features = {f["id"]: f for f in json.loads(done.stdout)["features"]}
    assert features["Baku"]["geometry"] == {"type": "Point", "coordinates": [49.89201, 40.37767]}
    assert features["Visit_2021_Ada_Roe_Oslo"]["properties"]["status"] == "planned"
    meeting = features["Meeting_2020-05-03_Roe_Sol_Baku"]
    assert meeting["geometry"]["type"] == "MultiPoint"
    assert meeting["properties"]["places"] == ["Baku", "Oslo"]  # Ganja has no coordinates in this graph
    assert "Operation_Tall_Reed" not in features


def test_the_check_of_geojson_refuses(tmp_path: Path, tool: Callable[[str], Path]) -> None:
    tool("npm:@placemarkio/check-geojson")
    path = write(GRAPH, "geojson", tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace('"Point"', '"Spot"'), encoding="utf-8")
    assert subprocess.run([tool("node"), TOOLS / "geojson.mjs", path], capture_output=True, check=False).returncode


# -- spreadsheets


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(label=NAMES, alias=NAMES)
def test_no_cell_is_a_formula(tmp_path: Path, label: str, alias: str) -> None:
    folder = write(named(label, alias), "csv", tmp_path / "csv")
    for path in folder.iterdir():
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        for row in rows(path, "utf-8-sig"):
            for name, cell in row.items():
                number = name in ("latitude", "longitude", "quantity")
                assert number or not re.search(r"(^|;)\s*[=+\-@|%]", cell), (name, cell)
    labels = [row["name"] for row in rows(folder / "entities.csv", "utf-8-sig")]
    assert labels[0].replace("'", "") == one_line(label).replace("'", "")
    assert len(labels) == len(GRAPH.entities)


def test_tables(tmp_path: Path) -> None:
    folder = write(GRAPH, "csv", tmp_path / "csv")
    events = {row["event"]: row for row in rows(folder / "events.csv", "utf-8-sig")}
    meeting = events["Meeting of Ada Roe and Ben Sol in Baku, 3 May 2020"]
    assert (meeting["participants"], meeting["places"], meeting["start"]) == ("Ada Roe; Ben Sol", "Baku", "2020-05-03")
    assert meeting["documents"] == "doc_lake; doc_mission"
    assert events["Visit of Ada Roe to Oslo, 2021"]["speakers"] == "officials"
    [post, member] = rows(folder / "positions.csv", "utf-8-sig")
    assert (post["holder"], post["post"], post["organisation"]) == ("Ada Roe", "foreign minister", "Kenya")
    assert (member["speakers"], member["status"], member["asserted"]) == ("Ben Sol", "claimed", "false")
    claims = rows(folder / "claims.csv", "utf-8-sig")
    assert [row["relation"] for row in claims] == [s.predicate.partition(":")[2] for s in GRAPH.statements]
    assert claims[-1]["words"] == "links with"


# -- parts of a graph


def part(**wanted: Any) -> Graph:
    return select(GRAPH, Selection(**wanted))


def ids(things: tuple[Any, ...]) -> set[str]:
    return {thing.id for thing in things}


def whole(graph: Graph) -> bool:
    """Whether everything that is named is there."""
    present = ids(graph.entities) | ids(graph.events)
    ends = [x for e in graph.events for x in (*(w for _, w in e.roles), *e.locations, *e.origins)]
    ends += [x for m in graph.memberships for x in (m.member, m.organization, m.target) if x]
    ends += [x for s in graph.statements for x in (s.subject, s.object)]
    ends += [x for s in graph.sources for x in (*s.mentions, *s.authors)]
    ends += [e.speaker for f in (*graph.events, *graph.memberships, *graph.statements) for e in f.evidence if e.speaker]
    return present.issuperset(ends)


def test_all_of_it() -> None:
    assert part() == GRAPH


def test_asserted_only() -> None:
    found = part(asserted_only=True)
    assert ids(found.events) == ids(GRAPH.events) - {"Visit_2021_Ada_Roe_Oslo"}
    assert ids(found.memberships) == {"c_01"}
    assert ids(found.statements) == {"c_04", "c_06", "c_07"}
    assert found.entities == GRAPH.entities


def test_classes() -> None:
    found = part(classes=("Meeting",))
    assert ids(found.events) == {"Meeting_2020-05-03_Roe_Sol_Baku"}
    assert ids(found.entities) == {"Ada_Roe", "Ben_Sol", "Baku"}
    assert not found.memberships
    found = part(classes=("Country", "Organization"))
    assert ids(found.entities) == {"Kenya", "United_Nations", "Ben_Sol"}  # he says so
    assert ids(found.memberships) == {"c_02"}
    assert not found.events
    assert ids(part(classes=("Event",)).events) == ids(GRAPH.events)


@pytest.mark.parametrize(
    ("start", "end", "events"),
    [
        ("2021-01-01", None, {"Operation_Tall_Reed", "Visit_2021_Ada_Roe_Oslo"}),
        (None, "2015-12-31", {"Operation_Tall_Reed"}),
        ("2020-05-03", "2020-05-03", {"Operation_Tall_Reed", "Meeting_2020-05-03_Roe_Sol_Baku"}),
        ("2022-01-01", None, set()),
    ],
)
def test_times(start: str | None, end: str | None, events: set[str]) -> None:
    found = part(start=start, end=end)
    assert ids(found.events) == events
    assert ids(found.memberships) == {"c_02"}  # since 1963
    assert "Cy_Dunn" not in ids(found.entities)


@pytest.mark.parametrize("name", ["doc_lake", "lake.txt"])
def test_documents(name: str) -> None:
    found = part(documents=(name,))
    assert [s.document.id for s in found.sources] == ["doc_lake"]
    assert ids(found.events) == {"Meeting_2020-05-03_Roe_Sol_Baku", "Visit_2021_Ada_Roe_Oslo"}
    assert len(found.events[0].evidence) == 1
    assert ids(found.entities) == ids(GRAPH.entities) - {"Ganja", "Reed_Line"}


@settings(deadline=None)
@given(
    st.booleans(),
    st.lists(st.sampled_from(CLASSES), max_size=3).map(tuple),
    st.sampled_from([None, "2016-01-01", "2021-01-01"]),
    st.sampled_from([(), ("doc_lake",), ("doc_mission",)]),
)
def test_a_part_names_nothing_that_is_left_out(
    asserted: bool, classes: tuple[str, ...], start: str | None, documents: tuple[str, ...]
) -> None:
    post = Membership(id="c_08", label="x", member="Ada_Roe", organization="Operation_Tall_Reed")
    event = replace(GRAPH.events[1], roles=(*GRAPH.events[1].roles, ("subjectMatter", "Operation_Tall_Reed")))
    events = (GRAPH.events[0], event, *GRAPH.events[2:])
    post = replace(post, evidence=GRAPH.memberships[0].evidence)
    graph = replace(GRAPH, events=events, memberships=(*GRAPH.memberships, post))
    wanted = Selection(asserted_only=asserted, classes=classes, start=start, documents=documents)
    assert whole(select(graph, wanted))


def test_unknown_names() -> None:
    with pytest.raises(KgxError, match=r"Metting: no such class; there are Person, .*Meeting"):
        part(classes=("Metting",))
    with pytest.raises(KgxError, match=r"lake: no such document; the nearest are .*lake\.txt"):
        part(documents=("lake",))


# -- the command


@pytest.mark.parametrize("name", FORMATS)
def test_command(tmp_path: Path, name: str) -> None:
    (tmp_path / "out").mkdir()
    target = tmp_path / "out" / f"graph{FORMATS[name].suffix}"
    assert export(tmp_path, name, "-o", str(target)).exit_code == 0
    graph = api.load(tmp_path).graph
    expected = write(graph, name, tmp_path)
    files = [p.relative_to(expected) for p in expected.iterdir()] if expected.is_dir() else [Path()]
    assert all((target / p).read_bytes() == (expected / p).read_bytes() for p in files)
    if FORMATS[name].suffix:
        assert export(tmp_path, name).stdout_bytes == expected.read_bytes()
    else:
        assert "name it with --out" in export(tmp_path, name).stderr


def test_command_filters(tmp_path: Path) -> None:
    options = [
        "--asserted-only",
        "--class",
        "Event",
        "--from",
        "2020-01-01",
        "--to",
        "2020-12-31",
        "--document",
        "lake.txt",
    ]
    found = export(tmp_path, "turtle", *options).stdout
    assert "kg:Meeting_2020-05-03_Roe_Sol_Baku a " in found
    assert "Operation_Tall_Reed" not in found
    assert "Visit_2021" not in found


def test_without_events(tmp_path: Path) -> None:
    for name in (name for name, form in FORMATS.items() if form.network):
        target = tmp_path / f"out{FORMATS[name].suffix}"
        assert export(tmp_path, name, "--no-events", "-o", str(target)).exit_code == 0
        files = target.iterdir() if target.is_dir() else [target]
        text = "".join(file.read_text(encoding="utf-8") for file in files)
        assert "Meeting" in text  # of Ada Roe and Ben Sol: an edge
        assert "Meeting_2020-05-03" not in text
    refused = export(tmp_path, "turtle", "--no-events")
    assert "turtle is not a network; --no-events goes with gexf, graphml, gephi, neo4j, cypher" in refused.stderr


def test_command_errors(tmp_path: Path) -> None:
    done = export(tmp_path, "xlsx")
    assert done.exit_code == 2
    assert done.stderr == f"kgx: xlsx: no such format; the formats are {', '.join(FORMATS)}\n"
    assert "no format given" in export(tmp_path).stderr
    assert "cannot be written" in export(tmp_path, "turtle", "-o", str(tmp_path / "graph.ttl" / "x.ttl")).stderr
    assert list(FORMATS) == [line.split()[0] for line in export(tmp_path, "--list").stdout.splitlines()]


def test_a_larger_graph_reads_back(tmp_path: Path) -> None:
    graph = large(200, 300)
    expected = len(set(triples(graph)))
    for name, form in RDF.items():
        assert len({q.triple for q in ox.parse(path=write(graph, name, tmp_path), format=form)}) == expected


# -- real texts


@pytest.fixture(scope="module")
def graph(real: Path) -> Graph:
    """The graphs of data/raw and of the seeds, as they are read back from Turtle."""
    return api.load(real).graph


@pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")
@pytest.mark.parametrize("name", RDF)
def test_real_texts_as_rdf(graph: Graph, tmp_path: Path, name: str) -> None:
    path = write(graph, name, tmp_path)
    expected = set(triples(graph))
    assert {quad.triple for quad in ox.parse(path=path, format=RDF[name])} == expected
    form = {"jsonld": "json-ld", "rdfxml": "xml", "ntriples": "nt"}.get(name, name)
    read = rdflib.Dataset(default_union=True).parse(path, format=form)
    assert len(set(read.triples((None, None, None)))) == len(expected)


@pytest.mark.parametrize("name", ["turtle", "ntriples", "nquads", "trig", "rdfxml"])
def test_rapper_reads_real_texts(graph: Graph, tmp_path: Path, tool: Callable[[str], Path], name: str) -> None:
    command = [tool("rapper"), "-q", "-i", name, "-o", "ntriples", write(graph, name, tmp_path)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert not done.stderr
    assert len(set(done.stdout.splitlines())) == len(set(triples(graph)))


def test_roqet_asks_real_texts(graph: Graph, tmp_path: Path, tool: Callable[[str], Path]) -> None:
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    asked = f"SELECT ?l WHERE {{ ?e a <https://w3id.org/kgx/ns#Meeting> ; {label} ?l }}"
    for name in ("turtle", "rdfxml"):
        path = write(graph, name, tmp_path)
        command = [tool("roqet"), "-q", "-r", "csv", "-F", name, "-D", path.as_uri(), "-e", asked]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found = sorted(row[0] for row in csv.reader(io.StringIO(done.stdout)))
        assert found == sorted(["l", *(e.label for e in graph.events if e.type == "Meeting")])


def test_real_texts_as_networks_and_tables(graph: Graph, tmp_path: Path) -> None:
    nodes, edges = network(graph)
    ends = {(e.source, e.target, e.kind) for e in edges}
    assert len(nodes) > 50
    found = nx.read_graphml(write(graph, "graphml", tmp_path), force_multigraph=True)
    assert set(found) == {n.id for n in nodes}
    assert {(s, t, d["label"]) for s, t, d in found.edges(data=True)} == ends
    for name, files in (("gephi", ("nodes", "edges")), ("neo4j", ("nodes", "relationships"))):
        folder = write(graph, name, tmp_path / name)
        assert [len(rows(folder / f"{file}.csv")) for file in files] == [len(nodes), len(edges)]
    folder = write(graph, "csv", tmp_path / "csv")
    counts = [len(rows(folder / f"{name}.csv", "utf-8-sig")) for name in ("entities", "events", "positions", "claims")]
    assert counts == [len(graph.entities), len(graph.events), len(graph.memberships), len(graph.statements)]


def test_real_texts_as_geojson(graph: Graph, tmp_path: Path, tool: Callable[[str], Path]) -> None:
    tool("npm:@placemarkio/check-geojson")
    located = [n.id for n in network(graph)[0] if isinstance(n.values.get("latitude"), float)]
    command = [tool("node"), TOOLS / "geojson.mjs", write(graph, "geojson", tmp_path)]
    read = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert [f["id"] for f in read["features"]][: len(located)] == located


def test_real_texts_as_cypher(graph: Graph, tmp_path: Path, tool: Callable[[str], Path]) -> None:
    tool("npm:@neo4j-cypher/language-support")
    nodes, edges = network(graph)
    path = write(graph, "cypher", tmp_path)
    text = path.read_text(encoding="utf-8")
    assert text.count("\n  {id: ") == len(nodes)
    assert text.count("\n  {source: ") == len(edges)
    one = select(graph, Selection(documents=(graph.sources[0].document.id,)))  # a statement takes half a second
    path = write(replace(one, events=one.events[:5]), "cypher", tmp_path)
    done = subprocess.run([tool("node"), TOOLS / "cypher.mjs", path], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {"complaints": [], "statements": path.read_text("utf-8").count(";\n")}
