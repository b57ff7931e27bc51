"""From articles to postings: words in document order → the arrays of a field, by one sort."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain, compress
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.points import points_of
from index.postings.arrays import LARGEST, FlatField, Numbers, are_first, narrow, runs, starts_of
from index.postings.lengths import length_bytes
from index.postings.spellings import Spellings
from index.postings.tokenising import Found, Tokeniser

Split = Callable[[Sequence[str]], Sequence[Sequence[str]]]
"""The words of each of some raw tokens; most often one."""


_LONGEST_PLAIN = 32
"""The characters of tokens that are looked at together; longer ones are few, or made to fill memory."""


class _Tokens:
    """Numbers for raw tokens, each split into words when it is first met.

    A token that is one word has that word's number. The few that are none or several have -1, -2, …, and their words
    are laid in their place when a batch is inverted.
    """

    def __init__(self, split: Split | None, plain: str) -> None:
        self._split = split
        self._is_plain = np.zeros(0x110000, np.bool_)
        self._is_plain[list(map(ord, plain))] = True
        self._odd: list[list[int]] = []
        self._number_of: dict[str, int] = {}  # of words that tokens were split into
        self.words: list[str] = []
        """By number. A word may be there twice: where some tokens are it as they stand, and others are split into it.
        That is told sooner when all are in order."""
        self.characters = 0

    def learn(self, tokens: Sequence[str]) -> NDArray[np.int32]:
        """The numbers of tokens met for the first time. Many at once, so that what is done for each is done by C."""
        lengths = np.fromiter(map(len, tokens), np.int64, len(tokens))
        self.characters += int(lengths.sum())
        if self._split is None:
            return self._added(tokens)
        plain = self._are_plain(tokens, lengths)
        learnt = np.empty(len(tokens), np.int32)
        learnt[plain] = self._added(list(compress(tokens, plain)))
        learnt[~plain] = self._learn_split(self._split(list(compress(tokens, ~plain))))
        return learnt

    def _are_plain(self, tokens: Sequence[str], lengths: NDArray[np.int64]) -> NDArray[np.bool_]:
        plain: NDArray[np.bool_] = lengths <= _LONGEST_PLAIN
        points = points_of("".join(compress(tokens, plain)))
        others = starts_of(~self._is_plain[points])[starts_of(lengths[plain])]
        plain[plain] = others[1:] == others[:-1]
        return plain

    def _added(self, words: Sequence[str]) -> NDArray[np.int32]:
        """The numbers of new words."""
        first = len(self.words)
        self.words += words
        return np.arange(first, len(self.words), dtype=np.int32)

    def _numbers(self, words: Sequence[str]) -> NDArray[np.int32]:
        """The numbers of words that tokens were split into."""
        numbers = self._number_of
        new = [word for word in dict.fromkeys(words) if word not in numbers]
        numbers.update(zip(new, self._added(new).tolist(), strict=True))
        return np.fromiter(map(numbers.__getitem__, words), np.int32, len(words))

    def _learn_split(self, split: Sequence[Sequence[str]]) -> NDArray[np.int32]:
        """The numbers of tokens by their words."""
        sizes = np.fromiter(map(len, split), np.int64, len(split))
        numbers = self._numbers(list(chain.from_iterable(split)))
        starts = starts_of(sizes)
        learnt = np.empty(len(split), np.int32)
        learnt[sizes == 1] = numbers[starts[:-1][sizes == 1]]
        for odd in np.flatnonzero(sizes != 1).tolist():
            self._odd.append(numbers[starts[odd] : starts[odd + 1]].tolist())
            learnt[odd] = -len(self._odd)
        return learnt

    def widths(self, tokens: NDArray[np.int32]) -> NDArray[np.int64]:
        """How many words each token is."""
        odd = np.flatnonzero(tokens < 0)
        widths = np.ones(len(tokens), np.int64)
        widths[odd] = [len(self._odd[-number - 1]) for number in tokens[odd].tolist()]
        return widths

    def words_of(self, tokens: NDArray[np.int32]) -> NDArray[np.int32]:
        """The words of a sequence of tokens, one after another."""
        are_odd = tokens < 0
        split = [self._odd[-1 - number] for number in tokens[are_odd].tolist()]
        if not split:
            return tokens
        sizes = np.fromiter(map(len, split), np.int64, len(split))
        places = runs(np.flatnonzero(are_odd) + starts_of(sizes - 1)[:-1], sizes)
        words = np.empty(len(tokens) - len(split) + len(places), np.int32)
        stands = np.ones(len(words), np.bool_)
        stands[places] = False
        words[stands] = tokens[~are_odd]
        words[places] = np.fromiter(chain.from_iterable(split), np.int32, len(places))
        return words


class ReadTexts(NamedTuple):
    """Texts whose words have been read: the raw tokens, and how many words come before each of them, and in all."""

    found: Found
    before: NDArray[np.int64]

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many words each text is."""
        return np.diff(self.before[np.searchsorted(self.found.starts, self.found.bounds)])


class Stream:
    """One field of articles, raw token after raw token, until they are inverted.

    Reading texts costs a look in one table for each of their tokens; what a token's words are is found out once a
    batch, and laid in the tokens' place by NumPy. Documents come in ascending order.
    """

    def __init__(self, *, positional: bool, scored: bool, split: Split | None = None, plain: str = "") -> None:
        """`split` says what words tokens are; one of `plain` letters alone is a word as it stands, as `split` would
        say too, and without `split` every one is."""
        self._positional = positional
        self._scored = scored
        self._split = split
        self._plain = plain
        self._clear()

    def _clear(self) -> None:
        self._tokens = _Tokens(self._split, self._plain)
        self._tokeniser = Tokeniser(self._tokens.learn)
        self._parts: list[NDArray[np.int32]] = []
        self._counts: list[NDArray[np.int64]] = []
        self._documents: list[NDArray[np.uint32]] = []

    def __bool__(self) -> bool:
        """Whether there is anything to invert."""
        return bool(self._documents)

    @property
    def distinct(self) -> int:
        """How many distinct words are held."""
        return len(self._tokens.words)

    @property
    def characters(self) -> int:
        """How many characters the distinct tokens have that are held."""
        return self._tokens.characters

    def add(self, first: int, documents: Sequence[Collection[str]]) -> NDArray[np.int64]:
        """Documents `first`, `first + 1`, … by their raw tokens. Says how many words each is."""
        sizes = np.fromiter(map(len, documents), np.int64, len(documents))
        tokens = self._tokens.learn(list(chain.from_iterable(documents)))
        counts = np.diff(starts_of(self._tokens.widths(tokens))[starts_of(sizes)])
        self._append(first, tokens, counts)
        return counts

    def add_texts(self, first: int, texts: Sequence[str]) -> ReadTexts:
        """Documents `first`, `first + 1`, … by their texts. Says where their words stand."""
        tokens, found = self._tokeniser.numbers(texts)
        read = ReadTexts(found, starts_of(self._tokens.widths(tokens)))
        self._append(first, tokens, read.counts)
        return read

    def _append(self, first: int, tokens: NDArray[np.int32], counts: NDArray[np.int64]) -> None:
        self._parts.append(tokens)
        self._counts.append(counts)
        self._documents.append(np.arange(first, first + len(counts), dtype=np.uint32))

    def invert(self) -> FlatField:
        """Everything added since the last time, as arrays; the stream is then empty again."""
        tokens = np.concatenate([np.empty(0, np.int32), *self._parts])
        documents = np.concatenate([np.empty(0, np.uint32), *self._documents])
        counts = np.concatenate([np.empty(0, np.int64), *self._counts])
        numbers, spelt = self._tokens.words_of(tokens), self._tokens.words
        self._clear()  # what tokens were looked up in goes before what is sorted comes
        vocabulary = Spellings.of(spelt)
        del spelt
        places, chosen = vocabulary.distinct()
        vocabulary_arrays = vocabulary.vocabulary_arrays(chosen)
        del vocabulary
        keys = (places.astype(np.uint64) << _WORD)[numbers]
        del numbers
        field = _invert(keys, counts, documents, vocabulary_arrays, self._positional)
        return _with_lengths(field, documents, counts) if self._scored else field


_WORD = np.uint64(32)
_PLACE = np.uint64(LARGEST)
_AT_ONCE = 1 << 16  # words: what is reckoned on the way to a posting stays in the processor's cache


def _invert(
    keys: NDArray[np.uint64],
    counts: NDArray[np.int64],
    documents: NDArray[np.uint32],
    vocabulary: Mapping[str, Any],
    positional: bool,
) -> FlatField:
    """Sorts `word << 32 | place`: one sort of whole numbers, three times as fast as sorting indices.

    `keys` are the words in document order, each its place in the vocabulary, shifted; they become what is sorted.
    `counts` are the words of each document, `vocabulary` the two arrays of it, without a word that does not occur.
    """
    if len(keys) > LARGEST:
        raise OverflowError("a batch holds at most 2³² words")
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    word, article, position = _taken_apart(keys, counts)
    is_first = are_first(word)
    rows = np.flatnonzero(is_first | are_first(article))
    starts = np.append(np.flatnonzero(is_first[rows]), len(rows))
    bounds = np.append(rows, len(keys))
    return FlatField(
        **vocabulary,
        starts=narrow(starts),
        documents=documents[article[rows]],
        frequencies=narrow(np.diff(bounds)),
        positions=position if positional else None,
        position_starts=narrow(bounds[starts]) if positional else None,
    )


def _taken_apart(
    keys: NDArray[np.uint64], counts: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32], Numbers]:
    """The words of sorted keys, their articles and their positions there."""
    bounds = starts_of(counts)
    article_of = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    word, article = np.empty(len(keys), np.uint32), np.empty(len(keys), np.uint32)
    position = np.empty(len(keys), np.min_scalar_type(max(0, int(counts.max(initial=0)) - 1)))
    for first in range(0, len(keys), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        place = (keys[some] & _PLACE).astype(np.int64)
        word[some], article[some] = keys[some] >> _WORD, article_of.take(place)
        position[some] = place - bounds.take(article[some])
    return word, article, position


def _with_lengths(field: FlatField, documents: NDArray[np.uint32], counts: NDArray[np.int64]) -> FlatField:
    lengths = np.zeros(int(documents[-1]) + 1 if len(documents) else 0, np.uint8)
    lengths[documents] = length_bytes(counts)
    return replace(field, lengths=lengths)
