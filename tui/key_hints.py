"""The footer: the keys that do something here, as many as fit, those of the focused pane first."""

from rich.segment import Segment
from textual.strip import Strip

from tui import strips
from tui.commands import Command, Where, commands
from tui.inked import Inked
from tui.messages import _

_GAP = 3
_ALWAYS = ("next_pane", "help", "leave_program")


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
        width = self.size.width
        ink = self.inks
        segments, used = [Segment(" ", self.under)][:width], min(1, width)
        for key, label in fitting(hints(self.where), width - 2):
            pair = [
                *strips.label(key, len(key), self.under + ink.focus),
                Segment(" ", self.under),
                *strips.label(label, len(label), self.under + ink.quiet),
                Segment(" " * _GAP, self.under),
            ]
            segments += pair
            used += len(key) + 1 + len(label) + _GAP
        return Strip([*segments, Segment(" " * max(0, width - used), self.under)], max(width, used)).crop(0, width)


def hints(where: Where) -> list[tuple[str, str, bool]]:
    """Key, label, and whether it is always shown: the pane's own first, then what works everywhere."""
    here = [command for command in commands(where) if command.hint]
    taken = {key for command in here for key in command.keys}
    everywhere = [
        command
        for command in commands(Where.EVERYWHERE)
        if command.hint and not taken & set(command.keys) and _works(command, where)
    ]
    return [(command.hint, _(command.label), command.action in _ALWAYS) for command in [*here, *everywhere]]


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
    return len(key) + 1 + len(label) + _GAP


def _works(command: Command, where: Where) -> bool:
    """A plain letter is typed, not obeyed, while the search box has the focus."""
    typed = len(command.keys[0]) == 1 or command.keys[0] in ("slash", "question_mark")
    return not (where is Where.BOX and typed)
