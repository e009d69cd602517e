"""kgx publish."""

import os
from pathlib import Path

import click

from kgx.commands.options import CONFIG, graph_file, timeout_option


@click.command()
@click.argument("url")
@click.option("--name", help="IRI of the named graph that is replaced (default: the base IRI of the data).")
@click.option("--update", help="SPARQL Update endpoint, where URL does not tell it.")
@click.option("--user", help="User name; the password is that of $KGX_PASSWORD or asked for.")
@timeout_option(300, "Seconds to wait for an answer.")
@click.option("-g", "--graph", type=click.Path(path_type=Path), help="Graph to publish (default: the one built last).")
@CONFIG
def publish(
    url: str,
    name: str | None,
    update: str | None,
    user: str | None,
    timeout: float,
    graph: Path | None,
    config: Path | None,
) -> None:
    """Load a graph into a SPARQL server, as one named graph.

    URL is its Graph Store endpoint: http://localhost:7878/store (Oxigraph), http://localhost:8890/sparql-graph-crud-auth
    (Virtuoso), http://localhost:3030/ds/data (Fuseki). A graph of that name is replaced in one step, or not at all.
    """
    from kgx import publish as engine

    def password() -> str:
        return os.environ.get("KGX_PASSWORD") or click.prompt("Password", hide_input=True, err=True)

    file = graph_file(graph, config)
    named, number = engine.publish(file, url, name=name, update=update, user=user, password=password, timeout=timeout)
    click.echo(f"{number:,} triples in <{named}>")
