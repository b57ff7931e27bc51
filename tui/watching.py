"""Watching the sources of a corpus while the program runs: whoever changes a file there need not tell.

Once something has changed nothing is told again for nine times as long as the last refresh took: however fast files
change, keeping up with them costs a tenth of a processor.
"""

import threading
from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from textual.message import Message

from index.corpus import Corpus, CorpusError

if TYPE_CHECKING:
    from tui.growing import Growing

CHEAP = 2_000
"""Folders that are watched unasked. Each takes a kilobyte of the kernel's memory and one of its watches, of which a
user has 8,192 on small systems."""

_SETTLED = 800  # milliseconds without a change, after which what was changed is looked at
_STEP = 200  # milliseconds between looks at what the kernel has to tell
_SHARE = 9
_LONGEST = 60.0


class Watching:
    """Waits for changes below the roots; the screen hears Changed, or once Failed.

    In a thread of its own and not in a worker: it is not work that is ever done, and whoever waits for all workers
    would wait for ever.
    """

    class Changed(Message):
        """Files have come, gone or changed."""

    class Failed(Message):
        """The system watches no more."""

        def __init__(self, detail: str) -> None:
            super().__init__()
            self.detail = detail

    def __init__(self, screen: "Growing", corpus: Corpus, wanted: str) -> None:
        self._screen = screen
        self._corpus = corpus
        self._wanted = wanted
        self._ended = threading.Event()

    def start(self) -> None:
        """Watch the folders the corpus has now, if that is wanted; "auto" is where it is cheap."""
        self.stop()
        if self._wanted != "off":
            self._ended = threading.Event()
            threading.Thread(target=self._work, args=(self._ended,), name="watching", daemon=True).start()

    def stop(self) -> None:
        """Watch no more."""
        self._ended.set()

    def _work(self, ended: threading.Event) -> None:
        try:
            if self._wanted != "on" and self._corpus.folders > CHEAP:
                return
            from watchfiles import watch

            for _changes in watch(
                *self._corpus.paths,
                watch_filter=lambda _, path: not is_hidden(PurePath(path), self._corpus.paths),
                stop_event=ended,
                debounce=_SETTLED * 4,
                step=_STEP,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                self._screen.post_message(self.Changed())
                ended.wait(min(self._screen.refreshing.seconds * _SHARE, _LONGEST))
        except (CorpusError, OSError, RuntimeError) as error:  # no watches left; a folder that has gone
            if not ended.is_set():
                self._screen.post_message(self.Failed(str(error)))


def is_hidden(path: PurePath, roots: Sequence[PurePath]) -> bool:
    """Whether a file, or a folder above it but below the roots, is hidden: nobody's articles. Editors keep drafts in
    hidden files, and tools that never rest what they know in hidden folders."""
    below = next((path.relative_to(root) for root in roots if path.is_relative_to(root)), PurePath(path.name))
    return any(part.startswith(".") for part in below.parts)
