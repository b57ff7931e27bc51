"""The answer to one part of a query, and how answers combine: set algebra over sorted arrays of documents.

An answer is never changed once made, so one answer can be remembered and used again. Its scores are reckoned when they
are asked for, and only those asked for: of the thousands of documents that have a word, few have the other words, too.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.postings import are_first

Documents = NDArray[np.int64]
Scores = NDArray[np.float64]
Places = slice | NDArray[np.intp]

_ALL = slice(None)

_DENSE = 32
"""Answers that hold more than one document in so many are summed in one array over all documents."""

_FEW = 64
"""Fewer documents than one in so many are looked up one by one, more in an array over all."""

_SORTED = 256
"""So few scores are all put in order."""

_BLOCK = 32
"""So many scores have their greatest looked at first, when a few of many are wanted."""


class Found:
    """The documents that answer, ascending and each once, and how well each does: no score is less than nothing."""

    __slots__ = ("_known", "_reckon", "documents")

    def __init__(self, documents: Documents, scores: Scores | Callable[[Places], Scores]) -> None:
        """`scores` of all documents, or how to reckon those of some, given by their places in `documents`."""
        self.documents: Documents = documents
        """Which documents answer."""
        self._known = None if callable(scores) else scores
        self._reckon = scores if callable(scores) else None

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def scores(self) -> Scores:
        """How well each document answers."""
        if self._known is None:
            self._known = self.at(_ALL)
        return self._known

    def at(self, places: Places) -> Scores:
        """The scores of the documents in some places, without those of the others."""
        if self._known is None:
            assert self._reckon is not None
            return self._reckon(places)
        return self._known[places]

    def first(self, limit: int | None) -> "Rows":
        """The best documents, best first, equals in order."""
        places = best(self, limit)
        return self.documents[places].tolist(), self.scores[places].tolist()


class Few(Found):
    """So few documents that Python's own numbers are less work than arrays; those are made when they are asked for."""

    __slots__ = ("_array", "_listed", "_scores")

    def __init__(self, documents: list[int], scores: list[float]) -> None:
        """`documents` ascending, each once."""
        self._listed = documents
        self._scores = scores
        self._array: Documents | None = None
        self._known = self._reckon = None

    def __len__(self) -> int:
        return len(self._listed)

    @property  # a `__getattr__` would make every look at one several times as slow
    def documents(self) -> Documents:  # type: ignore[override]  # nobody sets those of an answer
        if self._array is None:
            self._array = np.array(self._listed, np.int64)
        return self._array

    def at(self, places: Places) -> Scores:
        return np.array(self._scores, np.float64)[places]

    def first(self, limit: int | None) -> "Rows":
        documents, scores = self._listed, self._scores
        order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)[:limit]
        return [documents[place] for place in order], [scores[place] for place in order]


Rows = tuple[list[int], list[float]]
"""Documents in the order in which they are shown, and their scores."""

_FROM_ONE = np.arange(1, 1 << 16, dtype=np.uint16)

NOWHERE = np.empty(0, np.intp)

NOTHING = Found(np.empty(0, np.int64), np.empty(0))


def scaled(found: Found, weight: float) -> Found:
    """The same documents, their scores counting `weight` times."""
    return found if weight == 1 else Found(found.documents, lambda places: found.at(places) * weight)


def any_of(parts: Sequence[Found], count: int) -> Found:
    """The documents that answer any part, scores added. `count`: one more than the greatest document number."""
    parts = [part for part in parts if len(part)]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    if sum(map(len, parts)) * _DENSE > count:
        held, summed = np.zeros(count, np.bool_), np.zeros(count)
        for part in parts:
            held[part.documents] = True
            summed[part.documents] += part.scores
        together = held.nonzero()[0]
        return Found(together, summed[together])
    documents = np.concatenate([part.documents for part in parts])
    scores = np.concatenate([part.scores for part in parts])
    order = np.argsort(documents, kind="stable")
    documents, scores = documents[order], scores[order]
    first = are_first(documents).nonzero()[0]
    return Found(documents[first], np.add.reduceat(scores, first))


def all_of(parts: Sequence[Found]) -> Found:
    """The documents that answer every part, scores added; `parts` is not empty."""
    fewest, *others = sorted(parts, key=len)
    if not others:
        return fewest
    standing: list[tuple[Found, NDArray[np.intp]]] = []
    documents = fewest.documents
    for other in others:
        held, places = _meeting(documents, other.documents)
        documents = documents[held]
        standing = [(part, at[held]) for part, at in standing] if standing else [(fewest, held)]
        standing.append((other, places))
    return Found(documents, lambda places: reduce(np.add, [part.at(at[places]) for part, at in standing]))


def kept(found: Found, held: NDArray[np.bool_]) -> Found:
    """The documents for which `held` says so."""
    at = held.nonzero()[0]
    return Found(found.documents[at], lambda places: found.at(at[places]))


def without(found: Found, unwanted: Found) -> Found:
    """The documents of `found` that `unwanted` has not."""
    return kept(found, _places_in(unwanted.documents, found.documents) < 0)


def raised(found: Found, other: Found) -> Found:
    """`found` with the scores of `other` added; documents that only `other` has are left out."""
    if not len(other):
        return found
    places = _places_in(found.documents, other.documents)
    held = (places >= 0).nonzero()[0]
    scores = found.at(_ALL).copy()
    scores[places[held]] += other.at(held)
    return Found(found.documents, scores)


def best(found: Found, limit: int | None) -> NDArray[np.intp]:
    """The places in `found` of the greatest scores, greatest first, equals in order; no full sort for a few of many."""
    scores = found.scores
    if limit is None or len(scores) <= max(limit, _SORTED):
        return (-scores).argsort(kind="stable")[:limit]
    places = foremost(scores, limit)
    return places[(-scores[places]).argsort(kind="stable")[:limit]]


def foremost(values: NDArray[Any], limit: int) -> NDArray[np.intp]:
    """The places, ascending, of the `limit` greatest values and perhaps some more; there are more than `limit`.

    Of every so many values the greatest is looked at first: where enough of those reach a value, so do enough of all.
    """
    if not limit:
        return np.empty(0, np.intp)
    blocks = len(values) // _BLOCK
    some = values.copy() if blocks <= limit else values[: blocks * _BLOCK].reshape(_BLOCK, blocks).max(axis=0)
    least = len(some) - limit
    some.partition(least)
    reach: NDArray[np.intp] = (values >= some[least]).nonzero()[0]
    return reach


def _meeting(documents: Documents, others: Documents) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each document that both have stands in either; both ascend, each document once."""
    if not len(documents) or not len(others):
        return NOWHERE, NOWHERE
    count = int(max(documents[-1], others[-1])) + 1
    if len(documents) * _FEW > count:
        numbers = _FROM_ONE[: len(others)] if len(others) <= len(_FROM_ONE) else np.arange(1, len(others) + 1)
        after = np.zeros(count, numbers.dtype)  # zeros cost nothing until they are touched
        after[others] = numbers
        places = after.take(documents)
        held = (places > 0).nonzero()[0]
        return held, places[held].astype(np.intp) - 1
    at = others.searchsorted(documents)
    held = (others.take(at, mode="clip") == documents).nonzero()[0]
    return held, at[held]


def _places_in(held: Documents, documents: Documents) -> NDArray[np.intp]:
    """Where each of `documents` stands in `held`, -1 where it does not; both ascend, each document once."""
    if not len(documents) or not len(held):
        return np.full(len(documents), -1, np.intp)
    count = int(max(documents[-1], held[-1])) + 1
    if len(documents) * _FEW > count:
        after = np.zeros(count, np.int32)  # zeros cost nothing until they are touched
        after[held] = np.arange(1, len(held) + 1)
        return after[documents].astype(np.intp) - 1
    places = held.searchsorted(documents)
    places[places == len(held)] = 0
    places[held[places] != documents] = -1
    return places
