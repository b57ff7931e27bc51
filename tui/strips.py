"""Laid-out text → what Textual draws: the one place where a piece of text becomes segments.

Every text on the screen, ours or from outside, goes through here: it is laid out by `tui.rtl` (which also makes it
safe), its cells get their ink by the place they have in the *logical* text, and the row is filled to its width, from
the right for a text that runs from the right. Nothing here, and nothing after it, interprets markup.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.content import Content

from tui.rtl.joining import join_letters, joins_letters
from tui.rtl.layout import Cell, Paragraph, Prose

ELLIPSIS = "…"
_BARE = Style(underline=False)
_LINE_ENDS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # one for one: places in the text stay


class Lit(NamedTuple):
    """A half-open range of the logical text, and the ink it is drawn with over the rest."""

    start: int
    end: int
    ink: Style


class Row(NamedTuple):
    """One line of laid-out cells in visual order, and whether it starts at the right."""

    cells: Sequence[Cell]
    rtl: bool


def painted(cells: Sequence[Cell], ink: Style, lit: Iterable[Lit] = ()) -> list[Segment]:
    """The cells as segments: `ink`, and over it whatever is lit, the later the stronger."""
    inks = [ink] * len(cells)
    for start, end, over in lit:
        both = ink + over
        for place, cell in enumerate(cells):
            if cell.start < end and cell.end > start:
                inks[place] = both
    segments: list[Segment] = []
    run = 0
    for place in range(1, len(cells) + 1):
        if place == len(cells) or inks[place] is not inks[run]:
            segments.append(Segment("".join(cell.text for cell in cells[run:place]), inks[run]))
            run = place
    return segments


def line(row: Row, width: int, ink: Style, lit: Iterable[Lit] = ()) -> list[Segment]:
    """A row filled with spaces to `width`; cells that do not fit are left out at the row's end."""
    cells, used = _fitting(row, width)
    segments = painted(cells, ink, lit)
    if used < width:
        blank = ink + _BARE if ink.underline else ink
        segments.insert(0 if row.rtl else len(segments), Segment(" " * (width - used), blank))
    return segments


def label(
    text: str | Paragraph, width: int, ink: Style, lit: Iterable[Lit] = (), *, rtl: bool | None = None
) -> list[Segment]:
    """One line of text, cut with an ellipsis where it does not fit, at its own side or the one asked for."""
    row = one_line(text, width)
    return line(row if rtl is None else row._replace(rtl=rtl), width, ink, lit)


def one_line(text: str | Paragraph, width: int) -> Row:
    """`text` on one line of at most `width` columns, cut with an ellipsis where it does not fit."""
    paragraph = _laid_out(text)
    end = len(paragraph.text)
    if width < 1 or not end:
        return Row((), bool(paragraph.base))
    if paragraph.columns.width(0, end) > width:
        return _with_ellipsis(paragraph, 0, end, width)
    return Row(paragraph.line(0, end), bool(paragraph.base))


def few_lines(text: str | Paragraph, width: int, most: int) -> list[Row]:
    """`text` wrapped into at most `most` rows, the last cut with an ellipsis where more would follow."""
    paragraph = _laid_out(text)
    if width < 2 or not paragraph.text.strip():
        return []
    rtl = bool(paragraph.base)
    ranges = paragraph.wrap(width)
    rows = [Row(paragraph.line(start, end), rtl) for start, end in ranges[:most]]
    if len(ranges) > most:
        rows[-1] = _with_ellipsis(paragraph, *ranges[most - 1], width)
    return rows


def side_by_side(*parts: Sequence[Segment], rtl: bool) -> list[Segment]:
    """Parts of one row, the first where reading begins: at the left, or at the right where the interface runs so."""
    return [segment for part in (reversed(parts) if rtl else parts) for segment in part]


def title(text: str) -> Content:
    """A label for a border, in our words, laid out: Textual draws it as it is, without markup."""
    return _Title(prose(text))


class _Title(Content):
    """A label that is cut, where Textual finds no room for it, at the end of what it says: Textual would cut it at its
    last column, which is where a text from the right begins."""

    def __init__(self, said: Paragraph) -> None:
        super().__init__("".join(cell.text for cell in said.line(0, len(said.text))))
        self._said = said

    def truncate(self, max_width: int, *, ellipsis: bool = False, pad: bool = False) -> Content:
        if self.cell_length <= max_width:
            return self
        return Content("".join(cell.text for cell in one_line(self._said, max_width).cells))


def width_of(cells: Iterable[Cell]) -> int:
    """How many columns the cells take."""
    return sum(cell.width for cell in cells)


def columns(text: str | Paragraph) -> int:
    """How many columns a text takes on one line: لا is one, a mark none."""
    paragraph = _laid_out(text)
    return paragraph.columns.width(0, len(paragraph.text))


def runs_right_to_left(cells: Iterable[Cell]) -> bool:
    """A line with any letter that runs from the right starts at the right (research/rendering.md, base direction)."""
    return any(cell.level & 1 for cell in cells)


def join(on: bool) -> None:
    """Join letters in every text from now on, or leave that to the terminal."""
    if on is not joins_letters():
        join_letters(on)
        _paragraph.cache_clear()
        prose.cache_clear()


@lru_cache(maxsize=64)
def prose(text: str) -> Paragraph:
    """A sentence of ours, in which the text from outside is kept to itself (`tui.messages.outside`)."""
    return Prose(_LINE_ENDS.sub(" ", text))


def _laid_out(text: str | Paragraph) -> Paragraph:
    return text if isinstance(text, Paragraph) else _paragraph(text)


@lru_cache(maxsize=1024)
def _paragraph(text: str) -> Paragraph:
    """A text on one line, analysed once however often it is drawn or wrapped anew."""
    return Paragraph(_LINE_ENDS.sub(" ", text))


def _fitting(row: Row, width: int) -> tuple[Sequence[Cell], int]:
    used = width_of(row.cells)
    cells = list(row.cells)
    while cells and used > width:
        used -= cells.pop(0 if row.rtl else -1).width
    return cells, used


def _with_ellipsis(paragraph: Paragraph, start: int, end: int, width: int) -> Row:
    """The row cut at its logical end, which for Arabic is the left, to make room for an ellipsis."""
    rtl = bool(paragraph.base)
    end = paragraph.columns.fit(start, end, width - 1)
    cells = paragraph.line(start, end)
    dots = Cell(ELLIPSIS, 1, end, end, paragraph.base)
    return Row([dots, *cells] if rtl else [*cells, dots], rtl)
