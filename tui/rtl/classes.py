"""The bidi class of a character, as one letter, so that a text's classes are a string that `re` can search."""

from typing import Final
from unicodedata import bidirectional

_LETTERS = {
    "L": "L", "R": "R", "AL": "A", "EN": "E", "AN": "N", "ES": "e", "ET": "t", "CS": "c", "NSM": "m", "BN": "b",
    "B": "B", "S": "S", "WS": "w", "ON": "o", "LRE": "u", "RLE": "v", "LRO": "x", "RLO": "y", "PDF": "z",
    "LRI": "i", "RLI": "j", "FSI": "k", "PDI": "q",
}  # fmt: skip
NEUTRALISED: Final = str.maketrans("uvxyzijkq", "ooooooooo")
"""For `classes(text).translate(…)`: explicit controls become plain neutrals, and so reorder nothing."""
ISOLATING: Final = str.maketrans("uvxyzk", "oooooo")
"""The same, but for the isolates of `tui.isolates`."""

# What the default class of an unassigned character is (the @missing lines of DerivedBidiClass.txt).
_DEFAULTS = (
    ("AL", (0x0600, 0x07BF), (0x0860, 0x08FF), (0xFB50, 0xFDCF), (0xFDF0, 0xFDFF), (0xFE70, 0xFEFF),
     (0x10D00, 0x10D3F), (0x10EC0, 0x10EFF), (0x10F30, 0x10F6F), (0x1EC70, 0x1ECBF), (0x1ED00, 0x1ED4F),
     (0x1EE00, 0x1EEFF)),
    ("R", (0x0590, 0x05FF), (0x07C0, 0x085F), (0xFB1D, 0xFB4F), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF)),
    ("ET", (0x20A0, 0x20CF)),
    ("BN", (0xFDD0, 0xFDEF), (0xE0000, 0xE0FFF)),
)  # fmt: skip


def classes(text: str) -> str:
    """The bidi class of each character, one letter each (`_LETTERS`)."""
    return text.translate(_CLASSES)


class _Classes(dict[int, str]):
    """`str.translate` asks it once for each distinct character."""

    def __missing__(self, code: int) -> str:
        self[code] = letter = _LETTERS[bidirectional(chr(code)) or _default_class(code)]
        return letter


_CLASSES = _Classes()


def _default_class(code: int) -> str:
    if code & 0xFFFE == 0xFFFE:
        return "BN"
    for name, *ranges in _DEFAULTS:
        if any(first <= code <= last for first, last in ranges):
            return name
    return "L"
