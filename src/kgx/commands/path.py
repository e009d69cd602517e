"""kgx path."""

from pathlib import Path

import click

from kgx.commands.options import CONFIG, FORMAT, GRAPH, echo, name_argument, view
from kgx.model import KgxError


@click.command()
@name_argument("start", metavar="A")
@name_argument("end", metavar="B")
@click.option("--limit", type=click.IntRange(1), default=3, show_default=True, help="Paths to show.")
@GRAPH
@FORMAT
@CONFIG
def path(start: str, end: str, limit: int, graph: Path | None, form: str, config: Path | None) -> None:
    """Show how two things hang together.

    The shortest paths from A to B over events, posts and relations, a row a step, each with its evidence. An arrow
    marks a relation that is told the other way round.
    """
    from kgx import look

    seen = view(graph, config)
    one, other = seen.find(start), seen.find(end)
    if one is other:
        raise KgxError(f"{start} and {end} are both {one.label}; name two things")
    found = look.path(seen, one, other, limit=limit)
    echo(found, form)
    if not found.rows:
        click.echo(f"nothing in the graph joins {one.label} and {other.label}", err=True)
