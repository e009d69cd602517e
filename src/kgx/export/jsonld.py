"""JSON-LD 1.1, compacted with a context, one node a line."""

import json
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from kgx.model import Graph
from kgx.rdf import triples
from kgx.vocab import BASE_IRI, PREFIXES, iri, shorten

_TYPE = iri("rdf:type")
_XSD = PREFIXES["xsd"]
_NATIVE: dict[str, Callable[[str], Any]] = {
    _XSD + "integer": int,
    _XSD + "boolean": "true".__eq__,
    _XSD + "string": str,
}
_COERCED = {
    **dict.fromkeys(("schema:startDate", "schema:endDate", "schema:datePublished"), "xsd:date"),
    **dict.fromkeys(("schema:latitude", "schema:longitude", "kgx:confidence"), "xsd:decimal"),
}


def write(graph: Graph, path: Path, *, base_iri: str = BASE_IRI) -> None:
    """Write a graph as JSON-LD: an object a subject under "@graph", nothing held but the graph itself.

    Integers and booleans are those of JSON; the context gives dates and decimals their types.
    """
    prefixes = {"kg": base_iri, **PREFIXES}
    context: dict[str, Any] = {name: {"@id": space, "@prefix": True} for name, space in prefixes.items()}
    context |= {name: {"@type": kind} for name, kind in _COERCED.items()}
    separator = "\n"
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"@context": ' + _json(context) + ', "@graph": [')
        for subject, told in groupby(triples(graph, base_iri), key=lambda triple: triple.subject):
            node: dict[str, Any] = {"@id": _name(subject, prefixes)}
            for triple in told:
                if triple.predicate == _TYPE:
                    node.setdefault("@type", []).append(_name(triple.object, prefixes))
                else:
                    name = shorten(triple.predicate.value, prefixes)
                    node.setdefault(name, []).append(_value(triple.object, prefixes))
            file.write(
                separator + _json({k: v[0] if isinstance(v, list) and len(v) == 1 else v for k, v in node.items()})
            )
            separator = ",\n"
        file.write("\n]}\n")


def _name(node: object, prefixes: dict[str, str]) -> str:
    assert isinstance(node, NamedNode)  # a graph has no blank nodes
    return shorten(node.value, prefixes).strip("<>")


def _value(value: object, prefixes: dict[str, str]) -> Any:
    if isinstance(value, Literal):
        return _NATIVE.get(value.datatype.value, str)(value.value)
    return {"@id": _name(value, prefixes)}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
