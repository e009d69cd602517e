"""Finds time expressions in a parsed text and says what they mean before anyone knows the day.

A small grammar over the words of a block; the words themselves are in rules/en/dates.toml. `kgx.dates` turns what is
found into dates.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from kgx.timex.atoms import Atoms, lexicon, wordlist
from kgx.timex.days import clocked, dated, days, years
from kgx.timex.lengths import duration, frequency, offset, pointed, reference
from kgx.timex.nodes import Direction, Expression, Fixed, Found, Node, Part, Step, Type

__all__ = ["Direction", "Expression", "Fixed", "Node", "Part", "Step", "Type", "lexicon", "scan", "wordlist"]

_RULES: tuple[Callable[[Atoms, int], Found | None], ...] = (
    dated, offset, pointed, duration, frequency, reference, clocked,
)  # fmt: skip


def scan(doc: Doc, start: int, end: int) -> list[Expression]:
    """The time expressions among the tokens start to end (exclusive), in order, none overlapping.

    Where several rules find something at a word, the longest wins, among equals the first rule.
    """
    atoms = Atoms(doc, start, end)
    found: list[Expression] = []
    i = 0
    while i < len(atoms.words):
        if not _may_start(atoms.words, i):
            i += 1
            continue
        series = days(atoms, i) or years(atoms, i)
        if series:
            i, several = series
            found += several
            continue
        hits = [hit for rule in _RULES if (hit := rule(atoms, i))]
        if not hits:
            i += 1
            continue
        i, best = max(hits, key=lambda hit: hit[0])
        if best.node and atoms.among(i, "range") and atoms.among(i + 1, "still"):
            best, i = replace(best, end=atoms.token[i + 1] + 1, still=True), i + 2
        found.append(best)
    return found


def _may_start(words: list[str], i: int) -> bool:
    """Whether an expression may begin here: the rules are tried at few words only."""
    word = words[i]
    if word in wordlist("articles") and i + 1 < len(words):
        word = words[i + 1]
        if word in wordlist("second"):
            return True
    return word in _starters() or word[:1].isdigit()


@cache
def _starters() -> frozenset[str]:
    """The words that an expression may begin with, beside digits and articles."""
    tables = (
        "months",
        "seasons",
        "units",
        "weekdays",
        "dayparts",
        "numbers",
        "ordinals",
        "which",
        "phases",
        "frequencies",
        "decades",
    )
    first = {word for key in tables for word in lexicon(key)}
    first |= {phrase.split()[0] for key in ("holidays", "references", "days") for phrase in lexicon(key)}
    first |= {word + "s" for key in ("units", "weekdays") for word in lexicon(key)}
    lists = ("starters", "about", "nearly", "bounded", "vague", "vague_noun", "pointing")
    return frozenset(first.union(*(wordlist(key) for key in lists)))
