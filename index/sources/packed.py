"""gzip, bzip2 and xz: a TAR, whose members are read as those of any archive, or one file."""

import bz2
import gzip
import lzma
import os
from collections.abc import Iterator
from typing import BinaryIO, cast

from index.sources import tars
from index.sources.items import Found, Item
from index.sources.streams import Allowance, Counted, opened_twice, seekable

_SUFFIXES = frozenset((".gz", ".bz2", ".xz"))


def read(item: Item) -> Iterator[Found]:
    """The items that are packed in this one."""
    with seekable(item) as opened:
        allowance = Allowance(opened.seek(0, 2))
        twice = opened_twice(Counted(_unpacked(opened), allowance))
        if twice().read(262)[257:] == b"ustar":
            yield from tars.of_stream(item, twice())
        else:
            yield Item(item.key, f"{item.name}!/{_name(item)}", twice)


def _unpacked(opened: BinaryIO) -> BinaryIO:
    opened.seek(0)
    magic = opened.read(3)
    opened.seek(0)
    opener = gzip.open if magic.startswith(b"\x1f\x8b") else bz2.open if magic == b"BZh" else lzma.open
    return cast(BinaryIO, opener(opened, "rb"))


def _name(item: Item) -> str:
    """What the packed file is most often called: the name without `.gz`."""
    name = os.path.basename(item.name)
    return name[: -len(item.suffix)] if item.suffix in _SUFFIXES else name
