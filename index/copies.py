"""Which articles are copies of each other: the same story printed twice, or sent out by an agency in several versions.

An article's signature is what a minwise hash keeps of its runs of three normalised words (Broder 1997; one permutation
in 64 bins, Li, Owen and Zhang 2012): two articles agree in about as many bins as they have runs in common, as a part of
all runs of both. It is reckoned from the positions in the index, for a whole segment at once, and kept beside it. Of
one corpus' signatures those that agree in a run of bins are compared whole, and copies of copies are one group.

    <segment>.copies      an .npy of NumPy's: a row of 64 numbers for each document, 0 for a bin that has nothing

What counts as a copy, how sure that is and what it costs: `python -m tests.bench.copies`.
"""

import zlib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexUnusableError
from index.found import Found, kept
from index.postings import Reader, each_once
from index.postings.arrays import FlatField, starts_of
from index.postings.contents import segments_without
from index.postings.mapped import FlatFile
from index.relations import EXTENSION as RELATIONS
from index.results import Field, Why

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

Signatures = NDArray[np.uint32]
Numbers = NDArray[np.int64]

Hashes = NDArray[np.uint32]

_AT_ONCE = 1 << 16
"""Words whose runs are reckoned together: what comes between stays in the processor's cache."""

_MIX, _STEP = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)


class Copies:
    """The articles of a reader in groups: those of one group are copies of each other."""

    def __init__(self, folder: Path, reader: Reader) -> None:
        """Reads the signatures and compares them: a second for a million articles. Raises IndexUnusableError."""
        parts = [
            _read(folder / f"{segment.name}{EXTENSION}", segment.end - segment.start)
            for segment in reader.ids_by_segment
        ]
        signatures = np.concatenate([np.empty((0, BINS), np.uint32), *parts])
        signatures[~reader.live] = 0
        self.groups = grouped(signatures)
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

    def unfolded(self, rows: Found, found: Found, opened: Sequence[int]) -> tuple[Found, frozenset[int]]:
        """The rows with the copies, among all that was `found`, of those in whose groups the `opened` ones are; and
        which these copies are."""
        wanted = set(self.groups[list(opened)].tolist())
        documents, scores, copies = [], [], set()
        for document, score in zip(rows.documents.tolist(), rows.scores.tolist(), strict=True):
            documents.append(document)
            scores.append(score)
            if self.groups[document] in wanted:
                held = np.flatnonzero(self.groups[found.documents] == self.groups[document])
                held = held[found.documents[held] != document]
                documents += found.documents[held].tolist()
                scores += found.scores[held].tolist()
                copies |= set(found.documents[held].tolist())
        return Found(np.array(documents, np.int64), np.array(scores, np.float64)), frozenset(copies)


def agreement(some: Signatures, others: Signatures) -> NDArray[np.float64]:
    """About which part of their runs articles share, row by row; bins that neither fills tell nothing."""
    filled = np.count_nonzero((some > 0) | (others > 0), axis=1)
    equal = np.count_nonzero((some == others) & (some > 0), axis=1)
    part: NDArray[np.float64] = equal / np.maximum(filled, 1)
    return part


def grouped(signatures: Signatures) -> Numbers:
    """For each article the number of the first one of its group."""
    groups = np.arange(len(signatures))
    rows = np.flatnonzero((signatures > 0).sum(axis=1) > 0)
    for band in range(BANDS):
        bins = signatures[rows, 2 * band : 2 * band + 2].astype(np.uint64)
        keys = (bins[:, 0] << np.uint64(32)) | bins[:, 1]
        known = np.flatnonzero((bins > 0).all(axis=1))
        first, second = _neighbours(keys[known], rows[known])
        apart = groups[first] != groups[second]
        first, second = first[apart], second[apart]
        alike = agreement(signatures[first], signatures[second]) >= ALIKE
        _unite(groups, first[alike], second[alike])
    return _parted(groups, signatures)


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


def _parted(groups: Numbers, signatures: Signatures) -> Numbers:
    """Groups whose members are like their first one, not only like one that is: formulas lead from story to story."""
    sizes = np.bincount(groups, minlength=len(groups))
    members = np.flatnonzero(sizes[groups] > 2)
    members = members[np.argsort(groups[members], kind="stable")]
    parted = groups.copy()
    for group in np.split(members, np.flatnonzero(np.diff(groups[members])) + 1):
        _part(group, parted, signatures)
    return parted


def _part(left: Numbers, parted: Numbers, signatures: Signatures) -> None:
    for _ in range(MOST_LEADS):
        if not len(left):
            return
        alike = agreement(signatures[left], signatures[left[:1]]) >= ALIKE
        parted[left[alike]] = left[0]
        left = left[~alike]
    parted[left] = left


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
        normalised = FlatFile.map(segment.with_suffix(RELATIONS)).fields[f"{Field.BODY}.{Why.NORMALISED}"]
        _sign(signatures, fields[Field.BODY], _hashes(normalised, len(fields[Field.BODY])))
    with segment.with_suffix(EXTENSION).open("wb") as file:
        np.save(file, signatures, allow_pickle=False)


def _hashes(normalised: FlatField, words: int) -> Hashes:
    """A number for each word of the vocabulary, the same for those that are one when normalised."""
    of_form = np.fromiter(map(zlib.crc32, normalised.all_words()), np.uint32, len(normalised))
    hashes = np.zeros(words, np.uint32)
    hashes[normalised.documents] = np.repeat(of_form, normalised.counts())
    return hashes


def _sign(signatures: Signatures, body: FlatField, hashes: Hashes) -> None:
    """Each document's words are laid out in their order; of each bin the least hash of a run is kept."""
    starts, words = _laid_out(body, len(signatures), hashes)
    edges = np.searchsorted(starts, np.arange(0, len(words) + _AT_ONCE, _AT_ONCE))
    for first, end in pairwise(each_once(np.minimum(edges, len(signatures))).tolist()):
        signatures[first:end] = _signed(words[starts[first] : starts[end]], np.diff(starts[first : end + 1]))


def _signed(words: Hashes, lengths: Numbers) -> Signatures:
    """The signatures of documents of so many words each."""
    document, word = np.repeat(np.arange(len(lengths)), lengths), words.astype(np.uint64)
    run = word[: 1 - RUN]
    for nth in range(1, RUN):
        run = run * _MIX + word[nth : len(word) - RUN + 1 + nth]
    run = (run ^ (run >> np.uint64(31))) * _STEP
    whole = (document[: 1 - RUN] == document[RUN - 1 :]) & (lengths >= SHORTEST + RUN - 1)[document[: 1 - RUN]]
    owner, run = document[: 1 - RUN][whole], run[whole]
    least = np.full(len(lengths) * BINS, 0xFFFFFFFF, np.uint32)
    np.minimum.at(
        least, owner * BINS + (run >> np.uint64(58)).astype(np.int64), (run >> np.uint64(26)).astype(np.uint32)
    )
    return (least + np.uint32(1)).reshape(-1, BINS)  # nothing came: 0


def _laid_out(body: FlatField, documents: int, hashes: Hashes) -> tuple[Numbers, Hashes]:
    """The hash of every word that stands anywhere, document by document in reading order; and where each begins."""
    assert body.positions is not None
    assert body.position_starts is not None
    lasts = np.cumsum(body.frequencies, dtype=np.int64) - 1
    lengths = np.zeros(documents, np.int64)
    np.maximum.at(lengths, body.documents, body.positions[lasts].astype(np.int64) + 1)
    starts = starts_of(lengths)
    place = np.repeat(starts[body.documents], body.frequencies)
    place += body.positions
    bounds = body.position_starts.astype(np.int64)
    words = np.zeros(int(starts[-1]), np.uint32)
    words[place] = np.repeat(hashes, bounds[1:] - bounds[:-1])
    return starts, words


def _read(path: Path, documents: int) -> Signatures:
    try:
        signatures: Signatures = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise IndexUnusableError(path=str(path), reason="damaged") from error
    if signatures.dtype != np.uint32 or signatures.ndim != 2 or signatures.shape[1] != BINS:
        raise IndexUnusableError(path=str(path), reason="damaged")
    missing = max(0, documents - len(signatures))
    return np.concatenate([signatures, np.zeros((missing, BINS), np.uint32)])
