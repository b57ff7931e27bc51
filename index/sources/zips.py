"""ZIP: an archive, whose members are read in place as the files of a folder are; or a document that is packed so.

Nothing is unpacked to a disk and no member's name is ever used as a path, so where it leads does not matter.
"""

import stat
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, cast
from zipfile import ZipFile, ZipInfo

from index.sources.encodings import decode
from index.sources.items import Found, Item
from index.sources.members import Member, items
from index.sources.paths import kind_of
from index.sources.problems import Reason, RefusedError
from index.sources.streams import Allowance, Counted, seekable

_ENCRYPTED = 0x1
_UTF8 = 0x800
_OTHERS = {"xl/workbook.xml": ".xlsx", "ppt/presentation.xml": ".pptx"}


class Packed:
    """A ZIP that is open: its members by name, each counted as it is read."""

    def __init__(self, archive: ZipFile, size: int) -> None:
        self.archive = archive
        self._allowance = Allowance(size)
        self._size = size

    def opened(self, member: str | ZipInfo) -> BinaryIO:
        """RefusedError where there is no such member, or a password is wanted."""
        try:
            info = self.archive.getinfo(member) if isinstance(member, str) else member
        except KeyError as error:
            raise RefusedError(Reason.BROKEN_FILE, format="ZIP", detail=str(member)) from error
        if info.flag_bits & _ENCRYPTED:
            raise RefusedError(Reason.ENCRYPTED)
        own = Allowance(min(info.compress_size, self._size))
        return cast(BinaryIO, Counted(self.archive.open(info), self._allowance, own))

    def content(self, name: str) -> bytes:
        """All of a member; nothing where there is no such member."""
        if name not in self.archive.NameToInfo:
            return b""
        with self.opened(name) as opened:
            return opened.read()


def read(item: Item) -> Iterator[Found]:
    """The document it is, or the items in it."""
    with seekable(item) as opened, ZipFile(opened) as archive:
        packed = Packed(archive, opened.seek(0, 2))
        names = archive.NameToInfo
        if "word/document.xml" in names:
            from index.sources import docx

            yield from docx.read(item, packed)
        elif "META-INF/container.xml" in names:
            from index.sources import epub

            yield from epub.read(item, packed)
        elif packed.content("mimetype").startswith(b"application/vnd.oasis.opendocument.text"):
            from index.sources import odt

            yield from odt.read(item, packed)
        elif other := next((suffix for name, suffix in _OTHERS.items() if name in names), ""):
            raise RefusedError(Reason.UNKNOWN_FORMAT, suffix=other)
        else:
            yield from items(item, _members(packed))


def _members(packed: Packed) -> Iterator[Member]:
    for info in packed.archive.infolist():
        mode = info.external_attr >> 16
        if not info.is_dir():
            kind = "" if stat.S_IFMT(mode) in (0, stat.S_IFREG) else kind_of(mode)
            yield Member(_name(info), kind, partial(packed.opened, info))


def _name(info: ZipInfo) -> str:
    """Names that do not say they are UTF-8 are in whatever their maker's system wrote; zipfile takes them for cp437."""
    if info.flag_bits & _UTF8 or info.filename.isascii():
        return info.filename
    try:
        decoded = decode(info.filename.encode("cp437"))
    except UnicodeEncodeError:
        return info.filename
    return decoded.text if decoded else info.filename
