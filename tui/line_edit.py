"""A line being typed: its text in logical order and a cursor between two characters. Values, no terminal.

Movement is logical: forward is towards the end of the text, which on the screen is left in Arabic and right in Latin.
A mark belongs to the letter before it, so the cursor never stands between the two and deleting takes the mark first,
as Arabic editors do (one press takes one mark, the next the letter).
"""

import re
import unicodedata
from dataclasses import dataclass, replace

_WORD = re.compile(r"\w+")
_LINE_ENDS = re.compile(r"[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]+")

LONGEST = 2000
"""What a paste is cut to: a query is limited to less, and every key press lays the whole line out."""


@dataclass(frozen=True, slots=True)
class LineEdit:
    """The text and the cursor, 0 ≤ cursor ≤ len(text). Every operation gives a new one."""

    text: str = ""
    cursor: int = 0

    def insert(self, typed: str) -> "LineEdit":
        """`typed` at the cursor, on one line: line ends and tabs of a paste become spaces."""
        room = max(0, LONGEST - len(self.text))
        typed = _LINE_ENDS.sub(" ", typed)[:room]
        return LineEdit(self.text[: self.cursor] + typed + self.text[self.cursor :], self.cursor + len(typed))

    def forward(self) -> "LineEdit":
        """Past the next letter and its marks."""
        at = min(len(self.text), self.cursor + 1)
        while at < len(self.text) and _is_mark(self.text[at]):
            at += 1
        return replace(self, cursor=at)

    def backward(self) -> "LineEdit":
        """Before the last letter and its marks."""
        at = max(0, self.cursor - 1)
        while at > 0 and _is_mark(self.text[at]):
            at -= 1
        return replace(self, cursor=at)

    def home(self) -> "LineEdit":
        """To the start of the text."""
        return replace(self, cursor=0)

    def end(self) -> "LineEdit":
        """To the end of the text."""
        return replace(self, cursor=len(self.text))

    def word_forward(self) -> "LineEdit":
        """To the end of this word, or of the next."""
        found = _WORD.search(self.text, self.cursor)
        return replace(self, cursor=found.end() if found else len(self.text))

    def word_backward(self) -> "LineEdit":
        """To the start of this word, or of the one before."""
        starts = [found.start() for found in _WORD.finditer(self.text, 0, self.cursor)]
        return replace(self, cursor=starts[-1] if starts else 0)

    def at(self, cursor: int) -> "LineEdit":
        """The cursor put at an offset, as by a click."""
        return replace(self, cursor=max(0, min(len(self.text), cursor)))

    def delete_left(self) -> "LineEdit":
        """Without the character before the cursor."""
        return self._without(max(0, self.cursor - 1), self.cursor)

    def delete_right(self) -> "LineEdit":
        """Without the letter after the cursor and its marks."""
        return self._without(self.cursor, self.forward().cursor)

    def delete_word(self) -> "LineEdit":
        """Without what stands between the cursor and the start of the word before it."""
        return self._without(self.word_backward().cursor, self.cursor)

    def delete_before(self) -> "LineEdit":
        """Without everything before the cursor."""
        return self._without(0, self.cursor)

    def delete_after(self) -> "LineEdit":
        """Without everything after the cursor."""
        return self._without(self.cursor, len(self.text))

    def _without(self, start: int, end: int) -> "LineEdit":
        return LineEdit(self.text[:start] + self.text[end:], start)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Cf"}
