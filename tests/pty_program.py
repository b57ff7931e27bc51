"""A program on a pseudo-terminal: keys go in, bytes come out, the window changes its size."""

import errno
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Self

PATIENCE = 30.0
XTERM = b"\x1bP>|XTerm(379)\x1b\\\x1b[8;0$y\x1b[?64;1;2c"
_OUR_OWN_TERMINAL = (
    *("TMUX", "STY", "ZELLIJ", "MLTERM", "TERM_PROGRAM", "KONSOLE_VERSION", "VTE_VERSION", "NO_COLOR"),
    *("COLUMNS", "LINES"),
)
_QUESTION = b"\x1b[c"


class PtyProgram:
    """`corpus-tui` with arguments, in a terminal that answers `answer` when it is asked what it is."""

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str] | None = None,
        *,
        size: tuple[int, int] = (120, 40),
        answer: bytes = XTERM,
        prelude: str = "",
    ) -> None:
        self.written = b""
        self.status: int | None = None
        self._answer = answer
        code = f"{prelude}\nimport sys; sys.argv[0] = 'corpus-tui'; from tui.cli import main; main()"
        settings = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
        settings |= dict.fromkeys(_OUR_OWN_TERMINAL, "")
        self.pid, self.terminal = pty.fork()
        if not self.pid:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.execve(
                sys.executable,
                [sys.executable, "-c", code, *arguments],
                {**os.environ, **settings, **(environment or {})},
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.terminal)

    def send(self, keys: str | bytes) -> int:
        """Type; where in `written` the answer will begin. What comes out meanwhile is read, so that neither waits."""
        before = len(self.written)
        left = keys.encode("utf-8", "surrogatepass") if isinstance(keys, str) else keys
        while left:
            reading, writing, _ = select.select([self.terminal], [self.terminal], [], PATIENCE)
            if reading and not self._read():
                break
            if writing:
                left = left[os.write(self.terminal, left[:512]) :]
        return before

    def paste(self, text: str) -> int:
        """Paste, as terminals do."""
        return self.send(b"\x1b[200~" + text.encode("utf-8", "replace") + b"\x1b[201~")

    def resize(self, columns: int, rows: int) -> None:
        """Change the window."""
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def until(self, seen: Callable[[bytes], bool] | bytes, since: int = 0) -> bytes:
        """What was written since, as soon as it has all that is waited for."""
        has = (lambda written: seen in written) if isinstance(seen, bytes) else seen
        end = time.monotonic() + PATIENCE
        while not has(self.written[since:]):
            if time.monotonic() > end or not self._read(PATIENCE):
                raise AssertionError(f"never seen: {seen!r}; last: {self.written[since:][-3000:]!r}")
        return self.written[since:]

    def pump(self, seconds: float = 0.0) -> None:
        """Read what there is."""
        while select.select([self.terminal], [], [], seconds)[0] and self._read():
            pass

    def ended(self, within: float = PATIENCE) -> int:
        """Wait for the end; the exit status."""
        end = time.monotonic() + within
        while self._read(0.05) or self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG) if self.status is None else (0, 0)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            assert time.monotonic() < end, f"still running; last: {self.written[-2000:]!r}"
        return self.status

    def _read(self, wait: float = 0.0) -> bool:
        """Read once; False where there is no more to come, or nothing came while waiting."""
        if not select.select([self.terminal], [], [], wait)[0]:
            return False
        try:
            more = os.read(self.terminal, 1 << 16)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            return False
        asked = _QUESTION in self.written[-2:] + more
        self.written += more
        if asked and self._answer:
            os.write(self.terminal, self._answer)
        return bool(more)
