"""Finished rows of visual cells → what is written, so that the terminal at hand shows just those cells.

No single stream is right everywhere (research/rendering.md has the matrix and the screenshots behind these four):

- `visual`: the row as it is, for terminals that reorder nothing or can be told not to.
- `words`: for terminals that run UAX #9 over every row and cannot be stopped. Each run of right-to-left letters goes
  back to logical order, and a left-to-right mark after it keeps it apart from its neighbours, so the terminal reverses
  each word by itself and nothing else.
- `kitty`: kitty hands HarfBuzz each chunk between spaces, which reverses it if its first letter is right-to-left. Such
  chunks are sent reversed. Marks are left out, since kitty draws them on the wrong letter then.
- `cells`: each right-to-left letter in a colour 1/255 off that of the cell after it. That breaks the runs of text a
  browser-like terminal reorders; a run that has one such letter, as its last, is left as it is. In a terminal without
  24-bit colours the two are one colour, and nothing is broken (`corpus-tui doctor` says so).

Only rows with right-to-left characters change; a rewritten row is remembered, so a row that scrolls costs nothing.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple
from unicodedata import bidirectional

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.rtl.columns import WIDTHS
from tui.rtl.mirroring import MIRROR
from tui.rtl.terminal import Encoding

LRM: Final = "\u200e"

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_ROWS_KEPT = 4_096
# Of those blocks, but of no script (Scripts.txt: Common), so HarfBuzz does not take a chunk's direction from them. The
# digits of Arabic are of its script: kitty reverses a chunk ٢٠٢٤.
_COMMON = frozenset("\u0605\u060c\u061b\u061f\u0640\u06dd\u08e2\ufd3e\ufd3f")
# kitty draws these itself, outside any run of text: box drawing and blocks, Braille, powerline.
_DRAWN = re.compile("[ \u2500-\u259f\u2800-\u28ff\ue0b0-\ue0d7]")


class Glyph(NamedTuple):
    """One cell of a finished row: its character with its marks, and its style."""

    text: str
    style: Style | None


Row = list[Glyph]


class Encoder:
    """Rewrites finished rows in one encoding, remembering them."""

    def __init__(self, encoding: Encoding) -> None:
        self.encoding = encoding
        self._rewrite = _REWRITES[encoding]
        self._kept: OrderedDict[tuple[Segment, ...], Strip] = OrderedDict()

    def strip(self, parts: Iterable[Strip]) -> Strip:
        """A whole row, given as the strips it is put together from, as one strip to write."""
        segments = tuple(segment for part in parts for segment in part)
        if not any(_RTL.search(segment.text) for segment in segments):
            return Strip(segments)
        kept = self._kept.get(segments)
        if kept is None:
            kept = self._kept[segments] = Strip(encode(segments, self._rewrite))
            if len(self._kept) > _ROWS_KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(segments)
        return kept


def encode(segments: Iterable[Segment], rewrite: Callable[[Row], Row]) -> list[Segment]:
    """A row's segments, rewritten and put together again by style."""
    joined: list[tuple[list[str], Style | None]] = []
    for text, style in rewrite(glyphs(segments)):
        if joined and (joined[-1][1] is style or joined[-1][1] == style):
            joined[-1][0].append(text)
        else:
            joined.append(([text], style))
    return [Segment("".join(texts), style) for texts, style in joined]


def glyphs(segments: Iterable[Segment]) -> Row:
    """The cells of a row: each character with a width and what stands on it. Control segments are not row content."""
    row: Row = []
    for text, style, control in segments:
        if control:
            continue
        for character in text:
            if row and not WIDTHS[character]:
                row[-1] = Glyph(row[-1].text + character, row[-1].style)
            else:
                row.append(Glyph(character, style))
    return row


def visual(row: Row) -> Row:
    """The row as it is."""
    return row


def words(row: Row) -> Row:
    """Right-to-left runs in logical order, a mark after each; digits of Arabic kept from joining their neighbours.

    A mark after the first cell makes the row left-to-right where the terminal guesses that by the first letter.
    """
    written: Row = []
    for start, end, kind in _runs(row):
        run = row[start:end]
        if kind == "R":
            run.reverse()
        if kind:
            run[-1] = Glyph(run[-1].text + LRM, run[-1].style)
        written += run
    text, style = written[0]
    written[0] = Glyph(LRM + text if _kind(text[0]) else text + LRM, style)
    return written


def kitty(row: Row) -> Row:
    """Chunks that kitty would reverse, reversed; no marks."""
    return [glyph for chunk in _chunks(row) for glyph in _turned(chunk)]


def cells(row: Row) -> Row:
    """Of the right-to-left cells and those that follow one, every other in a colour next to its own.

    The cells that follow count too: a blank in the colour of the letters around it would join them into one run.
    """
    kinds = ["", *(_kind(glyph.text[0]) for glyph in row)]
    return [
        Glyph(glyph.text, _neighbouring(glyph.style)) if at % 2 and (kinds[at] or kinds[at + 1]) else glyph
        for at, glyph in enumerate(row)
    ]


_REWRITES: Final[dict[Encoding, Callable[[Row], Row]]] = {
    Encoding.VISUAL: visual,
    Encoding.WORDS: words,
    Encoding.KITTY: kitty,
    Encoding.CELLS: cells,
}


@lru_cache(maxsize=1 << 12)
def _kind(character: str) -> str:
    """R for a right-to-left letter, N for a digit of Arabic, "" for what a left-to-right row leaves in place."""
    return {"R": "R", "AL": "R", "AN": "N"}.get(bidirectional(character), "")


def _runs(row: Row) -> Iterator[tuple[int, int, str]]:
    """The maximal runs of one kind."""
    kinds = [_kind(glyph.text[0]) for glyph in row]
    start = 0
    for at in range(1, len(row) + 1):
        if at == len(row) or kinds[at] != kinds[start]:
            yield start, at, kinds[start]
            start = at


def _chunks(row: Row) -> Iterator[Row]:
    """What kitty shapes together, text in one font, and between that what it draws cell by cell."""
    start, kind, style, font = 0, False, None, 0
    for at, glyph in enumerate(row):
        drawn = _is_drawn(glyph.text)
        before = font
        if glyph.style is not style:
            style, font = glyph.style, _font(glyph.style)
        if drawn != kind or font != before:
            if at > start:
                yield row[start:at]
            start, kind = at, drawn
    if start < len(row):
        yield row[start:]


@lru_cache(maxsize=1 << 12)
def _is_drawn(text: str) -> bool:
    return _DRAWN.match(text) is not None


def _font(style: Style | None) -> int:
    """Which of a terminal's four faces a style asks for."""
    return 0 if style is None else bool(style.bold) + 2 * bool(style.italic)


def _turned(chunk: Row) -> Row:
    """A chunk so that kitty shows it as it stands here. kitty moves the glyphs of a chunk but not its colours, so each
    place keeps its style.

    One that starts with a right-to-left letter and ends with another (AIو, without a space) cannot be: kitty takes
    either order the other way. Its two sides change places then, and each can be read.
    """
    if _is_drawn(chunk[0].text):
        return chunk
    plain = [glyph if len(glyph.text) == 1 else Glyph(_without_marks(glyph.text), glyph.style) for glyph in chunk]
    if _guess(plain) != "R":
        return plain
    turned = [Glyph(MIRROR.get(glyph.text, glyph.text), glyph.style) for glyph in reversed(plain)]
    if _guess(turned) != "R":
        border = next(at for at, glyph in enumerate(plain) if _direction(glyph.text[0]) == "L")
        return plain[border:] + plain[:border]
    return [Glyph(glyph.text, place.style) for glyph, place in zip(turned, plain, strict=True)]


def _guess(chunk: Row) -> str:
    """The direction `hb_buffer_guess_segment_properties` takes: that of the first character that has a script."""
    return next(filter(None, (_direction(glyph.text[0]) for glyph in chunk)), "")


@lru_cache(maxsize=1 << 12)
def _direction(character: str) -> str:
    if character in _COMMON:
        return ""
    return "R" if _RTL.match(character) else "L" if character.isalpha() else ""


def _without_marks(text: str) -> str:
    return text[0] if _RTL.match(text) else text


@lru_cache(maxsize=1 << 10)
def _neighbouring(style: Style | None) -> Style:
    """A style that looks the same but is not: its foreground's blue is one step off."""
    style = style or Style.null()
    red, green, blue = (style.color or Color.default()).get_truecolor()
    return style + Style(color=Color.from_rgb(red, green, blue ^ 1))
