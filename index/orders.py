"""Articles in an order that is not by rank: by day, by source, by title.

Archives come day by day, and articles are numbered as they are read: the newest of those that answer most often stand
among the last of them, and no other is looked at. Where they stand anywhere, so it is found, and all are.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.found import Documents, Found, Scores, foremost

_SOME = 512
"""So few articles are put in order without looking for the foremost of them first."""


class Order:
    """One order of all documents of a generation, living and deleted."""

    __slots__ = ("_begins", "_is_backwards", "after")

    def __init__(self, after: NDArray[np.int32]) -> None:
        """`after`: for every document what it is sorted by, the first least; none is negative."""
        self.after = after
        """The same: for each document that is wanted, by its number."""
        values = np.arange(after.max(initial=0) + 1, dtype=after.dtype)
        begins = (-np.minimum.accumulate(after)).searchsorted(-values).astype(np.int32)
        self._begins: Sequence[int] = begins.data
        """For every value that documents are sorted by, the first document that has it or a lesser one."""
        self._is_backwards = bool((after[1:] <= after[:-1]).all())
        """Whether the last document is the first in this order, and so on."""

    def first(self, found: Found, limit: int | None) -> tuple[Documents, Scores]:
        """The first documents (None: all) of an answer, in order, and their scores; equals stand by their scores, and
        then as they are numbered."""
        documents = found.documents
        if not limit or limit >= len(documents):
            return self._sorted(found, 0, limit)
        some = documents[-limit:]
        greatest = self.after[some[0]] if self._is_backwards else self.after.take(some).max()
        start = int(documents.searchsorted(self._begins[greatest]))
        ordered = self._sorted if len(documents) - start <= _SOME else self._foremost
        return ordered(found, start, limit)

    def _sorted(self, found: Found, start: int, limit: int | None) -> tuple[Documents, Scores]:
        """Of the documents from one place on."""
        documents, scores = found.documents[start:], found.at(slice(start, None))
        order = np.lexsort((-scores, self.after.take(documents)))[:limit]
        return documents[order], scores[order]

    def _foremost(self, found: Found, start: int, limit: int) -> tuple[Documents, Scores]:
        """The same for so many that only the foremost have their scores reckoned."""
        places = foremost(-self.after.take(found.documents[start:]), limit) + start
        documents, scores = found.documents[places], found.at(places)
        order = np.lexsort((-scores, self.after.take(documents)))[:limit]
        return documents[order], scores[order]
