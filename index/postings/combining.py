"""One field's arrays of several: batches of a build, merged segments, the living documents of a segment."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings.arrays import FlatField, Numbers, narrow, runs, starts_of, vocabulary_arrays


class Part(NamedTuple):
    """Arrays that go into others: document `d` of `field` becomes `renumbered[d]`, or nothing where that is -1."""

    field: FlatField
    renumbered: NDArray[np.int64] | None = None


def combine(parts: Sequence[Part]) -> FlatField:
    """One field's arrays of several, whose documents do not overlap once renumbered.

    Words are united; those only left-out documents had are gone. The postings of each part are sorted already, so a
    stable sort of all of them costs little more than a pass.
    """
    if len(parts) == 1 and parts[0].renumbered is None:
        return parts[0].field
    vocabulary = sorted({word for part in parts for word in part.field.all_words()})
    numbers = dict(zip(vocabulary, range(len(vocabulary)), strict=True))
    every = [_rows(part, numbers) for part in parts]
    joined = _joined(every, parts)
    rows = joined.chosen(np.argsort(joined.word << np.uint64(32) | joined.document.astype(np.uint64), kind="stable"))
    used = np.flatnonzero(np.bincount(rows.word.astype(np.int64), minlength=len(vocabulary)))
    starts = np.append(np.searchsorted(rows.word, used.astype(np.uint64)), len(rows.word))
    positions = _positions(parts, rows)
    return FlatField(
        **vocabulary_arrays([vocabulary[number] for number in used.tolist()]),
        starts=narrow(starts),
        documents=rows.document.astype(np.uint32),
        frequencies=narrow(rows.frequency),
        positions=positions,
        position_starts=None if positions is None else narrow(starts_of(rows.frequency)[starts]),
        weights=None if np.array_equal(rows.weight, rows.frequency.astype(np.float32)) else rows.weight,
        lengths=_lengths(parts),
    )


class _Rows(NamedTuple):
    """Postings as columns; `place` is where a posting's positions start."""

    word: NDArray[np.uint64]
    document: NDArray[np.int64]
    frequency: NDArray[np.int64]
    weight: NDArray[np.float32]
    place: NDArray[np.int64]

    def chosen(self, which: NDArray[Any]) -> "_Rows":
        """The rows a mask or an order names."""
        return _Rows(
            self.word[which], self.document[which], self.frequency[which], self.weight[which], self.place[which]
        )


def _rows(part: Part, numbers: dict[bytes, int]) -> _Rows:
    """A part's postings that stay, with the words' numbers in the new vocabulary and the documents' new numbers."""
    field = part.field
    number = np.fromiter(map(numbers.__getitem__, field.all_words()), np.uint64, len(field))
    frequency = field.frequencies.astype(np.int64)
    document = field.documents.astype(np.int64)
    if part.renumbered is not None:
        document = part.renumbered[document]
    weight = field.weight().astype(np.float32)
    rows = _Rows(np.repeat(number, field.counts()), document, frequency, weight, starts_of(frequency)[:-1])
    kept = document >= 0
    return rows if kept.all() else rows.chosen(kept)


def _joined(every: Sequence[_Rows], parts: Sequence[Part]) -> _Rows:
    """The rows of all parts one after another, their places counted through the positions of all parts."""
    held = [0 if part.field.positions is None else len(part.field.positions) for part in parts]
    bases = starts_of(np.array(held))
    return _Rows(
        np.concatenate([rows.word for rows in every]),
        np.concatenate([rows.document for rows in every]),
        np.concatenate([rows.frequency for rows in every]),
        np.concatenate([rows.weight for rows in every]),
        np.concatenate([rows.place + base for rows, base in zip(every, bases[:-1], strict=True)]),
    )


def _positions(parts: Sequence[Part], rows: _Rows) -> Numbers | None:
    """The positions of all parts in the new order of their postings."""
    held = [part.field.positions for part in parts if part.field.positions is not None]
    if len(held) < len(parts):
        return None
    return narrow(np.concatenate(held)[runs(rows.place, rows.frequency)])


def _lengths(parts: Sequence[Part]) -> NDArray[np.uint8] | None:
    """The length byte of every new document; None where no part has any."""
    moved = [_moved_lengths(part) for part in parts if part.field.lengths is not None]
    if not moved:
        return None
    lengths = np.zeros(max((int(documents.max()) + 1 for documents, _ in moved if len(documents)), default=0), np.uint8)
    for documents, values in moved:
        lengths[documents] = values
    return lengths


def _moved_lengths(part: Part) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    lengths = part.field.lengths
    assert lengths is not None
    documents = np.flatnonzero(lengths)
    values = lengths[documents]
    if part.renumbered is None:
        return documents, values
    documents = part.renumbered[documents]
    return documents[documents >= 0], values[documents >= 0]
