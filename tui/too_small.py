"""What is shown instead of the browser in a window too small for it: a line that fits, however small."""

from rich.segment import Segment
from textual.strip import Strip

from tui import strips
from tui.inked import Inked
from tui.messages import _

SMALLEST = (60, 20)
"""Columns and rows the browser needs."""


class TooSmall(Inked):
    """The sentence, or as much of it as the window takes."""

    def __init__(self) -> None:
        super().__init__(id="too-small")

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        if y != height // 2 or not width:
            return Strip.blank(width, self.under)
        text = sentence(width, height)
        row = strips.one_line(text, width)
        used = strips.width_of(row.cells)
        left = (width - used) // 2
        ink = self.under + self.inks.accent
        line = strips.line(row, width - left, ink)
        return Strip([Segment(" " * left, self.under), *line], width)


def sentence(width: int, height: int) -> str:
    """The longest way to say it that fits."""
    columns, rows = SMALLEST
    ways = (
        _("This window is {width}×{height}; the browser needs {columns}×{rows}. Make it larger."),
        _("The browser needs {columns}×{rows}; this is {width}×{height}."),
        _("Needs {columns}×{rows}."),
        _("{columns}×{rows}"),
    )
    said = [way.format(width=width, height=height, columns=columns, rows=rows) for way in ways]
    return next((way for way in said if len(way) <= width), said[-1])
