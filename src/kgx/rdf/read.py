"""Triples -> Graph."""

import re
from collections import defaultdict
from datetime import date
from typing import Any, cast

from pyoxigraph import Literal, NamedNode, Store

from kgx.edtf import bounds
from kgx.model import ROLES, Document, Entity, Event, Evidence, Graph, Kind, Membership, Source, Statement
from kgx.vocab import EVENTS, KINDS, NARROWER, iri, shorten

_KINDS = {iri(name): cast(Kind, kind) for kind, name in KINDS.items()}
_NARROWER = {iri(name): kind for kind, name in NARROWER.items()}
_EVENTS = {iri(f"kgx:{name}"): name for name in EVENTS}
_GEONAMES = re.compile(r"https://sws\.geonames\.org/(\d+)/")


def graph_from_store(store: Store) -> Graph:
    """The Graph that a store holds: the inverse of `triples`, as far as the triples tell.

    Identifiers are the local names, whatever the base IRI. Names and places from the gazetteer have become aliases and
    entities of the graph; keys are found again for countries, provinces and cities. A graph that is broken, or that
    somebody else made, raises ValueError.
    """
    found: dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]] = {}
    for quad in store:
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            found.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    nodes = sorted((_Values(node, values) for node, values in found.items()), key=lambda values: values.id)
    of: dict[NamedNode, list[_Values]] = defaultdict(list)
    for node in nodes:
        for kind in node.classes:
            of[kind].append(node)
    evidence = {node.id: _evidence(node) for node in of[iri("kgx:Evidence")]}
    return Graph(
        sources=tuple(map(_source, of[iri("schema:NewsArticle")])),
        entities=tuple(sorted((_entity(n, kind) for c, kind in _KINDS.items() for n in of[c]), key=lambda e: e.id)),
        events=tuple(Event(**_event(n), **_fact(n, evidence)) for n in of[iri("schema:Event")]),
        memberships=tuple(Membership(**_membership(n, found), **_fact(n, evidence)) for n in of[iri("org:Membership")]),
        statements=tuple(Statement(**_statement(n), **_fact(n, evidence)) for n in of[iri("rdf:Statement")]),
    )


class _Values:
    """What is said of one subject."""

    def __init__(self, node: NamedNode, values: dict[NamedNode, list[NamedNode | Literal]]) -> None:
        self.id = _local(node)
        self.classes = [v for v in values.get(iri("rdf:type"), []) if isinstance(v, NamedNode)]
        self._values = values

    def all(self, name: str) -> list[NamedNode | Literal]:
        return self._values.get(iri(name), [])

    def texts(self, name: str) -> tuple[str, ...]:
        """The literals, or the local names of the nodes, in order."""
        return tuple(sorted(v.value if isinstance(v, Literal) else _local(v) for v in self.all(name)))

    def text(self, name: str) -> str | None:
        return next(iter(self.texts(name)), None)

    def need(self, name: str) -> str:
        value = self.text(name)
        if value is None:
            raise ValueError(f"{self.id} has no {name}")
        return value


def _local(node: NamedNode) -> str:
    return re.split(r"[/#]", node.value)[-1]


def _source(node: _Values) -> Source:
    path, label, day = node.need("kgx:path"), node.need("rdfs:label"), node.text("schema:datePublished")
    document = Document(
        id=node.id,
        path=path,
        text="",
        sha256=node.need("kgx:sha256"),
        title=None if label == path else label,
        published=date.fromisoformat(day) if day else None,
        publisher=node.text("schema:publisher"),
        url=next((v.value for v in node.all("schema:url")), None),
    )
    return Source(
        document=document,
        text=node.need("kgx:text"),
        copy_of=node.text("schema:isBasedOn"),
        authors=node.texts("schema:author"),
        mentions=node.texts("schema:mentions"),
    )


def _entity(node: _Values, kind: Kind) -> Entity:
    return Entity(
        id=node.id,
        kind=kind,
        types=tuple(sorted(_NARROWER[c] for c in node.classes if c in _NARROWER)),
        label=node.need("rdfs:label"),
        aliases=node.texts("skos:altLabel"),
        key=_key(node),
        mentions=int(node.text("kgx:mentionCount") or 0),
    )


def _key(node: _Values) -> str | None:
    """Key of the gazetteer, where its identifiers show it."""
    code = node.text("schema:identifier")
    if code:
        return f"country:{code}" if iri("schema:Country") in node.classes else f"province:{code}"
    for other in node.all("schema:sameAs"):
        city = _GEONAMES.fullmatch(other.value)
        if city and iri("schema:City") in node.classes:
            return f"city:{city[1]}"
    return None


def _evidence(node: _Values) -> Evidence:
    return Evidence(
        document=node.need("oa:hasSource"),
        start=int(node.need("oa:start")),
        end=int(node.need("oa:end")),
        exact=node.need("oa:exact"),
        rule=node.need("kgx:rule"),
        confidence=float(node.need("kgx:confidence")),
        speaker=node.text("prov:wasAttributedTo"),
        attribution=node.text("kgx:attribution"),
        polarity=cast(Any, node.need("kgx:polarity")),
        certainty=cast(Any, node.need("kgx:certainty")),
        tense=cast(Any, node.need("kgx:tense")),
    )


def _fact(node: _Values, evidence: dict[str, Evidence]) -> dict[str, Any]:
    names = node.texts("prov:wasDerivedFrom")
    if missing := set(names) - evidence.keys():
        raise ValueError(f"{node.id} has evidence that is not there: {min(missing)}")
    told = [evidence[name] for name in names]
    when = node.text("kgx:when")
    if when is not None:
        bounds(when)  # raises ValueError for what is none
    return {
        "id": node.id,
        "label": node.need("rdfs:label"),
        "when": when,
        "evidence": tuple(sorted(told, key=lambda e: (e.document, e.start, e.end, e.rule))),
    }


def _event(node: _Values) -> dict[str, Any]:
    roles = [(role, who) for role in (*ROLES, "subjectMatter") for who in node.texts(f"kgx:{role}")]
    acting = {who for role, who in roles if role != "subjectMatter"}
    plain = [("participant", who) for who in node.texts("kgx:participant") if who not in acting]
    quantity = node.text("kgx:quantity")
    kinds = sorted(_EVENTS[c] for c in node.classes if c in _EVENTS)
    if not kinds:
        raise ValueError(f"{node.id} has no class of event")
    return {
        "type": kinds[0],
        "aliases": node.texts("skos:altLabel"),
        "roles": tuple(sorted(roles + plain)),
        "locations": node.texts("schema:location"),
        "origins": node.texts("kgx:origin"),
        "quantity": int(quantity) if quantity else None,
        "unit": node.text("kgx:unit"),
        "mode": node.text("kgx:mode"),
    }


def _membership(node: _Values, found: dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]]) -> dict[str, Any]:
    roles = [_Values(r, found.get(r, {})).need("rdfs:label") for r in node.all("org:role") if isinstance(r, NamedNode)]
    return {
        "member": node.need("org:member"),
        "role": next(iter(roles), None),
        "organization": node.text("org:organization"),
        "target": node.text("kgx:target"),
    }


def _statement(node: _Values) -> dict[str, Any]:
    node.need("rdf:predicate")
    return {
        "subject": node.need("rdf:subject"),
        "predicate": shorten(node.all("rdf:predicate")[0].value),
        "object": node.need("rdf:object"),
        "phrase": node.text("kgx:phrase"),
    }
