"""A short run of every fuzz target, `make fuzz` runs them for longer; and texts that break off."""

import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from random import Random

import pytest

from kgx.extract import extract
from kgx.model import Document

TEXTS = Path(__file__).parent.parent / "data" / "raw"


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris has no wheel for this system or Python")
def test_two_thousand_inputs_break_nothing(tmp_path: Path) -> None:
    harness = Path(__file__).with_name("fuzz.py")
    # what libFuzzer takes for the memory of the harness is that of the process that started it, if that was larger
    run = [sys.executable, harness, "all", "-runs=2000", "-seed=1", "-rss_limit_mb=0"]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, timeout=500, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-5000:]
    assert "Done 2000 runs" in done.stderr


def test_a_text_may_end_anywhere() -> None:
    draw = Random(7)
    for path in sorted(TEXTS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for end in draw.sample(range(1, len(text)), 4):
            extract(Document(id="doc_x", path="x.txt", text=text[:end], sha256="", published=date(2024, 6, 15)))


def test_words_that_make_names_and_posts_may_come_in_any_order() -> None:
    words = [
        *"Mr. Ms. Dr. Prof. Sir Lord Saint President Minister Professor Lecturer Senior Chief Executive Secretary".split(),
        *"Al El Van De La Da Bin Ibn Abu of the for and Order Bank Board Council Commission University State".split(),
        *"Ada Roe Bob Robert Oslo Lima Kenya British Norwegian Economist Author Inc. Ltd 11th first 1990 May 3".split(),
        *"who his her He She said met named succeeded replaced visited returned joined left took command over is will be".split(),
        *"' \" “ ” ( ) : ; , . - – & 's wife son member members stake in to from at on as a an born died".split(),
    ]
    draw = Random(1)
    for _ in range(200):
        text = " ".join(draw.choices(words, k=60))
        extract(Document(id="doc_x", path="x.txt", text=text, sha256="", published=date(2024, 6, 15)))
