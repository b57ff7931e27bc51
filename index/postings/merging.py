"""Which segments a commit writes anew, together with what it adds.

Every segment costs a question a little, and every merge writes articles again. So a segment is merged as soon as it is
at most `GROWTH` times as large as all that is being written: those that stay are each more than so many times as large
as the next smaller one, of n articles log₂ n segments at most (a first build, which writes batches as large as memory
allows, has as many as it has batches). And an article is written again only into a segment half as large again as the
one it was in, so of n articles that come one by one each is written log n times.
"""

from typing import Any

from whoosh.reading import SegmentReader

from index.postings.contents import BODY

GROWTH = 2

LARGEST = 100_000
"""Articles beyond which a segment does not grow: questions over it are quick, and merging it would take too long …"""

MOST_WORDS = 1 << 24
"""… and words of their bodies, as articles may be books: twice what a first build writes at once."""


def merge_amortised(writer: Any, segments: list[Any]) -> list[Any]:
    """A merge policy as Whoosh's `commit` takes it: merges by `writer.add_reader`, returns the segments that stay.

    Also merged is what is mostly deleted; what is wholly so is left out. Sizes are in living articles. Relies on
    `W3Segment._fieldlengths`, which counts the words of deleted articles too.
    """
    added, words, merged, gone = writer.docnum, 0, [], []
    for segment in sorted(segments, key=lambda segment: segment.doc_count()):
        living, own_words = segment.doc_count(), segment._fieldlengths.get(BODY, 0)
        has_room = added + living <= LARGEST and words + own_words <= MOST_WORDS
        if not living:
            gone.append(segment)
        elif (living <= GROWTH * added and has_room) or 2 * living < segment.doc_count_all():
            merged.append(segment)
            added, words = added + living, words + own_words
    for segment in merged:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        try:
            writer.add_reader(reader)
        finally:
            reader.close()
    return [segment for segment in segments if segment not in (*merged, *gone)]
