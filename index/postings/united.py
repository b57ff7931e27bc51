"""One field over all segments of an index, as if it were one: unions of postings, and where words stand.

Many postings are NumPy's, in whole arrays; only few are reckoned with one by one.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings.arrays import FlatField, Numbers, are_first, runs
from index.postings.lengths import LENGTH_OF_BYTE
from index.postings.scoring import LENGTH_WEIGHT, burdens

Documents = NDArray[np.integer[Any]]

FEW_POSTINGS = 32
"""So few postings are reckoned with in Python's own numbers, which is a fraction of the work of arrays."""

_TWICE_AS_WIDE = {1: np.uint16, 2: np.uint32, 4: np.uint64, 8: np.uint64}
"""Numbers that hold the sum of several so many bytes wide."""

_SPARSE = 25
"""A union of few words with no more than one posting for so many documents is merged, a larger one counted in an array
over all of them."""

_DENSE = 64
"""A union that touches more than one in so many documents is counted in one array over all of them."""


class Segment(NamedTuple):
    """A field in one segment: the segment's name, the field's arrays, and which documents are its own."""

    name: str
    field: FlatField
    start: int
    end: int


Chosen = list[tuple[Segment, NDArray[np.int64]]]
"""Words by segment: the segments that have any, with the words' numbers there, ascending and each once."""


class Postings:
    """One field over all segments."""

    def __init__(self, segments: Sequence[Segment], live: NDArray[np.bool_], average_length: float) -> None:
        self.segments = segments
        """Words are looked up and numbered in each: nobody pays for the vocabulary of all."""
        self._live = live
        self.are_all_living = bool(live.all())
        self.count = len(live)
        """Documents, deleted ones included."""
        self.average_length = average_length
        """Words per document, as Whoosh averages it: deleted documents included. 0 for an empty index."""

    @cached_property
    def lengths(self) -> NDArray[np.float64]:
        """The number of words of each document, as Whoosh's length byte has it: exact to 10, then rounded up."""
        lengths = np.zeros(len(self._live))
        for segment in self.segments:
            found = segment.field.lengths
            if found is not None:
                lengths[segment.start : segment.start + len(found)] = LENGTH_OF_BYTE[found]
        return lengths

    @cached_property
    def burdens(self) -> NDArray[np.float64]:
        """What the length of each document weighs when it is ranked."""
        return burdens(self.lengths, self.average_length, LENGTH_WEIGHT)

    def union_of(self, chosen: Chosen) -> tuple[Documents, Numbers]:
        """The documents that have any of the words, ascending, and the frequencies (or boosted weights) of all of them
        summed."""
        if len(chosen) == 1 and self.are_all_living:
            return self._union_in(*chosen[0])
        found = [self._union_in(segment, local) for segment, local in chosen]
        if not found:
            return np.empty(0, np.uint32), np.empty(0)
        documents = np.concatenate([part for part, _ in found])
        weights = np.concatenate([part for _, part in found])
        if self.are_all_living:
            return documents, weights
        kept = self._live[documents]
        return documents[kept], weights[kept]

    def living(self, places: NDArray[np.int64], segment: Segment) -> NDArray[np.int64]:
        """Those places of a segment, `document << 32 | position`, whose documents, in its own numbers, have not been
        deleted."""
        return places if self.are_all_living else places[self._live[segment.start : segment.end][places >> 32]]

    def documents_of(self, chosen: Chosen) -> NDArray[np.int64]:
        """The documents of `union_of` alone, for a fraction of the time where words have millions of postings."""
        held = np.zeros(len(self._live), np.bool_)
        for segment, words in chosen:
            own = held[segment.start : segment.end]
            for rows in _stretches(segment.field, words):
                own[segment.field.documents_at(rows)] = True
        return np.flatnonzero(held if self.are_all_living else held & self._live)

    def frequencies_in(self, documents: Numbers, chosen: Chosen) -> tuple[NDArray[np.float64], int]:
        """How often any of the words stands in each of `documents`, and how many documents of the index have any."""
        frequencies, having = np.zeros(len(documents)), 0
        for segment, words in chosen:
            rows = segment.field.rows_of(words)
            held, weights = segment.field.documents_at(rows), segment.field.weights_at(rows)
            sums = np.bincount(held, weights, segment.end - segment.start)
            having += int(np.count_nonzero(sums))
            own = np.flatnonzero((documents >= segment.start) & (documents < segment.end))
            frequencies[own] = sums[documents[own] - segment.start]
        return frequencies, having

    def occurrences_of(self, chosen: Chosen, documents: Numbers | None = None) -> NDArray[np.uint64]:
        """Where any of the words stands: `document << 32 | position`, ascending; only in `documents`, when given.

        Empty for a field without positions.
        """
        if documents is not None and all(len(words) <= FEW_WORDS for _, words in chosen):
            few = documents[are_first(documents)]
            few = few if self.are_all_living else few[self._live[few]]
            return _merged([part for segment, words in chosen for part in _occurrences_in(segment, words, few)])
        wanted = self._wanted(documents)
        found = [_occurrences(segment, local, wanted) for segment, local in chosen]
        return found[0] if len(found) == 1 else np.concatenate([np.empty(0, np.uint64), *found])

    def _wanted(self, documents: Numbers | None) -> NDArray[np.bool_] | None:
        if documents is None:
            return None if self.are_all_living else self._live
        wanted = np.zeros(len(self._live), bool)
        wanted[documents] = True
        return wanted if self.are_all_living else wanted & self._live

    @staticmethod
    def _union_in(segment: Segment, words: NDArray[np.int64]) -> tuple[Documents, Numbers]:
        field = segment.field
        documents: Documents
        if len(words) == 1:
            documents, weights = field.postings(int(words[0]))
        elif len(words) <= FEW_WORDS and not field.is_boosted:
            documents, weights = _counted(field, words.tolist(), segment.end - segment.start)
        else:
            rows_of_all = field.rows_of(words)
            documents, weights = field.documents_at(rows_of_all), field.weights_at(rows_of_all)
            weights = weights.astype(np.float64)
            boosted = segment.field.is_boosted  # weights may then be nothing, and a count of them misleads
            dense = len(documents) * _DENSE > segment.end - segment.start and not boosted
            documents, weights = _summed_densely(documents, weights) if dense else _summed(documents, weights)
        return (documents + np.uint32(segment.start) if segment.start else documents), weights


_SCATTERED = 1000


def _stretches(field: FlatField, words: NDArray[np.int64]) -> Sequence[slice | NDArray[np.int64]]:
    """The rows of some words: the slices of those that follow one another, or, if that were many, all one by one."""
    breaks = np.flatnonzero(np.diff(words) != 1) + 1
    return (
        [field.rows_of(part) for part in np.split(words, breaks)]
        if len(breaks) < _SCATTERED
        else [field.rows_of(words)]
    )


def _summed_densely(documents: Documents, weights: NDArray[np.float64]) -> tuple[Documents, NDArray[np.float64]]:
    sums: NDArray[np.float64] = np.bincount(documents, weights=weights).astype(np.float64, copy=False)
    found = np.flatnonzero(sums > 0)  # of truth values, several times as fast as of numbers
    return found.astype(np.uint32), sums[found]


def _counted(field: FlatField, words: list[int], count: int) -> tuple[Documents, Numbers]:
    """The union of few words without boosts, of a field of so many documents."""
    every = [field.postings(number) for number in words]
    postings = sum([len(documents) for documents, _ in every])
    if postings <= FEW_POSTINGS:
        return _counted_singly(every)
    if postings * _SPARSE > count:
        return _counted_densely(every, count)
    both = np.concatenate([documents for documents, _ in every]).astype(np.int64) << 32
    both |= np.concatenate([frequencies for _, frequencies in every])
    both.sort(kind="stable")  # which finds that these are a few runs, and merges them
    documents = both >> 32
    both &= 0xFFFFFFFF
    first = are_first(documents).nonzero()[0]
    return documents[first], np.add.reduceat(both, first)


def _counted_singly(every: Sequence[tuple[Documents, Numbers]]) -> tuple[Documents, Numbers]:
    found: dict[int, int] = {}
    for documents, frequencies in every:
        for document, frequency in zip(documents.tolist(), frequencies.tolist(), strict=True):
            found[document] = found.get(document, 0) + frequency
    ascending = sorted(found)
    return np.array(ascending, np.int64), np.array([found[document] for document in ascending], np.int64)


def _counted_densely(every: Sequence[tuple[Documents, Numbers]], count: int) -> tuple[Documents, Numbers]:
    (documents, frequencies), *others = every
    sums: Numbers = np.zeros(count, _TWICE_AS_WIDE[frequencies.itemsize])
    sums[documents.astype(np.int64)] = frequencies.astype(sums.dtype)
    for documents, frequencies in others:
        sums[documents.astype(np.int64)] += frequencies  # a word has each document once
    found = (sums > 0).nonzero()[0]
    return found, sums[found]


def _summed(documents: Documents, weights: NDArray[np.float64]) -> tuple[Documents, NDArray[np.float64]]:
    order = np.argsort(documents, kind="stable")
    documents, weights = documents[order], weights[order]
    first = are_first(documents).nonzero()[0]
    sums: NDArray[np.float64] = np.add.reduceat(weights, first)
    return documents[first], sums


def _occurrences(segment: Segment, words: NDArray[np.int64], wanted: NDArray[np.bool_] | None) -> NDArray[np.uint64]:
    field = segment.field
    if not field.has_positions:
        return np.empty(0, np.uint64)
    if len(words) == 1 and wanted is None:
        return _all_occurrences(segment, int(words[0]))
    rows = field.rows_of(words)
    documents, counts = field.documents_at(rows), field.frequencies_at(rows)
    documents = documents + np.uint32(segment.start) if segment.start else documents
    kept = np.arange(len(documents)) if wanted is None else np.flatnonzero(wanted[documents])
    counts, rows = counts[kept].astype(np.int64), rows.start + kept if isinstance(rows, slice) else rows[kept]
    keys = np.repeat(documents[kept].astype(np.uint64) << np.uint64(32), counts)
    keys |= field.positions_at(runs(field.place_starts_at(rows), counts)).astype(np.uint64)
    if len(words) > 1:
        keys.sort()
    return keys


FEW_WORDS = 8
"""So many words are looked up in the documents that are wanted; of more, all postings are held against those."""


def _all_occurrences(segment: Segment, number: int) -> NDArray[np.uint64]:
    """Where one word stands: its positions lie as its documents do."""
    field = segment.field
    rows = field.rows(number)
    documents = field.documents_at(rows).astype(np.uint64)
    documents += np.uint64(segment.start)
    keys = (documents << np.uint64(32)).repeat(field.frequencies_at(rows))
    return keys | field.positions_at(field.places(number))


def _occurrences_in(
    segment: Segment, words: NDArray[np.int64], documents: NDArray[np.int64]
) -> Iterator[NDArray[np.uint64]]:
    """Where each of some words stands in some documents, without touching the postings of the others."""
    field = segment.field
    if not field.has_positions:
        return
    own = (documents - segment.start if segment.start else documents).astype(np.uint32)
    keys = documents.astype(np.uint64) << np.uint64(32)
    for number in words.tolist():
        having, rows = postings_in(field, number, own)
        if len(having):
            counts = field.frequencies_at(rows).astype(np.int64)
            yield keys[having].repeat(counts) | field.positions_at(runs(field.place_starts_at(rows), counts))


def postings_in(
    field: FlatField, word: int, documents: NDArray[np.uint32]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Which of some documents have a word, by their places among them, and its postings there."""
    begin, own = field.begin_and_documents(word)
    nearest = own[1:].searchsorted(documents, "right")  # the last that is not behind, or the first
    having = (own[nearest] == documents).nonzero()[0]
    return having, nearest[having] + begin


def _merged(found: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint64]:
    if len(found) == 1:
        return found[0]
    together = np.concatenate([np.empty(0, np.uint64), *found])
    together.sort()
    return together


def are_among(places: Numbers, others: Numbers) -> NDArray[np.bool_]:
    """Whether each of `places` is one of `others`, which ascend."""
    if not len(others):
        return np.zeros(len(places), np.bool_)
    are_there: NDArray[np.bool_] = others.take(others.searchsorted(places), mode="clip") == places
    return are_there


def document_frequency(words: Chosen) -> int:
    """In how many places of how many articles, roughly, the words stand: enough to tell common from rare."""
    return sum(
        segment.field.document_frequency(int(numbers[0]))
        if len(numbers) == 1
        else int(segment.field.counts_of(numbers).sum())
        for segment, numbers in words
    )
