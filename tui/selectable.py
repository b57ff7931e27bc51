"""A page whose text can be selected, by mouse and keys, in logical order (`tui.selecting`)."""

from collections.abc import Callable

from textual import events
from textual.message import Message

from index.corpus import Span
from tui import selecting
from tui.page import Page
from tui.scroll_pane import ScrollPane
from tui.selecting import Selection


class SelectablePage(ScrollPane):
    """A pane over one page, None while there is none. `selects`: the moving keys select."""

    class Clicked(Message):
        """A click on a place of the body."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.page: Page | None = None
        self.selection: Selection | None = None
        self.selects = False
        self._pressed = False
        self._began = Span(0, 0)

    @property
    def point(self) -> int:
        """Where selecting by keys begins, and whose paragraph is copied where nothing is selected."""
        raise NotImplementedError

    def forget(self) -> None:
        """Draw every row anew."""
        raise NotImplementedError

    @property
    def selected_text(self) -> str:
        """What is selected, as the article has it."""
        return self.page.document.text[slice(*self.selection.span)] if self.page and self.selection else ""

    @property
    def paragraph_text(self) -> str:
        """The paragraph at hand: of the current match or figure where that is in sight, else the first in sight."""
        if self.page is None:
            return ""
        return self.page.document.text[slice(*selecting.paragraph(self.page, self.point))]

    def select(self, selection: Selection | None) -> None:
        """Select something else, or nothing."""
        self.selection = selection
        self.selects = self.selects and selection is not None
        self.forget()

    def _reach(self, head: Span) -> None:
        """Take the selection to a place, beginning one where there is none, and keep that in sight."""
        if self.page is None:
            return
        self.select(self.selection.reaching(head) if self.selection else selecting.at(head))
        y = self.page.row_of(head.start)
        if not self.first <= y < self.first + self.size.height:
            self.go_to_line(y if y < self.first else y - self.size.height + 1)

    def _head(self) -> Span | None:
        """What the selection reaches, None where there is no text to select."""
        if self.page is None or not self.page.width or not self.page.document.text:
            return None
        return self.selection.head if self.selection else self.page.cell_at(self.point)

    def action_select(self) -> None:
        """From now on the moving keys select; or no longer, with what is selected kept to be copied."""
        self.selects = not self.selects
        if self.selects and (head := self._head()):
            self._reach(head)

    def action_select_all(self) -> None:
        if self.page is not None and self.page.document.text:
            self.select(selecting.at(Span(0, len(self.page.document.text))))

    def action_select_down(self) -> None:
        self._reach_rows(1)

    def action_select_up(self) -> None:
        self._reach_rows(-1)

    def action_select_left(self) -> None:
        self._reach_beside("left", selecting.cell_beside)

    def action_select_right(self) -> None:
        self._reach_beside("right", selecting.cell_beside)

    def action_select_word_left(self) -> None:
        self._reach_beside("left", selecting.word_beside)

    def action_select_word_right(self) -> None:
        self._reach_beside("right", selecting.word_beside)

    def _reach_rows(self, rows: int) -> None:
        if (head := self._head()) and self.page:
            self.selection = self.selection or selecting.at(head)
            self._reach(selecting.cell_in_row(self.page, head, rows))

    def _reach_beside(self, side: str, move: Callable[[Page, Span, bool], Span]) -> None:
        """Forward is to the left in a row that runs from the right."""
        if (head := self._head()) and self.page:
            rtl = self.page.row(self.page.row_of(head.start)).row.rtl
            self.selection = self.selection or selecting.at(head)
            self._reach(move(self.page, head, (side == "left") == rtl))

    def step(self, lines: int) -> None:
        """While the moving keys select, a line or page is one to select."""
        if self.selects:
            self._reach_rows(lines)
        else:
            super().step(lines)

    def action_first(self) -> None:
        if self.selects and self.page:
            self._reach(self.page.cell_at(0))
        else:
            super().action_first()

    def action_last(self) -> None:
        if self.selects and self.page:
            self._reach(self.page.cell_at(max(0, len(self.page.document.text) - 1)))
        else:
            super().action_last()

    def on_key(self, event: events.Key) -> None:
        """While there is a selection, plain arrows move it and Esc drops it."""
        if self.selection and event.key == "escape":
            event.stop()
            self.select(None)
        elif self.selects and event.key in _WHILE_SELECTING:
            event.stop()
            getattr(self, _WHILE_SELECTING[event.key])()

    # ---- mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button == 1 and self.page is not None and (place := self._place_of(event)) is not None:
            self._pressed = True
            self.capture_mouse()
            self.select(None)
            self._began = self.page.cell_at(place)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if not self._pressed or self.page is None:
            return
        place = self._place_of(event)
        if place is None or (self.selection is None and self.page.cell_at(place) == self._began):
            return
        self.selection = self.selection or selecting.at(self._began)
        self._reach(self.page.cell_at(place))

    def on_mouse_up(self, _: events.MouseUp) -> None:
        if self._pressed:
            self._pressed = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """One click tells where; two select the word there, three the paragraph. The end of a drag is no click."""
        place = self._place_of(event)
        if place is None or self.page is None:
            return
        if event.chain > 1:
            of = selecting.word if event.chain == 2 else selecting.paragraph
            self.select(selecting.at(of(self.page, place)))
        elif self.selection is None:
            self.post_message(self.Clicked(place))

    def _place_of(self, event: events.MouseEvent) -> int | None:
        """The place of the body the mouse is at; above or below the pane, that of the line next to it."""
        if self.page is None or not self.page.width:
            return None
        offset = event.get_content_offset_capture(self)
        if not self._pressed and (event.get_content_offset(self) is None or self.is_bar(offset.x)):
            return None
        left = max(0, (self.text_width - self.page.width) // 2) + self.bar_first
        return self.page.offset_at(offset.x - left, max(0, self.first + min(max(offset.y, -1), self.size.height)))


_WHILE_SELECTING = {
    "left": "action_select_left",
    "right": "action_select_right",
    "ctrl+left": "action_select_word_left",
    "ctrl+right": "action_select_word_right",
}
