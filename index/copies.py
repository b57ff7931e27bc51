"""Which articles are copies of each other: the same story printed twice, or sent out by an agency in several versions.

An article's signature is what a minwise hash keeps of its runs of three normalised words (Broder 1997; one permutation
in 64 bins, Li, Owen and Zhang 2012): two articles agree in about as many bins as they have runs in common, as a part of
all runs of both. It is reckoned from the positions in the index, for many articles at once, and kept beside it. Of one
corpus' signatures those that agree in a run of bins are compared whole, and copies of copies are one group.

    <segment>.copies      an .npy of NumPy's: a row of 64 numbers for each document, 0 for a bin that has nothing

What counts as a copy, how sure that is and what it costs: `python -m tests.bench.copies`.
"""

import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexUnusableError
from index.found import Found, Rows, kept
from index.postings import Reader
from index.postings.arrays import FlatField, are_first, each_once, runs, starts_of, stretches
from index.postings.contents import segments_without
from index.postings.mapped import FlatFile
from index.postings.reading_order import in_reading_order, lengths
from index.relations import normalised_forms
from index.results import Field

EXTENSION = ".copies"

BINS = 64
RUN = 3
"""Words that stand together: fewer are found in any two articles on a subject, more are broken by every correction."""

ALIKE = 0.6
"""The part of its runs that an article must share with the first of its group: one word in twelve may be another."""

MOST_LEADS = 200
"""Groups looked for among articles that formulas join; what is left then has none, so that time is bounded."""

BANDS = 32
"""Groups of two bins, one of which copies have in common almost surely: 1 - (1 - ALIKE²)³² is .999999."""

SHORTEST = 12
"""Runs an article must have to be told from others by them; of fewer, a turn of phrase is half."""

_AT_ONCE = 1 << 18  # words: what is reckoned of them stays in the processor's cache
_PAIRS = 1 << 14  # articles compared at once, likewise

Signatures = NDArray[np.uint32]
Hashes = NDArray[np.uint32]
Numbers = NDArray[np.int64]

_MIX, _STEP = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)


class Copies:
    """The articles of a reader in groups: those of one group are copies of each other."""

    def __init__(self, folder: Path, reader: Reader) -> None:
        """Maps the signatures and compares them: some seconds for a million articles. Raises IndexUnusableError."""
        segments = [(segment.start, segment.end, segment.name) for segment in reader.ids_by_segment]
        parts = [(start, _map(folder / f"{name}{EXTENSION}", end - start)) for start, end, name in segments]
        self.groups = grouped(Signed(parts, reader.live))
        """For each document the least number of its group: its own, where it has no copy."""
        sizes = np.bincount(self.groups, minlength=len(self.groups))
        self._has_copies = sizes[self.groups] > 1 if len(sizes) else np.empty(0, np.bool_)

    def folded(self, found: Found, after: NDArray[Any]) -> tuple[Found, dict[int, int]]:
        """Of each group the one least in `after`; and how many copies of it were found, for those that have any."""
        held = np.flatnonzero(self._has_copies[found.documents])
        by_group = held[np.lexsort((after[held], self.groups[found.documents[held]]))]
        groups = self.groups[found.documents[by_group]]
        starts = np.flatnonzero(np.diff(groups, prepend=-1))
        copies = np.diff(np.append(starts, len(groups))) - 1
        shown = np.ones(len(found), np.bool_)
        shown[held] = False
        shown[by_group[starts]] = True
        firsts = found.documents[by_group[starts]][copies > 0]
        counts = dict(zip(firsts.tolist(), copies[copies > 0].tolist(), strict=True))
        return kept(found, shown), counts

    def unfolded(self, rows: Rows, found: Found, opened: Sequence[int]) -> tuple[Rows, frozenset[int]]:
        """The rows with the copies, among all that was `found`, of those in whose groups the `opened` ones are; and
        which these copies are."""
        wanted = set(self.groups[list(opened)].tolist())
        documents, scores, copies = [], [], set[int]()
        for document, score in zip(*rows, strict=True):
            documents.append(document)
            scores.append(score)
            if self.groups[document] in wanted:
                held = np.flatnonzero(self.groups[found.documents] == self.groups[document])
                held = held[found.documents[held] != document]
                documents += found.documents[held].tolist()
                scores += found.scores[held].tolist()
                copies |= set(found.documents[held].tolist())
        return (documents, scores), frozenset(copies)


class Signed:
    """The signatures of all documents, where they lie."""

    def __init__(self, parts: Sequence[tuple[int, Signatures]], live: NDArray[np.bool_]) -> None:
        """`parts`: those of each segment, behind the number of its first document; `live`: which are to be grouped."""
        self._parts = [(start, part) for start, part in parts if len(part)]
        self._starts = np.array([start for start, _ in self._parts], np.int64)
        self.count = len(live)
        filled = np.zeros(self.count, np.bool_)
        for start, part in self._parts:
            filled[start : start + len(part)] = part.any(axis=1)
        self.documents = np.flatnonzero(filled & live)
        """Those that have one."""

    def band(self, number: int) -> NDArray[np.uint64]:
        """Two bins of each of the documents as one number, 0 where either has nothing."""
        keys = np.zeros(self.count, np.uint64)
        for start, part in self._parts:
            one, other = part[:, 2 * number].astype(np.uint64), part[:, 2 * number + 1].astype(np.uint64)
            keys[start : start + len(part)] = (one << np.uint64(32) | other) * ((one > 0) & (other > 0))
        return keys[self.documents]

    def agreement(self, some: Numbers, others: Numbers) -> NDArray[np.float64]:
        """About which part of their runs documents share, one by one."""
        shared = np.empty(len(some))
        for start in range(0, len(some), _PAIRS):
            pairs = slice(start, start + _PAIRS)
            shared[pairs] = agreement(self._of(some[pairs]), self._of(others[pairs]))
        return shared

    def _of(self, documents: Numbers) -> Signatures:
        found = np.empty((len(documents), BINS), np.uint32)
        part_of = np.searchsorted(self._starts, documents, "right") - 1
        for nth in each_once(part_of).tolist():
            start, part = self._parts[nth]
            own = part_of == nth
            found[own] = part[documents[own] - start]
        return found


def agreement(some: Signatures, others: Signatures) -> NDArray[np.float64]:
    """About which part of their runs articles share, row by row; bins that neither fills tell nothing."""
    filled = np.count_nonzero((some > 0) | (others > 0), axis=1)
    equal = np.count_nonzero((some == others) & (some > 0), axis=1)
    part: NDArray[np.float64] = equal / np.maximum(filled, 1)
    return part


def grouped(signed: Signed) -> Numbers:
    """For each article the number of the first one of its group."""
    groups = np.arange(signed.count)
    for number in range(BANDS):
        keys = signed.band(number)
        known = np.flatnonzero(keys)
        first, second = _neighbours(keys[known], signed.documents[known])
        apart = groups[first] != groups[second]
        first, second = first[apart], second[apart]
        alike = signed.agreement(first, second) >= ALIKE
        _unite(groups, first[alike], second[alike])
    return _parted(groups, signed)


def _neighbours(keys: NDArray[np.uint64], rows: Numbers) -> tuple[Numbers, Numbers]:
    """Articles with the same key, each with the next one and with the first that has it."""
    order = np.argsort(keys, kind="stable")
    keys, rows = keys[order], rows[order]
    same = np.flatnonzero(keys[1:] == keys[:-1]) + 1
    starts = (
        np.maximum.accumulate(np.where(np.append(True, keys[1:] != keys[:-1]), np.arange(len(keys)), 0))
        if len(keys)
        else np.empty(0, np.int64)
    )
    return np.concatenate([rows[same - 1], rows[starts[same]]]), np.concatenate([rows[same], rows[same]])


def _unite(groups: Numbers, first: Numbers, second: Numbers) -> None:
    """Give all that is joined by pairs the least number among it."""
    before = None
    while len(first) and (before is None or (groups != before).any()):
        before = groups.copy()
        least = np.minimum(groups[first], groups[second])
        np.minimum.at(groups, groups[first], least)
        np.minimum.at(groups, groups[second], least)
        groups[:] = groups[groups]


def _parted(groups: Numbers, signed: Signed) -> Numbers:
    """Groups whose members are like their first one, not only like one that is: formulas lead from story to story."""
    sizes = np.bincount(groups, minlength=len(groups))
    left = np.flatnonzero(sizes[groups] > 2)
    left = left[np.argsort(groups[left], kind="stable")]
    parted = groups.copy()
    for _ in range(MOST_LEADS):
        if not len(left):
            break
        firsts = np.flatnonzero(are_first(groups[left]))
        leads = np.repeat(left[firsts], np.diff(firsts, append=len(left)))
        alike = signed.agreement(left, leads) >= ALIKE
        parted[left[alike]] = leads[alike]
        left = left[~alike]
    parted[left] = left
    return parted


def write_missing(folder: Path) -> None:
    """Write the signatures of every segment in `folder` that has none yet; drop those of segments that are gone.

    The relations of a segment must have been written: they know which words are one when normalised."""
    for segment in segments_without(folder, EXTENSION):
        _write(segment)


def _write(segment: Path) -> None:
    fields = FlatFile.map(segment).fields
    documents = int(fields["id"].documents.max()) + 1 if len(fields["id"].documents) else 0
    signatures = np.zeros((documents, BINS), np.uint32)
    if Field.BODY in fields:
        body = fields[Field.BODY]
        bounds = starts_of(lengths(body, documents))
        words = in_reading_order(body, bounds, _hashes(normalised_forms(segment, Field.BODY), len(body)))
        for first, after in stretches(bounds, _AT_ONCE):
            of_words = np.diff(bounds[first : after + 1])
            signatures[first:after] = _signed(words[bounds[first] : bounds[after]].astype(np.uint64), of_words)
    with segment.with_suffix(EXTENSION).open("wb") as file:
        np.save(file, signatures, allow_pickle=False)


def _hashes(normalised: Iterable[FlatField], words: int) -> Hashes:
    """A number for each word of the vocabulary, the same for those that are one when normalised."""
    hashes = np.zeros(words, np.uint32)
    for forms in normalised:
        of_form = np.fromiter(map(zlib.crc32, forms.all_words()), np.uint32, len(forms))
        hashes[forms.documents] = np.repeat(of_form, forms.counts())
    return hashes


def _signed(word: NDArray[np.uint64], lengths: Numbers) -> Signatures:
    """The signatures of documents by their words, so many of each: of each bin the least hash of a run is kept."""
    run = word[: 1 - RUN]
    for nth in range(1, RUN):
        run = run * _MIX + word[nth : len(word) - RUN + 1 + nth]
    run = (run ^ (run >> np.uint64(31))) * _STEP
    runs_of = np.where(lengths >= SHORTEST + RUN - 1, lengths - RUN + 1, 0)  # none goes on into the next document
    run = run[runs(starts_of(lengths)[:-1], runs_of)]
    place = np.repeat(np.arange(len(lengths)) * BINS, runs_of) + (run >> np.uint64(58)).astype(np.int64)
    least = np.full(len(lengths) * BINS, 0xFFFFFFFF, np.uint32)
    np.minimum.at(least, place, (run >> np.uint64(26)).astype(np.uint32))
    return (least + np.uint32(1)).reshape(-1, BINS)  # nothing came: 0


def _map(path: Path, documents: int) -> Signatures:
    """The signatures of a segment; the last documents may have none."""
    try:
        with path.open("rb") as file:
            np.lib.format.read_magic(file)
            shape, _, kind = np.lib.format.read_array_header_1_0(file)
            if kind == np.uint32 and len(shape) == 2 and shape[0] <= documents and shape[1] == BINS:
                return np.asarray(np.memmap(path, kind, "r", file.tell(), shape)) if shape[0] else np.empty(shape, kind)
    except (OSError, ValueError, EOFError) as error:
        raise IndexUnusableError(path=str(path), reason="damaged") from error
    raise IndexUnusableError(path=str(path), reason="damaged")
