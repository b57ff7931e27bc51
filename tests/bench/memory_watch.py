"""How much memory a piece of work takes, and in which stage: it is looked at some times a second while it runs.

Counted is what no file is behind, of this process and of all that it started: mapped files are the system's to drop.
"""

import os
import resource
import sys
import threading
from collections import defaultdict
from pathlib import Path
from types import FrameType
from typing import Self

import index

_APART = 0.02  # seconds
_OURS = str(Path(index.__file__).parent)


class MemoryWatch:
    """Looks at the memory of the thread that enters it, until it leaves."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._watched = threading.get_ident()
        self.by_stage: defaultdict[str, float] = defaultdict(float)
        """The most megabytes while a module of the program was at work, by its name."""

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @property
    def most(self) -> float:
        """The most megabytes at any time."""
        return max(self.by_stage.values(), default=0.0)

    def _look(self) -> None:
        while not self._over.wait(_APART):
            stage = _stage(sys._current_frames().get(self._watched))
            self.by_stage[stage] = max(self.by_stage[stage], anonymous())


def anonymous() -> float:
    """Megabytes that no file is behind, of this process and those below it; where the system does not say, of all."""
    if not os.path.exists("/proc/self/status"):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return sum(map(_anonymous_of, with_children(os.getpid())))


def with_children(process: int) -> list[int]:
    """A process, and those it started."""
    found = [process]
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            for child in children.read_text("ascii").split():
                found += with_children(int(child))
        except OSError:  # it has ended
            continue
    return found


def _anonymous_of(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/status").read_text("utf-8", "replace").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024


def _stage(frame: FrameType | None) -> str:
    """The innermost module of the program's core that is at work."""
    while frame and not frame.f_code.co_filename.startswith(_OURS):
        frame = frame.f_back
    return Path(frame.f_code.co_filename).relative_to(_OURS).with_suffix("").as_posix() if frame else "elsewhere"
