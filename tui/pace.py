"""How fast reading goes, and how long it will take: by what was done in the last seconds."""

import time
from collections import deque
from collections.abc import Callable

WINDOW = 10.0
"""Seconds that are looked back: long enough to smooth over files that differ, short enough to notice a slower disk."""

_APART = 0.2
_LEAST = 1.0  # seconds of work that tell anything


class Pace:
    """Bytes read so far, and when."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: deque[tuple[float, int]] = deque()

    def add(self, done: int) -> None:
        """So many bytes have been read until now."""
        now = self._clock()
        if self._known and now - self._known[-1][0] < _APART:
            return
        self._known.append((now, done))
        while now - self._known[0][0] > WINDOW:
            self._known.popleft()

    @property
    def speed(self) -> float | None:
        """Bytes a second; None while nothing can be said."""
        if not self._known:
            return None
        (first, before), (last, after) = self._known[0], self._known[-1]
        return (after - before) / (last - first) if last - first >= _LEAST and after > before else None

    def left(self, to_read: int) -> float | None:
        """Seconds for so many more bytes."""
        return to_read / self.speed if self.speed else None
