"""The figures an article states, grouped by kind or in the order of place: value and unit, and what they count in the
article's own words."""

from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from index.corpus import Figure
from tui import messages, strips
from tui.commands import Where, bindings
from tui.row_list import MARGIN, RowList
from tui.strips import Lit

_BOLD = Style(bold=True)
_BETWEEN = 2
_SHORTEST_WORDS = 4


class Heading(NamedTuple):
    """The name of a kind, and how many figures of it follow."""

    kind: str
    members: int


class FigureList(RowList):
    """Headings and figures in one list; the cursor stands on figures only."""

    BINDINGS = bindings(Where.FIGURES)

    def __init__(self) -> None:
        super().__init__(id="figures")
        self.rows: list[Heading | Figure] = []
        self.by_kind = True
        self._figures: list[Figure] = []
        self._body = ""

    def show(self, figures: list[Figure], body: str) -> None:
        """Take the figures of an article, in the order of place, and the body they cite."""
        self._figures, self._body = figures, body
        self._order(None)

    def _order(self, chosen: Figure | None) -> None:
        """Fill the rows anew, with the cursor on the figure it is to stand on."""
        self.rows = grouped(self._figures) if self.by_kind else list(self._figures)
        self.fill(len(self.rows), self.rows.index(chosen) if chosen else 0)

    def figure(self, index: int) -> Figure | None:
        """The figure in a row, None for a heading."""
        row = self.rows[index] if 0 <= index < len(self.rows) else None
        return row if isinstance(row, Figure) else None

    def select(self, figure: Figure) -> None:
        """Put the cursor on a figure, without telling; where the articles were read anew it may be gone."""
        if figure in self.rows:
            self.put_cursor(self.rows.index(figure))

    @property
    def row_height(self) -> int:
        return 2

    def selectable(self, index: int) -> bool:
        return self.figure(index) is not None

    def action_choose(self) -> None:
        self.choose()

    def action_order(self) -> None:
        """By kind, or as they follow each other in the article; the cursor stays on its figure."""
        self.by_kind = not self.by_kind
        self._order(self.figure(self.cursor))

    def draw(self, index: int, width: int) -> list[list[Segment]]:
        row = self.rows[index]
        if isinstance(row, Heading):
            return [[Segment(" " * width, self.under)], self._heading(row, width)]
        under = self._background(chosen := index == self.cursor)
        inner = max(1, width - 2 * MARGIN)
        return [
            self.edged(line, under, chosen) for line in (self._value(row, inner, under), self._cited(row, inner, under))
        ]

    def _heading(self, heading: Heading, width: int) -> list[Segment]:
        """─── name and count on a rule: `Money 7 ─────────`."""
        name = strips.one_line(messages.kind(heading.kind), max(0, width - 8))
        count = f" {heading.members:,} "
        rule = "─" * max(0, width - 2 - strips.width_of(name.cells) - len(count))
        edge = [Segment(" ", self.under)]
        return strips.side_by_side(
            edge,
            strips.painted(name.cells, self.under + self.inks.kinds[heading.kind] + _BOLD),
            [Segment(count, self.under + self.inks.quiet)],
            [Segment(rule, self.under + self.inks.edge)],
            edge,
            rtl=messages.reads_right_to_left(),
        )

    def _value(self, figure: Figure, width: int, under: Style) -> list[Segment]:
        """The value where reading begins, and at the other end what it counts, where there is room for both."""
        from tui.figure_text import figure_text  # late: figures are drawn after the first picture

        rtl, ink = messages.reads_right_to_left(), under + self._ink(figure) + _BOLD
        value = figure_text(figure)
        taken = min(strips.columns(value), width)
        words = " ".join(self._body[slice(*figure.counted)].split()) if figure.counted else ""
        room = width - taken - _BETWEEN if words else 0
        if room < _SHORTEST_WORDS:
            return strips.label(value, width, ink, rtl=rtl)
        return strips.side_by_side(
            strips.label(value, taken, ink, rtl=rtl),
            [Segment(" " * _BETWEEN, under)],
            strips.label(words, room, under + self.inks.plain, rtl=True),
            rtl=rtl,
        )

    def _cited(self, figure: Figure, width: int, under: Style) -> list[Segment]:
        """The figure in its sentence, from a few words before it, so that it can be seen what is said."""
        from tui.citing import cited

        text, span = cited(self._body, figure.sentence, figure.span, width // 3, width)
        return strips.label(text, width, under + self.inks.quiet, [Lit(*span, self._ink(figure))])

    def _ink(self, figure: Figure) -> Style:
        return self.inks.kinds[figure.kind]

    def _background(self, chosen: bool) -> Style:
        if not chosen:
            return self.under
        return self.under + (self.inks.chosen if self.has_focus else self.inks.chosen_blurred)


def grouped(figures: list[Figure]) -> list[Heading | Figure]:
    """Figures under a heading for each kind, kinds in the order of `messages.KINDS`, figures in the order of place."""
    order = list(messages.KINDS)
    rows: list[Heading | Figure] = []
    by_kind = sorted(figures, key=lambda figure: (order.index(figure.kind), figure.span))
    for kind, group in groupby(by_kind, key=attrgetter("kind")):
        members = list(group)
        rows += [Heading(str(kind), len(members)), *members]
    return rows
