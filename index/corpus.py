"""The one door: a corpus of articles, read, indexed, searched.

    corpus = Corpus.open("articles/")
    corpus.search('"وحدات معالجة" تسلا', limit=20)
    corpus.article(hit.article.id)
    corpus.figures(kind=Kind.MONEY, minimum=Decimal(1_000_000_000))

Opening is light: the catalogue answers lists, articles and figures; NumPy and Whoosh are imported when the first
question is asked. All methods may be called from any thread; each sees one complete generation of the index, and a
refresh puts the next one in its place when it is whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Self

from index.articles import Article, ArticleId, Entry, Span
from index.catalogue import FILE as CATALOGUE_FILE
from index.catalogue import Catalogue, FigureFilter
from index.errors import (
    ArticleMissingError,
    CorporaUnusableError,
    CorpusError,
    CorpusNameError,
    CorpusUnknownError,
    FigureMissingError,
    FolderUnknownError,
    IndexBusyError,
    IndexUnusableError,
    NothingToReadError,
    PathMissingError,
    Problem,
    QueryError,
)
from index.figures import Bound, Figure, Kind, Value, value_as_json
from index.folders import cache_folder
from index.generations import Generations, corpus_name, named_corpus_name
from index.opened import AtHand, Opened
from index.progress import Control, Files, Progress, Refreshed, UnderWay
from index.results import Counted, Field, Hit, Match, MentionedName, NameKind, Narrowing, Note, Results, Snippet, Why
from index.sources.roots import Root, roots

if TYPE_CHECKING:
    from index.corpora import Named
    from index.figure_results import Alike, Comparison, FigureSort, Group, Likeness, Stated, Summary
    from index.figure_table import FigureTable
    from index.figures.calendar import Days, days_of, gregorian
    from index.names.aliases import AliasesProblem
    from index.search import CancelledError
    from index.sources.problems import is_doubt

__all__ = [
    "Alike",
    "Article",
    "ArticleId",
    "ArticleMissingError",
    "Bound",
    "CancelledError",
    "Comparison",
    "Control",
    "CorporaUnusableError",
    "Corpus",
    "CorpusError",
    "CorpusNameError",
    "CorpusUnknownError",
    "Counted",
    "Days",
    "Entry",
    "Field",
    "Figure",
    "FigureFilter",
    "FigureMissingError",
    "FigureSort",
    "FigureTable",
    "Files",
    "FolderUnknownError",
    "Group",
    "Hit",
    "IndexBusyError",
    "IndexUnusableError",
    "Kind",
    "Likeness",
    "Match",
    "MentionedName",
    "NameKind",
    "Narrowing",
    "Note",
    "NothingToReadError",
    "PathMissingError",
    "Problem",
    "Progress",
    "QueryError",
    "Refreshed",
    "Results",
    "Snippet",
    "Span",
    "Stated",
    "Summary",
    "Value",
    "Why",
    "days_of",
    "default_cache",
    "gregorian",
    "indexed",
    "is_doubt",
    "own_names",
    "value_as_json",
]


PATIENCE = 10.0
"""Seconds that closing waits for a refresh to give up: one step of it, of which none takes so long."""

_LATE = {
    **dict.fromkeys(("Alike", "Comparison", "FigureSort", "Group", "Likeness", "Stated", "Summary"), "figure_results"),
    "CancelledError": "search",
    "FigureTable": "figure_table",
    "Days": "figures.calendar",
    "days_of": "figures.calendar",
    "gregorian": "figures.calendar",
    "is_doubt": "sources.problems",
}
"""What travels too, but not to the first screen: the module it comes from, imported when it is first asked for."""


def __getattr__(name: str) -> object:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"index.{_LATE[name]}"), name)


def default_cache() -> Path:
    """Where indexes are kept unless said otherwise: the user's cache folder."""
    return cache_folder()


def own_names() -> tuple[Path, AliasesProblem | None]:
    """Where the user's table of names is, or would be, and what is wrong with it."""
    from index.names.aliases import aliases, user_file

    return user_file(), aliases(user_file()).problem


def indexed(named: Named, cache: Path | None = None) -> int:
    """How many articles the index of a corpus has; 0 where it has none yet, or none that can be read."""
    folder = Generations((cache or default_cache()) / named_corpus_name(named.name)).current()
    if folder is None:
        return 0
    catalogue = Catalogue(folder / CATALOGUE_FILE)
    try:
        return len(catalogue)
    except sqlite3.Error:
        return 0
    finally:
        catalogue.close()


class Corpus:
    """A set of articles under one or more paths, and their index. Use `Corpus.open`."""

    def __init__(self, roots: Sequence[Root], generations: Generations, *, may_rebuild: bool, name: str = "") -> None:
        self.name = name
        self._roots = tuple(roots)
        self._generations = generations
        self._at_hand = AtHand(generations, self.refresh if may_rebuild else None)
        self._under_way = UnderWay()

    @classmethod
    def open(
        cls,
        *paths: str | Path,
        cache: Path | None = None,
        refresh: bool = True,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> Self:
        """The corpus under `paths`, its index in `cache`.

        With `refresh` it is built, or brought up to date, before this returns; without, it is what the last run left,
        possibly nothing yet, even where the paths are gone. Raises PathMissingError, and what `refresh` raises.

        An index that turns out damaged while it is asked makes place for the generation before; with `refresh`, it is
        built again, and then answers.
        """
        found = roots([Path(path) for path in paths], must_exist=refresh)
        corpus = cls(found, Generations((cache or default_cache()) / corpus_name(found)), may_rebuild=refresh)
        if refresh:
            corpus.refresh(on_progress=on_progress)
        elif corpus._at_hand.is_empty:
            roots([Path(path) for path in paths])  # nothing is left of what is gone
        return corpus

    @classmethod
    def open_named(
        cls,
        named: Named,
        *,
        cache: Path | None = None,
        refresh: bool = True,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> Self:
        """The same for a corpus that has a name (`index.corpora`): one index, whatever folders it has now."""
        found = named.roots(must_exist=refresh)
        folder = (cache or default_cache()) / named_corpus_name(named.name)
        corpus = cls(found, Generations(folder), may_rebuild=refresh, name=named.name)
        if refresh:
            corpus.refresh(on_progress=on_progress)
        elif corpus._at_hand.is_empty:
            named.roots()
        return corpus

    def close(self, patience: float = PATIENCE) -> bool:
        """Let go of files. The corpus is empty afterwards, and stays so.

        A refresh that is under way in another thread gives up what it has not put in force yet, and is waited for so
        many seconds; whether it had ended by then.
        """
        ended = self._under_way.end(patience)
        if not ended:
            self._generations.give_up()
        self._at_hand.close()
        return ended

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    # ---- growing

    def refresh(
        self,
        *,
        rebuild: bool = False,
        growing: bool = False,
        on_progress: Callable[[Progress], None] | None = None,
        control: Control | None = None,
    ) -> Refreshed:
        """Bring the index up to date with the sources, and this corpus with the index.

        `growing`: what a long refresh has read so far is put in place now and then, told by the stage `published`;
        always so, when it is paused by its `control`. Where another process is at it already, what that one has read is
        put in place here too, and this one goes on when the other has ended.

        Raises NothingToReadError when no article is there at all, IndexBusyError (not if `growing`),
        IndexUnusableError.
        """
        from index import store

        report, control = on_progress or (lambda progress: None), control or Control()

        def told(progress: Progress) -> None:
            if progress.stage == "published":
                self._at_hand.open_current()
            report(progress)

        with self._under_way.held(control):
            done = store.refresh(
                self._generations, self._roots, rebuild=rebuild, growing=growing, on_progress=told, control=control
            )
        is_another = self._at_hand.open_current()
        if is_another and not (done.added or done.changed or done.removed):
            report(Progress("published"))  # by another process
        if not done.articles and not done.stopped:
            raise NothingToReadError(paths=tuple(map(str, self.paths)), problems=done.problems)
        return done

    def when_damaged(self, rebuild: Callable[[], object]) -> None:
        """Have this done where the index turns out damaged, by whatever thread meets it: to see that it is soon
        refreshed. Until it is, the generation before answers, or none, as of a corpus that nobody has read."""
        self._at_hand.rebuild = rebuild

    def move_to(self, named: Named) -> None:
        """From now on this corpus is of these folders; the next refresh adds and removes articles accordingly.

        Raises PathMissingError.
        """
        self._roots = named.roots()

    def is_of(self, named: Named) -> bool:
        """Whether it is of these folders, be they there at the moment or not."""
        return self._roots == named.roots(must_exist=False)

    def damage(self) -> list[str]:
        """What of the index is not as it was written, by name; reads all of it."""
        return self._generations.damage()

    # ---- reading

    @property
    def was_damaged(self) -> bool:
        """Whether the index was found damaged, when opened or since; a refresh builds it again where that is needed."""
        return self.damages > 0

    @property
    def damages(self) -> int:
        """How often it was."""
        return self._at_hand.damages

    @property
    def title(self) -> str:
        """What to call this corpus: its name, else the names of its roots."""
        if self.name:
            return self.name
        names = [root.folder.name if root.only is None else root.only[0].name for root in self._roots]
        return " + ".join(names)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The folders and files it is made of."""
        return tuple(path for root in self._roots for path in root.paths)

    @property
    def folder(self) -> Path:
        """Where its index is kept."""
        return self._generations.folder

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that was skipped or doubtful when the sources were read."""
        return self._at_hand.ask(lambda generation: generation.catalogue.problems(), ())

    @property
    def files(self) -> Files:
        """What became of the files that have been looked at."""
        from index.sources.problems import passed_over

        def counted(generation: Opened) -> Files:
            read, without = generation.catalogue.files()
            return Files(read, without + passed_over(generation.catalogue.scan_problems()))

        return self._at_hand.ask(counted, Files())

    @property
    def folders(self) -> int:
        """About how many folders its files lie in."""
        return self._at_hand.ask(lambda generation: generation.catalogue.folders(), 0)

    def __len__(self) -> int:
        return self._at_hand.ask(lambda generation: generation.count, 0)

    def entries(self, offset: int = 0, limit: int | None = None, *, sort: str = "rank") -> list[Entry]:
        """The articles without their bodies, in the order of the sources, or by `sort`, as `search` has it."""
        if sort == "rank":
            return self._at_hand.ask(lambda generation: generation.catalogue.entries(offset, limit), [])
        stop = None if limit is None else offset + limit
        return self._at_hand.ask(lambda generation: generation.sorted_entries(sort, slice(offset, stop)), [])

    def place_of(self, article: str, *, sort: str = "rank") -> int | None:
        """Where an article stands in that order, from 0; None where it is not."""
        if sort == "rank":
            return self._at_hand.ask(lambda generation: generation.catalogue.place_of(ArticleId(article)), None)
        return self._at_hand.ask(lambda generation: generation.sorted_place_of(sort, ArticleId(article)), None)

    def article(self, article: str) -> Article:
        """The article whole. Raises ArticleMissingError."""
        found = self._at_hand.ask(lambda generation: generation.catalogue.article(ArticleId(article)), None)
        if found is None:
            raise ArticleMissingError(article=article)
        return found

    # ---- asking

    def warm(self) -> None:
        """Make ready for the first question, which otherwise waits for imports and mapped files."""
        with suppress(IndexUnusableError):  # damaged: the next refresh builds it again (`when_damaged`)
            self._at_hand.ask(lambda generation: generation.engine.copies, None)
            self._at_hand.ask(lambda generation: generation.engine.read_through(), None)

    def search(
        self,
        query: str,
        *,
        limit: int | None = 20,
        sort: str = "rank",
        width: str = "normal",
        fold: Collection[str] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Results:
        """The first articles for a query (`index.query` has the language).

        `sort`: rank, newest, oldest, source, title; what that leaves equal is by rank. `width`: how far from the words
        as typed their other forms may be: exact, normal, wide (`index.query.Width`). `fold`: of articles that are
        nearly the same (`index.copies`) only the first is given, but all those of which one is among these.

        Raises QueryError. A search that is cancelled answers with no hits and the note `cancelled`.
        """
        from index.query import Width, parse  # what finds is loaded when the first question is asked

        began = perf_counter()
        parsed = parse(query, Width(width))
        nothing = Results(query, (), 0, 0.0, tuple(map(Note, parsed.notes)))
        if parsed.root is None:
            return nothing

        def found(generation: Opened) -> Results:
            engine = generation.engine  # first: with it comes nearly all that is loaded
            from index.asking import answer

            return answer(generation.catalogue, engine, parsed, limit=limit, sort=sort, fold=fold, cancelled=cancelled)

        return self._at_hand.ask(found, nothing)._replace(took=perf_counter() - began)

    def counts(
        self, query: str, *, width: str = "normal", names: bool = False, cancelled: Callable[[], bool] | None = None
    ) -> tuple[Counted, ...]:
        """What a search can be narrowed by, with how many articles that would leave: sources, months, authors, kinds of
        figures, and, where `names` says so, names that are mentioned. Of all articles, where nothing is asked for.

        Raises QueryError, and CancelledError as soon as `cancelled` says so.
        """
        from index.query import Width, parse

        parsed = parse(query, Width(width))
        return self._at_hand.ask(
            lambda generation: generation.counting.of(parsed, names=names, cancelled=cancelled), ()
        )

    def matches(self, query: str, article: str, *, width: str = "normal") -> tuple[Match, ...]:
        """Every place of one article's body that answers, in order, words of the query corrected as a search does.

        Raises QueryError, ArticleMissingError.
        """
        from index.query import Width, parse

        read, parsed = self.article(article), parse(query, Width(width))

        def found(generation: Opened) -> tuple[Match, ...]:
            from index.asking import matches

            return matches(generation.catalogue, generation.engine, parsed, read)

        return self._at_hand.ask(found, ())

    def names(self, article: str | None = None) -> list[MentionedName]:
        """The names that one article mentions, with how often; without one, those of all articles, with how many
        articles mention each. The most frequent first; counted once for each generation.

        Raises ArticleMissingError.
        """
        body = None if article is None else self.article(article).body
        return self._at_hand.ask(lambda generation: generation.names(body), [])

    def figures(
        self,
        *,
        article: str | None = None,
        kind: Kind | None = None,
        unit: str | None = None,
        minimum: Decimal | None = None,
        maximum: Decimal | None = None,
        about: str | None = None,
        sort: str = "article",
    ) -> list[Figure]:
        """The figures the articles state, in order of place, or by `sort`: article, value, date.

        `about`: only those in whose sentence every word of this query stands. Raises QueryError; ArticleMissingError
        for an unknown `article`.
        """
        if article is not None:
            self.article(article)
        of = None if article is None else ArticleId(article)
        wanted = FigureFilter(of, kind, unit, minimum, maximum, about)
        if about is not None:
            return [stated.figure for stated in self.figure_table(wanted, sort=sort)]
        return self._at_hand.ask(lambda generation: list(generation.catalogue.figures(wanted, sort=sort)), [])

    def figure_table(
        self,
        wanted: FigureFilter,
        *,
        sort: str = "article",
        descending: bool = False,
        cancelled: Callable[[], bool] | None = None,
    ) -> FigureTable:
        """All figures that answer the filter, by `sort` (article, value, date), read as they are looked at.

        Raises QueryError, and CancelledError as soon as `cancelled` says so.
        """
        from index.figure_results import FigureSort
        from index.figure_table import NO_FIGURES, figure_table

        order = FigureSort(sort)

        def found(generation: Opened) -> FigureTable:
            return figure_table(generation.figures, wanted, sort=order, descending=descending, cancelled=cancelled)

        return self._at_hand.ask(found, NO_FIGURES)

    def compare(
        self, figure: Figure, *, words: str | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Comparison:
        """Every figure that counts what `figure` does, or speaks of the same, grouped by value.

        `words`: instead, those of its kind and unit in whose sentence every word of this query stands. Raises
        FigureMissingError, QueryError, and CancelledError as soon as `cancelled` says so.
        """
        from index.comparing import compare

        def found(generation: Opened) -> Comparison | None:
            return compare(generation.figures, figure, query=words, cancelled=cancelled)

        comparison = self._at_hand.ask(found, None)
        if comparison is None:
            raise FigureMissingError(article=figure.article, start=figure.span.start)
        return comparison
