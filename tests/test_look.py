"""Looking at a graph: cards, explanations, timelines, paths, figures, differences."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from graphs import GRAPH, TEXTS, large, told, write_texts
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kgx.export import turtle
from kgx.look import Table, View, card, diff, explain, path, render, stats, timeline
from kgx.look.explain import mark
from kgx.model import Entity, Event, Graph, KgxError, Statement
from kgx.rdf import evidence_id
from kgx.text import one_line
from kgx.vocab import BASE_IRI, PREFIXES


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    """The graph by hand, written and read again, with its texts."""
    folder = tmp_path_factory.mktemp("graph")
    turtle.write(GRAPH, folder / "graph.ttl")
    write_texts(folder)
    return View.load(folder / "graph.ttl")


def rows(table: Table, **wanted: Any) -> list[dict[str, Any]]:
    """The rows with these values."""
    found: list[dict[str, Any]] = json.loads(render(table, "json"))
    return [row for row in found if all(row[key] == value for key, value in wanted.items())]


def of(table: Table, column: str, **wanted: Any) -> list[Any]:
    """One column of them."""
    return [row[column] for row in rows(table, **wanted)]


# -- names


@pytest.mark.parametrize(
    "name",
    [
        "Ada Roe",
        "ada roe",
        "Roe",
        "ADA-ROE",
        "Ada_Roe",
        "kg:Ada_Roe",
        "https://example.org/kg/Ada_Roe",
        "<http://x.example/#Ada_Roe>",
    ],
)
def test_a_thing_is_found_by_any_name(view: View, name: str) -> None:
    assert view.find(name).id == "Ada_Roe"


def test_an_event_is_found_by_label_and_id_and_not_by_its_trigger(view: View) -> None:
    name = "Meeting_2020-05-03_Roe_Sol_Baku"
    assert view.find(name).id == view.find("meeting of Ada Roe and Ben Sol in Baku, 3 May 2020").id == name
    with pytest.raises(KgxError, match="nothing in the graph has this name"):
        view.find("met")


def test_gazetteer_names_are_names(view: View) -> None:
    assert view.find("Republic of Kenya").id == "Kenya"


def test_candidates_where_a_name_is_shared() -> None:
    two = replace(
        GRAPH,
        entities=(
            *GRAPH.entities,
            Entity(id="Baku_ship", kind="Place", types=("Infrastructure",), label="Baku", mentions=1),
            Entity(id="Eve_Roe", kind="Person", label="Eve Roe", aliases=("Roe", "BAKU"), mentions=9),
        ),
    )
    view = View(two)
    with pytest.raises(KgxError) as error:
        view.find("Roe")
    assert str(error.value) == (
        "Roe: 2 things have this name; take one of kg:Eve_Roe (Person, Eve Roe); kg:Ada_Roe (Person, Ada Roe)"
    )
    with pytest.raises(KgxError, match=r"kg:Baku .*; kg:Baku_ship"):
        view.find("baku")  # the labels, not the other name of a person
    assert view.find("kg:Baku_ship").id == "Baku_ship"


def test_near_names_are_suggested(view: View) -> None:
    with pytest.raises(KgxError, match=r"Kenia: .*did you mean Kenya"):
        view.find("Kenia")
    with pytest.raises(KgxError, match=r"did you mean United Nations"):
        view.find("Untied Nation")
    with pytest.raises(KgxError, match=r"did you mean Operation Tall Reed"):
        view.find("Tall Reed")
    with pytest.raises(KgxError, match="kgx stats"):
        view.find("Zyxwv")
    with pytest.raises(KgxError, match="nothing in the graph has this IRI"):
        view.find("kg:Nobody")


# -- cards


def test_card_of_a_person(view: View) -> None:
    table = card(view, view.find("Roe"))
    assert of(table, "what", part="name") == ["Ada Roe"]
    assert of(table, "what", part="class") == ["Person"]
    assert of(table, "what", part="alias") == ["Roe"]
    assert of(table, "what", part="post") == ["Ada Roe, foreign minister, Kenya"]
    events = [(row["when"], row["status"], row["by"]) for row in rows(table, part="event")]
    assert events == [("2020-05-03", "asserted", None), ("2021", "planned", "officials")]
    assert of(table, "when", part="document", what="Talks by the lake") == ["2020-05-04"]
    assert len(rows(table, part="document")) == 2


def test_claims_stand_apart_and_speakers_have_theirs(view: View) -> None:
    table = card(view, view.find("Kenya"))
    assert of(table, "id", part="relation") == ["c_04"]
    claims = {row["id"]: (row["status"], row["by"]) for row in rows(table, part="claim")}
    assert claims == {"c_02": ("claimed", "Ben Sol"), "c_03": ("claimed", "Ben Sol"), "c_05": ("denied", None)}
    assert sorted(of(card(view, view.find("Ben Sol")), "id", part="says")) == ["c_02", "c_03"]
    assert of(card(view, view.find("Cy Dunn")), "id", part="author of") == ["doc_lake"]


def test_card_of_an_event(view: View) -> None:
    table = card(view, view.find("Deployment_2016_Kenya"))
    assert of(table, "what", part="quantity") == ["120 soldiers"]
    assert of(table, "id", part="agent") == ["Kenya"]
    assert [(row["when"], row["what"]) for row in rows(table, part="time")] == [("2016-21", "spring 2016")]
    meeting = card(view, view.find("Meeting_2020-05-03_Roe_Sol_Baku"))
    assert of(meeting, "id", part="location") == ["Baku"]
    assert of(meeting, "what", part="alias") == []  # "met" is no name
    assert len(rows(meeting, part="document")) == 2


# -- explanations


def test_evidence_has_its_sentence_with_the_words_marked(view: View) -> None:
    found = rows(explain(view, "Meeting_2020-05-03_Roe_Sol_Baku"))
    assert [(row["document"], row["why"]) for row in found] == [
        ("lake.txt", "meeting.meet"),
        ("news/mission.html", "meeting.speak"),
    ]
    assert found[0]["words"] == (
        "Ada Roe, the foreign minister of Kenya, [[met]] Ben Sol of the United Nations in Baku on 3 May 2020."
    )
    for row, text in zip(found, TEXTS.values(), strict=True):
        assert text[row["start"] : row["end"]] == row["words"].replace("[[", "").replace("]]", "")


def test_voices_are_told(view: View) -> None:
    (claim,) = rows(explain(view, "kg:c_03"))
    assert (claim["speaker"], claim["voice"], claim["confidence"]) == ("Ben Sol", "reported, present", 0.9)
    assert claim["words"].startswith("[[Kenya]] has worked with the [[United Nations]]")
    (visit,) = rows(explain(view, "Oslo"), part="Visit")
    assert (visit["speaker"], visit["voice"]) == ("officials", "reported, hedged, future")
    (denial,) = rows(explain(view, "Kenya owns Reed Line"))
    assert denial["voice"] == "text, negative, past"


def test_names_are_accounted_for(view: View) -> None:
    found = {row["what"]: row for row in rows(explain(view, "Ada Roe"), part="name")}
    assert found["Ada Roe"]["why"] == "the fullest form"
    assert found["Roe"]["why"] == "a shorter form of the full name, and of no other"
    assert found["Roe"]["document"] == "lake.txt"
    assert found["Roe"]["words"].startswith("Ada [[Roe]], the foreign minister")
    kenya = {row["what"]: row["why"] for row in rows(explain(view, "Kenya"), part="name")}
    assert kenya["Republic of Kenya"] == "known to the gazetteer as a name of country:KE"


@pytest.mark.parametrize(
    ("label", "alias", "why"),
    [
        ("Zoë Marlé", "zoe-marle", "case, accents"),
        ("Bureau of Reed Affairs", "BRA", "initials"),
        ("Hal Brook", "H. Brook", "shorter form"),
        ("Hal Brook", "Captain Hal Brook", "title"),
        ("Hal Brook", "the Heron", "a text uses it"),
    ],
)
def test_grounds_of_a_name(label: str, alias: str, why: str) -> None:
    view = View(Graph(entities=(Entity(id="x", kind="Organization", label=label, aliases=(alias,)),)))
    (found,) = of(explain(view, "kg:x"), "why", what=alias)
    assert why in found


def test_documents_and_evidence_are_explained(view: View) -> None:
    table = explain(view, "doc_mission")
    assert set(of(table, "document")) == {"news/mission.html"}
    assert len(table.rows) == 7
    name = evidence_id(GRAPH.events[0].evidence[0])
    assert of(explain(view, f"https://example.org/kg/{name}"), "what") == ["Deployment of Kenya, spring 2016"]
    with pytest.raises(KgxError, match="no such evidence"):
        explain(view, "e_0000000000000000")


def test_without_the_texts_names_have_no_place() -> None:
    assert of(explain(View(GRAPH), "Ada Roe"), "words", part="name") == [None, None]


@given(st.text(max_size=60), st.lists(st.text(max_size=6), max_size=4))
def test_marks_add_nothing_but_brackets(words: str, spans: list[str]) -> None:
    if "[[" not in words and "]]" not in words:
        assert len(mark(words, spans)) == len(words) + 2 * (
            mark(words, spans).count("[[") + mark(words, spans).count("]]")
        )


# -- timelines


def test_timeline_is_in_order_and_marks_claims(view: View) -> None:
    table = timeline(view)
    assert of(table, "when") == ["1963/..", "1963/..", "2015-01-01/2021-08-31", "2016-21", "2020-05-03", "2021"]
    assert [(r["class"], r["status"], r["by"]) for r in rows(table, when="1963/..")] == [
        ("Membership", "claimed", "Ben Sol"),
        ("Relation", "claimed", "Ben Sol"),
    ]


def test_timeline_filters(view: View) -> None:
    roe, sol, baku = map(view.find, ("Ada Roe", "Ben Sol", "Baku"))
    assert of(timeline(view, [roe]), "when") == ["2020-05-03", "2021"]
    assert of(timeline(view, [sol]), "when") == ["2020-05-03"]
    assert of(timeline(view, [roe, sol]), "when") == ["2020-05-03", "2021"]
    assert of(timeline(view, place=baku), "when") == ["2020-05-03"]
    assert of(timeline(view, first="2020"), "when") == [
        "1963/..",
        "1963/..",
        "2015-01-01/2021-08-31",
        "2020-05-03",
        "2021",
    ]
    assert of(timeline(view, last="2015-06"), "when") == ["1963/..", "1963/..", "2015-01-01/2021-08-31"]
    assert of(timeline(view, classes=["deployment", "Visit"]), "class") == ["Deployment", "Visit"]
    with pytest.raises(KgxError, match="someday: not a date; write 2017"):
        timeline(view, first="someday")
    with pytest.raises(KgxError, match="Party: no such class in this graph; there are Deployment, Meeting"):
        timeline(view, classes=["Party"])


def test_a_place_holds_what_lies_in_it() -> None:
    azerbaijan = Entity(id="Azerbaijan", kind="Place", types=("Country",), label="Azerbaijan", key="country:AZ")
    hall = Entity(id="Hall", kind="Place", label="Hall")
    within = Statement(
        id="c_08",
        label="Hall in Baku",
        subject="Hall",
        predicate="schema:containedInPlace",
        object="Baku",
        evidence=(told("doc_lake", "Baku", "place.in"),),
    )
    events = (*GRAPH.events, replace(GRAPH.events[1], id="Meeting_2", locations=("Hall",)))
    view = View(
        replace(
            GRAPH, entities=(*GRAPH.entities, azerbaijan, hall), events=events, statements=(*GRAPH.statements, within)
        )
    )
    for place in ("Baku", "Azerbaijan"):
        assert len(timeline(view, place=view.find(place)).rows) == 2
    assert len(timeline(view, place=view.find("Hall")).rows) == 1


# -- paths


def test_paths_are_the_shortest_with_evidence(view: View) -> None:
    found = rows(path(view, view.find("Ada Roe"), view.find("United Nations")))
    assert [(row["from"], row["relation"], row["to"]) for row in found[:2]] == [
        ("Ada Roe", "foreign minister", "Kenya"),
        ("Kenya", "cooperatesWith", "United Nations"),
    ]
    assert found[1]["words"] == "Kenya sent 120 soldiers in the spring of 2016."
    assert {row["path"] for row in found} == {1}
    (back,) = rows(path(view, view.find("Kenya"), view.find("Ada Roe")))
    assert back["relation"] == "← foreign minister"


def test_paths_agree_with_networkx_and_do_not_use_denials(view: View) -> None:
    network: nx.Graph[str] = nx.Graph()
    for fact in GRAPH.events:
        network.add_edges_from((fact.id, who) for _, who in fact.roles)
        network.add_edges_from((fact.id, place) for place in (*fact.locations, *fact.origins))
    network.add_edges_from((s.subject, s.object) for s in GRAPH.statements if s.status != "denied")
    network.add_edges_from((m.member, m.organization) for m in GRAPH.memberships)
    start = view.find("Kenya")
    for end in ("Ben_Sol", "Baku", "Ganja", "Oslo", "Reed_Line"):
        found = path(view, start, view.things[end], limit=1)
        assert len(found.rows) == nx.shortest_path_length(network, "Kenya", end)
    assert path(view, start, view.find("Cy Dunn")).rows == ()


def test_the_limit_of_paths() -> None:
    view = View(large(6, 40))
    one, other = view.things["P000000"], view.things["P000005"]
    many = path(view, one, other, limit=3)
    assert {row[0] for row in many.rows} == {1, 2, 3}
    assert len(path(view, one, other, limit=1).rows) * 3 == len(many.rows)


# -- figures and differences


def test_figures(view: View) -> None:
    table = stats(view)
    assert of(table, "number", part="size") == [2, 11, 4, 2, 5, 12]
    assert of(table, "number", part="status", name="asserted") == [7]
    health = {row["name"]: (row["number"], row["share"]) for row in rows(table, part="health")}
    assert health == {
        "claims (what no text asserts)": (4, 0.364),
        "events without a date": (0, 0.0),
        "orphans": (0, 0.0),
        "documents without a fact": (0, 0.0),
    }
    assert of(table, "name", part="most links")[0] == "Kenya"
    assert set(of(table, "name", part="most central")) == set(of(table, "name", part="most links"))
    assert rows(stats(View(Graph())), part="health", name="orphans")[0]["share"] is None


def test_nothing_enters_or_leaves_between_equals(view: View) -> None:
    assert diff(view.graph, view.graph).rows == ()


def test_what_entered_left_and_changed() -> None:
    meeting: Event = replace(GRAPH.events[1], when="2020-05", evidence=GRAPH.events[1].evidence[:1])
    old = replace(
        GRAPH,
        entities=GRAPH.entities[1:],
        events=(*GRAPH.events[:1], meeting, *GRAPH.events[2:]),
        statements=GRAPH.statements[:2],
    )
    new = replace(GRAPH, memberships=())
    found = rows(diff(old, new))
    assert [(row["part"], row["id"]) for row in found if row["change"] == "entered"] == [
        ("entity", "Ada_Roe"),
        *(("relation", s.id) for s in GRAPH.statements[2:]),
    ]
    assert [row["id"] for row in found if row["change"] == "left"] == ["c_01", "c_02"]
    (changed,) = [row for row in found if row["change"] == "changed"]
    assert changed["id"] == meeting.id
    assert changed["detail"].startswith("when: 2020-05 → 2020-05-03; evidence: +e_")


def test_changed_names_and_bytes_are_told() -> None:
    source = replace(GRAPH.sources[0], document=replace(GRAPH.sources[0].document, sha256="ef" * 32))
    roe = replace(GRAPH.entities[0], aliases=("A. Roe",), mentions=99)
    new = replace(GRAPH, sources=(source, GRAPH.sources[1]), entities=(roe, *GRAPH.entities[1:]))
    assert of(diff(GRAPH, new), "detail") == ["bytes: abababab… → efefefef…", "names: +A. Roe, -Roe"]


# -- formats

ODD = 'say "hi", <b>|\\ =1+1\r\n\t\x1b[31m\u202e\u05d0\u05d1 \U0001f98a'


def test_formats_are_read_back() -> None:
    table = Table(("a", "empty", "c"), ((ODD, None, 1), ("x", None, 0.25)))
    assert json.loads(render(table, "json")) == [
        {"a": ODD, "empty": None, "c": 1},
        {"a": "x", "empty": None, "c": 0.25},
    ]
    assert list(csv.reader(io.StringIO(render(table, "csv"), newline=""))) == [
        ["a", "empty", "c"],
        [ODD.replace("\r\n", "\n"), "", "1"],
        ["x", "", "0.25"],
    ]
    tokens = MarkdownIt().enable("table").parse(render(table, "markdown"))
    cells = ["".join(c.content for c in t.children or []) for t in tokens if t.type == "inline"]
    assert cells == ["a", "c", 'say "hi", <b>|\\ =1+1 [31m\u202e\u05d0\u05d1 \U0001f98a', "1", "x", "0.25"]
    lines = render(table, "table").split("\n")
    assert len(lines) == 5
    assert "\x1b" not in lines[2]


def test_an_empty_table_keeps_its_head() -> None:
    empty = Table(("a", "b"), ())
    assert render(empty, "table") == "a  b\n-  -\n"
    assert render(empty, "csv") == "a,b\n"
    assert render(empty, "json") == "[]\n"


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=4))
def test_any_text_is_one_row(found: list[tuple[str, str]]) -> None:
    table = Table(("a", "b"), tuple(found))
    assert len(render(table, "table").split("\n")) == len(found) + 3
    assert len(render(table, "markdown").split("\n")) == len(found) + 3
    read = list(csv.reader(io.StringIO(render(table, "csv"), newline="")))[1:]
    assert [[cell.replace("'", "") for cell in row] for row in read] == [
        [re.sub("\r\n?", "\n", cell).replace("'", "") for cell in row] for row in found
    ]


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "|x", "\t=1", "\r\n=1", "\x00=1", "a;=1+1", "a; ;-2", "＝1"]


@given(st.text(max_size=20) | st.sampled_from(FORMULAS))
def test_no_cell_of_csv_is_a_formula(text: str) -> None:
    found = render(Table(("a", "b"), ((text, -1.5),)), "csv")
    for delimiter in ",;":  # that of the reader's country
        for row in csv.reader(io.StringIO(found, newline=""), delimiter=delimiter):
            cells = [cell for cell in row if not cell.endswith("-1.5")]
            assert not [cell for cell in cells if re.match(r"[\s\x00-\x1f]*[=+\-@|%＝＋－＠]", cell)]
    assert list(csv.reader(io.StringIO(found, newline="")))[-1][1] == "-1.5"


MARKUP = [
    "*a* _b_ `c`",
    "[x](http://a.example)",
    "![x](y)",
    "<b>&amp;</b>",
    "a|b",
    "\\|",
    "~~x~~",
    "snake_case_2",
    "&#42;",
    "#",
    "---",
]


@given(st.text(max_size=20) | st.sampled_from(MARKUP))
def test_markdown_shows_the_text(text: str) -> None:
    tokens = (
        MarkdownIt().enable(["table", "strikethrough"]).parse(render(Table(("a", "b"), ((text, "x"),)), "markdown"))
    )
    inline = [token.children or [] for token in tokens if token.type == "inline"]
    assert {child.type for cell in inline for child in cell} <= {"text", "text_special"}
    words = " ".join(one_line(text).split())
    expected = ["a", "b", words, "x"] if text else ["b", "x"]
    assert ["".join(child.content for child in cell) for cell in inline] == expected


@pytest.mark.parametrize(
    ("turtle", "complaint"),
    [
        ("a schema:Person", "x has no rdfs:label"),
        ('a schema:Event ; rdfs:label "x"', "x has no class of event"),
        ('a schema:Event , kgx:Meeting ; rdfs:label "x" ; prov:wasDerivedFrom kg:e', "evidence that is not there: e"),
        ('a schema:Event , kgx:Meeting ; rdfs:label "x" ; kgx:when "soon"', "not an EDTF date: 'soon'"),
        ('a org:Membership ; rdfs:label "x" ; org:member kg:y ; org:role kg:z', "z has no rdfs:label"),
        ('a rdf:Statement ; rdfs:label "x" ; rdf:subject kg:y ; rdf:object kg:z', "x has no rdf:predicate"),
    ],
)
def test_a_graph_that_is_no_graph_of_kgx(tmp_path: Path, turtle: str, complaint: str) -> None:
    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in {"kg": BASE_IRI, **PREFIXES}.items())
    (tmp_path / "graph.ttl").write_text(f"{head}kg:x {turtle} .", encoding="utf-8")
    with pytest.raises(KgxError, match=rf"not a graph that kgx wrote \(.*{complaint}\)"):
        View.load(tmp_path / "graph.ttl")


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_any_name_is_found_and_shown(label: str, alias: str) -> None:
    view = View(Graph(entities=(Entity(id="x", kind="Person", label=label, aliases=(alias,)),)))
    if not label.startswith("kg:"):
        assert view.find(label).id == "x"
    shown = render(card(view, view.find("kg:x")), "json")
    assert json.loads(shown)[0]["what"] == label
    assert len(of(explain(view, "kg:x"), "what")) == len({label, alias})
