"""Why something is in the graph."""

import re
from collections.abc import Iterable

from kgx import gazetteer
from kgx.look.table import Table, Value
from kgx.look.view import Thing, View, by_time, class_of, local_id, names
from kgx.model import Entity, Event, Evidence, Fact, KgxError, Membership, Statement
from kgx.rdf import evidence_id
from kgx.resolve import fold

_COLUMNS = ("part", "what", "why", "confidence", "speaker", "voice", "document", "start", "end", "words")
_Row = tuple[Value, ...]
_END = re.compile(r"[.!?][”\"’')]*\s+|\n+")


def explain(view: View, name: str) -> Table:
    """Every piece of evidence for a thing, claim, document or piece of evidence, by name, label, id or IRI.

    `why` is the rule that found a fact, or what makes a name one of this entity. What a fact rests on is marked
    in its words: [[…]]. `start` and `end` count characters of the document's text. A document comes with the copies of
    its article, a copy with what the article says. Raises KgxError as `View.find` does.
    """
    local = local_id(name) or name
    claims = [f for f in (*view.graph.memberships, *view.graph.statements) if f.id == local or f.label == name]
    if claims:
        return _table(row for claim in claims for row in _fact(view, claim))
    if local in view.sources:
        article = view.sources[local].article
        said = {local, article}
        told = ((fact, [e for e in fact.evidence if e.document in said]) for fact in sorted(view.facts, key=by_time))
        return _table((*_copies(view, article), *(row for fact, found in told for row in _evidence(view, fact, found))))
    if re.fullmatch(r"e_[0-9a-f]{16}", local):
        pieces = ((fact, [e for e in fact.evidence if evidence_id(e) == local]) for fact in view.facts)
        rows = [row for fact, found in pieces for row in _evidence(view, fact, found)]
        if not rows:
            raise KgxError(f"{name}: no such evidence in the graph; see `kgx explain` with a name")
        return _table(rows)
    thing = view.find(name)
    rows = [] if isinstance(thing, Event) else list(_names(view, thing))
    facts = sorted(view.about.get(thing.id, ()), key=lambda fact: (fact is not thing, by_time(fact)))
    return _table((*rows, *(row for fact in facts for row in _fact(view, fact))))


def _table(rows: Iterable[_Row]) -> Table:
    return Table(_COLUMNS, tuple(rows))


def _copies(view: View, article: str) -> Iterable[_Row]:
    """Where else an article was published."""
    for source in view.graph.sources:
        if source.copy_of == article:
            day, document = source.document.published, source.document
            why = ", ".join(x for x in (document.publisher, day.isoformat() if day else None) if x) or None
            yield "copy", view.title(document.id), why, None, None, None, document.path, None, None, None


def _fact(view: View, fact: Fact) -> Iterable[_Row]:
    return _evidence(view, fact, fact.evidence)


def _evidence(view: View, fact: Fact, evidence: Iterable[Evidence]) -> Iterable[_Row]:
    spans = _spans(view, fact)
    for e in evidence:
        voice = [
            "own voice" if e.own_voice else "reported" if e.speaker or e.attribution else "text",
            *((e.polarity,) if e.polarity == "negative" else ()),
            *((e.certainty,) if e.certainty == "hedged" else ()),
            e.tense,
        ]
        yield (
            class_of(fact),
            fact.label,
            e.rule,
            e.confidence,
            view.speakers([e]),
            ", ".join(voice),
            view.sources[e.document].document.path if e.document in view.sources else e.document,
            e.start,
            e.end,
            mark(e.exact, spans),
        )


def _spans(view: View, fact: Fact) -> tuple[str, ...]:
    """The words that a fact rests on, as far as the graph tells: the trigger of an event, the ends of a claim."""
    match fact:
        case Event():
            return fact.aliases or (fact.label,)
        case Membership():
            ends = [fact.member, fact.organization or "", fact.target or ""]
            return (*_forms(view, ends), *([fact.role] if fact.role else []))
        case Statement():
            return (*_forms(view, [fact.subject, fact.object]), *([fact.phrase] if fact.phrase else []))
    return ()


def _forms(view: View, things: Iterable[str]) -> list[str]:
    return [form for name in things if name in view.things for form in _all(view.things[name])]


def _all(thing: Thing) -> tuple[str, ...]:
    return thing.label, *names(thing)


def mark(words: str, spans: Iterable[str]) -> str:
    """The words with every span in them, whole words and the longest first, between [[ and ]]."""
    found = "|".join(re.escape(span) for span in sorted(set(spans), key=lambda s: (-len(s), s)) if span.strip())
    return re.sub(rf"(?<!\w)(?:{found})(?!\w)", r"[[\g<0>]]", words) if found else words


# -- names


def _names(view: View, entity: Entity) -> Iterable[_Row]:
    """Each name of an entity, why it is one of its names, and the first place in the texts where it stands."""
    sources = sorted(view.named_in.get(entity.id, ()), key=lambda s: s.document.path)
    for form in dict.fromkeys(_all(entity)):
        place: tuple[Value, ...] = (None, None, None, None)
        for source in sources:
            text = view.text(source.document.id)
            at = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) if text else None
            if text and at:
                place = (source.document.path, at.start(), at.end(), mark(_sentence(text, *at.span()), [form]))
                break
        yield "name", form, _why(entity, form), None, None, None, *place


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a span, by full stops and ends of lines."""
    begin = max((m.end() for m in _END.finditer(text, 0, start)), default=0)
    stop = _END.search(text, end)
    return text[begin : stop.end() if stop else len(text)].strip()


def _why(entity: Entity, form: str) -> str:
    """What makes a form a name of an entity: the grounds on which names are joined."""
    if form == entity.label:
        return "the fullest form"
    label, short = fold(entity.label), fold(form)
    key = entity.key or gazetteer.organisation(entity.label)
    if label == short:
        return "the same but for case, accents, hyphens or an article"
    known = gazetteer.facts(key) if key else None
    if known and short in {fold(name) for name in (known.label, *known.names)}:
        return f"known to the gazetteer as a name of {key}"
    words = [word for word in re.findall(r"\w+", entity.label) if word[0].isupper()]
    if len(form) > 1 and form.replace(".", "") == "".join(word[0] for word in words):
        return "the initials of the full name"
    parts = short.split()
    if all(any(word == part or (len(part) == 1 and word[0] == part) for word in label.split()) for part in parts):
        return "a shorter form of the full name, and of no other"
    if set(label.split()) <= set(parts):
        return "the full name with a title or an addition"
    return "a text uses it of the same thing"
