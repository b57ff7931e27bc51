"""The skeletons of every word of a vocabulary at once, as a relation: skeleton → the numbers of the words that have it.

Arabic words stand under their skeleton in small letters; Latin ones under each of theirs in capitals, so that either
script is looked for by itself.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.names.sound import CLASSES, LONGEST, SHORTEST, latin_skeletons
from index.postings.arrays import FlatField, starts_of
from index.postings.spellings import Letters, Numbers, Spellings
from index.words import Key

_LEAST = 2
"""Consonants a skeleton must have: with fewer it would be shared by much of the vocabulary."""

_CLASS_OF = np.zeros(0x110000, np.uint32)
for _letter, _class in CLASSES.items():
    _CLASS_OF[ord(_letter)] = ord(_class)


def sounds(words: Spellings) -> FlatField:
    """The relation for a vocabulary; words are known by their place in it."""
    arabic, owners = _arabic_skeletons(words)
    latin, latin_owners = _latin_skeletons(words)
    both = Spellings(
        np.concatenate([arabic.text[:-1], latin.text]),
        np.concatenate([arabic.starts, latin.starts + len(arabic.text) - 1]),
        np.concatenate([arabic.ends, latin.ends + len(arabic.text) - 1]),
    )
    grouped = both.grouped()
    return replace(grouped, documents=np.concatenate([owners, latin_owners])[grouped.documents].astype(np.uint32))


def _arabic_skeletons(words: Spellings) -> tuple[Spellings, Numbers]:
    classes = _CLASS_OF[words.text]
    before = starts_of(classes > 0)
    starts, ends = before[words.starts], before[words.ends]
    owners = np.flatnonzero((ends - starts >= _LEAST) & (words.lengths <= LONGEST))
    kept: Letters = np.append(classes[classes > 0], np.uint32(0))
    return Spellings(kept, starts[owners], ends[owners]), owners


def _latin_skeletons(words: Spellings) -> tuple[Spellings, Numbers]:
    chosen = np.flatnonzero(_latin(words) & (words.lengths >= SHORTEST) & (words.lengths <= LONGEST))
    some = Spellings(words.text, words.starts[chosen], words.ends[chosen])
    found = [
        (skeleton.upper(), number)
        for number, word in zip(chosen.tolist(), some.strings(), strict=True)
        for skeleton in latin_skeletons(Key(word))
    ]
    return Spellings.of([skeleton for skeleton, _ in found]), np.array([number for _, number in found], np.int64)


def _latin(words: Spellings) -> NDArray[np.bool_]:
    first = words.head(0)
    return (first >= ord("a")) & (first <= ord("z"))
