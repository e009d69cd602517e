"""Frames + rules -> claims and events with evidence: what one document says."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from kgx import rules
from kgx.annotate import Annotated, annotate
from kgx.coreference import Referents
from kgx.dates import TimeExpression, find_dates
from kgx.edtf import bounds, join
from kgx.frames import OBJECT, SUBJECT, Frame, Frames
from kgx.gazetteer import country_of_capital, facts, organisation
from kgx.lexicon import table, words
from kgx.model import ROLES, Document, Entity, Event, Evidence, Membership, Record, Statement
from kgx.names import Names, find_names
from kgx.posts import Post, Posts
from kgx.rules import Role, Rule
from kgx.voice import Voice, Voices

_PLACE_SLOTS = ("in", "at", "on", "near", "off", "outside", "inside", "around", "across", "through", "along")
_NUMBERS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "dozen": 12,
}
_NAMED = {"Operation": "operation", "Exercise": "exercise", "Conference": "summit"}
_ROLES = frozenset((*ROLES, "participant", "subjectMatter"))  # other roles of a rule only restrict it
_JUDGES = frozenset(
    "condemn welcome denounce deplore criticise criticize praise mark commemorate note hail mourn regret remember".split()
)
_PLAIN = frozenset("be have do become remain seem appear say".split())
_APPOINTED = frozenset("become appoint name elect nominate promote designate install reappoint".split())


def extract(document: Document) -> Record:
    """Everything that one document says: a pure function of the document."""
    return Extractor(annotate(document)).record()


class Extractor:
    """The stages of one document, each made once."""

    def __init__(self, annotated: Annotated) -> None:
        """Run names, dates, frames, voice, coreference and posts over a parsed document."""
        self.annotated, self.doc, self.document = annotated, annotated.doc, annotated.document
        self.names: Names = find_names(annotated)
        self.entities: dict[str, Entity] = self.names.entities
        self.dates = find_dates(annotated)
        named: dict[int, str] = {}
        self.event_at: dict[int, str] = {}
        for mention in self.names.mentions:
            entity = self.entities[mention.entity]
            if entity.kind == "Event":
                root = self.doc[mention.start : mention.end].root.i
                named[root] = next((_NAMED[t] for t in entity.types if t in _NAMED), "operation")
                self.event_at[root] = mention.entity
        self.frames = Frames(self.doc, rules.event_nouns(), named)
        self.voices = Voices(annotated, self.frames)
        self.referents = Referents(annotated, self.frames, self.names, self.voices)
        self.home = self._home()
        self.posts = Posts(self.referents, self.home)
        self._subjectless()
        self._fronted_invitations()
        self.times = self._attach_times()
        self.framing = self._framing_dates()
        self.events: list[Event] = []
        self.memberships: list[Membership] = []
        self.statements: list[Statement] = []

    def record(self) -> Record:
        """All facts of the document."""
        title = (
            self.annotated.blocks[0].end if self.annotated.blocks and self.annotated.blocks[0].kind == "title" else 0
        )
        verbs, nouns = rules.by_lemma()
        for frame in self.frames:
            if frame.trigger < title:
                continue
            for rule in (verbs if frame.kind == "verb" else nouns).get(frame.lemma, ()):
                self._apply(rule, frame)
        for post in self.posts.found:
            if post.head >= title:
                self._post(post)
        for frame in self.frames:
            if frame.trigger >= title and frame.kind == "verb":
                self._related(frame)
        self._descriptions()
        self._labels()
        self._ellipsis()
        self._succession()
        self._groups()
        self._spread_places()
        authors = self._authors()
        return Record(
            document=self.document,
            authors=authors,
            entities=tuple(self.entities.values()),
            events=tuple(self.events),
            memberships=tuple(self.memberships),
            statements=tuple(self.statements),
        )

    # -- the document

    def _subjectless(self) -> None:
        """Items of a profile: "Born in Oslo in 1971", "Headed the mission": the person that the text is about."""
        people = [(n, e) for e, n in self.referents.counts.items() if self.entities[e].kind == "Person"]
        if not people:
            return
        main = max(people, key=lambda x: (x[0], x[1]))[1]
        mention = next(m for m in self.names.mentions if m.entity == main)
        head = self.doc[mention.start : mention.end].root.i
        for block in self.annotated.blocks:
            first = next((i for i in range(block.start, block.end) if self.doc[i].is_alpha), None)
            frame = self.frames.at.get(first) if first is not None else None
            if (
                block.kind == "heading"
                and frame is not None
                and frame.kind == "verb"
                and self.doc[frame.trigger].tag_ in ("VBN", "VBD")
            ):
                passive = frame.lemma in ("bear", "appoint", "elect", "educate", "award") and not frame.heads(OBJECT)
                if not frame.heads(SUBJECT):
                    frame.passive = passive
                    frame.add(OBJECT if passive else SUBJECT, [head])

    def _fronted_invitations(self) -> None:
        """ "At the invitation of the minister of X, A, the minister of Y, B, paid …": B acts, whatever the parse says."""
        posts = sorted((p for p in self.posts.found if p.frame is None), key=lambda p: p.head)
        for first, second in pairwise(posts):
            if first.person == second.person or self.doc[first.head].sent != self.doc[second.head].sent:
                continue
            names = [m for m in self.names.mentions if m.entity == first.person and first.head < m.start < second.head]
            if not names or self.doc[self.doc[first.head].sent.start].lower_ not in ("at", "on", "upon"):
                continue
            head = self.doc[names[-1].start : names[-1].end].root.i
            for frame in self.frames:
                if frame.trigger > second.head and head in frame.heads(SUBJECT):
                    frame.args = [
                        replace(a, head=second.head) if a.slot == SUBJECT and a.head == head else a for a in frame.args
                    ]

    def _home(self) -> str | None:
        """The country that the text is about: of its dateline if the text goes on to name it, else the one it names most."""
        counts = [(n, e) for e, n in self.referents.counts.items() if "Country" in self.entities[e].types]
        counts.sort(key=lambda x: (-x[0], x[1]))
        for block in self.annotated.blocks[:3]:
            if block.kind == "dateline":
                for m in self.names.mentions:
                    country = self._country_of(m.entity) if block.start <= m.start < block.end else None
                    if country and (self.referents.counts[country] or not counts):
                        return country
        return counts[0][1] if counts and (len(counts) == 1 or counts[0][0] > counts[1][0]) else None

    def _country_of(self, entity: str) -> str | None:
        e = self.entities[entity]
        if "Country" in e.types:
            return entity
        if not e.key:
            return None
        key = facts(e.key).contained_in
        return self._keyed(key) if key and key.startswith("country:") else None

    def _keyed(self, key: str) -> str:
        """The entity with a gazetteer key, made where the text does not name it."""
        found = self.referents.by_key(key)
        if found is None:
            known = facts(key)
            found = f"g{len(self.entities)}"
            self.entities[found] = Entity(id=found, kind=known.kind, types=known.types, label=known.label, key=key)
        return found

    def _authors(self) -> tuple[str, ...]:
        found = []
        for name in self.document.authors:
            same = next(
                (i for i, e in self.entities.items() if e.kind == "Person" and name in (e.label, *e.aliases)), None
            )
            if same is None:
                same = f"a{len(self.entities)}"
                self.entities[same] = Entity(id=same, kind="Person", label=name)
            found.append(same)
        return tuple(found)

    # -- time

    def _attach_times(self) -> dict[int, list[TimeExpression]]:
        """The dates that belong to each frame, by their attachment in the sentence."""
        found: dict[int, list[TimeExpression]] = defaultdict(list)
        for time in self.dates:
            if time.when is None:
                continue
            start, end = time.outer
            root = self.doc[start:end].root.i
            frame = self.frames.governor(root)
            if frame is not None:
                found[self._presupposed(frame, start).trigger].append(time)
        return found

    def _presupposed(self, frame: Frame, at: int) -> Frame:
        """ "condemned the attack on X on 2 October": a date behind what is judged is the date of that."""
        if frame.kind == "verb" and frame.lemma in _JUDGES:
            for head in frame.heads(OBJECT):
                noun = self.frames.at.get(head)
                if noun is not None and noun.kind == "noun" and frame.trigger < head < at:
                    return noun
        return frame

    def _framing_dates(self) -> dict[int, TimeExpression]:
        """Dates that open a block and frame what follows in it: "12 May 2019 – …", "TUESDAY. …", headings."""
        found: dict[int, TimeExpression] = {}
        heading: TimeExpression | None = None
        for block in self.annotated.blocks:
            opening = [t for t in self.dates if block.start <= t.start < block.end and t.when]
            lead = next(
                (
                    t
                    for t in opening
                    if t.outer[0] - block.start <= 1 and t.relation == "at" and self._closes(t, block.end)
                ),
                None,
            )
            if block.kind == "heading" and not any(
                i in self.frames.at and self.frames.at[i].kind == "verb" for i in range(block.start, block.end)
            ):
                heading = next((t for t in opening if t.relation == "at" and _is_day(t.when)), None)
                published = self.document.published
                if heading is not None and published is not None and heading.when == published.isoformat():
                    heading = None  # a dateline, not the heading of a section
                continue
            if lead is None and heading is None:
                continue
            for i in range(block.start, block.end):
                found[i] = lead or heading  # type: ignore[assignment]
        return found

    def _closes(self, time: TimeExpression, end: int) -> bool:
        """Whether a date stands by itself: followed by a dash, colon or full stop."""
        i = time.outer[1]
        return i < end and self.doc[i].text in ("–", "—", "-", ":", ".", "--", ")")

    def times_of(self, frame: Frame) -> list[TimeExpression]:
        """Dates of a frame, of the verb that carries it, of the noun it carries, else of what frames it."""
        chain = [frame.trigger]
        if frame.support is not None:
            chain.append(frame.support)
        if frame.carries is not None:
            chain.append(frame.carries)
        found = [t for i in dict.fromkeys(chain) for t in self.times.get(i, ())]
        if found:
            return found
        seen = {frame.trigger}
        at = self.frames.at.get(frame.support) if frame.support is not None else frame
        while at is not None and at.parent is not None and at.parent not in seen:
            seen.add(at.parent)
            parent = self.frames.at[at.parent]
            if at.relation == "conj":
                opening = [t for t in self.times.get(parent.trigger, ()) if t.start < parent.trigger]
                if opening:
                    return opening
            elif at.mark == "when" and at.relation in ("relative", "adverbial") and self.times.get(parent.trigger):
                return list(self.times[parent.trigger])
            elif at.relation in ("open", "gerund") or (
                at.relation == "adverbial" and at.mark is None and self.doc[at.trigger].tag_ in ("VB", "VBG")
            ):
                if parent.lemma.split()[0] in words("voice", "say") and at.relation != "adverbial":
                    break
                outer = self.times.get(parent.trigger, [])
                if outer:
                    return list(outer)
            elif at.relation in ("complement", "relative", "participle"):
                break
            at = parent
        if frame.kind == "noun" and frame.support is None:
            above = self.frames.governor(frame.trigger)
            if above is not None and above.kind == "verb":
                inside = {a.head for a in above.args if a.slot in ("with", "at", "during", "in", "after")}
                if frame.trigger in inside:
                    return list(self.times.get(above.trigger, ()))
        lead = self.framing.get(frame.trigger)
        if lead is not None:
            clause = frame if frame.kind == "verb" else self.frames.clause(frame.trigger)
            if (
                clause is None
                or clause.relation in ("root", "conj", "adverbial")
                or clause.trigger == self.doc[clause.trigger].sent.root.i
            ):
                return [lead]
        return []

    def when(self, frame: Frame, rule: Rule) -> str | None:
        """EDTF of a frame's happening."""
        return _edtf(
            self.times_of(frame), rule.start, rule.end, rule.open or rule.relation is not None or rule.post is not None
        )

    # -- evidence

    def evidence(self, token: int, voice: Voice, rule: str, confidence: float, when: str | None) -> Evidence:
        """The sentence around a token as evidence, in a voice."""
        sent = self.doc[token].sent
        block = next(b for b in self.annotated.blocks if b.start <= token < b.end)
        start, end = max(sent.start, block.start), min(sent.end, block.end)
        while end > start + 1 and self.doc[end - 1].is_space:
            end -= 1
        a, b = self.annotated.span(start, end)
        speaker, attribution = None, None
        if voice.speaker is not None:
            who = [e for e in self.referents.of(voice.speaker) if self._speaks(e)]
            if len(who) == 1:
                speaker = self._acting(who[0]) or who[0]
            else:
                left, right = self.frames.core(voice.speaker)
                words_ = self.doc[left:right].text if self.doc[voice.speaker].pos_ != "PRON" else "a speaker"
                attribution = words_ if not who else " and ".join(self.entities[e].label for e in who)
        elif voice.attribution is not None:
            attribution = voice.attribution
        tense = voice.tense
        published = self.document.published
        if when and published and tense != "future":
            first = bounds(when)[0]
            if first and first > published.isoformat():
                tense = "future"
        return Evidence(
            document=self.document.id,
            start=a,
            end=b,
            exact=self.document.text[a:b],
            rule=rule,
            confidence=confidence,
            speaker=speaker,
            attribution=attribution,
            polarity=voice.polarity,
            certainty="hedged" if attribution else voice.certainty,  # nobody with a name vouches for it
            tense=tense,
        )

    def _speaks(self, entity: str) -> bool:
        e = self.entities[entity]
        return e.kind in ("Person", "Organization") or "Country" in e.types or self._acting(entity) is not None

    def _acting(self, entity: str) -> str | None:
        """A capital that acts stands for its country."""
        e = self.entities[entity]
        if e.key and e.key.startswith("city:"):
            country = country_of_capital(e.key)
            return self._keyed(country) if country else None
        return None

    # -- rules

    def _fit(self, entity: str, types: tuple[str, ...]) -> str | None:
        """The entity, or the country that a capital stands for, when it is of one of the types."""
        e = self.entities[entity]
        if e.kind in types or set(e.types) & set(types):
            return entity
        if "Actor" in types:
            if e.kind in ("Person", "Organization") or "Country" in e.types or "Group" in e.types:
                return entity
            return self._acting(entity)
        if "Court" in types and e.kind == "Organization" and {"court", "tribunal"} & set(e.label.lower().split()):
            return entity
        if "Country" in types:
            return self._acting(entity)
        return None

    def _fill(self, role: Role, frame: Frame) -> tuple[list[str], list[int]]:
        """Entities in a role, and the heads that satisfy it."""
        entities: list[str] = []
        heads: list[int] = []
        for head in self._heads(role, frame):
            if role.name == "quantity" and self.doc[head].pos_ == "NUM" and _integer(self.doc[head].text) is not None:
                heads.append(head)
                continue
            found = [x for e in self._stands_for(head, role) if (x := self._fit(e, role.type))] if role.type else []
            word = self.doc[head].lemma_.lower() in role.words or (
                "PLURAL" in role.words and self.doc[head].tag_ == "NNS"
            )
            if found or (word and (role.type or not self._is_person(head))):
                heads.append(head)
                entities += [x for x in found if x not in entities]
        return entities, heads

    def _is_person(self, head: int) -> bool:
        return any(self.entities[e].kind == "Person" for e in self.referents.of(head))

    def _heads(self, role: Role, frame: Frame) -> list[int]:
        """Heads in the slots of a role.

        "self" is the frame's noun, "attribute.of" what its attribute is of, "in:favour.of" the same of one noun alone,
        "clause.subject" the subject of the clause that the verb governs.
        """
        found: list[int] = []
        for slot in role.slot:
            if slot == "self":
                found.append(frame.trigger)
            elif slot == "clause.subject":
                found += [
                    h
                    for f in self.frames
                    if f.parent == frame.trigger and f.relation == "complement"
                    for h in f.heads(SUBJECT)
                ]
            elif "." in slot:
                outer, _, inner = slot.partition(".")
                outer, _, noun = outer.partition(":")
                heads = [h for h in frame.heads(outer) if not noun or self.doc[h].lemma_.lower() in noun.split("|")]
                found += [a.head for h in heads for a in self.frames.complements(h) if a.slot == inner]
            else:
                found += frame.heads(slot)
        return sorted(dict.fromkeys(found))

    def _context_event(self, frame: Frame) -> list[str]:
        """The named event that a paragraph speaks of, for "X and Y are taking part"."""
        if frame.heads("in"):
            return []
        near = [
            m.entity for m in self.referents.before(frame.trigger, back=4) if self.entities[m.entity].kind == "Event"
        ]
        return near[:1]

    def _stands_for(self, head: int, role: Role) -> list[str]:
        """Referents of a phrase; for "Envoy" and "Belonging" also whom a post or a nationality in it stands for."""
        found = list(self.referents.of(head))
        if not found and "Envoy" in role.type and self.posts._is_head(head):
            found = [e for a in self.frames.complements(head) if a.slot == "of" for e in self.referents.of(a.head)]
        if not found and "Belonging" in role.type:
            country = self.referents.country(head)
            found = [country] if country else []
            if not found and self.doc[head].lemma_.lower() in words("nominals", "plural_people"):
                found = [
                    m.entity
                    for i in self.frames.modifiers(head)
                    if (m := self.names.at(i)) and self.entities[m.entity].kind == "Organization"
                ]
        return found

    def _apply(self, rule: Rule, frame: Frame) -> None:
        if rule.passive is not None and rule.passive != frame.passive:
            return
        if rule.support and frame.kind == "noun":
            verb = self.frames.at.get(frame.support) if frame.support is not None else None
            if verb is None or verb.lemma not in rule.support:
                return
        if rule.without and frame.heads(*rule.without):
            return
        filled: dict[str, list[str]] = {}
        heads: dict[str, list[int]] = {}
        used: set[str] = set()
        for role in rule.roles:
            entities, found = self._fill(role, frame)
            if not found and role.slot == ("context",):
                entities = self._context_event(frame)
                found = [frame.trigger] if entities else []
            if role.name not in ("location", "origin", "organization"):
                entities = [e for e in entities if e not in used or role.name in ("event",)]
                used.update(entities)
            filled[role.name] = [*filled.get(role.name, []), *entities]
            heads[role.name] = [*heads.get(role.name, []), *found]
        for need in rule.requires:
            if need == "when":
                if self.when(frame, rule) is None:
                    return
            elif not any(
                heads.get(name) and (filled.get(name) or any(r.words for r in rule.roles if r.name == name))
                for name in need.split("|")
            ):
                return
        if rule.event:
            self._event(rule, frame, filled, heads)
        elif rule.relation:
            self._statement(rule, frame, filled)
        elif rule.post is not None:
            self._membership(rule, frame, filled)

    def _related(self, frame: Frame) -> None:
        """What no rule names but somebody plainly says of two named things."""
        voice = self.voices.of(frame)
        if (
            not voice.reported
            or frame.lemma in _PLAIN
            or frame.lemma.split()[0] in words("voice", "say")
            or frame.lemma.split()[0] in words("voice", "deny")
        ):
            return
        sent = self.doc[frame.trigger].sent
        chars = self.annotated.span(sent.start, sent.end)
        if any(
            chars[0] <= f.evidence[0].start < chars[1] and f.evidence[0].speaker
            for f in (*self.events, *self.statements)
        ):
            return
        subjects = [self._acting(e) or e for h in frame.heads(SUBJECT) for e in self.referents.of(h) if self._speaks(e)]
        for argument in frame.args:
            if argument.slot in (SUBJECT, "attribute") or argument.head < frame.trigger:
                continue
            heads = [
                argument.head,
                *(a.head for a in self.frames.complements(argument.head) if a.slot in ("in", "of", "with", "to", "on")),
            ]
            for head in heads:
                objects = [e for e in self.referents.of(head) if self.names.at(head) and e not in subjects]
                if len(subjects) == 1 and objects:
                    left = frame.trigger
                    while (
                        left > 0 and self.doc[left - 1].pos_ in ("AUX", "PART") and self.doc[left - 1].dep_ != "nsubj"
                    ):
                        left -= 1
                    right = self.names.at(head).start  # type: ignore[union-attr]
                    if right - left > 8:
                        continue
                    phrase = " ".join(
                        self.doc[i].text for i in range(left, right) if self.doc[i].text not in ('"', ",")
                    )
                    phrase = phrase.removesuffix(" the")
                    evidence = self.evidence(frame.trigger, voice, "related.said", 0.6, None)
                    if evidence.speaker:
                        self.statements.append(
                            Statement(
                                subject=subjects[0],
                                predicate="kgx:relatedTo",
                                object=objects[0],
                                phrase=phrase,
                                evidence=(evidence,),
                            )
                        )
                    return

    def _event(self, rule: Rule, frame: Frame, filled: dict[str, list[str]], heads: dict[str, list[int]]) -> None:
        actors = list(
            dict.fromkeys(e for name, ids in filled.items() if name in _ROLES and name != "subjectMatter" for e in ids)
        )
        if len(actors) < rule.participants:
            return
        entity = next(iter(filled.get("event", ())), None) or self.event_at.get(frame.trigger)
        if entity is None and frame.kind == "noun":
            entity = next((e for e in self.referents.of(frame.trigger) if self.entities[e].kind == "Event"), None)
        kind = rule.event or ""
        if entity is not None and self.entities[entity].kind == "Event":
            kind = next((t for t in self.entities[entity].types if t in _NAMED), kind)
        elif entity is not None:
            entity = None
        when = self.when(frame, rule)
        quantity, unit = self._quantity(heads.get("quantity", []))
        locations = (
            tuple(filled["location"])
            if filled.get("location")
            else self._locations(frame, {*actors, *filled.get("subjectMatter", ())})
        )
        if entity is not None and not locations:
            locations = self._described_place(heads.get("event", [frame.trigger])[0])
        roles = tuple(
            dict.fromkeys((name, e) for name, ids in filled.items() if name in _ROLES for e in ids if e != entity)
        )
        if not (roles or locations or entity or when or filled.get("origin")):
            return  # nothing tells it from any other happening of its class
        token = frame.trigger
        evidence = self.evidence(token, self.voices.of(frame), rule.id, rule.confidence, when)
        if entity is not None:
            leader = self._leader(entity)
            roles = roles if leader is None or any(e == leader for _, e in roles) else (*roles, ("organizer", leader))
        self.events.append(
            Event(
                type=kind,
                entity=entity,
                aliases=(self._trigger(frame),),
                roles=roles,
                locations=locations,
                origins=tuple(filled.get("origin", ())),
                when=when,
                quantity=quantity,
                unit=unit,
                mode=rule.mode,
                evidence=(evidence,),
            )
        )

    def _leader(self, event: str) -> str | None:
        """ "African Union Mission in X": the organisation that an operation's name begins with."""
        parts = self.entities[event].label.split()
        for n in range(len(parts) - 1, 0, -1):
            key = organisation(" ".join(parts[:n]))
            if key:
                return self._keyed(key)
        return None

    def _trigger(self, frame: Frame) -> str:
        """The words that tell the event: the verb with its common-noun object, or the noun phrase."""
        if frame.kind == "noun":
            left, right = self.frames.core(frame.trigger)
            return self.doc[left : min(right, left + 8)].text
        objects = [h for h in frame.heads(OBJECT) if h > frame.trigger and h - frame.trigger < 8]
        end = max([frame.trigger, *objects[:1]]) + 1
        return self.doc[frame.trigger : end].text

    def _locations(self, frame: Frame, actors: set[str]) -> tuple[str, ...]:
        """Where it happened: the places of one prepositional phrase, the nearest kind to a town first."""
        groups: list[list[str]] = []
        chain = [frame]
        if frame.support is not None:
            chain.append(self.frames.at[frame.support])
        if frame.carries is not None:
            chain.append(self.frames.at[frame.carries])
        if frame.parent is not None and self._shares_place(frame):  # "came to Oslo to meet"
            chain.append(self.frames.at[frame.parent])
        slots: dict[tuple[int, str], list[str]] = defaultdict(list)
        for f in chain:
            for argument in f.args:
                if argument.slot not in _PLACE_SLOTS and not (
                    argument.slot == "to" and f.lemma in words("voice", "motion")
                ):
                    continue
                places = self._places(argument.head)
                if not places and self.names.at(argument.head) is None:  # "at the Oslo site"
                    places = [
                        m.entity
                        for i in self.frames.modifiers(argument.head)
                        if (m := self.names.at(i)) and m.form == "name" and "City" in self.entities[m.entity].types
                    ]
                noun = self.frames.at.get(argument.head)
                if (
                    not places and noun is not None and noun.kind == "noun"
                ):  # "took part in the operations conducted in Z"
                    places = [p for h in noun.heads("in", "at") for p in self._places(h)]
                    places = places or [
                        p
                        for h in noun.heads("in")
                        if (deep := self.frames.at.get(h))
                        for d in deep.heads("in", "at")
                        for p in self._places(d)
                    ]
                if not places:
                    for inner in self.frames.complements(argument.head):
                        if inner.slot in ("in", "at", "near", "of") and self.doc[argument.head].lemma_ not in (
                            "case",
                            "dispute",
                            "favour",
                            "favor",
                            "view",
                            "interest",
                        ):
                            places += self._places(inner.head)
                group = slots[(f.trigger, argument.slot)]
                group += [p for p in places if p not in group and p not in actors]
        groups = [g for g in slots.values() if g]
        if not groups:  # "opened a consulate in Pune", "police in Pristina arrested X", "took to the streets of Tuzla"
            for f in chain[:3]:
                for argument in f.args:
                    if argument.slot not in (SUBJECT, OBJECT, "to", "at") or self.referents.of(argument.head):
                        continue
                    for inner in self.frames.complements(argument.head):
                        if inner.slot in _PLACE_SLOTS or (
                            inner.slot == "of"
                            and self.doc[argument.head].lemma_
                            in (
                                "street",
                                "city",
                                "town",
                                "centre",
                                "center",
                                "outskirt",
                                "capital",
                                "port",
                                "island",
                                "resident",
                                "villager",
                                "inhabitant",
                            )
                        ):
                            found = [p for p in self._places(inner.head) if p not in actors]
                            groups += [found] if found else []
        if not groups:
            return ()
        ranked: list[list[str]] = sorted(groups, key=lambda group: self._breadth(group[0]))
        return tuple(ranked[0])

    def _shares_place(self, frame: Frame) -> bool:
        bare = self.doc[frame.trigger].tag_ in ("VB", "VBG")
        return frame.relation in ("open", "gerund") or (frame.relation == "adverbial" and bare)

    def _described_place(self, head: int) -> tuple[str, ...]:
        """ "Operation X, the mission of Y in Z": the place that the apposition of a named event tells."""
        for j in self.frames.appositions(head):
            left, right = self.frames.span(j)
            for i in range(left, right - 1):
                if self.doc[i].lower_ == "in":
                    m = self.names.at(i + 1) or self.names.at(min(i + 2, right - 1))
                    if m is not None and m.form == "name" and self.entities[m.entity].kind == "Place":
                        return (m.entity,)
        return ()

    def _places(self, head: int) -> list[str]:
        mention = self.names.at(head)
        if mention is not None and mention.form == "demonym":
            return []
        return [
            e
            for e in self.referents.of(head)
            if self.entities[e].kind == "Place"
            and "Infrastructure" not in self.entities[e].types
            and (
                mention is not None
                or self.doc[head].lemma_.lower()
                in words("nominals", "country")
                | words("nominals", "city")
                | words("nominals", "structure")
                | {"region", "area", "province"}
            )
        ]

    def _breadth(self, entity: str) -> int:
        types = self.entities[entity].types
        order = ("City", "", "Facility", "AdministrativeArea", "Country")
        return order.index(types[0]) if types and types[0] in order else 1

    def _quantity(self, heads: list[int]) -> tuple[int | None, str | None]:
        for head in heads:
            number = self.number(head)
            if number is not None:
                return number, None if self.doc[head].pos_ == "NUM" else self.doc[head].text.lower()
        return None, None

    def number(self, head: int) -> int | None:
        """How many a counted noun is, or the number itself."""
        token = self.doc[head]
        if token.like_num or token.pos_ == "NUM":
            return _integer(token.text)
        for i in self.frames.modifiers(head):
            if self.doc[i].tag_ == "CD":
                value = _integer(self.doc[i].text)
                if value is not None:
                    return value
        return None

    def _statement(self, rule: Rule, frame: Frame, filled: dict[str, list[str]]) -> None:
        when = self.when(frame, rule)
        evidence = self.evidence(frame.trigger, self.voices.of(frame), rule.id, rule.confidence, when)
        subjects, objects = filled.get("subject", []), filled.get("object", [])
        if not objects and len(subjects) > 1:  # "cooperation between A and B"
            subjects, objects = subjects[:1], subjects[1:]
        for subject in subjects:
            for object_ in objects:
                if subject != object_:
                    self.statements.append(
                        Statement(
                            subject=subject,
                            predicate=rule.relation or "",
                            object=object_,
                            when=when,
                            evidence=(evidence,),
                        )
                    )

    def _membership(self, rule: Rule, frame: Frame, filled: dict[str, list[str]]) -> None:
        when = self.when(frame, rule)
        evidence = self.evidence(frame.trigger, self.voices.of(frame), rule.id, rule.confidence, when)
        for member in filled.get("member", []):
            for organization in filled.get("organization", []) or ([None] if rule.post else []):  # type: ignore[list-item]
                if member != organization:
                    self.memberships.append(
                        Membership(
                            member=member,
                            role=rule.post or None,
                            organization=organization,
                            when=when,
                            evidence=(evidence,),
                        )
                    )

    # -- posts

    def _post(self, post: Post) -> None:
        frame = post.frame
        voice = self.voices.of(frame) if frame is not None else self.voices.at(post.head)
        times = self._post_times(post)
        appointed = frame is not None and frame.lemma in _APPOINTED
        when = _edtf(times, appointed or (frame is not None and frame.lemma == "become"), False, True)
        if post.former:
            voice = replace(voice, tense="past")
        elif frame is None:
            voice = replace(voice, tense="present")
        rule = "post.apposition" if frame is None else f"post.{frame.lemma}"
        evidence = self.evidence(post.head, voice, rule, 0.9, when)
        self.memberships.append(
            Membership(
                member=post.person,
                role=post.role,
                organization=post.organization,
                target=post.target,
                when=when,
                evidence=(evidence,),
            )
        )
        if appointed and frame is not None:
            agents = (
                [
                    x
                    for h in frame.heads(SUBJECT)
                    for e in self.referents.of(h)
                    if (x := self._fit(e, ("Actor",))) and e != post.person
                ]
                if frame.lemma != "become"
                else []
            )
            roles = [("appointee", post.person), *(("agent", a) for a in agents)]
            if post.organization and post.organization not in agents:
                roles.append(("participant", post.organization))
            moment = _edtf(self.times_of(frame), False, False, False)
            self.events.append(
                Event(
                    type="Appointment",
                    aliases=(self._trigger(frame),),
                    roles=tuple(roles),
                    when=moment,
                    evidence=(replace(evidence, rule="appointment.post"),),
                )
            )

    def _post_times(self, post: Post) -> list[TimeExpression]:
        if post.frame is not None:
            return self.times_of(post.frame)
        if post.at is not None:
            return [t for t in self.dates if t.when and post.at[0] <= t.start < post.at[1]]
        low, high = self.frames.span(post.head)
        return [t for t in self.dates if t.when and low <= t.start < high and self._nearest(t, post.head)]

    def _nearest(self, time: TimeExpression, head: int) -> bool:
        """Whether a date inside the phrase belongs to the post and not to a clause within."""
        governor = self.frames.governor(self.doc[time.outer[0] : time.outer[1]].root.i)
        return governor is None or not (self.frames.span(head)[0] <= governor.trigger < self.frames.span(head)[1])

    def _labels(self) -> None:
        """Fact boxes: "Headquarters: Oslo", "Founded: 4 May 1998 in Lima", "Members: Chile, Peru"."""
        topic = self.referents.topic
        if topic is None:
            return
        table_ = {word: kind for kind, labels in table("labels")["labels"].items() for word in labels}
        for block in self.annotated.blocks:
            colon = next(
                (i for i in range(block.start, min(block.start + 4, block.end)) if self.doc[i].text == ":"), None
            )
            kind = table_.get(self.doc[block.start : colon].text.lower()) if colon else None
            if kind is None or colon is None or colon + 1 >= block.end:
                continue
            named = [m.entity for m in self.names.mentions if colon < m.start < block.end and m.form != "demonym"]
            places = [e for e in named if self.entities[e].kind == "Place" and "Country" not in self.entities[e].types]
            times = [t for t in self.dates if colon < t.start < block.end and t.when]
            evidence = self.evidence(colon + 1, Voice(tense="present"), f"label.{kind}", 0.9, None)
            if kind == "seat" and places:
                self.statements.append(
                    Statement(subject=topic, predicate="schema:location", object=places[0], evidence=(evidence,))
                )
            elif kind == "founding" and self.entities[topic].kind == "Organization" and times:
                self.events.append(
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
                    if "Country" not in self.entities[member].types:
                        continue
                    if self.entities[topic].kind == "Event":
                        self.events.append(
                            Event(
                                type=next((t for t in self.entities[topic].types if t in _NAMED), "Operation"),
                                entity=topic,
                                roles=(("participant", member),),
                                evidence=(evidence,),
                            )
                        )
                    else:
                        self.memberships.append(Membership(member=member, organization=topic, evidence=(evidence,)))

    def _ellipsis(self) -> None:
        """ "Italy followed two years later", "He did so on 16 August": the happening told before, of another actor or now done."""
        for frame in self.frames:
            if frame.kind != "verb" or frame.trigger not in self._ellipses:
                continue
            block = next(b for b in self.annotated.blocks if b.start <= frame.trigger < b.end)
            low, here = self.annotated.chars[block.start], self.annotated.chars[self.doc[frame.trigger].sent.start]
            actors = [x for h in frame.heads(SUBJECT) for e in self.referents.of(h) if (x := self._fit(e, ("Actor",)))]
            before = [e for e in self.events if low <= e.evidence[0].start < here and e.roles]
            if not actors or not before:
                continue
            model = max(before, key=lambda e: e.evidence[0].start)
            times = self.times_of(frame)
            when = _edtf(times, False, False, False)
            evidence = self.evidence(frame.trigger, self.voices.of(frame), "ellipsis." + frame.lemma, 0.7, when)
            if frame.lemma == "follow":
                old = next((who for role, who in model.roles if role == "agent"), None)
                if (
                    old is None
                    or self.entities[old].kind != self.entities[actors[0]].kind
                    or when is None
                    or not model.evidence[0].own_voice
                ):
                    continue
                roles = tuple((role, who) for role, who in model.roles if who != old) + tuple(
                    ("agent", a) for a in actors
                )
            else:
                same = [e for e in before if {w for _, w in e.roles} & set(actors)]
                if not same:
                    continue
                model = max(same, key=lambda e: e.evidence[0].start)
                roles = model.roles
            self.events.append(replace(model, roles=roles, when=when, quantity=None, unit=None, evidence=(evidence,)))

    @property
    def _ellipses(self) -> set[int]:
        """Verbs that stand for one told before: "followed" without an object, "did so"."""
        found = set()
        for frame in self.frames:
            if (
                frame.lemma == "follow"
                and not frame.passive
                and not frame.heads(OBJECT)
                and frame.relation in ("root", "conj")
            ) or (
                frame.lemma == "do" and any(t.lower_ in ("so", "likewise") for t in self.doc[frame.trigger].children)
            ):
                found.add(frame.trigger)
        return found

    def _succession(self) -> None:
        """Who succeeds somebody holds the same post: the one of the two that the text names tells the other's."""
        for s in [s for s in self.statements if s.predicate == "kgx:succeeds"]:
            e = s.evidence[0]
            if e.polarity == "negative" or e.certainty == "hedged":
                continue
            for one, other, tense in ((s.subject, s.object, "past"), (s.object, s.subject, "present")):
                held = [m for m in self.memberships if m.member == one and m.role and m.organization]
                has = [m for m in self.memberships if m.member == other and m.role and m.organization]
                near = [m for m in held if abs(m.evidence[0].start - e.start) < 600]
                if near and not has:
                    model = min(near, key=lambda m: abs(m.evidence[0].start - e.start))
                    evidence = replace(e, rule="post.succession", tense=tense if tense == "past" else e.tense)  # type: ignore[arg-type]
                    self.memberships.append(
                        Membership(
                            member=other,
                            role=model.role,
                            organization=model.organization,
                            target=model.target,
                            evidence=(evidence,),
                        )
                    )

    # -- groups and places

    def _groups(self) -> None:
        """A delegation is part of whom it represents."""
        for group, (body, head) in sorted(self.referents.groups.items()):
            evidence = self.evidence(
                head, replace(self.voices.at(head), tense="present"), "group.delegation", 0.9, None
            )
            self.statements.append(Statement(subject=group, predicate="kgx:partOf", object=body, evidence=(evidence,)))

    def _spread_places(self) -> None:
        """A deployment without a place is where the operation is that its paragraph speaks of."""
        for n, event in enumerate(self.events):
            if event.type == "Withdrawal" and event.origins and not event.locations:
                self.events[n] = replace(event, locations=event.origins)
                continue
            if event.type not in ("Deployment", "Withdrawal") or event.locations:
                continue
            at = event.evidence[0].start
            block = self.document.text.rfind("\n\n", 0, at)
            actors = {who for _, who in event.roles}
            near = [
                e
                for e in self.events
                if e.type in ("Operation", "Deployment")
                and e.locations
                and block < e.evidence[0].start <= at
                and (event.type == "Deployment" or actors & {w for _, w in e.roles})
            ]
            if near:
                places = max(near, key=lambda e: e.evidence[0].start).locations
                self.events[n] = replace(event, locations=places, origins=places if event.type == "Withdrawal" else ())

    # -- apposition

    def _descriptions(self) -> None:
        """Relations that a noun phrase tells by itself: kinship, subsidiaries, nationality."""
        for statement in _appositive(self):
            self.statements.append(statement)


def _appositive(x: Extractor) -> Iterator[Statement]:
    """Relations of nouns: "her husband, X", "a daughter of X", "its subsidiary Y", "the Mexican hydrologist X"."""
    kin = {
        "husband": "schema:spouse",
        "wife": "schema:spouse",
        "widow": "schema:spouse",
        "widower": "schema:spouse",
        "spouse": "schema:spouse",
        "son": "schema:parent",
        "daughter": "schema:parent",
        "father": "-schema:parent",
        "mother": "-schema:parent",
        "subsidiary": "schema:parentOrganization",
        "predecessor": "-kgx:succeeds",
        "successor": "kgx:succeeds",
    }
    title = x.annotated.blocks[0].end if x.annotated.blocks and x.annotated.blocks[0].kind == "title" else 0
    for token in x.doc:
        predicate = kin.get(token.lemma_.lower())
        if predicate is None or token.pos_ != "NOUN" or token.i < title:
            continue
        inverted, predicate = predicate.startswith("-"), predicate.lstrip("-")
        kinds = ("Organization",) if predicate == "schema:parentOrganization" else ("Person",)
        ends = (
            [e for e in x.referents.of(token.i) if x.entities[e].kind in kinds] if x.frames.appositions(token.i) else []
        )
        ends = ends or _named(x, [h for h in [x.frames.renamed(token.i)] if h is not None], kinds)
        if not ends:
            head = token.head.i if token.head.i > token.i and token.dep_ in ("compound", "nmod", "amod") else None
            ends = _named(x, [head], kinds) if head is not None else []
        frame = x.frames.clause(token.i)
        if not ends and frame is not None and frame.lemma == "be" and token.i in frame.heads("attribute"):
            ends = [e for h in frame.heads(SUBJECT) for e in x.referents.of(h) if x.entities[e].kind in kinds]
        if not ends:
            ends = [e for e in x.posts.fronted(token.i) if x.entities[e].kind in kinds]
        owner = x.frames.owner(token.i)
        owners = [e for e in x.referents.of(owner) if x.entities[e].kind in kinds] if owner is not None else []
        if not owners:
            owners = [
                e
                for a in x.frames.complements(token.i)
                if a.slot == "of"
                for e in x.referents.of(a.head)
                if x.entities[e].kind in kinds
            ]
        if len(owners) != 1:
            continue
        voice = replace(x.voices.at(token.i), tense="present")
        for end in ends[:1]:
            if end != owners[0]:
                subject, object_ = (owners[0], end) if inverted else (end, owners[0])
                yield Statement(
                    subject=subject,
                    predicate=predicate,
                    object=object_,
                    evidence=(x.evidence(token.i, voice, f"apposition.{token.lemma_.lower()}", 0.9, None),),
                )
    yield from _origins(x, title)
    professions = words("posts", "heads") | frozenset(x.posts.heads)
    for mention in x.names.mentions:
        if mention.form != "demonym" or "Country" not in x.entities[mention.entity].types:
            continue
        head = x.doc[mention.end - 1].head.i if x.doc[mention.end - 1].dep_ in ("amod", "compound", "nmod") else None
        if head is None or head < title:
            continue
        lemma = x.doc[head].lemma_.lower()
        if lemma in professions and lemma not in words("posts", "heads"):
            who = _named(x, x.frames.appositions(head), ("Person",)) or _named(
                x, [h for h in [x.frames.renamed(head)] if h is not None], ("Person",)
            )
            if not who and x.doc[head].head.i > head and x.doc[head].dep_ in ("compound", "nmod"):
                who = _named(x, [x.doc[head].head.i], ("Person",))
        elif (m := x.names.at(head)) and x.entities[m.entity].kind == "Person":
            who = [m.entity] if any(x.doc[i].lemma_.lower() in professions for i in x.frames.modifiers(head)) else []
            if any(x.doc[i].lemma_.lower() in words("posts", "heads") for i in x.frames.modifiers(head)):
                who = []
        else:
            continue
        for person in who[:1]:
            yield Statement(
                subject=person,
                predicate="schema:nationality",
                object=mention.entity,
                evidence=(
                    x.evidence(head, replace(x.voices.at(head), tense="present"), "apposition.nationality", 0.9, None),
                ),
            )


def _origins(x: Extractor, title: int) -> Iterator[Statement]:
    """ "Ada Roe of Mali", "the Institute for Peace in Oslo": what follows a name."""
    for mention in x.names.mentions:
        entity = x.entities[mention.entity]
        if mention.start < title or mention.form == "demonym":
            continue
        head = x.doc[mention.start : mention.end].root.i
        for argument in x.frames.complements(head):
            m = x.names.at(argument.head)
            if m is None or argument.head < mention.end or m.form == "demonym":
                continue
            other = x.entities[m.entity]
            voice = replace(x.voices.at(head), tense="present")
            if entity.kind == "Person" and argument.slot in ("of", "from") and "Country" in other.types:
                yield Statement(
                    subject=mention.entity,
                    predicate="schema:nationality",
                    object=m.entity,
                    evidence=(x.evidence(head, voice, "apposition.of_country", 0.8, None),),
                )
            elif (
                entity.kind == "Organization"
                and argument.slot == "in"
                and "City" in other.types
                and "Group" not in entity.types
                and not entity.key
                and argument.head - mention.end < 3
            ):
                yield Statement(
                    subject=mention.entity,
                    predicate="schema:location",
                    object=m.entity,
                    evidence=(x.evidence(head, voice, "apposition.in_city", 0.8, None),),
                )
            elif (
                entity.kind == "Person"
                and argument.slot == "of"
                and other.kind == "Organization"
                and not x.referents.posts.get(mention.entity)
            ):
                x.memberships.append(
                    Membership(
                        member=mention.entity,
                        organization=m.entity,
                        evidence=(x.evidence(head, voice, "apposition.of_body", 0.8, None),),
                    )
                )


def _named(x: Extractor, heads: list[int], kinds: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(m.entity for h in heads if (m := x.names.at(h)) and x.entities[m.entity].kind in kinds))


def _is_day(when: str | None) -> bool:
    return when is not None and len(when) == 10


def _integer(text: str) -> int | None:
    plain = text.replace(",", "").lower()
    if plain.isdigit():
        return int(plain)
    if plain in _NUMBERS:
        return _NUMBERS[plain]
    ten, _, one = plain.partition("-")
    return _NUMBERS[ten] + _NUMBERS[one] if ten in _NUMBERS and one in _NUMBERS else None


def _edtf(times: list[TimeExpression], start: bool, end: bool, lasting: bool) -> str | None:
    """One EDTF value of the dates of a happening; None when they contradict each other.

    A point event takes the day inside a bound ("since", "until") only where it begins or ends there.
    """
    at = [t for t in times if t.relation == "at"]
    since = next((t.when for t in times if t.relation in ("since", "after")), None)
    until = next((t.when for t in times if t.relation in ("until",)), None)
    if since and until and lasting:
        return join(since, until)
    if at:
        at.sort(key=lambda t: -len(t.when or ""))
        value = at[0].when
        if value and "/" not in value:
            if start:
                return f"{value}/"
            if end:
                return f"/{value}"
        return value
    if since:
        return since
    if until:
        return until
    return None
