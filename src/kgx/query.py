"""SPARQL over the built graph, through Oxigraph. The named queries lie in queries/."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    serialize,
)
from rich.cells import cell_len

from kgx.model import KgxError
from kgx.text import markdown, no_formula, one_line
from kgx.vocab import BASE_IRI, PREFIXES, shorten

_RESULTS = {"tsv": QueryResultsFormat.TSV, "json": QueryResultsFormat.JSON}
_NUMBERS = {PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float")}
_ERROR = re.compile(r"error at (\d+):(\d+): (?:expected )?(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Query:
    """A SPARQL query. `name` tells where it comes from, for messages."""

    text: str
    name: str = "query"
    description: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query, not yet read, and the prefixes of the graph that gave it."""

    answer: QuerySolutions | QueryBoolean | QueryTriples
    prefixes: Mapping[str, str]


@cache
def named() -> dict[str, Query]:
    """The queries that kgx brings, by name. Their first line is a comment that describes them."""
    found = {}
    for file in (files("kgx") / "queries").iterdir():
        if file.name.endswith(".rq"):
            text, name = file.read_text(encoding="utf-8"), file.name.removesuffix(".rq")
            found[name] = Query(text, name, text.partition("\n")[0].lstrip("# "))
    return dict(sorted(found.items()))


def resolve(query: str) -> Query:
    """The query that is meant: a name of `named`, a file, or SPARQL itself.

    Raises KgxError where it is none of them.
    """
    if query in named():
        return named()[query]
    if "{" in query:
        return Query(query)
    path = Path(query)
    if path.is_file():
        try:
            return Query(path.read_text(encoding="utf-8"), query)
        except (OSError, UnicodeDecodeError) as error:
            raise KgxError(f"{query}: cannot be read ({error}); save it as UTF-8") from None
    raise KgxError(f"{query}: no such query and no such file; the named queries are {', '.join(named())}")


def load(graph: Path) -> tuple[Store, dict[str, str]]:
    """A graph.ttl as a store in memory, and its prefixes.

    Raises KgxError where it does not exist or is no Turtle.
    """
    store = Store()
    try:
        store.bulk_load(path=graph, format=RdfFormat.TURTLE)
        triples = parse(path=graph, format=RdfFormat.TURTLE)
        next(triples, None)
        return store, {"kg": BASE_IRI, **PREFIXES, **triples.prefixes}
    except FileNotFoundError:
        raise KgxError(f"{graph}: no graph there; run `kgx build` first, or name one") from None
    except OSError as error:
        raise KgxError(f"{graph}: cannot be read ({error}); check its permissions") from None
    except SyntaxError as error:
        raise KgxError(f"{graph}: not valid Turtle ({error}); run `kgx build` again") from None


def run(graph: Path, query: Query, values: Mapping[str, str] | None = None) -> Result:
    """Ask a graph. `values` fixes variables of the query to texts: {"in": "Baku"}.

    Raises KgxError where the query does not parse, has no such variable, or the graph cannot be loaded.
    """
    store, prefixes = load(graph)
    return ask(store, prefixes, query, values or {})


def ask(store: Store, prefixes: Mapping[str, str], query: Query, values: Mapping[str, str]) -> Result:
    """The same for a graph that is loaded."""
    text = query.text
    for name, value in values.items():
        variables = sorted(set(re.findall(r"[?$](\w+)", text)))
        if name not in variables:
            raise KgxError(f"{query.name}: no variable ?{name}; there are {', '.join(variables)}")
        text += f"\nVALUES ?{name} {{ {Literal(value)} }}"
    try:
        return Result(store.query(text, prefixes=dict(prefixes)), prefixes)
    except SyntaxError as error:
        raise KgxError(f"{query.name}: {_explain(str(error), text, prefixes)}") from None


def _explain(message: str, text: str, prefixes: Mapping[str, str]) -> str:
    """Where a query stops making sense, in one line."""
    match = _ERROR.fullmatch(message)
    if not match:
        return "does not parse: " + " ".join(message.split())
    line, column, expected = int(match[1]), int(match[2]), " ".join(match[3].split())
    rest = (text.splitlines()[line - 1 : line] or [""])[0][column - 1 :].strip()
    place = f"does not parse at line {line}, column {column}, " + (f"before `{rest[:40]}`" if rest else "where it ends")
    if "Prefix not found" in expected:
        return f"{place}: unknown prefix; declare it, or use one of {', '.join(prefixes)}"
    return f"{place}: expected {expected}" if len(expected) < 80 else place


def render(result: Result, form: str = "table") -> str:
    """The answer as table, markdown, csv, tsv, json or ttl.

    TSV and JSON are those of the SPARQL recommendations. CSV is too, but for a spreadsheet: line ends are "\\n", and no text
    is a formula (`kgx.text.no_formula`).

    Raises KgxError for a format that the kind of answer does not have: triples are Turtle, solutions are not.
    """
    answer = result.answer
    if isinstance(answer, QueryTriples):
        if form not in ("table", "ttl"):
            raise KgxError(f"CONSTRUCT and DESCRIBE give triples, not {form}; use --format ttl")
        triples: list[Triple] = sorted(answer, key=str)
        return _text(serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(result.prefixes)))
    if form == "ttl":
        raise KgxError("SELECT and ASK give no triples; use --format table, markdown, csv, tsv or json")
    if form in _RESULTS:
        return _text(answer.serialize(format=_RESULTS[form]))
    if isinstance(answer, QueryBoolean):
        return "true\n" if answer else "false\n"
    if form == "csv":
        head = [variable.value for variable in answer.variables]
        return separated(head, ([_plain(value) for value in row] for row in answer))
    head, rows = cells(answer, result.prefixes)
    return piped(head, rows) if form == "markdown" else aligned(head, rows)


def _text(written: bytes | None) -> str:
    assert written is not None  # None only where it was written to a file
    return written.decode()


def cells(answer: QuerySolutions, prefixes: Mapping[str, str]) -> tuple[list[str], list[list[str]]]:
    """Variables, and rows of texts on one line with IRIs shortened."""
    return [v.value for v in answer.variables], [[_cell(value, prefixes) for value in row] for row in answer]


def aligned(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns side by side, two blanks apart, under their names."""
    widths = [max(map(cell_len, column)) for column in zip(head, *rows, strict=True)]
    lines = [head, ["-" * width for width in widths], *rows]
    return "".join(
        "  ".join(c + " " * (w - cell_len(c)) for c, w in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )


def piped(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Markdown: cells, which are on one line, between bars."""
    lines = [head, ["---"] * len(head), *([markdown(cell) for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def separated(head: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    """CSV. A carriage return becomes a newline: alone, csv does not quote it before Python 3.13, and it would part a row."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([re.sub("\r\n?", "\n", v) if isinstance(v, str) else v for v in row] for row in rows)
    return file.getvalue()


def _plain(value: object) -> str | None:
    """A term as CSV has it. A number is no formula, whatever its sign."""
    if isinstance(value, Literal) and value.datatype.value not in _NUMBERS:
        return no_formula(value.value)
    return None if value is None else value.value if isinstance(value, Literal | NamedNode) else str(value)


def _cell(value: object, prefixes: Mapping[str, str]) -> str:
    if isinstance(value, NamedNode):
        return shorten(value.value, prefixes)
    return (
        " ".join(one_line(value.value).split()) if isinstance(value, Literal) else "" if value is None else str(value)
    )
