"""The store of what was read and extracted: one SQLite file beside the graph.

A key is the hash of what a value was made from: the content and the fingerprint of the maker. So an entry is never
wrong, only unused, and the file may be deleted at any time. Values are JSON, and safe to load from a stranger's folder.
"""

import hashlib
import re
import sqlite3
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import requires, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from kgx import codec
from kgx.model import KgxError, ReadError

FILE = "store.sqlite"
T = TypeVar("T")


class Store:
    """An open store. It is locked: one process at a time builds into a folder."""

    def __init__(self, path: Path) -> None:
        """Open the store at `path`, or make it.

        A file that is no store is replaced. Raises KgxError when another process has it open, and
        sqlite3.OperationalError when it cannot be written.
        """
        self._path = path
        self._used: set[str] = set()
        try:
            self._db = _open(path)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            raise KgxError(f"{path.parent}: another build writes there; wait for it, or choose another --out") from None
        except sqlite3.DatabaseError:
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            self._db = _open(path)

    def __contains__(self, key: str) -> bool:
        """Whether anything was put under a key."""
        return self._db.execute("SELECT 1 FROM entry WHERE key = ?", (key,)).fetchone() is not None

    def get(self, key: str, of: type[T]) -> T | ReadError | None:
        """What was put under a key: a value of type `of`, or why there is none; None where nothing was put."""
        self._used.add(key)
        try:
            row = self._db.execute("SELECT value, reason FROM entry WHERE key = ?", (key,)).fetchone()
            if row is None:
                return None
            return codec.loads(row[0], of) if row[1] is None else ReadError(row[1])
        except (ValueError, sqlite3.DatabaseError):  # damaged: made anew
            return None

    def reasons(self, keys: Iterable[str]) -> dict[str, str | None]:
        """Of those keys that something was put under: why there is no value, or None where there is one."""
        wanted = set(keys)
        self._used |= wanted
        return {key: why for key, why in self._db.execute("SELECT key, reason FROM entry") if key in wanted}

    def put(self, key: str, value: object) -> None:
        """Keep a value, or a ReadError; it is on disk when this returns."""
        self._used.add(key)
        row = (None, str(value)) if isinstance(value, ReadError) else (codec.dumps(value), None)
        self._db.execute("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)", (key, *row))

    def prune(self) -> None:
        """Drop what was neither got nor put since the store was opened."""
        keys = {key for (key,) in self._db.execute("SELECT key FROM entry")}
        if unused := keys - self._used:
            with self._db:
                self._db.execute("BEGIN")
                self._db.executemany("DELETE FROM entry WHERE key = ?", [(key,) for key in sorted(unused)])
            self._db.executescript("PRAGMA incremental_vacuum")  # what left the corpus leaves the disk

    def close(self) -> None:
        """Close the file and give up the lock."""
        self._db.close()


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        # exclusive and write-ahead: the lock is the operating system's, and goes with the process that holds it
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("PRAGMA auto_vacuum = INCREMENTAL")
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, value TEXT, reason TEXT) WITHOUT ROWID")
        db.execute("BEGIN EXCLUSIVE")
        db.execute("SELECT key, value, reason FROM entry LIMIT 1")
        db.execute("COMMIT")
    except sqlite3.Error:
        db.close()
        raise
    return db


def key(*parts: str) -> str:
    """The key of what is made from `parts`."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def packages() -> list[tuple[str, str]]:
    """Requirement and name of each package that kgx needs: ("spacy<3.9,>=3.8", "spacy")."""
    needed = [one for one in sorted(requires("kgx-extract") or ()) if "extra ==" not in one]
    return [(one, re.split(r"[^\w.-]", one, maxsplit=1)[0]) for one in needed]


@cache
def fingerprint() -> str:
    """What makes the Documents and Records: the code, rules and lexicons of kgx, the model and the libraries."""
    made = hashlib.sha256(sys.version.encode())
    for requirement, name in packages():
        made.update(f"{requirement} {version(name)}\n".encode())
    for name, file in sorted(_sources(files("kgx"), "")):
        made.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return made.hexdigest()


def _sources(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for child in folder.iterdir():
        if child.is_dir():
            found += _sources(child, f"{prefix}{child.name}/")
        elif child.name.endswith((".py", ".toml")):
            found.append((prefix + child.name, child))
    return found
