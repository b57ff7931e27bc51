"""Names of files as text, and files opened without the surprises a folder may hold.

A name is bytes to the system; Python gives those that are not UTF-8 as lone surrogates, which no database and no
terminal takes. So two spellings leave this room: `shown`, for people, and `quoted`, for article ids.
"""

import os
import re
import stat
from pathlib import Path
from typing import BinaryIO

INDEX_MARKER = "corpus-tui.index"
"""A file of this name says: this folder is an index or a cache of ours, not a corpus."""

AnyPath = str | Path

_SURROGATE = "[\ud800-\udfff]"  # expressions that most names never need: compiled when one does
_NOT_IN_ID = "[%#!\ud800-\udfff]"


class NotRegularError(OSError):
    """What was opened is a FIFO, a device, a socket or a folder: nothing to read an article from. `kind` says which."""

    def __init__(self, mode: int) -> None:
        super().__init__()
        self.kind = kind_of(mode)


def shown(path: AnyPath) -> str:
    """The path as text that can be stored, with undecodable bytes as %XX."""
    text = str(path)
    return text if text.isascii() else re.sub(_SURROGATE, _percent, text)


def quoted(path: AnyPath) -> str:
    """The path as part of an article id: `%`, `#`, `!` and undecodable bytes as %XX, folders divided by `/`."""
    text = str(path)
    if text.isascii() and not ("%" in text or "#" in text or "!" in text) and os.sep == "/":  # most names of most scans
        return text
    return re.sub(_NOT_IN_ID, _percent, text if os.sep == "/" else text.replace(os.sep, "/"))


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "surrogateescape"))


def open_regular(path: AnyPath) -> BinaryIO:
    """The file opened for reading; raises OSError, NotRegularError where opening anything else would wait for ever.

    Without O_NONBLOCK a FIFO blocks in `open` itself, before anyone can ask what it is.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags)
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        raise NotRegularError(mode)
    return os.fdopen(handle, "rb")


def kind_of(mode: int) -> str:
    """What a path is that is neither file nor folder, as `Reason.NOT_A_FILE` names it."""
    if stat.S_ISFIFO(mode):
        return "fifo"
    if stat.S_ISSOCK(mode):
        return "socket"
    if stat.S_ISDIR(mode):
        return "folder"
    return "link" if stat.S_ISLNK(mode) else "device"
