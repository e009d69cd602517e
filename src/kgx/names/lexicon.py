"""The word lists of rules/en/posts.toml and heads.toml, in the shape that the search for names needs."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from kgx.lexicon import table, words
from kgx.model import Kind

WORD = re.compile(r"\w[\w'’.]*|[-–&]")
PARTICLES = frozenset(
    "van von der den de del della ap bt binte binti di des aux arap da do dos das du la las los le el al bin bint ibn ben ter ten zu zur af av ould y e und et och og".split()
)
PATRONYMICS = frozenset("bin bint ibn binti binte ben".split())  # before the name of the father
COMPANIES = words("organisations", "legal")
LINKS = frozenset(  # between hyphens: "Zia-ul-Doe", "Doe-upon-Tyne"
    "i ul ur ud us uz un el al ad az as an e under upon on in by sur am de du des la le les en".split()
)
ENDINGS = frozenset("uulu kyzy oglu oglou ogly gyzy qizi zade san".split())  # after a hyphen: "Bek-uulu"
SMALL = frozenset("of the for and on in a an &".split()) | PARTICLES
_BROAD: dict[str, Kind] = {
    "Person": "Person",
    "Organization": "Organization",
    "Place": "Place",
    "Programme": "Programme",
    "Group": "Organization",
    "GovernmentOrganization": "Organization",
    "MilitaryOrganization": "Organization",
    "Operation": "Event",
    "Exercise": "Event",
    "Conference": "Event",
}


class Sort(NamedTuple):
    """What a word tells of the name that it belongs to; no kind: that it is none of ours."""

    kind: Kind | None
    types: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str) -> "Sort":
        """The sort that a key of heads.toml stands for."""
        if name == "none":
            return cls(None)
        kind = _BROAD.get(name, "Place")
        return cls(kind, () if name == kind else (name,))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words that begin, end, complete or introduce names; all in lower case."""

    titles: dict[str, tuple[tuple[str, ...], ...]]  # first word -> posts, ranks, forms of address, the longest first
    modifiers: frozenset[str]
    surnames: frozenset[str]  # titles that are surnames too
    short: frozenset[str]  # posts in capital letters
    regal: frozenset[str]  # titles that go with a first name
    honours: frozenset[str]  # letters behind a person's name
    persons: frozenset[str]  # nouns for a person
    professions: frozenset[str]
    posts: frozenset[str]
    kin: frozenset[str]
    lives: frozenset[str]  # verbs whose subject is a person
    firms: frozenset[str]  # participles that say what is done to organisations
    founds: frozenset[str]  # verbs whose object is an organisation
    names: frozenset[str]  # verbs whose object is a person
    visits: frozenset[str]  # verbs whose object is a place
    adjectives: frozenset[str]  # of continents and the like: no names
    sexes: dict[str, str]
    heads: dict[str, Sort]
    leads: dict[str, Sort]
    nouns: dict[str, Sort]
    tails: dict[str, Sort]
    bodies: dict[str, Sort]
    owned: dict[str, Sort]
    joins: dict[str, frozenset[str]]
    alone: frozenset[str]
    before: dict[str, float]  # prepositions -> how much they speak for a place


def within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of one name are in another in their order; an initial stands for a word."""
    rest = iter(long)
    return all(
        any(w == x or (len(w) == 1 and x.startswith(w)) or (len(x) == 1 and w.startswith(x)) for x in rest)
        for w in short
    )


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    posts, heads = table("posts"), table("heads")
    address, nouns = posts["honorifics"], posts["nouns"]
    titles: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for phrase in (
        *posts["heads"],
        *posts["short"],
        *posts["ranks"],
        *address["male"],
        *address["female"],
        *address["any"],
    ):
        for parts in (tuple(WORD.findall(phrase)), tuple(re.findall(r"[^\W_]+[.'’]?|-", phrase))):
            titles[parts[0]].add(parts)
    persons = (*posts["heads"], *posts["ranks"], *nouns["professions"], *nouns["male"], *nouns["female"], *nouns["kin"])
    return Lexicon(
        titles={first: tuple(sorted(found, key=len, reverse=True)) for first, found in titles.items()},
        modifiers=frozenset(posts["modifiers"]),
        surnames=frozenset(posts["surnames"]),
        short=frozenset(posts["short"]),
        regal=frozenset(posts["regal"]),
        honours=frozenset(posts["honours"]),
        persons=frozenset(re.split(r"[ -]", phrase)[-1] for phrase in persons),
        professions=frozenset(nouns["professions"]),
        posts=frozenset(re.split(r"[ -]", phrase)[-1] for phrase in posts["heads"]),
        kin=frozenset((*nouns["male"], *nouns["female"], *nouns["kin"])).difference(
            posts["heads"], nouns["professions"]
        ),
        lives=frozenset(posts["verbs"]["lives"]),
        firms=frozenset(posts["verbs"]["firms"]),
        founds=frozenset(posts["verbs"]["founds"]),
        names=frozenset(posts["verbs"]["names"]),
        visits=frozenset(posts["verbs"]["visits"]),
        adjectives=frozenset(heads["none"]["adjectives"]),
        sexes={w: sex for sex in ("male", "female") for w in (*address[sex], *nouns[sex])},
        heads=_sorts(heads["heads"]) | {w + dot: Sort("Organization") for w in COMPANIES for dot in ("", ".")},
        leads=_sorts(heads["leads"]),
        nouns=_sorts(heads["nouns"]),
        tails=_sorts(heads["tails"]),
        bodies=_sorts(heads["bodies"]),
        owned=_sorts(heads["owned"]),
        joins={word: frozenset(heads["joins"][word]) for word in ("of", "for", "on", "in")},
        alone=frozenset(heads["joins"]["alone"]),
        before=heads["before"],
    )


def _sorts(table: dict[str, Any]) -> dict[str, Sort]:
    return {word: Sort.of(name) for name, words in table.items() for word in words}
