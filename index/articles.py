"""What every room means by an article and by a place in it.

What travels and is needed by the first screen is a named tuple, not a frozen dataclass: defining one takes a sixth of
the time, and there are a dozen of them on the way to the first picture.
"""

from datetime import date
from typing import NamedTuple, NewType

ArticleId = NewType("ArticleId", str)
"""The path relative to its root, `#n` for record n of a file holding many, `!/` before a path inside an archive; with
several roots the root's name and `/` in front. `%`, `#`, `!` and undecodable bytes in names are percent-encoded."""


class Span(NamedTuple):
    """A half-open range in code points of an article's own body, exactly as its source states it."""

    start: int
    end: int


class Article(NamedTuple):
    """One article. `body` is never stripped or normalised, so a span always means the same text.

    `source` is the site or newspaper, `path` the file it was read from; what is not known is "" (or None for
    `published`).
    """

    id: ArticleId
    title: str
    body: str
    source: str = ""
    author: str = ""
    published: date | None = None
    url: str = ""
    path: str = ""


class Entry(NamedTuple):
    """What a list shows of an article: everything but its body, of which it tells the length in code points."""

    id: ArticleId
    title: str
    source: str
    author: str
    published: date | None
    url: str
    path: str
    characters: int
