"""What format a file is in: by its first bytes, and by its suffix where those do not tell."""

import re
import zipfile
from io import BufferedIOBase

HEAD = 1 << 12  # bytes that are looked at
_HTML = re.compile(rb"\s*(?:<!--.{0,500}?-->\s*)?(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html)\b", re.I | re.S)
_FEED = re.compile(
    rb"(?:\s|<\?(?:(?!\?>).)*\?>|<!--(?:(?!-->).)*-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*+<(?:\w+:)?(?:rss|feed|RDF)\b",
    re.I | re.S,
)
_MAIL = re.compile(
    rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?(?:message-id:\s*<|mime-version:\s*1|received:\s*(?:from|by)\b)",
    re.I,
)
_OBJECT = re.compile(rb'\{ ?"[^"\n]{1,100}" ?: ?["\[{\dtfn-]')
_MAGIC = {b"\x1f\x8b": ".gz", b"{\\rtf": ".rtf", b"PAR1": ".parquet", b"WARC/": ".warc"}


def detect(file: BufferedIOBase, suffix: str) -> str:
    """The suffix, in lower case, that stands for the format of a file which has the suffix `suffix`."""
    head = file.read(HEAD)
    file.seek(0)
    if head[:4] == b"PK\x03\x04":
        return _zip(file)
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if head[257:262] == b"ustar":
        return ".tar"
    text = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(text):
        return ".html"
    if _FEED.match(text):
        return ".rss"
    if _MAIL.match(text):
        return ".eml"
    return ".jsonl" if _OBJECT.match(text) else suffix.lower()


def _zip(file: BufferedIOBase) -> str:
    """Many formats are a zip with certain files in it."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(100).strip() if "mimetype" in names else b""
    except Exception:  # zipfile and what unpacks for it raise many kinds over a broken file
        return ".zip"
    finally:
        file.seek(0)
    if "word/document.xml" in names:
        return ".docx"
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return ".odt"
    return ".epub" if kind == b"application/epub+zip" else ".zip"
