"""The cache folder of a corpus: its generations, each complete or absent, and the one in force.

    <cache>/<hash of the roots>/
        corpus-tui.index      marks the folder as ours, with the format it was written in
        lock                  held by the one process that writes
        CURRENT               the generation in force: its name, and the sum of its manifest
        g00000001/            a generation: Whoosh's index, the catalogue, and a manifest of their sizes and sums
        swept-g00000000/      one on its way out

A new generation is written beside the one in use (Whoosh's segments never change once written, so they are linked, not
copied), made durable, and only then named in CURRENT, by one atomic rename. The one before is kept; older ones are
swept. Whatever goes wrong before the rename leaves the old state in force. A generation that is not as it was written
is passed over, for the one before it or for a new one: the index is a cache.
"""

import errno
import os
import re
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    from _blake2 import (
        blake2b,  # hashlib's own, without the OpenSSL that importing hashlib loads before the first picture
    )
except ImportError:
    from hashlib import blake2b

from index import manifest
from index.catalogue import FILE as CATALOGUE_FILE
from index.errors import IndexBusyError, IndexUnusableError
from index.manifest import FORMAT, Sums
from index.sources.paths import INDEX_MARKER
from index.sources.roots import Root

CURRENT = "CURRENT"
_LOCK = "lock"
_NAME = re.compile(r"g[0-9]{8}")
_SWEPT = "swept-"
_DRAFT = ".new"
_LOOKS = 10
"""How often to look again for the generation in force while other processes keep replacing it."""


def corpus_name(roots: Sequence[Root]) -> str:
    """The name of a corpus's cache folder: a hash of the paths it is made of."""
    paths = sorted(os.fsencode(path) for root in roots for path in root.paths)
    return _hash(b"\0".join(paths))


def named_corpus_name(name: str) -> str:
    """The same of a corpus that has a name, whatever it is made of: folders come and go."""
    return _hash(b"\0named\0" + name.encode())


def _hash(identity: bytes) -> str:
    return blake2b(identity, digest_size=12).hexdigest()


class Generations:
    """The cache folder of one corpus. Looking writes nothing; `writing` and `next` do."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._rejected: set[Path] = set()
        self._building: Path | None = None
        self._switching = threading.Lock()
        self.damages = 0
        """How many generations were rejected because of damage."""

    # ---- looking

    def current(self) -> Path | None:
        """The generation in force, else the newest that is whole at a glance; None where there is none of this format.

        Looked at are the size of every file and the contents of the small ones, of which Whoosh would run the pickles.
        """
        for _ in range(_LOOKS):
            pointer = self.pointer()
            found = self._newest_whole() if self._is_ours() else None
            if self.pointer() == pointer:  # else replaced while we looked, and what it named may be swept
                break
        return found

    def verified(self, *names: str) -> Path | None:
        """As `current`, but these files of it, or all where none is named, have been read and found sound."""
        while generation := self.current():
            if not manifest.damage(generation, names):
                return generation
            self.reject(generation)
        return None

    def reject(self, generation: Path) -> None:
        """Pass over a generation from now on: it is damaged, or it was swept by another process."""
        self._rejected.add(generation)
        self.damages += generation.exists()

    def is_damaged(self) -> bool:
        """Whether there was an index of this format, but the generation in force is not as it was written."""
        pointer, named = self.pointer(), self._named()
        if not self._is_ours() or pointer is None:
            return False
        sound = named is not None and named not in self._rejected and not manifest.damage_at_a_glance(named)
        return not sound and self.pointer() == pointer  # else it was merely replaced while we looked

    def damage(self) -> list[str]:
        """What of the generation in force is not as it was written, reading all of it; nothing where there is none."""
        if not self._is_ours() or self.pointer() is None:
            return []
        named = self._named()
        return manifest.damage(named) if named else [CURRENT]

    def _is_ours(self) -> bool:
        try:
            return (self.folder / INDEX_MARKER).read_bytes() == FORMAT.encode()
        except OSError:
            return False

    def pointer(self) -> str | None:
        """What CURRENT says: something else, as soon as another generation is put in force by whatever process."""
        try:
            return (self.folder / CURRENT).read_bytes().decode("ascii", "replace")
        except OSError:
            return None

    def _named(self) -> Path | None:
        """The generation CURRENT names, if it is there with the manifest it had then."""
        pointer = self.pointer() or ""
        name = pointer.partition(" ")[0]
        if not _NAME.fullmatch(name):
            return None
        with suppress(OSError):
            if manifest.stamp(self.folder / name) == pointer:
                return self.folder / name
        return None

    def _newest_whole(self) -> Path | None:
        named = self._named()
        others = sorted((path for path in self._generations() if path != named), reverse=True)
        wanted = (path for path in ([named, *others] if named else others) if path not in self._rejected)
        return next((path for path in wanted if not manifest.damage_at_a_glance(path)), None)

    def _generations(self) -> list[Path]:
        try:
            return [path for path in self.folder.iterdir() if _NAME.fullmatch(path.name)]
        except OSError:
            return []

    # ---- writing

    def tidy(self) -> None:
        """Sweep what interrupted runs left; put the newest whole generation in force where CURRENT names another.

        Where that cannot be done now it can wait: readers pass over what is damaged, as this one did.
        """
        if self._is_tidy():
            return
        with suppress(IndexBusyError, IndexUnusableError), self.writing():
            if (whole := self.current()) and whole != self._named():
                _switch(self.folder / CURRENT, whole)

    def _is_tidy(self) -> bool:
        belonging = {INDEX_MARKER, _LOCK, CURRENT, *(generation.name for generation in self._kept())}
        return self.current() == self._named() and belonging.issuperset(path.name for path in self.folder.iterdir())

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock; a folder that is new, or of another format, starts empty.

        Raises IndexBusyError when another process holds it, IndexUnusableError when the folder cannot be written.
        """
        with _as_unusable(self.folder), self._locked():
            self._sweep(keep=self._kept())
            if not self._is_ours():
                _write_durably(self.folder / INDEX_MARKER, FORMAT)
            yield

    def is_being_written(self) -> bool:
        """Whether another process holds the lock."""
        try:
            with self._locked():
                return False
        except IndexBusyError:
            return True
        except OSError:  # whoever writes here will hear of it
            return False

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
        """A folder to build in, which becomes the generation in force if building it ends well.

        `base` is a generation found sound (`verified`); its files are in the folder already.
        """
        before = base or self.current()
        folder = self._building = self._new_folder()
        try:
            known = _carry_over(base, folder) if base is not None else {}
            yield folder
            manifest.seal(folder, known)
            for path in (*folder.iterdir(), folder, self.folder, self.folder.parent):
                _make_durable(path)
            with self._switching:
                _switch(self.folder / CURRENT, folder)
                self._building = None
        except BaseException:
            self._building = None
            if self._named() != folder:  # an interruption after the switch comes too late
                _erase(folder)
            raise
        self._sweep(keep={folder, before or folder})

    def give_up(self) -> None:
        """Take away what another thread is building, for a process that ends without waiting for it."""
        with self._switching:
            if self._building:
                _remove(self._building)

    def _new_folder(self) -> Path:
        """Its number is that of no generation that anybody may still have open or in mind, swept ones included."""
        named = (self.pointer() or "").partition(" ")[0]
        known = {named, *(path.name for path in (*self._generations(), *self._rejected))}
        newest = max((int(name[1:]) for name in known if _NAME.fullmatch(name)), default=0)
        folder = self.folder / f"g{newest + 1:08}"
        folder.mkdir()
        return folder

    def _kept(self) -> set[Path]:
        current = self.current()
        if current is None:
            return set()
        older = sorted((path for path in self._generations() if path < current), reverse=True)
        whole = (path for path in older if path not in self._rejected and not manifest.damage_at_a_glance(path))
        return {current, *([before] if (before := next(whole, None)) else [])}

    def _sweep(self, keep: set[Path]) -> None:
        """Remove the other generations and what interrupted runs left; each is gone for readers at once."""
        for leftover in self.folder.glob(f"{_SWEPT}*"):
            _erase(leftover)
        for draft in self.folder.glob(f"*{_DRAFT}"):
            draft.unlink(missing_ok=True)
        for generation in self._generations():
            if generation not in keep:
                _remove(generation)


def _remove(generation: Path) -> None:
    """It is gone at once for whoever looks for it, whatever becomes of its files."""
    swept = generation.with_name(_SWEPT + generation.name)
    with suppress(OSError):
        generation.rename(swept)
        _erase(swept)


def _erase(folder: Path) -> None:
    from shutil import rmtree  # late: it loads what only unpacks archives

    rmtree(folder, ignore_errors=True)


# ---- making it last


def _carry_over(base: Path, folder: Path) -> Sums:
    """The files of one generation into the next; the sums of those that stay as they are.

    The catalogue is copied, since it will be changed; the rest is linked.
    """
    from shutil import copyfile

    known = dict(manifest.sums(base))
    for name in known:
        if name == CATALOGUE_FILE:
            copyfile(base / name, folder / name)
            continue
        try:
            os.link(base / name, folder / name)
        except OSError:  # a file system without links
            copyfile(base / name, folder / name)
    known.pop(CATALOGUE_FILE, None)
    return known


def _make_durable(path: Path) -> None:
    if os.name != "posix" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _switch(pointer: Path, generation: Path) -> None:
    """Name the generation in force: all at once, and for good."""
    _write_durably(pointer, manifest.stamp(generation))


def _write_durably(path: Path, text: str) -> None:
    draft = path.with_suffix(_DRAFT)
    try:
        draft.write_text(text, "ascii")
        _make_durable(draft)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _make_durable(path.parent)


@contextmanager
def _as_unusable(folder: Path) -> Iterator[None]:
    """The system's word that the cache folder cannot be written becomes ours."""
    try:
        yield
    except OSError as error:
        code = errno.errorcode.get(error.errno or 0, "")
        raise IndexUnusableError(path=str(folder), reason=code, detail=error.strerror or str(error)) from error
    except sqlite3.Error as error:
        full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        raise IndexUnusableError(path=str(folder), reason="ENOSPC" if full else "sqlite", detail=str(error)) from error
