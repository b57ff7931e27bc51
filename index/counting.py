"""How many of the articles that answer a query are of each source, month and author, state each kind of figure, mention
each name: what a search can be narrowed by, with the words of the query language that do it.

Over whole arrays, once for every question: which figures and names stand in which articles is laid out when it is first
asked for, and kept as long as the generation of the index is.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.facets import Facet
from index.mentioned import table_names
from index.postings.arrays import each_once, starts_of
from index.query import Query
from index.results import Counted, MentionedName, Narrowing
from index.search import Engine

MOST = 200
"""Values told of one facet, the most frequent: nobody reads on, and a narrower search tells the others."""

_MONTH = len("2015-08")

_QUOTES = re.compile('["“”«»]')
_PLAIN = re.compile(r"\w+").fullmatch

Documents = NDArray[np.int64]


class _Sets(NamedTuple):
    """Sets of documents, one behind the other: set `n` is `documents[starts[n]:starts[n + 1]]`."""

    documents: Documents
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, sets: list[Documents]) -> "_Sets":
        together = np.concatenate([np.empty(0, np.int64), *sets])
        return cls(together, starts_of(np.array([len(one) for one in sets], np.int64)))

    def held(self, wanted: NDArray[np.bool_]) -> list[int]:
        """How many of the wanted documents are in each set."""
        before = np.zeros(len(self.documents) + 1, np.int64)
        np.cumsum(wanted[self.documents], out=before[1:])
        counts: list[int] = (before[self.starts[1:]] - before[self.starts[:-1]]).tolist()
        return counts


class Counting:
    """Counts over one generation of the index. Safe from any thread: what is laid out twice is the same twice."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, query: Query, *, names: bool, cancelled: Callable[[], bool] | None = None) -> tuple[Counted, ...]:
        """The counts for a query; for one without words, over all articles. Facet by facet, the most frequent first,
        months from the newest on; names only if asked for, since laying them out takes a second the first time.

        Raises CancelledError.
        """
        documents = self._engine.documents(query, cancelled)
        wanted = np.zeros(self._engine.count, np.bool_)
        wanted[documents] = True
        found = [*self._by_facet(documents), *self._kinds(wanted)]
        return tuple([*found, *self._named(wanted)] if names else found)

    def _by_facet(self, documents: Documents) -> Iterator[Counted]:
        facets = self._engine.facets
        yield from _most(Narrowing.SOURCE, facets.counts(Facet.SOURCE, documents))
        months: Counter[str] = Counter()
        for day, count in facets.counts(Facet.PUBLISHED, documents).items():
            months[day[:_MONTH]] += count
        yield from sorted(_most(Narrowing.MONTH, months), key=lambda counted: counted.value, reverse=True)
        yield from _most(Narrowing.AUTHOR, facets.counts(Facet.AUTHOR, documents))

    def _kinds(self, wanted: NDArray[np.bool_]) -> Iterator[Counted]:
        kinds, sets = self._figures
        yield from _most(Narrowing.KIND, dict(zip(kinds, sets.held(wanted), strict=True)))

    def _named(self, wanted: NDArray[np.bool_]) -> Iterator[Counted]:
        names, sets = self._names
        counted = sorted(zip(sets.held(wanted), names, strict=True), key=lambda held: -held[0])[:MOST]
        yield from (Counted(Narrowing.NAME, name, count, query) for count, (name, query) in counted if count)

    @cached_property
    def _figures(self) -> tuple[list[str], _Sets]:
        """The articles that state figures of each kind."""
        columns = self._engine.figure_columns
        kinds, codes = columns.distinct("kind"), columns.codes("kind")
        return list(kinds), _Sets.of([each_once(columns.documents[codes == code]) for code in range(len(kinds))])

    @cached_property
    def _names(self) -> tuple[list[tuple[str, str]], _Sets]:
        """The articles that mention each name of the tables: how it is shown, and asked for."""
        named = list(table_names(self._engine))
        return [(_shown(name), name.query) for name, _ in named], _Sets.of([documents for _, documents in named])


def _most(facet: Narrowing, counts: dict[str, int]) -> Iterator[Counted]:
    """The values most articles have; that one has none cannot be asked for."""
    known = sorted((-count, value) for value, count in counts.items() if value and count)
    yield from (Counted(facet, value, -count, _asked(facet, value)) for count, value in known[:MOST])


def _shown(name: MentionedName) -> str:
    """A name as the tables have it, and as the corpus mostly writes it."""
    return " · ".join(filter(None, (name.name, name.also)))


def _asked(facet: Narrowing, value: str) -> str:
    """A filter for a value. A part of a name is enough, so that one with quotes in it is asked for without."""
    match facet:
        case Narrowing.MONTH:
            return f"date:{value}"
        case Narrowing.KIND:
            return f"kind:{value}"
        case _:
            part = " ".join(max(_QUOTES.split(value), key=len).split())
            return f"{facet}:{part}" if _PLAIN(part) else f'{facet}:"{part}"'
