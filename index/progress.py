"""What a refresh tells while it goes on and when it is done, and how whoever began it holds it."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import NamedTuple

from index.errors import Problem


class Progress(NamedTuple):
    """How far a refresh has come; `current`: the file at hand.

    `stage`: scanning, reading, writing; published, when more can be searched than before; paused; elsewhere, while
    another process writes the index.

    `bytes` of a file that is being read are a guess by the length of what came out of it. `problems` are those of this
    refresh until now; there may be more of them when they are looked at than there were when this was told.
    """

    stage: str
    files: int = 0
    of_files: int = 0
    articles: int = 0
    bytes: int = 0
    of_bytes: int = 0
    current: str = ""
    problems: Sequence[Problem] = ()


class Files(NamedTuple):
    """What became of every file, and of whatever else was passed over on the way, that is not hidden or left out by a
    corpus.toml: `read` gave articles, `skipped` gave none and has a problem that says why."""

    read: int = 0
    skipped: int = 0
    waiting: int = 0
    """Those a refresh that was stopped has not come to."""

    @property
    def seen(self) -> int:
        """All of them."""
        return self.read + self.skipped + self.waiting


class Refreshed(NamedTuple):
    """What a refresh came to, counted in articles. `stopped`: it was cancelled, and the next one goes on from here."""

    articles: int
    added: int
    changed: int
    removed: int
    problems: tuple[Problem, ...]
    seconds: float
    stopped: bool = False
    files: Files = Files()


class AbandonedError(Exception):
    """A refresh was given up half way; raised within it alone."""


class Control:
    """How a refresh is held, from any thread: paused, resumed, stopped, abandoned."""

    def __init__(self) -> None:
        self._going = threading.Event()
        self._going.set()
        self._ended = threading.Event()
        self._abandoned = threading.Event()
        self._wakers: list[Callable[[], None]] = []

    @property
    def paused(self) -> bool:
        """Whether it is to wait, or does already, with all that was read put in force."""
        return not self._going.is_set()

    @property
    def stopped(self) -> bool:
        """Whether it is to end."""
        return self._ended.is_set()

    def pause(self) -> None:
        """Let it wait until `resume`."""
        if not self.stopped:
            self._going.clear()

    def resume(self) -> None:
        """Let it go on."""
        self._going.set()

    def stop(self) -> None:
        """Let it end, with all that was read kept."""
        self._ended.set()
        self._going.set()

    def abandon(self) -> None:
        """Let it end as soon as may be: what it has put in force is kept, what it was at is given up."""
        self._abandoned.set()
        self.stop()
        for wake in list(self._wakers):
            wake()

    def when_abandoned(self, wake: Callable[[], None]) -> None:
        """Have this done too when it is abandoned, by the thread that does: to end what the refresh may wait for."""
        self._wakers.append(wake)
        if self._abandoned.is_set():
            wake()

    def check(self) -> None:
        """Raises AbandonedError once it is abandoned: for good places to give up, between one step and the next."""
        if self._abandoned.is_set():
            raise AbandonedError

    def wait(self, seconds: float | None = None) -> None:
        """Until it may go on, or is to end; at most so many seconds."""
        self._going.wait(seconds)

    def rest(self, seconds: float) -> None:
        """So many seconds, or until it is to end."""
        self._ended.wait(seconds)


class UnderWay:
    """The refreshes that are under way in any thread, so that all can be ended."""

    def __init__(self) -> None:
        self._controls: dict[Control, tuple[int, threading.Event]] = {}
        self._none_more = False

    @contextmanager
    def held(self, control: Control) -> Iterator[None]:
        """While one is under way; where all have been ended it is abandoned from the start."""
        over = threading.Event()
        self._controls[control] = threading.get_ident(), over
        if self._none_more:
            control.abandon()
        try:
            yield
        finally:
            del self._controls[control]
            over.set()

    def end(self, patience: float) -> bool:
        """Abandon all, those too that begin from now on, and wait for them; whether all had ended within so many
        seconds. One in whose midst this is asked is not waited for."""
        self._none_more = True
        held = list(self._controls.items())
        for control, _ in held:
            control.abandon()
        until = monotonic() + patience
        others = [over for _, (thread, over) in held if thread != threading.get_ident()]
        return all(over.wait(max(0.0, until - monotonic())) for over in others)
