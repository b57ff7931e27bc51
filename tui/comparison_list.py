"""Who says how much: values in order, under each the articles that state it, and a bar for how many they are."""

from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from index.corpus import Alike, Comparison, Group
from tui import messages, strips
from tui.commands import Where, bindings_of
from tui.figure_text import quantity
from tui.messages import _, ngettext
from tui.row_list import MARGIN, RowList

_BOLD = Style(bold=True)
_OWN, _BAR = "◆", "━"
_LONGEST_VALUE, _LONGEST_BAR = 28, 30
_GAP = [Segment("  ")]
_SOURCE, _DATE = 22, 10


class Value(NamedTuple):
    """The heading of a group: its value, how many articles state it, whether the compared figure is among them."""

    group: Group
    articles: int
    own: bool


Line = Value | Alike


class ComparisonList(RowList):
    """Values and figures in one list; the cursor stands on figures only."""

    BINDINGS = bindings_of(RowList, Where.COMPARISON)

    def __init__(self) -> None:
        super().__init__(id="comparison")
        self.rows: list[Line] = []
        self._most = 1

    def show(self, comparison: Comparison | None) -> None:
        """Take a comparison, with the cursor on the figure that is compared."""
        self.rows = lines(comparison) if comparison else []
        self._most = max((row.articles for row in self.rows if isinstance(row, Value)), default=1)
        of = comparison.of.figure if comparison else None
        own = (n for n, row in enumerate(self.rows) if isinstance(row, Alike) and row.stated.figure == of)
        self.fill(len(self.rows), next(own, 0))

    @property
    def selected(self) -> Alike | None:
        """The figure under the cursor."""
        return self.alike(self.cursor)

    def alike(self, index: int) -> Alike | None:
        """The figure in a row, None for a value."""
        row = self.rows[index] if 0 <= index < len(self.rows) else None
        return row if isinstance(row, Alike) else None

    def selectable(self, index: int) -> bool:
        return self.alike(index) is not None

    def draw(self, index: int, width: int) -> list[list[Segment]]:
        row, chosen = self.rows[index], index == self.cursor
        under = self._background(chosen)
        inner = max(1, width - 2 * MARGIN)
        if isinstance(row, Value):
            return [self.edged(self._value(row, inner), self.under, False)]
        return [self.edged(self._alike(row, inner, under), under, chosen)]

    def _value(self, row: Value, width: int) -> list[Segment]:
        """◆ 100,000  ━━━━━━ 3 articles: the mark is that of the figure which is compared."""
        rtl, kind = messages.reads_right_to_left(), row.group.alikes[0].stated.figure.kind
        ink = self.under + self.inks.kinds[kind] + _BOLD
        value = quantity(row.group.value, row.group.unit)
        taken = min(_LONGEST_VALUE, max(0, width // 2 - 2))
        said = ngettext("{count} article", "{count} articles", row.articles).format(count=f"{row.articles:,}")
        room = max(0, width - 2 - taken - 2 - strips.columns(said) - 1)
        bar = min(room, max(1, round(min(room, _LONGEST_BAR) * row.articles / self._most)))
        mark = self.under + (self.inks.accent if row.own else self.inks.quiet)
        rest = max(0, width - 2 - taken - 2 - bar - 1)
        return strips.side_by_side(
            [Segment(f"{_OWN} "[:: -1 if rtl else 1] if row.own else "  ", mark)],
            strips.label(value, taken, ink, rtl=rtl),
            [Segment("  ", self.under)],
            [Segment(_BAR * bar, self.under + (self.inks.accent if row.own else self.inks.kinds[kind]))],
            [Segment(" ", self.under)],
            strips.label(said, rest, self.under + self.inks.soft, rtl=rtl),
            rtl=rtl,
        )

    def _alike(self, row: Alike, width: int, under: Style) -> list[Segment]:
        """Source, day and title, and at the other end by what it was matched."""
        rtl, article = messages.reads_right_to_left(), row.stated.article
        by = matched_by(row)
        end = min(strips.columns(by), width // 3)
        source = min(_SOURCE, width // 5)
        title = max(0, width - 2 - source - 2 - _DATE - 2 - end - 2)
        gap = [Segment("  ", under)]
        date = article.published.isoformat() if article.published else ""
        return strips.side_by_side(
            gap,
            strips.label(" ".join(article.source.split()), source, under + self.inks.soft, rtl=rtl),
            gap,
            strips.label(date, _DATE, under + self.inks.quiet, rtl=rtl),
            gap,
            strips.label(" ".join((article.title or article.id).split()), title, under + self.inks.plain),
            gap,
            strips.label(by, end, under + self.inks.quiet, rtl=not rtl),
            rtl=rtl,
        )

    def _background(self, chosen: bool) -> Style:
        if not chosen:
            return self.under
        return self.under + (self.inks.chosen if self.has_focus else self.inks.chosen_blurred)


def lines(comparison: Comparison) -> list[Line]:
    """Each value and, under it, the figures that state it."""
    rows: list[Line] = []
    for group in comparison.groups:
        own = any(alike.stated.figure == comparison.of.figure for alike in group.alikes)
        articles = len({alike.stated.article.id for alike in group.alikes})
        rows += [Value(group, articles, own), *group.alikes]
    return rows


def matched_by(alike: Alike) -> str:
    """By what a figure was matched, in words: nothing is called the same that only looks alike."""
    return messages.likeness(alike.by, _(", ").join(alike.shared))
