"""The relations of a vocabulary (`index.relations`), reckoned for many of its words at once and written beside them.

While they are made, relations take about a kilobyte for each word. A vocabulary of many millions (logs, encoded
pictures) has relations for each stretch of it, made one after another.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.grams import gram_table
from index.keys_at_once import letters_all, normalised_all, stem_all
from index.names.sound_at_once import sounds
from index.postings.arrays import FlatField, stretches, vocabulary_arrays
from index.postings.contents import segments_without
from index.postings.forms import postings_of_forms
from index.postings.mapped import FlatFile
from index.postings.spellings import Spellings
from index.postings.written import FlatFileWriter
from index.relations import EXTENSION, GRAMS, RELATED, UNITED, name_of
from index.results import Field, Why
from index.typos import typo_table

WORDS_AT_ONCE = 1 << 19
"""Words of a stretch: what a batch has at most (`index.postings.writer`), so that most vocabularies are one."""

BYTES_AT_ONCE = 1 << 23
"""Bytes of their letters."""

_OF_NORMALISED: dict[Why, Callable[[Spellings], Spellings]] = {
    Why.NORMALISED: lambda words: words,
    Why.STEM: stem_all,
    Why.LETTERS: letters_all,
}
_NO_WORDS = FlatField(
    **vocabulary_arrays(()),
    starts=np.zeros(1, np.uint8),
    documents=np.empty(0, np.uint32),
    frequencies=np.empty(0, np.uint8),
)


def write_missing(folder: Path) -> None:
    """Write the relations of every segment in `folder` that has none yet; drop those of segments that are gone."""
    for segment in segments_without(folder, EXTENSION):
        _write(segment)


def _stretches(words: FlatField) -> Iterator[tuple[int, int]]:
    """The stretches of a vocabulary, half-open: one at least."""
    if not len(words):
        yield 0, 0
    for first, after in stretches(words.word_starts, BYTES_AT_ONCE):
        for start in range(first, after, WORDS_AT_ONCE):
            yield start, min(start + WORDS_AT_ONCE, after)


def _write(segment: Path) -> None:
    flat = FlatFile.map(segment)
    path = segment.with_suffix(EXTENSION)
    writer = FlatFileWriter(path.open("wb"), path.name)
    for field in Field:
        words = flat.fields.get(field, _NO_WORDS)
        for nth, (first, after) in enumerate(_stretches(words)):
            for relation, table in _related(field, words.stretch(first, after)):
                of_words = relation not in (Why.TYPO, UNITED)  # which speak of forms of the stretch, and of documents
                moved = replace(table, documents=table.documents + np.uint32(first)) if first and of_words else table
                writer.add(name_of(field, relation, nth), moved)
    writer.close()


def _related(field: Field, stretch: FlatField) -> Iterator[tuple[str, FlatField]]:
    """The relations over a stretch of words, which are known by their place in it."""
    words = Spellings.of_field(stretch)
    yield Why.NAME, sounds(words)
    normal = normalised_all(words)
    for why in RELATED:
        relation = _OF_NORMALISED[why](normal).grouped()
        yield why, relation
        if why is Why.NORMALISED:
            yield Why.TYPO, typo_table(Spellings.of_field(relation))
            yield UNITED, postings_of_forms(stretch, relation)
    if field is Field.BODY:
        yield GRAMS, gram_table(normal)
