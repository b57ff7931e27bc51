"""Building, opening and refreshing an index: what keeps the cache folder, and what it holds, right.

    <cache>/<hash of the roots>/
        corpus-tui.index      marks the folder as ours, with the format it was written in
        lock                  held by the one process that writes
        CURRENT               the name of the generation in force
        g00000001/            a generation: Whoosh's index, the catalogue, and a manifest of their sizes and hashes;
                              complete or absent, never changed

A refresh writes the next generation beside the one in use (Whoosh's segments never change once written, so they are
linked, not copied), makes it durable, and only then names it in CURRENT, by one atomic rename. The one before is kept;
older ones are swept. Whatever goes wrong before the rename leaves the old state in force.

The index is a cache: what cannot be opened is set aside and built again from the sources, which are never written.
"""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from index.articles import Article, ArticleId
from index.catalogue import FILE as CATALOGUE_FILE
from index.catalogue import Catalogue
from index.errors import IndexBusyError, IndexUnusableError, Problem
from index.figures import figures_in
from index.furniture import furniture
from index.sources import INDEX_MARKER, Root, SourceFile, read, scan
from index.words import keys

if TYPE_CHECKING:
    from index.postings import FlatWriter

FORMAT = "1"
"""Bumped whenever what is written changes, in any room: an index of another format is built anew."""

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
_LOCK = "lock"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a refresh has come. `stage` is a code (scanning, reading, writing); `current` the file at hand."""

    stage: str
    files: int = 0
    of_files: int = 0
    articles: int = 0
    bytes: int = 0
    of_bytes: int = 0
    current: str = ""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh came to, counted in articles. `stopped`: it was cancelled, and the next one goes on from here."""

    articles: int
    added: int
    changed: int
    removed: int
    problems: tuple[Problem, ...]
    seconds: float
    stopped: bool = False


def corpus_name(roots: Sequence[Root]) -> str:
    """The name of a corpus's cache folder: a hash of the paths it is made of."""
    paths = sorted(os.fsencode(path) for root in roots for path in root.paths)
    return hashlib.blake2b(b"\0".join(paths), digest_size=12).hexdigest()


class Store:
    """The cache folder of one corpus. Opening writes nothing; only `refresh` does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> Path | None:
        """The generation in force, else the newest that is whole; None where there is none of this format.

        Looked at are the size of every file and the contents of the small ones, of which Whoosh would run the pickles.
        """
        if not self._is_ours():
            return None
        return next(
            (generation for generation in self._newest_first() if not damage(generation, small_only=True)), None
        )

    def is_damaged(self) -> bool:
        """Whether there was an index of this format, but the generation in force is not as it was written."""
        if not self._is_ours() or not (self.folder / CURRENT).exists():
            return False
        return not (named := self._named()) or self.current() != named

    def _is_ours(self) -> bool:
        try:
            return (self.folder / INDEX_MARKER).read_bytes() == FORMAT.encode()
        except OSError:
            return False

    def _named(self) -> Path | None:
        try:
            name = (self.folder / CURRENT).read_bytes().decode("ascii", "replace")
        except OSError:
            return None
        return next((generation for generation in self._generations() if generation.name == name), None)

    def _newest_first(self) -> list[Path]:
        named = self._named()
        others = sorted((path for path in self._generations() if path != named), reverse=True)
        return [named, *others] if named else others

    def refresh(
        self,
        roots: Sequence[Root],
        *,
        rebuild: bool = False,
        on_progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Refreshed:
        """Bring the index up to date with the sources; what did not change is not read again.

        Raises IndexBusyError when another process is writing, IndexUnusableError when the folder cannot be written;
        the generation in force stays in force.
        """
        began = perf_counter()
        report = on_progress or (lambda progress: None)
        stop = cancelled or (lambda: False)
        report(Progress("scanning"))
        plan = _plan(roots, None if rebuild else self.current())
        if plan.nothing_to_do:
            assert plan.base is not None
            return _unchanged(plan.base, perf_counter() - began)
        with _as_unusable(self.folder), self._writing():
            plan = plan if self.current() == plan.base else _plan(roots, None if rebuild else self.current())
            with self._next_generation(plan.base) as folder:
                counts = _Build(folder, plan, report, stop).run()
            return counts.refreshed(perf_counter() - began)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the lock; a folder that is new, or of another format, starts empty."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(self.folder / _LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout as busy:
            raise IndexBusyError(path=str(self.folder)) from busy
        try:
            self._sweep(keep=self._kept())
            (self.folder / INDEX_MARKER).write_bytes(FORMAT.encode())
            yield
        finally:
            lock.release()

    @contextmanager
    def _next_generation(self, base: Path | None) -> Iterator[Path]:
        """A folder to build in, which becomes the generation in force if building it ends well."""
        newest = max((int(path.name[1:9]) for path in self._generations()), default=0)
        folder = self.folder / f"g{newest + 1:08}"
        folder.mkdir()
        try:
            if base is not None:
                _carry_over(base, folder)
            yield folder
            _seal(folder)
            _make_durable(folder)
            _switch(self.folder / CURRENT, folder.name)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._sweep(keep={folder.name, base.name if base else folder.name})

    def _generations(self) -> list[Path]:
        return [path for path in self.folder.glob("g[0-9]*") if path.name[1:9].isdecimal()]

    def _kept(self) -> set[str]:
        current = self.current()
        if current is None:
            return set()
        older = sorted(path.name for path in self._generations() if path.name < current.name)
        return {current.name, *older[-1:]}

    def _sweep(self, keep: set[str]) -> None:
        for generation in self._generations():
            if generation.name not in keep:
                shutil.rmtree(generation, ignore_errors=True)


# ---- what was written


_SMALL = 1 << 16


def _seal(generation: Path) -> None:
    """Write down the size and hash of every file: what makes a generation complete."""
    files = {file.name: [file.stat().st_size, _hash(file)] for file in sorted(generation.iterdir())}
    (generation / MANIFEST).write_text(json.dumps({"format": FORMAT, "files": files}), "utf-8")


def damage(generation: Path, *, small_only: bool = False) -> list[str]:
    """The files of a generation that are not as they were written; hashes all of them, or only the small ones."""
    try:
        manifest = json.loads((generation / MANIFEST).read_text("utf-8"))
        files: dict[str, list[Any]] = manifest["files"]
        return _wrong(generation, files, small_only) if manifest["format"] == FORMAT else [MANIFEST]
    except (OSError, ValueError, TypeError, KeyError):
        return [MANIFEST]


def _wrong(generation: Path, files: dict[str, list[Any]], small_only: bool) -> list[str]:
    wrong = []
    for name, (size, written) in files.items():
        file = generation / name
        resized = not file.is_file() or file.stat().st_size != size
        if resized or ((size <= _SMALL or not small_only) and _hash(file) != written):
            wrong.append(name)
    return wrong


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


# ---- what is to be done


@dataclass(frozen=True, slots=True)
class _Plan:
    base: Path | None
    to_read: list[SourceFile]
    gone: set[str]
    scan_problems: list[Problem]
    nothing_to_do: bool


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
    return _Plan(base, to_read, gone, problems, same)


def _unchanged(base: Path, seconds: float) -> Refreshed:
    catalogue = Catalogue(base / CATALOGUE_FILE)
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
        self._plan, self._report, self._stop = plan, report, stop
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
        self._writer.add_article(article.id, keys(article.body), keys(article.title))

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


def _digest(article: Article) -> bytes:
    """A hash of everything an article says, to tell whether it changed when its file did."""
    said = (article.title, article.body, article.source, article.author, article.published, article.url, article.path)
    return hashlib.blake2b(repr(said).encode("utf-8", "backslashreplace"), digest_size=16).digest()


# ---- files


def _carry_over(base: Path, folder: Path) -> None:
    """The files of one generation into the next: the catalogue is copied, since it will be changed; the rest linked."""
    for file in base.iterdir():
        target = folder / file.name
        if file.name == MANIFEST:
            continue
        if file.name == CATALOGUE_FILE:
            shutil.copyfile(file, target)
            continue
        try:
            os.link(file, target)
        except OSError:  # a file system without links
            shutil.copyfile(file, target)


def _make_durable(folder: Path) -> None:
    for file in [*folder.iterdir(), folder]:
        descriptor = os.open(file, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _switch(pointer: Path, name: str) -> None:
    """Name the generation in force: all at once, and for good."""
    draft = pointer.with_suffix(".new")
    with draft.open("w") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(pointer)
    if os.name == "posix":
        _make_durable_name(pointer.parent)


def _make_durable_name(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _as_unusable(folder: Path) -> Iterator[None]:
    """The system's word that the cache folder cannot be written becomes ours."""
    try:
        yield
    except OSError as error:
        code = errno.errorcode.get(error.errno or 0, "")
        raise IndexUnusableError(path=str(folder), reason=code, detail=error.strerror or str(error)) from error
