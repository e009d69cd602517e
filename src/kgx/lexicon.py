"""Reads the word lists and rules that lie beside the code as TOML."""

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

LANGUAGE = "en"


@cache
def table(name: str) -> dict[str, Any]:
    """One TOML file of the rules, by its path below rules/en without the suffix: "voice", "events/meeting"."""
    return tomllib.loads(files("kgx").joinpath("rules", LANGUAGE, f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """A word list of a rules file: a list, or words parted by white space with "_" inside a word of two."""
    found = table(name)[key]
    return frozenset(found) if isinstance(found, list) else frozenset(word.replace("_", " ") for word in found.split())


@lru_cache(maxsize=1 << 14)
def singular(noun: str) -> str:
    """A noun of the word lists without the ending of its plural."""
    if noun.endswith("men"):
        return f"{noun[:-3]}man"
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun.removesuffix("s") if len(noun) > 3 else noun
