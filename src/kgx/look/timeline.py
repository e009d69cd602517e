"""Dated facts in order."""

from collections.abc import Collection

from kgx import edtf
from kgx.look.table import Table
from kgx.look.view import Thing, View, by_time, class_of
from kgx.model import Event, Fact, KgxError


def timeline(
    view: View,
    things: Collection[Thing] = (),
    *,
    first: str | None = None,
    last: str | None = None,
    place: Thing | None = None,
    classes: Collection[str] = (),
) -> Table:
    """Events, posts and relations that have a date, in order of time.

    `things` keeps what speaks of any of them; `first` and `last`, dates in EDTF, what happened in part between them;
    `place` the events in it or in a place within it; `classes` those classes (of events, "Post", "Membership",
    "Relation"). What no text asserts has its status, and those who say it, beside it. Raises KgxError for a date that
    is none and for a class that the graph does not have.
    """
    after, before = edtf.limits(first, last)
    facts = [fact for fact in view.facts if fact.when]
    if things:
        wanted = {id(fact) for thing in things for fact in view.about.get(thing.id, ())}
        facts = [fact for fact in facts if id(fact) in wanted]
    if classes:
        known = {class_of(fact).casefold(): class_of(fact) for fact in view.facts}
        if bad := next((name for name in classes if name.casefold() not in known), None):
            raise KgxError(f"{bad}: no such class in this graph; there are {', '.join(sorted(known.values()))}")
        kept = {known[name.casefold()] for name in classes}
        facts = [fact for fact in facts if class_of(fact) in kept]
    if place:
        facts = [f for f in facts if isinstance(f, Event) and any(place.id in view.containers(p) for p in f.locations)]
    facts = sorted((fact for fact in facts if _overlaps(fact, after, before)), key=by_time)
    return Table(
        ("when", "class", "what", "status", "by", "documents", "id"),
        tuple(
            (
                fact.when,
                class_of(fact),
                fact.label,
                fact.status,
                None if fact.asserted else view.speakers(fact.evidence),
                view.documents(fact),
                fact.id,
            )
            for fact in facts
        ),
    )


def _overlaps(fact: Fact, after: str | None, before: str | None) -> bool:
    """Whether a fact shares a day with a span; an unknown or open bound reaches as far as need be."""
    start, end = edtf.bounds(fact.when or "/")
    return (after is None or end is None or end >= after) and (before is None or start is None or start <= before)
