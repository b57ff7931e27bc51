"""What the words of a vocabulary have in common: which share a key, which are one typo apart, which fit a pattern.

A relation is an inverted index of its own: its words are the keys, and a key's postings are the numbers of the
vocabulary words that have it. So it is kept as a field of a flat file beside the segment it speaks of: written once,
when the segment is, and mapped when it is opened. Typos and patterns are looked for among the normalised keys;
grams (`index.grams`) are kept for bodies alone.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.grams import gram_table
from index.keys import letters, normalised
from index.keys_at_once import letters_all, normalised_all, stem_all
from index.likeness import one_typo
from index.matches import LADDER
from index.names.sound_at_once import sounds
from index.patterns import Lines, matching, matching_regex
from index.postings.arrays import FlatField
from index.postings.contents import segments_without
from index.postings.mapped import FlatFile, FlatFileWriter
from index.postings.spellings import Spellings
from index.regexes import WordRegex
from index.results import Field, Why
from index.typos import neighbours, typo_table
from index.words import Key

EXTENSION = ".relations"

Numbers = NDArray[np.int64]

_NONE = np.empty(0, np.int64)

_RELATED: dict[Why, Callable[[Key], Key]] = {
    **{why: key_of for why, key_of in LADDER if why is not Why.WRITTEN},
    Why.LETTERS: letters,
}
_OF_NORMALISED: dict[Why, Callable[[Spellings], Spellings]] = {
    Why.NORMALISED: lambda words: words,
    Why.STEM: stem_all,
    Why.LETTERS: letters_all,
}


class Relations:
    """The relations over the vocabulary of one field of one segment."""

    def __init__(
        self,
        words: FlatField,
        by_rung: Mapping[Why, FlatField],
        typos: FlatField,
        sounds: FlatField,
        grams: FlatField | None = None,
    ) -> None:
        self._words = words
        self._by_rung = by_rung
        self._typos = typos
        self._sounds = sounds
        self._grams = grams
        self._lines: dict[bool, Lines] = {}

    def words(self, why: Why, key: Key) -> Numbers:
        """The numbers of the words that stand for `key` on one rung, ascending."""
        if why is Why.WRITTEN:
            number = self._words.find(key.encode())
            return _NONE if number is None else np.array([number], np.int64)
        relation = self._by_rung[why]
        group = relation.find(_RELATED[why](key).encode())
        return _NONE if group is None else relation.documents_at(relation.rows(group)).astype(np.int64)

    def with_gram(self, gram: str) -> Numbers:
        """The numbers of the words that have a gram, ascending."""
        number = self._grams.find(gram.encode()) if self._grams else None
        if self._grams is None or number is None:
            return np.empty(0, np.int64)
        return self._grams.documents_at(self._grams.rows(number)).astype(np.int64)

    def sounding(self, skeleton: str) -> Numbers:
        """The numbers of the words that have a skeleton (`index.names.sound_at_once`), ascending."""
        group = self._sounds.find(skeleton.encode())
        return (
            np.empty(0, np.int64)
            if group is None
            else self._sounds.documents_at(self._sounds.rows(group)).astype(np.int64)
        )

    def near(self, key: Key) -> dict[Key, Numbers]:
        """The words one typo away from `key`, by their normalised form."""
        word, relation = normalised(key), self._by_rung[Why.NORMALISED]
        forms = {Key(relation.word(group).decode()): group for group in neighbours(self._typos, word)}
        return {form: self._members(Why.NORMALISED, [group]) for form, group in forms.items() if one_typo(word, form)}

    def fitting(self, pattern: str, *, written: bool) -> Numbers:
        """The numbers of the words that fit a pattern as they are written, or normalised; ascending."""
        return self._looked_for(lambda forms: matching(forms, pattern), written)

    def fitting_regex(self, expression: WordRegex, *, written: bool) -> Numbers:
        """The same for a regular expression, as far as its time allows."""
        return self._looked_for(
            lambda forms: matching_regex(forms, expression, lambda: self._on_lines(forms, written)), written
        )

    def _on_lines(self, forms: FlatField, written: bool) -> Lines:
        """The words, or their normalised forms, on lines; made when an expression first asks for all of them."""
        if written not in self._lines:
            self._lines[written] = Lines.between(forms, 0, len(forms))
        return self._lines[written]

    def _looked_for(self, look: Callable[[FlatField], Numbers], written: bool) -> Numbers:
        if written:
            return look(self._words)
        return self._members(Why.NORMALISED, look(self._by_rung[Why.NORMALISED]))

    def _members(self, why: Why, groups: Sequence[int] | Numbers) -> Numbers:
        relation = self._by_rung[why]
        numbers = relation.documents_at(relation.rows_of(np.asarray(groups, np.int64))).astype(np.int64)
        return np.sort(numbers) if len(groups) > 1 else numbers


def write_missing(folder: Path) -> None:
    """Write the relations of every segment in `folder` that has none yet; drop those of segments that are gone."""
    for segment in segments_without(folder, EXTENSION):
        _write(segment)


def open_relations(folder: Path, segment: str, field: Field, words: FlatField) -> Relations:
    """The relations of one field of a segment. Raises IndexUnusableError where they are damaged."""
    fields = FlatFile.map(folder / f"{segment}{EXTENSION}").fields
    by_rung = {why: fields[_name(field, why)] for why in _RELATED}
    sounds = fields[_name(field, Why.NAME)]
    return Relations(words, by_rung, fields[_name(field, Why.TYPO)], sounds, fields.get(_grams_of(field)))


def _write(segment: Path) -> None:
    flat = FlatFile.map(segment)
    path = segment.with_suffix(EXTENSION)
    writer = FlatFileWriter(path.open("wb"), path.name)
    for field in Field:
        words = Spellings.of_field(flat.fields[field]) if field in flat.fields else Spellings.of(())
        writer.add(_name(field, Why.NAME), sounds(words))
        normal = normalised_all(words)
        for why in _RELATED:
            relation = _OF_NORMALISED[why](normal).grouped()
            writer.add(_name(field, why), relation)
            if why is Why.NORMALISED:
                writer.add(_name(field, Why.TYPO), typo_table(Spellings.of_field(relation).strings()))
        if field is Field.BODY:
            writer.add(_grams_of(field), gram_table(normal))
    writer.close()


def _grams_of(field: Field) -> str:
    return f"{field}.grams"


def _name(field: Field, why: Why) -> str:
    return f"{field}.{why}"
