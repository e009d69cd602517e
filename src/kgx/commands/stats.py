"""kgx stats."""

from pathlib import Path

import click

from kgx.commands.options import CONFIG, FORMAT, SAME_GRAPH, echo, graph_file


@click.command()
@click.argument("graph", required=False, type=click.Path(path_type=Path))
@SAME_GRAPH
@FORMAT
@CONFIG
def stats(graph: Path | None, same: Path | None, form: str, config: Path | None) -> None:
    """Show the health of a graph.

    Sizes, classes, what is only claimed, not dated or not joined to anything, and the leaders by links and
    centrality. Without GRAPH, the one built last.
    """
    from kgx import look

    echo(look.stats(look.View.load(graph_file(graph or same, config))), form)
