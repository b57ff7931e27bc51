"""The inverted index: Whoosh's, with a codec that keeps every field as arrays NumPy can map.

    schema, arrays   what is indexed; the arrays of a field
    mapped, written  the file they are mapped from, read and written
    blocks           the sums by which what is read of it is checked
    tokenising       the raw tokens of many texts at once, as numbers
    spellings        the words of a vocabulary as spans of one array of letters: their order, and which are the same
    inversion        articles' words → arrays, by one sort
    gathering        postings that come one at a time → arrays
    combining        several sets of arrays → one
    forms            the postings of several words → one word's
    describing       what Whoosh keeps of documents
    codec, matching  the arrays behind Whoosh's own interfaces
    writer, merging  adding, deleting, committing; which segments are merged
    contents         the segments of an index, read without Whoosh; foreign: through it
    lengths          how long documents are, in a byte each
    scoring          BM25: what a document is worth that has a word so often
    reading_order    the words of documents as they are read
    neighbours       which kinds of words stand beside each posting
    united           one field over all segments: unions of postings, where words stand
    phrases          where words stand side by side
    reader           an immutable snapshot of all segments, for ranking over whole arrays

The index stays a real Whoosh index: `whoosh.index.open_dir` opens it and Whoosh's own searcher finds and scores the
same, which is how all of this is tested. Figures and reasons: research/engine.md.

Whoosh pickles the class paths of codec, segment, field and analyzer (`index.postings.codec.FlatCodec`, `FlatSegment`,
`index.postings.schema.FlatText`, `Words`) into its table of contents: renaming one makes older indexes unreadable, so
it must bump the store's format stamp.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.postings.arrays import are_first, each_once
from index.postings.phrases import side_by_side, spans, with_gaps
from index.postings.reader import Reader
from index.postings.scoring import bm25, idf
from index.postings.united import Chosen, Postings, Segment, are_among, document_frequency

if TYPE_CHECKING:
    from index.postings.codec import FlatCodec
    from index.postings.schema import FlatText
    from index.postings.writer import FlatWriter, create

__all__ = [
    "Chosen",
    "FlatCodec",
    "FlatText",
    "FlatWriter",
    "Postings",
    "Reader",
    "Segment",
    "are_among",
    "are_first",
    "bm25",
    "create",
    "document_frequency",
    "each_once",
    "idf",
    "side_by_side",
    "spans",
    "with_gaps",
]

_WITH_WHOOSH = {"FlatCodec": "codec", "FlatText": "schema", "FlatWriter": "writer", "create": "writer"}


def __getattr__(name: str) -> Any:
    """What needs Whoosh is imported when it is first asked for: asking does not."""
    if name in _WITH_WHOOSH:
        return getattr(import_module(f"index.postings.{_WITH_WHOOSH[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
