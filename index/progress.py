"""What a refresh tells while it goes on and when it is done, and how whoever began it holds it."""

import threading
from collections.abc import Sequence
from typing import NamedTuple

from index.errors import Problem


class Progress(NamedTuple):
    """How far a refresh has come. `stage`: scanning, reading, writing, published, paused; `current`: the file at hand.

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


class Control:
    """How a refresh is held, from any thread: paused, resumed, stopped. Nothing is lost by any of them."""

    def __init__(self) -> None:
        self._going = threading.Event()
        self._going.set()
        self._stopped = False

    @property
    def paused(self) -> bool:
        """Whether it is to wait, or does already, with all that was read put in force."""
        return not self._going.is_set()

    @property
    def stopped(self) -> bool:
        """Whether it is to end."""
        return self._stopped

    def pause(self) -> None:
        """Let it wait until `resume`."""
        if not self._stopped:
            self._going.clear()

    def resume(self) -> None:
        """Let it go on."""
        self._going.set()

    def stop(self) -> None:
        """Let it end, with all that was read kept."""
        self._stopped = True
        self._going.set()

    def wait(self, seconds: float | None = None) -> None:
        """Until it may go on, or is to end; at most so many seconds."""
        self._going.wait(seconds)
