"""A screen over a corpus that grows under it: its sources are looked through, watched, told of.

What is done to the corpus is done by `Refreshing` and `Watching`; here is what the user hears of it and can do.
Other corpora, and folders that come and go, are the program's to deal with.
"""

from collections.abc import Iterator
from pathlib import PurePath

from textual.message import Message

from index.corpus import Corpus, IndexUnusableError, Problem, Refreshed, is_doubt
from tui import messages
from tui.commands import Where, key_of
from tui.full_screen import FullScreen
from tui.messages import _, ngettext, outside, sentence
from tui.refreshing import Refreshing
from tui.watching import Watching

_DAMAGES = 5
"""So often the index is built again while the program runs: a disk that damages it once more will not stop there."""


class Growing(FullScreen):
    """The screen hears how the refresh goes. A subclass shows it (`show_progress`) and what came of it (`reload`)."""

    class CorporaWanted(Message):
        """The user wants to see the other corpora, or the folders of this one."""

    class Damaged(Message):
        """The index has turned out damaged."""

    def __init__(self, corpus: Corpus, watch: str) -> None:
        super().__init__()
        self.corpus = corpus
        self.refreshing = Refreshing(self, corpus)
        self.watching = Watching(self, corpus, watch)
        self._damages_told = 0
        corpus.when_damaged(lambda: self.post_message(self.Damaged()))

    def reload(self) -> None:
        """The corpus is another one: show it, with everything in its place."""
        raise NotImplementedError

    def show_progress(self, text: str) -> None:
        """What is being done, "" when it is done."""
        raise NotImplementedError

    def tell_nothing_read(self, text: str) -> None:
        """Why there is no article."""
        raise NotImplementedError

    @property
    def is_empty(self) -> bool:
        """Whether there is no article on the screen yet."""
        raise NotImplementedError

    # ---- what the worker says

    def on_refreshing_progressed(self) -> None:
        from tui.progress import progress_text

        if self.refreshing.is_running and (progress := self.refreshing.progress):
            told = progress_text(progress, self.refreshing.pace)
            self.show_progress(
                messages.joined(told, _("{key} tells more").format(key=key_of(Where.EVERYWHERE, "reading")))
            )

    def on_refreshing_grown(self) -> None:
        self.reload()

    def on_refreshing_failed(self, message: Refreshing.Failed) -> None:
        self.show_progress("")
        said = sentence(message.error)
        if len(self.corpus):
            self.tell(said)
        else:
            self.tell_nothing_read(said)

    def on_refreshing_broken(self, message: Refreshing.Broken) -> None:
        self.show_progress("")
        self.tell_fault(message.error)

    def on_refreshing_done(self, message: Refreshing.Done) -> None:
        done = message.refreshed
        self.show_progress("")
        if said := messages.joined(*self._worth_telling(done, unasked=message.unasked)):
            self.tell(said)
        if not message.unasked:
            self.watching.start()
        if done.added or done.changed or done.removed or self.is_empty:
            self.reload()

    def on_growing_damaged(self) -> None:
        """Show what there is without it, and have it built again."""
        if self.corpus.damages <= _DAMAGES:
            self.refreshing.mend()
        else:
            damaged = IndexUnusableError(path=str(self.corpus.folder), reason="damaged")
            self.refreshing.failure = sentence(damaged)
            self.tell(self.refreshing.failure)
        self.reload()

    def _worth_telling(self, done: Refreshed, *, unasked: bool) -> Iterator[str]:
        if self.corpus.damages > self._damages_told:
            self._damages_told = self.corpus.damages
            yield _("The index was damaged, so it was built again from the articles.")
        if unasked:
            return
        if done.stopped:
            yield _("Reading was stopped; {key} goes on from here, and so does the next start.").format(
                key=key_of(Where.EVERYWHERE, "refresh")
            )
        elif done.problems:
            first, count = _in_short(min(done.problems, key=is_doubt)), len(done.problems)
            head = ngettext("{count} problem ({key} lists it)", "{count} problems ({key} lists them)", count)
            yield f"{head.format(count=f'{count:,}', key=key_of(Where.EVERYWHERE, 'problems'))} · {first}"

    # ---- what the system says

    def on_watching_changed(self) -> None:
        self.refreshing.start(unasked=True)

    def on_watching_failed(self, message: Watching.Failed) -> None:
        self.tell(
            _("The folders are no longer watched: {detail}. {key} looks through them.").format(
                detail=outside(message.detail), key=key_of(Where.EVERYWHERE, "refresh")
            )
        )

    # ---- actions, each bound and told in tui.commands

    def action_refresh(self) -> None:
        self.refreshing.start()
        self.tell(_("Looking through the sources …"))

    def action_pause(self) -> None:
        if self.refreshing.is_running:
            self.refreshing.pause_or_resume()
        else:
            self.tell(_("Nothing is being read."))

    def action_stop_reading(self) -> None:
        if self.refreshing.is_running:
            self.refreshing.stop()
        else:
            self.tell(_("Nothing is being read."))

    def action_reading(self) -> None:
        from tui.reading_screen import ReadingScreen

        self.app.push_screen(ReadingScreen(self.corpus, self.refreshing))

    def action_problems(self) -> None:
        from tui.problems_screen import ProblemsScreen

        self.app.push_screen(ProblemsScreen(self.corpus))

    def action_corpora(self) -> None:
        self.post_message(self.CorporaWanted())

    def on_unmount(self) -> None:
        self.leave_corpus()

    def leave_corpus(self) -> None:
        """Nothing is read or watched here any longer."""
        self.refreshing.abandon()
        self.watching.stop()

    def action_leave_program(self) -> None:
        self.leave_corpus()
        super().action_leave_program()


def _in_short(problem: Problem) -> str:
    """A problem in the little room of a notice: the file by its name alone, without the folders all files are in."""
    return sentence(problem._replace(path=PurePath(problem.path).name or problem.path))
