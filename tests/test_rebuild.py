"""Builds one after the other: what is done again, and what an interruption leaves."""

import errno
import gzip
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from engines import Here
from hypothesis import given, settings
from hypothesis import strategies as st

from kgx import pipeline
from kgx.config import Config
from kgx.export import EXPORTERS
from kgx.model import Document, Entity, Evidence, KgxError, Lost, ReadError, Record, Statement
from kgx.output import Output
from kgx.store import FILE

TEXT = "Ada met Ben in Oslo on 3 May 2020.\n"


def capitals(document: Document) -> Record:
    """A stand-in for the extractor: every capitalised word is a person, and each knows the next one."""
    names = [(m.group(), m.start(), m.end()) for m in re.finditer(r"[A-Z][a-z]+", document.text)]
    ids = {name: f"e{n}" for n, name in enumerate(dict.fromkeys(name for name, _, _ in names))}
    statements = []
    for (one, start, _), (other, _, end) in pairwise(names):
        if one != other:
            exact = document.text[start:end]
            said = Evidence(document=document.id, start=start, end=end, exact=exact, rule="knows", confidence=0.5)
            statements.append(
                Statement(subject=ids[one], predicate="schema:knows", object=ids[other], evidence=(said,))
            )
    entities = tuple(Entity(id=ids[name], kind="Person", label=name, mentions=1) for name in ids)
    return Record(document=document, entities=entities, statements=tuple(statements))


def build(source: Path, out: Path, engine: Here | None = None, extract: Any = capitals) -> pipeline.Report:
    """A build that takes no time: without the extractor, and without the layout of the network."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(EXPORTERS, ".gexf")
        return pipeline.build([source], out, Config(), engine=engine or Here(), extract=extract)


def files(folder: Path) -> dict[str, bytes]:
    """The files of a graph; the report, which tells how long it took, and the store are left out."""
    found = {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    return {name: content for name, content in found.items() if not name.startswith(("report.json", FILE, ".work"))}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


# -- what is done again, and what is not

NAMES = st.sampled_from(["a.txt", "b.txt", "c.md", "d/a.txt", "d/e.html", "A.TXT"])
WORDS = st.lists(st.sampled_from("Ada Ben Cal Dee Eve said so and went home.".split()), min_size=1, max_size=12)
STORY = "Ada said that Ben went home before Cal came. " + " ".join(
    f"Eve read page {n} to Dee aloud." for n in range(12)
)
STORIES = (STORY, f"Ben goes home.\n\n{STORY} Nobody answered.", f"{STORY} Gus slept.")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), NAMES, st.one_of(WORDS.map(" ".join), st.sampled_from(["", "\0\1\0", *STORIES]))),
        st.tuples(st.just("rename"), NAMES, NAMES),
        st.tuples(st.just("remove"), NAMES, st.just("")),
        st.tuples(st.just("build"), st.just(""), st.just("")),
    ),
    min_size=2,
    max_size=12,
)


def change(folder: Path, kind: str, name: str, value: str) -> None:
    path = folder / name
    if kind == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(value, encoding="utf-8")
    elif kind == "remove":
        path.unlink(missing_ok=True)
    elif path.exists():
        (folder / value).parent.mkdir(exist_ok=True)
        path.replace(folder / value)


def outcome(folder: Path, out: Path) -> dict[str, bytes] | str:
    """The graph that a build gives, or its complaint."""
    try:
        build(folder, out)
    except KgxError as error:
        return str(error)
    return files(out)


@settings(max_examples=200, deadline=None)
@given(steps=STEPS)
def test_a_build_on_top_of_others_is_a_build_from_nothing(
    steps: list[tuple[str, str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    top = tmp_path_factory.mktemp("sequence")
    folder = top / "in"
    folder.mkdir()
    for kind, name, value in steps:
        if kind == "build":
            outcome(folder, top / "out")
        else:
            change(folder, kind, name, value)
    assert outcome(folder, top / "out") == outcome(folder, top / "fresh")
    shutil.rmtree(top)


def test_only_what_changed_is_done_again(source: Path, out: Path) -> None:
    def again() -> int:
        engine = Here()
        build(source, out, engine)
        return engine.done

    (source / "two.txt").write_text("Cal met Dee.", encoding="utf-8")
    assert again() == 4  # two are read, and two extracted
    assert again() == 0
    (source / "two.txt").rename(source / "three.txt")
    assert again() == 0
    (source / "copy.txt").write_text(TEXT, encoding="utf-8")
    assert again() == 0
    (source / "three.txt").write_text("Cal met  Dee.", encoding="utf-8")
    assert again() == 1  # its bytes are new, its text is not
    (source / "three.txt").write_text("Cal met Eve.", encoding="utf-8")
    assert again() == 2
    (source / "copy.txt").unlink()
    assert again() == 0
    assert sorted(path.name for path in (out / "texts").iterdir()) == ["doc_one.txt", "doc_three.txt"]


def test_a_kept_text_is_linked_where_it_is_as_it_was(source: Path, out: Path, tmp_path: Path) -> None:
    for name in ("two", "three", "four"):
        (source / f"{name}.txt").write_text(f"Cal met Dee, and {name} more.", encoding="utf-8")
    build(source, out)
    before = files(out)
    kept = {path.name: path.stat().st_ino for path in (out / "texts").iterdir()}
    (out / "texts" / "doc_two.txt").write_text("Cal met Eve, and six more.", encoding="utf-8")  # of the same length
    (tmp_path / "elsewhere.txt").write_text((source / "three.txt").read_text(encoding="utf-8"), encoding="utf-8")
    (out / "texts" / "doc_three.txt").unlink()
    (out / "texts" / "doc_three.txt").symlink_to(tmp_path / "elsewhere.txt")
    (source / "four.txt").write_text("Cal met Gus.", encoding="utf-8")
    build(source, out)
    found = {path.name: path for path in (out / "texts").iterdir()}
    assert found["doc_one.txt"].stat().st_ino == kept["doc_one.txt"]
    assert not any(path.is_symlink() for path in found.values())
    assert files(out)["texts/doc_two.txt"] == before["texts/doc_two.txt"]
    assert found["doc_four.txt"].read_text(encoding="utf-8") == "Cal met Gus."


def test_texts_are_kept_where_a_file_has_but_one_name(
    source: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    build(source, out)
    (source / "two.txt").write_text("Cal met Dee.", encoding="utf-8")
    monkeypatch.setattr(os, "link", link)
    build(source, out)
    build(source, tmp_path / "fresh")
    assert files(out) == files(tmp_path / "fresh")


@pytest.mark.parametrize("name", ["one.jsonl", "one.txt", "one.jsonl.gz", "one.zip"])
def test_a_table_with_another_name_is_read_again(source: Path, out: Path, tmp_path: Path, name: str) -> None:
    """Rows are named after their file, whatever its suffix says of it."""
    content = json.dumps({"id": 7, "text": TEXT}).encode()
    (source / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    build(source, out)
    (source / name).rename(source / name.replace("one", "two"))
    build(source, out)
    build(source, tmp_path / "fresh")
    assert files(out) == files(tmp_path / "fresh")
    if name != "one.zip":
        assert "doc_two-7.txt" in {path.name for path in (out / "texts").iterdir()}


def test_standard_input_is_a_source_like_others(source: Path, out: Path, tmp_path: Path) -> None:
    def again(text: str | None, out: Path = out) -> int:
        engine = Here()
        with pytest.MonkeyPatch.context() as patch:
            patch.delitem(EXPORTERS, ".gexf")
            stdin = None if text is None else io.BytesIO(text.encode())
            pipeline.build([source], out, Config(), engine=engine, extract=capitals, stdin=stdin)
        return engine.done

    assert again("Cal met Dee.") == 4
    assert (out / "texts" / "doc_stdin.txt").read_text() == "Cal met Dee."
    assert not list(out.rglob("stdin.txt"))
    assert again("Cal met Dee.") == 0
    assert again('{"text": "Cal met Eve.", "id": "x"}\n{"text": "Eve met Fay."}') == 3
    assert {path.stem for path in (out / "texts").iterdir()} == {"doc_one", "doc_stdin-x", "doc_stdin-2"}
    assert again(None) == 0
    again(None, tmp_path / "fresh")
    assert files(out) == files(tmp_path / "fresh")


def test_what_left_the_corpus_leaves_the_store(source: Path, out: Path) -> None:
    (source / "two.txt").write_text("Zebedee met Dee.", encoding="utf-8")
    build(source, out)
    assert b"Zebedee" in (out / FILE).read_bytes()
    (source / "two.txt").unlink()
    build(source, out)
    assert b"Zebedee" not in (out / FILE).read_bytes()


def test_another_extractor_starts_from_nothing(source: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(source, out)
    monkeypatch.setattr("kgx.pipeline.fingerprint", lambda: "another")
    engine = Here()
    build(source, out, engine)
    assert engine.done == 2


@pytest.mark.parametrize("spoil", [Path.unlink, partial(Path.write_bytes, data=b"@prefix")])
def test_a_graph_that_was_spoiled_is_written_again(source: Path, out: Path, spoil: Callable[[Path], object]) -> None:
    build(source, out)
    before = files(out)
    for name in before:
        spoil(out / name)
        build(source, out)
        assert files(out) == before


def test_a_spoiled_store_is_made_anew(source: Path, out: Path) -> None:
    build(source, out)
    before = files(out)
    for content in (b"no database " * 999, (out / FILE).read_bytes()[:5000], b""):
        (out / FILE).write_bytes(content)
        build(source, out)
        assert files(out) == before


def test_workers_build_what_one_process_builds(source: Path, tmp_path: Path) -> None:
    for n in range(5):
        (source / f"{n}.txt").write_text(f"The two ministers, Ada Roe and Ben Sol, met in Oslo on {n + 1} May 2020.\n")
    pipeline.build([source], tmp_path / "workers", Config(jobs=2))
    pipeline.build([source], tmp_path / "here", Config(), engine=Here())
    assert files(tmp_path / "workers") == files(tmp_path / "here")
    assert b"kgx:Meeting" in files(tmp_path / "here")["graph.ttl"]
    (source / "3.txt").write_text("Ada Roe visited Bergen on 9 May 2020.\n")
    pipeline.build([source], tmp_path / "workers", Config(jobs=2))
    pipeline.build([source], tmp_path / "fresh", Config(), engine=Here())
    assert files(tmp_path / "workers") == files(tmp_path / "fresh")


def test_nothing_changed_means_no_model(source: Path, out: Path) -> None:
    pipeline.build([source], out, Config(), engine=Here())
    script = (
        "import sys; from pathlib import Path; from kgx import pipeline; from kgx.config import Config;"
        "report = pipeline.build([Path(sys.argv[1])], Path(sys.argv[2]), Config());"
        "assert report.documents == 1;"
        "sys.exit(', '.join({'spacy', 'multiprocessing.forkserver', 'kgx.graph'} & {*sys.modules}) or None)"
    )
    subprocess.run([sys.executable, "-c", script, source, out], check=True)


# -- what may happen to a build


def test_a_second_build_into_one_folder_stops(source: Path, out: Path) -> None:
    build(source, out)
    before = files(out)
    script = (
        "import sys; from pathlib import Path; from kgx.output import Output\n"
        "with Output(Path(sys.argv[1])): print('in', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(out)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"in\n"
        with pytest.raises(KgxError, match="out: another build writes there"):
            build(source, out)
        other.kill()
    build(source, out)
    assert files(out) == before


def test_what_was_extracted_before_an_interruption_stays(source: Path, out: Path) -> None:
    (source / "two.txt").write_text("Cal met Dee.", encoding="utf-8")

    def stop(document: Document) -> Record:
        if "Cal" in document.text:
            raise KeyboardInterrupt
        return capitals(document)

    with pytest.raises(KeyboardInterrupt):
        build(source, out, extract=stop)
    assert [path.name for path in out.iterdir()] == [FILE]
    engine = Here()
    build(source, out, engine)
    assert engine.done == 1


def test_a_document_that_was_lost_enters_the_graph_though_the_build_that_found_it_was_cut_short(
    source: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (source / "two.txt").write_text("Cal met Dee.", encoding="utf-8")

    def lose(document: Document) -> Record:
        if "Cal" in document.text:
            raise Lost("its worker died")
        return capitals(document)

    assert build(source, out, extract=lose).documents == 1
    with monkeypatch.context() as patch:
        patch.setattr("kgx.graph.build_graph", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            build(source, out)
    assert build(source, out).documents == 2
    build(source, tmp_path / "fresh")
    assert files(out) == files(tmp_path / "fresh")


def test_what_cannot_be_extracted_is_named_by_every_build(source: Path, out: Path) -> None:
    (source / "two.txt").write_text("Cal met Dee.", encoding="utf-8")

    def refuse(document: Document) -> Record:
        if "Cal" in document.text:
            raise ReadError("it is too odd")
        return capitals(document)

    engine = Here()
    for done in (4, 4):  # what is kept is not done again
        report = build(source, out, engine, extract=refuse)
        assert [skipped.reason for skipped in report.skipped] == [f"{source}/two.txt: it is too odd"]
        assert engine.done == done


def test_a_move_cut_short_is_finished_by_the_next_build(
    source: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(source, out)
    (source / "one.txt").write_text("Cal met Dee.", encoding="utf-8")
    moved: list[str] = []

    def stop(one: Path, other: Path, real: Callable[[Path, Path], None] = os.replace) -> None:
        if Path(other).name == "graph.ttl":
            raise KeyboardInterrupt
        moved.append(Path(other).name)
        real(one, other)

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", stop)
        with pytest.raises(KeyboardInterrupt):
            build(source, out)
    assert "texts" in moved
    with Output(out):
        pass
    build(source, tmp_path / "fresh")
    assert files(out) == files(tmp_path / "fresh")


def test_a_fault_of_kgx_is_not_called_a_full_disk(source: Path, out: Path) -> None:
    def broken(document: Document) -> Record:
        raise FileNotFoundError(errno.ENOENT, "No such file", "/nowhere/rules.toml")

    with pytest.raises(FileNotFoundError):
        build(source, out, extract=broken)


SLOW = """
import sys, time
from pathlib import Path
from test_rebuild import build, capitals
print("begins", flush=True)

def slowly(document):
    time.sleep(0.002)
    return capitals(document)

build(Path(sys.argv[1]), Path(sys.argv[2]), extract=slowly)
"""


def test_a_build_may_be_killed_at_any_moment(tmp_path: Path, out: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    draw = random.Random(5)
    for n in range(200):
        words = draw.choices("Ada Ben Cal Dee Eve Fay Gus met saw and so".split(), k=8)
        (folder / f"{n}.txt").write_text(f"{' '.join(words)} {n}.", encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}

    def start(out: Path) -> subprocess.Popen[bytes]:
        slow = subprocess.Popen([sys.executable, "-c", SLOW, folder, out], env=env, stdout=subprocess.PIPE)
        assert slow.stdout is not None
        assert slow.stdout.readline() == b"begins\n"
        return slow

    with start(out) as slow:
        begun = monotonic()
        assert slow.wait() == 0
    whole = monotonic() - begun
    killed = 0
    for n in range(20):
        before = files(out)
        for path in draw.sample(sorted(folder.iterdir()), 150):
            path.write_text(path.read_text(encoding="utf-8") + f" Hal{n}", encoding="utf-8")
        with start(out) as slow:
            sleep(draw.uniform(0, whole))
            slow.kill()
        killed += slow.returncode == -9
        with Output(out):  # a new graph that was whole, and not yet in its place, is put there
            after = files(out)
        build(folder, out)
        shutil.rmtree(tmp_path / "fresh", ignore_errors=True)
        build(folder, tmp_path / "fresh")
        assert files(out) == files(tmp_path / "fresh")
        assert after in (before, files(out))
    assert killed >= 5  # the others were done in time


def test_a_full_disk_loses_nothing(tmp_path: Path, source: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small file system cannot be mounted without the right to")
    try:
        build(source, disk / "out")
        before = files(disk / "out")
        names = [one + two for one in ("Ada", "Ben", "Cal", "Dee") for two in "abcdefghijklmnopqrstuvwxyz"]
        for n in range(40):
            text = " met ".join(random.Random(n).choices(names, k=300))
            (source / f"{n}.txt").write_text(text, encoding="utf-8")
        with pytest.raises(
            KgxError, match=r"cannot be written .*; free space or choose another --out, and build again"
        ):
            build(source, disk / "out")
        assert files(disk / "out") == before
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        engine = Here()
        build(source, disk / "out", engine)
        assert 0 < engine.done < 80  # something was kept
        build(source, tmp_path / "fresh")
        assert files(disk / "out") == files(tmp_path / "fresh")
    finally:
        subprocess.run(["umount", str(disk)], check=True)
