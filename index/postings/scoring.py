"""BM25: what a document is worth that has a word so often."""

import math

import numpy as np
from numpy.typing import NDArray

from index.postings.arrays import Numbers

K1, B = 1.2, 0.75
"""How soon a frequency is enough, and how much the length of a document counts: Whoosh's own figures."""

LENGTH_WEIGHT = 0.9
"""What the length of a document counts when this program ranks: `B` of `tests.bench.tuning`. Whoosh's own figure lets
long news drown short articles."""

_WIDENED = 1 << 13
"""So many numbers still lie in memory that the process has; larger arrays may be asked of the system each time."""


def bm25(
    frequencies: Numbers, lengths: NDArray[np.float64], average_length: float, document_frequency: int, count: int
) -> NDArray[np.float64]:
    """The scores of documents for one term, exactly as `whoosh.scoring.BM25F` reckons them.

    `frequencies` and `lengths` are those of the documents scored; `document_frequency` and `count` are taken over the
    whole index, deleted documents included, as Whoosh takes them.
    """
    return bm25_of_burdens(frequencies, burdens(lengths, average_length), document_frequency, count)


def burdens(lengths: NDArray[np.float64], average_length: float, b: float = B) -> NDArray[np.float64]:
    """The part of BM25 that a document's length decides, the same for every term."""
    return K1 * ((1 - b) + b * lengths / (average_length or 1))


def bm25_of_burdens(
    frequencies: Numbers, burdens: NDArray[np.float64], document_frequency: int, count: int, weight: float = 1.0
) -> NDArray[np.float64]:
    """As `bm25`, for documents whose burdens are known, and a term that counts `weight` times."""
    # Widened once, not by every operation; but of very many another array costs more than that saves.
    often = frequencies.astype(np.float64) if len(frequencies) <= _WIDENED else frequencies
    scores: NDArray[np.float64] = often + burdens
    np.divide(often, scores, out=scores)
    scores *= at_most(document_frequency, count, weight)
    return scores


def at_most(document_frequency: int, count: int, weight: float) -> float:
    """What a document is worth that has nothing but the term."""
    return idf(document_frequency, count) * (K1 + 1) * weight


def idf(document_frequency: int, count: int) -> float:
    """What finding a word tells that so many of all documents have."""
    return math.log(count / (document_frequency + 1)) + 1
