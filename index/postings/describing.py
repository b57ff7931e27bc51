"""What Whoosh itself keeps of a document, its id and the lengths of its texts, written for many documents at once.

Column by column, the bytes are those that Whoosh's own writer makes of one document after the other, in a tenth of the
time; only the ids are not deflated, which would take longer than all the rest and make them five bytes shorter.
"""

import pickle
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, W3PerDocWriter, _lenfield

from index.postings.lengths import length_bytes

_STORED = "_stored"


class DocumentWriter(W3PerDocWriter):  # type: ignore[misc]  # Whoosh has no types
    """W3's, with a way to add documents in bulk.

    Relies on `_doccount`, `_fieldlengths`, `_has_column`, `_create_column` and `_get_column` of `W3PerDocWriter`; on
    lengths being kept in a column of bytes that is named for the field and has `_dbfile`, `_count` and `fill`; on
    stored fields being pickled dictionaries, deflated, in a column with `_offset_base`, `_lengths` and `_offsets` too.
    """

    _doccount: int

    def add_documents(self, stored: Sequence[Mapping[str, Any]], lengths: Mapping[str, NDArray[np.int64]]) -> None:
        """The next documents by their stored fields, and by the number of words that each field of theirs has."""
        first: int = self._doccount
        self._doccount = first + len(stored)
        for field, counts in lengths.items():
            if counts.any():
                self._fieldlengths[field] += int(counts.sum())
                self._add_lengths(_lenfield(field), first, length_bytes(counts).tobytes())
        self._add_stored(first, [_deflated(pickle.dumps(dict(fields), 2)) for fields in stored])

    def _add_lengths(self, name: str, first: int, lengths: bytes) -> None:
        if not self._has_column(name):
            self._create_column(name, LENGTHS_COLUMN)
        column = self._get_column(name)
        known = lengths.rstrip(b"\0")  # 0 is what is not there
        column.fill(first)
        column._dbfile.write(known)
        column._count = first + len(known)

    def _add_stored(self, first: int, values: Sequence[bytes]) -> None:
        column = self._get_column(_STORED)._child
        column.fill(first)
        column._dbfile.write(b"".join(values))
        for value in values:
            column._lengths.append(len(value))
            column._offsets.append(column._offset_base)
            column._offset_base += len(value)
        column._count = first + len(values)


_LONGEST = 0xFFFF
"""Bytes of a block that is not deflated (RFC 1951, 3.2.4)."""


def _deflated(data: bytes) -> bytes:
    """As a zlib stream (RFC 1950) of one such block."""
    size = len(data)
    if size > _LONGEST:
        return zlib.compress(data)
    head = b"\x78\x01\x01" + size.to_bytes(2, "little") + (size ^ _LONGEST).to_bytes(2, "little")
    return head + data + zlib.adler32(data).to_bytes(4, "big")
