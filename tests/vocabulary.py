"""Words of an index, as tests name them: by their letters, and not by their numbers in each segment."""

from collections.abc import Iterable

import numpy as np

from index.postings import Chosen, Postings


def chosen(postings: Postings, words: Iterable[str]) -> Chosen:
    """Those of some words that there are, segment by segment."""
    asked, found = sorted(set(words)), []
    for segment in postings.segments:
        numbers = [number for word in asked if (number := segment.field.find(word.encode())) is not None]
        if numbers:
            found.append((segment, np.array(numbers, np.int64)))
    return found


def vocabulary(postings: Postings) -> list[str]:
    """Every word of any segment, in order of code points."""
    return sorted({word.decode() for segment in postings.segments for word in segment.field.all_words()})
