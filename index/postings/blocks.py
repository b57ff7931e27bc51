"""The sums of a file's blocks: what is taken of a mapped file is as it was written, and nothing else of it is read.

A question touches a few pages of an index of gigabytes. So a file is summed block by block when it is written, and a
block is read and summed again when something in it is first asked for. It is read as any file is, not through the
mapping: a disk that cannot read it says so, where a mapping would end the process.
"""

import threading
import zlib
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexUnusableError

SHIFT = 13
BLOCK = 1 << SHIFT
"""Bytes that have a sum together: few enough for one word's postings, many enough that their sums are next to none."""

_AT_ONCE = 32
"""Blocks that are read together where they follow one another."""

_FEW = 16
"""So many blocks are checked although only some of them are asked for: it is less work than to tell which."""


def blocks_of(size: int) -> int:
    """How many blocks so many bytes are."""
    return (size + BLOCK - 1) >> SHIFT


class Summing:
    """The CRC-32 of every block of what passes by."""

    def __init__(self) -> None:
        self._sums: list[int] = []
        self._open = 0
        self._room = BLOCK

    def add(self, data: bytes | memoryview) -> None:
        rest = memoryview(data)
        while rest:
            part, rest = rest[: self._room], rest[self._room :]
            self._open = zlib.crc32(part, self._open)
            self._room -= len(part)
            if not self._room:
                self._sums.append(self._open)
                self._open, self._room = 0, BLOCK

    def sums(self) -> NDArray[np.uint32]:
        """The sums so far; the last block may be a short one."""
        last = [self._open] if self._room < BLOCK else []
        return np.array([*self._sums, *last], "<u4")


class Blocks:
    """The blocks of an open file, each checked when it is first asked for; safe from any thread."""

    def __init__(self, file: BinaryIO, size: int, sums: NDArray[np.uint32], name: str) -> None:
        """Of the first `size` bytes of a file, which has `sums`."""
        self._file = file
        self._size = size
        self._sums = sums.data
        self._name = name
        self.sound = bytearray(len(sums))
        """A byte for each block, 0 until it has been checked."""
        self._reading = threading.Lock()

    def demand(self, start: int, end: int) -> None:
        """Check what lies between two places, if it has not been. Raises IndexUnusableError where it is damaged."""
        if start >= end:
            return
        after = (end - 1 >> SHIFT) + 1
        unsound = self.sound.find(0, start >> SHIFT, after)
        while unsound >= 0:
            until = min(after, unsound + _AT_ONCE)
            sound = self.sound.find(1, unsound, until)
            self._check(unsound, until if sound < 0 else sound)
            unsound = self.sound.find(0, unsound, after)

    def demand_places(self, places: NDArray[np.int64], start: int, width: int) -> None:
        """The same for some of the values, each so many bytes wide, that begin at `start`; their places ascend."""
        if not len(places):
            return
        first, last = start + int(places[0]) * width, start + int(places[-1]) * width
        if self.sound.count(0, first >> SHIFT, (last >> SHIFT) + 1) <= _FEW:
            self.demand(first, last + width)
            return
        wanted = np.zeros(len(self.sound), np.bool_)
        wanted[(start + places * width) >> SHIFT] = True
        for number in np.flatnonzero(wanted).tolist():
            if not self.sound[number]:
                self._check(number, number + 1)

    def _check(self, first: int, after: int) -> None:
        start, end = first << SHIFT, min(after << SHIFT, self._size)
        try:
            with self._reading:
                self._file.seek(start)
                read = memoryview(self._file.read(end - start))
        except OSError as error:  # the disk could not read it
            raise self.damage() from error
        for number in range(first, after):
            if zlib.crc32(read[:BLOCK]) != self._sums[number]:
                raise self.damage()
            self.sound[number], read = True, read[BLOCK:]

    def damage(self) -> IndexUnusableError:
        """What is raised where it is damaged."""
        return IndexUnusableError(path=self._name, reason="damaged")
