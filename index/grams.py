"""Grams: four letters in a row, of a word with its beginning and its end marked.

Words that share a gram are often of one family where no rule for affixes says so (الكتابة، مكتبات; a broken plural; a
typo). A table holds, for each gram, the words of the vocabulary that have it; a gram of a question stands for all of
them. Grams find no articles, they tell the best of those found apart (`index.second_look`).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from index.keys import normalised
from index.postings.arrays import FlatField, are_first, narrow, runs, starts_of
from index.words import Key

if TYPE_CHECKING:
    from index.postings.spellings import Spellings

LENGTH = 4
"""Three and five letters are worth less: `tests.bench.tuning`."""

LONGEST = 64
"""The letters of a word that grams are taken of: enough for all of any language, and a word as long as a page has no
family."""

_EDGE = "_"
"""Before and after each word; no word has it in it."""


def grams(key: Key) -> Sequence[str]:
    """The grams of a word's normalised form; all of it, where it is shorter."""
    text = f"{_EDGE}{normalised(key)[:LONGEST]}{_EDGE}"
    return [text[at : at + LENGTH] for at in range(max(1, len(text) - LENGTH + 1))]


def gram_table(normalised: "Spellings") -> FlatField:
    """The grams of the normalised words of a vocabulary; in the place of documents, the words that have each."""
    ends = np.minimum(normalised.ends, normalised.starts + LONGEST)
    framed = _framed(replace(normalised, ends=ends))
    counts = np.maximum(framed.lengths - LENGTH + 1, 1)
    owners = np.repeat(np.arange(len(framed)), counts)
    starts = runs(framed.starts, counts)
    spans = replace(framed, starts=starts, ends=np.minimum(starts + LENGTH, framed.ends[owners]))
    table = spans.grouped()
    documents = owners[table.documents]
    once = are_first(documents)  # a word may have a gram twice
    once[table.starts[:-1]] = True
    return replace(
        table,
        starts=narrow(starts_of(once)[table.starts]),
        documents=documents[once].astype(np.uint32),
        frequencies=np.ones(int(once.sum()), np.uint8),
    )


def _framed(words: "Spellings") -> "Spellings":
    """The same words with their edges."""
    bounds = starts_of(words.lengths + 2)
    text = np.full(int(bounds[-1]) + 1, ord(_EDGE), np.uint32)
    text[-1] = 0
    text[runs(bounds[:-1] + 1, words.lengths)] = words.text[runs(words.starts, words.lengths)]
    return replace(words, text=text, starts=bounds[:-1], ends=bounds[1:])
