"""The line above the footer: which corpus this is, what is going on, how the current match was found."""

from typing import NamedTuple

from rich.segment import Segment
from textual.strip import Strip
from textual.timer import Timer

from tui import strips
from tui.inked import Inked

NOTICE_SECONDS = 6.0


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
        width = self.size.width
        ink = self.inks
        inner = max(0, width - 2)
        if self.notice:
            segments = strips.label(self.notice, inner, self.under + ink.accent, rtl=False)
        else:
            now = self.progress or self.said.now
            share = min(strips.width_of(strips.one_line(now, inner).cells), max(0, inner - 12)) if now else 0
            corpus = strips.label(self.said.corpus, max(0, inner - share), self.under + ink.quiet, rtl=False)
            over = self.under + (ink.accent if self.progress else ink.quiet)
            segments = [*corpus, *(strips.label(now, share, over, rtl=True) if share else [])]
        return Strip([Segment(" ", self.under), *segments, Segment(" ", self.under)][: None if width > 1 else 1], width)
