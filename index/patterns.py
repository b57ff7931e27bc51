"""Words of a vocabulary that fit a pattern (letters, `*` for any letters, `?` for one) or a regular expression."""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.likeness import regex_of
from index.postings.arrays import FlatField
from index.regexes import WordRegex

Numbers = NDArray[np.int64]

_AFTER_EVERY_LETTER = b"\xff"  # no UTF-8 has this byte
_FEW = 16
"""Fewer words than one in so many are put on lines for one expression; else those of all words are used, which are
kept."""

_ONE_RUN = re.compile(r"(\*?)([^*?]+)(\*?)")


def matching(field: FlatField, pattern: str) -> Numbers:
    """The numbers of the words that fit, ascending. Words that begin alike follow one another; the rest are looked for
    by the longest run of letters in the pattern, in one pass over the text of the whole vocabulary."""
    if run := _ONE_RUN.fullmatch(pattern):
        before, letters, after = run.groups()
        return _fitting_run(field, letters.encode(), bool(before), bool(after))
    literal = max(re.split(r"[*?]", pattern), key=len).encode()
    found = _each_once(_holding(field, literal)[0])
    fits = regex_of(pattern).fullmatch
    words = zip(found.tolist(), field.some_words(found), strict=True)
    return np.array([number for number, word in words if fits(word.decode())], np.int64)


def matching_regex(field: FlatField, expression: WordRegex, all_lines: Callable[[], "Lines"]) -> Numbers:
    """The numbers of the words an expression fits, ascending, as far as its time allows. Where it names letters that
    must be there, and few words have them, only those are held against it."""
    found = _each_once(_holding(field, literal)[0]) if (literal := expression.literal.encode()) else None
    if found is not None and len(found) * _FEW < len(field):
        lines = Lines.of("\n".join(word.decode() for word in field.some_words(found)))
        return found[lines.numbers(expression.fitting_lines(lines.text))]
    lines = all_lines()
    return lines.numbers(expression.fitting_lines(lines.text))


class Lines(NamedTuple):
    """Words in one text, each on a line, and where each begins."""

    text: str
    starts: Numbers

    @classmethod
    def of(cls, text: str) -> "Lines":
        """A text of a word a line, without an end of line after the last."""
        ends = np.flatnonzero(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32) == ord("\n"))
        return cls(text, np.append(0, ends + 1))

    @classmethod
    def of_field(cls, field: FlatField) -> "Lines":
        """The whole vocabulary of a field."""
        return cls.of(b"\n".join(field.all_words()).decode("utf-8", "surrogatepass"))

    def numbers(self, starts: Sequence[int]) -> Numbers:
        """The numbers of the lines that begin in these places."""
        return np.searchsorted(self.starts, np.array(starts, np.int64))


def _fitting_run(field: FlatField, letters: bytes, before: bool, after: bool) -> Numbers:
    """For one run of letters, with or without any others before and after it, no word is looked at by itself."""
    if not before:
        first = field.lower_bound(letters)
        last = field.lower_bound(letters + _AFTER_EVERY_LETTER) if after else first + (field.find(letters) is not None)
        return np.arange(first, last)
    numbers, ends = _holding(field, letters)
    return _each_once(numbers if after else numbers[ends == field.word_starts[numbers + 1]])


def _holding(field: FlatField, literal: bytes) -> tuple[Numbers, NDArray[Any]]:
    """The words in which the bytes stand, and where each time they end in the text of the vocabulary; where they run
    over from one word into the next, they stand in neither."""
    ends = _places(field.words, literal) + len(literal)
    numbers = np.searchsorted(field.word_starts, ends.astype(field.word_starts.dtype), side="left") - 1
    inside = ends - len(literal) >= field.word_starts[numbers]
    return numbers[inside], ends[inside]


def _places(text: NDArray[np.uint8], literal: bytes) -> Numbers:
    """Where the bytes begin in a text, ascending. Every second byte is compared all over it, in the letters of Arabic
    the one that tells them apart; the rest only where those agree."""
    room = len(text) - len(literal) + 1
    if room <= 0:
        return np.empty(0, np.int64)
    telling = range(1, len(literal), 2) if len(literal) > 1 else range(1)
    agree = np.ones(room, np.bool_)
    for at in telling:
        agree &= text[at : at + room] == literal[at]
    places = np.flatnonzero(agree)
    for at in range(0, len(literal), 2):
        places = places[text[places + at] == literal[at]]
    return places


def _each_once(ascending: Numbers) -> Numbers:
    return ascending[np.flatnonzero(np.diff(ascending, prepend=-1))]
