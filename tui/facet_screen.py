"""What the search at hand can be narrowed by: sources, months, kinds of figures, names, with how many articles each
leaves; chosen with Enter, found by typing a part of it.

Names take a second to be counted the first time, so the others are shown first.
"""

from collections.abc import Callable, Sequence
from functools import partial

from rich.segment import Segment
from textual.message import Message
from textual.worker import get_current_worker

from index.corpus import CorpusError, Counted, Narrowing
from tui import messages, strips
from tui.messages import N_, _, sentence
from tui.picker import NOTHING_FITS, Picker
from tui.row_list import MARGIN, RowList

_BAR = "━"
_COUNT = 8
_ORDER = (Narrowing.SOURCE, Narrowing.MONTH, Narrowing.KIND, Narrowing.NAME, Narrowing.AUTHOR)
_SHORTENED = 8
"""Rows of a facet while nothing is typed: the next one should be in sight."""


class FacetScreen(Picker[Counted]):
    """Values with counts and bars; answers with the one to narrow by."""

    class Known(Message):
        """The counts are there, with names or still without."""

        def __init__(self, counted: Sequence[Counted], names: bool) -> None:
            super().__init__()
            self.counted = counted
            self.names = names

    class Failed(Message):
        """They cannot be had."""

        def __init__(self, error: CorpusError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, count: Callable[..., Sequence[Counted]]) -> None:
        """`count(names=…, cancelled=…)` finds the counts, in a worker."""
        self._count = count
        self._known: Sequence[Counted] = ()
        self._facets = FacetList()
        super().__init__(
            "facets",
            self._facets,
            title=_("Narrow the search"),
            hint=_("↑ ↓ choose · ↵ narrow · Esc closes"),
            placeholder=N_("A part of a source, month, kind or name"),
        )

    def on_mount(self) -> None:
        self._facets.empty = _("Counting …")
        self._ask(names=False)

    def _ask(self, *, names: bool) -> None:
        self.run_worker(partial(self._work, names), thread=True, exit_on_error=False)

    def _work(self, names: bool) -> None:
        from index.corpus import CancelledError

        worker = get_current_worker()
        try:
            counted = self._count(names=names, cancelled=lambda: worker.is_cancelled)
            if not worker.is_cancelled:
                self.post_message(self.Known(counted, names))
        except CorpusError as error:
            self.post_message(self.Failed(error))
        except CancelledError:
            return

    def on_facet_screen_known(self, message: Known) -> None:
        self._known = message.counted
        self._facets.empty = _(NOTHING_FITS) if message.counted else _("Nothing to narrow by.")
        self.show_fitting(self._box.text)
        if not message.names:
            self.call_after_refresh(self._ask, names=True)  # not before the others are seen

    def on_facet_screen_failed(self, message: Failed) -> None:
        self._facets.empty = sentence(message.error)
        self._facets.show((), short=False)

    def show_fitting(self, text: str) -> None:
        wanted = text.casefold().split()
        fitting = [one for one in self._known if all(word in _searched(one) for word in wanted)]
        self._facets.show(fitting, short=not wanted)

    @property
    def picked(self) -> Counted | None:
        return self._facets.chosen


class FacetList(RowList, can_focus=False):
    """Values under the names of their facets, which are only read."""

    def __init__(self) -> None:
        super().__init__(id="facet-list")
        self._rows: list[Counted | Narrowing] = []
        self._most = 1

    @property
    def chosen(self) -> Counted | None:
        """The value under the cursor."""
        row = self._rows[self.cursor] if self._rows else None
        return row if isinstance(row, Counted) else None

    def show(self, counted: Sequence[Counted], *, short: bool) -> None:
        """Take the values that fit, the cursor on the one it was on; `short`: of each facet only the first ones."""
        before = self.chosen
        self._most = max((one.articles for one in counted), default=1)
        self._rows = []
        for facet in _ORDER:
            values = [one for one in counted if one.facet is facet]
            self._rows += [facet, *(values[:_SHORTENED] if short else values)] if values else []
        places = {(row.facet, row.value): n for n, row in enumerate(self._rows) if isinstance(row, Counted)}
        self.fill(len(self._rows), places.get((before.facet, before.value), 0) if before else 0)

    def selectable(self, index: int) -> bool:
        return super().selectable(index) and isinstance(self._rows[index], Counted)

    def draw(self, index: int, width: int) -> list[list[Segment]]:
        row, rtl = self._rows[index], messages.reads_right_to_left()
        inner, edge = max(1, width - 2 * MARGIN), [Segment(" " * MARGIN, self.under)]
        if isinstance(row, Narrowing):
            heading = strips.label(messages.facet(row), inner, self.under + self.inks.quiet, rtl=rtl)
            return [strips.side_by_side(edge, heading, edge, rtl=rtl)]
        chosen = index == self.cursor
        under = self.under + (self.inks.chosen if chosen else self.inks.plain)
        name = max(1, (inner - _COUNT) * 3 // 5)
        bar = max(0, inner - _COUNT - name - 1)
        told = _BAR * max(1, row.articles * bar // self._most) if bar else ""
        parts = [
            strips.label(shown(row), name, under + self.inks.plain, rtl=rtl),
            [Segment(" ", under)],
            strips.label(told, bar, under + self.inks.focus, rtl=rtl),
            strips.label(f"{row.articles:,}", _COUNT, under + self.inks.quiet, rtl=not rtl),
        ]
        return [self.edged(strips.side_by_side(*parts, rtl=rtl), under, chosen)]


def shown(counted: Counted) -> str:
    """A value as it is read."""
    return messages.kind(counted.value) if counted.facet is Narrowing.KIND else counted.value


def _searched(counted: Counted) -> str:
    return f"{shown(counted)} {counted.value} {messages.facet(counted.facet)}".casefold()
