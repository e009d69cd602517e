"""Checks a built graph: SHACL shapes, what takes a query, and the words behind every piece of evidence."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import cast

import pyshacl
import rdflib
from pyoxigraph import NamedNode, QuerySolutions, Store

from kgx import edtf, query
from kgx.text import one_line
from kgx.vocab import PREFIXES, shorten

_SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A node that breaks a rule, what to do about it, and the sentence that the node is from."""

    node: str  # prefixed name
    message: str
    remedy: str
    sentence: str = ""  # the first piece of evidence, behind the path of its document; "" where there is none

    def __str__(self) -> str:
        return f"{self.node}: {self.message}; {self.remedy}" + (f" ({self.sentence})" if self.sentence else "")


def validate(graph: Path) -> list[Violation]:
    """Every violation in a graph.ttl, sorted; none where the graph is good.

    Words are checked where a folder texts/ lies beside the graph. Raises KgxError where the graph cannot be loaded.
    """
    store, prefixes = query.load(graph)
    found = {*_shapes(graph, prefixes), *_checks(store, prefixes), *_dates(store), *_words(store, graph.parent)}
    said = _sentences(store, {v.node for v in found}) if found else {}
    return sorted(replace(v, node=shorten(v.node, prefixes), sentence=said.get(v.node, "")) for v in found)


def _shapes(graph: Path, prefixes: dict[str, str]) -> Iterator[Violation]:
    """What pySHACL finds in rdf/shapes.ttl.

    It gets a graph in memory: over a store of Oxigraph it reports false violations. Graph and shapes are read by one
    parser, because sh:in compares terms and that of rdflib leaves xsd:string unsaid.
    """
    text = (files("kgx") / "rdf" / "shapes.ttl").read_text(encoding="utf-8")
    shapes = rdflib.Graph().parse(data=text, format="ox-turtle")
    for shape, part in list(shapes.subject_objects(_SH.property)):
        # pySHACL sets a property shape up for all of its own targets at once, but anew for each node of another's
        targets = [(p, o) for p in (_SH.targetClass, _SH.targetSubjectsOf) for o in shapes.objects(shape, p)]
        if targets:
            shapes.remove((shape, _SH.property, part))
        for predicate, target in targets:
            shapes.add((part, predicate, target))
    data = rdflib.Graph().parse(graph, format="ox-turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    for result in report.objects(None, _SH.result):  # not their details
        node, value = report.value(result, _SH.focusNode), report.value(result, _SH.value)
        message = str(report.value(result, _SH.resultMessage))
        if value is not None and value != node:
            message += f" (not {shorten(value, prefixes) if isinstance(value, rdflib.URIRef) else value.n3()})"
        yield Violation(str(node), message, "mend it, or run `kgx build` again")


def _checks(store: Store, prefixes: dict[str, str]) -> Iterator[Violation]:
    """What the queries in rdf/checks find: message and remedy are the comments that they begin with."""
    for file in (files("kgx") / "rdf" / "checks").iterdir():
        text = file.read_text(encoding="utf-8")
        message, remedy = (line.removeprefix("# ") for line in text.splitlines()[:2])
        for row in _select(store, text):
            node, *other = (value for value in row if value is not None)
            shown = [shorten(o.value, prefixes) if isinstance(o, NamedNode) else o.value for o in other]
            yield Violation(node.value, f"{message} ({', '.join(shown)})" if shown else message, remedy)


def _dates(store: Store) -> Iterator[Violation]:
    """Day bounds that are not those of kgx:when."""
    rows = _select(
        store,
        """SELECT ?node ?when ?start ?end { ?node kgx:status ?status
        OPTIONAL { ?node kgx:when ?when } OPTIONAL { ?node schema:startDate ?start } OPTIONAL { ?node schema:endDate ?end } }""",
    )
    for row in rows:
        node, when, *days = (value and value.value for value in row)
        try:
            bounds = edtf.bounds(when) if when else (None, None)
        except ValueError:
            yield Violation(node, f'kgx:when "{when}" is no EDTF', "write it as EDTF of ISO 8601-2")
            continue
        if tuple(days) != bounds:
            start, end = (day or "none" for day in bounds)
            remedy = f"set schema:startDate to {start} and schema:endDate to {end}"
            yield Violation(node, "the day bounds are not those of kgx:when", remedy)


def _words(store: Store, folder: Path) -> Iterator[Violation]:
    """Evidence whose words do not stand in the text where it says."""
    if not (folder / "texts").is_dir():
        return
    rows = _select(
        store,
        """SELECT ?node ?path ?start ?end ?exact { ?node oa:hasSource/kgx:text ?path ; oa:start ?start ; oa:end ?end ;
        oa:exact ?exact . FILTER(DATATYPE(?start) = xsd:integer && DATATYPE(?end) = xsd:integer) }""",
    )
    read: dict[str, str | None] = {}
    for row in rows:
        node, path, start, end, exact = (value.value for value in row)
        if path not in read:
            file = folder / path
            read[path] = file.read_bytes().decode("utf-8", "replace") if file.is_file() else None
        text = read[path]
        if text is None:
            yield Violation(node, f"{path}, the text that it quotes, is missing", "run `kgx build` again")
        elif text[int(start) : int(end)] != exact:
            yield Violation(node, f"its words do not stand at {start}–{end} of {path}", "run `kgx build` again")


def _sentences(store: Store, nodes: set[str]) -> dict[str, str]:
    """The first sentence behind each of the nodes that has one."""
    rows = _select(
        store,
        """SELECT ?node ?exact ?path { { ?node prov:wasDerivedFrom ?e } UNION { ?node a kgx:Evidence . BIND(?node AS ?e) }
        ?e oa:exact ?exact ; oa:start ?start ; oa:hasSource/kgx:path ?path } ORDER BY DESC(?path) DESC(?start)""",
    )
    found = ((node.value, f'{path.value}: "{one_line(exact.value)}"') for node, exact, path in rows)
    return {node: sentence for node, sentence in found if node in nodes}


def _select(store: Store, text: str) -> QuerySolutions:
    return cast(QuerySolutions, store.query(text, prefixes=PREFIXES))
