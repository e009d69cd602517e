"""kgx query."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import click

from kgx.commands.options import CONFIG, GRAPH, graph_file, on_terminal, timeout_option
from kgx.model import KgxError
from kgx.workers import memory


@click.command()
@click.argument("query", required=False)
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("--list", "list_named", is_flag=True, help="Show the named queries and stop.")
@GRAPH
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "markdown", "tsv", "ttl"]),
    default="table",
    show_default=True,
    help="ttl is for CONSTRUCT and DESCRIBE.",
)
@timeout_option(60, "Stop a query that takes longer.")
@CONFIG
def query(
    query: str | None,
    values: tuple[str, ...],
    list_named: bool,
    graph: Path | None,
    form: str,
    timeout: float,
    config: Path | None,
) -> None:
    """Ask a graph a question.

    QUERY is SPARQL, a file that holds it, or the name of a query (see --list). NAME=VALUE fixes a variable of
    it to a text: kgx query who-met-whom in=Baku
    """
    from pyoxigraph import QuerySolutions

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
    with _stopped_after(timeout):
        result = engine.run(graph_file(graph, config), asked, fixed)
        if form == "table" and sys.stdout.isatty() and isinstance(result.answer, QuerySolutions):
            show = partial(on_terminal, *engine.cells(result.answer, result.prefixes))
        else:
            text = engine.render(result, form)
            show = partial(click.echo, text, nl=not text.endswith("\n"))
    show()


@contextmanager
def _stopped_after(seconds: float) -> Iterator[None]:
    """End the process when what happens within takes longer, or half of the machine's memory.

    Oxigraph offers no way to interrupt a query, but lets other threads run meanwhile; nothing has been printed by then.
    """
    done = Event()

    def watch() -> None:
        end, most = monotonic() + seconds, memory()
        while not done.wait(max(0.0, min(end - monotonic(), 0.2))):
            late = monotonic() >= end
            if late or _used() > most / 2:
                limit = f"{seconds:g} seconds (--timeout)" if late else "half of the memory"
                click.echo(
                    f"kgx: the query was stopped at {limit}; join its patterns by common variables, name the class of "
                    "each variable, leave out `*` and `+` of paths, or add LIMIT",
                    err=True,
                )
                sys.stderr.flush()
                os._exit(2)

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _used() -> int:
    """Bytes of memory that this process holds at its most; 0 where there is no way to tell."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
