"""Compare: who else states what a figure counts, and how much; by value, plotted, and with what each was matched by.

The box is empty while figures are compared by what they count; words typed there compare with what answers them.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from index.corpus import CancelledError, Comparison, Corpus, CorpusError, Figure, Stated
from tui import messages, strips
from tui.commands import Where, bindings_beyond
from tui.comparison_list import ComparisonList, matched_by
from tui.exporting import Row, compared
from tui.figure_screen import FigureScreen
from tui.figure_text import figure_text, quantity
from tui.line_edit import LineEdit
from tui.messages import N_, _, ngettext, outside
from tui.panes import Layout
from tui.row_list import RowList
from tui.search_box import SearchBox
from tui.value_plot import Plotted, Point, ValuePlot
from tui.value_scale import is_day, stretch_of

PLACEHOLDER = N_("Compared by what it counts. Type words to compare with what answers them instead")


class ComparisonScreen(FigureScreen):
    """Values beside their plot; in a narrow window one of them at a time."""

    ROWS = Where.COMPARISON
    PLACES = (Where.BOX, Where.COMPARISON)
    BINDINGS = bindings_beyond(RowList, Where.COMPARISON)

    DEFAULT_CSS = """
    ComparisonScreen #plot-frame { width: 1fr; height: 100%; }
    ComparisonScreen #plot { width: 100%; height: 100%; background: $surface; }
    """

    class Found(Message):
        """What was found."""

        def __init__(self, asked: int, comparison: Comparison) -> None:
            super().__init__()
            self.asked = asked
            self.comparison = comparison

    class Failed(Message):
        """Words that cannot be understood, a figure that is gone, or an index that cannot be read."""

        def __init__(self, asked: int, error: CorpusError) -> None:
            super().__init__()
            self.asked = asked
            self.error = error

    def __init__(self, corpus: Corpus) -> None:
        self._values, self._plot = ComparisonList(), ValuePlot()
        super().__init__(corpus, SearchBox(PLACEHOLDER), self._values)
        self.figure: Figure | None = None
        self.comparison: Comparison | None = None
        self.wants_plot: bool | None = None
        self._plot_frame = Vertical(self._plot, id="plot-frame")

    def beside(self) -> Iterable[Widget]:
        return (self._plot_frame,)

    def compare(self, figure: Figure) -> None:
        """Compare another figure, by what it counts."""
        self.figure = figure
        with self._box.prevent(SearchBox.Changed):
            self._box.edit = LineEdit()
        self.pane = self.ROWS
        self._ask()

    def on_mount(self) -> None:
        self._box.border_title = strips.title(_("Compare"))
        self._frame.border_title = strips.title(_("Who says how much"))

    def ask_again(self) -> None:
        """A comparison stays what it was until another is asked for: it is of what was read then."""
        super().ask_again()
        self._rows.forget()
        self.arrange_panes()

    def arrange_panes(self) -> None:
        super().arrange_panes()
        wide = self.window is Layout.THREE
        shown = wide if self.wants_plot is None else self.wants_plot
        self._plot_frame.display = shown
        self._frame.display = wide or not shown

    # ---- asking

    def on_search_box_changed(self, message: SearchBox.Changed) -> None:
        message.stop()
        self._ask()

    def _ask(self) -> None:
        self._asked += 1
        if self.figure is not None:
            work = partial(self._work, self._asked, self.figure, self._box.text.strip() or None)
            self.run_worker(work, thread=True, exclusive=True, group="comparison", exit_on_error=False)

    def _work(self, asked: int, figure: Figure, words: str | None) -> None:
        worker = get_current_worker()
        try:
            comparison = self.corpus.compare(figure, words=words, cancelled=lambda: worker.is_cancelled)
        except CancelledError:
            return
        except CorpusError as error:
            self.post_message(self.Failed(asked, error))
            return
        if not worker.is_cancelled:
            self.post_message(self.Found(asked, comparison))

    def on_comparison_screen_found(self, message: Found) -> None:
        if message.asked != self._asked:
            return
        self.comparison = message.comparison
        self._values.show(message.comparison)
        self._plot.show(plotted(message.comparison))
        self._tell_what_was_found(message.comparison)
        self.told()

    def on_comparison_screen_failed(self, message: Failed) -> None:
        if message.asked == self._asked:
            self.complain(self._box.text.strip(), message.error)

    # ---- telling

    def _tell_what_was_found(self, comparison: Comparison) -> None:
        of = comparison.of
        counted = " ".join((of.counted or "").split())
        named = messages.joined(_("Compare"), figure_text(of.figure), counted and outside(counted))
        self._box.border_title = strips.title(named)
        self.say_in_box(_agreement(comparison))
        timeline = (shown := plotted(comparison)) and shown.is_timeline
        name = _("The values by the day of the article") if timeline else _("How many articles state each value")
        self._plot_frame.border_title = strips.title(name)

    def told(self) -> None:
        alike = self._values.selected
        own = alike is not None and self.comparison is not None and alike.stated.figure == self.comparison.of.figure
        if alike is None:
            self._detail.show(None)
        elif own:
            self._detail.show(alike.stated, _("this is the figure that is compared"))
        else:
            self._detail.show(alike.stated, matched_by(alike), _(", ").join(alike.shared))

    # ---- what FigureScreen asks

    @property
    def selected(self) -> Stated | None:
        alike = self._values.selected
        return alike.stated if alike else None

    def exported(self) -> Iterator[Row]:
        for group in self.comparison.groups if self.comparison else ():
            for alike in group.alikes:
                yield compared(alike)

    # ---- actions, each bound and told in tui.commands

    def action_plot(self) -> None:
        self.wants_plot = not self._plot_frame.display
        self.arrange_panes()
        self._values.focus()


def plotted(comparison: Comparison) -> Plotted | None:
    """The figures as points, those in the unit of the compared one; None where the values are no numbers."""
    of = comparison.of.figure
    points = [
        Point(value, alike.stated.article.id, _ordinal(alike.stated), alike.stated.figure == of)
        for group in comparison.groups
        for alike in group.alikes
        if group.unit == of.unit and (value := stretch_of(alike.stated.figure.value)) is not None
    ]
    return Plotted(points, _days if is_day(of.value) else partial(_amount, unit=of.unit), of.kind) if points else None


def _ordinal(stated: Stated) -> float | None:
    published = stated.article.published
    return float(published.toordinal()) if published else None


def _days(ordinal: float) -> str:
    from datetime import date

    return date.fromordinal(int(ordinal)).isoformat() if 1 <= ordinal <= date.max.toordinal() else ""


def _amount(value: float, unit: str | None) -> str:
    from decimal import Decimal

    return quantity(Decimal(f"{value:.12g}"), unit)


def _agreement(comparison: Comparison) -> str:
    """How many other articles state the same value, how many another one."""
    of = comparison.of.figure
    agree: set[str] = set()
    differ: set[str] = set()
    for group in comparison.groups:
        articles = {alike.stated.article.id for alike in group.alikes} - {of.article}
        own = any(alike.stated.figure == of for alike in group.alikes)
        (agree if own else differ).update(articles)
    if not agree and not differ:
        return _("No other article states it. Type words above to look further.")
    same = ngettext("{count} other article agrees", "{count} other articles agree", len(agree))
    other = ngettext("{count} states another value", "{count} state another value", len(differ))
    values = ngettext("{count} value", "{count} values", len(comparison.groups))
    return messages.joined(
        same.format(count=f"{len(agree):,}") if agree else _("no other article agrees"),
        other.format(count=f"{len(differ):,}") if differ else "",
        values.format(count=f"{len(comparison.groups):,}"),
        _("{count} less alike are left out").format(count=f"{comparison.left_out:,}") if comparison.left_out else "",
    )
