"""Graph -> triples."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from kgx import gazetteer
from kgx.edtf import bounds
from kgx.model import Entity, Event, Evidence, Fact, Graph, Membership, Source, Statement
from kgx.vocab import BASE_IRI, KINDS, NARROWER, SYMMETRIC, iri

_Pairs = Iterator[tuple[NamedNode, NamedNode | Literal]]

_TYPE = iri("rdf:type")
_LABEL = iri("rdfs:label")
_DATE = iri("xsd:date")
_DECIMAL = iri("xsd:decimal")
_NOT_NAME = re.compile(r"[^\w.-]+")


def triples(graph: Graph, base_iri: str = BASE_IRI) -> Iterator[Triple]:
    """Everything that MODEL.md says of a graph, sorted by subject; neither blank nodes nor language tags.

    The order depends on the graph alone. Direct edges come from asserted facts only. Containers of a place that no
    text names ("in Azerbaijan" for Baku) are added from the gazetteer.
    """
    return _Writer(graph, base_iri).triples()


def local_name(text: str) -> str:
    """A text as the local name of an IRI that Turtle shortens: letters, digits, "_", "-" and inner "."."""
    return _NOT_NAME.sub("_", text).strip("._-")


def evidence_id(evidence: Evidence) -> str:
    """Local name of a piece of evidence: a hash of document, offsets, rule and voice."""
    e = evidence
    voice = (e.speaker or "", e.attribution or "", e.polarity, e.certainty, e.tense)
    parts = (e.document, str(e.start), str(e.end), e.rule, *voice)
    return "e_" + hashlib.blake2b("\0".join(parts).encode(), digest_size=8).hexdigest()


class _Writer:
    """One walk over a graph."""

    def __init__(self, graph: Graph, base_iri: str) -> None:
        self.base = base_iri
        self.graph = graph
        self.documents = {s.document.id: s.document for s in graph.sources}
        self.document_counts = graph.document_counts()
        self.keys = {e.key: e.id for e in graph.entities if e.key}
        self.entities = {e.id: e for e in (*graph.entities, *self._containers())}
        self.titles: dict[str, set[str]] = defaultdict(set)
        self.edges: dict[str, set[tuple[str, str]]] = defaultdict(set)  # subject -> (prefixed predicate, object)
        self.bounds = cache(bounds)
        self._derive()

    def triples(self) -> Iterator[Triple]:
        graph = self.graph
        facts: tuple[Fact, ...] = (*graph.events, *graph.memberships, *graph.statements)
        told = (e for fact in facts for e in fact.evidence)
        evidence = {evidence_id(e): e for e in sorted(told, key=lambda e: e.confidence)}  # the highest one stays
        roles = {_role_name(m.role): m.role for m in graph.memberships if m.role}
        nodes: list[tuple[str, Callable[[Any], _Pairs], Any]] = [
            *((e.id, self._entity, e) for e in self.entities.values()),
            *((e.id, self._event, e) for e in graph.events),
            *((m.id, self._membership, m) for m in graph.memberships),
            *((s.id, self._statement, s) for s in graph.statements),
            *((s.document.id, self._source, s) for s in graph.sources),
            *((name, self._evidence, e) for name, e in evidence.items()),
            *((name, self._role, label) for name, label in roles.items()),
        ]
        nodes.sort(key=itemgetter(0))
        for name, write, node in nodes:
            subject = self._node(name)
            for predicate, value in write(node):
                yield Triple(subject, predicate, value)

    # -- what follows from the facts

    def _containers(self) -> list[Entity]:
        """The places around places, as far as the texts do not name them."""
        added: list[Entity] = []
        taken = {e.id for e in self.graph.entities} | {e.id for e in self.graph.events}
        todo = [e.key for e in self.graph.entities if e.key]
        while todo:
            outer = gazetteer.facts(todo.pop()).contained_in
            if outer and outer not in self.keys:
                facts = gazetteer.facts(outer)
                name = local_name(facts.label)
                name = f"{name}_{local_name(outer)}" if name in taken else name
                added.append(Entity(id=name, kind=facts.kind, types=facts.types, label=facts.label, key=outer))
                taken.add(name)
                self.keys[outer] = name
                todo.append(outer)
        return added

    def _derive(self) -> None:
        """Direct edges and job titles, from asserted facts, and containment, from the gazetteer."""
        for entity in self.entities.values():
            outer = gazetteer.facts(entity.key).contained_in if entity.key else None
            if outer:
                self.edges[entity.id].add(("schema:containedInPlace", self.keys[outer]))
        for s in self.graph.statements:
            if s.asserted:
                self.edges[s.subject].add((s.predicate, s.object))
                if s.predicate in SYMMETRIC:
                    self.edges[s.object].add((s.predicate, s.subject))
        for m in self.graph.memberships:
            if not m.asserted:
                continue
            if m.organization:
                self.edges[m.member].add(("kgx:holdsPostAt" if m.role else "org:memberOf", m.organization))
            if m.role and self._lasts(m):
                self.titles[m.member].add(self._title(m.role, m))
        for event in self.graph.events:
            if event.type == "Meeting" and event.asserted:
                met = {who for role, who in event.roles if role != "subjectMatter" and self._meets(who)}
                for who in met:
                    self.edges[who].update(("kgx:met", whom) for whom in met if whom != who)

    def _meets(self, who: str) -> bool:
        entity = self.entities.get(who)
        if entity is None:
            return False
        return entity.kind in ("Person", "Organization") or "Country" in entity.types

    def _lasts(self, post: Membership) -> bool:
        """Whether the post is held at the time of the latest text that speaks of it in the present."""
        told = [e for e in post.evidence if e.own_voice and e.tense == "present"]
        end = self.bounds(post.when)[1] if post.when else None
        if not told or end is None:
            return bool(told)
        days = [d.published for e in told if (d := self.documents.get(e.document)) and d.published]
        return bool(days) and date.fromisoformat(end) >= max(days)

    def _title(self, role: str, post: Membership) -> str:
        """ "President of Azerbaijan", "Chairman, NATO Military Committee", "Ambassador of Kenya to Norway"."""
        where = self.entities.get(post.organization or "")
        target = self.entities.get(post.target or "")
        title = role if where is None else role + (" of " if "Country" in where.types else ", ") + where.label
        return title if target is None else f"{title} to {target.label}"

    # -- nodes

    def _node(self, name: str) -> NamedNode:
        return NamedNode(self.base + name)

    def _nodes(self, predicate: str, names: Iterable[str]) -> _Pairs:
        for name in sorted(set(names)):
            yield iri(predicate), self._node(name)

    def _names(self, label: str, others: Iterable[str]) -> _Pairs:
        yield _LABEL, Literal(label)
        for name in sorted(set(others) - {label}):
            yield iri("skos:altLabel"), Literal(name)

    def _edges(self, name: str) -> _Pairs:
        for predicate, other in sorted(self.edges.get(name, ())):
            yield iri(predicate), self._node(other)

    def _entity(self, entity: Entity) -> _Pairs:
        facts = gazetteer.facts(entity.key) if entity.key else None
        yield _TYPE, iri(KINDS[entity.kind])
        for name in sorted(entity.types):
            yield _TYPE, iri(NARROWER[name])
        yield from self._names(entity.label, (*entity.aliases, *((facts.label, *facts.names) if facts else ())))
        for title in sorted(self.titles.get(entity.id, ())):
            yield iri("schema:jobTitle"), Literal(title)
        if facts and facts.identifier:
            yield iri("schema:identifier"), Literal(facts.identifier)
        if facts and facts.latitude is not None and facts.longitude is not None:
            yield iri("schema:latitude"), _decimal(facts.latitude)
            yield iri("schema:longitude"), _decimal(facts.longitude)
        if facts and facts.same_as:
            yield iri("schema:sameAs"), NamedNode(facts.same_as)
        yield from self._edges(entity.id)
        yield iri("kgx:mentionCount"), Literal(entity.mentions)
        yield iri("kgx:documentCount"), Literal(self.document_counts[entity.id])

    def _event(self, event: Event) -> _Pairs:
        yield _TYPE, iri("schema:Event")
        yield _TYPE, iri(f"kgx:{event.type}")
        yield from self._names(event.label, event.aliases)
        yield from self._nodes("kgx:participant", (who for role, who in event.roles if role != "subjectMatter"))
        for role in sorted({role for role, _ in event.roles} - {"participant"}):
            yield from self._nodes(f"kgx:{role}", (who for its, who in event.roles if its == role))
        yield from self._nodes("schema:location", event.locations)
        yield from self._nodes("kgx:origin", event.origins)
        if event.quantity is not None:
            yield iri("kgx:quantity"), Literal(event.quantity)
        if event.unit:
            yield iri("kgx:unit"), Literal(event.unit)
        if event.mode:
            yield iri("kgx:mode"), Literal(event.mode)
        yield from self._edges(event.id)
        yield from self._fact(event)

    def _membership(self, post: Membership) -> _Pairs:
        yield _TYPE, iri("org:Membership")
        yield from self._names(post.label, ())
        yield iri("org:member"), self._node(post.member)
        if post.organization:
            yield iri("org:organization"), self._node(post.organization)
        if post.role:
            yield iri("org:role"), self._node(_role_name(post.role))
        if post.target:
            yield iri("kgx:target"), self._node(post.target)
        yield from self._fact(post)

    def _statement(self, statement: Statement) -> _Pairs:
        yield _TYPE, iri("rdf:Statement")
        yield from self._names(statement.label, ())
        yield iri("rdf:subject"), self._node(statement.subject)
        yield iri("rdf:predicate"), iri(statement.predicate)
        yield iri("rdf:object"), self._node(statement.object)
        if statement.phrase:
            yield iri("kgx:phrase"), Literal(statement.phrase)
        yield from self._fact(statement)

    def _fact(self, fact: Fact) -> _Pairs:
        if fact.when:
            yield iri("kgx:when"), Literal(fact.when)
            for name, day in zip(("schema:startDate", "schema:endDate"), self.bounds(fact.when), strict=True):
                if day:
                    yield iri(name), Literal(day, datatype=_DATE)
        status = fact.status
        yield iri("kgx:asserted"), Literal(status == "asserted")
        yield iri("kgx:status"), Literal(status)
        yield from self._nodes("prov:wasDerivedFrom", map(evidence_id, fact.evidence))

    def _source(self, source: Source) -> _Pairs:
        document = source.document
        yield _TYPE, iri("schema:NewsArticle")
        yield _LABEL, Literal(document.title or document.path)
        yield from self._nodes("schema:author", source.authors)
        if document.published:
            yield iri("schema:datePublished"), Literal(document.published.isoformat(), datatype=_DATE)
        if document.publisher:
            yield iri("schema:publisher"), Literal(document.publisher)
        if document.url:
            yield iri("schema:url"), NamedNode(document.url)
        if source.copy_of:
            yield iri("schema:isBasedOn"), self._node(source.copy_of)
        yield iri("kgx:path"), Literal(document.path)
        yield iri("kgx:text"), Literal(source.text)
        yield iri("kgx:sha256"), Literal(document.sha256)
        yield from self._nodes("schema:mentions", source.mentions)

    def _evidence(self, evidence: Evidence) -> _Pairs:
        yield _TYPE, iri("kgx:Evidence")
        yield iri("oa:hasSource"), self._node(evidence.document)
        yield iri("oa:start"), Literal(evidence.start)
        yield iri("oa:end"), Literal(evidence.end)
        yield iri("oa:exact"), Literal(evidence.exact)
        yield iri("kgx:rule"), Literal(evidence.rule)
        yield iri("kgx:confidence"), _decimal(evidence.confidence)
        if evidence.speaker:
            yield iri("prov:wasAttributedTo"), self._node(evidence.speaker)
        if evidence.attribution:
            yield iri("kgx:attribution"), Literal(evidence.attribution)
        yield iri("kgx:polarity"), Literal(evidence.polarity)
        yield iri("kgx:certainty"), Literal(evidence.certainty)
        yield iri("kgx:tense"), Literal(evidence.tense)

    def _role(self, label: str) -> _Pairs:
        yield _TYPE, iri("org:Role")
        yield _LABEL, Literal(label)


def _decimal(number: float) -> Literal:
    """A decimal without exponent, which xsd:decimal does not have."""
    digits = f"{number:.6f}".rstrip("0")
    return Literal(digits + "0" if digits.endswith(".") else digits, datatype=_DECIMAL)


def _role_name(label: str) -> str:
    """Local name of a role. Labels that differ in more than it can show are told apart by a hash."""
    name = local_name(label)
    if name.replace("_", " ") != label:
        name += "_" + hashlib.blake2b(label.encode(), digest_size=4).hexdigest()
    return f"role_{name}"
