"""Tables with an article a row: JSON lines, CSV and Parquet."""

import csv
import io
import json
import os
from collections.abc import Iterator, Mapping
from datetime import date
from io import BufferedIOBase
from typing import Any

from kgx.config import COLUMNS
from kgx.model import ReadError
from kgx.read import days
from kgx.read.html import read_html
from kgx.read.page import LONGEST, Page, attempt, decode, slug, web_address
from kgx.read.plain import read_plain

_FIELD = 1 << 26  # characters of one field of CSV
_BATCH = 16  # rows of Parquet that are in memory at a time
_BUFFER = 1 << 16  # bytes of a column of Parquet that are

_Rows = Iterator[tuple[str, Page | ReadError]]


def read_jsonl(text: str, columns: Mapping[str, str]) -> _Rows:
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


def read_csv(text: str, columns: Mapping[str, str]) -> _Rows:
    """Name and page of each row; the first row names the columns."""
    csv.field_size_limit(_FIELD)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        for n, row in enumerate(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            yield _page({key: value for key, value in row.items() if key}, n, columns)
    except csv.Error as error:
        yield "rows", ReadError(f"no valid CSV from here on ({error}); save it again")


def read_parquet(file: BufferedIOBase, columns: Mapping[str, str]) -> _Rows:
    """Name and page of each row; some rows are in memory at a time, of the columns that matter.

    Raises ReadError where no column has the texts.
    """
    # Arrow's own allocator reserves more at once than a worker may take
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    import pyarrow as pa  # type: ignore[import-untyped]
    from pyarrow import parquet

    table = parquet.ParquetFile(file, buffer_size=_BUFFER)
    known = {name for what in COLUMNS for name in _names(what, columns)}
    wanted = [name for name in table.schema_arrow.names if name in known]
    if not set(wanted) & set(_names("text", columns)):
        raise ReadError(f"has no {_text_column(columns)}")
    end = 0
    for group in range(table.num_row_groups):  # one by one: what was read of the last one is let go
        n, end = end, end + table.metadata.row_group(group).num_rows
        try:
            for batch in table.iter_batches(_BATCH, row_groups=[group], columns=wanted, use_threads=False):
                for at in range(batch.num_rows):
                    n += 1
                    yield _page({name: _cell(batch[name][at]) for name in wanted}, n, columns)
        except MemoryError:
            raise
        except (pa.ArrowException, OSError) as error:
            yield str(n + 1), ReadError(f"rows {n + 1} to {end} are broken ({str(error)[:80]}); save it again")


def _cell(scalar: Any) -> Any:
    """The value of a cell of Parquet; a text may be in any encoding there."""
    try:
        value = scalar.as_py()
    except UnicodeDecodeError:
        value = scalar.as_buffer().to_pybytes()
    except ValueError:  # nanoseconds, which Python's times have none of
        value = str(scalar)
    return decode(value) if isinstance(value, bytes) else value


def _page(row: Mapping[str, Any], n: int, columns: Mapping[str, str]) -> tuple[str, Page | ReadError]:
    found = {what: _value(row, what, columns) for what in COLUMNS}
    text = found["text"] or ""
    url = web_address(found["url"]) or web_address(found["id"])
    name = found["id"] or (slug(url) if url else str(n))
    if not text:
        return name, ReadError(f"row {n} has no text in a {_text_column(columns)}")
    if len(text) > LONGEST:
        return name, ReadError(f"row {n} is longer than {LONGEST:,} characters; split it")
    page = attempt(lambda: read_html(text) if text.lstrip()[:1] == "<" else read_plain(text))
    if isinstance(page, ReadError):
        return name, page
    authors = tuple(part.strip() for part in (found["author"] or "").split(";") if part.strip())
    return name, Page(
        paragraphs=page.paragraphs,
        title=found["title"] or page.title,
        authors=authors or page.authors,
        published=(days.parse(found["date"]) if found["date"] else None) or page.published,
        publisher=found["publisher"] or page.publisher,
        url=url or page.url,
    )


def _text_column(columns: Mapping[str, str]) -> str:
    return f"column {' or '.join(_names('text', columns))}; name the column in [columns] of kgx.toml"


def _names(what: str, columns: Mapping[str, str]) -> tuple[str, ...]:
    return (columns[what],) if what in columns else COLUMNS[what]


def _value(row: Mapping[str, Any], what: str, columns: Mapping[str, str]) -> str | None:
    value = next((row[name] for name in _names(what, columns) if row.get(name)), None)
    if isinstance(value, list):
        value = "; ".join(str(item) for item in value)
    if isinstance(value, date):
        value = value.isoformat()
    return str(value).strip() or None if isinstance(value, str | int) else None
