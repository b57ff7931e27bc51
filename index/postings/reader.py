"""The fast read side: an immutable snapshot of the whole index, for ranking over whole arrays.

Numbers of documents and words are global: a segment's documents follow those of the segment before it, and words are
numbered in the order of the vocabulary of all segments. Deleted documents keep their numbers and are never returned.
Everything is NumPy over whole arrays; no Python runs for each hit.
"""

import math
import os
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.articles import ArticleId
from index.errors import IndexUnusableError
from index.postings.arrays import FlatField, FlatFile, Numbers, are_first, each_once, runs, starts_of
from index.postings.contents import BODY, FLAT_EXT, ID, TITLE, Contents, contents
from index.postings.lengths import LENGTH_OF_BYTE

Documents = NDArray[np.uint32]
Words = Sequence[int] | NDArray[np.integer[Any]]

_DENSE = 64
"""A union that touches more than one in so many documents is counted in one array over all of them."""


K1, B = 1.2, 0.75
"""How soon a frequency is enough, and how much the length of a document counts: Whoosh's own figures."""

LENGTH_WEIGHT = 0.9
"""What the length of a document counts when this program ranks: `B` of `tests.bench.tuning`. Whoosh's own figure lets
long news drown short articles."""


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
    frequencies: Numbers, burdens: NDArray[np.float64], document_frequency: int, count: int
) -> NDArray[np.float64]:
    """As `bm25`, for documents whose burdens are known."""
    scores = frequencies.astype(np.float64)
    whole = scores + burdens
    scores *= K1 + 1
    scores /= whole
    scores *= idf(document_frequency, count)
    return scores


def idf(document_frequency: int, count: int) -> float:
    """What finding a word tells that so many of all documents have."""
    return math.log(count / (document_frequency + 1)) + 1


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
        """Whoever resolves words by segment (`union_of`, `occurrences_of`) never pays for the vocabulary of all."""
        self._live = live
        self._all_live = bool(live.all())
        self.average_length = average_length
        """Words per document, as Whoosh averages it: deleted documents included. 0 for an empty index."""

    @cached_property
    def vocabulary(self) -> Sequence[str]:
        """Every word of any segment in order of code points; a word's place is its number."""
        lists = [[word.decode() for word in segment.field.all_words()] for segment in self.segments]
        return lists[0] if len(lists) == 1 else sorted(set().union(*lists))

    @cached_property
    def _local(self) -> list[NDArray[np.int64] | None]:
        """For each segment, global word number → its own, -1 where it lacks the word; None: they are the same."""
        if len(self.segments) == 1:
            return [None]
        numbers = dict(zip(self.vocabulary, range(len(self.vocabulary)), strict=True))
        return [self._local_numbers(segment.field, numbers) for segment in self.segments]

    @staticmethod
    def _local_numbers(field: FlatField, numbers: dict[str, int]) -> NDArray[np.int64]:
        local = np.full(len(numbers), -1, np.int64)
        words = (numbers[word.decode()] for word in field.all_words())
        local[np.fromiter(words, np.int64, len(field))] = np.arange(len(field))
        return local

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

    def __len__(self) -> int:
        """How many words the vocabulary has."""
        return len(self.segments[0].field) if len(self.segments) == 1 else len(self.vocabulary)

    def word_number(self, word: str) -> int | None:
        """The number of a word, None for one that no document has."""
        if len(self.segments) == 1:
            return self.segments[0].field.find(word.encode())
        number = bisect_left(self.vocabulary, word)
        return number if number < len(self.vocabulary) and self.vocabulary[number] == word else None

    def document_frequency(self, number: int) -> int:
        """How many documents have the word, deleted ones included (as Whoosh counts, and no sweep corrects)."""
        return sum(segment.field.document_frequency(int(local[0])) for segment, local in self._chosen([number]))

    def postings(self, number: int) -> tuple[Documents, Numbers]:
        """The documents that have the word, ascending, and its frequency (or boosted weight) in each."""
        return self.union([number])

    def union(self, numbers: Words) -> tuple[Documents, Numbers]:
        """The documents that have any of the words, ascending, and the frequencies of all of them summed."""
        return self.union_of(self._chosen(numbers))

    def union_of(self, chosen: Chosen) -> tuple[Documents, Numbers]:
        """As `union`, for words chosen segment by segment."""
        found = [self._union_in(segment, local) for segment, local in chosen]
        if len(found) == 1 and self._all_live:
            return found[0]
        if not found:
            return np.empty(0, np.uint32), np.empty(0)
        documents = np.concatenate([part for part, _ in found])
        weights = np.concatenate([part for _, part in found])
        if self._all_live:
            return documents, weights
        kept = self._live[documents]
        return documents[kept], weights[kept]

    def documents_of(self, chosen: Chosen) -> NDArray[np.int64]:
        """The documents of `union_of` alone, for a fraction of the time where words have millions of postings."""
        held = np.zeros(len(self._live), np.bool_)
        for segment, words in chosen:
            own = held[segment.start : segment.end]
            for rows in _stretches(segment.field, words):
                own[segment.field.documents[rows]] = True
        return np.flatnonzero(held if self._all_live else held & self._live)

    def frequencies_in(self, documents: Numbers, chosen: Chosen) -> tuple[NDArray[np.float64], int]:
        """How often any of the words stands in each of `documents`, and how many documents of the index have any."""
        frequencies, having = np.zeros(len(documents)), 0
        for segment, words in chosen:
            rows = segment.field.rows_of(words)
            sums = np.bincount(segment.field.documents[rows], segment.field.weight()[rows], segment.end - segment.start)
            having += int(np.count_nonzero(sums))
            own = np.flatnonzero((documents >= segment.start) & (documents < segment.end))
            frequencies[own] = sums[documents[own] - segment.start]
        return frequencies, having

    def occurrences(self, numbers: Words, documents: Numbers | None = None) -> NDArray[np.uint64]:
        """Where any of the words stands: `document << 32 | position`, ascending; only in `documents`, when given.

        Phrases over sets of words are intersections of these, moved by each word's place in the phrase. Empty for a
        field without positions.
        """
        return self.occurrences_of(self._chosen(numbers), documents)

    def occurrences_of(self, chosen: Chosen, documents: Numbers | None = None) -> NDArray[np.uint64]:
        """As `occurrences`, for words chosen segment by segment."""
        if documents is not None and all(len(words) <= _FEW_WORDS for _, words in chosen):
            few = documents[are_first(documents)]
            few = few if self._all_live else few[self._live[few]]
            return _merged([part for segment, words in chosen for part in _occurrences_in(segment, words, few)])
        wanted = self._wanted(documents)
        found = [_occurrences(segment, local, wanted) for segment, local in chosen]
        return found[0] if len(found) == 1 else np.concatenate([np.empty(0, np.uint64), *found])

    def _wanted(self, documents: Numbers | None) -> NDArray[np.bool_] | None:
        if documents is None:
            return None if self._all_live else self._live
        wanted = np.zeros(len(self._live), bool)
        wanted[documents] = True
        return wanted if self._all_live else wanted & self._live

    def _chosen(self, numbers: Words) -> Chosen:
        wanted = each_once(np.asarray(numbers, np.int64))
        chosen: Chosen = []
        for segment, local in zip(self.segments, self._local, strict=True):
            own = wanted if local is None else local[wanted]
            own = own[own >= 0]
            if len(own):
                chosen.append((segment, own))
        return chosen

    @staticmethod
    def _union_in(segment: Segment, words: NDArray[np.int64]) -> tuple[Documents, Numbers]:
        rows = segment.field.rows_of(words)
        documents: Documents = segment.field.documents[rows]
        weights = segment.field.weight()[rows]
        if len(words) > 1:
            weights = weights.astype(np.float64)
            boosted = segment.field.weights is not None  # weights may then be nothing, and a count of them misleads
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


def _summed(documents: Documents, weights: NDArray[np.float64]) -> tuple[Documents, NDArray[np.float64]]:
    order = np.argsort(documents, kind="stable")
    documents, weights = documents[order], weights[order]
    first = are_first(documents).nonzero()[0]
    sums: NDArray[np.float64] = np.add.reduceat(weights, first)
    return documents[first], sums


def _occurrences(segment: Segment, words: NDArray[np.int64], wanted: NDArray[np.bool_] | None) -> NDArray[np.uint64]:
    field = segment.field
    if field.positions is None or field.position_starts is None:
        return np.empty(0, np.uint64)
    if len(words) == 1 and wanted is None:
        return _all_occurrences(segment, int(words[0]), field.positions, field.position_starts)
    rows = field.rows_of(words)
    documents, counts = field.documents[rows], field.frequencies[rows]
    documents = documents + np.uint32(segment.start) if segment.start else documents
    kept = np.arange(len(documents)) if wanted is None else np.flatnonzero(wanted[documents])
    places, counts = _places(field, words, counts, kept), counts[kept].astype(np.int64)
    keys = np.repeat(documents[kept].astype(np.uint64) << np.uint64(32), counts)
    keys |= field.positions[runs(places, counts)].astype(np.uint64)
    if len(words) > 1:
        keys.sort()
    return keys


_FEW_WORDS = 8
"""So many words are looked up in the documents that are wanted; of more, all postings are held against those."""


def _all_occurrences(segment: Segment, number: int, positions: Numbers, position_starts: Numbers) -> NDArray[np.uint64]:
    """Where one word stands: its positions lie as its documents do."""
    rows = segment.field.rows(number)
    documents = segment.field.documents[rows].astype(np.uint64)
    documents += np.uint64(segment.start)
    keys = (documents << np.uint64(32)).repeat(segment.field.frequencies[rows])
    starts = position_starts.data
    return keys | positions[starts[number] : starts[number + 1]]


def _occurrences_in(
    segment: Segment, words: NDArray[np.int64], documents: NDArray[np.int64]
) -> Iterator[NDArray[np.uint64]]:
    """Where each of some words stands in some documents, without touching the postings of the others."""
    field = segment.field
    if field.positions is None or field.position_starts is None:
        return
    own = (documents - segment.start if segment.start else documents).astype(np.uint32)
    keys, begins = documents.astype(np.uint64) << np.uint64(32), field.position_starts.data
    for number in words.tolist():
        rows = field.rows(number)
        held = field.documents[rows]
        at = held.searchsorted(own)
        having = (held.take(at, mode="clip") == own).nonzero()[0]
        if len(having):
            at = at[having]
            frequencies = field.frequencies[rows]
            counts = frequencies[at].astype(np.int64)
            after = frequencies[: at[-1] + 1].cumsum(dtype=np.int64)[at]
            yield keys[having].repeat(counts) | field.positions[runs(after - counts + begins[number], counts)]


def _merged(found: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint64]:
    if len(found) == 1:
        return found[0]
    together = np.concatenate([np.empty(0, np.uint64), *found])
    together.sort()
    return together


def are_among(places: NDArray[np.uint64], others: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Whether each of `places` is one of `others`, which ascend."""
    if not len(others):
        return np.zeros(len(places), np.bool_)
    are_there: NDArray[np.bool_] = others.take(others.searchsorted(places), mode="clip") == places
    return are_there


def _places(field: FlatField, words: NDArray[np.int64], counts: Numbers, kept: NDArray[np.intp]) -> NDArray[np.int64]:
    """Where the positions of some postings of some words lie, given the frequencies of all postings of those words."""
    assert field.position_starts is not None
    before = np.cumsum(counts, dtype=np.int64) - counts
    first = field.position_starts[words].astype(np.int64)
    if len(words) == 1:
        return before[kept] + first
    starts = starts_of(field.counts_of(words))[:-1]
    first -= before[np.minimum(starts, len(before) - 1)]
    return before[kept] + first[np.searchsorted(starts, kept, side="right") - 1]


class Reader:
    """A snapshot of an index: what `commit` has made visible when it was opened, whatever happens to it afterwards."""

    def __init__(self, segments: Sequence[Contents]) -> None:
        """Of the segments of one state of an index. Use `Reader.open`."""
        starts = [0, *accumulate(segment.documents for segment in segments)]
        self.count: int = starts[-1]
        """Documents, deleted ones included: one more than the highest document number."""
        placed = list(zip(segments, starts, strict=False))
        self.live = _live(placed, self.count)
        self.body = _postings(placed, BODY, self.live)
        self.title = _postings(placed, TITLE, self.live)
        self.ids_by_segment = _segments(placed, ID)

    @classmethod
    def open(cls, folder: str | os.PathLike[str]) -> "Reader":
        """The newest committed state of the index in `folder`.

        Opening one that stock Whoosh wrote to as well runs Whoosh's pickles: only for folders this program made. Raises
        IndexUnusableError when there is no index there, or one that cannot be read.
        """
        try:
            return cls(_contents(folder))
        except IndexUnusableError:
            raise
        except Exception as error:  # a damaged pickle or table may raise anything
            raise IndexUnusableError(path=os.fspath(folder), reason="damaged") from error

    def __getitem__(self, field: str) -> Postings:
        """`body` or `title`."""
        return {BODY: self.body, TITLE: self.title}[field]

    @cached_property
    def ids(self) -> list[ArticleId]:
        """The article of each document number, deleted ones too; "" for a document that has no id."""
        ids = [ArticleId("")] * self.count
        for _, field, start, _ in self.ids_by_segment:
            words = field.all_words()
            owner = np.repeat(np.arange(len(field)), field.counts())
            for document, word in zip(field.documents.tolist(), owner.tolist(), strict=True):
                ids[start + document] = ArticleId(words[word].decode())
        return ids

    def articles(self, documents: Sequence[int]) -> list[ArticleId]:
        """The articles of some document numbers, without reading the ids of all; "" for one that has no id."""
        if len(self._names) == 1:
            return self._names[0].of(documents)
        ids = [ArticleId("")] * len(documents)
        for (_, _, start, end), names in zip(self.ids_by_segment, self._names, strict=True):
            own = [place for place, document in enumerate(documents) if start <= document < end]
            for place, name in zip(own, names.of([documents[place] - start for place in own]), strict=True):
                ids[place] = name
        return ids

    @cached_property
    def _names(self) -> list["_Names"]:
        return [_Names(field, end - start) for _, field, start, end in self.ids_by_segment]

    def number(self, article: ArticleId) -> int | None:
        """The document number of an article; None when the index has none of that id."""
        for _, field, start, _ in reversed(self.ids_by_segment):
            word = field.find(article.encode())
            for document in field.documents[field.rows(word)].tolist() if word is not None else ():
                if self.live[start + document]:
                    return int(start + document)
        return None


class _Names:
    """The words of the id field of one segment by document."""

    def __init__(self, field: FlatField, count: int) -> None:
        words = np.full(count, -1, np.int64)
        words[field.documents] = np.repeat(np.arange(len(field)), field.counts())
        bounds = np.append(field.word_starts.astype(np.int64), 0)  # of a document without a word: from 0 to 0
        text = field.words.tobytes()
        self._text = text.decode() if text.isascii() else text  # letters are bytes then, and strings are cut sooner
        self._starts, self._ends = np.where(words < 0, 0, bounds[words]), np.where(words < 0, 0, bounds[words + 1])

    def of(self, documents: Sequence[int]) -> list[ArticleId]:
        """The names of some documents, "" for one without."""
        text, at = self._text, np.array(documents, np.intp)
        bounds = zip(self._starts[at].tolist(), self._ends[at].tolist(), strict=True)
        if isinstance(text, str):
            return [ArticleId(text[start:end]) for start, end in bounds]
        return [ArticleId(text[start:end].decode()) for start, end in bounds]


def _contents(folder: str | os.PathLike[str]) -> Sequence[Contents]:
    found = contents(folder)
    if found is None:
        from index.postings.foreign import contents_through_whoosh  # late: Whoosh takes long to import

        return contents_through_whoosh(folder)
    return found


Placed = Sequence[tuple[Contents, int]]
"""Segments, each with the number of its first document."""


def _live(placed: Placed, count: int) -> NDArray[np.bool_]:
    live = np.ones(count, bool)
    for segment, start in placed:
        live[np.array(sorted(segment.deleted), np.int64) + start] = False
    live.flags.writeable = False
    return live


def _segments(placed: Placed, name: str) -> list[Segment]:
    return [
        Segment(segment.name, segment.fields[name], start, start + segment.documents)
        for segment, start in placed
        if name in segment.fields
    ]


def _postings(placed: Placed, name: str, live: NDArray[np.bool_]) -> Postings:
    words = sum(segment.words.get(name, 0) for segment, _ in placed)
    return Postings(_segments(placed, name), live, words / len(live) if len(live) else 0.0)


def damaged_arrays(folder: str | os.PathLike[str]) -> list[str]:
    """What in the flat files of `folder` is not as it was written, as `file: field.array`; reads all of them."""
    found = []
    for path in sorted(Path(folder).glob(f"*{FLAT_EXT}")):
        try:
            found += [f"{path.name}: {array}" for array in FlatFile.map(path).damaged()]
        except IndexUnusableError:
            found.append(path.name)
    return found
