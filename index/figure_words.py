"""Which words of its article a figure stands among, and which it counts, as numbers of words.

The inverted index knows the number of every word's place. So a sentence, or what is counted, kept as a range of such
numbers can be asked for words without opening the article: a word of the query stands in the sentence when one of its
places lies in the range. The places are known when the index has read the articles' words, all of a batch at once.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.catalogue_rows import Prepared
from index.kept_figures import OFFSETS, TYPE
from index.postings.inversion import ReadTexts
from index.words import Piece, pieces


def figure_places(read: ReadTexts, prepared: Prepared) -> Sequence[bytes]:
    """The places (`index.kept_figures`) of the figures of every article that states some, whose bodies have been
    `read`: their offsets, and the half-open ranges of numbers that the words of each sentence have, and those of what
    it counts. What counts nothing has the empty range `(0, 0)`.
    """
    if not prepared.figures:
        return []
    offsets = np.frombuffer(b"".join([each for _, each, _ in prepared.figures]), TYPE).reshape(-1, len(OFFSETS))
    counts = [len(each) // offsets.strides[0] for _, each, _ in prepared.figures]
    articles = np.repeat([place for place, _, _ in prepared.figures], counts)
    places = np.concatenate((offsets, _words(read, articles, offsets.astype(np.int64))), axis=1, dtype=TYPE)
    return [figures.tobytes() for figures in np.split(places, np.cumsum(counts)[:-1])]


def _words(read: ReadTexts, articles: NDArray[np.int64], offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    _, _, counted, counted_stop, sentence, sentence_stop = offsets.T
    bases = read.found.bounds[articles]
    first = read.before[np.searchsorted(read.found.starts, bases)]  # the number of an article's first word among all
    counts = counted_stop > 0
    return np.stack(
        (
            _ended_by(read, bases + sentence) - first,
            _begun_before(read, bases + sentence_stop) - first,
            np.where(counts, _ended_by(read, bases + np.maximum(counted, 0)) - first, 0),
            np.where(counts, _begun_before(read, bases + np.maximum(counted_stop, 0)) - first, 0),
        ),
        axis=1,
    )


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
