"""Bytes → text: which encoding a file is in, and how many of its characters could not be read.

    BOM → UTF-16 by its columns → strict UTF-8 → UTF-8 with up to 5 % broken → a single-byte Arabic encoding
    → UTF-8 with more broken, where it still explains more bytes than it leaves → none: not text, or unknown

The order and the limits were measured (research/reliability.md). Each step is a function from bytes to an encoding's
name or None, in `_JUDGES`; a new encoding is a new judge.
"""

import codecs
import re
from collections.abc import Callable
from typing import NamedTuple

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
_COLUMN = 0.6  # of one column of UTF-16 Arabic are 00 (ASCII) or 06 (Arabic); curly quotes and the like are the rest
_CONTROLS = 0.01  # of the bytes of a text, at most
_BROKEN = 0.05  # of the characters beyond ASCII, at most
_LETTERS = 0.7  # of the characters beyond ASCII of an Arabic text are letters, at least
_LETTERS_AND_SIGNS = 0.98
_AL = 0.015  # of the Arabic letters of a long text stand in ال, at least; 0.04 is usual
_LONG = 60  # letters from which on ال must have come

_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b\x1a")) + b"\x7f"
_ASCII = bytes(range(128))
_ARABIC_LETTER = re.compile("[\u0621-\u063a\u0641-\u064a]")
_SIGNS = re.compile("[\u060c\u061b\u061f\u0640\u064b-\u0652«»“”‘’–—…•\u00a0\u200c-\u200f]")


class Decoded(NamedTuple):
    """A text, the encoding it was in, and how many of its characters are U+FFFD because their bytes were broken."""

    text: str
    encoding: str
    replaced: int


def decode(data: bytes) -> Decoded | None:
    """The text of a file, without a BOM, line ends as they are; None if it is no text or in no encoding known here."""
    encoding = encoding_of(data)
    if encoding is None:
        return None
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding.removesuffix("-sig"), replaced(text, data, encoding))


def encoding_of(data: bytes, complete: bool = True) -> str | None:
    """Python's name of the encoding; `complete` is False where `data` is the beginning of a file, cut anywhere."""
    if is_binary(data):
        return None
    return next(filter(None, (judge(data, complete) for judge in _JUDGES)), None)


def is_binary(data: bytes) -> bool:
    """Whether these bytes are no text in any encoding: a known format's first bytes, or too many control characters."""
    if data.startswith((*_MAGIC, _MAGIC_OLE)):
        return True
    head = data[:_HEAD]
    if _by_bom(head, False) or _utf16(head, False):
        return False
    return len(head) - len(head.translate(None, _CONTROL)) > max(1, len(head) * _CONTROLS)


def replaced(text: str, data: bytes, encoding: str) -> int:
    """How many U+FFFD decoding has put into `text`; those the source itself holds are not counted."""
    count = text.count("\ufffd")
    if count and encoding.startswith("utf-8"):
        count -= data.count(b"\xef\xbf\xbd")
    return max(count, 0)


def _by_bom(data: bytes, complete: bool) -> str | None:
    return next((name for bom, name in _BOMS if data.startswith(bom)), None)


def _utf16(data: bytes, complete: bool) -> str | None:
    """UTF-16 without a BOM: every other byte is 00 or 06. All of its bytes may be ASCII, so this comes before UTF-8."""
    head = data[:_HEAD]
    head = head[: len(head) // 2 * 2]
    if not head or (complete and len(data) % 2):
        return None
    half = len(head) // 2
    columns = [(part.count(0) + part.count(6)) / half for part in (head[1::2], head[::2])]
    for name, high, low in (("utf-16-le", columns[0], columns[1]), ("utf-16-be", columns[1], columns[0])):
        if high >= _COLUMN and low < _COLUMN / 2 and _strict(head, name, complete=False):
            return name
    return None


def _utf8(data: bytes, complete: bool) -> str | None:
    return "utf-8" if _strict(data, "utf-8", complete) else None


def _utf8_slightly_broken(data: bytes, complete: bool) -> str | None:
    good, broken = _good_and_broken(data)
    return "utf-8" if broken <= (good + broken) * _BROKEN else None


def _utf8_mostly(data: bytes, complete: bool) -> str | None:
    good, broken = _good_and_broken(data)
    return "utf-8" if good > broken else None


def _cp1256(data: bytes, complete: bool) -> str | None:
    """windows-1256, if it makes Arabic of the bytes: of all beyond ASCII nothing but letters and their signs.

    Other Arabic encodings read as cp1256 are letters too, but Latin ones with accents among them (انظانêة), and in a
    long text ال has become something else.
    """
    text = data[: _HEAD * 4].translate(None, _ASCII).decode("cp1256")
    letters, signs = len(_ARABIC_LETTER.findall(text)), len(_SIGNS.findall(text))
    if letters < len(text) * _LETTERS or letters + signs < len(text) * _LETTERS_AND_SIGNS:
        return None
    return None if letters >= _LONG and text.count("ال") < letters * _AL else "cp1256"


def _western(data: bytes, complete: bool) -> str | None:
    """windows-1252, where bytes beyond ASCII are rare among ASCII letters: an English text with its curly quotes."""
    beyond = len(data.translate(None, _ASCII))
    return "cp1252" if 0 < beyond <= len(data) * _BROKEN and _strict(data, "cp1252", complete) else None


_JUDGES: tuple[Callable[[bytes, bool], str | None], ...] = (
    _by_bom, _utf16, _utf8, _utf8_slightly_broken, _cp1256, _utf8_mostly, _western,
)  # fmt: skip


def _strict(data: bytes, encoding: str, complete: bool) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(data, complete)
    except UnicodeDecodeError:
        return False
    return True


def _good_and_broken(data: bytes) -> tuple[int, int]:
    """Read as UTF-8: how many characters beyond ASCII are sound, and how many places are not."""
    beyond = re.sub("[\x00-\x7f]+", "", data.decode("utf-8", "replace"))
    broken = replaced(beyond, data, "utf-8")
    return len(beyond) - broken, broken
