"""The vocabulary, and a graph as triples and back."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from graphs import GRAPH, large, told
from pyoxigraph import RdfFormat, Store
from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef
from rdflib.compare import isomorphic

from kgx import vocab
from kgx.export import turtle
from kgx.model import Entity, Event, Membership
from kgx.model import Graph as Facts
from kgx.rdf import evidence_id, graph_from_store, local_name, triples

KGX = Namespace(vocab.PREFIXES["kgx"])
SCHEMA = Namespace(vocab.PREFIXES["schema"])
KG = Namespace(vocab.BASE_IRI)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(data=(files("kgx") / "rdf" / "kgx.ttl").read_text(encoding="utf-8"), format="turtle")


@pytest.fixture(scope="module")
def written() -> Graph:
    return read(GRAPH)


def read(graph: Facts) -> Graph:
    """A graph as rdflib reads what is written."""
    text = "".join(f"{t.subject} {t.predicate} {t.object} .\n" for t in triples(graph))
    return Graph().parse(data=text, format="nt")


# -- the vocabulary


def test_vocabulary_and_code_hold_the_same_terms(ontology: Graph) -> None:
    defined = {str(s).removeprefix(KGX) for s in ontology.subjects(RDFS.isDefinedBy)}
    assert defined == set(vocab.TERMS)
    assert len(vocab.TERMS) == len(set(vocab.TERMS))


def test_every_term_is_typed_labelled_and_explained(ontology: Graph) -> None:
    for term in vocab.TERMS:
        assert len(list(ontology.objects(KGX[term], RDFS.label))) == 1
        assert len(list(ontology.objects(KGX[term], RDFS.comment))) == 1
        kinds = set(ontology.objects(KGX[term], RDF.type))
        assert (OWL.Class in kinds) == term[0].isupper()


def test_event_classes_and_roles_hang_together(ontology: Graph) -> None:
    sem = URIRef("http://semanticweb.cs.vu.nl/2009/11/sem/Event")
    for name in vocab.EVENTS:
        assert set(ontology.objects(KGX[name], RDFS.subClassOf)) == {SCHEMA.Event, sem}
    for role in vocab.ROLES:
        assert (KGX[role], RDFS.subPropertyOf, KGX.participant) in ontology
    assert (KGX.subjectMatter, RDFS.subPropertyOf, KGX.participant) not in ontology


def test_symmetric_predicates_agree(ontology: Graph) -> None:
    symmetric = {vocab.shorten(str(p)) for p in ontology.subjects(RDF.type, OWL.SymmetricProperty)}
    assert symmetric - {"kgx:met"} == {p for p in vocab.SYMMETRIC if p.startswith("kgx:")}


def test_an_unknown_name_is_refused() -> None:
    assert vocab.iri("kgx:met").value == "https://w3id.org/kgx/ns#met"
    for name in ("kgx:meets", "foaf:Person"):
        with pytest.raises(KeyError):
            vocab.iri(name)


def test_shorten() -> None:
    assert vocab.shorten("https://schema.org/Person") == "schema:Person"
    assert vocab.shorten("https://schema.org/a/b") == "<https://schema.org/a/b>"
    assert vocab.shorten("https://elsewhere.example/x") == "<https://elsewhere.example/x>"


# -- triples


def test_only_known_terms_are_written(written: Graph) -> None:
    used = {str(n) for t in written for n in t if isinstance(n, URIRef)}
    assert {n.removeprefix(KGX) for n in used if n.startswith(KGX)} <= set(vocab.TERMS)
    known = (KG, *vocab.PREFIXES.values(), "https://sws.geonames.org/", "https://heron.example/")
    assert all(n.startswith(known) for n in used)


def test_no_blank_nodes_and_no_language_tags() -> None:
    for triple in triples(GRAPH):
        assert not str(triple.subject).startswith("_:")
        assert not str(triple.object).startswith("_:")
        assert getattr(triple.object, "language", None) is None


def test_subjects_are_sorted_and_come_once() -> None:
    subjects = [t.subject.value for t in triples(GRAPH)]
    blocks = [s for s, before in zip(subjects, ["", *subjects], strict=False) if s != before]
    assert blocks == sorted(set(subjects))


def test_direct_edges_come_from_asserted_facts_only(written: Graph) -> None:
    assert (KG.Kenya, KGX.cooperatesWith, KG.United_Nations) in written
    assert (KG.United_Nations, KGX.cooperatesWith, KG.Kenya) in written  # symmetric
    assert (KG.Ada_Roe, KGX.holdsPostAt, KG.Kenya) in written
    assert (KG.Reed_Line, KGX.connects, KG.Baku) in written
    assert (KG.Baku, KGX.connects, KG.Reed_Line) not in written
    assert (KG.Kenya, SCHEMA.owns, KG.Reed_Line) not in written
    org = Namespace(vocab.PREFIXES["org"])
    assert (KG.Kenya, org.memberOf, KG.United_Nations) not in written  # Sol says so


def test_a_membership_without_role_is_an_edge_once_a_text_asserts_it() -> None:
    member = replace(GRAPH.memberships[1], evidence=GRAPH.memberships[0].evidence)
    org = Namespace(vocab.PREFIXES["org"])
    found = read(replace(GRAPH, memberships=(member,)))
    assert (KG.Kenya, org.memberOf, KG.United_Nations) in found
    assert (KG.Kenya, KGX.holdsPostAt, None) not in found


def test_met_joins_those_who_can_meet() -> None:
    roles = (("agent", "Ada_Roe"), ("host", "Kenya"), ("participant", "United_Nations"), ("participant", "Reed_Line"))
    meeting = replace(GRAPH.events[1], roles=(*roles, ("subjectMatter", "Ben_Sol")))
    met = set(read(replace(GRAPH, events=(meeting,))).subject_objects(KGX.met))
    three = (KG.Ada_Roe, KG.Kenya, KG.United_Nations)
    assert met == {(a, b) for a in three for b in three if a != b}


def test_nobody_met_in_a_meeting_that_is_only_planned() -> None:
    planned = replace(GRAPH.events[1], evidence=GRAPH.events[3].evidence)
    assert not list(read(replace(GRAPH, events=(planned,))).subject_objects(KGX.met))


def test_every_actor_is_a_participant_and_what_is_opened_is_not(written: Graph) -> None:
    mission = KG.Operation_Tall_Reed
    assert set(written.objects(mission, KGX.participant)) == {KG.Kenya, KG.United_Nations}
    assert set(written.objects(mission, KGX.organizer)) == {KG.United_Nations}
    assert set(written.objects(mission, KGX.subjectMatter)) == {KG.Reed_Line}


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("2020-05-03", "2020-05-03", "2020-05-03"),
        ("2017-02", "2017-02-01", "2017-02-28"),
        ("1990~", "1990-01-01", "1990-12-31"),
        ("2018-01/..", "2018-01-01", None),
        ("/2014-12-28", None, "2014-12-28"),
        ("2016/", "2016-01-01", None),
        (None, None, None),
    ],
)
def test_day_bounds(when: str | None, start: str | None, end: str | None) -> None:
    found = read(replace(GRAPH, events=(replace(GRAPH.events[1], when=when),)))
    event = KG[GRAPH.events[1].id]
    for predicate, day in ((SCHEMA.startDate, start), (SCHEMA.endDate, end)):
        assert [v.n3() for v in found.objects(event, predicate)] == (
            [f'"{day}"^^<http://www.w3.org/2001/XMLSchema#date>'] if day else []
        )
    assert [str(v) for v in found.objects(event, KGX.when)] == ([when] if when else [])


def post(**changes: object) -> Membership:
    return replace(GRAPH.memberships[0], **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("membership", "titles"),
    [
        (post(), {"foreign minister of Kenya"}),
        (post(organization="United_Nations", role="envoy"), {"envoy, United Nations"}),
        (post(organization=None, role="botanist"), {"botanist"}),
        (post(role="ambassador", target="United_Nations"), {"ambassador of Kenya to United Nations"}),
        (post(when="2018/.."), {"foreign minister of Kenya"}),
        (post(when="2018/2024"), {"foreign minister of Kenya"}),  # the text is of 2020
        (post(when="2014/2018"), set()),
        (post(evidence=(told("doc_lake", "foreign minister", "post.former"),)), set()),  # told in the past
        (post(evidence=(told("doc_lake", "foreign minister", "x", tense="present", attribution="aides"),)), set()),
    ],
)
def test_job_title(membership: Membership, titles: set[str]) -> None:
    found = read(replace(GRAPH, memberships=(membership,)))
    assert {str(title) for title in found.objects(KG.Ada_Roe, SCHEMA.jobTitle)} == titles


def test_facts_of_the_gazetteer(written: Graph) -> None:
    assert str(written.value(KG.Baku, SCHEMA.latitude)) == "40.37767"
    assert written.value(KG.Baku, SCHEMA.sameAs) == URIRef("https://sws.geonames.org/587084/")
    assert str(written.value(KG.Kenya, SCHEMA.identifier)) == "KE"
    assert "UN" in {str(v) for v in written.objects(KG.United_Nations, vocab_uri("skos:altLabel"))}


def vocab_uri(name: str) -> URIRef:
    return URIRef(vocab.iri(name).value)


def test_a_country_that_no_text_names_is_added_around_its_city(written: Graph) -> None:
    assert (KG.Baku, SCHEMA.containedInPlace, KG.Azerbaijan) in written
    assert (KG.Azerbaijan, RDF.type, SCHEMA.Country) in written
    assert int(str(written.value(KG.Azerbaijan, KGX.mentionCount))) == 0


def test_a_container_does_not_take_the_name_of_another_node() -> None:
    person = Entity(id="Azerbaijan", kind="Person", label="Azerbaijan")
    found = read(replace(GRAPH, entities=(*GRAPH.entities, person)))
    assert (KG.Baku, SCHEMA.containedInPlace, KG.Azerbaijan_country_AZ) in found
    assert (KG.Azerbaijan, RDF.type, SCHEMA.Country) not in found


def test_a_container_in_the_texts_is_the_one_of_the_gazetteer() -> None:
    country = Entity(id="The_Land_of_Fire", kind="Place", types=("Country",), label="Azerbaijan", key="country:AZ")
    found = read(replace(GRAPH, entities=(*GRAPH.entities, country)))
    assert set(found.objects(KG.Baku, SCHEMA.containedInPlace)) == {KG.The_Land_of_Fire}


def test_evidence_is_told_apart_by_place_rule_and_voice() -> None:
    one = GRAPH.events[1].evidence[0]
    others = [
        replace(one, start=one.start + 1),
        replace(one, rule="other"),
        replace(one, speaker="Ben_Sol"),
        replace(one, attribution="Ben_Sol"),
        replace(one, tense="future"),
        replace(one, polarity="negative"),
        replace(one, certainty="hedged"),
    ]
    assert len({evidence_id(e) for e in (one, *others)}) == 8
    assert evidence_id(replace(one, confidence=0.1)) == evidence_id(one)


def test_evidence_of_two_facts_is_one_node_with_the_higher_confidence() -> None:
    low = replace(GRAPH.events[1].evidence[0], confidence=0.25)
    found = read(replace(GRAPH, events=(*GRAPH.events, replace(GRAPH.events[1], id="Meeting_2", evidence=(low,)))))
    assert [str(v) for v in found.objects(KG[evidence_id(low)], KGX.confidence)] == ["0.9"]


def test_roles_that_look_alike_are_kept_apart() -> None:
    posts = (post(id="c_1", role="Vice President"), post(id="c_2", role="Vice/President"))
    found = read(replace(GRAPH, memberships=posts))
    assert (KG.role_Vice_President, RDFS.label, None) in found
    assert len(list(found.subjects(RDF.type, vocab_uri("org:Role")))) == 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ilham Aliyev", "Ilham_Aliyev"),
        ("St. Petersburg", "St._Petersburg"),
        ("U.S.", "U.S"),
        ("Kōbe (city)", "Kōbe_city"),
        ("Commander-in-Chief", "Commander-in-Chief"),
    ],
)
def test_local_name(text: str, name: str) -> None:
    assert local_name(text) == name


# -- files


def test_turtle_is_short_and_grouped(tmp_path: Path) -> None:
    turtle.write(GRAPH, tmp_path / "graph.ttl")
    text = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert "@prefix kg: <https://example.org/kg/> ." in text
    assert "\nkg:Meeting_2020-05-03_Roe_Sol_Baku a schema:Event , kgx:Meeting ;\n" in text
    assert text.count("<https://example.org/kg/") == 1
    assert "\\" not in text


def test_another_base_iri(tmp_path: Path) -> None:
    turtle.write(GRAPH, tmp_path / "graph.ttl", base_iri="https://facts.example/")
    text = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert "@prefix kg: <https://facts.example/> ." in text
    assert "\nkg:Ada_Roe a schema:Person ;" in text
    assert "example.org" not in text


def test_awkward_names_and_texts_survive(tmp_path: Path) -> None:
    label = 'Line "one"\nline two\t\\ é 北 😀 \x01'
    ids = ("北京", "St._Petersburg", "Əliyev", "2024_Plan", "A-b.c")
    graph = Facts(entities=tuple(Entity(id=i, kind="Programme", label=label) for i in sorted(ids)))
    turtle.write(graph, tmp_path / "graph.ttl")
    found = Graph().parse(tmp_path / "graph.ttl")
    assert {(str(s).removeprefix(KG), str(o)) for s, o in found.subject_objects(RDFS.label)} == {
        (i, label) for i in ids
    }


def test_rapper_reads_the_turtle(tool: Callable[[str], Path], tmp_path: Path) -> None:
    turtle.write(GRAPH, tmp_path / "graph.ttl")
    done = subprocess.run(
        [tool("rapper"), "-q", "-i", "turtle", "-o", "ntriples", tmp_path / "graph.ttl"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert isomorphic(Graph().parse(data=done.stdout, format="nt"), read(GRAPH))


def test_turtle_and_back(tmp_path: Path) -> None:
    turtle.write(GRAPH, tmp_path / "graph.ttl")
    store = Store()
    store.bulk_load(path=tmp_path / "graph.ttl", format=RdfFormat.TURTLE)
    back = graph_from_store(store)
    assert list(triples(back)) == list(triples(GRAPH))

    def plain(events: tuple[Event, ...]) -> list[Event]:
        return [replace(e, roles=tuple(sorted(e.roles)), evidence=tuple(sorted(e.evidence, key=repr))) for e in events]

    assert plain(back.events) == plain(GRAPH.events)
    assert back.memberships == GRAPH.memberships
    assert back.statements == GRAPH.statements
    assert back.sources == GRAPH.sources
    known = {e.id: e for e in back.entities}
    for entity in GRAPH.entities:
        same = replace(known[entity.id], aliases=entity.aliases, key=entity.key)
        assert same == entity
        assert set(entity.aliases) <= set(known[entity.id].aliases)
    assert known["Baku"].key == "city:587084"
    assert known["Kenya"].key == "country:KE"


def test_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from graphs import GRAPH; from kgx.export import EXPORTERS\n"
        "for suffix, write in EXPORTERS.items(): write(GRAPH, Path(sys.argv[1] + suffix), base_iri='https://x.example/')"
    )
    digests = set()
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / seed)], env=env, check=True)
        digests.add(
            hashlib.sha256(b"".join((tmp_path / (seed + s)).read_bytes() for s in (".ttl", ".gexf"))).hexdigest()
        )
    assert len(digests) == 1


def test_writing_is_linear(tmp_path: Path) -> None:
    def seconds(size: int) -> float:
        graph = large(size, size)
        start = time.process_time()
        turtle.write(graph, tmp_path / "graph.ttl")
        return time.process_time() - start

    seconds(100)  # the gazetteer is read at its first use
    assert seconds(8000) < 8 * seconds(2000)
