"""One field of the index: what a word, a pattern or a phrase finds in it, and how well.

A word's score is a sum over the rungs of its ladder (`index.vocabulary`): each rung counts as one pseudo-term, its
frequencies summed over the words it admits, scored by BM25 as Whoosh computes it, and weighted.
"""

from collections import OrderedDict
from collections.abc import Collection, Sequence
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.found import NOTHING, Found, any_of, raised, scaled, without
from index.postings import Chosen, Postings, are_among, are_first, bm25_of_burdens, each_once
from index.query import Width
from index.regexes import WordRegex
from index.results import Why
from index.second_look import SecondLook
from index.vocabulary import WEIGHTS, Rung, Vocabulary, document_frequency
from index.words import Key

REMEMBERED = 256
"""How many words' answers a field remembers: those of some pages of typing."""

EVERYWHERE = 10
"""A pattern whose words have so many postings for each document finds most of them, and all alike."""


class IndexedField:
    """Answers for one field, and remembers them. Deleted documents are never found; safe from any thread."""

    def __init__(self, postings: Postings, vocabulary: Vocabulary, living: int) -> None:
        self._postings = postings
        self.vocabulary = vocabulary
        self._living = living
        self._known: OrderedDict[tuple[Key, Width], Found] = OrderedDict()
        self._knowing = Lock()

    def term(self, key: Key, width: Width = Width.NORMAL) -> Found:
        asked = (key, width)
        with self._knowing:
            if asked in self._known:
                self._known.move_to_end(asked)
                return self._known[asked]
        found = self._wide(key) if width is Width.WIDE else self._term(key, width)
        with self._knowing:
            self._known[asked] = found
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return found

    def _wide(self, key: Key) -> Found:
        """A word in any of its forms, those that begin alike, and those one typo away."""
        letters = self._rung(self.vocabulary.letters(key))
        near = self.united(list(self.vocabulary.near(key).values()))
        return any_of([self.term(key), without(letters, self.term(key)), near], len(self._postings.lengths))

    def _term(self, key: Key, width: Width) -> Found:
        found = NOTHING
        for rung in reversed(self.vocabulary.rungs(key, width)):  # the farthest admits all that the nearer ones do
            answer = self._rung(rung)
            found = raised(found, answer) if len(found) else answer
        return found

    def typo(self, key: Key) -> Found:
        """A word in any of its forms, and the words one typo away."""
        return any_of(
            [self.term(key), self.united(list(self.vocabulary.near(key).values()))], len(self._postings.lengths)
        )

    def pattern(self, letters: str, width: Width = Width.NORMAL) -> Found:
        """Words that fit a pattern."""
        return self._many(self.vocabulary.fitting(letters, written=width is Width.EXACT))

    def regex(self, expression: WordRegex, width: Width = Width.NORMAL) -> Found:
        """Words that fit a regular expression, as far as its time allows."""
        return self._many(self.vocabulary.fitting_regex(expression, written=width is Width.EXACT))

    def _many(self, rung: Rung) -> Found:
        """As many words as there may be; where they stand nearly everywhere, how often says nothing and is not
        reckoned."""
        if document_frequency(rung.words) <= EVERYWHERE * len(self._postings.burdens):
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
        begins = self._with_gaps(words, slop) if slop else self._side_by_side(words)
        if not len(begins):
            return NOTHING
        documents = _documents(begins)
        firsts = are_first(documents).nonzero()[0]
        ends = np.append(firsts[1:], len(begins))
        return self._scored(documents[firsts], ends - firsts, len(words))

    def _side_by_side(self, words: Sequence[Chosen]) -> NDArray[np.uint64]:
        """Where words follow one another: beginning with the rarest, each only where all before it stand."""
        rarest = sorted(range(len(words)), key=lambda nth: document_frequency(words[nth]))
        begins = _moved_back(self._postings.occurrences_of(words[rarest[0]]), rarest[0])
        for nth in rarest[1:]:
            if not len(begins):
                break
            places = self._postings.occurrences_of(words[nth], _documents(begins))
            begins = begins[are_among(begins + np.uint64(nth), places)]
        return begins

    def _with_gaps(self, words: Sequence[Chosen], slop: int) -> NDArray[np.uint64]:
        """Of the places where the first word stands, those from which the others follow with few words between."""
        rarest = min(words, key=document_frequency)
        documents = each_once(_documents(self._postings.occurrences_of(rarest)))
        begins = last = self._postings.occurrences_of(words[0], documents)
        for chosen in words[1:]:
            following = self._postings.occurrences_of(chosen, documents)
            place = np.searchsorted(following, last, side="right")
            held = place < len(following)
            begins, last, place = begins[held], last[held], place[held]
            held = following[place] - begins <= np.uint64(len(words) - 1 + slop)  # another document is 2³² away
            begins, last = begins[held], following[place][held]
        return begins

    def _rung(self, rung: Rung) -> Found:
        return self._scored(*self._postings.union_of(rung.words), rung.weight)

    def _scored(self, documents: NDArray[Any], frequencies: NDArray[Any], weight: float) -> Found:
        """One pseudo-term: how many of its words each document has, and in how many documents any stands."""
        documents = documents.astype(np.int64, copy=False)
        burdens, having = self._postings.burdens, len(documents)
        return Found(
            documents,
            lambda places: (
                bm25_of_burdens(frequencies[places], burdens[documents[places]], having, self._living) * weight
            ),
        )


def _documents(places: NDArray[np.uint64]) -> NDArray[np.int64]:
    return (places >> np.uint64(32)).astype(np.int64)


def _moved_back(places: NDArray[np.uint64], by: int) -> NDArray[np.uint64]:
    """Where a phrase would begin of which the word in these places is number `by`."""
    return places[(places & np.uint64(0xFFFFFFFF)) >= by] - np.uint64(by) if by else places
