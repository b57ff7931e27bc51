"""The file that the arrays of a segment's fields are mapped from, as it is read (`index.postings.written` writes it).

A flat file holds the arrays of every field, each where NumPy can use it as it lies: no pickles, nothing to decode,
nothing read before it is touched, and what is touched is checked first (`index.postings.blocks`).

    magic (8 bytes) · arrays, each at a multiple of 64 · sums of the blocks so far · directory · trailer (28 bytes)

    directory   the file's own name, then a line for each array: field, array, dtype, offset, length
    trailer     where the sums begin, length of sums and directory, their CRC-32, magic

An array has the narrowest unsigned type that holds its values, so none is ever cut to fit. The name tells one file from
another of the same size that took its place.
"""

import mmap
import os
import struct
import zlib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexUnusableError
from index.postings.arrays import ARRAYS, FlatField, Numbers, PostingViews, Rows, apart, lower_bound, one_of, rows_at
from index.postings.blocks import SHIFT, Blocks, blocks_of

MAGIC = b"flatfld2"
TRAILER = struct.Struct("<QQI8s")
_WIDTHS = {"|u1": 1, "<u2": 2, "<u4": 4, "<u8": 8, "<f4": 4}
_SUM = 4
"""Bytes of a block's sum."""

_IN_A_TURN = 1 << 13
"""Words that are remembered before another thread may have its turn."""

_OFTEN = 1 << 10
"""Words and places of words looked up in a field one by one, before all of them are made ready for the next."""

_LOOKED_UP = {"words", "word_starts", "starts", "position_starts"}

_REQUIRED = {"words", "word_starts", "starts", "documents", "frequencies"}
_OF_POSTINGS = ("documents", "frequencies", "weights", "place_starts")
_POSITIONAL = {"positions", "position_starts", "place_starts"}
_OF_PLACES = ("positions", "beside")
_BESIDE = {"kinds", "beside"}
_ENDS = {"word_starts": "words", "starts": "documents", "position_starts": "positions"}
"""What the last value of an array is the length of."""


class Place(NamedTuple):
    """Where in a file an array lies."""

    dtype: str
    width: int
    offset: int
    length: int

    @property
    def end(self) -> int:
        return self.offset + self.length * self.width


class FlatFile:
    """A flat file as it lies on the disk; its fields stay usable as long as anybody holds one of them."""

    def __init__(self, buffer: NDArray[np.uint8], file: BinaryIO, name: str) -> None:
        """Raises IndexUnusableError when the directory does not describe this file; arrays are not read yet."""
        self._path = name
        try:
            offset, end = self._end(buffer)
            sums = blocks_of(offset) * _SUM
            own, *lines = end[sums:].decode().split("\n")
            self._demand(own == os.path.basename(name))
            blocks = Blocks(file, offset, np.frombuffer(end, "<u4", blocks_of(offset)), name)
            places = _places(lines, offset)
            self.fields: Mapping[str, FlatField] = {
                field: MappedField(arrays, buffer[:offset], blocks) for field, arrays in places.items()
            }
        except (KeyError, ValueError) as error:  # not what we write
            raise self._damage() from error

    @classmethod
    def map(cls, path: str | os.PathLike[str]) -> "FlatFile":
        file = open(path, "rb")  # noqa: SIM115  its blocks are read as long as its fields are used
        try:
            if os.fstat(file.fileno()).st_size == 0:
                raise IndexUnusableError(path=os.fspath(path), reason="damaged")
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            return cls(np.frombuffer(mapped, np.uint8), file, os.fspath(path))
        except BaseException:
            file.close()
            raise

    @classmethod
    def held(cls, content: bytes, name: str) -> "FlatFile":
        """One that lies in memory."""
        return cls(np.frombuffer(content, np.uint8), BytesIO(content), name)

    def _end(self, buffer: NDArray[np.uint8]) -> tuple[int, bytes]:
        """Where the arrays end, and what comes after: sums and directory."""
        self._demand(len(buffer) >= len(MAGIC) + TRAILER.size and buffer[: len(MAGIC)].tobytes() == MAGIC)
        trailer = len(buffer) - TRAILER.size
        offset, length, checksum, magic = TRAILER.unpack(buffer[trailer:].tobytes())
        self._demand(magic == MAGIC and offset + length == trailer)
        end = buffer[offset:trailer].tobytes()
        self._demand(zlib.crc32(end) == checksum)
        return offset, end

    def _demand(self, is_so: bool) -> None:
        if not is_so:
            raise self._damage()

    def _damage(self) -> IndexUnusableError:
        return IndexUnusableError(path=self._path, reason="damaged")


def _places(lines: list[str], end: int) -> dict[str, dict[str, Place]]:
    """The arrays of each field. Raises KeyError or ValueError where they are not what a field is made of."""
    found: dict[str, dict[str, Place]] = {}
    for line in lines:
        field, part, dtype, offset, length = line.split(" ")
        found.setdefault(field, {})[part] = Place(dtype, _WIDTHS[dtype], int(offset), int(length))
    for arrays in found.values():
        _demand_fitting(arrays, end)
    return found


def _demand_fitting(arrays: Mapping[str, Place], end: int) -> None:
    lengths = {name: place.length for name, place in arrays.items()}
    postings = {lengths[name] for name in _OF_POSTINGS if name in lengths}
    starts = {lengths[name] for name in _ENDS if name in lengths}
    if "kinds" in lengths:
        starts.add(lengths["kinds"] + 1)
    places = {lengths[name] for name in _OF_PLACES if name in lengths}
    held = arrays.keys()
    are_inside = all(0 <= place.offset <= place.end <= end for place in arrays.values())
    is_field = (
        held >= _REQUIRED
        and held <= set(ARRAYS)
        and all(held & together in (set(), together) for together in (_POSITIONAL, _BESIDE))
    )
    if not is_field or len(postings) > 1 or len(starts) > 1 or len(places) > 1 or 0 in starts or not are_inside:
        raise ValueError(lengths)


class Checked:
    """One array of a file. What is taken of it is checked first; once all of it has been, it is taken as it lies."""

    __slots__ = ("_blocks", "_offset", "_sound", "_width", "array", "data", "is_sound")

    def __init__(self, place: Place, buffer: NDArray[np.uint8], blocks: Blocks) -> None:
        self.array: Numbers = buffer[place.offset : place.end].view(place.dtype)
        self.data = self.array.data
        """The array as it lies in the file: only for places that were demanded."""
        self.is_sound = False
        self._blocks, self._sound = blocks, blocks.sound
        self._offset, self._width = place.offset, place.width

    def at(self, rows: Rows) -> Numbers:
        """Some of it."""
        if self.is_sound:
            return self.array[rows]
        offset, width = self._offset, self._width
        if isinstance(rows, slice):
            start, end = offset + rows.start * width, offset + rows.stop * width
            if self._sound.find(0, start >> SHIFT, (end - 1 >> SHIFT) + 1) >= 0:  # most often none: not worth a call
                self._blocks.demand(start, end)
        else:
            self._blocks.demand_places(rows, offset, width)
        return self.array[rows]

    def demand(self, first: int, after: int) -> None:
        self._blocks.demand(self._offset + first * self._width, self._offset + after * self._width)

    def whole(self, last: int | None) -> Numbers:
        """All of it, whose last value must be this one, where any is known."""
        if not self.is_sound:
            self.demand(0, len(self.array))
            if last is not None and int(self.array[-1]) != last:
                raise self._blocks.damage()
            self.is_sound = True
        return self.array


class MappedField(FlatField):
    """The arrays of one field of a flat file. What is asked for is checked first: an array when it is first taken
    whole, or else the blocks in which the rows lie that are taken of it."""

    __slots__ = ("_at_hand", "_count", "_found", "_looks", "_numbers", "_parts", "_views", "_weights")
    _parts: Mapping[str, Checked]
    _count: int
    _looks: int
    _weights: str
    """The array of what postings weigh."""
    _views: PostingViews | None
    _found: dict[int, bytes]
    """Words that were met on the way to others: most ways begin alike."""
    _numbers: dict[bytes, int]
    """The number of every word, or nothing at all."""
    _at_hand: tuple[memoryview, Numbers, Numbers] | None
    """Where postings begin, their documents and what they weigh, once all of them were read through."""

    def __init__(self, places: Mapping[str, Place], buffer: NDArray[np.uint8], blocks: Blocks) -> None:
        parts = {name: Checked(place, buffer, blocks) for name, place in places.items()}
        weights = "weights" if "weights" in parts else "frequencies"
        own = {"_parts": parts, "_count": places["starts"].length - 1, "_weights": weights}
        for name, value in (
            *own.items(),
            ("_looks", 0),
            ("_found", {}),
            ("_numbers", {}),
            ("_at_hand", None),
            ("_views", None),
            ("marks", []),
        ):
            object.__setattr__(self, name, value)

    def whole(self, name: str) -> Numbers | None:
        """An array whole; None where the field has none of this name."""
        if name not in self._parts:
            return None
        last = len(self._parts[_ENDS[name]].array) if name in _ENDS else None
        return self._parts[name].whole(last)

    @property
    def size(self) -> int:
        return sum(part.array.nbytes for part in self._parts.values())

    def read_through(self) -> None:
        for name in self._parts:
            self.whole(name)
        object.__setattr__(self, "_looks", _OFTEN)
        parts = self._parts
        at_hand = parts["starts"].data, parts["documents"].array, parts[self._weights].array
        object.__setattr__(self, "_at_hand", at_hand)
        if self._parts.keys() >= set(PostingViews._fields):
            views = PostingViews(*[self._parts[name].data for name in PostingViews._fields])
            object.__setattr__(self, "_views", views)

    @property
    def views(self) -> PostingViews | None:
        return self._views

    def remember_words(self) -> None:
        words, numbers = self.all_words(), dict[bytes, int]()
        for first in range(0, len(words), _IN_A_TURN):
            numbers.update(zip(words[first : first + _IN_A_TURN], range(first, len(words)), strict=False))
        object.__setattr__(self, "_numbers", numbers)

    @property
    def has_positions(self) -> bool:
        return "positions" in self._parts

    @property
    def is_boosted(self) -> bool:
        return "weights" in self._parts

    def __len__(self) -> int:
        return self._count

    def word(self, number: int) -> bytes:
        if self._is_ready():
            starts = self._parts["word_starts"].data
            return bytes(self._parts["words"].data[starts[number] : starts[number + 1]])
        if number not in self._found:
            self._found[number] = self._parts["words"].at(self._between("word_starts", number)).tobytes()
        return self._found[number]

    def some_words(self, numbers: NDArray[np.int64]) -> list[bytes]:
        return super().some_words(numbers) if self._is_ready() else [self.word(number) for number in numbers.tolist()]

    def lower_bound(self, word: bytes) -> int:
        if self._looks == _OFTEN:
            marks = self.marks or self.marked()
            return lower_bound(word, marks, self._parts["words"].data, self._parts["word_starts"].data)
        return bisect_left(range(self._count), word, key=self.word)

    def find(self, word: bytes) -> int | None:
        if self._numbers:
            return self._numbers.get(word)
        if self._looks < _OFTEN:
            number = self.lower_bound(word)
            return number if number < self._count and self.word(number) == word else None
        text, starts = self._parts["words"].data, self._parts["word_starts"].data
        number = lower_bound(word, self.marks or self.marked(), text, starts)
        found = number < self._count and text[starts[number] : starts[number + 1]] == word
        return number if found else None

    def rows(self, number: int) -> slice:
        return self._between("starts", number)

    def places(self, number: int) -> slice:
        return self._between("position_starts", number)

    def starts_at(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        return self._parts["starts"].at(numbers).astype(np.int64)

    def documents_at(self, rows: Rows) -> NDArray[np.uint32]:
        return self._parts["documents"].at(rows)

    def begin_and_documents(self, number: int) -> tuple[int, NDArray[np.uint32]]:
        if self._at_hand:
            starts, documents, _ = self._at_hand
            begin = starts[number]
            return begin, documents[begin : starts[number + 1]]
        return super().begin_and_documents(number)

    def frequencies_at(self, rows: Rows) -> Numbers:
        return self._parts["frequencies"].at(rows)

    def members(self, number: int) -> NDArray[np.int64]:
        if self._at_hand:
            starts, documents, _ = self._at_hand
            return documents[starts[number] : starts[number + 1]].astype(np.int64)
        return self._parts["documents"].at(self._between("starts", number)).astype(np.int64)

    def postings(self, number: int) -> tuple[NDArray[np.uint32], Numbers]:
        if self._at_hand:  # as below, in one call
            starts, documents, weights = self._at_hand
            own = slice(starts[number], starts[number + 1])
            return documents[own], weights[own]
        rows = self._between("starts", number)
        return self._parts["documents"].at(rows), self._parts[self._weights].at(rows)

    def weights_at(self, rows: Rows) -> Numbers:
        return self._parts[self._weights].at(rows)

    def rows_at(self, places: NDArray[np.int64], rows: slice) -> NDArray[np.int64]:
        return rows_at(places, rows, self._parts["place_starts"].at(rows))

    def place_starts_at(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        return self._parts["place_starts"].at(rows).astype(np.int64)

    def often(self, numbers: Sequence[int]) -> int:
        starts = self._parts["position_starts"]
        if not starts.is_sound:
            for number in numbers:
                starts.demand(number, number + 2)
        return apart(starts.data, numbers)

    def kind(self, numbers: Sequence[int]) -> int:
        kinds = self._parts.get("kinds")
        if kinds is None:
            return 0
        if not kinds.is_sound:
            for number in numbers:
                kinds.demand(number, number + 1)
        return one_of(kinds.data, numbers)

    def beside_at(self, places: slice) -> NDArray[np.uint8]:
        return self._parts["beside"].at(places)

    def positions_at(self, places: Rows) -> Numbers:
        return self._parts["positions"].at(places)

    def _between(self, name: str, number: int) -> slice:
        part = self._parts[name]
        if not part.is_sound:
            self._is_ready()
            part.demand(number, number + 2)
        return slice(part.data[number], part.data[number + 1])

    def _is_ready(self) -> bool:
        """Whether so much has been asked that what is asked next is quicker found in arrays that are checked whole."""
        if self._looks < _OFTEN:
            object.__setattr__(self, "_looks", self._looks + 1)
            if self._looks == _OFTEN:
                for name in _LOOKED_UP & self._parts.keys():
                    self.whole(name)
        return self._looks == _OFTEN


class _Whole:
    """An array of a mapped field under its own name: taken whole. (A `__getattr__` would make every look at a field
    several times as slow.)"""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, field: MappedField, _of: type) -> Numbers | None:
        return field.whole(self._name)


for _name in ARRAYS:
    setattr(MappedField, _name, _Whole(_name))
