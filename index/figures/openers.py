"""The words a figure may begin with, found among all the words of many texts at once.

    texts  →  a code of one byte for each character  →  words packed into 64 bits  →  what each may be, by a hash table

A word is its first eight letters, a byte each, unified as `spelling.unified` does, so a longer one may be taken for
another: what is found is where to look, and `tokens` and `beginnings` say what stands there.
"""

import re

import numpy as np
from numpy.typing import NDArray
from pyarabic import araby

from index.figures import beginnings
from index.figures.currencies import ASSUMED, COUNTRY_NAMES
from index.figures.lexicon import NEVER_DEFINITE, STARTERS
from index.figures.spelling import INVISIBLE, ONE_LETTER
from index.figures.tokens import GAPS, LATIN, PREFIXES, WORD, shape_of
from index.points import eights, points_of
from index.words import COMMON_LETTERS

Codes = NDArray[np.uint8]
Places = NDArray[np.int64]
Packed = NDArray[np.uint64]
Flags = NDArray[np.bool_]

_UNMET = 0
SPACE = 1  # the plain one; other white space in a line is a gap
GAP = 2
HIDDEN = 3  # what changes no word it stands in, and is no token: a common vowel, tatweel, what nobody sees
LONE = 4  # a token by itself, no figure begins with it
CLOSING = 5  # such a one, which no rule of `beginnings` wants behind a word
UNCOUNTED = 6  # a Latin letter: only reading tells how many tokens there are
TELLING = 7  # a digit or a sign: look at what is there
ODD = 8  # rare in words, and it changes them: the same
LETTER = 9  # and up: a common letter

ALONE, IN_COMPANY, BEHIND, BEFORE, MONEY, COUNTRY = 1, 2, 4, 8, 16, 32
"""What a word may be: a beginning, a beginning in company only, what stands behind such a one, what before it; a
currency that several countries have, a country's name."""

_LONGEST = 8
_WHOLE = (1 << 8 * _LONGEST) - 1
_MASKS = np.array([(1 << 8 * length) - 1 for length in range(_LONGEST + 1)], np.uint64)
_HIDDEN = re.compile(f"[{INVISIBLE}\u064b-\u0652\u0640]")
_HASH_BITS = 19
_FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd; what is written so that all its words meet here costs a search each
_AT_ONCE = 1 << 14  # words: the arrays stay in the processor's cache


class Letters:
    """What each character is, found out when it is first met."""

    def __init__(self) -> None:
        plain = COMMON_LETTERS.translate(ONE_LETTER)
        self._code_of = {letter: LETTER + place for place, letter in enumerate(dict.fromkeys(plain))}
        self.waw = self._code_of[araby.WAW]
        self._codes = np.full(0x110000, _UNMET, np.uint8)
        self._codes[[*map(ord, COMMON_LETTERS)]] = [*map(self._code_of.__getitem__, plain)]

    def codes(self, text: str) -> Codes:
        """The code of each character."""
        points = points_of(text)
        codes = self._codes.take(points)
        if not codes.all():
            for point in set(points[codes == _UNMET].tolist()):
                self._codes[point] = _code(chr(point))
            codes = self._codes.take(points)
        return codes

    def pack(self, word: str) -> int | None:
        """The letters of a unified word, the first lowest; None where some are not common."""
        codes = [*map(self._code_of.get, word)]
        return None if None in codes else sum(code << 8 * place for place, code in enumerate(codes) if code)


def _code(character: str) -> int:
    """What a character is that is no common letter."""
    if character == " ":
        return SPACE
    if _HIDDEN.match(character):
        return HIDDEN
    if GAPS.fullmatch(character):
        return GAP if character.isspace() else ODD
    shape = shape_of(character)
    if shape.sort is LATIN:
        return UNCOUNTED
    if character in beginnings.CLOSING:
        return CLOSING
    if shape.sort is WORD:
        return ODD
    return TELLING if shape.starts and character not in beginnings.MINUS else LONE  # behind that a digit tells


class Openers:
    """What packed words may be: a table of all spellings that a figure may begin with, or that a rule asks for."""

    def __init__(self, letters: Letters) -> None:
        packed, roles = _spellings(letters)
        self._packed, first = np.unique(packed, return_index=True)
        self._roles = np.bitwise_or.reduceat(roles, first)
        self._may_be = np.zeros(1 << _HASH_BITS, np.bool_)
        self._may_be[_hashes(self._packed)] = True

    def roles(self, codes: Codes, starts: Places, ends: Places) -> Codes:
        """What the words may be that start and end there; eight bytes more than needed stand behind the codes."""
        roles = np.zeros(len(starts), np.uint8)
        for at in range(0, len(starts), _AT_ONCE):
            packed = _packed(codes, starts[at : at + _AT_ONCE], ends[at : at + _AT_ONCE])
            some = np.flatnonzero(self._may_be.take(_hashes(packed)))
            packed = packed.take(some)
            found = np.minimum(np.searchsorted(self._packed, packed), len(self._packed) - 1)
            known = np.flatnonzero(self._packed.take(found) == packed)
            roles[at + some.take(known)] = self._roles.take(found.take(known))
        return roles


def _spellings(letters: Letters) -> tuple[Packed, Codes]:
    """Every word of interest with every prefix, sorted, and what it may be."""
    words = sorted(STARTERS | beginnings.BEHIND | beginnings.BEFORE | ASSUMED | COUNTRY_NAMES.keys())
    codes = {word: code for word in words if (code := letters.pack(word)) is not None}
    packed, roles = [], []
    for prefix, definite in [("", False), *((prefix, definite) for prefix, _, definite in PREFIXES)]:
        before, shift = letters.pack(prefix) or 0, 8 * len(prefix)
        packed += [(before | code << shift) & _WHOLE for code in codes.values()]
        roles += [_role(word, definite) for word in codes]
    order = np.argsort(np.array(packed, np.uint64), kind="stable")
    return np.array(packed, np.uint64)[order], np.array(roles, np.uint8)[order]


def _role(word: str, definite: bool) -> int:
    role = (BEHIND if word in beginnings.BEHIND else 0) | (BEFORE if word in beginnings.BEFORE else 0)
    role |= (MONEY if word in ASSUMED else 0) | (COUNTRY if word in COUNTRY_NAMES else 0)
    if word not in STARTERS or (definite and word in NEVER_DEFINITE):
        return role
    return role | (ALONE if beginnings.begins_alone(word, definite) else IN_COMPANY)


def _hashes(packed: Packed) -> Places:
    return (packed * _FACTOR >> np.uint64(64 - _HASH_BITS)).astype(np.int64)


def _packed(codes: Codes, starts: Places, ends: Places) -> Packed:
    """Their first eight letters."""
    packed = eights(codes, starts)
    packed &= _MASKS.take(np.minimum(ends - starts, _LONGEST))
    return packed
