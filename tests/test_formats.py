"""Files made by other programs: what comes out is what went in."""

import csv
import gzip
import io
import json
import re
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import docx
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet
from reportlab.lib.pagesizes import A4, A5
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, SimpleDocTemplate, Spacer
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from kgx import config as settings
from kgx.config import COLUMNS, load
from kgx.model import Document, ReadError
from kgx.read import archive as archives
from kgx.read.readers import read

TITLE = "Lake states agree on a ferry"
BODY = (
    "The ministers of three lake states agreed on Tuesday to open a well-known ferry line between Lund and Bergen, which had been closed for more than eleven years.",
    "“We are content,” said Ben Sol, who heads the Lake Commission. Ada Roe, the minister of trade, called the agreement a great step for Franco-German seafarers.",
    "The line opens in June. Its first ship, which takes two hundred passengers, is being built in a yard near Bergen by workers from all three of the states.",
)
MARKDOWN = "---\ntitle: {}\nauthor: Cal Poe\ndate: 2021-05-04\n---\n\n{}\n\n## What follows\n\n{}\n\n- {}\n".format(
    TITLE, *BODY
)
Tool = Callable[[str], Path]


def one(path: Path) -> Document:
    (document,) = read(path).documents
    return document


def body(document: Document) -> list[str]:
    """The paragraphs without the title."""
    first, *rest = document.text.split("\n\n")
    return rest if first == document.title else [first, *rest]


def test_word_documents_by_python_docx(tmp_path: Path) -> None:
    made = docx.Document()
    made.core_properties.title, made.core_properties.author = TITLE, "Cal Poe"
    made.add_heading(TITLE, 0)
    for text in BODY:
        made.add_paragraph(text)
    made.add_table(1, 1).cell(0, 0).text = "a row is no sentence"
    made.save(str(tmp_path / "a.docx"))
    document = one(tmp_path / "a.docx")
    assert (document.title, document.authors, body(document)) == (TITLE, ("Cal Poe",), list(BODY))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "iso-8859-15", "mac-roman"])
@pytest.mark.parametrize("suffix", ["txt", "md"])
def test_texts_in_many_encodings(tmp_path: Path, encoding: str, suffix: str) -> None:
    names = "Zoë Brontë of Tromsø and José Muñoz of Málaga met in Århus, where François Lefèvre had gone."
    text = "\n\n".join([*BODY, names]).replace("“", '"').replace("”", '"')
    (tmp_path / f"a.{suffix}").write_bytes(text.encode(encoding))
    assert one(tmp_path / f"a.{suffix}").text == text


def test_html_by_pandoc(tool: Tool, tmp_path: Path) -> None:
    command = [tool("pandoc"), "-f", "markdown-smart", "-t", "html", "-s", "-o", tmp_path / "a.html"]
    subprocess.run(command, input=MARKDOWN, text=True, check=True)
    document = one(tmp_path / "a.html")
    assert (document.title, document.authors, document.published) == (TITLE, ("Cal Poe",), date(2021, 5, 4))
    assert body(document) == [BODY[0], "What follows", *BODY[1:]]


@pytest.mark.parametrize("form", ["docx", "odt", "epub", "rtf"])
@pytest.mark.parametrize("suffix", ["", ".txt"])  # the content decides
def test_documents_written_by_pandoc(tool: Tool, tmp_path: Path, form: str, suffix: str) -> None:
    path = tmp_path / f"a.{form}{suffix}"
    command = [tool("pandoc"), "-f", "markdown-smart", "-t", form, "-s", "-o", path]
    subprocess.run(command, input=MARKDOWN, text=True, check=True)
    document = one(path)
    assert (document.title, document.authors) == (TITLE, ("Cal Poe",))
    assert body(document) == [BODY[0], "What follows", *BODY[1:]]
    assert document.published == date(2021, 5, 4)


def pdf(path: Path, paragraphs: tuple[str, ...], **metadata: str) -> Path:
    """A PDF by reportlab with a running head and a page number on every page."""

    def edges(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.drawString(50, 570, "Northern Wire, 4 May 2021")
        canvas.drawString(200, 20, f"Page {template.page}")

    style = getSampleStyleSheet()["BodyText"]
    flow = [part for text in paragraphs for part in (Paragraph(text, style), Spacer(1, 40))]
    SimpleDocTemplate(str(path), pagesize=A5, invariant=1, **metadata).build(
        flow, onFirstPage=edges, onLaterPages=edges
    )
    return path


def test_pdf_without_heads_and_numbers(tmp_path: Path) -> None:
    paragraphs = tuple(f"{text} This is part {n}." for n in range(6) for text in BODY)
    document = one(pdf(tmp_path / "a.pdf", paragraphs, title=TITLE, author="Cal Poe"))
    assert (document.title, document.authors) == (TITLE, ("Cal Poe",))
    assert " ".join(body(document)) == " ".join(paragraphs)
    assert len(body(document)) > len(paragraphs) / 2  # where a last line is full, the next paragraph is joined to it


def test_pdf_in_columns(tmp_path: Path) -> None:
    style = getSampleStyleSheet()["BodyText"]
    template = BaseDocTemplate(str(tmp_path / "a.pdf"), pagesize=A4, invariant=1)
    frames = [Frame(50 + 260 * column, 50, 240, 700) for column in (0, 1)]
    template.addPageTemplates(PageTemplate(frames=frames))
    paragraphs = [f"{text} This is part {n}." for n in range(9) for text in BODY]
    template.build([Paragraph(text, style) for text in paragraphs])
    assert " ".join(body(one(tmp_path / "a.pdf"))) == " ".join(paragraphs)


def test_pdf_joins_words_parted_at_line_ends(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    lines = ["The ministers of three lake states have agreed on a treaty about their fish-", "eries, in spite of all."]
    lines += ["A Franco-", "German ship will be the first to sail, and a well-known one at that; a well-", "known one."]
    for n, line in enumerate(lines):
        canvas.drawString(50, 700 - 14 * n, line)
    canvas.save()
    text = " ".join(body(one(tmp_path / "a.pdf")))
    assert "about their fisheries, in spite of all" in text
    assert "Franco-German ship" in text
    assert text.count("well-known") == 2


def test_pdf_that_is_a_scan_or_locked(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "scan.pdf"))
    canvas.rect(50, 50, 300, 300, fill=1)
    canvas.save()
    with pytest.raises(ReadError, match="a scan without text; put it through character recognition"):
        read(tmp_path / "scan.pdf")
    canvas = Canvas(str(tmp_path / "locked.pdf"), encrypt="secret")
    canvas.drawString(50, 700, BODY[0])
    canvas.save()
    with pytest.raises(ReadError, match="encrypted"):
        read(tmp_path / "locked.pdf")


@pytest.mark.parametrize("kind", ["plain", "html", "both"])
def test_mail(tmp_path: Path, kind: str) -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = TITLE, "Cal Poe <cal@wire.example>", "desk@wire.example"
    message["Date"] = datetime(2021, 5, 4, 12, 0)
    page = f"<html><body><article>{''.join(f'<p>{text}</p>' for text in BODY)}</article></body></html>"
    if kind != "html":
        message.set_content("\n\n".join(BODY), cte="quoted-printable")
    if kind == "html":
        message.set_content(page, subtype="html", charset="windows-1252")
    elif kind == "both":
        message.add_alternative(page, subtype="html")
        message.add_attachment(b"\0\1", maintype="application", subtype="octet-stream", filename="../../x")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    document = one(tmp_path / "a.eml")
    assert (document.title, document.authors, document.published) == (TITLE, ("Cal Poe",), date(2021, 5, 4))
    assert body(document) == list(BODY)


ROWS = [
    {"id": "a1", "headline": TITLE, "content": "\n\n".join(BODY), "date": "2021-05-04", "authors": "Cal Poe; Eve Lund"},
    {"id": "b/2", "headline": "Another", "content": f"<p>{BODY[0]}</p><p>{BODY[1]}</p>", "date": "", "authors": ""},
    {"id": "", "headline": "Empty", "content": "", "date": "", "authors": ""},
]


def check_rows(path: Path) -> None:
    reading = read(path)
    first, second = reading.documents
    assert (first.path, second.path) == ("dump-a1", "dump-b_2")
    assert (first.title, first.published, first.authors) == (TITLE, date(2021, 5, 4), ("Cal Poe", "Eve Lund"))
    assert body(first) == list(BODY)
    assert body(second) == list(BODY[:2])
    assert [name for name, _ in reading.unread] == ["dump-3"]
    assert "has no text in a column text or content" in reading.unread[0][1]


def test_json_lines(tmp_path: Path) -> None:
    lines = [json.dumps(row) for row in ROWS]
    (tmp_path / "dump.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    check_rows(tmp_path / "dump.jsonl")
    (tmp_path / "dump.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    check_rows(tmp_path / "dump.jsonl.gz")
    (tmp_path / "bad.jsonl").write_text(f"{{\n[1]\n{lines[0]}\n")
    reading = read(tmp_path / "bad.jsonl")
    assert [name for name, _ in reading.unread] == ["bad-1", "bad-2"]
    assert len(reading.documents) == 1


@pytest.mark.parametrize("dialect", ["excel", "excel-tab", "unix"])
def test_csv(tmp_path: Path, dialect: str) -> None:
    with (tmp_path / "dump.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ROWS[0].keys(), dialect=dialect)
        writer.writeheader()
        writer.writerows(ROWS)
    check_rows(tmp_path / "dump.csv")


def test_columns_are_named_in_the_settings(tmp_path: Path) -> None:
    (tmp_path / "kgx.toml").write_text('[columns]\ntext = "what"\ntitle = "top"\n')
    (tmp_path / "dump.jsonl").write_text(json.dumps({"what": BODY[0], "top": TITLE, "text": "no"}))
    (document,) = read(tmp_path / "dump.jsonl", columns=dict(load(tmp_path / "kgx.toml").columns)).documents
    assert (document.title, body(document)) == (TITLE, [BODY[0]])


def test_parquet_by_pandas(tmp_path: Path) -> None:
    frame = pd.DataFrame(ROWS)
    frame["date"] = pd.to_datetime(frame["date"])
    frame["authors"] = [row["authors"].split("; ") if row["authors"] else None for row in ROWS]
    frame["picture"] = [b"\xff\xd8"] * len(ROWS)
    for compression in (None, "snappy", "gzip", "zstd"):
        frame.to_parquet(tmp_path / "dump.parquet", compression=compression)
        check_rows(tmp_path / "dump.parquet")
    (tmp_path / "dump.txt").write_bytes((tmp_path / "dump.parquet").read_bytes())  # the content decides
    check_rows(tmp_path / "dump.txt")


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_parquet_by_arrow(tmp_path: Path, unit: str) -> None:
    """Row groups, times with zones, days, categories, and texts that are bytes."""
    n = 40
    late = [datetime.fromisoformat("2021-05-04T21:30:00Z")] * n  # the next day in Sydney, where it was published
    table = pa.table(
        {
            "body": pa.array([f"{BODY[0]} Nº {i}.".encode("latin-1" if i % 2 else "utf-8") for i in range(n)]),
            "headline": pa.array([TITLE] * n).dictionary_encode(),
            "published": pa.array(late, pa.timestamp(unit, "Australia/Sydney")),
            "url": [f"https://wire.example/{i}" for i in range(n)],
        }
    )
    parquet.write_table(table, tmp_path / "a.parquet", row_group_size=7)
    documents = read(tmp_path / "a.parquet").documents
    assert [document.url for document in documents] == [f"https://wire.example/{i}" for i in range(n)]
    assert [body(document) for document in documents] == [[f"{BODY[0]} Nº {i}."] for i in range(n)]
    assert {(document.title, document.published) for document in documents} == {(TITLE, date(2021, 5, 5))}
    assert documents[3].path == "a-wire.example_3"


def test_parquet_without_texts(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"words": [BODY[0]]}), tmp_path / "a.parquet")
    with pytest.raises(ReadError, match=r"no column text or .*; name the column in \[columns\] of kgx.toml"):
        read(tmp_path / "a.parquet")
    (document,) = read(tmp_path / "a.parquet", columns={"text": "words"}).documents
    assert body(document) == [BODY[0]]


def test_a_broken_row_group_costs_its_rows(tmp_path: Path) -> None:
    table = pa.table({"text": [f"{BODY[0]} This is number {i}." for i in range(30)]})
    parquet.write_table(table, tmp_path / "a.parquet", row_group_size=10, use_dictionary=False)
    column = parquet.read_metadata(tmp_path / "a.parquet").row_group(1).column(0)
    raw = bytearray((tmp_path / "a.parquet").read_bytes())
    end = column.data_page_offset + column.total_compressed_size
    raw[end - 150 : end] = b"\xff" * 150
    (tmp_path / "a.parquet").write_bytes(raw)
    reading = read(tmp_path / "a.parquet")
    assert [d.path for d in reading.documents] == [f"a-{n}" for n in (*range(1, 11), *range(21, 31))]
    ((name, reason),) = reading.unread
    assert name == "a-11"
    assert "rows 11 to 20 are broken" in reason


def test_every_kind_of_column_can_be_named() -> None:
    assert set(settings.COLUMNS) == set(COLUMNS)


def test_a_web_address_is_kept(tmp_path: Path) -> None:
    rows = [
        {"text": BODY[0], "url": url}
        for url in ("https://wire.example/a b?q=ä|ö", "javascript:alert(1)", "/a", "x:\n<>")
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert [document.url for document in read(tmp_path / "a.jsonl").documents] == [
        "https://wire.example/a%20b?q=ä%7Cö",
        None,
        None,
        None,
    ]
    page = f"<html><head>{{}}</head><body><article><p>{BODY[0]}</p></article></body></html>"
    for markup in (
        '<link rel="canonical" href="https://wire.example/1">',
        '<meta property="og:url" content="https://wire.example/1">',
    ):
        (tmp_path / "a.html").write_text(page.format(markup))
        assert one(tmp_path / "a.html").url == "https://wire.example/1"
    (tmp_path / "b.html").write_text(page.format('<link rel="canonical" href="/1">'))
    assert one(tmp_path / "b.html").url is None
    (tmp_path / "a.md").write_text(f"---\nurl: https://wire.example/1\n---\n\n{BODY[0]}")
    assert one(tmp_path / "a.md").url == "https://wire.example/1"


SITE = "https://wire.example/"
ARTICLES = [
    {
        "title": f"{TITLE} & again",
        "link": SITE + "2021/ferry/",
        "date": "2021-05-04T12:00:00Z",
        "author": "Cal Poe",
    },
    {"title": "Another", "link": SITE + "2021/other", "date": "2021-05-05T12:00:00Z", "author": "Eve Lund"},
]


@pytest.mark.parametrize(
    ("form", "name"), [("rss2", "a.rss"), ("atom1", "a.atom"), ("rss2", "a.xml"), ("atom1", "a.txt")]
)
def test_feeds_by_node(tool: Tool, tmp_path: Path, form: str, name: str) -> None:
    tool("npm:feed")
    content = "".join(f"<p>{text}</p>" for text in BODY)
    articles = [{**ARTICLES[0], "content": content}, {**ARTICLES[1], "description": BODY[0]}]
    command = [tool("node"), Path(__file__).parent / "tools" / "feed.mjs", form]
    told = json.dumps({"title": "Northern Wire", "link": SITE, "articles": articles})
    (tmp_path / name).write_bytes(subprocess.run(command, input=told.encode(), capture_output=True, check=True).stdout)
    first, second = read(tmp_path / name).documents
    assert (first.path, second.path) == ("a-wire.example_2021_ferry", "a-wire.example_2021_other")
    assert (first.title, first.authors, first.published) == (f"{TITLE} & again", ("Cal Poe",), date(2021, 5, 4))
    assert (first.url, first.publisher) == (SITE + "2021/ferry/", "Northern Wire")
    assert body(first) == list(BODY)
    assert (second.title, second.published, body(second)) == ("Another", date(2021, 5, 5), [BODY[0]])


WORDPRESS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Northern Wire</title><link>https://wire.example</link><generator>https://wordpress.org/?v=6.5</generator>
<item><title>{title} &#8211; again</title><link>https://wire.example/2021/05/ferry/</link>
  <dc:creator><![CDATA[Cal Poe]]></dc:creator><pubDate>Tue, 04 May 2021 23:30:00 +1100</pubDate>
  <guid isPermaLink="false">https://wire.example/?p=123</guid>
  <description><![CDATA[<p>The ministers of three lake states [&#8230;]</p>]]></description>
  <content:encoded><![CDATA[{content}
<p>The post <a rel="nofollow" href="https://wire.example/2021/05/ferry/">{title}</a> appeared first on <a
 href="https://wire.example">Northern Wire</a>.</p>]]></content:encoded></item>
<item><title>Only a headline</title><guid>https://wire.example/?p=124</guid></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="iso-8859-1"?><!-- a comment --><?xml-stylesheet href="a.xsl"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://wire.example/"><title>Northern Wire</title>
<id>tag:wire.example,2021:feed</id><updated>2021-05-05T00:00:00Z</updated><author><name>Zoë Poe</name></author>
<entry><title type="html">Ferry &amp;amp; &lt;b&gt;boats&lt;/b&gt;</title><link rel="alternate" href="2021/ferry"/>
  <id>tag:wire.example,2021:1</id><updated>2021-05-06T00:00:00Z</updated><published>2021-05-04T23:30:00+11:00</published>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{content}</div></content></entry>
<entry><title>Plain</title><id>tag:wire.example,2021:2</id><updated>2021-05-06T23:30:00-05:00</updated>
  <author><name>Eve Lund</name></author><content type="text">{text}</content></entry></feed>"""


def test_a_feed_as_wordpress_writes_it(tmp_path: Path) -> None:
    content = "".join(f"<p>{text}</p>\n" for text in BODY)
    (tmp_path / "feed.xml").write_text(WORDPRESS.format(title=TITLE, content=content), encoding="utf-8")
    reading = read(tmp_path / "feed.xml")
    (document,) = reading.documents
    assert (document.title, document.authors, document.published) == (
        f"{TITLE} – again",
        ("Cal Poe",),
        date(2021, 5, 4),
    )
    assert document.url == "https://wire.example/2021/05/ferry/"
    assert body(document) == list(BODY)
    assert reading.unread == (("feed-wire.example_?p=124", "an entry without a text; get the article itself"),)


def test_a_feed_as_the_standard_of_atom_has_it(tmp_path: Path) -> None:
    content = "".join(f"<p>{text}</p>" for text in BODY).translate({0x201C: "&#8220;", 0x201D: "&#8221;"})
    source = ATOM.format(content=content, text=BODY[2])
    (tmp_path / "a.atom").write_text(source, encoding="iso-8859-1")
    first, second = read(tmp_path / "a.atom").documents
    assert (first.title, first.authors, first.published) == ("Ferry & boats", ("Zoë Poe",), date(2021, 5, 4))
    assert (first.url, body(first)) == ("https://wire.example/2021/ferry", list(BODY))
    assert (second.path, second.authors, second.url) == ("a-tag:wire.example,2021:2", ("Eve Lund",), None)
    assert (second.published, body(second)) == (date(2021, 5, 6), [BODY[2]])


def test_a_feed_that_breaks_off_keeps_what_there_is(tmp_path: Path) -> None:
    source = WORDPRESS.format(title=TITLE, content=f"<p>{BODY[0]}</p>")
    (tmp_path / "a.rss").write_text(source[: source.index("<item><title>Only") + 20], encoding="utf-8")
    reading = read(tmp_path / "a.rss")
    assert body(reading.documents[0]) == [BODY[0]]
    assert ("a-rest", "the feed breaks off; get it again") in reading.unread


def test_xml_that_is_no_feed_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(f"<?xml version='1.0'?><book><p>{BODY[0]}</p></book>")
    with pytest.raises(ReadError, match="XML that is no RSS or Atom feed; convert it first"):
        read(tmp_path / "a.xml")


def page(*texts: str, charset: str = "utf-8") -> bytes:
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    return f"<html><head><title>{TITLE}</title></head><body><article>{paragraphs}</article></body></html>".encode(
        charset
    )


PAGES: dict[str, tuple[int, str, bytes]] = {  # what a server gives: status, type, body
    "/": (200, "text/html", b'<html><body><a href="/news/one">1</a> <a href="/two.html">2</a> <a href="/3.txt">3</a> <a href="/gone">4</a> <a href="/x.js">5</a></body></html>'),
    "/news/one": (200, "text/html; charset=windows-1252", page(*BODY, charset="windows-1252")),
    "/two.html": (200, "text/html", gzip.compress(page(*BODY[:2]))),
    "/3.txt": (200, "text/plain", BODY[0].encode()),
    "/gone": (404, "text/html", page(*BODY)),
    "/x.js": (200, "text/javascript", b"alert(1)"),
    "/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /secret\n"),
}  # fmt: skip


class Site(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        status, kind, content = PAGES.get(self.path, (404, "text/html", b""))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if content[:2] == b"\x1f\x8b":
            self.send_header("Content-Encoding", "gzip")
        if self.path == "/3.txt":
            self.send_header("Transfer-Encoding", "chunked")
            content = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (content[:50], content[50:], b""))
        else:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("packing", ["none", "records", "whole"])
def test_web_archives_by_wget(tool: Tool, tmp_path: Path, site: str, packing: str) -> None:
    command = [tool("wget"), "-q", "-r", "--no-proxy", "-P", tmp_path / "mirror", f"--warc-file={tmp_path / 'crawl'}"]
    subprocess.run([*command, *([] if packing == "records" else ["--no-warc-compression"]), site], check=False)
    path = tmp_path / ("crawl.warc.gz" if packing == "records" else "crawl.warc")
    if packing == "whole":
        path = path.with_suffix(".warc.gz")
        path.write_bytes(gzip.compress((tmp_path / "crawl.warc").read_bytes()))
    reading = read(path)
    found = {document.url: document for document in reading.documents}
    assert set(found) == {f"{site}/{name}" for name in ("", "news/one", "two.html", "3.txt")}
    assert body(found[f"{site}/news/one"]) == list(BODY)
    assert found[f"{site}/news/one"].title == TITLE
    assert body(found[f"{site}/two.html"]) == list(BODY[:2])
    assert found[f"{site}/3.txt"].text == BODY[0]
    host = site.removeprefix("http://")
    assert found[f"{site}/two.html"].path == f"{host}/two.html"
    assert reading.unread == ()


def warc(path: Path, records: dict[str, bytes], *, compress: bool = False) -> Path:
    """A WARC by warcio: an information, a request and a response for each page, and two of other kinds."""
    with path.open("wb") as file, pytest.MonkeyPatch.context() as patch:
        patch.setattr(WARCWriter, "_create_temp_file", io.BytesIO)  # it leaves files open
        writer = WARCWriter(file, gzip=compress, warc_version="1.1")
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for url, content in records.items():
            ask = StatusAndHeaders("GET / HTTP/1.1", [("Host", "wire.example")], is_http_request=True)
            writer.write_record(writer.create_warc_record(url, "request", http_headers=ask))
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", io.BytesIO(content), http_headers=headers))
        extract, kind = io.BytesIO(BODY[0].encode()), {"warc_content_type": "text/plain"}
        writer.write_record(writer.create_warc_record("http://wire.example/wet", "conversion", extract, **kind))
        writer.write_record(writer.create_warc_record("dns:wire.example", "resource", io.BytesIO(b"1.2.3.4"), **kind))
    return path


WEB = {f"http://wire.example/{n}": page(f"{BODY[0]} This is number {n}.", BODY[1]) for n in range(5)}


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.txt"])
def test_web_archives_by_warcio(tmp_path: Path, name: str) -> None:
    reading = read(warc(tmp_path / name, WEB, compress=name.endswith(".gz")))
    assert [document.url for document in reading.documents] == [*WEB, "http://wire.example/wet"]
    assert [document.path for document in reading.documents][:2] == ["wire.example/0", "wire.example/1"]
    assert [body(document)[0] for document in reading.documents[:5]] == [
        f"{BODY[0]} This is number {n}." for n in range(5)
    ]
    assert reading.unread == ()


@pytest.mark.parametrize("length", [b"7", b"600", b"99999999", b"-1", b"x", b""])
@pytest.mark.parametrize("compress", [False, True])
@pytest.mark.parametrize("digests", [False, True])
def test_a_record_that_lies_costs_no_other(tmp_path: Path, length: bytes, compress: bool, digests: bool) -> None:
    raw = warc(tmp_path / "a.warc", WEB).read_bytes()
    second = [match.end() for match in re.finditer(b"WARC-Type: response", raw)][1]
    at = raw.index(b"Content-Length: ", second)
    raw = raw[: at + 16] + length + raw[raw.index(b"\r\n", at) :]
    if not digests:
        raw = re.sub(rb"WARC-(?:Block|Payload)-Digest: .*\r\n", b"", raw)
    (tmp_path / "a.warc").write_bytes(gzip.compress(raw) if compress else raw)
    reading = read(tmp_path / "a.warc")
    assert {*WEB} - {document.url for document in reading.documents} == {"http://wire.example/1"}
    assert "wire.example/1" in {name for name, _ in reading.unread}


def test_a_web_archive_that_breaks_off(tmp_path: Path) -> None:
    for compress in (False, True):
        raw = warc(tmp_path / "a.warc", WEB, compress=compress).read_bytes()
        (tmp_path / "a.warc").write_bytes(raw[: len(raw) * 2 // 3])
        reading = read(tmp_path / "a.warc")
        assert 1 <= len(reading.documents) < 5
        assert reading.unread


def test_bombs_in_a_web_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgx.read.warc.LIMIT", 1 << 20)
    bombs = {"http://wire.example/gzip": gzip.compress(bytes(5 << 20)), "http://wire.example/plain": b" " * (2 << 20)}
    reading = read(warc(tmp_path / "a.warc", {**bombs, **WEB}))
    assert [document.url for document in reading.documents][:5] == [*WEB]
    said = "larger than 1 MiB; no article is"
    assert reading.unread == (("wire.example/gzip", said), ("wire.example/plain", said))


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_tables_feeds_and_web_archives_in_archives(tmp_path: Path, name: str) -> None:
    parquet.write_table(pa.table({"text": [BODY[0]]}), tmp_path / "t.parquet")
    files = {
        "t.parquet": (tmp_path / "t.parquet").read_bytes(),
        "f.rss": WORDPRESS.format(title=TITLE, content=f"<p>{BODY[0]}</p>").encode(),
        "w.warc": warc(tmp_path / "w.warc", {"http://wire.example/0": page(BODY[0])}).read_bytes(),
    }
    files |= {f"{part}.gz": gzip.compress(content) for part, content in files.items()}
    inside = packed(tmp_path / name, files)
    paths = [document.path for document in read(inside).documents]
    once = ["t.parquet/t-1", "f.rss/f-wire.example_2021_05_ferry", "w.warc/wire.example/0", "w.warc/wire.example/wet"]
    assert paths == [*once, *(path.replace("/", ".gz/", 1) for path in once)]


def packed(path: Path, files: dict[str, bytes]) -> Path:
    """A zip or a tar of some files."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
    else:
        with tarfile.open(path, "w:gz" if path.name.endswith("gz") else "w") as tar:
            for name, content in files.items():
                info = tarfile.TarInfo(name)
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
    return path


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz"])
def test_archives(tmp_path: Path, name: str) -> None:
    text = "\n\n".join(BODY).encode()
    inside = packed(tmp_path / "inside.zip", {"deep.txt": text}).read_bytes()
    files = {
        "news/one.txt": text,
        "../../up.txt": text,
        "/etc/abs.md": text,
        "two.txt.gz": gzip.compress(text),
        "more.zip": inside,
        "bad.txt": b"\0\1\0",
        "picture.jpg": b"\xff\xd8",
    }
    reading = read(packed(tmp_path / name, files))
    paths = [document.path for document in reading.documents]
    assert paths == ["news/one.txt", "up.txt", "etc/abs.md", "two.txt.gz", "more.zip/deep.txt"]
    assert all(body(document) == list(BODY) for document in reading.documents)
    assert reading.unread == (("bad.txt", "not a text in any known encoding; save it as UTF-8"),)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_path_twice_in_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for text in BODY[:2]:
            archive.writestr("a.txt", text)
    assert [(d.path, d.text) for d in read(tmp_path / "a.zip").documents] == [("a.txt", BODY[0]), ("2:/a.txt", BODY[1])]


def test_archives_that_grow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LIMIT", 1 << 20)
    bomb = b"0" * (5 << 20)
    files = {"bomb.txt": bomb, "good.txt": "\n\n".join(BODY).encode()}
    for name in ("a.zip", "a.tar"):
        reading = read(packed(tmp_path / name, files))
        assert [document.path for document in reading.documents] == ["good.txt"]
        assert reading.unread == (("bomb.txt", "larger than 1 MiB; no article is"),)
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(bomb))
    monkeypatch.setattr("kgx.read.readers.LIMIT", 4 << 20)
    with pytest.raises(ReadError, match="larger than 4 MiB; split it"):
        read(tmp_path / "b.txt.gz")
    nested = "\n\n".join(BODY).encode()
    for _ in range(6):
        nested = packed(tmp_path / "n.zip", {"n.zip": nested}).read_bytes()
    assert "an archive within archives" in read(tmp_path / "n.zip").unread[0][1]


def test_links_in_archives_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("\n\n".join(BODY))
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE):
            info = tarfile.TarInfo("link.txt")
            info.type, info.linkname = kind, str(tmp_path / "secret.txt")
            tar.addfile(info)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0xA1FF << 16
        archive.writestr(link, str(tmp_path / "secret.txt"))
    for name in ("a.tar", "a.zip"):
        with pytest.raises(ReadError, match="no article in it"):
            read(tmp_path / name)


FOREIGN = {
    "German": "Die Minister der drei Staaten am See einigten sich am Dienstag darauf, eine Fähre zwischen Lund und Bergen zu eröffnen. ",
    "French": "Les ministres des trois États du lac sont convenus mardi d'ouvrir une ligne de ferry entre Lund et Bergen. ",
    "Russian": "Министры трёх государств договорились во вторник открыть паромную линию между Лундом и Бергеном. ",
    "Azerbaijani": "Üç ölkənin nazirləri çərşənbə axşamı Lund və Bergen arasında bərə xəttinin açılması barədə razılığa gəldilər. ",
}


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages_are_named(tmp_path: Path, language: str) -> None:
    (tmp_path / "a.txt").write_text(FOREIGN[language] * 3, encoding="utf-8")
    with pytest.raises(ReadError, match=f"in {language}; kgx reads English"):
        read(tmp_path / "a.txt")


def test_english_with_foreign_names_is_english(tmp_path: Path) -> None:
    names = "Şahin Əliyev, Łukasz Wójcik, Jürgen Müßig and Zoë Brontë met Nguyễn Văn An in Île-de-France on Tuesday. "
    (tmp_path / "a.txt").write_text(names * 4, encoding="utf-8")
    assert one(tmp_path / "a.txt").text
