"""The words of a whole vocabulary as spans of one array of letters, and which of them are spelt the same.

For work on every word at once: their order, their keys (`index.keys_at_once`), what shares a key (`index.relations`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.postings.arrays import FlatField, are_first, narrow, runs, starts_of, stretches

Letters = NDArray[np.uint32]
"""Code points."""
Numbers = NDArray[np.int64]

_AT_ONCE = 1 << 20  # letters


@dataclass(frozen=True, slots=True)
class Spellings:
    """Words by number: word `i` is `text[starts[i]:ends[i]]`. The text ends in a 0 that is in no word."""

    text: Letters
    starts: Numbers
    ends: Numbers

    @classmethod
    def of(cls, words: Sequence[str]) -> "Spellings":
        """The given words."""
        bounds = starts_of(np.fromiter(map(len, words), np.int64, len(words)))
        return cls(_letters("".join(words)), bounds[:-1], bounds[1:])

    @classmethod
    def of_field(cls, field: FlatField) -> "Spellings":
        """The vocabulary of a field."""
        first_bytes = field.words & 0xC0 != 0x80  # of letters, in UTF-8
        bounds = starts_of(first_bytes)[field.word_starts]
        return cls(_letters(field.words.tobytes().decode()), bounds[:-1], bounds[1:])

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def lengths(self) -> Numbers:
        """How many letters each word has."""
        return self.ends - self.starts

    def head(self, place: int) -> Letters:
        """The letter of each word at a place from its start; 0 where it has none."""
        at = self.starts + place
        letters = self.text.take(at, mode="clip")
        letters *= at < self.ends  # a third of the time that choosing between letters and zeros takes
        return letters

    def tail(self, place: int) -> Letters:
        """The letter of each word at a place from its end, 0 being the last; 0 where it has none."""
        at = self.ends - 1 - place
        letters = self.text.take(at, mode="clip")
        letters *= at >= self.starts
        return letters

    def translated(self, table: Mapping[int, str]) -> "Spellings":
        """The words with letters for letters, by a table as `str.maketrans` makes it."""
        text = self.text.copy()
        for letter, other in table.items():
            text[self.text == letter] = ord(other)
        return replace(self, text=text)

    def strings(self) -> list[str]:
        """The words."""
        text = _string(self.text)
        return [text[start:end] for start, end in zip(self.starts.tolist(), self.ends.tolist(), strict=True)]

    def ranks(self) -> Numbers:
        """How many words are spelt before each; words spelt the same have the same rank.

        They are sorted by as many letters as fit into 64 bits; then, where words were equal so far and one of them has
        more, by the next as many. So a few long words cost no more than their letters.
        """
        return self._ranks(*_codes(self.text))

    def _ranks(self, codes: Letters, width: int) -> Numbers:
        longest = self._longest()
        at_once = min(64 // width, longest)
        rank = np.zeros(len(self), np.int64)
        rows = np.arange(len(self))
        place = 0
        while len(rows):
            column = Spellings(codes, self.starts[rows] + place, self.ends[rows])._packed(at_once, width)
            order = np.lexsort((column, rank[rows])) if place else np.argsort(column)
            rows, column = rows[order], column[order]
            new_rank = np.diff(rank[rows], prepend=-1) != 0
            new = new_rank | np.append(True, column[1:] != column[:-1])
            rank[rows] += _last_true(new) - _last_true(new_rank)
            place += at_once
            if place >= longest:
                break
            firsts = np.flatnonzero(new)
            sizes = np.diff(firsts, append=len(rows))
            unfinished = np.logical_or.reduceat(self.lengths[rows] > place, firsts)
            rows = rows[np.repeat(unfinished & (sizes > 1), sizes)]
        return rank

    def distinct(self) -> tuple[Numbers, Numbers]:
        """For each word the place of its spelling among all in order; and for each spelling a word that has it."""
        rank = self.ranks()
        order = np.argsort(rank)
        first = are_first(rank[order])
        places = np.empty(len(self), np.int64)
        places[order] = np.cumsum(first) - 1
        return places, order[first]

    def _longest(self) -> int:
        return int(self.lengths.max(initial=1))

    def _packed(self, letters: int, width: int) -> NDArray[np.uint64]:
        """The first letters of each word as one number, `width` bits for each of them."""
        packed = np.zeros(len(self), np.uint64)
        for place in range(letters):
            packed = packed << np.uint64(width) | self.head(place)
        return packed

    def vocabulary_arrays(self, chosen: Numbers) -> dict[str, Any]:
        """The arrays `words` and `word_starts` of a field whose vocabulary are the chosen words, in that order."""
        lengths = self.lengths[chosen]
        texts, sizes = [b""], [np.zeros(1, np.int64)]
        for first, after in stretches(starts_of(lengths), _AT_ONCE):
            some = lengths[first:after]
            letters = self.text.take(runs(self.starts[chosen[first:after]], some))
            texts.append(_string(letters).encode())
            sizes.append(np.diff(starts_of(_bytes_of(letters))[starts_of(some)]))
        return {
            "words": np.frombuffer(b"".join(texts), np.uint8),
            "word_starts": narrow(np.cumsum(np.concatenate(sizes))),
        }

    def grouped(self) -> FlatField:
        """The distinct spellings in the order of code points; in the place of documents, the words that have each."""
        both = np.sort(self._ordered() << 32 | np.arange(len(self)))  # those spelt the same are in their own order
        members = both & 0xFFFFFFFF
        firsts = np.flatnonzero(np.diff(both >> 32, prepend=-1))
        return FlatField(
            **self.vocabulary_arrays(members[firsts]),
            starts=narrow(np.append(firsts, len(members))),
            documents=members.astype(np.uint32),
            frequencies=np.ones(len(members), np.uint8),
        )

    def _ordered(self) -> Numbers:
        """Numbers below 2³¹ in the order of the words: the letters themselves, where words are short, or the ranks."""
        codes, width = _codes(self.text)
        longest = self._longest()
        if longest * width > 31:
            return self._ranks(codes, width)
        return Spellings(codes, self.starts, self.ends)._packed(longest, width).astype(np.int64)


def _letters(text: str) -> Letters:
    return np.frombuffer(f"{text}\0".encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint32, copy=False)


def _string(letters: Letters) -> str:
    return letters.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def _bytes_of(letters: Letters) -> NDArray[np.uint8]:
    """The length of each letter in UTF-8."""
    lengths = np.ones(len(letters), np.uint8)
    for last_of_shorter in (0x7F, 0x7FF, 0xFFFF):
        lengths += letters > last_of_shorter
    return lengths


def _codes(text: Letters) -> tuple[Letters, int]:
    """The letters numbered from 1 in their order, and the number of bits that takes: eight for most vocabularies."""
    occurs = np.zeros(int(text.max()) + 1, bool)
    occurs[text] = True
    codes = np.cumsum(occurs, dtype=np.uint32)
    return codes.take(text), int(codes[-1]).bit_length()


def _last_true(flags: NDArray[np.bool_]) -> Numbers:
    """For each place, the last place up to it where a flag is set."""
    places = np.arange(len(flags))
    places *= flags
    return np.maximum.accumulate(places)
