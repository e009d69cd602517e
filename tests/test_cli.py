"""The command line: what it prints and with which code it ends."""

import json
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kgx.cli import main

TEXT = """\
Ministers meet in Oslo

By Cal Poe
4 May 2020

The two ministers, Ada Roe and Ben Sol, met in Oslo on 3 May 2020.
"""
Kgx = Callable[..., Result]


@pytest.fixture
def kgx(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kgx:
    """Run kgx in an empty folder that holds one article, in.txt."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.txt").write_text(TEXT, encoding="utf-8")

    def run(*arguments: str) -> Result:
        result = CliRunner().invoke(main, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return run


def failed(result: Result) -> str:
    """The one line that a failure prints."""
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


def test_build_writes_the_graph_and_says_what_it_found(kgx: Kgx, tmp_path: Path) -> None:
    result = kgx("build", "in.txt", "--out", "g")
    assert result.exit_code == 0, result.output
    assert "1 Meeting" in result.stdout
    for name in ("graph.ttl", "graph.gexf", "texts", "report.json"):
        assert f"wrote g/{name}" in result.stdout.splitlines()
        assert (tmp_path / "g" / name).exists()
    assert "extract 1/1" in result.stderr.splitlines()  # plain lines, since this is no terminal


def test_sources_and_out_come_from_the_settings(kgx: Kgx, tmp_path: Path) -> None:
    (tmp_path / "kgx.toml").write_text('sources = ["in.txt"]\nout = "made"\n')
    assert kgx("build").exit_code == 0
    assert (tmp_path / "made" / "graph.ttl").exists()
    asked = kgx("query", "SELECT ?d WHERE { ?d a schema:NewsArticle }", "--format", "csv")
    assert asked.stdout.splitlines() == ["d", "https://example.org/kg/doc_in"]


def test_one_bad_text_is_skipped_and_named(kgx: Kgx, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = kgx("build", "in.txt", "empty.txt", "-o", "g")
    assert result.exit_code == 0
    assert "1 skipped" in result.stdout
    assert "skipped empty.txt: the file is empty; fill or remove it" in result.stderr.splitlines()
    (skipped,) = json.loads((tmp_path / "g" / "report.json").read_text())["skipped"]
    assert skipped["path"] == "empty.txt"
    assert kgx("build", "in.txt", "empty.txt", "-o", "g", "--strict").exit_code == 1
    assert kgx("build", "in.txt", "-o", "g", "--strict").exit_code == 0


def test_a_missing_source_leaves_the_old_graph(kgx: Kgx, tmp_path: Path) -> None:
    kgx("build", "in.txt", "-o", "g")
    before = (tmp_path / "g" / "graph.ttl").read_bytes()
    assert failed(kgx("build", "gone", "-o", "g")).startswith("kgx: gone: no such file or folder; name the texts")
    assert (tmp_path / "g" / "graph.ttl").read_bytes() == before


def test_broken_settings_are_named(kgx: Kgx, tmp_path: Path) -> None:
    (tmp_path / "kgx.toml").write_text("colour = 1")
    expected = "kgx: kgx.toml: unknown key 'colour'; legal keys are sources, out, base_iri"
    assert failed(kgx("build", "in.txt")) == expected
    assert failed(kgx("query", "timeline")) == expected


def test_queries_by_name_file_and_text(kgx: Kgx, tmp_path: Path) -> None:
    kgx("build", "in.txt", "-o", "g")
    named = kgx("query", "who-met-whom", "in=Oslo", "-g", "g", "--format", "csv").stdout
    assert "Ada Roe,Ben Sol,Oslo,2020-05-03" in named.splitlines()
    assert len(kgx("query", "who-met-whom", "in=Lund", "-g", "g", "--format", "csv").stdout.splitlines()) == 1
    (tmp_path / "met.rq").write_text("SELECT ?a WHERE { ?a kgx:met ?b }")
    assert "kg:Ada_Roe" in kgx("query", "met.rq", "-g", "g/graph.ttl").stdout
    turtle = kgx("query", "CONSTRUCT { ?a kgx:met ?b } WHERE { ?a kgx:met ?b }", "-g", "g", "--format", "ttl").stdout
    assert "kg:Ada_Roe kgx:met kg:Ben_Sol ." in turtle.splitlines()


def test_named_queries_are_listed(kgx: Kgx) -> None:
    lines = kgx("query", "--list").stdout.splitlines()
    names = [line.split()[0] for line in lines]
    assert {"who-met-whom", "timeline", "posts", "missions", "claims-by-speaker", "evidence-of"} <= set(names)
    assert all(len(line.split()) > 3 for line in lines)


def test_queries_that_cannot_be_asked(kgx: Kgx) -> None:
    assert "no graph there; run `kgx build` first" in failed(kgx("query", "timeline", "-g", "g"))
    kgx("build", "in.txt", "-o", "g")
    assert "line 1, column" in failed(kgx("query", "SELECT ?a WHERE { ?a", "-g", "g"))
    assert "no such query and no such file" in failed(kgx("query", "tmeline", "-g", "g"))
    assert "no variable ?at" in failed(kgx("query", "SELECT ?a WHERE { ?a a ?b }", "at=Oslo", "-g", "g"))
    assert "not of the form NAME=VALUE" in failed(kgx("query", "timeline", "Oslo", "-g", "g"))
    assert "no query given" in failed(kgx("query"))


def test_validate(kgx: Kgx, tmp_path: Path) -> None:
    kgx("build", "in.txt", "-o", "g")
    good = kgx("validate", "g")
    assert (good.exit_code, good.stdout) == (0, "g/graph.ttl: valid\n")
    graph = tmp_path / "g" / "graph.ttl"
    graph.write_text(graph.read_text().replace('rdfs:label "Ada Roe"', 'rdfs:label "Ada Roe" , "Ada"'))
    bad = kgx("validate", "g")
    assert bad.exit_code == 1
    assert "Ada_Roe" in bad.stdout
    assert "no graph there" in failed(kgx("validate", "h"))


def test_version_and_help(kgx: Kgx) -> None:
    assert kgx("--version").stdout.startswith("kgx, version ")
    assert all(name in kgx("-h").stdout for name in ("build", "query", "validate"))


def test_the_reference_is_up_to_date() -> None:
    script = runpy.run_path(str(Path(__file__).parent.parent / "docs" / "reference.py"))
    assert script["PAGE"].read_text(encoding="utf-8") == script["reference"](), "run `make docs`"
