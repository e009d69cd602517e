"""Writes what came out into README.md, and the picture beside it: run it when the rules have changed.

python docs/results.py
"""

import re
import sys
import tempfile
from pathlib import Path

import networkx as nx
from picture import STEPS, draw, load

from kgx import pipeline, query
from kgx.config import Config

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
GOLD = ROOT / "tests" / "gold"
CORPORA = {  # gold -> (texts, name in the table)
    "sample": (ROOT / "data" / "raw", "`data/raw`"),
    "dev": (GOLD / "dev", "`tests/gold/dev`"),
}
CENTRE = "Valery_Gerasimov"
MEETING = "kg:Meeting_2017-02-16_"

sys.path.insert(0, str(GOLD))
from score import score  # noqa: E402


def results(out: Path) -> str:
    """What the sample corpus gave, one picture of it and one answer from it; draws the picture."""
    report = pipeline.build([CORPORA["sample"][0]], out, Config())
    whole = load(out / "graph.gexf")
    near = nx.ego_graph(whole.to_undirected(as_view=True), CENTRE, STEPS)
    (ROOT / "docs" / "graph.svg").write_text(draw(whole.subgraph(near)), encoding="utf-8")
    asked = query.resolve("who-met-whom")
    answer = query.render(query.run(out / "graph.ttl", asked, {"in": "Baku"}), "table").strip()
    entities, events, claims = (sum(found.values()) for found in (report.entities, report.events, report.claims))
    return "\n".join(
        [
            f"From the {report.documents} articles in `data/raw`: {entities} entities, {events} events and {claims} posts and relations. What lies around one person in it:\n",
            f"![What the graph of data/raw holds around {CENTRE.replace('_', ' ')}](docs/graph.svg)\n",
            "Who met whom in Baku, and when?\n",
            f"```\n$ kgx query who-met-whom in=Baku\n{answer}\n```",
        ]
    )


def meeting(turtle: str) -> str:
    """One meeting of the graph and its evidence, as Turtle."""
    event = block(turtle, MEETING)
    evidence = re.search(r"prov:wasDerivedFrom (\S+)", event)
    assert evidence
    return f"```turtle\n{event}\n\n{block(turtle, evidence[1])}\n```".expandtabs(4)


def block(turtle: str, start: str) -> str:
    """The statements about the first node whose name begins so."""
    found = re.search(rf"^{re.escape(start)}.*?\.$", turtle, re.MULTILINE | re.DOTALL)
    assert found, start
    return found[0]


def figures(built: dict[str, Path]) -> str:
    """Recall, precision and traps of every corpus."""
    rows = [
        "| texts | facts found, of those the gold asks for | facts right, of those the graph holds | traps (planned, denied, claimed) that are not asserted |",
        "|---|---|---|---|",
    ]
    for name, (texts, label) in CORPORA.items():
        scored = score(built[name] / "graph.ttl", GOLD / f"{name}.json")
        shares = [scored.recall(), scored.precision(), tuple(scored.rows["kept out: not asserted"])]
        count = len(list(texts.iterdir()))
        rows.append(
            " | ".join(
                [f"| {label}, {count} texts", *(f"{right} of {n} ({100 * right / n:.0f} %)" for right, n in shares)]
            )
            + " |"
        )
    return "\n".join(rows)


def fill(page: str, name: str, text: str) -> str:
    """The page with the text between the markers of that name."""
    filled, times = re.subn(
        rf"(<!-- {name} -->\n).*?(\n<!-- end -->)",
        lambda found: f"{found[1]}\n{text}\n{found[2]}",
        page,
        flags=re.DOTALL,
    )
    assert times == 1, name
    return filled


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        built = {name: Path(folder, name) for name in CORPORA}
        page = fill(README.read_text(encoding="utf-8"), "result", results(built["sample"]))
        page = fill(page, "turtle", meeting((built["sample"] / "graph.ttl").read_text(encoding="utf-8")))
        pipeline.build([CORPORA["dev"][0]], built["dev"], Config())
        README.write_text(fill(page, "figures", figures(built)), encoding="utf-8")
