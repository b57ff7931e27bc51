"""Whether the letters of code page 864 stand where their shapes can: what tells its files from those of other pages.

The page has up to four shapes of a letter and programs wrote the one that fits. Where it lacks some, one shape serves
for two: an initial one in the middle, an isolated one at the end. Bytes of another encoding have letters here too, but
finals at the beginning of words and initials at their end.
"""

import re
import unicodedata
from functools import cache

_JOINS_ON, _ENDS, _ENDS_JOINED, _MIDDLE, _ALONE, _JOINED, _EITHER_WAY, _GAP = "nigmafx "
"""What a byte is: a shape that joins the next letter · one of a letter that could, but does not · the same, joined to
the one before · joined on both sides · one of a letter that never joins the next, not joined · the same, joined ·
a letter of one shape for all places · no letter."""

_WRONG = re.compile("[nm](?![a-z])|[ig](?=[a-z])|(?<![nmx])[gfm]|(?<=[nm])a")
_MARKS = b"\xe0\xf0\xf1"
"""Tatweel and shadda, which change nothing."""


def misshapen(data: bytes) -> int:
    """How many letters cannot have the shape they have."""
    return len(_WRONG.findall(data.translate(_kinds(), _MARKS).decode("ascii")))


@cache
def _kinds() -> bytes:
    shapes: dict[str, dict[str, int]] = {}
    for byte in range(128, 256):
        shape = bytes([byte]).decode("cp864", "replace")
        kind, _, codes = unicodedata.decomposition(shape).partition(" ")
        if kind.strip("<>") in ("isolated", "final", "initial", "medial") and shape >= "\ufe80":
            shapes.setdefault(codes, {})[kind.strip("<>")] = byte
    table = bytearray(_GAP.encode() * 256)
    for of_letter in shapes.values():
        for kind, byte in of_letter.items():
            table[byte] = ord(_kind(kind, of_letter))
    return bytes(table)


def _kind(shape: str, of_letter: dict[str, int]) -> str:
    if len(of_letter) == 1:
        return _JOINS_ON if shape == "initial" else _EITHER_WAY
    if shape in ("initial", "medial"):
        return _MIDDLE if shape == "medial" else _JOINS_ON
    if "initial" in of_letter or "medial" in of_letter:
        return _ENDS_JOINED if shape == "final" else _ENDS
    return _JOINED if shape == "final" else _ALONE
