"""Words a second of the extraction stage, beside the bare spaCy pipeline over the same blocks in the same run.

    python benchmarks/throughput.py [--profile] [SOURCES]...

The two are timed turn about, nine times, and the best time of each counts. --profile lists where kgx's own part goes.
"""

import cProfile
import pstats
import re
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

from kgx.annotate import load, split
from kgx.extract import extract
from kgx.model import Document
from kgx.read import find
from kgx.read.readers import read

ROUNDS = 9


def main() -> None:
    """Measure and print."""
    names = [name for name in sys.argv[1:] if name != "--profile"]
    documents = [d for path, _ in find([Path(name) for name in names or ["data/raw"]]) for d in read(path).documents]
    blocks = [re.sub(r"\s", " ", d.text[start:end]) for d in documents for start, end, _ in split(d)]
    words = sum(len(block.split()) for block in blocks)
    bare, whole = [], []
    parse(blocks[:20])  # warm up
    for _ in range(ROUNDS):
        bare.append(timed(parse, blocks))
        whole.append(timed(stage, documents))
    print(f"{len(documents)} texts, {words:,} words")
    print(f"bare spaCy  {words / min(bare):7,.0f} words/s")
    print(f"extraction  {words / min(whole):7,.0f} words/s  {min(bare) / min(whole):.0%} of bare spaCy's")
    if "--profile" in sys.argv:
        profile(documents)


def parse(blocks: list[str]) -> None:
    """The bare pipeline."""
    for _ in load().pipe(blocks):
        pass


def stage(documents: list[Document]) -> None:
    """The extraction stage, parse and all."""
    for document in documents:
        extract(document)


def timed(task: Callable[[list[Any]], None], over: list[Any]) -> float:
    """Seconds of the processor that a task takes: what else the machine does must not count."""
    start = process_time()
    task(over)
    return process_time() - start


def profile(documents: list[Document]) -> None:
    """The functions of kgx that take most time, the parse left out."""
    profiler = cProfile.Profile()
    profiler.runcall(stage, documents)
    entries = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    rows = [
        (own, total, calls, f"{Path(file).stem}.{name}:{line}")
        for (file, line, name), (_, calls, own, total, _) in entries.items()
        if "kgx" in file
    ]
    for title, key in (("in itself", 0), ("with what it calls", 1)):
        print(f"\nseconds {title}, calls")
        for row in sorted(rows, key=lambda r: r[key], reverse=True)[:25]:
            print(f"{row[key]:8.2f} {row[2]:9,}  {row[3]}")


if __name__ == "__main__":
    main()
