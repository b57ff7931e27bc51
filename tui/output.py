"""What commands print: results to stdout, everything else to stderr; to a terminal only what it cannot obey."""

import sys
from typing import TextIO

from tui.isolates import plain


def show(text: str) -> None:
    """A result."""
    _write(sys.stdout, text)


def say(text: str) -> None:
    """What is not a result: a sentence of ours, as a rule."""
    _write(sys.stderr, plain(text))


def _write(stream: TextIO, text: str) -> None:
    """To a file or pipe exactly; to a terminal with nothing it could obey."""
    if stream.isatty():
        from tui.safe import safe

        text = "\n".join(safe(line) for line in text.split("\n"))
    stream.write(text + "\n")
