"""kgx build."""

import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Protocol

import click

from kgx import config as settings
from kgx.commands.options import CONFIG
from kgx.model import KgxError

STDIN = Path("-")


@click.command()
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder to write the graph to.")
@click.option("--strict", is_flag=True, help="Exit with 1 when a text had to be skipped.")
@CONFIG
def build(sources: tuple[Path, ...], out: Path | None, strict: bool, config: Path | None) -> None:
    """Build the graph of some texts.

    SOURCES are files and folders, and `-` is a text on standard input. Without them, and without --out, kgx.toml
    says where to read and write, or else data/raw is read and data/graph written.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from kgx import pipeline  # spaCy takes seconds to import; `kgx query` does without

    options = settings.load(config)
    named = [source for source in sources or options.sources if source != STDIN]
    stdin = sys.stdin.buffer if STDIN in sources else None
    if stdin and stdin.isatty():
        raise KgxError("standard input is a terminal; pipe a text into it, as in `kgx build - < article.txt`")
    with _progress() as progress:
        report = pipeline.build(named, out or options.out, options, progress, stdin=stdin)
    console = Console(highlight=False)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("found")
    table.add_column("number", justify="right")
    table.add_column("of them")
    apart = [("repeat another", report.copies), ("skipped", len(report.skipped))]
    table.add_row("documents", f"{report.documents:,}", ", ".join(f"{n:,} {what}" for what, n in apart if n))
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


def _most(classes: Mapping[str, float]) -> str:
    """The most frequent classes first."""
    ranked = sorted(classes.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{number:,} {name}" for name, number in ranked)


class _Reporter(Protocol):
    """What a build calls: the stage, how many of its steps are done, and how many there are."""

    def __call__(self, stage: str, done: int, total: int, /) -> None: ...


def _progress() -> AbstractContextManager[_Reporter]:
    return _Bar() if sys.stderr.isatty() else _Lines()


class _Bar:
    """A progress bar a stage."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description:<9}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=Console(stderr=True))
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
