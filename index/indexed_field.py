"""One field of the index: what a word, a pattern or a phrase finds in it, and how well.

A word's score is a sum over the rungs of its ladder (`index.vocabulary`): each rung counts as one pseudo-term, its
frequencies summed over the words it admits, scored by BM25 as Whoosh computes it, and weighted.
"""

from collections import OrderedDict
from collections.abc import Collection, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.found import NOTHING, Few, Found, any_of, raised, scaled, without
from index.postings import Chosen, Postings, bm25, document_frequency, each_once, side_by_side, with_gaps
from index.postings.scoring import at_most
from index.postings.united import FEW_POSTINGS
from index.query import Width
from index.results import Why
from index.second_look import SecondLook
from index.vocabulary import WEIGHTS, Rung, Vocabulary
from index.words import Key

if TYPE_CHECKING:
    from index.regexes import WordRegex

REMEMBERED = 256
"""How many words' answers a field remembers: those of some pages of typing …"""

MOST_REMEMBERED = 1 << 22
"""… and how many articles in all of them, each sixteen bytes; of a million articles a common word finds most."""

EVERYWHERE = 10
"""A pattern whose words have so many postings for each document finds most of them, and all alike."""


class IndexedField:
    """Answers for one field, and remembers them. Deleted documents are never found; safe from any thread."""

    def __init__(self, postings: Postings, vocabulary: Vocabulary, living: int) -> None:
        self._postings = postings
        self.vocabulary = vocabulary
        self._living = living
        self._known: OrderedDict[tuple[Key, Width], Found] = OrderedDict()
        self._remembered = 0
        self._knowing = Lock()

    def term(self, key: Key, width: Width = Width.NORMAL) -> Found:
        asked = (key, width)
        found = self._known.get(asked)
        if found is None:
            found = self._wide(key) if width is Width.WIDE else self._term(key, width)
            if isinstance(found, Few):  # looked up again as soon as remembered
                return found
        self._remember(asked, found)
        return found

    def _remember(self, asked: tuple[Key, Width], found: Found) -> None:
        with self._knowing:
            if asked in self._known:
                self._known.move_to_end(asked)
                return
            self._known[asked] = found
            self._remembered += len(found.documents)
            while len(self._known) > REMEMBERED or self._remembered > MOST_REMEMBERED:
                self._remembered -= len(self._known.popitem(last=False)[1].documents)

    def _wide(self, key: Key) -> Found:
        """A word in any of its forms, those that begin alike, and those one typo away."""
        letters = self._rung(self.vocabulary.letters(key))
        near = self.united(list(self.vocabulary.near(key).values()))
        return any_of([self.term(key), without(letters, self.term(key)), near], self._postings.count)

    def _term(self, key: Key, width: Width) -> Found:
        rungs = self.vocabulary.rungs(key, width)
        if not rungs:
            return NOTHING
        found = self._rung(rungs.pop())  # the farthest admits all that the nearer ones do
        while rungs:
            found = raised(found, self._rung(rungs.pop()))
        return found

    def typo(self, key: Key) -> Found:
        """A word in any of its forms, and the words one typo away."""
        return any_of([self.term(key), self.united(list(self.vocabulary.near(key).values()))], self._postings.count)

    def pattern(self, letters: str, width: Width = Width.NORMAL) -> Found:
        """Words that fit a pattern."""
        return self._many(self.vocabulary.fitting(letters, written=width is Width.EXACT))

    def regex(self, expression: "WordRegex", width: Width = Width.NORMAL) -> Found:
        """Words that fit a regular expression, as far as its time allows."""
        return self._many(self.vocabulary.fitting_regex(expression, written=width is Width.EXACT))

    def _many(self, rung: Rung) -> Found:
        """As many words as there may be; where they stand nearly everywhere, how often says nothing and is not
        reckoned."""
        if document_frequency(rung.words) <= EVERYWHERE * self._postings.count:
            return self._rung(rung)
        documents = self._postings.documents_of(rung.words)
        return Found(documents, np.full(len(documents), rung.weight))

    def second_look(self, documents: NDArray[np.int64]) -> SecondLook:
        return SecondLook(documents, self._postings, self.vocabulary, self._living)

    def united(self, rungs: Sequence[Rung]) -> Found:
        """The words of several rungs of one kind as one pseudo-term."""
        by_segment: dict[int, list[Any]] = {}
        for rung in rungs:
            for segment, numbers in rung.words:
                by_segment.setdefault(segment.start, [segment]).append(numbers)
        words: Chosen = [(segment, each_once(np.concatenate(held))) for segment, *held in by_segment.values()]
        return self._rung(Rung(rungs[0].why, rungs[0].weight, words)) if rungs else NOTHING

    def named(self, words: Collection[Key]) -> Found:
        """The words that a name is called by, as one pseudo-term."""
        return self._rung(Rung(Why.NAME, WEIGHTS[Why.NAME], self.vocabulary.these(words)))

    def named_in_words(self, places: Sequence[Collection[Key]]) -> Found:
        """A name of several words: for each of its places the words that may stand there."""
        words = [self.vocabulary.these(place) for place in places]
        return scaled(self._phrase(words, 0), WEIGHTS[Why.NAME])

    def phrase(self, keys: tuple[Key, ...], slop: int, width: Width = Width.NORMAL) -> Found:
        return self._phrase([self.vocabulary.for_phrase(key, width) for key in keys], slop)

    def _phrase(self, words: Sequence[Chosen], slop: int) -> Found:
        found = with_gaps(self._postings, words, slop) if slop else side_by_side(self._postings, words)
        if isinstance(found, dict):
            return self._scored_singly([*found], [*found.values()], len(words)) if found else NOTHING
        return self._scored(*found, len(words)) if len(found[0]) else NOTHING

    def _rung(self, rung: Rung) -> Found:
        return self._scored(*self._postings.union_of(rung.united or rung.words), rung.weight)

    def _scored(self, documents: NDArray[Any], frequencies: NDArray[Any], weight: float) -> Found:
        """One pseudo-term: how many of its words each document has, and in how many documents any stands."""
        having = len(documents)
        if having <= FEW_POSTINGS:
            return self._scored_singly(documents.tolist(), frequencies.tolist(), weight)
        documents, burdens = documents.astype(np.int64, copy=False), self._postings.burdens
        return Found(
            documents,
            lambda places: bm25(frequencies[places], burdens.take(documents[places]), having, self._living, weight),
        )

    def _scored_singly(self, documents: list[int], frequencies: list[Any], weight: float) -> Found:
        """The same, document by document: the same numbers."""
        burdens, most = self._postings.burdens.data, at_most(len(documents), self._living, weight)
        scores = [
            frequency / (frequency + burdens[document]) * most
            for document, frequency in zip(documents, frequencies, strict=True)
        ]
        return Few(documents, scores)
