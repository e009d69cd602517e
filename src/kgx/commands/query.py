"""kgx query."""

from pathlib import Path

import click

from kgx.commands.options import CONFIG, graph_file
from kgx.model import KgxError


@click.command()
@click.argument("query", required=False)
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("--list", "list_named", is_flag=True, help="Show the named queries and stop.")
@click.option("-g", "--graph", type=click.Path(path_type=Path), help="Graph to ask (default: the one built last).")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "tsv", "json", "ttl"]),
    default="table",
    show_default=True,
    help="ttl is for CONSTRUCT and DESCRIBE.",
)
@CONFIG
def query(
    query: str | None, values: tuple[str, ...], list_named: bool, graph: Path | None, form: str, config: Path | None
) -> None:
    """Ask a graph a question.

    QUERY is SPARQL, a file that holds it, or the name of a query (see --list). NAME=VALUE fixes a variable of
    it to a text: kgx query who-met-whom in=Baku
    """
    from kgx import query as engine

    if list_named:
        named = engine.named()
        width = max(map(len, named))
        for name, one in named.items():
            click.echo(f"{name:{width}}  {one.description}")
        return
    if query is None:
        raise KgxError("no query given; write SPARQL, a file or a name, or see `kgx query --list`")
    fixed = dict(value.partition("=")[::2] for value in values)
    if bad := next((value for value in values if "=" not in value), None):
        raise KgxError(f"{bad}: not of the form NAME=VALUE; put quotes around a query with blanks")
    asked = engine.resolve(query)
    text = engine.render(engine.run(graph_file(graph, config), asked, fixed), form)
    click.echo(text, nl=not text.endswith("\n"))
