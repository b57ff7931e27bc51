"""How soon the program is gone when it is left while it reads, and what it leaves behind.

    CORPUS_DATA=… python -m tests.bench.leaving [seconds …]

The shared news are read for the first time, in a terminal, in a cache of their own; after so many seconds the program
is left by its key. A second is what it may take; no process, no lock and no half generation may be left.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from index.generations import Generations
from tests.bench.asking import unpack
from tests.bench.command import words_given
from tests.bench.memory_watch import with_children
from tests.pty_program import PtyProgram

_AFTER = (0.5, 1.5, 3.0, 5.0, 7.0, 9.0, 11.0, 13.0)
_LEAVE = "\x11"
_GOAL = 1.0


def main() -> int:
    """Print a line for each time of leaving; fails where anything is left."""
    failed = False
    times = [float(word) for word in words_given(__doc__)] or _AFTER
    with tempfile.TemporaryDirectory() as scratch:
        news = Path(scratch, "news")
        unpack(news)
        for number, after in enumerate(times):
            seconds, left = _left(news, Path(scratch, f"home{number}"), after)
            failed |= bool(left)
            told = ", ".join(left) or "nothing left behind"
            slow = "" if seconds <= _GOAL else f", more than {_GOAL:.0f} s"
            print(f"left after {after:4.1f} s: gone in {seconds:.2f} s{slow}; {told}", flush=True)
    return int(failed)


def _left(news: Path, home: Path, after: float) -> tuple[float, list[str]]:
    """How many seconds leaving takes, and what is left behind."""
    places = dict.fromkeys(("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(home))
    with PtyProgram([str(news)], places) as program:
        program.until(b"Articles")
        end = time.monotonic() + after
        while time.monotonic() < end:
            program.pump(0.02)
        processes = with_children(program.pid)
        began = time.monotonic()
        program.send(_LEAVE)
        status = program.ended()
        seconds = time.monotonic() - began
    living = [process for process in processes if Path(f"/proc/{process}").exists()]
    left = [f"{len(living)} processes"] if living else []
    left += [f"status {status}"] if status else []
    return seconds, left + [what for folder in (home / "corpus-tui").glob("*/") for what in _left_in(folder)]


def _left_in(folder: Path) -> list[str]:
    """What stands in the folder of an index and should not."""
    generations = Generations(folder)
    left = ["a lock that is held"] if generations.is_being_written() else []
    whole = generations.current()
    newer = [path.name for path in folder.glob("g*") if whole is None or path.name > whole.name]
    return left + newer + [path.name for path in folder.glob("swept-*")]


if __name__ == "__main__":
    sys.exit(main() if hasattr(os, "fork") else "POSIX only")
