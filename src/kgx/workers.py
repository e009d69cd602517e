"""Processes that do a function of one document each, within a limit of time and of memory.

concurrent.futures.ProcessPoolExecutor gives up every task when one worker dies, and cannot end one that hangs. Here a
worker holds one task at a time, so that whatever happens to it is known to be that document's fault.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from kgx.model import KgxError, Lost, ReadError

A = TypeVar("A")
B = TypeVar("B")
_MIB = 1 << 20
_START = 120.0  # seconds that a worker may take to load the model


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def memory() -> float:
    """Bytes of memory that the machine has; infinite where it does not tell."""
    try:
        return float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    except (AttributeError, ValueError, OSError):
        return float("inf")


class Engine(Protocol):
    """Does one function of many tasks, wherever it likes to."""

    def start(self) -> None:
        """Begin to get ready for tasks that will come; does not wait until it is."""
        ...

    def map(self, function: Callable[[A], B], tasks: Sequence[A]) -> Iterator[tuple[int, B | ReadError]]:
        """Number and result of each task, in the order in which they are done.

        A result is a ReadError where the task cannot be done. Raises KgxError where none can.
        """
        ...


class Workers:
    """Processes of this machine, started with the first task and ended with the block."""

    def __init__(self, jobs: int, seconds: float, memory: int, *, model: bool = False) -> None:
        """At most `jobs` processes (0: one a core), which take up to `seconds` and `memory` MiB for a document.

        With `model` they come with the extractor and its model, which a process takes seconds to load.
        """
        self._jobs = jobs or cores()
        self._seconds, self._memory = seconds, memory
        self._model = model
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, tuple[_Worker, int, float]] = {}

    def start(self) -> None:
        """See Engine."""
        if _context(self._model).get_start_method() == "forkserver":
            from multiprocessing import forkserver

            forkserver.ensure_running()
        elif not self._idle:
            self._idle.append(_Worker(_context(self._model), self._memory))

    def map(self, function: Callable[[A], B], tasks: Sequence[A]) -> Iterator[tuple[int, B | ReadError]]:
        """See Engine; `function` is one that pickles. The first tasks are given out before this returns."""
        queue = list(enumerate(tasks))[::-1]
        self._give(function, queue)
        return self._results(function, tasks, queue)

    def _give(self, function: Callable[[A], B], queue: list[tuple[int, A]]) -> None:
        """Give tasks from the end of the queue to as many workers as there may be."""
        while queue and len(self._busy) < self._jobs:
            worker = self._idle.pop() if self._idle else _Worker(_context(self._model), self._memory)
            if worker.send((function, queue[-1][1], self._seconds)):
                n, _ = queue.pop()
                self._busy[worker.connection] = (worker, n, monotonic() + self._seconds + worker.grace)

    def _results(
        self, function: Callable[[A], B], tasks: Sequence[A], queue: list[tuple[int, A]]
    ) -> Iterator[tuple[int, B | ReadError]]:
        while self._busy:
            ready = wait(list(self._busy), max(0.0, min(end for _, _, end in self._busy.values()) - monotonic()))
            for connection in ready or [c for c, (_, _, end) in self._busy.items() if end <= monotonic()]:
                worker, n, _ = self._busy[connection]  # type: ignore[index]
                message = worker.receive(self._seconds) if ready else (worker.overdue(self._seconds),)
                if not message:  # it is up and running: its time begins now
                    self._busy[worker.connection] = (worker, n, monotonic() + self._seconds)
                    continue
                (result,) = message
                del self._busy[worker.connection]
                if isinstance(result, MemoryError):  # what was done before may have left no room: once more by itself
                    worker.end()
                    queue.append((n, tasks[n]))
                    continue
                if isinstance(result, Lost):
                    worker.end()
                else:
                    self._idle.append(worker)
                    if isinstance(result, KgxError) and not isinstance(result, ReadError):
                        raise result
                yield n, result
            self._give(function, queue)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in (*self._idle, *(worker for worker, _, _ in self._busy.values())):
            worker.end()


class _Worker:
    """One process, and the line to it."""

    def __init__(self, context: BaseContext, memory: int) -> None:
        self.connection, far = context.Pipe()
        self._process = context.Process(target=_serve, args=(far, memory), daemon=True)  # type: ignore[attr-defined]
        self._memory = memory
        self._started = False
        self._fresh = True
        try:
            self._process.start()
        except (EOFError, ConnectionError, OSError) as error:
            raise KgxError(f"no worker could be started ({error}); free some memory, or set jobs = 1") from error
        far.close()

    @property
    def grace(self) -> float:
        """Seconds that the process needs besides, because it has just been started."""
        return 0.0 if self._started else _START

    def send(self, task: Any) -> bool:
        """Whether the process took the task; one that died while it was idle does not."""
        try:
            self.connection.send(task)
        except (ConnectionError, OSError):
            if not self._started:
                self._dead(0)
            self.end()
            return False
        return True

    def receive(self, seconds: float) -> tuple[()] | tuple[Any]:
        """What the process says: the result of its task, or nothing when it has started.

        A MemoryError where the memory ran out and there may be more in another process.
        """
        try:
            message: tuple[()] | tuple[Any] = self.connection.recv()
        except (EOFError, OSError):
            return (self._dead(seconds),)
        self._started = True
        if message and self._fresh and isinstance(message[0], MemoryError):
            why = f"takes more than {self._memory} MiB of memory; split it, or raise memory_limit in kgx.toml"
            return (Lost(why),)
        self._fresh = self._fresh and not message
        return message

    def overdue(self, seconds: float) -> ReadError:
        """The complaint about a process that does not answer."""
        if not self._started:
            raise KgxError(f"a worker did not start within {_START:.0f} seconds; free some memory, or set jobs = 1")
        return Lost(f"takes more than {seconds:g} seconds; split it, or raise time_limit in kgx.toml")

    def _dead(self, seconds: float) -> ReadError:
        self._process.join(5)
        if not self._started:
            raise KgxError(
                "a worker ended as it started; a script that calls kgx must do so below `if __name__ == '__main__':`"
            )
        if self._process.exitcode == -getattr(signal, "SIGALRM", 0):
            return self.overdue(seconds)
        return Lost(f"its worker died (exit code {self._process.exitcode}); build again, or remove it")

    def end(self) -> None:
        """Kill the process: it holds nothing that is not sent."""
        self._process.kill()
        self._process.join()
        self.connection.close()


def _context(model: bool) -> BaseContext:
    """How to start processes: never by forking this one, which may have threads.

    The fork server loads the model once; workers share its memory.
    """
    if not model or "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kgx.preload"])
    return context


def _serve(connection: Connection, memory: int) -> None:
    """What a worker does: a task, its result, and again, until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its workers
    if "kgx.preload" not in sys.modules:  # libraries do not count as the memory of a task
        import kgx.export
        import kgx.read.readers  # noqa: F401
    _limit(memory)
    try:
        connection.send(())
        while True:
            function, task, seconds = connection.recv()
            if hasattr(signal, "alarm"):  # ends the process even where the parent is gone
                signal.alarm(int(seconds) + 10)
            connection.send((_result(function, task),))
            if hasattr(signal, "alarm"):
                signal.alarm(0)
    except (EOFError, ConnectionError):
        pass


def _result(function: Callable[[Any], Any], task: Any) -> Any:
    try:
        return function(task)
    except (KgxError, MemoryError) as error:
        return error
    except Exception as error:  # a fault of kgx or of a library costs one document, not the build
        at = error.__traceback__
        while at is not None and at.tb_next is not None:
            at = at.tb_next
        place = f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at else "?"
        said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return ReadError(f"cannot be processed ({said}, {place}); please report it, or remove the file")


def _limit(memory: int) -> None:
    """Let this process grow by so many MiB and no further, where the system can see to that."""
    if sys.platform == "linux":
        import resource

        size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + memory * _MIB, -1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
