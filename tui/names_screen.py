"""The names that an article mentions, or the whole corpus: found by typing a part of one, searched for by choosing it.

Counting them in a large corpus takes a second the first time, so a worker asks, and the list fills when it has them.
"""

from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual.message import Message
from textual.worker import get_current_worker

from index.corpus import CorpusError, MentionedName
from tui import messages, strips
from tui.messages import N_, _, sentence
from tui.name_text import KINDS, kind_and_count, spellings
from tui.picker import NOTHING_FITS, Picker
from tui.row_list import MARGIN, RowList


class NamesScreen(Picker[MentionedName]):
    """Names with what they name and how often they stand, most frequent first; answers with the one to search for."""

    class Counted(Message):
        """The names are known."""

        def __init__(self, names: Sequence[MentionedName]) -> None:
            super().__init__()
            self.names = names

    class Failed(Message):
        """They cannot be known."""

        def __init__(self, error: CorpusError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, title: str, count: Callable[[], Sequence[MentionedName]]) -> None:
        """`title` says whose names; `count` finds them, in a worker."""
        self._count = count
        self._found: Sequence[MentionedName] = ()
        self._names = NameList()
        super().__init__(
            "names",
            self._names,
            title=title,
            hint=_("↑ ↓ choose · ↵ search for it · Esc closes"),
            placeholder=N_("Part of a name, or its kind"),
        )

    def on_mount(self) -> None:
        self._names.empty = _("Counting the names …")
        self.run_worker(self._work, thread=True, exit_on_error=False)

    def _work(self) -> None:
        worker = get_current_worker()
        try:
            told: Message = self.Counted(self._count())
        except CorpusError as error:
            told = self.Failed(error)
        if not worker.is_cancelled:
            self.post_message(told)

    def on_names_screen_counted(self, message: Counted) -> None:
        self._found = message.names
        self._names.empty = _(NOTHING_FITS) if message.names else _("No names.")
        self.show_fitting(self._box.text)

    def on_names_screen_failed(self, message: Failed) -> None:
        self._names.empty = sentence(message.error)
        self._names.show(())

    def show_fitting(self, text: str) -> None:
        self._names.show(fitting(text, self._found))

    @property
    def picked(self) -> MentionedName | None:
        return self._names.chosen


class NameList(RowList, can_focus=False):
    """Names, each with its usual spelling, its kind and its count."""

    def __init__(self) -> None:
        super().__init__(id="names-list")
        self._names: Sequence[MentionedName] = ()

    @property
    def chosen(self) -> MentionedName | None:
        """The name under the cursor."""
        return self._names[self.cursor] if self._names else None

    def show(self, names: Sequence[MentionedName]) -> None:
        """Take the names that fit."""
        self._names = names
        self.fill(len(names))

    def draw(self, index: int, width: int) -> list[list[Segment]]:
        name = self._names[index]
        under = self.under + (self.inks.chosen if index == self.cursor else self.inks.plain)
        inner, rtl = max(1, width - 2 * MARGIN), messages.reads_right_to_left()
        told = kind_and_count(name)
        room = min(strips.columns(told), inner // 2)
        text = strips.label(strips.prose(spellings(name)), inner - room - 1, under + self.inks.plain, rtl=rtl)
        about = strips.label(told, room, under + self.inks.quiet, rtl=not rtl)
        edge = Segment(" " * MARGIN, under)
        return [[edge, *strips.side_by_side(text, [Segment(" ", under)], about, rtl=rtl), edge]]


def fitting(text: str, names: Sequence[MentionedName]) -> Sequence[MentionedName]:
    """The names with every typed word in a spelling or in what they are called for."""
    wanted = text.casefold().split()
    return [name for name in names if all(word in _searched(name) for word in wanted)] if wanted else names


def _searched(name: MentionedName) -> str:
    return f"{name.name} {name.also} {_(KINDS[name.kind])}".casefold()
