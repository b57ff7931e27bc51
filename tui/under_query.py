"""What is drawn under the query while it is typed: where it is wrong, or what may have been meant.

A fault is a span of the query's text; on the screen it is the cells that show it, which in a line of two scripts need
not stand side by side. So the marks are made of the line's own cells: each becomes a mark or a gap of its width.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from tui import messages, strips
from tui.messages import _
from tui.rtl.layout import Cell
from tui.theme import Inks

MARK = "^"
_MOST_LINES = 3


class Fault(NamedTuple):
    """What is wrong with a query, where in its text, and the sentence that says so."""

    query: str
    start: int
    end: int
    sentence: str

    @property
    def has_place(self) -> bool:
        """Whether it is the query's own: what is wrong with an index stands nowhere in it."""
        return self.end > self.start


class Offer(NamedTuple):
    """Another query that finds more, and the key that takes it."""

    query: str
    key: str


Below = Fault | Offer | None


def lines_of(below: Below, width: int) -> int:
    """How many lines it takes below a query in a box of this width."""
    match below:
        case Fault():
            return below.has_place + len(strips.few_lines(strips.prose(below.sentence), width, _MOST_LINES))
        case Offer():
            return 1
    return 0


def drawn(below: Below, row: strips.Row, query: str, width: int, inks: Inks, under: Style) -> list[list[Segment]]:
    """Its lines. `row` is the query as it stands above, `query` its text: a fault of another one has no place in it."""
    match below:
        case Fault(asked, start, end, sentence):
            span = (start, end) if asked == query else (0, 0)
            marks = strips.line(strips.Row(marked(row, *span), row.rtl), width, under + inks.error)
            return [marks] * below.has_place + _sentence(sentence, width, under + inks.error)
        case Offer():
            return [_offer(below, width, inks, under)]
    return []


def marked(row: strips.Row, start: int, end: int) -> Sequence[Cell]:
    """A mark under every cell that shows something of the span, a gap under the others."""
    return [
        cell._replace(text=(MARK if cell.start < end and cell.end > start else " ") * cell.width) for cell in row.cells
    ]


def _sentence(sentence: str, width: int, ink: Style) -> list[list[Segment]]:
    rtl = messages.reads_right_to_left()
    rows = strips.few_lines(strips.prose(sentence), width, _MOST_LINES)
    return [strips.line(row._replace(rtl=rtl), width, ink) for row in rows]


def _offer(offer: Offer, width: int, inks: Inks, under: Style) -> list[Segment]:
    """The question, what is offered, and its key, each laid out by itself: they may be in different scripts."""
    rtl = messages.reads_right_to_left()
    question, key = _("Did you mean:"), offer.key
    room = width - strips.columns(question) - strips.columns(key) - 5
    if room < 1:
        return strips.label(offer.query, width, under + inks.focus, rtl=rtl)
    meant = strips.one_line(offer.query, room)
    parts = [
        strips.label(question, strips.columns(question), under + inks.soft),
        [Segment(" ", under)],
        strips.painted(meant.cells, under + inks.focus),
        [Segment("   ", under)],
        strips.label(key, strips.columns(key), under + inks.accent),
    ]
    left = room - strips.width_of(meant.cells) + 1
    return strips.side_by_side(*parts, [Segment(" " * left, under)], rtl=rtl)
