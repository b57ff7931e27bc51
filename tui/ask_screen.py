"""One line is asked for: a path, which Tab completes, or a name."""

import os
from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from tui import strips
from tui.line_edit import LineEdit
from tui.messages import _
from tui.overlay import Overlay, framed
from tui.search_box import SearchBox

_MOST = 10_000
"""Names of a folder that are looked at to complete one."""


class AskScreen(Overlay[str | None]):
    """A box; answers with what was typed, None for nothing. `complete` is what Tab makes of it, `wrong` says why it
    cannot be taken."""

    DEFAULT_CSS = """
    #ask { height: 3; }
    #ask-box { height: 1; }
    #ask.-wrong { border: round $error; border-subtitle-color: $error; }
    """

    def __init__(
        self,
        title: str,
        proposed: str = "",
        complete: Callable[[str], str] | None = None,
        wrong: Callable[[str], str] = lambda said: "",
    ) -> None:
        super().__init__()
        self._proposed, self._complete, self._wrong = proposed, complete, wrong
        self._box = SearchBox("", id="ask-box")
        self._keys = _("Tab completes · ↵ takes it · Esc leaves it") if complete else _("↵ takes it · Esc leaves it")
        self._frame = framed(Vertical(self._box, id="ask"), title, self._keys)

    def compose(self) -> ComposeResult:
        yield self._frame

    def on_mount(self) -> None:
        self._box.edit = LineEdit(self._proposed, len(self._proposed))
        self._box.focus()

    def on_search_box_changed(self, message: SearchBox.Changed) -> None:
        message.stop()
        self._say(self._keys)

    def on_search_box_done(self, message: SearchBox.Done) -> None:
        message.stop()
        if message.opening and (said := self._box.text.strip()):
            if wrong := self._wrong(said):
                self._say(wrong, wrong=True)
            else:
                self.dismiss(said)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self._frame.border_subtitle = strips.title(text)
        self._frame.set_class(wrong, "-wrong")

    def on_key(self, event: events.Key) -> None:
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            if self._complete:
                completed = self._complete(self._box.text)
                self._box.edit = LineEdit(completed, len(completed))


def no_path(typed: str) -> str:
    """What to say of a path where there is nothing."""
    there = os.path.exists(os.path.expanduser(typed))
    return "" if there else _("There is no such file or folder. Tab completes what there is.")


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
