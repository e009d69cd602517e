"""One reader a format, and one pass over the head and the furniture for all of them."""

import gzip
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from io import BufferedIOBase
from pathlib import Path, PurePosixPath

from kgx.model import Document, Lost, ReadError
from kgx.read import FORMATS, Reading
from kgx.read.archive import inner, read_tar, read_zip
from kgx.read.detect import detect
from kgx.read.feed import read_feed
from kgx.read.head import finish
from kgx.read.html import read_html
from kgx.read.language import foreign
from kgx.read.mail import read_mail
from kgx.read.markdown import read_markdown
from kgx.read.office import read_docx, read_epub, read_odt, read_rtf
from kgx.read.page import Page, attempt, bounded, broken, text_of
from kgx.read.pdf import read_pdf
from kgx.read.plain import read_plain
from kgx.read.rows import read_csv, read_jsonl, read_parquet
from kgx.read.warc import read_warc

READERS: dict[str, Callable[[str], Page]] = {
    ".htm": read_html,
    ".html": read_html,
    ".md": read_markdown,
    ".txt": read_plain,
}
"""Texts, by suffix."""
BINARY: dict[str, Callable[[bytes], Page]] = {
    ".docx": read_docx,
    ".eml": read_mail,
    ".epub": read_epub,
    ".odt": read_odt,
    ".pdf": read_pdf,
    ".rtf": read_rtf,
}
ROWS: dict[str, Callable[[str, Mapping[str, str]], Iterator[tuple[str, Page | ReadError]]]] = {
    ".csv": read_csv,
    ".jsonl": read_jsonl,
}
"""Tables with an article a row, as text."""
FEEDS = (".atom", ".rss", ".xml")
ARCHIVES: dict[str, Callable[[bytes], Iterator[tuple[str, bytes | ReadError]]]] = {
    ".tar": read_tar,
    ".zip": read_zip,
}
LIMIT = 1 << 28  # bytes of a file that is read as a whole
_TEXT = 1 << 21  # characters of a text without its markup
_DEPTH = 3  # archives in archives


def read(path: Path, sha256: str | None = None, columns: Mapping[str, str] | None = None) -> Reading:
    """The documents of one file.

    They have no id yet, and the path of a document is that within the file: "" where the file is the document.
    `columns` says which column of a table is what, where its name does not tell. Raises ReadError when the file cannot
    be opened, is of no known format, or is one document that cannot be read, and when its bytes have not the hash that
    the caller expects.
    """
    try:
        with path.open("rb") as file:
            known = sha256 or _digest(file)
            try:
                return _reading(file, path.name, known, columns or {})
            finally:
                if _digest(file) != known:
                    raise Lost("changed while it was being read; build again")
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror}); check the file and its permissions") from None


def _digest(file: BufferedIOBase) -> str:
    file.seek(0)
    found = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return found


def _reading(file: BufferedIOBase, name: str, sha256: str, columns: Mapping[str, str]) -> Reading:
    documents: list[Document] = []
    unread: list[tuple[str, str]] = []
    often: Counter[str] = Counter()
    for part, page in _pages(file, name, columns, _DEPTH):
        often[part] += 1
        once = part if often[part] == 1 else f"{often[part]}:/{part}"  # an archive may hold a path twice
        try:
            documents.append(_document(once, page, sha256))
        except ReadError as error:
            if not (part or documents or unread):
                raise
            unread.append((once, str(error)))
    if not documents and not unread:
        raise ReadError("no article in it; check the file")
    return Reading(documents=tuple(documents), unread=tuple(unread))


def _pages(
    file: BufferedIOBase, name: str, columns: Mapping[str, str], depth: int
) -> Iterator[tuple[str, Page | ReadError]]:
    """Path within the file, and page, of each document."""
    stem = PurePosixPath(name).stem
    try:
        kind = detect(file, PurePosixPath(name).suffix)
        if kind in (*ARCHIVES, ".gz") and not depth:
            yield "", ReadError("an archive within archives; unpack it first")
        elif kind == ".gz":
            with gzip.open(file) as unpacked:
                # all but a web archive is looked at here and there
                inside = unpacked if unpacked.peek(5)[:5] == b"WARC/" else io.BytesIO(_whole(unpacked))
                yield from _pages(inside, stem if name.endswith(".gz") else f"{stem}.tar", columns, depth - 1)
        elif kind == ".warc":
            for address, page in read_warc(file):
                yield inner(address), page
        elif kind == ".parquet":
            yield from _named(stem, read_parquet(file, columns))
        elif kind in ARCHIVES:
            for part, content in ARCHIVES[kind](_whole(file)):
                if isinstance(content, ReadError):
                    yield part, content
                elif PurePosixPath(part).suffix.lower() in FORMATS and not PurePosixPath(part).name.startswith("."):
                    for deeper, page in _pages(io.BytesIO(content), part, columns, depth - 1):
                        yield f"{part}/{deeper}" if deeper else part, page
        elif kind in FEEDS:
            yield from _named(stem, read_feed(_whole(file)))
        elif kind in BINARY:
            yield "", attempt(partial(BINARY[kind], _whole(file)))
        elif kind not in (*READERS, *ROWS):
            yield "", ReadError(f"not a format that kgx reads ({' '.join(FORMATS)}); convert it first")
        elif kind in ROWS:
            yield from _named(stem, ROWS[kind](text_of(_whole(file)), columns))
        else:
            yield "", attempt(partial(READERS[kind], bounded(text_of(_whole(file)))))
    except ReadError as error:
        yield "", error
    except MemoryError:
        raise
    except Exception as error:  # libraries raise what they like over a broken file
        yield "", broken(error)


def _named(stem: str, found: Iterable[tuple[str, Page | ReadError]]) -> Iterator[tuple[str, Page | ReadError]]:
    """Rows and entries as files of one folder, named after the file that they are in."""
    for name, page in found:
        yield inner(f"{stem}-{name}".replace("/", "_")), page


def _whole(file: BufferedIOBase) -> bytes:
    raw = file.read(LIMIT + 1)
    if not raw.strip():
        raise ReadError("the file is empty; fill or remove it")
    if len(raw) > LIMIT:
        raise ReadError(f"larger than {LIMIT >> 20} MiB; split it")
    return raw


def _document(name: str, page: Page | ReadError, sha256: str) -> Document:
    if isinstance(page, ReadError):
        raise page
    page = finish(page)
    if not page.paragraphs:
        raise ReadError("no article text found in it; check the file")
    text = "\n\n".join(page.paragraphs)
    if len(text) > _TEXT:
        raise ReadError(f"longer than {_TEXT:,} characters; split it")
    if language := foreign(text):
        raise ReadError(f"in {language}; kgx reads English")
    return Document(
        id="",
        path=name,
        text=text,
        sha256=sha256,
        title=page.title,
        authors=page.authors,
        published=page.published,
        publisher=page.publisher,
        url=page.url,
    )
