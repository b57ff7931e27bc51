"""A line being typed: its text in logical order, a cursor between two characters, and what is selected. No terminal.

Movement is logical: forward is towards the end of the text, which on the screen is left in Arabic and right in Latin.
A mark belongs to the letter before it, so the cursor never stands between the two and deleting takes the mark first,
as Arabic editors do (one press takes one mark, the next the letter). What is selected lies between the cursor and the
anchor; moving drops it, typing and deleting take its place.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from tui.rtl.keyboard import as_letters
from tui.word_spans import last_start, next_end

_LINE_ENDS = re.compile(r"[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]+")

LONGEST = 2000
"""What a paste is cut to: a query is limited to less, and every key press lays the whole line out."""


class LineEdit(NamedTuple):
    """The text, 0 ≤ cursor ≤ len(text), and the anchor where there is a selection. Every operation gives a new one."""

    text: str = ""
    cursor: int = 0
    anchor: int | None = None

    @property
    def selected(self) -> tuple[int, int]:
        """The selected range, half-open; empty at the cursor where nothing is."""
        anchor = self.cursor if self.anchor is None else self.anchor
        return min(anchor, self.cursor), max(anchor, self.cursor)

    @property
    def selected_text(self) -> str:
        """What is selected, in logical order."""
        return self.text[slice(*self.selected)]

    def select(self, move: "Callable[[LineEdit], LineEdit]") -> "LineEdit":
        """Move the cursor and leave the anchor where it is, or where the cursor was."""
        anchor = self.cursor if self.anchor is None else self.anchor
        cursor = move(self._replace(anchor=None)).cursor
        return LineEdit(self.text, cursor, anchor if anchor != cursor else None)

    def select_all(self) -> "LineEdit":
        """Select the whole text."""
        return self.home().select(LineEdit.end)

    def select_range(self, start: int, end: int) -> "LineEdit":
        """Select a range, the cursor at its end."""
        return self.at(start).select(lambda edit: edit.at(end))

    def insert(self, typed: str) -> "LineEdit":
        """`typed` for what is selected, on one line: line ends and tabs of a paste become spaces."""
        start, end = self.selected
        room = max(0, LONGEST - len(self.text) + end - start)
        typed = _LINE_ENDS.sub(" ", as_letters(typed))[:room]
        return LineEdit(self.text[:start] + typed + self.text[end:], start + len(typed))

    def forward(self) -> "LineEdit":
        """Past the next letter and its marks; to the end of what is selected."""
        if self.anchor is not None:
            return self.at(self.selected[1])
        at = min(len(self.text), self.cursor + 1)
        while at < len(self.text) and _is_mark(self.text[at]):
            at += 1
        return self.at(at)

    def backward(self) -> "LineEdit":
        """Before the last letter and its marks; to the start of what is selected."""
        if self.anchor is not None:
            return self.at(self.selected[0])
        at = max(0, self.cursor - 1)
        while at > 0 and _is_mark(self.text[at]):
            at -= 1
        return self.at(at)

    def home(self) -> "LineEdit":
        """To the start of the text."""
        return self.at(0)

    def end(self) -> "LineEdit":
        """To the end of the text."""
        return self.at(len(self.text))

    def word_forward(self) -> "LineEdit":
        """To the end of this word, or of the next."""
        return self.at(next_end(self.text, self.cursor))

    def word_backward(self) -> "LineEdit":
        """To the start of this word, or of the one before."""
        return self.at(last_start(self.text, self.cursor))

    def at(self, cursor: int) -> "LineEdit":
        """The cursor put at an offset, as by a click."""
        return LineEdit(self.text, max(0, min(len(self.text), cursor)))

    def delete_left(self) -> "LineEdit":
        """Without what is selected, or the character before the cursor."""
        return self._without_selected() or self._without(max(0, self.cursor - 1), self.cursor)

    def delete_right(self) -> "LineEdit":
        """Without what is selected, or the letter after the cursor and its marks."""
        return self._without_selected() or self._without(self.cursor, self.forward().cursor)

    def delete_word(self) -> "LineEdit":
        """Without what is selected, or stands between the cursor and the start of the word before it."""
        return self._without_selected() or self._without(self.word_backward().cursor, self.cursor)

    def delete_before(self) -> "LineEdit":
        """Without everything before the cursor."""
        return self._without(0, self.cursor)

    def delete_after(self) -> "LineEdit":
        """Without everything after the cursor."""
        return self._without(self.cursor, len(self.text))

    def _without_selected(self) -> "LineEdit | None":
        return self._without(*self.selected) if self.anchor is not None else None

    def _without(self, start: int, end: int) -> "LineEdit":
        return LineEdit(self.text[:start] + self.text[end:], start)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Cf"}


Move = Callable[[LineEdit], LineEdit]
