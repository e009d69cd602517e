"""HTML: the article by trafilatura, its metadata from <meta>, JSON-LD and <time>."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from kgx.read import days
from kgx.read.page import Page, clean, web_address

_TITLE_PARTS = re.compile(r"\s+[|–—»·:-]+\s+")
_BLOCKS = ("head", "p", "list", "item", "quote", "lb")  # of the XML that trafilatura writes


def read_html(text: str) -> Page:
    """The paragraphs of the article in an HTML page, with what its markup says of it."""
    # lxml refuses text with an encoding declaration; the text is decoded already
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        tree: Any = lxml_html.document_fromstring(text)
    except etree.ParserError:  # nothing in it but comments
        return Page(paragraphs=())
    meta = _meta(tree)
    linked = next(_articles(tree), {})
    whole = _one_line(" ".join(tree.xpath("(//head/title)[1]//text()")))
    heading = _one_line(" ".join(tree.xpath("(//article//h1 | //main//h1 | //h1)[1]//text()")))
    heading = heading or meta.get("og:title") or _named(linked.get("headline")) or ""
    return Page(
        paragraphs=tuple(_paragraphs(text)),
        title=heading or whole.rsplit(" | ", 1)[0] or None,
        authors=_authors(tree, meta, linked),
        published=_published(tree, meta, linked),
        publisher=meta.get("og:site_name") or _named(linked.get("publisher")) or _site(whole, heading),
        url=_address(tree, meta, linked),
    )


def _paragraphs(text: str) -> Iterator[str]:
    """Headings, paragraphs and list items of the article in order."""
    import trafilatura  # takes long, and is not needed where nothing has changed

    found = trafilatura.extract(
        text, output_format="xml", favor_recall=True, include_comments=False, include_tables=False
    )
    body = etree.fromstring(found.encode()).find("main") if found else None
    if body is not None:
        yield from (line for part in _flat(body).split("\n") if (line := _one_line(part)))


def _flat(element: Any) -> str:
    """The text of an element, every block in it between line ends."""
    edge = "\n" if element.tag in _BLOCKS else ""
    parts = [_one_line(element.text or "", strip=False)]
    for child in element:
        parts += [_flat(child), _one_line(child.tail or "", strip=False)]
    return edge + "".join(parts) + edge


def _one_line(text: str, *, strip: bool = True) -> str:
    line = re.sub(r"\s+", " ", text)
    return clean(line) if strip else line


def _meta(tree: Any) -> dict[str, str]:
    """name, property or itemprop -> content, the first of each, keys in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if value := _one_line(element.get("content") or ""):
            found.setdefault(key.casefold(), value)
    return found


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """JSON-LD objects that are articles."""
    for script in tree.xpath('//script[@type="application/ld+json"]/text()'):
        try:
            queue = [json.loads(script)]
        except ValueError:
            continue
        while queue:
            item = queue.pop(0)
            if isinstance(item, list):
                queue += item
            elif isinstance(item, dict):
                if re.search(r"Article|Report|BlogPosting", str(item.get("@type"))):
                    yield item
                queue += [value for key, value in item.items() if key in ("@graph", "mainEntity", "mainEntityOfPage")]


def _named(value: object) -> str | None:
    value = value[0] if isinstance(value, list) and value else value
    value = value.get("name") if isinstance(value, dict) else value
    return _one_line(value) or None if isinstance(value, str) else None


def _authors(tree: Any, meta: dict[str, str], linked: dict[str, Any]) -> tuple[str, ...]:
    authors = linked.get("author")
    names = [name for author in (authors if isinstance(authors, list) else [authors]) if (name := _named(author))]
    if not names:
        keys = ("author", "article:author", "parsely-author", "dc.creator", "byl")
        names = [name for key in keys if (name := meta.get(key))][:1]
    if not names:
        marked = "//*[@rel='author' or @itemprop='author' or contains(@class, 'byline') or contains(@class, 'author')]"
        names = [_one_line(" ".join(element.itertext())) for element in tree.xpath(marked)][:1]
    return tuple(name for name in names if len(name) <= 100 and not name.startswith(("http:", "https:", "/")))


def _published(tree: Any, meta: dict[str, str], linked: dict[str, Any]) -> date | None:
    keys = (
        "article:published_time",
        "datepublished",
        "og:published_time",
        "parsely-pub-date",
        "dc.date.issued",
        "dc.date",
        "dcterms.date",
    )
    values = [linked.get("datePublished"), *(meta.get(key) for key in (*keys, "pubdate", "publishdate", "date"))]
    values += tree.xpath("//*[@itemprop='datePublished']/@datetime") + tree.xpath("//time[@pubdate]/@datetime")
    values += tree.xpath("(//article//time/@datetime)[1]")
    return next((day for value in values if value and (day := days.parse(value))), None)


def _address(tree: Any, meta: dict[str, str], linked: dict[str, Any]) -> str | None:
    canonical = tree.xpath("//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href")
    values = (*canonical, meta.get("og:url"), linked.get("url"))
    return next((url for value in values if isinstance(value, str) and (url := web_address(value))), None)


def _site(whole: str, title: str) -> str | None:
    """The site in "Headline | Site", where the page's own heading shows what is the headline."""
    parts = _TITLE_PARTS.split(whole)
    last = parts[-1].strip()
    if len(parts) < 2 or not title or last.casefold() in title.casefold() or len(last.split()) > 5:
        return None
    return last
