"""Writes vocabulary.md, the reference of the kgx namespace, from src/kgx/rdf/kgx.ttl."""

from collections import defaultdict
from importlib.resources import files
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kgx.vocab import PREFIXES, iri, shorten

PAGE = Path(__file__).with_name("vocabulary.md")
_OWL = "http://www.w3.org/2002/07/owl#"
_SHOWN = {**PREFIXES, "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/"}
_LINKS = {"is a": "subClassOf", "is": "subPropertyOf", "of": "domain", "value": "range"}
_Values = dict[str, list[NamedNode | Literal]]


def vocabulary() -> str:
    """The page: classes, events and properties as tables, in the order of the file."""
    terms: dict[str, _Values] = defaultdict(lambda: defaultdict(list))
    source = files("kgx") / "rdf" / "kgx.ttl"
    for triple in parse(source.read_bytes(), format=RdfFormat.TURTLE):
        if isinstance(triple.object, NamedNode | Literal):
            terms[triple.subject.value][triple.predicate.value].append(triple.object)
    ontology = next(term for term, values in terms.items() if NamedNode(_OWL + "Ontology") in _all(values, "rdf:type"))
    found = {term: values for term, values in terms.items() if term.startswith(PREFIXES["kgx"]) and term != ontology}
    classes = {t: v for t, v in found.items() if NamedNode(_OWL + "Class") in _all(v, "rdf:type")}
    events = {t: v for t, v in classes.items() if iri("schema:Event") in _all(v, "rdfs:subClassOf")}
    parts = (
        ("Events", events),
        ("Other classes", {t: v for t, v in classes.items() if t not in events}),
        ("Properties", {t: v for t, v in found.items() if t not in classes}),
    )
    prefixes = "\n".join(f"| `{prefix}:` | <{namespace}> |" for prefix, namespace in _SHOWN.items())
    return "\n".join(
        [
            "# The vocabulary\n",
            f"Written by `make docs` from `src/kgx/rdf/kgx.ttl`. {_text(terms[ontology], 'rdfs:comment')}\n",
            f"| prefix | namespace |\n| --- | --- |\n{prefixes}\n",
            *(_table(title, those) for title, those in parts),
        ]
    )


def _table(title: str, terms: dict[str, _Values]) -> str:
    used = [head for head, link in _LINKS.items() if any(_all(values, f"rdfs:{link}") for values in terms.values())]
    head = ["term", "meaning", *used]
    rows = [
        [f"`{shorten(term)}`", _text(v, "rdfs:comment"), *(_names(v, _LINKS[h]) for h in used)]
        for term, v in terms.items()
    ]
    return f"## {title}\n\n" + "".join(f"| {' | '.join(row)} |\n" for row in (head, ["---"] * len(head), *rows))


def _names(values: _Values, link: str) -> str:
    return ", ".join(f"`{shorten(value.value, _SHOWN)}`" for value in _all(values, f"rdfs:{link}"))


def _all(values: _Values, name: str) -> list[NamedNode | Literal]:
    return values.get(iri(name).value, [])


def _text(values: _Values, name: str) -> str:
    (text,) = _all(values, name)
    return text.value.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(vocabulary(), encoding="utf-8")
