"""Files -> Documents. Here: which files there are, of what format and under what name; `readers` reads them."""

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path, PurePosixPath

from kgx.model import Document, KgxError
from kgx.read.detect import detect

SINGLE = (".docx", ".eml", ".epub", ".htm", ".html", ".md", ".odt", ".pdf", ".rtf", ".txt")
"""Formats of files that are one document, by suffix."""
SEVERAL = (".atom", ".csv", ".gz", ".jsonl", ".parquet", ".rss", ".tar", ".tgz", ".warc", ".xml", ".zip")
"""Formats of files that hold many."""
FORMATS = (*SINGLE, *SEVERAL)
_LONGEST = 150  # bytes of a name that files are named after


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a file holds. Most files hold one document; archives, tables and feeds hold many."""

    documents: tuple[Document, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()  # (path within the file, reason)


def find(sources: Iterable[Path]) -> list[tuple[Path, Path]]:
    """Files to read, each with the folder that its path is relative to.

    Sources keep their order; the files of a folder, of the suffixes in FORMATS, come sorted by path. Hidden
    files and folders are left out, and so are the texts of a graph, and a file that was found already.
    Raises KgxError for a source that does not exist or a folder that cannot be listed.
    """
    found: dict[Path, tuple[Path, Path]] = {}
    for source in sources:
        if source.is_dir():
            for path in _walk(source):
                found.setdefault(path.resolve(), (path, source))
        elif source.exists():
            found.setdefault(source.resolve(), (source, source.parent))
        else:
            raise KgxError(f"{source}: no such file or folder; name the texts to read, or set `sources` in kgx.toml")
    return list(found.values())


def _walk(folder: Path) -> list[Path]:
    def fail(error: OSError) -> None:
        raise KgxError(f"{error.filename}: cannot be listed ({error.strerror}); check its permissions")

    paths = []
    for top, folders, files in os.walk(folder, onerror=fail):
        built = {"texts"} if "graph.ttl" in files else set()  # what an earlier build kept beside its graph
        folders[:] = [name for name in folders if not name.startswith(".") and name not in built]
        paths += [
            Path(top, name) for name in files if not name.startswith(".") and Path(name).suffix.lower() in FORMATS
        ]
    return sorted(paths, key=lambda path: path.relative_to(folder).parts)


def form(file: BufferedIOBase, name: str) -> str:
    """What, beside its bytes, decides what is read from a file: its format, and its name where parts are named after it."""
    kind = detect(file, PurePosixPath(name).suffix)
    return kind if kind in SINGLE else label(name)


def identify(found: Sequence[tuple[Path, Path]]) -> list[str]:
    """An id for each document by its path and its source: doc_<stem>, with a short hash of the path where stems are the same.

    Ids that differ in case alone count as the same, since files are named after them.
    """
    ids = [_id(path) for path, _ in found]
    often = Counter(name.casefold() for name in ids)
    relative = Counter(path.relative_to(root).as_posix() for path, root in found)
    for at, (path, root) in enumerate(found):
        if often[ids[at].casefold()] > 1:
            inner = path.relative_to(root).as_posix()
            # two sources may hold the same path: then only the whole of it tells them apart
            known = inner if relative[inner] == 1 else path.as_posix()
            ids[at] += "_" + hashlib.sha256(known.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return ids


def label(path: str | os.PathLike[str]) -> str:
    """A path as text that can be printed and written: no line ends, no bytes that are no UTF-8."""
    text = os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", "\ufffd", text)


def _id(path: Path) -> str:
    name = path.stem if path.suffix.lower() in FORMATS else path.name  # that of a row may have dots
    stem = re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFC", label(name)))
    stem = stem.encode()[:_LONGEST].decode("utf-8", "ignore").strip("_")
    return f"doc_{stem or 'text'}"
