"""What only the discourse tells: fact-box labels, ellipsis, succession in a post, groups, places said before.

Each function takes the facts found so far and returns those to add, or the events with what was missing.
"""

from dataclasses import replace

from kgx.analysis import NAMED, Analysis
from kgx.frames import OBJECT, SUBJECT, Frame
from kgx.lexicon import table
from kgx.model import Event, Membership, Statement
from kgx.voice import Voice
from kgx.when import Times, edtf


def labels(x: Analysis) -> list[Event | Membership | Statement]:
    """Fact boxes: "Headquarters: Oslo", "Founded: 4 May 1998 in Lima", "Members: Chile, Peru"."""
    found: list[Event | Membership | Statement] = []
    topic = x.referents.topic
    if topic is None:
        return found
    kinds = {word: kind for kind, labels in table("labels")["labels"].items() for word in labels}
    for block in x.annotated.blocks:
        colon = next((i for i in range(block.start, min(block.start + 4, block.end)) if x.tokens[i].text == ":"), None)
        kind = kinds.get(x.doc[block.start : colon].text.lower()) if colon else None
        if kind is None or colon is None or colon + 1 >= block.end:
            continue
        named = [m.entity for m in x.names.mentions if colon < m.start < block.end and m.form != "demonym"]
        places = [e for e in named if x.entities[e].kind == "Place" and "Country" not in x.entities[e].types]
        times = [t for t in x.dates if colon < t.start < block.end and t.when]
        evidence = x.evidence(colon + 1, Voice(tense="present"), f"label.{kind}", 0.9, None)
        if kind == "seat" and places:
            found.append(Statement(subject=topic, predicate="schema:location", object=places[0], evidence=(evidence,)))
        elif kind == "founding" and x.entities[topic].kind == "Organization" and times:
            found.append(
                Event(
                    type="Founding",
                    aliases=("founded",),
                    roles=(("subjectMatter", topic),),
                    locations=tuple(places[:1]),
                    when=times[0].when,
                    evidence=(evidence,),
                )
            )
        elif kind == "members":
            for member in named:
                if "Country" not in x.entities[member].types:
                    continue
                if x.entities[topic].kind == "Event":
                    found.append(
                        Event(
                            type=next((t for t in x.entities[topic].types if t in NAMED), "Operation"),
                            entity=topic,
                            roles=(("participant", member),),
                            evidence=(evidence,),
                        )
                    )
                else:
                    found.append(Membership(member=member, organization=topic, evidence=(evidence,)))
    return found


def ellipses(x: Analysis, times: Times, events: list[Event]) -> list[Event]:
    """ "Italy followed two years later", "He did so on 16 August": the happening told before, of another actor or now done."""
    found: list[Event] = []
    for frame in x.frames:
        if frame.kind != "verb" or not _elliptic(x, frame):
            continue
        block = next(b for b in x.annotated.blocks if b.start <= frame.trigger < b.end)
        low, here = x.annotated.chars[block.start], x.annotated.chars[x.tokens[frame.trigger].sent.start]
        actors = [who for h in frame.heads(SUBJECT) for e in x.referents.of(h) if (who := x.fit(e, ("Actor",)))]
        before = [e for e in events if low <= e.evidence[0].start < here and e.roles]
        if not actors or not before:
            continue
        model = max(before, key=lambda e: e.evidence[0].start)
        when = edtf(times.of(frame), False, False, False)
        evidence = x.evidence(frame.trigger, x.voices.of(frame), "ellipsis." + frame.lemma, 0.7, when)
        if frame.lemma == "follow":
            old = next((who for role, who in model.roles if role == "agent"), None)
            if (
                old is None
                or x.entities[old].kind != x.entities[actors[0]].kind
                or when is None
                or not model.evidence[0].own_voice
            ):
                continue
            roles = tuple((role, who) for role, who in model.roles if who != old) + tuple(("agent", a) for a in actors)
        else:
            same = [e for e in before if {w for _, w in e.roles} & set(actors)]
            if not same:
                continue
            model = max(same, key=lambda e: e.evidence[0].start)
            roles = model.roles
        found.append(replace(model, roles=roles, when=when, quantity=None, unit=None, evidence=(evidence,)))
    return found


def _elliptic(x: Analysis, frame: Frame) -> bool:
    """Whether a verb stands for one told before: "followed" without an object, "did so"."""
    if frame.lemma == "follow":
        return not frame.passive and not frame.heads(OBJECT) and frame.relation in ("root", "conj")
    return frame.lemma == "do" and any(t.lower_ in ("so", "likewise") for t in x.tokens[frame.trigger].children)


def successions(memberships: list[Membership], statements: list[Statement]) -> list[Membership]:
    """Who succeeds somebody holds the same post: the one of the two that the text names tells the other's."""
    found: list[Membership] = []
    for s in [s for s in statements if s.predicate == "kgx:succeeds"]:
        e = s.evidence[0]
        if e.polarity == "negative" or e.certainty == "hedged":
            continue
        for one, other, tense in ((s.subject, s.object, "past"), (s.object, s.subject, "present")):
            if one == s.subject and e.tense == "future":
                continue  # what the successor is now, the other never was
            held = [
                m
                for m in (*memberships, *found)
                if m.member == one
                and m.role
                and m.organization
                and _passes_on(m.role)
                and m.evidence[0].rule.startswith("post.")
            ]
            has = [
                m
                for m in (*memberships, *found)
                if m.member == other and m.role and (m.organization or m.evidence[0].start == e.start)
            ]
            near = [m for m in held if -600 < m.evidence[0].start - e.start <= 0]  # what is told later may be another
            beside = {m.role for m in memberships if m.member == one and m.evidence[0].start == e.start}
            if near and not has and len(beside) < 2:  # "who was ambassador, to serve as adviser, replacing X"
                model = min(near, key=lambda m: abs(m.evidence[0].start - e.start))
                evidence = replace(e, rule="post.succession", tense=tense if tense == "past" else e.tense)  # type: ignore[arg-type]
                found.append(
                    Membership(
                        member=other,
                        role=model.role,
                        organization=model.organization,
                        target=model.target,
                        evidence=(evidence,),
                    )
                )
    return found


def _passes_on(role: str) -> bool:
    """Whether a post has successors; being a founder has none."""
    return role.lower().split()[-1] not in ("founder", "co-founder", "owner", "candidate")


def groups(x: Analysis) -> list[Statement]:
    """A delegation is part of whom it represents."""
    found: list[Statement] = []
    for group, (body, head) in sorted(x.referents.groups.items()):
        evidence = x.evidence(head, replace(x.voices.at(head), tense="present"), "group.delegation", 0.9, None)
        found.append(Statement(subject=group, predicate="kgx:partOf", object=body, evidence=(evidence,)))
    return found


def spread_places(x: Analysis, events: list[Event]) -> None:
    """A deployment without a place is where the operation is that its paragraph speaks of."""
    for n, event in enumerate(events):
        if event.type == "Withdrawal" and event.origins and not event.locations:
            events[n] = replace(event, locations=event.origins)
            continue
        if event.type not in ("Deployment", "Withdrawal") or event.locations:
            continue
        at = event.evidence[0].start
        block = x.document.text.rfind("\n\n", 0, at)
        actors = {who for _, who in event.roles}
        near = [
            e
            for e in events
            if e.type in ("Operation", "Deployment")
            and e.locations
            and block < e.evidence[0].start <= at
            and (event.type == "Deployment" or actors & {w for _, w in e.roles})
        ]
        if near:
            places = max(near, key=lambda e: e.evidence[0].start).locations
            events[n] = replace(event, locations=places, origins=places if event.type == "Withdrawal" else ())
