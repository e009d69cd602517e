"""Engines of a build for tests."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kgx.model import ReadError


class Here:
    """An engine without processes, which counts what it is asked to do."""

    def __init__(self) -> None:
        self.done = 0

    def start(self) -> None:
        pass

    def map(self, function: Callable[[Any], Any], tasks: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        for n, task in enumerate(tasks):
            self.done += 1
            try:
                yield n, function(task)
            except ReadError as error:
                yield n, error
