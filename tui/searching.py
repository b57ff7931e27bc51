"""Searching while the user types: a worker for each question, of which only the newest is answered."""

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message
from textual.worker import get_current_worker

from index.corpus import Corpus, CorpusError, Results

if TYPE_CHECKING:
    from tui.asking import Asking

FIRST_HITS = 50
"""Hits asked for at first; more are fetched when the cursor comes near the last."""


class Question(NamedTuple):
    """What is asked: how wide words are meant, in which order answers stand, and which of those alike are unfolded."""

    text: str
    width: str = "normal"
    sort: str = "rank"
    unfolded: frozenset[str] = frozenset()


class Searching:
    """Questions to the corpus; the screen hears Found or Failed for the last one asked, never for an older one.

    A new question cancels the worker of the one before; an answer that was on its way already carries its number and is
    recognised by it (`is_newest`).
    """

    class Found(Message):
        """The answer. `keep`: the cursor is to stay on the article it is on."""

        def __init__(self, asked: int, results: Results, keep: bool) -> None:
            super().__init__()
            self.asked = asked
            self.results = results
            self.keep = keep

    class Failed(Message):
        """A question that cannot be understood, or an index that cannot be read."""

        def __init__(self, asked: int, text: str, error: CorpusError) -> None:
            super().__init__()
            self.asked = asked
            self.text = text
            self.error = error

    def __init__(self, screen: "Asking", corpus: Corpus) -> None:
        self._screen = screen
        self._corpus = corpus
        self._asked = 0

    def ask(self, question: Question, limit: int, *, keep: bool) -> None:
        """Ask, in a worker thread."""
        self._asked += 1
        work = partial(self._work, self._asked, question, limit, keep)
        self._screen.run_worker(work, thread=True, exclusive=True, group="search", exit_on_error=False)

    def forget(self) -> None:
        """No question stands any more."""
        self._asked += 1
        self._screen.workers.cancel_group(self._screen, "search")

    def is_newest(self, asked: int) -> bool:
        """Whether an answer belongs to the last question."""
        return asked == self._asked

    def _work(self, asked: int, question: Question, limit: int, keep: bool) -> None:
        worker = get_current_worker()
        try:
            results = self._corpus.search(
                question.text,
                limit=limit,
                sort=question.sort,
                width=question.width,
                fold=question.unfolded,
                cancelled=lambda: worker.is_cancelled,
            )
        except CorpusError as error:
            self._screen.post_message(self.Failed(asked, question.text, error))
            return
        if not worker.is_cancelled:
            self._screen.post_message(self.Found(asked, results, keep))
