"""Foreign formats are read in processes of their own, so that a bad file costs only itself.

A few processes, started when the first such file comes, read ahead of who asks, on all cores. A process that is ended
by its clock, for its memory or by a fault of its own is replaced, and goes on behind the item it was at. They are plain
children that talk over pipes: no part of the program that asks is run in them a second time, as a fork's would be.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple, Self

from index.articles import Article, ArticleId
from index.children import started
from index.errors import Problem
from index.sources.limits import MEMORY, SECONDS
from index.sources.problems import Reason, RefusedError

_MOST = 4
"""Processes at once; each takes some 60 MB once it has read a page."""

_WAITING = 1 << 12
"""Bytes of questions sent to a process that is busy. A pipe holds more, so that nobody waits for both ends of one."""

OUT_OF_MEMORY = 9
"""The exit status of a process that wanted more than it may have."""

_OUT_OF_TIME = (1,) if sys.platform == "win32" else (-signal.SIGPROF, -signal.SIGALRM)


class Bounds(NamedTuple):
    """What a process may use until it shows something: seconds of a processor; and bytes of memory at any time."""

    seconds: int = SECONDS
    memory: int = MEMORY


class Question:
    """A file to be read, and how far its reading has come."""

    def __init__(self, name: str, asked_for: bool) -> None:
        self.name, self._asked_for = name, asked_for
        self.after = -1
        self.item = (-1, name)  # the number and the name of the item that is being read

    @property
    def line(self) -> bytes:
        return json.dumps([self.name, self.after, self._asked_for]).encode() + b"\n"


class Workers:
    """The processes; `ask` before the answers are wanted, and take the `answers` in the order of the questions."""

    def __init__(self, bounds: Bounds = Bounds()) -> None:  # noqa: B008 - it never changes
        self._bounds = bounds
        self._workers: list[_Worker] = []
        self._of: dict[Question, _Worker] = {}
        self._over = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        for worker in self._workers:
            worker.reap()

    def end(self) -> None:
        """End the processes, from whatever thread; whoever waits for an answer gets none."""
        self._over.set()
        for worker in list(self._workers):
            worker.kill()

    def ask(self, name: str, asked_for: bool = False) -> Question:
        """Have a file read by whoever is idle, else by one process more, else by the one with the least to do."""
        question = Question(name, asked_for)
        worker = min(self._workers, key=lambda each: each.load, default=None)
        if worker is None or (worker.load and len(self._workers) < min(_MOST, os.cpu_count() or 1)):
            worker = _Worker(self._bounds, self._over)
            self._workers.append(worker)
        self._of[question] = worker
        worker.ask(question)
        return question

    def answers(self, question: Question) -> Iterator[Article | Problem]:
        """What is in the file; the ids are without the file's own key."""
        worker = self._of.pop(question)
        while (ended := (yield from worker.answers(question))) is not None and not self._over.is_set():
            number, name = question.item
            yield ended.about(name)
            if number <= max(question.after, 0):
                worker.forget(question)
                return
            question.after = number


class _Worker:
    """One process, and the questions it has been asked or is still to be asked, in their order."""

    def __init__(self, bounds: Bounds, over: threading.Event) -> None:
        self._bounds = bounds
        self._over = over
        self._process: subprocess.Popen[bytes] | None = None
        self._asked: deque[Question] = deque()
        self._to_ask: deque[Question] = deque()

    @property
    def load(self) -> int:
        return len(self._asked) + len(self._to_ask)

    def ask(self, question: Question) -> None:
        self._to_ask.append(question)
        self._send()

    def forget(self, question: Question) -> None:
        """A question that ends every process it is put to."""
        self._to_ask.remove(question)

    def kill(self) -> None:
        if process := self._process:
            process.kill()

    def reap(self) -> None:
        if self._process:
            self._process.communicate()

    def answers(self, question: Question) -> Generator[Article | Problem, None, RefusedError | None]:
        """What the process says to the first question; at the end, why the process is no more, if it is not."""
        self._send()
        while True:
            kind, *said = self._line()
            if kind == "item":
                question.item = (said[0], said[1])
            elif kind == "end":
                self._asked.popleft()
                self._send()
                return None
            elif kind == "ended":
                self._to_ask = deque([*self._asked, *self._to_ask])
                self._asked.clear()
                return RefusedError(Reason(said[0]), **said[1])
            else:
                yield _problem(*said) if kind == "problem" else _article(*said)

    def _send(self) -> None:
        """As many questions as can wait in the pipe."""
        self._process = self._process or started("index.sources.worker", *self._bounds)
        if self._over.is_set():  # since before it started
            self._process.kill()
        while self._to_ask and (not self._asked or sum(len(each.line) for each in self._asked) < _WAITING):
            self._asked.append(self._to_ask.popleft())
            with suppress(OSError):  # if it has ended, that is told when it is listened to
                self._process.stdin.write(self._asked[-1].line)  # type: ignore[union-attr]
                self._process.stdin.flush()  # type: ignore[union-attr]

    def _line(self) -> list[Any]:
        assert self._process
        line: bytes = self._process.stdout.readline()  # type: ignore[union-attr]
        if line.endswith(b"\n"):
            return json.loads(line)  # type: ignore[no-any-return]
        self._process.communicate()
        status, self._process = self._process.returncode, None
        return ["ended", *_why(status, self._bounds)]


def _why(status: int, bounds: Bounds) -> tuple[str, dict[str, str | int]]:
    if status in _OUT_OF_TIME:
        return Reason.TIMEOUT.value, {"limit": bounds.seconds}
    if status == OUT_OF_MEMORY:
        return Reason.MEMORY.value, {"limit": bounds.memory}
    with suppress(ValueError):
        return Reason.CRASHED.value, {"detail": signal.Signals(-status).name}
    return Reason.CRASHED.value, {"detail": str(status)}


def _article(id_: str, title: str, body: str, source: str, author: str, published: str | None, *rest: str) -> Article:
    day = date.fromisoformat(published) if published else None
    return Article(ArticleId(id_), title, body, source, author, day, *rest)


def _problem(path: str, reason: str, line: int | None, params: Mapping[str, str | int]) -> Problem:
    return Problem(path, reason, line, params)
