"""A list of rows of one height with a cursor: what the lists of articles, figures and commands have in common.

Virtual: a row is drawn when it is looked at, so half a million of them cost what the visible ones cost. A subclass says
how many rows there are (`fill`) and draws one (`draw`); the owner hears `Moved` and `Chosen`.
"""

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui import messages, strips
from tui.scroll_pane import ScrollPane

_KEPT = 500
MARGIN = 2
"""Columns at each side of a row's text; the bar of the row under the cursor stands in the first."""


class RowList(ScrollPane):
    """Rows of `row_height` lines, one of them under the cursor."""

    cursor: reactive[int] = reactive(0)

    class Moved(Message):
        """The cursor stands on another row, by a key or a click."""

        def __init__(self, rows: "RowList", index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

        @property
        def control(self) -> "RowList":
            """The list it happened in."""
            return self.rows

    class Chosen(Moved):
        """Enter on a row, or a click on the row under the cursor."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.count = 0
        self.empty = ""
        self._drawn: dict[int, list[list[Segment]]] = {}
        self._drawn_for = 0

    @property
    def row_height(self) -> int:
        """The lines of one row."""
        return 1

    def draw(self, index: int, width: int) -> list[list[Segment]]:
        """The row's lines, at most `row_height`, each filled to `width`; its background is laid under it."""
        raise NotImplementedError

    def selectable(self, index: int) -> bool:
        """Whether the cursor may stand on this row (a heading is only read)."""
        return 0 <= index < self.count

    def fill(self, count: int, cursor: int = 0) -> None:
        """Take `count` rows, the cursor on one of them, without telling anybody."""
        self.count = count
        self.forget()
        self.put_cursor(cursor)
        self.show_cursor()

    def put_cursor(self, index: int) -> None:
        """Put the cursor on a row, without telling anybody."""
        with self.prevent(self.Moved):
            self.cursor = self._nearest(index, 1)

    def forget(self) -> None:
        """Draw every row anew: what it shows has changed."""
        self._drawn.clear()
        self.refresh()

    @property
    def lines(self) -> int:
        return self.count * self.row_height

    def content_line(self, y: int, width: int) -> Strip:
        index, line = divmod(y, self.row_height)
        if not self.count:
            return self._empty_line(y, width)
        if index >= self.count:
            return Strip.blank(width, self.under)
        if width != self._drawn_for or len(self._drawn) > _KEPT:
            self._drawn_for = width
            self._drawn.clear()
        if index not in self._drawn:
            self._drawn[index] = self.draw(index, width)
        lines = self._drawn[index]
        return Strip(lines[line], width) if line < len(lines) else Strip.blank(width, self.under)

    def edged(self, line: list[Segment], under: Style, chosen: bool) -> list[Segment]:
        """A line between its margins; the row under the cursor has a bar where reading begins."""
        rtl = messages.reads_right_to_left()
        bar = [Segment("▐" if rtl else "▌", under + self.inks.focus) if chosen else Segment(" ", under)]
        gap, edge = [Segment(" " * (MARGIN - 1), under)], [Segment(" " * MARGIN, under)]
        return strips.side_by_side(bar, gap, line, edge, rtl=rtl)

    def _empty_line(self, y: int, width: int) -> Strip:
        """What a list without rows says to do next."""
        rows = strips.few_lines(self.empty, width - 4, 6)
        if not 1 <= y <= len(rows):
            return Strip.blank(width, self.under)
        text = strips.line(rows[y - 1], width - 4, self.under + self.inks.quiet)
        edge = Segment("  ", self.under)
        return Strip([edge, *text, edge], width)

    def watch_cursor(self, before: int, now: int) -> None:
        """Redraw the two rows and keep the cursor in sight."""
        self._drawn.pop(before, None)
        self._drawn.pop(now, None)
        self.show_cursor()
        self.refresh()

    def show_cursor(self) -> None:
        """Scroll as little as needed to have the whole row under the cursor in sight."""
        above = 1 if self.cursor and not self.selectable(self.cursor - 1) else 0
        first, end = (self.cursor - above) * self.row_height, (self.cursor + 1) * self.row_height
        if height := self.size.height:
            self.go_to_line(min(first, max(self.first, end - height)))

    def move(self, steps: int) -> None:
        """Move the cursor by rows, as far as there are any, and tell."""
        wanted = max(0, min(self.count - 1, self.cursor + steps))
        found = self._nearest(wanted, 1 if steps > 0 else -1)
        if found != self.cursor and self.selectable(found):
            self.cursor = found
            self.post_message(self.Moved(self, found))

    def _nearest(self, index: int, direction: int) -> int:
        """The row itself, or the nearest the cursor may stand on, looking in `direction` first."""
        index = max(0, min(self.count - 1, index))
        for step in (direction, -direction):
            at = index
            while 0 <= at < self.count:
                if self.selectable(at):
                    return at
                at += step
        return 0

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn.clear()

    def on_focus(self) -> None:
        self.forget()

    def on_blur(self) -> None:
        self.forget()

    def on_resize(self, _: events.Resize) -> None:
        self.show_cursor()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        index = (offset.y + self.first) // self.row_height if offset else -1
        if not offset or self.is_bar(offset.x) or not self.selectable(index):
            return
        if index == self.cursor:
            self.post_message(self.Chosen(self, index))
        else:
            self.move(index - self.cursor)

    def action_down(self) -> None:
        self.move(1)

    def action_up(self) -> None:
        self.move(-1)

    def action_page_down(self) -> None:
        self.move(self._page)

    def action_page_up(self) -> None:
        self.move(-self._page)

    def action_first(self) -> None:
        self.move(-self.count)

    def action_last(self) -> None:
        self.move(self.count)

    def choose(self) -> None:
        """Tell that the row under the cursor is wanted."""
        if self.selectable(self.cursor):
            self.post_message(self.Chosen(self, self.cursor))

    @property
    def _page(self) -> int:
        return max(1, self.size.height // self.row_height - 1)
