"""Posts: who is introduced as holder of which post, where, and from when to when."""

from dataclasses import dataclass, replace
from functools import cached_property

from kgx import gazetteer
from kgx.coreference import Referents
from kgx.frames import OBJECT, SUBJECT, Frame
from kgx.lexicon import table, words
from kgx.posts.bodies import ENVOYS, STATE, Bodies, is_special
from kgx.posts.holders import Holders
from kgx.posts.phrase import ADDRESSES, Phrases

__all__ = ["Post", "Posts"]

_DIPLOMATS = frozenset("ambassador consul attaché attache".split())  # whom only states send
_SOLE = frozenset("president premier chancellor king queen".split())  # of whom a country has but one
_PORTFOLIO = frozenset(
    "foreign defence defense interior finance justice home trade treasury state energy health education labour labor agriculture transport commerce environment".split()
)
_PRAISE = frozenset("leader head chief manager speaker captain coach".split())  # what anybody may be called
_CORPORATE = frozenset("officer executive ceo cfo coo chairman chairwoman chair".split())
# What is said of somebody, not of a post.
_FITTING = frozenset("right wrong ideal perfect great good fine true second-largest fluent native".split())
_SELLERS = frozenset("producer exporter importer maker manufacturer supplier buyer lender employer".split())
_JOURNEYS = frozenset("arrive visit travel fly land tour trip journey lead head".split())
_GONE = frozenset("ottoman prussian".split())  # states that the gazetteer does not have are left in a post
_PRIZES = frozenset(
    f"of the {word}" for word in "year month week match tournament season decade century series".split()
)
_ABOUT = frozenset("on about over against into".split())  # "a report on the Indian economy"
_NEAR = 4  # sentences of a paragraph in which a post may belong to the country that they name
_GOVERNING = frozenset("minister premier chancellor".split())  # posts of states alone
# Posts of a town or region.
_LOCAL = frozenset("mayor governor councillor".split())


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


class Posts:
    """The posts of one document; fills `referents.posts` so that "the minister" can be resolved."""

    def __init__(self, referents: Referents, home: str | None, *, domestic: bool) -> None:
        """Find posts; `home` is the country that the text is about, if any; `domestic`: it comes from there."""
        self.referents, self.frames, self.tokens = referents, referents.frames, referents.tokens
        self.domestic = domestic
        self.phrases = Phrases(referents)
        self.holders, self.bodies = Holders(self.phrases), Bodies(self.phrases)
        self.found: list[Post] = []
        candidates = [t.i for t in self.tokens if self.phrases.is_head(t.i)]
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
            if token.lemma_.lower() not in STATE:
                continue
            _, start, end, _ = self.phrases.role(head)
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
                and not is_special(post.role)
                and (last in ENVOYS or self._is_of_state(post.role, post.head))
            ):
                states = [
                    p.organization
                    for p in self.found
                    if p.person == post.person
                    and p.organization
                    and "Country" in self.referents.entity(p.organization).types
                ]
                nations = [
                    self.bodies.nations[p.head]
                    for p in self.found
                    if p.person == post.person and p.head in self.bodies.nations
                ]
                sent = last in _DIPLOMATS and self.domestic and post.target is not None  # else from whichever state
                at_home = last not in ENVOYS or sent
                body = next(iter((*states, *nations)), self._at_home(post) if at_home else None)
            if body is not None and body != post.target:
                self.found[n] = replace(post, organization=body)

    def _affiliation(self, post: Post) -> str | None:
        """ "the economist Ada Roe of the X Institute"."""
        for m in self.referents.names.mentions:
            if m.entity == post.person and abs(m.start - post.head) < 8:
                for argument in self.frames.complements(self.referents.head(m)):
                    if argument.slot in ("of", "at", "from"):
                        found = [
                            e
                            for e in self.referents.of(argument.head)
                            if self.referents.entity(e).kind == "Organization"
                        ]
                        if found:
                            return found[0]
        return None

    def _find(self, head: int, *, only_named: bool) -> None:
        role, start, end, former = self.phrases.role(head)
        if end < len(self.tokens) and self.tokens[end].text == ":":
            self._label(head, role, end + 1)
            return
        holders, frame = self.holders.of(head, start, end, only_named)
        if not holders or (frame is None and self._is_either(head)):
            return
        beside = frame is None and self.referents.names.at(end) is not None
        if beside and len(holders) == 1 and self.phrases.distributes(head):
            return  # "told reporters Ada Roe had left"
        if frame is not None and self.tokens[start - 1].is_quote:
            return  # "known as the "steel king""
        if self.frames.text(end, end + 3).lower() in _PRIZES:
            return  # "named swimmer of the year"
        if all(len(label) > 2 and label.isupper() for label in (self.referents.entity(p).label for p in holders)):
            return  # "Director DPKO", "DRS, a systems producer"
        if beside and start > 1 and self.tokens[start - 1].lower_ == "and" and self.phrases.is_head(start - 2):
            former |= self.phrases.role(start - 2)[3]  # "former chairman and chief executive Ada Roe"
        found, targets, _ = self.bodies.organizations(head, role, start, end)
        each: list[str | None] = [None] * len(holders)
        if not found and not self.phrases.is_profession(head):
            found = self.bodies.shared(head)
        last = role.lower().split()[-1]
        plain = not any(
            t.pos_ in ("NOUN", "PROPN") or t.lower_ in words("posts", "modifiers") for t in self.tokens[start:head]
        )
        if not found and last in _PRAISE and plain and frame is not None:
            return  # "a dedicated leader"
        first = start
        while first and self.tokens[first - 1].pos_ == "ADJ":
            first -= 1
        told = self.tokens[first:head]
        if any(t.lower_ == "best" for t in told):
            return  # "best director for Ada Roe": a prize
        fitting = any(t.lower_ in _FITTING or t.tag_ == "JJS" for t in told)
        if fitting and (frame is not None or last in _SELLERS or last == "speaker"):
            return  # "the right executive to lead the company", "the largest producer", "a fluent Arabic speaker"
        of_state = self._is_of_state(role, head)
        if not found and of_state:
            default = self._beside(start) or self._around(head)
            if default is not None and (not self._has(default, role) or self._is_taken(default, role, head, holders)):
                default = None
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
        if of_state:  # "the Nairobi foreign minister"
            found = [
                self.referents.country_of(e) or e for e in found if last not in _GOVERNING or not self._is_party(e)
            ]
        paired = len(found) == len(holders)
        if frame is None:
            behind = (i for i in range(head + 1, end) if self.tokens[i].lower_ in words("posts", "accredited"))
            for i in (head, *behind):  # "the Ambassador Extraordinary": the parse may take the adjective for the noun
                self.referents.holders[i] = tuple(holders)
        for n, person in enumerate(holders):
            organization = found[n] if paired else found[0] if found else each[n]
            self._add(Post(person, role, organization, targets[0] if targets else None, head, former, frame))

    def _is_either(self, head: int) -> bool:
        """ "A spokesman for the minister, Ada Roe, said": she may be the one or the other."""
        outer = self.tokens[head].head.head.i if self.tokens[head].dep_ == "pobj" else head
        inner = [a.head for a in self.frames.complements(outer) if self.phrases.is_head(a.head)]
        indefinite = any(t.lower_ in ("a", "an") for t in self.tokens[outer].children)
        if not indefinite or not inner or head not in (outer, *inner) or not self.phrases.is_head(outer):
            return False
        end = self.phrases.role(inner[-1])[2]
        after = self.referents.names.at(end + 1)
        return self.frames.text(end, end + 1) == "," and after is not None and after.start == end + 1

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

    def _has(self, country: str, role: str) -> bool:
        """Whether a country may have such a post: a kingdom has no president."""
        code, post = (self.referents.entity(country).key or "").removeprefix("country:"), role.lower().replace("-", " ")
        lacking, only = (
            (known.get(post) or known.get(post.split()[-1], "")).split()
            for known in (table("posts")["lacking"], table("posts")["only"])
        )
        return code not in lacking and (not only or code in only)

    def _own_country(self, person: str, head: int) -> str | None:
        """ "President Ada Roe of Mali", "ministers A from Mali and B from Chad", or the state of another of the posts."""
        referents, tokens = self.referents, self.tokens
        for m in referents.names.mentions:
            near = head < m.start < tokens[head].sent.end - 1 and (m.start - head < 8 or self.phrases.distributes(head))
            if m.entity == person and near and self.frames.text(m.end, m.end + 1).lower() in ("of", "from"):
                article = self.frames.text(m.end + 1, m.end + 2).lower() == "the"
                after = referents.names.at(m.end + 2 if article else m.end + 1)
                if after is not None and "Country" in referents.entity(after.entity).types:
                    return after.entity
        return next(
            (org for _, org in referents.posts.get(person, ()) if org and "Country" in referents.entity(org).types),
            None,
        )

    def _is_taken(self, country: str, role: str, head: int, holders: list[str]) -> bool:
        """Whether the sentence names another as the one president of a country: "President A and President B met"."""
        sole = role.lower().split()[-1] in _SOLE or role.lower() == "prime minister"
        return sole and any(
            p.organization == country and p.role.lower() == role.lower() and p.person not in holders and not p.former
            for p in self.found
            if self.tokens[p.head].sent == self.tokens[head].sent
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
        low = min((m.start for m in referents.before(head, back=_NEAR)), default=head)
        near = False
        for m in referents.names.mentions:
            if block.start <= m.start < head and referents.voices.quoted[m.start] < 0:
                noun = self.tokens[m.end - 1].head
                serves = noun.i > m.start and noun.pos_ == "NOUN" and noun.lemma_.lower() not in self._polity
                of = m.start - 1 - (self.tokens[m.start - 1].lower_ == "the")  # "of the Republic of X"
                owned = of > 0 and self.tokens[of].lower_ == "of" and self._is_owned(of - 1)
                start = m.start
                while (
                    start > 1
                    and self.tokens[start - 1].lower_ in (",", "and")
                    and (place := referents.names.at(start - 2))
                ):
                    start = place.start  # "to Lima, Peru", "to Mali and Chad"
                before = self.tokens[start - 1 - (self.tokens[start - 1].lower_ == "the")].lower_ if start else ""
                direct = self.tokens[start - 1].lower_ if m.form == "demonym" and start else before
                there = direct in ("in", "to", "at", "from")  # but not "in the Malian government"
                leads = self.frames.text(m.end, m.end + 1) == "-"  # "the Nigerian-led force"
                his = self.tokens[m.start - 1].tag_ == "PRP$"  # "after her Swiss engagements"
                about = before in _ABOUT
                if (
                    owned
                    or there
                    or leads
                    or his
                    or self._says(m.end - 1)
                    or (noun.i > m.start and noun.lower_ in self.phrases.heads | {"officer", "diplomat"})
                ):
                    continue  # the country of another post
                nations = [m.entity] if "Country" in referents.entity(m.entity).types else self._countries_in(m.entity)
                named.update(nations)
                aside = about or serves or self._is_acted_on(m.end - 1) or (noun.i > m.start and self._says(noun.i))
                near |= bool(nations) and m.start >= low and not aside
        return named.pop() if len(named) == 1 and near else None

    @cached_property
    def _polity(self) -> frozenset[str]:
        """Nouns whose country is where a text is: "the Ghanaian parliament", not "the US drive"."""
        named = (words("nominals", kind) for kind in ("proxies", "body", "country", "city", "sides", "plural_people"))
        return self.phrases.heads.union(*named, ("people", "voter", "citizen", "capital", "economy"))

    def _says(self, i: int) -> bool:
        """Whether a name is who says what is told: "The U.S. said that Prime Minister Roe would come"."""
        frame = self.frames.governor(i)
        return frame is not None and i in frame.heads(SUBJECT) and frame.lemma.split()[0] in words("voice", "say")

    def _is_acted_on(self, i: int) -> bool:
        """Whether a name is the object of what another does: "She asked Mali for help"."""
        frame = self.frames.governor(i)
        return frame is not None and i in frame.heads(OBJECT)

    def _is_of_state(self, role: str, head: int) -> bool:
        """Whether a post is one of a country, if nothing else is said; not "president and chief executive officer"."""
        words_ = role.lower().split()
        if not _GONE.isdisjoint(words_):
            return False
        adviser = words_[-1] in ("secretary", "adviser", "advisor") and bool(_PORTFOLIO.intersection(words_))
        if words_[-1] in STATE:
            if words_[-1] in _SOLE and self._is_of_other(head):
                return False  # "shire president"
            return not any(self.tokens[j].lower_ in _CORPORATE for j in self.bodies.joined(head))
        named = role.lower().replace("-", " ") in ("attorney general", "chancellor of the exchequer")
        return "minister" in role.lower() or named or adviser

    def _is_party(self, entity: str) -> bool:
        """Whether a body is a party, which has no ministers of its own: "SPD Chancellor Ada Roe"."""
        e = self.referents.entity(entity)
        last = e.label.lower().split()[-1]
        return e.kind == "Organization" and not e.key and last in ("party", "union", "democrats", "front", "movement")

    def _is_of_other(self, head: int) -> bool:
        """Whether a noun before a post tells of what it is: "shire president"."""
        noun = self.tokens[head - 1]
        if not head or not self.tokens[head].is_lower or noun.pos_ not in ("NOUN", "PROPN") or noun.head.i != head:
            return False
        kept = any(noun.lower_ in kind for kind in (words("posts", "modifiers"), words("posts", "ranks"), ADDRESSES))
        return not kept and not self._is_state(noun.i)

    def _is_state(self, i: int) -> bool:
        m = self.referents.names.at(i)
        return m is not None and "Country" in self.referents.entity(m.entity).types

    def _is_owned(self, i: int) -> bool:
        """Whether a token is what a country in "of X" belongs to: a post, a person or a capital."""
        m = self.referents.names.at(i)
        person = m is not None and self.referents.entity(m.entity).kind == "Person"
        return person or self.tokens[i].lower_ in self.phrases.heads | {"capital"}

    def _at_home(self, post: Post) -> str | None:
        """The country that the text is about, where neither the paragraph nor the other posts speak of another.

        Not where somebody else holds the post there.
        """
        referents, home = self.referents, self.home
        states = [p for p in self.found if p.organization and "Country" in referents.entity(p.organization).types]
        ours = [p for p in states if p.organization == home and p.role.lower().split()[-1] not in ENVOYS]
        sole = post.role.lower().split()[-1] in _SOLE or post.role.lower() == "prime minister"
        if home is None or not self._has(home, post.role):
            return None
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

    def _counterpart(self, head: int) -> None:
        """ "his Russian counterpart, X": the same post in Russia."""
        frames, referents = self.frames, self.referents
        people = self.holders.named(frames.appositions(head)) or (
            [p] if (p := self.holders.next_person(head, head + 1)) else []
        )
        if not people:
            other = self.frames.renamed(head)
            people = self.holders.named([other]) if other is not None else []
        if not people:
            return
        owner = frames.owner(head)
        owners = referents.of(owner) if owner is not None else ()
        countries = [
            m.entity
            for i in sorted(frames.modifiers(head))
            if (m := referents.names.at(i)) and self.bodies.employs(m.entity)
            if self.tokens[head].lemma_ != "colleague" or "Country" in referents.entity(m.entity).types
        ]
        countries = list(dict.fromkeys(countries))
        roles = [(role, org) for o in owners for role, org in referents.posts.get(o, ())]
        if not roles or not countries:
            return
        role, org = roles[0]
        for n, person in enumerate(people):
            country = countries[n] if len(countries) == len(people) else countries[0]
            organization = self._analogue(org, country)
            if organization and self._has(organization, role):
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
