"""MBOX: messages one after another, each begun by a line `From …` behind an empty one; `#n` is their place."""

from collections.abc import Iterator
from typing import BinaryIO

from index.sources.items import Found, Item
from index.sources.limits import LARGEST
from index.sources.messages import of_message
from index.sources.problems import Reason, RefusedError, problem

_BEGINS = b"From "
_AT_ONCE = 1 << 18


def read(item: Item) -> Iterator[Found]:
    """The articles of a mailbox, and what is attached to them."""
    number = -1
    with item.opened() as opened:
        for number, data in enumerate(_messages(opened)):
            if data is None:
                yield problem(f"{item.name}#{number}", Reason.TOO_LARGE, limit=LARGEST)
            else:
                yield from of_message(item, data, number)
    if number < 0:
        raise RefusedError(Reason.EMPTY)


def _messages(opened: BinaryIO) -> Iterator[bytes | None]:
    """Every message without its first line; None for one larger than `LARGEST`."""
    lines: list[bytes] = []
    size, blank = 0, True
    for line in _lines(opened):
        if blank and line.startswith(_BEGINS):
            if lines:
                yield _message(lines, size)
            lines, size = [], 0
        size += len(line)
        if size <= LARGEST:
            lines.append(line)
        blank = not line.strip()
    if lines:
        yield _message(lines, size)


def _message(lines: list[bytes], size: int) -> bytes | None:
    if size > LARGEST:
        return None
    data = b"".join(lines[lines[0].startswith(_BEGINS) :])
    return data.replace(b"\n>From ", b"\nFrom ")


def _lines(opened: BinaryIO) -> Iterator[bytes]:
    """Lines with their ends; one that is longer than a block comes in pieces."""
    rest = b""
    while data := opened.read(_AT_ONCE):
        lines = (rest + data).splitlines(keepends=True) if len(rest) < _AT_ONCE else [rest, *data.splitlines(True)]
        rest = lines.pop() if lines and not lines[-1].endswith(b"\n") else b""
        yield from lines
    if rest:
        yield rest
