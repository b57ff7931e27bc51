"""Which panes a window shows: three side by side, two, or one at a time, the others a key away."""

from enum import StrEnum

from tui.commands import Where
from tui.too_small import SMALLEST

BOX, LIST, ARTICLE, FIGURES = Where.BOX, Where.LIST, Where.ARTICLE, Where.FIGURES
"""A pane is named like the place its commands work in; its widget's id is the same word."""

IN_ORDER = (BOX, LIST, ARTICLE, FIGURES)
"""The order in which Tab goes through them."""

_THREE, _TWO = 120, 90


class Layout(StrEnum):
    """How many panes stand side by side; also the style sheet's class for it."""

    THREE = "-three"
    TWO = "-two"
    ONE = "-one"
    TOO_SMALL = "-too-small"


def layout_of(width: int, height: int) -> Layout:
    """The layout for a window."""
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return Layout.TOO_SMALL
    return Layout.THREE if width >= _THREE else Layout.TWO if width >= _TWO else Layout.ONE


def visible(layout: Layout, pane: Where) -> frozenset[Where]:
    """The panes in sight (of list, article and figures) while `pane` has the focus."""
    match layout:
        case Layout.THREE:
            return frozenset((LIST, ARTICLE, FIGURES))
        case Layout.TWO:
            return frozenset((ARTICLE, FIGURES if pane is FIGURES else LIST))
        case _:
            return frozenset((LIST if pane is BOX else pane,))


def beside(pane: Where, step: int) -> Where:
    """The pane a step further on in the order of reading, the last one for good; from the box, the list."""
    row = IN_ORDER[1:]
    return row[max(0, min(len(row) - 1, row.index(pane) + step))] if pane in row else LIST


def neighbour(pane: Where, steps: int) -> Where:
    """The pane that Tab leads to."""
    return IN_ORDER[(IN_ORDER.index(pane) + steps) % len(IN_ORDER)]
