"""EPUB: a book is one article, its chapters one after another in the order they are to be read."""

import posixpath
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from index.sources.elements import Start, events, local
from index.sources.items import Document, Found, Item, article
from index.sources.markup import text_of
from index.sources.pages import page_text
from index.sources.problems import Reason, RefusedError
from index.sources.zips import Packed

_CONTAINER = "META-INF/container.xml"
_LOCKED = ("META-INF/rights.xml", "META-INF/sinf.xml")
_CHAPTERS = frozenset(("application/xhtml+xml", "text/html"))
_SAID = {"title": "title", "creator": "author", "date": "date", "publisher": "site"}


class _Package(NamedTuple):
    """A book's own list: what it says of itself, and its chapters' names in the archive."""

    said: Document
    chapters: list[str]


def read(item: Item, packed: Packed) -> Iterator[Found]:
    """The article that the book is."""
    if any(name in packed.archive.NameToInfo for name in _LOCKED):
        raise RefusedError(Reason.ENCRYPTED)
    package = _package(packed)
    chapters = (text_of(page_text(packed.content(name)).text) for name in package.chapters)
    yield article(item, package.said._replace(body="\n\n".join(filter(None, chapters))))


def _package(packed: Packed) -> _Package:
    with packed.opened(_CONTAINER) as opened:
        roots = (
            each.attributes for each in events(opened) if isinstance(each, Start) and local(each.name) == "rootfile"
        )
        path = next((root["full-path"] for root in roots if "full-path" in root), "")
    said: dict[str, str] = {}
    files: dict[str, str] = {}
    order: list[str] = []
    inside = ""
    with packed.opened(path) as opened:
        for event in events(opened):
            name = "" if isinstance(event, str) else local(event.name)
            if isinstance(event, str):
                said[inside] = said.get(inside, "") + event
            elif isinstance(event, Start):
                inside = _field(name, event, said)
                _note(name, event, files, order)
            else:
                inside = ""
    folder = posixpath.dirname(path)
    names = (
        posixpath.normpath(posixpath.join(folder, unquote(files[each])))
        for each in dict.fromkeys(order)
        if each in files
    )
    fields = {field: said.get(name, "") for name, field in _SAID.items()}
    return _Package(Document("", **fields), [name for name in names if name in packed.archive.NameToInfo])


def _field(name: str, event: Start, said: dict[str, str]) -> str:
    """The field whose text begins; of several titles or makers only the first is taken."""
    return name if name in _SAID and name not in said else ""


def _note(name: str, event: Start, files: dict[str, str], order: list[str]) -> None:
    attributes = event.attributes
    if name == "item" and attributes.get("media-type") in _CHAPTERS and "nav" not in attributes.get("properties", ""):
        files[attributes.get("id", "")] = attributes.get("href", "")
    elif name == "itemref":
        order.append(attributes.get("idref", ""))
