"""Frames + rules -> claims and events with evidence: what one document says."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from kgx import apposition, brackets, discourse, rules
from kgx.analysis import NAMED, Analysis
from kgx.annotate import annotate
from kgx.dates import TimeExpression
from kgx.frames import ATTRIBUTE, OBJECT, SUBJECT, Frame
from kgx.gazetteer import demonyms_of, organisation
from kgx.lexicon import words
from kgx.model import ROLES, Document, Entity, Event, Membership, Record, Statement
from kgx.posts import Post
from kgx.rules import Role, Rule
from kgx.when import Times, edtf
from kgx.where import Places

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
_ROLES = frozenset((*ROLES, "participant", "subjectMatter"))  # other roles of a rule only restrict it
_PLAIN = frozenset("be have do become remain seem appear say".split())
_UNTOLD = frozenset({"not", "this", "these", "that", "those"})
_WORDS = 8  # words that a phrase may have to tell an event
_RESIGNED = frozenset({"resign", "retire", "step down", "leave"})
_APPOINTED = frozenset("become appoint name elect nominate promote designate install reappoint".split())


def extract(document: Document) -> Record:
    """Everything that one document says: a pure function of the document."""
    return Extractor(Analysis(annotate(document))).record()


class Extractor:
    """Applies the rules to the analysis of one document."""

    def __init__(self, analysis: Analysis) -> None:
        """Find dates and places of the frames; the facts come with `record`."""
        self.analysis, self.document = analysis, analysis.document
        self.tokens = analysis.tokens
        self.annotated, self.frames, self.names = analysis.annotated, analysis.frames, analysis.names
        self.entities, self.referents, self.voices = analysis.entities, analysis.referents, analysis.voices
        self.times, self.places = Times(analysis), Places(analysis)
        self.events: list[Event] = []
        self.memberships: list[Membership] = []
        self.statements: list[Statement] = []

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words of the text, in lower case."""
        return frozenset(t.lower_ for t in self.tokens)

    def record(self) -> Record:
        """All facts of the document."""
        x = self.analysis
        verbs, nouns = rules.by_lemma()
        for frame in x.frames:
            name = x.names.at(frame.trigger)
            inside = name is not None and x.referents.head(name) != frame.trigger
            if frame.trigger >= x.body and not inside:  # not the founding of "Agreement on the Founding of X"
                told = len(self.events)
                for rule in (verbs if frame.kind == "verb" else nouns).get(frame.lemma, ()):
                    self._apply(rule, frame)
                self.events[told:] = _fullest(self.events[told:])
        for post in x.posts.found:
            if post.head >= x.body:
                self._post(post)
        for frame in x.frames:
            if frame.trigger >= x.body and frame.kind == "verb":
                self._related(frame)
        self._add(apposition.appositions(x))
        self._lives(brackets.lives(x))
        self._add(discourse.labels(x))
        self._add(discourse.ellipses(x, self.times, self.events))
        self._add(discourse.successions(self.memberships, self.statements))
        self._add(discourse.groups(x))
        discourse.spread_places(x, self.events)
        return Record(
            document=self.document,
            authors=self._authors(),
            entities=tuple(self._at_home(e) for e in x.entities.values()),
            events=tuple(self.events),
            memberships=tuple(self.memberships),
            statements=tuple(self.statements),
        )

    def _at_home(self, entity: Entity) -> Entity:
        """A ministry or force whose name tells no country is that of the country that the text is about."""
        x = self.analysis
        public = {"GovernmentOrganization", "MilitaryOrganization"} & set(entity.types)
        if not public or entity.key or x.home is None:
            return entity
        folded = " ".join((entity.label, *entity.aliases)).lower()
        named = any(form.lower() in folded for e in x.entities.values() if "Country" in e.types for form in _forms(e))
        return entity if named else replace(entity, home=x.entities[x.home].key)

    def _add(self, found: Iterable[Event | Membership | Statement]) -> None:
        for fact in found:
            if isinstance(fact, Event):
                self.events.append(fact)
            elif isinstance(fact, Membership):
                self.memberships.append(fact)
            else:
                self.statements.append(fact)

    def _lives(self, found: Iterable[Event]) -> None:
        """Births and deaths, each once: the bracket tells more than the verb in it."""
        for fact in found:
            told = [e for e in self.events if e.type == fact.type and e.roles == fact.roles]
            if not any(e.locations for e in told):
                self.events = [e for e in self.events if e not in told]
                self.events.append(fact if fact.locations or not told else told[0])

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

    def _when(self, frame: Frame, rule: Rule) -> str | None:
        lasting = rule.open or rule.relation is not None or rule.post is not None
        found = edtf(self.times.of(frame), rule.start, rule.end, lasting)
        verb = self.frames.at[frame.support].lemma if frame.support is not None else None
        if lasting and found and "/" not in found:  # "cooperation began in 1992"
            return f"{found}/.." if verb in ("begin", "start", "commence") else f"/{found}" if verb == "end" else found
        return found

    def _fill(self, role: Role, frame: Frame) -> tuple[list[str], list[int]]:
        """Entities in a role, and the heads that satisfy it."""
        entities: list[str] = []
        heads: list[int] = []
        for head in self._heads(role, frame):
            if (
                role.name == "quantity"
                and self.tokens[head].pos_ == "NUM"
                and _integer(self.tokens[head].text) is not None
            ):
                heads.append(head)
                continue
            found = (
                [x for e in self._stands_for(head, role) if (x := self.analysis.fit(e, role.type))] if role.type else []
            )
            word = self.tokens[head].lemma_.lower() in role.words or (
                "PLURAL" in role.words and self.tokens[head].tag_ == "NNS"
            )
            if found or (word and (role.type or not self.analysis.is_person(head))):
                heads.append(head)
                entities += [x for x in found if x not in entities]
        return entities, heads

    def _heads(self, role: Role, frame: Frame) -> list[int]:
        """Heads in the slots of a role.

        "self" is the frame's noun, "attribute.of" what its attribute is of, "in:favour.of" the same of one noun alone,
        "clause.subject" the subject of the clause that the verb governs, "wish.subject" of one that tells no fact.
        """
        found: list[int] = []
        for slot in role.slot:
            if slot == "self":
                found.append(frame.trigger)
            elif slot in ("clause.subject", "wish.subject"):
                found += [
                    h
                    for f in self.frames
                    if f.parent == frame.trigger and f.relation == "complement"
                    if slot == "clause.subject" or self.frames.is_wished(f)
                    for h in f.heads(SUBJECT)
                ]
            elif "." in slot:
                outer, _, inner = slot.partition(".")
                outer, _, noun = outer.partition(":")
                heads = [h for h in frame.heads(outer) if not noun or self.tokens[h].lemma_.lower() in noun.split("|")]
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
        """Referents of a phrase; for "Envoy", "Belonging" and "Nation" also whom a post or a nationality stands for."""
        found = [] if self._locates(head) else list(self.referents.of(head))
        if not found and "Nation" in role.type and (m := self.names.at(head)):
            found = [m.entity]  # "the Kenyan shelling"
        if not found and "Envoy" in role.type and self.analysis.posts.phrases.is_head(head):
            found = [e for a in self.frames.complements(head) if a.slot == "of" for e in self.referents.of(a.head)]
        if not found and "Belonging" in role.type:
            country = self.referents.country(head)
            named = any(self.names.at(i) for i in self.frames.modifiers(head)) or self.tokens[head].tag_ == "NNS"
            found = [country] if country and named else []  # "our divers", never "our strategy"
            if not found and self.tokens[head].lemma_.lower() in words("nominals", "plural_people"):
                found = [
                    m.entity
                    for i in self.frames.modifiers(head)
                    if (m := self.names.at(i)) and self.entities[m.entity].kind == "Organization"
                ]
        return found

    def _locates(self, head: int) -> bool:
        """Whether a city tells where the body named before it sits: "the Institute of Arts (IA), London has hired"."""
        city = self.names.at(head)
        if city is None or city.start < 2 or "City" not in self.entities[city.entity].types:
            return False
        comma, before = self.tokens[city.start - 1].text, self.frames.outside_bracket(city.start - 2)
        body = self.names.at(before)
        return comma == "," and body is not None and self.entities[body.entity].kind == "Organization"

    def _apply(self, rule: Rule, frame: Frame) -> None:
        if rule.passive is not None and rule.passive != frame.passive:
            return
        if rule.support and frame.kind == "noun":
            fit = [c for c in frame.carriers if self.frames.at[c].lemma in rule.support]
            if not fit:
                return
            frame = replace(frame, support=fit[-1])
        if rule.without and frame.heads(*rule.without):
            return
        if rule.absent and not self._words.isdisjoint(rule.absent):
            return
        if rule.unless:
            beside = [*self.frames.modifiers(frame.trigger), *(a.head for a in frame.args)]
            if any(self.tokens[i].lower_ in rule.unless for i in beside):
                return
        filled: dict[str, list[str]] = {}
        heads: dict[str, list[int]] = {}
        used: set[str] = set()
        for role in rule.roles:
            entities, found = self._fill(role, frame)
            if not found and role.slot == ("context",):
                entities = self._context_event(frame)
                found = [frame.trigger] if entities else []
            if role.name not in ("location", "origin", "organization", "official"):
                entities = [e for e in entities if e not in used or role.name in ("event",)]
                used.update(entities)
            filled[role.name] = [*filled.get(role.name, []), *entities]
            heads[role.name] = [*heads.get(role.name, []), *found]
        for need in rule.requires:
            if need == "when":
                if self._when(frame, rule) is None:
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

    def _event(self, rule: Rule, frame: Frame, filled: dict[str, list[str]], heads: dict[str, list[int]]) -> None:
        actors = list(
            dict.fromkeys(e for name, ids in filled.items() if name in _ROLES and name != "subjectMatter" for e in ids)
        )
        if len(actors) < rule.participants:
            return
        entity = next(iter(filled.get("event", ())), None) or self.analysis.event_at.get(frame.trigger)
        if entity is None and frame.kind == "noun":
            entity = next((e for e in self.referents.of(frame.trigger) if self.entities[e].kind == "Event"), None)
        kind = rule.event or ""
        if entity is not None and self.entities[entity].kind == "Event":
            kind = next((t for t in self.entities[entity].types if t in NAMED), kind)
        elif entity is not None:
            entity = None
        when = self._when(frame, rule)
        quantity, unit = self._quantity(heads.get("quantity", []))
        locations = (
            tuple(filled["location"])
            if filled.get("location")
            else self.places.of(frame, {*actors, *filled.get("subjectMatter", ())}, speech=rule.mode is not None)
        )
        if entity is not None and not locations:
            locations = self.places.described(heads.get("event", [frame.trigger])[0])
        if kind == "Visit" and locations and all(self._at_home_in(place, actors) for place in locations):
            return  # who comes home visits nobody
        roles = tuple(
            dict.fromkeys((name, e) for name, ids in filled.items() if name in _ROLES for e in ids if e != entity)
        )
        if not (roles or locations or entity or when or filled.get("origin")):
            return  # nothing tells it from any other happening of its class
        token, voice = frame.trigger, self.voices.of(frame)
        if voice.certainty == "hedged" and self.frames.infinitive(frame) and self.frames.negated(token):
            return  # "was advised not to go": it may have been done or not
        if when and voice.tense == "present" and any(self._is_ahead(t) for t in self.times.of(frame)):
            voice = replace(voice, tense="future")
        evidence = self.analysis.evidence(token, voice, rule.id, rule.confidence, when)
        if entity is not None:
            leader = self._leader(entity)
            if leader is not None:
                roles = (*(r for r in roles if r[0] != "organizer" and r[1] != leader), ("organizer", leader))
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

    def _is_ahead(self, time: TimeExpression) -> bool:
        """Whether a date is yet to come, though its period has begun: "later this week"."""
        told = {t.lower_ for t in self.tokens[max(0, time.outer[0] - 1) : time.end]}
        return "later" in told and bool(told & {"this", "today", "tonight"})

    def _at_home_in(self, place: str, people: list[str]) -> bool:
        """Whether a country is the one that all of these hold a post of."""
        return bool(people) and all(place in (body for _, body in self.referents.posts.get(p, ())) for p in people)

    def _leader(self, event: str) -> str | None:
        """ "African Union Mission in X": the organisation that an operation's name begins with."""
        parts = self.entities[event].label.split()
        for n in range(len(parts) - 1, 0, -1):
            key = organisation(" ".join(parts[:n]))
            if key:
                return self.analysis.keyed(key)
        return None

    def _trigger(self, frame: Frame) -> str:
        """The words that tell the event: the verb with its common-noun object, or the noun phrase."""
        if frame.kind == "noun":
            left, right = self.frames.core(frame.trigger)
            end = right if right - left <= _WORDS else frame.trigger + 1  # "the march"
            return self.frames.text(left, end)
        objects = [h for h in frame.heads(OBJECT) if h > frame.trigger and h - frame.trigger < _WORDS]
        end = max([frame.trigger, *objects[:1]]) + 1
        return self.frames.text(frame.trigger, end)

    def _quantity(self, heads: list[int]) -> tuple[int | None, str | None]:
        for head in heads:
            number = self.number(head)
            if number is not None:
                return number, None if self.tokens[head].pos_ == "NUM" else self.tokens[head].text.lower()
        return None, None

    def number(self, head: int) -> int | None:
        """How many a counted noun is, or the number itself."""
        token = self.tokens[head]
        if token.like_num or token.pos_ == "NUM":
            return _integer(token.text)
        for i in self.frames.modifiers(head):
            if self.tokens[i].tag_ == "CD":
                value = _integer(self.tokens[i].text)
                if value is not None:
                    return value
        return None

    def _statement(self, rule: Rule, frame: Frame, filled: dict[str, list[str]]) -> None:
        when = self._when(frame, rule)
        evidence = self.analysis.evidence(frame.trigger, self.voices.of(frame), rule.id, rule.confidence, when)
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
        when = self._when(frame, rule)
        evidence = self.analysis.evidence(frame.trigger, self.voices.of(frame), rule.id, rule.confidence, when)
        for member in filled.get("member", []):
            for organization in filled.get("organization", []) or ([None] if rule.post else []):  # type: ignore[list-item]
                if member != organization:
                    own = frame.relation == "relative" and evidence.speaker == member  # "according to A, who heads B"
                    self.memberships.append(
                        Membership(
                            member=member,
                            role=rule.post or None,
                            organization=organization,
                            when=when,
                            evidence=(replace(evidence, speaker=None) if own else evidence,),
                        )
                    )

    def _post(self, post: Post) -> None:
        frame = post.frame
        voice = self.voices.of(frame) if frame is not None else self.voices.at(post.head)
        times = self.times.of_post(post)
        lemma = frame.lemma if frame is not None else ""
        appointed = lemma in _APPOINTED
        when = edtf(times, appointed, lemma in _RESIGNED, True)
        coming = frame is not None and any(t.lower_ in ("next", "future") for t in self.tokens[post.head].children)
        if post.former:
            voice = replace(voice, tense="past")
        elif coming and not appointed:  # "was chosen on Monday to be the next minister"
            voice, when = replace(voice, tense="future"), None
        elif frame is None:
            voice = replace(voice, tense="present")
        rule = "post.apposition" if frame is None else f"post.{frame.lemma}"
        evidence = self.analysis.evidence(post.head, voice, rule, 0.9, when)
        if frame is None and evidence.speaker == post.person:  # "according to Minister Ada Roe": she does not say so
            evidence = replace(evidence, speaker=None)
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
        trained = lemma == "become" and self.analysis.posts.phrases.is_profession(post.head) and not post.organization
        if appointed and frame is not None and not trained:  # "became a specialist"
            agents = (
                [
                    x
                    for h in frame.heads(SUBJECT)
                    if not self._locates(h)
                    for e in self.referents.of(h)
                    if (x := self.analysis.fit(e, ("Actor",))) and e != post.person
                ]
                if frame.lemma != "become"
                else []
            )
            roles = [("appointee", post.person), *(("agent", a) for a in agents)]
            if post.organization and post.organization not in agents:
                roles.append(("participant", post.organization))
            moment = edtf(self.times.of(frame), False, False, False)
            self.events.append(
                Event(
                    type="Appointment",
                    aliases=(self._trigger(frame),),
                    roles=tuple(roles),
                    when=moment,
                    evidence=(replace(evidence, rule="appointment.post"),),
                )
            )

    def _related(self, frame: Frame) -> None:
        """What no rule names but somebody plainly says of two named things: kgx:relatedTo with the words between them."""
        voice, lemma = self.voices.of(frame), frame.lemma.split()[0]
        idle = _PLAIN | words("voice", "say") | words("voice", "deny") | words("voice", "feel")
        if not voice.reported or voice.certainty == "hedged" or lemma in idle or self.frames.infinitive(frame):
            return
        below = (self.frames.at.get(t.i) for t in self.tokens[frame.trigger].children)
        if any(f is not None and f.relation == "open" for f in below):
            return  # "asked X to leave": half of what is told
        sent = self.tokens[frame.trigger].sent
        start, end = self.annotated.span(sent.start, sent.end)
        if any(start <= f.evidence[0].start < end and f.evidence[0].speaker for f in (*self.events, *self.statements)):
            return
        heads = [h for h in frame.heads(SUBJECT) if self.tokens[h].pos_ != "PRON"]
        actors = [
            self.analysis.acting(e) or e
            for h in heads
            for e in self.referents.of(h)
            if self.analysis.speaks(e) and (self.names.entities[e].kind != "Place" or self._is_named(h))
        ]
        found = self._object_of(frame, actors) if len(actors) == 1 else None
        evidence = self.analysis.evidence(frame.trigger, voice, "related.said", 0.6, None)
        if found is None or evidence.speaker is None or (frame.relation == "relative" and evidence.speaker in actors):
            return
        modal = self.frames.modal(frame)
        if self.tokens[frame.trigger].tag_ in ("VB", "VBG") and all(t.lower_ == "to" for t in modal):
            return  # "share X and agree": the subject is lost; "avoid slumping with X"
        thing, left, right = found[0], min([frame.trigger, *(t.i for t in modal)]), found[1]
        if any(t.lower_ in _UNTOLD for t in self.tokens[frame.trigger + 1 : right]):
            return  # "will surrender to elders, not to X", "discussed this with X"
        phrase = " ".join(
            self.tokens[i].text for i in range(left, right) if self.tokens[i].text not in ('"', ",", "“", "”")
        )
        self.statements.append(
            Statement(
                subject=actors[0],
                predicate="kgx:relatedTo",
                object=thing,
                phrase=phrase.removesuffix(" the"),
                evidence=(evidence,),
            )
        )

    def _is_named(self, head: int) -> bool:
        """Whether a country is called by its name or said to be the thing: "Mali is a state that …"; not "our troops"."""
        above = self.frames.governor(head)
        return self.names.at(head) is not None or (above is not None and head in above.heads(ATTRIBUTE))

    def _object_of(self, frame: Frame, actors: list[str]) -> tuple[str, int] | None:
        """The first named thing behind a verb, at most eight words away, and the token that its name begins with."""
        for argument in frame.args:
            if argument.slot in (SUBJECT, ATTRIBUTE) or argument.head < frame.trigger:
                continue
            inner = [
                a.head for a in self.frames.complements(argument.head) if a.slot in ("in", "of", "with", "to", "on")
            ]
            for head in (argument.head, *inner):
                mention = self.names.at(head)
                if mention is None or mention.form == "demonym":
                    continue  # "wounded twenty Kenyans"
                if head in inner and self.names.entities[mention.entity].kind == "Person":
                    continue  # "called the visit of President Ada Roe a success"
                things = [e for e in self.referents.of(head) if e not in actors]
                if things and mention.start - frame.trigger <= 8:
                    return things[0], mention.start
        return None


def _fullest(events: list[Event]) -> list[Event]:
    """Of what several rules make of one trigger, what tells most."""
    who = [{x for _, x in e.roles} for e in events]
    return [
        e
        for e, ends in zip(events, who, strict=True)
        if not any(e.type == f.type and ends < others for f, others in zip(events, who, strict=True))
    ]


def _forms(country: Entity) -> tuple[str, ...]:
    """Names of a country, and the words for what belongs to it."""
    return (country.label, *country.aliases, *(demonyms_of(country.key) if country.key else ()))


def _integer(text: str) -> int | None:
    plain = text.replace(",", "").lower()
    if plain.isdigit():
        return int(plain)
    if plain in _NUMBERS:
        return _NUMBERS[plain]
    ten, _, one = plain.partition("-")
    return _NUMBERS[ten] + _NUMBERS[one] if ten in _NUMBERS and one in _NUMBERS else None
