"""Tables with an article a row: JSON lines and CSV."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from kgx.model import ReadError
from kgx.read import days
from kgx.read.html import read_html
from kgx.read.page import Page
from kgx.read.plain import read_plain

COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "article", "maintext"),
    "title": ("title", "headline"),
    "date": ("date", "published", "date_publish", "publication_date", "pubdate"),
    "author": ("author", "authors", "byline"),
    "publisher": ("publisher", "source", "publication"),
    "id": ("id", "url"),
}
"""The names that a column may have, where the settings name none; the first that a row has is taken."""
_LONGEST = 1 << 26  # characters of one field


def read_jsonl(text: str, columns: Mapping[str, str]) -> Iterator[tuple[str, Page | ReadError]]:
    """Name and page of each object, a line each."""
    for n, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield str(n), ReadError(f"line {n} is no JSON ({str(error)[:80]}); mend it")
            continue
        if isinstance(row, dict):
            yield _page(row, n, columns)
        else:
            yield str(n), ReadError(f"line {n} is no JSON object; mend it")


def read_csv(text: str, columns: Mapping[str, str]) -> Iterator[tuple[str, Page | ReadError]]:
    """Name and page of each row; the first row names the columns."""
    csv.field_size_limit(_LONGEST)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        for n, row in enumerate(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            yield _page({key: value for key, value in row.items() if key}, n, columns)
    except csv.Error as error:
        yield "rows", ReadError(f"no valid CSV from here on ({error}); save it again")


def _page(row: Mapping[str, Any], n: int, columns: Mapping[str, str]) -> tuple[str, Page | ReadError]:
    found = {what: _value(row, what, columns) for what in COLUMNS}
    text, name = found["text"], found["id"] or str(n)
    if not text:
        wanted = columns.get("text") or " or ".join(COLUMNS["text"])
        return name, ReadError(f"row {n} has no text in a column {wanted}; name the column in [columns] of kgx.toml")
    page = read_html(text) if text.lstrip()[:1] == "<" else read_plain(text)
    authors = tuple(part.strip() for part in (found["author"] or "").split(";") if part.strip())
    return name, Page(
        paragraphs=page.paragraphs,
        title=found["title"] or page.title,
        authors=authors or page.authors,
        published=(days.parse(found["date"]) if found["date"] else None) or page.published,
        publisher=found["publisher"] or page.publisher,
    )


def _value(row: Mapping[str, Any], what: str, columns: Mapping[str, str]) -> str | None:
    names = (columns[what],) if what in columns else COLUMNS[what]
    value = next((row[name] for name in names if row.get(name)), None)
    if isinstance(value, list):
        value = "; ".join(str(item) for item in value)
    return str(value).strip() or None if isinstance(value, str | int) else None
