"""What the screens over figures of many articles have in common: a line to ask by, rows, the selected figure at length.

box      what is asked for; wrong pieces are marked, and told under it
rows     the figures, one under the cursor
detail   that figure's sentence, and where it stands
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus
from textual.message import Message
from textual.widget import Widget

from index.corpus import Corpus, CorpusError, Figure, Stated
from tui import messages, strips
from tui.commands import Where
from tui.figure_detail import FigureDetail
from tui.full_screen import FullScreen
from tui.key_hints import KeyHints
from tui.messages import _, ngettext, outside, sentence
from tui.row_list import RowList
from tui.search_box import SearchBox
from tui.status_line import StatusLine
from tui.too_small import TooSmall
from tui.under_query import Fault

if TYPE_CHECKING:
    from tui.exporting import Row


_LOOKS_AGAIN = 1.0
"""Seconds between two looks at whether the corpus has grown: what is asked is a number it has at hand."""


class FigureScreen(FullScreen):
    """A screen that is left for an article and comes back as it was. `ROWS` is the place of its rows."""

    ROWS: Where

    class FigureWanted(Message):
        """The user wants to read an article at one of its figures."""

        def __init__(self, figure: Figure) -> None:
            super().__init__()
            self.figure = figure

    class ComparisonWanted(Message):
        """The user wants to see what others say about what a figure counts."""

        def __init__(self, figure: Figure) -> None:
            super().__init__()
            self.figure = figure

    DEFAULT_CSS = """
    FigureScreen { background: $background; color: $foreground; }
    FigureScreen #rows-frame, FigureScreen #plot-frame, FigureScreen #detail {
        border: round $edge;
        border-title-color: $quiet;
        border-subtitle-color: $quiet;
        background: $surface;
        border-title-align: left;
        border-subtitle-align: right;
    }
    FigureScreen #rows-frame:focus-within {
        border: round $primary;
        border-title-color: $primary;
        border-title-style: bold;
        border-subtitle-color: $foreground;
    }
    FigureScreen.-mirrored #rows-frame, FigureScreen.-mirrored #plot-frame, FigureScreen.-mirrored #detail {
        border-title-align: right;
        border-subtitle-align: left;
    }
    FigureScreen #body { height: 1fr; margin: 0 1; }
    FigureScreen #rows-frame { height: 100%; width: 1fr; }
    FigureScreen #detail { margin: 0 1; }
    """

    def __init__(self, corpus: Corpus, box: SearchBox, rows: RowList, *above: Widget) -> None:
        super().__init__()
        self.corpus = corpus
        self.pane = self.ROWS
        self._box, self._rows = box, rows
        self._frame, self._detail = Vertical(*above, rows, id="rows-frame"), FigureDetail()
        self._status, self._hints = StatusLine(), KeyHints()
        self._asked = self._articles = 0

    def compose(self) -> ComposeResult:
        self.fit(self.app.size)
        yield TooSmall()
        yield self._box
        yield Horizontal(self._frame, *self.beside(), id="body")
        yield self._detail
        yield self._status
        yield self._hints

    def beside(self) -> Iterable[Widget]:
        """What stands beside the rows."""
        return ()

    @property
    def selected(self) -> Stated | None:
        """The figure under the cursor."""
        raise NotImplementedError

    def exported(self) -> "Iterator[Row]":
        """What the screen shows, row by row; called in a worker."""
        raise NotImplementedError

    def ask_again(self) -> None:
        """The corpus is another one now, or may be: show what it states, with the cursor where it is."""
        self._tell_of_corpus()

    def on_screen_resume(self) -> None:
        self.ask_again()

    def _look_again(self) -> None:
        """Articles are read while figures are looked at."""
        if self.is_current and len(self.corpus) != self._articles:
            self.ask_again()

    def on_mount(self) -> None:
        self.set_interval(_LOOKS_AGAIN, self._look_again)
        self._detail.border_title = strips.title(_("Figure"))
        self._hints.say(self.pane)
        self._rows.focus()

    def _tell_of_corpus(self) -> None:
        self._articles = len(self.corpus)
        articles = ngettext("{count} article", "{count} articles", self._articles)
        self._status.say(messages.joined(outside(self.corpus.title), articles.format(count=f"{self._articles:,}")), "")

    def tell(self, text: str) -> None:
        self._status.notify_reader(text)

    def place(self, where: Where) -> Widget:
        return self._box if where is Where.BOX else self._rows

    def arrange_panes(self) -> None:
        if self.window and self.focused is None and self.is_mounted:
            self.place(self.pane).focus()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        self.pane = Where.BOX if event.widget is self._box else self.ROWS
        self._hints.say(self.pane)

    # ---- the box and the rows

    def say_in_box(self, text: str) -> None:
        """Tell in the box's frame what came of what stands in it."""
        self._box.border_subtitle = strips.title(text)
        self._box.below = None

    def complain(self, query: str, error: CorpusError) -> None:
        """Tell under the box what is wrong with its text, and where, as far as that is known."""
        start, end = (int(str(error.params.get(edge, 0))) for edge in ("start", "end"))
        within = max(0, self._box.text.find(query))
        self._box.below = Fault(self._box.text, within + start, within + end, sentence(error))

    def on_search_box_done(self, message: SearchBox.Done) -> None:
        message.stop()
        self.go(self.ROWS)

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        message.stop()
        if message.index == message.rows.cursor:
            self.told()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.action_open()

    def told(self) -> None:
        """The cursor is on another row: show that figure."""
        self._detail.show(self.selected)

    # ---- actions, each bound and told in tui.commands

    def action_search(self) -> None:
        self.go(Where.BOX)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the box a / is a letter like any other."""
        return not (action == "search" and self.focused is self._box)

    def action_next_pane(self) -> None:
        self.go(self.ROWS if self.pane is Where.BOX else Where.BOX)

    def action_previous_pane(self) -> None:
        self.action_next_pane()

    def action_back(self) -> None:
        self.app.pop_screen()

    def action_open(self) -> None:
        if stated := self.selected:
            self.post_message(self.FigureWanted(stated.figure))

    def action_compare(self) -> None:
        if stated := self.selected:
            self.post_message(self.ComparisonWanted(stated.figure))

    def action_copy(self) -> None:
        """Copy the figure under the cursor as it may be quoted, and say so."""
        from tui import copying

        if stated := self.selected:
            text = copying.stated_with_source(stated)
            copying.to_clipboard(self.app, text)
            self.tell(_("Copied: {text}").format(text=outside(" ".join(text.split()))))
        else:
            self.tell(_("There is nothing to copy here."))

    def action_export(self) -> None:
        """Ask for a file, and write to it what is shown."""
        from tui.export_screen import ExportScreen

        if self._rows.count:
            self.app.push_screen(ExportScreen(self.ROWS), self._export)
        else:
            self.tell(_("There is nothing to write here."))

    def _export(self, file: Path | None) -> None:
        if file is not None:
            self.tell(_("Writing {file} …").format(file=outside(str(file))))
            self.run_worker(lambda: self._write(file), thread=True, group="export", exit_on_error=False)

    def _write(self, file: Path) -> None:
        """In a worker: many figures take their time to be read."""
        from tui.exporting import write

        try:
            count = write(self.exported(), file)
            text = ngettext("{count} figure written to {file}", "{count} figures written to {file}", count)
            said = text.format(count=f"{count:,}", file=outside(str(file)))
        except OSError as error:
            said = _("{file} could not be written: {error}").format(
                file=outside(str(file)), error=outside(error.strerror or str(error))
            )
        except CorpusError as error:
            said = sentence(error)
        self.app.call_from_thread(self.tell, said)
