"""One field's arrays of several: batches of a build, merged segments, the living documents of a segment."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings.arrays import FlatField, Numbers, each_once, narrow, runs, starts_of, vocabulary_arrays


class Part(NamedTuple):
    """Arrays that go into others: document `d` of `field` becomes `renumbered[d]`, or nothing where that is -1."""

    field: FlatField
    renumbered: NDArray[np.int64] | None = None


_AT_ONCE = 1 << 21
"""Postings, and as much of whatever else takes as much memory: some fifty bytes each while they are sorted."""

_WORD = 8
"""A word of the vocabulary takes as much as so many postings, while it is looked up by its letters."""


def combine(parts: Sequence[Part]) -> FlatField:
    """One field's arrays of several, whose documents do not overlap once renumbered.

    Words are united; those only left-out documents had are gone. It is done for one stretch of the vocabulary after
    another, so that memory is bounded whatever is combined.
    """
    if len(parts) == 1 and parts[0].renumbered is None:
        return parts[0].field
    stretches = [_combined(some) for some in _stretches(parts)]
    return replace(stretches[0] if len(stretches) == 1 else _end_to_end(stretches), lengths=_lengths(parts))


def _stretches(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """The parts, one stretch of words after another; most often there is but one."""
    largest = max((part.field for part in parts), key=_burden)
    burden = sum(_burden(part.field) for part in parts)
    marks = _burdens(largest).searchsorted(np.arange(_AT_ONCE, burden, _AT_ONCE) * (_burden(largest) / max(1, burden)))
    words = [largest.word(number) for number in each_once(marks[(marks > 0) & (marks < len(largest))]).tolist()]
    bounds = [[0, *map(part.field.lower_bound, words), len(part.field)] for part in parts]
    for nth in range(len(words) + 1):
        yield [
            part._replace(field=part.field.stretch(own[nth], own[nth + 1]))
            for part, own in zip(parts, bounds, strict=True)
        ]


def _burden(field: FlatField) -> int:
    """What it costs to combine a field, in postings."""
    positions = 0 if field.positions is None else len(field.positions)
    return len(field.documents) + positions // _WORD + len(field) * _WORD


def _burdens(field: FlatField) -> NDArray[np.int64]:
    """The same up to each word."""
    burdens = field.starts.astype(np.int64) + np.arange(len(field) + 1) * _WORD
    return burdens if field.position_starts is None else burdens + field.position_starts.astype(np.int64) // _WORD


def _combined(parts: Sequence[Part]) -> FlatField:
    """The postings of each part are sorted already, so a stable sort of all of them costs little more than a pass."""
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
    )


def _end_to_end(fields: Sequence[FlatField]) -> FlatField:
    """Fields whose words follow those of the one before, as one."""
    positional = fields[0].positions is not None
    boosted = any(field.weights is not None for field in fields)
    return FlatField(
        words=np.concatenate([field.words for field in fields]),
        word_starts=_counted_through([field.word_starts for field in fields]),
        starts=_counted_through([field.starts for field in fields]),
        documents=np.concatenate([field.documents for field in fields]),
        frequencies=np.concatenate([field.frequencies for field in fields]),
        positions=np.concatenate([field.positions for field in fields if field.positions is not None])
        if positional
        else None,
        position_starts=_counted_through([f.position_starts for f in fields if f.position_starts is not None])
        if positional
        else None,
        weights=np.concatenate([field.weight().astype(np.float32) for field in fields]) if boosted else None,
    )


def _counted_through(starts: Sequence[Numbers]) -> Numbers:
    """Starts of runs that are laid end to end, each row of them from 0."""
    bases = starts_of(np.array([int(own[-1]) for own in starts]))
    parts = [own[:-1].astype(np.int64) + base for own, base in zip(starts, bases[:-1], strict=True)]
    return narrow(np.append(np.concatenate(parts), bases[-1]))


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
