"""Words of a vocabulary that fit a pattern: letters, `*` for any letters, `?` for one."""

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.likeness import regex_of
from index.postings.arrays import FlatField

Numbers = NDArray[np.int64]

_AFTER_EVERY_LETTER = b"\xff"  # no UTF-8 has this byte


def matching(field: FlatField, pattern: str) -> Numbers:
    """The numbers of the words that fit, ascending. Words that begin alike follow one another; the rest are looked for
    by the longest run of letters in the pattern, in one pass over the text of the whole vocabulary."""
    beginning = re.match(r"[^*?]*", pattern)[0]  # type: ignore[index]  # matches always
    if pattern == f"{beginning}*":
        return np.arange(*_beginning_with(field, beginning.encode()))
    literal = max(re.split(r"[*?]", pattern), key=len).encode()
    found = _holding(field, literal)
    fits = regex_of(pattern).fullmatch
    return np.array([number for number in found.tolist() if fits(field.word(number).decode())], np.int64)


def _beginning_with(field: FlatField, beginning: bytes) -> tuple[int, int]:
    return field.lower_bound(beginning), field.lower_bound(beginning + _AFTER_EVERY_LETTER)


def _holding(field: FlatField, literal: bytes) -> NDArray[Any]:
    """The words in which the bytes stand; where they run over from one word into the next, they stand in neither."""
    places = np.fromiter((match.start() for match in re.finditer(re.escape(literal), field.words.data)), np.int64)
    numbers = np.searchsorted(field.word_starts, places, side="right") - 1
    inside = places + len(literal) <= field.word_starts.astype(np.int64)[numbers + 1]
    return np.unique(numbers[inside])
