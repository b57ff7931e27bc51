"""Words one typo apart: a letter left out, put in, taken for another, or two letters swapped.

Two words are one typo apart exactly when leaving a letter out of one, or of both, can make them equal (and for words of
one length, swapped neighbours are two such letters). So a table holds, for each word, the hash of the word and of what
is left of it without each of its letters; a question looks up the same for its own word, and the few words found are
held against it letter by letter. Measured against scanning the vocabulary: research/engine.md (0.1 ms against 14 ms).

The table is kept as a field of a flat file: a bucket of hashes in the place of a word, and the numbers of the words in
it in the place of documents.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.postings.arrays import FlatField, each_once, narrow, starts_of
from index.postings.spellings import Letters, Spellings

SHORTEST, LONGEST = 3, 24
"""The lengths of words that are corrected: shorter ones have too many neighbours, longer ones too few writers."""

_BASE = 0x9E3779B97F4A7C15
"""Odd, so that it has an inverse modulo 2⁶⁴, by which a suffix is moved one place when a letter before it goes."""
_INVERSE = pow(_BASE, -1, 1 << 64)
_SPREAD = np.uint64(0xD6E8FEB86659FD93)
_POWERS = np.array([pow(_BASE, place, 1 << 64) for place in range(LONGEST + 1)], np.uint64)

Hashes = NDArray[np.uint64]


def typo_table(words: Spellings) -> FlatField:
    """The table of a vocabulary; words are known by their place in it."""
    hashes, numbers = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
    lengths = words.lengths
    for length in range(SHORTEST, LONGEST + 1):
        chosen = np.flatnonzero(lengths == length)
        letters = words.text[words.starts[chosen, np.newaxis] + np.arange(length)]
        hashes.append(_hashes(letters).ravel())
        numbers.append(np.repeat(chosen, length + 1))
    return _in_buckets(np.concatenate(hashes), np.concatenate(numbers))


def neighbours(table: FlatField, word: str) -> list[int]:
    """The numbers of the words that may be one typo from `word`, ascending; each is to be held against it."""
    if not SHORTEST - 1 <= len(word) <= LONGEST:
        return []
    letters = Spellings.of([word]).text[np.newaxis, : len(word)]
    buckets = each_once(_bucket(_hashes(letters)[0], len(table)))
    rows = [table.documents_at(table.rows(bucket)) for bucket in buckets.tolist()]
    return each_once(np.concatenate(rows)).tolist() if rows else []


def _hashes(letters: Letters) -> Hashes:
    """For each word of one length, a row of letters, its hash and then those of what is left without each of them."""
    words, length = letters.shape
    terms = (letters.astype(np.uint64) + np.uint64(1)) * _SPREAD * _POWERS[:length]
    before = np.zeros((words, length + 1), np.uint64)
    np.cumsum(terms, axis=1, out=before[:, 1:])
    whole = before[:, -1:]
    without = before[:, :-1] + (whole - before[:, 1:]) * np.uint64(_INVERSE)
    return np.concatenate([whole, without], axis=1)


def _in_buckets(hashes: Hashes, numbers: NDArray[np.int64]) -> FlatField:
    count = 1 << max(4, (len(hashes) // 4).bit_length())
    both = np.sort(_bucket(hashes, count) << 32 | numbers)  # several times as fast as sorting places
    bucket, documents = both >> 32, both & 0xFFFFFFFF
    return FlatField(
        words=np.empty(0, np.uint8),
        word_starts=np.zeros(count + 1, np.uint8),
        starts=narrow(starts_of(np.bincount(bucket, minlength=count))),
        documents=documents.astype(np.uint32),
        frequencies=np.ones(len(numbers), np.uint8),
    )


def _bucket(hashes: Hashes, count: int) -> NDArray[Any]:
    """`count` is a power of two; the high bits of a product are the well-mixed ones."""
    mixed = (hashes ^ (hashes >> np.uint64(29))) * _SPREAD
    return (mixed >> np.uint64(65 - count.bit_length())).astype(np.int64)
