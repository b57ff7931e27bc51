"""What the words of a vocabulary have in common: which share a key, which are one typo apart, which fit a pattern.

A relation is an inverted index of its own: its words are the keys, and a key's postings are the numbers of the
vocabulary words that have it. So it is kept as a field of a flat file beside the segment it speaks of: written once,
when the segment is (`index.relating`), and mapped when it is opened. Typos and patterns are looked for among the
normalised keys; grams (`index.grams`) are kept for bodies alone. A vocabulary of many millions of words has relations
for each stretch of it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, count, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.keys import letters, normalised
from index.likeness import one_typo
from index.matches import LADDER
from index.postings.arrays import FlatField
from index.postings.mapped import FlatFile
from index.results import Field, Why
from index.words import Key

if TYPE_CHECKING:
    from index.patterns import Lines
    from index.regexes import WordRegex

EXTENSION = ".relations"

MOST_REMEMBERED = 1 << 19
"""Of so many forms the numbers are kept in memory, some hundred bytes each."""

Numbers = NDArray[np.int64]

_NONE = np.empty(0, np.int64)

RELATED: dict[Why, Callable[[Key], Key]] = {
    **{why: key_of for why, key_of in LADDER if why is not Why.WRITTEN},
    Why.LETTERS: letters,
}


class Relations:
    """The relations over the vocabulary of one field of one segment, or over a stretch of it."""

    def __init__(
        self,
        words: FlatField,
        by_rung: Mapping[Why, FlatField],
        typos: FlatField,
        sounds: FlatField,
        united: FlatField,
        grams: FlatField | None = None,
    ) -> None:
        self._words = words
        self._by_rung = by_rung
        self._forms = by_rung[Why.NORMALISED]
        self._typos = typos
        self._sounds = sounds
        self.united = united
        """The postings of all words of a normalised form, where it has several."""
        self._grams = grams
        self._lines: dict[bool, Lines] = {}

    def fields(self) -> Iterator[FlatField]:
        """The tables of the relations."""
        yield from (*self._by_rung.values(), self._typos, self._sounds, self.united)
        if self._grams is not None:
            yield self._grams

    def read_through(self) -> None:
        """Check the tables, and have the one at hand that every question looks into."""
        for table in self.fields():
            table.read_through()
        if len(self._forms) <= MOST_REMEMBERED:
            self._forms.remember_words()

    def words(self, why: Why, key: Key) -> Numbers:
        """The numbers of the words that stand for `key` on one rung, ascending."""
        if why is Why.WRITTEN:
            number = self._words.find(key.encode())
            return _NONE if number is None else np.array([number], np.int64)
        relation = self._by_rung[why]
        group = relation.find(RELATED[why](key).encode())
        return _NONE if group is None else relation.members(group)

    def spelt(self, key: Key) -> tuple[Numbers, int | None]:
        """The words of the normalised form of `key`, and where their postings lie in `united`, if they do."""
        forms = self._forms
        form = forms.find(normalised(key).encode())
        if form is None:
            return _NONE, None
        numbers = forms.members(form)
        return numbers, form if len(numbers) > 1 and self.united.document_frequency(form) else None

    def with_gram(self, gram: str) -> Numbers:
        """The numbers of the words that have a gram, ascending."""
        number = self._grams.find(gram.encode()) if self._grams else None
        if self._grams is None or number is None:
            return _NONE
        return self._grams.members(number)

    def sounding(self, skeleton: str) -> Numbers:
        """The numbers of the words that have a skeleton (`index.names.sound_at_once`), ascending."""
        group = self._sounds.find(skeleton.encode())
        return _NONE if group is None else self._sounds.members(group)

    def near(self, key: Key) -> dict[Key, Numbers]:
        """The words one typo away from `key`, by their normalised form."""
        from index.typos import neighbours  # late, as what is below: most questions want none of it

        word, relation = normalised(key), self._by_rung[Why.NORMALISED]
        forms = {Key(relation.word(group).decode()): group for group in neighbours(self._typos, word)}
        return {form: self._members(Why.NORMALISED, [group]) for form, group in forms.items() if one_typo(word, form)}

    def fitting(self, pattern: str, *, written: bool) -> Numbers:
        """The numbers of the words that fit a pattern as they are written, or normalised; ascending."""
        from index.patterns import matching

        return self._looked_for(lambda forms: matching(forms, pattern), written)

    def fitting_regex(self, expression: "WordRegex", *, written: bool) -> Numbers:
        """The same for a regular expression, as far as its time allows."""
        from index.patterns import matching_regex

        return self._looked_for(
            lambda forms: matching_regex(forms, expression, lambda: self._on_lines(forms, written)), written
        )

    def _on_lines(self, forms: FlatField, written: bool) -> "Lines":
        """The words, or their normalised forms, on lines; made when an expression first asks for all of them."""
        from index.patterns import Lines

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


class StretchedRelations(Relations):
    """The same of a vocabulary that was too large to be looked at as a whole."""

    def __init__(self, stretches: Sequence[Relations]) -> None:
        self._stretches = stretches
        self.united = stretches[0].united

    def fields(self) -> Iterator[FlatField]:
        return chain.from_iterable(stretch.fields() for stretch in self._stretches)

    def read_through(self) -> None:
        for stretch in self._stretches:
            stretch.read_through()

    def words(self, why: Why, key: Key) -> Numbers:
        stretches = self._stretches[:1] if why is Why.WRITTEN else self._stretches  # each has all words as written
        return np.concatenate([stretch.words(why, key) for stretch in stretches])

    def spelt(self, key: Key) -> tuple[Numbers, int | None]:
        return self.words(Why.NORMALISED, key), None  # they may be of several stretches

    def with_gram(self, gram: str) -> Numbers:
        return np.concatenate([stretch.with_gram(gram) for stretch in self._stretches])

    def sounding(self, skeleton: str) -> Numbers:
        return np.concatenate([stretch.sounding(skeleton) for stretch in self._stretches])

    def near(self, key: Key) -> dict[Key, Numbers]:
        found: dict[Key, list[Numbers]] = {}
        for stretch in self._stretches:
            for form, numbers in stretch.near(key).items():
                found.setdefault(form, []).append(numbers)
        return {form: np.concatenate(numbers) for form, numbers in found.items()}

    def fitting(self, pattern: str, *, written: bool) -> Numbers:
        stretches = self._stretches[:1] if written else self._stretches
        return np.concatenate([stretch.fitting(pattern, written=written) for stretch in stretches])

    def fitting_regex(self, expression: "WordRegex", *, written: bool) -> Numbers:
        stretches = self._stretches[:1] if written else self._stretches
        return np.concatenate([stretch.fitting_regex(expression, written=written) for stretch in stretches])


def open_relations(folder: Path, segment: str, field: Field, words: FlatField) -> Relations:
    """The relations of one field of a segment. Raises IndexUnusableError where they are damaged."""
    fields = FlatFile.map(folder / f"{segment}{EXTENSION}").fields
    opened = [_stretch(fields, field, words, nth) for nth in _numbers_of_stretches(fields, field)]
    return opened[0] if len(opened) == 1 else StretchedRelations(opened)


def normalised_forms(segment: Path, field: Field) -> Iterator[FlatField]:
    """The normalised forms of the words of a segment, stretch by stretch; of each, in the place of documents, the words
    that have it."""
    fields = FlatFile.map(segment.with_suffix(EXTENSION)).fields
    return (fields[name_of(field, Why.NORMALISED, nth)] for nth in _numbers_of_stretches(fields, field))


def _numbers_of_stretches(fields: Mapping[str, FlatField], field: Field) -> Iterator[int]:
    yield 0
    yield from takewhile(lambda nth: name_of(field, Why.NORMALISED, nth) in fields, count(1))


def _stretch(fields: Mapping[str, FlatField], field: Field, words: FlatField, nth: int) -> Relations:
    by_rung = {why: fields[name_of(field, why, nth)] for why in RELATED}
    typos, sounds = fields[name_of(field, Why.TYPO, nth)], fields[name_of(field, Why.NAME, nth)]
    united, grams = fields[name_of(field, UNITED, nth)], fields.get(name_of(field, GRAMS, nth))
    return Relations(words, by_rung, typos, sounds, united, grams)


GRAMS, UNITED = "grams", "united"
"""What the tables of grams and of united postings (`index.postings.forms`) are called, beside the rungs."""


def name_of(field: Field, relation: str, nth: int = 0) -> str:
    """What a relation over the nth stretch of a field's vocabulary is called."""
    return f"{field}.{relation}.{nth}" if nth else f"{field}.{relation}"
