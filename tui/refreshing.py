"""Bringing the index up to date while the user already reads: a thread, its progress, its end.

It can be paused, resumed and stopped; asked for again while it is at work, it begins again when it is done.
"""

import math
import threading
import time
from typing import TYPE_CHECKING

from textual.message import Message

from index.corpus import Control, Corpus, CorpusError, Progress, Refreshed
from tui.messages import sentence
from tui.pace import Pace
from tui.turns import Turns

if TYPE_CHECKING:
    from tui.growing import Growing

PATIENCE = 0.5
"""Seconds of work before anybody is told of it."""

_BETWEEN = 0.1


class Refreshing:
    """The refreshes of a corpus, one at a time; the screen hears Progressed, Grown, then Done or Failed.

    In a thread of its own and not in a worker: leaving the program waits for all workers, and for this one no longer
    than a moment (`Corpus.close`).
    """

    class Progressed(Message):
        """It has come further; `progress` of the Refreshing says how far."""

    class Grown(Message):
        """More articles can be searched; reading goes on."""

    class Done(Message):
        """The corpus is up to date. `unasked`: nobody but the watched folders asked for it."""

        def __init__(self, refreshed: Refreshed, *, unasked: bool) -> None:
            super().__init__()
            self.refreshed = refreshed
            self.unasked = unasked

    class Failed(Message):
        """It could not be brought up to date."""

        def __init__(self, error: CorpusError) -> None:
            super().__init__()
            self.error = error

    class Broken(Message):
        """A fault of the program ended it."""

        def __init__(self, error: Exception) -> None:
            super().__init__()
            self.error = error

    def __init__(self, screen: "Growing", corpus: Corpus) -> None:
        self._screen = screen
        self._corpus = corpus
        self._turns = Turns()
        self._control = Control()
        self._began = self._told = 0.0
        self.failure = ""
        self.progress: Progress | None = None
        self.pace = Pace()
        self.refreshed: Refreshed | None = None
        self._unasked = False
        self._seen_to = math.inf
        """How often the index had been found damaged when the last refresh began; the first is sure to come."""

    @property
    def seconds(self) -> float:
        """How long the last one took."""
        return self.refreshed.seconds if self.refreshed else 0.0

    @property
    def is_running(self) -> bool:
        """Whether it is at work or paused."""
        return self._turns.is_at_work

    @property
    def is_paused(self) -> bool:
        """Whether it waits to be resumed."""
        return self.is_running and self._control.paused

    @property
    def shown(self) -> bool:
        """Whether it goes on for so long that the user was told."""
        return self.is_running and self._told > 0

    def start(self, *, unasked: bool = False) -> None:
        """Look through the sources; once more, if that is being done."""
        self._unasked = unasked
        if self._turns.ask():
            self._control = Control()
            threading.Thread(target=self._work, name="refresh", daemon=True).start()

    def mend(self) -> None:
        """Have the index built again, which has turned out damaged, unless whoever is about to refresh it will."""
        if self._corpus.damages > self._seen_to:
            self.start()

    def stop(self) -> None:
        """Ask it to stop; what was read so far is kept."""
        self._turns.forget()
        self._control.stop()

    def abandon(self) -> None:
        """Ask it to end at once, without what it has not put in force yet."""
        self._turns.forget()
        self._control.abandon()

    def pause_or_resume(self) -> None:
        """Let it wait, with everything read so far in place to be searched; or go on."""
        if self._control.paused:
            self.pace = Pace()
            self._control.resume()
        else:
            self._control.pause()

    def _work(self) -> None:
        """In a thread: refresh, as often as that is asked for."""
        is_over = False
        while not is_over:
            try:
                self._refresh(self._control)
            except CorpusError as error:
                self.failure = sentence(error)
                self._screen.post_message(self.Failed(error))
            except Exception as error:  # noqa: BLE001 - of a thread nobody else would hear it
                self._screen.post_message(self.Broken(error))
            self._control = Control()  # before the next turn is begun: who stops it now means that one
            is_over = self._turns.is_over()

    def _refresh(self, control: Control) -> None:
        """Make the engine ready, then refresh, then make the new generation ready."""
        self._corpus.warm()
        self._began, self._told, self.pace = time.monotonic(), 0.0, Pace()
        self._seen_to = self._corpus.damages
        done = self._corpus.refresh(growing=True, on_progress=self._progressed, control=control)
        self.failure, self.refreshed = "", done
        self._screen.post_message(self.Done(done, unasked=self._unasked))
        if not done.stopped:
            self._corpus.warm()

    def _progressed(self, progress: Progress) -> None:
        """Tell the screen, now and then; a pause and more articles at once."""
        self.progress = progress
        self.pace.add(progress.bytes)
        if progress.stage == "published":
            self._screen.post_message(self.Grown())
            return
        now = time.monotonic()
        if progress.stage == "paused" or (now - self._began >= PATIENCE and now - self._told >= _BETWEEN):
            self._told = now
            self._screen.post_message(self.Progressed())
