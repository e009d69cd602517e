"""The folder that a graph is built into: locked during a build, and changed only when the new graph is whole."""

import errno
import hashlib
import os
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from types import TracebackType
from typing import Self

from kgx.model import KgxError
from kgx.store import FILE, Store

_WORK, _NEXT, _OLD = ".work", ".next", ".old"
_FAILED_WRITE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG)


class Output:
    """An output folder in use by one build.

    A build writes into `work`, and `publish` moves what lies there into place: the graph on disk is at every moment
    the old one or the new one. A move that was cut short is finished by the next build.
    """

    store: Store

    def __init__(self, folder: Path) -> None:
        """Use `folder`, which need not exist."""
        self.folder = folder
        self.work = folder / _WORK

    def __enter__(self) -> Self:
        if self.folder.exists() and not self.folder.is_dir():
            raise KgxError(f"{self.folder}: is a file; choose a folder with --out")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.store = Store(self.folder / FILE)
        except (OSError, sqlite3.Error) as error:
            raise self._complaint(error) from error
        try:
            self._land()
            shutil.rmtree(self.work, ignore_errors=True)
            self.work.mkdir()
        except OSError as error:
            self.store.close()
            raise self._complaint(error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.work, ignore_errors=True)
        with suppress(sqlite3.Error):  # what is not yet in the store's main file is beside it
            self.store.close()
        if error is not None and self._is_write(error):
            raise self._complaint(error) from error

    def write(self, name: str, content: bytes) -> None:
        """Write a file of the new graph; the old one gets a second name where it holds just this.

        Making a file takes ten times longer.
        """
        old, new = self.folder / name, self.work / name
        try:
            found = old.lstat()
            if S_ISREG(found.st_mode) and found.st_size == len(content) and old.read_bytes() == content:
                os.link(old, new)
                return
        except OSError:  # there is none yet, or a file has but one name here
            pass
        new.write_bytes(content)

    def publish(self) -> None:
        """Put the files and folders of `work` in the place of those of the same name."""
        for path in self.work.iterdir():
            if path.is_file():
                with path.open("rb") as file:
                    os.fsync(file.fileno())
        os.replace(self.work, self.folder / _NEXT)  # from here on it is the new graph
        self._land()

    def _land(self) -> None:
        following, old = self.folder / _NEXT, self.folder / _OLD
        shutil.rmtree(old, ignore_errors=True)
        if not following.exists():
            return
        for path in sorted(following.iterdir(), key=lambda path: (path.is_file(), path.name)):
            place = self.folder / path.name
            if path.is_dir() and place.exists():
                os.replace(place, old)
            os.replace(path, place)
            shutil.rmtree(old, ignore_errors=True)
        following.rmdir()

    def digest(self) -> str:
        """A hash of all files of the graph: their names and what is in them."""
        found = hashlib.sha256()
        for path in sorted(p for p in self.folder.rglob("*") if p.is_file()):
            name = path.relative_to(self.folder).as_posix()
            if not name.startswith((FILE, _WORK, "report.json")):
                with path.open("rb") as file:
                    found.update(f"{name}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\0".encode())
        return found.hexdigest()

    def _is_write(self, error: BaseException) -> bool:
        """Whether an error is that of writing here, and not a fault of kgx."""
        if isinstance(error, sqlite3.OperationalError):
            return True
        if not isinstance(error, OSError):
            return False
        here = error.filename is not None and Path(os.fsdecode(error.filename)).is_relative_to(self.folder)
        return here or error.errno in _FAILED_WRITE

    def _complaint(self, error: BaseException) -> KgxError:
        where = getattr(error, "filename", None) or self.folder
        why = getattr(error, "strerror", None) or error
        return KgxError(
            f"{where}: cannot be written ({why}); free space or choose another --out, and build again: what is extracted is kept"
        )
