"""Pages of the web into a folder of texts, for `kgx add`.

Beside `kgx.publish` this is the only module that opens connections. Every connection is checked where it ends, before a
byte is sent, so that neither a redirect nor a name that resolves anew leads into a private network; and it is cut at
the time limit, whatever the server is doing then.
"""

import codecs
import hashlib
import html
import http.client
import ipaddress
import os
import re
import socket
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import version
from io import BytesIO
from itertools import islice
from pathlib import Path
from threading import Timer
from time import monotonic, sleep
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import requests
import urllib3
from lxml import etree
from lxml import html as lxml_html
from protego import Protego
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

from kgx.model import Document, KgxError, ReadError
from kgx.read.detect import detect
from kgx.read.readers import read
from kgx.workers import Engine

AGENT = "kgx"
LIMIT = 1 << 25  # bytes of a page, unpacked
REDIRECTS = 5
TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/epub+zip": ".epub",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
"""The media types that are taken, and the suffix that a file of each gets."""
_ROBOTS = 1 << 19  # bytes of a robots.txt that are read (RFC 9309, 2.5)
_CHUNK = 1 << 16
_LONGEST = 100  # bytes of the readable part of a file name
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_BEFORE_HEAD = re.compile(
    rb"(?:\s|<!--.*?-->|<!doctype\b[^>]*>|<\?[^>]*>|<html\b[^>]*>)*(?:<head\b[^>]*>)?", re.I | re.S
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page as a site gave it."""

    url: str  # where it was found in the end, without fragment
    suffix: str  # of its format
    content: bytes  # as it came; in the head of an HTML page also what only the answer said: encoding and address


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A page in the folder."""

    path: Path
    document: Document  # as a build reads it
    change: str  # "added", "updated" or "unchanged"


def public(where: str) -> bool:
    """Whether an IP address is one of the internet, and does not stand for an IPv4 address that is none."""
    address = ipaddress.ip_address(where.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        last = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
        if inner := address.ipv4_mapped or address.sixtofour or last:
            address = inner
    return address.is_global and not address.is_multicast


class Fetcher:
    """Fetches pages one after another, as the robots.txt of their sites allow it."""

    def __init__(self, *, seconds: float = 60, may: Callable[[str], bool] = public) -> None:
        """`seconds` may pass until a page is there whole; `may` says from which IP addresses, by default public ones."""
        self._seconds, self._may = seconds, may
        self._robots: dict[str, Protego] = {}  # by address
        self._last: dict[str, float] = {}  # when a site, named by its robots.txt, was last asked for a page

    def fetch(self, url: str) -> Fetched:
        """The page at an address.

        Raises ReadError where the address is none of the web, leads to a private network or nowhere, where robots.txt
        forbids it, and where what comes is too large, too slow or of a type that is not in TYPES.
        """
        end = monotonic() + self._seconds
        with _session(end, self._may) as session:
            try:
                answer = self._get(session, url, end, lambda address: self._ask(session, address, end))
                found = _page(answer)
            except ReadError:
                if monotonic() < end:
                    raise
            except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as error:
                if monotonic() < end:
                    raise ReadError(_complaint(error)) from None
            if monotonic() >= end:  # the end of a connection that was cut may look like that of a page
                raise ReadError(f"takes more than {self._seconds:g} s; try again with a larger --timeout")
            return found

    def _get(self, session: requests.Session, url: str, end: float, ask: Callable[[str], None]) -> requests.Response:
        """The answer at the end of all redirects, its body still to come; `ask` raises ReadError for a forbidden one."""
        for _ in range(REDIRECTS + 1):
            url = _address(url)
            ask(url)
            answer = session.get(url, stream=True, allow_redirects=False, timeout=max(0.01, end - monotonic()))
            target = session.get_redirect_target(answer)
            if target is None:
                return answer
            url = urljoin(url, target)
        raise ReadError(f"redirects more than {REDIRECTS} times; open it in a browser and add the address it ends at")

    def _ask(self, session: requests.Session, url: str, end: float) -> None:
        """Raise ReadError where robots.txt forbids the address; wait as long as it asks for between two pages."""
        place = urljoin(url, "/robots.txt")
        if place not in self._robots:
            self._robots[place] = self._rules(session, place, end)
        rules = self._robots[place]
        if not rules.can_fetch(url, AGENT):
            raise ReadError("its site does not want it fetched (robots.txt); save it with a browser instead")
        pause = (rules.crawl_delay(AGENT) or 0) - (monotonic() - self._last.get(place, float("-inf")))
        if monotonic() + pause >= end:
            raise ReadError(f"its site wants a pause of {pause:.0f} s (robots.txt); add it later")
        sleep(max(0.0, pause))
        self._last[place] = monotonic()

    def _rules(self, session: requests.Session, place: str, end: float) -> Protego:
        """What a robots.txt says; one that is not there forbids nothing, one that fails everything (RFC 9309, 2.3.1)."""
        answer = self._get(session, place, end, lambda address: None)
        if 400 <= answer.status_code < 500:
            return Protego.parse("")
        if answer.status_code != 200:
            raise ReadError(f"its robots.txt is not to be had ({_status(answer)}); try again later")
        text = b"".join(islice(answer.iter_content(_CHUNK), _ROBOTS // _CHUNK))
        return Protego.parse(text.decode("utf-8", "replace"))


def keep(page: Fetched, folder: Path, engine: Engine) -> Kept:
    """Put a page into a folder, under a name that its address decides.

    `engine` reads it first, as a build will. Raises ReadError, and leaves the folder as it was, where a build could not
    read it; KgxError where the folder cannot be written.
    """
    path = folder / file_name(page.url, page.suffix)
    beside = path.with_name(f".{path.name}")  # a build does not see hidden files
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(page.content)
            ((_, reading),) = engine.map(read, [beside])
            if isinstance(reading, ReadError):
                raise reading
            before = path.read_bytes() if path.exists() else None
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise KgxError(f"{folder}: cannot be written ({error.strerror}); name another folder with --out") from None
    change = "added" if before is None else "unchanged" if before == page.content else "updated"
    return Kept(path=path, document=reading.documents[0], change=change)


def file_name(url: str, suffix: str) -> str:
    """The name of the file for a page: site and path in letters, digits and "-", and a hash of the whole address."""
    parts = urlsplit(url)
    words = unicodedata.normalize("NFC", unquote(f"{parts.hostname} {parts.path}"))
    readable = re.sub(r"\W+", "-", words).encode()[:_LONGEST].decode("utf-8", "ignore").strip("-")
    return f"{readable}-{hashlib.sha256(url.encode()).hexdigest()[:12]}{suffix}"


def _address(url: str) -> str:
    """An address of the web as it is sent, without fragment."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https"):
            raise ReadError("not an address of the web; it begins with http:// or https://")
        if parts.username is not None:
            raise ReadError("has a user name in it, which would be kept with the page; leave it out")
        return urldefrag(str(requests.Request("GET", url).prepare().url)).url
    except (ValueError, requests.RequestException):
        raise ReadError("not a valid address; check it") from None


@contextmanager
def _session(end: float, may: Callable[[str], bool]) -> Iterator[requests.Session]:
    """Connections that are checked when they are open and cut at `end`, a time of the monotonic clock."""
    with ExitStack() as stack, requests.Session() as session:

        def opened(found: socket.socket) -> socket.socket:
            stack.callback(found.close)
            where = found.getpeername()[0]
            if not may(where):
                raise ReadError(f"leads to {where}, which is no public address; allow it with --allow-private")
            line = stack.enter_context(found.dup())  # TLS takes over the other one
            timer = Timer(max(0.0, end - monotonic()), _cut, [line])
            timer.daemon = True
            timer.start()
            stack.callback(timer.cancel)
            return found

        session.hooks["response"] = [lambda answer, **_: stack.enter_context(answer)]  # closed in the end
        session.trust_env = False  # a proxy would hide where a connection ends
        session.headers.update({"User-Agent": f"{AGENT}/{version('kgx-extract')}", "Accept-Encoding": "gzip"})
        for scheme, pool in _pools(opened).items():
            adapter = HTTPAdapter()
            adapter.poolmanager.pool_classes_by_scheme = {scheme: pool}
            session.mount(f"{scheme}://", adapter)
        yield session


def _pools(opened: Callable[[socket.socket], socket.socket]) -> dict[str, type[urllib3.HTTPConnectionPool]]:
    """Pools, by scheme, of connections that hand every new socket to `opened`."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return opened(super()._new_conn())

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return opened(super()._new_conn())

    class PlainPool(urllib3.HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(urllib3.HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # it may be closed already
        line.shutdown(socket.SHUT_RDWR)


def _page(answer: requests.Response) -> Fetched:
    """What an answer holds."""
    if answer.status_code != 200:
        later = answer.status_code == 429 or answer.status_code >= 500
        raise ReadError(f"refused ({_status(answer)}); {'try again later' if later else 'check the address'}")
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    content = b""
    if kind in TYPES:
        content = _body(answer)
    suffix = detect(BytesIO(content), TYPES.get(kind, ""))
    if suffix not in TYPES.values():
        named = f"of the type {kind[:60]!a}" if kind else "without a type"
        raise ReadError(f"{named}; only pages, texts and documents ({' '.join(sorted(set(TYPES.values())))}) are added")
    url = _address(answer.url)
    return Fetched(
        url=url, suffix=suffix, content=_complete(content, url, _charset(answer)) if suffix == ".html" else content
    )


def _body(answer: requests.Response) -> bytes:
    content = bytearray()
    for piece in answer.iter_content(_CHUNK):
        content += piece
        if len(content) > LIMIT:
            raise ReadError(f"larger than {LIMIT >> 20} MiB; no article is")
    return bytes(content)


def _charset(answer: requests.Response) -> str | None:
    """The encoding that an answer names, where Python knows it."""
    message = Message()
    message["Content-Type"] = answer.headers["Content-Type"]
    charset = message.get_content_charset() or ""
    try:
        "".encode(charset)
    except (LookupError, UnicodeError):
        return None
    return charset


def _complete(content: bytes, url: str, charset: str | None) -> bytes:
    """A page as it came, with what only the answer said of it at the beginning of its head.

    That are the encoding, and the address where the page does not name its own.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content, charset = content.decode("utf-16", "replace").encode(), "utf-8"
    try:
        tree: Any = lxml_html.document_fromstring(content)
        named = next(iter(tree.xpath("//link[@rel='canonical']/@href")), "")
        address = urljoin(url, named)
    except (etree.ParserError, ValueError):  # nothing in it, or no address
        named, address = "", url
    added = f'<meta charset="{html.escape(charset)}">' if charset else ""
    added += "" if named and named == address else f'<link rel="canonical" href="{html.escape(address)}">'
    before = _BEFORE_HEAD.match(content.removeprefix(codecs.BOM_UTF8))
    at = len(content) - len(content.removeprefix(codecs.BOM_UTF8)) + (before.end() if before else 0)
    return content[:at] + added.encode() + content[at:]


def _status(answer: requests.Response) -> str:
    return f"{answer.status_code} {http.client.responses.get(answer.status_code, '')}".strip()


def _complaint(error: Exception) -> str:
    match error:
        case requests.exceptions.SSLError():
            return "its certificate is not to be trusted; check the address"
        case requests.exceptions.ContentDecodingError() | requests.exceptions.ChunkedEncodingError():
            return "broke off or came damaged; try again"
        case requests.ConnectionError():
            return "cannot be reached; check the address and the connection"
    return f"cannot be fetched ({' '.join(str(error).split())[:120]}); check the address"
