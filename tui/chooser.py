"""Which line reads right? One line of Arabic in each way of writing, for the user to pick the one that does.

All are shown in the state that `visual` asks the terminal for. Where the terminal obeys, `visual` reads right there;
where it does not, that state changes nothing, and the others are as they would be. So one look is enough.
"""

from collections.abc import Mapping
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from tui import messages, strips
from tui.commands import Where, bindings
from tui.messages import N_, _
from tui.mode import Written
from tui.overlay import Overlay, framed
from tui.remembered import Mode
from tui.row_list import RowList
from tui.rtl.layout import Paragraph
from tui.rtl.screen import BidiApp
from tui.rtl.terminal import Detection, Encoding, Why, decide

SAMPLE = "قالت شركة OpenAI إنّ الأرباح نمت 25% (في عام 2024)"
"""Letters that join, a lam-alef, a mark, Latin, digits, brackets: whatever goes wrong, it shows."""

_MARGIN = 2
_NAMES = 24
_JOINING = frozenset(("s", "س"))

EXPLAINED = {
    Encoding.VISUAL: N_("as it is"),
    Encoding.WORDS: N_("word by word"),
    Encoding.KITTY: N_("for kitty"),
    Encoding.CELLS: N_("cell by cell"),
}
"""Each way of writing in two words."""


class Answer(NamedTuple):
    """What the user picked; None is to leave it to detection."""

    mode: Mode | None


class Chooser(Overlay[Answer | None]):
    """The lines, over the whole screen: beside the sample there is nothing that a terminal could reorder it with."""

    DEFAULT_CSS = """
    Chooser { background: $background; }
    #chooser { width: 96; max-width: 100%; height: 14; max-height: 100%; }
    #samples { height: 1fr; margin: 1 0 0 0; }
    """
    CLOSING = frozenset(("escape", "q", "f4"))

    def __init__(self, detection: Detection, written: Written) -> None:
        super().__init__()
        self._detection = detection
        self._samples = Samples(detection, written)

    def compose(self) -> ComposeResult:
        told = _("↑ ↓ choose · ↵ take it · S join letters or not · Esc leaves it")
        yield framed(Vertical(self._samples, id="chooser"), _("Which line reads right?"), told)

    def on_mount(self) -> None:
        self._samples.fill(len(self._samples.modes), self._samples.now)
        self._samples.focus()
        if isinstance(self.app, BidiApp):
            self.app.terminal = decide(self._detection.found, Encoding.VISUAL)
            self.app.rows_apart = self._samples.rows_apart

    def on_unmount(self) -> None:
        if isinstance(self.app, BidiApp):
            self.app.rows_apart = dict

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        message.stop()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.dismiss(Answer(self._samples.modes[message.index]))

    def on_key(self, event: events.Key) -> None:
        if event.key in _JOINING:
            event.stop()
            self._samples.join_or_not()
        elif event.key == "enter":
            event.stop()
            self._samples.choose()


class Samples(RowList):
    """Detection, then every way of writing with its sample."""

    BINDINGS = bindings(Where.LIST)

    def __init__(self, detection: Detection, written: Written) -> None:
        super().__init__(id="samples")
        self._found = detection.terminal.encoding
        self._shape = written.shape
        self._encoding = written.terminal.encoding
        self._detected = written.terminal.why not in (Why.WANTED, Why.REMEMBERED)

    @property
    def row_height(self) -> int:
        """A blank line keeps the samples apart."""
        return 2

    @property
    def modes(self) -> list[Mode | None]:
        """What each row stands for."""
        return [None, *(Mode(encoding, self._shape) for encoding in Encoding)]

    @property
    def now(self) -> int:
        """The row of the mode the program is in."""
        return 0 if self._detected else 1 + list(Encoding).index(self._encoding)

    def join_or_not(self) -> None:
        """Show the samples with their letters joined here, or left to the terminal."""
        self._shape = not self._shape
        self.forget()

    def rows_apart(self) -> Mapping[int, Encoding]:
        """The rows of the screen that hold a sample, and the encoding of each."""
        region = self.content_region
        rows = {}
        for number, encoding in enumerate(Encoding, 1):
            y = number * self.row_height - self.first
            if 0 <= y < region.height:
                rows[region.y + y] = encoding
        return rows

    def draw(self, index: int, width: int) -> list[list[Segment]]:
        under = self.under + (self.inks.chosen if index == self.cursor else self.inks.plain)
        names = min(_NAMES, width // 2)
        edge = Segment(" " * _MARGIN, under)
        mode = self.modes[index]
        name = strips.label(self._called(mode), names, under + self.inks.quiet, rtl=messages.reads_right_to_left())
        inner = max(0, width - names - 2 * _MARGIN)
        said = self._sample(mode, inner, under) if mode else self._blank(inner, under)
        return [[edge, *strips.side_by_side(name, said, rtl=messages.reads_right_to_left()), edge]]

    def _called(self, mode: Mode | None) -> str:
        if mode is None:
            return _("automatic: {mode}").format(mode=self._found)
        joined = "" if mode.shape else " " + _("(not joined)")
        return f"{mode.encoding}: {_(EXPLAINED[mode.encoding])}{joined}"

    def _sample(self, mode: Mode, width: int, under: Style) -> list[Segment]:
        paragraph = Paragraph(SAMPLE, shape=mode.shape)
        row = strips.Row(paragraph.line(0, len(SAMPLE)), rtl=messages.reads_right_to_left())
        return strips.line(row, width, under + self.inks.strong)

    def _blank(self, width: int, under: Style) -> list[Segment]:
        said, rtl = _("what the program finds out by itself"), messages.reads_right_to_left()
        return strips.label(said, width, under + self.inks.quiet, rtl=rtl)
