"""The figures an article states, grouped by kind: value and unit, and what they count in the article's own words."""

from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from index.corpus import Figure, Span
from tui import messages, strips
from tui.commands import Where, bindings
from tui.figure_text import figure_text
from tui.row_list import RowList

_MARGIN = 2
_SHARE_OF_VALUE = 0.5


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
        self._body = ""

    def show(self, figures: list[Figure], body: str) -> None:
        """Take the figures of an article, in the order of place, and the body they cite."""
        self.rows = grouped(figures)
        self._body = body
        self.fill(len(self.rows))

    def figure(self, index: int) -> Figure | None:
        """The figure in a row, None for a heading."""
        row = self.rows[index] if 0 <= index < len(self.rows) else None
        return row if isinstance(row, Figure) else None

    def select(self, figure: Figure) -> None:
        """Put the cursor on a figure, without telling."""
        with self.prevent(self.Moved):
            self.cursor = self.rows.index(figure)

    def selectable(self, index: int) -> bool:
        return self.figure(index) is not None

    def action_choose(self) -> None:
        self.choose()

    def draw(self, index: int, width: int) -> list[list[Segment]]:
        row = self.rows[index]
        return [
            self._heading(row, width) if isinstance(row, Heading) else self._figure(row, index == self.cursor, width)
        ]

    def _heading(self, heading: Heading, width: int) -> list[Segment]:
        name = messages.kind(heading.kind)
        count = f" {heading.members} "
        ink = self.rich_style + self.inks.kinds[heading.kind] + Style(bold=True)
        label = strips.label(name, min(len(name), max(1, width - _MARGIN - len(count))), ink)
        used = 1 + sum(len(segment.text) for segment in label) + len(count)
        rule = "─" * max(0, width - used - 1)
        quiet = self.rich_style + self.inks.quiet
        return [
            Segment(" ", quiet),
            *label,
            Segment(count, quiet),
            Segment(f"{rule} ", self.rich_style + self.inks.edge),
        ]

    def _figure(self, figure: Figure, chosen: bool, width: int) -> list[Segment]:
        under = self._background(chosen)
        value = figure_text(figure)
        inner = max(2, width - 2 * _MARGIN)
        left = min(len(value), max(1, int(inner * _SHARE_OF_VALUE)) if inner > 24 else inner)
        right = inner - left - 2
        bar = Segment("▌", under + self.inks.focus) if chosen else Segment(" ", under)
        line = [bar, Segment(" " * (_MARGIN - 1), under)]
        line += strips.label(value, left, under + self.inks.kinds[figure.kind], rtl=False)
        line += [Segment("  ", under)] if right > 0 else [Segment(" " * (inner - left), under)]
        line += strips.label(self._words(figure), right, under + self._word_ink(figure)) if right > 0 else []
        return [*line, Segment(" " * _MARGIN, under)]

    def _words(self, figure: Figure) -> str:
        return cited(self._body, figure.counted or figure.span)

    def _word_ink(self, figure: Figure) -> Style:
        return self.inks.plain if figure.counted else self.inks.quiet

    def _background(self, chosen: bool) -> Style:
        if not chosen:
            return self.rich_style
        return self.rich_style + (self.inks.chosen if self.has_focus else self.inks.chosen_blurred)


def grouped(figures: list[Figure]) -> list[Heading | Figure]:
    """Figures under a heading for each kind, kinds in the order of `messages.KINDS`, figures in the order of place."""
    order = list(messages.KINDS)
    rows: list[Heading | Figure] = []
    by_kind = sorted(figures, key=lambda figure: (order.index(figure.kind), figure.span))
    for kind, group in groupby(by_kind, key=attrgetter("kind")):
        members = list(group)
        rows += [Heading(str(kind), len(members)), *members]
    return rows


def cited(body: str, span: Span) -> str:
    """The article's own words, on one line."""
    return " ".join(body[span.start : span.end].split())
