"""Posts: who is introduced as holder of which post, where, and from when to when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from kgx import gazetteer
from kgx.coreference import Referents
from kgx.frames import APPOINT, ATTRIBUTE, OBJECT, SUBJECT, Argument, Frame
from kgx.lexicon import singular, table, words
from kgx.names import Mention
from kgx.names.text import HYPHENS

_FLAGS = frozenset("former then previous ex-president ex-minister past onetime erstwhile ex late".split())
_DROPPED = (
    frozenset(
        "the a an new next current longtime long-time veteran incumbent sitting incoming outgoing his her its their our my newly own present later subsequently".split()
    )
    | _FLAGS
)
_ADDRESSES = frozenset(
    "majesty highness excellency general admiral sir dr mr ms mrs dr. mr. ms. mrs. sen. rep. gov. hon.".split()
)
_RETIRED = frozenset("( ) retd retd. ret ret. rtd rtd. retired".split())  # "General (Retd) Ada Roe"
_ORDINAL = frozenset("first second third fourth fifth last next only".split())
_UNITS = frozenset("mission delegation team office bureau branch contingent staff".split())  # "head of the UN mission"
_PARTIES = frozenset("unit contingent group team company battalion detachment squad platoon".split())  # not a country
_ENVOYS = frozenset("ambassador envoy commissioner consul attaché attache representative delegate".split())
_OVER = frozenset("minister secretary commissioner".split())  # who have a portfolio
_HEADING = frozenset("head ministry chief chair director speaker".split())
_DIPLOMATS = frozenset("ambassador consul attaché attache".split())  # whom only states send
# Posts of a state: without a country in the sentence they belong to the country that the text is about.
_STATE = frozenset(
    "minister president premier chancellor king queen ombudsman senator lawmaker congressman congresswoman vice-president".split()
)
_SOLE = frozenset("president premier chancellor king queen".split())  # of whom a country has but one
_PORTFOLIO = frozenset(
    "foreign defence defense interior finance justice home trade treasury state energy health education labour labor agriculture transport commerce environment".split()
)
_PRAISE = frozenset("leader head chief manager speaker captain coach".split())  # what anybody may be called
_AFFAIRS = re.compile(r"(?:[A-Z]\w+, )+[A-Z]\w+ and [A-Z]\w+ Affairs\b")  # "Foreign, Home and Legal Affairs"
_CORPORATE = frozenset("officer executive ceo cfo coo chairman chairwoman chair".split())
_FITTING = frozenset("right wrong ideal perfect best largest biggest second-largest".split())  # not of a post
_SELLERS = frozenset("producer exporter importer maker manufacturer supplier buyer lender employer".split())
_JOURNEYS = frozenset("arrive visit travel fly land tour trip journey lead head".split())
_CHARGED = frozenset(
    "minister secretary commissioner representative adviser advisor envoy".split()
)  # with what follows "for"
_TEACHERS = frozenset("professor lecturer reader".split())  # of a subject, at a school
# Posts of a town or region.
_LOCAL = frozenset("mayor governor councillor".split())
BECOME = frozenset("be become remain serve act work".split())


@dataclass(frozen=True, slots=True)
class Post:
    """One statement that somebody holds a post."""

    person: str  # entity id
    role: str  # "Foreign Minister", without country or organisation
    organization: str | None
    target: str | None
    head: int  # token of the post's head noun
    former: bool
    frame: Frame | None  # the verb that says so, where it is not an apposition
    at: tuple[int, int] | None = None  # tokens that tell when, where the post is a label before several names
    analogous: bool = False  # "his Russian counterpart": worked out from the other's post


@cache
def _heads() -> tuple[frozenset[str], frozenset[str]]:
    """Nouns that name a post or profession, and the last words of them."""
    table_ = table("posts")
    posts = words("posts", "heads") | frozenset(table_["short"])
    heads = (posts | frozenset(table_["nouns"]["professions"])) - frozenset(table_["nouns"]["loose"])
    return heads, frozenset(head.replace("-", " ").split()[-1] for head in heads) | heads


class Posts:
    """The posts of one document; fills `referents.posts` so that "the minister" can be resolved."""

    def __init__(self, referents: Referents, home: str | None, *, domestic: bool) -> None:
        """Find posts; `home` is the country that the text is about, if any; `domestic`: it comes from there."""
        self.referents, self.frames = referents, referents.frames
        self.tokens = referents.tokens
        self.domestic = domestic
        self.heads, self._ends = _heads()
        self.found: list[Post] = []
        self._nations: dict[int, str] = {}  # head of a phrase -> the nationality in it
        candidates = [t.i for t in self.tokens if self._is_head(t.i)]
        self.home = None if home is not None and self._is_abroad(home, candidates) else home
        for i in candidates:
            self._find(i, only_named=True)
        for token in self.tokens:
            if token.lemma_ in ("counterpart", "colleague", "opposite") and token.pos_ == "NOUN":
                self._counterpart(token.i)
        self.referents.follow(home)
        named = {p.head for p in self.found}
        for i in candidates:  # "its director", "he was director": only now can pronouns be followed
            if i not in named:
                self._find(i, only_named=False)
        self._complete()

    def _is_abroad(self, home: str, heads: list[int]) -> bool:
        """Whether the country that the text is about is not the one of those whose posts name none.

        It is not where its own leaders are marked ("the Chinese president"), nor where the others are its guests.
        """
        names = self.referents.names
        marked = any(
            (m := names.at(i)) is not None and m.entity == home
            for t in self.tokens
            if t.lemma_ == "counterpart"
            for i in self.frames.modifiers(t.i)
        )
        for head in heads:
            token = self.tokens[head]
            if token.lemma_.lower() not in _STATE:
                continue
            _, start, end, _ = self.role(head)
            before = names.at(start - 1) if start else None
            marked |= before is not None and before.entity == home
            guest = names.at(end)
            if before is None and guest is not None and self._visits(guest.end - 1, home):
                return True
        return marked and not self.domestic

    def _visits(self, person: int, country: str) -> bool:
        """Whether a person, at that mention, goes to a country or leads a delegation there."""
        told = [f for f in self.frames if f.lemma in _JOURNEYS and person in f.heads(SUBJECT, "owner")]
        places = [h for f in told for h in f.heads("to", "in", "at", OBJECT)]
        places += [a.head for f in told for h in f.heads(OBJECT) for a in self.frames.complements(h) if a.slot == "to"]
        return any(country in (e, self.referents.country_of(e)) for h in places for e in self.referents.of(h))

    def _complete(self) -> None:
        """An envoy or minister without a state serves the state of his other posts; an officer the body of his name."""
        told = {p.person for p in self.found if not p.analogous and p.organization}
        self.found = [p for p in self.found if not p.analogous or p.person not in told]
        for n, post in enumerate(self.found):
            last = post.role.lower().split()[-1]
            if post.organization is not None:
                continue
            body = self._affiliation(post)
            if body is None and last in ("justice", "judge"):
                courts = [
                    m.entity
                    for m in self.referents.names.mentions
                    if m.start < post.head
                    and {"court", "tribunal"} & set(self.referents.entity(m.entity).label.lower().split())
                ]
                body = courts[-1] if courts else None
            if (
                body is None
                and not _is_special(post.role)
                and (last in _ENVOYS or self._is_of_state(post.role, post.head))
            ):
                states = [
                    p.organization
                    for p in self.found
                    if p.person == post.person
                    and p.organization
                    and "Country" in self.referents.entity(p.organization).types
                ]
                nations = [
                    self._nations[p.head] for p in self.found if p.person == post.person and p.head in self._nations
                ]
                at_home = last not in _ENVOYS or (last in _DIPLOMATS and self.domestic)
                body = next(iter((*states, *nations)), self._at_home(post) if at_home else None)
            if body is not None and body != post.target:
                self.found[n] = replace(post, organization=body)

    def _affiliation(self, post: Post) -> str | None:
        """ "the economist Ada Roe of the X Institute"."""
        for m in self.referents.names.mentions:
            if m.entity == post.person and abs(m.start - post.head) < 8:
                for argument in self.frames.complements(self.referents.doc[m.start : m.end].root.i):
                    if argument.slot in ("of", "at", "from"):
                        found = [
                            e
                            for e in self.referents.of(argument.head)
                            if self.referents.entity(e).kind == "Organization"
                        ]
                        if found:
                            return found[0]
        return None

    def _is_head(self, i: int) -> bool:
        token = self.tokens[i]
        lower = token.lower_
        ends = self._ends
        if lower not in ends and singular(lower) not in ends and token.lemma_.lower() not in ends:
            return False  # most words, and cheaply
        hyphenated = i > 0 and self.tokens[i - 1].text == "-"
        if hyphenated or token.pos_ not in ("NOUN", "PROPN") or self.referents.names.at(i) is not None:
            return False
        if lower in table("posts")["short"] and not (token.is_upper and i and not self.tokens[i - 1].like_num):
            return False  # "at 3 pm"
        noun = self.frames.modified(i)
        if noun is not None and self._is_head(noun):
            return False  # "deputy" in "deputy energy minister"
        word = lower if token.tag_ in ("NN", "NNP") else singular(lower)
        spans = (self.frames.text(j, i + 1).lower() for j in range(max(0, i - 2), i))
        longer = {span for span in spans if " of " not in span}  # "chief executive officer"
        if longer & words("posts", "ranks") and not longer & self.heads:
            return False  # "lieutenant commander" is a rank
        return word in self.heads or token.lemma_.lower() in self.heads or bool(longer & self.heads)

    # -- the phrase

    def role(self, head: int) -> tuple[str, int, int, bool]:
        """Label of the post, its first and last+1 tokens, and whether it is past."""
        tokens, names = self.tokens, self.referents.names
        start, end, former = head, head + 1, False
        low = tokens[head].sent.start
        while start > low:
            token = tokens[start - 1]
            both = (tokens[start].lower_, tokens[start - 2].lower_)
            if token.lower_ == "and" and start - 2 > low and words("posts", "modifiers").issuperset(both):
                start -= 1  # "policy and security chief"
                continue
            if (
                names.at(start - 1) is not None
                or (token.is_punct and token.text != "-")
                or token.tag_ in ("POS", "DT", "PRP$", "IN", "CC", "VBD", "VBZ", "VBP", "WDT")
            ):
                break
            if token.tag_[:2] == "VB" and token.lower_ not in words("posts", "modifiers"):
                break
            if token.lower_ in _ORDINAL and tokens[start].lower_ not in ("deputy", "vice", "lady", "secretary"):
                break
            if token.lower_ in _DROPPED or token.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB", "PUNCT"):
                former |= token.lower_ in _FLAGS
                break
            if token.lower_ in words("posts", "ranks") | _ADDRESSES and token.lower_ not in words("posts", "modifiers"):
                break
            if tokens[head].lower_ in words("posts", "regal") and token.lower_ in self.heads:
                break  # "Foreign Minister Prince Ben"
            if tokens[head].text.istitle() and token.is_lower and token.pos_ == "NOUN" and tokens[start].text.istitle():
                break  # "my good friends President Roe"
            start -= 1
        if tokens[start].text == "-" and tokens[start - 1].lower_ in _FLAGS:  # "then-defence minister"
            start, former = start + 1, True
        elif tokens[start].text == "-" and tokens[start - 1].pos_ == "NUM":  # "three-term senator"
            start = min(start + 2, head)
        for first in (start - 1, start - 2):  # "managing director", "mayor pro tempore"
            if first >= low and self.frames.text(first, head + 1).lower() in self.heads:
                start = first
        i = start - 1
        while i >= low and (tokens[i].lower_ in _DROPPED or tokens[i].tag_ == "DT" or names.at(i) is not None):
            former |= tokens[i].lower_ in _FLAGS
            i -= 1
        while (
            end < len(tokens)
            and tokens[end].lower_ in ("general", "elect", "-", "in", "chief")
            and self._compound(head, end)
        ):
            end += 1
        stops = range(min(len(tokens), end + 5), end, -1)  # "chief of the general staff", "secretary of state"
        known = next((stop for stop in stops if self.frames.text(head, stop).lower() in self.heads), None)
        end = known or self._portfolio(head, end)
        label = self.frames.text(start, end)
        while self.frames.text(end, end + 1).lower() in words("posts", "accredited"):  # "Ambassador Extraordinary of X"
            end += 3 if self.frames.text(end + 1, end + 3).lower() == "and plenipotentiary" else 1
        if tokens[head].tag_ in ("NNS", "NNPS"):
            at, word = tokens[head].idx - tokens[start].idx, tokens[head].text
            label = label[:at] + singular(word) + label[at + len(word) :]
        if start == low and (start == head or tokens[head].is_lower) and self._is_profession(head):
            label = label[0].lower() + label[1:]  # "Economist Ada Roe"
        parts = [table("posts")["short"].get(w.lower(), w) if w.isupper() else w for w in label.split()]
        return " ".join(parts), start, end, former

    def _portfolio(self, head: int, end: int) -> int:
        """The end of a post with what it is the post for: "minister of trade", "Minister for Works and Transport"."""
        tokens, names = self.tokens, self.referents.names
        modifiers = words("posts", "modifiers")
        held, link = tokens[head].lemma_.lower(), self.frames.text(end, end + 1).lower()
        stop = end + 1
        if link not in ("of", "for") or held not in _OVER | _HEADING or stop >= len(tokens):
            return end
        if tokens[stop].lower_ == "the":
            stop += 1
        first = stop
        if link == "for" and (held not in _OVER or self.frames.text(first, first + 1).lower() not in modifiers):
            return end  # "minister for two years", "commissioner for Chad"
        while stop < len(tokens) and names.at(stop) is None:
            word, beside = tokens[stop], self.frames.text(stop + 1, stop + 2)
            linked = word.lower_ == "and" and beside.istitle() == tokens[stop - 1].text.istitle()
            listed = word.text == "," and {beside.lower(), tokens[stop - 1].lower_} <= modifiers
            if word.pos_ not in ("NOUN", "PROPN", "ADJ") and not (stop > first and (linked or listed)):
                break
            if self._person_follows(stop) or word.lower_ in words("posts", "ranks") | _ADDRESSES:
                break
            stop += 1
        while stop > first and names.at(stop) is not None and tokens[stop - 1].pos_ == "ADJ":
            stop -= 1  # "minister of the interim X government"
        while stop > first and (tokens[stop - 1].is_punct or tokens[stop - 1].lower_ == "and"):
            stop -= 1
        affairs = _AFFAIRS.match(self.frames.text(first, first + 12))
        if affairs:
            past = tokens[first].idx + affairs.end()
            stop = next((k for k in range(first, len(tokens)) if tokens[k].idx >= past), len(tokens))
        named = tokens[stop - 1].lower_ in ("state", "staff", "government", "mission", "delegation")
        if stop == first or not (held in _OVER or named):
            return end
        return self._portfolio(head, stop) if link == "of" else stop  # "secretary of state for defence"

    def _compound(self, head: int, end: int) -> bool:
        text = self.frames.text(head, end + 1).lower()
        return any(h.startswith(text) for h in self.heads if " " in h or "-" in h)

    def _person_follows(self, i: int) -> bool:
        m = self.referents.names.at(i)
        return m is not None and self.referents.entity(m.entity).kind == "Person"

    def organizations(self, head: int, role: str, start: int, end: int) -> tuple[list[str], list[str], int]:
        """Organisations of the post and accreditations, and the token after the phrase."""
        referents, names = self.referents, self.referents.names
        found: list[str] = []
        targets: list[str] = []
        owner = self.frames.owner(head)
        if owner is None and start > 0 and self.tokens[start - 1].tag_ in ("POS", "PRP$"):
            owner = start - 1 if self.tokens[start - 1].tag_ == "PRP$" else start - 2
        if owner is not None:
            found += [e for j in self.frames.conjuncts(owner) for e in referents.of(j) if self._employs(e)]
            if not found and self._is_head(owner):  # "the Malian president's adviser"
                found += self.organizations(owner, *self.role(owner)[:3])[0]
        i, low = start - 1, self.tokens[head].sent.start
        links = _DROPPED | {"and", ","} if self._distributes(head) else _DROPPED
        while (i >= low and (m := names.at(i)) is not None) or (
            i >= low and self.tokens[i].lower_ in links and i >= start - 4
        ):
            if m := names.at(i):
                within = [gazetteer.demonym(token.text) for token in self.tokens[m.start : m.end]]
                if len(within) > 1 and all(within):  # "the Bosnian Serb leader" leads neither country
                    i = m.start - 1
                    continue
                if m.form == "demonym" and self._is_national(head, role, start):
                    self._nations[head] = m.entity
                elif self._employs(m.entity):
                    found.insert(0, m.entity)
                i = m.start - 1
            else:
                if self.tokens[i].tag_ == "DT":
                    break
                i -= 1
        after = end
        arguments = self._complements(head, end)
        inner = [b for a in arguments if a.slot == "of" for b in self.frames.complements(a.head)]
        at = [a for a in (*arguments, *inner) if a.slot == "at" and self._bodies(a.head)]
        teaches = self.tokens[head].lemma_.lower() in _TEACHERS
        if at and not found and (teaches or not any(self._bodies(a.head) for a in arguments if a.slot == "of")):
            arguments = at[:1]  # "professor of law at X"
        for argument in arguments:
            entities = [e for e in referents.of(argument.head) if self._employs(e)]
            holder = names.at(argument.head)
            if holder is not None and self._is_half(holder):
                continue
            if not entities and holder is not None and (beside := names.at(holder.start - 1)) is not None:
                entities = [beside.entity] if self._employs(beside.entity) else []  # "Minister of Mali Ada Roe"
            if not entities and self.tokens[argument.head].lemma_.lower() in _UNITS:
                entities = [
                    m.entity
                    for i in self.frames.modifiers(argument.head)
                    if (m := names.at(i)) and self._employs(m.entity) and not self._is_town(m.entity)
                ]
            if not entities and self._is_head(argument.head):  # "assistant of the president of Kenya"
                entities = self.organizations(argument.head, *self.role(argument.head)[:3])[0]
            if argument.slot == "for" and self.tokens[head].lemma_.lower() in _CHARGED:
                entities = [e for e in entities if "Country" in referents.entity(e).types]  # else it is a portfolio
            after = max(after, self.tokens[argument.head].right_edge.i + 1) if entities else after
            sent = any(w in _ENVOYS for w in role.lower().split())
            if sent and (argument.slot in ("to", "in") or (argument.slot in ("for", "on") and _is_special(role))):
                targets += entities
            elif argument.slot in ("of", "at", "for", "in", "with", "to", "on", "under") and (
                not found or self._distributes(head)
            ):
                party = names.at(argument.head) is None and self.tokens[argument.head].lemma_.lower() in _PARTIES
                if party or argument.slot == "to":  # "head of the Kenyan unit", "commander of the engineers to X"
                    entities = [e for e in entities if referents.entity(e).kind != "Place"]
                found += [e for e in entities if e not in found]
        return found, targets, after

    def _is_half(self, name: Mention) -> bool:
        """Whether a name is joined to another to make a third: "bishop of Lima-Callao"."""
        left, right = self.frames.text(name.start - 1, name.start), self.frames.text(name.end, name.end + 1)
        return (left in HYPHENS and not self.tokens[name.start - 1].whitespace_) or right in HYPHENS

    def _is_town(self, entity: str) -> bool:
        """Whether a place tells where a body sits rather than whose it is: "the Lima branch"."""
        e = self.referents.entity(entity)
        return e.kind == "Place" and "Country" not in e.types

    def _bodies(self, head: int) -> list[str]:
        return [e for e in self.referents.of(head) if self.referents.entity(e).kind == "Organization"]

    def _shared(self, head: int) -> list[str]:
        """ "president and chief executive of X", "president of X and chief executive": the body of the other post."""
        for other in self._joined(head):
            start = self.role(max(head, other))[1]
            if self._is_head(other) and self.tokens[start - 1].tag_ not in ("DT", "PRP$", "POS"):
                role, first, end, _ = self.role(other)
                found, _, _ = self.organizations(other, role, first, end)
                bodies = [e for e in found if self.referents.entity(e).kind == "Organization"]
                if bodies:
                    return bodies[:1]
        return []

    def _complements(self, head: int, end: int) -> list[Argument]:
        found = [a for i in range(head, end) for a in self.frames.complements(i) if a.head >= end]
        if not found and end < len(self.tokens) and self.tokens[end].lower_ in ("of", "at", "for", "to"):
            # the parse hung the complement elsewhere
            j = end + 1
            while j < len(self.tokens) and (self.tokens[j].lower_ == "the" or self.tokens[j].pos_ in ("ADJ",)):
                j += 1
            m = self.referents.names.at(j) if j < len(self.tokens) else None
            if m:
                found = [Argument(self.tokens[end].lower_, m.end - 1)]
        return found

    def _distributes(self, head: int) -> bool:
        return self.tokens[head].tag_ in ("NNS", "NNPS")

    def _employs(self, entity: str) -> bool:
        return self.referents.entity(entity).kind != "Person"

    # -- the holder

    def _find(self, head: int, *, only_named: bool) -> None:
        role, start, end, former = self.role(head)
        if end < len(self.tokens) and self.tokens[end].text == ":":
            self._label(head, role, end + 1)
            return
        holders, frame = self._holders(head, start, end, only_named)
        if not holders:
            return
        found, targets, _ = self.organizations(head, role, start, end)
        each: list[str | None] = [None] * len(holders)
        if not found and not self._is_profession(head):
            found = self._shared(head)
        simple = role.lower()
        last = simple.split()[-1]
        plain = not any(
            t.pos_ in ("NOUN", "PROPN") or t.lower_ in words("posts", "modifiers") for t in self.tokens[start:head]
        )
        if not found and last in _PRAISE and plain and frame is not None:
            return  # "a dedicated leader"
        if any(t.lower_ in _FITTING for t in self.tokens[start:head]) and (frame is not None or last in _SELLERS):
            return  # "the right executive to lead the company", "the largest producer"
        if not found and self._is_of_state(role, head):
            default = self._beside(start) or self._around(head)
            each = [self._own_country(person, head) or default for person in holders]
        if not found and last in _LOCAL:
            sent = self.tokens[head].sent
            near = [
                m.entity
                for m in self.referents.before(head, back=0)
                if m.start >= sent.start
                and m.form == "name"
                and self.referents.entity(m.entity).kind == "Place"
                and "Country" not in self.referents.entity(m.entity).types
            ]
            found = near[:1]
        paired = len(found) == len(holders)
        if frame is None:
            behind = (i for i in range(head + 1, end) if self.tokens[i].lower_ in words("posts", "accredited"))
            for i in (head, *behind):  # "the Ambassador Extraordinary": the parse may take the adjective for the noun
                self.referents.holders[i] = tuple(holders)
        for n, person in enumerate(holders):
            organization = found[n] if paired else found[0] if found else each[n]
            self._add(Post(person, role, organization, targets[0] if targets else None, head, former, frame))

    def _label(self, head: int, role: str, start: int) -> None:
        """ "Commanders: Ada Roe of Ghana (2016 – 2018); Ben Sol (since 2018)": holders of a post of the text's subject."""
        if any(p.head == head for p in self.found):
            return
        block = next(b for b in self.referents.annotated.blocks if b.start <= head < b.end)
        if head - block.start > 4:
            return
        people = [
            m
            for m in self.referents.names.mentions
            if start <= m.start < block.end and self.referents.entity(m.entity).kind == "Person"
        ]
        for n, m in enumerate(people):
            stop = people[n + 1].start if n + 1 < len(people) else block.end
            self._add(Post(m.entity, role, self.referents.topic, None, head, False, None, at=(m.end, stop)))

    def _add(self, post: Post) -> None:
        self.found.append(post)
        known = (post.role, post.organization)
        if known not in self.referents.posts[post.person]:
            self.referents.posts[post.person].append(known)

    def _own_country(self, person: str, head: int) -> str | None:
        """ "President Ada Roe of Mali", "ministers A from Mali and B from Chad", or the state of another of the posts."""
        referents, tokens = self.referents, self.tokens
        for m in referents.names.mentions:
            near = head < m.start < tokens[head].sent.end - 1 and (m.start - head < 8 or self._distributes(head))
            if m.entity == person and near and self.frames.text(m.end, m.end + 1).lower() in ("of", "from"):
                article = self.frames.text(m.end + 1, m.end + 2).lower() == "the"
                after = referents.names.at(m.end + 2 if article else m.end + 1)
                if after is not None and "Country" in referents.entity(after.entity).types:
                    return after.entity
        return next(
            (org for _, org in referents.posts.get(person, ()) if org and "Country" in referents.entity(org).types),
            None,
        )

    def _beside(self, start: int) -> str | None:
        """ "Prime Minister Ada Roe of Mali and Foreign Minister Ben Sol": the country of the post named before."""
        tokens, at = self.tokens, start - 1
        while at > 0 and tokens[at].lower_ in ("and", ",", "the"):
            at -= 1
        name = self.referents.names.at(at)
        if name is None or self.frames.text(at + 1, start).lower().split()[:1] not in (["and"], [","]):
            return None
        return next(
            (
                p.organization
                for p in self.found
                if p.person == name.entity
                and tokens[p.head].sent == tokens[start].sent
                and p.organization
                and "Country" in self.referents.entity(p.organization).types
            ),
            None,
        )

    def _around(self, head: int) -> str | None:
        """The country of a state post that names none: the only one that its paragraph spoke of."""
        referents = self.referents
        block = next(b for b in referents.annotated.blocks if b.start <= head < b.end)
        named: set[str] = set()
        for m in referents.names.mentions:
            if block.start <= m.start < head and referents.voices.quoted[m.start] < 0:
                noun = self.tokens[m.end - 1].head
                of = m.start - 1 - (self.tokens[m.start - 1].lower_ == "the")  # "of the Republic of X"
                owned = of > 0 and self.tokens[of].lower_ == "of" and self._is_owned(of - 1)
                start = m.start
                while start > 1 and self.tokens[start - 1].text == "," and (place := referents.names.at(start - 2)):
                    start = place.start  # "to Lima, Peru"
                there = start > 0 and self.tokens[start - 1].lower_ in ("in", "to", "at", "from")
                if owned or there or (noun.i > m.start and noun.lower_ in self.heads | {"officer", "diplomat"}):
                    continue  # the country of another post
                if "Country" in referents.entity(m.entity).types:
                    named.add(m.entity)
                else:
                    named.update(c for c in self._countries_in(m.entity))
        return named.pop() if len(named) == 1 else None

    def _is_of_state(self, role: str, head: int) -> bool:
        """Whether a post is one of a country, if nothing else is said; not "president and chief executive officer"."""
        words_ = role.lower().split()
        adviser = words_[-1] in ("secretary", "adviser", "advisor") and bool(_PORTFOLIO.intersection(words_))
        if words_[-1] in _STATE:
            return not any(self.tokens[j].lower_ in _CORPORATE for j in self._joined(head))
        return "minister" in role.lower() or role.lower() == "attorney general" or adviser

    def _joined(self, head: int) -> list[int]:
        """The nouns that a noun is coordinated with."""
        before = [j for j in range(max(0, head - 10), head) if head in self.frames.conjuncts(j)]
        return [*before, *self.frames.conjuncts(head)[1:]]

    def _is_owned(self, i: int) -> bool:
        """Whether a token is what a country in "of X" belongs to: a post, a person or a capital."""
        m = self.referents.names.at(i)
        person = m is not None and self.referents.entity(m.entity).kind == "Person"
        return person or self.tokens[i].lower_ in self.heads | {"capital"}

    def _at_home(self, post: Post) -> str | None:
        """The country that the text is about, where neither the paragraph nor the other posts speak of another.

        Not where somebody else holds the post there.
        """
        referents, home = self.referents, self.home
        states = [p for p in self.found if p.organization and "Country" in referents.entity(p.organization).types]
        ours = [p for p in states if p.organization == home and p.role.lower().split()[-1] not in _ENVOYS]
        sole = post.role.lower().split()[-1] in _SOLE or post.role.lower() == "prime minister"
        if sole and any(p.person != post.person and p.role.lower() == post.role.lower() for p in ours if not p.former):
            return None
        block = next(b for b in referents.annotated.blocks if b.start <= post.head < b.end)
        elsewhere = {
            c
            for m in referents.names.mentions
            if block.start <= m.start < block.end
            for c in ([m.entity] if "Country" in referents.entity(m.entity).types else self._nations_in(m.entity))
        }
        return home if self.domestic or (elsewhere <= {home} and 2 * len(ours) >= len(states)) else None

    def _nations_in(self, entity: str) -> list[str]:
        """Countries that the name of a body begins with: "Syrian Observatory"."""
        e = self.referents.entity(entity)
        first = e.label.split()[0]
        key = gazetteer.phrases().get(first, "") if e.kind == "Organization" and not e.key else ""
        return [key] if key.startswith(("country:", "demonym:")) else []

    def _countries_in(self, entity: str) -> list[str]:
        """Countries of this document that the name of a body ends with: "Supreme Court of Kenya"."""
        e = self.referents.entity(entity)
        if e.kind != "Organization":
            return []
        return [
            i
            for i, c in self.referents.names.entities.items()
            if "Country" in c.types and e.label.endswith(f" {c.label}")
        ]

    def _persons(self, heads: Iterable[int]) -> list[str]:
        return list(
            dict.fromkeys(e for h in heads for e in self.referents.of(h) if self.referents.entity(e).kind == "Person")
        )

    def _named(self, heads: Iterable[int]) -> list[str]:
        names = self.referents.names
        return list(
            dict.fromkeys(
                m.entity for h in heads if (m := names.at(h)) and self.referents.entity(m.entity).kind == "Person"
            )
        )

    def _holders(self, head: int, start: int, end: int, only_named: bool) -> tuple[list[str], Frame | None]:
        tokens, frames = self.tokens, self.frames
        token = tokens[head]
        if self._is_chair(head):
            holder = self._next_person(head, end)
            return [holder] if holder else [], None
        right = self._title_of(end)
        if right is not None and not self._distributes(head):
            return [right], None
        if self._distributes(head) and (several := self._next_people(end)):
            return several, None
        apposed = self._named(frames.appositions(head))
        after = self.referents.names.at(end + 1) if self.frames.text(end, end + 1) == "," else None
        if len(apposed) == 1 and after is not None and after.start == end + 1 and self._is_name(after.entity):
            apposed = [after.entity]  # "the minister of X, A, and the minister of Y, B", whatever the parse says
        if apposed:
            return (apposed if self._distributes(head) else apposed[:1]), None
        other = self.frames.renamed(head) if not self._distributes(head) else None
        if other is not None and ";" not in self.frames.text(other, head):
            who = self._named([other])
            follows = self._next_person(head, end)
            if (
                who
                and follows
                and follows != who[0]
                and any(
                    who[0] in h
                    for at, h in self.referents.holders.items()
                    if at < head and tokens[at].sent == token.sent
                )
            ):
                return [follows], None  # "Minister A, the governor of X, B,": each name has its own post
            if who:
                return who[:1], None
        name = frames.modified(head)
        if name is not None:
            who = self._named([name])
            if who:
                return who, None
        follows = self._next_person(head, end)
        if follows:
            return [follows], None
        before = self._previous_person(start, head) if not self._distributes(head) else None
        if before:
            return [before], None
        fronted = self.fronted(head, only_named=only_named)
        if fronted:
            return fronted, None
        frame = frames.clause(head)
        if frame is not None:
            if head in frame.heads(SUBJECT) and frame.lemma in ("be", "become", "remain"):  # "its first chairman is X"
                return self._named(frame.heads(ATTRIBUTE)), None
            attribute = head in frame.heads(ATTRIBUTE) or any(
                head in frames.conjuncts(h) for h in frame.heads(ATTRIBUTE)
            )
            if attribute and frame.lemma in BECOME:
                return self._who(frame.heads(OBJECT if frame.passive else SUBJECT), only_named), frame
            if attribute and frame.lemma in APPOINT:
                return self._who(frame.heads(OBJECT), only_named), frame
            if head in frame.heads("as") and frame.lemma in BECOME | {
                "return",
                "begin",
                "start",
                "continue",
                "move",
                "leave",
                "resign",
                "retire",
                "step down",
                "take over",
                "join",
                "swear in",
                "train",
                "rejoin",
                "teach",
                "mention",
                "tip",
            } | APPOINT | {"know", "describe"}:
                if frame.lemma in APPOINT | {"swear in"} or frame.passive:
                    return self._who(frame.heads(OBJECT), only_named), frame
                return self._who(frame.heads(SUBJECT), only_named), frame
            if head in frame.heads("as") and frame.lemma in ("succeed", "replace", "follow"):
                return self._who(frame.heads(SUBJECT), only_named), frame
            if attribute and frame.passive:
                return self._who(frame.heads(OBJECT), only_named), frame
            if (
                head in frame.heads(OBJECT) and frame.lemma in APPOINT
            ):  # "appointed Ada Roe governor", parsed as one phrase
                m = self.referents.names.at(start - 1)
                return ([m.entity], frame) if m is not None and self._is_name(m.entity) else ([], None)
        return [], None

    def _is_chair(self, head: int) -> bool:
        """ "The Ada Roe Professor of Law": she gave the chair its name, and does not hold it."""
        beside = self.referents.names.at(head - 1) if head else None
        return (
            beside is not None
            and self.tokens[head].text == "Professor"
            and self.frames.text(head + 1, head + 2) == "of"
            and self.referents.entity(beside.entity).kind == "Person"
        )

    def fronted(self, head: int, *, only_named: bool = False) -> list[str]:
        """ "A former justice secretary, Ms Roe led …", "An engineer by training, she …"."""
        token, sent = self.tokens[head], self.tokens[head].sent
        end = token.right_edge.i + 1
        first = next((i for i in range(sent.start, sent.end) if not self.tokens[i].is_punct), sent.start)
        if (
            token.left_edge.i != first
            or self.tokens[first].lower_ not in ("a", "an", "the", "once")
            or end >= sent.end - 1
        ):
            return []
        if self.tokens[end].text != ",":
            return []
        i = end + 1
        while i < sent.end and self.tokens[i].lower_.rstrip(".") in ("mr", "ms", "mrs", "dr"):
            i += 1
        return self._who([i], only_named)

    def _title_of(self, end: int) -> str | None:
        """ "Chairman Ada Roe", "Ambassador to X Ada Roe": whom a capitalised post stands right before."""
        names = self.referents.names
        if self.tokens[end - 1].is_lower:
            return None
        beside = names.at(end)
        if beside is not None and beside.start == end and self._is_name(beside.entity):
            return beside.entity
        if end + 1 < len(self.tokens) and self.tokens[end].lower_ in ("of", "to"):
            country = names.at(end + 1)
            if country is not None and "Country" in self.referents.entity(country.entity).types:
                m = names.at(country.end)
                if m is not None and self._is_name(m.entity):
                    return m.entity
        return None

    def _who(self, heads: list[int], only_named: bool) -> list[str]:
        return self._named(heads) if only_named else self._persons(heads)

    def _next_person(self, head: int, end: int) -> str | None:
        """A name right after the phrase: "Foreign Minister Ada Roe", "President of X Ada Roe", "the minister, Ada Roe,"."""
        tokens, names = self.tokens[: self.tokens[head].sent.end], self.referents.names
        i, seen = end, False
        while i < min(len(tokens), end + 9):
            m = names.at(i)
            low = tokens[i].lower_
            if m is not None:
                if self._is_name(m.entity):
                    inside = i > end and tokens[i - 1].tag_ in ("IN", "TO")  # "an adviser to Ada Roe" is somebody else
                    return None if inside else m.entity
                i, seen = m.end, True
            elif (
                low in ("of", "the", "'s", "for", "at", "to", "in")
                and not tokens[i].is_punct
                and (seen is False or low in ("of", "the", "'s"))
            ):
                if low == "the" and seen and tokens[i - 1].lower_ != "of":
                    return None
                i += 1
            elif tokens[i].pos_ == "PROPN" and low.rstrip(".") in words("posts", "ranks") | _ADDRESSES:
                i += 1
            else:
                break
        if i < len(tokens) and not tokens[i].is_punct and end < i + 1 and not self._distributes(head):
            comma = next((k for k in range(i, min(i + 8, len(tokens))) if tokens[k].text == ","), None)
            if (
                comma is not None
                and tokens[end].lower_ in ("of", "for")
                and not any(t.pos_ in ("VERB", "AUX") for t in tokens[i:comma])
            ):
                i = comma  # "the head of the medical service, Surgeon General Ada Roe,"
        if i < len(tokens) and tokens[i].text == "," and i + 1 < len(tokens):
            while (
                i + 2 < len(tokens)
                and names.at(i + 1) is None
                and (
                    tokens[i + 1].lower_
                    in self.heads | words("posts", "ranks") | words("posts", "modifiers") | _ADDRESSES
                    or tokens[i + 1].lower_ in _RETIRED
                )
            ):
                i += 1
            m = names.at(i + 1)
            closes = m is not None and (
                m.end >= len(tokens) or tokens[m.end].text in (",", ".", ";", ")", "and", "of", ":", "”", '"')
            )
            if m is not None and closes and self._is_name(m.entity) and not self._distributes(head):
                return m.entity if " " in self.referents.entity(m.entity).label else None
        return None

    def _is_name(self, entity: str) -> bool:
        """Whether this is a person, and its label reads as a name, not as another post or a department."""
        e = self.referents.entity(entity)
        parts = set(e.label.lower().split())
        return e.kind == "Person" and "and" not in parts and not parts & (self.heads | words("posts", "modifiers"))

    def _is_national(self, head: int, role: str, start: int) -> bool:
        """Whether a nationality before the phrase is the person's: "a French editor", not "the French minister"."""
        if self._is_profession(head):
            return self.tokens[head].lemma_.lower() != "diplomat"
        first = self.frames.text(max(0, start - 2), start).lower().split()
        last = role.lower().split()[-1]
        return first[:1] in (["a"], ["an"]) and last not in _STATE | _ENVOYS

    def _is_profession(self, head: int) -> bool:
        """A profession is nobody's post: "a French painter" works for no France."""
        return self.tokens[head].lemma_.lower() not in words("posts", "heads")

    def _next_people(self, end: int) -> list[str]:
        """ "The foreign ministers of X and Y, Ada Roe and Ben Sol,": names listed after a plural post."""
        tokens, names, i = self.tokens, self.referents.names, end
        while i < min(len(tokens), end + 12) and (
            names.at(i) is not None
            or tokens[i].lower_ in ("of", "the", "and", "for", "from", "both", "countries", "sides")
        ):
            m = names.at(i)
            if m is not None and self.referents.entity(m.entity).kind == "Person":
                break
            i = m.end if m is not None else i + 1
        if i < len(tokens) and tokens[i].text in (",", ":", "("):
            i += 1
        found: list[str] = []
        while i < len(tokens) and (m := names.at(i)) is not None and self.referents.entity(m.entity).kind == "Person":
            found.append(m.entity)
            i = m.end
            home = names.at(i + 1) if self.frames.text(i, i + 1) in ("from", "of") else None
            if home is not None and "Country" in self.referents.entity(home.entity).types:
                i = home.end
            while i < len(tokens) and tokens[i].lower_ in (",", "and"):
                i += 1
        return found if len(found) > 1 else []

    def _previous_person(self, start: int, head: int) -> str | None:
        """ "Ada Roe, a former mayor of X,": the phrase opens an apposition after a name."""
        tokens, names = self.tokens, self.referents.names
        i = start - 1
        while i >= 0 and i > start - 6:
            inner = names.at(i)
            body = inner is not None and self.referents.entity(inner.entity).kind != "Person"
            if not (body or tokens[i].lower_ in _DROPPED or tokens[i].tag_ in ("DT", "JJ", "POS", "RB")):
                break
            i -= 1
        if i > 0 and tokens[i].text == "," and i + 1 < start + 1:
            m = names.at(i - 1)
            acting = (
                tokens[head].dep_ in ("nsubj", "nsubjpass") and tokens[i - 1].dep_ == "pobj"
            )  # "after talks with A, the"
            opens = tokens[i + 1].tag_ in ("DT", "JJ", "NN", "NNP", "PRP$", "RB") or names.at(i + 1) is not None
            if (
                m is not None
                and opens
                and not acting
                and self.referents.entity(m.entity).kind == "Person"
                and self._apposes(m.end - 1, start)
            ):
                return m.entity
        return None

    def _apposes(self, name: int, start: int) -> bool:
        """The parse agrees, or at least does not take the phrase for a member of a list of people."""
        token = self.tokens[start]
        return token.sent.start <= name and not self.frames.enumerated(name, start)

    def _counterpart(self, head: int) -> None:
        """ "his Russian counterpart, X": the same post in Russia."""
        frames, referents = self.frames, self.referents
        people = self._named(frames.appositions(head)) or ([p] if (p := self._next_person(head, head + 1)) else [])
        if not people:
            other = self.frames.renamed(head)
            people = self._named([other]) if other is not None else []
        if not people:
            return
        owner = frames.owner(head)
        owners = referents.of(owner) if owner is not None else ()
        countries = [
            m.entity for i in sorted(frames.modifiers(head)) if (m := referents.names.at(i)) and self._employs(m.entity)
        ]
        countries = list(dict.fromkeys(countries))
        roles = [(role, org) for o in owners for role, org in referents.posts.get(o, ())]
        if not roles or not countries:
            return
        role, org = roles[0]
        for n, person in enumerate(people):
            country = countries[n] if len(countries) == len(people) else countries[0]
            organization = self._analogue(org, country)
            if organization:
                self._add(Post(person, role, organization, None, head, False, None, analogous=True))

    def _analogue(self, organization: str | None, country: str) -> str | None:
        """The body in `country` that corresponds to an organisation: for a country the country itself."""
        referents = self.referents
        if organization is None or "Country" in referents.entity(organization).types:
            return country
        stem = referents.entity(organization).label.lower().split()
        adjectives = {m.entity for m in referents.names.mentions}
        for e in sorted(adjectives):
            label = referents.entity(e).label.lower().split()
            if (
                e != organization
                and referents.entity(e).kind == "Organization"
                and label[-2:] == stem[-2:]
                and self._of_country(e, country)
            ):
                return e
        return country

    def _of_country(self, entity: str, country: str) -> bool:
        name = self.referents.entity(entity).label.lower()
        c = self.referents.entity(country)
        return any(form.lower() in name for form in (c.label, *c.aliases))


def _is_special(role: str) -> bool:
    """Whether a post is one of trust, whose holder is sent by a person or body, not by his country."""
    return not {"special", "personal"}.isdisjoint(role.lower().split())
