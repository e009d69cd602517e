"""A build: what it writes, what it leaves out, and what it leaves alone when it fails."""

import json
from pathlib import Path

import pytest

from kgx import pipeline
from kgx.config import Config
from kgx.export import EXPORTERS
from kgx.model import Graph, KgxError

TEXT = "The two ministers, Ada Roe and Ben Sol, met in Oslo on 3 May 2020.\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """The files of a graph; the report tells how long it took, so it is left out."""
    found = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return {name: content for name, content in found.items() if name != "report.json"}


def test_a_build_writes_a_graph_the_texts_and_a_report(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    report = pipeline.build([source], out, Config())
    assert all(path.exists() for path in report.paths)
    assert (out / "texts" / "doc_one.txt").read_text(encoding="utf-8").strip() == TEXT.strip()
    assert "kgx:Meeting" in (out / "graph.ttl").read_text(encoding="utf-8")
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["events"] == {"Meeting": 1}
    assert (report.documents, report.events, report.skipped) == (1, {"Meeting": 1}, ())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out"]


def test_the_same_texts_give_the_same_bytes(source: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        pipeline.build([source], tmp_path / name, Config())
    assert files(tmp_path / "a") == files(tmp_path / "b")


def test_a_document_that_cannot_be_read_is_skipped_and_named(source: Path, tmp_path: Path) -> None:
    (source / "bad.txt").write_bytes(b"\x00\x01\x02\x00" * 99)
    report = pipeline.build([source], tmp_path / "out", Config())
    assert report.documents == 1
    assert [s.path.name for s in report.skipped] == ["bad.txt"]
    assert str(source / "bad.txt") in report.skipped[0].reason


def test_a_build_that_fails_leaves_the_old_graph(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    pipeline.build([source], out, Config())
    before = files(out)
    (source / "two.txt").write_text("Ada Roe visited Lima in 2021.", encoding="utf-8")

    def fail(graph: Graph, path: Path, **_: str) -> None:
        path.write_text("half a gr", encoding="utf-8")
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("kgx.pipeline.EXPORTERS", {**EXPORTERS, ".gexf": fail})
    with pytest.raises(KgxError, match="No space left on device"):
        pipeline.build([source], out, Config())
    assert files(out) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out"]


def test_a_new_build_replaces_the_old_one(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    pipeline.build([source], out, Config())
    (source / "one.txt").rename(source / "two.txt")
    pipeline.build([source], out, Config())
    assert [p.name for p in (out / "texts").iterdir()] == ["doc_two.txt"]


def test_a_source_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgxError, match="nowhere"):
        pipeline.build([tmp_path / "nowhere"], tmp_path / "out", Config())
    assert not (tmp_path / "out").exists()


def test_a_file_where_the_graph_should_go_is_left_alone(source: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(KgxError, match="out: is a file"):
        pipeline.build([source], tmp_path / "out", Config())
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_progress_is_told_by_stage(source: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    pipeline.build([source], tmp_path / "out", Config(), lambda stage, done, total: told.append((stage, done, total)))
    assert ("read", 1, 1) in told
    assert ("extract", 1, 1) in told
    assert told[-1] == ("write", len(EXPORTERS), len(EXPORTERS))
