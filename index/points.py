"""The characters of a text as numbers, to be looked at all at once."""

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
