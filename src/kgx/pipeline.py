"""The stages in order: files -> Documents -> Records -> Graph -> files. The file to read first."""

import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from kgx.config import Config
from kgx.export import EXPORTERS
from kgx.graph import build_graph
from kgx.model import Document, Graph, KgxError, ReadError, Record, Skipped
from kgx.read import find, identify, read

Progress = Callable[[str, int, int], None]
"""What a build reports to: the stage, how many of its steps are done, and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build found and wrote."""

    documents: int
    entities: dict[str, int]  # by class
    events: dict[str, int]
    claims: dict[str, int]  # by status
    skipped: tuple[Skipped, ...]
    seconds: dict[str, float]  # by stage
    paths: tuple[Path, ...]


def build(sources: Sequence[Path], out: Path, config: Config, progress: Progress | None = None) -> Report:
    """Read `sources`, extract, resolve and write the graph into `out`.

    Everything is written into a folder beside `out` and moved there at the end, so that a build that fails leaves the
    old graph as it was. Raises KgxError when a source is missing, none can be read, or `out` cannot be written.
    """
    clock, seconds = perf_counter(), {}
    tell = progress or (lambda stage, done, total: None)

    def lap(stage: str) -> None:
        nonlocal clock
        now = perf_counter()
        seconds[stage], clock = round(now - clock, 3), now

    found = find(sources)
    documents, skipped = _read(found, tell)
    lap("read")
    out = Path(out)
    work = _beside(out)
    try:
        records = _extract(documents, work, tell)
        lap("extract")
        graph = build_graph(records)
        lap("resolve")
        for n, (suffix, write) in enumerate(EXPORTERS.items()):
            write(graph, work / f"graph{suffix}", base_iri=config.base_iri)
            tell("write", n + 1, len(EXPORTERS))
        lap("write")
        report = _report(graph, skipped, seconds, out)
        (work / "report.json").write_text(_json(report), encoding="utf-8")
        _swap(work, out)
    except OSError as error:
        raise KgxError(
            f"{error.filename or out}: cannot be written ({error.strerror}); free space or choose another --out"
        ) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return report


def _read(found: list[tuple[Path, Path]], tell: Progress) -> tuple[list[Document], list[Skipped]]:
    documents: list[Document] = []
    skipped: list[Skipped] = []
    for n, ((path, root), name) in enumerate(zip(found, identify(found), strict=True)):
        try:
            documents.append(replace(read(path, root), id=name))
        except ReadError as error:
            skipped.append(Skipped(path=path, reason=str(error)))
        tell("read", n + 1, len(found))
    return documents, skipped


def _extract(documents: list[Document], work: Path, tell: Progress) -> list[Record]:
    from kgx.extract import extract  # spaCy takes a while to import, and is not needed without documents

    records: list[Record] = []
    (work / "texts").mkdir()
    for n, document in enumerate(documents):
        record = extract(document)
        (work / "texts" / f"{document.id}.txt").write_bytes(document.text.encode("utf-8"))
        records.append(replace(record, document=replace(document, text="")))
        tell("extract", n + 1, len(documents))
    return records


def _beside(out: Path) -> Path:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if out.exists() and not out.is_dir():
            raise KgxError(f"{out}: is a file; choose a folder with --out")
        return Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise KgxError(f"{out}: cannot be written ({error.strerror}); choose another folder with --out") from error


def _swap(work: Path, out: Path) -> None:
    """Move what was written into place; the graph itself last, each file in one step."""
    out.mkdir(exist_ok=True)
    old = out / ".texts-old"
    shutil.rmtree(old, ignore_errors=True)
    if (out / "texts").exists():
        os.replace(out / "texts", old)
    os.replace(work / "texts", out / "texts")
    for name in ("graph.gexf", "graph.ttl", "report.json"):
        os.replace(work / name, out / name)
    shutil.rmtree(old, ignore_errors=True)


def _report(graph: Graph, skipped: list[Skipped], seconds: dict[str, float], out: Path) -> Report:
    claims = Counter(f.status for f in (*graph.memberships, *graph.statements))
    return Report(
        documents=len(graph.sources),
        entities=dict(sorted(Counter(e.kind for e in graph.entities).items())),
        events=dict(sorted(Counter(e.type for e in graph.events).items())),
        claims=dict(sorted(claims.items())),
        skipped=tuple(skipped),
        seconds=seconds,
        paths=tuple(out / name for name in ("graph.ttl", "graph.gexf", "texts", "report.json")),
    )


def _json(report: Report) -> str:
    plain = {
        "documents": report.documents,
        "entities": report.entities,
        "events": report.events,
        "claims": report.claims,
        "skipped": [{"path": str(s.path), "reason": s.reason} for s in report.skipped],
        "seconds": report.seconds,
    }
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"
