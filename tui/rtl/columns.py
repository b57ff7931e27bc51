"""How many columns each character takes, and where lines break: all that wrapping needs, and none of it bidi.

A text is rewritten once as a string of **columns**, one character a column: what has no width is gone, a lam-alef is
one, a wide character is itself and a filler. Wrapping is then `rfind` and slicing: a row costs a microsecond or two
whatever it holds, so a million characters wrap at once.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Final

from rich.cells import get_character_cell_size

from tui.rtl.joining import LAM_ALEF, SWALLOWED, joins_letters
from tui.safe import shown

STRAY_MARK_BASE: Final = "\u25cc"
"""The dotted circle: what a mark stands on that has no letter before it in its line."""

SPACES: Final = " \t\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a"
"""Where a line may break, and what hangs over the margin there."""

_FILLER = "\x00"
_LAM_ALEF = re.compile(LAM_ALEF)
# A space and what may stand on it: marks are not \w to `re`, conjoining Korean vowels and endings are.
_MARKED_SPACE = re.compile(rf"[{SPACES}](?:[^\w\s\x00-\u02ff]|[\u1160-\u11ff\ud7b0-\ud7ff])")
_NARROWEST = 2  # a wide character has to go somewhere


class _Widths(dict[str, int]):
    """Columns of a character as it is shown, as Textual measures them; asked once for each distinct character."""

    def __missing__(self, character: str) -> int:
        stand_in = shown(character)
        self[character] = width = get_character_cell_size(stand_in) if stand_in else 0
        return width


class _Columns(dict[int, str]):
    """The columns of a character, for `str.translate`: nothing, a space to break at, itself, or itself and a filler."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        width = WIDTHS[character]
        visible = " " if character in SPACES else "\u2400" if character == _FILLER else character
        self[code] = columns = ("", visible, visible + (" " if visible == " " else _FILLER))[width]
        return columns


WIDTHS: Final = _Widths()
_COLUMNS = _Columns()


class Columns:
    """The columns of a text that is shown line by line.

    `lines` are the offsets where lines start: a mark that has nothing before it in its line takes a column of its own.
    """

    def __init__(self, text: str, *, shape: bool | None = None, lines: Iterable[int] = (0,)) -> None:
        shaped = joins_letters() if shape is None else shape
        measured = _LAM_ALEF.sub(lambda found: found[0][:-1] + SWALLOWED, text) if shaped else text
        measured = _MARKED_SPACE.sub(_unbreakable, _with_bases(measured, lines))
        self._columns = measured.translate(_COLUMNS)
        self._starts = array("I", accumulate(map(WIDTHS.__getitem__, measured), initial=0))

    def width(self, start: int, end: int) -> int:
        """The columns that a range of the text takes."""
        return self._starts[end] - self._starts[start]

    def offset(self, column: int) -> int:
        """The first character of the cell that covers `column`, a column of the whole text."""
        return bisect_right(self._starts, column) - 1

    def fit(self, start: int, end: int, width: int) -> int:
        """How far from `start` the cells of a range go that fit in `width`."""
        limit = self._starts[start] + width
        return end if self._starts[end] <= limit else max(start, self.offset(limit))

    def rows(self, start: int, end: int, width: int) -> list[tuple[int, int]]:
        """One line as rows of at most `width` columns: half-open ranges that tile it.

        Greedy at spaces, which hang over the margin; a word longer than a row is folded at a cell.
        """
        width = max(_NARROWEST, width)
        column, last = self._starts[start], self._starts[end]
        rows: list[tuple[int, int]] = []
        while last - column > width:
            column = self._break(column, width, last)
            if column >= last:
                break
            border = self.offset(column)
            rows.append((start, border))
            start = border
        rows.append((start, end))
        return rows

    def _break(self, column: int, width: int, last: int) -> int:
        """The column where the next row starts."""
        columns = self._columns
        space = columns.rfind(" ", column, column + width + 1)
        if space < 0 or columns[column:space].isspace() or space == column:
            fold = column + width
            return fold - 1 if columns[fold] == _FILLER else fold
        after = space + 1
        while after < last and columns[after] == " ":
            after += 1
        return after


def _unbreakable(found: re.Match[str]) -> str:
    """A space that a visible mark stands on can be neither broken at nor dropped at the margin."""
    for at in range(found.start() + 1, len(found.string)):
        if WIDTHS[found.string[at]]:
            return found[0]
        if shown(found.string[at]):
            break
    return "\u00a0" + found[0][1:]


def _with_bases(text: str, lines: Iterable[int]) -> str:
    """`text` with the first visible mark of a line that starts with marks replaced by what it is shown on."""
    strays = [at for start in lines if (at := _stray_mark(text, start)) >= 0]
    for at in strays:
        text = text[:at] + STRAY_MARK_BASE + text[at + 1 :]
    return text


def _stray_mark(text: str, start: int) -> int:
    for at in range(start, len(text)):
        if WIDTHS[text[at]]:
            return -1
        if shown(text[at]):
            return at
    return -1
