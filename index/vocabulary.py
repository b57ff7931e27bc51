"""A query word → the vocabulary words that stand for it, rung by rung, each rung with its weight.

One mechanism instead of a field for each analysis: the index holds words as written, and what is further (normalised,
stem, first letters, a typo, a pattern) is a relation over its vocabulary (`index.relations`), resolved when a question
is asked. So a hit can say why it matched, and the ladder can be walked without reindexing. Weights:
research/search-quality.md.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.matches import LADDER, LADDER_OF, PHRASE_RUNGS
from index.postings import Chosen, Segment, each_once
from index.postings.arrays import FlatField
from index.query import Width
from index.relations import Numbers, Relations
from index.results import Why
from index.words import Key

if TYPE_CHECKING:
    from index.regexes import WordRegex

WEIGHTS = {
    Why.WRITTEN: 0.1,
    Why.NORMALISED: 0.5,
    Why.STEM: 1.0,
    Why.NAME: 1.0,
    Why.LETTERS: 0.5,
    Why.TYPO: 0.6,
    Why.WILDCARD: 1.0,
    Why.REGEX: 1.0,
}
"""What each rung's score counts. An exact match collects those of the whole ladder, so nearer forms come first."""

_NORMALISED = Why.NORMALISED
_OF_PHRASE = {width: rungs[-1][0] for width, rungs in PHRASE_RUNGS.items()}

RUNGS = frozenset((*(why for why, _ in LADDER), Why.LETTERS))
"""All rungs that a word as such is looked for on; typos and patterns are asked for."""

CORRECTIONS = 3
"""Into how many words an unknown one is corrected: those that most articles have."""


class Rung(NamedTuple):
    """The vocabulary words that one rung admits for a query word, and what their score counts."""

    why: Why
    weight: float
    words: Chosen
    united: Chosen | None = None
    """Where all their postings lie together, if they do: one in the place of several words."""


class Vocabulary:
    """The distinct words of one field, segment by segment, and what they have in common."""

    def __init__(self, segments: Sequence[tuple[Segment, Relations]], climbed: Collection[Why] = RUNGS) -> None:
        """`climbed`: the rungs that admit words; the others are passed over."""
        self._segments = segments
        self._spelling = [(own, relations, own._replace(field=relations.united)) for own, relations in segments]
        self._climbed = frozenset(climbed)
        self._ladders = {
            width: [(why, WEIGHTS[why]) for why, _ in ladder if why in self._climbed]
            for width, ladder in LADDER_OF.items()
        }

    def fields(self) -> Iterator[FlatField]:
        """What words and their relations are looked up in."""
        for segment, relations in self._segments:
            yield segment.field
            yield from relations.fields()

    def read_through(self) -> None:
        """Check all of them, and have at hand what every question asks for. Raises IndexUnusableError."""
        for segment, relations in self._segments:
            segment.field.read_through()
            relations.read_through()

    def rungs(self, key: Key, width: Width = Width.NORMAL) -> list[Rung]:
        """The rungs that admit anything for `key`, from near to far; equal neighbours are one with both weights."""
        found: list[Rung] = []
        for why, weight in self._ladders[width]:
            rung = self._spelt(key, weight) if why is _NORMALISED else Rung(why, weight, self._admitted(why, key))
            if found and _size(found[-1].words) == _size(rung.words):  # rungs only grow: the same size is the same set
                found[-1] = found[-1]._replace(weight=found[-1].weight + weight)
            elif rung.words:
                found.append(rung)
        return found

    def letters(self, key: Key) -> Rung:
        """The words that share the first letters: they admit nothing, but add to what is found."""
        admitted = self._admitted(Why.LETTERS, key) if Why.LETTERS in self._climbed else []
        return Rung(Why.LETTERS, WEIGHTS[Why.LETTERS], admitted)

    def with_gram(self, gram: str) -> Chosen:
        """The words that have a gram."""
        return self._chosen(lambda relations: relations.with_gram(gram))

    def for_phrase(self, key: Key, width: Width = Width.NORMAL) -> Chosen:
        """The words that may stand for `key` inside a phrase."""
        return self._admitted(_OF_PHRASE[width], key)

    def fitting(self, pattern: str, *, written: bool = False) -> Rung:
        """The words that fit a pattern as they are written, or normalised."""
        found = self._chosen(lambda relations: relations.fitting(pattern, written=written))
        return Rung(Why.WILDCARD, WEIGHTS[Why.WILDCARD], found)

    def fitting_regex(self, expression: "WordRegex", *, written: bool = False) -> Rung:
        """The words a regular expression fits, as far as its time allows."""
        found = self._chosen(lambda relations: relations.fitting_regex(expression, written=written))
        return Rung(Why.REGEX, WEIGHTS[Why.REGEX], found)

    def near(self, key: Key) -> dict[Key, Rung]:
        """The words one typo away, by their normalised form."""
        found: dict[Key, Chosen] = {}
        for segment, relations in self._segments:
            for form, words in relations.near(key).items():
                found.setdefault(form, []).append((segment, words))
        return {form: Rung(Why.TYPO, WEIGHTS[Why.TYPO], words) for form, words in found.items()}

    def these(self, words: Collection[Key]) -> Chosen:
        """Words as they are written."""
        return self._chosen(lambda relations: _together([relations.words(Why.WRITTEN, word) for word in words]))

    def sharing(self, why: Why, key: Key) -> dict[Key, int]:
        """The words that stand for `key` on one rung, with the number of articles that have each, roughly."""
        return _counted(self._admitted(why, key))

    def sounding(self, skeleton: str) -> dict[Key, int]:
        """The same for the words that have a skeleton."""
        return _counted(self._chosen(lambda relations: relations.sounding(skeleton)))

    def _admitted(self, why: Why, key: Key) -> Chosen:
        found = []
        for segment, relations in self._segments:
            words = relations.words(why, key)
            if len(words):
                found.append((segment, words))
        return found

    def _spelt(self, key: Key, weight: float) -> Rung:
        """The words of one normalised form, and where their postings lie: where a segment has them united, there."""
        words: Chosen = []
        united: Chosen = []
        for segment, relations, together in self._spelling:
            numbers, form = relations.spelt(key)
            if len(numbers):
                words.append((segment, numbers))
                united.append((segment, numbers) if form is None else (together, np.array([form], np.int64)))
        return Rung(_NORMALISED, weight, words, united)

    def _chosen(self, ask: Callable[[Relations], Numbers]) -> Chosen:
        found = ((segment, ask(relations)) for segment, relations in self._segments)
        return [(segment, words) for segment, words in found if len(words)]


def _together(several: Sequence[Numbers]) -> Numbers:
    return each_once(np.concatenate([*several, np.empty(0, np.int64)]))


def _counted(words: Chosen) -> dict[Key, int]:
    found: dict[Key, int] = {}
    for segment, numbers in words:
        counts = segment.field.counts_of(numbers).tolist()
        for word, count in zip(segment.field.some_words(numbers), counts, strict=True):
            key = Key(word.decode())
            found[key] = found.get(key, 0) + count
    return found


def _size(words: Chosen) -> int:
    return sum([len(numbers) for _, numbers in words])
