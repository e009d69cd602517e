"""Rows with names for their columns, and the formats that they are shown in."""

import csv
import io
import json
import unicodedata
from dataclasses import dataclass
from typing import Literal, get_args

from kgx.query import aligned

Value = str | int | float | None
Format = Literal["table", "json", "csv", "markdown"]
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True, slots=True)
class Table:
    """What a look at a graph gives. Every row has a value, or None, for every column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def render(table: Table, form: Format = "table") -> str:
    """The table as text that ends with a newline.

    JSON is an array of objects with every column and the values as they are, CSV the same with line ends as "\\n". Table and
    Markdown are for the eye: columns without a value are left out, control characters become blanks, and no line is
    wrapped.
    """
    match form:
        case "json":
            rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
            return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
        case "csv":
            file = io.StringIO()
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(table.columns)
            writer.writerows([_unix(value) for value in row] for row in table.rows)
            return file.getvalue()
    head, cells = visible(table)
    if form == "table":
        return aligned(head, cells)
    escaped = [[cell.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;") for cell in row] for row in cells]
    lines = [head, ["---"] * len(head), *escaped]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def visible(table: Table) -> tuple[list[str], list[list[str]]]:
    """The columns that have a value somewhere, and their cells as text on one line."""
    shown = [n for n in range(len(table.columns)) if any(row[n] not in (None, "") for row in table.rows)]
    shown = shown or list(range(len(table.columns)))
    return [table.columns[n] for n in shown], [[_cell(row[n]) for n in shown] for row in table.rows]


def _unix(value: Value) -> Value:
    """A carriage return alone is not quoted by csv before Python 3.13, and would part a row."""
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def _cell(value: Value) -> str:
    text = "" if value is None else f"{value:.3g}" if isinstance(value, float) else str(value)
    plain = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)
    return " ".join(plain.split())
