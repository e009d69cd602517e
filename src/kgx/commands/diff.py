"""kgx diff."""

from pathlib import Path

import click

from kgx.commands.options import FORMAT, echo, graph_file


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@FORMAT
def diff(old: Path, new: Path, form: str) -> None:
    """Show what entered, left and changed between two builds.

    OLD and NEW are folders that `kgx build` wrote, or the graph.ttl in them.
    """
    from kgx import look

    before, after = (look.View.load(graph_file(path, None)).graph for path in (old, new))
    echo(look.diff(before, after), form)
