"""kgx show."""

from pathlib import Path

import click

from kgx.commands.options import CONFIG, FORMAT, GRAPH, echo, name_argument, view


@click.command()
@name_argument()
@GRAPH
@FORMAT
@CONFIG
def show(name: str, graph: Path | None, form: str, config: Path | None) -> None:
    """Show the card of a person, organisation, place, programme or event.

    NAME is any of its names, its id or its IRI; put quotes around blanks, or write _ for them. The card has its
    names, posts, events in order, relations, claims and documents.
    """
    from kgx import look

    seen = view(graph, config)
    echo(look.card(seen, seen.find(name)), form)
