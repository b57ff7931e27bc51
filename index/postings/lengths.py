"""How long documents are, in a byte each, as `whoosh.util.numeric` has it for BM25."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

LENGTH_OF_BYTE = np.array([round((1.033**byte - 1) * 27) for byte in range(256)], np.int64)
"""The number of words a document had, by its length byte: exact to 10, then rounded up by at most a tenth.

Whoosh's `byte_to_length`, which a test holds it against.
"""


def length_bytes(lengths: NDArray[Any]) -> NDArray[np.uint8]:
    """Numbers of words as Whoosh stores them for BM25: `whoosh.util.numeric.length_to_byte` of each."""
    stored: NDArray[np.intp] = np.searchsorted(LENGTH_OF_BYTE, np.minimum(lengths, LENGTH_OF_BYTE[-1]))
    return stored.astype(np.uint8)
