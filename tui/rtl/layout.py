"""One paragraph as visual cells, each knowing its place in the text.

    text  →  wrap: logical ranges  →  line: cells of one range, left to right as they stand on the screen

A terminal that reorders nothing shows the cells as they are; `tui.rtl.encodings` rewrites them for the others. What is
printed has passed `tui.safe`'s table, so laid-out cells are always safe.

Only what is looked at is analysed. A long paragraph is cut into **stretches** before a right-to-left letter that
follows a space and stands outside brackets; there nothing before the cut can change a level after it, nor the other way
round (the letter is its own context for W2 and W7, and neutrals before it have a strong neighbour), so the pieces are
exactly the whole. Text without such a place is cut at its `_LONGEST`, where a bracket pair may be missed.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple
from unicodedata import bidirectional

from tui.isolates import LRI, PDI, RLI
from tui.rtl import bidi
from tui.rtl.columns import SPACES, STRAY_MARK_BASE, WIDTHS, Columns
from tui.rtl.joining import joins_letters, shape
from tui.rtl.mirroring import MIRROR
from tui.rtl.numbers import isolates as scrambled
from tui.safe import safe


class Cell(NamedTuple):
    """What stands in one place of the grid: a glyph in its joined form, mirrored if need be, with its marks.

    `width` is its columns, `level` its embedding level, and `[start, end)` the characters of the text it shows.
    """

    text: str
    width: int
    start: int
    end: int
    level: int


class _Stretch(NamedTuple):
    """A piece of a paragraph, analysed: bidi classes, levels and joined glyphs of each of its characters."""

    letters: str
    levels: bytes
    glyphs: str


_SHORTEST, _LONGEST = 1_000, 4_000
_RTL_BLOCKS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RTL = re.compile(f"[{_RTL_BLOCKS}]")
_RTL_AFTER_SPACE = re.compile(f"(?<= )[{_RTL_BLOCKS}]")
_BETWEEN_ISOLATES = re.compile(f"[{LRI}{RLI}][^{LRI}{RLI}{PDI}]*{PDI}")
_UNSEEN = dict.fromkeys(map(ord, (LRI, RLI, PDI)), "\u200b")
_ISOLATE = "\ufffc"  # what an isolate is to the text around it: one neutral


def base_of(text: str) -> int:
    """1 as soon as a text has any right-to-left letter, else 0.

    Not rule P2: by its first letter "OpenAI تردّ على ماسك" would stand on the wrong side of an Arabic list.
    """
    return int(any(_is_rtl_letter(found[0]) for found in _RTL.finditer(text)))


class Paragraph:
    """A text without line ends, laid out.

    `isolates` are ranges kept left-to-right as they are written, whatever stands around them: None for those that
    `tui.rtl.numbers` finds, () for none. Of two that overlap the first counts. `shape` says whether letters are joined:
    None for as the program does (`tui.rtl.joining.join_letters`).
    """

    def __init__(
        self, text: str, *, isolates: Sequence[tuple[int, int]] | None = None, shape: bool | None = None
    ) -> None:
        self.text = text
        self._isolates = None if isolates is None else disjoint(isolates)
        self._shape = joins_letters() if shape is None else shape
        self._stretches: dict[int, _Stretch] = {}

    @cached_property
    def base(self) -> int:
        """The paragraph level: 1 for right-to-left, 0 for left-to-right."""
        return base_of(self.text)

    @cached_property
    def _seen(self) -> str:
        """The text as it is shown, place for place."""
        return self.text

    def _classes(self, text: str) -> str:
        """The bidi classes of a part of it. What came from outside may ask for nothing: its controls are shown."""
        return bidi.classes(text).translate(bidi.NEUTRALISED)

    @cached_property
    def columns(self) -> Columns:
        """What `wrap` needs to know."""
        return Columns(self._seen, shape=self._shape)

    def wrap(self, width: int) -> list[tuple[int, int]]:
        """The paragraph as rows of at most `width` columns: logical ranges that tile it."""
        return self.columns.rows(0, len(self.text), width)

    def line(self, start: int, end: int) -> list[Cell]:
        """The cells of one row in visual order, left to right, without the spaces at its logical end."""
        if start >= end:
            return []
        letters, levels, glyphs = self._analysed(start, end)
        levels = bidi.line_levels(letters, levels, self.base)
        borders = _borders(glyphs)
        while borders and _is_blank(glyphs[slice(*borders[-1])]):
            borders.pop()
        cells = []
        for number in bidi.reorder([levels[at] for at, _ in borders]):
            at, stop = borders[number]
            level = levels[at]
            cells.append(Cell(*_glyph(glyphs[at:stop], level & 1), start + at, start + stop, level))
        return cells

    def analyse(self) -> int:
        """Analyse one more stretch before it is looked at; how many are still to do."""
        todo = [number for number in range(len(self._cuts) - 1) if number not in self._stretches]
        if todo:
            self._stretch(todo[0])
        return max(0, len(todo) - 1)

    def _analysed(self, start: int, end: int) -> _Stretch:
        first = bisect_right(self._cuts, start) - 1
        last = bisect_right(self._cuts, end - 1) - 1
        whole = self._stretch(first)
        for number in range(first + 1, last + 1):
            more = self._stretch(number)
            whole = _Stretch(whole.letters + more.letters, whole.levels + more.levels, whole.glyphs + more.glyphs)
        part = slice(start - self._cuts[first], end - self._cuts[first])
        return _Stretch(whole.letters[part], whole.levels[part], whole.glyphs[part])

    def _stretch(self, number: int) -> _Stretch:
        if number not in self._stretches:
            start, end = self._cuts[number : number + 2]
            text = self.text[start:end]
            isolates = self._isolates_in(start, end)
            letters = self._classes(text)
            levels = _levels(text, letters, self.base, isolates)
            seen = self._seen[start:end]
            self._stretches[number] = _Stretch(letters, levels, shape(seen) if self._shape else seen)
        return self._stretches[number]

    def _isolates_in(self, start: int, end: int) -> list[tuple[int, int]]:
        """The isolates of a stretch, by its own offsets. Those found by rule never hold a space and then a letter, so
        none is cut in two."""
        if self._isolates is not None:
            return within(self._isolates, start, end)
        return scrambled(self.text[start:end]) if self.base else []

    @cached_property
    def _cuts(self) -> list[int]:
        """Where the stretches start, and the end."""
        cuts, end = [0], len(self.text)
        while end - cuts[-1] > _LONGEST:
            cuts.append(self._next_cut(cuts[-1]))
        return [*cuts, end]

    def _next_cut(self, start: int) -> int:
        longest = start + _LONGEST
        window = self.text[start:longest]
        closed = [*bidi.bracket_pairs(window, "o" * len(window)), *within(self._isolates or [], start, longest)]
        for found in _RTL_AFTER_SPACE.finditer(window, _SHORTEST):
            at = found.start()
            if _is_rtl_letter(found[0]) and not any(opening < at <= closing for opening, closing in closed):
                return start + at
        return longest


class Prose(Paragraph):
    """A sentence of our own. The isolates around its outside text (`tui.isolates`) are obeyed and not seen, and what
    stands in them says nothing about the direction of the sentence."""

    @cached_property
    def base(self) -> int:
        own = _BETWEEN_ISOLATES.sub("", self.text)
        return base_of(own if any(map(str.isalpha, own)) else self.text)

    @cached_property
    def _seen(self) -> str:
        return self.text.translate(_UNSEEN)

    def _classes(self, text: str) -> str:
        return bidi.classes(text).translate(bidi.ISOLATING)


def disjoint(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, without empty ones and those that overlap one before them."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if start < end and (not kept or start >= kept[-1][1]):
            kept.append((start, end))
    return kept


def within(ranges: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Those of some disjoint sorted ranges that lie in `[start, end)`, relative to `start`."""
    first = bisect_left(ranges, (start, start))
    last = bisect_left(ranges, (end, end))
    return [(a - start, b - start) for a, b in ranges[first:last] if b <= end]


def layout_line(text: str, width: int | None = None) -> list[Cell]:
    """A label as the cells of one line; what is wider than `width` is cut at its logical end, with an ellipsis."""
    return list(_layout_line(text, width))


@lru_cache(maxsize=4096)
def _layout_line(text: str, width: int | None) -> tuple[Cell, ...]:
    paragraph = Paragraph(text)
    if width is None or paragraph.columns.width(0, len(text)) <= width:
        return tuple(paragraph.line(0, len(text)))
    if width < 1:
        return ()
    end = paragraph.columns.fit(0, len(text), width - 1)
    ellipsis = Cell("…", 1, end, len(text), paragraph.base)
    cells = paragraph.line(0, end)
    return (ellipsis, *cells) if paragraph.base else (*cells, ellipsis)


def _levels(text: str, letters: str, base: int, isolates: Sequence[tuple[int, int]]) -> bytes:
    """Levels with each isolate resolved by itself, as LRI … PDI around it would (rules X5a and X6a)."""
    outer_text, outer_letters, last = [], [], 0
    for start, end in isolates:
        outer_text += [text[last:start], _ISOLATE]
        outer_letters += [letters[last:start], "o"]
        last = end
    _, outer = bidi.levels("".join((*outer_text, text[last:])), base, "".join((*outer_letters, letters[last:])))
    resolved, at, last = bytearray(), 0, 0
    for start, end in isolates:
        resolved += outer[at : at + start - last]
        at, last = at + start - last + 1, end
        inner = max(2, outer[at - 1] + 1 & ~1)  # the next even level, deeper where it stands in an isolate itself
        resolved += bidi.levels(text[start:end], inner, letters[start:end])[1]
    return bytes(resolved + outer[at:])


def _borders(glyphs: str) -> list[tuple[int, int]]:
    """The ranges of a row's cells: what has no width belongs to the cell before it, or at the start is one itself."""
    starts = [at for at, glyph in enumerate(glyphs) if WIDTHS[glyph] or at == 0]
    return list(zip(starts, [*starts[1:], len(glyphs)], strict=True))


def _is_blank(cell: str) -> bool:
    return cell[0] in SPACES and not safe(cell[1:])


@lru_cache(maxsize=1 << 14)
def _glyph(source: str, rtl: int) -> tuple[str, int]:
    """What is printed for one cell, and its columns."""
    text = safe(source)
    width = WIDTHS[source[0]]
    if not width:
        return (STRAY_MARK_BASE + text, 1) if text else ("", 0)
    if rtl and text[0] in MIRROR:
        return MIRROR[text[0]] + text[1:], width
    return text, width


@lru_cache(maxsize=1 << 12)
def _is_rtl_letter(character: str) -> bool:
    return bidirectional(character) in ("R", "AL")
