"""Where words follow one another: the documents that have all of them, and how often each has them side by side.

Most phrases hold a word that few documents have, and of those fewer still have the other words. So documents are
compared first, and positions looked up in what is left: those of all words at once where documents are few, else of one
word after another, from the rarest on.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings.arrays import FlatField, Numbers, are_first, each_once, runs
from index.postings.united import FEW_WORDS, Chosen, Postings, Segment, are_among

Words = NDArray[np.int64]
Documents = NDArray[Any]
Places = NDArray[np.int64]
"""`document << 32 | position`."""

_NOWHERE: Places = np.empty(0, np.int64)

_FEW = 32
"""So many documents are not compared with those of further words."""

_SOME = 256
_DENSE = 16
"""More documents than some, and than one for so many others, are looked up in an array over all of them, fewer one by
one."""


def side_by_side(postings: Postings, places: Sequence[Chosen]) -> tuple[Documents, Numbers] | dict[int, int]:
    """The documents in which words follow one another, ascending, and how often; a dictionary where those are few.

    `places`: for each place of a phrase, the words that may stand there.
    """
    found = [_in_segment(postings, *part) for part in _by_segment(places)]
    ends = found[0] if len(found) == 1 else np.concatenate([_NOWHERE, *found])
    return _counted(ends) if len(ends) > _FEW else _counted_singly(ends.tolist())


def with_gaps(postings: Postings, places: Sequence[Chosen], gap: int) -> tuple[Documents, Numbers]:
    """The same for words in this order with at most so many other words between them in all: from the places where the
    first stands, each following one is the next."""
    rarest = min(places, key=lambda chosen: sum(int(segment.field.counts_of(words).sum()) for segment, words in chosen))
    documents = each_once(_documents_of(postings.occurrences_of(rarest)))
    begins = last = postings.occurrences_of(places[0], documents)
    for chosen in places[1:]:
        following = postings.occurrences_of(chosen, documents)
        place = np.searchsorted(following, last, side="right")
        held = place < len(following)
        begins, last, place = begins[held], last[held], place[held]
        held = following[place] - begins <= np.uint64(len(places) - 1 + gap)  # another document is 2³² away
        begins, last = begins[held], following[place][held]
    return _counted(begins)


def _by_segment(places: Sequence[Chosen]) -> Iterator[tuple[Segment, list[Words]]]:
    """The segments that have words for every place."""
    first, *others = places
    for segment, words in first:
        following = [own for chosen in others for other, own in chosen if other.start == segment.start]
        if len(following) == len(others):
            yield segment, [words, *following]


class _Word(NamedTuple):
    """A word that may stand in a place of a phrase: where its postings begin, which place it is, and its documents."""

    start: int
    nth: int
    documents: Documents


def _in_segment(postings: Postings, segment: Segment, words: list[Words]) -> Places:
    """Where each occurrence of the phrase ends, ascending."""
    field = segment.field
    if not field.has_positions:
        return _NOWHERE
    if max(map(len, words)) > FEW_WORDS:
        return _of_many_words(postings, segment, words)
    places = [[_word(field, nth, number) for number in numbers.tolist()] for nth, numbers in enumerate(words)]
    places.sort(key=lambda place: sum([len(word.documents) for word in place]))
    documents = postings.living(_narrowed(places), segment)
    if not len(documents):
        return _NOWHERE
    ends = _of_all(field, places, documents) if len(documents) <= _SOME else _one_by_one(field, places, documents)
    return ends + (segment.start << 32) if segment.start else ends


def _word(field: FlatField, nth: int, number: int) -> _Word:
    rows = field.rows(number)
    return _Word(rows.start, nth, field.documents_at(rows))


def _narrowed(places: Sequence[Sequence[_Word]]) -> Documents:
    """The documents that have one of the words of each place, ascending; or, as soon as they are few, some more."""
    documents = _together([word.documents for word in places[0]])
    for words in places[1:]:
        if len(documents) <= _FEW:
            break
        having, *more = [_have(word.documents, documents) for word in words]
        for held in more:
            having |= held
        documents = documents[having]
    return documents


def _together(every: Sequence[Documents]) -> Documents:
    return every[0] if len(every) == 1 else each_once(np.concatenate(every))


def _have(held: Documents, documents: Documents) -> NDArray[np.bool_]:
    """Which of some documents are among those that hold a word; all ascend."""
    if len(documents) <= _SOME or len(documents) * _DENSE < len(held):
        return are_among(documents, held)
    flags = np.zeros(int(max(held[-1], documents[-1])) + 1, np.bool_)
    flags[held.astype(np.int64)] = True
    return flags[documents.astype(np.int64)]


def _of_all(field: FlatField, places: Sequence[Sequence[_Word]], documents: Documents) -> Places:
    """Where the words of all places stand, at once: an end that has all of them is there as often as there are places,
    for one word stands in one position."""
    apart = len(places) - 1
    ends = _ends(field, [word for words in places for word in words], documents, apart)
    ends.sort()
    later = ends[apart:]  # none, where fewer words stand than there are places
    found: Places = later[later == ends[: len(later)]]
    return found


def _one_by_one(field: FlatField, places: Sequence[Sequence[_Word]], documents: Documents) -> Places:
    """The same for many documents: of one place after another, as long as any end is left."""
    last = len(places) - 1
    ends = np.sort(_ends(field, places[0], documents, last))
    for words in places[1:]:
        own = ends >> 32
        following = np.sort(_ends(field, words, own[are_first(own)], last))
        ends = ends[are_among(ends, following)]
    return ends


def _ends(field: FlatField, words: Sequence[_Word], documents: Documents, last: int) -> Places:
    """Where a phrase would end that has one of the words in its place; in the order of the words' postings."""
    own = documents.astype(np.uint32, copy=False)
    words = sorted(words)  # what is read of a file is read in the order of its places
    rows = np.concatenate([word.documents[1:].searchsorted(own, "right") + word.start for word in words])
    held = (field.documents_at(rows) == np.concatenate([own] * len(words))).nonzero()[0]
    rows = rows[held]
    counts = field.frequencies_at(rows).astype(np.int64)
    before = np.array([last - word.nth for word in words])
    ends = (documents.astype(np.int64) << 32) + before[:, np.newaxis]
    found: Places = ends.ravel()[held].repeat(counts)
    found += field.positions_at(runs(field.place_starts_at(rows), counts))
    return found


def _of_many_words(postings: Postings, segment: Segment, places: list[Words]) -> Places:
    """The same where so many words may stand in a place that all their postings are read at once."""
    rarest, *others = sorted(range(len(places)), key=lambda nth: int(segment.field.counts_of(places[nth]).sum()))
    last = len(places) - 1
    ends = postings.occurrences_of([(segment, places[rarest])]) + np.uint64(last - rarest)
    for nth in others:
        if not len(ends):
            break
        following = postings.occurrences_of([(segment, places[nth])], _documents_of(ends)) + np.uint64(last - nth)
        ends = ends[are_among(ends, following)]
    return ends.astype(np.int64)


def _counted_singly(ends: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for end in ends:
        document = end >> 32
        found[document] = found.get(document, 0) + 1
    return found


def _counted(occurrences: NDArray[Any]) -> tuple[Documents, Numbers]:
    documents = _documents_of(occurrences)
    firsts = are_first(documents).nonzero()[0]
    times = np.full(len(firsts), len(documents))
    times[:-1] = firsts[1:]
    times -= firsts
    return documents[firsts], times


def _documents_of(occurrences: NDArray[Any]) -> NDArray[np.int64]:
    documents: NDArray[np.int64] = (occurrences >> occurrences.dtype.type(32)).astype(np.int64, copy=False)
    return documents
