"""What several commands take, and how they print."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from kgx import config as settings
from kgx.model import KgxError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from kgx.look import Table, View

CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"Settings to use instead of {settings.FILE} in the current folder.",
)
GRAPH = click.option(
    "-g", "--graph", type=click.Path(path_type=Path), help="Graph to look at (default: the one built last)."
)
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "markdown"]),
    default="table",
    show_default=True,
    help="How to print it.",
)

_NAMES = """SELECT DISTINCT ?name ?label WHERE {
  ?s rdfs:label ?label ; rdfs:label|skos:altLabel ?name . FILTER(LCASE(?name) != ?name)
  { ?s kgx:mentionCount ?n } UNION { ?s a schema:Event } }"""


def graph_file(path: Path | None, config: Path | None) -> Path:
    """The Turtle file that is meant by a path to it or to its folder, or by the settings."""
    path = path or settings.load(config).out
    if path.is_dir() or not path.suffix:
        path = path / "graph.ttl"
    if not path.exists():
        raise KgxError(f"{path}: no graph there; run `kgx build` first, or name one")
    return path


def view(graph: Path | None, config: Path | None) -> "View":
    """The graph to look at."""
    from kgx.look import View

    return View.load(graph_file(graph, config))


def name_argument(name: str = "name", **options: Any) -> Callable[..., Any]:
    """An argument that takes the name of something in the graph, which the shell completes."""
    return click.argument(name, shell_complete=_complete, **options)


def _complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names that begin so; "_" stands for what a shell would part or interpret, and `View.find` reads it so."""
    from kgx import query

    try:
        path = graph_file(ctx.params.get("graph"), ctx.params.get("config"))
        answer: Any = query.run(path, query.Query(_NAMES)).answer
    except KgxError:
        return []
    typed = re.sub(r"\W+", "_", incomplete).casefold()
    found = {re.sub(r"\W+", "_", row["name"].value).strip("_"): row["label"].value for row in answer}
    return [CompletionItem(n, help=label) for n, label in sorted(found.items()) if n and n.casefold().startswith(typed)]


def echo(table: "Table", form: str) -> None:
    """Print a table: into a pipe plainly, a row a line; on a terminal so that it fits, without ids.

    What has a label there can be asked for by it.
    """
    from kgx.look import render
    from kgx.look.table import visible

    if form != "table" or not sys.stdout.isatty():
        click.echo(render(table, form), nl=False)  # type: ignore[arg-type]
        return
    from rich.console import Console

    head, rows = visible(table)
    Console(highlight=False).print(_blocks(head, rows) if "words" in head else _grid(head, rows))


def _grid(head: list[str], rows: list[list[str]]) -> "RenderableType":
    """Columns side by side that wrap; what a column of parts repeats is left out."""
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    shown = [n for n, name in enumerate(head) if name != "id"]
    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for n in shown:
        grid.add_column(head[n], overflow="fold")
    last = ""
    for row in rows:
        cells = [row[n] for n in shown]
        if head[0] == "part":
            cells[0], last = "" if cells[0] == last else cells[0], cells[0]
        grid.add_row(*map(Text, cells))
    return grid


def _blocks(head: list[str], rows: list[list[str]]) -> "RenderableType":
    """Row after row, the words of a text below the rest of it, with what is marked in them in bold."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    at, blocks = head.index("words"), list["RenderableType"]()
    for row in rows:
        first, *others = (cell for n, cell in enumerate(row) if cell and n != at)
        blocks.append(Text.assemble((first, "bold"), *(f"  {cell}" for cell in others)))
        words = Text()
        for n, piece in enumerate(re.split(r"\[\[|\]\]", row[at])):
            words.append(piece, "bold" if n % 2 else "")
        blocks += [Padding(words, (0, 0, 0, 4))] if row[at] else []
    return Group(*blocks)
