"""Beside which words a word stands: a byte for each place where one does, by which most places where a phrase cannot be
are passed over, a thousand with one look, before anything else is looked up.

A word is of one of fifteen kinds, those that are one when normalised of the same. Of each place the kinds are kept of
the next word and of the one before.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.keys import NORMAL
from index.postings.arrays import BEFORE, KINDS, FlatField, starts_of, stretches
from index.postings.reading_order import in_order_of_words, in_reading_order, lengths
from index.postings.spellings import Spellings

_SPREAD = np.uint64(0xDF442D22CE4859B9)
"""The high bits of a product with it are well mixed."""

_AT_ONCE = 1 << 20  # bytes of the vocabulary

_LEAST, _SPARSE = 1 << 16, 4
"""Documents may have so many places in all, or so many times as many as words stand in them; of others nothing is
told. Ours have a word in every place."""


def with_neighbours(field: FlatField) -> FlatField:
    """The field with the kinds of its words, and with those that stand beside each; as it is, where it has no
    positions, or they lie far apart, or several words stand in one."""
    if field.positions is None or not len(field.positions):
        return field
    of_documents = lengths(field, int(field.documents.max()) + 1) + 1  # nothing follows the last word of any
    bounds = starts_of(of_documents)
    if bounds[-1] > max(_LEAST, _SPARSE * len(field.positions)):
        return field
    kinds = _kinds(field)
    standing = in_reading_order(field, bounds, kinds)
    if np.count_nonzero(standing) < len(field.positions):
        return field
    beside = np.zeros_like(standing)
    beside[1:] = standing[:-1]
    beside <<= BEFORE
    beside[:-1] |= standing[1:]
    return replace(field, kinds=kinds, beside=in_order_of_words(field, bounds, beside))


def _kinds(field: FlatField) -> NDArray[np.uint8]:
    """The kind of each word, from 1; some words at once, as letters take a dozen times their bytes while they are
    reckoned with."""
    parts = [field.stretch(*part) for part in stretches(field.word_starts, _AT_ONCE)]
    return np.concatenate([_kinds_of(Spellings.of_field(part)) for part in parts])


def _kinds_of(words: Spellings) -> NDArray[np.uint8]:
    """By the sum of a word's letters."""
    sums = starts_of(words.translated(NORMAL).text)
    mixed = (sums[words.ends] - sums[words.starts]).astype(np.uint64) * _SPREAD >> np.uint64(32)
    return (1 + (mixed * np.uint64(KINDS) >> np.uint64(32))).astype(np.uint8)
