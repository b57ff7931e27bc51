"""`index.keys` for every word of a vocabulary at once.

A stem is a part of the normalised word, and so is what `letters` keeps. So neither makes strings: an affix is taken
off by moving an end of a span, for all the words that have it.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from pyarabic import araby

from index.keys import ARTICLES, ENDINGS, LETTERS, NORMAL, PROCLITICS, SHORTEST_STEM
from index.postings.arrays import each_once
from index.postings.spellings import Letters, Numbers, Spellings

Flags = NDArray[np.bool_]


def normalised_all(words: Spellings) -> Spellings:
    """`normalised` of each word."""
    return words.translated(NORMAL)


def stem_all(normalised: Spellings) -> Spellings:
    """`stem` of each of some normalised words."""
    stems = (normalised.lengths > SHORTEST_STEM) & _arabic(normalised)
    bare = _without_endings(_without_proclitics(normalised))
    return replace(
        normalised,
        starts=np.where(stems, bare.starts, normalised.starts),
        ends=np.where(stems, bare.ends, normalised.ends),
    )


def letters_all(normalised: Spellings) -> Spellings:
    """`letters` of each of some normalised words."""
    arabic = _arabic(normalised)
    bare = _moved(normalised, arabic & _one_of(normalised, araby.WAW) & (normalised.lengths >= LETTERS))
    bare = _moved(bare, arabic * _width_of_first(bare, ARTICLES, shortest=2))
    return replace(bare, ends=np.where(arabic, np.minimum(bare.ends, bare.starts + LETTERS), bare.ends))


def _without_proclitics(words: Spellings) -> Spellings:
    words = _moved(words, _one_of(words, "وف") & (words.lengths >= 5))
    width = _width_of_first(words, PROCLITICS, shortest=SHORTEST_STEM)
    return _moved(words, np.where(width > 0, width, _one_of(words, "بل") & (words.lengths >= 6)))


def _without_endings(words: Spellings) -> Spellings:
    for _ in range(2):
        tails = [words.tail(place) for place in range(max(map(len, ENDINGS)))]
        width = np.zeros(len(words), np.int64)
        for ending in reversed(ENDINGS):
            has = _has(tails, ending[::-1]) & (words.lengths - len(ending) >= SHORTEST_STEM)
            width[has] = len(ending)
        words = replace(words, ends=words.ends - width)
    return words


def _width_of_first(words: Spellings, affixes: tuple[str, ...], *, shortest: int) -> Numbers:
    """The length of the first of the affixes that each word starts with and is long enough without; 0 for none."""
    heads = [words.head(place) for place in range(max(map(len, affixes)))]
    width = np.zeros(len(words), np.int64)
    for affix in reversed(affixes):  # so that the first has the last word
        width[_has(heads, affix) & (words.lengths - len(affix) >= shortest)] = len(affix)
    return width


def _has(columns: list[Letters], affix: str) -> Flags:
    """Whether the columns, a letter of each word, spell the affix."""
    has: Flags = columns[0] == ord(affix[0])
    for column, letter in zip(columns[1:], affix[1:], strict=False):
        has &= column == ord(letter)
    return has


def _one_of(words: Spellings, letters: str) -> Flags:
    """Whether each word starts with one of the letters."""
    is_one: Flags = np.isin(words.head(0), [ord(letter) for letter in letters])
    return is_one


def _arabic(words: Spellings) -> Flags:
    """Whether each word starts with what PyArabic calls Arabic; no word of no letters does."""
    first = words.head(0)
    arabic = [letter for letter in each_once(first).tolist() if letter and araby.is_arabicrange(chr(letter))]
    is_arabic: Flags = np.isin(first, arabic)
    return is_arabic


def _moved(words: Spellings, by: Numbers | Flags) -> Spellings:
    return replace(words, starts=words.starts + by)
