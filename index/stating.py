"""The articles that state a figure of a kind, in a unit, between two values, and where they state it.

Which articles is a mask over the columns of all figures; where is asked of the catalogue, for the few that are shown.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.articles import ArticleId
from index.catalogue import Catalogue, FigureFilter
from index.figures import Figure
from index.figures.values import ends_of
from index.postings import each_once
from index.query import AllOf, AnyOf, Node, Stating
from index.results import Field, Match, Why

if TYPE_CHECKING:
    from index.figure_columns import FigureColumns


def stating(columns: "FigureColumns", wanted: Stating) -> NDArray[np.int64]:
    """The living articles that state such a figure, ascending."""
    mask = np.ones(len(columns), np.bool_)
    for name, text in (("kind", wanted.kind), ("unit", wanted.unit)):
        if text is not None:
            mask &= columns.having(name, [columns.code(name, text)])
    low, high = columns.number("low"), columns.number("high")
    if wanted.least is not None:
        mask &= high > float(wanted.least) if wanted.above else high >= float(wanted.least)
    if wanted.most is not None:
        mask &= low < float(wanted.most) if wanted.below else low <= float(wanted.most)
    return each_once(columns.documents[mask])


def statings(node: Node | None) -> Iterator[Stating]:
    """The figures a query asks for; those of its parts that are left out are none."""
    if isinstance(node, AnyOf | AllOf):
        for part in node.parts:
            yield from statings(part)
    elif isinstance(node, Stating):
        yield node


def where_stated(catalogue: Catalogue, wanted: Sequence[Stating], article: ArticleId) -> list[Match]:
    """The figures of an article that are asked for, in order of place."""
    found = {
        figure.span
        for each in wanted
        for figure in catalogue.figures(FigureFilter(article, each.kind, each.unit, each.least, each.most))
        if _is_within(figure, each)
    }
    return [Match(span, Why.FIGURE, Field.BODY) for span in sorted(found)]


def _is_within(figure: Figure, wanted: Stating) -> bool:
    """Whether a figure that lies on a bound is asked for."""
    ends = ends_of(figure.value)
    return ends is None or not ((wanted.above and ends[1] == wanted.least) or (wanted.below and ends[0] == wanted.most))
