"""The characters of a text as numbers, and words of them as one number each, to be looked at all at once."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.unsignedinteger[Any]]
"""Code points, one for each character, lone surrogates too; in two bytes each, unless one needs more."""


def points_of(text: str) -> Points:
    """The code points of a text. Two bytes are made in a third of the time that four are."""
    data = text.encode("utf-16-le", "surrogatepass")
    if len(data) == 2 * len(text):
        return np.frombuffer(data, "<u2")
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def eights(codes: NDArray[np.uint8], places: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The eight codes from each place on, the first lowest: out of the two aligned words they lie in.

    As many codes and more stand behind the last place, and all together are a multiple of eight.
    """
    words = codes.view("<u8")
    first, shift = places >> 3, ((places & 7) << 3).astype(np.uint64)
    found: NDArray[np.uint64] = words.take(first) >> shift
    found |= words.take(first + 1) << np.uint64(1) << (np.uint64(63) - shift)
    return found
