"""Bytes → text: which encoding a file is in, how sure that is, and how many of its characters could not be read.

    BOM → UTF-32, UTF-16 by their columns → strict UTF-8 → lines of UTF-8 among lines of another encoding
    → UTF-8 with up to 5 % broken → the single-byte encoding that reads best as Arabic
    → UTF-8 with more broken, where it still explains more bytes than it leaves → none: not text, or unknown

The order and the limits were measured (research/reliability.md, `tests.bench.encodings`). Each step is a function from
bytes to an encoding or None, in `_JUDGES`; a new encoding is a new judge, or a line in `codepages`.
"""

import codecs
from collections.abc import Callable
from typing import NamedTuple

from index.sources.arabic_codecs import good_and_broken, is_mixed, mixed_with, plain_name, reads_as_utf8
from index.sources.codepages import Judged, judged

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x7fELF")
_MAGIC_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEAD = 1 << 16  # bytes looked at where a part says as much as the whole
_BEGINNING = 1 << 9  # bytes that already tell most files
_COLUMN = 0.6  # of one column of UTF-16 Arabic are high bytes of the usual; curly quotes and the like are the rest
_HIGH_BYTES = (0x00, 0x06, 0xFB, 0xFE)  # ASCII, Arabic, the presentation forms
_WIDE = (("utf-32-le", "lhzz"), ("utf-32-be", "zzhl"), ("utf-16-le", "lh"), ("utf-16-be", "hl"))
"""What the bytes of a character are: low, high (the alphabet's), zero."""
_CONTROLS = 0.01  # of the bytes of a text, at most
_BROKEN = 0.05  # of the characters beyond ASCII, at most
_ENOUGH = 4  # characters beyond ASCII in UTF-8 lines from which on a file may be of two encodings

_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b\x1a")) + b"\x7f"
_ASCII = bytes(range(128))


class Decoded(NamedTuple):
    """A text, the encoding it was in, and how many of its characters are U+FFFD because their bytes were broken.

    `doubtful`: another encoding is nearly as likely. `mixed`: its lines were in two encodings, judged one by one.
    """

    text: str
    encoding: str
    replaced: int
    doubtful: bool = False
    mixed: bool = False


def decode(data: bytes) -> Decoded | None:
    """The text of a file, without a BOM, line ends as they are; None if it is no text or in no encoding known here."""
    found = judge(data)
    if found is None:
        return None
    text = data.decode(found.encoding, "replace")
    count = replaced(text, data, found.encoding)
    return Decoded(text, plain_name(found.encoding), count, found.doubtful, is_mixed(found.encoding))


def judge(data: bytes, complete: bool = True) -> Judged | None:
    """The encoding, and whether that is doubtful; `complete` is False where `data` is the beginning of a file, cut
    anywhere."""
    if is_binary(data):
        return None
    return next(filter(None, (judge(data, complete) for judge in _JUDGES)), None)


def encoding_of(data: bytes, complete: bool = True) -> str | None:
    """Python's name of the encoding alone."""
    found = judge(data, complete)
    return found.encoding if found else None


def is_binary(data: bytes) -> bool:
    """Whether these bytes are no text in any encoding: a known format's first bytes, or too many control characters."""
    if data.startswith((*_MAGIC, _MAGIC_OLE)):
        return True
    head = data[:_HEAD]
    if _by_bom(head, False) or _by_columns(head, False):
        return False
    return len(head) - len(head.translate(None, _CONTROL)) > max(1, len(head) * _CONTROLS)


def replaced(text: str, data: bytes, encoding: str) -> int:
    """How many U+FFFD decoding has put into `text`; those the source itself holds are not counted."""
    if "\ufffd" not in text:  # told at a tenth of what counting takes
        return 0
    source_holds = data.count(b"\xef\xbf\xbd") if encoding.startswith("utf") else 0
    return max(text.count("\ufffd") - source_holds, 0)


def _by_bom(data: bytes, complete: bool) -> Judged | None:
    return next((Judged(name) for bom, name in _BOMS if data.startswith(bom)), None)


def _by_columns(data: bytes, complete: bool) -> Judged | None:
    """UTF-32 and UTF-16 without a BOM: of each character's bytes, the high ones are nearly always the same.

    All of the bytes may be ASCII, so this comes before UTF-8.
    """
    head = data[: _HEAD if complete else min(_HEAD, len(data) // 4 * 4)]
    beginning = head[:_BEGINNING]
    if sum(map(beginning.count, _HIGH_BYTES)) < len(beginning) // 4 * _COLUMN / 2:  # the usual case, told at once
        return None
    for name, columns in _WIDE:
        if _has_columns(head, columns) and _strict(head, name, complete=False):
            return Judged(name)
    return None


def _has_columns(head: bytes, columns: str) -> bool:
    """Whether the bytes that are always zero are, those of the alphabet nearly always are, and the lowest are not."""
    width = len(columns)
    if not head or len(head) % width:
        return False
    parts = {kind: head[place::width] for place, kind in enumerate(columns)}  # "zz": either will do
    enough = len(head) // width * _COLUMN
    high, low = (sum(map(parts[kind].count, _HIGH_BYTES)) for kind in "hl")
    return high >= enough and low < enough / 2 and ("z" not in parts or not parts["z"].strip(b"\0"))


def _utf8(data: bytes, complete: bool) -> Judged | None:
    return Judged("utf-8") if _strict(data, "utf-8", complete) else None


def _utf8_by_line(data: bytes, complete: bool) -> Judged | None:
    """Lines of UTF-8, and others that a single-byte encoding makes Arabic of."""
    if b"\n" not in data:
        return None
    sound, strange = 0, []
    lines = data.split(b"\n") if complete else data.split(b"\n")[:-1]
    for line in lines:
        if line.isascii():
            continue
        if reads_as_utf8(line):
            sound += good_and_broken(line)[0]
        else:
            strange.append(line)
    rest = b"\n".join(strange)
    if sound < _ENOUGH or len(rest.translate(None, _ASCII)) < _ENOUGH:
        return None
    found = judged(rest)
    return Judged(mixed_with(found.encoding), found.doubtful) if found else None


def _utf8_slightly_broken(data: bytes, complete: bool) -> Judged | None:
    good, broken = good_and_broken(data)
    return Judged("utf-8") if broken <= (good + broken) * _BROKEN else None


def _codepage(data: bytes, complete: bool) -> Judged | None:
    return judged(data)


def _utf8_mostly(data: bytes, complete: bool) -> Judged | None:
    good, broken = good_and_broken(data)
    return Judged("utf-8") if good > broken else None


def _western(data: bytes, complete: bool) -> Judged | None:
    """windows-1252, where bytes beyond ASCII are rare among ASCII letters: an English text with its curly quotes."""
    beyond = len(data.translate(None, _ASCII))
    return Judged("cp1252") if 0 < beyond <= len(data) * _BROKEN and _strict(data, "cp1252", complete) else None


_JUDGES: tuple[Callable[[bytes, bool], Judged | None], ...] = (
    _by_bom, _by_columns, _utf8, _utf8_by_line, _utf8_slightly_broken, _codepage, _utf8_mostly, _western,
)  # fmt: skip


def _strict(data: bytes, encoding: str, complete: bool) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(data, complete)
    except UnicodeDecodeError:
        return False
    return True
