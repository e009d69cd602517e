"""RDF beside Turtle: N-Triples and RDF/XML, and N-Quads and TriG with one named graph a document."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kgx.model import Fact, Graph
from kgx.rdf import evidence_id, triples
from kgx.text import xml_text
from kgx.vocab import BASE_IRI, PREFIXES, SYMMETRIC, iri

_Edge = tuple[str, str, str]


def ntriples(graph: Graph, path: Path, *, base_iri: str = BASE_IRI) -> None:
    """Write N-Triples: a line a triple, ASCII-safe to cut, sort and count."""
    serialize(triples(graph, base_iri), path, format=RdfFormat.N_TRIPLES)


def rdfxml(graph: Graph, path: Path, *, base_iri: str = BASE_IRI) -> None:
    """Write RDF/XML. Control characters, which XML does not have, are left out of texts."""
    rows = map(_xml_safe, triples(graph, base_iri))
    serialize(rows, path, format=RdfFormat.RDF_XML, prefixes={"kg": base_iri, **PREFIXES})


def nquads(graph: Graph, path: Path, *, base_iri: str = BASE_IRI) -> None:
    """Write N-Quads: every triple in the graph of each document that bears it out."""
    serialize(quads(graph, base_iri), path, format=RdfFormat.N_QUADS)


def trig(graph: Graph, path: Path, *, base_iri: str = BASE_IRI) -> None:
    """The same as TriG, a block a document."""
    serialize(quads(graph, base_iri), path, format=RdfFormat.TRIG, prefixes={"kg": base_iri, **PREFIXES})


def quads(graph: Graph, base_iri: str = BASE_IRI) -> Iterator[Quad]:
    """The triples of a graph in one named graph a document, which bears the IRI of the document.

    A node stands with its columns in the graph of every document that speaks of it, a direct edge in those that assert
    it, and the union of all graphs is the whole. A place that no text names stands beside the places in it.
    """
    rows = list(triples(graph, base_iri))
    homes = _homes(graph, rows, base_iri)
    edges = _edges(graph)
    titled = _titled(graph)
    by_document: dict[str, list[Triple]] = {s.document.id: [] for s in graph.sources}
    for triple in rows:
        subject, predicate, value = _local(triple.subject, base_iri), triple.predicate, triple.object
        where = homes[subject]
        if isinstance(value, NamedNode):
            where = edges.get((subject, predicate.value, _local(value, base_iri)), where)
        elif predicate == iri("schema:jobTitle"):
            where = titled[subject]
        for document in where:
            by_document[document].append(triple)
    for document, told in by_document.items():
        name = NamedNode(base_iri + document)
        for triple in told:
            yield Quad(triple.subject, triple.predicate, triple.object, name)


def _local(node: object, base_iri: str) -> str:
    return node.value.removeprefix(base_iri) if isinstance(node, NamedNode) else ""


def _homes(graph: Graph, rows: list[Triple], base_iri: str) -> dict[str, set[str]]:
    """Documents that speak of each subject."""
    homes: dict[str, set[str]] = defaultdict(set)
    for source in graph.sources:
        for name in (source.document.id, *source.mentions, *source.authors):
            homes[name].add(source.document.id)
    facts: tuple[Fact, ...] = (*graph.events, *graph.memberships, *graph.statements)
    for fact in facts:
        for e in fact.evidence:
            for told in (fact.id, evidence_id(e), e.speaker or fact.id):
                homes[told].add(e.document)
    stated = {fact.id for fact in facts}
    around: list[tuple[str, str]] = []
    for triple in rows:
        subject, value = _local(triple.subject, base_iri), triple.object
        if not isinstance(value, NamedNode):
            continue
        if subject in stated:  # whoever takes part, where, and the role held
            homes[_local(value, base_iri)] |= homes[subject]
        elif triple.predicate == iri("schema:containedInPlace"):
            around.append((subject, _local(value, base_iri)))
    grown = True
    while grown:
        before = sum(len(homes[outer]) for _, outer in around)
        for inner, outer in around:
            homes[outer] |= homes[inner]
        grown = sum(len(homes[outer]) for _, outer in around) > before
    return homes


def _edges(graph: Graph) -> dict[_Edge, set[str]]:
    """Documents that assert each direct edge."""
    found: dict[_Edge, set[str]] = defaultdict(set)

    def add(fact: Fact, subject: str, predicate: str, value: str) -> None:
        found[subject, iri(predicate).value, value].update(_asserting(fact))

    for s in graph.statements:
        if s.asserted:
            add(s, s.subject, s.predicate, s.object)
            if s.predicate in SYMMETRIC:
                add(s, s.object, s.predicate, s.subject)
    for m in graph.memberships:
        if m.asserted and m.organization:
            add(m, m.member, "kgx:holdsPostAt" if m.role else "org:memberOf", m.organization)
    for event in graph.events:
        if event.type == "Meeting" and event.asserted:
            for who, whom in permutations({who for role, who in event.roles if role != "subjectMatter"}, 2):
                add(event, who, "kgx:met", whom)
    return found


def _titled(graph: Graph) -> dict[str, set[str]]:
    """Documents that assert a post of somebody."""
    found: dict[str, set[str]] = defaultdict(set)
    for m in graph.memberships:
        if m.role:
            found[m.member] |= _asserting(m)
    return found


def _asserting(fact: Fact) -> set[str]:
    return {e.document for e in fact.evidence if e.own_voice}


def _xml_safe(triple: Triple) -> Triple:
    value = triple.object
    if isinstance(value, Literal) and (text := xml_text(value.value)) != value.value:
        return Triple(triple.subject, triple.predicate, Literal(text))
    return triple
