"""The articles that state a figure of a kind, in a unit, between two values: a mask over the columns of all figures."""

import numpy as np
from numpy.typing import NDArray

from index.figure_columns import FigureColumns
from index.postings import each_once
from index.query import Stating


def stating(columns: FigureColumns, wanted: Stating) -> NDArray[np.int64]:
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
