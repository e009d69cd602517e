"""Questions to a graph, named and free, and how the answers are written."""

import csv
import io
import json
from pathlib import Path

import pytest
from graphs import GRAPH

from kgx import query
from kgx.export import turtle
from kgx.model import KgxError


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    turtle.write(GRAPH, path)
    return path


def rows(built: Path, text: str, **values: str) -> list[dict[str, str]]:
    answer = query.render(query.run(built, query.resolve(text), values), "csv")
    return list(csv.DictReader(io.StringIO(answer)))


def test_named_queries_are_described() -> None:
    assert set(query.named()) == {
        "who-met-whom",
        "timeline",
        "posts",
        "missions",
        "claims-by-speaker",
        "evidence-of",
    }
    assert all(one.description and one.text.startswith("# ") for one in query.named().values())


@pytest.mark.parametrize("values", [{}, {"in": "Baku"}, {"in": "Azerbaijan"}, {"with": "Sol"}])
def test_who_met_whom(built: Path, values: dict[str, str]) -> None:
    assert rows(built, "who-met-whom", **values) == [
        {"who": "Ada Roe", "whom": "Ben Sol", "where": "Baku", "when": "2020-05-03"}
    ]


@pytest.mark.parametrize("values", [{"in": "Kenya"}, {"with": "Cy Dunn"}])
def test_who_met_whom_elsewhere(built: Path, values: dict[str, str]) -> None:
    assert rows(built, "who-met-whom", **values) == []


def test_timeline_holds_what_is_asserted_and_dated(built: Path) -> None:
    assert [row["class"] for row in rows(built, "timeline")] == ["Operation", "Deployment", "Meeting"]
    assert [row["class"] for row in rows(built, "timeline", who="Kenya")] == ["Operation", "Deployment"]
    assert [row["class"] for row in rows(built, "timeline", **{"in": "Azerbaijan"})] == ["Meeting"]


def test_posts(built: Path) -> None:
    post = {"person": "Ada Roe", "post": "foreign minister", "organization": "Kenya", "when": ""}
    assert rows(built, "posts") == [post]
    assert rows(built, "posts", at="Republic of Kenya") == [post]
    assert rows(built, "posts", at="United Nations") == []


def test_missions_name_the_narrowest_role(built: Path) -> None:
    found = [(row["mission"], row["actor"], row["role"]) for row in rows(built, "missions")]
    assert found == [
        ("Operation Tall Reed", "United Nations", "organizer"),
        ("Operation Tall Reed", "Kenya", "participant"),
        ("Deployment of Kenya, spring 2016", "Kenya", "agent"),
    ]


def test_claims_by_speaker(built: Path) -> None:
    found = [(row["speaker"], row["status"]) for row in rows(built, "claims-by-speaker")]
    assert found == [("Ben Sol", "claimed"), ("Ben Sol", "claimed"), ("officials", "planned")]
    assert len(rows(built, "claims-by-speaker", who="officials")) == 1


def test_evidence_of(built: Path) -> None:
    assert len(rows(built, "evidence-of")) == 12
    found = rows(built, "evidence-of", about="Oslo")
    assert [(row["fact"], row["words"], row["path"], row["start"]) for row in found] == [
        ("Visit of Ada Roe to Oslo, 2021", "Officials said that Roe may visit Oslo next year.", "lake.txt", "179")
    ]


def test_query_in_a_file(built: Path, tmp_path: Path) -> None:
    file = tmp_path / "cities.rq"
    file.write_text("SELECT ?name { ?c a schema:City ; rdfs:label ?name } ORDER BY ?name", encoding="utf-8")
    assert [row["name"] for row in rows(built, str(file))] == ["Baku", "Ganja", "Oslo"]


def test_prefixes_may_be_declared_otherwise(built: Path) -> None:
    text = "PREFIX s: <https://schema.org/> PREFIX kg: <http://nowhere.example/> SELECT ?x { ?x a s:City }"
    assert len(rows(built, text)) == 3


def test_table_is_aligned_and_shortens_iris(built: Path) -> None:
    text = 'SELECT ?c ?label ?none { ?c a schema:City ; rdfs:label ?label . FILTER(?label != "Oslo") } ORDER BY ?c'
    assert query.render(query.run(built, query.resolve(text))) == (
        "c         label  none\n--------  -----  ----\nkg:Baku   Baku\nkg:Ganja  Ganja\n"
    )


def test_table_counts_the_cells_of_wide_characters(built: Path) -> None:
    text = 'SELECT ?a ?b { VALUES (?a ?b) { ("北京" "x") ("four" "two\\nlines") } }'
    assert query.render(query.run(built, query.resolve(text))) == (
        "a     b\n----  ---------\n北京  x\nfour  two lines\n"
    )


def test_other_formats(built: Path) -> None:
    def answer(text: str, form: str) -> str:
        return query.render(query.run(built, query.resolve(text)), form)

    assert answer("ASK { kg:Ada_Roe kgx:met kg:Ben_Sol }", "table") == "true\n"
    assert json.loads(answer("ASK { kg:Ada_Roe kgx:met kg:Oslo }", "json"))["boolean"] is False
    select = "SELECT ?o { kg:Ada_Roe kgx:met ?o }"
    assert answer(select, "tsv") == "?o\n<https://example.org/kg/Ben_Sol>\n"
    value = {"type": "uri", "value": "https://example.org/kg/Ben_Sol"}
    assert json.loads(answer(select, "json"))["results"]["bindings"] == [{"o": value}]
    construct = "CONSTRUCT { ?a kgx:met ?b } { ?a kgx:met ?b }"
    assert answer(construct, "ttl").endswith("kg:Ada_Roe kgx:met kg:Ben_Sol .\nkg:Ben_Sol kgx:met kg:Ada_Roe .\n")
    assert answer(construct, "table") == answer(construct, "ttl")
    assert 'rdfs:label "Ada Roe"' in answer("DESCRIBE kg:Ada_Roe {}", "ttl")
    assert answer('SELECT ?o ("a|b *c*" AS ?x) { kg:Ada_Roe kgx:met ?o }', "markdown") == (
        "| o | x |\n| --- | --- |\n| kg:Ben_Sol | a\\|b \\*c\\* |\n"
    )
    risky = 'SELECT ?a ?b ?c ?d { VALUES (?a ?b ?c ?d) { ("=1+1" -2 -2.5e0 "x;@y") } }'
    assert answer(risky, "csv").splitlines() == ["a,b,c,d", "'=1+1,-2,-2.5,x;'@y"]
    assert '"=1+1"' in answer(risky, "tsv")
    for text, form in ((construct, "csv"), (select, "ttl")):
        with pytest.raises(KgxError, match="--format"):
            answer(text, form)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?x WHER { ?x ?y ?z }", r"line 1, column 16, before `\{ \?x \?y \?z \}`"),
        ("SELECT ?x\nWHERE { ?x foo:bar ?z }", r"line 2, column 19, .*unknown prefix.*kgx, schema"),
        ("SELECT ?x {\n ?x ?p", "line 2, column 7, where it ends"),
    ],
)
def test_a_query_that_does_not_parse(built: Path, text: str, message: str) -> None:
    with pytest.raises(KgxError, match=message) as error:
        query.run(built, query.resolve(text))
    assert "\n" not in str(error.value)


def test_an_unknown_name_or_variable(built: Path) -> None:
    with pytest.raises(KgxError, match=r"nobody: no such query and no such file; .*who-met-whom"):
        query.resolve("nobody")
    with pytest.raises(KgxError, match=r"posts: no variable \?place; there are at, m, name"):
        query.run(built, query.resolve("posts"), {"place": "Baku"})


def test_a_value_cannot_break_out_of_its_quotes(built: Path) -> None:
    assert rows(built, "posts", at='x" } #\n\\') == []


def test_a_graph_that_is_missing_or_broken(tmp_path: Path) -> None:
    with pytest.raises(KgxError, match="kgx build"):
        query.run(tmp_path / "graph.ttl", query.resolve("posts"))
    broken = tmp_path / "broken.ttl"
    broken.write_text("kg:x a", encoding="utf-8")
    with pytest.raises(KgxError, match=r"broken\.ttl: not valid Turtle"):
        query.run(broken, query.resolve("posts"))
