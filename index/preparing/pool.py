"""Who prepares articles: this process, and when there is much to do, a few children beside it.

Batches come back in the order in which they were given. Children take them as they can; what they leave, this process
prepares itself, so that it never waits with work at hand, and a child that is slow, stopped, or dies, costs only time.
"""

import gc
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from queue import SimpleQueue
from typing import BinaryIO, cast

from index.catalogue import Placed
from index.catalogue_rows import Prepared
from index.children import started
from index.preparing.child import receive, send
from index.preparing.stage import Text, answered, prepared, question, texts

_MOST = 3
"""Processes at work at once, this one among them: two children prepare as much as one process can put in the index. A
child takes some 70 MB, half of it what it remembers of words."""

_ALONE = 1 << 19
"""Characters that this process prepares by itself before it looks for help."""

_MUCH = 4 << 20
"""Bytes of files that must be left to be read then: by the time a child can help, half of that is read and prepared."""

_AHEAD = 2
"""Batches for each child: one at hand, and the next one."""

_LARGEST = 1 << 22
"""Characters of a batch that a child is asked for. A larger one is a single huge article, which is not copied."""

_HELD = 4
"""Batches for each process that are held at most while the first of them is not done."""

_PATIENCE = 5.0
"""Seconds that this process waits, when it has nothing else to do, for what a child has begun …"""

_FOR_EACH = 1e-5
"""… and as many more for each character of it, which takes a fiftieth of that."""


class Preparers:
    """A queue of batches, and those who work on it."""

    def __init__(self, processes: int | None = None) -> None:
        """With at most so many processes, this one among them; with as many as there are processors for, for None."""
        self._to_start = (min(_MOST, processors()) if processes is None else processes) - 1
        self._batches: deque[_Batch] = deque()
        self._for_children: SimpleQueue[_Batch | None] = SimpleQueue()
        self._children: list[_Child] = []
        self._characters = 0

    def stop(self) -> None:
        """Let the children end, from any thread; what they are at is left to this process."""
        self._to_start = 0
        for child in self._children:
            child.kill()

    def end(self) -> None:
        """The same, and wait until they have."""
        self.stop()
        for _ in self._children:
            self._for_children.put(None)
        for child in self._children:
            child.forget()

    def give(self, placed: Sequence[Placed], left: int) -> None:
        """Have a batch of articles prepared; after it so many bytes of files are left to be read."""
        if self._to_start and self._characters >= _ALONE and left >= _MUCH:
            self._start()
        batch = _Batch(placed)
        self._characters += batch.characters
        self._batches.append(batch)
        if batch.characters <= _LARGEST and sum(not each.is_over for each in self._batches) <= _AHEAD * self._helping:
            self._for_children.put(batch)
        else:
            batch.prepare()

    def done(self) -> Iterator[tuple[Sequence[Placed], Prepared]]:
        """The first batches, as far as they are ready, or too many are held."""
        while self._batches and (self._batches[0].is_over or len(self._batches) > _HELD * (1 + self._helping)):
            yield self._batches.popleft().taken()

    def rest(self) -> Iterator[tuple[Sequence[Placed], Prepared]]:
        """All batches; those that nobody has begun are prepared by this process first, while the others are at work."""
        for batch in self._batches:
            batch.prepare()
        while self._batches:
            yield self._batches.popleft().taken()

    def _start(self) -> None:
        with suppress(OSError):  # the system has no room for more: then there is less help
            while self._to_start:
                self._to_start -= 1
                self._children.append(_Child(self._for_children))
        self._to_start = 0

    @property
    def _helping(self) -> int:
        return sum(child.helps.is_set() for child in self._children)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Batch:
    """Some articles, and what was prepared of them once it is known. Whoever begins it first prepares it."""

    def __init__(self, placed: Sequence[Placed]) -> None:
        self._placed = placed
        self.characters = sum(len(each.article.body) for each in placed)
        self._texts = texts((each.article, each.encoded) for each in placed)
        self._beginning = threading.Lock()
        self._over = threading.Event()
        self._answer: bytes | None = None
        self._prepared: Prepared | None = None
        self._give_up: Callable[[], None] = lambda: None

    @property
    def is_over(self) -> bool:
        """Whether nobody is at it any more, or is to be."""
        return self._over.is_set()

    def prepare(self) -> None:
        """Here and now, if nobody has begun it."""
        if self._beginning.acquire(blocking=False):
            self._prepared = _prepared_here(self._texts)
            self._over.set()

    def ask(self, asked: BinaryIO, answers: BinaryIO, give_up: Callable[[], None]) -> None:
        """The same by a child. Raises OSError and EOFError when that has ended; then this process is to prepare it.
        `give_up` is what ends the child."""
        if self._beginning.acquire(blocking=False):
            try:
                self._give_up = give_up
                send(asked, question(self._texts))
                self._answer = receive(answers)
            finally:
                self._over.set()

    def taken(self) -> tuple[Sequence[Placed], Prepared]:
        """The articles with what was prepared of them; waits for whoever has begun, a while."""
        self.prepare()
        if not self._over.wait(_PATIENCE + _FOR_EACH * self.characters):
            self._give_up()  # it may have been stopped, and nothing tells when it will go on
        if self._answer is not None:
            return self._placed, answered(self._answer)
        return self._placed, self._prepared or _prepared_here(self._texts)


def _prepared_here(asked: Sequence[Text]) -> Prepared:
    """Without the collector of cycles, of which there are none: it would look through all that a batch has come to
    again and again, for a tenth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return prepared(asked)
    finally:
        if collecting:
            gc.enable()


class _Child:
    """A child process, and the thread that asks it and listens to it."""

    def __init__(self, batches: "SimpleQueue[_Batch | None]") -> None:
        self.helps = threading.Event()
        self._batches = batches
        self._process = started("index.preparing.child")
        self._thread = threading.Thread(target=self._serve, name="preparer", daemon=True)
        self._thread.start()

    def kill(self) -> None:
        """What it is at is over then, and not prepared."""
        self._process.kill()

    def forget(self) -> None:
        """Leave nothing of it; its thread must have been told to end."""
        self._thread.join()
        for pipe in self._pipes:
            with suppress(OSError):  # what was on its way goes nowhere
                pipe.close()
        self._process.wait()

    @property
    def _pipes(self) -> tuple[BinaryIO, BinaryIO]:
        return cast(BinaryIO, self._process.stdin), cast(BinaryIO, self._process.stdout)

    def _serve(self) -> None:
        asked, answers = self._pipes
        with suppress(OSError, EOFError, MemoryError):
            receive(answers)  # until it has said that it is there, nobody waits for it
            self.helps.set()
            while (batch := self._batches.get()) is not None:
                batch.ask(asked, answers, self.kill)
        self.helps.clear()
