"""A generation of an index that is open to answer, and the one that answers now.

An index may be replaced, swept or damaged while it is asked. Whoever asks sees one complete generation; what cannot be
read makes place for the next that can, and the question is asked again.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index import manifest
from index.articles import ArticleId, Entry
from index.catalogue import FILE as CATALOGUE_FILE
from index.catalogue import Catalogue
from index.errors import IndexUnusableError
from index.generations import Generations
from index.manifest import Verification
from index.results import MentionedName

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.counting import Counting
    from index.figure_table import FigureIndex
    from index.search import Engine

T = TypeVar("T")

_TRIES = 5
"""How often to look for the generation in force while another process keeps replacing it."""


class Opened:
    """One generation, open for reading; its engine starts when first asked.

    What is read of it is checked before. What turns out damaged raises IndexUnusableError.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._verification = Verification(folder)
        self._verification.begin(CATALOGUE_FILE)  # nothing is answered without it
        self.catalogue = Catalogue(folder / CATALOGUE_FILE, demand=self._verification.demand)
        self._starting = threading.Lock()
        self._engine: Engine | None = None
        self._sorted: dict[str, NDArray[np.int64]] = {}
        self._names: list[MentionedName] | None = None
        self._counting = threading.Lock()

    def names(self, body: str | None) -> list[MentionedName]:
        """The names mentioned in a body; without one, in all articles: counted once."""
        from index import mentioned

        engine = self.engine
        if body is not None:
            return mentioned.in_article(body, engine.naming.aliases, engine.gazetteer)
        with self._counting:
            if self._names is None:
                self._names = mentioned.in_corpus(engine, self.catalogue)
            return self._names

    @cached_property
    def count(self) -> int:
        return len(self.catalogue)

    @cached_property
    def counting(self) -> Counting:
        from index.counting import Counting

        return Counting(self.engine)

    def sorted_entries(self, sort: str, places: slice) -> list[Entry]:
        """Some of the articles in another order than the corpus's."""
        ids = self.engine.reader.articles(self._in_order(sort)[places].tolist())
        entries = self.catalogue.entries_of(ids)
        return [entries[article] for article in ids]

    def sorted_place_of(self, sort: str, article: ArticleId) -> int | None:
        """Where an article stands in that order, None where it is not."""
        number = self.engine.reader.number(article)
        return None if number is None else int((self._in_order(sort) == number).argmax())

    def _in_order(self, sort: str) -> NDArray[np.int64]:
        from index.search import Sort

        if sort not in self._sorted:
            self._sorted[sort] = self.engine.all_in_order(Sort(sort))
        return self._sorted[sort]

    @property
    def engine(self) -> Engine:
        with self._starting:
            if self._engine is None:
                from index.loading import loading

                with loading("index.search"):
                    from index.search import Engine

                self._verification.demand_tables()
                self._engine = Engine(self.folder, demand=self._verification.demand)
            return self._engine

    @property
    def figures(self) -> FigureIndex:
        from index.figure_table import FigureIndex

        return FigureIndex(self.catalogue, self.engine, self.engine.figure_columns)


class AtHand:
    """The generation of a corpus that answers: the newest that is whole, as far as anybody has looked."""

    def __init__(self, generations: Generations, rebuild: Callable[[], object] | None) -> None:
        """`rebuild` builds the index again where it is damaged, and opens it here, or sees to it; None where
        that may not be."""
        self._generations = generations
        self.rebuild = rebuild
        self._opened: Opened | None = None
        self._replacing = threading.RLock()
        self._closed = False
        self._damaged_at_first = generations.is_damaged()
        self._removals = 0
        self.open_current()

    @property
    def is_empty(self) -> bool:
        """Whether nothing can answer."""
        return self._opened is None

    @property
    def damages(self) -> int:
        """How often the index was found damaged, when opened or since, or gone."""
        return self._damaged_at_first + self._generations.damages + self._removals

    def close(self) -> None:
        """Let go of files; nothing answers afterwards."""
        self._closed = True
        self._opened = None

    def open_current(self) -> bool:
        """Put the generation in force in the place of the one at hand; that stays where there is none. Whether it is
        another one."""
        for _ in range(_TRIES):
            folder = None if self._closed else self._generations.current()
            if folder is None or (self._opened and self._opened.folder == folder):
                return False
            try:
                self._opened = Opened(folder)
                return True
            except (IndexUnusableError, sqlite3.Error):  # swept by another process since we looked: there is a newer
                continue
        return False

    def ask(self, question: Callable[[Opened], T], otherwise: T) -> T:
        """What the generation at hand answers; `otherwise` where there is none, or none yet.

        Raises IndexUnusableError where it is damaged and nothing can take its place.
        """
        for _ in range(_TRIES):
            opened = self._opened
            if opened is None:
                return otherwise
            try:
                return question(opened)
            except (IndexUnusableError, sqlite3.Error, OSError) as error:
                self._replace(opened, error)
        raise IndexUnusableError(path=str(self._generations.folder), reason="damaged")

    def _replace(self, broken: Opened, error: Exception) -> None:
        """Another generation for one that cannot be read: swept by other processes since it was opened, or damaged."""
        with self._replacing:
            if self._opened is not broken:  # another thread has been here
                return
            is_there = broken.folder.exists()
            if is_there and not isinstance(error, IndexUnusableError) and not _is_damaged(broken.folder):
                raise IndexUnusableError(path=str(broken.folder), reason="unreadable", detail=str(error)) from error
            self._generations.reject(broken.folder)
            self._opened = None
            self.open_current()
            self._removals += not is_there and self._opened is None
            if self.rebuild and (is_there or self._opened is None):
                self.rebuild()
            elif self._opened is None:
                raise IndexUnusableError(path=str(self._generations.folder), reason="damaged") from error


def _is_damaged(generation: Path) -> bool:
    """Whether what could be read when it was opened has been changed or cut short since."""
    return bool(manifest.damage_at_a_glance(generation) or manifest.damage(generation, [CATALOGUE_FILE]))
