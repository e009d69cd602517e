"""Every predictor gives lines of the documented form; the scripts run."""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from kgx import pipeline
from kgx.config import Config

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
DEEDS = "The mayor of Lund, Ada Roe, said on Monday that rebels had attacked the town of Sarn in May 2019."
LIFE = "Ada Roe was born on 3 May 1950 in Lund and married Bo Ek. He founded the Lakes Institute in 1979."


sys.path.append(str(BENCHMARKS))


def predict(name: str, line: dict[str, Any]) -> Any:
    """The prediction for one line."""
    return json.loads(json.dumps(import_module(f"predictors.{name}").predict(line)))


def test_script() -> None:
    line = {"doc": "1", "dct": "2019-06-04", "text": DEEDS}
    command = [sys.executable, str(BENCHMARKS / "predict.py"), "tempeval3"]
    done = subprocess.run(command, input=f"{json.dumps(line)}\n\n", capture_output=True, text=True, check=True)
    assert [json.loads(out) for out in done.stdout.splitlines()] == [predict("tempeval3", line)]


def test_meantime() -> None:
    text = f"Rebels attack Sarn\nJune 04, 2019\n{DEEDS}"
    found = predict("meantime", {"doc": "1", "dct": "2019-06-04", "text": text})
    words = {text[e["start"] : e["end"]]: e for e in found["events"]}
    assert words["said"]["speech"]
    assert not words["attacked"]["speech"]
    assert words["said"]["times"] == ["2019-06-03"]
    assert words["attacked"]["times"] == ["2019-05"]
    arguments = {(a["role"], text[a["start"] : a["end"]]) for a in words["attacked"]["args"]}
    assert ("A0", "rebels") in arguments
    assert any(role == "A1" and "Sarn" in span for role, span in arguments)
    names = {text[e["start"] : e["end"]]: e for e in found["entities"]}
    assert names["Ada Roe"]["type"] == "PER"
    assert names["Ada Roe"]["cluster"]
    assert [(t["type"], t["value"]) for t in found["timexes"]] == [
        ("DATE", "2019-06-04"),
        ("DATE", "2019-06-03"),
        ("DATE", "2019-05"),
    ]


def test_tempeval3() -> None:
    found = predict("tempeval3", {"doc": "1", "dct": "2019-06-04", "text": DEEDS})
    assert {DEEDS[e["start"] : e["end"]] for e in found["events"]} == {"said", "attacked"}
    assert [(DEEDS[t["start"] : t["end"]], t["type"], t["value"]) for t in found["timexes"]] == [
        ("Monday", "DATE", "2019-06-03"),
        ("May 2019", "DATE", "2019-05"),
    ]


def test_knowledgenet() -> None:
    found = predict("knowledgenet", {"passage": "1:0:9", "text": LIFE})
    facts = {(f["prop"], LIFE[slice(*f["s"])], LIFE[slice(*f["o"])]) for f in found["facts"]}
    assert {
        ("DATE_OF_BIRTH", "Ada Roe", "3 May 1950"),
        ("PLACE_OF_BIRTH", "Ada Roe", "Lund"),
        ("SPOUSE", "Ada Roe", "Bo Ek"),
        ("SPOUSE", "Bo Ek", "Ada Roe"),
        ("DATE_FOUNDED", "Lakes Institute", "1979"),
    } <= facts


def test_knowledgenet_counts_pronouns_without_antecedent() -> None:
    text = "She was born in Lund."
    found = predict("knowledgenet", {"passage": "1:0:9", "text": text})
    assert [(f["prop"], text[slice(*f["s"])], text[slice(*f["o"])]) for f in found["facts"]] == [
        ("PLACE_OF_BIRTH", "She", "Lund")
    ]


@pytest.mark.parametrize(
    ("text", "kind", "source", "target"),
    [
        ("Rebels shelled the town of Sarn on Monday.", "FIGHT", "Rebels", "Sarn"),
        ("Norway will give Samoa a loan, officials said.", "AGREE", "Norway", "Samoa"),
        ("Norway said it would impose sanctions on Samoa.", "THREATEN", "Norway", "Samoa"),
        ("Norway refused to meet envoys of Samoa.", "REJECT", "Norway", "envoys of Samoa"),
        ("Norway said Samoa must release the fishermen.", "DEMAND", "Norway", "Samoa"),
    ],
)
def test_plover(text: str, kind: str, source: str, target: str) -> None:
    (event,) = predict("plover", {"id": "1", "text": text})["events"]
    assert event["event"] == kind
    assert event["source"] == [source]
    assert any(target in found for found in event["target"])


def test_polnear() -> None:
    text = (
        'Ada Roe said that the bridge was safe. "It will open in May," she added. According to Bo Ek, it is too narrow.'
    )
    found = predict("polnear", {"doc": "1", "text": text})
    quotes = {
        tuple(text[slice(*q[k])] if q[k] else None for k in ("source", "cue", "content")) for q in found["quotes"]
    }
    assert quotes == {
        ("Ada Roe", "said", "that the bridge was safe"),
        ("she", "added", '"It will open in May,"'),
        ("Bo Ek", "According to", "it is too narrow"),
    }


def test_unknown_benchmark() -> None:
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / "predict.py"), "other"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "meantime|tempeval3" in done.stderr


@pytest.mark.parametrize(
    ("script", "arguments", "last"),
    [
        ("store.py", ["40"], "kgx query, as a command"),
        ("gexf.py", ["50", "100"], "and layout"),
        ("duplicates.py", ["40"], "4 of 4 copies found, 0 others"),
        ("rebuild.py", ["3"], "model loaded"),
    ],
)
def test_speed(script: str, arguments: list[str], last: str) -> None:
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / script), *arguments], capture_output=True, text=True, check=True
    )
    assert last in done.stdout.splitlines()[-1]


def test_facts_to_be_judged(tmp_path: Path) -> None:
    (tmp_path / "life.txt").write_text(LIFE, encoding="utf-8")
    pipeline.build([tmp_path / "life.txt"], tmp_path / "graph", Config())
    script = [sys.executable, str(BENCHMARKS / "inspect.py")]
    form = subprocess.run(
        [*script, str(tmp_path / "graph"), "--number", "3"], capture_output=True, text=True, check=True
    ).stdout
    assert form.startswith("# 3 of ")
    assert form.count("[ ] as stated") == 3
    assert "> Ada Roe was born on 3 May 1950 in Lund and married Bo Ek." in form
    marked = tmp_path / "form.md"
    marked.write_text(form.replace("[ ] types", "[x] types", 2), encoding="utf-8")
    tally = subprocess.run([*script, "--tally", str(marked)], capture_output=True, text=True, check=True).stdout
    assert "types      2 of 3  67%" in tally
