"""An article as the rows of a page: a line about it, its headline, its body with air between paragraphs.

    y of the page  →  head row | gap | row of the body's Document

The body is laid out by `tui.rtl.document`; this only says which of its rows stands where. Where the body already opens
with the title on a line of its own, that line is the headline and none is added.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from index.corpus import Span
from tui import strips
from tui.rtl.document import Document
from tui.strips import Row

_PARAGRAPH_ENDS = re.compile(r"(?<=[^\n])\n(?=[^\n])")
_LOOKED_AT_FOR_TITLE = 1000


class Part(Enum):
    """What a row of the page belongs to."""

    ABOUT = "about"
    HEADLINE = "headline"
    GAP = "gap"
    BODY = "body"


class PageRow(NamedTuple):
    """One row: its cells, the part it belongs to, and the range of the body (or of the title) it shows."""

    row: Row
    part: Part
    start: int = 0
    end: int = 0


_GAP = PageRow(Row((), False), Part.GAP)


class Page:
    """One article. Call `layout` first; everything else speaks of that width."""

    def __init__(self, title: str, about: str, body: str) -> None:
        self.title = " ".join(title.splitlines())
        self.about = about
        self.document = Document(body)
        self.headline = _headline(body, self.title)
        self.width = 0
        self._head: list[PageRow] = []
        self._gaps: list[int] = []

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self._head) + self.document.height + len(self._gaps)

    def layout(self, width: int) -> None:
        """Break everything into rows of at most `width` columns."""
        self.width = width
        self.document.layout(width)
        self._head = list(self._head_rows(width))
        self._gaps = [row + number for number, row in enumerate(self._rows_after_gaps())]

    def row(self, y: int) -> PageRow:
        """Row `y`, counted from 0; an IndexError beyond the last."""
        if y < len(self._head):
            return self._head[y]
        y -= len(self._head)
        before = bisect_right(self._gaps, y)
        if before and self._gaps[before - 1] == y:
            return _GAP
        row = self.document.row(y - before)
        return PageRow(Row(row.cells, bool(row.base)), Part.BODY, row.start, row.end)

    def row_of(self, offset: int) -> int:
        """The row that shows a place of the body."""
        row = self.document.row_of(offset)
        return len(self._head) + self._shifted(row)

    def offset_at(self, x: int, y: int) -> int | None:
        """The place of the body at a column and row, None outside the body's text."""
        if not 0 <= y < self.height or self.row(y).part is not Part.BODY:
            return None
        y -= len(self._head)
        return self.document.offset_at(x, y - bisect_right(self._gaps, y), self.width)

    def cell_at(self, offset: int) -> Span:
        """What stands in one cell with the character at a place: its marks, a letter joined with it."""
        row = self.document.row(self.document.row_of(offset))
        held = (Span(cell.start, cell.end) for cell in row.cells if cell.start <= offset < cell.end)
        return next(held, Span(offset, min(offset + 1, len(self.document.text))))

    def column_of(self, offset: int) -> int:
        """The column a place of the body stands at."""
        row = self.document.row(self.document.row_of(offset))
        column = row.left(self.width)
        for cell in row.cells:
            if cell.start <= offset < cell.end:
                break
            column += cell.width
        return column

    def _shifted(self, row: int) -> int:
        """A row of the document, counted with the gaps before it."""
        low, high = 0, len(self._gaps)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self._gaps[middle] - middle <= row else (low, middle)
        return row + low

    def _head_rows(self, width: int) -> list[PageRow]:
        rows = [PageRow(strips.one_line(strips.prose(self.about), width), Part.ABOUT)]
        side = self._runs_right_to_left()
        rows = [row._replace(row=row.row._replace(rtl=side)) for row in rows]
        if self.headline is None and self.title:
            rows += [PageRow(row, Part.HEADLINE) for row in strips.few_lines(self.title, width, 4)]
        return [*rows, _GAP]

    def _runs_right_to_left(self) -> bool:
        """The side the line about the article stands on: the title's, since it belongs to it."""
        return strips.runs_right_to_left(strips.one_line(self.title or self.document.text[:200], 200).cells)

    def _rows_after_gaps(self) -> list[int]:
        """The document's rows that begin a paragraph which wants air above it.

        That is every paragraph next to one of several rows. Lines of one row each (a poem, a list) stay together, and
        a body that leaves blank lines between its paragraphs has its air already.
        """
        starts = [found.end() for found in _PARAGRAPH_ENDS.finditer(self.document.text)]
        rows = [self.document.row_of(start) for start in starts]
        bounds = [0, *rows, self.document.height]
        return [row for row, before, after in zip(rows, bounds, bounds[2:], strict=False) if _tall(before, row, after)]


def _tall(before: int, row: int, after: int) -> bool:
    return row - before > 1 or after - row > 1


def _headline(body: str, title: str) -> tuple[int, int] | None:
    """Where the title stands as a line of its own near the body's beginning."""
    start = 0
    for text in body[:_LOOKED_AT_FOR_TITLE].split("\n")[:6]:
        if title and text.strip() == title:
            first = start + text.index(title)
            return first, first + len(title)
        start += len(text) + 1
    return None


def overlapping(starts: Sequence[int], ends: Sequence[int], first: int, last: int) -> range:
    """Of ranges in order of place that do not overlap, the numbers of those that touch [first, last)."""
    return range(bisect_right(ends, first), bisect_left(starts, last))
