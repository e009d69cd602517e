"""RSS and Atom: an article an entry."""

import io
import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from html import unescape
from typing import Any

from lxml import html as lxml_html

from kgx.model import ReadError
from kgx.read import days
from kgx.read.html import read_html
from kgx.read.page import Page, attempt, bounded, slug, web_address
from kgx.read.plain import read_plain

_TAG = re.compile(r"<[a-zA-Z!/]")
_DECLARED = re.compile(rb"<!DOCTYPE[^>\[]*\[[^\]]*\]\s*>")  # entities among it, which may expand without end
_CUT = ("no element found", "unclosed token", "unclosed CDATA section")  # as expat says of a file that just ends


def read_feed(raw: bytes) -> Iterator[tuple[str, Page | ReadError]]:
    """Name and page of each entry: its content, or else its summary.

    Entities that it declares are left as they are. Raises ReadError for XML that is no feed.
    """
    import feedparser  # type: ignore[import-untyped]

    # a stream, since feedparser opens what bytes or a string name
    found = feedparser.parse(
        io.BytesIO(_DECLARED.sub(b"", raw, count=1)), sanitize_html=False, resolve_relative_uris=False
    )
    if not found.version:
        raise ReadError("XML that is no RSS or Atom feed; convert it first")
    for n, entry in enumerate(found.entries, 1):
        url = web_address(entry.get("link"), found.feed.get("link", ""))
        name = slug(url) if url else entry.get("id") or str(n)
        yield name, attempt(partial(_page, entry, found.feed, url))
    if found.bozo and str(found.bozo_exception).rpartition(": ")[2] in _CUT:
        yield "rest", ReadError("the feed breaks off; get it again")


def _page(entry: Any, feed: Any, url: str | None) -> Page:
    contents = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    text = next((value for content in contents if (value := content.get("value", "").strip())), "")
    if not text:
        raise ReadError("an entry without a text; get the article itself")
    bounded(text)
    # without a page around it, trafilatura takes a short text for none
    page = read_html(f"<html><body><article>{text}</article></body></html>") if _TAG.search(text) else None
    return Page(
        paragraphs=(page or read_plain(unescape(text))).paragraphs,
        title=_line(entry.get("title")),
        authors=tuple(a["name"] for a in entry.get("authors") or feed.get("authors", ()) if a.get("name")),
        published=_day(entry, "published") or _day(entry, "updated"),
        publisher=_line(entry.get("publisher") or entry.get("source", {}).get("title") or feed.get("title")),
        url=url,
    )


def _day(entry: Any, name: str) -> date | None:
    """The day as it is written, and not what day it was in Greenwich; else what feedparser makes of it."""
    if name not in entry:
        return None
    parsed = entry.get(f"{name}_parsed")
    return days.parse(entry[name]) or (date(*parsed[:3]) if parsed else None)


def _line(text: str | None) -> str | None:
    """A text on one line, without markup."""
    if text and _TAG.search(text):
        text = str(lxml_html.fragment_fromstring(text, create_parent=True).text_content())
    return " ".join(unescape(text or "").split()) or None
