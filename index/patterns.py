"""Words of a vocabulary that fit a pattern (letters, `*` for any letters, `?` for one) or a regular expression."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.likeness import regex_of
from index.postings.arrays import FlatField, each_once, runs, starts_of
from index.regex_shapes import Places
from index.regexes import LONG, Alternative, WordRegex

Numbers = NDArray[np.int64]

AllLines = Callable[[], "Lines"]
"""The words of a whole vocabulary on lines, made when they are first asked for."""

_LINE_END = ord("\n")

_AFTER_EVERY_LETTER = b"\xff"  # no UTF-8 has this byte
_FEW = 3
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


def matching_regex(field: FlatField, expression: WordRegex, all_lines: AllLines) -> Numbers:
    """The numbers of the words an expression fits, ascending, as far as its time allows."""
    found = [_fitting_one(field, expression, one, all_lines) for one in expression.alternatives]
    return found[0] if len(found) == 1 else _each_once(np.sort(np.concatenate(found)))


def _fitting_one(field: FlatField, expression: WordRegex, one: Alternative, all_lines: AllLines) -> Numbers:
    """Those of one alternative: where it names the letters they begin with, or others that few words have, only those
    words are held against it."""
    if one.prefix:
        first, last = _beginning(field, one.prefix.encode())
        if one.is_letters:
            return np.arange(first, first + (field.find(one.prefix.encode()) is not None))
        return first + Lines.between(field, first, last).fitting(expression, one)
    if literal := one.literal.encode():
        holding = _each_once(_holding(field, literal)[0])
        if len(holding) * _FEW < len(field):
            return holding[Lines.of(field, holding).fitting(expression, one)]
    return all_lines().fitting(expression, one)


def _beginning(field: FlatField, letters: bytes) -> tuple[int, int]:
    """The words that begin with these bytes: the first, and the first after them."""
    return field.lower_bound(letters), field.lower_bound(letters + _AFTER_EVERY_LETTER)


class Lines(NamedTuple):
    """A text of words with the end of a line before each and after the last; where each word begins, and where
    the long ones stand."""

    text: str
    starts: Numbers
    long: list[tuple[int, int]]

    @classmethod
    def of(cls, field: FlatField, numbers: Numbers) -> "Lines":
        """Some words of a vocabulary, all at once."""
        starts = field.word_starts[numbers].astype(np.int64)
        lengths = field.word_starts[numbers + 1].astype(np.int64) - starts
        return cls._of(np.insert(field.words[runs(starts, lengths)], starts_of(lengths), _LINE_END).tobytes())

    @classmethod
    def between(cls, field: FlatField, first: int, last: int) -> "Lines":
        """The words from one up to another."""
        bounds = field.word_starts[first : last + 1].astype(np.int64)
        return cls._of(np.insert(field.words[bounds[0] : bounds[-1]], bounds - bounds[0], _LINE_END).tobytes())

    @classmethod
    def _of(cls, text: bytes) -> "Lines":
        decoded = text.decode("utf-8", "surrogatepass")
        ends = np.flatnonzero(_letters(decoded) == _LINE_END)
        long = np.flatnonzero(np.diff(ends) > LONG + 1)
        places = zip((ends[long] + 1).tolist(), ends[long + 1].tolist(), strict=True)
        return cls(decoded, ends[:-1] + 1, list(places))

    def fitting(self, expression: WordRegex, one: Alternative) -> Numbers:
        """The numbers of the words that an alternative of an expression fits."""
        if one.places:
            return self._with(one.places)
        starts = expression.fitting_lines(one, self.text, self.long)
        return np.searchsorted(self.starts, np.array(starts, np.int64))

    def _with(self, places: Places) -> Numbers:
        """The words of one length that have what is told of some places: all of them at once, place by place."""
        found = np.flatnonzero(np.diff(self.starts, append=len(self.text)) == places.width + 1)
        if places.told:
            letters = _letters(self.text)
            for place, one in places.told:
                found = found[_are(letters[self.starts[found] + place], one)]
        return found


def _are(letters: NDArray[np.uint32], one: str) -> NDArray[np.bool_]:
    """Which letters are one that a plain expression names: each distinct one is asked once."""
    kinds = each_once(letters)
    fits = np.array([re.fullmatch(one, chr(letter)) is not None for letter in kinds.tolist()], np.bool_)
    return fits[np.searchsorted(kinds, letters)]


def _letters(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _fitting_run(field: FlatField, letters: bytes, before: bool, after: bool) -> Numbers:
    """For one run of letters, with or without any others before and after it, no word is looked at by itself."""
    if not before:
        first, last = _beginning(field, letters)
        return np.arange(first, last if after else first + (field.find(letters) is not None))
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
