"""The words around a figure that tell what its sentence speaks of: which are worth looking for, and who has them."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.articles import Span
from index.figure_columns import Rows
from index.figure_results import Stated
from index.figure_table import FigureIndex
from index.figures.counted_words import STOPS
from index.figures.spelling import ONE_LETTER
from index.keys import stem
from index.query import Term
from index.words import Key, Word, words

_TELLING = 0.3
"""A word tells when its weight is at least this: 1 is a word of one article, 0 a word of all."""
_MOST_TELLING = 12
_MOST_AROUND = 16
FEWEST = 2
_ENOUGH, _PART = 1.0, 0.25
"""Two sentences speak of the same when they share two telling words, together of this weight, and of this part of what
all telling words of the first weigh."""

Shares = NDArray[np.bool_]
"""A row for each figure, a column for each word: whether its sentence has it."""


class Around(NamedTuple):
    """A word to look for, how it is written, and whether it is of what the figure counts."""

    term: Term
    written: str
    counted: bool


class Telling(NamedTuple):
    """A word that few articles have, and what it weighs."""

    word: Around
    weight: float


class Sharing(NamedTuple):
    """The telling words of one sentence, and which sentences of some figures have which of them."""

    telling: Sequence[Telling]
    shares: Shares

    @property
    def beyond_counted(self) -> "Sharing":
        """The same for the words that are not of what is counted: what counts the same has those anyway."""
        beyond = [not one.word.counted for one in self.telling]
        return Sharing([one for one, is_so in zip(self.telling, beyond, strict=True) if is_so], self.shares[:, beyond])

    @property
    def weights(self) -> NDArray[np.float64]:
        """What the words that each sentence shares weigh together."""
        weights: NDArray[np.float64] = self.shares @ np.array([one.weight for one in self.telling])
        return weights

    @property
    def enough(self) -> NDArray[np.bool_]:
        """Which sentences share enough to speak of the same."""
        least = max(_ENOUGH, _PART * sum(one.weight for one in self.telling))
        enough: NDArray[np.bool_] = (self.weights >= least) & (self.shares.sum(axis=1) >= FEWEST)
        return enough

    def written(self, nth: int) -> tuple[str, ...]:
        """The words that one sentence shares, as the first has them, the rarest first."""
        return tuple(one.word.written for one, has in zip(self.telling, self.shares[nth].tolist(), strict=True) if has)


def around(of: Stated) -> list[Around]:
    """The words around a figure in its sentence, each once in whatever form, the nearest to it first."""
    start, base = of.figure.span.start - of.figure.sentence.start, of.figure.sentence.start
    counted = of.figure.counted or Span(0, 0)
    found: dict[Key, Around] = {}
    for key, span in sorted(_apart(of), key=lambda word: abs(word.span.start - start)):
        inside = counted.start <= base + span.start < counted.end
        found.setdefault(stem(key), Around(Term(key, span), of.sentence[slice(*span)], inside))
    return list(found.values())


def telling(figures: FigureIndex, near: Sequence[Around]) -> list[Telling]:
    """Those words that few articles have, the rarest first."""
    weighed = [Telling(word, _weight(figures, word.term.key)) for word in near]
    rarest = sorted(weighed, key=lambda word: -word.weight)
    return [word for word in rarest[:_MOST_TELLING] if word.weight >= _TELLING]


def nearest(near: Sequence[Around]) -> Sequence[Around]:
    """As many of the words as are worth looking for when the rarity of each is still to be learnt."""
    return near[:_MOST_AROUND]


def sharing(figures: FigureIndex, said: Sequence[Telling], rows: Rows) -> Sharing:
    """Which sentences of those figures share the telling words."""
    return Sharing(said, shares(figures, [one.word for one in said], rows))


def shares(figures: FigureIndex, near: Sequence[Around], rows: Rows) -> Shares:
    """Which sentences of those figures have which of the words."""
    firsts, afters = figures.columns.words_of("sentence")
    firsts, afters = firsts[rows], afters[rows]
    shared = np.zeros((len(rows), len(near)), np.bool_)
    for nth, word in enumerate(near):
        shared[:, nth] = figures.engine.standing(word.term).within(firsts, afters)
    return shared


def _apart(of: Stated) -> Iterator[Word]:
    """The words of a sentence, less those of the figure itself, numbers, and words that only join."""
    start = of.figure.span.start - of.figure.sentence.start
    end = start + len(of.text)
    for word in words(of.sentence):
        apart = word.span.end <= start or word.span.start >= end
        if apart and len(word.key) > 1 and not word.key[0].isdecimal() and word.key.translate(ONE_LETTER) not in STOPS:
            yield word


def _weight(figures: FigureIndex, key: Key) -> float:
    count = len(figures.engine.live)
    return math.log((count + 1) / max(1, figures.engine.articles_with(key))) / math.log(count + 1)
