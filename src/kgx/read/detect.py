"""What format a file is in: by its first bytes, and by its suffix where those do not tell."""

import io
import re
import zipfile

_HTML = re.compile(rb"\s*(?:<!--.{0,500}?-->\s*)?(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html)\b", re.I | re.S)


def detect(raw: bytes, suffix: str) -> str:
    """The suffix, in lower case, that stands for the format of a file which has the suffix `suffix`."""
    suffix = suffix.lower()
    if raw[:4] == b"PK\x03\x04":
        return _zip(raw)
    if raw[:2] == b"\x1f\x8b":
        return ".gz"
    if b"%PDF-" in raw[:1024]:
        return ".pdf"
    if raw[:5] == b"{\\rtf":
        return ".rtf"
    if raw[257:262] == b"ustar":
        return ".tar"
    if _HTML.match(raw.removeprefix(b"\xef\xbb\xbf")):
        return ".html"
    return suffix


def _zip(raw: bytes) -> str:
    """Many formats are a zip with certain files in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(100).strip() if "mimetype" in names else b""
    except (zipfile.BadZipFile, RuntimeError, OSError, NotImplementedError):
        return ".zip"
    if "word/document.xml" in names:
        return ".docx"
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return ".odt"
    return ".epub" if kind == b"application/epub+zip" else ".zip"
