"""Predictions for a benchmark: lines of its texts on stdin, lines of predictions on stdout.

    python benchmarks/predict.py NAME < texts.jsonl > predictions.jsonl

NAME is one of meantime, tempeval3, knowledgenet, plover, polnear; both kinds of lines are JSON, as the README says.
"""

import json
import sys
from importlib import import_module

NAMES = ("meantime", "tempeval3", "knowledgenet", "plover", "polnear")


def main() -> None:
    """Predict line by line."""
    if len(sys.argv) != 2 or sys.argv[1] not in NAMES:
        sys.exit(f"usage: python benchmarks/predict.py {'|'.join(NAMES)} < texts.jsonl > predictions.jsonl")
    predict = import_module(f"predictors.{sys.argv[1]}").predict
    for line in sys.stdin:
        if line.strip():
            print(json.dumps(predict(json.loads(line)), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
