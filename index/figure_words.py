"""Which words of its article a figure stands among, and which it counts, as numbers of words.

The inverted index knows the number of every word's place. So a sentence, or what is counted, kept as a range of such
numbers can be asked for words without opening the article: a word of the query stands in the sentence when one of its
places lies in the range.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from index.articles import Span
from index.figures import Figure
from index.figures.counted_words import STOPS
from index.figures.spelling import ONE_LETTER
from index.keys import stem
from index.words import keys, keys_of, pieces, placed_tokens

_LONGEST_STEM = 32  # characters that tell one word from another; a hostile article has words of a million


class Among(NamedTuple):
    """The words around one figure: half-open ranges of word numbers, and what is counted as `phrase` has it.

    What counts nothing has the empty range `(0, 0)` and the phrase "".
    """

    sentence: tuple[int, int]
    counted: tuple[int, int]
    phrase: str


def among(body: str, figures: Sequence[Figure]) -> Iterator[Among]:
    """The words around each of the figures of one article."""
    numbers = _WordNumbers(body) if figures else None
    for figure in figures:
        assert numbers is not None
        counted = figure.counted
        yield Among(
            numbers.within(figure.sentence),
            numbers.within(counted) if counted else (0, 0),
            phrase(body[slice(*counted)]) if counted else "",
        )


def phrase(counted: str) -> str:
    """What is counted, by the stems of its telling words, the head first: قتلى and القتيل are not one, شركات and
    الشركة are. Two figures whose phrases are equal count the same, as far as words can tell."""
    return " ".join(stem(key)[:_LONGEST_STEM] for key in keys(counted) if key.translate(ONE_LETTER) not in STOPS)


class _WordNumbers:
    """The number of the word at any place of a text."""

    def __init__(self, text: str) -> None:
        self._tokens, self._starts = placed_tokens(text)
        self._before = [0, *accumulate(map(_COUNTS.__getitem__, self._tokens))]

    def within(self, span: Span) -> tuple[int, int]:
        """The numbers of the words that lie, wholly or in part, in `span`: first and after the last."""
        return self._ended_by(span.start), self._begun_before(span.end)

    def _ended_by(self, offset: int) -> int:
        nth = bisect_right(self._starts, offset) - 1
        if nth < 0:
            return 0
        at = offset - self._starts[nth]
        token = self._tokens[nth]
        if at >= len(token):
            return self._before[nth + 1]
        return self._before[nth] + sum(piece.end <= at for piece in pieces(token))

    def _begun_before(self, offset: int) -> int:
        nth = bisect_left(self._starts, offset) - 1
        if nth < 0:
            return 0
        at = offset - self._starts[nth]
        token = self._tokens[nth]
        if at >= len(token):
            return self._before[nth + 1]
        return self._before[nth] + sum(piece.start < at for piece in pieces(token))


class _Counts(dict[str, int]):
    """How many words each raw token seen so far has: nearly always one."""

    def __missing__(self, token: str) -> int:
        if len(self) > _MOST_TOKENS:
            self.clear()
        count = self[token] = len(keys_of(token))
        return count


_MOST_TOKENS = 1 << 18
_COUNTS = _Counts()
