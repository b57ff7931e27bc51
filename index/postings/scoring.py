"""BM25: what a document is worth that has a word so often."""

import math

import numpy as np
from numpy.typing import NDArray

from index.postings.arrays import Numbers

K1 = 1.2
"""How soon a frequency is enough: Whoosh's own figure."""

LENGTH_WEIGHT = 0.9
"""What the length of a document counts when this program ranks: `B` of `tests.bench.tuning`. Whoosh's own figure, 0.75,
lets long news drown short articles."""

_WIDENED = 1 << 13
"""So many numbers still lie in memory that the process has; larger arrays may be asked of the system each time."""


def burdens(lengths: NDArray[np.float64], average_length: float, weight: float) -> NDArray[np.float64]:
    """The part of BM25 that a document's length decides, which counts so much, the same for every term."""
    return K1 * ((1 - weight) + weight * lengths / (average_length or 1))


def bm25(
    frequencies: Numbers, burdens: NDArray[np.float64], document_frequency: int, count: int, weight: float = 1.0
) -> NDArray[np.float64]:
    """The scores of documents for one term that counts `weight` times, as `whoosh.scoring.BM25F` reckons them.

    `frequencies` and `burdens` are those of the documents scored; `document_frequency` of all `count` have the term.
    """
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
