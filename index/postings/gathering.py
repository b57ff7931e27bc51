"""The arrays of a field from postings that come one at a time, as Whoosh's own writers and codecs hand them out."""

from array import array
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import formats
from whoosh.fields import SpellField

from index.postings.arrays import LARGEST, FlatField, narrow, starts_of, vocabulary_arrays
from index.postings.lengths import length_bytes


def is_flat(field: Any) -> bool:
    """Whether the arrays can hold all that a Whoosh field's postings say: presence, frequency, positions.

    Subclasses of the formats add to them (characters, payload boosts); spelling fields break their own format.
    """
    plain = (formats.Existence, formats.Frequency, formats.Positions)
    return type(field.format) in plain and not isinstance(field, SpellField)


class Gathering:
    """The arrays of a field from postings that come one at a time, in order of word and document.

    Relies on `Format.decode_frequency` and `decode_positions`, with which Whoosh reads its own posting values.
    """

    def __init__(self, format_: Any) -> None:
        self._format = format_
        self._kind = type(format_)
        self._words: list[bytes] = []
        self._starts = array("q")
        self._documents = array("q")
        self._frequencies = array("q")
        self._weights = array("f")
        self._positions = array("q")
        self._lengths: dict[int, int] = {}

    def start_word(self, word: bytes) -> None:
        self._words.append(word)
        self._starts.append(len(self._documents))

    def add(self, document: int, weight: float, value: bytes, length: int | None) -> None:
        self._documents.append(document)
        self._weights.append(weight)
        self._frequencies.append(self._frequency(value))
        if length:
            self._lengths[document] = length

    def _frequency(self, value: bytes) -> int:
        if self._kind is formats.Existence:
            return 1
        if self._kind is formats.Frequency:
            return int(self._format.decode_frequency(value))
        positions = self._format.decode_positions(value)
        self._positions.extend(positions)
        return len(positions)

    def finish(self) -> FlatField:
        """Raises OverflowError for a document number, frequency or position that 32 bits cannot hold."""
        documents, frequencies = _whole(self._documents), _whole(self._frequencies)
        weights = np.array(self._weights, np.float32)
        positions = _whole(self._positions)
        starts = np.append(_whole(self._starts), len(documents))
        positional = self._kind is formats.Positions
        return FlatField(
            **vocabulary_arrays(self._words),
            starts=narrow(starts),
            documents=documents.astype(np.uint32),
            frequencies=narrow(frequencies),
            positions=narrow(positions) if positional else None,
            position_starts=narrow(starts_of(frequencies)[starts]) if positional else None,
            weights=None if np.array_equal(weights, frequencies.astype(np.float32)) else weights,
            lengths=self._length_bytes(),
        )

    def _length_bytes(self) -> NDArray[np.uint8] | None:
        if not self._lengths:
            return None
        lengths = np.zeros(max(self._lengths) + 1, np.int64)
        lengths[list(self._lengths)] = list(self._lengths.values())
        return length_bytes(lengths)


def _whole(numbers: "array[int]") -> NDArray[np.int64]:
    values = np.array(numbers, np.int64)
    if len(values) and (int(values.max()) > LARGEST or int(values.min()) < 0):
        raise OverflowError("a document number, a frequency or a position is more than 32 bits hold")
    return values
