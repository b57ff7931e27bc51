"""The footer: the keys that do something here, as many as fit, those of the focused pane first; a click is as good."""

from collections.abc import Callable

from rich.segment import Segment
from textual import events
from textual.strip import Strip

from tui import messages, strips
from tui.commands import PRINTED, Command, Where, commands
from tui.full_screen import FullScreen
from tui.inked import Inked
from tui.messages import _

_GAP = 3
_ALWAYS = ("next_pane", "help", "leave_program")
_OVER_OTHERS = (Where.TABLE, Where.COMPARISON, Where.PROBLEMS)
"""Panes of screens over another: the way back is always told there, or quitting would seem the only one."""


class KeyHints(Inked):
    """One line of `key label` pairs for the place the user is in."""

    def __init__(self) -> None:
        super().__init__(id="hints")
        self.where = Where.LIST

    def say(self, where: Where) -> None:
        """Show the keys of another pane."""
        if where is not self.where:
            self.where = where
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width, rtl = self.size.width, messages.reads_right_to_left()
        kept = self._kept()
        pairs = [part for key, label in kept for part in self._pair(key, label)]
        used = 1 + sum(_columns(key, label) for key, label in kept)
        edge = [Segment(" ", self.under)]
        rest = [Segment(" " * max(0, width - used), self.under)]
        row = Strip(strips.side_by_side(edge, *pairs, rest, rtl=rtl), max(width, used))
        return row.crop(row.cell_length - width) if rtl else row.crop(0, width)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if command := self._command_at(event.x):
            self.app.simulate_key(command.keys[0])

    def _command_at(self, x: int) -> Command | None:
        """Whose key or label stands in a column."""
        at = (self.size.width - 1 - x if messages.reads_right_to_left() else x) - 1
        told = {(command.hint, _(command.label)): command for command in hinted(self.where, self._can)}
        for key, label in self._kept():
            columns = _columns(key, label)
            if 0 <= at < columns - _GAP:
                return told[key, label]
            at -= columns
        return None

    def _kept(self) -> list[tuple[str, str]]:
        return fitting(hints(self.where, self._can), self.size.width - 2)

    def _can(self, command: Command) -> bool:
        screen = self.screen
        return not isinstance(screen, FullScreen) or screen.can(command)

    def _pair(self, key: str, label: str) -> list[list[Segment]]:
        """A key and what it does, each followed by its gap, in the order they are read."""
        under = self.under
        return [
            strips.label(key, strips.columns(key), under + self.inks.focus),
            [Segment(" ", under)],
            strips.label(label, strips.columns(label), under + self.inks.quiet),
            [Segment(" " * _GAP, under)],
        ]


def hints(where: Where, can: Callable[[Command], bool] = lambda _: True) -> list[tuple[str, str, bool]]:
    """Key, label, and whether it is always shown."""
    always = (*_ALWAYS, "back") if where in _OVER_OTHERS else _ALWAYS
    return [(command.hint, _(command.label), command.action in always) for command in hinted(where, can)]


def hinted(where: Where, can: Callable[[Command], bool] = lambda _: True) -> list[Command]:
    """What there are hints for: the pane's own first, then what works everywhere and can be done."""
    here = [command for command in commands(where) if command.hint]
    taken = {key for command in here for key in command.keys}
    everywhere = [
        command
        for command in commands(Where.EVERYWHERE)
        if command.hint and not taken & set(command.keys) and _works(command, where) and can(command)
    ]
    return [*here, *everywhere]


def fitting(wanted: list[tuple[str, str, bool]], width: int) -> list[tuple[str, str]]:
    """The hints that fit: the way on, help and quit keep their place, the others give way from the end."""
    room = width - sum(_columns(key, label) for key, label, always in wanted if always)
    kept = []
    for key, label, always in wanted:
        needs = 0 if always else _columns(key, label)
        if needs <= room:
            room -= needs
            kept.append((key, label))
        else:
            room = min(room, 0)
    return kept


def _columns(key: str, label: str) -> int:
    return strips.columns(key) + 1 + strips.columns(label) + _GAP


def _works(command: Command, where: Where) -> bool:
    """A plain letter is typed, not obeyed, while the search box has the focus."""
    typed = len(command.keys[0]) == 1 or command.keys[0] in PRINTED
    return not (where is Where.BOX and typed)
