"""Writing the file that the arrays of a segment's fields are mapped from (`index.postings.mapped`), which asking does
not need."""

import zlib
from typing import Any, Protocol

import numpy as np

from index.postings.arrays import ARRAYS, FlatField, Numbers
from index.postings.blocks import Summing
from index.postings.mapped import MAGIC, TRAILER

_ALIGNMENT = 64

_AT_ONCE = 1 << 20  # postings


class Output(Protocol):
    """What a flat file is written to: Whoosh's `StructFile`, or any binary file."""

    def write(self, data: Any, /) -> Any: ...

    def close(self) -> None: ...


class FlatFileWriter:
    """Writes a flat file, field by field; complete once closed."""

    def __init__(self, file: Output, name: str) -> None:
        """`name`: what the file will be called as long as it is one."""
        self._file = file
        self._directory = [name]
        self._summing = Summing()
        self._offset = 0
        self._write(MAGIC)

    def add(self, name: str, field: FlatField) -> None:
        for part in ARRAYS:
            array = getattr(field, part)
            if array is not None:
                self._add_array(f"{name} {part}", np.ascontiguousarray(array, array.dtype.newbyteorder("<")))
        if field.positions is not None and field.place_starts is None:
            self._add_place_starts(f"{name} place_starts", field.frequencies, len(field.positions))

    def close(self) -> None:
        offset, sums = self._offset, self._summing.sums().tobytes()
        end = sums + "\n".join(self._directory).encode()
        self._file.write(end + TRAILER.pack(offset, len(end), zlib.crc32(end), MAGIC))
        self._file.close()

    def _add_place_starts(self, name: str, frequencies: Numbers, positions: int) -> None:
        """Some at once: all of them would take more memory than what they are reckoned from."""
        dtype = np.min_scalar_type(positions).newbyteorder("<")
        self._begin_array(name, dtype, len(frequencies))
        before = 0
        for first in range(0, len(frequencies), _AT_ONCE):
            some = frequencies[first : first + _AT_ONCE].astype(np.int64)
            ends = some.cumsum() + before
            self._write((ends - some).astype(dtype).view(np.uint8).data)
            before = int(ends[-1])

    def _add_array(self, name: str, array: Numbers) -> None:
        self._begin_array(name, array.dtype, len(array))
        self._write(array.view(np.uint8).data if len(array) else b"")

    def _begin_array(self, name: str, dtype: np.dtype[Any], length: int) -> None:
        self._write(bytes(-self._offset % _ALIGNMENT))
        self._directory.append(f"{name} {dtype.str} {self._offset} {length}")

    def _write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self._summing.add(data)
        self._offset += len(data)
