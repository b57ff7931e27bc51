"""Where what a query asks for stands in the bodies: the places of words and phrases, by the numbers of their words.

A place is `document << 32 | number of the word`, so that the words of a sentence are a range of places, and whether a
word stands in it is two searches in an array. It stands there by the same rules by which `index.matches` lights it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings import Chosen, Postings, each_once, spans
from index.query import Called, Leaf, Pattern, Phrase, Regex, Term, Typo, Width
from index.vocabulary import Vocabulary
from index.words import Key

Places = NDArray[np.uint64]


class Standing(NamedTuple):
    """Where something stands: the places where it begins, ascending, and where it has ended; so many of each."""

    begins: Places
    ends: Places

    def within(self, firsts: Places, afters: Places) -> NDArray[np.bool_]:
        """For each half-open range of places, whether all of it stands in there somewhere."""
        if not len(self.begins):
            return np.zeros(len(firsts), np.bool_)
        nth = np.searchsorted(self.begins, firsts)  # no other that begins there or later ends sooner
        held: NDArray[np.bool_] = self.ends[np.minimum(nth, len(self.ends) - 1)] <= afters
        return held & (nth < len(self.begins))


def standing(leaf: Leaf, postings: Postings, vocabulary: Vocabulary) -> Standing:
    """Where a word, a pattern or a phrase stands."""
    match leaf:
        case Called(_, spellings):
            return _any([_phrase([vocabulary.these(place) for place in s.places], 0, postings) for s in spellings])
        case Phrase(keys, _, _, slop, width):
            return _phrase([vocabulary.for_phrase(key, width) for key in keys], slop, postings)
        case Pattern(letters, _, _, width):
            return _words(vocabulary.fitting(letters, written=width is Width.EXACT).words, postings)
        case Regex(source, _, _, width):
            from index.regexes import WordRegex  # late: most questions have none

            written = width is Width.EXACT
            return _words(vocabulary.fitting_regex(WordRegex(source, written=written), written=written).words, postings)
        case Typo(key):
            near = [rung.words for rung in vocabulary.near(key).values()]
            return _words(_united([_forms(key, vocabulary), *near]), postings)
        case Term(key, _, _, Width.WIDE):
            near = [rung.words for rung in vocabulary.near(key).values()]
            return _words(_united([_forms(key, vocabulary), vocabulary.letters(key).words, *near]), postings)
        case Term(key, _, _, width):
            return _words(_forms(key, vocabulary, width), postings)


def _forms(key: Key, vocabulary: Vocabulary, width: Width = Width.NORMAL) -> Chosen:
    """A word in all its forms: the farthest rung admits what the nearer ones do."""
    rungs = vocabulary.rungs(key, width)
    return rungs[-1].words if rungs else []


def _united(several: Sequence[Chosen]) -> Chosen:
    by_start: dict[int, list[NDArray[np.int64]]] = {}
    segments = {segment.start: segment for chosen in several for segment, _ in chosen}
    for chosen in several:
        for segment, numbers in chosen:
            by_start.setdefault(segment.start, []).append(numbers)
    return [(segments[start], each_once(np.concatenate(by_start[start]))) for start in sorted(by_start)]


def _words(chosen: Chosen, postings: Postings) -> Standing:
    begins = postings.occurrences_of(chosen)
    return Standing(begins, begins + np.uint64(1))


def _any(several: Sequence[Standing]) -> Standing:
    """Where one begins before another and ends after it, the other's end is told: a range that has either has one."""
    begins = np.concatenate([each.begins for each in several])
    order = np.argsort(begins, kind="stable")
    ends = np.concatenate([each.ends for each in several])[order]
    return Standing(begins[order], np.minimum.accumulate(ends[::-1])[::-1])


def _phrase(words: Sequence[Chosen], slop: int, postings: Postings) -> Standing:
    begins, last = spans(postings, words, slop)
    return Standing(begins, last + np.uint64(1))
