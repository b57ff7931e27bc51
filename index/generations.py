"""The cache folder of a corpus: its generations, each complete or absent, and the one in force.

    <cache>/<hash of the roots>/
        corpus-tui.index      marks the folder as ours, with the format it was written in
        lock                  held by the one process that writes
        CURRENT               the name of the generation in force
        g00000001/            a generation: Whoosh's index, the catalogue, and a manifest of their sizes and hashes

A new generation is written beside the one in use (Whoosh's segments never change once written, so they are linked, not
copied), made durable, and only then named in CURRENT, by one atomic rename. The one before is kept; older ones are
swept. Whatever goes wrong before the rename leaves the old state in force. A generation that is not as it was written
is passed over, for the one before it or for a new one: the index is a cache.
"""

import errno
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.catalogue import FILE as CATALOGUE_FILE
from index.errors import IndexBusyError, IndexUnusableError
from index.sources.paths import INDEX_MARKER
from index.sources.roots import Root

FORMAT = "2"
"""Bumped whenever what is written changes, in any room: an index of another format is built anew."""

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
_LOCK = "lock"


def corpus_name(roots: Sequence[Root]) -> str:
    """The name of a corpus's cache folder: a hash of the paths it is made of."""
    paths = sorted(os.fsencode(path) for root in roots for path in root.paths)
    return hashlib.blake2b(b"\0".join(paths), digest_size=12).hexdigest()


class Generations:
    """The cache folder of one corpus. Looking writes nothing; `writing` and `next` do."""

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

    def damage(self) -> list[str]:
        """What of the generation in force is not as it was written, reading all of it; nothing where there is none."""
        if not self._is_ours() or not (self.folder / CURRENT).exists():
            return []
        named = self._named()
        return damage(named) if named else [CURRENT]

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

    def mend(self) -> None:
        """Put the newest whole generation in force where CURRENT names none, or a damaged one."""
        if self.is_damaged() and (whole := self.current()):
            with self.writing():
                _switch(self.folder / CURRENT, whole.name)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock; a folder that is new, or of another format, starts empty.

        Raises IndexBusyError when another process holds it, IndexUnusableError when the folder cannot be written.
        """
        with _as_unusable(self.folder), self._locked():
            self._sweep(keep=self._kept())
            (self.folder / INDEX_MARKER).write_bytes(FORMAT.encode())
            yield

    @contextmanager
    def _locked(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(self.folder / _LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout as busy:
            raise IndexBusyError(path=str(self.folder)) from busy
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def next(self, base: Path | None) -> Iterator[Path]:
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


# ---- writing


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
    except sqlite3.Error as error:  # a full disk, most of all
        raise IndexUnusableError(path=str(folder), reason="sqlite", detail=str(error)) from error
