"""Outside text on its way to the terminal: nothing raw, nothing printable lost.

A terminal obeys control characters wherever they come from, so titles, file names, articles and typed queries all pass
this table. What is invisible is dropped, because a zero-width character is where a terminal's idea of a column and ours
part ways; what would be obeyed or has no glyph becomes something to look at. An override, embedding or isolate can make
a reader see another text than the one that is written (Trojan Source, CVE-2021-42574), so those are shown as arrows.

Line ends are the caller's: a text is taken apart into lines before its lines come here.
"""

import unicodedata
from typing import Final

REPLACEMENT: Final = "\ufffd"

DIRECTION_MARKS: Final = {
    "\u202a": "↦",  # LRE
    "\u202b": "↤",  # RLE
    "\u202c": "↧",  # PDF
    "\u202d": "⇉",  # LRO
    "\u202e": "⇇",  # RLO
    "\u2066": "⇥",  # LRI
    "\u2067": "⇤",  # RLI
    "\u2068": "↹",  # FSI
    "\u2069": "⇲",  # PDI
}
"""The bidi controls that change the order of what stands between them, and the arrow that is printed for each."""

# Marks or letters by category, but with nothing of theirs to see in a cell: variation selectors, the grapheme joiner,
# Korean fillers (Default_Ignorable_Code_Point of DerivedCoreProperties.txt).
_UNSEEN = (
    range(0x034F, 0x0350), range(0x115F, 0x1161), range(0x180B, 0x1810), range(0x3164, 0x3165), range(0xFE00, 0xFE10),
    range(0xFFA0, 0xFFA1), range(0xE0100, 0xE01F0),
)  # fmt: skip
# Format characters that do have a glyph: the Arabic number signs, end of ayah, and their like in Syriac and Kaithi.
_VISIBLE_FORMAT = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")


def safe(text: str) -> str:
    """`text` with every character as it may be written to a terminal."""
    return text.translate(_TABLE)


def shown(character: str) -> str:
    """What is written for one character: itself, a stand-in, or nothing."""
    code = ord(character)
    if character in DIRECTION_MARKS:
        return DIRECTION_MARKS[character]
    category = unicodedata.category(character)
    if category == "Cc":
        return _control(code)
    if category in ("Cs", "Co", "Cn"):
        return REPLACEMENT
    if category in ("Zl", "Zp"):
        return " "
    if category == "Cf" and character not in _VISIBLE_FORMAT:
        return ""
    return "" if any(code in unseen for unseen in _UNSEEN) else character


def _control(code: int) -> str:
    """A tab is a space on a grid; C0 has pictures; C1 (0x9b is CSI, 0x9d OSC) has none."""
    if code == 0x09:
        return " "
    if code == 0x7F:
        return "\u2421"
    return chr(0x2400 + code) if code < 0x20 else REPLACEMENT


class _Table(dict[int, str]):
    """`str.translate` asks it once for each distinct character."""

    def __missing__(self, code: int) -> str:
        self[code] = stand_in = shown(chr(code))
        return stand_in


_TABLE = _Table()
