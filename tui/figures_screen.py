"""All figures of the corpus: filtered by a line, sorted by a key, added up where that says something.

What is wanted is the text of the box alone: the keys that go through kinds and units write there too, so it can always
be read what is shown.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TypeVar

from textual.message import Message
from textual.worker import get_current_worker

from index.corpus import (
    CancelledError,
    Corpus,
    CorpusError,
    FigureFilter,
    FigureSort,
    FigureTable,
    Kind,
    Stated,
    Summary,
)
from tui import messages, strips
from tui.commands import Where, bindings_beyond
from tui.exporting import Row, as_row
from tui.figure_filter import Asked, kind_as_typed, parse, with_field
from tui.figure_screen import FigureScreen
from tui.figure_table_list import FigureTableList, Sorted, TableHead
from tui.figure_text import number_text, quantity
from tui.line_edit import LineEdit
from tui.messages import N_, _, ngettext
from tui.row_list import RowList
from tui.search_box import SearchBox
from tui.under_query import Fault

T = TypeVar("T")

_LOOKED_AT = 200

PLACEHOLDER = N_("Filter: kind:money unit:USD >1e9 source:… since:2015-08 counts:… and words of the sentence")


class FiguresScreen(FigureScreen):
    """The table over its filter."""

    ROWS = Where.TABLE
    PLACES = (Where.BOX, Where.TABLE)
    BINDINGS = bindings_beyond(RowList, Where.TABLE)

    class Found(Message):
        """The figures that were asked for."""

        def __init__(self, asked: int, table: FigureTable, summary: Summary, keep: bool) -> None:
            super().__init__()
            self.asked = asked
            self.table = table
            self.summary = summary
            self.keep = keep

    class Failed(Message):
        """Words that cannot be understood, or an index that cannot be read."""

        def __init__(self, asked: int, error: CorpusError) -> None:
            super().__init__()
            self.asked = asked
            self.error = error

    def __init__(self, corpus: Corpus) -> None:
        self._table, self._head = FigureTableList(), TableHead()
        super().__init__(corpus, SearchBox(PLACEHOLDER), self._table, self._head)
        self.sorted = Sorted()
        self.found: FigureTable | None = None
        self.summary: Summary | None = None
        self._filter = Asked(FigureFilter())
        self._kinds: list[Kind] = []
        self._units: list[str] = []

    def on_mount(self) -> None:
        self._box.border_title = strips.title(_("Filter"))
        self._frame.border_title = strips.title(_("All figures"))

    def ask_again(self) -> None:
        super().ask_again()
        self._ask(keep=True)

    # ---- asking

    def on_search_box_changed(self, message: SearchBox.Changed) -> None:
        message.stop()
        self._filter = parse(message.text)
        if self._filter.faults:
            self._asked += 1  # an answer on its way is to another line
            first = self._filter.faults[0]
            said = " ".join(fault.said() for fault in self._filter.faults)
            self._box.below = Fault(message.text, first.start, first.end, said)
        else:
            self._ask(keep=False)

    def _ask(self, *, keep: bool) -> None:
        """Ask for the figures in a worker; `keep` leaves the cursor on its figure's row."""
        self._asked += 1
        work = partial(self._work, self._asked, self._filter.wanted, self.sorted, keep)
        self.run_worker(work, thread=True, exclusive=True, group="figures", exit_on_error=False)

    def _work(self, asked: int, wanted: FigureFilter, order: Sorted, keep: bool) -> None:
        worker = get_current_worker()
        try:
            table = self.corpus.figure_table(
                wanted, sort=order.by, descending=order.descending, cancelled=lambda: worker.is_cancelled
            )
            summary = table.summary
        except CancelledError:
            return
        except CorpusError as error:
            self.post_message(self.Failed(asked, error))
            return
        if not worker.is_cancelled:
            self.post_message(self.Found(asked, table, summary, keep))

    def on_figures_screen_found(self, message: Found) -> None:
        if message.asked != self._asked:
            return
        self.found, self.summary = message.table, message.summary
        if self._filter.wanted.kind is None:
            self._kinds = [Kind(kind) for kind in messages.KINDS if message.summary.by_kind.get(Kind(kind))]
        if self._filter.wanted.unit is None:
            units = message.summary.by_unit
            self._units = sorted(filter(None, units), key=lambda unit: -units[unit])
        self._table.empty = self._nothing()
        holding = self._known_of_articles()
        self._head.show(self.sorted, holding)
        self._table.show(message.table, self._table.cursor if message.keep else 0, holding)
        self._tell_what_was_found(message.summary)
        self.told()

    def on_figures_screen_failed(self, message: Failed) -> None:
        if message.asked == self._asked:
            self.complain(self._filter.wanted.about or "", message.error)

    def on_figure_table_list_gone(self) -> None:
        self._ask(keep=True)

    def _known_of_articles(self) -> frozenset[str]:
        """Whether sources and dates are worth a column: they are where the first articles have any."""
        first = self.corpus.entries(0, _LOOKED_AT)
        source, date = any(entry.source for entry in first), any(entry.published for entry in first)
        return frozenset(["source"] * source + ["date"] * date)

    def _nothing(self) -> str:
        if self._box.text.strip():
            return _("No figure answers this filter. Take something out of it; Esc in the box shows all figures.")
        return _("The articles state no figures. Other articles may: start corpus-tui with a PATH.")

    # ---- telling

    def _tell_what_was_found(self, summary: Summary) -> None:
        figures = ngettext("{count} figure", "{count} figures", summary.count).format(count=f"{summary.count:,}")
        articles = ngettext("{count} article", "{count} articles", summary.articles)
        self.say_in_box(messages.joined(figures, articles.format(count=f"{summary.articles:,}"), *self._sums(summary)))
        kinds = sorted(summary.by_kind.items(), key=lambda item: -item[1])
        counts = [f"{messages.kind(kind)} {count:,}" for kind, count in kinds]
        named = messages.joined(*([] if len(counts) == 1 else [_("All figures")]), *counts)
        self._frame.border_title = strips.title(named)

    def _sums(self, summary: Summary) -> Iterator[str]:
        """The ends of what is stated, and the sum, as far as they say something."""
        unit = next(iter(summary.by_unit), "") if len(summary.by_unit) == 1 else ""
        if summary.total is not None:
            said = ngettext(
                "sum of the {count} exact one: {sum}", "sum of the {count} exact ones: {sum}", summary.summed
            )
            yield said.format(count=f"{summary.summed:,}", sum=quantity(summary.total, unit or None))
        if summary.least is not None and summary.greatest is not None and summary.count > 1:
            low, high = number_text(summary.least), quantity(summary.greatest, unit or None)
            yield _("from {least} to {greatest}").format(least=low, greatest=high)

    def told(self) -> None:
        super().told()
        count = len(self.found) if self.found is not None else 0
        place = _("{place} of {count}").format(place=f"{self._table.cursor + 1:,}", count=f"{count:,}")
        self._frame.border_subtitle = strips.title(place if count else "")

    # ---- what FigureScreen asks

    @property
    def selected(self) -> Stated | None:
        return self._table.selected

    def exported(self) -> Iterator[Row]:
        return map(as_row, self.found if self.found is not None else ())

    # ---- actions, each bound and told in tui.commands

    def action_sort_by_value(self) -> None:
        self._sort_by(FigureSort.VALUE)

    def action_sort_by_date(self) -> None:
        self._sort_by(FigureSort.DATE)

    def action_sort_by_article(self) -> None:
        self._sort_by(FigureSort.ARTICLE)

    def _sort_by(self, order: FigureSort) -> None:
        """The greatest and the newest first; the same order again, the other way round."""
        again = order is self.sorted.by
        self.sorted = Sorted(order, not self.sorted.descending if again else order is not FigureSort.ARTICLE)
        self._ask(keep=False)

    def action_next_kind(self) -> None:
        kind = _after(self._kinds, self._filter.wanted.kind)
        line = with_field(self._box.text, "unit", None)
        self._write_in_box(with_field(line, "kind", kind and kind_as_typed(kind)))

    def action_next_unit(self) -> None:
        self._write_in_box(with_field(self._box.text, "unit", _after(self._units, self._filter.wanted.unit)))

    def _write_in_box(self, text: str) -> None:
        self._box.edit = LineEdit(text, len(text))


def _after(values: Sequence[T], now: T | None) -> T | None:
    """The value that follows, None (all of them) after the last."""
    place = values.index(now) + 1 if now in values else 0
    return values[place] if place < len(values) else None
