"""Where words follow one another: the documents that have all of them, and how often each has them side by side.

Most phrases hold a word that few documents have, and of those fewer still have the other words. So documents are
compared first, and positions looked up in what is left: one document after another where those are few, else in
arrays.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings.arrays import FlatField, Numbers, are_first, each_once, runs
from index.postings.united import FEW_WORDS, Chosen, Postings, Segment, are_among

Words = NDArray[np.int64]
Documents = NDArray[Any]

_FEW = 16
"""So many documents are looked at one after another."""

_SOME = 256
_DENSE = 16
"""More documents than some, and than one for so many others, are looked up in an array over all of them, fewer one by
one."""


def side_by_side(postings: Postings, places: Sequence[Chosen]) -> tuple[Documents, Numbers] | dict[int, int]:
    """The documents in which words follow one another, ascending, and how often; a dictionary where those are few.

    `places`: for each place of a phrase, the words that may stand there.
    """
    found = [_in_segment(postings, *part) for part in _by_segment(places)]
    if all(isinstance(part, dict) for part in found):
        return {document: times for part in found if isinstance(part, dict) for document, times in part.items()}
    parts = [_arrays(part) if isinstance(part, dict) else part for part in found]
    if len(parts) == 1:
        return parts[0]
    return np.concatenate([documents for documents, _ in parts]), np.concatenate([times for _, times in parts])


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
    """A word that may stand in a place of a phrase, and its postings."""

    number: int
    documents: Documents
    frequencies: Numbers


def _in_segment(postings: Postings, segment: Segment, words: list[Words]) -> tuple[Documents, Numbers] | dict[int, int]:
    field = segment.field
    if not field.has_positions:
        return {}
    if max(map(len, words)) > FEW_WORDS:
        return _of_many_words(postings, segment, words)
    places = [[_word(field, number) for number in numbers.tolist()] for numbers in words]
    counts = [sum([len(word.documents) for word in place]) for place in places]
    order = sorted(range(len(places)), key=counts.__getitem__)
    documents = postings.living(_narrowed([places[nth] for nth in order]), segment)
    if not len(documents):
        return {}
    if len(documents) <= _FEW:
        return _one_by_one(segment, places, order, documents)
    found, times = _all_at_once(field, places, order, documents)
    return found + segment.start, times


def _word(field: FlatField, number: int) -> _Word:
    rows = field.rows(number)
    return _Word(number, field.documents_at(rows), field.frequencies_at(rows))


def _narrowed(places: Sequence[Sequence[_Word]]) -> Documents:
    """The documents that have one of the words of each place, ascending; or, as soon as they are few, some more."""
    documents, *others = [_together([word.documents for word in places[0]]), *places[1:]]
    for words in others:
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


def _one_by_one(segment: Segment, places: list[list[_Word]], order: list[int], documents: Documents) -> dict[int, int]:
    """`order`: the places of the phrase, from the one with the rarest words on."""
    rarest, *others = order
    standing = _positions(segment.field, places[rarest], documents)
    begins = {document: [position - rarest for position in positions] for document, positions in standing.items()}
    for nth in others:
        if not begins:
            break
        documents = np.array(sorted(begins), np.uint32)
        standing = _positions(segment.field, places[nth], documents)
        kept = ((document, _followed(begins[document], nth, standing[document])) for document in standing)
        begins = {document: still for document, still in kept if still}
    return {segment.start + document: len(begins[document]) for document in sorted(begins)}


def _followed(begins: list[int], nth: int, positions: Collection[int]) -> list[int]:
    """The beginnings that have one of the positions so many words later."""
    if len(positions) > _FEW:
        positions = set(positions)
    return [begin for begin in begins if begin + nth in positions]


def _positions(field: FlatField, words: Sequence[_Word], documents: Documents) -> dict[int, list[int]]:
    """Where one of the words stands in those of a few documents that have any."""
    found: dict[int, list[int]] = {}
    for number, held, frequencies in words:
        at = held.searchsorted(documents).tolist()
        ends = frequencies[: at[-1] + 1].cumsum(dtype=np.int64).data
        having, times, begin = held.data, frequencies.data, field.places(number).start
        first = ends[at[0]] - times[at[0]] if at[0] < len(having) else 0
        standing = field.positions_at(slice(begin + first, begin + (ends[-1] if len(ends) else 0)))
        for document, place in zip(documents.tolist(), at, strict=True):
            if place < len(having) and having[place] == document:
                end = ends[place] - first
                positions = standing[end - times[place] : end].tolist()
                found[document] = found[document] + positions if document in found else positions
    return found


def _all_at_once(
    field: FlatField, places: list[list[_Word]], order: list[int], documents: Documents
) -> tuple[Documents, Numbers]:
    """The same for documents that have all of the words."""
    rarest, *others = order
    last = len(places) - 1
    ends = _ends(field, places[rarest], documents, last - rarest)
    for nth in others:
        if not len(ends):
            break
        documents = ends >> 32
        ends = ends[are_among(ends, _ends(field, places[nth], documents[are_first(documents)], last - nth))]
    return _counted(ends)


def _ends(field: FlatField, words: Sequence[_Word], documents: Documents, before: int) -> NDArray[np.int64]:
    """Where a phrase would end that has one of the words so many places before: `document << 32 | position`."""
    own, found = documents.astype(np.uint32), []
    keys = (documents.astype(np.int64) << 32) + before
    for number, held, frequencies in words:
        at, starts = held.searchsorted(own), keys
        if len(words) > 1:  # not every document need have this one
            having = (held.take(at, mode="clip") == own).nonzero()[0]
            if not len(having):
                continue
            at, starts = at[having], keys[having]
        counts = frequencies[at].astype(np.int64)
        first = frequencies[: at[-1] + 1].cumsum(dtype=np.int64)[at] - counts + field.places(number).start
        found.append(starts.repeat(counts) + field.positions_at(runs(first, counts)))
    return found[0] if len(found) == 1 else np.sort(np.concatenate(found))


def _of_many_words(postings: Postings, segment: Segment, places: list[Words]) -> tuple[Documents, Numbers]:
    """The same where so many words may stand in a place that all their postings are read at once."""
    rarest, *others = sorted(range(len(places)), key=lambda nth: int(segment.field.counts_of(places[nth]).sum()))
    last = len(places) - 1
    ends = postings.occurrences_of([(segment, places[rarest])]) + np.uint64(last - rarest)
    for nth in others:
        if not len(ends):
            break
        following = postings.occurrences_of([(segment, places[nth])], _documents_of(ends)) + np.uint64(last - nth)
        ends = ends[are_among(ends, following)]
    return _counted(ends)


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


def _arrays(found: dict[int, int]) -> tuple[Documents, Numbers]:
    return np.array(list(found), np.int64), np.array(list(found.values()), np.int64)
