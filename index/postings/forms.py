"""The postings of all words that have one form, united when the index is written and not whenever one is asked for.

Most forms have one word; but nearly a third of the postings of Arabic news are of words that can be spelt otherwise,
and are: الإدارة and الادارة. To unite the postings of such words took longer than all else that finding them takes.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings.arrays import FlatField, Numbers, are_first, narrow, runs, starts_of, stretches

_AT_ONCE = 1 << 21
"""Postings that are united at once: some fifty bytes each while they are sorted."""

_DOCUMENT = 0xFFFFFFFF


class _United(NamedTuple):
    """Postings of some forms: of each how many, and their documents and frequencies, one form's after another's."""

    counts: NDArray[np.int64]
    documents: NDArray[np.uint32]
    frequencies: Numbers


def postings_of_forms(words: FlatField, forms: FlatField) -> FlatField:
    """In the place of each form the documents that have any of its words, and how often they have them.

    `forms` holds, in the place of documents, the numbers of the words that have each. There is nothing for a form that
    one word has; nor where postings are boosted, for what they weigh is not their frequency.
    """
    counts = np.zeros(len(forms), np.int64)
    several = np.flatnonzero(counts if words.is_boosted else forms.counts() > 1)
    parts = [_United(counts[:0], np.empty(0, np.uint32), np.empty(0, np.uint8)), *_in_stretches(words, forms, several)]
    counts[several] = np.concatenate([part.counts for part in parts])
    return FlatField(
        words=np.empty(0, np.uint8),
        word_starts=np.zeros(len(forms) + 1, np.uint8),
        starts=narrow(starts_of(counts)),
        documents=np.concatenate([part.documents for part in parts]),
        frequencies=np.concatenate([part.frequencies for part in parts]),
    )


def _in_stretches(words: FlatField, forms: FlatField, several: NDArray[np.int64]) -> Iterator[_United]:
    postings = starts_of(words.counts())
    members = forms.documents[forms.rows_of(several)]
    firsts = starts_of(forms.counts_of(several))
    burdens = starts_of(postings[members + 1] - postings[members])[firsts]
    for first, after in stretches(burdens, _AT_ONCE):
        own = members[firsts[first] : firsts[after]]
        yield _united(words, own, np.repeat(np.arange(after - first), np.diff(firsts[first : after + 1])))


def _united(words: FlatField, members: Numbers, of_form: NDArray[np.int64]) -> _United:
    """`of_form`: for each word the number of its form, from 0 and ascending."""
    counts = words.counts_of(members)
    rows = runs(words.starts_at(members), counts)
    both = of_form.repeat(counts) << 32 | words.documents[rows]
    order = both.argsort(kind="stable")  # a few runs each, which it merges
    both = both[order]
    first = are_first(both).nonzero()[0]
    both, frequencies = both[first], np.add.reduceat(words.frequencies[rows][order], first, dtype=np.int64)
    return _United(
        np.bincount(both >> 32, minlength=int(of_form[-1]) + 1),
        (both & _DOCUMENT).astype(np.uint32),
        narrow(frequencies),
    )
