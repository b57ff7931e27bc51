"""A question put to one generation of the index: query text → results, with what is lit and why.

Loaded when the first question is asked, and with it all that finds.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from index.articles import Article, ArticleId
from index.catalogue import Catalogue
from index.facets import Facet
from index.matches import Matcher, snippet, without_overlaps
from index.names.aliases import AliasesProblem
from index.names.naming import MOST_SHOWN
from index.query import AllOf, AnyOf, Node, Query, Source, Stating
from index.results import Field, Hit, Lit, Match, Note, Results
from index.search import LITTLE, CancelledError, Engine, Ranking, Sort
from index.stating import statings, where_stated


def answer(
    catalogue: Catalogue,
    engine: Engine,
    query: Query,
    *,
    limit: int | None,
    sort: str,
    fold: Collection[str] | None,
    cancelled: Callable[[], bool] | None,
) -> Results:
    """The first hits for a query; one that was cancelled has none, and a note. The asker fills in how long it took."""
    stopped = cancelled or (lambda: False)
    try:
        asked, query = query, engine.naming.understood(query)
        opened = None if fold is None else [*map(ArticleId, fold)]
        ranking = engine.rank(query, limit, sort=Sort(sort), fold=opened, cancelled=stopped)
        lighting = _Lighting(Matcher(query, ranking.corrected), catalogue, tuple(statings(query.root)))
        hits = tuple(_hits(catalogue, lighting, ranking, stopped))
    except CancelledError:
        return Results(query.text, (), 0, 0.0, (Note("cancelled"),))
    nobody = () if ranking.total else _from_nobody(engine, query.root)
    notes = (*nobody, *_notes(query, ranking, engine.naming.aliases.problem))
    offered = _offered(engine, query if ranking.total else asked, ranking)  # a name that finds nothing is no name
    return Results(query.text, hits, ranking.total, 0.0, notes, offered, ranking.folded)


def matches(catalogue: Catalogue, engine: Engine, query: Query, article: Article) -> tuple[Match, ...]:
    """Every place of an article's body that answers, words of the query corrected as a search does."""
    query = engine.naming.understood(query)
    matcher = Matcher(query, engine.rank(query, 0).corrected)
    return _Lighting(matcher, catalogue, tuple(statings(query.root))).matches(article.id, article.body)


def _offered(engine: Engine, query: Query, ranking: Ranking) -> str:
    if ranking.total > LITTLE and not ranking.corrected:
        return ""
    from index.suggesting import suggestion  # late: most questions find enough

    return suggestion(engine, query, ranking)


class _Lighting(NamedTuple):
    """What lights an article: the words of a query, and the figures it asks for."""

    matcher: Matcher
    catalogue: Catalogue
    figures: tuple[Stating, ...]

    def matches(self, article: ArticleId, body: str) -> tuple[Match, ...]:
        """The places of its body, in order."""
        return self.with_words(body, self.stated(article))

    def stated(self, article: ArticleId) -> list[Match]:
        """The figures; read while the generation that was asked is there."""
        return where_stated(self.catalogue, self.figures, article) if self.figures else []

    def with_words(self, body: str, stated: Sequence[Match]) -> tuple[Match, ...]:
        """The words, and the figures: a word in one of those is lit as the figure it is in."""
        found = self.matcher.matches(body)
        return without_overlaps([*stated, *found]) if stated else found


def _notes(query: Query, ranking: Ranking, problem: AliasesProblem | None) -> Iterator[Note]:
    yield from map(Note, query.notes)
    for word, forms in ranking.corrected.items():
        yield Note("corrected", {"word": word, "forms": tuple(forms)})
    for name, spellings in ranking.called.items():
        yield Note("named", {"name": name, "spellings": tuple(spellings[:MOST_SHOWN])})
    if problem:
        yield Note("aliases", {"path": problem.path})
    if ranking.cut:
        yield Note("cut")


def _from_nobody(engine: Engine, node: Node | None) -> Iterator[Note]:
    """The sources that are asked for and that no article is from, beside those there are, the most frequent first."""
    if isinstance(node, AnyOf | AllOf):
        for part in node.parts:
            yield from _from_nobody(engine, part)
    elif isinstance(node, Source) and not len(engine.filtered(node).documents):
        counts = engine.facets.counts(Facet.SOURCE, engine.live)
        known = sorted(filter(None, counts), key=lambda name: (-counts[name], name))[:MOST_SHOWN]
        if known:
            yield Note("no-source", {"name": node.name, "known": tuple(known)})
        else:
            yield Note("no-sources", {"name": node.name})


def _hits(catalogue: Catalogue, lighting: _Lighting, ranking: Ranking, cancelled: Callable[[], bool]) -> Iterator[Hit]:
    ids = [article for article, _ in ranking.best]
    entries, bodies = catalogue.entries_of(ids), catalogue.bodies_of(ids)
    if cancelled():
        raise CancelledError
    for article, score in ranking.best:
        light = partial(_lit, lighting, entries[article].title, bodies[article], lighting.stated(article))
        yield Hit(entries[article], score, light, ranking.alike.get(article, 0), article in ranking.copies)


def _lit(lighting: _Lighting, title: str, body: str, stated: Sequence[Match]) -> Lit:
    found = lighting.with_words(body, stated)
    return Lit(found + lighting.matcher.matches(title, Field.TITLE), snippet(body, found))
