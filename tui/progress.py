"""How far reading a corpus has come, as one line of text: on stderr for commands, in the program's status."""

import time
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from tui.messages import joined, ngettext, stage
from tui.safe import safe

if TYPE_CHECKING:
    from index.corpus import Progress

_PATIENCE = 0.5
"""Seconds that need no explanation."""

_INTERVAL = 0.1


def progress_text(progress: "Progress") -> str:
    """What is being done, how much of it is done, and the file at hand."""
    parts = [stage(progress.stage)]
    if progress.of_files:
        done = 100 * progress.bytes // progress.of_bytes if progress.of_bytes else 0
        parts.append(f"{done} %")
        parts.append(ngettext("{count} article", "{count} articles", progress.articles).format(count=progress.articles))
    if progress.current:
        parts.append(progress.current)
    return joined(*parts)


class ProgressLine:
    """A line on a terminal that is rewritten as things go on, and gone when they are done."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._due = time.monotonic() + _PATIENCE
        self._shown = False

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
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + _INTERVAL
        self._shown = True
        self._stream.write(f"\r\x1b[K{safe(progress_text(progress))[:78]}")
        self._stream.flush()
