"""The stages in order: files -> Documents -> Records -> Graph -> files. The file to read first."""

import gc
import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, BinaryIO, TypeVar, cast

from kgx import codec
from kgx.config import Config
from kgx.model import Document, Graph, KgxError, Lost, ReadError, Record, Skipped
from kgx.output import Output
from kgx.read import Reading, find, form, identify, label
from kgx.store import Store, fingerprint, key
from kgx.workers import Engine, Workers

if TYPE_CHECKING:
    from kgx.gazetteer import GazetteerFacts

A = TypeVar("A")
B = TypeVar("B")
STDIN = Path("-/stdin")
"""How standard input is known."""
Progress = Callable[[str, int, int], None]
"""What a build reports to: the stage, how many of its steps are done, and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build found and wrote."""

    documents: int
    copies: int  # documents among them that repeat the article of another
    entities: dict[str, int]  # by class
    events: dict[str, int]
    claims: dict[str, int]  # by status
    skipped: tuple[Skipped, ...]
    seconds: dict[str, float]  # by stage
    paths: tuple[Path, ...]


def extract_document(document: Document) -> Record:
    """What a document says. spaCy takes seconds to import, so only a process that extracts does."""
    from kgx.extract import extract

    return extract(document)


@contextmanager
def _without_sweeps() -> Iterator[None]:
    """Without the search for cyclic garbage: a build makes millions of small things that hold no cycles and stay."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@_without_sweeps()
def build(
    sources: Sequence[Path],
    out: Path,
    config: Config,
    progress: Progress | None = None,
    *,
    engine: Engine | None = None,
    extract: Callable[[Document], Record] = extract_document,
    stdin: BinaryIO | None = None,
) -> Report:
    """Read `sources`, and one document more from `stdin` where it is given, and write their graph into `out`.

    What was read and extracted before comes from the store in `out`; the graph is the one that a build from nothing
    gives, and takes the place of the old one when it is whole. `engine` runs the part that is done document by
    document, by default in processes of this machine. Raises KgxError when a source is missing, none can be read,
    `stdin` is empty, another build writes into `out`, or `out` cannot be written.
    """
    tell = progress or (lambda stage, done, total: None)
    clock, seconds = perf_counter(), {}

    def lap(stage: str) -> None:
        nonlocal clock
        now = perf_counter()
        seconds[stage], clock = round(now - clock, 3), now

    found = find(sources)
    with Output(Path(out)) as output, ExitStack() as stack:
        spooled = None
        if stdin is not None:
            spooled = _spool(stdin, output.work)
            found.append((STDIN, STDIN.parent))
        limits = (config.jobs, config.time_limit, config.memory_limit)
        extractors = engine or stack.enter_context(Workers(*limits, model=True))
        cached = _Cached(output.store, tell)
        readers = engine or stack.enter_context(Workers(*limits))
        documents, unread = _read(found, spooled, dict(config.columns), cached, readers, extractors)
        if spooled:
            spooled.unlink()
        lap("read")
        keys = [_key(document) for _, document in documents]
        standing = _standing(output, config, documents, keys)
        if standing is not None:
            report, unparsed = standing
            report = replace(report, skipped=(*unread, *unparsed), seconds=seconds, paths=_paths(output.folder))
            _publish(report, output)
        else:
            from kgx.duplicates import find_copies
            from kgx.graph import build_graph

            _write_texts(documents, output)  # this and the next while the model is loaded
            copies = find_copies(document for _, document in documents)
            told, unparsed = _extract(documents, keys, extract, cached, extractors)
            lap("extract")
            if not told:
                raise KgxError(_nothing(sources, (*unread, *unparsed)))
            records = {record.document.id: record for _, record in told}
            if unparsed:  # what is left out is nobody's original
                copies = find_copies(document for _, document in documents if document.id in records)
            graph = build_graph([*records.values()], config.overrides, copies)
            lap("resolve")
            _write(graph, output.work, config.base_iri, tell, readers if engine is None else None)
            lap("write")
            report = _report(graph, (*unread, *unparsed), seconds, output.folder)
            _publish(report, output)
            left = replace(report, skipped=(), seconds={}, paths=())
            made = _made(config, [(k, record.document) for k, record in told])
            output.store.put("graph", _Built(made=made, files=output.digest(), report=left))
        output.store.prune()
    return report


@dataclass(frozen=True, slots=True)
class _Built:
    """What the graph in an output folder was made from, and what it is."""

    made: str  # a hash of all that decides what is in the graph
    files: str  # a hash of its files, to see that they are as they were left
    report: Report


def _made(config: Config, told: Iterable[tuple[str, Document]]) -> str:
    """A hash of all that decides what is in a graph: its documents with the keys of what they say, and the settings."""
    documents = sorted(k + codec.dumps(replace(document, text="")) for k, document in told)
    return key(fingerprint(), config.base_iri, repr(config.overrides), *documents)


def _standing(
    output: Output, config: Config, documents: Sequence[tuple[Path, Document]], keys: Sequence[str]
) -> tuple[Report, list[Skipped]] | None:
    """The report of the last graph and what is left out, where a build would give that graph again.

    Records are not even loaded to see it.
    """
    last, known = output.store.get("graph", _Built), output.store.reasons(keys)
    if not isinstance(last, _Built) or not known.keys() >= set(keys):
        return None
    told = [(k, document) for k, (_, document) in zip(keys, documents, strict=True) if known[k] is None]
    if last.made != _made(config, told) or last.files != output.digest():
        return None
    return last.report, [_skip(path, known[k]) for k, (path, _) in zip(keys, documents, strict=True) if known[k]]


def _publish(report: Report, output: Output) -> None:
    (output.work / "report.json").write_text(_json(report), encoding="utf-8")
    output.publish()


@dataclass(frozen=True, slots=True)
class _Cached:
    """Does a function of many tasks, each but once: results are kept as they come."""

    store: Store
    tell: Progress
    ahead: dict[str, object] = field(default_factory=dict)  # what `load` took from the store

    def load(self, names: Iterable[str], of: type[B]) -> list[B]:
        """What the store has of these, kept for the call of `map` that will ask for it."""
        found = [(name, self.store.get(name, of)) for name in names]
        self.ahead.update(found)
        return [value for _, value in found if isinstance(value, of)]

    def map(
        self, engine: Engine, stage: str, function: Callable[[A], B], of: type[B], tasks: Mapping[str, A]
    ) -> dict[str, B | ReadError]:
        """The result, of type `of`, of each task under its key: from the store, or done now."""
        results = {name: found for name in tasks if (found := self._get(name, of)) is not None}
        missing = [name for name in tasks if name not in results]
        self.tell(stage, len(results), len(tasks))
        for n, result in engine.map(function, [tasks[name] for name in missing]):
            if not isinstance(result, Lost):
                self.store.put(missing[n], result)
            results[missing[n]] = result
            self.tell(stage, len(results), len(tasks))
        return results

    def _get(self, name: str, of: type[B]) -> B | ReadError | None:
        if name in self.ahead:
            return cast(B | ReadError | None, self.ahead.pop(name))
        return self.store.get(name, of)


def _spool(stdin: BinaryIO, folder: Path) -> Path:
    """Standard input as a file, for workers have another one; it is plain text unless its content says otherwise."""
    path = folder / "stdin.txt"
    with path.open("wb") as file:
        shutil.copyfileobj(stdin, file)
        if not file.tell():
            raise KgxError("standard input is empty; pipe a text into it, or leave `-` out")
    return path


def _read(
    found: Sequence[tuple[Path, Path]],
    spooled: Path | None,
    columns: dict[str, str],
    cached: _Cached,
    readers: Engine,
    extractors: Engine,
) -> tuple[list[tuple[Path, Document]], list[Skipped]]:
    """Documents with the paths that the user knows them by, in the order of their files."""
    skipped: list[Skipped] = []
    keys: dict[Path, str] = {}
    tasks: dict[str, tuple[Path, str]] = {}
    started = False
    for path, _ in found:
        place = spooled if spooled and path == STDIN else path
        if place.exists() and not place.is_file():  # a pipe would never end
            skipped.append(_skip(path, "not a file; remove it"))
            continue
        try:
            with place.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
                file.seek(0)
                kind = form(file, place.name)
        except OSError as error:
            skipped.append(_skip(path, f"cannot be read ({error.strerror}); check the file and its permissions"))
        else:
            keys[path] = key(fingerprint(), "read", content, kind, json.dumps(columns))
            tasks.setdefault(keys[path], (place, content))
            if not started and keys[path] not in cached.store:
                extractors.start()
                started = True
    if started:
        _look_ahead(cached, tasks)  # while they do
    results = cached.map(readers, "read", partial(_read_file, columns), Reading, tasks)
    read_in: list[tuple[Path, Path, Document]] = []
    for path, root in found:
        result = results[keys[path]] if path in keys else Reading()
        if isinstance(result, ReadError):
            skipped.append(_skip(path, result))
        else:
            read_in += [(path / document.path, root, document) for document in result.documents]
            skipped += [_skip(path / name, reason) for name, reason in result.unread]
    names = identify([(path, root) for path, root, _ in read_in])
    placed = [
        (path, replace(document, id=name, path=label(path.relative_to(root).as_posix())))
        for name, (path, root, document) in zip(names, read_in, strict=True)
    ]
    return placed, skipped


def _look_ahead(cached: _Cached, names: Iterable[str]) -> None:
    """Load what the stages to come will need of the texts that are as they were."""
    from kgx.export import EXPORTERS  # noqa: F401
    from kgx.gazetteer import facts
    from kgx.graph import build_graph  # noqa: F401

    documents = [document for reading in cached.load(names, Reading) for document in reading.documents]
    for record in cached.load(map(_key, documents), Record):
        for entity in record.entities:
            if entity.key:
                facts(entity.key)


def _read_file(columns: dict[str, str], task: tuple[Path, str]) -> Reading:
    from kgx.read.readers import read

    path, content = task
    return read(path, content, columns)


def _skip(path: Path, reason: object) -> Skipped:
    return Skipped(path=path, reason=f"{label(path)}: {reason}")


def _key(document: Document) -> str:
    """The key of what a text says, wherever it lies: one that occurs twice is extracted once."""
    return key(fingerprint(), "extract", codec.dumps(_bare(document)))


def _bare(document: Document) -> Document:
    return replace(document, id="", path="", sha256="", url=None)


def _extract(
    documents: Sequence[tuple[Path, Document]],
    keys: Sequence[str],
    extract: Callable[[Document], Record],
    cached: _Cached,
    extractors: Engine,
) -> tuple[list[tuple[str, Record]], list[Skipped]]:
    """Records, each with the key of what it says."""
    tasks = {one: _bare(document) for one, (_, document) in zip(keys, documents, strict=True)}
    results = cached.map(extractors, "extract", partial(_facts, extract), Record, tasks)
    told: list[tuple[str, Record]] = []
    skipped: list[Skipped] = []
    for one, (path, document) in zip(keys, documents, strict=True):
        result = results[one]
        if isinstance(result, ReadError):
            skipped.append(_skip(path, result))
        else:
            told.append((one, replace(result, document=replace(document, text=""))))
    return told, skipped


def _facts(extract: Callable[[Document], Record], document: Document) -> Record:
    """The record of a document that is nowhere yet; it does not repeat the text."""
    return replace(extract(document), document=Document(id="", path="", text="", sha256=""))


def _write_texts(documents: Sequence[tuple[Path, Document]], output: Output) -> None:
    (output.work / "texts").mkdir()
    for _, document in documents:
        output.write(f"texts/{document.id}.txt", document.text.encode("utf-8"))


def _write(graph: Graph, folder: Path, base_iri: str, tell: Progress, workers: Engine | None) -> None:
    """Write all formats, the first here and the others meanwhile in `workers`, where there are any."""
    from kgx.export import EXPORTERS
    from kgx.gazetteer import facts

    told = {source.text for source in graph.sources}
    for text in (folder / "texts").iterdir():
        if f"texts/{text.name}" not in told:
            text.unlink()
    known = {entity.key: facts(entity.key) for entity in graph.entities if entity.key}
    here, *others = [(graph, known, suffix, folder / f"graph{suffix}", base_iri) for suffix in EXPORTERS]
    elsewhere = workers.map(_export, others) if workers else iter(())
    _export(here)
    tell("write", 1, len(EXPORTERS))
    written = {n for n, result in elsewhere if not isinstance(result, ReadError)}
    for n, task in enumerate(others):
        if n not in written:  # the limits of a worker are those of a document, and a graph may want more
            _export(task)
        tell("write", n + 2, len(EXPORTERS))


@_without_sweeps()
def _export(task: tuple[Graph, Mapping[str, "GazetteerFacts"], str, Path, str]) -> None:
    from kgx.export import EXPORTERS
    from kgx.gazetteer import remember

    graph, known, suffix, path, base_iri = task
    remember(known)
    EXPORTERS[suffix](graph, path, base_iri=base_iri)


def _nothing(sources: Sequence[Path], skipped: Sequence[Skipped]) -> str:
    if not skipped:
        return f"{', '.join(map(str, sources))}: no texts there; name files or folders that hold some"
    rest = f" (and {len(skipped) - 1} more)" if skipped[1:] else ""
    return f"{skipped[0].reason}{rest}; there is no other text, so no graph is written"


def _paths(out: Path) -> tuple[Path, ...]:
    return tuple(out / name for name in ("graph.ttl", "graph.gexf", "texts", "report.json"))


def _report(graph: Graph, skipped: tuple[Skipped, ...], seconds: dict[str, float], out: Path) -> Report:
    claims = Counter(f.status for f in (*graph.memberships, *graph.statements))
    return Report(
        documents=len(graph.sources),
        copies=sum(source.copy_of is not None for source in graph.sources),
        entities=dict(sorted(Counter(e.kind for e in graph.entities).items())),
        events=dict(sorted(Counter(e.type for e in graph.events).items())),
        claims=dict(sorted(claims.items())),
        skipped=skipped,
        seconds=seconds,
        paths=_paths(out),
    )


def _json(report: Report) -> str:
    plain = {
        "documents": report.documents,
        "copies": report.copies,
        "entities": report.entities,
        "events": report.events,
        "claims": report.claims,
        "skipped": [{"path": label(s.path), "reason": s.reason} for s in report.skipped],
        "seconds": report.seconds,
    }
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"
