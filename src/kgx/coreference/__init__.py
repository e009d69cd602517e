"""What a noun phrase refers to: names, "the minister", "the two countries", and pronouns, which have a file of their own.

A phrase that cannot be linked safely refers to nothing: a wrong link is worse than none.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import islice

from kgx.annotate import Annotated
from kgx.coreference.pronouns import Pronouns
from kgx.frames import SUBJECT, Frames
from kgx.gazetteer import countries_of_capital
from kgx.lexicon import table, words
from kgx.model import Entity
from kgx.names import Mention, Names
from kgx.voice import Voices

_NUMBERS = {
    "two": 2,
    "both": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_NOUNS = frozenset({"NOUN", "PROPN"})
_OF = re.compile(r" (?:of|for|on|against|in|at) ")  # behind which a name tells what a body is for
# What a body has within it and shares its name with: "Army Headquarters".
_WITHIN = frozenset("headquarters base barracks camp hospital academy college school museum stadium".split())
_OFFICES = frozenset("minister ambassador judge lawyer".split())
_ANOTHER = frozenset(
    "such other first second third fourth fifth next previous earlier later highest higher lower "
    "interim transitional provisional caretaker former future foreign local".split()
)
_DEFINITE = frozenset("the this that these those both".split())


class Referents:
    """Entities behind the noun phrases of one document."""

    def __init__(self, annotated: Annotated, frames: Frames, names: Names, voices: Voices) -> None:
        """Collect mentions in order, descriptions by apposition, and gender."""
        self.annotated, self.frames, self.names, self.voices = annotated, frames, names, voices
        self.doc, self.tokens = annotated.doc, frames.tokens
        self.posts: dict[str, list[tuple[str, str | None]]] = defaultdict(list)  # person -> (role, organisation)
        self.holders: dict[int, tuple[str, ...]] = {}  # head of a post in apposition -> who holds it
        self.home: str | None = None  # the country that the text is about
        self._known: dict[int, tuple[str, ...]] = {}
        self._starts = [m.start for m in names.mentions]
        self._sentences = [sent.start for sent in self.doc.sents]
        self._roots: dict[int, int] = {}  # first token of a mention -> its head
        self.described: dict[str, set[str]] = defaultdict(set)  # entity -> nouns that the text calls it by
        self.gender: dict[str, str] = {}
        self.groups: dict[str, tuple[str, int]] = {}  # delegation -> whose it is, and where it is first named
        self.pronouns = Pronouns(self)
        self._describe()
        self.topic: str | None = None  # the body or thing that the title names
        self.counts = Counter(
            m.entity for m in names.mentions if not self._outside(m.start)
        )  # not where it was written
        self.find_topic()

    def find_topic(self) -> None:
        """The organisation, event or thing that the title, or else the first paragraph, names and the text speaks of most."""
        for block in self.annotated.blocks[:2]:
            named = {m.entity for m in self.names.mentions if block.start <= m.start < block.end}
            fit = [
                e
                for e in named
                if self.entity(e).kind in ("Organization", "Event", "Programme")
                or "Infrastructure" in self.entity(e).types
            ]
            if fit:
                self.topic = max(fit, key=lambda e: (self.counts[e], self.entity(e).kind == "Event", e))
                return

    def follow(self, home: str | None) -> None:
        """Resolve the personal pronouns in order, so that each can rest on those before it."""
        self.home = home
        for token in self.tokens:
            if token.tag_ in ("PRP", "PRP$") and token.lower_ in ("he", "him", "his", "she", "her", "hers"):
                self._known.pop(token.i, None)
                self.pronouns.resolved += [(token.i, e) for e in self.of(token.i)]

    def entity(self, name: str) -> Entity:
        """The entity with this id."""
        return self.names.entities[name]

    def of(self, head: int) -> tuple[str, ...]:
        """Entity ids that the phrase with this head refers to; empty when nothing is certain."""
        if head not in self._known:
            self._known[head] = ()
            self._known[head] = self._resolve(head)
        return self._known[head]

    def mention(self, head: int) -> Mention | None:
        """The mention that the head is part of."""
        return self.names.at(head)

    def country_of(self, entity: str) -> str | None:
        """A capital that acts is its country: the country's id, where the text names the country too."""
        e = self.entity(entity)
        keys = countries_of_capital(e.key) if e.key and e.key.startswith("city:") else ()
        return next((found for key in keys if (found := self.by_key(key))), None)

    def by_key(self, key: str) -> str | None:
        """The entity of this document with a gazetteer key."""
        return next((i for i, e in self.names.entities.items() if e.key == key), None)

    # -- discourse

    def _outside(self, token: int) -> bool:
        """Whether a token stands in the title or dateline."""
        lines = (b for b in self.annotated.blocks if b.kind == "dateline")
        return self.in_title(token) or any(b.start <= token < b.end for b in lines)

    def is_title(self, mention: Mention) -> bool:
        """Whether a name is the whole title: "he" may be that person, though no sentence names him."""
        title = self.annotated.blocks[0]
        return title.kind == "title" and (mention.start, mention.end) == (title.start, title.end)

    def in_title(self, token: int) -> bool:
        """Whether a token stands in the title."""
        blocks = self.annotated.blocks
        return bool(blocks) and blocks[0].kind == "title" and token < blocks[0].end

    def _describe(self) -> None:
        for mention in self.names.mentions:
            head = self.head(mention)
            entity = mention.entity
            for i in [*self.frames.appositions(head), self.frames.renamed(head)]:
                if i is not None and self.names.at(i) is None:
                    self.described[entity].add(self.tokens[i].lemma_.lower())
            if mention.start and self.tokens[mention.start - 1].pos_ == "NOUN":  # "the newspaper X"
                self.described[entity].add(self.tokens[mention.start - 1].lemma_.lower())
            noun = self.tokens[head].head.head
            if self.tokens[head].head.lower_ == "of" and noun.pos_ == "NOUN" and self.entity(entity).kind == "Place":
                self.described[entity].add(noun.lemma_.lower())  # "the island of X"
            verb = self.frames.at.get(self.tokens[head].head.i)
            if verb is not None and verb.lemma == "be" and head in verb.heads(SUBJECT):
                self.described[entity].update(
                    self.tokens[h].lemma_.lower() for h in verb.heads("attribute") if self.names.at(h) is None
                )
            for i in self.frames.modifiers(head):
                if self.names.at(i) is None and self.tokens[i].pos_ == "NOUN":
                    self.described[entity].add(self.tokens[i].lemma_.lower())
            if self.entity(entity).kind == "Person":
                near = [self.tokens[i].lower_.rstrip(".") for i in range(max(0, mention.start - 3), mention.start)]
                near = near[:-1] if near[-1:] == [","] else near  # "by his wife, X"
                near += [self.tokens[i].lower_ for i in self.frames.appositions(head)]
                for gender in ("male", "female"):
                    if words("nominals", gender) & set(near[-1:]) or words("nominals", gender) & set(near[:-1]) & {
                        "ms",
                        "mrs",
                        "mr",
                        "spokesman",
                        "spokeswoman",
                        "chairman",
                        "chairwoman",
                    }:
                        self.gender.setdefault(entity, gender)

    def head(self, mention: Mention) -> int:
        """The token that the others of a mention hang on."""
        if mention.start not in self._roots:
            self._roots[mention.start] = self.doc[mention.start : mention.end].root.i
        return self._roots[mention.start]

    def before(self, token: int, back: int = 3) -> list[Mention]:
        """Mentions before a token, nearest first, at most `back` sentences away."""
        low = self._sentences[max(0, bisect_right(self._sentences, token) - 1 - back)]
        found = []
        for k in range(bisect_left(self._starts, token) - 1, -1, -1):
            m = self.names.mentions[k]
            if m.start < low or self.in_title(m.start):
                break
            found.append(m)
        return found

    # -- resolution

    def _resolve(self, head: int) -> tuple[str, ...]:
        token = self.tokens[head]
        mention = self.names.at(head)
        if mention is not None and mention.form == "demonym" and self._is_one(head):
            return ()  # "an American" is not America
        if mention is not None and (mention.form != "demonym" or token.pos_ in ("NOUN", "PROPN")):
            return tuple(self._people(mention) if self.entity(mention.entity).kind == "Person" else self._list(mention))
        low = token.lower_
        if token.pos_ == "PRON" or token.tag_ in ("PRP", "PRP$", "WP$"):
            return self.pronouns.of(head)
        named: list[str] = []
        for i in self.frames.appositions(head):
            m = self.names.at(i)
            if m and m.form != "demonym":
                named.append(m.entity)
            elif self.frames.appositions(i):  # "the minister, A, and his counterpart, B"
                named += self.of(i)
        held = self.holders.get(head, ())
        if held and (not named or held[0] not in named):
            return held
        if named:
            return tuple(dict.fromkeys(named))
        other = self.frames.renamed(head)
        if other is not None and (m := self.names.at(other)) and m.form != "demonym":
            return (m.entity,)
        modifier = [
            m.entity
            for i in self.frames.modifiers(head)
            for m in [self.names.at(i)]
            if m and m.form != "demonym" and m.end == head and self.entity(m.entity).kind == "Person"
        ]
        if modifier:  # "Ada Roe's deputy" never: only a name run into its noun by the parse
            return ()
        lemma = token.lemma_.lower()
        if lemma in words("nominals", "proxies"):
            country = self.country(head)
            if country:  # "the government of X and the Y Movement"
                others = [
                    e
                    for a in self.frames.complements(head)
                    if a.slot == "of"
                    for e in self.of(a.head)
                    if self.entity(e).kind == "Organization"
                ]
                return (country, *others)
            force = next(
                (
                    m.entity
                    for i in self.frames.modifiers(head)
                    if (m := self.names.at(i)) and self.entity(m.entity).kind == "Organization"
                ),
                None,
            )
            part = lemma in words("nominals", "parts") and self._is_one(head)  # "a unit of the X Army" is not the army
            if force and "MilitaryOrganization" in self.entity(force).types and not part:
                return (force,)
        subjects = self.frames.predicated(head)
        if subjects:
            return self.of(subjects[0]) if len(subjects) == 1 else ()
        if lemma in words("nominals", "transparent"):
            inner = [a.head for a in self.frames.complements(head) if a.slot == "of"]
            built = self.of(inner[0]) if len(inner) == 1 else ()
            return tuple(
                e for e in built if self.entity(e).kind != "Organization"
            )  # "entered the building of the bank"
        if lemma == "delegation":
            return self._delegation(head)
        if lemma in words("nominals", "place_kinds"):  # "the village of X"
            inside = [a.head for a in self.frames.complements(head) if a.slot == "of"]
            m = self.names.at(inside[0]) if len(inside) == 1 else None
            if m is not None and self.entity(m.entity).kind == "Place" and "Country" not in self.entity(m.entity).types:
                return (m.entity,)
        number = self._number(head)
        if number:
            return self._several(head, lemma, number)
        if (
            token.pos_ in ("NOUN", "PROPN")
            and (token.tag_ in ("NN", "NNP") or lemma in words("nominals", "happening"))
            and self.definite(head)
        ):
            return self._definite_noun(head, lemma)
        if low in ("former", "latter"):
            return ()
        return ()

    def _is_one(self, head: int) -> bool:
        """Whether a phrase counts one person: "an Afghan", "one American"."""
        return any(t.lower_ in ("a", "an", "one", "another", "every") for t in self.tokens[head].children)

    def _list(self, mention: Mention) -> list[str]:
        """A mention and those enumerated after it: "A, B, C and D", however the parse hung them together."""
        found, at, end, closed = [mention.entity], mention.end, mention.end, False
        kind = self.entity(mention.entity).kind
        while True:
            joined = False
            while (
                at < len(self.tokens)
                and at - end < 5
                and (self.tokens[at].text == "," or self.tokens[at].lower_ in ("and", "the", "as", "well"))
            ):
                joined |= self.tokens[at].lower_ in ("and", "well")
                at += 1
            m = self.names.at(at) if at < len(self.tokens) and at > end else None
            if m is None and joined and at < len(self.tokens) and self.tokens[at].lower_ in ("other", "others"):
                closed = True  # "A, B, C and other programmes"
            if m is None and not joined and at > end and at < len(self.tokens) and self.tokens[at].is_title:
                comma = next((i for i in range(at, min(at + 8, len(self.tokens))) if self.tokens[i].text == ","), None)
                if comma is not None and not any(t.pos_ in ("VERB", "AUX", "PRON") for t in self.tokens[at:comma]):
                    end = at = comma  # a member of the list that is no known name
                    continue
            if m is None or m.start != at or m.form == "demonym" or self.entity(m.entity).kind != kind or closed:
                break
            closed = joined and self.tokens[at - 1].lower_ != "well"
            found.append(m.entity)
            at = end = m.end
        return list(dict.fromkeys(found)) if closed and len(found) > 2 else [mention.entity]

    def _people(self, mention: Mention) -> list[str]:
        """People enumerated with their posts: "President A of X, President B of Y and the minister of Z, C"."""
        between = (
            words("posts", "heads")
            | words("posts", "modifiers")
            | words("posts", "ranks")
            | {
                "and",
                "the",
                "of",
                "by",
                "as",
                "well",
                "his",
                "her",
                ",",
                "counterpart",
                "mr",
                "ms",
                "mrs",
                "mr.",
                "ms.",
                "sir",
                "then",
            }
        )
        found, closed, joined, at = [mention.entity], False, False, mention.end
        while at < len(self.tokens) and at - mention.end < 60:
            m = self.names.at(at)
            if m is not None and self.entity(m.entity).kind == "Person":
                found.append(m.entity)
                closed, joined = joined, False
                at = m.end
            elif m is not None:
                at = m.end
            elif self.tokens[at].lower_ in between:
                joined |= self.tokens[at].lower_ in ("and", "well")
                at += 1
            else:
                break
        return list(dict.fromkeys(found)) if closed else [mention.entity]

    def _delegation(self, head: int) -> tuple[str, ...]:
        """ "a NATO delegation", "the Finnish delegation": a group of its own; "the delegation": the one before."""
        body = self.country(head)
        if body is None:
            near = [
                *self.frames.modifiers(head),
                self.frames.owner(head),
                *(a.head for a in self.frames.complements(head) if a.slot in ("of", "from")),
            ]
            body = next(
                (
                    m.entity
                    for i in near
                    if i is not None and (m := self.names.at(i)) and self.entity(m.entity).kind == "Organization"
                ),
                None,
            )
        if body is None:
            made = [i for i, e in self.names.entities.items() if "Group" in e.types and e.label.endswith("delegation")]
            return (made[-1],) if made and self.definite(head) else ()
        name = f"d{body}"
        if name not in self.names.entities:
            left, right = self.frames.core(head)
            adjective = next(
                (
                    self.frames.text(m.start, m.end)
                    for i in range(left, right)
                    if (m := self.names.at(i)) and m.entity == body
                ),
                self.entity(body).label,
            )
            self.names.entities[name] = Entity(
                id=name, kind="Organization", types=("Group",), label=f"{adjective} delegation", mentions=1
            )
            self.groups[name] = (body, head)
        return (name,)

    def definite(self, head: int) -> bool:
        """Whether "the", "this" or the like stands before a noun."""
        return any(t.lower_ in _DEFINITE for t in self.tokens[head].children if t.i < head)

    def country(self, head: int) -> str | None:
        """The country that a phrase belongs to: "Kenyan forces", "Kenya's army", "our contingent", "the government of Kenya"."""
        for i in [*self.frames.modifiers(head), self.frames.owner(head)]:
            if i is None:
                continue
            m = self.names.at(i)
            if m and "Country" in self.entity(m.entity).types:
                return m.entity
            if self.tokens[i].lower_ in ("our", "ours"):
                return self._ours(head)
            if m is None and self.tokens[i].lower_ in ("its", "their"):
                found = [e for e in self.pronouns.of(i) if "Country" in self.entity(e).types]
                return found[0] if found else None
        for argument in self.frames.complements(head):
            m = self.names.at(argument.head)
            if argument.slot in ("of", "from") and m and "Country" in self.entity(m.entity).types:
                return m.entity
        return None

    def _ours(self, head: int) -> str | None:
        """ "our": the country of the dateline, else the one that the text speaks of most."""
        if self.home is not None:
            return self.home
        countries = [(n, e) for e, n in self.counts.items() if "Country" in self.entity(e).types]
        countries.sort(key=lambda x: (-x[0], x[1]))
        if not countries or (len(countries) > 1 and countries[0][0] == countries[1][0]):
            return None
        return countries[0][1]

    def _number(self, head: int) -> int | None:
        if not self.definite(head) and self.tokens[head].lower_ not in ("both", "two", "three"):
            return None
        if self.tokens[head].dep_ == "nummod":  # "the three-day forum"
            return None
        for t in [*self.tokens[head].children, self.tokens[head]]:
            if t.lower_ in _NUMBERS and (t.i == head or t.i < head):
                return _NUMBERS[t.lower_]
        return None

    def _several(self, head: int, lemma: str, number: int) -> tuple[str, ...]:
        """ "the two ministers", "both countries", "the three": the latest so many of that kind."""
        if lemma in words("nominals", "sides") or lemma in words("nominals", "country"):
            kinds = "Country"
        elif lemma in words("nominals", "company"):
            kinds = "Organization"
        elif (
            lemma in words("nominals", "plural_people")
            or lemma in _NUMBERS
            or any(lemma in role.lower() for posts in self.posts.values() for role, _ in posts)
        ):
            kinds = "Person"
        else:
            return ()
        pool: list[str] = []
        telling = self._telling(head)
        for m in self.before(head, back=4):
            e = self.entity(m.entity)
            if kinds in (e.kind, *e.types) and m.entity not in {*pool, *telling} and not self._outside(m.start):
                pool.append(m.entity)
        if kinds == "Person":
            posted = [p for p in pool if any(lemma in role.lower() for role, _ in self.posts.get(p, ()))]
            if lemma in _OFFICES:  # "the two ministers": nobody who is something else
                pool = [p for p in pool if p in posted or not self.posts.get(p)]
            pool = posted if len(posted) >= number else pool
        elif kinds == "Country":
            by_count = sorted(
                (e for e, n in self.counts.items() if "Country" in self.entity(e).types),
                key=lambda e: (-self.counts[e], e),
            )
            if len(by_count) == number or (
                len(by_count) > number and self.counts[by_count[number - 1]] > self.counts[by_count[number]]
            ):
                return tuple(sorted(by_count[:number]))
        return tuple(reversed(pool[:number])) if len(pool) >= number else ()

    def _telling(self, head: int) -> set[str]:
        """Who says the clause that a token is in: "the mediator, Ada Roe, said that the two leaders"."""
        frame, found = self.frames.clause(head), set()
        while frame is not None and frame.parent is not None:
            inner, frame = frame, self.frames.at.get(frame.parent)
            if frame is not None and inner.relation == "complement":
                for subject in frame.heads(SUBJECT):
                    named = self.names.at(subject)
                    near = self.frames.appositions(subject)
                    found |= {m.entity for m in (named, *map(self.names.at, near)) if m is not None}
        return found

    def _definite_noun(self, head: int, lemma: str) -> tuple[str, ...]:
        """ "the minister", "the court", "the bloc", "the railway"."""
        if lemma == "elect" and head > 1 and self.tokens[head - 1].text == "-":  # "the president-elect"
            lemma = self.tokens[head - 2].lemma_.lower()
        near = () if lemma in words("nominals", "body") else self.before(head, back=8)  # no council is its member
        people = [m for m in near if self.entity(m.entity).kind == "Person"]
        complements = [
            a for a in self.frames.complements(head) if a.slot in ("of", "for", "to", "between", "among", "with")
        ]
        if complements:  # "the minister of Mali" is who was introduced so, "the minister of a neighbour" another thing
            wanted = self._post_words(head, lemma)
            bodies = {m.entity for a in complements if (m := self.names.at(a.head)) is not None}
            holders = (
                m.entity
                for m in people
                for role, body in self.posts.get(m.entity, ())
                if body in bodies and wanted <= set(role.lower().split())
            )
            return tuple(islice(holders, 1))
        if lemma in ("guest", "visitor"):
            return (people[0].entity,) if people else ()
        wanted = self._post_words(head, lemma)
        nouns = (i for i in self.frames.modifiers(head) if self.tokens[i].pos_ in _NOUNS and self.names.at(i) is None)
        beside = {self.tokens[i].lower_ for i in nouns} - wanted
        for m in people:
            held = [
                self._held(role, body)
                for role, body in self.posts.get(m.entity, ())
                if wanted & set(role.lower().split())
            ]
            fits = any(wanted <= post and all(_like(word, post) for word in beside) for post in held)
            if fits or (len(wanted) == 1 and not beside and lemma in self.described[m.entity]):
                return (m.entity,)
        if any(self.tokens[i].lower_ in _ANOTHER for i in self.frames.modifiers(head)):
            return ()
        told = {self.tokens[i].lower_ for i in self.frames.modifiers(head) if self.tokens[i].pos_ in _NOUNS} | {lemma}
        if lemma in ("embassy", "consulate") and any(a.slot == "in" for a in self.frames.complements(head)):
            return ()  # that of another town than the one named
        named = (m for m in self.before(head, back=40) if told <= self._words(m.entity))
        full = next((m for m in named if self._is_sort(lemma, m.entity)), None)
        if full is not None:
            return () if self._is_rivalled(head, lemma, full) else (full.entity,)
        for m in self.before(head, back=6):
            if lemma in self.described[m.entity] and self.entity(m.entity).kind != "Person":
                return (m.entity,)
        if lemma in words("nominals", "country"):
            frame = self.frames.clause(head)
            acting: set[str] = set()
            if frame is not None and head in frame.heads("from", "to"):  # "A withdraws its troops from the country"
                acting = {e for h in frame.heads(SUBJECT) for e in self.of(h)}
            return self._latest(head, lambda e: "Country" in e.types and e.id not in acting, back=4)
        if lemma in words("nominals", "city"):
            return self._latest(head, lambda e: "City" in e.types, back=2)
        if any(self.tokens[i].lower_ == "new" for i in self.frames.modifiers(head)) and lemma in words(
            "nominals", "company"
        ):
            return ()
        if lemma in ("company", "firm", "group"):
            return self._latest(
                head,
                lambda e: (
                    e.kind == "Organization"
                    and not e.key
                    and not {"GovernmentOrganization", "MilitaryOrganization"} & set(e.types)
                    and words("nominals", "organ").isdisjoint(e.label.lower().split())
                    and not beside - self.described[e.id]  # "the brewery firm" is no bank
                ),
                back=3,
            )
        if lemma in ("paper", "newspaper", "magazine", "weekly", "daily", "agency"):
            press = {"weekly", "newspaper", "paper", "daily", "magazine", "agency", "outlet", "website", "broadcaster"}
            return self._latest(head, lambda e: bool(self.described[e.id] & press), back=12)
        if lemma in ("alliance", "bloc", "organisation", "organization", "union", "grouping"):
            return self._latest(
                head,
                lambda e: e.key is not None and e.key.removeprefix("org:") in words("organisations", "blocs"),
                back=6,
            )
        if lemma in words("nominals", "structure") and lemma in (
            "railway",
            "line",
            "pipeline",
            "route",
            "canal",
            "road",
        ):
            return self._latest(head, lambda e: "Infrastructure" in e.types, back=8)
        if lemma in words("nominals", "happening"):
            return self._latest(
                head,
                lambda e: (
                    e.kind == "Event" and (lemma not in ("exercise", "drill", "manoeuvre") or "Exercise" in e.types)
                ),
                back=8,
            )
        if lemma == "project":
            return self._latest(head, lambda e: e.kind == "Programme" or "Infrastructure" in e.types, back=3)
        if lemma in ("treaty", "agreement", "pact", "accord", "compact", "programme", "program", "initiative"):
            return self._latest(head, lambda e: e.kind == "Programme", back=3)
        return ()

    def _is_sort(self, lemma: str, entity: str) -> bool:
        """Whether a name says that it is such a thing: "the army" is no "Army Headquarters" and no "Friends of the Army"."""
        label = self.entity(entity).label.lower()
        last = label.split()[-1]
        return (last == lemma or last not in _WITHIN) and lemma in _OF.split(label)[0].split()

    def _is_rivalled(self, head: int, lemma: str, full: Mention) -> bool:
        """Whether another body of the kind, without a name, was spoken of since: "a royal commission"."""
        own = self._words(full.entity)
        kin = (t for t in self.tokens[full.end : head] if t.lemma_.lower() == lemma and self.names.at(t.i) is None)
        return any(c.dep_ in ("amod", "compound") and c.lower_ not in own for t in kin for c in t.children)

    def _held(self, role: str, body: str | None) -> set[str]:
        """The words of a post and of the body that it belongs to: "Chief", "Naval Staff"."""
        return set(role.lower().split()) | (self._words(body) if body is not None else set())

    def _post_words(self, head: int, lemma: str) -> set[str]:
        """The words of a post: "prime" and "minister" of "the prime minister", of "the premier" and of "the PM"."""
        full = "prime minister" if lemma == "premier" else table("posts")["short"].get(lemma, lemma).lower()
        before = {self.tokens[i].lower_ for i in self.frames.modifiers(head)}
        return set(full.split()) | (before & words("posts", "modifiers"))

    def _words(self, entity: str) -> set[str]:
        """Lower-case words of an organisation's or thing's name."""
        e = self.entity(entity)
        return set() if e.kind == "Person" or "Country" in e.types else {w.lower() for w in e.label.split()}

    def _latest(self, head: int, fits: Callable[[Entity], bool], back: int) -> tuple[str, ...]:
        """The nearest mention that fits; none when the nearest sentence offers two."""
        found: list[Mention] = [m for m in self.before(head, back=back) if fits(self.entity(m.entity))]
        if not found:
            return ()
        sent = self.tokens[found[0].start].sent
        rivals = {m.entity for m in found if m.start >= sent.start}
        if len(rivals) > 1 and any(
            t.lower_ == "this" for t in self.tokens[head].children
        ):  # "a stake in A. This company"
            return (found[0].entity,)
        if len(rivals) > 1:
            subjects = [m.entity for m in found if m.start >= sent.start and self._is_subject(m)]
            if len(set(subjects)) == 1:
                return (subjects[0],)
            best = max(rivals, key=lambda e: (self.counts[e], e))
            if sum(self.counts[best] > 2 * self.counts[r] for r in rivals) == len(rivals) - 1:
                return (best,)
            return ()
        return (found[0].entity,)

    def _is_subject(self, mention: Mention) -> bool:
        head = self.head(mention)
        frame = self.frames.governor(head)
        return frame is not None and head in frame.heads(SUBJECT)


def _like(word: str, others: set[str]) -> bool:
    """Whether a word or one of its stem is among others: "navy", "naval"."""
    return any(other == word or (len(word) > 3 and other[:3] == word[:3]) for other in others)
