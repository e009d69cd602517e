"""kgx validate."""

import sys
from pathlib import Path

import click

from kgx.commands.options import CONFIG, SAME_GRAPH, graph_file


@click.command()
@click.argument("graph", required=False, type=click.Path(path_type=Path))
@SAME_GRAPH
@CONFIG
def validate(graph: Path | None, same: Path | None, config: Path | None) -> None:
    """Check a graph against the shapes.

    Without GRAPH, the one built last. The exit code is 1 when the graph breaks a shape.
    """
    from kgx.validate import validate as check

    path = graph_file(graph or same, config)
    violations = check(path)
    for violation in violations:
        click.echo(str(violation))
    click.echo(f"{path}: {len(violations)} violations" if violations else f"{path}: valid")
    if violations:
        sys.exit(1)
