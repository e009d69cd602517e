"""Asks the questions of cookbook.md of a graph, and writes the answers into it.

python docs/cookbook.py data/graph
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from kgx import query

PAGE = Path(__file__).with_name("cookbook.md")
_RECIPE = re.compile(r"^## \d+\. (.+?)\n(.*?```sparql\n(.+?)```\n\n```text\n)(.*?)```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A question, its SPARQL and the answer that the page shows."""

    question: str
    sparql: str
    answer: str


def recipes() -> list[Recipe]:
    """Those of the page, in order."""
    return [Recipe(m[1], m[3], m[4]) for m in _RECIPE.finditer(PAGE.read_text(encoding="utf-8"))]


def answer(sparql: str, graph: Path) -> str:
    """The answer of a graph.ttl as a table."""
    return query.render(query.run(graph, query.Query(sparql)))


def page(graph: Path) -> str:
    """The page with the answers of a graph.ttl."""

    def answered(match: re.Match[str]) -> str:
        heading = match[0][: match.start(2) - match.start()]
        return f"{heading}{match[2]}{answer(match[3], graph)}```"

    return _RECIPE.sub(answered, PAGE.read_text(encoding="utf-8"))


if __name__ == "__main__":
    PAGE.write_text(page(Path(sys.argv[1]) / "graph.ttl"), encoding="utf-8")
