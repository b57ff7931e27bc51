"""The words of documents in the order in which they are read, from the postings, where they are by word."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings.arrays import FlatField, Number, Numbers, stretches

_AT_ONCE = 1 << 18  # words: what is reckoned of them stays in the processor's cache


def lengths(field: FlatField, documents: int) -> NDArray[np.int64]:
    """How many words each document has, by the last place of any."""
    found = np.zeros(documents, np.int64)
    for part in _parts(field):
        last = part.positions[np.cumsum(part.frequencies, dtype=np.int64) - 1]
        np.maximum.at(found, part.documents, last.astype(np.int64) + 1)
    return found


def in_reading_order(field: FlatField, bounds: NDArray[np.int64], of_words: NDArray[Number]) -> NDArray[Number]:
    """What is given for each word of the vocabulary, wherever the word stands, document by document; they begin at
    `bounds`, by their `lengths`. 0 where no word is."""
    found = np.zeros(int(bounds[-1]), of_words.dtype)
    for part in _parts(field):
        found[part.places(bounds)] = np.repeat(of_words[part.words], part.counts)
    return found


def in_order_of_words(field: FlatField, bounds: NDArray[np.int64], of_places: NDArray[Number]) -> NDArray[Number]:
    """The other way round: what is given for each place where a word is read, as the positions of the words lie."""
    assert field.positions is not None
    found, first = np.empty(len(field.positions), of_places.dtype), 0
    for part in _parts(field):
        after = first + len(part.positions)
        found[first:after] = of_places[part.places(bounds)]
        first = after
    return found


class _Part(NamedTuple):
    """The postings of words that follow each other in the vocabulary, and how often each of the words stands."""

    documents: NDArray[np.uint32]
    frequencies: Numbers
    positions: Numbers
    words: slice
    counts: NDArray[np.int64]

    def places(self, bounds: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where the words stand among those of all documents, each of which begins at one of `bounds`."""
        places: NDArray[np.int64] = bounds[np.repeat(self.documents, self.frequencies)]
        places += self.positions
        return places


def _parts(field: FlatField) -> Iterator[_Part]:
    """A field by stretches of its vocabulary, so that little is reckoned with at once."""
    assert field.position_starts is not None
    assert field.positions is not None
    for first, after in stretches(field.position_starts, _AT_ONCE):
        bounds = field.position_starts[first : after + 1].astype(np.int64)
        rows, places = slice(int(field.starts[first]), int(field.starts[after])), slice(int(bounds[0]), int(bounds[-1]))
        own = field.documents[rows], field.frequencies[rows], field.positions[places]
        yield _Part(*own, slice(first, after), np.diff(bounds))
