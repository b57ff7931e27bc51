"""What comes out of something packed: counted as it is read, and read from its beginning twice where that is needed.

What an archive says of its sizes is not believed: bytes are counted when they come out.
"""

import io
from collections.abc import Callable
from typing import BinaryIO, Protocol, cast

from index.sources.formats import HEAD
from index.sources.items import Item, content
from index.sources.limits import RATIO, RATIO_FROM
from index.sources.problems import Reason, RefusedError


class Readable(Protocol):
    """All that is asked of what unpacks."""

    def read(self, size: int = -1, /) -> bytes: ...


class Allowance:
    """How much something packed into `size` bytes may come to; RefusedError when that is `taken`."""

    def __init__(self, size: int) -> None:
        self._left = max(RATIO_FROM, RATIO * size)

    def take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise RefusedError(Reason.BOMB, limit=RATIO)


class Counted(io.RawIOBase):
    """A stream whose bytes are taken from allowances as they are read."""

    def __init__(self, stream: Readable, *allowances: Allowance) -> None:
        self._stream, self._allowances = stream, allowances

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        if size < 0:
            return self.readall()
        data = self._stream.read(size)
        for allowance in self._allowances:
            allowance.take(len(data))
        return data

    def readall(self) -> bytes:
        return b"".join(iter(lambda: self.read(1 << 16), b""))


class _Replayed(io.RawIOBase):
    """A stream that goes on where its `head` ends."""

    def __init__(self, head: bytes, stream: Readable) -> None:
        self._head, self._stream = head, stream

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        if not self._head:
            return self._stream.read(size)
        if 0 <= size <= len(self._head):
            some, self._head = self._head[:size], self._head[size:]
        else:
            some = self._head + self._stream.read(size if size < 0 else size - len(self._head))
            self._head = b""
        return some


def opened_twice(stream: Readable) -> Callable[[], BinaryIO]:
    """What opens a stream that runs once: to look at its beginning, and again to read it."""
    head = stream.read(HEAD)
    return lambda: cast(BinaryIO, _Replayed(head, stream))


def seekable(item: Item) -> BinaryIO:
    """The item opened so that one can go back in it, as lists at the end of a file want."""
    opened = item.opened()
    if opened.seekable():
        return opened
    with opened:
        return io.BytesIO(content(item))
