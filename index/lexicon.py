"""The vocabulary of a corpus as names are looked for in it: words, how they sound, in how many articles they stand.

Bodies and titles are one here; what has been looked up is remembered, since every name asks for the same few words many
times over.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from index.results import Why
from index.vocabulary import Vocabulary
from index.words import Key

_REMEMBERED = 1 << 14


class CorpusLexicon:
    """The words of some fields; an `index.names.forms.Lexicon`."""

    def __init__(self, vocabularies: Sequence[Vocabulary], articles: int) -> None:
        self._vocabularies = vocabularies
        self._articles = articles
        self.spellings = lru_cache(_REMEMBERED)(self._spellings)
        """The words that have the same normalised form, with the number of articles that have each."""
        self.sounding = lru_cache(_REMEMBERED)(self._sounding)
        """The words of a skeleton, likewise."""

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return self._articles

    def is_known(self, key: Key) -> bool:
        """Whether any word is this one, in whatever form."""
        return any(vocabulary.rungs(key) for vocabulary in self._vocabularies)

    def _spellings(self, key: Key) -> Mapping[Key, int]:
        return _most([vocabulary.sharing(Why.NORMALISED, key) for vocabulary in self._vocabularies])

    def _sounding(self, skeleton: str) -> Mapping[Key, int]:
        return _most([vocabulary.sounding(skeleton) for vocabulary in self._vocabularies])


def _most(counts: Sequence[Mapping[Key, int]]) -> Mapping[Key, int]:
    found: dict[Key, int] = {}
    for some in counts:
        for word, count in some.items():
            found[word] = max(count, found.get(word, 0))
    return found
