"""Records -> Graph: the facts of all documents over resolved entities, told once each."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from kgx.duplicates import count_once
from kgx.edtf import compatible, join, narrower
from kgx.gazetteer import facts
from kgx.model import Entity, Event, Evidence, Fact, Graph, Membership, Overrides, Record, Source, Statement
from kgx.resolve import fold, local_name, resolve
from kgx.vocab import SYMMETRIC

# Classes of events that happen to their subject once, or hardly twice in a year.
_ONCE = {
    "Birth": "participant",
    "Death": "participant",
    "Founding": "subjectMatter",
    "Appointment": "appointee",
    "Departure": "participant",
    "Marriage": "participant",
    "Arrest": "target",
    "Accession": "agent",
}
_MONTHS = "January February March April May June July August September October November December".split()
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


def build_graph(
    records: Sequence[Record], overrides: Overrides | None = None, copies: Mapping[str, str] | None = None
) -> Graph:
    """The graph of all records; the order of the records does not matter.

    `copies` leads from the id of a document to that of the one whose article it repeats.
    """
    copies = copies or {}
    records = sorted(records, key=lambda r: r.document.id)
    counted = count_once(records, copies)
    ids, entities = resolve(counted, overrides)
    known = {e.id: e for e in entities}
    events: list[Event] = []
    memberships: list[Membership] = []
    statements: list[Statement] = []
    sources: list[Source] = []
    for record, once in zip(records, counted, strict=True):
        name, told = _Namer(record.document.id, ids), _told_of(record)
        events += [_event(e, name) for e in once.events]
        memberships += [_membership(m, name) for m in once.memberships]
        statements += [_statement(s, name) for s in once.statements]
        sources.append(
            Source(
                document=replace(record.document, text=""),
                text=f"texts/{record.document.id}.txt",
                copy_of=copies.get(record.document.id),
                authors=tuple(sorted({name(a) for a in record.authors})),
                mentions=tuple(sorted({name(e.id) for e in record.entities if e.mentions or e.id in told})),
            )
        )
    events = _name_events(_merge_events(events, known), known)
    used = {s for source in sources for s in (*source.mentions, *source.authors)}
    used |= {e for event in events for _, e in event.roles} | {
        p for event in events for p in (*event.locations, *event.origins)
    }
    used |= {x for m in memberships for x in (m.member, m.organization, m.target) if x}
    used |= {x for s in statements for x in (s.subject, s.object)}
    used |= {e.speaker for f in (*events, *memberships, *statements) for e in f.evidence if e.speaker}
    named = {e.entity for e in events if e.entity}
    kept = [e for e in entities if e.id in used and e.kind != "Event"]
    renamed = {e.entity: e.id for e in events if e.entity}
    loose = {e.id for e in entities if e.kind == "Event"} - named
    return Graph(
        sources=tuple(
            replace(s, mentions=tuple(sorted({renamed.get(m, m) for m in s.mentions} - loose))) for s in sources
        ),
        entities=tuple(kept),
        events=tuple(sorted(events, key=lambda e: e.id)),
        memberships=tuple(
            _merge_memberships([m for m in memberships if not {m.member, m.organization, m.target} & loose], known)
        ),
        statements=tuple(_merge_statements([s for s in statements if not {s.subject, s.object} & loose], known)),
    )


def _told_of(record: Record) -> set[str]:
    """Entities that the facts of a document speak of, also by another word: a country by its capital."""
    told = {who for e in record.events for who in (*(w for _, w in e.roles), *e.locations, *e.origins)}
    told |= {x for m in record.memberships for x in (m.member, m.organization, m.target) if x}
    return told | {x for s in record.statements for x in (s.subject, s.object)}


# -- from local to global ids


class _Namer:
    """Leads from the names in one document to those of the graph."""

    def __init__(self, document: str, ids: dict[tuple[str, str], str]) -> None:
        self._document, self._ids = document, ids

    def __call__(self, local: str) -> str:
        return self._ids[self._document, local]

    def evidence(self, found: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """Evidence from this document."""
        return tuple(replace(e, document=self._document, speaker=self(e.speaker) if e.speaker else None) for e in found)


def _event(e: Event, name: _Namer) -> Event:
    return replace(
        e,
        entity=name(e.entity) if e.entity else None,
        roles=tuple(dict.fromkeys((role, name(x)) for role, x in e.roles)),
        locations=tuple(dict.fromkeys(name(x) for x in e.locations)),
        origins=tuple(dict.fromkeys(name(x) for x in e.origins)),
        evidence=name.evidence(e.evidence),
    )


def _membership(m: Membership, name: _Namer) -> Membership:
    return replace(
        m,
        member=name(m.member),
        organization=name(m.organization) if m.organization else None,
        target=name(m.target) if m.target else None,
        evidence=name.evidence(m.evidence),
    )


def _statement(s: Statement, name: _Namer) -> Statement:
    subject, object_ = name(s.subject), name(s.object)
    if s.predicate in SYMMETRIC and object_ < subject:
        subject, object_ = object_, subject
    return replace(s, subject=subject, object=object_, evidence=name.evidence(s.evidence))


# -- events told twice


def _merge_events(events: list[Event], known: dict[str, Entity]) -> list[Event]:
    named: dict[str, list[Event]] = defaultdict(list)
    loose: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.entity:
            named[event.entity].append(event)
        else:
            loose[event.type].append(event)
    merged = [_named_event(found) for _, found in sorted(named.items())]
    for kind in sorted(loose):
        clusters: list[_Account] = []
        near: dict[str, set[int]] = defaultdict(set)  # clusters by what the events in them have to do with
        for event in sorted(loose[kind], key=_telling, reverse=True):
            account = _Account(event)
            tried = sorted(set().union(*(near[thing] for thing in account.ties)))
            n = next((n for n in tried if _same(account, clusters[n], known)), len(clusters))
            if n == len(clusters):
                clusters.append(account)
            else:
                clusters[n] = _Account(_one(clusters[n].event, event))
            for thing in account.ties:
                near[thing].add(n)
        merged += [account.event for account in clusters]
    return merged


def _telling(event: Event) -> tuple[int, int, int, str, int]:
    """The fullest account first, then by place in the texts."""
    first = event.evidence[0]
    return (len({x for _, x in event.roles}), len(event.when or ""), len(event.locations), first.document, -first.start)


class _Account:
    """What tells an event from others, worked out once: each is compared with many."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.document = event.evidence[0].document
        # things of which two accounts of one happening share at least one
        self.ties = {self.document, *(thing for _, thing in event.roles)}
        self.affirmed = any(e.polarity == "positive" for e in event.evidence)
        self.to_come = all(e.tense == "future" or e.certainty == "hedged" for e in event.evidence)
        self.actors = {thing for role, thing in event.roles if role != "subjectMatter"}
        self.places = set(event.locations)
        self._roles: dict[str, set[str]] = defaultdict(set)
        for role, thing in event.roles:
            self._roles[role].add(thing)

    def role(self, role: str) -> Set[str]:
        """Who and what has this role."""
        return self._roles.get(role, frozenset())


def _same(one: _Account, other: _Account, known: dict[str, Entity]) -> bool:
    """Same class, compatible time, place and participants."""
    a, b = one.event, other.event
    if a.mode != b.mode or (a.quantity and b.quantity and a.quantity != b.quantity) or not compatible(a.when, b.when):
        return False
    if one.affirmed != other.affirmed or (one.to_come != other.to_come and not (a.when and a.when == b.when)):
        return False
    if a.quantity and b.quantity and (a.when is None) != (b.when is None):
        return False
    if not _places_agree(a, b, known):
        return False
    what_a, what_b = one.role("subjectMatter"), other.role("subjectMatter")
    if what_a and what_b and not what_a & what_b:
        return False
    for role in ("target", "beneficiary", "appointee"):
        role_a, role_b = one.role(role), other.role(role)
        if role_a and role_b and not role_a & role_b:
            return False
    if a.type in _ONCE:
        core_a, core_b = one.role(_ONCE[a.type]), other.role(_ONCE[a.type])
        if core_a and core_b:
            return (
                bool(core_a & core_b)
                and (a.type != "Accession" or bool(what_a & what_b))
                and (a.type not in ("Appointment", "Departure") or _same_body(one, other))
            )
    who_a, who_b = one.actors, other.actors
    shared = who_a & who_b
    near = one.document == other.document
    here = bool(one.places & other.places)
    if not who_a or not who_b:  # no actor named: the thing and the place must tell it
        if near and a.type in ("Election", "Ruling", "Conference"):
            return True
        return bool(what_a & what_b) or (near and here and a.when == b.when)
    if not (who_a <= who_b or who_b <= who_a):
        return False
    if near and shared and a.type in ("Ruling", "Election", "Award", "Sanction") and not (a.when and b.when):
        return True
    if a.when and b.when:
        return bool(shared) and (a.when == b.when or len(shared) > 1 or here)
    return near and (
        len(shared) > 1
        or (bool(shared) and (here or bool(what_a & what_b)))
        or (a.type in ("Election", "Ruling", "Award", "Sanction", "Declaration") and who_a == who_b)
    )


def _same_body(one: _Account, other: _Account) -> bool:
    """Whether two appointments may be to one post; one with a date and one without are not where nothing says so."""
    a, b = one.role("participant"), other.role("participant")
    if a and b:
        return bool(a & b) or one.event.when == other.event.when
    beside = one.event.evidence[0].start == other.event.evidence[0].start and one.document == other.document
    return beside or (one.event.when is None) == (other.event.when is None)


def _places_agree(a: Event, b: Event, known: dict[str, Entity]) -> bool:
    if not a.locations or not b.locations:
        return True
    return any(x == y or _inside(x, y, known) or _inside(y, x, known) for x in a.locations for y in b.locations)


def _inside(place: str, whole: str, known: dict[str, Entity]) -> bool:
    inner, outer = known[place].key, known[whole].key
    while inner and outer:
        inner = facts(inner).contained_in
        if inner == outer:
            return True
    return False


def _one(a: Event, b: Event) -> Event:
    """Two accounts of one happening."""
    locations = a.locations or b.locations
    return replace(
        a,
        when=narrower(a.when, b.when) if a.when and b.when else a.when or b.when,
        roles=_tidy((*a.roles, *b.roles)),
        locations=locations,
        origins=tuple(dict.fromkeys((*a.origins, *b.origins))),
        quantity=a.quantity if a.quantity is not None else b.quantity,
        unit=a.unit or b.unit,
        aliases=tuple(dict.fromkeys((*a.aliases, *b.aliases))),
        evidence=_gather((*a.evidence, *b.evidence)),
    )


def _tidy(roles: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Each actor in one role: the first narrow one it has."""
    best: dict[str, str] = {}
    for role, who in roles:
        if who not in best or (best[who] == "participant" and role != "subjectMatter"):
            best[who] = role
    return tuple(sorted({(role, who) for who, role in best.items()}, key=lambda x: (x[0], x[1])))


def _gather(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Evidence sorted by place in the texts, one piece a sentence, rule and voice."""
    found = {
        (e.document, e.start, e.end, e.speaker, e.attribution, e.polarity, e.certainty, e.tense): e
        for e in sorted(evidence, key=lambda e: e.rule, reverse=True)
    }
    return tuple(
        sorted(
            found.values(),
            key=lambda e: (e.document, e.start, e.end, e.rule, e.speaker or "", e.polarity, e.certainty, e.tense),
        )
    )


def _named_event(found: list[Event]) -> Event:
    """All that is told of an event with a name."""
    found = sorted(found, key=lambda e: (e.evidence[0].document, e.evidence[0].start, e.type))
    firm = [e for e in found if e.evidence[0].polarity == "positive"] or found
    start = next((e.when for e in firm if e.when and e.when.endswith("/")), None)
    end = next((e.when for e in firm if e.when and e.when.startswith("/")), None)
    whole = next((e.when for e in firm if e.when and not e.when.startswith("/") and not e.when.endswith("/")), None)
    when = join(start, end) if start and end else None
    if when is None and whole and "/" not in whole and end and compatible(whole, None):
        when = join(f"{whole}/", end)
    when = when or whole or start or end
    kinds = Counter(e.type for e in found)
    spots = [e.locations for e in found if e.locations]
    first = found[0]
    return replace(
        first,
        type=max(sorted(kinds), key=lambda k: kinds[k]),
        when=when,
        roles=_tidy(r for e in firm for r in e.roles),
        locations=spots[0] if spots else (),
        origins=tuple(dict.fromkeys(o for e in found for o in e.origins)),
        aliases=(),
        evidence=_gather(x for e in found for x in e.evidence),
    )


# -- labels and names of events

_TITLES = {
    "Meeting": "Meeting of {who}",
    "Visit": "Visit of {who}",
    "Conference": "Conference of {who}",
    "Agreement": "Agreement of {who}",
    "Accession": "Accession of {who}",
    "Withdrawal": "Withdrawal of {who}",
    "Operation": "Operation of {who}",
    "Deployment": "Deployment of {who}",
    "Exercise": "Exercise of {who}",
    "Launch": "Launch by {who}",
    "Founding": "Founding by {who}",
    "Appointment": "Appointment of {who}",
    "Departure": "Departure of {who}",
    "Election": "Election of {who}",
    "Award": "Award to {who}",
    "Sanction": "Sanction by {who}",
    "Ruling": "Ruling by {who}",
    "Authorization": "Authorization by {who}",
    "Attack": "Attack on {who}",
    "Aid": "Aid from {who}",
    "Protest": "Protest of {who}",
    "Arrest": "Arrest of {who}",
    "Birth": "Birth of {who}",
    "Death": "Death of {who}",
    "Marriage": "Marriage of {who}",
    "Declaration": "Declaration of {who}",
}


def _name_events(events: list[Event], known: dict[str, Entity]) -> list[Event]:
    """Labels and readable local names, unique."""
    taken: set[str] = set(known)
    done: list[Event] = []
    for event in sorted(
        events,
        key=lambda e: (
            e.entity or "",
            e.type,
            e.when or "",
            sorted(e.roles),
            e.evidence[0].document,
            e.evidence[0].start,
        ),
    ):
        if event.entity:
            entity = known[event.entity]
            done.append(replace(event, id=event.entity, label=entity.label, aliases=entity.aliases))
            continue
        who = _who(event)
        short = [local_name(_short(known[w])) for w in who[:3]]
        date = (event.when or "").replace("/..", "").replace("/", "_").replace("~", "").strip("_.")
        place = [local_name(known[p].label) for p in event.locations[:1]]
        base = "_".join(x for x in (event.type, date, *short, *place) if x)
        name, n = base, 2
        while name in taken:
            name, n = f"{base}_{n}", n + 1
        taken.add(name)
        done.append(replace(event, id=name, label=_label(event, who, known), aliases=tuple(sorted(set(event.aliases)))))
    return done


def _who(event: Event) -> list[str]:
    """Actors in the order of their roles, what it was about last."""
    order: tuple[str, ...] = (
        "appointee",
        "agent",
        "signatory",
        "host",
        "organizer",
        "counterpart",
        "beneficiary",
        "target",
        "participant",
        "subjectMatter",
    )
    if event.type in ("Founding", "Launch", "Attack", "Arrest", "Award"):
        order = ("subjectMatter", "target", "beneficiary", *order)
    roles = sorted(event.roles)
    return list(dict.fromkeys(x for role in order for r, x in roles if r == role))


def _short(entity: Entity) -> str:
    return entity.label.split()[-1] if entity.kind == "Person" else entity.label


_DONE_TO = {"Appointment": "appointee", "Departure": "participant", "Arrest": "target", "Attack": "target"}
"""Classes of events that are done to somebody, and the role of whom they are done to: others do them, or are by."""


def _label(event: Event, who: list[str], known: dict[str, Entity]) -> str:
    about = [known[x].label for r, x in sorted(event.roles) if r == "subjectMatter"]
    targets = [known[x].label for r, x in sorted(event.roles) if r == "target"]
    actors = [known[w].label for w in who if known[w].label not in about]
    title = _TITLES.get(event.type, event.type + " of {who}")
    if event.type in ("Founding", "Launch") and about:
        text = f"{event.type} of {_list(about)}" + (f" by {_list(actors)}" if actors else "")
    elif event.type in ("Sanction", "Declaration", "Ruling") and targets:
        first = [a for a in actors if a not in targets]
        text = (title.format(who=_list(first)) if first else event.type) + f" on {_list(targets)}"
    elif event.type == "Declaration" and actors:
        text = title.format(who=_list(actors))
    elif event.type in _DONE_TO and actors:
        ends = [known[x].label for r, x in sorted(event.roles) if r == _DONE_TO[event.type]]
        agents = [known[x].label for r, x in sorted(event.roles) if r == "agent"]
        others = [a for a in actors if a not in (*ends, *agents)]
        text = title.format(who=_list(ends)) if ends else event.type
        text += f" by {_list(agents)}" if agents else ""
        text += f" ({_list(others)})" if others else ""
    elif actors:
        text = title.format(who=_list(actors)) + (
            f" on {_list(about)}"
            if about and event.type in ("Agreement", "Authorization")
            else f" to {_list(about)}"
            if about and event.type == "Accession"
            else f": {_list(about)}"
            if about
            else ""
        )
    elif about:
        text = f"{event.type}: {_list(about)}"
    else:
        text = event.type if not event.aliases else f"{event.type} ({event.aliases[0]})"
    if event.mode:
        text = text.replace("Declaration", f"Declaration ({event.mode})", 1)
    if event.locations:
        text += f" in {_list([known[p].label for p in event.locations])}"
    return text + (f", {spoken(event.when)}" if event.when else "")


def _list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1] if names else ""


def spoken(when: str) -> str:
    """An EDTF value as one says it: "6 November 2025", "since January 2018", "2015 to 2021"."""
    if "/" in when:
        start, _, end = when.partition("/")
        if end == "..":
            return f"since {spoken(start)}"
        if not end:
            return f"from {spoken(start)}"
        return f"until {spoken(end)}" if not start else f"{spoken(start)} to {spoken(end)}"
    about = "about " if when.endswith("~") else ""
    parts = when.rstrip("~?%").split("-")
    if parts[0].endswith("X"):
        return about + "the " + parts[0].replace("X", "0") + "s"
    if len(parts) == 3:
        return f"{about}{int(parts[2])} {_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == 2 and parts[1].isdigit():
        month = int(parts[1])
        return about + (
            f"{_SEASONS[month]} {parts[0]}"
            if month in _SEASONS
            else f"{_MONTHS[month - 1]} {parts[0]}"
            if 1 <= month <= 12
            else when
        )
    return about + parts[0]


# -- claims


def _claim_id(*identity: str | None) -> str:
    return "c_" + hashlib.sha256("\x1f".join(x or "" for x in identity).encode()).hexdigest()[:12]


def _merge_memberships(found: list[Membership], known: dict[str, Entity]) -> list[Membership]:
    groups: dict[tuple[str, str, str, str], list[Membership]] = defaultdict(list)
    sent: dict[tuple[str, str, str], set[str]] = defaultdict(set)  # where an envoy was accredited in turn
    for m in found:
        if m.target:
            sent[_post(m)].add(m.target)
    for m in found:
        member, role, organization = _post(m)
        if m.target and len(sent[_post(m)]) > 1:
            role += f" to {m.target}"
        groups[member, role, organization, m.when or ""].append(m)
    groups = _complete(groups)
    merged = []
    for (member, role, organization, when), same in sorted(groups.items()):
        labels = Counter(m.role for m in same if m.role)
        title = max(sorted(labels), key=lambda r: labels[r]) if labels else None
        label = ", ".join(
            x
            for x in (
                known[member].label,
                title or ("member" if organization else None),
                known[organization].label if organization else None,
                spoken(when) if when else None,
            )
            if x
        )
        merged.append(
            replace(
                same[0],
                id=_claim_id("post", member, role, organization, when),
                label=label,
                role=title,
                target=next((m.target for m in same if m.target), None),
                when=when or None,
                evidence=_gather(e for m in same for e in m.evidence),
            )
        )
    return sorted(merged, key=lambda m: m.id)


def _post(m: Membership) -> tuple[str, str, str]:
    """Who holds what where."""
    return m.member, fold(m.role or ""), m.organization or ""


def _complete(
    groups: dict[tuple[str, str, str, str], list[Membership]],
) -> dict[tuple[str, str, str, str], list[Membership]]:
    """A "from" and an "until" of one post complete each other."""
    posts: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for member, role, organization, when in groups:
        posts[member, role, organization].append(when)
    done: dict[tuple[str, str, str, str], list[Membership]] = {}
    for post, whens in posts.items():
        starts = [w for w in whens if w.endswith("/") or w.endswith("/..")]
        ends = [w for w in whens if w.startswith("/")]
        whole = join(starts[0], ends[0]) if len(starts) == len(ends) == 1 else None
        for when in whens:
            key = (*post, whole if whole and when in (starts[0], ends[0]) else when)
            done.setdefault(key, []).extend(groups[(*post, when)])
    return done


def _merge_statements(found: list[Statement], known: dict[str, Entity]) -> list[Statement]:
    groups: dict[tuple[str, str, str, str, str], list[Statement]] = defaultdict(list)
    for s in found:
        if s.subject != s.object:
            groups[s.subject, s.predicate, s.object, s.when or "", s.phrase or ""].append(s)
    merged = []
    for (subject, predicate, object_, when, phrase), same in sorted(groups.items()):
        verb = phrase or _words(predicate)
        label = f"{known[subject].label} {verb} {known[object_].label}" + (f", {spoken(when)}" if when else "")
        merged.append(
            replace(
                same[0],
                id=_claim_id("claim", subject, predicate, object_, when, phrase),
                label=label,
                evidence=_gather(e for s in same for e in s.evidence),
            )
        )
    return sorted(merged, key=lambda s: s.id)


def _words(predicate: str) -> str:
    """ "kgx:cooperatesWith" -> "cooperates with"."""
    name = predicate.partition(":")[2]
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name)


def facts_of(graph: Graph) -> tuple[Fact, ...]:
    """Every fact of a graph."""
    return (*graph.events, *graph.memberships, *graph.statements)
