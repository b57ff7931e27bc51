"""The arrays of one indexed field of one segment, and reckoning with arrays of their kind."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.generic)
Numbers = NDArray[Any]
"""Unsigned integers of any width; an int64 copy is made before reckoning with them."""

Rows = slice | NDArray[np.int64]
"""Places in an array: a slice with both its ends, or numbers that ascend."""

KINDS, BEFORE = 15, 4
"""How many kinds of words there are, and by how many bits that of the word before is shifted."""

LARGEST = 2**32 - 1
"""The largest position, frequency and document number: a document and a position share 64 bits when searching."""


class PostingViews(NamedTuple):
    """The arrays of postings, and the positions they lead to, as views: single numbers are far quicker taken from these
    than from arrays."""

    starts: memoryview
    documents: memoryview
    place_starts: memoryview
    position_starts: memoryview
    positions: memoryview
    beside: memoryview


_MARKED = 32
"""How far apart the words are that are remembered to look others up by."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FlatField:
    """The postings of one field of one segment, words and documents ascending.

    Word `i` is `words[word_starts[i]:word_starts[i + 1]]` (UTF-8, in byte order, which is the order of code points);
    its postings are rows `starts[i]:starts[i + 1]` of `documents` and `frequencies`. Its positions lie in
    `positions[position_starts[i]:position_starts[i + 1]]`, those of its first document first. `weights` is there only
    where Whoosh boosted something: otherwise a posting weighs its frequency. `lengths` has a byte for each document,
    as `whoosh.util.numeric.length_to_byte` makes it; it may end early, and then the rest is 0.
    """

    words: NDArray[np.uint8]
    word_starts: Numbers
    starts: Numbers
    documents: NDArray[np.uint32]
    frequencies: Numbers
    positions: Numbers | None = None
    position_starts: Numbers | None = None
    weights: NDArray[np.float32] | None = None
    lengths: NDArray[np.uint8] | None = None
    place_starts: Numbers | None = None
    """For each posting, where in `positions` its own begin: reckoned when they are written, for phrases."""
    kinds: NDArray[np.uint8] | None = None
    """The kind of each word, from 1 to `KINDS` (`index.postings.neighbours`)."""
    beside: NDArray[np.uint8] | None = None
    """For each of `positions`, the kinds of the next word and of the one before; 0 where there is none."""
    marks: list[bytes] = field(default_factory=list, init=False)
    """Every so-manieth word, read when a word is first looked for: where to begin, without leaving Python's objects."""

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.starts) - 1

    def word(self, number: int) -> bytes:
        starts = self.word_starts.data
        return bytes(self.words.data[starts[number] : starts[number + 1]])

    def all_words(self) -> list[bytes]:
        text, bounds = self.words.tobytes(), self.word_starts.tolist()
        return [text[start:end] for start, end in pairwise(bounds)]

    def some_words(self, numbers: NDArray[np.int64]) -> list[bytes]:
        text = self.words.data
        bounds = zip(self.word_starts[numbers].tolist(), self.word_starts[numbers + 1].tolist(), strict=True)
        return [bytes(text[start:end]) for start, end in bounds]

    def lower_bound(self, word: bytes) -> int:
        """The number of the first word that is not before `word`; `len(self)` when there is none."""
        return lower_bound(word, self.marks or self.marked(), self.words.data, self.word_starts.data)

    def marked(self) -> list[bytes]:
        # Replaced, not added to: threads that look at the same time each set the same.
        self.marks[:] = self.some_words(np.arange(0, len(self), _MARKED))
        return self.marks

    def find(self, word: bytes) -> int | None:
        number = self.lower_bound(word)
        return number if number < len(self) and self.word(number) == word else None

    def rows(self, number: int) -> slice:
        """Where the postings of a word lie in `documents`, `frequencies` and `weights`."""
        starts = self.starts.data
        return slice(starts[number], starts[number + 1])

    def places(self, number: int) -> slice:
        """Where the positions of a word lie in `positions`, which there must be."""
        assert self.position_starts is not None
        starts = self.position_starts.data
        return slice(starts[number], starts[number + 1])

    def often(self, numbers: Sequence[int]) -> int:
        """How often some words stand anywhere."""
        assert self.position_starts is not None
        return apart(self.position_starts.data, numbers)

    def rows_of(self, numbers: NDArray[np.int64]) -> Rows:
        """The same for some words, ascending: a slice where they follow one another, as those of a prefix do."""
        if len(numbers) == 1:
            return self.rows(int(numbers[0]))
        if len(numbers) and int(numbers[-1]) - int(numbers[0]) + 1 == len(numbers):
            return slice(self.rows(int(numbers[0])).start, self.rows(int(numbers[-1])).stop)
        return runs(self.starts_at(numbers), self.counts_of(numbers))

    def starts_at(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Some of `starts`, by numbers that ascend."""
        return self.starts[numbers].astype(np.int64)

    def stretch(self, first: int, after: int) -> "FlatField":
        """The words from one number on, up to another, as a field of their own, without `lengths` and what is
        told of places."""
        rows = slice(int(self.starts[first]), int(self.starts[after]))
        letters = slice(int(self.word_starts[first]), int(self.word_starts[after]))
        places = slice(0)
        if self.position_starts is not None:
            places = slice(int(self.position_starts[first]), int(self.position_starts[after]))
        own = slice(first, after + 1)
        return FlatField(
            words=self.words[letters],
            word_starts=self.word_starts[own] - self.word_starts[first],
            starts=self.starts[own] - self.starts[first],
            documents=self.documents[rows],
            frequencies=self.frequencies[rows],
            positions=None if self.positions is None else self.positions[places],
            position_starts=None if self.position_starts is None else self.position_starts[own] - places.start,
            weights=None if self.weights is None else self.weights[rows],
        )

    def members(self, number: int) -> NDArray[np.int64]:
        """The documents of a word; of a relation, whose documents are words, their numbers."""
        return self.documents_at(self.rows(number)).astype(np.int64)

    def document_frequency(self, number: int) -> int:
        rows = self.rows(number)
        frequency: int = rows.stop - rows.start
        return frequency

    def counts(self) -> NDArray[np.int64]:
        """For each word, the number of its postings."""
        return self.counts_of(np.arange(len(self)))

    def counts_of(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """The same for some words."""
        return self.starts_at(numbers + 1) - self.starts_at(numbers)

    @property
    def size(self) -> int:
        """Bytes of all arrays."""
        arrays = (getattr(self, name) for name in ARRAYS)
        return sum(array.nbytes for array in arrays if array is not None)

    def read_through(self) -> None:
        """Make sure that all arrays are as they were written; those in memory are."""

    def remember_words(self) -> None:
        """Make words quicker to find, for some hundred bytes each; in memory they are found as they are."""

    @property
    def views(self) -> PostingViews | None:
        """What single postings are looked up in; None where they are looked up in arrays: of a mapped field, as long as
        it has not been read through."""
        return None

    @property
    def has_positions(self) -> bool:
        """Whether it says where in a document a word stands."""
        return self.positions is not None

    @property
    def is_boosted(self) -> bool:
        """Whether postings weigh something else than their frequency."""
        return self.weights is not None

    def documents_at(self, rows: Rows) -> NDArray[np.uint32]:
        """The documents of some postings. Of a mapped field these, and their like below, read no more than is asked."""
        return self.documents[rows]

    def frequencies_at(self, rows: Rows) -> Numbers:
        return self.frequencies[rows]

    def begin_and_documents(self, number: int) -> tuple[int, NDArray[np.uint32]]:
        """Where the postings of a word begin, and their documents."""
        rows = self.rows(number)
        return rows.start, self.documents_at(rows)

    def postings(self, number: int) -> tuple[NDArray[np.uint32], Numbers]:
        """The documents that have a word, and what it weighs in each."""
        rows = self.rows(number)
        return self.documents_at(rows), self.weights_at(rows)

    def weights_at(self, rows: Rows) -> Numbers:
        """What some postings weigh in a score: their boosted weight, or else their frequency."""
        return self.weight()[rows]

    def rows_at(self, places: NDArray[np.int64], rows: slice) -> NDArray[np.int64]:
        """The postings, of some that lie together, to which places in `positions` belong."""
        return rows_at(places, rows, starts_of(self.frequencies)[rows])

    def place_starts_at(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where in `positions` those of some postings begin."""
        return starts_of(self.frequencies)[rows]

    def kind(self, numbers: Sequence[int]) -> int:
        """The kind of some words: 0 where they are of several, or none is known."""
        return 0 if self.kinds is None else one_of(self.kinds.data, numbers)

    def beside_at(self, places: slice) -> NDArray[np.uint8]:
        """The kinds of the words beside some places in `positions`, if they are known."""
        assert self.beside is not None
        return self.beside[places]

    def positions_at(self, places: Rows) -> Numbers:
        """Some positions, by their places in `positions`, which there must be."""
        assert self.positions is not None
        return self.positions[places]

    def weight(self) -> Numbers:
        """What each posting weighs in a score."""
        return self.frequencies if self.weights is None else self.weights


def lower_bound(word: bytes, marks: Sequence[bytes], text: memoryview, starts: memoryview) -> int:
    """The number of the first word that is not before `word`, all of them if there is none, by some of them and where
    each lies in their text: as views, which single numbers are far quicker taken from than from arrays."""
    block = bisect_left(marks, word)
    if not block:
        return 0
    low, high = (block - 1) * _MARKED + 1, block * _MARKED if block < len(marks) else len(starts) - 1
    while low < high:
        middle = (low + high) // 2
        if text[starts[middle] : starts[middle + 1]].tobytes() < word:
            low = middle + 1
        else:
            high = middle
    return low


def rows_at(places: NDArray[np.int64], rows: slice, starts: Numbers) -> NDArray[np.int64]:
    """Which of some rows begin last before each place, or in it; `starts` says where each begins."""
    found: NDArray[np.int64] = starts.searchsorted(places.astype(starts.dtype), "right")
    found += rows.start - 1
    return found


def one_of(values: memoryview, places: Sequence[int]) -> int:
    """The value that stands in each of some places, 0 where there are several."""
    first: int = values[places[0]]
    for place in places[1:]:
        if values[place] != first:
            return 0
    return first


def apart(starts: memoryview, numbers: Sequence[int]) -> int:
    """How long some runs are in all, given by where each starts and ends."""
    return sum([starts[number + 1] - starts[number] for number in numbers])


ARRAYS = tuple(part.name for part in fields(FlatField) if part.init)
"""What of a field is kept in a file."""


def narrow(values: Numbers) -> Numbers:
    """`values` in the narrowest unsigned type that holds them all.

    Raises OverflowError for a negative value, which no count or place can be.
    """
    if not len(values):
        return values.astype(np.uint8)
    if values.dtype.kind != "u" and int(values.min()) < 0:
        raise OverflowError("a negative number cannot be stored in an index")
    return values.astype(np.min_scalar_type(int(values.max())), copy=False)


def starts_of(counts: Numbers) -> NDArray[np.int64]:
    """Where each of `counts` consecutive runs starts, and where the last ends."""
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def runs(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The indices of runs laid end to end: `starts[0], starts[0] + 1, …`, `counts[0]` of them, then the next run's."""
    ends = counts.cumsum()
    places: NDArray[np.int64] = (starts - ends + counts).repeat(counts)
    places += np.arange(len(places))
    return places


def stretches(starts: Numbers, at_once: int) -> Iterator[tuple[int, int]]:
    """Runs that lie end to end, given by where each starts and the last ends, in stretches, half-open, that are at most
    `at_once` long, or one run."""
    first, last = 0, len(starts) - 1
    while first < last:
        end = min(int(starts[first]) + at_once, int(starts[-1]))
        after = max(first + 1, int(np.searchsorted(starts, starts.dtype.type(end), "right")) - 1)
        yield first, after
        first = after


def are_first(ascending: Numbers) -> NDArray[np.bool_]:
    """For each of some ascending numbers, whether it is not the one before."""
    first = np.ones(len(ascending), np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=first[1:])
    return first


def each_once(numbers: NDArray[Number]) -> NDArray[Number]:
    """The distinct numbers, ascending. `numpy.unique` imports masked arrays when first called: a tenth of a start."""
    ascending = np.sort(numbers)
    return ascending[are_first(ascending)]


def vocabulary_arrays(words: Sequence[bytes]) -> dict[str, Any]:
    """The arrays `words` and `word_starts` of a field."""
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    return {"words": np.frombuffer(b"".join(words), np.uint8), "word_starts": narrow(starts_of(lengths))}
