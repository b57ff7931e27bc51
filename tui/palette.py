"""The palette: every command by its name, found by typing a part of it."""

from collections.abc import Callable

from rich.segment import Segment

from tui import messages, strips
from tui.commands import HEADINGS, Command, Where, shown, table
from tui.messages import N_, _
from tui.picker import NOTHING_FITS, Picker
from tui.row_list import RowList

_MARGIN = 2
_KEYS = 12


class PaletteScreen(Picker[Command]):
    """The commands that can be done here; answers with the one chosen."""

    def __init__(self, can: Callable[[Command], bool]) -> None:
        self._can = can
        self._commands = CommandList()
        super().__init__(
            "palette",
            self._commands,
            title=_("Commands"),
            hint=_("↑ ↓ choose · ↵ do it · Esc closes"),
            placeholder=N_("What do you want to do?"),
        )
        self._commands.empty = _(NOTHING_FITS)

    def show_fitting(self, text: str) -> None:
        self._commands.show([command for command in fitting(text) if self._can(command)])

    @property
    def picked(self) -> Command | None:
        return self._commands.chosen


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
