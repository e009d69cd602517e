"""What a format's reader hands over, and the clean-up of characters and lines that all formats share."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from urllib.parse import quote, urljoin

from charset_normalizer import from_bytes
from pyoxigraph import NamedNode

from kgx.model import Lost, ReadError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SPACES = re.compile(r"[^\S\n]+")
_BULLET = re.compile(r"(?:[-*+•‣▪●◦·–—]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+(?=\S)")
_UNFINISHED = re.compile(r"[\w,;–—-]$")
LONGEST = 1 << 24  # characters of a text with its markup
WRAP_WIDTH = 130  # characters: no one wraps lines by hand wider than this


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Paragraphs in order, markup gone and furniture not yet, with what the format itself says of the text."""

    paragraphs: tuple[str, ...]
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    publisher: str | None = None
    url: str | None = None  # as `web_address` gives it


def attempt(read: Callable[[], Page]) -> Page | ReadError:
    """What a reader gives, or why it gives nothing: libraries raise what they like over a broken file."""
    try:
        return read()
    except (MemoryError, Lost):
        raise
    except ReadError as error:
        return error
    except Exception as error:
        return broken(error)


def broken(error: Exception) -> ReadError:
    """The complaint about a file over which a library raised `error`."""
    said = " ".join(f"{type(error).__name__}: {error}".split())[:120]
    return ReadError(f"broken ({said}); save it again, or remove it")


def decode(raw: bytes, charset: str | None = None) -> str | None:
    """The characters of a file, or None when it is no text.

    A byte order mark decides, then UTF-8, then the `charset` that it came with, or else the one that an HTML file
    names, then what charset-normalizer finds likeliest.
    """
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _decode(raw, encoding)
    if b"\0" in raw:
        return None
    text = _decode(raw, "utf-8")
    if text is None and charset:
        text = _decode(raw, charset)
    if text is None and (named := _META_CHARSET.search(raw[:2048])):
        text = _decode(raw, named[1].decode("ascii"))
    return _likeliest(raw) if text is None else text


def _likeliest(raw: bytes) -> str | None:
    """What charset-normalizer finds likeliest, and among equals windows-1252, which English is written in."""
    found = from_bytes(raw)
    best = found.best()
    western = next((match for match in found if "cp1252" in match.could_be_from_charset), None)
    if best is not None and western is not None and western.chaos <= best.chaos:
        best = western
    return None if best is None else str(best)


def _decode(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def text_of(raw: bytes, charset: str | None = None) -> str:
    """What `decode` gives. Raises ReadError when a file is no text."""
    text = decode(raw, charset)
    if text is None:
        raise ReadError("not a text in any known encoding; save it as UTF-8")
    return text


def bounded(text: str) -> str:
    """A text as it is. Raises ReadError when it is longer than LONGEST."""
    if len(text) > LONGEST:
        raise ReadError(f"longer than {LONGEST:,} characters; split it")
    return text


def author(name: str) -> tuple[str, ...]:
    """An author who has more than one name: a single one is that of an account."""
    return (name,) if len(name.split()) > 1 else ()


def clean(text: str) -> str:
    """NFC, lines ended by "\\n", every run of other white space one space, no control or invisible characters."""
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return "\n".join(line.strip() for line in _SPACES.sub(" ", text).split("\n"))


def web_address(text: str | None, base: str = "") -> str | None:
    """The address of a page as a valid IRI; None for what is no http or https address of a host.

    Relative ones are those of the page `base`. Characters that no IRI may have are percent-encoded.
    """
    try:
        address = urljoin(base, (text or "").strip())
        address = re.sub(r'[\x00-\x20"<>\\^`{|}\x7f]', lambda match: quote(match[0]), address)
        return NamedNode(address).value if re.match(r"https?://[^/?#]", address, re.I) else None
    except ValueError:
        return None


def slug(address: str) -> str:
    """A web address as a name: without its scheme."""
    return re.sub(r"^https?://", "", address, flags=re.I).rstrip("/")


def wrap_width(text: str) -> int:
    """The column that the lines of a hard-wrapped text end before; 0 for a text that is not hard-wrapped.

    In wrapped text nearly every line that another follows is full, and few of those end a sentence; lines
    that are paragraphs of their own are of any length and end with one.
    """
    lines = text.split("\n")
    width = max(map(len, lines))
    pairs = [(a, b) for a, b in pairwise(lines) if len(a) >= 40 and b and not _BULLET.match(b)]
    full = [a for a, b in pairs if _is_full(a, b, width)]
    ended = sum(not _UNFINISHED.search(line) for line in full)
    wrapped = 0 < width <= WRAP_WIDTH and len(full) >= 0.6 * len(pairs) and 2 * ended < len(full)
    return width if wrapped else 0


def paragraphs(lines: list[str], width: int) -> list[str]:
    """Paragraphs of consecutive lines: hard-wrapped prose joined, everything else a line each.

    A line goes on in the next one when it is unfinished and the next begins in lower case, or when the
    text is wrapped at `width` and the next line's first word would not have fitted.
    """
    parts: list[str] = []
    previous = ""
    for line in lines:
        if previous and not _BULLET.match(line) and _goes_on(previous, line, width):
            glue = "" if re.search(r"\w-$", previous) else " "
            parts[-1] += glue + line
        else:
            parts.append(_BULLET.sub("", line, count=1) if _BULLET.match(line) and not _numbered(line) else line)
        previous = line
    return [part for part in parts if part]


def _goes_on(line: str, following: str, width: int) -> bool:
    if _UNFINISHED.search(line) and following[:1].islower():
        return True
    return width > 0 and len(line) >= 40 and _is_full(line, following, width)


def _is_full(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width


def _numbered(line: str) -> bool:
    return line.lstrip("(")[:1].isalnum()
