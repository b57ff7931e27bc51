"""A screen over the browser that is put away again: a frame in its middle, with what it is and what ends it."""

from asyncio import InvalidStateError
from typing import ClassVar, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget

from tui import messages, strips

_Frame = TypeVar("_Frame", bound=Widget)


class Overlay(ModalScreen[ScreenResultType]):
    """One of the closing keys, or a click beside the frame, puts it away without an answer.

    It is put away once: of two keys typed fast the second may still find it, and would put away the browser too.
    """

    DEFAULT_CSS = """
    Overlay { align: center middle; background: $background 60%; }
    Overlay .frame {
        border: round $primary;
        border-title-color: $primary;
        border-title-style: bold;
        border-subtitle-color: $quiet;
        border-subtitle-align: right;
        background: $surface;
        width: 76;
        max-width: 94%;
    }
    Overlay.-mirrored .frame { border-title-align: right; border-subtitle-align: left; }
    """
    CLOSING: ClassVar[frozenset[str]] = frozenset(("escape",))

    _put_away = False

    def __init__(self) -> None:
        super().__init__(classes="-mirrored" if messages.reads_right_to_left() else None)

    def on_key(self, event: events.Key) -> None:
        if event.key in self.CLOSING:
            event.stop()
            self.dismiss()

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.dismiss()

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        if self._put_away or not self.is_current:
            return AwaitComplete()
        self._put_away = True
        try:
            return super().dismiss(result)
        except InvalidStateError:  # the answer was given already, or nobody waits for it any longer
            return AwaitComplete()


def framed(widget: _Frame, title: str, told: str = "") -> _Frame:
    """A widget as the frame of an overlay."""
    widget.add_class("frame")
    widget.border_title, widget.border_subtitle = strips.title(title), strips.title(told)
    return widget
