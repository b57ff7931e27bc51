"""A refresh at work: what the plan says is read, article by article, into one generation after another.

A generation is finished when all is read, when the reader asks to stop, or when it is time to show what is there; the
next one goes on in the middle of the file at hand. So the first articles of a great archive can be searched long before
the last is read, and stopping loses nothing.
"""

import gc
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from index.articles import Article, ArticleId
from index.catalogue import Catalogue, Placed
from index.catalogue_rows import Prepared, encoded
from index.errors import Problem
from index.plan import Plan
from index.preparing.pool import Preparers
from index.progress import Control, Files, Progress, Refreshed
from index.sources.families import Outcome
from index.sources.marks import AsBefore, Mark
from index.sources.reading import read_all
from index.sources.scan import SourceFile, described_alike
from index.sources.workers import Workers

if TYPE_CHECKING:
    from index.postings import FlatWriter

_AT_ONCE = 1 << 20
"""Characters of articles that wait for each other to be prepared: preparing and indexing in turn, each finds the
processor's cache full of the other's. Four times fewer took a thirtieth longer."""

_SOON, _FEW_AT_ONCE = 2.0, 1 << 18
"""Where they are to be seen within so many seconds, fewer wait for each other."""

_TELL = 100
"""After so many articles the world is told how far things are."""

_YOUNG = 1 << 16
"""Objects that may be made before the collector of cycles looks through them."""

_BYTES_OF_A_LETTER = 2
"""To guess how far into a file its articles reach."""


@dataclass(slots=True)
class Counts:
    """What a refresh has come to so far, in articles."""

    articles: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    problems: tuple[Problem, ...] = ()
    stopped: bool = False
    files: Files = field(default_factory=Files)

    def refreshed(self) -> Refreshed:
        """The same as what the refresh returns."""
        counts = (self.articles, self.added, self.changed, self.removed)
        return Refreshed(*counts, self.problems, 0.0, stopped=self.stopped, files=self.files)


@contextmanager
def _collecting_rarely() -> Iterator[None]:
    """What a build makes and keeps is in no cycles, and the collector of these would look through it after every few
    articles: for a hundredth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(_YOUNG, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class Build:
    """One refresh; `into` a generation, and another, until it is done."""

    _catalogue: Catalogue
    _writer: "FlatWriter"

    def __init__(self, plan: Plan, report: Callable[[Progress], None], control: Control) -> None:
        self.counts = Counts()
        self._plan, self._report, self._control = plan, report, control
        self._problems: list[Problem] = list(plan.scan_problems)
        self._of_bytes = sum(file.size for file in plan.to_read)
        self._bytes = self._guessed = self._files = 0
        self._preparers = Preparers()
        self._waiting: list[Placed] = []
        self._waiting_characters = 0
        self._at_once = _AT_ONCE
        self._work = self._steps()

    @_collecting_rarely()
    def into(self, folder: Path, *, fresh: bool, until: float = float("inf")) -> bool:
        """Work into the generation in `folder` until the clock (`time.monotonic`) says `until`, or it is to pause;
        whether all is done. Raises AbandonedError."""
        self._catalogue = Catalogue.open_for_writing(folder)
        self._writer = _open_writer(folder, fresh=fresh)
        self._at_once = _FEW_AT_ONCE if until - monotonic() < _SOON else _AT_ONCE
        try:
            done = self._advance(until)
            self._give_waiting()
            self._put(self._preparers.rest())
            self.counts.articles = len(self._catalogue)
            self.counts.problems = self._catalogue.problems()
            self.counts.files = files_of(self._catalogue, self._plan)
            self._tell("writing")
            self._control.check()
            self._catalogue.commit()
            self._writer.commit()
            _write_tables(folder, self._catalogue, self._control)
        except BaseException:
            self._writer.cancel()
            raise
        finally:
            self._catalogue.close()
        return done

    def close(self) -> None:
        """Leave what has not been read; the processes that read ahead of it, and those that prepare it, end."""
        self._work.close()
        self._preparers.end()

    def _advance(self, until: float) -> bool:
        for _ in self._work:
            self._control.check()
            if self._control.stopped:
                self.counts.stopped = True
                return True
            if self._control.paused or monotonic() > until:
                return False
        return True

    def progress(self, stage: str, current: str = "") -> Progress:
        """How far things are."""
        of_files, articles = len(self._plan.to_read), self.counts.added + self.counts.changed
        bytes_read = self._bytes + self._guessed
        return Progress(stage, self._files, of_files, articles, bytes_read, self._of_bytes, current, self._problems)

    def _tell(self, stage: str, current: str = "") -> None:
        self._report(self.progress(stage, current))

    def _steps(self) -> Generator[None]:
        """Everything of the plan; a good place to pause after each article and each file."""
        self._forget_gone()
        workers = Workers()
        self._control.when_abandoned(workers.end)
        self._control.when_abandoned(self._preparers.stop)
        for file, found in read_all(self._plan.to_read, workers, self._marks):
            self._tell("reading", file.key)
            yield from self._read(file, found)
            self._bytes, self._guessed = self._bytes + file.size, 0
            self._files += 1
            yield

    def _forget_gone(self) -> None:
        self._catalogue.forget_scan_problems()
        for problem in self._plan.scan_problems:
            self._catalogue.put_problem(None, problem)
        for key in self._plan.gone:
            gone = list(self._catalogue.digests(key))
            self._remove(gone)
            self.counts.removed += len(gone)
            self._catalogue.forget_file(key)

    def _marks(self, file: SourceFile) -> Sequence[Mark]:
        """The marks of a file as it was read last, unless a corpus.toml has come to say something else of it."""
        before = self._catalogue.stamp_of(file.key)
        return self._catalogue.marks(file.key) if before and described_alike(before, file.stamp) else ()

    def _read(self, file: SourceFile, read: Iterator[Outcome]) -> Iterator[None]:
        """One file, old articles against new: what says the same as before is left alone."""
        as_before, read = _begun(read)
        articles, problems = as_before.end.articles, as_before.end.problems
        record, marks = articles + problems, [*as_before.marks]
        before = self._catalogue.digests(file.key, record)
        self._catalogue.forget_file(file.key, problems)
        self._guessed = as_before.end.offset
        for found in read:
            if isinstance(found, Article):
                self._take(found, file, record, before)
                articles += 1
            elif isinstance(found, Mark):
                marks.append(found)
                continue
            elif isinstance(found, Problem):
                self._catalogue.put_problem(file.key, found)
                self._problems.append(found)
            record += 1
            if not record % _TELL:
                self._tell("reading", file.key)
            yield
        self._remove(before)
        self.counts.removed += len(before)
        self._catalogue.put_file(file.key, file.stamp, articles, marks)

    def _take(
        self, article: Article, file: SourceFile, record: int, before: dict[ArticleId, tuple[bytes, int]]
    ) -> None:
        self._guessed = min(self._guessed + len(article.body) * _BYTES_OF_A_LETTER, file.size)
        body = encoded(article.body)
        digest = _digest(article, body)
        known, known_record = before.pop(article.id, (None, record))
        if known == digest:
            if known_record != record:
                self._catalogue.move(article.id, record)
            return
        if known is None:
            self.counts.added += 1
        else:
            self._remove([article.id])
            self.counts.changed += 1
        self._add(Placed(article, file.key, record, body, digest))

    def _add(self, placed: Placed) -> None:
        self._waiting.append(placed)
        self._waiting_characters += len(placed.article.body)
        if self._waiting_characters >= self._at_once:
            self._give_waiting()
            self._put(self._preparers.done())

    def _give_waiting(self) -> None:
        if self._waiting:
            self._preparers.give(self._waiting, left=self._of_bytes - self._bytes - self._guessed)
        self._waiting, self._waiting_characters = [], 0

    def _put(self, batches: Iterable[tuple[Sequence[Placed], Prepared]]) -> None:
        """Articles that are prepared, into the index and into the catalogue."""
        from index.figure_words import figure_places  # late: an index that is up to date needs no NumPy

        for placed, prepared in batches:
            self._control.check()
            read = self._writer.add_articles([(one.article.id, one.article.body, one.article.title) for one in placed])
            self._catalogue.put(placed, prepared, figure_places(read, prepared))

    def _remove(self, articles: Iterable[ArticleId]) -> None:
        gone = list(articles)
        self._writer.delete_articles(gone)
        self._catalogue.remove(gone)


def _begun(read: Iterator[Outcome]) -> tuple[AsBefore, Iterator[Outcome]]:
    """What of a file is as it was, and the rest of it; it has been begun then, with the marks that were known."""
    first = next(read, None)
    if isinstance(first, AsBefore):
        return first, read
    return AsBefore(), chain([] if first is None else [first], read)


def files_of(catalogue: Catalogue, plan: Plan) -> Files:
    """What has become of the files of a plan, by the catalogue at hand."""
    read, without = catalogue.files()
    return Files(read, without + plan.passed_over, plan.seen - read - without)


def _open_writer(folder: Path, *, fresh: bool) -> "FlatWriter":
    from index.postings import FlatWriter, create  # late: opening an index that is up to date needs neither

    if fresh:
        return FlatWriter(create(folder))
    from whoosh.index import open_dir

    return FlatWriter(open_dir(folder))


def _write_tables(folder: Path, catalogue: Catalogue, control: Control) -> None:
    """What goes with every segment: the relations of its vocabulary, its articles' signatures, facets and figures."""
    from index import copies, faceting, figure_columns, relating

    tables: Sequence[Callable[[], None]] = (
        lambda: relating.write_missing(folder),
        lambda: copies.write_missing(folder),
        lambda: faceting.write_missing(folder, catalogue),
        lambda: figure_columns.write_missing(folder, catalogue),
    )
    for write in tables:
        control.check()
        write()


def _digest(article: Article, body: bytes) -> bytes:
    """A hash of everything an article says, to tell whether it changed when its file did; its body is encoded."""
    published = article.published.isoformat() if article.published else ""
    about = (article.title, article.source, article.author, published, article.url, article.path, "")
    return sha256("\0".join(about).encode("utf-8", "surrogatepass") + body).digest()[:_DIGEST]


_DIGEST = 16
"""Bytes of such a hash."""
