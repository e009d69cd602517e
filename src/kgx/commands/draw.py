"""kgx draw."""

from pathlib import Path
from typing import Any

import click

from kgx.commands.export import filters, selection
from kgx.commands.options import CONFIG, GRAPH, name_argument, view


@click.command()
@name_argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--timeline", is_flag=True, help="Draw the dated events instead.")
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, help="Picture to write, .svg or .png.")
@click.option("--limit", type=click.IntRange(1), default=60, show_default=True, help="Nodes or events to show.")
@GRAPH
@filters
@CONFIG
def draw(
    names: tuple[str, ...],
    timeline: bool,
    out: Path,
    limit: int,
    graph: Path | None,
    config: Path | None,
    **wanted: Any,
) -> None:
    """Draw the network, or what is around some names, or a timeline.

    kgx draw "Ada Roe" -o roe.svg shows what is joined to a name directly; with --timeline its events.
    """
    from kgx.draw import draw_network, draw_timeline
    from kgx.export import select

    part = select(view(graph, config).graph, selection(**wanted))
    (draw_timeline if timeline else draw_network)(part, out, names=names, limit=limit)
    click.echo(f"wrote {out}", err=True)
