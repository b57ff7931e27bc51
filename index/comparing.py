"""Who says how much: from one figure, every other that counts the same or speaks of the same, grouped by value.

Three likenesses, from sure to vague, and each figure found says by which and by what words:

    product     both count units of one product (H100), in the same unit
    counted     both count the same in words: the same head, and nothing that one has says otherwise than the other
    words       figures of one kind and unit whose sentences share telling words, those that few articles have

Nothing is counted together that is not of one kind and of units that measure the same; of two products that are both
named and differ, neither is like the other, whatever words they share.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.catalogue import FigureFilter
from index.errors import FigureMissingError
from index.figure_columns import FigureColumns, Rows
from index.figure_results import Alike, Comparison, Group, Likeness, Stated
from index.figure_table import FigureIndex, Mask, answering, stated
from index.figures import Figure, Value
from index.figures.calendar import days_of
from index.figures.counted_words import PIECES, STOPS
from index.figures.spelling import ONE_LETTER
from index.figures.unit_families import base_of
from index.keys import stem
from index.query import Term
from index.search import CancelledError
from index.words import Key, Word, words

MOST = 300
"""So many figures are shown, the likest; the rest is counted."""

_TELLING = 0.3
"""A word tells when its weight is at least this: 1 is a word of one article, 0 a word of all."""
_MOST_TELLING = 12
_ENOUGH, _PART, _FEWEST = 1.0, 0.25, 2
"""Two sentences speak of the same when they share two telling words, together of this weight, and of this part of what
all telling words of the first weigh."""
_FEW = 50
"""What at most so many articles count (حاج نظامي) tells by itself; what more count (شخص) needs a telling word too."""


class _Likest(NamedTuple):
    """A row that is alike: by what, how much, and by which words."""

    row: int
    by: Likeness
    weight: float
    shared: tuple[str, ...]


def compare(
    figures: FigureIndex,
    figure: Figure,
    *,
    query: str | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Comparison:
    """The figures like `figure`; with `query`, those of its kind and unit in whose sentence all its words stand.

    Raises FigureMissingError where the index has no such figure, QueryError, and CancelledError.
    """
    stopped = cancelled or (lambda: False)
    row = _row_of(figures, figure)
    of = stated(figures, np.array([row]))[0]
    comparable = _comparable(figures.columns, row)
    found = (
        _answering(figures, comparable, query, stopped)
        if query is not None
        else _alike(figures, of, row, comparable, stopped)
    )
    likest = sorted((one for one in found if one.row != row), key=_from_sure_to_vague)
    itself = _Likest(row, _surest(figures.columns, row), math.inf, ())
    return Comparison(of, tuple(_groups(figures, [itself, *likest[:MOST]])), max(0, len(likest) - MOST))


def _row_of(figures: FigureIndex, figure: Figure) -> int:
    number = figures.catalogue.number_of(figure.article)
    columns = figures.columns
    found = np.flatnonzero(
        (columns.number("article") == (-1 if number is None else number))
        & (columns.number("start") == figure.span.start)
    )
    if not len(found):
        raise FigureMissingError(article=figure.article, start=figure.span.start)
    return int(found[0])


def _comparable(columns: FigureColumns, row: int) -> Mask:
    """The figures of one kind with this one, in units that measure the same."""
    base = base_of(columns.text("unit", row)).base
    units = [nth for nth, unit in enumerate(columns.distinct("unit")) if base_of(unit).base == base]
    same = columns.having("unit", units)
    same &= columns.having("kind", [int(columns.codes("kind")[row])])
    return same


def _from_sure_to_vague(one: _Likest) -> tuple[int, float, int]:
    return list(Likeness).index(one.by), -one.weight, one.row


def _surest(columns: FigureColumns, row: int) -> Likeness:
    if columns.text("product", row):
        return Likeness.PRODUCT
    return Likeness.COUNTED if columns.text("phrase", row) else Likeness.WORDS


# ---- by the words of a query


def _answering(figures: FigureIndex, comparable: Mask, query: str, cancelled: Callable[[], bool]) -> Iterator[_Likest]:
    asked = answering(figures, FigureFilter(about=query), cancelled)
    for row in np.flatnonzero(asked & comparable).tolist():
        yield _Likest(row, Likeness.WORDS, 0.0, (query,))


# ---- by what is counted, and by the sentence


def _alike(
    figures: FigureIndex, of: Stated, row: int, comparable: Mask, cancelled: Callable[[], bool]
) -> Iterator[_Likest]:
    columns = figures.columns
    rows = np.flatnonzero(comparable & ~_another_product(columns, row))
    product, counted = _same_product(columns, row)[rows], _same_counted(columns, row)[rows]
    telling = _telling(figures, of)
    if cancelled():
        raise CancelledError
    shares = _shares(figures, telling, rows)
    weights = shares @ np.array([word.weight for word in telling])
    if len(np.unique(columns.number("article")[rows[counted]])) > _FEW:
        counted &= shares.any(axis=1)
    enough = weights >= max(_ENOUGH, _PART * sum(word.weight for word in telling))
    enough &= shares.sum(axis=1) >= _FEWEST
    for nth in np.flatnonzero(product | counted | enough).tolist():
        words_shared = [word.written for word, has in zip(telling, shares[nth].tolist(), strict=True) if has]
        if product[nth]:
            by, shared = Likeness.PRODUCT, [of.figure.product or ""]
        elif counted[nth]:
            by, shared = Likeness.COUNTED, [of.counted or "", *words_shared]
        else:
            by, shared = Likeness.WORDS, words_shared
        yield _Likest(int(rows[nth]), by, float(weights[nth]), tuple(shared))


def _products(columns: FigureColumns, row: int) -> list[int]:
    """The products that are the one of this row, spelt in any way."""
    key = _product_key(columns.text("product", row))
    return [nth for nth, product in enumerate(columns.distinct("product")) if product and _product_key(product) == key]


def _product_key(product: str) -> str:
    return product.casefold().replace("-", "")


def _another_product(columns: FigureColumns, row: int) -> Mask:
    """The figures that count another product than this one does."""
    if not columns.text("product", row):
        return np.zeros(len(columns), np.bool_)
    another = columns.having("product", _products(columns, row))
    another |= columns.having("product", [columns.code("product", "")])
    return ~another


def _same_product(columns: FigureColumns, row: int) -> Mask:
    """The figures that count units of the same product: not its servers where this one counts chips."""
    own = _head_of_product(columns.text("phrase", row))
    heads = [nth for nth, phrase in enumerate(columns.distinct("phrase")) if _head_of_product(phrase) == own]
    same = columns.having("product", _products(columns, row))
    same &= columns.having("phrase", heads)
    return same


def _head_of_product(phrase: str) -> str:
    """What of a product is counted; "" for its units, whatever they are called: H100, وحدة, رقاقة, شريحة."""
    head = phrase.partition(" ")[0]
    return "" if head.isascii() or head in _PIECES else head


_PIECES = frozenset(stem(Key(word)) for word in PIECES)


def _same_counted(columns: FigureColumns, row: int) -> Mask:
    """The figures whose words for what is counted have the same head, and all words of the one that has fewer."""
    own = columns.text("phrase", row).split(" ")
    same = [
        nth
        for nth, phrase in enumerate(columns.distinct("phrase"))
        if own[0] and phrase.startswith(own[0]) and _are_one(own, phrase.split(" "))
    ]
    return columns.having("phrase", same)


def _are_one(some: Sequence[str], others: Sequence[str]) -> bool:
    if some[0] != others[0]:
        return False
    return set(some) <= set(others) or set(others) <= set(some)


# ---- telling words


class _Telling(NamedTuple):
    """A word to look for, how it is written, and what it weighs."""

    term: Term
    written: str
    weight: float


def _telling(figures: FigureIndex, of: Stated) -> list[_Telling]:
    """The words around a figure in its sentence that few articles have, the rarest first."""
    found: dict[Key, _Telling] = {}
    for key, span in _around(of):
        if stem(key) not in found:
            found[stem(key)] = _Telling(Term(key, span), of.sentence[slice(*span)], _weight(figures, key))
    rarest = sorted(found.values(), key=lambda word: -word.weight)
    return [word for word in rarest[:_MOST_TELLING] if word.weight >= _TELLING]


def _around(of: Stated) -> Iterator[Word]:
    """The words of a sentence, less those of the figure itself, numbers, and words that only join."""
    start = of.figure.span.start - of.figure.sentence.start
    end = start + len(of.text)
    for word in words(of.sentence):
        apart = word.span.end <= start or word.span.start >= end
        if apart and len(word.key) > 1 and not word.key[0].isdecimal() and word.key.translate(ONE_LETTER) not in STOPS:
            yield word


def _weight(figures: FigureIndex, key: Key) -> float:
    count = len(figures.engine.live)
    return math.log((count + 1) / max(1, figures.engine.articles_with(key))) / math.log(count + 1)


def _shares(figures: FigureIndex, telling: Sequence[_Telling], rows: Rows) -> NDArray[np.bool_]:
    """A row for each figure, a column for each telling word: whether its sentence has it."""
    firsts, afters = figures.columns.words_of("sentence")
    firsts, afters = firsts[rows], afters[rows]
    shares = np.zeros((len(rows), len(telling)), np.bool_)
    for nth, word in enumerate(telling):
        shares[:, nth] = figures.engine.standing(word.term).within(firsts, afters)
    return shares


# ---- groups


def _groups(figures: FigureIndex, likest: Sequence[_Likest]) -> Iterator[Group]:
    shown = stated(figures, np.array([one.row for one in likest]))
    by_value: dict[tuple[Value, str | None], list[Alike]] = {}
    for one, here in zip(likest, shown, strict=True):
        alike = Alike(here, one.by, one.shared)
        by_value.setdefault((here.figure.value, here.figure.unit), []).append(alike)
    for value, unit in sorted(by_value, key=_size):
        yield Group(value, unit, tuple(by_value[value, unit]))


def _size(group: tuple[Value, str | None]) -> tuple[int, Decimal, Decimal, str]:
    """Numbers by what they come to in one unit, a range by its lesser end; then dates by their days, then the rest."""
    value, unit = group
    if isinstance(value, str):
        days = days_of(value)
        return 1 if days else 2, Decimal(days.first.toordinal() if days else 0), Decimal(0), value
    low, high = (min(value), max(value)) if isinstance(value, tuple) else (value, value)
    factor = base_of(unit or "").factor
    return 0, low * factor, high * factor, ""
