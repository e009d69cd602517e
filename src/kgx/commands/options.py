"""What several commands take."""

from pathlib import Path

import click

from kgx import config as settings
from kgx.model import KgxError

CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"Settings to use instead of {settings.FILE} in the current folder.",
)


def graph_file(path: Path | None, config: Path | None) -> Path:
    """The Turtle file that is meant by a path to it or to its folder, or by the settings."""
    path = path or settings.load(config).out
    if path.is_dir() or not path.suffix:
        path = path / "graph.ttl"
    if not path.exists():
        raise KgxError(f"{path}: no graph there; run `kgx build` first, or name one")
    return path
