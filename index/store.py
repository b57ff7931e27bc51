"""Keeping an index up to date with its sources: what changed is read, analysed and written as the next generation.

    scan  →  plan: what to read, what is gone  →  read, article by article, into index and catalogue  →  generation

Sources are never written. What did not change (size and time of a file, then the hash of an article) is not read or
written again.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from index.articles import Article, ArticleId
from index.catalogue import FILE as CATALOGUE_FILE
from index.catalogue import Catalogue
from index.errors import PathMissingError, Problem
from index.figures.extraction import figures_in
from index.furniture import furniture
from index.generations import Generations
from index.progress import Progress, Refreshed
from index.sources.paths import shown
from index.sources.reading import read
from index.sources.roots import Root
from index.sources.scan import SourceFile, scan
from index.words import raw_tokens

if TYPE_CHECKING:
    from index.postings import FlatWriter


def refresh(
    generations: Generations,
    roots: Sequence[Root],
    *,
    rebuild: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Refreshed:
    """Bring the index up to date with the sources; what did not change is not read again.

    Raises PathMissingError when a root is gone, IndexBusyError when another process is writing, IndexUnusableError when
    the folder cannot be written; the generation in force stays in force. So it does where no file is left to read.
    """
    began = perf_counter()
    report = on_progress or (lambda progress: None)
    stop = cancelled or (lambda: False)
    report(Progress("scanning"))
    _demand(roots)
    plan = _plan(roots, None if rebuild else generations.verified(CATALOGUE_FILE))
    if not plan.seen:
        return Refreshed(0, 0, 0, 0, tuple(plan.scan_problems), perf_counter() - began)
    if plan.nothing_to_do:
        generations.mend()
        return _unchanged(plan, perf_counter() - began)
    with generations.writing():
        base = None if rebuild else generations.verified()  # damage must not be built upon
        if base != plan.base:  # damaged, or another process has refreshed it meanwhile
            plan = _plan(roots, base)
            if plan.nothing_to_do:
                return _unchanged(plan, perf_counter() - began)
        with generations.next(plan.base) as folder:
            counts = _Build(folder, plan, report, stop).run()
        return counts.refreshed(perf_counter() - began)


def _demand(roots: Sequence[Root]) -> None:
    """A root that is gone (a disk not mounted, most of all) is no reason to forget its articles."""
    for path in (path for root in roots for path in root.paths):
        try:
            path.stat()
        except OSError as error:
            raise PathMissingError(path=shown(path)) from error


# ---- what is to be done


@dataclass(frozen=True, slots=True)
class _Plan:
    base: Path | None
    to_read: list[SourceFile]
    gone: set[str]
    scan_problems: list[Problem]
    nothing_to_do: bool
    seen: int


def _plan(roots: Sequence[Root], base: Path | None) -> _Plan:
    known: dict[str, str] = {}
    known_problems: tuple[Problem, ...] = ()
    if base is not None:
        catalogue = Catalogue(base / CATALOGUE_FILE)
        try:
            known, known_problems = catalogue.stamps(), catalogue.scan_problems()
        finally:
            catalogue.close()
    seen: set[str] = set()
    to_read: list[SourceFile] = []
    problems: list[Problem] = []
    for found in scan(roots):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        seen.add(found.key)
        if known.get(found.key) != found.stamp:
            to_read.append(found)
    gone = known.keys() - seen
    same = (
        base is not None
        and not to_read
        and not gone
        and sorted(map(repr, problems)) == sorted(map(repr, known_problems))
    )
    return _Plan(base, to_read, gone, problems, same, len(seen))


def _unchanged(plan: _Plan, seconds: float) -> Refreshed:
    assert plan.base is not None
    catalogue = Catalogue(plan.base / CATALOGUE_FILE)
    try:
        return Refreshed(len(catalogue), 0, 0, 0, catalogue.problems(), seconds)
    finally:
        catalogue.close()


# ---- doing it


@dataclass(slots=True)
class _Counts:
    articles: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    problems: tuple[Problem, ...] = ()
    stopped: bool = False

    def refreshed(self, seconds: float) -> Refreshed:
        return Refreshed(
            self.articles, self.added, self.changed, self.removed, self.problems, seconds, stopped=self.stopped
        )


class _Build:
    """One generation in the making: the files that changed are read, article by article, into index and catalogue."""

    def __init__(self, folder: Path, plan: _Plan, report: Callable[[Progress], None], stop: Callable[[], bool]) -> None:
        self._folder, self._plan, self._report, self._stop = folder, plan, report, stop
        self._catalogue = Catalogue.open_for_writing(folder)
        self._writer = _open_writer(folder, fresh=plan.base is None)
        self._counts = _Counts()
        self._of_bytes = sum(file.size for file in plan.to_read)
        self._bytes = 0

    def run(self) -> _Counts:
        """Everything of the plan, or, when stopped, the files that were read whole until then."""
        try:
            self._forget_gone()
            self._read_changed()
            self._counts.articles = len(self._catalogue)
            self._counts.problems = self._catalogue.problems()
            self._report(self._progress("writing", len(self._plan.to_read), ""))
            self._catalogue.commit()
            self._writer.commit()
            _write_tables(self._folder, self._catalogue)
        except BaseException:
            self._writer.cancel()
            raise
        finally:
            self._catalogue.close()
        return self._counts

    def _forget_gone(self) -> None:
        self._catalogue.forget_scan_problems()
        for problem in self._plan.scan_problems:
            self._catalogue.put_problem(None, problem)
        for key in self._plan.gone:
            gone = list(self._catalogue.digests(key))
            self._remove(gone)
            self._counts.removed += len(gone)
            self._catalogue.forget_file(key)

    def _read_changed(self) -> None:
        for nth, file in enumerate(self._plan.to_read):
            if self._stop():
                self._counts.stopped = True
                return
            self._report(self._progress("reading", nth, file.key))
            self._read(file)
            self._bytes += file.size

    def _progress(self, stage: str, files: int, current: str) -> Progress:
        of_files, articles = len(self._plan.to_read), self._counts.added + self._counts.changed
        return Progress(stage, files, of_files, articles, self._bytes, self._of_bytes, current)

    def _read(self, file: SourceFile) -> None:
        """One file, old articles against new: what says the same as before is left alone."""
        before = self._catalogue.digests(file.key)
        self._catalogue.forget_file(file.key)
        for record, found in enumerate(read(file)):
            if isinstance(found, Problem):
                self._catalogue.put_problem(file.key, found)
                continue
            digest = _digest(found)
            known = before.pop(found.id, None)
            if known == digest:
                continue
            if known is None:
                self._counts.added += 1
            else:
                self._remove([found.id])
                self._counts.changed += 1
            self._add(found, file.key, record, digest)
        self._remove(before)
        self._counts.removed += len(before)
        self._catalogue.put_file(file.key, file.stamp)

    def _add(self, article: Article, file: str, record: int, digest: bytes) -> None:
        figures = figures_in(article, skip=furniture(article.body))
        self._catalogue.put(article, figures, file=file, record=record, digest=digest)
        self._writer.add_article(article.id, raw_tokens(article.body), raw_tokens(article.title))

    def _remove(self, articles: Iterable[ArticleId]) -> None:
        gone = list(articles)
        self._writer.delete_articles(gone)
        self._catalogue.remove(gone)


def _open_writer(folder: Path, *, fresh: bool) -> "FlatWriter":
    from index.postings import FlatWriter, create  # late: opening an index that is up to date needs neither

    if fresh:
        return FlatWriter(create(folder))
    from whoosh.index import open_dir

    return FlatWriter(open_dir(folder))


def _write_tables(folder: Path, catalogue: Catalogue) -> None:
    """What goes with every segment: the relations of its vocabulary, the facets of its articles."""
    from index import facets, relations

    relations.write_missing(folder)
    facets.write_missing(folder, catalogue)


def _digest(article: Article) -> bytes:
    """A hash of everything an article says, to tell whether it changed when its file did."""
    published = article.published.isoformat() if article.published else ""
    said = (article.title, article.body, article.source, article.author, published, article.url, article.path)
    return hashlib.blake2b("\0".join(said).encode("utf-8", "surrogatepass"), digest_size=16).digest()
