"""Starting the browser, fast: what the first picture needs is imported here and nothing before it.

The terminal is asked what it is before that and answers meanwhile.
"""

import gc
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from tui.fit import fit
from tui.rtl.terminal import asking
from tui.settings import Settings

if TYPE_CHECKING:
    from index.corpus import Corpus

_LEAVING = 0.5
"""Seconds after which nobody who leaves waits any longer for a refresh to give up."""

_PICTURES = 240
"""Pictures that may be drawn in a second. An answer comes a few milliseconds after the letter that was typed is drawn;
with Textual's 60 it would wait another ten for its turn."""

_ENDING = ("SIGTERM", "SIGHUP", "SIGQUIT")


class UnfitError(Exception):
    """The browser cannot be drawn here; its text says why and what to do."""


def run(
    paths: Sequence[str | Path], *, cache: Path | None = None, query: str = "", settings: Settings | None = None
) -> NoReturn:
    """Open the browser over `paths` and stay until the user quits; the process ends with that.

    What the last run left is on the screen at once; the sources are looked through behind it. Raises UnfitError and
    PathMissingError before anything is drawn.
    """
    here = fit(os.environ)
    if here.problem:
        _open(paths, cache).close()  # a path that is not there is the first thing to say
        raise UnfitError(here.problem)
    if not os.environ.get("NO_COLOR"):
        os.environ.pop("NO_COLOR", None)  # to Textual the empty one is set too; no-color.org says it is not
    os.environ.setdefault("TEXTUAL_FPS", str(_PICTURES))
    gc.disable()  # modules and style sheets stay: looking through them for garbage is a tenth of the way to the picture
    try:
        with _signals_unwind(), asking(os.environ) as answered:
            from tui.program import CorpusApp

            corpus = _open(paths, cache)
            detection = answered()
        with corpus:
            detection = detection._replace(typed=here.typed + detection.typed)
            app = CorpusApp(corpus, query, detection, settings or Settings())
            app.run()
            corpus.close(_LEAVING)
            _end(app.return_code or 0)
    finally:
        gc.enable()


def _end(status: int) -> NoReturn:
    """At once: whoever is still at a step that cannot be left half way is not waited for, and what a great corpus takes
    of memory is not given back piece by piece, which takes as long as a user notices."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _open(paths: Sequence[str | Path], cache: Path | None) -> "Corpus":
    from tui.opening import open_corpus

    return open_corpus(paths, cache=cache, refresh=False)


@contextmanager
def _signals_unwind() -> Iterator[None]:
    """Let the signals that end a program unwind it, so that a terminal being asked echoes again."""
    before = {}
    for name in _ENDING:
        if number := getattr(signal, name, None):
            before[number] = signal.signal(number, _leave)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)
