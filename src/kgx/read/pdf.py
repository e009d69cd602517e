"""PDF with a text layer: running heads and page numbers dropped, words that were parted at line ends joined."""

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence

from kgx.model import ReadError
from kgx.read.page import Page, author, clean
from kgx.read.plain import read_plain

_NUMBER = re.compile(r"\W*(?:page\s+)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.I)
_PARTED = re.compile(r"\b(\w*[^\W\d_])[-\u00ad\u2010]\n([^\W\d_]\w*)")
_EDGE = 2  # lines from the top and the bottom of a page in which heads and numbers stand


def read_pdf(raw: bytes) -> Page:
    """The paragraphs of a PDF.

    Raises ReadError where it is encrypted, or has no text.
    """
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it would say of a broken file is in its error
    reader = PdfReader(io.BytesIO(raw))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadError("encrypted; save it without a password")
    pages = [[line for line in clean(page.extract_text()).split("\n") if line] for page in reader.pages]
    if not any(pages):
        raise ReadError("a scan without text; put it through character recognition first, with ocrmypdf for example")
    known = reader.metadata
    title = clean(str(known.title or "")) if known else ""
    name = clean(str(known.author or "")) if known else ""
    named = bool(title) and not re.search(r"\.\w{2,4}$|^(?:untitled|microsoft word)\b", title, re.I)
    return Page(
        paragraphs=_paragraphs(_without_edges(pages)),
        title=title if named else None,
        authors=author(name),
    )


def _without_edges(pages: Sequence[Sequence[str]]) -> list[str]:
    """The lines of all pages, without those that stand at the edge of most of them, whatever number they bear."""
    often = Counter(line for page in pages for line in {_shape(line) for line in _edges(page)})
    running = {line for line, n in often.items() if n > 2 and 2 * n >= len(pages)}
    kept: list[str] = []
    for page in pages:
        for at, line in enumerate(page):
            edge = at < _EDGE or at >= len(page) - _EDGE
            if not (edge and (_shape(line) in running or _NUMBER.fullmatch(line))):
                kept.append(line)
    return kept


def _edges(page: Sequence[str]) -> Sequence[str]:
    return [*page[:_EDGE], *page[-_EDGE:]]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _paragraphs(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines joined where one is full, or stops in the middle of a sentence.

    Two paragraphs come as one where a sentence ends the first and its last line is full.
    """
    width = sorted(map(len, lines))[int(len(lines) * 0.9)] if lines else 0
    text = ""
    for line in lines:
        last = text.rsplit("\n", 1)[-1]
        ended = not last or (re.search(r"[.!?:][\"”’')\]]*$", last) and len(last) < 0.85 * width)
        heading = len(last) < 0.6 * width and line[:1].isupper() and last[-1:] not in "-,;–—"
        text += ("\n\n" if ended or heading else "\n") + line
    joined = _PARTED.sub(lambda match: _whole(match, text), text)
    return read_plain("\n\n".join(part.replace("\n", " ") for part in joined.split("\n\n"))).paragraphs


def _whole(match: re.Match[str], text: str) -> str:
    """A word parted at a line end: with its hyphen where the text has it so elsewhere, or a capital follows."""
    hyphenated = f"{match[1]}-{match[2]}"
    return hyphenated if match[2][0].isupper() or hyphenated in text else match[1] + match[2]
