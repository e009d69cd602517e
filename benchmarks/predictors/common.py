"""What the predictors share: kgx's stages over one text, and the way from tokens back to its characters."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kgx.annotate import annotate
from kgx.extract import Extractor
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


def read(text: str, *, published: str | None = None, title: str | None = None) -> Extractor:
    """All stages of kgx over a text."""
    return Extractor(annotate(document(text, published=published, title=title)))


def phrase(x: Extractor, head: int) -> tuple[int, int]:
    """Characters of the noun phrase with this head, without what follows it: relative clauses, appositions."""
    mention = x.names.at(head)
    left, right = x.frames.core(head)
    if mention is not None:
        left, right = min(left, mention.start), mention.end
    block = next(b for b in x.annotated.blocks if b.start <= head < b.end)
    return x.annotated.span(max(left, block.start), min(right, block.end))
