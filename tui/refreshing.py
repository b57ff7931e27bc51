"""Bringing the index up to date while the user already reads: a worker, its progress, its end."""

import time
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import Worker, get_current_worker

from index.corpus import Corpus, CorpusError, Progress, Refreshed
from tui.messages import _, sentence
from tui.progress import progress_text

if TYPE_CHECKING:
    from tui.browse import Browse

PATIENCE = 0.5
"""Seconds of work before anybody is told of it."""

_BETWEEN = 0.1


class Refreshing:
    """One refresh of the corpus in the background; the screen hears Progressed, then Done or Failed."""

    class Progressed(Message):
        """A line that says how far it has come."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Grown(Message):
        """More articles can be searched; reading goes on."""

    class Done(Message):
        """The corpus is up to date."""

        def __init__(self, refreshed: Refreshed) -> None:
            super().__init__()
            self.refreshed = refreshed

    class Failed(Message):
        """It could not be brought up to date."""

        def __init__(self, error: CorpusError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, screen: "Browse", corpus: Corpus) -> None:
        self._screen = screen
        self._corpus = corpus
        self._worker: Worker[None] | None = None
        self._began = self._told = 0.0
        self.failure = ""

    @property
    def shown(self) -> bool:
        """Whether it goes on for so long that the user was told."""
        return self._worker is not None and self._worker.is_running and self._told > 0

    def start(self) -> None:
        """Begin, after the first screen."""
        self._worker = self._screen.run_worker(self._work, thread=True, group="refresh", exit_on_error=False)

    def stop(self) -> None:
        """Ask it to stop; what was read so far is kept."""
        if self._worker is not None:
            self._worker.cancel()

    def _work(self) -> None:
        """In a worker thread: make the engine ready, then refresh, then make the new generation ready."""
        worker = get_current_worker()
        self._began, self._told = time.monotonic(), 0.0
        try:
            self._corpus.warm()
            done = self._corpus.refresh(
                growing=True, on_progress=self._progressed, cancelled=lambda: worker.is_cancelled
            )
        except CorpusError as error:
            self.failure = sentence(error)
            self._screen.post_message(self.Failed(error))
            return
        self._screen.post_message(self.Done(done))
        if not worker.is_cancelled:
            self._corpus.warm()

    def _progressed(self, progress: Progress) -> None:
        if progress.stage == "published":
            self._screen.post_message(self.Grown())
            return
        now = time.monotonic()
        if now - self._began >= PATIENCE and now - self._told >= _BETWEEN:
            self._told = now
            self._screen.post_message(
                self.Progressed(_("{progress} · Esc stops").format(progress=progress_text(progress)))
            )
