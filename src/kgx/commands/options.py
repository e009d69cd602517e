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
SAME_GRAPH = click.option("-g", "--graph", "same", type=click.Path(path_type=Path), help="The same as GRAPH.")
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "markdown"]),
    default="table",
    show_default=True,
    help="How to print it.",
)

_SHORT = 22  # characters of a cell that is not wrapped: a date and a date, the longest name of a class
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_NAMES = """SELECT DISTINCT ?name ?label WHERE {
  ?s rdfs:label ?label ; rdfs:label|skos:altLabel ?name . FILTER(LCASE(?name) != ?name)
  { ?s kgx:mentionCount ?n } UNION { ?s a schema:Event } }"""


def timeout_option(seconds: int, text: str) -> Callable[[Any], Any]:
    """The option --timeout, with its default and its help."""
    limit = click.FloatRange(0, min_open=True)
    return click.option("--timeout", type=limit, default=seconds, show_default=True, metavar="SECONDS", help=text)


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
    head, rows = visible(table)
    shown = [n for n, name in enumerate(head) if name != "id"]
    on_terminal([head[n] for n in shown], [[row[n] for n in shown] for row in rows])


def on_terminal(head: list[str], rows: list[list[str]]) -> None:
    """Print columns side by side where there is room for them and they hold no words of a text, else row after row."""
    from rich.cells import cell_len
    from rich.console import Console

    if not head:  # of `SELECT * {}`
        return
    console = Console(highlight=False)
    widths = [max(map(cell_len, column)) for column in zip(head, *rows, strict=True)]
    short = [width <= _SHORT for width in widths]
    room = (
        console.width - 2 * len(head) - sum(width if few else _SHORT for width, few in zip(widths, short, strict=True))
    )
    if "words" in head:
        console.print(_blocks(head, rows, head.index("words")))
    else:
        console.print(_grid(head, rows, short) if room >= 0 else _blocks(head, rows, widths.index(max(widths))))


def _grid(head: list[str], rows: list[list[str]], short: list[bool]) -> "RenderableType":
    """Columns side by side, of which those that are not short wrap. What a column of parts repeats is left out."""
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for name, few, *column in zip(head, short, *rows, strict=True):
        number = all(_NUMBER.fullmatch(cell) for cell in column if cell)
        grid.add_column(name, overflow="fold", no_wrap=few, justify="right" if number else "left")
    last = ""
    for first, *others in rows:
        grid.add_row(Text("" if head[0] == "part" and first == last else first), *map(Text, others))
        last = first
    return grid


def _blocks(head: list[str], rows: list[list[str]], at: int) -> "RenderableType":
    """Row after row, the words in one column below the rest of it; what is marked in them is bold, and numbers are named."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    blocks = list["RenderableType"]()
    for row in rows:
        rest = [
            f"{head[n]} {cell}" if n and _NUMBER.fullmatch(cell) else cell
            for n, cell in enumerate(row)
            if cell and n != at
        ]
        blocks += [Text.assemble((rest[0], "bold"), *(f"  {cell}" for cell in rest[1:]))] if rest else []
        words = Text()
        for n, piece in enumerate(re.split(r"\[\[|\]\]", row[at])):
            words.append(piece, "bold" if n % 2 else "")
        blocks += [Padding(words, (0, 0, 0, 4))] if row[at] else []
    return Group(*blocks)
