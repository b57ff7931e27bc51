"""A box and the rows that fit what stands in it, over the screen: what the palette and the history have in common."""

from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical

from tui.messages import N_
from tui.overlay import Overlay, framed
from tui.row_list import RowList
from tui.search_box import SearchBox

Picked = TypeVar("Picked")

NOTHING_FITS = N_("Nothing here fits what was typed.")
"""What an empty list says that was not empty before something was typed."""


class Picker(Overlay[Picked | None]):
    """Answers with the row chosen, None when it is put away. A subclass says which rows fit, and what one answers."""

    DEFAULT_CSS = """
    .picker { height: 24; max-height: 90%; }
    .picker SearchBox { height: 2; border-bottom: solid $edge; }
    .picker RowList { height: 1fr; }
    """

    def __init__(self, name: str, rows: RowList, *, title: str, hint: str, placeholder: str) -> None:
        """`placeholder` is marked for translation, `title` and `hint` are translated."""
        super().__init__()
        self._box = SearchBox(placeholder, id=f"{name}-box")
        self._rows = rows
        self._frame = framed(Vertical(self._box, rows, id=name, classes="picker"), title, hint)

    def show_fitting(self, text: str) -> None:
        """Show the rows that fit a text."""
        raise NotImplementedError

    @property
    def picked(self) -> Picked | None:
        """What the row under the cursor answers, None where there is no row."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        yield self._frame

    def on_mount(self) -> None:
        self.show_fitting("")
        self._box.focus()

    def on_search_box_changed(self, message: SearchBox.Changed) -> None:
        message.stop()
        self.show_fitting(message.text)

    def on_search_box_older(self, message: SearchBox.Older) -> None:
        message.stop()
        self._rows.move(-1)

    def on_search_box_done(self, message: SearchBox.Done) -> None:
        message.stop()
        if message.opening:
            self.dismiss(self.picked)
        else:
            self._rows.move(1)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.dismiss(self.picked)

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        message.stop()
