"""Whose post it is: the state, body or place that the phrase of a post names, and whom an envoy is accredited to."""

from kgx import gazetteer
from kgx.frames import Argument
from kgx.names import Mention
from kgx.names.text import HYPHENS, POSSESSIVES
from kgx.posts.phrase import DROPPED, Phrases

_UNITS = frozenset("mission delegation team office bureau branch contingent staff".split())  # "head of the UN mission"
# What a name is called behind it: "leader of the Reed Front network".
_SORTS = frozenset(
    "network group movement militia faction party newspaper magazine club band chain airline clan cartel gang".split()
)
_BRANCHES = frozenset("office bureau branch".split())  # named by the country that they are in: "the Kenyan branch"
_CALLED = _UNITS | _SORTS
_AGAINST = frozenset(f"{word}-" for word in ("anti", "pro", "non", "pre", "post"))
_QUARTERS = frozenset("North South East West Northern Southern Eastern Western Central".split())
_PARTIES = frozenset("unit contingent group team company battalion detachment squad platoon".split())  # not a country
ENVOYS = frozenset("ambassador envoy commissioner consul attaché attache representative delegate".split())
# Posts of a state: without a country in the sentence they belong to the country that the text is about.
STATE = frozenset(
    "minister president premier chancellor king queen ombudsman senator lawmaker congressman congresswoman vice-president".split()
)
_CHARGED = frozenset(
    "minister secretary commissioner representative adviser advisor envoy".split()
)  # with what follows "for"
_WRITERS = frozenset("author co-author".split())  # of books
_TEACHERS = frozenset("professor lecturer reader".split())  # of a subject, at a school


class Bodies:
    """Finds the bodies in and around the phrases of posts."""

    def __init__(self, phrases: Phrases) -> None:
        """Look for them around these phrases."""
        self.phrases, self.referents = phrases, phrases.referents
        self.frames, self.tokens = phrases.frames, phrases.tokens
        self.nations: dict[int, str] = {}  # head of a phrase -> the nationality in it

    def organizations(self, head: int, role: str, start: int, end: int) -> tuple[list[str], list[str], int]:
        """Organisations of the post and accreditations, and the token after the phrase."""
        referents, names = self.referents, self.referents.names
        found: list[str] = []
        targets: list[str] = []
        if self.tokens[head].lemma_.lower() in _WRITERS:
            return [], [], end  # "author of The Reed Letters"
        owner = self.frames.owner(head)
        before = start - 1
        while before > 0 and self.tokens[before].lower_ in DROPPED and self.tokens[before].tag_ != "PRP$":
            before -= 1  # "Mali's former vice-president"
        if owner is None and before >= 0 and self.tokens[before].tag_ in ("POS", "PRP$"):
            owner = before if self.tokens[before].tag_ == "PRP$" else before - 1
        if owner is not None:
            found += [e for j in self.frames.conjuncts(owner) for e in referents.of(j) if self.employs(e)]
            if not found and self.phrases.is_head(owner):  # "the Malian president's adviser"
                found += self.organizations(owner, *self.phrases.role(owner)[:3])[0]
        i, low = start - 1, self.tokens[head].sent.start
        if self.tokens[i].text == ")" and names.at(i - 1) is not None and self.tokens[i - 2].text == "(":
            i -= 1  # "Reed Bank (RB) president"
        links = DROPPED | {"and", ","} if self.phrases.distributes(head) else DROPPED
        while (i >= low and (m := names.at(i)) is not None) or (
            i >= low and self.tokens[i].lower_ in links and i >= start - 4
        ):
            if m := names.at(i):
                if self._ends_name(m):
                    break  # "Lord of the Isles director"
                if self.frames.text(m.start - 2, m.start).lower() in _AGAINST:
                    break  # "the anti-Taliban commander"
                ours = any("Country" in referents.entity(e).types for e in found)
                if not ours and self.tokens[m.start - 1].tag_ == "POS" and self._is_town(m.entity):
                    break  # "the Observer's Middle East correspondent"
                if m.form == "demonym" and self.tokens[m.start - 1].text in _QUARTERS:
                    break  # "the Western Australian premier"
                within = [gazetteer.demonym(token.text) for token in self.tokens[m.start : m.end]]
                if len(within) > 1 and all(within):  # "the Bosnian Serb leader" leads neither country
                    i = m.start - 1
                    continue
                if m.form == "demonym" and self._is_national(head, role, start):
                    self.nations[head] = m.entity
                elif self.employs(m.entity) and not (self.phrases.is_profession(head) and self._is_town(m.entity)):
                    found.insert(0, m.entity)  # but "the Lima broker" is not the town's
                i = m.start - 1
            else:
                if self.tokens[i].tag_ == "DT":
                    break
                i -= 1
        sent = any(w in ENVOYS for w in role.lower().split())
        states = [e for e in found if "Country" in referents.entity(e).types]
        if sent and len(states) == 1 and len(found) == 2:  # "Mali's UN ambassador"
            found, targets = states, [e for e in found if e not in states]
        after = end
        arguments = self._complements(head, end)
        inner = [b for a in arguments if a.slot == "of" for b in self.frames.complements(a.head)]
        at = [a for a in (*arguments, *inner) if a.slot == "at" and self._bodies(a.head)]
        teaches = self.tokens[head].lemma_.lower() in _TEACHERS
        if at and not found and (teaches or not any(self._bodies(a.head) for a in arguments if a.slot == "of")):
            arguments = at[:1]  # "professor of law at X"
        for argument in arguments:
            entities = [e for e in referents.of(argument.head) if self.employs(e)]
            holder = names.at(argument.head)
            if holder is not None and self._is_half(holder):
                continue
            if holder is not None and self.frames.text(holder.end, holder.end + 1) in POSSESSIVES:
                owned = names.at(holder.end + 1)  # "Director of Lima's North Airport", however parsed
                if owned is not None and self.employs(owned.entity):
                    entities, holder = [owned.entity], owned
            if not entities and holder is not None and (beside := names.at(holder.start - 1)) is not None:
                entities = [beside.entity] if self.employs(beside.entity) else []  # "Minister of Mali Ada Roe"
            sort = self.tokens[argument.head].lemma_.lower()
            if not entities and sort in _CALLED:
                units = (b.head for b in self.frames.complements(argument.head) if b.slot == "of")
                entities = [e for unit in units for e in self._bodies(unit)] or [
                    m.entity
                    for i in self.frames.modifiers(argument.head)
                    if (m := names.at(i)) and self.employs(m.entity) and not self._is_town(m.entity)
                    if not (sort in _BRANCHES and "Country" in referents.entity(m.entity).types)
                ]
            if not entities and self.phrases.is_head(argument.head):  # "assistant of the president of Kenya"
                entities = self.organizations(argument.head, *self.phrases.role(argument.head)[:3])[0]
            if argument.slot == "at" and owner is not None and not found and self.tokens[owner].pos_ != "PRON":
                continue  # "the administration's lawyer at the court"
            if argument.slot == "for" and _CHARGED.intersection(role.lower().replace("-", " ").split()):
                entities = [e for e in entities if "Country" in referents.entity(e).types]  # else it is a portfolio
            after = max(after, self.tokens[argument.head].right_edge.i + 1) if entities else after
            if sent and (argument.slot in ("to", "in") or (argument.slot in ("for", "on") and is_special(role))):
                targets += entities
            elif argument.slot in ("of", "at", "for", "in", "with", "to", "on", "under") and (
                not found or self.phrases.distributes(head)
            ):
                party = names.at(argument.head) is None and self.tokens[argument.head].lemma_.lower() in _PARTIES
                seated = argument.slot == "in" and any(a.slot == "of" for a in arguments)
                # "head of the Kenyan unit", "commander of the engineers to X", "pastor of a parish in Lima"
                if party or seated or argument.slot == "to":
                    entities = [e for e in entities if referents.entity(e).kind != "Place"]
                found += [e for e in entities if e not in found]
        return found, targets, after

    def _ends_name(self, name: Mention) -> bool:
        """Whether a name is the end of a longer one that is not known: "Lord of the Isles"."""
        of = name.start - 1 - (self.tokens[name.start - 1].lower_ == "the")
        country = "Country" in self.referents.entity(name.entity).types
        return of > 0 and self.tokens[of].lower_ == "of" and self.tokens[of - 1].is_title and not country

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

    def shared(self, head: int) -> list[str]:
        """ "president and chief executive of X", "president of X and chief executive": the body of the other post."""
        if any(a.slot == "of" for a in self._complements(head, head + 1)):
            return []  # "manager of X and head of his nation's delegation"
        for other in self.joined(head):
            start = self.phrases.role(max(head, other))[1]
            if self.phrases.is_head(other) and self.tokens[start - 1].tag_ not in ("DT", "PRP$", "POS"):
                role, first, end, _ = self.phrases.role(other)
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

    def employs(self, entity: str) -> bool:
        """Whether an entity may have posts: anything but a person or a war."""
        e = self.referents.entity(entity)
        return e.kind != "Person" and (e.kind == "Organization" or "War" not in e.label.split())

    def joined(self, head: int) -> list[int]:
        """The nouns that a noun is coordinated with."""
        before = [j for j in range(max(0, head - 10), head) if head in self.frames.conjuncts(j)]
        return [*before, *self.frames.conjuncts(head)[1:]]

    def _is_national(self, head: int, role: str, start: int) -> bool:
        """Whether a nationality before the phrase is the person's: "a French editor", not "the French minister"."""
        if self.phrases.is_profession(head):
            return self.tokens[head].lemma_.lower() != "diplomat"
        first = self.frames.text(max(0, start - 2), start).lower().split()
        last = role.lower().split()[-1]
        return first[:1] in (["a"], ["an"]) and last not in STATE | ENVOYS


def is_special(role: str) -> bool:
    """Whether a post is one of trust, whose holder is sent by a person or body, not by his country."""
    return not {"special", "personal"}.isdisjoint(role.lower().split())
