"""What the reader searched for: kept when the box is left with it, and brought back when it is asked for again.

A search is asked anew at every key, so not each of them is worth keeping: the one the box is left with is, once it is
known what it found.
"""

import time
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from index.corpus import Results
from tui.messages import _, outside

if TYPE_CHECKING:
    from tui.asking import Asking
    from tui.history import Asked, History
    from tui.recall import Recall


class Remembering:
    """The history of the corpus on the screen; where `keeps` is not, there is none and nothing is written."""

    class Failed(Message):
        """A search could not be kept."""

        def __init__(self, error: OSError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, screen: "Asking", keeps: bool) -> None:
        self._screen = screen
        self._keeps = keeps
        self._left = ""
        self._recall: Recall | None = None

    @property
    def history(self) -> "History | None":
        """Where it is kept; None where the settings say that it is not."""
        if not self._keeps:
            return None
        from tui.history import history_of  # late: the first picture does without

        return history_of(self._screen.corpus.folder.name)

    def leave(self, text: str, found: Results | None) -> None:
        """The box was left with this text; `found` is the last answer there is, perhaps to another."""
        self._left = text if text.strip() else ""
        if found is not None:
            self.answer(found)

    def answer(self, found: Results) -> None:
        """An answer came: if it is what the box was left with, that is kept now."""
        history = self.history
        if not self._left or found.query != self._left or history is None:
            return
        from tui.history import Asked

        asked = Asked(found.query, self._screen.width, found.total, time.time())
        self._left = ""
        self._screen.run_worker(partial(self._keep, history, asked), thread=True, group="history", exit_on_error=False)

    def _keep(self, history: "History", asked: "Asked") -> None:
        try:
            history.remember(asked)
        except OSError as error:
            self._keeps = False  # said once, and not tried again and again
            self._screen.post_message(self.Failed(error))

    def older(self, text: str) -> str:
        """The line to stand in the box in the place of `text`, one search further back."""
        from tui.recall import Recall

        history = self.history
        if self._recall is None or self._recall.text != text:
            self._recall = Recall.beginning(text, [asked.text for asked in history.asked()] if history else [])
        self._recall = self._recall.older()
        return self._recall.text

    def newer(self, text: str) -> str | None:
        """The line one search on; None where `text` was not brought back."""
        if self._recall is None or self._recall.text != text or not self._recall.at:
            return None
        self._recall = self._recall.newer()
        return self._recall.text

    def clear(self) -> str:
        """Forget everything; a sentence that says what was done."""
        try:
            if self.history is not None:
                self.history.clear()
        except OSError as error:
            return _("The searches could not be forgotten: {error}").format(error=outside(str(error)))
        self._recall = None
        return _("All searches of this corpus are forgotten.")
