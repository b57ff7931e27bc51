"""A query word → the vocabulary words that stand for it, rung by rung, each rung with its weight.

One mechanism instead of a field for each analysis: the index holds words as written, and what is further (normalised,
stem) is a relation over its vocabulary (`index.relations`), resolved when a question is asked. So a hit can say why it
matched, and the ladder can be walked without reindexing. Weights: research/search-quality.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from index.matches import LADDER, PHRASE_RUNGS, Why
from index.postings import Chosen, Segment
from index.relations import Relations
from index.words import Key

WEIGHTS = {Why.WRITTEN: 0.25, Why.NORMALISED: 0.5, Why.STEM: 1.0}
"""What each rung's score counts. An exact match collects all of them, so nearer forms come first."""


@dataclass(frozen=True, slots=True)
class Rung:
    """The vocabulary words that one rung admits for a query word, and what their score counts."""

    why: Why
    weight: float
    words: Chosen


class Vocabulary:
    """The distinct words of one field, segment by segment, and what they have in common."""

    def __init__(self, segments: Sequence[tuple[Segment, Relations]]) -> None:
        self._segments = segments

    def rungs(self, key: Key) -> list[Rung]:
        """The rungs that admit anything for `key`, from near to far; equal neighbours are one with both weights."""
        found: list[Rung] = []
        for why, _ in LADDER:
            admitted = self._admitted(why, key)
            if not admitted:
                continue
            if found and _size(found[-1].words) == _size(admitted):  # rungs only grow: the same size is the same set
                found[-1] = Rung(found[-1].why, found[-1].weight + WEIGHTS[why], admitted)
            else:
                found.append(Rung(why, WEIGHTS[why], admitted))
        return found

    def for_phrase(self, key: Key) -> Chosen:
        """The words that may stand for `key` inside a phrase."""
        return self._admitted(PHRASE_RUNGS[-1][0], key)

    def _admitted(self, why: Why, key: Key) -> Chosen:
        found = ((segment, relations.words(why, key)) for segment, relations in self._segments)
        return [(segment, words) for segment, words in found if len(words)]


def _size(words: Chosen) -> int:
    return sum(len(numbers) for _, numbers in words)
