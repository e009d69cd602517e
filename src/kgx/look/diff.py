"""What entered and left between two builds."""

from collections.abc import Callable, Iterable, Iterator

from kgx.look.table import Table, Value
from kgx.model import Document, Entity, Event, Fact, Graph, Membership, Statement
from kgx.rdf import evidence_id

_Row = tuple[Value, ...]


def diff(old: Graph, new: Graph) -> Table:
    """Documents, entities, events, posts and relations that entered, left or changed, in this order.

    A thing is the same where its id is. How often something is named is no change, but a new name is, and so is a new
    piece of evidence.
    """
    parts: tuple[tuple[str, Callable[[Graph], Iterable[Document | Entity | Fact]]], ...] = (
        ("document", lambda graph: (source.document for source in graph.sources)),
        ("entity", lambda graph: graph.entities),
        ("event", lambda graph: graph.events),
        ("post", lambda graph: graph.memberships),
        ("relation", lambda graph: graph.statements),
    )
    rows = [row for part, of in parts for row in _rows(part, of(old), of(new))]
    return Table(("change", "part", "what", "detail", "id"), tuple(rows))


def _rows(
    part: str, old: Iterable[Document | Entity | Fact], new: Iterable[Document | Entity | Fact]
) -> Iterator[_Row]:
    before, after = {item.id: item for item in old}, {item.id: item for item in new}
    for name in sorted(after.keys() - before.keys()):
        yield "entered", part, _label(after[name]), None, name
    for name in sorted(before.keys() - after.keys()):
        yield "left", part, _label(before[name]), None, name
    for name in sorted(before.keys() & after.keys()):
        was, now = _shown(before[name]), _shown(after[name])
        changes = [f"{key}: {_change(was[key], now[key])}" for key in was if was[key] != now[key]]
        if changes:
            yield "changed", part, _label(after[name]), "; ".join(changes), name


def _label(item: Document | Entity | Fact) -> str:
    return item.title or item.path if isinstance(item, Document) else item.label


def _shown(item: Document | Entity | Fact) -> dict[str, object]:
    """What of an item a change is told of."""
    match item:
        case Document():
            return {
                "title": item.title,
                "published": item.published,
                "publisher": item.publisher,
                "url": item.url,
                "bytes": item.sha256,
            }
        case Entity():
            classes = {item.kind, *item.types}
            return {"label": item.label, "classes": classes, "names": set(item.aliases)}
        case Event():
            own: dict[str, object] = {
                "class": item.type,
                "roles": {f"{role} {who}" for role, who in item.roles},
                "places": {*item.locations, *item.origins},
                "quantity": item.quantity,
            }
        case Membership():
            own = {"member": item.member, "role": item.role, "organisation": item.organization, "target": item.target}
        case Statement():
            own = {"subject": item.subject, "predicate": item.predicate, "object": item.object, "phrase": item.phrase}
        case _:
            own = {}
    told = {evidence_id(e) for e in item.evidence}
    return {"label": item.label, "when": item.when, "status": item.status, **own, "evidence": told}


def _change(was: object, now: object) -> str:
    """ "2017 → 2017-02", or what entered and left a set."""
    if isinstance(was, set) and isinstance(now, set):
        return ", ".join([*(f"+{x}" for x in sorted(now - was)), *(f"-{x}" for x in sorted(was - now))])
    short = (
        f"{value[:8]}…" if isinstance(value, str) and len(value) == 64 else value or "nothing" for value in (was, now)
    )
    return " → ".join(map(str, short))
