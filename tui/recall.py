"""Going back through what was asked, in the box itself: a line, and the lines typed before it that go on from it."""

from collections.abc import Sequence
from typing import NamedTuple


class Recall(NamedTuple):
    """What was being typed, what was asked before (newest first), and where we are: 0 is what was being typed."""

    typed: str
    before: Sequence[str]
    at: int = 0

    @classmethod
    def beginning(cls, typed: str, asked: Sequence[str]) -> "Recall":
        """From what stands in the box: only other lines that hold it; all others where it is the last that was asked,
        which stays in the box when it is answered, and is not being typed."""
        wanted = typed.strip()
        if asked and asked[0].strip() == wanted:
            return cls(typed, asked[1:])
        return cls(typed, [text for text in asked if wanted in text and text.strip() != wanted])

    @property
    def text(self) -> str:
        """The line to stand in the box."""
        return self.before[self.at - 1] if self.at else self.typed

    def older(self) -> "Recall":
        """One further back, the oldest for good."""
        return self._replace(at=min(len(self.before), self.at + 1))

    def newer(self) -> "Recall":
        """One on, up to what was being typed."""
        return self._replace(at=max(0, self.at - 1))
