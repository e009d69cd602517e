"""kgx export."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from kgx.commands.options import CONFIG, graph_file
from kgx.model import KgxError

if TYPE_CHECKING:
    from kgx.export import Format, Selection


def _complete(kind: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    def found(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from kgx.export import CLASSES, FORMATS

        names = CLASSES if kind == "class" else tuple(FORMATS)
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]

    return found


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that `selection` understands."""
    for option in (
        click.option(
            "--document", "documents", multiple=True, help="Only what this text says (id or path; repeatable)."
        ),
        click.option("--to", "end", metavar="DATE", help="Leave out what began later."),
        click.option(
            "--from", "start", metavar="DATE", help="Leave out what ended before: 2017, 2017-02 or 2017-02-16."
        ),
        click.option(
            "--class",
            "classes",
            multiple=True,
            shell_complete=_complete("class"),
            help="Only entities or events of this class, such as Person or Meeting (repeatable).",
        ),
        click.option(
            "--asserted-only", is_flag=True, help="No facts that are only claimed, planned, hedged or denied."
        ),
    ):
        command = option(command)
    return command


def selection(
    asserted_only: bool,
    classes: tuple[str, ...],
    start: str | None,
    end: str | None,
    documents: tuple[str, ...],
) -> "Selection":
    """What `filters` say."""
    from kgx.export import Selection

    return Selection(asserted_only=asserted_only, classes=classes, start=start, end=end, documents=documents)


@click.command()
@click.argument("form", metavar="FORMAT", required=False, shell_complete=_complete("format"))
@click.option("--list", "list_formats", is_flag=True, help="Show the formats and stop.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="File to write, or folder of a format of several.")
@click.option("-g", "--graph", type=click.Path(path_type=Path), help="Graph to export (default: the one built last).")
@click.option("--no-events", is_flag=True, help="Join the participants of an event directly (networks only).")
@filters
@CONFIG
def export(
    form: str | None,
    list_formats: bool,
    out: Path | None,
    graph: Path | None,
    no_events: bool,
    config: Path | None,
    **wanted: Any,
) -> None:
    """Write a graph, or a part of it, in another format.

    Without --out it goes to the standard output: kgx export cypher --asserted-only | cypher-shell
    """
    from kgx import api
    from kgx.export import FORMATS, select

    if list_formats:
        for name, one in FORMATS.items():
            click.echo(f"{name:{max(map(len, FORMATS))}}  {one.description}")
        return
    if form not in FORMATS:
        known = f"the formats are {', '.join(FORMATS)}"
        raise KgxError(f"{form}: no such format; {known}" if form else f"no format given; {known}")
    one = FORMATS[form]
    if out is None and not one.suffix:
        raise KgxError(f"{form} is a folder of files; name it with --out")
    if no_events and one.network is None:
        networks = ", ".join(name for name, other in FORMATS.items() if other.network)
        raise KgxError(f"{form} is not a network; --no-events goes with {networks}")
    path = graph_file(graph, config)
    loaded = api.load(path)
    try:
        part = select(loaded.graph, selection(**wanted))
    except ValueError as error:
        raise KgxError(f"{path}: not a graph that kgx wrote ({error}); see `kgx validate`") from None
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, f"graph{one.suffix}")
        if one.network:
            one.network(part, made, base_iri=loaded.prefixes["kg"], events=not no_events)
        else:
            one.write(part, made, base_iri=loaded.prefixes["kg"])
        if out is None:
            with made.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
        else:
            for written in _put(made, out, one):
                click.echo(f"wrote {written}", err=True)


def _put(made: Path, out: Path, one: "Format") -> list[Path]:
    """Move what was made to where it is wanted, whole files only."""
    target = out / made.name if one.suffix and out.is_dir() else out
    pairs = [(made, target)] if one.suffix else [(file, target / file.name) for file in sorted(made.iterdir())]
    try:
        for source, path in pairs:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}.new")
            shutil.copyfile(source, beside)
            os.replace(beside, path)
    except OSError as error:
        raise KgxError(f"{out}: cannot be written ({error.strerror}); choose another --out") from None
    return [path for _, path in pairs]
