"""Query → ranked articles: set algebra and BM25 over whole arrays.

Every node of a query is answered by the documents that answer it, and how well (`index.found`). A word's score is a sum
over the rungs of its ladder (`index.vocabulary`): each rung counts as one pseudo-term, its frequencies summed over the
words it admits, scored by BM25 as Whoosh computes it, and weighted.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.articles import ArticleId
from index.found import NOTHING, Found, all_of, any_of, best, raised, scaled, without
from index.postings import Postings, Reader, bm25
from index.query import AllOf, AnyOf, Field, Node, Phrase, Query, Term
from index.relations import open_relations
from index.vocabulary import Vocabulary
from index.words import Key

TITLE_WEIGHT = 0.5
"""What a word found in a title counts beside the same word in a body (research/search-quality.md: 1 does harm)."""

REMEMBERED = 256
"""How many words' answers an engine remembers: those of some pages of typing."""


class CancelledError(Exception):
    """The asker no longer wants the answer."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best articles with their scores, and how many answer in all."""

    best: list[tuple[ArticleId, float]]
    total: int


class Engine:
    """Answers queries over one generation of the index. Immutable but for what it remembers; safe from any thread."""

    def __init__(self, folder: Path) -> None:
        """Maps the index in `folder`. Raises IndexUnusableError."""
        self._reader = reader = Reader.open(folder)
        self._live = np.flatnonzero(reader.live)
        self._fields = {field: _IndexedField(reader[field], folder, field, len(self._live)) for field in Field}

    def rank(self, query: Query, limit: int | None, cancelled: Callable[[], bool] | None = None) -> Ranking:
        """The best `limit` articles (None: all) for a query, best first; equals stand in the order of the index.

        Raises CancelledError as soon as `cancelled` says so.
        """
        if query.root is None:
            return Ranking([], 0)
        found = self._node(query.root, cancelled or (lambda: False))
        places = best(found, limit)
        articles = self._reader.articles(found.documents[places].tolist())
        return Ranking(list(zip(articles, found.scores[places].tolist(), strict=True)), len(found))

    def _node(self, node: Node, cancelled: Callable[[], bool]) -> Found:
        if cancelled():
            raise CancelledError
        match node:
            case Term(key, _, field):
                return self._leaf(lambda words: words.term(key), field)
            case Phrase(keys, _, field):
                return self._leaf(lambda words: words.phrase(keys), field)
            case AnyOf(parts, excluded):
                answers = [self._node(part, cancelled) for part in parts]
                return self._without(any_of(answers, self._reader.count) if parts else self._all(), excluded, cancelled)
            case AllOf(parts, excluded):
                answers = [self._node(part, cancelled) for part in parts]
                return self._without(all_of(answers) if parts else self._all(), excluded, cancelled)

    def _leaf(self, ask: Callable[["_IndexedField"], Found], field: Field | None) -> Found:
        if field is not None:
            return ask(self._fields[field])
        title = scaled(ask(self._fields[Field.TITLE]), TITLE_WEIGHT)
        return any_of([ask(self._fields[Field.BODY]), title], self._reader.count)

    def _all(self) -> Found:
        return Found(self._live, np.zeros(len(self._live)))

    def _without(self, found: Found, excluded: tuple[Node, ...], cancelled: Callable[[], bool]) -> Found:
        for node in excluded:
            found = without(found, self._node(node, cancelled))
        return found


class _IndexedField:
    """One field of the index: what a word or a phrase finds in it. Deleted documents are never found."""

    def __init__(self, postings: Postings, folder: Path, field: Field, count: int) -> None:
        self._postings = postings
        self._count = count
        self._vocabulary = Vocabulary(
            [(segment, open_relations(folder, segment.name, field, segment.field)) for segment in postings.segments]
        )
        self._known: OrderedDict[Key, Found] = OrderedDict()
        self._knowing = Lock()

    def term(self, key: Key) -> Found:
        with self._knowing:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        found = self._term(key)
        with self._knowing:
            self._known[key] = found
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return found

    def _term(self, key: Key) -> Found:
        found = NOTHING
        for rung in reversed(self._vocabulary.rungs(key)):  # the farthest admits all that the nearer ones do
            documents, frequencies = self._postings.union_of(rung.words)
            answer = scaled(self._scored(documents, frequencies), rung.weight)
            found = raised(found, answer) if len(found) else answer
        return found

    def phrase(self, keys: tuple[Key, ...]) -> Found:
        begins = self._begins(keys[0], 0)
        for nth, key in enumerate(keys[1:], 1):
            if len(begins):
                begins = np.intersect1d(begins, self._begins(key, nth), assume_unique=True)
        if not len(begins):
            return NOTHING
        documents, frequencies = np.unique((begins >> np.uint64(32)).astype(np.int64), return_counts=True)
        return scaled(self._scored(documents, frequencies), len(keys))

    def _begins(self, key: Key, nth: int) -> NDArray[np.uint64]:
        """Where a phrase would begin whose word number `nth` this is, as `document << 32 | position`."""
        standing = self._postings.occurrences_of(self._vocabulary.for_phrase(key))
        return standing[(standing & np.uint64(0xFFFFFFFF)) >= nth] - np.uint64(nth)

    def _scored(self, documents: NDArray[Any], frequencies: NDArray[Any]) -> Found:
        """One pseudo-term: how many of its words each document has, and in how many documents any stands."""
        lengths = self._postings.lengths[documents]
        scores = bm25(frequencies, lengths, self._postings.average_length, len(documents), self._count)
        return Found(documents.astype(np.int64), scores)
