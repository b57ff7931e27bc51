"""The line above the footer: which corpus this is, what is going on, how the current match was found."""

from typing import NamedTuple

from rich.segment import Segment
from textual.strip import Strip
from textual.timer import Timer

from tui import messages, strips
from tui.inked import Inked

NOTICE_SECONDS = 6.0
_BETWEEN = 2


class Said(NamedTuple):
    """What the line says: on the one side the corpus, on the other what is going on."""

    corpus: str = ""
    now: str = ""


class StatusLine(Inked):
    """One line. A notice takes the place of everything for some seconds."""

    def __init__(self) -> None:
        super().__init__(id="status")
        self.said = Said()
        self.progress = ""
        self.notice = ""
        self._timer: Timer | None = None

    def say(self, corpus: str, now: str) -> None:
        """What the line says from now on."""
        self.said = Said(corpus, now)
        self.refresh()

    def show_progress(self, text: str) -> None:
        """What is being done, "" when it is done."""
        self.progress = text
        self.refresh()

    def notify_reader(self, text: str) -> None:
        """Tell the reader something, once."""
        self.notice = text
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(NOTICE_SECONDS, self._notice_over)
        self.refresh()

    def _notice_over(self) -> None:
        self.notice = ""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width, rtl = self.size.width, messages.reads_right_to_left()
        inner = max(0, width - 2)
        if self.notice:
            segments = strips.label(strips.prose(self.notice), inner, self.under + self.inks.accent, rtl=rtl)
        else:
            segments = self._both(inner, rtl)
        return Strip([Segment(" ", self.under), *segments, Segment(" ", self.under)][: None if width > 1 else 1], width)

    def _both(self, width: int, rtl: bool) -> list[Segment]:
        """The corpus where reading begins, what is going on at the other end."""
        now = strips.prose(self.progress or self.said.now)
        share = min(strips.columns(now), max(0, width - 12))
        room = max(0, width - share - _BETWEEN)
        corpus = strips.label(strips.prose(self.said.corpus), room, self.under + self.inks.quiet, rtl=rtl)
        between = Segment(" " * (width - share - room), self.under)
        ink = self.under + (self.inks.accent if self.progress else self.inks.quiet)
        going_on = strips.label(now, share, ink, rtl=not rtl) if share else []
        return strips.side_by_side(corpus, [between], going_on, rtl=rtl)
