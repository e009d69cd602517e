"""Files -> Documents: one reader a format, and one pass over the head and the furniture for all of them."""

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from kgx.model import Document, KgxError, Lost, ReadError
from kgx.read.head import finish
from kgx.read.html import read_html
from kgx.read.markdown import read_markdown
from kgx.read.page import Page, decode
from kgx.read.plain import read_plain

READERS: dict[str, Callable[[str], Page]] = {
    ".htm": read_html,
    ".html": read_html,
    ".md": read_markdown,
    ".txt": read_plain,
}


def find(sources: Iterable[Path]) -> list[tuple[Path, Path]]:
    """Files to read, each with the folder that its path is relative to.

    Sources keep their order; the files of a folder, of the formats in READERS, come sorted by path. Hidden
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
            Path(top, name) for name in files if not name.startswith(".") and Path(name).suffix.lower() in READERS
        ]
    return sorted(paths, key=lambda path: path.relative_to(folder).parts)


def read(path: Path, sha256: str | None = None) -> tuple[Document, ...]:
    """The documents of one file, most often one.

    They have no id yet, and the path of a document is that within the file: "" where the file is the document.
    Raises ReadError when the file cannot be opened, is of no format in READERS, is no text, or has none, and
    when its bytes have not the hash that the caller expects.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise ReadError(f"not a format that kgx reads ({' '.join(READERS)}); convert it first")
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror}); check the file and its permissions") from None
    found = hashlib.sha256(raw).hexdigest()
    if found != (sha256 or found):
        raise Lost("changed while it was being read; build again")
    if not raw.strip():
        raise ReadError("the file is empty; fill or remove it")
    text = decode(raw)
    if text is None:
        raise ReadError("not a text in any known encoding; save it as UTF-8")
    page = finish(reader(text))
    if not page.paragraphs:
        raise ReadError("no article text found in it; check the file")
    document = Document(
        id="",
        path="",
        text="\n\n".join(page.paragraphs),
        sha256=found,
        title=page.title,
        authors=page.authors,
        published=page.published,
        publisher=page.publisher,
    )
    return (document,)


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
            ids[at] += "_" + hashlib.sha256(known.encode()).hexdigest()[:8]
    return ids


def _id(path: Path) -> str:
    stem = re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFC", path.stem)).strip("_")
    return f"doc_{stem or 'text'}"
