"""What the words of a vocabulary have in common: for each rung of the ladder, which words share a key.

A relation is an inverted index of its own: its words are the keys, and a key's postings are the numbers of the
vocabulary words that have it. So it is kept as a field of a flat file beside the segment it speaks of: written once,
when the segment is, and mapped when it is opened.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.keys import normalised_all, stem_all
from index.matches import LADDER, Why
from index.postings.arrays import FlatField, FlatFile, FlatFileWriter, narrow, vocabulary_arrays
from index.postings.codec import FLAT_EXT
from index.query import Field
from index.words import Key

EXTENSION = ".relations"

Numbers = NDArray[np.int64]

_RELATED = {why: key_of for why, key_of in LADDER if why is not Why.WRITTEN}
_OF_ALL = {Why.NORMALISED: normalised_all, Why.STEM: stem_all}


class Relations:
    """The relations over the vocabulary of one field of one segment."""

    def __init__(self, words: FlatField, by_rung: Mapping[Why, FlatField]) -> None:
        self._words = words
        self._by_rung = by_rung

    def words(self, why: Why, key: Key) -> Numbers:
        """The numbers of the words that stand for `key` on one rung, ascending."""
        if why is Why.WRITTEN:
            number = self._words.find(key.encode())
            return np.array([] if number is None else [number], np.int64)
        relation = self._by_rung[why]
        group = relation.find(_RELATED[why](key).encode())
        if group is None:
            return np.array([], np.int64)
        return relation.documents[relation.rows(group)].astype(np.int64)


def write_missing(folder: Path) -> None:
    """Write the relations of every segment in `folder` that has none yet; drop those of segments that are gone."""
    for leftover in folder.glob(f"*{EXTENSION}"):
        if not leftover.with_suffix(FLAT_EXT).exists():
            leftover.unlink()
    for segment in folder.glob(f"*{FLAT_EXT}"):
        if not segment.with_suffix(EXTENSION).exists():
            _write(segment)


def open_relations(folder: Path, segment: str, field: Field, words: FlatField) -> Relations:
    """The relations of one field of a segment. Raises IndexUnusableError where they are damaged."""
    fields = FlatFile.map(folder / f"{segment}{EXTENSION}").fields
    return Relations(words, {why: fields[_name(field, why)] for why in _RELATED})


def _write(segment: Path) -> None:
    flat = FlatFile.map(segment)
    writer = FlatFileWriter(segment.with_suffix(EXTENSION).open("wb"))
    for field in Field:
        words = [Key(word.decode()) for word in flat.fields[field].all_words()] if field in flat.fields else []
        for why in _RELATED:
            writer.add(_name(field, why), _relation(_OF_ALL[why](words)))
    writer.close()


def _name(field: Field, why: Why) -> str:
    return f"{field}.{why}"


def _relation(keys: Sequence[Key]) -> FlatField:
    """Words, by number, grouped by the key each has."""
    ordered = sorted(set(keys))
    group = dict(zip(ordered, range(len(ordered)), strict=True))
    of_word = np.fromiter(map(group.__getitem__, keys), np.int64, len(keys))
    members = np.argsort(of_word, kind="stable")
    return FlatField(
        **vocabulary_arrays([key.encode() for key in ordered]),
        starts=narrow(np.searchsorted(of_word[members], np.arange(len(ordered) + 1))),
        documents=members.astype(np.uint32),
        frequencies=np.ones(len(keys), np.uint8),
    )
