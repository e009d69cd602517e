"""kgx explain."""

from pathlib import Path

import click

from kgx.commands.options import CONFIG, FORMAT, GRAPH, echo, name_argument, view


@click.command()
@name_argument()
@GRAPH
@FORMAT
@CONFIG
def explain(name: str, graph: Path | None, form: str, config: Path | None) -> None:
    """Show why something is in the graph.

    NAME is a name, label, id or IRI of an entity, event, claim, document or piece of evidence. Every piece of evidence is
    shown with its document, sentence, rule, confidence and speaker, and what makes each name one of the entity.
    """
    from kgx import look

    echo(look.explain(view(graph, config), name), form)
