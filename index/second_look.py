"""The best articles for a question, looked at again: what tells them apart, and finds none.

Words find articles and rank them (`index.search`). Of that order the first fifty then score more for

    letters    words that begin like one asked for
    grams      words that share four letters in a row with one asked for (`index.grams`)
    early      words asked for that an article says early: it begins with what it is about
    adjacent   words asked for side by side that stand side by side

Nothing is found or lost by it, and as scores only grow, no article of the rest could have come before these. What each
counts, and that fifty articles are enough: `tests.bench.tuning`.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from index.function_words import is_function_word
from index.grams import grams
from index.postings import Chosen, Postings, are_among, are_first, bm25, document_frequency, each_once, idf
from index.vocabulary import Vocabulary
from index.words import Key

DEPTH = 50
"""How many articles are looked at again."""

GRAMS, EARLY, ADJACENT = 0.5, 1.0, 0.2
"""What each counts beside the stem of a word; letters are weighed with the other rungs (`index.vocabulary`)."""

EARLY_WORDS = 60.0
"""After so many words a beginning is worth 1/e of what it is worth at the very start."""

COMMON = 0.5
"""A gram with more postings than this for each document tells nothing apart, and would cost the most."""

Scores = NDArray[np.float64]

_DOCUMENT, _POSITION = np.uint64(32), np.uint64(0xFFFFFFFF)
"""A place is a document and a position in 64 bits (`index.postings`)."""


class SecondLook:
    """Some of the articles that answer a question, held against its words."""

    def __init__(self, documents: NDArray[np.int64], postings: Postings, vocabulary: Vocabulary, living: int) -> None:
        """`documents` are those looked at, ascending; `living` is how many articles there are."""
        self._documents = documents
        self._postings = postings
        self._vocabulary = vocabulary
        self._living = living
        self._burdens = postings.burdens[documents]

    def scores(self, asked: Sequence[Key], cancelled: Callable[[], bool]) -> Scores:
        """What each of the documents scores more for the words asked for, in the order of the question.

        Stops where it is when `cancelled` says so: whoever asks does not want the answer.
        """
        telling = [key for key in asked if not is_function_word(key)]
        added = np.zeros(len(self._documents))
        for key, times in Counter(telling).items():
            if cancelled():
                break
            added += times * self._of_letters(key)
        for gram, times in Counter(chain.from_iterable(map(grams, telling))).items():
            if cancelled():
                break
            added += times * GRAMS * self._of_gram(gram)
        return added if cancelled() else added + self._of_places(asked)

    def _of_letters(self, key: Key) -> Scores | float:
        letters = self._vocabulary.letters(key)
        return letters.weight * self._bm25(letters.words) if letters.words else 0.0

    def _of_gram(self, gram: str) -> Scores | float:
        words = self._vocabulary.with_gram(gram)
        tells = 0 < document_frequency(words) <= COMMON * self._living
        return self._bm25(words) if tells else 0.0

    def _bm25(self, words: Chosen) -> Scores:
        frequencies, having = self._postings.frequencies_in(self._documents, words)
        return bm25(frequencies, self._burdens, having, self._living)

    def _of_places(self, asked: Sequence[Key]) -> Scores:
        """For words said early, and for words side by side."""
        added = np.zeros(len(self._documents))
        standing = {key: self._standing(key) for key in asked if not is_function_word(key)}
        for places, weight in standing.values():
            first = places[are_first(places >> _DOCUMENT)]
            position = (first & _POSITION).astype(np.float64)
            added[self._among(first)] += EARLY * weight * np.exp(-position / EARLY_WORDS)
        for one, other in dict.fromkeys(pairwise(asked)):
            if one in standing and other in standing:
                (places, weight), (following, other_weight) = standing[one], standing[other]
                begins = places[are_among(places + np.uint64(1), following)]
                added[each_once(self._among(begins))] += ADJACENT * min(weight, other_weight)
        return added

    def _standing(self, key: Key) -> tuple[NDArray[np.uint64], float]:
        """Where a word stands in the documents in any of its forms, and how much it tells."""
        rungs = self._vocabulary.rungs(key)
        if not rungs:
            return np.empty(0, np.uint64), 0.0
        having = min(document_frequency(rungs[-1].words), self._living)
        return self._postings.occurrences_of(rungs[-1].words, self._documents), idf(having, self._living)

    def _among(self, places: NDArray[np.uint64]) -> NDArray[np.intp]:
        return np.searchsorted(self._documents, (places >> _DOCUMENT).astype(np.int64))
