"""The process that prepares articles for another one: questions come in, answers go out, each behind its length.

It keeps nothing and writes to no file. It ends when the one that asks does.
"""

import gc
import os
import sys
from contextlib import suppress
from typing import BinaryIO

from index.children import answers_to
from index.preparing.stage import answer

LENGTH = 8
"""Bytes of a length, the lowest first."""

READY = b""

_LESS_URGENT = 5
"""By so much it steps back, on systems that know of it, behind the process in which somebody types."""


def main() -> None:
    """Say that it is there, then answer as long as somebody asks."""
    answers = answers_to()
    gc.disable()  # what preparing leaves behind is in no cycles
    if sys.platform != "win32":
        os.nice(_LESS_URGENT)
    with suppress(OSError, EOFError):
        send(answers, READY)
        while True:
            send(answers, answer(receive(sys.stdin.buffer)))


def send(out: BinaryIO, message: bytes) -> None:
    """Raises OSError when nobody listens any more."""
    out.write(len(message).to_bytes(LENGTH, "little"))
    out.write(message)
    out.flush()


def receive(source: BinaryIO) -> bytes:
    """The next message. Raises EOFError when there is none, or not all of one."""
    length = int.from_bytes(_exactly(source, LENGTH), "little")
    return _exactly(source, length)


def _exactly(source: BinaryIO, length: int) -> bytes:
    read = source.read(length)
    if len(read) < length:
        raise EOFError
    return read
