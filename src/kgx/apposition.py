"""Relations that a noun phrase tells by itself: "her husband, X", "a daughter of X", "its subsidiary Y", "X of Mali"."""

from collections.abc import Iterator
from dataclasses import replace

from kgx.analysis import Analysis
from kgx.frames import ATTRIBUTE, SUBJECT
from kgx.lexicon import words
from kgx.model import Membership, Statement


def appositions(x: Analysis) -> Iterator[Statement | Membership]:
    """Kinship, subsidiaries, predecessors, nationality and origin."""
    yield from _kin(x)
    yield from _origins(x)
    yield from _nationalities(x)


def _kin(x: Analysis) -> Iterator[Statement]:
    """ "her husband, X", "a daughter of X", "its subsidiary Y"."""
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
    for token in x.doc:
        predicate = kin.get(token.lemma_.lower())
        if predicate is None or token.pos_ != "NOUN" or token.i < x.body:
            continue
        inverted, predicate = predicate.startswith("-"), predicate.lstrip("-")
        kinds = ("Organization",) if predicate == "schema:parentOrganization" else ("Person",)
        ends = (
            [e for e in x.referents.of(token.i) if x.entities[e].kind in kinds] if x.frames.appositions(token.i) else []
        )
        ends = ends or _named(x, [h for h in [x.frames.renamed(token.i)] if h is not None], kinds)
        if not ends:
            head = x.frames.modified(token.i)
            ends = _named(x, [head], kinds) if head is not None else []
        frame = x.frames.clause(token.i)
        if not ends and frame is not None and frame.lemma == "be" and token.i in frame.heads(ATTRIBUTE):
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


def _nationalities(x: Analysis) -> Iterator[Statement]:
    """ "the Mexican hydrologist X": the nationality of a profession, not that of a post."""
    professions = words("posts", "heads") | frozenset(x.posts.heads)
    for mention in x.names.mentions:
        if mention.form != "demonym" or "Country" not in x.entities[mention.entity].types:
            continue
        head = x.frames.modified(mention.end - 1)
        if head is None or head < x.body:
            continue
        lemma = x.doc[head].lemma_.lower()
        if lemma in professions and lemma not in words("posts", "heads"):
            who = _named(x, x.frames.appositions(head), ("Person",)) or _named(
                x, [h for h in [x.frames.renamed(head)] if h is not None], ("Person",)
            )
            name = x.frames.modified(head)
            if not who and name is not None:
                who = _named(x, [name], ("Person",))
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


def _origins(x: Analysis) -> Iterator[Statement | Membership]:
    """ "Ada Roe of Mali", "the Institute for Peace in Oslo": what follows a name."""
    for mention in x.names.mentions:
        entity = x.entities[mention.entity]
        if mention.start < x.body or mention.form == "demonym":
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
                yield Membership(
                    member=mention.entity,
                    organization=m.entity,
                    evidence=(x.evidence(head, voice, "apposition.of_body", 0.8, None),),
                )


def _named(x: Analysis, heads: list[int], kinds: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(m.entity for h in heads if (m := x.names.at(h)) and x.entities[m.entity].kind in kinds))
