"""How far reading has come, over the browser: files, articles, bytes, speed, time left, and the problems as they come.

It looks at the refresh some times a second; reading goes on, and searching works, whether it is open or not.
"""

from collections.abc import Iterator

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip

from index.corpus import Corpus, Problem, Refreshed
from tui import messages, strips
from tui.inked import Inked
from tui.messages import _, ngettext, outside, stage
from tui.overlay import Overlay, framed
from tui.problem_list import ProblemList
from tui.progress import clock, percent
from tui.refreshing import Refreshing
from tui.row_list import RowList

_LOOKS = 0.2  # seconds apart
_MARGIN = 2
_LABELS = 18
_PAUSING = frozenset(("space", "ctrl+s"))
_STOPPING = frozenset(("s", "س", "ctrl+t"))
_AGAIN = frozenset(("r", "ق"))
_PROBLEMS_KEPT = 1_000
"""Problems listed here, the latest; the screen of problems has them all."""


class ReadingScreen(Overlay[None]):
    """Facts, and under them the problems of this reading, the latest first."""

    DEFAULT_CSS = """
    #reading { width: 84; height: 28; max-height: 94%; }
    #facts { height: 10; }
    #reading #problems { height: 1fr; border-top: solid $edge; }
    """
    CLOSING = frozenset(("escape", "q", "f8"))

    def __init__(self, corpus: Corpus, refreshing: Refreshing) -> None:
        super().__init__()
        self._refreshing = refreshing
        self._facts = Facts(corpus, refreshing)
        self._rows = ProblemList()
        self._frame = framed(Vertical(self._facts, self._rows, id="reading"), _("Reading the sources"))
        self._told = -1

    def compose(self) -> ComposeResult:
        yield self._frame

    def on_mount(self) -> None:
        self._rows.empty = _("No problem until now.")
        self._rows.focus()
        self.set_interval(_LOOKS, self._look)
        self._look()

    def _look(self) -> None:
        """Show things as they are now."""
        self._facts.refresh()
        self._frame.border_subtitle = strips.title(self._keys())
        problems = self._problems()
        if len(problems) != self._told:
            self._told = len(problems)
            self._rows.show(list(reversed(problems))[:_PROBLEMS_KEPT], self._rows.cursor)

    def _problems(self) -> list[Problem]:
        if self._refreshing.is_running and self._refreshing.progress:
            return list(self._refreshing.progress.problems)
        return list(self._refreshing.refreshed.problems) if self._refreshing.refreshed else []

    def _keys(self) -> str:
        if self._refreshing.is_paused:
            return _("space goes on · s stops · Esc closes")
        if self._refreshing.is_running:
            return _("space pauses · s stops · Esc closes")
        return _("r looks again · Esc closes")

    def on_key(self, event: events.Key) -> None:
        for keys, obey in (
            (_PAUSING, self._pause),
            (_STOPPING, self._refreshing.stop),
            (_AGAIN, self._refreshing.start),
        ):
            if event.key in keys:
                event.stop()
                event.prevent_default()
                obey()
                self._look()
                return

    def _pause(self) -> None:
        if self._refreshing.is_running:
            self._refreshing.pause_or_resume()

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        message.stop()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()

    def on_click(self, event: events.Click) -> None:
        if event.widget is self:
            self.dismiss()


class Facts(Inked):
    """A bar, and a line for each number: what it counts where reading begins, then the number."""

    def __init__(self, corpus: Corpus, refreshing: Refreshing) -> None:
        super().__init__(id="facts")
        self._corpus = corpus
        self._refreshing = refreshing

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        lines = [("", ""), *self._lines()]
        if y >= len(lines) or width <= 2 * _MARGIN:
            return Strip.blank(width, self.under)
        edge, inner = Segment(" " * _MARGIN, self.under), width - 2 * _MARGIN
        label, text = lines[y]
        rtl = messages.reads_right_to_left()
        if y == 1:
            return Strip([edge, *self._bar(label, text, inner, rtl), edge], width)
        labels = min(_LABELS, inner // 2)
        row = strips.side_by_side(
            strips.label(label, labels, self.under + self.inks.quiet, rtl=rtl),
            strips.label(strips.prose(text), inner - labels, self.under + self.inks.plain, rtl=rtl),
            rtl=rtl,
        )
        return Strip([edge, *row, edge], width)

    def _bar(self, label: str, text: str, width: int, rtl: bool) -> list[Segment]:
        """What is being done, a bar as long as what is done of it, and how much that is."""
        share = self._share
        ends = [strips.label(label, strips.columns(label) + 2, self.under + self.inks.accent, rtl=rtl)]
        room = max(0, width - strips.columns(label) - 2 - len(text) - 2)
        done = round(room * share / 100)
        bar = [Segment("━" * done, self.under + self.inks.accent)]
        rest = [Segment("━" * (room - done), self.under + self.inks.edge)]
        percents = strips.label(text, len(text) + 2, self.under + self.inks.strong, rtl=not rtl)
        return strips.side_by_side(*ends, bar, rest, percents, rtl=rtl)

    @property
    def _share(self) -> int:
        progress = self._refreshing.progress
        return percent(progress) if self._refreshing.is_running and progress else 100

    def _lines(self) -> Iterator[tuple[str, str]]:
        yield from self._while_reading() if self._refreshing.is_running else self._afterwards()

    def _while_reading(self) -> Iterator[tuple[str, str]]:
        progress, pace = self._refreshing.progress, self._refreshing.pace
        if progress is None:
            return
        of = _("{part} of {whole}")
        paused = self._refreshing.is_paused
        yield stage("paused" if paused else progress.stage), f"{percent(progress)} %" if progress.of_files else ""
        if progress.stage == "elsewhere":
            yield _("To be searched"), articles_told(len(self._corpus))
            return
        yield _("Files"), of.format(part=f"{progress.files:,}", whole=f"{progress.of_files:,}")
        yield _("Articles"), f"{progress.articles:,}"
        yield _("Read"), of.format(part=megabytes(progress.bytes), whole=megabytes(progress.of_bytes))
        speed, left = pace.speed, pace.left(progress.of_bytes - progress.bytes)
        yield _("Speed"), _("{size} a second").format(size=megabytes(speed)) if speed and not paused else "–"
        yield _("Time left"), clock(left) if left and not paused else "–"
        yield _("Now"), outside(progress.current)
        yield _("To be searched"), articles_told(len(self._corpus))
        yield _("Problems"), f"{len(progress.problems):,}"

    def _afterwards(self) -> Iterator[tuple[str, str]]:
        done, failure = self._refreshing.refreshed, self._refreshing.failure
        if failure:
            yield _("Not up to date"), ""
            yield _("Why"), failure
        elif done:
            yield (_("Stopped") if done.stopped else _("Up to date")), ""
        if done:
            yield from self._what_was_read(done)

    def _what_was_read(self, done: Refreshed) -> Iterator[tuple[str, str]]:
        yield (
            _("Files"),
            _("{read} read, {skipped} skipped").format(read=f"{done.files.read:,}", skipped=f"{done.files.skipped:,}"),
        )
        yield _("To be searched"), articles_told(done.articles)
        yield _("Added"), f"{done.added:,}"
        yield _("Changed"), f"{done.changed:,}"
        yield _("Removed"), f"{done.removed:,}"
        yield _("Time"), clock(done.seconds)
        yield _("Problems"), f"{len(done.problems):,}"


def articles_told(count: int) -> str:
    """So many articles."""
    return ngettext("{count} article", "{count} articles", count).format(count=f"{count:,}")


def megabytes(count: float) -> str:
    """Bytes as people read them: 12.3 MB, 640 kB."""
    if count >= 1e9:
        return _("{count} GB").format(count=f"{count / 1e9:,.1f}")
    if count >= 1e6:
        return _("{count} MB").format(count=f"{count / 1e6:,.1f}")
    return _("{count} kB").format(count=f"{count / 1e3:,.0f}")
