"""Documents of word processors and e-books: DOCX, ODT, EPUB and RTF."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lxml import etree
from lxml import html as lxml_html

from kgx.model import ReadError
from kgx.read import days
from kgx.read.page import Page, author, clean
from kgx.read.plain import read_plain

LIMIT = 1 << 28  # bytes that a file may unpack to
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_BLOCK = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6 or self::p or self::li"


def read_docx(raw: bytes) -> Page:
    """The paragraphs of a Word document, without its tables."""
    import docx

    _opened(raw).close()
    document = docx.Document(io.BytesIO(raw))
    known = document.core_properties
    return Page(
        paragraphs=tuple(line for p in document.paragraphs if (line := _line(p.text))),
        title=_line(known.title) or None,
        authors=author(_line(known.author)),
    )


def read_odt(raw: bytes) -> Page:
    """The paragraphs of an OpenDocument text, without its tables, notes and comments."""
    with _opened(raw) as archive:
        body = _xml(archive.read("content.xml")).find(f".//{_OFFICE}text")
        known = _xml(archive.read("meta.xml")) if "meta.xml" in archive.namelist() else etree.Element("none")
    found = body.iter(f"{_TEXT}p", f"{_TEXT}h") if body is not None else ()
    aside = "ancestor::*[local-name()='table' or local-name()='note' or local-name()='annotation']"
    return Page(
        paragraphs=tuple(line for p in found if not p.xpath(aside) and (line := _line(_odt_text(p)))),
        title=_first(known, f"{_DC}title"),
        authors=author(_first(known, f"{_META}initial-creator") or _first(known, f"{_DC}creator") or ""),
    )


def read_epub(raw: bytes) -> Page:
    """The paragraphs of an e-book, chapter after chapter."""
    with _opened(raw) as archive:
        root = _xml(archive.read("META-INF/container.xml")).find(".//{*}rootfile")
        if root is None:
            raise ReadError("an e-book without a table of contents; save it again")
        place = str(root.get("full-path"))
        package = _xml(archive.read(place))
        files = {item.get("id"): item for item in package.iterfind(".//{*}manifest/{*}item")}
        lines: list[str] = []
        for ref in package.iterfind(".//{*}spine/{*}itemref"):
            item = files.get(ref.get("idref"))
            if item is not None and ref.get("linear") != "no" and item.get("properties") != "nav":
                path = posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(item.get("href") or "")))
                lines += _blocks(archive.read(path))
    when = _first(package, f"{_DC}date")
    return Page(
        paragraphs=tuple(lines),
        title=_first(package, f"{_DC}title"),
        authors=tuple(name for e in package.iter(f"{_DC}creator") for name in author(_line(e.text))),
        published=days.parse(when) if when else None,
        publisher=_first(package, f"{_DC}publisher"),
    )


def read_rtf(raw: bytes) -> Page:
    """The paragraphs of a rich text file."""
    from striprtf.striprtf import rtf_to_text

    source = raw.decode("latin-1")
    text = clean(rtf_to_text(source, errors="ignore"))  # type: ignore[no-untyped-call]
    title, named = (
        match[1] if (match := re.search(rf"\{{\\{name} ([^{{}}\\]*)\}}", source)) else ""
        for name in ("title", "author")
    )
    return Page(
        paragraphs=read_plain(text.replace("\n", "\n\n")).paragraphs,
        title=_line(title) or None,
        authors=author(_line(named)),
    )


def _opened(raw: bytes) -> zipfile.ZipFile:
    """An archive that unpacks to a bearable size; zipfile gives no member more bytes than it declares."""
    archive = zipfile.ZipFile(io.BytesIO(raw))
    if sum(info.file_size for info in archive.infolist()) > LIMIT:
        raise ReadError(f"unpacks to more than {LIMIT >> 20} MiB; remove it, or unpack it yourself")
    return archive


def _xml(raw: bytes) -> Any:
    return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _blocks(raw: bytes) -> Iterator[str]:
    """Headings, paragraphs and list items of a page, in order."""
    tree: Any = lxml_html.document_fromstring(
        re.sub(rb"^\s*<\?xml[^>]*\?>", b"", raw), parser=lxml_html.HTMLParser(encoding="utf-8")
    )
    for element in tree.xpath(f"//body//*[{_BLOCK}][not(.//p or .//li)]"):
        if line := _line("".join(element.itertext())):
            yield line


def _odt_text(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        match etree.QName(child).localname if isinstance(child.tag, str) else "":
            case "s" | "tab" | "line-break":
                parts.append(" ")
            case "note" | "annotation" | "":
                pass
            case _:
                parts.append(_odt_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _first(element: Any, tag: str) -> str | None:
    found = next(element.iter(tag), None)
    return (_line(found.text) or None) if found is not None else None


def _line(text: str | None) -> str:
    return clean(re.sub(r"\s+", " ", text or ""))
