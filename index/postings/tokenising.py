"""The raw tokens of many texts at once, as numbers: `words.raw_tokens` and a dictionary, at four times their speed.

    texts  →  a code of one byte for each character  →  where tokens start and end  →  tokens packed into 64 bits
           →  numbers, looked up in a hash table of NumPy's

What is looked up by places is asked for with `take`, a quarter sooner than with brackets.

What a character is, is asked of `raw_tokens` itself when the character is first met, so a word keeps its one
definition. A token of up to eight characters *is* its 64 bits: no two can be taken for each other, and only a token
met for the first time becomes a string. Longer ones (one in thirty) are looked up as strings; so are those with
letters that came after all the codes had been given.
"""

import secrets
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.points import eights, points_of
from index.postings.arrays import each_once, starts_of
from index.words import LONGEST, raw_tokens, stretches, tokens

Codes = NDArray[np.uint8]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
Packed = NDArray[np.uint64]
"""Tokens of up to eight characters, a code a byte, the first character lowest; 0 for a token that does not fit."""

_UNSEEN = 0
_OUTSIDE = 1  # what is in no token
_SEPARATOR = 2  # and up: in a token only between two digits
_LETTER = 16  # and up: in a token wherever it stands; a digit, a mark and an invisible character too
_UNCODED = 255  # such a one without a code of its own

_AT_ONCE = 1 << 16  # characters, and tokens: the arrays on the way to a number stay in the processor's cache


class Found(NamedTuple):
    """The raw tokens of some texts: where each starts and ends in `text`, which holds them all, the nth from
    `bounds[n]` on, and has a code for every character."""

    text: str
    codes: Codes
    bounds: Places
    starts: Places
    ends: Places

    @property
    def sizes(self) -> Places:
        """How many tokens each text has."""
        return np.diff(np.searchsorted(self.starts, self.bounds))


class TokenFinder:
    """Finds the raw tokens of many texts at once."""

    def __init__(self) -> None:
        self.letters = Letters()

    def find(self, texts: Sequence[str]) -> Found:
        """Where the raw tokens of all texts stand, in order."""
        text = "\n".join(("", *texts, ""))  # so that the first and the last character are outside
        bounds = 1 + starts_of(np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts)))
        codes = self.letters.codes(text)
        return Found(text, codes, bounds, *self._spans(text, codes, bounds))

    def _spans(self, text: str, codes: Codes, bounds: Places) -> tuple[Places, Places]:
        """Where tokens start and end in `text`; the texts it is made of start at `bounds`."""
        inside = codes >= _LETTER
        separators = np.flatnonzero((codes >= _SEPARATOR) & (codes < _LETTER))
        joins, doubtful = self.letters.joins(codes[separators - 1], codes[separators + 1])
        inside[separators[joins]] = True
        singly: list[int] = []
        for nth in each_once(np.searchsorted(bounds, separators[doubtful], "right") - 1).tolist():
            start, end = bounds[nth : nth + 2].tolist()
            inside[start:end] = False
            for at, token in tokens(text[start:end]):
                singly += (start + at, start + at + len(token))
        edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        if singly:  # tokens do not overlap: in order, their starts and ends alternate
            edges = np.insert(edges, np.searchsorted(edges, singly), singly)
        return _none_too_long(text, edges[::2], edges[1::2])


def _none_too_long(text: str, starts: Places, ends: Places) -> tuple[Places, Places]:
    """The tokens that start and end there, those that are too long in stretches."""
    long = np.flatnonzero(ends - starts > LONGEST)
    if not len(long):
        return starts, ends
    spans: list[tuple[int, int]] = []
    for start, end in zip(starts[long].tolist(), ends[long].tolist(), strict=True):
        spans += ((start + first, start + last) for first, last in stretches(text[start:end]))
    more = np.array(spans, np.int64)
    starts = np.concatenate([np.delete(starts, long), more[:, 0]])
    ends = np.concatenate([np.delete(ends, long), more[:, 1]])
    return np.sort(starts), np.sort(ends)


class Tokeniser:
    """Numbers the raw tokens of texts. `learn` gives tokens met for the first time the numbers they are to have."""

    def __init__(self, learn: Callable[[Sequence[str]], NDArray[np.int32]]) -> None:
        self._learn = learn
        self._finder = TokenFinder()
        self._known = _Table()
        self._known_strings: dict[str, int] = {}

    def numbers(self, texts: Sequence[str]) -> tuple[NDArray[np.int32], Found]:
        """The numbers of the raw tokens of all texts, end to end, and where they were found."""
        found = self._finder.find(texts)
        numbers = np.empty(len(found.starts), np.int32)
        for at in range(0, len(found.starts), _AT_ONCE):
            some = slice(at, at + _AT_ONCE)
            numbers[some] = self._numbered(found.text, found.codes, found.starts[some], found.ends[some])
        return numbers, found

    def _numbered(self, text: str, codes: Codes, starts: Places, ends: Places) -> NDArray[np.int32]:
        packed = _packed(codes, starts, ends)
        numbers = self._known.find(packed)
        missing = np.flatnonzero(numbers == _Table.NONE)
        new = each_once(packed[missing])
        new = new[new != 0]
        if len(new):
            self._known.add(new, self._learn(self._finder.letters.spell(new)))
            numbers[missing] = self._known.find(packed[missing])
        apart = np.flatnonzero(packed == 0)
        spans = zip(starts[apart].tolist(), ends[apart].tolist(), strict=True)
        numbers[apart] = self._numbered_strings([text[start:end] for start, end in spans])
        return numbers

    def _numbered_strings(self, found: Sequence[str]) -> NDArray[np.int32]:
        known = self._known_strings
        numbers = np.fromiter(map(known.get, found, repeat(_Table.NONE)), np.int32, len(found))
        missing = np.flatnonzero(numbers == _Table.NONE)
        if len(missing):
            tokens = [found[nth] for nth in missing.tolist()]
            new = list(dict.fromkeys(tokens))
            known.update(zip(new, self._learn(new).tolist(), strict=True))
            numbers[missing] = list(map(known.__getitem__, tokens))
        return numbers


class Letters:
    """A code of one byte for every character, given when it is first met."""

    def __init__(self) -> None:
        self._code_of = np.full(0x110000, _UNSEEN, np.uint8)
        self._points = np.zeros(256, np.uint32)
        self._next_separator, self._next_letter = _SEPARATOR, _LETTER
        self._digit = np.zeros(256, bool)
        self._leads_to_digit = np.zeros(256, bool)
        self._leads_to_digit[_UNCODED] = True

    def codes(self, text: str) -> Codes:
        """The code of each character; then eight bytes and more, so that 64 bits can be read from any of them on."""
        codes = np.full(len(text) // 8 * 8 + 16, _OUTSIDE, np.uint8)
        for at in range(0, len(text), _AT_ONCE):
            points = points_of(text[at : at + _AT_ONCE])
            found = self._code_of.take(points)
            if not found.all():
                for point in each_once(points[found == _UNSEEN]).tolist():
                    self._code_of[point] = self._new_code(chr(point))
                found = self._code_of.take(points)
            codes[at : at + len(points)] = found
        return codes

    def joins(self, before: Codes, after: Codes) -> tuple[Flags, Flags]:
        """Whether separators with these neighbours join two digits; and where the neighbours alone do not tell."""
        joins = self._digit[before] & self._digit[after]
        digit_before = self._digit[before] | (before == _UNCODED)
        return joins, digit_before & self._leads_to_digit[after] & ~joins

    def spell(self, packed: Packed) -> list[str]:
        """Packed tokens as strings."""
        codes = packed.astype("<u8").view(np.uint8)
        spelt: list[str] = self._points[codes].view("U8").tolist()
        return spelt

    def _new_code(self, character: str) -> int:
        """Asks the definition of a token what the character does alone, between two digits, and behind a separator."""
        if raw_tokens(character):
            if self._next_letter == _UNCODED:
                return _UNCODED
            code, self._next_letter = self._next_letter, self._next_letter + 1
        elif _is_token(f"1{character}1"):
            code, self._next_separator = self._next_separator, self._next_separator + 1
        else:
            return _OUTSIDE
        self._points[code] = ord(character)
        self._digit[code] = _is_token(f"1.{character}")
        self._leads_to_digit[code] = _is_token(f"1.{character}1")
        return code


def _is_token(text: str) -> bool:
    return raw_tokens(text) == [text]


_MASKS = np.array([(1 << 8 * length) - 1 for length in range(9)] + [0], np.uint64)
_ONES, _HIGHS = np.uint64(0x0101010101010101), np.uint64(0x8080808080808080)


def _packed(codes: Codes, starts: Places, ends: Places) -> Packed:
    """The tokens themselves, of up to eight characters."""
    packed = eights(codes, starts)
    packed &= _MASKS.take(np.minimum(ends - starts, 9))
    packed[(~packed - _ONES) & packed & _HIGHS != 0] = 0  # a byte is 255: the usual trick for a zero byte, inverted
    return packed


class _Table:
    """Packed tokens → numbers: a hash table with open addressing, asked for whole arrays.

    Hashing multiplies by an odd number drawn for each table, so no text can be written to make all its tokens meet.
    """

    NONE = -(2**31)

    def __init__(self) -> None:
        self._clear(bits=12)

    def _clear(self, bits: int) -> None:
        self._shift = np.uint64(64 - bits)
        self._factor = np.uint64(secrets.randbits(64) | 1)
        self._packed = np.zeros(1 << bits, np.uint64)
        self._numbers = np.full(1 << bits, self.NONE, np.int32)
        self._held = 0

    def find(self, packed: Packed) -> NDArray[np.int32]:
        """The number of each, or NONE; for 0 always NONE."""
        return self._numbers.take(self._slots(packed))

    def add(self, packed: Packed, numbers: NDArray[np.int32]) -> None:
        """Adds what is not there yet and not 0, none of it twice."""
        if 2 * (self._held + len(packed)) > len(self._packed):  # beyond that, searches become long
            held = np.flatnonzero(self._packed)
            packed, numbers = np.append(self._packed[held], packed), np.append(self._numbers[held], numbers)
            self._clear(bits=len(packed).bit_length() + 2)
        self._held += len(packed)
        while len(packed):  # of several that come to one empty slot, the last has it
            slots = self._slots(packed)
            self._packed[slots] = packed
            lost = self._packed[slots] != packed
            self._numbers[slots[~lost]] = numbers[~lost]
            packed, numbers = packed[lost], numbers[lost]

    def _slots(self, packed: Packed) -> Places:
        """Where each is, or else the empty slot where it would be."""
        slots = (packed * self._factor >> self._shift).astype(np.int64)
        astray = np.flatnonzero(self._packed.take(slots) != packed)
        while len(astray):
            held = self._packed.take(slots.take(astray))
            astray = astray[(held != 0) & (held != packed.take(astray))]
            slots[astray] = (slots.take(astray) + 1) & (len(self._packed) - 1)
        return slots
