"""What commands print: results to stdout, everything else to stderr; to a terminal only what it cannot obey.

Either may be closed (`>&-`), a full disk, or a pipe that nobody reads any more (`| head`). Who closes a stream wants
nothing of it; of the others stdout's are raised, as no OSError, because click takes a broken pipe for a failure of its
own. A complaint that stderr does not take is lost: there is nobody to complain to.
"""

import os
import sys
from typing import TextIO

from tui.isolates import plain


class UnwrittenError(Exception):
    """stdout took no more of the results; the text says why."""


class UnreadError(UnwrittenError):
    """Whoever read the results has seen enough."""


def prepare() -> None:
    """Make stdout and stderr take any text, and be there."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 - for as long as the process lives
        if hasattr(stream := getattr(sys, name), "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def show(text: str) -> None:
    """A result. Raises UnwrittenError."""
    try:
        _write(sys.stdout, text)
    except OSError as error:
        raise _unwritten(error) from error


def finish() -> None:
    """Hand over what is still kept back of the results. Raises UnwrittenError."""
    try:
        sys.stdout.flush()
    except OSError as error:
        raise _unwritten(error) from error


def say(text: str) -> None:
    """What is not a result: a sentence of ours, as a rule."""
    try:
        _write(sys.stderr, plain(text))
    except OSError:
        _forget(sys.stderr)


def _write(stream: TextIO, text: str) -> None:
    """To a file or pipe exactly; to a terminal with nothing it could obey."""
    if stream.isatty():
        from tui.safe import safe

        text = "\n".join(safe(line) for line in text.split("\n"))
    stream.write(text + "\n")


def _unwritten(error: OSError) -> UnwrittenError:
    _forget(sys.stdout)
    return (UnreadError if isinstance(error, BrokenPipeError) else UnwrittenError)(error.strerror or str(error))


def _forget(stream: TextIO) -> None:
    """What the stream keeps back goes nowhere: Python would try again as it ends, with a status of its own."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
