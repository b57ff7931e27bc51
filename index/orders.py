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

    __slots__ = ("_begins", "before")

    def __init__(self, before: NDArray[np.int32]) -> None:
        """`before`: for every document what it is sorted by, the first greatest; none is negative."""
        self.before = before
        values = np.arange(before.max(initial=0) + 1, dtype=before.dtype)
        begins = np.maximum.accumulate(before).searchsorted(values).astype(np.int32)
        self._begins: Sequence[int] = begins.data
        """For every value that documents are sorted by, the first that has it or a greater one."""

    def first(self, found: Found, limit: int | None) -> tuple[NDArray[np.intp], Scores]:
        """The places in `found` of the first documents (None: of all), in order, and their scores; equals stand by
        their scores, and then as they are numbered."""
        documents = found.documents
        if limit is None or limit >= len(documents):
            return self._sorted(found, 0, documents, limit)
        start = int(documents.searchsorted(self._begins[self.before.take(documents[-limit:]).min()]))
        last = documents[start:]
        return self._sorted(found, start, last, limit) if len(last) <= _SOME else self._foremost(found, start, limit)

    def _sorted(self, found: Found, start: int, last: Documents, limit: int | None) -> tuple[NDArray[np.intp], Scores]:
        """Of the documents from one place on, which are the `last`."""
        scores = found.at(slice(start, None))
        order = np.lexsort((-scores, -self.before.take(last)))[:limit]
        return order + start, scores[order]

    def _foremost(self, found: Found, start: int, limit: int) -> tuple[NDArray[np.intp], Scores]:
        """The same for so many that only the foremost have their scores reckoned."""
        before = self.before.take(found.documents[start:])
        places = foremost(before, limit)
        scores = found.at(places + start)
        order = np.lexsort((-scores, -before[places]))[:limit]
        return places[order] + start, scores[order]
