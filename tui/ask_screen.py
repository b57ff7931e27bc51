"""One line is asked for: a path, which Tab completes, or a name."""

import os
from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from tui import messages, strips
from tui.line_edit import LineEdit
from tui.messages import _
from tui.overlay import Overlay
from tui.search_box import SearchBox

_MOST = 10_000
"""Names of a folder that are looked at to complete one."""


class AskScreen(Overlay[str | None]):
    """A box; answers with what was typed, None for nothing. `complete` is what Tab makes of it."""

    DEFAULT_CSS = """
    AskScreen { align: center middle; background: $background 60%; }
    #ask {
        border: round $primary;
        border-title-color: $primary;
        border-title-style: bold;
        border-subtitle-color: $quiet;
        border-subtitle-align: right;
        background: $surface;
        width: 76;
        max-width: 94%;
        height: 3;
    }
    AskScreen.-mirrored #ask { border-title-align: right; border-subtitle-align: left; }
    #ask-box { height: 1; }
    """

    def __init__(self, title: str, proposed: str = "", complete: Callable[[str], str] | None = None) -> None:
        super().__init__()
        self._title, self._proposed, self._complete = title, proposed, complete
        self._box = SearchBox("", id="ask-box")
        self._frame = Vertical(self._box, id="ask")

    def compose(self) -> ComposeResult:
        self.set_class(messages.reads_right_to_left(), "-mirrored")
        yield self._frame

    def on_mount(self) -> None:
        self._frame.border_title = strips.title(self._title)
        keys = _("Tab completes · ↵ takes it · Esc leaves it") if self._complete else _("↵ takes it · Esc leaves it")
        self._frame.border_subtitle = strips.title(keys)
        self._box.edit = LineEdit(self._proposed, len(self._proposed))
        self._box.focus()

    def on_search_box_changed(self, message: SearchBox.Changed) -> None:
        message.stop()

    def on_search_box_done(self, message: SearchBox.Done) -> None:
        message.stop()
        if message.opening and (said := self._box.text.strip()):
            self.dismiss(said)

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            self.dismiss(None)
        elif event.key == "tab":
            event.stop()
            event.prevent_default()
            if self._complete:
                completed = self._complete(self._box.text)
                self._box.edit = LineEdit(completed, len(completed))

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.dismiss(None)


def completed_path(typed: str) -> str:
    """A path as far as what begins like it agrees, with a slash behind a folder."""
    folder, begun = os.path.split(typed)
    try:
        with os.scandir(os.path.expanduser(folder or ".")) as listing:
            entries = [entry for entry, _ in zip(listing, range(_MOST), strict=False)]
    except (OSError, ValueError):
        return typed
    fitting = [entry for entry in entries if entry.name.startswith(begun) and (begun or entry.name[:1] != ".")]
    if not fitting:
        return typed
    common = os.path.commonprefix([entry.name for entry in fitting])  # noqa: RUF071 - of names, not of paths
    end = os.sep if len(fitting) == 1 and fitting[0].is_dir() else ""
    return os.path.join(folder, common) + end
