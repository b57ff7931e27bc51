"""The segments of an index that stock Whoosh wrote to as well, read through Whoosh."""

import os

from whoosh import index as whoosh_index

from index.postings.codec import flat_field
from index.postings.contents import BODY, ID, TITLE, Contents


def contents_through_whoosh(folder: str | os.PathLike[str]) -> list[Contents]:
    """The same as `index.postings.contents`, whatever codec wrote a segment. Runs Whoosh's pickles."""
    reader = whoosh_index.open_dir(os.fspath(folder)).reader()
    try:
        leaves = [leaf for leaf, _ in reader.leaf_readers()] if reader.doc_count_all() else []
        return [_contents(leaf) for leaf in leaves]
    finally:
        reader.close()


def _contents(leaf: object) -> Contents:
    segment = leaf.segment()  # type: ignore[attr-defined]  # Whoosh has no types
    fields = {name: flat_field(leaf, name) for name in (ID, BODY, TITLE)}
    return Contents(
        segment.segment_id(),
        leaf.doc_count_all(),  # type: ignore[attr-defined]
        frozenset(segment.deleted_docs()),
        {name: leaf.field_length(name) for name in fields},  # type: ignore[attr-defined]
        {name: field for name, field in fields.items() if field is not None},
    )
