"""What was searched for before: found by typing a part of it, asked again, forgotten."""

import time
from collections.abc import Sequence

from rich.segment import Segment
from textual import events

from tui import messages, strips
from tui.history import Asked, History
from tui.messages import N_, _, ngettext
from tui.picker import NOTHING_FITS, Picker
from tui.row_list import MARGIN, RowList

_FORGETS = frozenset(("ctrl+d", "shift+delete"))


class HistoryScreen(Picker[Asked]):
    """The queries of a corpus, newest first; answers with the one to ask again."""

    def __init__(self, history: History) -> None:
        self._history = history
        self._queries = QueryList()
        super().__init__(
            "history",
            self._queries,
            title=_("Searched before"),
            hint=_("↑ ↓ choose · ↵ ask again · ^d forget · Esc closes"),
            placeholder=N_("Words of an earlier search"),
        )

    def show_fitting(self, text: str) -> None:
        self._queries.empty = _(NOTHING_FITS) if text else _("Nothing was searched for yet.")
        self._queries.show(self._history.asked(text))

    @property
    def picked(self) -> Asked | None:
        return self._queries.chosen

    def on_key(self, event: events.Key) -> None:
        if event.key in _FORGETS and self.picked:
            event.stop()
            self._history.forget(self.picked.text)
            self.show_fitting(self._box.text)


class QueryList(RowList, can_focus=False):
    """Queries with how many articles they found, and when."""

    def __init__(self) -> None:
        super().__init__(id="history-list")
        self._asked: Sequence[Asked] = ()

    @property
    def chosen(self) -> Asked | None:
        """The query under the cursor."""
        return self._asked[self.cursor] if self._asked else None

    def show(self, asked: Sequence[Asked]) -> None:
        """Take the queries that fit, with the cursor where it was."""
        self._asked = asked
        self.fill(len(asked), min(self.cursor, max(0, len(asked) - 1)))

    def draw(self, index: int, width: int) -> list[list[Segment]]:
        asked = self._asked[index]
        under = self.under + (self.inks.chosen if index == self.cursor else self.inks.plain)
        inner, rtl = max(1, width - 2 * MARGIN), messages.reads_right_to_left()
        told = told_of(asked)
        room = min(strips.columns(told), inner // 2)
        text = strips.label(asked.text, inner - room - 1, under + self.inks.plain, rtl=rtl)
        about = strips.label(told, room, under + self.inks.quiet, rtl=not rtl)
        edge = Segment(" " * MARGIN, under)
        return [[edge, *strips.side_by_side(text, [Segment(" ", under)], about, rtl=rtl), edge]]


def told_of(asked: Asked) -> str:
    """What a query found, how wide it was meant where that is not as usual, and when it was asked."""
    width = "" if asked.width == "normal" else messages.width(asked.width)
    found = ngettext("{count} article", "{count} articles", asked.total).format(count=f"{asked.total:,}")
    when = time.localtime(asked.at)
    return messages.joined(found, width, time.strftime("%Y-%m-%d", when), time.strftime("%H:%M", when))
