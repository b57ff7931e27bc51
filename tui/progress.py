"""How far reading a corpus has come, as one line of text: on stderr for commands, in the program's status."""

import time
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from tui.messages import _, joined, ngettext, outside, stage
from tui.pace import Pace
from tui.safe import safe

if TYPE_CHECKING:
    from index.corpus import Progress

_PATIENCE = 0.5
"""Seconds that need no explanation."""

_INTERVAL = 0.1


def progress_text(progress: "Progress", pace: Pace) -> str:
    """What is being done, how much of it is done, how long it will take, and the file at hand."""
    parts = [stage(progress.stage)]
    if progress.of_files:
        parts.append(f"{percent(progress)} %")
        articles = ngettext("{count} article", "{count} articles", progress.articles)
        parts.append(articles.format(count=f"{progress.articles:,}"))
    if seconds := pace.left(progress.of_bytes - progress.bytes):
        parts.append(_("{time} left").format(time=clock(seconds)))
    if progress.current:
        parts.append(outside(progress.current))
    return joined(*parts)


def percent(progress: "Progress") -> int:
    """How much of what is to be read has been."""
    return min(100, 100 * progress.bytes // progress.of_bytes) if progress.of_bytes else 0


def clock(seconds: float) -> str:
    """0:05, 12:30, 1:02:03."""
    minutes, second = divmod(max(1, round(seconds)), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


class ProgressLine:
    """A line on a terminal that is rewritten as things go on, and gone when they are done."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._due = time.monotonic() + _PATIENCE
        self._shown = False
        self._pace = Pace()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def show(self, progress: "Progress") -> None:
        """Say where things stand, if it is time to."""
        self._pace.add(progress.bytes)
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + _INTERVAL
        self._shown = True
        self._stream.write(f"\r\x1b[K{safe(progress_text(progress, self._pace))[:78]}")
        self._stream.flush()
