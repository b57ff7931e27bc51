"""DOCX: the paragraphs of a Word document, its notes behind them; deleted text left out."""

from collections.abc import Iterator

from index.sources.elements import events
from index.sources.items import Found, Item, article
from index.sources.office import Paragraph, Rules, document_of, paragraphs, properties
from index.sources.zips import Packed

_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_RULES = Rules(
    paragraphs=frozenset(("p",)),
    text="t",
    left_out=frozenset(("Fallback",)),  # the same once more, for older programs
    marks={"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"},
)


def read(item: Item, packed: Packed) -> Iterator[Found]:
    """The article; its title is that of the properties, else its first title or heading."""
    yield article(item, document_of(_paragraphs(packed), properties(packed, "docProps/core.xml")))


def _paragraphs(packed: Packed) -> Iterator[Paragraph]:
    for part in _PARTS:
        if part in packed.archive.NameToInfo:
            with packed.opened(part) as opened:
                yield from paragraphs(events(opened), _RULES)
