"""The answer to one part of a query, and how answers combine: set algebra over sorted arrays of documents.

An answer is never changed once made, so one answer can be remembered and used again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Documents = NDArray[np.int64]
Scores = NDArray[np.float64]

_DENSE = 8
"""Answers that hold more than one document in so many are summed in one array over all documents."""

_FEW = 32
"""Fewer documents than one in so many are looked up one by one, more in an array over all."""


@dataclass(frozen=True, slots=True)
class Found:
    """The documents that answer, ascending and each once, and how well each does: no score is less than nothing."""

    documents: Documents
    scores: Scores

    def __len__(self) -> int:
        return len(self.documents)


NOTHING = Found(np.empty(0, np.int64), np.empty(0))


def scaled(found: Found, weight: float) -> Found:
    """The same documents, their scores counting `weight` times."""
    return Found(found.documents, found.scores * weight)


def any_of(parts: Sequence[Found], count: int) -> Found:
    """The documents that answer any part, scores added. `count`: one more than the greatest document number."""
    parts = [part for part in parts if len(part)]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    documents = np.concatenate([part.documents for part in parts])
    scores = np.concatenate([part.scores for part in parts])
    if len(documents) * _DENSE > count:
        held = np.zeros(count, np.bool_)
        held[documents] = True
        together = np.flatnonzero(held)
        summed: Scores = np.bincount(documents, scores, count).astype(np.float64, copy=False)
        return Found(together, summed[together])
    order = np.argsort(documents, kind="stable")
    documents, scores = documents[order], scores[order]
    first = np.flatnonzero(np.diff(documents, prepend=-1))
    return Found(documents[first], np.add.reduceat(scores, first))


def all_of(parts: Sequence[Found]) -> Found:
    """The documents that answer every part, scores added; `parts` is not empty."""
    fewest, *others = sorted(parts, key=len)
    documents, scores = fewest.documents, fewest.scores
    for other in others:
        added = _scores_of(documents, other)
        held = added >= 0
        documents, scores = documents[held], scores[held] + added[held]
    return Found(documents, scores)


def within(found: Found, wanted: Found) -> Found:
    """The documents of `found` that `wanted` has too, with the scores they have in `found`."""
    held = _scores_of(found.documents, wanted) >= 0
    return Found(found.documents[held], found.scores[held])


def without(found: Found, unwanted: Found) -> Found:
    """The documents of `found` that `unwanted` has not."""
    held = _scores_of(found.documents, unwanted) < 0
    return Found(found.documents[held], found.scores[held])


def raised(found: Found, other: Found) -> Found:
    """`found` with the scores of `other` added; documents that only `other` has are left out."""
    if not len(other):
        return found
    return Found(found.documents, found.scores + np.maximum(_scores_of(found.documents, other), 0))


def best(found: Found, limit: int | None) -> NDArray[np.intp]:
    """The places in `found` of the greatest scores, greatest first, equals in order; no full sort for a few of many."""
    scores = found.scores
    if limit is None or limit >= len(scores):
        return np.argsort(-scores, kind="stable")
    least = np.partition(scores, len(scores) - limit)[len(scores) - limit] if limit else np.inf
    places = np.flatnonzero(scores >= least)
    return places[np.argsort(-scores[places], kind="stable")][:limit]


def _scores_of(documents: Documents, found: Found) -> Scores:
    """What each of `documents` scores in `found`; less than nothing where it is not there at all."""
    if not len(documents) or not len(found):
        return np.full(len(documents), -1.0)
    count = int(max(documents[-1], found.documents[-1])) + 1
    if len(documents) * _FEW > count:
        scores = np.full(count, -1.0)
        scores[found.documents] = found.scores
        return scores[documents]
    places = np.searchsorted(found.documents, documents)
    places[places == len(found)] = 0
    return np.where(found.documents[places] == documents, found.scores[places], -1.0)
