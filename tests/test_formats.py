"""Files made by other programs: what comes out is what went in."""

import csv
import gzip
import io
import json
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from kgx.config import load
from kgx.model import Document, ReadError
from kgx.read import archive as archives
from kgx.read import read

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
    with pytest.raises(ReadError, match="unpacks to more than 4 MiB"):
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
