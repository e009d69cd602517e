"""kgx.toml."""

from pathlib import Path

import pytest

from kgx.config import Config, load
from kgx.model import KgxError, Overrides


def write(folder: Path, text: str) -> Path:
    path = folder / "kgx.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_means_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load() == Config(sources=(Path("data/raw"),), out=Path("data/graph"), base_iri="https://example.org/kg/")


def test_the_file_of_the_current_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, 'sources = ["a", "b.txt"]\nout = "o"\nbase_iri = "https://lake.example/id#"\n')
    monkeypatch.chdir(tmp_path)
    assert load() == Config(sources=(Path("a"), Path("b.txt")), out=Path("o"), base_iri="https://lake.example/id#")


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    assert load(write(tmp_path, 'out = "o"')).out == tmp_path / "o"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("colour = 1", ["unknown key 'colour'", "sources, out, base_iri"]),
        ("[build]\nout = 1", ["unknown key 'build'"]),
        ('sources = "a"', ["sources must be a list of paths", "'a'"]),
        ("sources = []", ["sources must be a list of paths"]),
        ("sources = [1]", ["sources must be a list of paths"]),
        ("out = 3", ["out must be a path", "not 3"]),
        ('base_iri = "kg"', ["base_iri must be an absolute IRI", "'kg'"]),
        ('base_iri = "https://lake.example/id"', ['ends with "/" or "#"']),
        ('base_iri = "https://lake.example/a b/"', ["base_iri must be"]),
        ('same = [["Ada Roe"]]', ["same must be a list of lists of names"]),
        ('rename = ["Ada Roe"]', ["rename must be a table"]),
        ("jobs = -1", ["jobs must be a whole number from 0", "not -1"]),
        ("time_limit = 0", ["time_limit must be a whole number from 1"]),
        ("memory_limit = true", ["memory_limit must be a whole number", "not True"]),
        ("out = ", ["not valid TOML", "line 1, column"]),
        ('out = "o"\nout = "p"', ["not valid TOML", "line 2, column"]),
    ],
)
def test_a_mistake_is_named_with_the_file(tmp_path: Path, text: str, told: list[str]) -> None:
    path = write(tmp_path, text)
    with pytest.raises(KgxError) as caught:
        load(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    for words in told:
        assert words in message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgxError, match="no such file"):
        load(tmp_path / "other.toml")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "kgx.toml"
    path.write_bytes(b"out = '\xff'")
    with pytest.raises(KgxError, match="not UTF-8 at byte 7"):
        load(path)


def test_decisions_on_names(tmp_path: Path) -> None:
    text = 'same = [["A. Roe", "Ada Roe"]]\ndifferent = [["Lake", "Lakes"]]\n[rename]\n"Ada Roe" = "Ada R."\n'
    found = load(write(tmp_path, text)).overrides
    assert found == Overrides(
        same=(("A. Roe", "Ada Roe"),), different=(("Lake", "Lakes"),), rename=(("Ada Roe", "Ada R."),)
    )
