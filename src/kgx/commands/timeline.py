"""kgx timeline."""

from pathlib import Path

import click

from kgx.commands.options import CONFIG, FORMAT, GRAPH, echo, name_argument, view


@click.command()
@name_argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--from", "first", metavar="DATE", help="Leave out what ended before: 2017, 2017-02 or 2017-02-16.")
@click.option("--to", "last", metavar="DATE", help="Leave out what began later.")
@click.option("--place", metavar="NAME", help="Only events in this place or within it.")
@click.option("--class", "classes", metavar="CLASS", multiple=True, help="Only these: Meeting, Post, … (repeatable).")
@GRAPH
@FORMAT
@CONFIG
def timeline(
    names: tuple[str, ...],
    first: str | None,
    last: str | None,
    place: str | None,
    classes: tuple[str, ...],
    graph: Path | None,
    form: str,
    config: Path | None,
) -> None:
    """Show what has a date, in order of time.

    With NAMEs, what speaks of any of them. What the texts do not assert themselves shows as claimed, planned, hedged
    or denied, with those who say it.
    """
    from kgx import look

    seen = view(graph, config)
    things = [seen.find(name) for name in names]
    where = seen.find(place) if place else None
    echo(look.timeline(seen, things, first=first, last=last, place=where, classes=classes), form)
