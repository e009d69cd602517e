"""The command line: what it prints and with which code it ends."""

import csv
import io
import json
import os
import pty
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from click.shell_completion import ShellComplete
from click.testing import CliRunner, Result
from graphs import GRAPH, write_texts
from lxml import etree
from markdown_it import MarkdownIt

from kgx import api, query
from kgx.cli import main
from kgx.export import FORMATS, turtle
from kgx.text import no_formula
from kgx.vocab import PREFIXES

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

    def run(*arguments: str, stdin: str = "") -> Result:
        result = CliRunner().invoke(main, arguments, input=stdin)
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


def test_a_text_on_standard_input(kgx: Kgx, tmp_path: Path) -> None:
    assert kgx("build", "-", "in.txt", "--out", "g", stdin="Ada Roe visited Lima in 2021.").exit_code == 0
    made = (tmp_path / "g" / "graph.ttl").read_bytes()
    assert b'kgx:path "stdin"' in made
    message = failed(kgx("build", "-", "in.txt", "--out", "g")).removeprefix("kgx: ")
    assert message == "standard input is empty; pipe a text into it, or leave `-` out"
    assert (tmp_path / "g" / "graph.ttl").read_bytes() == made
    german = "Die Minister der drei Staaten am See einigten sich darauf, eine Fähre nach Bergen zu eröffnen. " * 3
    result = kgx("build", "-", "in.txt", "--out", "g", stdin=german)
    assert "skipped -/stdin: in German; kgx reads English" in result.stderr.splitlines()


def test_standard_input_that_is_a_terminal(tmp_path: Path) -> None:
    terminal, far = pty.openpty()
    run = [sys.executable, "-c", "from kgx.cli import main; main()", "build", "-"]
    done = subprocess.run(run, stdin=far, cwd=tmp_path, capture_output=True, text=True, check=False)
    os.close(terminal)
    os.close(far)
    assert done.returncode == 2
    assert done.stderr.startswith("kgx: standard input is a terminal; pipe a text into it")


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
    expected = "kgx: kgx.toml: unknown key 'colour'; legal keys are sources, out, base_iri, "
    assert failed(kgx("build", "in.txt")).startswith(expected)
    assert failed(kgx("query", "timeline")).startswith(expected)


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


# -- looking at a graph


@pytest.fixture
def looked(kgx: Kgx, tmp_path: Path) -> Kgx:
    """The same, where data/graph holds the graph made by hand."""
    (tmp_path / "data" / "graph").mkdir(parents=True)
    turtle.write(GRAPH, tmp_path / "data" / "graph" / "graph.ttl")
    write_texts(tmp_path / "data" / "graph")
    return kgx


LOOKS = [
    ("show", "Roe"),
    ("explain", "Roe"),
    ("timeline", "Roe", "Kenya"),
    ("path", "Roe", "United Nations"),
    ("stats",),
    ("diff", "data/graph", "data/graph/graph.ttl"),
]


@pytest.mark.parametrize("arguments", LOOKS, ids=lambda found: found[0])
def test_every_look_has_every_format(looked: Kgx, arguments: tuple[str, ...]) -> None:
    results = {form: looked(*arguments, "--format", form) for form in ("table", "json", "csv", "markdown")}
    assert {result.exit_code for result in results.values()} == {0}
    assert {result.stderr for result in results.values()} == {""}
    rows = json.loads(results["json"].stdout)
    assert len(rows) == len(list(csv.DictReader(io.StringIO(results["csv"].stdout))))
    assert len(rows) == len(results["table"].stdout.splitlines()) - 2  # no line is wrapped
    assert len(rows) == len(results["markdown"].stdout.splitlines()) - 2
    assert bool(rows) == (arguments[0] != "diff")
    assert looked(*arguments).stdout == results["table"].stdout


@pytest.mark.parametrize("arguments", LOOKS[:5], ids=lambda found: found[0])
def test_on_a_terminal_everything_fits(looked: Kgx, arguments: tuple[str, ...]) -> None:
    leader, follower = pty.openpty()
    run = [sys.executable, "-c", "from kgx.cli import main; main()", *arguments]
    environment = {**os.environ, "COLUMNS": "60", "TERM": "xterm"}
    subprocess.run(run, stdout=follower, check=True, env=environment, timeout=60)
    os.close(follower)
    shown = os.read(leader, 1 << 16).decode()
    os.close(leader)
    plain = re.sub("\x1b\\[[0-9;]*m", "", shown)
    assert "Kenya" in plain
    assert not {"…", "[[", "c_01"} & set(plain.split())
    assert max(map(len, plain.splitlines())) <= 60
    assert "\x1b[1m" in shown


@pytest.mark.parametrize("width", [30, 50, 120])
def test_answers_fit_a_terminal(looked: Kgx, width: int) -> None:
    leader, follower = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(width), "TERM": "xterm", "NO_COLOR": "1"}
    run = [sys.executable, "-m", "kgx", "query", "evidence-of", "about=Oslo"]
    subprocess.run(run, stdout=follower, check=True, env=environment, timeout=60)
    os.close(follower)
    plain = re.sub("\x1b\\[[0-9;]*m", "", os.read(leader, 1 << 16).decode())
    os.close(leader)
    assert max(map(len, plain.splitlines())) <= width
    assert "Officials said" in plain
    assert "lake.txt" in plain


def test_looks_take_options(looked: Kgx, tmp_path: Path) -> None:
    def column(name: str, *arguments: str) -> list[str]:
        return [row[name] for row in json.loads(looked(*arguments, "--format", "json").stdout)]

    assert column("when", "timeline", "--from", "2016", "--to", "2020-12", "--class", "Meeting") == ["2020-05-03"]
    assert column("when", "timeline", "--place", "baku", "-g", "data/graph") == ["2020-05-03"]
    assert column("path", "path", "Ada Roe", "United Nations", "--limit", "1") == [1, 1]
    assert column("number", "stats", "data/graph/graph.ttl")[:2] == [2, 11]
    old = tmp_path / "old"
    old.mkdir()
    turtle.write(GRAPH.__class__(sources=GRAPH.sources), old / "graph.ttl")
    assert set(column("change", "diff", "old", "data/graph")) == {"entered"}


def test_looks_that_fail(looked: Kgx) -> None:
    assert failed(looked("show", "Kenia")) == ("kgx: Kenia: nothing in the graph has this name; did you mean Kenya?")
    assert "not a date" in failed(looked("timeline", "--from", "May"))
    assert "no such class" in failed(looked("timeline", "--class", "Party"))
    assert "name two things" in failed(looked("path", "Roe", "Ada Roe"))
    assert "no graph there" in failed(looked("stats", "nowhere"))
    assert "no graph there" in failed(looked("diff", "data/graph", "nowhere"))
    nothing = looked("path", "Cy Dunn", "Oslo")
    assert (nothing.exit_code, nothing.stderr) == (0, "nothing in the graph joins Cy Dunn and Oslo\n")


def test_the_shell_completes_names(looked: Kgx) -> None:
    def complete(*words: str) -> dict[str, str | None]:
        shell = ShellComplete(main, {}, "kgx", "_KGX_COMPLETE")
        return {item.value: item.help for item in shell.get_completions(list(words[:-1]), words[-1])}

    assert complete("show", "ada") == {"Ada_Roe": "Ada Roe"}
    assert complete("path", "Ada_Roe", "Republic") == {
        "Republic_of_Kenya": "Kenya",
        "Republic_of_Azerbaijan": "Azerbaijan",
    }
    assert complete("timeline", "Roe", "United_Nations")["United_Nations"] == "United Nations"
    assert "met" not in complete("show", "")
    for name in complete("show", ""):
        assert looked("show", name).exit_code == 0
    assert complete("show", "-g", "nowhere", "A") == {}


def test_bash_completes(looked: Kgx, tool: Callable[[str], Path]) -> None:
    """In bash itself, by the line that `kgx --help` gives."""
    (line,) = re.findall(r"eval .*\)\"", looked("--help").stdout)
    script = f"""{line}
        complete() {{ COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _kgx_completion "$@"; echo "${{COMPREPLY[*]}}"; }}
        complete kgx sh; complete kgx show Republic; complete kgx show "Ada R"; complete kgx export ge
        complete kgx export --class Meet"""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    run = [tool("bash"), "-c", script]
    done = subprocess.run(run, capture_output=True, text=True, check=True, env={**os.environ, "PATH": path}, timeout=60)
    assert done.stdout.splitlines() == [
        "show",
        "Republic_of_Azerbaijan Republic_of_Kenya",
        "Ada_Roe",
        "gexf gephi geojson",
        "Meeting",
    ]


def kgx_process(*arguments: str) -> subprocess.CompletedProcess[str]:
    """kgx in a process of its own, as a query that is stopped ends its process."""
    run = [sys.executable, "-c", "from kgx.cli import main; main()", *arguments]
    return subprocess.run(run, capture_output=True, text=True, timeout=60, check=False)


def test_a_query_that_runs_away_is_stopped(looked: Kgx) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c != ?l) }"
    stopped = kgx_process("query", endless, "--timeout", "1")
    assert (stopped.returncode, stopped.stdout) == (2, "")
    (line,) = stopped.stderr.splitlines()
    assert line.startswith("kgx: the query was stopped at 1 seconds (--timeout); ")
    assert kgx_process("query", "ASK { kg:Ada_Roe kgx:met kg:Ben_Sol }", "--timeout", "30").stdout == "true\n"


def test_a_query_that_eats_the_memory_is_stopped() -> None:
    script = """if True:
        import time
        from kgx.commands import query
        query.memory = lambda: 1.0
        with query._stopped_after(50):
            time.sleep(50)
    """
    stopped = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=40, check=False)
    assert stopped.returncode == 2
    assert "half of the memory" in stopped.stderr


# -- terminals, pipes and graphs as they come


def test_an_empty_graph_is_no_error(kgx: Kgx, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "graph.ttl").touch()
    for name in FORMATS:
        assert kgx("export", name, "-g", "empty", "-o", f"out-{name}").exit_code == 0
    for arguments in (("stats", "empty"), ("timeline", "-g", "empty"), ("query", "posts", "-g", "empty")):
        assert kgx(*arguments).exit_code == 0
    assert "holds nothing" in failed(kgx("publish", "http://127.0.0.1:9/store", "-g", "empty"))
    assert "nothing in the graph has this name" in failed(kgx("show", "Roe", "-g", "empty"))
    assert "the name is empty" in failed(kgx("show", " ", "-g", "empty"))


def test_terminals_that_lack_letters(looked: Kgx) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    run = [sys.executable, "-m", "kgx", "query", 'SELECT ("Türkiye – 😀" AS ?x) {}']
    done = subprocess.run(run, capture_output=True, check=True, env=environment, timeout=60)
    assert done.stdout.splitlines()[2] == b"T\xfcrkiye \\u2013 \\U0001f600"
    assert done.stderr == b""


def test_a_reader_that_has_enough(looked: Kgx) -> None:
    for arguments in (("timeline",), ("query", "evidence-of"), ("export", "ntriples"), ("stats",)):
        with subprocess.Popen(
            [sys.executable, "-m", "kgx", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.close()
            assert process.stderr is not None
            assert process.stderr.read() == b""


def test_dates_and_classes_are_as_free_in_an_export_as_in_a_timeline(looked: Kgx) -> None:
    found = looked("export", "turtle", "--from", "2020", "--to", "2020-06", "--class", "meeting").stdout
    assert "kg:Meeting_2020-05-03_Roe_Sol_Baku a " in found
    assert "Operation_Tall_Reed" not in found
    for command in (("export", "turtle"), ("timeline",), ("draw", "-o", "x.svg")):
        assert "May: not a date; write 2017, 2017-02 or 2017-02-16" in failed(looked(*command, "--from", "May"))
        assert "2016 is before 2020; swap" in failed(looked(*command, "--from", "2020", "--to", "2016"))


def test_a_graph_is_named_by_place_or_by_option(looked: Kgx) -> None:
    for command in ("stats", "validate"):
        assert looked(command, "-g", "data/graph").stdout == looked(command, "data/graph").stdout


# -- the graphs of real texts


@pytest.fixture(scope="module")
def names(real: Path) -> list[str]:
    """The two best known entities of a graph."""
    return [e.label for e in sorted(api.load(real).graph.entities, key=lambda e: (-e.mentions, e.id))[:2]]


@pytest.mark.parametrize("command", ["show", "explain", "timeline", "path", "stats", "diff"])
def test_looks_at_real_graphs(real: Path, names: list[str], tmp_path: Path, command: str) -> None:
    (tmp_path / "graph.ttl").touch()
    arguments = {
        "path": [*names, "-g", str(real)],
        "stats": [str(real)],
        "diff": [str(tmp_path), str(real)],
    }.get(command, [names[0], "-g", str(real)])
    shown = {}
    for form in ("table", "json", "csv", "markdown"):
        result = CliRunner().invoke(main, [command, *arguments, "--format", form])
        assert (result.exit_code, result.stderr) == (0, "")
        shown[form] = result.stdout
    rows = json.loads(shown["json"])
    assert rows
    read = list(csv.DictReader(io.StringIO(shown["csv"], newline="")))
    assert [list(row.values()) for row in read] == [
        [no_formula(value) if isinstance(value, str) else "" if value is None else str(value) for value in row.values()]
        for row in rows
    ]
    tokens = MarkdownIt().enable("table").parse(shown["markdown"])
    assert sum(token.type == "tr_open" for token in tokens) == len(rows) + 1
    assert len(shown["table"].splitlines()) == len(rows) + 2


@pytest.mark.parametrize("name", list(query.named()))
def test_rdflib_answers_the_named_queries_alike(real: Path, name: str) -> None:
    result = CliRunner().invoke(main, ["query", name, "-g", str(real), "--format", "csv"])
    head, *rows = csv.reader(io.StringIO(result.stdout, newline=""))
    answer = rdflib.Graph().parse(real).query(query.named()[name].text, initNs=PREFIXES)
    assert [str(variable) for variable in answer.vars or ()] == head
    found = sorted(["" if value is None else no_formula(str(value)) for value in row] for row in answer)
    assert found == sorted(rows)


@pytest.mark.parametrize("options", [[], ["--timeline"], ["NAME"]], ids=["network", "timeline", "around"])
def test_pictures_of_real_graphs(real: Path, names: list[str], tmp_path: Path, options: list[str]) -> None:
    chosen = [names[0] if option == "NAME" else option for option in options]
    for suffix in ("svg", "png"):
        target = tmp_path / f"x.{suffix}"
        done = CliRunner().invoke(main, ["draw", *chosen, "-g", str(real), "-o", str(target)])
        assert (done.exit_code, done.stderr) == (0, f"wrote {target}\n")
    words = ["".join(text.itertext()).strip() for text in etree.parse(tmp_path / "x.svg").iter("{*}text")]
    assert len(words) > 5
    assert options != ["NAME"] or names[0] in words
    assert (tmp_path / "x.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_version_and_help(kgx: Kgx) -> None:
    assert kgx("--version").stdout.startswith("kgx, version ")
    assert all(name in kgx("-h").stdout for name in ("build", "query", "validate", "show", "diff"))


def test_the_reference_is_up_to_date() -> None:
    script = runpy.run_path(str(Path(__file__).parent.parent / "docs" / "reference.py"))
    assert script["PAGE"].read_text(encoding="utf-8") == script["reference"](), "run `make docs`"
