"""Everything that was not read, or read with a doubt, on one screen: nothing is dropped silently."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from index.corpus import Corpus, CorpusError, Files, Problem
from tui import messages, strips
from tui.commands import Where, bindings_beyond
from tui.full_screen import FullScreen
from tui.isolates import plain
from tui.key_hints import KeyHints
from tui.messages import _, ngettext, outside, sentence
from tui.problem_list import ProblemList, as_text
from tui.row_list import RowList
from tui.status_line import StatusLine
from tui.too_small import TooSmall


class ProblemsScreen(FullScreen):
    """The problems of a corpus, as its index has them; they are fetched by a worker, for there may be very many."""

    PLACES = (Where.PROBLEMS,)
    BINDINGS = bindings_beyond(RowList, Where.PROBLEMS)

    DEFAULT_CSS = """
    ProblemsScreen { background: $background; color: $foreground; }
    #problems-frame {
        border: round $primary;
        border-title-color: $primary;
        border-title-style: bold;
        border-subtitle-color: $foreground;
        border-subtitle-align: right;
        background: $surface;
        height: 1fr;
        margin: 0 1;
    }
    ProblemsScreen.-mirrored #problems-frame { border-title-align: right; border-subtitle-align: left; }
    """

    class Found(Message):
        """The problems, and what became of the files."""

        def __init__(self, problems: tuple[Problem, ...], files: Files) -> None:
            super().__init__()
            self.problems = problems
            self.files = files

    def __init__(self, corpus: Corpus) -> None:
        super().__init__()
        self._corpus = corpus
        self._problems: tuple[Problem, ...] = ()
        self._rows = ProblemList()
        self._frame = Vertical(self._rows, id="problems-frame")
        self._status, self._hints = StatusLine(), KeyHints()

    def compose(self) -> ComposeResult:
        self.fit(self.app.size)
        yield TooSmall()
        yield self._frame
        yield self._status
        yield self._hints

    def on_mount(self) -> None:
        self._frame.border_title = strips.title(_("Problems"))
        self._hints.say(Where.PROBLEMS)
        self._rows.focus()

    def on_screen_resume(self) -> None:
        self.run_worker(self._fetch, thread=True, exclusive=True, group="problems", exit_on_error=False)

    def _fetch(self) -> None:
        worker = get_current_worker()
        try:
            found = self.Found(self._corpus.problems, self._corpus.files)
        except CorpusError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.tell, sentence(error))
            return
        if not worker.is_cancelled:
            self.post_message(found)

    def on_problems_screen_found(self, message: Found) -> None:
        self._problems = message.problems
        self._rows.empty = _("Every file was read, and none leaves a doubt.")
        self._rows.show(message.problems, self._rows.cursor)
        count = ngettext("{count} problem", "{count} problems", len(message.problems))
        self._frame.border_subtitle = strips.title(count.format(count=f"{len(message.problems):,}"))
        self._status.say(outside(self._corpus.title), told(message.files))

    def place(self, where: Where) -> Widget:
        return self._rows

    def tell(self, text: str) -> None:
        self._status.notify_reader(text)

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        message.stop()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()

    # ---- actions, each bound and told in tui.commands

    def action_back(self) -> None:
        self.app.pop_screen()

    def action_problems(self) -> None:
        self.action_back()

    def action_copy(self) -> None:
        self._copy([self._rows.selected] if self._rows.selected else [])

    def action_copy_all(self) -> None:
        self._copy([row for row in self._rows.rows if isinstance(row, Problem)])

    def _copy(self, problems: list[Problem]) -> None:
        from tui import copying

        if not problems:
            self.tell(_("There is nothing to copy here."))
            return
        copying.to_clipboard(self.app, plain(as_text(problems)))
        said = ngettext("Copied {count} problem.", "Copied {count} problems.", len(problems))
        self.tell(said.format(count=f"{len(problems):,}"))


def told(files: Files) -> str:
    """What became of the files, so that everybody can see that it adds up."""
    seen = ngettext("{count} file", "{count} files", files.seen).format(count=f"{files.seen:,}")
    read = _("{count} read").format(count=f"{files.read:,}")
    skipped = _("{count} skipped").format(count=f"{files.skipped:,}")
    waiting = _("{count} still to be read").format(count=f"{files.waiting:,}") if files.waiting else ""
    return messages.joined(seen, read, skipped, waiting)
