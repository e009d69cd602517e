"""Records made by hand, and what the graph makes of them: each fact once, in the voice of all its evidence."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from kgx.graph import build_graph, facts_of, spoken
from kgx.model import Document, Entity, Event, Evidence, Fact, Graph, Membership, Record, Statement


def thing(label: str, kind: Any, *types: str, key: str | None = None) -> Entity:
    return Entity(id=label, kind=kind, types=types, label=label, key=key, mentions=1)


ENTITIES = (
    thing("Ada Roe", "Person"),
    thing("Cy Sol", "Person"),
    thing("Ned Orr", "Person"),
    thing("Oslo", "Place", "City", key="city:3143244"),
    thing("Lima", "Place", "City", key="city:3936456"),
    thing("Norway", "Place", "Country", key="country:NO"),
    thing("Kenya", "Place", "Country", key="country:KE"),
    thing("Seed Office", "Organization"),
    thing("Operation Reed", "Event", "Operation"),
)


def record(number: int, *facts: Fact) -> Record:
    """One text that names everything and says these facts."""
    document = Document(id=f"doc_{number}", path=f"{number}.txt", text="", sha256="")
    told = [replace(f, evidence=tuple(replace(e, document=document.id) for e in f.evidence)) for f in facts]
    return Record(
        document=document,
        entities=ENTITIES,
        events=tuple(f for f in told if isinstance(f, Event)),
        memberships=tuple(f for f in told if isinstance(f, Membership)),
        statements=tuple(f for f in told if isinstance(f, Statement)),
    )


def graph(*facts: Fact) -> Graph:
    """The graph of a corpus in which each fact stands in a text of its own."""
    return build_graph([record(n, fact) for n, fact in enumerate(facts)])


def said(**voice: Any) -> tuple[Evidence, ...]:
    return (Evidence(document="", start=0, end=9, exact="It is so.", rule="a.b", confidence=0.9, **voice),)


def event(kind: str, *roles: str, at: str | None = None, when: str | None = None, **voice: Any) -> Event:
    """event("Meeting", "agent Ada Roe", at="Oslo")."""
    pairs = tuple((r.split(" ", 1)[0], r.split(" ", 1)[1]) for r in roles)
    return Event(type=kind, roles=pairs, locations=(at,) if at else (), when=when, evidence=said(**voice))


def post(role: str, when: str | None = None, member: str = "Ada Roe", **voice: Any) -> Membership:
    return Membership(member=member, role=role, organization="Seed Office", when=when, evidence=said(**voice))


def statement(subject: str, predicate: str, object_: str, when: str | None = None, **voice: Any) -> Statement:
    return Statement(subject=subject, predicate=predicate, object=object_, when=when, evidence=said(**voice))


BOTH = ("agent Ada Roe", "counterpart Cy Sol")
MET = event("Meeting", *BOTH, at="Oslo", when="2020-05-03")


@pytest.mark.parametrize(
    "other",
    [
        MET,
        event("Meeting", *BOTH, when="2020-05-03"),
        event("Meeting", *BOTH, at="Norway", when="2020-05"),
        event("Meeting", *BOTH, at="Oslo", when="2020"),
        event("Meeting", "agent Cy Sol", "counterpart Ada Roe", when="2020-05-03"),
        event("Meeting", "participant Cy Sol", at="Oslo", when="2020-05-03"),
        event("Meeting", *BOTH, at="Oslo", when="2020-05-03", speaker="Ned Orr"),
    ],
)
def test_one_happening_told_twice(other: Event) -> None:
    (one,) = graph(MET, other).events
    assert (one.when, one.locations, len(one.evidence)) == ("2020-05-03", ("Oslo",), 2)
    assert {who for _, who in one.roles} == {"Ada_Roe", "Cy_Sol"}


@pytest.mark.parametrize(
    "other",
    [
        event("Visit", *BOTH, at="Oslo", when="2020-05-03"),
        event("Meeting", *BOTH, at="Oslo", when="2020-05-04"),
        event("Meeting", *BOTH, at="Lima", when="2020-05-03"),
        event("Meeting", "agent Ada Roe", "counterpart Ned Orr", at="Oslo", when="2020-05-03"),
        event("Meeting", *BOTH, at="Oslo", when="2020-05-03", polarity="negative"),
        event("Meeting", *BOTH, at="Oslo", when="2020-05", tense="future"),
        event("Meeting", *BOTH, at="Oslo"),
    ],
)
def test_two_happenings(other: Event) -> None:
    assert len(graph(MET, other).events) == 2


def test_a_life_has_one_birth() -> None:
    (birth,) = graph(
        event("Birth", "participant Ada Roe", when="1961"), event("Birth", "participant Ada Roe", at="Lima")
    ).events
    assert (birth.when, birth.locations) == ("1961", ("Lima",))


def test_a_plan_of_the_same_day_is_the_same_happening() -> None:
    (one,) = graph(MET, event("Meeting", *BOTH, when="2020-05-03", tense="future")).events
    assert one.status == "asserted"


def test_a_named_event_is_one_from_start_to_end() -> None:
    start = Event(
        type="Operation", entity="Operation Reed", roles=(("organizer", "Kenya"),), when="2015-01/", evidence=said()
    )
    end = Event(type="Operation", entity="Operation Reed", locations=("Lima",), when="/2021-08-31", evidence=said())
    (one,) = graph(start, end).events
    assert (one.id, one.label, one.when) == ("Operation_Reed", "Operation Reed", "2015-01/2021-08-31")
    assert (one.roles, one.locations) == ((("organizer", "Kenya"),), ("Lima",))


@pytest.mark.parametrize(
    ("voices", "status"),
    [
        ([{}], "asserted"),
        ([{"speaker": "Ned Orr"}], "claimed"),
        ([{"attribution": "officials", "certainty": "hedged"}], "hedged"),
        ([{"tense": "future"}], "planned"),
        ([{"certainty": "hedged"}], "hedged"),
        ([{"polarity": "negative"}], "denied"),
        ([{"speaker": "Ned Orr", "polarity": "negative"}], "denied"),
        ([{"speaker": "Ned Orr"}, {}], "asserted"),
        ([{"speaker": "Ned Orr"}, {"polarity": "negative"}], "claimed"),
        ([{"tense": "future"}, {"certainty": "hedged"}], "planned"),
    ],
)
def test_status_of_a_claim(voices: list[dict[str, Any]], status: str) -> None:
    (one,) = graph(*(statement("Kenya", "kgx:supports", "Seed Office", **voice) for voice in voices)).statements
    assert one.status == status
    assert one.asserted is (status == "asserted")


def test_a_claim_is_its_date() -> None:
    since = statement("Kenya", "kgx:supports", "Seed Office", "1992/..", speaker="Ned Orr")
    found = graph(since, statement("Kenya", "kgx:supports", "Seed Office")).statements
    assert {s.when: s.status for s in found} == {"1992/..": "claimed", None: "asserted"}


def test_a_symmetric_claim_has_one_direction() -> None:
    pair = [statement(a, "kgx:borders", b) for a, b in (("Kenya", "Norway"), ("Norway", "Kenya"))]
    (one,) = graph(*pair).statements
    assert (one.subject, one.object) == ("Kenya", "Norway")


@pytest.mark.parametrize(
    ("told", "whens"),
    [
        ([post("head", "2010/"), post("head", "/2014")], {"2010/2014"}),
        ([post("head", "2010/.."), post("Head", "/2014")], {"2010/2014"}),
        ([post("head", "2010/"), post("deputy", "/2014")], {"2010/", "/2014"}),
        ([post("head", "2010/"), post("head", "/2014", "Cy Sol")], {"2010/", "/2014"}),
        ([post("head", "2010/"), post("head", "2020/"), post("head", "/2014")], {"2010/", "2020/", "/2014"}),
        ([post("head"), post("head")], {None}),
    ],
)
def test_from_and_until_complete_each_other(told: list[Membership], whens: set[str | None]) -> None:
    assert {m.when for m in graph(*told).memberships} == whens


def test_envoys_to_two_countries_are_two_posts() -> None:
    first, last = (replace(post("envoy", when), target=to) for when, to in (("2010/", "Kenya"), ("/2014", "Norway")))
    assert {(m.target, m.when) for m in graph(first, last).memberships} == {("Kenya", "2010/"), ("Norway", "/2014")}
    assert {m.when for m in graph(first, replace(last, target="Kenya")).memberships} == {"2010/2014"}
    assert len({m.id for m in graph(replace(first, when=None), replace(last, when=None)).memberships}) == 2


@pytest.mark.parametrize(
    ("fact", "label"),
    [
        (MET, "Meeting of Ada Roe and Cy Sol in Oslo, 3 May 2020"),
        (event("Founding", "subjectMatter Seed Office", "agent Ned Orr", when="1990~"), "Founding of Seed Office by Ned Orr, about 1990"),
        (event("Sanction", "agent Norway", "target Kenya"), "Sanction by Norway on Kenya"),
        (event("Attack", "agent Kenya"), "Attack by Kenya"),
        (event("Attack", "agent Kenya", "target Oslo"), "Attack on Oslo by Kenya"),
        (event("Departure", "agent Kenya", "participant Ada Roe"), "Departure of Ada Roe by Kenya"),
        (
            event("Appointment", "agent Kenya", "appointee Ada Roe", "participant Seed Office"),
            "Appointment of Ada Roe by Kenya (Seed Office)",
        ),
        (event("Accession", "agent Kenya", "subjectMatter Seed Office"), "Accession of Kenya to Seed Office"),
        (replace(event("Declaration", "agent Kenya", "target Norway"), mode="accuse"), "Declaration (accuse) of Kenya on Norway"),
        (replace(event("Protest", at="Lima"), aliases=("the march",)), "Protest (the march) in Lima"),
        (post("head", "2010/2014"), "Ada Roe, head, Seed Office, 2010 to 2014"),
        (statement("Kenya", "kgx:cooperatesWith", "Norway", "1992/.."), "Kenya cooperates with Norway, since 1992"),
    ],
)  # fmt: skip
def test_labels(fact: Fact, label: str) -> None:
    (one,) = facts_of(graph(fact))
    assert one.label == label


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2017-02-03", "3 February 2017"), ("2017-02", "February 2017"), ("2017", "2017"), ("199X", "the 1990s"),
        ("1995-23", "autumn 1995"), ("1990~", "about 1990"), ("2018-01/..", "since January 2018"), ("2016/", "from 2016"),
        ("/2014-12-28", "until 28 December 2014"), ("2015/2021", "2015 to 2021"),
    ],
)  # fmt: skip
def test_dates_as_one_says_them(when: str, words: str) -> None:
    assert spoken(when) == words


def test_identifiers_are_unique_and_independent_of_the_order_of_records() -> None:
    facts = (
        MET,
        event("Meeting", *BOTH, at="Oslo", when="2020-05-04"),
        post("head"),
        statement("Kenya", "kgx:borders", "Norway"),
    )
    twice = event("Meeting", *BOTH, at="Oslo", polarity="negative", when="2020-05-03")
    records = [record(n, fact) for n, fact in enumerate((*facts, twice))]
    first = build_graph(records)
    ids = [e.id for e in first.entities] + [f.id for f in facts_of(first)]
    assert len(ids) == len(set(ids))
    assert {"Meeting_2020-05-03_Roe_Sol_Oslo", "Meeting_2020-05-03_Roe_Sol_Oslo_2"} <= set(ids)
    assert all(build_graph(order) == first for order in permutations(records))


def test_what_no_fact_and_no_text_names_is_left_out() -> None:
    unnamed = replace(record(0, MET), entities=tuple(replace(e, mentions=0) for e in ENTITIES))
    assert [e.id for e in build_graph([unnamed]).entities] == ["Ada_Roe", "Cy_Sol", "Oslo"]


def test_speakers_and_authors_are_entities_of_the_graph() -> None:
    claim = replace(record(0, statement("Kenya", "kgx:borders", "Norway", speaker="Ned Orr")), authors=("Cy Sol",))
    found = build_graph([claim])
    assert found.statements[0].evidence[0].speaker == "Ned_Orr"
    assert found.sources[0].authors == ("Cy_Sol",)
