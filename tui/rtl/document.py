"""A whole article as rows of a pane: laid out for a width, scrolled, clicked into.

Opening and re-wrapping a million characters needs their columns only; bidi and joining happen to the rows that are
looked at, and rows once laid out are kept while the width stays.
"""

import re
import time
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

from tui.rtl.columns import Columns
from tui.rtl.layout import Cell, Paragraph, disjoint, within

_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_ROWS_KEPT = 2_000


class VisualRow(NamedTuple):
    """One row: its cells from left to right, its paragraph's direction, and the text it shows.

    `[start, end)` and the cells' ranges are in characters of the whole text; a line end belongs to no row. A row with
    base 1 stands at the right edge of its pane.
    """

    cells: list[Cell]
    base: int
    start: int
    end: int

    @property
    def width(self) -> int:
        """The columns it takes."""
        return sum(cell.width for cell in self.cells)

    def left(self, width: int) -> int:
        """The column where its first cell stands in a pane of `width` columns."""
        return max(0, width - self.width) if self.base else 0


class Document:
    """A text and its rows at one width. Call `layout` first; `row`, `row_of` and `offset_at` speak of that width.

    `isolates` are ranges of the text kept left-to-right as they are written; None for those `tui.rtl.numbers` finds.
    """

    def __init__(self, text: str, isolates: Sequence[tuple[int, int]] | None = None) -> None:
        self.text = text
        self._lines = _lines(text)
        self._columns = Columns(text, lines=[start for start, _ in self._lines])
        self._isolates = None if isolates is None else disjoint(isolates)
        self._paragraphs: dict[int, Paragraph] = {}
        self._width = -1
        self._rows: list[tuple[int, int]] = []
        self._starts: list[int] = []
        self._kept: OrderedDict[int, VisualRow] = OrderedDict()
        self._refined = 0

    @property
    def width(self) -> int:
        """The width it is laid out for, negative before that."""
        return self._width

    @property
    def height(self) -> int:
        """How many rows there are: at least one, once it is laid out."""
        return len(self._rows)

    def layout(self, width: int) -> None:
        """Break the text into rows of at most `width` columns."""
        if width == self._width:
            return
        self._width = width
        self._rows = [row for line in self._lines for row in self._columns.rows(*line, width)]
        self._starts = [start for start, _ in self._rows]
        self._kept.clear()

    def row(self, y: int) -> VisualRow:
        """Row `y`, counted from 0; an IndexError beyond the last."""
        row = self._kept.get(y)
        if row is None:
            row = self._kept[y] = self._lay_out(y)
            if len(self._kept) > _ROWS_KEPT:
                self._kept.popitem(last=False)
        return row

    def row_of(self, offset: int) -> int:
        """The row that shows the character at `offset`; a line end counts to the row before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def offset_at(self, x: int, y: int, width: int) -> int:
        """The character at column `x` of row `y` in a pane of `width` columns; beside the row, its nearer end."""
        row = self.row(min(max(y, 0), self.height - 1))
        column = row.left(width)
        if not row.cells:
            return row.start
        for cell in row.cells:
            column += cell.width
            if x < column:
                return cell.start
        return row.cells[-1].start

    def refine(self, seconds: float) -> bool:
        """Analyse what has not been looked at yet, for about that long; whether there is more to do."""
        until = time.monotonic() + seconds
        while self._refined < len(self._lines):
            if time.monotonic() >= until:
                return True
            if not self._paragraph(self._refined).analyse():
                self._refined += 1
        return False

    def _lay_out(self, y: int) -> VisualRow:
        start, end = self._rows[y]
        number = bisect_right(self._lines, (start, len(self.text))) - 1
        paragraph, first = self._paragraph(number), self._lines[number][0]
        cells = [
            Cell(text, width, at + first, stop + first, level)
            for text, width, at, stop, level in paragraph.line(start - first, end - first)
        ]
        return VisualRow(cells, paragraph.base, start, end)

    def _paragraph(self, number: int) -> Paragraph:
        paragraph = self._paragraphs.get(number)
        if paragraph is None:
            start, end = self._lines[number]
            isolates = None if self._isolates is None else within(self._isolates, start, end)
            paragraph = self._paragraphs[number] = Paragraph(self.text[start:end], isolates=isolates)
        return paragraph


def _lines(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a text, without their line ends; a line end at the very end starts no further one."""
    lines, start = [], 0
    for found in _LINE_END.finditer(text):
        lines.append((start, found.start()))
        start = found.end()
    if start < len(text) or not lines:
        lines.append((start, len(text)))
    return lines
