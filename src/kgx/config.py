"""Settings: kgx.toml -> one frozen dataclass."""

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from kgx.model import KgxError, Overrides

FILE = "kgx.toml"
COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "article", "maintext"),
    "title": ("title", "headline"),
    "date": ("date", "published", "date_publish", "publication_date", "pubdate"),
    "author": ("author", "authors", "byline"),
    "publisher": ("publisher", "source", "publication"),
    "url": ("url", "link"),
    "id": ("id",),
}
"""What a column of a table may hold, and its names where the settings name none; the first that a row has is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What kgx.toml may say. Paths in the file are relative to the folder it lies in."""

    sources: tuple[Path, ...] = (Path("data/raw"),)  # files and folders to read
    out: Path = Path("data/graph")  # folder that the graph is written to
    base_iri: str = "https://example.org/kg/"  # every IRI of the data begins with it
    columns: tuple[tuple[str, str], ...] = ()  # of tables with an article a row: (what is in it, its name)
    same: tuple[tuple[str, ...], ...] = ()  # names of one thing
    different: tuple[tuple[str, ...], ...] = ()  # names of things that must stay apart
    rename: tuple[tuple[str, str], ...] = ()  # a name, and the label that its entity shall have
    jobs: int = 0  # documents worked on at a time; 0: as many as there are cores
    time_limit: int = 300  # seconds that one document may take
    memory_limit: int = 1024  # MiB that one document may take, beyond the model

    @property
    def overrides(self) -> Overrides:
        """The decisions on names."""
        return Overrides(same=self.same, different=self.different, rename=self.rename)


def load(path: Path | None = None) -> Config:
    """Read `path`, or kgx.toml of the current folder where there is one, or take the defaults.

    Raises KgxError when the file is missing, is no TOML, or holds an unknown key or a value of a wrong type.
    """
    if path is None:
        path = Path(FILE)
        if not path.exists():
            return Config()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8") + "\n\n")  # at the very end no line is named
    except FileNotFoundError:
        raise KgxError(f"{path}: no such file; create it, or leave --config out to use the defaults") from None
    except OSError as error:
        raise KgxError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    except UnicodeDecodeError as error:
        raise KgxError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise KgxError(f"{path}: not valid TOML: {error}") from None
    legal = [field.name for field in fields(Config)]
    for key in table:
        if key not in legal:
            raise KgxError(f"{path}: unknown key {key!r}; legal keys are {', '.join(legal)}")
    return replace(Config(), **{key: _value(path, key, value) for key, value in table.items()})


def _value(path: Path, key: str, value: Any) -> Any:
    """The value of a key in its Python type; KgxError where it is of another."""

    def wrong(wanted: str) -> KgxError:
        return KgxError(f"{path}: {key} must be {wanted}, not {value!r}")

    match key:
        case "sources":
            if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
                raise wrong('a list of paths, like ["data/raw"]')
            return tuple(path.parent / item for item in value)
        case "out":
            if not isinstance(value, str) or not value:
                raise wrong('a path, like "data/graph"')
            return path.parent / value
        case "base_iri":
            good = isinstance(value, str) and value.startswith(("http://", "https://")) and value.endswith(("/", "#"))
            if not good or any(c.isspace() or c in '<>"{}|\\^`' for c in value):
                raise wrong('an absolute IRI that ends with "/" or "#", like "https://example.org/kg/"')
        case "columns":
            named = isinstance(value, dict) and all(isinstance(name, str) and name for name in value.values())
            if not named or not value.keys() <= COLUMNS.keys():
                raise wrong(f'a table like {{ text = "body" }}, with the keys {", ".join(COLUMNS)}')
            return tuple(sorted(value.items()))
        case "same" | "different":
            groups: list[Any] = value if isinstance(value, list) else [None]
            if not all(isinstance(g, list) and len(g) > 1 and all(isinstance(n, str) and n for n in g) for g in groups):
                raise wrong('a list of lists of names, like [["R. Roe", "Ruth Roe"]]')
            return tuple(tuple(group) for group in groups)
        case "rename":
            if not isinstance(value, dict) or not all(isinstance(new, str) and new for new in value.values()):
                raise wrong('a table like { "Old Name" = "New Name" }')
            return tuple(sorted(value.items()))
        case "jobs" | "time_limit" | "memory_limit":
            least = 0 if key == "jobs" else 1
            if type(value) is not int or value < least:
                raise wrong(f"a whole number from {least}")
    return value
