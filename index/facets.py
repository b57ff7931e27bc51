"""What articles are besides what they say: their source, author, day and title, for filters, sorts and counts.

A facet is an inverted index like any field: its words are the names of sources and authors, or days as ISO dates, so
that a range of days is a range of words. It is kept as a flat file beside the segment it speaks of, written with it
(`index.faceting`).
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.postings import Reader
from index.postings.mapped import FlatFile
from index.words import fold

EXTENSION = ".facets"


class Facet(StrEnum):
    """What articles are told apart by."""

    SOURCE = "source"
    AUTHOR = "author"
    PUBLISHED = "published"
    TITLE = "title"
    """As it is looked up in a list: its first words alone, whatever quotes it opens with, alefs unified."""


Documents = NDArray[np.int64]


class Facets:
    """The facets of all segments, by the document numbers of a reader."""

    def __init__(self, folder: Path, reader: Reader) -> None:
        """Maps the files. Raises IndexUnusableError."""
        self._count = reader.count
        self._live = reader.live
        self._segments = [
            (FlatFile.map(folder / f"{segment.name}{EXTENSION}").fields, segment.start)
            for segment in reader.ids_by_segment
        ]
        self._ranks: dict[Facet, NDArray[np.int64]] = {}
        self._values: dict[Facet, list[bytes]] = {}
        self._read: dict[Facet, list[list[str]]] = {}
        self._folded: dict[Facet, list[list[str]]] = {}

    def named(self, facet: Facet, name: str) -> Documents:
        """The living articles of the sources or authors whose folded name holds `name`, ascending."""
        return self._documents(
            facet, [[n for n, held in enumerate(names) if name in held] for names in self._names(facet)]
        )

    def published(self, since: date | None, until: date | None) -> Documents:
        """The living articles of a range of days, both included, ascending; those without a date are never in it."""
        first, last = _bounds(since, until)
        days = [fields[Facet.PUBLISHED] for fields, _ in self._segments]
        chosen = [range(field.lower_bound(first), field.lower_bound(last)) for field in days]
        return self._documents(Facet.PUBLISHED, chosen)

    def are_published(self, documents: Documents, since: date | None, until: date | None) -> NDArray[np.bool_]:
        """Which of some articles are of a range of days."""
        ranks = self.ranks(Facet.PUBLISHED)[documents]
        first, last = (bisect_left(self._values[Facet.PUBLISHED], bound) for bound in _bounds(since, until))
        held: NDArray[np.bool_] = (ranks >= first) & (ranks < last)
        return held

    def counts(self, facet: Facet, documents: Documents) -> dict[str, int]:
        """How many of `documents` have each value; "" for those without one."""
        wanted = np.zeros(self._count, np.bool_)
        wanted[documents] = True
        counts: dict[str, int] = {}
        for (fields, start), values in zip(self._segments, self._texts(facet), strict=True):
            field = fields[facet]
            hits = np.add.reduceat(wanted[start + field.documents], field.starts[:-1].astype(np.int64), dtype=np.int64)
            held = np.flatnonzero(hits)
            for number, times in zip(held.tolist(), hits[held].tolist(), strict=True):
                value = values[number]
                counts[value] = counts.get(value, 0) + times
        return counts

    def ranks(self, facet: Facet) -> NDArray[np.int64]:
        """For every document, the place of its value in the order of all values; 0 for none. Reckoned once."""
        if facet not in self._ranks:
            self._ranks[facet] = self._reckoned_ranks(facet)
        return self._ranks[facet]

    def _texts(self, facet: Facet) -> list[list[str]]:
        """The values of a facet, of each segment. Read once."""
        if facet not in self._read:
            values = (fields[facet].all_words() for fields, _ in self._segments)
            self._read[facet] = [[value.decode("utf-8", "replace") for value in some] for some in values]
        return self._read[facet]

    def _names(self, facet: Facet) -> list[list[str]]:
        """The same folded. Folded once."""
        if facet not in self._folded:
            self._folded[facet] = [[*map(fold, some)] for some in self._texts(facet)]
        return self._folded[facet]

    def _reckoned_ranks(self, facet: Facet) -> NDArray[np.int64]:
        values = sorted({word for fields, _ in self._segments for word in fields[facet].all_words()} | {b""})
        self._values[facet] = values
        ranks = np.zeros(self._count, np.int64)
        for fields, start in self._segments:
            field = fields[facet]
            rank = np.searchsorted(np.array(values, object), np.array(field.all_words(), object))
            ranks[start + field.documents] = np.repeat(rank, field.counts())
        return ranks

    def _documents(self, facet: Facet, chosen: Sequence[Sequence[int]]) -> Documents:
        """The living articles that have one of the values chosen in each segment, by their numbers there."""
        found = [np.empty(0, np.int64)]
        for (fields, start), numbers in zip(self._segments, chosen, strict=True):
            field = fields[facet]
            found.extend(field.documents_at(field.rows(number)).astype(np.int64) + start for number in numbers)
        documents = np.sort(np.concatenate(found))
        return documents[self._live[documents]]


def _bounds(since: date | None, until: date | None) -> tuple[bytes, bytes]:
    """Half-open bounds among days, in the order of their bytes; what has no day is before the first."""
    return (since.isoformat() if since else "0").encode(), (until.isoformat() + "~" if until else "~").encode()
