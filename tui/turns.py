"""Work that is done by one thread at a time, and once more if it is asked for meanwhile."""

import threading


class Turns:
    """Whose turn it is: nothing that is asked for is forgotten, in whatever instant."""

    def __init__(self) -> None:
        self._deciding = threading.Lock()
        self._is_at_work = self._again = False

    @property
    def is_at_work(self) -> bool:
        """Whether somebody is at work, or about to begin."""
        return self._is_at_work

    def ask(self) -> bool:
        """Ask for the work; whether whoever asks is to see to it that somebody begins. Else somebody is at it, and will
        do it once more."""
        with self._deciding:
            begins, self._is_at_work = not self._is_at_work, True
            self._again = not begins
            return begins

    def forget(self) -> None:
        """Do not do it once more, unless it is asked for again."""
        with self._deciding:
            self._again = False

    def is_over(self) -> bool:
        """For whoever has done it: whether that was all. Whoever asks from then on is to see to a new beginning."""
        with self._deciding:
            self._is_at_work, self._again = self._again, False
            return not self._is_at_work
