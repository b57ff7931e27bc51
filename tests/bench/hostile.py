"""Ten thousand hostile strings through every widget and command, byte by byte, and two thousand sizes of the window.

    python -m tests.bench.hostile [strings [resizes]]

Each string is a title, a body or a source that is opened in the browser, in each of the four encodings in turn; some
are pasted into the search box; some are file names, arguments and problems of every command that prints to a terminal.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests import hostile_scan
from tests.bench.command import numbers_given
from tests.hostile_scan import Seen
from tui.rtl.terminal import Encoding

_BATCH = 1_500
_SHOWN = 5


def main() -> int:
    """Print a line for each part; 1 where a terminal would have obeyed, something was missing, or something failed."""
    strings, resizes = numbers_given(__doc__, 10_000, 2_000)
    whole = Seen(0, [], [], [])
    encodings = list(Encoding)
    for seed, done in enumerate(range(0, strings, _BATCH)):
        encoding, count = encodings[seed % 4], min(_BATCH, strings - done)
        whole += _part(
            f"articles, {encoding}", lambda home, e=encoding, n=count, s=seed: hostile_scan.browse(home, n, e, s)
        )
    whole += _part("queries", lambda home: hostile_scan.queries(home, strings // 10))
    whole += _part("commands", lambda home: hostile_scan.commands(home, strings // 10))
    whole += _part(f"{resizes} sizes", lambda home: hostile_scan.resizes(home, resizes))
    print(f"{whole.strings:27} strings  {_counted(whole)}")
    for told in (*whole.obeyed[:_SHOWN], *whole.missing[:_SHOWN], *whole.failures[:_SHOWN]):
        print("  ", ascii(told)[:1000])
    return 1 if whole.obeyed or whole.missing or whole.failures else 0


def _part(name: str, scan: Callable[[Path], Seen]) -> Seen:
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as home:
        try:
            seen = scan(Path(home))
        except AssertionError as stuck:
            seen = Seen(0, [], [], [f"{name}: {stuck}"])
    took = time.perf_counter() - began
    print(f"{name:20} {seen.strings:6} strings  {_counted(seen)}  {took:6.1f} s", flush=True)
    return seen


def _counted(seen: Seen) -> str:
    return f"{len(seen.obeyed)} obeyed, {len(seen.missing)} missing, {len(seen.failures)} failed"


if __name__ == "__main__":
    sys.exit(main())
