"""Who says how much: from one figure, every other that counts the same or speaks of the same, grouped by value.

Five likenesses, from sure to vague, and each figure found says by which and by what words:

    product     both count units of one product (H100), in the same unit
    counted     both count the same in words, and their sentences share telling words, those that few articles have
    value       both state one value in one unit, in sentences that share more than chance would have them share
    words       figures of one kind and unit whose sentences share telling words
    noun        both count the same in words, and share little else: the dead of one accident and of another

To count the same in words is to have the same head, and nothing that one has says otherwise than the other.

Nothing is counted together that is not of one kind and of units that measure the same; of two products that are both
named and differ, neither is like the other, whatever words they share.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from index.catalogue import FigureFilter
from index.errors import FigureMissingError
from index.figure_columns import FigureColumns, Rows
from index.figure_results import Alike, Comparison, Group, Likeness, Stated
from index.figure_table import FigureIndex, Mask, answering, stated
from index.figures import Figure, Value
from index.figures.calendar import days_of
from index.figures.counted_words import PIECES
from index.figures.unit_families import base_of
from index.keys import stem
from index.matches import leaves
from index.query import parse
from index.search import CancelledError
from index.telling import FEWEST, Around, around, nearest, shares, sharing, telling
from index.words import Key

MOST = 300
"""So many figures are shown, the likest; the rest is counted."""

_FEW = 50
"""What at most so many articles count (حاج نظامي) tells by itself; what more count (شخص) needs a telling word too."""
_BY_CHANCE = 0.5
"""A figure of the same value is alike when it shares two words or more, and so rare ones that by chance fewer than this
of all figures compared would share them, whatever their values."""
_SAMPLE = 1000
"""So many figures tell how often a word stands in such sentences."""


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
    """The figures like `figure`; with words in `query`, those of its kind and unit in whose sentence all of them stand.

    Raises FigureMissingError where the index has no such figure, QueryError, and CancelledError.
    """
    stopped = cancelled or (lambda: False)
    row = _row_of(figures, figure)
    of = stated(figures, np.array([row]))[0]
    comparable = _comparable(figures.columns, row)
    found = (
        _answering(figures, comparable, query, stopped)
        if query is not None and any(True for _ in leaves(parse(query).root))
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
    columns, near = figures.columns, around(of)
    rows = np.flatnonzero(comparable & ~_another_product(columns, row))
    product, counted = _same_product(columns, row)[rows], _same_counted(columns, row)[rows]
    said = telling(figures, near)
    if cancelled():
        raise CancelledError
    shared = sharing(figures, said, rows)
    beyond, enough = shared.beyond_counted, shared.enough
    if len(np.unique(columns.number("article")[rows[counted]])) > _FEW:
        counted &= beyond.shares.any(axis=1)
    by_value = {one.row: one for one in _of_one_value(figures, near, row, rows)}
    if cancelled():
        raise CancelledError
    weights, weights_beyond, same_matter = shared.weights, beyond.weights, beyond.enough
    for nth in np.flatnonzero(product | counted | enough | np.isin(rows, list(by_value))).tolist():
        one = int(rows[nth])
        if product[nth]:
            yield _Likest(one, Likeness.PRODUCT, float(weights[nth]), (of.figure.product or "",))
        elif counted[nth]:
            by = Likeness.COUNTED if same_matter[nth] else Likeness.NOUN
            yield _Likest(one, by, float(weights_beyond[nth]), (of.counted or "", *beyond.written(nth)))
        else:
            yield by_value.get(one) or _Likest(one, Likeness.WORDS, float(weights[nth]), shared.written(nth))


def _of_one_value(figures: FigureIndex, near: Sequence[Around], row: int, rows: Rows) -> Iterator[_Likest]:
    """The figures that state the same in the same unit, where the words they share are more than chance.

    How rare a word is, the sentences of the figures compared tell, not the articles: so those of a small corpus, which
    have most words in common, find each other.
    """
    same = rows[_same_value(figures.columns, row)[rows] & (rows != row)]
    if not len(same):
        return
    looked_for = nearest(near)
    sample = rows[:: -(-len(rows) // _SAMPLE)]
    shared = shares(figures, looked_for, np.concatenate([same, sample]))
    often = np.maximum(1, shared[len(same) :].sum(axis=0)) / len(sample)
    rarity = -np.log(often)
    surprise = shared[: len(same)] @ rarity
    enough = surprise >= math.log(len(rows) / _BY_CHANCE)
    enough &= shared[: len(same)].sum(axis=1) >= FEWEST
    for nth in np.flatnonzero(enough).tolist():
        both = tuple(word.written for word, has in zip(looked_for, shared[nth].tolist(), strict=True) if has)
        yield _Likest(int(same[nth]), Likeness.VALUE, float(surprise[nth]), both)


def _same_value(columns: FigureColumns, row: int) -> Mask:
    """The figures of the value of this one, in its unit; a number of no unit says nothing by being the same."""
    unit = int(columns.codes("unit")[row]) if columns.text("unit", row) else -1
    same = columns.having("unit", [unit])
    for end in ("low", "high"):
        same &= columns.number(end) == columns.number(end)[row]
    return same


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
    if not columns.text("product", row):
        return np.zeros(len(columns), np.bool_)
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
