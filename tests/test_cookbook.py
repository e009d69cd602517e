"""The questions of docs/cookbook.md, asked of the sample corpus, and the other pages that are generated."""

import csv
import io
import json
import runpy
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import rdflib

from kgx import look, query
from kgx.look import View
from kgx.vocab import PREFIXES, TERMS

ROOT = Path(__file__).parent.parent
COOKBOOK: dict[str, Any] = runpy.run_path(str(ROOT / "docs" / "cookbook.py"))
RECIPES = COOKBOOK["recipes"]()


@pytest.fixture(scope="module")
def memory(sample: Path) -> rdflib.Graph:
    """The same in rdflib, which parses and answers by itself."""
    return rdflib.Graph().parse(sample)


def test_there_are_twenty_questions() -> None:
    assert len(RECIPES) == 20
    assert len({recipe.question for recipe in RECIPES}) == 20
    assert COOKBOOK["PAGE"].read_text(encoding="utf-8").count("\n## ") == 20


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.question)
def test_the_page_has_the_answer(recipe: Any, sample: Path) -> None:
    assert recipe.answer.count("\n") > 2, "an answer without a row teaches nothing"
    assert recipe.answer == COOKBOOK["answer"](recipe.sparql, sample), "run `make docs`"


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.question)
def test_rdflib_gives_the_same_answer(recipe: Any, sample: Path, memory: rdflib.Graph) -> None:
    asked = query.run(sample, query.Query(recipe.sparql))
    head, *rows = csv.reader(io.StringIO(query.render(asked, "csv"), newline=""))
    answer = memory.query(recipe.sparql)
    assert [str(variable) for variable in answer.vars or ()] == head
    assert Counter(tuple("" if v is None else str(v) for v in row) for row in answer) == Counter(map(tuple, rows))


def test_the_prefixes_on_the_page_are_those_of_the_graph() -> None:
    page = COOKBOOK["PAGE"].read_text(encoding="utf-8")
    for prefix, namespace in PREFIXES.items():
        assert f"\nPREFIX {prefix}: <{namespace}>\n" in page


def test_the_page_of_the_vocabulary_is_up_to_date() -> None:
    script = runpy.run_path(str(ROOT / "docs" / "vocabulary.py"))
    page = script["PAGE"].read_text(encoding="utf-8")
    assert page == script["vocabulary"](), "run `make docs`"
    assert all(f"`kgx:{term}`" in page for term in TERMS)


# -- looking at real graphs


@pytest.fixture(scope="module")
def view(real: Path) -> View:
    """A graph of real texts, with them."""
    return View.load(real)


def test_everything_has_a_card_and_an_explanation(view: View) -> None:
    explained = set()
    for thing in view.things.values():
        assert view.find(f"kg:{thing.id}") is thing
        shown = list(csv.DictReader(io.StringIO(look.render(look.card(view, thing), "csv"), newline="")))
        assert shown[0]["what"] == " ".join(thing.label.split())
        for row in json.loads(look.render(look.explain(view, f"kg:{thing.id}"), "json")):
            if row["words"] is None:
                continue
            text = next(view.text(name) for name, s in view.sources.items() if s.document.path == row["document"])
            words = row["words"].replace("[[", "").replace("]]", "")
            assert text is not None
            if row["part"] == "name":
                assert text[row["start"] : row["end"]] == row["what"]
                assert words in text
            else:
                assert text[row["start"] : row["end"]] == words
                explained.add((row["what"], row["document"], row["start"]))
    told = {(f.label, view.sources[e.document].document.path, e.start) for f in view.facts for e in f.evidence}
    assert explained == told


def test_the_timeline_has_every_dated_fact(view: View) -> None:
    table = look.timeline(view)
    assert len(table.rows) == sum(fact.when is not None for fact in view.facts)
    assert {row[table.columns.index("id")] for row in table.rows} == {fact.id for fact in view.facts if fact.when}


def test_neighbours_are_one_step_apart(view: View) -> None:
    for claim in view.graph.statements:
        if claim.asserted and claim.subject != claim.object:
            ends = (view.things[claim.subject], view.things[claim.object])
            assert len(look.path(view, *ends, limit=1).rows) == 1
