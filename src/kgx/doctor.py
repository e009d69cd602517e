"""What a build needs, looked at where it would run, for `kgx doctor`.

It imports nothing that may be missing, so that it can say so.
"""

import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from kgx import config as settings
from kgx.model import KgxError
from kgx.store import packages
from kgx.workers import cores, memory

_INSTALL = "run `make demo`, or pip install -r requirements.lock"
_GIB = 1 << 30
_LEAST = 2 * _GIB  # bytes of memory: one worker with the model, at the default limit


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the set-up, and how it is."""

    part: str
    state: Literal["good", "bad", "absent"]  # absent: not there, and a build does without
    found: str
    mend: str = ""  # what to do about it


def examine(config: Path | None = None) -> Iterator[Finding]:
    """The parts of the set-up one after another, with the settings in `config` or in kgx.toml."""
    yield _finding("Python", sys.version_info >= (3, 11), platform.python_version(), "install Python 3.11 or newer")
    yield Finding("kgx", "good", version("kgx-extract"))
    missing = [name for _, name in packages() if _version(name) is None]
    yield _finding("packages", not missing, f"not installed: {', '.join(missing)}" if missing else "all", _INSTALL)
    yield _finding("spaCy", _version("spacy") is not None, _version("spacy") or "not installed", _INSTALL)
    yield _model()
    yield Finding("cores", "good", str(cores()))
    enough = memory() >= _LEAST
    yield _finding("memory", enough, f"{memory() / _GIB:.1f} GiB", "free some: a build takes up to 2 GiB for each job")
    yield _temporary()
    try:
        options = settings.load(config)
    except KgxError as error:
        yield Finding("settings", "bad", str(error), "mend it, or name another file with --config")
    else:
        path = config or Path(settings.FILE)
        yield Finding("settings", "good", str(path) if path.exists() else "the defaults")
        for source in options.sources:
            yield _finding("source", source.exists(), str(source), "put texts there, or set `sources` in kgx.toml")
        yield _folder("output", options.out, "set `out` in kgx.toml, or name another folder with --out")
    drawing = _version("matplotlib")
    found = f"matplotlib {drawing}" if drawing else "not installed"
    yield Finding("drawing", "good" if drawing else "absent", found, "" if drawing else "pip install matplotlib")


def _finding(part: str, good: bool, found: str, mend: str) -> Finding:
    return Finding(part, "good", found) if good else Finding(part, "bad", found, mend)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _model() -> Finding:
    """The language model, loaded."""
    try:
        from kgx.annotate import load

        known = load().meta
    except Exception as error:  # whatever a broken installation raises
        said = " ".join(f"{type(error).__name__}: {error}".split())[:160]
        return Finding("model", "bad", f"cannot be loaded ({said})", _INSTALL)
    return Finding("model", "good", f"{known['lang']}_{known['name']} {known['version']}")


def _temporary() -> Finding:
    try:
        folder = tempfile.gettempdir()  # the first of several that can be written
    except OSError as error:
        return Finding("temporary files", "bad", str(error), "set TMPDIR to a folder that can be written")
    return Finding("temporary files", "good", folder)


def _folder(part: str, folder: Path, mend: str) -> Finding:
    """A folder that can be written, or made where it is not there yet: tried out, without a trace."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    try:
        tempfile.TemporaryFile(dir=there).close()
    except OSError as error:
        return Finding(part, "bad", f"{folder} cannot be written ({error.strerror})", mend)
    return Finding(part, "good", str(folder))
