"""What is started inside a terminal: it notes what is detected there, shows where its grid lies, and becomes a program.

    python -m tests.bench.terminals.inside FOLDER PROGRAM …

The grid is shown by painting all of it in one colour that nothing else has, until the file `go` is there.
"""

import json
import os
import sys
import time
from pathlib import Path

from tui.rtl.terminal import Encoding, Terminal, detect

GRID = (255, 0, 255)
"""The colour the grid is painted in."""

NOTE, GO = "inside.json", "go"

_PATIENCE = 120.0


def detected() -> Terminal:
    """The terminal as the program will see it."""
    wanted = os.environ.get("CORPUS_TUI_BIDI")
    return detect(os.environ, Encoding(wanted) if wanted else None).terminal


def note(folder: Path, terminal: Terminal, size: os.terminal_size) -> None:
    """Write down what there is to know from inside."""
    found: dict[str, str | int] = {"columns": size.columns, "rows": size.lines}
    found |= {"encoding": terminal.encoding, "why": terminal.why, "name": terminal.name}
    written = folder / f"{NOTE}.new"
    written.write_text(json.dumps(found), encoding="utf-8")
    written.replace(folder / NOTE)


def paint(size: os.terminal_size) -> None:
    """Fill the grid; the cursor is hidden, or it would be a hole in it."""
    colour = "\x1b[48;2;{};{};{}m\x1b[?25l".format(*GRID)
    rows = (f"\x1b[{row};1H{' ' * size.columns}" for row in range(1, size.lines + 1))
    sys.stdout.write(f"{colour}{''.join(rows)}\x1b[0m\x1b[1;1H")
    sys.stdout.flush()


def main() -> None:
    """Note, paint, wait, and become the program."""
    folder, program = Path(sys.argv[1]), sys.argv[2:]
    terminal, last = detected(), None
    end = time.monotonic() + _PATIENCE
    while not (folder / GO).exists() and time.monotonic() < end:
        size = os.get_terminal_size()
        if size != last:  # some windows take their size only once they are there
            paint(size)
            note(folder, terminal, size)
            last = size
        time.sleep(0.05)
    sys.stdout.write("\x1b[2J\x1b[?25h")
    sys.stdout.flush()
    os.execv(program[0], program)


if __name__ == "__main__":
    main()
