"""A good graph passes; a graph made wrong on purpose fails at the node that is wrong, for the reason that it is."""

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from graphs import GRAPH, write_texts
from pyoxigraph import DefaultGraph, RdfFormat, Store

from kgx import vocab
from kgx.export import turtle
from kgx.model import Graph, KgxError
from kgx.rdf import evidence_id
from kgx.validate import Violation, validate

MEETING = "kg:Meeting_2020-05-03_Roe_Sol_Baku"
VISIT = "kg:Visit_2021_Ada_Roe_Oslo"
PREFIXES = {"kg": vocab.BASE_IRI, **vocab.PREFIXES}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("good")
    turtle.write(GRAPH, folder / "graph.ttl")
    write_texts(folder)
    return folder / "graph.ttl"


@pytest.fixture
def wrong(good: Path, tmp_path: Path) -> Callable[[str], list[Violation]]:
    """The violations of the good graph after a SPARQL update."""

    def check(update: str) -> list[Violation]:
        store = Store()
        store.bulk_load(path=good, format=RdfFormat.TURTLE)
        before = set(store)
        store.update(update, prefixes=PREFIXES)
        assert set(store) != before
        path = tmp_path / "graph.ttl"
        store.dump(str(path), format=RdfFormat.TURTLE, from_graph=DefaultGraph(), prefixes=PREFIXES)
        return validate(path)

    return check


def test_a_good_graph_passes(good: Path) -> None:
    assert validate(good) == []


def test_an_empty_graph_passes(tmp_path: Path) -> None:
    turtle.write(Graph(), tmp_path / "graph.ttl")
    assert validate(tmp_path / "graph.ttl") == []


CHECKS = {
    "asserted": (
        f"DELETE DATA {{ {MEETING} kgx:asserted true }} ; INSERT DATA {{ {MEETING} kgx:asserted false }}",
        MEETING,
        "kgx:asserted is not what the evidence says",
    ),
    "asserted, in another's voice": (
        "DELETE DATA { kg:c_03 kgx:asserted false } ; INSERT DATA { kg:c_03 kgx:asserted true }",
        "kg:c_03",
        "kgx:asserted is not what the evidence says",
    ),
    "status": (
        f'DELETE DATA {{ {VISIT} kgx:status "planned" }} ; INSERT DATA {{ {VISIT} kgx:status "hedged" }}',
        VISIT,
        "kgx:status is not what the evidence says (planned)",
    ),
    "statement-without-edge": (
        "DELETE DATA { kg:Reed_Line kgx:connects kg:Baku }",
        "kg:Reed_Line",
        "an asserted claim has no direct edge of its predicate (kgx:connects, kg:Baku)",
    ),
    "one-way": (
        "DELETE DATA { kg:United_Nations kgx:cooperatesWith kg:Kenya }",
        "kg:Kenya",
        "an edge of a symmetric predicate goes one way only (kgx:cooperatesWith, kg:United_Nations)",
    ),
    "edge-without-statement": (
        "INSERT DATA { kg:Kenya schema:owns kg:Reed_Line }",
        "kg:Kenya",
        "a direct edge has no asserted claim (schema:owns, kg:Reed_Line)",
    ),
    "edge-without-statement, symmetric": (
        "INSERT DATA { kg:Kenya kgx:borders kg:Norway . kg:Norway kgx:borders kg:Kenya }",
        "kg:Norway",
        "a direct edge has no asserted claim (kgx:borders, kg:Kenya)",
    ),
    "membership-without-edge": (
        "DELETE DATA { kg:Ada_Roe kgx:holdsPostAt kg:Kenya }",
        "kg:Ada_Roe",
        "an asserted membership has no direct edge (kgx:holdsPostAt, kg:Kenya)",
    ),
    "edge-without-membership": (
        "INSERT DATA { kg:Ben_Sol kgx:holdsPostAt kg:United_Nations }",
        "kg:Ben_Sol",
        "kgx:holdsPostAt or org:memberOf without an asserted membership (kgx:holdsPostAt, kg:United_Nations)",
    ),
    "edge-without-membership, only claimed": (
        "INSERT DATA { kg:Kenya org:memberOf kg:United_Nations }",
        "kg:Kenya",
        "kgx:holdsPostAt or org:memberOf without an asserted membership (org:memberOf, kg:United_Nations)",
    ),
    "met-without-meeting": (
        "INSERT DATA { kg:Ada_Roe kgx:met kg:Cy_Dunn . kg:Cy_Dunn kgx:met kg:Ada_Roe }",
        "kg:Cy_Dunn",
        "kgx:met without an asserted kgx:Meeting of both (kg:Ada_Roe)",
    ),
    "meeting-without-met": (
        "DELETE DATA { kg:Ada_Roe kgx:met kg:Ben_Sol . kg:Ben_Sol kgx:met kg:Ada_Roe }",
        "kg:Ada_Roe",
        "an asserted kgx:Meeting of both without kgx:met (kg:Ben_Sol)",
    ),
    "role-without-participant": (
        "DELETE DATA { kg:Operation_Tall_Reed kgx:participant kg:United_Nations }",
        "kg:Operation_Tall_Reed",
        "who has a role in an event is not its kgx:participant (kg:United_Nations)",
    ),
}


@pytest.mark.parametrize(("update", "node", "message"), CHECKS.values(), ids=CHECKS)
def test_queries(wrong: Callable[[str], list[Violation]], update: str, node: str, message: str) -> None:
    assert (node, message) in [(v.node, v.message) for v in wrong(update)]


def test_every_query_is_tested() -> None:
    names = {file.name.removesuffix(".rq") for file in (files("kgx") / "rdf" / "checks").iterdir()}
    assert names == {name.partition(",")[0] for name in CHECKS}


@pytest.mark.parametrize(
    ("update", "message"),
    [
        (
            f'DELETE {{ {MEETING} schema:endDate ?d }} INSERT {{ {MEETING} schema:endDate "2020-05-04"^^xsd:date }}'
            f" WHERE {{ {MEETING} schema:endDate ?d }}",
            "the day bounds are not those of kgx:when",
        ),
        (f"DELETE WHERE {{ {MEETING} kgx:when ?w }}", "the day bounds are not those of kgx:when"),
        (f"DELETE WHERE {{ {MEETING} schema:startDate ?w }}", "the day bounds are not those of kgx:when"),
        (
            f'DELETE {{ {MEETING} kgx:when ?w }} INSERT {{ {MEETING} kgx:when "2020-13" }} WHERE {{ {MEETING} kgx:when ?w }}',
            'kgx:when "2020-13" is no EDTF',
        ),
    ],
)
def test_dates(wrong: Callable[[str], list[Violation]], update: str, message: str) -> None:
    assert [(v.node, v.message) for v in wrong(update)] == [(MEETING, message)]


def swap(node: str, name: str, value: str) -> str:
    """An update that gives a node another value of one property."""
    return (
        f"DELETE {{ {node} {name} ?v }} INSERT {{ {node} {name} {value} }} WHERE {{ OPTIONAL {{ {node} {name} ?v }} }}"
    )


def drop(node: str, name: str) -> str:
    return f"DELETE WHERE {{ {node} {name} ?v }}"


def more(node: str, name: str, value: str) -> str:
    return f"INSERT DATA {{ {node} {name} {value} }}"


EVIDENCE = "kg:e_0fa25e04608c92ff"
SHAPES = [
    (more("kg:Ada_Roe", "a", "schema:Place"), "kg:Ada_Roe", "must be exactly one of schema:Person"),
    (more("kg:Ada_Roe", "a", "schema:City"), "kg:Ada_Roe", "must be a schema:Place too"),
    (more("kg:Ada_Roe", "a", "kgx:Group"), "kg:Ada_Roe", "must be a schema:Organization too"),
    (more("kg:Ada_Roe", "rdfs:label", '"Ada R."'), "kg:Ada_Roe", "must have exactly one rdfs:label"),
    (swap("kg:Ada_Roe", "rdfs:label", '"Ada"@en'), "kg:Ada_Roe", "must have exactly one rdfs:label"),
    (drop("kg:Ada_Roe", "rdfs:label"), "kg:Ada_Roe", "must have exactly one rdfs:label"),
    (more("kg:Ada_Roe", "skos:altLabel", '"A"@en'), "kg:Ada_Roe", "skos:altLabel must be a text"),
    (more("kg:Ada_Roe", "schema:jobTitle", '"envoy"@en'), "kg:Ada_Roe", "schema:jobTitle must be a text"),
    (swap("kg:Ada_Roe", "kgx:mentionCount", "-1"), "kg:Ada_Roe", "must have exactly one kgx:mentionCount"),
    (drop("kg:Ada_Roe", "kgx:documentCount"), "kg:Ada_Roe", "must have exactly one kgx:documentCount"),
    (more("kg:Baku", "schema:containedInPlace", "kg:Nowhere"), "kg:Baku", "schema:containedInPlace must lead to"),
    (more("kg:Baku", "schema:sameAs", '"Baki"'), "kg:Baku", "schema:sameAs must be an IRI"),
    (swap("kg:Kenya", "schema:identifier", '"KEN"'), "kg:Kenya", "the schema:identifier of a country"),
    (drop("kg:Baku", "schema:longitude"), "kg:Baku", "must have one schema:longitude"),
    (swap("kg:Baku", "schema:latitude", "140.5"), "kg:Baku", "must have one schema:latitude"),
    (swap(MEETING, "kgx:when", '"early May"'), MEETING, "kgx:when must be one EDTF"),
    (swap(MEETING, "schema:startDate", '"2021-05-03"^^xsd:date'), MEETING, "schema:startDate must be one day"),
    (swap(MEETING, "schema:endDate", '"2020"^^xsd:gYear'), MEETING, "schema:endDate must be one day"),
    (drop(MEETING, "kgx:asserted"), MEETING, "must have exactly one kgx:asserted"),
    (swap(MEETING, "kgx:status", '"sure"'), MEETING, "must have exactly one kgx:status"),
    (drop(MEETING, "prov:wasDerivedFrom"), MEETING, "must be derived from evidence"),
    (more(MEETING, "a", "kgx:Visit"), MEETING, "must be of schema:Event and exactly one event class"),
    (more(MEETING, "a", "kgx:Party"), MEETING, "must be of schema:Event and exactly one event class"),
    (more(MEETING, "kgx:participant", "kg:Nobody"), MEETING, "kgx:participant must lead to an entity"),
    (more(MEETING, "kgx:host", "kg:doc_lake"), MEETING, "kgx:host must lead to an entity"),
    (more(MEETING, "kgx:subjectMatter", "kg:Nothing"), MEETING, "kgx:subjectMatter must lead to"),
    (more(MEETING, "schema:location", "kg:Ada_Roe"), MEETING, "schema:location must lead to a place"),
    (more(MEETING, "kgx:origin", "kg:Ada_Roe"), MEETING, "kgx:origin must lead to a place"),
    (more(MEETING, "kgx:quantity", '"many"'), MEETING, "kgx:quantity must be one number"),
    (more("kg:Deployment_2016_Kenya", "kgx:unit", '"men"'), "kg:Deployment_2016_Kenya", "kgx:unit must be one text"),
    (more(MEETING, "kgx:mode", '"demand"'), MEETING, "only a kgx:Declaration may have a kgx:mode"),
    (more(MEETING, "kgx:mode", '"sing"'), MEETING, "kgx:mode must be one of demand"),
    (more("kg:c_01", "org:member", "kg:Ben_Sol"), "kg:c_01", "must have exactly one org:member"),
    (drop("kg:c_02", "org:organization"), "kg:c_02", "must have an org:role or an org:organization"),
    (more("kg:c_02", "org:organization", "kg:Nowhere"), "kg:c_02", "org:organization must lead to one"),
    (more("kg:c_01", "org:role", "kg:role_envoy"), "kg:c_01", "org:role must lead to one org:Role"),
    (more("kg:c_01", "kgx:target", "kg:Nowhere"), "kg:c_01", "kgx:target must lead to one"),
    (drop("kg:role_foreign_minister", "rdfs:label"), "kg:role_foreign_minister", "must have exactly one rdfs:label"),
    (swap("kg:c_05", "rdf:predicate", "schema:knows"), "kg:c_05", "must have exactly one rdf:predicate"),
    (swap("kg:c_05", "rdf:subject", "kg:Nobody"), "kg:c_05", "must have exactly one rdf:subject"),
    (drop("kg:c_05", "rdf:object"), "kg:c_05", "must have exactly one rdf:object"),
    (more("kg:c_07", "kgx:phrase", '"ties"'), "kg:c_07", "kgx:phrase must be one text"),
    (swap(EVIDENCE, "oa:hasSource", "kg:doc_none"), EVIDENCE, "must have exactly one oa:hasSource"),
    (swap(EVIDENCE, "oa:start", "5000"), EVIDENCE, "must have exactly one oa:start"),
    (swap(EVIDENCE, "oa:start", '"x"'), EVIDENCE, "must have exactly one oa:start"),
    (drop(EVIDENCE, "oa:end"), EVIDENCE, "must have exactly one oa:end"),
    (swap(EVIDENCE, "oa:exact", f'"{"long " * 201}"'), EVIDENCE, "must have exactly one oa:exact"),
    (drop(EVIDENCE, "kgx:rule"), EVIDENCE, "must have exactly one kgx:rule"),
    (swap(EVIDENCE, "kgx:confidence", "1.5"), EVIDENCE, "must have exactly one kgx:confidence"),
    (more(EVIDENCE, "prov:wasAttributedTo", "kg:Nobody"), EVIDENCE, "prov:wasAttributedTo must lead to one"),
    (more(EVIDENCE, "kgx:attribution", '"a", "b"'), EVIDENCE, "kgx:attribution must be one text"),
    (
        f'INSERT DATA {{ {EVIDENCE} kgx:attribution "aides" ; prov:wasAttributedTo kg:Ben_Sol }}',
        EVIDENCE,
        "must have at most one speaker",
    ),
    (swap(EVIDENCE, "kgx:polarity", '"yes"'), EVIDENCE, "must have exactly one kgx:polarity"),
    (swap(EVIDENCE, "kgx:certainty", '"sure"'), EVIDENCE, "must have exactly one kgx:certainty"),
    (swap(EVIDENCE, "kgx:tense", '"perfect"'), EVIDENCE, "must have exactly one kgx:tense"),
    (more("kg:doc_lake", "schema:author", "kg:Kenya"), "kg:doc_lake", "schema:author must lead to a person"),
    (swap("kg:doc_lake", "schema:datePublished", '"2020"'), "kg:doc_lake", "schema:datePublished must be one day"),
    (more("kg:doc_lake", "schema:publisher", '"Heron"'), "kg:doc_lake", "schema:publisher must be one text"),
    (more("kg:doc_lake", "schema:url", "<https://x.example/>"), "kg:doc_lake", "schema:url must be one http"),
    (more("kg:doc_lake", "schema:isBasedOn", "kg:Kenya"), "kg:doc_lake", "schema:isBasedOn must lead to the document"),
    (swap("kg:doc_lake", "schema:url", '"https://x.example/"'), "kg:doc_lake", "schema:url must be one http"),
    (swap("kg:doc_lake", "schema:url", "<file:///x>"), "kg:doc_lake", "schema:url must be one http"),
    (drop("kg:doc_lake", "kgx:path"), "kg:doc_lake", "must have exactly one kgx:path"),
    (drop("kg:doc_lake", "kgx:text"), "kg:doc_lake", "must have exactly one kgx:text"),
    (swap("kg:doc_lake", "kgx:sha256", '"abc"'), "kg:doc_lake", "must have exactly one kgx:sha256"),
    (more("kg:doc_lake", "schema:mentions", "kg:Nobody"), "kg:doc_lake", "schema:mentions must lead to"),
]


@pytest.mark.parametrize(("update", "node", "message"), SHAPES, ids=[f"{n} {m}" for _, n, m in SHAPES])
def test_shapes(wrong: Callable[[str], list[Violation]], update: str, node: str, message: str) -> None:
    found = wrong(update)
    assert [v for v in found if v.node == node and v.message.startswith(message)], found


def test_an_operation_may_take_part(wrong: Callable[[str], list[Violation]]) -> None:
    assert wrong(more(VISIT, "kgx:participant", "kg:Operation_Tall_Reed")) == []
    assert wrong(more("kg:Operation_Tall_Reed", "kgx:participant", VISIT))


def test_every_message_of_the_shapes_is_tested() -> None:
    text = (files("kgx") / "rdf" / "shapes.ttl").read_text(encoding="utf-8")
    messages = {line.split('sh:message "')[1].split('"')[0] for line in text.splitlines() if "sh:message" in line}
    # those of the roles differ in the role alone
    roles = {m for m in messages if m.endswith(" must lead to an entity or operation of the graph")}
    assert len(roles) == 1 + len(vocab.ROLES)
    assert not [m for m in messages - roles if not any(m.startswith(tested) for _, _, tested in SHAPES)]


@pytest.mark.parametrize(
    "when", ["1994-05-04", "2017-02", "1994", "199X", "19XX", "1995-23", "1990~", "2015-01-01/2021-08-31"]
)
@pytest.mark.parametrize("form", ["{}", "{}/..", "/{}", "{}/", "../{}"])
def test_dates_of_every_form_pass_the_shapes(when: str, form: str) -> None:
    text = (files("kgx") / "rdf" / "shapes.ttl").read_text(encoding="utf-8")
    pattern = text.split("sh:path kgx:when")[1].split('sh:pattern "')[1].split('"')[0].replace("\\\\", "\\")
    fits = form != "../{}" and (form == "{}" or "/" not in when)
    assert bool(re.search(pattern, form.format(when))) == fits


def test_words_that_are_not_in_the_text(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(good.read_bytes())
    write_texts(tmp_path)
    lake = tmp_path / "texts" / "doc_lake.txt"
    lake.write_text(lake.read_text(encoding="utf-8").replace("Ben Sol", "Ben  Sol"), encoding="utf-8")
    found = validate(path)
    assert len(found) == 5  # all of that text's evidence from the first change on
    assert {v.message.split(" at ")[0] for v in found} == {"its words do not stand"}
    lake.unlink()
    assert {v.message for v in validate(path)} == {"texts/doc_lake.txt, the text that it quotes, is missing"}


def test_line_ends_of_the_text_are_left_as_they_are(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(good.read_bytes())
    write_texts(tmp_path)
    lake = tmp_path / "texts" / "doc_lake.txt"
    lake.write_bytes(lake.read_bytes().replace(b"\n", b"\r\n"))
    assert validate(path)


def test_a_violation_reads_as_a_line() -> None:
    assert str(Violation("kg:x", "has no label", "give it one")) == "kg:x: has no label; give it one"


def test_the_sentence_is_named(wrong: Callable[[str], list[Violation]]) -> None:
    words = GRAPH.events[1].evidence[0].exact
    [found] = wrong(f"DELETE DATA {{ {MEETING} rdfs:label '{GRAPH.events[1].label}' }}")
    assert str(found).startswith(f"{MEETING}: must have exactly one rdfs:label")
    assert str(found).endswith(f' (lake.txt: "{words}")')
    [found] = wrong(f"DELETE DATA {{ kg:{evidence_id(GRAPH.events[1].evidence[0])} kgx:rule 'meeting.meet' }}")
    assert found.sentence == f'lake.txt: "{words}"'


def test_a_real_graph_is_valid(real: Path) -> None:
    assert validate(real) == []


def test_no_graph(tmp_path: Path) -> None:
    with pytest.raises(KgxError, match="kgx build"):
        validate(tmp_path / "graph.ttl")
