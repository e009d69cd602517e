"""Rows with names for their columns, and the formats that they are shown in."""

import json
from dataclasses import dataclass
from typing import Literal, get_args

from kgx.query import aligned, piped, separated
from kgx.text import no_formula, one_line

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

    JSON is an array of objects with every column and the values as they are. CSV has the same rows for a spreadsheet, with
    line ends as "\\n" and no formulas (`kgx.text.no_formula`). Table and Markdown are for the eye: columns without a value
    are left out, control characters are too, and no line is wrapped.
    """
    match form:
        case "json":
            rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
            return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
        case "csv":
            return separated(
                table.columns, [[no_formula(v) if isinstance(v, str) else v for v in r] for r in table.rows]
            )
    head, cells = visible(table)
    return aligned(head, cells) if form == "table" else piped(head, cells)


def visible(table: Table) -> tuple[list[str], list[list[str]]]:
    """The columns that have a value somewhere, and their cells as text on one line."""
    shown = [n for n in range(len(table.columns)) if any(row[n] not in (None, "") for row in table.rows)]
    shown = shown or list(range(len(table.columns)))
    return [table.columns[n] for n in shown], [[_cell(row[n]) for n in shown] for row in table.rows]


def _cell(value: Value) -> str:
    text = "" if value is None else f"{value:.3g}" if isinstance(value, float) else str(value)
    return " ".join(one_line(text).split())
