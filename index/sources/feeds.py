"""RSS, Atom and RDF: each entry of a feed is an article, `#n` its place; the feed's title is their site."""

from collections.abc import Iterable, Iterator

from index.sources.elements import End, Event, Start, events, local
from index.sources.items import Document, Found, Item, article
from index.sources.markup import is_line, plain, text_of
from index.sources.problems import Reason, RefusedError

_ENTRIES = frozenset(("item", "entry"))
_OTHERS = (
    "http://search.yahoo.com/mrss",
    "http://www.itunes.com",
    "http://www.google.com/schemas",
    "http://base.google",
)
"""Namespaces whose titles and descriptions are of pictures and sounds."""
_BODY = ("encoded", "content", "description", "summary")
_DATE = ("pubDate", "published", "issued", "date", "updated", "modified")
_AUTHOR = ("creator", "author")
_TITLE_DEPTH = 3  # rss, channel, title; a picture's title lies deeper


def read(item: Item) -> Iterator[Found]:
    """The articles of a feed."""
    number = -1
    with item.opened() as opened:
        for number, document in enumerate(_documents(events(opened))):
            try:
                yield article(item, document, number)
            except RefusedError as refused:
                yield refused.about(f"{item.name}#{number}")
    if number < 0:
        raise RefusedError(Reason.EMPTY)


class _Entry:
    """An entry as it is being read: its fields by their local names, those whose text is markup already among them."""

    def __init__(self) -> None:
        self.said: dict[str, list[str]] = {}
        self.xhtml: set[str] = set()

    def add(self, field: str, text: str) -> None:
        self.said.setdefault(field, []).append(text)

    def first(self, names: tuple[str, ...]) -> tuple[str, str]:
        """The first of the fields that says something, and what it says."""
        found = ((name, "".join(self.said.get(name, ()))) for name in names)
        return next(((name, text) for name, text in found if text.strip()), ("", ""))

    def document(self, site: str) -> Document:
        name, body = self.first(_BODY)
        return Document(
            body=body.strip() if name in self.xhtml else text_of(body),
            title=plain(self.first(("title",))[1]),
            author=self.first(_AUTHOR)[1],
            date=self.first(_DATE)[1],
            site=site,
            url=self.first(("link",))[1],
        )


def _documents(happening: Iterable[Event]) -> Iterator[Document]:
    """Every entry. `path` holds the names of the elements one is in, "" for those of other namespaces."""
    path: list[str] = []
    site: list[str] = []
    entry, depth = _Entry(), 0
    for event in happening:
        if isinstance(event, Start):
            path.append("" if event.name.startswith(_OTHERS) else local(event.name))
            if path[-1] in _ENTRIES and not depth:
                entry, depth = _Entry(), len(path)
            elif depth:
                _begun(entry, path[depth:], event)
        elif isinstance(event, End):
            path.pop()
            if len(path) < depth:
                depth = 0
                yield entry.document(plain("".join(site)))
        elif depth and _is_told(path[depth:]):
            entry.add(path[depth], event)
        elif not depth and path[-1] == "title" and len(path) <= _TITLE_DEPTH:
            site.append(event)


def _begun(entry: _Entry, path: list[str], event: Start) -> None:
    """An element within an entry: a link may be an attribute, a block is a line."""
    if path == ["link"] and event.attributes.get("rel", "alternate") == "alternate" and "href" in event.attributes:
        entry.add("link", event.attributes["href"])
    if len(path) == 1 and event.attributes.get("type") == "xhtml":
        entry.xhtml.add(path[0])
    elif len(path) > 1 and is_line(path[-1]):
        entry.add(path[0], "\n")


def _is_told(path: list[str]) -> bool:
    """Whether text here is that of a field; an author's address is not his name."""
    return bool(path) and not (path[0] == "author" and len(path) > 1 and path[1] != "name")
