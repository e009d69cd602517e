"""The notebooks in examples/ run, and show what they show when they run."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RUN = "import runpy, sys; print(runpy.run_path(sys.argv[1])['run'](__import__('pathlib').Path(sys.argv[2])), end='')"


@pytest.mark.parametrize("notebook", sorted((ROOT / "examples").glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_is_up_to_date(notebook: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", RUN, str(ROOT / "docs" / "notebook.py"), str(notebook)],
        env={**os.environ, "COLUMNS": "120"},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=300,
    )
    assert json.loads(run.stdout) == json.loads(notebook.read_text(encoding="utf-8")), "run `make docs`"


def test_there_is_a_notebook() -> None:
    assert list((ROOT / "examples").glob("*.ipynb"))
