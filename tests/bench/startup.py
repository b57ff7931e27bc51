"""How long until the first screen: the browser on an existing index, against a Textual application with nothing in it.

Both start in a pseudo-terminal, in alternation, on a warm disk. The clock runs from the start of the process to the
first byte of what the screen must show: article text (a joined Arabic letter), or the empty application's word.

    python -m tests.bench.startup [runs]
"""

import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from fcntl import ioctl

from tests.bench.command import numbers_given

EMPTY = """
from textual.app import App
from textual.widget import Widget
class Empty(App):
    def compose(self):
        yield Word()
class Word(Widget):
    def render(self):
        return "EMPTY-APPLICATION"
Empty().run()
"""
BROWSER = "import sys; sys.argv[0] = 'corpus-tui'; from tui.cli import main; main()"
LIMIT = 1.3
_JOINED = re.compile(rb"\xef\xba[\x80-\xbf]|\xef\xbb[\x80-\xbc]")  # U+FE80 to U+FEFC in UTF-8
_ASKED, _ANSWER = b"\x1b[c", b"\x1bP>|XTerm(379)\x1b\\\x1b[8;0$y\x1b[?64;1;2c"  # the terminal is an xterm
_PATIENCE = 30.0


def first_screen(code: str, shows: re.Pattern[bytes]) -> tuple[float, float]:
    """Seconds of the clock and of CPU from the start of the process until `shows` is on its terminal."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if not child:
        ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 42, 140, 0, 0))
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LC_ALL="C.UTF-8")
        os.execv(sys.executable, [sys.executable, "-c", code])
    seen, answered = b"", False
    try:
        while not shows.search(seen):
            if not select.select([terminal], [], [], _PATIENCE)[0]:
                raise TimeoutError("nothing on the screen; it said: " + seen[-2000:].decode(errors="replace"))
            seen += os.read(terminal, 1 << 16)
            if not answered and _ASKED in seen:
                os.write(terminal, _ANSWER)
                answered = True
        took = time.perf_counter() - began
    finally:
        os.kill(child, signal.SIGKILL)
        _, _, usage = os.wait4(child, 0)
        os.close(terminal)
    return took, usage.ru_utime + usage.ru_stime


def main() -> None:
    """Print both medians and the median of the ratios of neighbouring runs."""
    (runs,) = numbers_given(__doc__, 15)
    with tempfile.TemporaryDirectory() as cache:
        os.environ |= {"XDG_CACHE_HOME": cache, "PYTHONPYCACHEPREFIX": cache}
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
        from index.corpus import Corpus
        from seeds import FOLDER

        Corpus.open(FOLDER)
        pairs = []
        for _ in range(runs + 1):
            empty, _ = first_screen(EMPTY, re.compile(b"EMPTY-APPLICATION"))
            browser, _ = first_screen(BROWSER, _JOINED)
            pairs.append((empty, browser))
    pairs = pairs[1:]  # the first of each reads the disk and writes the bytecode
    ratio = statistics.median(browser / empty for empty, browser in pairs)
    print(f"empty application  {statistics.median(empty for empty, _ in pairs) * 1000:7.0f} ms")
    print(f"the browser        {statistics.median(browser for _, browser in pairs) * 1000:7.0f} ms")
    print(f"ratio              {ratio:7.2f}    at most {LIMIT} wanted, {runs} pairs")


if __name__ == "__main__":
    main()
