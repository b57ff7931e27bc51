"""How far a file was read, so that of one that grows only what is new is read again.

A mark is a place between two records of a file, with the hash of all the bytes before it, made only where nothing that
follows could have changed what was told by then. So whoever comes to a file whose first bytes have that hash would be
told the same again, and may begin at the mark.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from hashlib import _Hash

LARGE = 1 << 24
"""Bytes of a file of which marks are made: another is read again as soon as its marks are held against it."""

EVERY = 1 << 22
"""Bytes from one mark of a file to the next: what a change in its midst has read again besides what it changed."""

_AT_ONCE = 1 << 18


class Mark(NamedTuple):
    """So many bytes of a file gave so many articles and problems; behind them, on that line, begins the record of that
    number."""

    offset: int
    articles: int
    problems: int
    number: int
    line: int
    digest: bytes


class AsBefore(NamedTuple):
    """Told in the place of what comes before the last of these marks, all of which hold: it is as it was."""

    marks: tuple[Mark, ...] = ()

    @property
    def end(self) -> Mark:
        """The last of the marks, or else the beginning of the file."""
        return self.marks[-1] if self.marks else _BEGINNING


_BEGINNING = Mark(0, 0, 0, 0, 1, b"")


class Trail:
    """The hash of the bytes of a file that have been passed, and the bytes that were read ahead of them."""

    def __init__(self, before: "Trail | None" = None) -> None:
        """From a file's beginning, or on from where another is that has read nothing ahead."""
        from hashlib import sha256  # late: it loads OpenSSL, and the catalogue knows marks before the first picture

        self.offset: int = before.offset if before else 0
        self._sum: _Hash = before._sum.copy() if before else sha256()
        self._ahead = b""

    def read(self, data: bytes) -> None:
        """These bytes come next."""
        self._ahead += data

    def pass_all_but(self, ahead: int) -> None:
        """Of the bytes that were read, only the last ones, so many, still lie ahead."""
        reached = len(self._ahead) - ahead
        self.offset += reached
        self._sum.update(memoryview(self._ahead)[:reached])
        self._ahead = self._ahead[reached:]

    def digest(self) -> bytes:
        return self._sum.digest()


def holding(file: BinaryIO, marks: Sequence[Mark]) -> tuple[AsBefore, Trail]:
    """Those of a file's marks, from the first on, up to which it is as it was; and the trail up to the last of them,
    where the file stands to be read on. Raises OSError."""
    file.seek(0)
    trail, held = Trail(), 0
    for mark in marks:
        further = Trail(trail)
        while data := file.read(min(_AT_ONCE, mark.offset - further.offset)):
            further.read(data)
            further.pass_all_but(0)
        if (further.offset, further.digest()) != (mark.offset, mark.digest):
            break
        trail, held = further, held + 1
    file.seek(trail.offset)
    return AsBefore(tuple(marks[:held])), trail
