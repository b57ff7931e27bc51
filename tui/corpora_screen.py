"""The corpora that have names, with their folders: switch to one, add a folder, take one out, make another.

What is changed is changed in the user's file at once (`index.corpora`). The program hears which corpus is wanted, or
that the folders of the one that is open are others.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.worker import get_current_worker

from index.corpora import SIGN, Corpora, Folder, Named
from index.corpus import Corpus, CorpusError, indexed
from tui import messages, strips
from tui.ask_screen import AskScreen, completed_path, no_path
from tui.commands import Where, bindings_of
from tui.messages import _, outside, sentence
from tui.overlay import Overlay, framed
from tui.row_list import MARGIN, RowList

_ADDING = frozenset(("a", "ش"))
_REMOVING = frozenset(("d", "ي", "delete"))
_MAKING = frozenset(("n", "ى"))
_COUNT = 18


class Row(NamedTuple):
    """A corpus (None: the one that is open and has no name), or one of its folders."""

    corpus: Named | None
    folder: Folder | None = None


class CorporaScreen(Overlay[Named | None]):
    """The list; answers with the corpus to switch to."""

    DEFAULT_CSS = """
    #corpora-frame { width: 90; max-width: 96%; height: 24; max-height: 94%; }
    #corpora { height: 1fr; margin: 1 0 0 0; }
    """
    CLOSING = frozenset(("escape", "q", "f9", "ctrl+o"))

    class FoldersChanged(Message):
        """The corpus that is open is of other folders from now on."""

        def __init__(self, named: Named) -> None:
            super().__init__()
            self.named = named

    class Counted(Message):
        """How many articles the corpora have, by name."""

        def __init__(self, counts: dict[str, int]) -> None:
            super().__init__()
            self.counts = counts

    def __init__(self, corpus: Corpus) -> None:
        super().__init__()
        self._corpus = corpus
        self._corpora = Corpora()
        self._rows = CorporaList(corpus)
        self._frame = framed(Vertical(self._rows, id="corpora-frame"), _("Corpora"))
        self._forgetting: Row | None = None

    def compose(self) -> ComposeResult:
        yield self._frame

    def on_mount(self) -> None:
        self._rows.focus()
        self._read()

    def _read(self) -> None:
        """Show what the file has now."""
        try:
            every = self._corpora.all()
        except CorpusError as error:
            every = []
            self._say(sentence(error))
        else:
            self._say(_("↵ opens · a adds a folder · d takes out · n makes one · Esc closes"))
        self._rows.show(every)
        self._follow(every)
        self.run_worker(partial(self._count, every), thread=True, exclusive=True, exit_on_error=False)

    def _follow(self, every: list[Named]) -> None:
        """Tell the program if the corpus that is open is of other folders now: changed here, or by another process."""
        for named in every:
            if named.name == self._corpus.name and not self._corpus.is_of(named):
                self.post_message(self.FoldersChanged(named))

    def _count(self, every: list[Named]) -> None:
        worker = get_current_worker()
        counts = {named.name: indexed(named) for named in every}
        if not worker.is_cancelled:
            self.post_message(self.Counted(counts))

    def on_corpora_screen_counted(self, message: Counted) -> None:
        self._rows.counts = message.counts
        self._rows.forget()

    def _say(self, text: str) -> None:
        self._frame.border_subtitle = strips.title(text)

    # ---- what the keys do

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        message.stop()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        self.dismiss(self._rows.selected.corpus)

    def on_key(self, event: events.Key) -> None:
        row, forgetting, self._forgetting = self._rows.selected, self._forgetting, None
        if event.key == "enter":
            self.dismiss(row.corpus)
        elif event.key in _ADDING:
            self._ask_for_path(partial(self._add, row.corpus))
        elif event.key in _MAKING:
            self._ask_for_path(partial(self._make, ()))
        elif event.key in _REMOVING:
            self._remove(row, sure=row == forgetting)
        else:
            return
        event.stop()

    def _ask_for_path(self, then: Callable[[str], None]) -> None:
        screen = AskScreen(_("Which folder or file?"), complete=completed_path, wrong=no_path)
        self.app.push_screen(screen, lambda path: then(path) if path else None)

    def _add(self, named: Named | None, path: str) -> None:
        """To a corpus, or to the one that is open without a name, which then gets one."""
        if named is None:
            self._make(tuple(map(str, self._corpus.paths)), path)
        else:
            self._change(lambda: self._corpora.add(named.name, [path]))

    def _make(self, before: tuple[str, ...], path: str) -> None:
        screen = AskScreen(_("What is the corpus called?"), proposed=self._corpus.title if before else "")
        self.app.push_screen(
            screen, lambda name: self._change(lambda: self._corpora.add(name, [*before, path])) if name else None
        )

    def _remove(self, row: Row, *, sure: bool) -> None:
        named = row.corpus
        if named is None:
            self._say(_("This corpus has no name, so there is nothing to take out. Add a folder to give it one."))
        elif row.folder is not None and len(named.folders) > 1:
            folder = row.folder
            self._change(lambda: self._corpora.remove(named.name, [folder.path]))
        elif sure:
            self._change(lambda: self._corpora.remove(named.name))
        else:
            self._forgetting = row
            self._say(_("d once more forgets {name}; its files stay where they are.").format(name=outside(named.name)))

    def _change(self, change: Callable[[], Named | None]) -> None:
        """Change the file, and show it."""
        try:
            changed = change()
        except CorpusError as error:
            self._say(sentence(error))
            return
        self._read()
        if changed is not None:
            self._rows.go_to(changed)


class CorporaList(RowList):
    """A row for each corpus, its folders below it."""

    BINDINGS = bindings_of(RowList, Where.LIST)

    def __init__(self, corpus: Corpus) -> None:
        super().__init__(id="corpora")
        self._open = corpus
        self.rows: list[Row] = []
        self.counts: dict[str, int] = {}

    def show(self, every: list[Named]) -> None:
        """Take the corpora; before them the open one, if it has no name."""
        self.rows = [] if self._open.name else [Row(None)]
        for named in every:
            self.rows += [Row(named), *(Row(named, folder) for folder in named.folders)]
        now = (n for n, row in enumerate(self.rows) if row.corpus and row.corpus.name == self._open.name)
        self.fill(len(self.rows), self.cursor or next(now, 0))

    @property
    def selected(self) -> Row:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.rows else Row(None)

    def go_to(self, named: Named) -> None:
        """Put the cursor on a corpus."""
        self.cursor = next((n for n, row in enumerate(self.rows) if row.corpus == named), self.cursor)

    def draw(self, index: int, width: int) -> list[list[Segment]]:
        row, chosen = self.rows[index], index == self.cursor
        under = self.under + (self.inks.chosen if chosen else self.inks.plain)
        inner, rtl = max(1, width - 2 * MARGIN), messages.reads_right_to_left()
        if row.folder is not None:
            place = strips.prose(outside(str(row.folder.path)))
            path = strips.label(place, max(1, inner - 4), under + self.inks.quiet, rtl=rtl)
            line = strips.side_by_side([Segment("    ", under)], path, rtl=rtl)
            return [self.edged(line, under, chosen)]
        room = min(_COUNT, inner // 3)
        is_open = row.corpus is None or row.corpus.name == self._open.name
        ink = under + (self.inks.title if is_open else self.inks.strong)
        name = strips.label(strips.prose(self._called(row.corpus)), inner - room, ink, rtl=rtl)
        count = strips.label(self._counted(row.corpus), room, under + self.inks.quiet, rtl=not rtl)
        return [self.edged(strips.side_by_side(name, count, rtl=rtl), under, chosen)]

    def _called(self, named: Named | None) -> str:
        if named is None:
            return messages.joined(outside(self._open.title), _("open now, without a name"))
        return messages.joined(outside(SIGN + named.name), _("open now") if named.name == self._open.name else "")

    def _counted(self, named: Named | None) -> str:
        is_open = named is None or named.name == self._open.name
        count = len(self._open) if is_open else self.counts.get(named.name if named else "")
        return "" if count is None else messages.indexed(count)
