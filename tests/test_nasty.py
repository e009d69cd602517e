"""Files that break readers: each gives its text or a reason, and the others are built."""

import gzip
import io
import json
import os
import random
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet
from pyoxigraph import Store
from reportlab.pdfgen.canvas import Canvas

GOOD = "The two ministers, Ada Roe and Ben Sol, met in Oslo on 3 May 2020.\n"
NOISE = random.Random(1).randbytes(100_000)


def zipped(files: dict[str, bytes]) -> bytes:
    with io.BytesIO() as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.close()
        return raw.getvalue()


def tarred(info: tarfile.TarInfo, content: bytes = b"") -> bytes:
    info.size = len(content)
    with io.BytesIO() as raw, tarfile.open(fileobj=raw, mode="w") as tar:
        tar.addfile(info, io.BytesIO(content))
        tar.close()
        return raw.getvalue()


def link(kind: bytes) -> bytes:
    info = tarfile.TarInfo("link.txt")
    info.type, info.linkname = kind, "/etc/passwd"
    return tarred(info)


def pdf(*lines: str) -> bytes:
    with io.BytesIO() as raw:
        canvas = Canvas(raw)
        for n, line in enumerate(lines):
            canvas.drawString(72, 720 - 40 * n, line.strip())
        canvas.save()
        return raw.getvalue()


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><html><body><p>&i;</p></body></html>"
).encode()
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body><p>&a;</p></body></html>'
)


def table(texts: list[str], **options: Any) -> bytes:
    with io.BytesIO() as raw:
        parquet.write_table(pa.table({"text": texts}), raw, **options)
        return raw.getvalue()


def feed(item: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<rss version="2.0"><channel><title>W</title>{item}</channel></rss>'.encode()


def entry(link: str) -> str:
    return f"<item><title>A</title><link>{link}</link><description>{GOOD}</description></item>"


def response(body: bytes, headers: str = "", length: str | None = None) -> bytes:
    """A record of a web archive."""
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n".encode() + body
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://wire.example/a\r\nContent-Length: "
    return f"{head}{length or len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


PAGE = f"<html><body><article><p>{GOOD}</p></article></body></html>".encode()
ROWS = table([GOOD, GOOD])
BIG = "a" * 30_000_000
ODT = "application/vnd.oasis.opendocument.text"
NASTY: dict[str, bytes] = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\n" * 1000,
    "nul.txt": GOOD.encode() + b"\0" * 100,
    "nuls.txt": b"\0" * 100_000,
    "noise.txt": NOISE,
    "noise.html": NOISE,
    "noise.md": NOISE,
    "noise.pdf": b"%PDF-1.7\n" + NOISE,
    "noise.docx": b"PK\x03\x04" + NOISE,
    "noise.zip": b"PK\x03\x04" + NOISE,
    "noise.gz": b"\x1f\x8b\x08" + NOISE,
    "noise.tar": b"\0" * 257 + b"ustar" + NOISE,
    "noise.eml": NOISE,
    "noise.rtf": b"{\\rtf1 " + NOISE,
    "noise.jsonl": NOISE,
    "noise.csv": NOISE,
    "half.txt": GOOD.encode("utf-16")[:-1],
    "invalid.txt": GOOD.encode() + b"\xc3\x28\xa0\xa1\xf0\x28\x8c\xbc",
    "surrogate.txt": GOOD.encode() + b"\xed\xa0\x80",
    "backwards.txt": f"\u202e{GOOD}\u202c\u2066{GOOD}".encode(),
    "marks.txt": ("A" + "\u0301" * 5000 + " " + GOOD).encode(),
    "line.txt": b"a" * 3_000_000,
    "words.txt": b"and " * 600_000,
    "commas.txt": b"," * 200_000,
    "quotes.txt": b'"' * 50_000 + GOOD.encode(),
    "brackets.txt": b"(" * 50_000 + GOOD.encode(),
    "capitals.txt": ("Ada " * 20_000).encode(),
    "dates.txt": ("3 May " * 3_000).encode(),
    "digits.txt": b"1" * 50_000 + b"\n\n" + GOOD.encode(),
    "word.pdf": pdf(GOOD, "a" * 50_000),
    "comments.md": GOOD.encode() + b"\n" + b"<!--" * 100_000,
    "months.txt": b"Talks of May 3 May begin. " + GOOD.encode(),
    "dashes.txt": ("A - " * 10_000).encode(),
    "breadcrumbs.txt": ("a > " * 10_000).encode(),
    "turtle.txt": f'<x> a <y> ; rdfs:label """ \\ " . @prefix kg: <z> .\n\n{GOOD}'.encode(),
    "rule.md": f'[[rule]]\nid = "x"\nevent = "Meeting"\n\n{GOOD}'.encode(),
    "names.txt": b'The ministers, Ada "<b>" Roe and Ben \\u0022 Sol}, met in Oslo on 3 May 2020.',
    "deep.html": b"<div>" * 50_000 + GOOD.encode(),
    "wide.html": b"<p>" * 200_000,
    "attributes.html": b"<html><body " + b"a=b " * 100_000 + b"><p>" + GOOD.encode(),
    "laughs.html": LAUGHS,
    "outside.html": OUTSIDE,
    "script.html": b"<html><script>while(1){}</script><img src='http://127.0.0.1:9/x'><p>" + GOOD.encode(),
    "json.html": b'<html><script type="application/ld+json">' + b"[" * 100_000 + b"</script><p>" + GOOD.encode(),
    "front.md": b"---\na: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\n---\n" + GOOD.encode(),
    "yaml.md": b"---\n!!python/object/apply:os.system ['touch pwned']\n---\n" + GOOD.encode(),
    "lists.md": b"> " * 5_000 + GOOD.encode(),
    "stars.md": b"*" * 50_000 + GOOD.encode(),
    "laughs.odt": zipped({"mimetype": ODT.encode(), "content.xml": LAUGHS}),
    "outside.odt": zipped({"mimetype": ODT.encode(), "content.xml": OUTSIDE}),
    "bomb.docx": zipped({"word/document.xml": b"0" * (300 << 20)}),
    "bomb.gz": gzip.compress(b"0" * (300 << 20)),
    "up.zip": zipped({"../../../up.txt": GOOD.encode(), "/up.txt": GOOD.encode(), "..\\..\\up.md": GOOD.encode()}),
    "link.tar": link(tarfile.SYMTYPE),
    "hard.tar": link(tarfile.LNKTYPE),
    "device.tar": link(tarfile.CHRTYPE),
    "up.tar": tarred(tarfile.TarInfo("/../../up.txt"), GOOD.encode()),
    "deep.jsonl": b'{"text": ' + b"[" * 100_000,
    "wide.csv": b"text," * 100_000 + b"\n",
    "field.csv": b'text\n"' + b"a" * 1_000_000,
    "noise.parquet": b"PAR1" + NOISE + b"PAR1",
    "half.parquet": ROWS[: len(ROWS) // 2],
    "lying.parquet": ROWS[:-8] + b"\xff\xff\xff\x7fPAR1",
    "bomb.parquet": table([GOOD, *[BIG] * 100], compression="zstd"),
    "long.parquet": table([GOOD, BIG], compression="zstd"),
    "noise.rss": NOISE,
    "noise.xml": b"<?xml version='1.0'?><rss>" + NOISE,
    "laughs.rss": feed(entry("&i;"), LAUGHS.decode().partition("?>")[2].partition("<html>")[0].replace("html", "rss")),
    "blowup.rss": feed(f"<item><description>{'&a;' * 50_000}", f'<!DOCTYPE rss [<!ENTITY a "{"b" * 50_000}">]>'),
    "outside.rss": feed(entry("&a;&b;"), '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    "links.rss": feed(
        entry("javascript:alert(1)") + entry("../../up") + entry("file:///etc/passwd") + entry("http://[x")
    ),
    "deep.rss": feed("<a>" * 50_000),
    "path.rss": b"/etc/passwd",
    "open.atom": b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='html'>" + b"&lt;div>" * 20_000,
    "prologue.xml": b"<?a?>" * 800 + b"<!--" * 800,
    "header.txt": b"a: b\r\n" * 700,
    "noise.warc": NOISE,
    "noise.warc.gz": gzip.compress(b"WARC/1.0\r\n" + NOISE),
    "half.warc.gz": gzip.compress(response(PAGE) + response(PAGE + NOISE))[:-5000],
    "lying.warc": response(PAGE, length="999999999999") + response(PAGE),
    "short.warc": response(PAGE, length="60") + response(PAGE),
    "minus.warc": response(PAGE, length="-5") + response(PAGE),
    "bomb.warc": response(gzip.compress(bytes(300 << 20)), "Content-Encoding: gzip\r\n") + response(PAGE),
    "chunks.warc": response(b"7fffffff\r\n" + PAGE, "Transfer-Encoding: chunked\r\n") + response(PAGE),
    "brotli.warc": response(NOISE, "Content-Encoding: br\r\n") + response(PAGE),
    "line.warc.gz": gzip.compress(b"WARC/1.0\r\n" + b"a" * (300 << 20)),
    "uri.warc": response(PAGE).replace(b"http://wire.example/a", b'http://x/../../up <>"{}|\\^`\x00'),
    "bare.warc": b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" + response(PAGE),
    "mail.eml": b"Subject: x\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n" * 10_000,
    "head.eml": b"Subject: " + b"=?utf-8?q?" * 10_000 + b"\nDate: 99 Foo 99999\n\n" + GOOD.encode(),
    "a\nb.txt": GOOD.encode(),
    "a\"<b>'{c}\\.txt": GOOD.encode(),
    "\u202etxt.exe.txt": GOOD.encode(),
    "x" * 250 + ".txt": GOOD.encode(),
    "....txt": GOOD.encode(),
    " .txt": GOOD.encode(),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], int]:
    """A build of all these files, and two good ones: its folder, its report, and the bytes of its largest process."""
    top = tmp_path_factory.mktemp("nasty")
    (top / "in").mkdir()
    for name, content in {**NASTY, "good.txt": GOOD.encode(), "zz.txt": b"Ada Roe visited Lima in 2021."}.items():
        (top / "in" / name).write_bytes(content)
    (top / "in" / os.fsdecode(b"bad\xff.txt")).write_bytes(GOOD.encode())
    with (top / "in" / "huge.txt").open("wb") as file:
        file.truncate(1 << 30)
    (top / "in" / "loop").symlink_to(top / "in")
    (top / "in" / "gone.txt").symlink_to(top / "nowhere")
    os.mkfifo(top / "in" / "pipe.txt")
    settings = top / "kgx.toml"
    settings.write_text("time_limit = 10\nmemory_limit = 900\n")
    before = {p: p.lstat().st_mtime_ns for p in top.parent.rglob("*")}
    run = [
        sys.executable,
        Path(__file__).with_name("peak.py"),
        Path(sys.executable).with_name("kgx"),
        "build",
        top / "in",
    ]
    options = ["--out", top / "out", "--config", settings]
    peak = subprocess.run([*run, *options], capture_output=True, text=True, timeout=900, check=True).stdout
    assert {p for p in before if not p.is_relative_to(top / "out") and p.lstat().st_mtime_ns != before[p]} <= {top}
    made = {p for p in top.parent.rglob("*") if p not in before}
    assert all(p.is_relative_to(top / "out") for p in made)
    return top / "out", json.loads((top / "out" / "report.json").read_text(encoding="utf-8")), int(peak)


def test_every_file_is_built_or_named(built: tuple[Path, dict[str, Any], int]) -> None:
    out, report, _ = built
    texts = {path.stem for path in (out / "texts").iterdir()}
    assert {"doc_good", "doc_zz"} <= texts
    assert len(texts) == report["documents"]
    skipped = {Path(s["path"]).name for s in report["skipped"]}
    assert {"empty.txt", "blank.txt", "nuls.txt", "huge.txt", "bomb.docx", "bomb.gz", "link.tar", "line.txt"} <= skipped
    kept = sum(f"doc_{Path(name).stem}" in texts for name in NASTY)
    assert kept + len(skipped) >= len(NASTY) * 0.8  # the others have names that ids cannot have
    assert all("\n" not in s["reason"] and len(s["reason"]) < 900 for s in report["skipped"])


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("half.parquet", 0, ""),
        ("long.parquet", 1, "longer than"),
        ("laughs.rss", 1, ""),
        ("links.rss", 4, ""),
        ("half.warc.gz", 1, "broken"),
        ("lying.warc", 1, "cut off"),
        ("short.warc", 1, "length is wrong"),
        ("minus.warc", 1, "length is wrong"),
        ("bomb.warc", 1, "larger than 64 MiB"),
        ("chunks.warc", 2, ""),
        ("brotli.warc", 1, "compressed as br"),
        ("bare.warc", 1, "broken"),
    ],
)
def test_what_is_bad_costs_nothing_else(
    built: tuple[Path, dict[str, Any], int], name: str, good: int, bad: str
) -> None:
    out, report, _ = built
    graph = (out / "graph.ttl").read_text(encoding="utf-8")
    assert graph.count(f'kgx:path "{name}/') == good
    said = [s["reason"] for s in report["skipped"] if name in Path(s["path"]).parts]
    assert bool(said) == bool(bad or not good)
    assert all(bad in reason for reason in said[:1])


def test_links_that_lead_elsewhere_are_no_addresses(built: tuple[Path, dict[str, Any], int]) -> None:
    graph = (built[0] / "graph.ttl").read_text(encoding="utf-8")
    urls = {line.split()[1] for line in graph.splitlines() if line.startswith("\tschema:url")}
    assert urls == {"<http://wire.example/a>", "<http://x/../../up%20%3C%3E%22%7B%7D%7C%5C%5E%60%00>"}


def test_no_file_costs_a_worker_its_life(built: tuple[Path, dict[str, Any], int]) -> None:
    assert not [s["reason"] for s in built[1]["skipped"] if "its worker died" in s["reason"]]


def test_no_process_takes_much_memory(built: tuple[Path, dict[str, Any], int]) -> None:
    assert 50 << 20 < built[2] < 1500 << 20


def test_no_text_makes_us_run_away(built: tuple[Path, dict[str, Any], int]) -> None:
    """What once took our patterns more than quadratic time, or threw our grammars, is read and extracted."""
    texts = {path.stem for path in (built[0] / "texts").iterdir()}
    assert {"doc_digits", "doc_word", "doc_comments", "doc_months"} <= texts


def test_nothing_of_the_machine_gets_in(built: tuple[Path, dict[str, Any], int]) -> None:
    assert not [p for p in (built[0] / "texts").iterdir() if "root:" in p.read_text(encoding="utf-8")]


def test_the_graph_is_valid(built: tuple[Path, dict[str, Any], int]) -> None:
    store = Store()
    store.load(path=built[0] / "graph.ttl")
    asked: Callable[[str], object] = store.query
    assert bool(asked("ASK { ?d a <https://schema.org/NewsArticle> }"))
