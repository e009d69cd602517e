"""What the predictors share: kgx's stages over one text, and the way from tokens back to its characters."""

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from kgx import rules
from kgx.analysis import Analysis
from kgx.annotate import annotate
from kgx.extract import Extractor
from kgx.frames import Frame
from kgx.model import Document

Line = dict[str, Any]  # of JSON


@cache
def table(name: str) -> dict[str, Any]:
    """The mapping table `name`.toml beside this file."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def wordlist(name: str, key: str) -> frozenset[str]:
    """Words under `key` of [words] in the mapping table `name`; "_" in them is a space."""
    return frozenset(word.replace("_", " ") for word in table(name)["words"][key].split())


def document(text: str, *, published: str | None = None, title: str | None = None) -> Document:
    """A text as kgx takes it; `published` is ISO 8601, and ignored where it is no full date."""
    day = date.fromisoformat(published[:10]) if published and len(published) >= 10 else None
    return Document(id="doc", path="doc", text=text, sha256="", title=title, published=day)


def read(source: Document) -> Extractor:
    """All stages of kgx over a document."""
    return Extractor(Analysis(annotate(source)))


def read_happenings(source: Document) -> Extractor:
    """The same with a frame for every noun that names a happening, not only for those that the rules need."""
    nouns = rules.event_nouns() | wordlist("happenings", "happenings")
    with patch.object(rules, "event_nouns", lambda: nouns):
        return read(source)


def happenings(x: Extractor) -> Iterator[Frame]:
    """Verbs and event nouns, but for those inside a name and for modifiers."""
    for frame in x.frames:
        token = x.tokens[frame.trigger]
        if (
            x.names.at(frame.trigger)
            or token.dep_ in ("compound", "amod")
            or frame.lemma in wordlist("happenings", "things")
        ):
            continue
        if frame.kind == "noun" or (token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass")):
            yield frame


def timexes(x: Extractor, *, whole: bool = False) -> list[tuple[int, int, str, str]]:
    """Start and end in characters, type and value of TimeML of every time expression.

    A range is its two ends and, with `whole`, its whole span too.
    """
    return [
        (*x.annotated.span(t.start, t.end), t.type, t.value)
        for found in x.analysis.dates
        for t in (*found.parts, *((found,) if whole or not found.parts else ()))
    ]


def phrase(x: Extractor, head: int) -> tuple[int, int]:
    """Characters of the noun phrase with this head, without what follows it: relative clauses, appositions."""
    mention = x.names.at(head)
    left, right = x.frames.core(head)
    if mention is not None:
        left, right = min(left, mention.start), mention.end
    block = next(b for b in x.annotated.blocks if b.start <= head < b.end)
    return x.annotated.span(max(left, block.start), min(right, block.end))
