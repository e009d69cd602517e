"""How long a build takes, beside the parse of the same texts by bare spaCy.

    python benchmarks/speed.py [SOURCES]...

Both are timed with the model loaded. The parse is the floor: no build can be faster than that.
"""

import sys
import tempfile
from pathlib import Path
from time import perf_counter

from kgx import annotate, pipeline
from kgx.config import Config
from kgx.read import find, read

sources = [Path(name) for name in sys.argv[1:] or ["data/raw"]]
texts = [document.text for path, _ in find(sources) for document in read(path).documents]
nlp = annotate.load()
words = sum(len(text.split()) for text in texts)

start = perf_counter()
for text in texts:
    nlp(text)
bare = perf_counter() - start

with tempfile.TemporaryDirectory() as folder:
    start = perf_counter()
    report = pipeline.build(sources, Path(folder, "graph"), Config())
    whole = perf_counter() - start

print(f"{len(texts)} texts, {words:,} words")
print(f"bare spaCy  {bare:6.2f} s  {words / bare:7,.0f} words/s")
print(f"kgx build   {whole:6.2f} s  {words / whole:7,.0f} words/s  {whole / bare:.2f} times as long")
print("of which    " + ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in report.seconds.items()))
