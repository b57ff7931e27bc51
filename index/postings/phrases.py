"""Where words follow one another: the documents that have all of them, and how often each has them side by side.

Most phrases hold a word that few documents have, and of those fewer still have the other words. So documents are
compared first, and positions looked up in what is left: one document after another where those are few, else in
arrays.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.postings.arrays import FlatField, Numbers, are_first, each_once
from index.postings.united import FEW_WORDS, Chosen, Postings, Segment, are_among

Words = NDArray[np.int64]
Documents = NDArray[Any]

_FEW = 10
"""So many documents are looked at one after another."""

_DENSE = 16
"""More documents than one for so many others are looked up in an array over all of them, fewer one by one."""


def side_by_side(postings: Postings, places: Sequence[Chosen]) -> tuple[Documents, Numbers] | dict[int, int]:
    """The documents in which words follow one another, ascending, and how often; a dictionary where those are few.

    `places`: for each place of a phrase, the words that may stand there.
    """
    found = [_in_segment(postings, *part) for part in _by_segment(places)]
    if all(isinstance(part, dict) for part in found):
        return {document: times for part in found if isinstance(part, dict) for document, times in part.items()}
    parts = [_arrays(part) if isinstance(part, dict) else part for part in found]
    return np.concatenate([documents for documents, _ in parts]), np.concatenate([times for _, times in parts])


def with_gaps(postings: Postings, places: Sequence[Chosen], gap: int) -> tuple[Documents, Numbers]:
    """The same for words in this order with at most so many other words between them in all: from the places where the
    first stands, each following one is the next."""
    rarest = min(places, key=lambda chosen: sum(_postings_of(segment.field, words) for segment, words in chosen))
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


def _in_segment(
    postings: Postings, segment: Segment, places: list[Words]
) -> tuple[Documents, Numbers] | dict[int, int]:
    field = segment.field
    if not field.has_positions:
        return {}
    counts = [_postings_of(field, words) for words in places]
    order = sorted(range(len(places)), key=counts.__getitem__)
    documents = _narrowed(field, [places[nth] for nth in order if len(places[nth]) <= FEW_WORDS])
    if documents is not None:
        documents = postings.living(documents, segment)
        if len(documents) <= _FEW:
            return _one_by_one(segment, places, order, documents)
        documents = documents.astype(np.int64) + segment.start
    return _all_at_once(postings, segment, places, order, documents)


def _postings_of(field: FlatField, words: Words) -> int:
    """In how many documents the words stand, one that has two of them counted twice."""
    if len(words) > FEW_WORDS:
        return int(field.counts_of(words).sum())
    return sum(map(field.document_frequency, words.tolist()))


def _narrowed(field: FlatField, places: Sequence[Words]) -> Documents | None:
    """The documents that have one of the words of each place, ascending, or, as soon as they are few, some more; None
    where there are no places."""
    if not places:
        return None
    documents, *others = [_documents(field, places[0]), *places[1:]]
    for words in others:
        if len(documents) <= _FEW:
            break
        documents = documents[_have_any(field, words, documents)]
    return documents


def _documents(field: FlatField, words: Words) -> Documents:
    every = [field.documents_at(field.rows(number)) for number in words.tolist()]
    return every[0] if len(every) == 1 else each_once(np.concatenate(every))


def _have_any(field: FlatField, words: Words, documents: Documents) -> NDArray[np.bool_]:
    first, *more = [_have(field.documents_at(field.rows(number)), documents) for number in words.tolist()]
    for held in more:
        first |= held
    return first


def _have(held: Documents, documents: Documents) -> NDArray[np.bool_]:
    """Which of some documents are among those that hold a word; all ascend."""
    if len(documents) * _DENSE < len(held):
        return are_among(documents, held)
    flags = np.zeros(int(max(held[-1], documents[-1])) + 1, np.bool_)
    flags[held.astype(np.int64)] = True
    return flags[documents.astype(np.int64)]


def _one_by_one(segment: Segment, places: list[Words], order: list[int], documents: Documents) -> dict[int, int]:
    """`order`: the places of the phrase, from the one with the rarest words on."""
    rarest, *others = order
    begins = _begins(segment.field, places[rarest], documents, rarest)
    for nth in others:
        if not begins:
            break
        found = _begins(segment.field, places[nth], np.array(sorted(begins), np.uint32), nth)
        begins = {document: both for document in found if (both := begins[document] & found[document])}
    return {segment.start + document: len(places) for document, places in sorted(begins.items())}


def _begins(field: FlatField, words: Words, documents: Documents, nth: int) -> dict[int, set[int]]:
    """For each document, where a phrase would begin of which place number `nth` has one of the words."""
    found: dict[int, set[int]] = {}
    for number in words.tolist() if len(documents) else ():
        rows = field.rows(number)
        held, frequencies = field.documents_at(rows), field.frequencies_at(rows)
        at = held.searchsorted(documents)
        ends = (frequencies[: int(at[-1]) + 1].cumsum(dtype=np.int64) + field.places(number).start).data
        having, times = held.data, frequencies.data
        for document, place in zip(documents.tolist(), at.tolist(), strict=True):
            if place < len(having) and having[place] == document:
                occurrences = field.positions_at(slice(ends[place] - times[place], ends[place])).tolist()
                begins = [position - nth for position in occurrences]
                found[document] = found[document].union(begins) if document in found else set(begins)
    return found


def _all_at_once(
    postings: Postings, segment: Segment, places: list[Words], order: list[int], documents: Documents | None
) -> tuple[Documents, Numbers]:
    """`documents`: where to look, in numbers of all segments; None for everywhere."""
    rarest, *others = order
    begins = _moved_back(postings.occurrences_of([(segment, places[rarest])], documents), rarest)
    for nth in others:
        if not len(begins):
            break
        following = postings.occurrences_of([(segment, places[nth])], _documents_of(begins))
        begins = begins[are_among(begins + np.uint64(nth), following)]
    return _counted(begins)


def _counted(begins: NDArray[np.uint64]) -> tuple[Documents, Numbers]:
    found = _documents_of(begins)
    firsts = are_first(found).nonzero()[0]
    return found[firsts], np.diff(firsts, append=len(begins))


def _documents_of(occurrences: NDArray[np.uint64]) -> NDArray[np.int64]:
    return (occurrences >> np.uint64(32)).astype(np.int64)


def _moved_back(occurrences: NDArray[np.uint64], by: int) -> NDArray[np.uint64]:
    """Where a phrase would begin of which the word in these places is number `by`."""
    return occurrences[(occurrences & np.uint64(0xFFFFFFFF)) >= by] - np.uint64(by) if by else occurrences


def _arrays(found: dict[int, int]) -> tuple[Documents, Numbers]:
    return np.array(list(found), np.int64), np.array(list(found.values()), np.int64)
