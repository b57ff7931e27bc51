"""What every room means by an article and by a place in it."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, NewType

ArticleId = NewType("ArticleId", str)
"""The path relative to its root, `#n` for record n of a file holding many, `!/` before a path inside an archive; with
several roots the root's name and `/` in front. `%`, `#`, `!` and undecodable bytes in names are percent-encoded."""


class Span(NamedTuple):
    """A half-open range in code points of an article's own body, exactly as its source states it.

    A named tuple, not a dataclass: a search makes thousands of them, and a pair of ints is what they are.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
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


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list shows of an article: everything but its body, of which it tells the length in code points."""

    id: ArticleId
    title: str
    source: str
    author: str
    published: date | None
    url: str
    path: str
    characters: int
