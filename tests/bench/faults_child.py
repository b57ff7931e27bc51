"""Doing something in a process of its own, which may be killed at any time, and hearing what came of it.

Processes are forked, so that hundreds of them need not import anything; POSIX only.
"""

import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import index.search
import index.store  # noqa: F401 - with all they import, which children then need not

IO_EVENTS = frozenset(
    (
        *("open", "mmap.__new__", "fcntl.flock", "sqlite3.connect", "os.fsync"),
        *("os.mkdir", "os.rmdir", "os.rename", "os.remove", "os.link", "os.chmod", "os.listdir", "os.scandir"),
    )
)
"""What is counted as an event: Python's audit events that touch files, and fsync, which has none of its own."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a child came to: what it returned, or the kind of exception it raised, or (neither) that it was killed."""

    returned: Any = None
    raised: type[BaseException] | None = None
    said: str = ""
    killed: bool = False

    def is_refused(self, kind: type[BaseException]) -> bool:
        """Whether it raised an exception of this kind."""
        return self.raised is not None and issubclass(self.raised, kind)

    def value(self) -> Any:
        """What it returned; raises what it raised."""
        if self.raised is not None or self.killed:
            raise RuntimeError(f"a child failed: {self}")
        return self.returned


def in_child(work: Callable[[], Any], *, kill_after: float | None = None) -> Outcome:
    """Run `work` in a forked child, and kill it after so many seconds if it still lives."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _work_and_leave(work, writing)
    os.close(writing)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(pid, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    os.waitpid(pid, 0)
    try:
        outcome: Outcome = pickle.loads(said)
    except (EOFError, pickle.UnpicklingError):
        return Outcome(killed=True)
    return outcome


def _work_and_leave(work: Callable[[], Any], pipe: int) -> None:
    try:
        outcome = Outcome(returned=work())
    except BaseException as error:  # noqa: BLE001 - the parent judges it
        outcome = Outcome(raised=type(error), said=traceback.format_exc())
    _write_all(pipe, pickle.dumps(outcome))
    os._exit(0)


def _write_all(pipe: int, said: bytes) -> None:
    while said:
        said = said[os.write(pipe, said) :]


class Events:
    """Counts this process's I/O events from now on, and calls `at` before the one of the given number.

    For children only: an audit hook cannot be taken away again.
    """

    def __init__(self, number: int = -1, at: Callable[[], None] = lambda: None) -> None:
        self.count = 0
        self._number = number
        self._at = at
        self._paused = False
        self._fsync = os.fsync
        os.fsync = self._counted_fsync
        sys.addaudithook(self._hear)

    def _hear(self, event: str, _arguments: tuple[Any, ...]) -> None:
        if event in IO_EVENTS and not self._paused:
            self.count += 1
            if self.count == self._number:
                with self.paused():
                    self._at()

    def _counted_fsync(self, descriptor: int) -> None:
        self._hear("os.fsync", ())
        self._fsync(descriptor)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """What happens inside is not counted."""
        self._paused = True
        try:
            yield
        finally:
            self._paused = False


def die() -> None:
    """As `kill -9` from outside: no cleaning up, nothing buffered is written."""
    os.kill(os.getpid(), signal.SIGKILL)
