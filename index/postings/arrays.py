"""The arrays of one indexed field of one segment, and the file they are mapped from.

A flat file holds the arrays of every field of a segment, each where NumPy can use it as it lies: no pickles, nothing
to decode, nothing read before it is touched.

    magic (8 bytes) · arrays, each at a multiple of 64 · directory (JSON) · trailer (28 bytes)

    directory   {field: {array: [dtype, offset, length, crc32]}}
    trailer     offset and length of the directory, its CRC-32, magic

An array has the narrowest unsigned type that holds its values, so none is ever cut to fit.
"""

import json
import mmap
import os
import struct
import zlib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexUnusableError

Number = TypeVar("Number", bound=np.generic)
Numbers = NDArray[Any]
"""Unsigned integers of any width; an int64 copy is made before reckoning with them."""

MAGIC = b"flatfld1"
_TRAILER = struct.Struct("<QQI8s")
_ALIGNMENT = 64
_TYPES = frozenset(("|u1", "<u2", "<u4", "<u8", "<f4"))
LARGEST = 2**32 - 1
"""The largest position, frequency and document number: a document and a position share 64 bits when searching."""


_MARKED = 256
"""How far apart the words are that are remembered to look others up by."""


@dataclass(frozen=True, slots=True)
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
    marks: list[bytes] = field(default_factory=list, init=False, repr=False, compare=False)
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
        if not self.marks:
            # Replaced, not added to: threads that look at the same time each set the same.
            self.marks[:] = self.some_words(np.arange(0, len(self), _MARKED))
        block = bisect_left(self.marks, word)
        if not block:
            return 0
        text, starts = self.words.data, self.word_starts.data  # far quicker to take single numbers from
        low, high = (block - 1) * _MARKED + 1, min(block * _MARKED, len(self))
        while low < high:
            middle = (low + high) // 2
            if bytes(text[starts[middle] : starts[middle + 1]]) < word:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, word: bytes) -> int | None:
        number = self.lower_bound(word)
        return number if number < len(self) and self.word(number) == word else None

    def rows(self, number: int) -> slice:
        """Where the postings of a word lie in `documents`, `frequencies` and `weights`."""
        starts = self.starts.data
        return slice(starts[number], starts[number + 1])

    def rows_of(self, numbers: NDArray[np.int64]) -> slice | NDArray[np.int64]:
        """The same for some words, ascending: a slice where they follow one another, as those of a prefix do."""
        if len(numbers) == 1:
            return self.rows(int(numbers[0]))
        if len(numbers) and int(numbers[-1]) - int(numbers[0]) + 1 == len(numbers):
            return slice(int(self.starts[numbers[0]]), int(self.starts[numbers[-1] + 1]))
        return runs(self.starts[numbers].astype(np.int64), self.counts_of(numbers))

    def stretch(self, first: int, after: int) -> "FlatField":
        """The words from one number on, up to another, as a field of their own, without `lengths`."""
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

    def document_frequency(self, number: int) -> int:
        starts = self.starts.data
        frequency: int = starts[number + 1] - starts[number]
        return frequency

    def counts(self) -> NDArray[np.int64]:
        """For each word, the number of its postings."""
        return self.counts_of(np.arange(len(self)))

    def counts_of(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """The same for some words."""
        return self.starts[numbers + 1].astype(np.int64) - self.starts[numbers].astype(np.int64)

    def weight(self) -> Numbers:
        """What each posting weighs in a score: its boosted weight, or else its frequency."""
        return self.frequencies if self.weights is None else self.weights


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


class Output(Protocol):
    """What a flat file is written to: Whoosh's `StructFile`, or any binary file."""

    def write(self, data: Any, /) -> Any: ...

    def close(self) -> None: ...


class FlatFileWriter:
    """Writes a flat file, field by field; complete once closed."""

    def __init__(self, file: Output) -> None:
        self._file = file
        self._directory: dict[str, dict[str, tuple[str, int, int, int]]] = {}
        self._offset = 0
        self._write(MAGIC)

    def add(self, name: str, field: FlatField) -> None:
        entries = self._directory[name] = {}
        for part in ARRAYS:
            array = getattr(field, part)
            if array is not None:
                entries[part] = self._add_array(np.ascontiguousarray(array, array.dtype.newbyteorder("<")))

    def close(self) -> None:
        directory = json.dumps(self._directory).encode()
        offset = self._offset
        self._write(directory)
        self._write(_TRAILER.pack(offset, len(directory), zlib.crc32(directory), MAGIC))
        self._file.close()

    def _add_array(self, array: Numbers) -> tuple[str, int, int, int]:
        self._write(bytes(-self._offset % _ALIGNMENT))
        data = array.view(np.uint8).data if len(array) else b""
        entry = (array.dtype.str, self._offset, len(array), zlib.crc32(data))
        self._write(data)
        return entry

    def _write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self._offset += len(data)


class FlatFile:
    """A flat file as it lies on the disk; its fields stay usable as long as anybody holds one of them."""

    def __init__(self, buffer: NDArray[np.uint8], name: str) -> None:
        """Raises IndexUnusableError when the directory does not describe this file; arrays are not read yet."""
        self._name = name
        self._buffer = buffer
        try:
            self._directory = self._read_directory()
            self.fields: Mapping[str, FlatField] = {name: self._field(name) for name in self._directory}
        except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:  # not the shape we write
            raise self._damage() from error

    @classmethod
    def map(cls, path: str | os.PathLike[str]) -> "FlatFile":
        with open(path, "rb") as file:
            if os.fstat(file.fileno()).st_size == 0:
                raise IndexUnusableError(path=os.fspath(path), reason="damaged")
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return cls(np.frombuffer(mapped, np.uint8), os.fspath(path))

    def damaged(self) -> list[str]:
        """The arrays, as `field.array`, whose bytes are not those that were written; reads the whole file."""
        return [
            f"{name}.{part}"
            for name, entries in self._directory.items()
            for part, (_, _, _, checksum) in entries.items()
            if zlib.crc32(getattr(self.fields[name], part).view(np.uint8).data) != checksum
        ]

    def _read_directory(self) -> dict[str, dict[str, tuple[str, int, int, int]]]:
        size = len(self._buffer)
        if size < len(MAGIC) + _TRAILER.size or self._buffer[: len(MAGIC)].tobytes() != MAGIC:
            raise self._damage()
        end = size - _TRAILER.size
        offset, length, checksum, magic = _TRAILER.unpack(self._buffer[end:].tobytes())
        if magic != MAGIC or offset + length != end:
            raise self._damage()
        directory = self._buffer[offset:end].tobytes()
        if zlib.crc32(directory) != checksum:
            raise self._damage()
        entries: dict[str, dict[str, tuple[str, int, int, int]]] = json.loads(directory)
        return entries

    def _field(self, name: str) -> FlatField:
        arrays = {part: self._array(*entry) for part, entry in self._directory[name].items() if part in ARRAYS}
        field = FlatField(**arrays)
        if not _fits(field):
            raise self._damage()
        return field

    def _array(self, dtype: str, offset: int, length: int, _checksum: int) -> Numbers:
        if dtype not in _TYPES or min(offset, length) < 0:
            raise self._damage()
        return np.frombuffer(self._buffer, np.dtype(dtype), length, offset) if length else np.empty(0, dtype)

    def _damage(self) -> IndexUnusableError:
        return IndexUnusableError(path=self._name, reason="damaged")


def _fits(field: FlatField) -> bool:
    """Whether the arrays have each other's lengths; looks at no more than their last values."""
    bounds: list[tuple[Numbers, Numbers]] = [(field.word_starts, field.words), (field.starts, field.documents)]
    if field.positions is not None and field.position_starts is not None:
        bounds.append((field.position_starts, field.positions))
    columns = [field.documents, field.frequencies, *([] if field.weights is None else [field.weights])]
    return (
        all(len(starts) == len(field.starts) > 0 and int(starts[-1]) == len(held) for starts, held in bounds)
        and (field.positions is None) == (field.position_starts is None)
        and len({len(column) for column in columns}) == 1
    )
