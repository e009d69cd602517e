"""Worker processes: what becomes of a task that fails, hangs, dies or eats up the memory."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from kgx.model import KgxError, Lost, ReadError
from kgx.workers import Workers

KEPT: list[bytearray] = []


def work(task: str) -> str | None:
    """Do as told."""
    match task:
        case "nothing":
            return None
        case "hang":
            sleep(600)
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "eat":
            bytearray(1 << 32)
        case "keep":
            KEPT.append(bytearray(300 << 20))
        case "raise":
            raise RuntimeError("two\nlines")
        case "refuse":
            raise ReadError("it is empty")
        case "stop":
            raise KgxError("the model is missing")
        case "pid":
            return str(os.getpid())
    return task.upper()


def test_a_bad_task_costs_only_itself() -> None:
    tasks = ["a", "hang", "b", "die", "c", "eat", "d", "raise", "e", "refuse", "f"]
    start = monotonic()
    with Workers(2, seconds=2, memory=512) as workers:
        results = dict(workers.map(work, tasks))
    assert monotonic() - start < 60
    assert [results[n] for n in range(0, 11, 2)] == list("ABCDEF")
    bad = {tasks[n]: result for n, result in results.items() if isinstance(result, ReadError)}
    assert {task for task, result in bad.items() if isinstance(result, Lost)} == {"hang", "die", "eat"}
    assert "more than 2 seconds" in str(bad["hang"])
    assert "its worker died" in str(bad["die"])
    assert "more than 512 MiB of memory" in str(bad["eat"])
    assert "RuntimeError: two lines, test_workers.py:" in str(bad["raise"])
    assert str(bad["refuse"]) == "it is empty"


def test_tasks_begin_at_once_and_may_have_no_result() -> None:
    with Workers(1, seconds=20, memory=512) as workers:
        results = workers.map(work, ["nothing", "pid"])
        assert workers._busy
        assert next(results) == (0, None)
        assert next(results)[0] == 1


def test_memory_that_others_left_no_room_in_costs_a_task_nothing() -> None:
    with Workers(1, seconds=20, memory=512) as workers:
        results = dict(workers.map(work, ["keep", "a", "keep", "eat", "b"]))
    assert [results[n] for n in (0, 1, 2, 4)] == ["KEEP", "A", "KEEP", "B"]
    assert "more than 512 MiB of memory" in str(results[3])


def test_what_no_task_can_do_without_stops_the_build() -> None:
    with Workers(1, seconds=9, memory=512) as workers, pytest.raises(KgxError, match="the model is missing"):
        list(workers.map(work, ["a", "stop", "b"]))


def test_workers_are_used_again_and_replaced_when_dead() -> None:
    with Workers(1, seconds=9, memory=512) as workers:
        first = dict(workers.map(work, ["pid", "pid"]))
        ((_, pid),) = workers.map(work, ["pid"])
        assert {*first.values()} == {pid}
        os.kill(int(pid), signal.SIGKILL)
        sleep(0.2)
        ((_, other),) = workers.map(work, ["pid"])
        assert other != pid
    with pytest.raises(ProcessLookupError):
        os.kill(int(other), 0)


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from kgx.workers import Workers\nwith Workers(1, 9, 512) as workers: print(list(workers.map(len, ['a'])))\n"
    )
    ended = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert ended.returncode != 0
    assert "below `if __name__ == '__main__':`" in ended.stderr
