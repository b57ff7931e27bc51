"""The Unicode Bidirectional Algorithm, UAX #9: embedding levels, and the order of a line.

    text  →  classes (one letter a character)  →  levels (one byte a character)  →  per line: line_levels  →  reorder

Rule names (W1, N0, X5 …) are those of the standard. All of BidiTest.txt and BidiCharacterTest.txt pass
(`python -m tests.bench.bidi_conformance`).
"""

import re
from collections.abc import Sequence

from tui.rtl.classes import ISOLATING, NEUTRALISED, classes
from tui.rtl.explicit import MAX_DEPTH, Explicit, first_strong, matching_pdis
from tui.rtl.resolving import bracket_pairs, resolve

__all__ = [
    "ISOLATING",
    "MAX_DEPTH",
    "NEUTRALISED",
    "bracket_pairs",
    "classes",
    "levels",
    "line_levels",
    "paragraph_level",
    "reorder",
    "resolve",
]

_EXPLICIT = re.compile("[buvxyzijkq]")
_RTL = re.compile("[RANvyjuxik]")
_RESETTING = re.compile("[BSwijkqbuvxyz]+")


def paragraph_level(text: str) -> int:
    """Rules P2 and P3: the direction of the first strong character outside isolates, left-to-right if there is none."""
    letters = classes(text)
    return first_strong(letters, 0, len(letters), matching_pdis(letters)) or 0


def levels(text: str, base: int | None = None, letters: str | None = None) -> tuple[int, bytes]:
    """The paragraph level and the resolved level of each character of one paragraph, before rule L1.

    `base` is 0, 1 or None (by `paragraph_level`); `letters` are its classes where the caller changed some.
    """
    letters = classes(text) if letters is None else letters
    base = paragraph_level(text) if base is None else base
    if not base and not _RTL.search(letters):
        return 0, bytes(len(letters))
    if not _EXPLICIT.search(letters):
        return base, resolve(text, letters, base, base, base)
    return base, Explicit(text, letters, base).levels()


def line_levels(letters: str, resolved: bytes, base: int) -> bytes:
    """Rule L1 for one line: separators, and white space before them or at the end, are at the paragraph level."""
    levelled = bytearray(resolved)
    for found in _RESETTING.finditer(letters):
        start, end = found.span()
        if end < len(letters):
            end = max(letters.rfind("B", start, end), letters.rfind("S", start, end), start - 1) + 1
        levelled[start:end] = bytes([base]) * (end - start)
    return bytes(levelled)


def reorder(resolved: Sequence[int]) -> list[int]:
    """Rule L2: the indices of one line in visual order, left to right."""
    order = list(range(len(resolved)))
    odd = [level for level in set(resolved) if level & 1]
    if not odd:
        return order
    if len(set(resolved)) == 1:
        return order[::-1]
    for level in range(max(resolved), min(odd) - 1, -1):
        for start, end in _runs_at(resolved, level):
            order[start:end] = order[start:end][::-1]
    return order


def _runs_at(resolved: Sequence[int], level: int) -> list[tuple[int, int]]:
    """The maximal runs of `level` and above. Positions are logical; reversals within one run never leave it."""
    runs, start = [], -1
    for index, value in enumerate(resolved):
        if value >= level and start < 0:
            start = index
        elif value < level and start >= 0:
            runs.append((start, index))
            start = -1
    if start >= 0:
        runs.append((start, len(resolved)))
    return runs
