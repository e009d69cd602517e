"""KnowledgeNet: kgx's statements, posts and events as its fifteen properties, with every mention of both ends."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from kgx.coreference import Referents
from kgx.extract import Extractor
from kgx.frames import ATTRIBUTE, SUBJECT
from kgx.model import Entity, Event, Evidence, Fact, Membership
from predictors.anonymous import read
from predictors.common import Line, document, table

Span = tuple[int, int]


def predict(line: Line) -> Line:
    """A line {"passage", "text"}."""
    x = read(document(line["text"]), pronoun)
    spans = mentions(x)
    facts = dict.fromkeys(
        (prop, s, o)
        for prop, subject, object_ in relations(x)
        for whole in wholes(x, object_)
        for s in ends(spans, subject)
        for o in ends(spans, whole)
    )
    return {
        "passage": line["passage"],
        "facts": [{"prop": p, "s": list(s), "o": list(o)} for p, s, o in facts if s != o],
    }


def pronoun(referents: Referents, head: int) -> Entity | None:
    """A personal pronoun without antecedent: the same pronouns of a passage are one person or body."""
    word = referents.doc[head].lower_
    for group, kind in table("knowledgenet")["pronouns"].items():
        if word in group.split():
            return Entity(id=f"@{group}", kind=kind, label=word)
    return None


def mentions(x: Extractor) -> dict[str, list[Span]]:
    """Where each entity is named or meant by a pronoun, relative pronouns too."""
    found: dict[str, list[Span]] = defaultdict(list)
    for m in x.names.mentions:
        found[f"{m.entity} demonym" if m.form == "demonym" else m.entity].append(x.annotated.span(m.start, m.end))
    for token in x.tokens:
        head = token.i if token.tag_ in ("PRP", "PRP$") else antecedent(x, token.i)
        for entity in x.referents.of(head) if head is not None else ():
            if (
                token.tag_ != "WRB" or x.entities[entity].kind == "Organization"
            ):  # "the college where", not "Lund, where"
                found[entity].append(x.annotated.span(token.i, token.i + 1))
    return found


def antecedent(x: Extractor, token: int) -> int | None:
    """What a relative pronoun or adverb stands for; of a predicate ("is a poet who") its subject."""
    clause = x.frames.clause(token)
    if x.tokens[token].tag_ not in ("WP", "WDT", "WP$", "WRB") or clause is None or clause.relation != "relative":
        return None
    head = x.tokens[clause.trigger].head.i
    above = x.frames.clause(head)
    if above is not None and head in above.heads(ATTRIBUTE) and len(above.heads(SUBJECT)) == 1:
        return above.heads(SUBJECT)[0]
    return head


def wholes(x: Extractor, end: str | Span) -> list[str | Span]:
    """An end as it is, a place with those that it lies in."""
    if not isinstance(end, str) or end not in x.entities or x.entities[end].kind != "Place":
        return [end]
    return [*places(x, end)]


def places(x: Extractor, place: str) -> list[str]:
    """A place and those behind it that it lies in: "Lund, Scania, Sweden", "Lund (Sweden)"."""
    found = [place]
    for m, after in pairwise(x.names.mentions):
        joined = x.analysis.doc[m.end : after.start].text in (",", "(")
        if m.entity == found[-1] and joined and x.entities[after.entity].kind == "Place":
            found.append(after.entity)
    return found


def ends(spans: dict[str, list[Span]], end: str | Span) -> list[Span]:
    """The mentions of an entity; a span stands for itself."""
    return spans[end] if isinstance(end, str) else [end]


def relations(x: Extractor) -> Iterator[tuple[str, str | Span, str | Span]]:
    """(property, subject, object); entities by id, dates by their characters."""
    record, predicates = x.record(), table("knowledgenet")["predicates"]
    for s in filter(holds, record.statements):
        for prop in predicates.get(s.predicate, ()):
            if prop.startswith("-"):
                yield prop[1:], s.object, s.subject
            elif prop == "NATIONALITY":  # by the word for the people where there is one
                yield prop, s.subject, f"{s.object} demonym"
            else:
                yield prop, s.subject, s.object
    for m in filter(holds, record.memberships):
        yield from post(x, m)
    for e in filter(holds, record.events):
        yield from event(x, e)


def holds(fact: Fact) -> bool:
    """Whether the text says so, in whose voice ever."""
    return any(e.polarity == "positive" and e.certainty == "certain" and e.tense != "future" for e in fact.evidence)


def post(x: Extractor, m: Membership) -> Iterator[tuple[str, str, str]]:
    """Posts and memberships of people in bodies."""
    if (
        m.organization is None
        or x.entities[m.organization].kind != "Organization"
        or x.entities[m.member].kind != "Person"
    ):
        return
    label = x.entities[m.organization].label.lower()
    yield "EMPLOYEE_OR_MEMBER_OF", m.member, m.organization
    if any(word in label.split() for word in ("party", "democrats", "republicans", "labour", "conservatives")):
        yield "POLITICAL_AFFILIATION", m.member, m.organization
    if m.role and any(word in m.role.lower() for word in ("ceo", "chief executive", "managing director")):
        yield "CEO", m.organization, m.member


def event(x: Extractor, e: Event) -> Iterator[tuple[str, str, str | Span]]:
    """Births, deaths and foundings: their dates, places and founders."""
    props = table("knowledgenet")["events"].get(e.type)
    if props is None:
        return
    whose = [entity for role, entity in e.roles if role == props["of"]]
    for entity in whose:
        if "date" in props and e.when:
            yield from ((props["date"], entity, span) for span in dates(x, e.when, e.evidence[0]))
        for place in e.locations if "place" in props else ():
            yield props["place"], entity, place
        for role, agent in e.roles if "agent" in props else ():
            if role == "agent":
                yield props["agent"], entity, agent


def dates(x: Extractor, when: str, evidence: Evidence) -> Iterator[Span]:
    """The time expressions of the sentence that tell `when`."""
    for found in x.analysis.dates:
        for t in (found, *found.parts):
            span = x.annotated.span(t.start, t.end)
            if t.when and when in (t.when, *t.when.split("/")) and evidence.start <= span[0] < evidence.end:
                yield span
