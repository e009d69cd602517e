"""Everything that can be measured with the data at hand.

    python benchmarks/run.py [DATA]

DATA is a folder of benchmarks, as the README says: NAME/eval.py each. Without it only the throughput is measured.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
NAMES = {
    "meantime": (),
    "plover": (),
    "tempeval3": (),
    "polnear": (),
    "knowledgenet": ("1,2,3",),
}  # and arguments of eval.py


def main() -> None:
    """Measure and print."""
    data = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
    if data is not None and not data.is_dir():
        sys.exit(f"{data}: no such folder")
    for name, arguments in NAMES.items():
        if data is not None and (data / name / "eval.py").is_file():
            measure(name, data / name / "eval.py", arguments)
    print("throughput", flush=True)
    python(HERE / "throughput.py")


def measure(name: str, scorer: Path, arguments: tuple[str, ...]) -> None:
    """Predict and score one benchmark."""
    print(name, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        texts, predictions = Path(folder, "texts.jsonl"), Path(folder, "predictions.jsonl")
        with texts.open("w") as out:
            python(scorer, "texts", *arguments, stdout=out)
        with texts.open() as lines, predictions.open("w") as out:
            python(HERE / "predict.py", name, stdin=lines, stdout=out)
        python(scorer, "score", str(predictions), *arguments)
    print()


def python(script: Path, *arguments: str, **streams: object) -> None:
    """Run a script; its failure is ours."""
    subprocess.run([sys.executable, str(script), *arguments], check=True, **streams)  # type: ignore[call-overload]


if __name__ == "__main__":
    main()
