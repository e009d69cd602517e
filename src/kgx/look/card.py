"""All that the graph holds of one thing, on a card."""

from kgx.graph import spoken
from kgx.look.table import Table, Value
from kgx.look.view import Thing, View, by_time, class_of, names
from kgx.model import Entity, Event, Fact, Membership

_COLUMNS = ("part", "when", "what", "status", "by", "documents", "id")
_Row = tuple[Value, ...]


def card(view: View, thing: Thing) -> Table:
    """The card of a thing: its names, posts, events in order, relations, claims, documents and their copies.

    A claim is a post or relation that no text asserts; the names of those who make it stand beside it. What the thing
    itself is quoted for comes under "says".
    """
    named = view.named_in.get(thing.id, [])
    rows: list[_Row] = [("name", None, thing.label, None, None, len({s.article for s in named}), thing.id)]
    rows.append(_plain("class", class_of(thing)))
    if isinstance(thing, Entity) and thing.kind != class_of(thing):
        rows.append(_plain("class", thing.kind))
    rows += [_plain("alias", name) for name in sorted(names(thing))]
    rows += _event(view, thing) if isinstance(thing, Event) else []
    facts = [fact for fact in sorted(view.about.get(thing.id, ()), key=by_time) if fact is not thing]
    posts = [f for f in facts if isinstance(f, Membership) and f.asserted]
    events = [f for f in facts if isinstance(f, Event)]
    others = [f for f in facts if not isinstance(f, Event | Membership) and f.asserted]
    claims = [f for f in facts if not isinstance(f, Event) and not f.asserted]
    said = [f for f in view.facts if any(e.speaker == thing.id for e in f.evidence)]
    for part, found in (("post", posts), ("event", events), ("relation", others), ("claim", claims), ("says", said)):
        rows += [_fact(view, part, fact) for fact in found]
    written = [s for s in view.graph.sources if thing.id in s.authors]
    first, again = [s for s in named if not s.copy_of], [s for s in named if s.copy_of]
    for part, sources in (("document", first), ("copy", again), ("author of", written)):
        for source in sorted(sources, key=lambda s: (str(s.document.published or "~"), s.document.id)):
            day = source.document.published
            title = view.title(source.document.id)
            rows.append((part, day.isoformat() if day else None, title, None, None, None, source.document.id))
    return Table(_COLUMNS, tuple(rows))


def _plain(part: str, what: Value) -> _Row:
    return part, None, what, None, None, None, None


def _fact(view: View, part: str, fact: Fact) -> _Row:
    by = None if fact.asserted else view.speakers(fact.evidence)
    return part, fact.when, fact.label, fact.status, by, view.documents(fact), fact.id


def _event(view: View, event: Event) -> list[_Row]:
    """What only an event has."""
    by = None if event.asserted else view.speakers(event.evidence)
    rows: list[_Row] = [
        (
            "time",
            event.when,
            spoken(event.when) if event.when else "not dated",
            event.status,
            by,
            view.documents(event),
            None,
        )
    ]
    told = [*event.roles, *(("location", p) for p in event.locations), *(("origin", p) for p in event.origins)]
    rows += [(role, None, view.label(who), None, None, None, who) for role, who in told]
    if event.quantity is not None:
        rows.append(_plain("quantity", f"{event.quantity:,} {event.unit or ''}".strip()))
    if event.mode:
        rows.append(_plain("mode", event.mode))
    return rows
