"""ODT: the paragraphs of an OpenDocument text, its notes among them; comments and deleted text left out."""

from collections.abc import Iterator

from index.sources.elements import events
from index.sources.items import Found, Item, article
from index.sources.office import Rules, document_of, paragraphs, properties
from index.sources.zips import Packed

_RULES = Rules(
    paragraphs=frozenset(("p", "h")),
    text="",
    left_out=frozenset(("annotation", "tracked-changes", "note-citation", "ruby-text")),
    marks={"s": " ", "tab": "\t", "line-break": "\n"},
)


def read(item: Item, packed: Packed) -> Iterator[Found]:
    """The article; its title is that of the properties, else its first title or heading."""
    with packed.opened("content.xml") as opened:
        yield article(item, document_of(paragraphs(events(opened), _RULES), properties(packed, "meta.xml")))
