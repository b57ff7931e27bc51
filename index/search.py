"""Query → ranked articles: set algebra and BM25 over whole arrays.

Every node of a query is answered by two arrays over all documents: which answer, and how well. A word's score is a sum
over the rungs of its ladder (`index.vocabulary`): each rung counts as one pseudo-term, its frequencies summed over the
words it admits, scored by BM25 as Whoosh computes it, and weighted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.articles import ArticleId
from index.postings import Postings, Reader, bm25
from index.query import AllOf, AnyOf, Field, Node, Phrase, Query, Term
from index.vocabulary import Vocabulary
from index.words import Key

TITLE_WEIGHT = 0.5
"""What a word found in a title counts beside the same word in a body (research/search-quality.md: 1 does harm)."""

Mask = NDArray[np.bool_]
Scores = NDArray[np.float64]


class CancelledError(Exception):
    """The asker no longer wants the answer."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one node: for every document number, whether it answers and how well."""

    answers: Mask
    scores: Scores


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best articles with their scores, and how many answer in all."""

    best: list[tuple[ArticleId, float]]
    total: int


class _IndexedField:
    """One field of the index with its vocabulary's relations."""

    def __init__(self, postings: Postings, count: int) -> None:
        self._postings = postings
        self._count = count

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary([Key(word) for word in self._postings.vocabulary])

    def term(self, key: Key) -> Found:
        found = self._nothing()
        for rung in self.vocabulary.rungs(key):
            documents, frequencies = self._postings.union(rung.words)
            found.answers[documents] = True
            found.scores[documents] += rung.weight * self._bm25(documents, frequencies)
        return found

    def phrase(self, keys: tuple[Key, ...]) -> Found:
        found = self._nothing()
        begins = self._begins(keys[0], 0)
        for nth, key in enumerate(keys[1:], 1):
            if len(begins):
                begins = np.intersect1d(begins, self._begins(key, nth), assume_unique=True)
        if len(begins):
            documents, frequencies = np.unique((begins >> np.uint64(32)).astype(np.int64), return_counts=True)
            found.answers[documents] = True
            found.scores[documents] = len(keys) * self._bm25(documents, frequencies)
        return found

    def _begins(self, key: Key, nth: int) -> NDArray[np.uint64]:
        """Where a phrase would begin whose word number `nth` this is, as `document << 32 | position`."""
        standing = self._postings.occurrences(self.vocabulary.for_phrase(key))
        return standing[(standing & np.uint64(0xFFFFFFFF)) >= nth] - np.uint64(nth)

    def _nothing(self) -> Found:
        return Found(np.zeros(self._count, np.bool_), np.zeros(self._count))

    def _bm25(self, documents: NDArray[Any], frequencies: NDArray[Any]) -> Scores:
        """The scores of one pseudo-term: how many of its words each document has, and in how many it stands."""
        lengths = self._postings.lengths[documents]
        return bm25(frequencies, lengths, self._postings.average_length, len(documents), self._count)


class Engine:
    """Answers queries over one generation of the index. Immutable: safe from any thread."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._fields = {field: _IndexedField(reader[field], reader.count) for field in Field}

    def warm(self) -> None:
        """Read what the first question would otherwise wait for."""
        for field in self._fields.values():
            field.vocabulary  # noqa: B018 - a cached property

    def rank(self, query: Query, limit: int | None, cancelled: Callable[[], bool] | None = None) -> Ranking:
        """The best `limit` articles (None: all) for a query, best first; equals stand in the order of the index."""
        if query.root is None or not self._reader.count:
            return Ranking([], 0)
        found = self._node(query.root, cancelled or (lambda: False))
        documents = np.flatnonzero(found.answers & self._reader.live)
        scores = found.scores[documents]
        order = _best(scores, len(documents) if limit is None else limit)
        ids = self._reader.ids
        return Ranking([(ArticleId(ids[documents[at]]), float(scores[at])) for at in order], len(documents))

    def _node(self, node: Node, cancelled: Callable[[], bool]) -> Found:
        if cancelled():
            raise CancelledError
        match node:
            case Term(key, _, field):
                return self._leaf(lambda words: words.term(key), field)
            case Phrase(keys, _, field):
                return self._leaf(lambda words: words.phrase(keys), field)
            case AnyOf(parts, excluded):
                return self._without(self._union([self._node(part, cancelled) for part in parts]), excluded, cancelled)
            case AllOf(parts, excluded):
                return self._without(self._common([self._node(part, cancelled) for part in parts]), excluded, cancelled)

    def _leaf(self, ask: Callable[[_IndexedField], Found], field: Field | None) -> Found:
        if field is not None:
            return ask(self._fields[field])
        body, title = ask(self._fields[Field.BODY]), ask(self._fields[Field.TITLE])
        return Found(body.answers | title.answers, body.scores + TITLE_WEIGHT * title.scores)

    def _everything(self) -> Found:
        return Found(np.ones(self._reader.count, np.bool_), np.zeros(self._reader.count))

    def _union(self, found: list[Found]) -> Found:
        if not found:  # only exclusions: everything but those
            return self._everything()
        return Found(
            np.logical_or.reduce([part.answers for part in found]), np.sum([part.scores for part in found], axis=0)
        )

    def _common(self, found: list[Found]) -> Found:
        if not found:
            return self._everything()
        return Found(
            np.logical_and.reduce([part.answers for part in found]), np.sum([part.scores for part in found], axis=0)
        )

    def _without(self, found: Found, excluded: tuple[Node, ...], cancelled: Callable[[], bool]) -> Found:
        answers = found.answers
        for node in excluded:
            answers = answers & ~self._node(node, cancelled).answers
        return Found(answers, found.scores)


def _best(scores: Scores, limit: int) -> NDArray[np.intp]:
    """The places of the `limit` greatest scores, greatest first, equals in order; no full sort for a few of many."""
    if limit >= len(scores):
        return np.argsort(-scores, kind="stable")
    least = np.partition(scores, len(scores) - limit)[len(scores) - limit] if limit else np.inf
    places = np.flatnonzero(scores >= least)
    return places[np.argsort(-scores[places], kind="stable")][:limit]
