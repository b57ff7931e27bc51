"""What is selected in an article: a range of its body in logical order, grown by letters, words, rows or paragraphs.

Everything is counted in cells: a letter with its marks, and what is joined with it into one glyph, is taken whole.
"""

import re
from typing import NamedTuple

from index.corpus import Span
from tui.page import Page, Part
from tui.word_spans import last_start, next_end, word_at

_LINE_END = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


class Selection(NamedTuple):
    """What it began with and what it reaches: each a cell, or the word or paragraph that was clicked at."""

    anchor: Span
    head: Span

    @property
    def span(self) -> Span:
        """The range of the body from the one to the other, both within."""
        return Span(min(self.anchor.start, self.head.start), max(self.anchor.end, self.head.end))

    def reaching(self, head: Span) -> "Selection":
        """From the same beginning to another place."""
        return self._replace(head=head)


def at(span: Span) -> Selection:
    """A selection of one cell, word or paragraph."""
    return Selection(span, span)


def word(page: Page, offset: int) -> Span:
    """The word at a place."""
    return Span(*word_at(page.document.text, offset))


def paragraph(page: Page, offset: int) -> Span:
    """The paragraph at a place without the space around it; from a blank line, the next one."""
    text = page.document.text
    while offset < len(text) and text[offset].isspace():
        offset += 1
    found = _LINE_END.search(text, offset)
    end = found.start() if found else len(text)
    start = max(text.rfind(mark, 0, offset) for mark in "\n\r\v\f\x85\u2028\u2029") + 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, start + len(text[start:end].rstrip()))


def cell_beside(page: Page, cell: Span, forward: bool) -> Span:
    """The next cell of the text, or the one before."""
    text, step = page.document.text, 1 if forward else -1
    offset = cell.end if forward else cell.start - 1
    while 0 <= offset < len(text) and _LINE_END.match(text, offset):
        offset += step
    return page.cell_at(offset) if 0 <= offset < len(text) else cell


def word_beside(page: Page, cell: Span, forward: bool) -> Span:
    """The last cell of this word or the next, or the first of this one or the one before."""
    text = page.document.text
    offset = next_end(text, cell.end) - 1 if forward else last_start(text, cell.start)
    return page.cell_at(offset) if text else cell


def cell_in_row(page: Page, cell: Span, rows: int) -> Span:
    """The cell under or above this one, so many rows of the body away, as far as there are any."""
    x, y = page.column_of(cell.start), page.row_of(cell.start)
    step, last = (1 if rows > 0 else -1), y
    for _ in range(abs(rows)):
        y = last + step
        while 0 <= y < page.height and page.row(y).part is not Part.BODY:
            y += step
        if not 0 <= y < page.height:
            break
        last = y
    offset = page.offset_at(x, last)
    return cell if offset is None else page.cell_at(offset)
