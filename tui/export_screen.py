"""Where to write: a file's name is asked for, and a file that is there is only replaced when that is said twice."""

import os
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical

from tui import strips
from tui.exporting import SUFFIXES
from tui.line_edit import LineEdit
from tui.messages import N_, _
from tui.overlay import Overlay, framed
from tui.search_box import SearchBox


class ExportScreen(Overlay[Path | None]):
    """A box with a name that is free; answers with the file to write, None to write nothing."""

    DEFAULT_CSS = """
    #export { height: 3; }
    #export.-wrong { border: round $error; border-subtitle-color: $error; }
    #export-box { height: 1; }
    """

    def __init__(self, stem: str) -> None:
        super().__init__()
        self._box = SearchBox(N_("figures.csv or figures.json"), id="export-box")
        self._frame = framed(Vertical(self._box, id="export"), _("Write to the file"))
        self._proposed = _free_name(stem)
        self._warned_of: Path | None = None

    def compose(self) -> ComposeResult:
        yield self._frame

    def on_mount(self) -> None:
        self._say(_("↵ writes · .csv or .json · Esc leaves it"))
        self._box.edit = LineEdit(self._proposed, len(self._proposed))
        self._box.focus()

    def on_search_box_changed(self, message: SearchBox.Changed) -> None:
        message.stop()
        self._warned_of = None
        self._say(_("↵ writes · .csv or .json · Esc leaves it"))

    def on_search_box_done(self, message: SearchBox.Done) -> None:
        message.stop()
        if message.opening:
            self._take(self._box.text.strip())

    def _take(self, name: str) -> None:
        file = Path(os.path.expanduser(name))  # unlike Path's, content with a user there is none of
        if not name or file.suffix.lower() not in SUFFIXES:
            self._say(_("The name must end in .csv or .json."), wrong=True)
        elif _is(file, "is_dir") or not _is(file.parent, "is_dir"):
            self._say(_("There is no such folder."), wrong=True)
        elif _is(file, "exists") and file != self._warned_of:
            self._warned_of = file
            self._say(_("There is a file of this name. ↵ once more replaces it."), wrong=True)
        else:
            self.dismiss(file.absolute())

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self._frame.border_subtitle = strips.title(text)
        self._frame.set_class(wrong, "-wrong")


def _free_name(stem: str) -> str:
    """`stem`.csv, or with the first number that makes it free in the current folder."""
    names = (f"{stem}{number}.csv" for number in ("", *range(2, 10_000)))
    return next((name for name in names if not _is(Path(name), "exists")), "")


def _is(file: Path, asked: str) -> bool:
    """Path's own questions, with no for a name that is none."""
    try:
        return bool(getattr(file, asked)())
    except (OSError, ValueError):
        return False
