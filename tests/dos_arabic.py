"""Text as DOS programs wrote it in code page 864: each letter in the shape it has between its neighbours.

Where the page lacks a shape, another of the same letter stands for it; letters it lacks altogether (إ) are left out.
"""

import unicodedata
from functools import cache

_NOT_AFTER = "ءآأؤإاةدذرزوى"
"""Letters that do not join the next."""
_LAM_ALEF = {"لا": (b"\x9d", b"\x9e"), "لأ": (b"\x99", b"\x9a"), "لآ": (b"\xf9", b"\xfa")}
_SHAPES = ("<isolated>", "<final>", "<initial>", "<medial>")


def encode_864(text: str) -> tuple[bytes, str]:
    """The bytes, and what of the text they hold."""
    text = "".join(unicodedata.normalize("NFKC", each) if "\ufe70" <= each <= "\ufefc" else each for each in text)
    data, kept = bytearray(), []
    place = 0
    while place < len(text):
        joined_before = place > 0 and _joins(text[place - 1]) and text[place - 1] not in _NOT_AFTER
        if text[place : place + 2] in _LAM_ALEF:
            piece = text[place : place + 2]
            code = _LAM_ALEF[piece][joined_before]
        else:
            piece = text[place]
            code = _one(piece, joined_before, place + 1 < len(text) and _joins(text[place + 1]))
        place += len(piece)
        if code is not None:
            data += code
            kept.append(piece)
    return bytes(data), "".join(kept)


def _one(letter: str, before: bool, after: bool) -> bytes | None:
    shapes = _shapes().get(letter)
    if shapes is None:
        return letter.encode("cp864", "ignore") or None
    wanted = _SHAPES[before + 2 * (after and letter not in _NOT_AFTER)]
    fallback = "<initial>" if wanted == "<medial>" else "<isolated>"
    return shapes.get(wanted) or shapes.get(fallback) or next(iter(shapes.values()))


def _joins(letter: str) -> bool:
    return "\u0622" <= letter <= "\u064a"


@cache
def _shapes() -> dict[str, dict[str, bytes]]:
    """Of each letter, the byte of each shape there is."""
    shapes: dict[str, dict[str, bytes]] = {}
    for byte in range(128, 256):
        shape = bytes([byte]).decode("cp864", "replace")
        kind, _, codes = unicodedata.decomposition(shape).partition(" ")
        if kind in _SHAPES and len(codes) == 4:
            shapes.setdefault(chr(int(codes, 16)), {})[kind] = bytes([byte])
    return shapes
