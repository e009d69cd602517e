"""kgx doctor."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from kgx.commands.options import CONFIG


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print it.",
)
@CONFIG
def doctor(form: str, config: Path | None) -> None:
    """Look whether all is there that a build needs.

    What is bad or absent comes with what mends it. Exits with 1 when something is bad.
    """
    from kgx.doctor import examine

    found = list(examine(config))
    if form == "json":
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
    else:
        for one in found:
            click.echo(f"{one.state:<6}  {one.part:<15}  {one.found}{f'; {one.mend}' if one.mend else ''}")
    if any(one.state == "bad" for one in found):
        sys.exit(1)
