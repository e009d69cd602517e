"""Frozen dataclasses <-> JSON: plain data that is safe to load, whoever wrote it."""

import json
import types
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Decoder = Callable[[Any], Any]


def dumps(value: object) -> str:
    """The JSON of a value: a dataclass is the list of its fields, a date or a path its text."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def loads(text: str, of: type[T]) -> T:
    """The value of type `of` that `dumps` wrote.

    Raises ValueError where the text is no JSON, or of another shape.
    """
    try:
        found: T = _decoder(cast(Hashable, of))(json.loads(text))
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"not the JSON of {of}: {error}") from error
    return found


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return [_plain(getattr(value, name)) for name in _names(cast(Hashable, type(value)))]
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return str(value) if isinstance(value, date | Path) else value


@cache
def _names(of: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(of))


@cache
def _decoder(of: Any) -> _Decoder:
    """What makes a value of a type from its JSON, worked out once a type."""
    origin, inner = get_origin(of), get_args(of)
    if is_dataclass(of):
        hints = get_type_hints(of)
        parts = [(name, _decoder(hints[name])) for name in _names(cast(Hashable, of))]
        return lambda value: of(**{name: part(item) for (name, part), item in zip(parts, value, strict=True)})  # type: ignore[operator]
    if origin is tuple and inner[1:] == (...,):
        part = _decoder(inner[0])
        return lambda value: tuple([part(item) for item in value])
    if origin is tuple:
        each = [_decoder(item) for item in inner]
        return lambda value: tuple([part(item) for part, item in zip(each, value, strict=True)])
    if origin is dict:
        part = _decoder(inner[1])
        return lambda value: {key: part(item) for key, item in value.items()}
    if origin in (Union, types.UnionType):  # only with None
        (some,) = [_decoder(item) for item in inner if item is not types.NoneType]
        return lambda value: None if value is None else some(value)
    if of is date:
        return date.fromisoformat
    if of is Path:
        return Path
    if origin is Literal:
        return _one_of(inner)
    return _exactly((int, float) if of is float else (of,))


def _one_of(legal: tuple[Any, ...]) -> _Decoder:
    def decode(value: Any) -> Any:
        if value not in legal:
            raise ValueError(f"{value!r} is none of {legal}")
        return value

    return decode


def _exactly(legal: tuple[type, ...]) -> _Decoder:
    def decode(value: Any) -> Any:
        if type(value) not in legal:
            raise ValueError(f"{value!r} is no {legal[0].__name__}")
        return value

    return decode
