"""How long a build takes after another: nothing changed, and one document changed, beside the build from nothing.

    python benchmarks/rebuild.py [DOCUMENTS]

Each is timed as a command, with its start, in one run. tests/test_rebuild.py sees to it that all give the same bytes.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from corpus import articles

BUILD = """import atexit, sys; from kgx.cli import main
atexit.register(lambda: print("model" if {"spacy", "multiprocessing.forkserver"} & {*sys.modules} else "no model"))
main()"""


def build(folder: Path, out: Path) -> tuple[float, str]:
    """Seconds that the command takes, and whether it, or a worker of it, loads the model."""
    start = perf_counter()
    command = [sys.executable, "-c", BUILD, "build", str(folder), "--out", str(out)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return perf_counter() - start, done.stdout.splitlines()[-1]


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if sys.argv[1:] else 1000
    with tempfile.TemporaryDirectory() as top:
        folder, out = Path(top, "in"), Path(top, "out")
        folder.mkdir()
        *texts, other = articles(count + 1)
        for number, text in enumerate(texts):
            (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")
        whole, _ = build(folder, out)
        print(f"{count:,} documents from nothing  {whole:7.2f} s")
        seconds, model = build(folder, out)
        print(f"none changed              {seconds:7.2f} s  {seconds / whole:.1%}  {model} loaded")
        (folder / f"{count // 2:05}.txt").write_text(other, encoding="utf-8")
        seconds, model = build(folder, out)
        print(f"one changed               {seconds:7.2f} s  {seconds / whole:.1%}  {model} loaded")


if __name__ == "__main__":
    main()
