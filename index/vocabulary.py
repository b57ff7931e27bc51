"""A query word → the vocabulary words that stand for it, rung by rung, each rung with its weight.

One mechanism instead of a field for each analysis: the index holds words as written, and what is further (normalised,
stem) is a relation over its vocabulary, resolved when a question is asked. So a hit can say why it matched, and the
ladder can be walked without reindexing. Weights: research/search-quality.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.matches import LADDER, PHRASE_RUNGS, Why
from index.words import Key

WEIGHTS = {Why.WRITTEN: 0.25, Why.NORMALISED: 0.5, Why.STEM: 1.0}
"""What each rung's score counts. An exact match collects all of them, so nearer forms come first."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rung:
    """The vocabulary words, by number, that one rung admits for a query word, and what their score counts."""

    why: Why
    weight: float
    words: Numbers


class Vocabulary:
    """The distinct words of one field, and what they have in common."""

    def __init__(self, words: Sequence[Key]) -> None:
        self._classes = {
            why: _classes([key_of(word) for word in words]) for why, key_of in LADDER if why is not Why.WRITTEN
        }
        self._numbers = {word: number for number, word in enumerate(words)}

    def rungs(self, key: Key) -> list[Rung]:
        """The rungs that admit anything for `key`, from near to far; equal neighbours are one with both weights."""
        found: list[Rung] = []
        for why, _ in LADDER:
            admitted = self._admitted(why, key)
            if not len(admitted):
                continue
            if found and len(found[-1].words) == len(admitted):  # rungs only grow: the same size is the same set
                found[-1] = Rung(found[-1].why, found[-1].weight + WEIGHTS[why], admitted)
            else:
                found.append(Rung(why, WEIGHTS[why], admitted))
        return found

    def for_phrase(self, key: Key) -> Numbers:
        """The words that may stand for `key` inside a phrase."""
        return self._admitted(PHRASE_RUNGS[-1][0], key)

    def _admitted(self, why: Why, key: Key) -> Numbers:
        if why is Why.WRITTEN:
            number = self._numbers.get(key)
            return np.array([] if number is None else [number], np.int64)
        return np.array(self._classes[why].get(dict(LADDER)[why](key), ()), np.int64)


def _classes(keys: Sequence[Key]) -> dict[Key, list[int]]:
    classes: dict[Key, list[int]] = {}
    for number, key in enumerate(keys):
        classes.setdefault(key, []).append(number)
    return classes
