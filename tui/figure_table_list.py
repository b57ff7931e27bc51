"""Figures of many articles as the rows of a table: value, what it counts, whose article, when.

A row is read from the table when it is looked at, so a table of a million figures costs what is in sight.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from index.corpus import CorpusError, FigureSort, FigureTable, Stated
from tui import messages, strips
from tui.commands import Where, bindings_of
from tui.figure_text import figure_text
from tui.inked import Inked
from tui.messages import N_, _
from tui.row_list import MARGIN, RowList

_GAP = 2
_BOLD = Style(bold=True)
_UP, _DOWN = "▲", "▼"
_DATE_COLUMNS = 10
_PAGE = 64
_PAGES_KEPT = 25


class Column(NamedTuple):
    """What a column holds, its width, and the order that its heading tells of."""

    holds: str
    width: int
    sort: FigureSort | None = None


class Sorted(NamedTuple):
    """The order of the rows."""

    by: FigureSort = FigureSort.ARTICLE
    descending: bool = False


class Rows:
    """The figures of a table by their number, read a page at a time when they are looked at."""

    def __init__(self, table: FigureTable | None = None) -> None:
        self._table = table
        self._pages: dict[int, list[Stated]] = {}

    def __len__(self) -> int:
        return 0 if self._table is None else len(self._table)

    def __getitem__(self, index: int) -> Stated:
        """One figure; IndexUnusableError once the generation of the index it is of is gone."""
        page, row = divmod(index, _PAGE)
        if self._table is None:
            raise IndexError(index)
        if page not in self._pages:
            if len(self._pages) >= _PAGES_KEPT:
                del self._pages[next(iter(self._pages))]
            self._pages[page] = self._table.rows(page * _PAGE, _PAGE)
        return self._pages[page][row]


HEADS = {
    "value": N_("Value"),
    "counted": N_("What it counts"),
    "kind": N_("Kind"),
    "title": N_("Article"),
    "source": N_("Source"),
    "date": N_("Date"),
}


class FigureTableList(RowList):
    """The rows; the owner gives them and hears where the cursor is."""

    BINDINGS = bindings_of(RowList, Where.TABLE)

    def __init__(self) -> None:
        super().__init__(id="table")
        self._rows = Rows()
        self.holding: frozenset[str] = frozenset()

    class Gone(Message):
        """The index the figures are of has made place for a newer one."""

    def show(self, table: FigureTable, cursor: int, holding: frozenset[str]) -> None:
        """Take other figures, with the cursor on one of them; and what is known of their articles: source, date."""
        self._rows, self.holding = Rows(table), holding
        self.fill(len(self._rows), cursor)

    @property
    def selected(self) -> Stated | None:
        """The figure under the cursor."""
        return self._read(self.cursor) if self.count else None

    def _read(self, index: int) -> Stated | None:
        try:
            return self._rows[index]
        except CorpusError:
            self.post_message(self.Gone())
            return None

    def draw(self, index: int, width: int) -> list[list[Segment]]:
        stated, chosen = self._read(index), index == self.cursor
        under = self._background(chosen)
        if stated is None:
            return []
        cells = [
            _cell(stated, column, under + self._ink(stated, column))
            for column in columns(width - 2 * MARGIN, self.holding)
        ]
        return [self.edged(_joined(cells, under), under, chosen)]

    def _ink(self, stated: Stated, column: Column) -> Style:
        match column.holds:
            case "value":
                return self.inks.kinds[stated.figure.kind] + _BOLD
            case "kind":
                return self.inks.kinds[stated.figure.kind]
            case "source" | "date":
                return self.inks.quiet
            case "title":
                return self.inks.soft
            case _:
                return self.inks.plain

    def _background(self, chosen: bool) -> Style:
        if not chosen:
            return self.under
        return self.under + (self.inks.chosen if self.has_focus else self.inks.chosen_blurred)


class TableHead(Inked):
    """The names of the columns, and an arrow at the one the rows are sorted by."""

    DEFAULT_CSS = "TableHead { height: 1; }"

    def __init__(self) -> None:
        super().__init__(id="table-head")
        self._sorted = Sorted()
        self._holding: frozenset[str] = frozenset()

    def show(self, order: Sorted, holding: frozenset[str]) -> None:
        """Tell of another order, and of the columns there are."""
        self._sorted, self._holding = order, holding
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width, rtl = self.size.width, messages.reads_right_to_left()
        if width <= 2 * MARGIN + 1:
            return Strip.blank(width, self.under)
        ink = self.under + self.inks.quiet
        cells = [
            strips.label(self._head(column), column.width, ink, rtl=rtl) for column in columns(width - 5, self._holding)
        ]
        edge, bar = [Segment(" " * MARGIN, self.under)], [Segment(" ", self.under)]
        return Strip(strips.side_by_side(edge, _joined(cells, self.under), edge, bar, rtl=rtl), width)

    def _head(self, column: Column) -> str:
        name = _(HEADS[column.holds])
        if column.sort is not self._sorted.by:
            return name
        return f"{name} {_DOWN if self._sorted.descending else _UP}"


def columns(width: int, holding: frozenset[str]) -> list[Column]:
    """The columns that have room and something to hold: the article's title takes what the others leave."""
    value, counted = min(26, max(19, width // 5)), min(30, max(12, width // 5))
    kind = 13 if width >= 120 else 0
    source = min(24, width // 7) if width >= 90 and "source" in holding else 0
    date = _DATE_COLUMNS if width >= 56 and "date" in holding else 0
    others = [each for each in (value, counted, kind, source, date) if each]
    title = max(0, width - sum(others) - _GAP * len(others))
    all_of_them = (
        Column("value", value, FigureSort.VALUE),
        Column("counted", counted),
        Column("kind", kind),
        Column("title", title, FigureSort.ARTICLE),
        Column("source", source),
        Column("date", date, FigureSort.DATE),
    )
    return [column for column in all_of_them if column.width]


def _cell(stated: Stated, column: Column, ink: Style) -> list[Segment]:
    """The value, kind and date begin where reading does; what the articles say stands at its own side."""
    ours = column.holds in ("value", "kind", "date")
    text = " ".join(_text(stated, column.holds).split())
    return strips.label(text, column.width, ink, rtl=messages.reads_right_to_left() if ours else None)


def _text(stated: Stated, holds: str) -> str:
    article = stated.article
    match holds:
        case "value":
            return figure_text(stated.figure)
        case "counted":
            return stated.counted or ""
        case "kind":
            return messages.kind(stated.figure.kind)
        case "title":
            return article.title or article.id
        case "source":
            return article.source
        case _:
            return article.published.isoformat() if article.published else ""


def _joined(cells: Sequence[list[Segment]], under: Style) -> list[Segment]:
    """The cells of a row with gaps between them."""
    gap = [Segment(" " * _GAP, under)]
    parts = [part for cell in cells for part in (gap, cell)][1:]
    return strips.side_by_side(*parts, rtl=messages.reads_right_to_left())
