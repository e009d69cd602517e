"""Fuzzes what reads bytes and texts from outside, with atheris: `python tests/fuzz.py [TARGET [libFuzzer options]]`.

Without a target it lists them. A target fails where our own code raises what it does not promise, where a reader gives
a text that is not clean, or where an input takes more than ten seconds or two gigabytes. That a library raises over a
broken file is its right: readers turn that into a ReadError.
"""

import io
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kgx"]):
    import kgx
    from kgx import annotate, dates, edtf, look
    from kgx.model import Document, ReadError
    from kgx.rdf import graph_from_store, triples
    from kgx.read import FORMATS, label, readers
    from kgx.read.detect import detect
    from kgx.read.head import finish
    from kgx.read.page import Page, decode

import pyoxigraph
import spacy
from graphs import GRAPH

ARTICLE = (
    "Ministers meet in Oslo\n\nBy Cal Poe\n4 May 2020\n\nAda Roe and Ben Sol met in Oslo on 3 May 2020, she said.\n"
)
PACKAGES = {".docx": "word/document.xml", ".epub": "page.xhtml", ".odt": "content.xml"}
BLANK = spacy.blank("en")
WORDS = """\
    January May June Sept. December Monday Friday weekend summer winter Christmas Easter 1 2 3 3rd 12 21st 31 32 99 0 1914
    1939 1999 2000 2012 2020 2020-05-03 3/5/2020 05/2020 1939-45 2010/11 2010-12 1990s 90s '90s nineties Q3 H1 FY21 10:30
    5pm 10.5 1,000 3.5.2020 one two three dozen hundred few several half first second third last next this that previous
    coming following same current early mid late beginning end middle start eve of the a an in on at by from to till
    until since before after between and or through during within over under about around nearly almost more than less
    least ago later earlier hence old long every each once twice day days week month months quarter year years decade
    century millennium hour hours minute morning night noon midnight today tomorrow yesterday now then recently fiscal
    financial school AD BC B.C. GMT a.m. p.m. o'clock - – — / , . : ; ( ) ' 's ’s % $ million soldiers he said will had
    May-June three-day ten-year-old 2019–20 the turn past future""".split()


def ours(error: Exception) -> bool:
    """Whether an exception was raised by a line of kgx itself."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return at is not None and Path(at.tb_frame.f_code.co_filename).is_relative_to(Path(kgx.__file__).parent)


def clean(page: Page) -> None:
    for paragraph in finish(page).paragraphs:
        assert paragraph == paragraph.strip() == unicodedata.normalize("NFC", paragraph) != "", paragraph
        assert not any(unicodedata.category(c) == "Cc" for c in paragraph), paragraph


def any_file(suffix: str, data: bytes) -> None:
    """A file of a format, as a build reads it; what its reader raises is seen here before it is made a ReadError."""
    kind = detect(io.BytesIO(data), suffix)
    try:
        if kind in readers.READERS and (text := decode(data)) is not None:
            clean(readers.READERS[kind](text))
        elif kind in readers.BINARY:
            clean(readers.BINARY[kind](data))
        elif kind in readers.ROWS and (text := decode(data)) is not None:
            for _, page in readers.ROWS[kind](text, {}):
                if isinstance(page, Page):
                    clean(page)
        elif kind in FORMATS:
            for name, page in readers._pages(io.BytesIO(data), f"a{suffix}", {}, 3):
                assert name == label(name)
                if isinstance(page, Page):
                    clean(page)
    except ReadError:
        pass
    except Exception as error:
        if ours(error):
            raise


def package(suffix: str, data: bytes) -> None:
    """The main part of a zipped format: bytes that are changed in the zip itself seldom get that far."""
    any_file(suffix, packed(suffix, data))


def packed(suffix: str, content: bytes) -> bytes:
    mime = {".odt": "application/vnd.oasis.opendocument.text", ".epub": "application/epub+zip"}.get(suffix, "")
    with io.BytesIO() as raw, zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("mimetype", mime)
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("META-INF/container.xml", '<c><rootfile full-path="a.opf"/></c>')
        archive.writestr("a.opf", BOOK)
        archive.writestr(PACKAGES[suffix], content)
        archive.close()
        return raw.getvalue()


def periods(data: bytes) -> None:
    """EDTF values: each has bounds that are days, or is none; two of them compare alike both ways."""
    known: list[str] = []
    for text in data.decode("utf-8", "ignore").split("\n")[:2]:
        with suppress(ValueError):
            assert all(bound is None or date.fromisoformat(bound) for bound in edtf.bounds(text))
            known.append(text)
    if len(known) == 2:
        with suppress(ValueError):  # beyond the calendar, where one is approximate
            assert edtf.compatible(*known) == edtf.compatible(*reversed(known))
        edtf.join(*known)


def times(data: bytes) -> None:
    """Time expressions of words that dates are made of, one for each byte: they have EDTF that kgx can read, or none."""
    text = " ".join(WORDS[byte % len(WORDS)] for byte in data[:200])
    doc = BLANK(text)
    chars = tuple(token.idx for token in doc)
    document = Document(id="", path="", text=text, sha256="", published=date(2020, 5, 4))
    found = dates.find_dates(annotate.Annotated(document, doc, chars, (annotate.Block(0, len(doc), "paragraph"),)))
    for one in found:
        assert 0 <= one.start < one.end <= len(doc)
        if one.when is not None:
            edtf.bounds(one.when)


def turtle(data: bytes) -> None:
    """A graph.ttl from a stranger: a graph that can be looked at, or a ValueError."""
    store = pyoxigraph.Store()
    try:
        store.load(input=data, format=pyoxigraph.RdfFormat.TURTLE)
        graph = graph_from_store(store)
    except (SyntaxError, ValueError):
        return
    view = look.View(graph)
    for table in (look.stats(view), look.timeline(view)):
        assert look.render(table).count("\n") == len(table.rows) + 2


def anything(data: bytes) -> None:
    """One target or another, by the first byte."""
    if data:
        list(TARGETS.values())[data[0] % len(TARGETS)](data[1:])


TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
BOOK = (
    '<p xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>T</dc:title><manifest><item id="a" href="page.xhtml"/>'
    '</manifest><spine><itemref idref="a"/></spine></p>'
)
SEEDS: dict[str, tuple[str, ...]] = {
    ".html": (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>T | Site</title><meta property='og:title' content='T'>"
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": [{{"name": "Cal Poe"}}], '
        f'"datePublished": "2020-05-04"}}</script></head><body><article><h1>T</h1><time datetime="2020-05-04">4 May'
        f"</time><p>{ARTICLE}</p><ul><li>One</li></ul></article></body></html>",
    ),
    ".md": (
        f"---\ntitle: T\nauthor: [Cal Poe]\ndate: 2020-05-04\n---\n# T\n\n{ARTICLE}\n* a\n\n| a |\n|---|\n| b |\n",
    ),
    ".txt": (ARTICLE, "OSLO, 4 May 2021 (Northern Wire) – A > B | C"),
    ".rtf": (rf"{{\rtf1\ansi{{\info{{\title T}}{{\author Cal Poe}}}}\pard {ARTICLE}\par \u233?\'e9}}",),
    ".eml": (
        "From: Cal Poe <c@a.example>\nSubject: =?utf-8?q?T=C3=A9?=\nDate: Mon, 4 May 2020 10:00:00 +0000\n"
        'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n'
        f"{ARTICLE}\n--b\nContent-Type: text/html\n\n<p>x</p>\n--b--\n",
    ),
    ".csv": ('text,title,date,author\n"Ada Roe met Ben Sol.",T,2020-05-04,Cal Poe\n',),
    ".jsonl": ('{"text": "Ada Roe met Ben Sol.", "title": "T", "date": "2020-05-04", "authors": ["Cal Poe"]}\n',),
    ".docx": (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
        "Ada Roe met Ben Sol.</w:t></w:r></w:p></w:body></w:document>",
    ),
    ".odt": (
        '<office:d xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:text><text:p>Ada Roe<text:s/>met '
        "Ben Sol.</text:p></office:text></office:d>",
    ),
    ".epub": ("<html><body><h1>T</h1><p>Ada Roe met Ben Sol.</p></body></html>",),
    ".rss": (
        f'<rss version="2.0"><channel><title>Wire</title><item><title>T</title><link>http://a.example/1</link>'
        f"<pubDate>Mon, 4 May 2020 10:00:00 GMT</pubDate><description>{ARTICLE}</description></item></channel></rss>",
    ),
    ".atom": (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry><title>T</title><author><name>Cal Poe'
        f"</name></author><updated>2020-05-04T10:00:00Z</updated><content>{ARTICLE}</content></entry></feed>",
    ),
    ".warc": (
        "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2020-05-04T10:00:00Z\r\n"
        "WARC-Target-URI: http://a.example/1\r\nContent-Type: text/plain\r\nContent-Length: "
        f"{len(ARTICLE)}\r\n\r\n{ARTICLE}\r\n\r\n",
    ),
    "edtf": ("2015-01-01/2021-08-31\n199X/..", "1995-23\n/2014-12-28", "1990~\n2016/"),
    "times": ("On 3 May 2020",),
    "turtle": ("\n".join(sorted(f"{t} ." for t in triples(GRAPH))),),
}
TARGETS: dict[str, Callable[[bytes], None]] = {
    **{suffix: partial(package if suffix in PACKAGES else any_file, suffix) for suffix in sorted(FORMATS)},
    "edtf": periods,
    "times": times,
    "turtle": turtle,
}


def seeds(name: str) -> list[bytes]:
    """What a target begins with."""
    if name == "all":
        return [bytes([n]) + seed for n, target in enumerate(TARGETS) for seed in seeds(target)]
    return [seed.encode() for seed in SEEDS.get(name, (ARTICLE,))]


def main(name: str, *options: str) -> None:
    """Fuzz one target from its seeds, or all of them in turn; ends the process."""
    with tempfile.TemporaryDirectory() as folder:
        for n, seed in enumerate(seeds(name)):
            Path(folder, str(n)).write_bytes(seed)
        limits = ("-timeout=10", "-rss_limit_mb=2048")
        atheris.Setup([sys.argv[0], *limits, *options, folder], anything if name == "all" else TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    if len(sys.argv) == 1:
        print(*TARGETS)
    else:
        main(*sys.argv[1:])
