"""What a format's reader is given, and what it makes of it.

An `Item` is anything with a name that can be opened: a file, a member of an archive, an attachment. A reader yields
articles and problems, and items again where there is something in it that is to be read in its turn.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from html.entities import html5
from typing import BinaryIO, NamedTuple

from index.articles import Article, ArticleId
from index.errors import Problem
from index.furniture import title_of
from index.sources.dates import date_of
from index.sources.limits import LARGEST
from index.sources.marks import AsBefore, Mark
from index.sources.paths import AnyPath, open_regular, quoted, shown
from index.sources.problems import Reason, RefusedError


class Item(NamedTuple):
    """`key` is the id of the article in it, or of its articles before their `#n`; `name` its path, as the system or
    the archive gives it; `opened` opens it and raises OSError or RefusedError; `known` gives the marks that were made
    of it when it was read last (`index.sources.marks`), where such are wanted."""

    key: str
    name: str
    opened: Callable[[], BinaryIO]
    known: Callable[[], Sequence[Mark]] | None = None

    @property
    def suffix(self) -> str:
        """`.txt` and the like in lower case; "" where what follows the last dot is no format's name (`v1.2`)."""
        suffix = os.path.splitext(self.name)[1].lower()
        letters = suffix[1:]
        named = letters.isascii() and letters.isalnum() and not letters.isdigit() and len(letters) <= 10
        return suffix if named else ""

    @property
    def stem(self) -> str:
        """The name without folders and suffix: the title of an article that has no other."""
        return shown(os.path.splitext(os.path.basename(self.name))[0])

    def member(self, name: str, opened: Callable[[], BinaryIO]) -> "Item":
        """What lies in this item under `name`."""
        return Item(f"{self.key}!/{quoted(name)}", f"{self.name}!/{name}", opened)


Found = Article | Problem | Item | Mark | AsBefore | None
"""None says nothing but that the reader goes on: it is not at the same page of a document any more."""

Reader = Callable[[Item], Iterator[Found]]


def of_file(key: str, name: AnyPath, known: Callable[[], Sequence[Mark]] | None = None) -> Item:
    """The item a file of the system is."""
    return Item(key, str(name), lambda: open_regular(name), known)


class Document(NamedTuple):
    """A text and what its source says about it. `date` is as written there; what is not said is ""."""

    body: str
    title: str = ""
    author: str = ""
    date: str = ""
    site: str = ""
    url: str = ""


def article(item: Item, document: Document, number: int | None = None) -> Article:
    """The document as the article of `item`, or as its article `number`; RefusedError where it is empty.

    What is said about it is often taken from a page as it was marked up: &#8220; is a quotation mark there.
    """
    title, author, date, site, url = map(_in_a_line, document[1:])
    if not title and not document.body.strip():
        raise RefusedError(Reason.EMPTY)
    place = "" if number is None else f"#{number}"
    return Article(
        id=ArticleId(item.key + place),
        title=title or title_of(document.body, item.stem + place),
        body=document.body,
        source=site,
        author=author,
        published=date_of(date),
        url=url,
        path=shown(item.name),
    )


_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")


def _in_a_line(text: str) -> str:
    """Without marks of mark-up, and with single spaces. Only what ends as an entity is one: the &copy= of an address is
    none."""
    if "&" in text:
        text = _ENTITY.sub(_meant, text)
    return " ".join(text.split()) if text else ""


def _meant(entity: re.Match[str]) -> str:
    known = entity[0].startswith("&#") or entity[0][1:] in html5
    return unescape(entity[0]) if known else entity[0]


def content(item: Item, largest: int = LARGEST) -> bytes:
    """All the bytes of an item; RefusedError where there are more than `largest`."""
    with item.opened() as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        raise RefusedError(Reason.TOO_LARGE, limit=largest)
    return data
