"""Which words of its article a figure stands among, and which it counts, as numbers of words.

The inverted index knows the number of every word's place. So a sentence, or what is counted, kept as a range of such
numbers can be asked for words without opening the article: a word of the query stands in the sentence when one of its
places lies in the range. The places are known when the index has read the articles' words, all of a batch at once.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.catalogue_rows import Prepared
from index.postings.inversion import ReadTexts
from index.words import Piece, pieces


class FigureWords(NamedTuple):
    """For each figure the half-open ranges of numbers that the words of its sentence have, and those it counts.

    What counts nothing has the empty range `(0, 0)`.
    """

    sentence_word: Sequence[int]
    sentence_word_stop: Sequence[int]
    counted_word: Sequence[int]
    counted_word_stop: Sequence[int]


_NONE = FigureWords((), (), (), ())


def figure_words(read: ReadTexts, prepared: Prepared) -> FigureWords:
    """The words around the figures of some articles, whose bodies have been `read`."""
    if not prepared.figure_column("article"):
        return _NONE
    articles = np.array(prepared.figure_column("article"), np.int64)
    bases = read.found.bounds[articles]
    first = read.before[np.searchsorted(read.found.starts, bases)]  # the number of an article's first word among all
    sentence, counted = ((_column(prepared, f"{part}_start"), _column(prepared, f"{part}_stop")) for part in _PARTS)
    counts = counted[1] > 0
    return FigureWords(
        (_ended_by(read, bases + sentence[0]) - first).tolist(),
        (_begun_before(read, bases + sentence[1]) - first).tolist(),
        np.where(counts, _ended_by(read, bases + counted[0]) - first, 0).tolist(),
        np.where(counts, _begun_before(read, bases + counted[1]) - first, 0).tolist(),
    )


_PARTS = ("sentence", "counted")


def _column(prepared: Prepared, name: str) -> NDArray[np.int64]:
    """A column of offsets, 0 where there is none."""
    return np.array([offset or 0 for offset in prepared.figure_column(name)], np.int64)


def _ended_by(read: ReadTexts, offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many words have ended by each offset."""
    return _counted(read, offsets, lambda piece, at: piece.end <= at)


def _begun_before(read: ReadTexts, offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many words have begun before each offset."""
    return _counted(read, offsets, lambda piece, at: piece.start < at)


def _counted(read: ReadTexts, offsets: NDArray[np.int64], is_in: Callable[[Piece, int], bool]) -> NDArray[np.int64]:
    """The words of the tokens that begin before each offset. Of a token in which it lies, those pieces count that are
    in, which is asked only there."""
    found, before = read
    following = np.searchsorted(found.starts, offsets)
    counts: NDArray[np.int64] = before[following]
    ends = np.append(0, found.ends)[following]
    for row in np.flatnonzero(offsets < ends).tolist():
        token = int(following[row]) - 1
        start, at = int(found.starts[token]), int(offsets[row])
        inside = pieces(found.text[start : int(ends[row])])
        counts[row] = before[token] + sum(is_in(piece, at - start) for piece in inside)
    return counts
