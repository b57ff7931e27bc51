"""All figures of a corpus that answer a filter, sorted, counted, summed: a table read a screenful at a time.

A filter is a mask over the columns (`index.figure_columns`); words are looked for by their places (`index.standing`),
so no article is opened but those whose figures are looked at.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.articles import Entry
from index.catalogue import Catalogue, FigureFilter
from index.errors import IndexUnusableError
from index.facets import Facet
from index.figure_columns import FigureColumns, Rows
from index.figure_results import NOTHING_STATED, FigureSort, Stated, Summary
from index.figures import Figure, Kind
from index.figures.values import plain_number
from index.matches import leaves
from index.query import parse
from index.search import CancelledError, Engine
from index.words import fold

Mask = NDArray[np.bool_]

SUMMED = frozenset({Kind.MONEY, Kind.COUNT, Kind.MEASURE, Kind.DURATION})
"""The kinds of which a sum may say something; percentages, ranks and days have none."""

_AT_ONCE = 200  # figures read at once by those who want all


class FigureIndex(NamedTuple):
    """What is asked about figures: one generation's catalogue, its engine, and the columns made of both."""

    catalogue: Catalogue
    engine: Engine
    columns: FigureColumns


class FigureTable(Sequence[Stated]):
    """Figures in order; what is shown of them is read when it is asked for. Safe from any thread.

    Reading raises IndexUnusableError once the generation it is of is gone.
    """

    def __init__(self, figures: FigureIndex | None, rows: Rows, *, counts_given: bool = False) -> None:
        self._figures = figures
        self._rows = rows
        self._counts_given = counts_given

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: Any) -> Any:
        """One figure, or a list of those of a slice. Raises IndexError."""
        if isinstance(index, slice):
            return self._read(self._rows[index])
        return self._read(self._rows[[index]])[0]

    def __iter__(self) -> Iterator[Stated]:
        for offset in range(0, len(self), _AT_ONCE):
            yield from self.rows(offset, _AT_ONCE)

    def rows(self, offset: int, limit: int) -> list[Stated]:
        """At most `limit` figures from `offset` on."""
        return self._read(self._rows[offset : offset + limit])

    @cached_property
    def summary(self) -> Summary:
        if self._figures is None or not len(self):
            return NOTHING_STATED
        return _summary(self._figures.columns, self._rows, counts_given=self._counts_given)

    def _read(self, rows: Rows) -> list[Stated]:
        return stated(self._figures, rows) if self._figures else []


NO_FIGURES = FigureTable(None, np.empty(0, np.int64))


def stated(figures: FigureIndex, rows: Rows) -> list[Stated]:
    """The figures of some rows, with the words of the articles. Raises IndexUnusableError."""
    catalogue = figures.catalogue
    try:
        found = catalogue.figures_at(figures.columns.places(rows))
        bodies = catalogue.bodies_of(list({entry.id for _, entry in found}))
    except sqlite3.Error as error:
        raise IndexUnusableError(path=str(catalogue.path), reason="unreadable", detail=str(error)) from error
    return [_stated(figure, entry, bodies[entry.id]) for figure, entry in found]


def _stated(figure: Figure, entry: Entry, body: str) -> Stated:
    counted = None if figure.counted is None else body[slice(*figure.counted)]
    return Stated(figure, entry, body[slice(*figure.span)], counted, body[slice(*figure.sentence)])


def figure_table(
    figures: FigureIndex,
    wanted: FigureFilter,
    *,
    sort: FigureSort = FigureSort.ARTICLE,
    descending: bool = False,
    cancelled: Callable[[], bool] | None = None,
) -> FigureTable:
    """The figures that answer the filter, in order. Raises QueryError; CancelledError as soon as `cancelled` says."""
    mask = answering(figures, wanted, cancelled)
    order = _order(figures, sort, descending=descending)
    return FigureTable(figures, order[mask[order]], counts_given=wanted.counts is not None)


def answering(figures: FigureIndex, wanted: FigureFilter, cancelled: Callable[[], bool] | None = None) -> Mask:
    """Which figures answer the filter. Raises QueryError, CancelledError."""
    mask = np.ones(len(figures.columns), np.bool_)
    for condition in _conditions(figures, wanted):
        if cancelled and cancelled():
            raise CancelledError
        mask &= condition
    return mask


def _conditions(figures: FigureIndex, wanted: FigureFilter) -> Iterator[Mask]:
    columns, facets = figures.columns, figures.engine.facets
    if wanted.article is not None:
        number = figures.catalogue.number_of(wanted.article)
        yield columns.number("article") == (-1 if number is None else number)
    if wanted.kind is not None:
        yield columns.having("kind", [columns.code("kind", wanted.kind)])
    if wanted.unit is not None:
        yield columns.having("unit", [columns.code("unit", wanted.unit)])
    if wanted.minimum is not None:
        yield columns.number("high") >= float(wanted.minimum)
    if wanted.maximum is not None:
        yield columns.number("low") <= float(wanted.maximum)
    if wanted.source is not None:
        yield _of_documents(figures, facets.named(Facet.SOURCE, fold(wanted.source)))
    if wanted.since is not None or wanted.until is not None:
        yield _of_documents(figures, facets.published(wanted.since, wanted.until))
    yield from _with_words(figures, wanted.about, "sentence")
    yield from _with_words(figures, wanted.counts, "counted")


def _of_documents(figures: FigureIndex, documents: NDArray[np.int64]) -> Mask:
    wanted = np.zeros(figures.engine.count, np.bool_)
    wanted[documents] = True
    chosen: Mask = wanted[figures.columns.documents]
    return chosen


def _with_words(figures: FigureIndex, query: str | None, part: str) -> Iterator[Mask]:
    """For each word and phrase of the query, in which figures' sentence (or counted words) it stands."""
    if query is None:
        return
    firsts, afters = figures.columns.words_of(part)
    for leaf in leaves(parse(query).root):
        yield figures.engine.standing(leaf).within(firsts, afters)


def _order(figures: FigureIndex, sort: FigureSort, *, descending: bool) -> Rows:
    """All rows in order; those without a value, or a day, come last in either direction."""
    columns = figures.columns
    if sort is FigureSort.VALUE:
        return columns.falling if descending else columns.rising
    if sort is FigureSort.DATE:
        ranks = figures.engine.facets.ranks(Facet.PUBLISHED)[columns.documents]
        return np.argsort(np.where(ranks == 0, _LAST, -ranks if descending else ranks), kind="stable")
    every = np.arange(len(columns))
    return every[::-1] if descending else every


_LAST = 1 << 62


def _summary(columns: FigureColumns, rows: Rows, *, counts_given: bool) -> Summary:
    by_kind = {Kind(kind): count for kind, count in _counts(columns, "kind", rows).items()}
    by_unit = _counts(columns, "unit", rows)
    articles = len(np.unique(columns.number("article")[rows]))
    low, high = columns.number("low")[rows], columns.number("high")[rows]
    finite = np.isfinite(low) & np.isfinite(high)
    alike = len(by_unit) == 1 and len(by_kind) == 1 and bool(finite.any())
    exact = finite & (low == high) & (columns.codes("bound")[rows] == columns.code("bound", ""))
    summed = int(exact.sum()) if alike and counts_given and set(by_kind) <= SUMMED else 0
    return Summary(
        count=len(rows),
        articles=articles,
        by_kind=by_kind,
        by_unit=by_unit,
        least=_decimal(low[finite].min()) if alike else None,
        greatest=_decimal(high[finite].max()) if alike else None,
        total=_total(low[exact]) if summed else None,
        summed=summed,
    )


def _counts(columns: FigureColumns, name: str, rows: Rows) -> dict[str, int]:
    texts = columns.distinct(name)
    counts = np.bincount(columns.codes(name)[rows], minlength=len(texts)).tolist()
    return dict(Counter({text: count for text, count in zip(texts, counts, strict=True) if count}).most_common())


def _decimal(value: float) -> Decimal:
    """The number that was stated: a float's shortest spelling is that of any number of up to 15 digits."""
    return plain_number(Decimal(repr(float(value))))


def _total(values: NDArray[np.float64]) -> Decimal:
    distinct, counts = np.unique(values, return_counts=True)
    pairs = zip(distinct.tolist(), counts.tolist(), strict=True)
    return sum((_decimal(value) * count for value, count in pairs), Decimal(0))
