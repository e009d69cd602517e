"""WARC: an article a page that was archived."""

import gzip
import io
import logging
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BufferedIOBase
from typing import Any
from urllib.parse import urlsplit

from kgx.model import ReadError
from kgx.read.archive import LIMIT
from kgx.read.html import read_html
from kgx.read.page import Page, attempt, bounded, broken, slug, text_of, web_address
from kgx.read.plain import read_plain

_HTML = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_NEXT = b"\r\n\r\nWARC/1."  # what begins another record
_PART = 1 << 16  # bytes that are read at a time


def read_warc(file: BufferedIOBase) -> Iterator[tuple[str, Page | ReadError]]:
    """Path and page of each HTML page and plain text that a server gave; other records are left out.

    A broken record is named, and the next one is looked for behind its first line.
    """
    from warcio.recordloader import ArcWarcRecordLoader  # type: ignore[import-untyped]

    logging.getLogger("warcio").setLevel(logging.CRITICAL)  # what it would say of a broken record is in the reason
    # warcio's own iterator ends at the first broken record, and takes no file that was compressed as a whole
    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    lines = _Lines(file)
    n, line = 0, lines.readline()
    while line:
        if not line.startswith(b"WARC/"):
            line = lines.readline()
            continue
        n, start = n + 1, file.tell()
        name: str = f"record-{n}"
        page: Page | ReadError | None
        try:
            record = loader.parse_record_stream(lines, line, "warc", check_digests=True)
            uri = record.rec_headers.get_header("WARC-Target-URI") or ""
            name = slug(uri) or name
            block = _block(record)
            line = lines.readline()
            if line.strip() and not line.startswith(b"WARC/"):
                raise ReadError("its length is wrong; get it again")
            page = _page(record, uri, block)
        except MemoryError:
            raise
        except Exception as error:
            page = error if isinstance(error, ReadError) else broken(error)
            file.seek(start)
            line = lines.readline()
        if page is not None:
            yield name, page


class _Lines:
    """A file that gives no line that is longer than memory, as warcio reads it."""

    def __init__(self, file: BufferedIOBase) -> None:
        self._file = file
        self.read = file.read
        self.tell = file.tell

    def readline(self, size: int | None = None) -> bytes:
        return self._file.readline(_PART if size is None else min(size, _PART))


def _block(record: Any) -> bytes:
    """What a record holds behind its headers, up to a byte more than is read of a page.

    Raises ReadError where that is not what the headers promise.
    """
    if record.length is None:
        raise ReadError("has no length; get it again")
    kept, last, swallows = bytearray(), b"", False
    while part := record.raw_stream.read(_PART):
        swallows = swallows or _NEXT in last + part
        last = part[-len(_NEXT) :]
        kept += part[: LIMIT + 1 - len(kept)]
    if record.raw_stream.limit:
        raise ReadError("cut off; get it again")
    # the digest of the payload is left alone: writers do not agree on what it is of
    failed = any(problem.startswith("block digest failed") for problem in record.digest_checker.problems)
    if failed or (swallows and not record.rec_headers.get_header("WARC-Block-Digest")):
        raise ReadError("not what was archived: its length or its digest is wrong; get it again")
    return bytes(kept)


def _page(record: Any, uri: str, block: bytes) -> Page | ReadError | None:
    """The page in a record, or None where it holds none."""
    headers = record.http_headers
    if record.rec_type == "response":
        given = headers is not None and headers.get_statuscode() == "200"
        kind = (headers.get_header("Content-Type") if given else "") or ""
    else:
        kind = record.content_type if record.rec_type in ("resource", "conversion") else ""
    form = (kind or "").partition(";")[0].strip().lower()
    url = web_address(uri)
    if form not in (*_HTML, "text/plain") or url is None or urlsplit(url).path == "/robots.txt":
        return None
    charset = _CHARSET.search(kind)

    def read() -> Page:
        text = bounded(text_of(_decoded(block, headers), charset[1] if charset else None))
        return replace(read_html(text) if form in _HTML else read_plain(text), url=url)

    return attempt(read)


def _decoded(block: bytes, headers: Any) -> bytes:
    """A body without the encodings of its transfer.

    Raises ReadError where it is too large, or compressed in a way that is not known.
    """
    from warcio.bufferedreaders import ChunkedDataReader  # type: ignore[import-untyped]

    if headers is not None and (headers.get_header("Transfer-Encoding") or "").lower() == "chunked":
        block = ChunkedDataReader(io.BytesIO(block)).read()
    encoding = ((headers and headers.get_header("Content-Encoding")) or "identity").strip().lower()
    if block[:2] == b"\x1f\x8b":
        with gzip.open(io.BytesIO(block)) as unpacked:
            block = unpacked.read(LIMIT + 1)
    elif encoding == "deflate":
        raw = (block[0] & 15) != 8 if block else False  # some servers leave the header of zlib out
        block = zlib.decompressobj(-15 if raw else 15).decompress(block, LIMIT + 1)
    elif encoding not in ("identity", "gzip", "x-gzip"):
        raise ReadError(f"compressed as {encoding}, which kgx does not read; get it without")
    if len(block) > LIMIT:
        raise ReadError(f"larger than {LIMIT >> 20} MiB; no article is")
    return block
