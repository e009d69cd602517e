"""The command line: the commands in one list, and how they fail."""

import atexit
import gc
import io
import sys
from typing import Any

import click

from kgx.commands import (
    add,
    build,
    diff,
    doctor,
    draw,
    explain,
    export,
    path,
    publish,
    query,
    show,
    stats,
    timeline,
    validate,
)
from kgx.model import KgxError

COMMANDS: tuple[click.Command, ...] = (
    add.add,
    build.build,
    query.query,
    show.show,
    explain.explain,
    timeline.timeline,
    path.path,
    stats.stats,
    diff.diff,
    export.export,
    draw.draw,
    publish.publish,
    validate.validate,
    doctor.doctor,
)


class _Failure(click.ClickException):
    """Something the user can mend: one line, exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(f"kgx: {self.message}", file=file, err=file is None)


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        atexit.register(gc.freeze)  # a process that ends need not search what it holds for cyclic garbage
        if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that lacks a letter gets its code
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except KgxError as error:
            raise _Failure(str(error)) from error


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog='Let bash complete commands and names: eval "$(_KGX_COMPLETE=bash_source kgx)"; zsh and fish likewise.',
)
@click.version_option(package_name="kgx-extract", prog_name="kgx")
def main() -> None:
    """Turn news and reports into a knowledge graph of dated, sourced facts."""


for _command in COMMANDS:
    main.add_command(_command)
