"""Extraction rules as data: TOML tables read into frozen types, unknown keys rejected."""

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from kgx.model import KgxError

LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Role:
    """What may fill a role: slots of the frame, types of entities, or common nouns."""

    name: str
    slot: tuple[str, ...]
    type: tuple[str, ...] = ()  # kinds and narrower classes of entities, or "Actor"
    words: tuple[str, ...] = ()  # lemmas of common nouns: they satisfy the role without an entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One construction that bears out one class of event or one predicate."""

    id: str
    event: str | None = None  # class of the event
    relation: str | None = None  # predicate of the statement: "schema:spouse"
    post: str | None = None  # role label of a membership; "" for a membership without role
    verbs: tuple[str, ...] = ()  # lemmas with particle
    nouns: tuple[str, ...] = ()  # lemmas of event nouns
    support: tuple[str, ...] = ()  # the noun counts only when one of these verbs carries it
    roles: tuple[Role, ...] = ()
    requires: tuple[str, ...] = ()  # roles that must be filled; "a|b": one of them; "when": a date
    without: tuple[str, ...] = ()  # slots that must be empty
    unless: tuple[str, ...] = ()  # words beside it that make it another thing: "press" conference, tour of "duty"
    absent: tuple[str, ...] = ()  # words of another field: of a text that has one it tells nothing
    participants: int = 0  # how many actors at least
    passive: bool | None = None  # only the passive, or only the active
    mode: str | None = None  # of a Declaration
    start: bool = False  # the date begins the event: "the mission began on …"
    end: bool = False  # the date ends it
    open: bool = False  # a date is when it began, and it lasts
    confidence: float = 0.9
    examples: tuple[dict[str, Any], ...] = field(default=(), hash=False)
    not_examples: tuple[str, ...] = ()


_RULE_KEYS = tuple(Rule.__dataclass_fields__)
_ROLE_KEYS = tuple(k for k in Role.__dataclass_fields__ if k != "name")


def parse(data: dict[str, Any], path: str) -> list[Rule]:
    """Rules of one TOML file. Raises KgxError that names the file and the legal keys on an unknown one."""
    found = []
    for table in data.get("rule", []):
        for key in table:
            if key not in _RULE_KEYS:
                raise KgxError(
                    f"{path}: unknown key {key!r} in rule {table.get('id')!r}; legal keys are {', '.join(_RULE_KEYS)}"
                )
        roles = []
        for name, spec in table.get("roles", {}).items():
            for key in spec:
                if key not in _ROLE_KEYS:
                    raise KgxError(
                        f"{path}: unknown key {key!r} in role {name!r} of {table.get('id')!r}; legal keys are {', '.join(_ROLE_KEYS)}"
                    )
            roles.append(Role(name, **{k: _tuple(v) for k, v in spec.items()}))
        plain: dict[str, Any] = {
            k: _tuple(v)
            if k in ("verbs", "nouns", "support", "requires", "without", "unless", "absent", "not_examples", "examples")
            else v
            for k, v in table.items()
            if k != "roles"
        }
        found.append(Rule(**plain, roles=tuple(roles)))
    return found


def _tuple(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


@cache
def load() -> tuple[Rule, ...]:
    """Every rule of rules/en/events and rules/en/relations, in the order of their ids."""
    found: list[Rule] = []
    for folder in ("events", "relations"):
        for path in files("kgx.rules").joinpath(LANGUAGE, folder).iterdir():
            if path.name.endswith(".toml"):
                found += parse(
                    tomllib.loads(path.read_text(encoding="utf-8")), f"rules/{LANGUAGE}/{folder}/{path.name}"
                )
    return tuple(sorted(found, key=lambda rule: rule.id))


@cache
def by_lemma() -> tuple[dict[str, tuple[Rule, ...]], dict[str, tuple[Rule, ...]]]:
    """Rules by verb lemma and by noun lemma."""
    verbs: dict[str, list[Rule]] = defaultdict(list)
    nouns: dict[str, list[Rule]] = defaultdict(list)
    for rule in load():
        for lemma in rule.verbs:
            verbs[lemma].append(rule)
        for lemma in rule.nouns:
            nouns[lemma].append(rule)
    return {k: tuple(v) for k, v in verbs.items()}, {k: tuple(v) for k, v in nouns.items()}


def event_nouns() -> frozenset[str]:
    """Lemmas of the nouns that name happenings."""
    return frozenset(by_lemma()[1])
