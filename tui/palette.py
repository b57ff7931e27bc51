"""The palette: every command by its name, found by typing a part of it."""

from collections.abc import Callable

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from tui import messages, strips
from tui.commands import HEADINGS, Command, Where, shown, table
from tui.messages import N_, _
from tui.overlay import Overlay
from tui.row_list import RowList
from tui.search_box import SearchBox

_MARGIN = 2
_KEYS = 12


class PaletteScreen(Overlay[Command | None]):
    """A box and the commands that fit what stands in it and can be done here; answers with the one chosen."""

    DEFAULT_CSS = """
    PaletteScreen { align: center middle; background: $background 60%; }
    #palette {
        border: round $primary;
        border-title-color: $primary;
        border-title-style: bold;
        border-subtitle-color: $quiet;
        border-subtitle-align: right;
        background: $surface;
        width: 76;
        max-width: 94%;
        height: 24;
        max-height: 90%;
    }
    PaletteScreen.-mirrored #palette { border-title-align: right; border-subtitle-align: left; }
    #palette-box { height: 2; border-bottom: solid $edge; }
    #palette-list { height: 1fr; }
    """

    def __init__(self, can: Callable[[Command], bool]) -> None:
        super().__init__()
        self._can = can
        self._box = SearchBox(N_("What do you want to do?"), id="palette-box")
        self._rows = CommandList()

    def compose(self) -> ComposeResult:
        self.set_class(messages.reads_right_to_left(), "-mirrored")
        frame = Vertical(self._box, self._rows, id="palette")
        frame.border_title = strips.title(_("Commands"))
        frame.border_subtitle = strips.title(_("↑ ↓ choose · ↵ do it · Esc closes"))
        yield frame

    def on_mount(self) -> None:
        self._show("")
        self._box.focus()

    def on_search_box_changed(self, message: SearchBox.Changed) -> None:
        message.stop()
        self._show(message.text)

    def _show(self, text: str) -> None:
        self._rows.show([command for command in fitting(text) if self._can(command)])

    def on_search_box_done(self, message: SearchBox.Done) -> None:
        message.stop()
        if message.opening:
            self.dismiss(self._rows.chosen)
        else:
            self._rows.move(1)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.dismiss(self._rows.chosen)

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        message.stop()

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            self.dismiss(None)
        elif event.key == "up":
            event.stop()
            self._rows.move(-1)

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.dismiss(None)


class CommandList(RowList, can_focus=False):
    """Commands with their place and key."""

    def __init__(self) -> None:
        super().__init__(id="palette-list")
        self._commands: list[Command] = []

    @property
    def chosen(self) -> Command | None:
        """The command under the cursor."""
        return self._commands[self.cursor] if self._commands else None

    def show(self, found: list[Command]) -> None:
        """Take the commands that fit."""
        self._commands = found
        self.fill(len(found))

    def draw(self, index: int, width: int) -> list[list[Segment]]:
        command = self._commands[index]
        under = self.under + (self.inks.chosen if index == self.cursor else self.inks.plain)
        inner, rtl = max(1, width - 2 * _MARGIN), messages.reads_right_to_left()
        keys = min(_KEYS, inner // 3)
        edge = Segment(" " * _MARGIN, under)
        text = strips.label(named(command), inner - keys, under + self.inks.plain, rtl=rtl)
        key = strips.label(shown(command.keys[0]), keys, under + self.inks.focus, rtl=not rtl)
        return [[edge, *strips.side_by_side(text, key, rtl=rtl), edge]]


def named(command: Command) -> str:
    """A command, with the place it works in where that is not everywhere."""
    if command.where is Where.EVERYWHERE:
        return _(command.help)
    return _("{place}: {command}").format(place=_(HEADINGS[command.where]), command=_(command.help))


def fitting(text: str) -> list[Command]:
    """The commands with every typed word in their name, label or keys; those with the words as typed come first."""
    wanted = text.casefold().split()
    found = [command for command in table() if all(word in _searched(command) for word in wanted)]
    return sorted(found, key=lambda command: " ".join(wanted) not in _searched(command))


def _searched(command: Command) -> str:
    return " ".join((named(command), _(command.label), *map(shown, command.keys))).casefold()
