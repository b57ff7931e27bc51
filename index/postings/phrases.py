"""Where words follow one another: the documents that have all of them, and how often each has them side by side.

Most phrases hold a word that few documents have, and of those fewer still have the other words. So documents are
compared first, and positions looked up in what is left: number by number where that is a handful, those of all words at
once where documents are few, else of one word after another, from the rarest on.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.postings.arrays import FlatField, Numbers, PostingViews, are_first, each_once, runs
from index.postings.united import FEW_WORDS, Chosen, Postings, Segment, are_among

Words = NDArray[np.int64]
Documents = NDArray[Any]
Places = NDArray[np.int64]
"""`document << 32 | position`."""

_NOWHERE: Places = np.empty(0, np.int64)

_HANDFUL = 5
"""So many documents are not compared with those of further words: Python's own numbers are less work than arrays …"""

_OFTEN = 64
"""… where no word stands more often in one of them."""

_FEW = 32
"""So few occurrences are counted one by one."""

_SOME = 256
_DENSE = 16
"""More documents than some, and than one for so many others, are looked up in an array over all of them, fewer one by
one."""


def side_by_side(postings: Postings, places: Sequence[Chosen]) -> tuple[Documents, Numbers] | dict[int, int]:
    """The documents in which words follow one another, ascending, and how often; a dictionary where those are few.

    `places`: for each place of a phrase, the words that may stand there.
    """
    found = [_in_segment(postings, *part) for part in _by_segment(places)]
    ends = found[0] if len(found) == 1 else np.concatenate([np.array(part, np.int64) for part in [[], *found]])
    if isinstance(ends, list):
        return _counted_singly(ends)
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

    def nearest(self, documents: Documents) -> NDArray[np.intp]:
        """Of its documents, the last that is not behind each of others, or else the first, by their places."""
        return self.documents[1:].searchsorted(documents, "right")


_Looked = tuple[_Word, NDArray[np.intp]]
"""A word and, for each of some documents, which of its own is nearest."""


def _in_segment(postings: Postings, segment: Segment, words: list[Words]) -> Places | list[int]:
    """Where each occurrence of the phrase ends, by ascending documents."""
    field = segment.field
    if not field.has_positions:
        return _NOWHERE
    if max(map(len, words)) > FEW_WORDS:
        return _of_many_words(postings, segment, words)
    places = [[_word(field, nth, number) for number in numbers.tolist()] for nth, numbers in enumerate(words)]
    places.sort(key=lambda place: sum([len(word.documents) for word in place]))
    documents = postings.living(_narrowed(places), segment)
    if len(documents) > _SOME:
        ends = _one_by_one(field, places, documents)
        return ends + (segment.start << 32) if segment.start else ends
    documents, looked = _compared(places, documents)
    if len(documents) <= _HANDFUL and field.views is not None:
        found = _looked_up(field.views, places, documents.tolist(), segment.start)
        if found is not None:
            return found
    are_held = len(looked) == len(places)
    looked = looked or [(word, word.nearest(documents)) for words in places for word in words]
    ends = _of_all(field, looked, documents, len(places) - 1, are_held)
    return ends + (segment.start << 32) if segment.start else ends


def _word(field: FlatField, nth: int, number: int) -> _Word:
    begin, documents = field.begin_and_documents(number)
    return _Word(begin, nth, documents)


def _narrowed(places: Sequence[Sequence[_Word]]) -> Documents:
    """The documents that have one of the words of each place, ascending; or, as soon as they are not many, some
    more."""
    documents = _together([word.documents for word in places[0]])
    for words in places[1:]:
        if len(documents) <= _SOME:
            break
        having, *more = [_have(word.documents, documents) for word in words]
        for held in more:
            having |= held
        documents = documents[having]
    return documents


def _compared(places: Sequence[Sequence[_Word]], documents: Documents) -> tuple[Documents, list[_Looked]]:
    """Those of some documents that have one of the words of each place, and where in its own each word has them; or, as
    soon as they are a handful, some more, and nothing."""
    looked: list[_Looked] = []
    for words in places[1:]:
        if len(documents) <= _HANDFUL:
            return documents, []
        own = [(word, word.nearest(documents)) for word in words]
        (word, nearest), *more = own
        having = word.documents[nearest] == documents
        for word, nearest in more:
            having |= word.documents[nearest] == documents
        looked += own
        at = having.nonzero()[0]
        if len(at) < len(documents):
            documents = documents[at]
            looked = [(word, nearest[at]) for word, nearest in looked]
    return documents, [(word, word.nearest(documents)) for word in places[0]] + looked


def _together(every: Sequence[Documents]) -> Documents:
    return every[0] if len(every) == 1 else each_once(np.concatenate(every))


def _have(held: Documents, documents: Documents) -> NDArray[np.bool_]:
    """Which of many documents are among those that hold a word; all ascend."""
    if len(documents) * _DENSE < len(held):
        return are_among(documents, held)
    flags = np.zeros(int(max(held[-1], documents[-1])) + 1, np.bool_)
    flags[held.astype(np.int64)] = True
    return flags[documents.astype(np.int64)]


def _looked_up(
    views: PostingViews, places: Sequence[Sequence[_Word]], documents: list[int], start: int
) -> list[int] | None:
    """Where phrases end in a handful of documents; None where a word stands in one of them so often that arrays are
    less work."""
    found: list[int] = []
    for document in documents:
        ends = _looked_up_in(views, places, document)
        if ends is None:
            return None
        if ends:
            found += [(document + start << 32) + end for end in ends]
    return found


def _looked_up_in(views: PostingViews, places: Sequence[Sequence[_Word]], document: int) -> set[int] | None:
    """The same for one document: its positions alone."""
    documents, frequencies, place_starts, positions = views
    last = len(places) - 1
    ends: set[int] = set()
    for nth, words in enumerate(places):
        own: list[int] = []
        for begin, place, held in words:
            after = begin + len(held)
            row = bisect_left(documents, document, begin, after)
            if row < after and documents[row] == document:
                start, often = place_starts[row], frequencies[row]
                if often > _OFTEN:
                    return None
                before = last - place
                own += [position + before for position in positions[start : start + often]]
        ends = ends.intersection(own) if nth else set(own)
        if not ends:
            break
    return ends


def _of_all(field: FlatField, looked: list[_Looked], documents: Documents, last: int, are_held: bool) -> Places:
    """Where the words of all places stand, at once: an end that has all of them is there as often as there are places,
    for one word stands in one position."""
    ends = _ends(field, looked, documents, last, are_held)
    ends.sort()
    later = ends[last:]  # none, where fewer words stand than there are places
    found: Places = later[later == ends[: len(later)]]
    return found


def _one_by_one(field: FlatField, places: Sequence[Sequence[_Word]], documents: Documents) -> Places:
    """The same for many documents: of one place after another, as long as any end is left."""
    last = len(places) - 1
    ends = np.sort(_ends(field, [(word, word.nearest(documents)) for word in places[0]], documents, last))
    for words in places[1:]:
        own = ends >> 32
        own = own[are_first(own)].astype(np.uint32)
        following = np.sort(_ends(field, [(word, word.nearest(own)) for word in words], own, last))
        ends = ends[are_among(ends, following)]
    return ends


def _ends(field: FlatField, looked: list[_Looked], documents: Documents, last: int, are_held: bool = False) -> Places:
    """Where a phrase would end that has one of the words in its place; in the order of the words' postings.

    `are_held`: every word is known to stand in every document.
    """
    looked.sort(key=itemgetter(0))  # what is read of a file is read in the order of its places
    rows = np.concatenate([nearest + word.start for word, nearest in looked])
    own = documents.astype(np.int64) << 32
    ends = np.concatenate([own + (last - word.nth) for word, _ in looked])
    if not are_held:
        held = (field.documents_at(rows).reshape(len(looked), len(own)) == documents).ravel().nonzero()[0]
        rows, ends = rows[held], ends[held]
    counts = field.frequencies_at(rows).astype(np.int64)
    found: Places = ends.repeat(counts)
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
