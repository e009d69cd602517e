"""The command line: parse options, call, print."""

import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Protocol

import click
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from kgx import config as settings
from kgx.model import KgxError

CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"Settings to use instead of {settings.FILE} in the current folder.",
)


class _Failure(click.ClickException):
    """Something the user can mend: one line, exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"kgx: {self.message}", file=file, err=file is None)


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgxError as error:
            raise _Failure(str(error)) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kgx-extract", prog_name="kgx")
def main() -> None:
    """Turn news and reports into a knowledge graph of dated, sourced facts."""


@main.command()
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder to write the graph to.")
@click.option("--strict", is_flag=True, help="Exit with 1 when a text had to be skipped.")
@CONFIG
def build(sources: tuple[Path, ...], out: Path | None, strict: bool, config: Path | None) -> None:
    """Build the graph of some texts.

    SOURCES are files and folders. Without them, and without --out, kgx.toml says where to read and write, or
    else data/raw is read and data/graph written.
    """
    from kgx import pipeline  # spaCy takes seconds to import; `kgx query` does without

    options = settings.load(config)
    with _progress() as progress:
        report = pipeline.build(sources or options.sources, out or options.out, options, progress)
    console = Console(highlight=False)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("found")
    table.add_column("number", justify="right")
    table.add_column("of them")
    table.add_row("documents", f"{report.documents:,}", f"{len(report.skipped)} skipped" if report.skipped else "")
    for name, classes in (("entities", report.entities), ("events", report.events), ("claims", report.claims)):
        table.add_row(name, f"{sum(classes.values()):,}", _most(classes))
    table.add_row(
        "seconds", f"{sum(report.seconds.values()):.1f}", _most({k: round(v, 1) for k, v in report.seconds.items()})
    )
    console.print(table)
    for path in report.paths:
        click.echo(f"wrote {path}")
    for skipped in report.skipped:
        click.echo(f"skipped {skipped.reason}", err=True)
    if strict and report.skipped:
        sys.exit(1)


@main.command()
@click.argument("query", required=False)
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("--list", "list_named", is_flag=True, help="Show the named queries and stop.")
@click.option("-g", "--graph", type=click.Path(path_type=Path), help="Graph to ask (default: the one built last).")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "tsv", "json", "ttl"]),
    default="table",
    show_default=True,
    help="ttl is for CONSTRUCT and DESCRIBE.",
)
@CONFIG
def query(
    query: str | None, values: tuple[str, ...], list_named: bool, graph: Path | None, form: str, config: Path | None
) -> None:
    """Ask a graph a question.

    QUERY is SPARQL, a file that holds it, or the name of a query (see --list). NAME=VALUE fixes a variable of
    it to a text: kgx query who-met-whom in=Baku
    """
    from kgx import query as engine

    if list_named:
        named = engine.named()
        width = max(map(len, named))
        for name, one in named.items():
            click.echo(f"{name:{width}}  {one.description}")
        return
    if query is None:
        raise KgxError("no query given; write SPARQL, a file or a name, or see `kgx query --list`")
    fixed = dict(value.partition("=")[::2] for value in values)
    if bad := next((value for value in values if "=" not in value), None):
        raise KgxError(f"{bad}: not of the form NAME=VALUE; put quotes around a query with blanks")
    asked = engine.resolve(query)
    text = engine.render(engine.run(_graph(graph, config), asked, fixed), form)
    click.echo(text, nl=not text.endswith("\n"))


@main.command()
@click.argument("graph", required=False, type=click.Path(path_type=Path))
@CONFIG
def validate(graph: Path | None, config: Path | None) -> None:
    """Check a graph against the shapes.

    Without GRAPH, the one built last. The exit code is 1 when the graph breaks a shape.
    """
    from kgx.validate import validate as check

    path = _graph(graph, config)
    violations = check(path)
    for violation in violations:
        click.echo(str(violation))
    click.echo(f"{path}: {len(violations)} violations" if violations else f"{path}: valid")
    if violations:
        sys.exit(1)


def _graph(path: Path | None, config: Path | None) -> Path:
    """The Turtle file that is meant by a path to it or to its folder, or by the settings."""
    path = path or settings.load(config).out
    if path.is_dir() or not path.suffix:
        path = path / "graph.ttl"
    if not path.exists():
        raise KgxError(f"{path}: no graph there; run `kgx build` first, or name one")
    return path


def _most(classes: Mapping[str, float]) -> str:
    """The most frequent classes first."""
    ranked = sorted(classes.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{number:,} {name}" for name, number in ranked)


class _Reporter(Protocol):
    """What a build calls: the stage, how many of its steps are done, and how many there are."""

    def __call__(self, stage: str, done: int, total: int, /) -> None: ...


def _progress() -> AbstractContextManager[_Reporter]:
    console = Console(stderr=True)
    return _Bar(console) if console.is_terminal else _Lines()


class _Bar:
    """A progress bar a stage."""

    def __init__(self, console: Console) -> None:
        columns = (TextColumn("{task.description:<9}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=console)
        self._tasks: dict[str, Any] = {}

    def __enter__(self) -> _Reporter:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage, total=total)
        self._bar.update(self._tasks[stage], completed=done, total=total)


class _Lines:
    """A line at the end of a stage, and every ten seconds within it."""

    def __init__(self) -> None:
        self._last = monotonic()

    def __enter__(self) -> _Reporter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def __call__(self, stage: str, done: int, total: int, /) -> None:
        if done >= total or monotonic() - self._last >= 10:
            self._last = monotonic()
            click.echo(f"{stage} {done}/{total}", err=True)
