"""Query → ranked articles: set algebra and BM25 over whole arrays.

Every node of a query is answered by the documents that answer it, and how well (`index.found`); its leaves by the
fields of the index (`index.indexed_field`). A word that no article has is taken for the words one typo away that most
articles have.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import StrEnum
from functools import cached_property, partial
from pathlib import Path
from threading import Lock
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.articles import ArticleId
from index.catalogue import FILE as CATALOGUE_FILE
from index.catalogue import Catalogue
from index.facets import Facet, Facets
from index.found import NOTHING, Found, Rows, all_of, any_of, best, kept, raised, scaled, without
from index.function_words import WEIGHT as FUNCTION_WORD
from index.function_words import is_function_word
from index.indexed_field import IndexedField
from index.lexicon import CorpusLexicon
from index.matches import leaves
from index.names.aliases import aliases, user_file
from index.names.naming import Naming, Sources
from index.orders import Order
from index.postings import Reader, document_frequency, each_once
from index.query import (
    AllOf,
    AnyOf,
    Author,
    Called,
    Filter,
    Leaf,
    Node,
    Pattern,
    Phrase,
    Published,
    Query,
    Regex,
    Source,
    Spelling,
    Stating,
    Term,
    Typo,
    Width,
)
from index.relations import open_relations
from index.results import Field, Why
from index.second_look import DEPTH
from index.vocabulary import CORRECTIONS, RUNGS, Vocabulary
from index.words import Key, keys

if TYPE_CHECKING:
    from index.copies import Copies
    from index.figure_columns import FigureColumns
    from index.names.gazetteer import Gazetteer
    from index.standing import Standing

TITLE_WEIGHT = 0.4
"""What a word found in a title counts beside the same word in a body (`tests.bench.tuning`; 1 does harm)."""

TIME_LIMIT = 2.0
"""Seconds a search may take; what it has found until then is the answer, and the answer says that it was cut."""

READ_THROUGH = 1 << 28
"""Bytes of an index that are read in a moment: those of some fifty thousand articles."""

LITTLE = 2
"""So many articles are little: a word that no more have may be a slip that others made too."""


class CancelledError(Exception):
    """The asker no longer wants the answer."""


def _never() -> bool:
    """Whether an asker who cannot say so has gone."""
    return False


class Sort(StrEnum):
    """In which order articles are given."""

    RANK = "rank"
    NEWEST = "newest"
    OLDEST = "oldest"
    SOURCE = "source"
    TITLE = "title"


_SORTED_BY = {
    Sort.NEWEST: Facet.PUBLISHED,
    Sort.OLDEST: Facet.PUBLISHED,
    Sort.SOURCE: Facet.SOURCE,
    Sort.TITLE: Facet.TITLE,
}


class Ranking(NamedTuple):
    """The best articles with their scores, and how many answer in all.

    `corrected`: for words no article has, the normalised words they were taken for; `cut`: time ran out;
    `called`: for names, the other spellings that were found. Where copies were folded into one row, `alike` says how
    many an article has among those that answer, `folded` how many have no row of their own; `copies` are those that
    have one, behind their first.
    """

    best: list[tuple[ArticleId, float]]
    total: int
    corrected: Mapping[Key, tuple[Key, ...]]
    cut: bool
    called: Mapping[str, tuple[str, ...]]
    alike: Mapping[ArticleId, int] = MappingProxyType({})
    copies: frozenset[ArticleId] = frozenset()
    folded: int = 0


class Engine:
    """Answers queries over one generation of the index. Immutable but for what it remembers; safe from any thread."""

    def __init__(
        self,
        folder: Path,
        climbed: Collection[Why] = RUNGS,
        demand: Callable[[str], None] = lambda name: None,
    ) -> None:
        """Maps the index in `folder`; words are looked for on the rungs `climbed`. Raises IndexUnusableError.

        `demand` is told the name of every file that does not check itself before it is read, and may refuse it."""
        self._demand = demand
        self._folder = folder
        self._catalogue = Catalogue(folder / CATALOGUE_FILE, demand=demand)
        self._reading = Lock()
        self._columns: FigureColumns | None = None
        self._copies: Copies | None = None
        self.reader = Reader.open(folder)
        self.facets = Facets(folder, self.reader)
        self.live = np.flatnonzero(self.reader.live)
        self.count = self.reader.count
        self._orders: dict[Sort, Order] = {}
        self._looks_again = Why.LETTERS in climbed
        self.fields = {field: self._field(folder, field, climbed) for field in Field}

    @property
    def figure_columns(self) -> "FigureColumns":
        """Every figure of the generation. Read when it is first asked for; raises IndexUnusableError."""
        with self._reading:
            if self._columns is None:
                from index import figure_columns  # late: few questions are about figures

                self._demand_beside(figure_columns.EXTENSION)
                self._columns = figure_columns.FigureColumns(self._folder, self.reader, self._catalogue)
            return self._columns

    def _field(self, folder: Path, field: Field, climbed: Collection[Why]) -> IndexedField:
        postings = self.reader[field]
        relations = (open_relations(folder, segment.name, field, segment.field) for segment in postings.segments)
        vocabulary = Vocabulary(list(zip(postings.segments, relations, strict=True)), climbed)
        return IndexedField(postings, vocabulary, len(self.live))

    def rank(
        self,
        query: Query,
        limit: int | None = None,
        *,
        sort: Sort = Sort.RANK,
        fold: Collection[ArticleId] | None = None,
        cancelled: Callable[[], bool] | None = None,
        time_limit: float = TIME_LIMIT,
    ) -> Ranking:
        """The first `limit` articles (None: all) for a query, in order; equals stand in the order of the index.

        `fold`: of copies only the first is given, but all of those that have one of these articles among them.

        Raises CancelledError as soon as `cancelled` says so.
        """
        asking = _Asking(self, cancelled or _never, monotonic() + time_limit)
        found = asking.node(query.root) if query.root else NOTHING
        if fold is not None:
            return self._folded(found, limit, sort, query, asking, fold)
        documents, scores = self._first(found, limit, sort, query, asking)
        articles = list(zip(self.reader.articles(documents), scores, strict=True))
        return Ranking(articles, len(found), asking.corrected, asking.cut, asking.called)

    def _folded(
        self,
        found: Found,
        limit: int | None,
        sort: Sort,
        query: Query,
        asking: "_Asking",
        fold: Collection[ArticleId],
    ) -> Ranking:
        """Copies in the row of their first, but for those of the articles in `fold`."""
        rows, alike = self.copies.folded(found, self._after(found, sort))
        first = self._first(rows, limit, sort, query, asking)
        opened = [number for article in fold if (number := self.reader.number(article)) is not None]
        (documents, scores), copies = self.copies.unfolded(first, found, opened) if opened else (first, frozenset())
        ids = self.reader.articles(documents)
        of = dict(zip(documents, ids, strict=True))
        return Ranking(
            list(zip(ids, scores, strict=True)),
            len(found),
            asking.corrected,
            asking.cut,
            asking.called,
            {of[document]: count for document, count in alike.items() if document in of},
            frozenset(of[document] for document in copies),
            sum(alike.values()) - len(copies),
        )

    def _first(self, found: Found, limit: int | None, sort: Sort, query: Query, asking: "_Asking") -> Rows:
        if sort is Sort.RANK:
            asked = _words(query) if self._looks_again else None
            return self._looked_at_again(found, limit, asked, asking) if asked else found.first(limit)
        documents, scores = self._order(sort).first(found, limit)
        return documents.tolist(), scores.tolist()

    def _looked_at_again(self, found: Found, limit: int | None, asked: Sequence[Key], asking: "_Asking") -> Rows:
        """The best of an answer, best first, equals in order; the foremost have been looked at again."""
        places = best(found, max(limit, DEPTH) if limit else limit)
        documents, scores = found.documents[places], found.scores[places]
        foremost = np.sort(documents[:DEPTH])
        scores[:DEPTH] = scores[:DEPTH][np.argsort(documents[:DEPTH])]
        scores[:DEPTH] += self.fields[Field.BODY].second_look(foremost).scores(asked, asking.is_over)
        order = np.argsort(-scores[:DEPTH], kind="stable")
        documents[:DEPTH], scores[:DEPTH] = foremost[order], scores[:DEPTH][order]
        return documents[:limit].tolist(), scores[:limit].tolist()

    def documents(self, query: Query, cancelled: Callable[[], bool] | None = None) -> NDArray[np.int64]:
        """The articles that answer, ascending; all, where nothing is asked for. Raises CancelledError."""
        if query.root is None:
            return self.live
        asking = _Asking(self, cancelled or (lambda: False), monotonic() + TIME_LIMIT)
        return asking.node(self.naming.understood(query).root or query.root).documents

    def counts(self, query: Query, facet: Facet) -> dict[str, int]:
        """How many of the articles that answer have each value of a facet; "" for those without one."""
        return self.facets.counts(facet, self.documents(query))

    def all_in_order(self, sort: Sort) -> NDArray[np.int64]:
        """All articles in an order that is not by rank; equals as the index has them."""
        everything = Found(self.live, np.zeros(len(self.live)))
        return self._order(sort).first(everything, None)[0]

    @cached_property
    def gazetteer(self) -> "Gazetteer":
        """The names of the tables, to be looked for in a text."""
        from index.names.gazetteer import Gazetteer

        return Gazetteer(self.naming.aliases, self._lexicon)

    @cached_property
    def naming(self) -> Naming:
        """What names are called in this corpus."""
        return Naming(self._lexicon, Sources(aliases(user_file()), self._catalogue.paired))

    @cached_property
    def _lexicon(self) -> CorpusLexicon:
        """The words that names are looked for among."""
        return CorpusLexicon([self.fields[field].vocabulary for field in Field], len(self.live))

    def filtered(self, node: Filter) -> Found:
        """The articles that pass a filter; being one scores nothing."""
        match node:
            case Source(name):
                documents = self.facets.named(Facet.SOURCE, name)
            case Author(name):
                documents = self.facets.named(Facet.AUTHOR, name)
            case Published(since, until):
                documents = self.facets.published(since, until)
            case Stating():
                from index.stating import stating  # late, like the columns

                documents = stating(self.figure_columns, node)
        return Found(documents, np.zeros(len(documents)))

    def standing(self, leaf: Leaf) -> "Standing":
        """Where in the bodies a word, a pattern or a phrase stands."""
        from index.standing import standing

        return standing(leaf, self.reader.body, self.fields[Field.BODY].vocabulary)

    def documents_called(self, spelling: Spelling) -> NDArray[np.int64]:
        """The articles in whose bodies or titles a spelling of a name stands: those that a search for it finds."""
        only, *more = spelling.places
        found = [
            (field.named_in_words(spelling.places) if more else field.named(only)).documents
            for field in self.fields.values()
        ]
        return each_once(np.concatenate(found))

    def articles_with(self, key: Key) -> int:
        """How many bodies have a word, in any of its forms."""
        rungs = self.fields[Field.BODY].vocabulary.rungs(key)
        return len(self.reader.body.documents_of(rungs[-1].words)) if rungs else 0

    def read_through(self) -> None:
        """Check all that words are looked up in, while nobody waits: what is known to be sound is taken with less ado.

        Of what is large only the blocks are checked in which questions look. Raises IndexUnusableError."""
        fields = [table for field in self.fields.values() for table in field.vocabulary.fields()]
        if sum(table.size for table in fields) <= READ_THROUGH:
            for field in self.fields.values():
                field.vocabulary.read_through()
            self.reader.remember_names()

    @property
    def copies(self) -> "Copies":
        """Which articles are copies of each other. Found out when it is first asked for."""
        with self._reading:
            if self._copies is None:
                from index import copies

                self._demand_beside(copies.EXTENSION)
                self._copies = copies.Copies(self._folder, self.reader)
            return self._copies

    def _demand_beside(self, extension: str) -> None:
        for segment in self.reader.ids_by_segment:
            self._demand(f"{segment.name}{extension}")

    def _after(self, found: Found, sort: Sort) -> NDArray[Any]:
        """For each document that answers what it is sorted by, the first least."""
        return -found.scores if sort is Sort.RANK else self._order(sort).after.take(found.documents)

    def _order(self, sort: Sort) -> Order:
        """One that is not by rank. Reckoned once."""
        order = self._orders.get(sort)
        if order is None:
            ranks = self.facets.ranks(_SORTED_BY[sort])
            last = int(ranks.max(initial=0)) + 1  # where those without a value stand, in either direction
            after = last - ranks if sort is Sort.NEWEST else np.where(ranks > 0, ranks, last)
            order = self._orders[sort] = Order(after.astype(np.int32))
        return order


class _Asking:
    """One query on its way through the engine: what it was corrected to, whether it was cut."""

    __slots__ = ("_cancelled", "_deadline", "_engine", "_expressions", "called", "corrected", "cut")

    def __init__(self, engine: Engine, cancelled: Callable[[], bool], deadline: float) -> None:
        self._engine = engine
        self._cancelled = cancelled
        self._deadline = deadline
        self._expressions: dict[tuple[str, Field | None, Width], Found] = {}
        self.corrected: dict[Key, tuple[Key, ...]] = {}
        self.called: dict[str, tuple[str, ...]] = {}
        self.cut = False

    def node(self, node: Node) -> Found:
        """The answer to a part of the query. Raises CancelledError."""
        while isinstance(node, AnyOf) and len(node.parts) == 1 and not node.excluded:
            node = node.parts[0]
        if isinstance(node, Term):  # by far the most; and the first match costs as much as finding a rare word
            found = self._word(node.key, node.field, node.width)
            return found if len(found) or node.width is Width.EXACT else self._correction(node.key, node.field)
        if isinstance(node, AllOf):
            return self._all_of(node)
        match node:
            case Phrase(keys, _, field, slop, width):
                return self._leaf(lambda words: words.phrase(keys, slop, width), field)
            case AnyOf(parts, excluded):
                answers = self._answers(parts)
                found = any_of(answers, self._engine.count) if parts else self._all()
                return self._without(self._with_words_of_phrases(found, parts), excluded)
            case Source() | Author() | Published() | Stating():
                return self._engine.filtered(node)
            case Typo(key, _, field):
                return self._leaf(lambda words: words.typo(key), field)
            case Pattern(letters, _, field, width):
                return self._leaf(lambda words: words.pattern(letters, width), field)
            case Regex(source, _, field, width):
                return self._regex(source, field, width)
            case Called(name, spellings, _, field):
                return self._name(name, spellings, field)

    def _all_of(self, node: AllOf) -> Found:
        """What all parts find; days are looked up for the articles that have the words."""
        days = [part for part in node.parts if isinstance(part, Published)]
        others = [part for part in node.parts if not isinstance(part, Published)] if days else node.parts
        found = all_of(self._answers(others)) if others else self._all()
        for day in days:
            found = kept(found, self._engine.facets.are_published(found.documents, day.since, day.until))
        for answer in self._answers(node.welcome) if node.welcome else ():
            found = raised(found, answer)
        return self._without(found, node.excluded) if node.excluded else found

    def _with_words_of_phrases(self, found: Found, parts: Sequence[Node]) -> Found:
        """What any of several parts finds, scoring more where words of a phrase stand apart from each other."""
        phrases = [part for part in parts if isinstance(part, Phrase)] if len(parts) > 1 else []
        for phrase in phrases:
            for key in phrase.keys:
                found = found if self.is_over() else raised(found, self._word(key, phrase.field, phrase.width))
        return found

    def _word(self, key: Key, field: Field | None, width: Width) -> Found:
        if field is not None:
            found = self._engine.fields[field].term(key, width)
        else:
            found = self._leaf(lambda words: words.term(key, width), None)
        return scaled(found, FUNCTION_WORD) if is_function_word(key) else found

    def is_over(self) -> bool:
        """Whether the time is, which cuts the answer. Raises CancelledError where nobody waits for it."""
        if self._cancelled():
            raise CancelledError
        over = monotonic() > self._deadline
        self.cut |= over
        return over

    def _answers(self, parts: Sequence[Node]) -> list[Found]:
        """The answers to parts, until time runs out; the first is always given."""
        answers: list[Found] = []
        for part in parts:
            if self._cancelled():
                raise CancelledError
            if answers and self.is_over():
                break
            answers.append(self.node(part))
        return answers

    def _leaf(self, ask: Callable[[IndexedField], Found], field: Field | None) -> Found:
        if field is not None:
            return ask(self._engine.fields[field])
        title = scaled(ask(self._engine.fields[Field.TITLE]), TITLE_WEIGHT)
        return any_of([ask(self._engine.fields[Field.BODY]), title], self._engine.count)

    def _name(self, name: str, spellings: Sequence[Spelling], field: Field | None) -> Found:
        """Words first, as one; then, of the spellings of several words, those that stand together anywhere.

        A name of several words counts once more than its words do: New York is more than new and york. And it counts as
        much as it is the more usual name here: where all write لندن, the few that write London are no better for it.
        """
        words = frozenset(word for spelling in spellings if len(spelling.places) == 1 for word in spelling.places[0])
        answers = [self._leaf(lambda of_field: of_field.named(words), field)] if words else []
        found = [spelling.shown for spelling in spellings if len(spelling.places) == 1]
        for spelling in spellings:
            if len(spelling.places) > 1:
                answer = self._leaf(partial(IndexedField.named_in_words, places=spelling.places), field)
                answers.append(answer)
                found += [spelling.shown] if len(answer) else []
        if found:
            self.called[name] = tuple(dict.fromkeys(found))
        called = any_of(answers, self._engine.count)
        words_of_name = name.count(" ") + 1
        as_asked = min((self._engine.articles_with(key) for key in keys(name)), default=0)
        usual = len(called) / max(len(called) + as_asked, 1)
        return scaled(called, usual * (words_of_name + (words_of_name > 1)))

    def _regex(self, source: str, field: Field | None, width: Width) -> Found:
        """The words an expression fits; one that stands in the query twice is asked once."""
        asked = (source, field, width)
        if asked in self._expressions:
            return self._expressions[asked]
        from index import regexes  # late: most questions have none

        left = max(self._deadline - monotonic(), 1e-9)
        budget = min(regexes.BUDGET, left)
        expression = regexes.WordRegex(source, written=width is Width.EXACT, budget=budget)
        found = self._leaf(lambda words: words.regex(expression, width), field)
        self.cut |= expression.cut
        self._expressions[asked] = found
        return found

    def _correction(self, key: Key, field: Field | None) -> Found:
        vocabulary = self._engine.fields[field or Field.BODY].vocabulary
        near = sorted(vocabulary.near(key).items(), key=lambda found: -document_frequency(found[1].words))
        if not near[:CORRECTIONS]:
            return NOTHING
        self.corrected[key] = tuple(form for form, _ in near[:CORRECTIONS])
        chosen = [rung for _, rung in near[:CORRECTIONS]]
        return self._leaf(lambda words: words.united(chosen), field or Field.BODY)

    def _all(self) -> Found:
        return Found(self._engine.live, np.zeros(len(self._engine.live)))

    def _without(self, found: Found, excluded: Sequence[Node]) -> Found:
        for node in excluded:
            found = without(found, self.node(node))
        return found


def _words(query: Query) -> list[Key]:
    """The words that a query asks for in bodies, in its order; those it wants as written have no kin to look for."""
    words: list[Key] = []
    for leaf in leaves(query.root):
        match leaf:
            case Term(_, _, Field.TITLE) | Typo(_, _, Field.TITLE) | Phrase(_, _, Field.TITLE):
                continue
            case Term(key, width=width) if width is not Width.EXACT:
                words.append(key)
            case Typo(key):
                words.append(key)
            case Phrase(keys, width=width) if width is not Width.EXACT:
                words.extend(keys)
    return words
