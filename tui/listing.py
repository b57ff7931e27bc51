"""What the list of articles shows, row by row: the whole corpus in its order, or the hits of a search in theirs."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from index.corpus import ArticleId, Corpus, CorpusError, Entry, Field, Hit, Results, Span

PAGE = 200
_PAGES_KEPT = 25


class Item(NamedTuple):
    """One row: an article, and where it was found: a piece of its text, and what to light in it and in the title.

    `whys`: the rungs by which its words matched, from near to far. `alike`: how many nearly the same stand with it;
    `is_copy`: it is one of them, unfolded.
    """

    entry: Entry
    title_lit: Sequence[Span] = ()
    snippet: str = ""
    snippet_lit: Sequence[Span] = ()
    whys: Sequence[str] = ()
    alike: int = 0
    is_copy: bool = False


GONE = Item(Entry(ArticleId(""), "", "", "", None, "", "", 0))
"""A row whose article has gone since the rows were counted; whoever counted is about to hear of it."""


class Listing(Protocol):
    """Rows in order. A place is a row's number from 0."""

    def __len__(self) -> int: ...

    def item(self, place: int) -> Item:
        """The row at a place."""
        ...

    def place_of(self, article: ArticleId) -> int | None:
        """Where an article stands, if it does."""
        ...


class Everything:
    """All articles, in the corpus's own order or sorted, read a page at a time when they are looked at."""

    def __init__(self, corpus: Corpus, sort: str = "rank") -> None:
        self._corpus = corpus
        self._sort = sort
        self._count = len(corpus)
        self._pages: dict[int, list[Entry]] = {}

    def __len__(self) -> int:
        return self._count

    def item(self, place: int) -> Item:
        page, row = divmod(place, PAGE)
        if page not in self._pages:
            try:
                entries = self._corpus.entries(page * PAGE, PAGE, sort=self._sort)
            except CorpusError:  # nothing of it can be read now: who asks for more than a row will hear why
                return GONE
            if len(self._pages) >= _PAGES_KEPT:
                del self._pages[next(iter(self._pages))]
            self._pages[page] = entries
        entries = self._pages[page]
        return Item(entries[row]) if row < len(entries) else GONE

    def place_of(self, article: ArticleId) -> int | None:
        return self._corpus.place_of(article, sort=self._sort)


class Hits:
    """What a search found, best first."""

    def __init__(self, results: Results) -> None:
        self.results = results

    def __len__(self) -> int:
        return len(self.results.hits)

    @property
    def rows(self) -> int:
        """How many rows there would be, were all hits fetched."""
        return self.results.total - self.results.folded

    def group_of(self, place: int) -> frozenset[ArticleId]:
        """The row's article and those alike that are unfolded beside it."""
        hits = self.results.hits
        first = next(n for n in range(place, -1, -1) if not hits[n].is_copy)
        stop = next((n for n in range(first + 1, len(hits)) if not hits[n].is_copy), len(hits))
        return frozenset(hit.article.id for hit in hits[first:stop])

    def item(self, place: int) -> Item:
        hit = self.results.hits[place]
        return Item(hit.article, _in_title(hit), hit.snippet.text, _in_snippet(hit), hit.whys, hit.alike, hit.is_copy)

    def place_of(self, article: ArticleId) -> int | None:
        return next((place for place, hit in enumerate(self.results.hits) if hit.article.id == article), None)


class Nothing:
    """Before anything could be read."""

    def __len__(self) -> int:
        return 0

    def item(self, place: int) -> Item:
        raise IndexError(place)

    def place_of(self, article: ArticleId) -> int | None:
        return None


def _in_title(hit: Hit) -> list[Span]:
    return [match.span for match in hit.matches if match.field == Field.TITLE]


def _in_snippet(hit: Hit) -> list[Span]:
    start, end = hit.snippet.start, hit.snippet.start + len(hit.snippet.text)
    return [
        Span(match.span.start - start, match.span.end - start)
        for match in hit.matches
        if match.field == Field.BODY and match.span.start < end and match.span.end > start
    ]
