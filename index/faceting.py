"""The facets of articles (`index.facets`), written beside the segment they speak of.

Source, author and day are as the catalogue has them. A title is in the index already, word by word and folded, so it is
put together from there instead of being read again.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from index.articles import ArticleId
from index.catalogue import Catalogue
from index.facets import EXTENSION, Documents, Facet
from index.keys_at_once import normalised_all
from index.postings.arrays import FlatField, narrow, runs, starts_of, vocabulary_arrays
from index.postings.contents import segments_without
from index.postings.mapped import FlatFile
from index.postings.reading_order import in_reading_order, lengths
from index.postings.spellings import Spellings
from index.postings.written import FlatFileWriter
from index.results import Field

TITLE = 80
"""Characters by which titles are told apart when they are sorted."""

_NOTHING = ("", "", "")


def write_missing(folder: Path, catalogue: Catalogue) -> None:
    """Write the facets of every segment in `folder` that has none yet; drop those of segments that are gone."""
    for segment in segments_without(folder, EXTENSION):
        _write(segment, catalogue)


def _write(segment: Path, catalogue: Catalogue) -> None:
    fields = FlatFile.map(segment).fields
    ids = fields["id"]
    documents = ids.documents.astype(np.int64)
    names = [ArticleId(word.decode()) for word in ids.all_words()]
    told = catalogue.told_of(names)
    rows = [told.get(name, _NOTHING) for name in np.repeat(np.array(names, object), ids.counts()).tolist()]
    values: dict[Facet, Sequence[str]] = {
        facet: [row[place] for row in rows] for place, facet in enumerate((Facet.SOURCE, Facet.AUTHOR, Facet.PUBLISHED))
    }
    values[Facet.TITLE] = _titles(fields.get(Field.TITLE), documents)
    path = segment.with_suffix(EXTENSION)
    writer = FlatFileWriter(path.open("wb"), path.name)
    for facet in Facet:
        writer.add(facet, _inverted(documents, values[facet]))
    writer.close()


def _titles(field: FlatField | None, documents: Documents) -> list[str]:
    """The titles of some documents as they are sorted: their words, normalised, up to `TITLE` characters."""
    if field is None:
        return [""] * len(documents)
    bounds = starts_of(lengths(field, int(documents.max(initial=-1)) + 1))
    numbers = in_reading_order(field, bounds, np.arange(len(field)))
    sizes = np.minimum(np.diff(bounds), TITLE)[documents]  # more words than that has no title so short
    spelt = normalised_all(Spellings.of_field(field)).strings()
    words = [spelt[number] for number in numbers[runs(bounds[documents], sizes)].tolist()]
    return [" ".join(words[first:after])[:TITLE] for first, after in pairwise(starts_of(sizes).tolist())]


def _inverted(documents: Documents, values: Sequence[str]) -> FlatField:
    ordered = sorted(set(values))
    number = {value: place for place, value in enumerate(ordered)}
    of_row = np.fromiter(map(number.__getitem__, values), np.int64, len(values))
    order = np.lexsort((documents, of_row))
    return FlatField(
        **vocabulary_arrays([value.encode("utf-8", "surrogatepass") for value in ordered]),
        starts=narrow(np.searchsorted(of_row[order], np.arange(len(ordered) + 1))),
        documents=documents[order].astype(np.uint32),
        frequencies=np.ones(len(values), np.uint8),
    )
