"""E-mail: the text of a message, its subject, its sender and its date."""

from email import message_from_bytes, policy
from email.utils import parseaddr

from kgx.model import ReadError
from kgx.read.html import read_html
from kgx.read.page import Page, author
from kgx.read.plain import read_plain


def read_mail(raw: bytes) -> Page:
    """The plain text of a message, or else its HTML; attachments are left out."""
    message = message_from_bytes(raw, policy=policy.default)
    body = message.get_body(("plain", "html"))
    if body is None:
        raise ReadError("a message without a text; remove it")
    text = str(body.get_content())
    page = read_html(text) if body.get_content_subtype() == "html" else read_plain(text)
    name, _ = parseaddr(str(message["from"] or ""))
    sent = message["date"]
    return Page(
        paragraphs=page.paragraphs,
        title=str(message["subject"] or "").strip() or page.title,
        authors=author(name),
        published=sent.datetime.date() if sent is not None and sent.datetime is not None else None,
    )
