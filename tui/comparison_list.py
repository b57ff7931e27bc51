"""Who says how much: values in order, under each the articles that state it, and a bar for how many they are."""

from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from index.corpus import Alike, Comparison, Figure, Group, Likeness
from tui import messages, strips
from tui.commands import Where, bindings_of
from tui.figure_text import quantity
from tui.messages import _, ngettext
from tui.row_list import MARGIN, RowList

_BOLD = Style(bold=True)
_OWN, _BAR = "◆", "━"
_LONGEST_VALUE, _LONGEST_BAR = 28, 36
_WIDEST_STEP = 4
_SOURCE, _DATE = 22, 10
_BETWEEN = 2


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
        self._of: Figure | None = None
        self._most = self._widest = 1
        self._has_source = self._has_date = False

    def show(self, comparison: Comparison | None) -> None:
        """Take a comparison, with the cursor on the figure that is compared."""
        self.rows = lines(comparison) if comparison else []
        values = [row for row in self.rows if isinstance(row, Value)]
        self._most = max((row.articles for row in values), default=1)
        told = (strips.columns(quantity(row.group.value, row.group.unit)) for row in values)
        self._widest = min(_LONGEST_VALUE, max(told, default=1))
        articles = [row.stated.article for row in self.rows if isinstance(row, Alike)]
        self._has_source = any(article.source for article in articles)
        self._has_date = any(article.published for article in articles)
        self._of = comparison.of.figure if comparison else None
        own = (n for n, row in enumerate(self.rows) if isinstance(row, Alike) and row.stated.figure == self._of)
        self.fill(len(self.rows), next(own, 0))
        self.go_to_line(self.cursor - self.size.height // 3)

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
        rtl, under = messages.reads_right_to_left(), self.under
        ink = under + self.inks.kinds[row.group.alikes[0].stated.figure.kind]
        taken = min(self._widest, max(0, width // 2 - 2))
        bar = self._bar(row, width - taken - 16)
        rest = max(0, width - 2 - taken - _BETWEEN - bar - 1)
        said = ngettext("{count} article", "{count} articles", row.articles).format(count=f"{row.articles:,}")
        own = under + self.inks.accent + _BOLD
        return strips.side_by_side(
            [Segment((" " + _OWN if rtl else _OWN + " ") if row.own else "  ", own)],
            strips.label(quantity(row.group.value, row.group.unit), taken, ink + _BOLD, rtl=rtl),
            [Segment(" " * _BETWEEN, under)],
            [Segment(_BAR * bar, own if row.own else ink)],
            [Segment(" ", under)],
            strips.label(said, rest, under + self.inks.soft, rtl=rtl),
            rtl=rtl,
        )

    def _bar(self, row: Value, room: int) -> int:
        """The columns of a bar: as many for each article as let the longest fit."""
        longest = min(_LONGEST_BAR, max(1, room), self._most * _WIDEST_STEP)
        return max(1, round(longest * row.articles / self._most))

    def _alike(self, row: Alike, width: int, under: Style) -> list[Segment]:
        """Source, day and title as far as they are known, and at the other end by what it was matched."""
        rtl, article, inks = messages.reads_right_to_left(), row.stated.article, self.inks
        by = _("the figure itself") if row.stated.figure == self._of else matched_by(row)
        source, date = min(_SOURCE, width // 5) * self._has_source, _DATE * self._has_date
        said = (_("the figure itself"), *map(messages.likeness, Likeness))
        end = min(max(map(strips.columns, said)), width // 3)
        title = max(0, width - _BETWEEN - sum(part + _BETWEEN for part in (source, date, end) if part))
        cells = [
            strips.label(" ".join(article.source.split()), source, under + inks.soft, rtl=rtl),
            strips.label(article.published.isoformat() if article.published else "", date, under + inks.quiet, rtl=rtl),
            strips.label(" ".join((article.title or article.id).split()), title, under + inks.plain),
            strips.label(by, end, under + inks.quiet, rtl=not rtl),
        ]
        gap = [Segment(" " * _BETWEEN, under)]
        return strips.side_by_side(*(part for cell in cells if cell for part in (gap, cell)), rtl=rtl)

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
    return messages.likeness(alike.by)
