"""The process that reads foreign formats: a path comes in, articles and problems go out, each a line of JSON.

It may crash, hang or want too much: the kernel ends it, and that costs the item it was at (see `workers`). Nothing of
what it sends is run by who reads it, and it writes to no file. It knows nothing of terminals.
"""

import json
import os
import signal
import sys
from contextlib import suppress
from time import monotonic
from typing import Any, BinaryIO

from index.articles import Article
from index.children import answers_to
from index.errors import Problem
from index.sources.families import Reading, looked_at
from index.sources.items import Item, of_file
from index.sources.limits import WAIT
from index.sources.problems import RefusedError, unreadable
from index.sources.workers import OUT_OF_MEMORY

_AT_ONCE = 1 << 15  # code points that are sent together
_LONGEST_SILENCE = 0.5  # seconds until what there is, is sent


def main(seconds: int, memory: int) -> None:
    """Read one file after another, as long as somebody asks, within the bounds of `workers.Bounds`."""
    answers = answers_to()
    _limit_memory(memory)
    for line in sys.stdin.buffer:
        name, after, asked_for = json.loads(line)
        answering = _Answering(answers, seconds)
        try:
            _read(name, after, asked_for, answering)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)  # what is left of memory is in pieces
        answering.end()


class _Answering:
    """Lines on their way to whoever asked. The clock stands still while they wait to be taken."""

    def __init__(self, out: BinaryIO, seconds: int) -> None:
        self._seconds = seconds
        self._out = out
        self._lines: list[str] = []
        self._size = 0
        self._sent = monotonic()
        _wind_clock(self._seconds)

    def entered(self, number: int, item: Item) -> None:
        """From here on it is the item's fault."""
        self._lines.append(json.dumps(["item", number, item.name]))
        self.send()

    def found(self, found: Article | Problem) -> None:
        self._lines.append(json.dumps(_as_line(found), ensure_ascii=False))
        self._size += len(self._lines[-1])
        if self._size > _AT_ONCE or monotonic() - self._sent > _LONGEST_SILENCE:
            self.send()

    def end(self) -> None:
        self._lines.append(json.dumps(["end"]))
        self.send()
        _stop_clock()

    def send(self) -> None:
        _stop_clock()
        for line in self._lines:
            self._out.write(line.encode("utf-8", "replace") + b"\n")
        self._out.flush()
        self._lines.clear()
        self._size, self._sent = 0, monotonic()
        _wind_clock(self._seconds)


def _read(name: str, after: int, asked_for: bool, answering: _Answering) -> None:
    item = of_file("", name)
    try:
        for found in Reading(after, answering.entered).of(item, looked_at(item, asked_for)):
            if isinstance(found, Article | Problem):  # no marks are made of what cannot be read on from anywhere
                answering.found(found)
    except RefusedError as error:  # it has changed since it was looked at
        answering.found(error.about(name))
    except OSError as error:
        answering.found(unreadable(name, error))


def _as_line(found: Article | Problem) -> list[Any]:
    if isinstance(found, Problem):
        return ["problem", found.path, found.reason, found.line, dict(found.params)]
    published = found.published.isoformat() if found.published else None
    return ["article", *found._replace(published=None)[:5], published, *found[6:]]


if sys.platform == "win32":
    import faulthandler

    _NOWHERE = open(os.devnull, "w")  # noqa: SIM115 - as long as the process

    def _wind_clock(seconds: int) -> None:
        """Windows has no clock that ends a process; faulthandler has a thread that does."""
        faulthandler.dump_traceback_later(seconds, exit=True, file=_NOWHERE)

    def _stop_clock() -> None:
        faulthandler.cancel_dump_traceback_later()

    def _limit_memory(memory: int) -> None:
        """Windows has no limit that a process can set itself."""

else:
    import resource

    def _wind_clock(seconds: int) -> None:
        """The kernel ends the process when it has used that many seconds of a processor, whatever code holds it then,
        or when `WAIT` seconds have gone by."""
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, WAIT)

    def _stop_clock() -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _limit_memory(memory: int) -> None:
        with suppress(ValueError, OSError):  # macOS knows the limit and refuses it
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
