"""Words and postings one after another, as Whoosh's searcher walks them: the flat arrays behind its own interfaces."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import Any, Self

import numpy as np
from whoosh import formats
from whoosh.codec.base import FieldCursor
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.reading import TermInfo
from whoosh.system import pack_uint

from index.postings.arrays import FlatField
from index.postings.lengths import LENGTH_OF_BYTE


def term_info(field: FlatField, number: int) -> TermInfo:
    """What Whoosh knows of a word, reckoned from its postings with W3's precision (32-bit sums, length bytes)."""
    rows = field.rows(number)
    documents, weights = field.documents_at(rows), field.weights_at(rows)
    shortest, longest = _length_bounds(field, number)
    return TermInfo(
        weight=float(np.float32(weights.sum(dtype=np.float64))),
        df=len(documents),
        minlength=shortest,
        maxlength=longest,
        maxweight=float(weights.max()),
        minid=int(documents[0]),
        maxid=int(documents[-1]),
    )


def _length_bounds(field: FlatField, number: int) -> tuple[int, int]:
    """The lengths of the shortest and longest document with this word; 0 where the field keeps no lengths."""
    if field.lengths is None:
        return 0, 0
    found = field.lengths[field.documents_at(field.rows(number))]
    return int(LENGTH_OF_BYTE[found.min()]), int(LENGTH_OF_BYTE[found.max()])


class FlatCursor(FieldCursor):  # type: ignore[misc]  # Whoosh has no types
    """Walks the words of a field; Whoosh's fuzzy search leaps with `find`. A field that is not there has no words."""

    def __init__(self, field: FlatField | None, fieldobj: Any) -> None:
        self._field = field
        self._object = fieldobj
        self._count = len(field) if field is not None else 0
        self._number = 0

    def first(self) -> str | None:
        self._number = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        text = term if isinstance(term, bytes) else self._object.to_bytes(term)
        self._number = self._field.lower_bound(text) if self._field is not None else 0
        return self.text()

    def next(self) -> str | None:
        self._number += 1
        return self.text()

    def text(self) -> str | None:
        if self._field is None or not self.is_valid():
            return None
        text: str = self._object.from_bytes(self._field.word(self._number))
        return text

    def term_info(self) -> TermInfo | None:
        return term_info(self._field, self._number) if self._field is not None and self.is_valid() else None

    def is_valid(self) -> bool:
        return self._number < self._count


class FlatMatcher(LeafMatcher):  # type: ignore[misc]
    """The postings of one word, one after another, as Whoosh's searcher reads them: a single block.

    `LeafMatcher` wants `format`, `scorer` and `_term`, and scores through `weight` and `block_max_weight` and their
    like.
    """

    def __init__(self, field: FlatField, number: int, format_: Any, term: tuple[str, bytes], scorer: Any) -> None:
        self.format = format_
        self.scorer = scorer
        self._term = term
        self._field = field
        self._number = number
        rows = field.rows(number)
        self._ids: list[int] = field.documents_at(rows).tolist()
        self._weights: list[float] = field.weights_at(rows).tolist()
        self._places: list[int] | None = None
        self._at = 0

    def copy(self) -> Self:
        copied = type(self)(self._field, self._number, self.format, self._term, self.scorer)
        copied._at = self._at
        return copied

    def reset(self) -> None:
        self._at = 0

    def is_active(self) -> bool:
        return self._at < len(self._ids)

    def id(self) -> int:
        return self._ids[self._at]

    def all_ids(self) -> Iterator[int]:
        return iter(self._ids)

    def next(self) -> bool:
        """True when a block ended."""
        self._at += 1
        return not self.is_active()

    def skip_to(self, targetid: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        self._at = bisect_left(self._ids, targetid, self._at)

    def weight(self) -> float:
        return self._weights[self._at]

    def value(self) -> bytes:
        """The posting's value as its format encodes it."""
        if isinstance(self.format, formats.Positions):
            return bytes(self.format.encode(self._positions()))
        if isinstance(self.format, formats.Frequency):
            return bytes(pack_uint(self._frequency()))
        return b""

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            return self._positions()
        return super().value_as(astype)

    def skip_to_quality(self, minquality: float) -> int:
        """Past the only block when it is not good enough; how many blocks were skipped."""
        if self.block_quality() > minquality:
            return 0
        self._at = len(self._ids)
        return 1

    @cached_property
    def _bounds(self) -> tuple[int, int, float]:
        """Shortest and longest document and greatest weight: Whoosh asks for them again and again."""
        return *_length_bounds(self._field, self._number), max(self._weights)

    def block_min_length(self) -> int:
        return self._bounds[0]

    def block_max_length(self) -> int:
        return self._bounds[1]

    def block_max_weight(self) -> float:
        return self._bounds[2]

    def block_min_id(self) -> int:
        return self._ids[0]

    def block_max_id(self) -> int:
        return self._ids[-1]

    def _frequency(self) -> int:
        row = self._field.rows(self._number).start + self._at
        return int(self._field.frequencies_at(slice(row, row + 1))[0])

    def _positions(self) -> list[int]:
        field = self._field
        if self._places is None:
            ends = np.cumsum(field.frequencies_at(field.rows(self._number)), dtype=np.int64)
            self._places = [0, *ends.tolist()]
        base = field.places(self._number).start
        places = slice(base + self._places[self._at], base + self._places[self._at + 1])
        found: list[int] = field.positions_at(places).tolist()
        return found
