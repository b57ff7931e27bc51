"""Where words follow one another: the documents that have all of them, and how often each has them side by side.

Most places where a word of a phrase stands are told by their neighbours (`index.postings.neighbours`) to be none where
the phrase does. So the one of its words is begun with of which the fewest places are left, and in those few the others
are looked up: number by number, or, where there are more, in arrays. Where other words may stand between, neighbours
tell nothing, and each word is looked for after the one before it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings.arrays import BEFORE, FlatField, Numbers, PostingViews, are_first, runs
from index.postings.united import FEW_WORDS, Chosen, Postings, Segment, are_among, document_frequency, postings_in

Words = NDArray[np.int64]
Documents = NDArray[Any]
Places = NDArray[np.int64]
"""`document << 32 | position`."""
Occurrences = NDArray[np.uint64]
"""The same, as `Postings.occurrences_of` has them."""

_NOWHERE: Places = np.empty(0, np.int64)

_POSITION = 0xFFFFFFFF

_HANDFUL = 16
"""In so many places words are looked up number by number: Python's own numbers are less work than arrays …"""

_SOME = 1 << 12
"""… if no more places than these are looked through to find them."""

_FEW = 32
"""So few occurrences are counted one by one."""

_FEWER = 16
"""The places of a word are all looked through where they are not so many times as many as those in question."""


def side_by_side(postings: Postings, places: Sequence[Chosen]) -> tuple[Documents, Numbers] | dict[int, int]:
    """The documents in which words follow one another, ascending, and how often; a dictionary where those are few.

    `places`: for each place of a phrase, the words that may stand there.
    """
    ends = _ends(postings, places)
    if isinstance(ends, list):
        return _counted_singly(ends)
    return _counted(ends) if len(ends) > _FEW else _counted_singly(ends.tolist())


def with_gaps(postings: Postings, places: Sequence[Chosen], gap: int) -> tuple[Documents, Numbers]:
    """The same for words in this order with at most so many other words between them in all."""
    return _counted(_in_order(postings, places, gap)[0])


def spans(postings: Postings, places: Sequence[Chosen], gap: int) -> tuple[Occurrences, Occurrences]:
    """Where the first of such words stand and where the last do, `document << 32 | position`, ascending."""
    if gap:
        return _in_order(postings, places, gap)
    ends = np.array(_ends(postings, places), np.uint64)
    return ends - np.uint64(len(places) - 1), ends


def _in_order(postings: Postings, places: Sequence[Chosen], gap: int) -> tuple[Occurrences, Occurrences]:
    """From the places where the first stands, each following one is the next."""
    begins = last = postings.occurrences_of(places[0], postings.union_of(min(places, key=document_frequency))[0])
    for chosen in places[1:]:
        following = postings.occurrences_of(chosen, _documents_of(begins))
        place = following.searchsorted(last, side="right")
        held = place < len(following)
        begins, last = begins[held], following[place[held]]
        near = last - begins <= np.uint64(len(places) - 1 + gap)  # another document is 2³² away
        begins, last = begins[near], last[near]
    return begins, last


def _ends(postings: Postings, places: Sequence[Chosen]) -> Places | list[int]:
    """Where words that follow one another end, ascending."""
    found = [_in_segment(postings, *part) for part in _by_segment(postings, places)]
    return found[0] if len(found) == 1 else np.concatenate([np.array(part, np.int64) for part in [[], *found]])


def _by_segment(postings: Postings, places: Sequence[Chosen]) -> Iterator[tuple[Segment, list[Words]]]:
    """The segments that have words for every place."""
    if len(postings.segments) == 1:
        if all(places):
            yield places[0][0][0], [chosen[0][1] for chosen in places]
        return
    first, *others = places
    for segment, words in first:
        following = [own for chosen in others for other, own in chosen if other.start == segment.start]
        if len(following) == len(others):
            yield segment, [words, *following]


class _Place(NamedTuple):
    """A place of a phrase. The least of several is the one to begin with."""

    left: int
    """How often its words stand beside such as the phrase has there, roughly …"""
    often: int
    """… and how often anywhere."""
    after: int
    """How many words of the phrase come after it."""
    known: int
    """Of which neighbours the kind is known, as bits …"""
    beside: int
    """… and the kinds."""
    words: list[int]
    """Which may stand there."""


_NEXT, _PREVIOUS = 0x0F, 0xF0

_TOLD = 4
"""Of the places of a word one in two to so many is left, roughly, by a neighbour whose kind is known."""


def _in_segment(postings: Postings, segment: Segment, words: list[Words]) -> Places | list[int]:
    """Where each occurrence of the phrase ends, by ascending documents."""
    field = segment.field
    if not field.has_positions:
        return _NOWHERE
    if max(map(len, words)) > FEW_WORDS:
        return _of_many_words(postings, segment, words)
    places = _places(field, [numbers.tolist() for numbers in words])
    first = places[0]
    ends: Places | list[int] | None = None
    if field.views is not None and first.left <= _HANDFUL and first.often <= _SOME:
        ends = _looked_up(field.views, places)
        if ends and not postings.are_all_living:
            ends = postings.living(np.array(ends, np.int64), segment)
    if ends is None:
        ends = _in_arrays(postings, segment, places)
    if not segment.start:
        return ends
    return [end + (segment.start << 32) for end in ends] if isinstance(ends, list) else ends + (segment.start << 32)


def _places(field: FlatField, words: list[list[int]]) -> list[_Place]:
    """The places of a phrase by the numbers of the words that may stand there, the first the one to begin with."""
    kinds = [0, *map(field.kind, words), 0]
    places: list[_Place] = []
    for nth, own in enumerate(words):
        previous, following, often = kinds[nth], kinds[nth + 2], field.often(own)
        known = (_PREVIOUS if previous else 0) | (_NEXT if following else 0)
        left = often >> (_TOLD if previous else 0) + (_TOLD if following else 0)
        places.append(_Place(left, often, len(words) - 1 - nth, known, previous << BEFORE | following, own))
    places.sort()
    return places


@lru_cache(maxsize=3 * 256)
def _telling(known: int, beside: int) -> bytes:
    """For each byte that may tell the kinds of neighbours, 1 for those that these are."""
    return bytes(byte & known == beside for byte in range(256))


def _looked_up(views: PostingViews, places: Sequence[_Place]) -> list[int] | None:
    """Where the phrase ends in one segment, by ascending documents; None where it may be in more than a handful of
    places."""
    starts, documents, place_starts, position_starts, positions, beside = views
    first, *others = places
    telling = _telling(first.known, first.beside)
    ends: list[int] = []
    for word in first.words:
        begin = position_starts[word]
        told = beside[begin : position_starts[word + 1]].tobytes().translate(telling)
        if told.count(1) > 2 * _HANDFUL:
            return None
        at = told.find(1)
        while at >= 0:
            row = bisect_right(place_starts, begin + at, starts[word], starts[word + 1]) - 1
            ends.append((documents[row] << 32) + positions[begin + at] + first.after)
            at = told.find(1, at + 1)
    for place in others:
        if not ends:
            break
        ends = [end for end in ends if _stands(views, place.words, end >> 32, (end & _POSITION) - place.after)]
    ends.sort()
    return ends


def _stands(views: PostingViews, words: list[int], document: int, position: int) -> bool:
    """Whether one of some words stands in a position of a document."""
    starts, documents, place_starts, position_starts, positions, _ = views
    for word in words:
        after = starts[word + 1]
        row = bisect_left(documents, document, starts[word], after)
        if row < after and documents[row] == document:
            end = place_starts[row + 1] if row + 1 < after else position_starts[word + 1]
            at = bisect_left(positions, position, place_starts[row], end)
            if at < end and positions[at] == position:
                return True
    return False


def _in_arrays(postings: Postings, segment: Segment, places: Sequence[_Place]) -> Places:
    """The same, however many they are."""
    field = segment.field
    first, *others = places
    ends = postings.living(_passed(field, first), segment)
    for place in others:
        if not len(ends):
            break
        if place.often <= _FEWER * len(ends):
            following = _passed(field, place)
        else:
            own = ends >> 32
            following = _in_documents(field, place, own[are_first(own)])
        ends = ends[are_among(ends, following)]
    return ends


def _passed(field: FlatField, place: _Place) -> Places:
    """Where the phrase would end by one of its places: by all occurrences that have such neighbours; ascending."""
    found = [_passed_of(field, place, word) for word in place.words]
    ends = found[0] if len(found) == 1 else np.sort(np.concatenate(found))
    ends += place.after
    return ends


def _passed_of(field: FlatField, place: _Place, word: int) -> Places:
    """The occurrences of a word that do, as places; ascending."""
    rows, own = field.rows(word), field.places(word)
    if not place.known:
        documents = field.documents_at(rows).astype(np.int64) << 32
        return documents.repeat(field.frequencies_at(rows)) | field.positions_at(own)
    at = (field.beside_at(own) & place.known == place.beside).nonzero()[0]
    at += own.start
    found = field.documents_at(field.rows_at(at, rows)).astype(np.int64)
    found <<= 32
    found |= field.positions_at(at)
    return found


def _in_documents(field: FlatField, place: _Place, documents: NDArray[np.int64]) -> Places:
    """Where the phrase would end by one of its places, in some documents alone; ascending."""
    found, wanted = [_NOWHERE], documents.astype(np.uint32)
    for word in place.words:
        held, rows = postings_in(field, word, wanted)
        counts = field.frequencies_at(rows).astype(np.int64)
        ends = (documents[held] << 32).repeat(counts)
        ends += field.positions_at(runs(field.place_starts_at(rows), counts))
        found.append(ends)
    following = np.concatenate(found)
    following += place.after
    following.sort()
    return following


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
