"""Markdown (CommonMark, tables, YAML front matter): text without its markup, a paragraph for every block."""

import re
from html import unescape
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kgx.model import ReadError
from kgx.read import days
from kgx.read.page import Page, clean, paragraphs, web_address

_FRONT = re.compile(r"\A---\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_FOOTNOTE = re.compile(r"^\[\^[^][]+\]:\s*|\[\^[^][]+\]")
_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.S | re.I)
_INLINE_TAG = re.compile(r"</?(?:a|abbr|b|cite|em|font|i|mark|small|span|strong|sub|sup|u)\b[^>]*>", re.I)
_TAG = re.compile(r"<[^>]+>")
_PARSER = MarkdownIt("commonmark").enable("table").disable("code")  # prose that is indented is no code


def read_markdown(text: str) -> Page:
    """The paragraphs of a Markdown text, with what its front matter says.

    Tables, fenced code and images are left out: rows and captions are no sentences.
    Raises ReadError when the front matter is no valid YAML.
    """
    text = re.sub(r"\r\n?", "\n", text).lstrip("\ufeff")
    front = _front_matter(text)
    body = text[front.end() :] if front else text
    found: list[str] = []
    skipping = 0
    for token in _PARSER.parse(body):
        if token.type in ("table_open", "table_close"):
            skipping += token.nesting
        elif token.type == "html_block":
            found += [line for line in clean(_without_tags(token.content)).split("\n") if line]
        elif token.type == "inline" and not skipping:
            found += paragraphs(clean(_plain(token)).split("\n"), 1)  # a line break in Markdown is a space
    meta = _fields(front[1]) if front else {}
    dates = (days.parse(value) for value in _values(meta, "date", "published", "pubdate", "publish", "datepublished"))
    return Page(
        paragraphs=tuple(found),
        title=next(filter(None, map(_text, _values(meta, "title", "headline"))), None),
        authors=next(filter(None, map(_names, _values(meta, "author", "authors", "byline"))), ()),
        published=next(filter(None, dates), None),
        publisher=next(filter(None, map(_text, _values(meta, "publisher", "outlet", "site", "source"))), None),
        url=next(
            filter(None, (web_address(_text(value)) for value in _values(meta, "url", "link", "canonical_url"))), None
        ),
    )


def _values(meta: dict[str, Any], *keys: str) -> list[Any]:
    return [meta[key] for key in keys if key in meta]


def _front_matter(text: str) -> re.Match[str] | None:
    """The front matter; a text that begins with a thematic break has none."""
    match = _FRONT.match(text)
    return match if match and re.match(r"\s*(?:#.*\n\s*)*[\w\"'-]+\s*:", match[1]) else None


def _fields(source: str) -> dict[str, Any]:
    try:
        fields = yaml.safe_load(source)
    except yaml.YAMLError as error:
        mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
        line = f" at line {mark.line + 2}" if mark else ""
        raise ReadError(f"the front matter is not valid YAML{line}; mend or remove it") from None
    return {str(key).casefold(): value for key, value in fields.items()} if isinstance(fields, dict) else {}


def _text(value: object) -> str | None:
    return clean(value).strip() or None if isinstance(value, str) else None


def _names(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(
        name for item in values if (name := _text(item.get("name") if isinstance(item, dict) else item)) is not None
    )


def _without_tags(html: str) -> str:
    return unescape(_TAG.sub("\n", _INLINE_TAG.sub("", _HIDDEN.sub("", html))))


def _plain(inline: Token) -> str:
    """The text of an inline token: no emphasis, link targets, images or HTML."""
    parts = []
    for child in inline.children or []:
        if child.type in ("softbreak", "hardbreak") or child.content.startswith("<br"):
            parts.append("\n")
        elif child.type in ("text", "code_inline"):
            parts.append(child.content)
    return _FOOTNOTE.sub("", "".join(parts))
