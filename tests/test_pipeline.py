"""A build: what it writes, what it leaves out, and what it leaves alone when it fails."""

import json
from pathlib import Path

import pytest
from engines import Here

from kgx import pipeline
from kgx.config import Config
from kgx.export import EXPORTERS
from kgx.model import Graph, KgxError
from kgx.pipeline import Report

TEXT = "The two ministers, Ada Roe and Ben Sol, met in Oslo on 3 May 2020.\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    return folder


def build(*sources: Path, out: Path, engine: Here | None = None) -> Report:
    return pipeline.build(sources, out, Config(), engine=engine or Here())


def graph(out: Path) -> dict[str, bytes]:
    """The files of a graph, without the report, which tells how long it took."""
    paths = [out / f"graph{suffix}" for suffix in EXPORTERS] + sorted((out / "texts").iterdir())
    return {str(path.relative_to(out)): path.read_bytes() for path in paths}


def test_a_build_writes_a_graph_the_texts_and_a_report(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    report = build(source, out=out)
    assert all(path.exists() for path in report.paths)
    assert (out / "texts" / "doc_one.txt").read_text(encoding="utf-8") == TEXT.strip()
    assert "kgx:Meeting" in (out / "graph.ttl").read_text(encoding="utf-8")
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["events"] == {"Meeting": 1}
    assert (report.documents, report.events, report.skipped) == (1, {"Meeting": 1}, ())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


def test_the_same_texts_give_the_same_bytes(source: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        build(source, out=tmp_path / name)
    assert graph(tmp_path / "a") == graph(tmp_path / "b")


def test_a_build_does_again_only_what_is_new(source: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "out", Here()
    build(source, out=out)
    before = graph(out)
    build(source, out=out, engine=again)
    assert (again.done, graph(out)) == (0, before)
    (source / "two.txt").write_text("Ada Roe visited Lima in 2021.", encoding="utf-8")
    build(source, out=out, engine=again)
    assert again.done == 2  # one text to read and to extract
    build(source, out=tmp_path / "fresh")
    assert graph(out) == graph(tmp_path / "fresh")


def test_a_document_that_cannot_be_read_is_skipped_and_named(source: Path, tmp_path: Path) -> None:
    (source / "bad.txt").write_bytes(b"\x00\x01\x02\x00" * 99)
    report = build(source, out=tmp_path / "out")
    assert report.documents == 1
    assert [s.path.name for s in report.skipped] == ["bad.txt"]
    assert str(source / "bad.txt") in report.skipped[0].reason


def test_a_build_that_fails_leaves_the_old_graph(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    build(source, out=out)
    before = graph(out)
    (source / "two.txt").write_text("Ada Roe visited Lima in 2021.", encoding="utf-8")

    def fail(graph: Graph, path: Path, **_: str) -> None:
        path.write_text("half a gr", encoding="utf-8")
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as patch:
        patch.setitem(EXPORTERS, ".gexf", fail)
        with pytest.raises(KgxError, match="No space left on device"):
            build(source, out=out)
    assert graph(out) == before
    build(source, out=out)
    assert graph(out).keys() == before.keys() | {"texts/doc_two.txt"}


def test_a_new_build_replaces_the_old_one(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(source, out=out)
    (source / "one.txt").rename(source / "two.txt")
    build(source, out=out)
    assert [path.name for path in (out / "texts").iterdir()] == ["doc_two.txt"]


def test_a_source_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgxError, match="nowhere"):
        build(tmp_path / "nowhere", out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("content", [None, b"", b"\x00\x01\x02\x00" * 99])
def test_without_a_text_the_old_graph_stays(content: bytes | None, source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(source, out=out)
    before = graph(out)
    (source / "one.txt").unlink()
    if content is not None:
        (source / "bad.txt").write_bytes(content)
    with pytest.raises(KgxError, match="bad.txt" if content is not None else "in"):
        build(source, out=out)
    assert graph(out) == before


def test_a_file_where_the_graph_should_go_is_left_alone(source: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(KgxError, match="out: is a file"):
        build(source, out=tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_progress_is_told_by_stage(source: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    pipeline.build([source], tmp_path / "out", Config(), lambda *step: told.append(step), engine=Here())
    assert ("read", 1, 1) in told
    assert ("extract", 1, 1) in told
    assert told[-1] == ("write", len(EXPORTERS), len(EXPORTERS))
