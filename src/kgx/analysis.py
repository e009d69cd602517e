"""The stages of one document before the rules: names, dates, frames, voice, coreference, posts."""

from dataclasses import replace
from itertools import pairwise

from kgx import rules
from kgx.annotate import Annotated
from kgx.coreference import Referents
from kgx.dates import find_dates
from kgx.edtf import bounds
from kgx.frames import OBJECT, SUBJECT, Frames
from kgx.gazetteer import capital_of, facts
from kgx.lexicon import words
from kgx.model import Entity, Evidence
from kgx.names import Names, find_names
from kgx.names.lexicon import lexicon
from kgx.posts import Posts
from kgx.voice import Voice, Voices

NAMED = {"Operation": "operation", "Exercise": "exercise", "Conference": "summit"}
"""Classes of events that bear names, and the noun that a name stands for in the rules."""
_SEATS = frozenset("parliament senate congress assembly capitol".split())  # "the Parliament attack" is none by it
_OFTEN = 3  # mentions of a country that make a text be about it


class Analysis:
    """One document with every stage run once."""

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
                named[root] = next((NAMED[t] for t in entity.types if t in NAMED), "operation")
                self.event_at[root] = mention.entity
        self.frames = Frames(self.doc, rules.event_nouns(), named)
        self.tokens = self.frames.tokens
        self.voices = Voices(annotated, self.frames)
        self.referents = Referents(annotated, self.frames, self.names, self.voices)
        self.home, domestic = self._home()
        self.posts = Posts(self.referents, self.home, domestic=domestic)
        self._subjectless()
        self._fronted_invitations()

    @property
    def body(self) -> int:
        """The first token behind the title: headlines are too short of context to take facts from."""
        blocks = self.annotated.blocks
        return blocks[0].end if blocks and blocks[0].kind == "title" else 0

    def _subjectless(self) -> None:
        """Items of a profile: "Born in Oslo in 1971", "Headed the mission": the person that the text is about."""
        people = [(n, e) for e, n in self.referents.counts.items() if self.entities[e].kind == "Person"]
        if not people:
            return
        main = max(people, key=lambda x: (x[0], x[1]))[1]
        mention = next(m for m in self.names.mentions if m.entity == main)
        head = self.referents.head(mention)
        for block in self.annotated.blocks:
            first = next((i for i in range(block.start, block.end) if self.tokens[i].is_alpha), None)
            frame = self.frames.at.get(first) if first is not None else None
            if (
                block.kind == "heading"
                and frame is not None
                and frame.kind == "verb"
                and self.tokens[frame.trigger].tag_ in ("VBN", "VBD")
            ):
                passive = frame.lemma in ("bear", "appoint", "elect", "educate", "award") and not frame.heads(OBJECT)
                if not frame.heads(SUBJECT):
                    frame.passive = passive
                    frame.add(OBJECT if passive else SUBJECT, [head])

    def _fronted_invitations(self) -> None:
        """ "At the invitation of the minister of X, A, the minister of Y, B, paid …": B acts, whatever the parse says."""
        posts = sorted((p for p in self.posts.found if p.frame is None), key=lambda p: p.head)
        for first, second in pairwise(posts):
            if first.person == second.person or self.tokens[first.head].sent != self.tokens[second.head].sent:
                continue
            names = [m for m in self.names.mentions if m.entity == first.person and first.head < m.start < second.head]
            if not names or self.tokens[self.tokens[first.head].sent.start].lower_ not in ("at", "on", "upon"):
                continue
            head = self.referents.head(names[-1])
            for frame in self.frames:
                if frame.trigger > second.head and head in frame.heads(SUBJECT):
                    frame.args = [
                        replace(a, head=second.head) if a.slot == SUBJECT and a.head == head else a for a in frame.args
                    ]

    def _home(self) -> tuple[str | None, bool]:
        """The country that the text is about, and whether it is the text's own.

        That of its dateline is, if the text goes on to name it and hardly another; else it is the one that the text
        names most.
        """
        counts = [(n, e) for e, n in self.referents.counts.items() if "Country" in self.entities[e].types]
        counts.sort(key=lambda x: (-x[0], x[1]))
        for block in self.annotated.blocks[:3]:
            if block.kind == "dateline":
                for m in self.names.mentions:
                    country = self.country_of(m.entity) if block.start <= m.start < block.end else None
                    told = self.referents.counts[country] if country else 0
                    if country and (not counts or (told and 3 * told >= counts[0][0])):
                        return country, True
        few = not counts or counts[0][0] < _OFTEN
        clear = not few and (len(counts) == 1 or counts[0][0] >= 1.5 * counts[1][0])
        return (counts[0][1] if clear else None), False

    def country_of(self, entity: str) -> str | None:
        e = self.entities[entity]
        if "Country" in e.types:
            return entity
        if not e.key:
            return None
        key = facts(e.key).contained_in
        return self.keyed(key) if key and key.startswith("country:") else None

    def keyed(self, key: str) -> str:
        """The entity with a gazetteer key, made where the text does not name it."""
        found = self.referents.by_key(key)
        if found is None:
            known = facts(key)
            found = f"g{len(self.entities)}"
            self.entities[found] = Entity(id=found, kind=known.kind, types=known.types, label=known.label, key=key)
        return found

    def evidence(self, token: int, voice: Voice, rule: str, confidence: float, when: str | None) -> Evidence:
        """The sentence around a token as evidence, in a voice."""
        sent = self.tokens[token].sent
        block = next(b for b in self.annotated.blocks if b.start <= token < b.end)
        start, end = max(sent.start, block.start), min(sent.end, block.end)
        while end > start + 1 and self.tokens[end - 1].is_space:
            end -= 1
        a, b = self.annotated.span(start, end)
        speaker, attribution = None, None
        if voice.speaker is not None:
            who = [e for e in self.referents.of(voice.speaker) if self.speaks(e)]
            if len(who) == 1 and not self._is_some(voice.speaker):
                speaker = self.acting(who[0]) or who[0]
            else:
                left, right = self.frames.core(voice.speaker)
                words_ = self.doc[left:right].text if self.tokens[voice.speaker].pos_ != "PRON" else "a speaker"
                attribution = words_ if len(who) < 2 else " and ".join(self.entities[e].label for e in who)
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
            certainty=voice.certainty,
            tense=tense,
        )

    def _is_some(self, head: int) -> bool:
        """Whether a phrase names people of a country who do not speak for it: "Palestinian medics"."""
        lemma = self.tokens[head].lemma_.lower()
        told = lemma in words("nominals", "proxies") and lemma not in words("nominals", "authorities")
        return told and self.names.at(head) is None

    def speaks(self, entity: str) -> bool:
        e = self.entities[entity]
        return e.kind in ("Person", "Organization") or "Country" in e.types or self.acting(entity) is not None

    def acting(self, entity: str) -> str | None:
        """A capital that acts stands for its country: one that the text names, else today's."""
        named, key = self.referents.country_of(entity), self.entities[entity].key
        if named is not None or not key or not key.startswith("city:"):
            return named
        home = facts(key).contained_in
        return self.keyed(home) if home and capital_of(home) == key else None

    def fit(self, entity: str, types: tuple[str, ...]) -> str | None:
        """The entity, or the country that a capital stands for, when it is of one of the types."""
        e = self.entities[entity]
        if e.kind in types or set(e.types) & set(types):
            return entity
        if "Actor" in types:
            if e.kind in ("Person", "Organization") or "Country" in e.types or "Group" in e.types:
                return entity
            return self.acting(entity)
        if "Armed" in types and e.kind == "Organization" and "GovernmentOrganization" not in e.types:
            return None if e.label.split()[-1].lower() in _SEATS else entity
        if "Official" in types and e.kind == "Person" and self.referents.posts.get(entity):
            return entity
        if "Court" in types and e.kind == "Organization" and {"court", "tribunal"} & set(e.label.lower().split()):
            return entity
        if "School" in types and e.kind == "Organization" and not e.key and _may_teach(e.label):
            return entity
        if "Country" in types:
            return self.acting(entity)
        return None

    def is_person(self, head: int) -> bool:
        return any(self.entities[e].kind == "Person" for e in self.referents.of(head))


def _may_teach(name: str) -> bool:
    """Whether a body's name is that of a school, or at least not that of another sort of body."""
    words_ = set(name.lower().split())
    return bool(words_ & words("heads", "schools")) or words_.isdisjoint(lexicon().heads)
