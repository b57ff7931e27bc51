"""TAR, read once from its beginning to its end: its members come as they lie there, and none is ever unpacked."""

import tarfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from index.sources.items import Found, Item
from index.sources.members import Member, items
from index.sources.paths import kind_of
from index.sources.streams import Readable, opened_twice


def read(item: Item) -> Iterator[Found]:
    """The items in a TAR."""
    with item.opened() as opened:
        yield from of_stream(item, opened)


def of_stream(item: Item, stream: Readable) -> Iterator[Found]:
    """The items in a TAR that is being unpacked."""
    with tarfile.open(fileobj=cast(BinaryIO, stream), mode="r|") as archive:
        yield from items(item, _members(archive))


def _members(archive: tarfile.TarFile) -> Iterator[Member]:
    for info in archive:
        archive.members.clear()  # type: ignore[attr-defined]  # it keeps all it has seen
        if info.isreg():
            content = archive.extractfile(info)
            assert content is not None  # it is a regular file
            yield Member(info.name, "", opened_twice(content))
        elif not info.isdir():
            yield Member(info.name, kind_of(_MODES.get(info.type, 0)), _nothing)


_MODES = {tarfile.SYMTYPE: 0o120000, tarfile.LNKTYPE: 0o120000, tarfile.FIFOTYPE: 0o010000}


def _nothing() -> BinaryIO:
    raise AssertionError("what is no file is not opened")
