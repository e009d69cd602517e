"""kgx add."""

import sys
from pathlib import Path

import click

from kgx import config as settings
from kgx.commands.options import CONFIG, timeout_option
from kgx.model import KgxError, ReadError


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to keep them in (default: the first one that is read).",
)
@timeout_option(60, "Seconds that one may take.")
@click.option("--allow-private", is_flag=True, help="Fetch from this machine and from private networks too.")
@CONFIG
def add(urls: tuple[str, ...], out: Path | None, timeout: float, allow_private: bool, config: Path | None) -> None:
    """Fetch articles from the web, for the next build.

    A URL leads to an article: a page, which is kept with its address, a text, a PDF or another document. It is fetched
    as robots.txt allows; adding it again brings it up to date. Exits with 1 when one could not be added.
    """
    from kgx.fetch import Fetcher, keep, public
    from kgx.workers import Workers

    options = settings.load(config)
    folder = out or _first(options.sources)
    fetcher = Fetcher(seconds=timeout, may=(lambda address: True) if allow_private else public)
    failed = False
    with Workers(1, options.time_limit, options.memory_limit) as workers:
        for url in urls:
            try:
                kept = keep(fetcher.fetch(url), folder, workers)
            except ReadError as error:
                failed = True
                click.echo(f"kgx: {url}: {error}", err=True)
            else:
                about = (kept.document.title, *kept.document.authors, kept.document.published)
                click.echo(f"{kept.change} {kept.path}: {', '.join(str(part) for part in about if part)}")
    if failed:
        sys.exit(1)


def _first(sources: tuple[Path, ...]) -> Path:
    """The first source that is a folder, or may become one."""
    folder = next((path for path in sources if path.is_dir() or not (path.exists() or path.suffix)), None)
    if folder is None:
        raise KgxError("no folder among the `sources` in kgx.toml; name one with --out")
    return folder
