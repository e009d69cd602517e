"""Writes cli.md, the reference of the command line, from what `--help` says."""

from pathlib import Path

import click

from kgx.cli import main

PAGE = Path(__file__).with_name("cli.md")


def reference() -> str:
    """The page, a section for each command."""
    parts = ["# The command line\n\nWritten by `make docs`.\n"]
    top = click.Context(main, info_name="kgx", terminal_width=80, **main.context_settings)
    contexts = [click.Context(command, top, name) for name, command in sorted(main.commands.items())]
    for context in (top, *contexts):
        parts.append(f"## {context.command_path}\n\n```\n{context.command.get_help(context)}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
