"""Which words of its article a figure stands among, and which it counts, as numbers of words.

The inverted index knows the number of every word's place. So a sentence, or what is counted, kept as a range of such
numbers can be asked for words without opening the article: a word of the query stands in the sentence when one of its
places lies in the range.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.articles import Span
from index.figures import Figure
from index.figures.counted_words import STOPS
from index.figures.spelling import ONE_LETTER
from index.keys import stem
from index.postings.arrays import starts_of
from index.postings.tokenising import Found, TokenFinder
from index.words import COMMON_LETTERS, Piece, keys, keys_of, pieces

_LONGEST_STEM = 32  # characters that tell one word from another; a hostile article has words of a million


class Among(NamedTuple):
    """The words around one figure: half-open ranges of word numbers, and what is counted as `phrase` has it.

    What counts nothing has the empty range `(0, 0)` and the phrase "".
    """

    sentence: tuple[int, int]
    counted: tuple[int, int]
    phrase: str


def phrase(counted: str) -> str:
    """What is counted, by the stems of its telling words, the head first: قتلى and القتيل are not one, شركات and
    الشركة are. Two figures whose phrases are equal count the same, as far as words can tell."""
    return " ".join(stem(key)[:_LONGEST_STEM] for key in keys(counted) if key.translate(ONE_LETTER) not in STOPS)


class WordNumbers:
    """Numbers the words of many bodies at once, and says which of them the figures stand among."""

    def __init__(self) -> None:
        self._finder = TokenFinder()

    def among(self, bodies: Sequence[str], figures: Sequence[Sequence[Figure]]) -> list[list[Among]]:
        """The words around each figure of each body."""
        if not any(figures):
            return [[] for _ in bodies]
        found = self._finder.find(bodies)
        before = starts_of(self._counts(found))
        spans = _spans(found, figures)
        began, ended = _ended_by(found, before, spans[:, 0]), _begun_before(found, before, spans[:, 1])
        ranges = zip(began.tolist(), ended.tolist(), strict=True)
        firsts = before[np.searchsorted(found.starts, found.bounds[:-1])].tolist()
        return [
            [_among(body, first, figure, next(ranges), next(ranges)) for figure in stated]
            for body, first, stated in zip(bodies, firsts, figures, strict=True)
        ]

    def _counts(self, found: Found) -> NDArray[np.int64]:
        """How many words each raw token is: one, where it is made of common letters alone, as nine in ten are."""
        counts = np.ones(len(found.starts), np.int64)
        odd = np.flatnonzero(~self._finder.letters.all_in(found, COMMON_LETTERS))
        spans = zip(found.starts[odd].tolist(), found.ends[odd].tolist(), strict=True)
        counts[odd] = [_COUNTS[found.text[start:end]] for start, end in spans]
        return counts


def _spans(found: Found, figures: Sequence[Sequence[Figure]]) -> NDArray[np.int64]:
    """For each figure two rows, start and end in the text of all bodies: its sentence, and what it counts."""
    spans = [
        (base + start, base + end)
        for base, stated in zip(found.bounds.tolist(), figures, strict=False)
        for figure in stated
        for start, end in (figure.sentence, figure.counted or _NOWHERE)
    ]
    return np.array(spans, np.int64).reshape(-1, 2)


_NOWHERE = Span(0, 0)


def _among(body: str, first: int, figure: Figure, sentence: tuple[int, int], counted: tuple[int, int]) -> Among:
    """`first` is the number that the first word of the body has among those of all bodies."""
    within = sentence[0] - first, sentence[1] - first
    if figure.counted is None:
        return Among(within, (0, 0), "")
    return Among(within, (counted[0] - first, counted[1] - first), phrase(body[slice(*figure.counted)]))


def _ended_by(found: Found, before: NDArray[np.int64], offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many words have ended by each offset."""
    nth = np.searchsorted(found.starts, offsets, side="right") - 1
    return _counted(found, before, offsets, nth, lambda piece, at: piece.end <= at)


def _begun_before(found: Found, before: NDArray[np.int64], offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many words have begun before each offset."""
    nth = np.searchsorted(found.starts, offsets) - 1
    return _counted(found, before, offsets, nth, lambda piece, at: piece.start < at)


def _counted(
    found: Found,
    before: NDArray[np.int64],
    offsets: NDArray[np.int64],
    nth: NDArray[np.int64],
    is_in: Callable[[Piece, int], bool],
) -> NDArray[np.int64]:
    """The words of the first tokens up to the nth, of which those pieces count that are in; `is_in` is asked only where
    an offset lies inside a token."""
    counts: NDArray[np.int64] = before[nth + 1]
    if not len(found.starts):
        return counts
    for row in np.flatnonzero((nth >= 0) & (offsets < found.ends[nth])).tolist():
        start, end = int(found.starts[nth[row]]), int(found.ends[nth[row]])
        at = int(offsets[row]) - start
        counts[row] = before[nth[row]] + sum(is_in(piece, at) for piece in pieces(found.text[start:end]))
    return counts


class _Counts(dict[str, int]):
    """How many words each raw token seen so far has: nearly always one."""

    def __missing__(self, token: str) -> int:
        if len(self) > _MOST_TOKENS:
            self.clear()
        count = self[token] = len(keys_of(token))
        return count


_MOST_TOKENS = 1 << 18
_COUNTS = _Counts()
