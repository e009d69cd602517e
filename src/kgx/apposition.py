"""Relations that a noun phrase tells by itself: "her husband, X", "a daughter of X", "X, a native of Y", "X of Mali"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kgx.analysis import Analysis
from kgx.frames import ATTRIBUTE, OBJECT, OWNER, SUBJECT
from kgx.lexicon import table, words
from kgx.model import Membership, Statement
from kgx.names.lexicon import lexicon

# Heads of posts that are professions too: "a French editor" is French, "the French minister" need not be told so.
_PROFESSIONS = frozenset(
    "editor director executive coach captain manager owner founder co-founder principal dean judge correspondent administrator deputy cardinal bishop archbishop".split()
)
_RELATIVE = frozenset("counterpart colleague opposite".split())
_COPULAS = frozenset("be become remain".split())


@dataclass(frozen=True, slots=True)
class Noun:
    """What a noun tells of whom it describes."""

    predicate: str
    bearer: str  # kind of whom it describes
    other: str  # kind of the other end
    of: tuple[
        str, ...
    ]  # where the other end stands: OWNER, prepositions, "name" (a name before it), "have" (whose object it is)
    inverted: bool = False
    several: bool = False  # both ends may be several
    shared: bool = False  # a noun coordinated with it may have the other end


@cache
def nouns() -> dict[str, Noun]:
    """The nouns of apposition.toml by lemma."""
    found = {}
    for entry in table("apposition")["noun"]:
        noun = Noun(
            entry["predicate"],
            entry["bearer"],
            entry["other"],
            tuple(entry["of"]),
            entry.get("inverted", False),
            entry.get("several", False),
            entry.get("shared", False),
        )
        found.update(dict.fromkeys((word.replace("_", " ") for word in entry["words"].split()), noun))
    return found


def appositions(x: Analysis) -> Iterator[Statement | Membership]:
    """Relations of nouns and of what follows a name, outside the title."""
    for token in x.tokens[x.body :]:
        if token.pos_ in ("NOUN", "PROPN"):
            yield from _noun(x, token.i)
    yield from _nationalities(x)
    yield from _names(x)


def _bearers(x: Analysis, head: int) -> list[str]:
    """Entities that a noun phrase describes: by apposition, before a name, or as predicate of a clause."""
    found = [e for h in (*x.frames.appositions(head), *_optional(x.frames.renamed(head))) for e in _named(x, h)]
    if not found and x.frames.appositions(head):  # "his wife, the cellist X"
        found = list(x.referents.of(head))
    found = found or [e for h in _optional(x.frames.modified(head)) for e in _named(x, h)]
    one = [
        i
        for i in range(max(0, head - 6), head)
        if x.tokens[i].lower_ == "one" and any(a.head == head for a in x.frames.complements(i))
    ]
    if not found and one:  # "one of the founders of X"
        return _bearers(x, one[0])
    frame = x.frames.clause(head)
    if not found and frame is not None and _predicative(x, head):
        found = [e for h in frame.heads(SUBJECT) for e in x.referents.of(h)]
    return list(dict.fromkeys(found or x.posts.holders.fronted(head)))


def _predicative(x: Analysis, head: int) -> bool:
    frame = x.frames.clause(head)
    if frame is None or x.frames.negated(frame.trigger):
        return False
    return (frame.lemma in _COPULAS and head in frame.heads(ATTRIBUTE)) or (
        head in frame.heads("as") and not frame.heads(OBJECT)
    )


def _optional(head: int | None) -> tuple[int, ...]:
    return () if head is None else (head,)


def _named(x: Analysis, head: int) -> list[str]:
    mention = x.names.at(head)
    return [mention.entity] if mention is not None and mention.form != "demonym" else []


def _lemma(x: Analysis, head: int) -> str:
    """The lemma, with the word before it where the table has the two: "parent company", "founding member"."""
    lemma = x.tokens[head].lemma_.lower()
    both = f"{x.tokens[head - 1].lower_} {lemma}" if head else lemma
    return both if both in nouns() else lemma


def _noun(x: Analysis, head: int) -> Iterator[Statement | Membership]:
    noun = nouns().get(_lemma(x, head))
    if noun is None or x.names.at(head) is not None:
        return
    if noun.predicate == "org:memberOf" and any(head in f.heads(ATTRIBUTE) for f in x.frames):
        return  # "was a member of X in 1990": the verb's rule dates it
    described = [e for e in _bearers(x, head) if x.entities[e].kind == noun.bearer]
    others = [
        e
        for h in _others(x, head, noun)
        for e in x.referents.of(h)
        if x.entities[e].kind == noun.other and e not in described
    ]
    others = list(dict.fromkeys(others))
    if not noun.several:
        described = described[:1]
    if len(others) > (2 if noun.several else 1):
        return
    voice = replace(x.voices.at(head), tense="present")
    evidence = x.evidence(head, voice, f"apposition.{_lemma(x, head).replace(' ', '_')}", 0.9, None)
    for bearer in described:
        for other in others:
            subject, object_ = (other, bearer) if noun.inverted else (bearer, other)
            if noun.predicate == "org:memberOf":
                yield Membership(member=subject, organization=object_, evidence=(evidence,))
                continue
            yield Statement(subject=subject, predicate=noun.predicate, object=object_, evidence=(evidence,))


def _others(x: Analysis, head: int, noun: Noun) -> list[int]:
    """Heads of the other end, from the first of the noun's slots that is filled; conjuncts share it ("founder and CEO of X")."""
    frame = x.frames.clause(head)
    for slot in noun.of:
        if slot == OWNER:
            found = [j for h in _optional(x.frames.owner(head)) for j in x.frames.conjuncts(h)]
        elif slot == "name":
            found = [i for i in x.frames.modifiers(head) if x.names.at(i) is not None]
        elif slot == "have":
            found = (
                frame.heads(SUBJECT)
                if frame is not None and frame.lemma == "have" and head in frame.heads(OBJECT)
                else []
            )
        else:
            before = [j for j in range(max(0, head - 6), head) if head in x.frames.conjuncts(j)]
            nouns_ = (head, *before, *x.frames.conjuncts(head)[1:]) if noun.shared else (head,)
            found = next((f for j in nouns_ if (f := [a.head for a in x.frames.complements(j) if a.slot == slot])), [])
        if found:
            return found
    return []


def _nationalities(x: Analysis) -> Iterator[Statement]:
    """ "the Mexican hydrologist X", "X was a Norwegian editor": the nationality of a profession, not that of a post."""
    for mention in x.names.mentions:
        if mention.start < x.body or mention.form != "demonym" or "Country" not in x.entities[mention.entity].types:
            continue
        if (further := x.names.at(mention.end)) and further.form == "demonym":
            continue  # "a French Canadian" is of Canada
        head = mention.end - 1
        while (noun := x.frames.modified(head)) is not None and x.names.at(noun) in (None, mention):
            head = noun
        name = x.frames.modified(head)
        if name is not None and head == mention.end - 1:  # "the Mexican hydrologist X" with the name for its head
            who = _named(x, name) if any(x.names.at(i) is None for i in x.frames.modifiers(name)) else []
        else:
            who = _bearers(x, head)
        lemma = x.tokens[head].lemma_.lower()
        state = lemma in words("posts", "heads") and lemma not in _PROFESSIONS
        if (
            state
            or lemma in nouns()
            or lemma in _RELATIVE
            or (
                (known := lexicon().nouns.get(lemma)) is not None and known.kind == "Organization"
            )  # "X, head of Y, a Lao company"
            or (head == mention.end - 1 and name is None and not _predicative(x, head))
        ):
            continue
        for person in who[:1]:
            if x.entities[person].kind == "Person":
                voice = replace(x.voices.at(head), tense="present")
                evidence = x.evidence(head, voice, "apposition.nationality", 0.9, None)
                yield Statement(
                    subject=person, predicate="schema:nationality", object=mention.entity, evidence=(evidence,)
                )


def _names(x: Analysis) -> Iterator[Statement | Membership]:
    """ "Ada Roe of Mali", "the Institute for Peace in Oslo": what follows a name."""
    for mention in x.names.mentions:
        entity = x.entities[mention.entity]
        if mention.start < x.body or mention.form == "demonym":
            continue
        head = x.referents.head(mention)
        for argument in x.frames.complements(head):
            m = x.names.at(argument.head)
            if m is None or argument.head < mention.end or m.form == "demonym":
                continue
            other = x.entities[m.entity]
            voice = replace(x.voices.at(head), tense="present")
            evidence = x.evidence(head, voice, f"apposition.name_{argument.slot}", 0.8, None)
            if entity.kind == "Person" and argument.slot in ("of", "from") and "Country" in other.types:
                yield Statement(
                    subject=mention.entity, predicate="schema:nationality", object=m.entity, evidence=(evidence,)
                )
            elif (
                entity.kind == "Organization"
                and argument.slot == "in"
                and "City" in other.types
                and "Group" not in entity.types
                and not entity.key
                and not entity.label.lower().endswith(" party")  # it met there; it is not there
                and argument.head - mention.end < 3
            ):
                yield Statement(
                    subject=mention.entity, predicate="schema:location", object=m.entity, evidence=(evidence,)
                )
            elif (
                entity.kind == "Person"
                and argument.slot == "of"
                and other.kind == "Organization"
                and not x.referents.posts.get(mention.entity)
                and not any(t.like_num for t in x.tokens[mention.end : m.start])  # "Ada Roe, 31, of Lund"
            ):
                yield Membership(member=mention.entity, organization=m.entity, evidence=(evidence,))
