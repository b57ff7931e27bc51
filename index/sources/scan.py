"""Roots → the files that may hold articles, without opening any; what is passed over is said.

Iterative, for folders nest deeper than Python's stack; sorted, so that two runs number alike. Hidden files and folders
are nobody's articles. Links to folders are not followed: they can lead round in a circle.
"""

import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence, Set
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from index.errors import Problem
from index.sources.described import FILE, NOTHING_SAID, Described, Description, description
from index.sources.paths import INDEX_MARKER, kind_of, quoted
from index.sources.problems import Reason, problem, unreadable
from index.sources.roots import Root

_WHOOSH_TOC = re.compile(r"_\w+_\d+\.toc")
_NOTES = (
    *("readme", "license", "licence", "copying", "copyright", "notice", "changelog", "changes"),
    *("authors", "contributing", "contributors"),
)
_ABOUT_THE_FOLDER = frozenset(name + suffix for name in _NOTES for suffix in ("", ".md", ".txt", ".rst", ".text"))


class SourceFile(NamedTuple):
    """A file to be read. A named tuple, for a scan makes hundreds of thousands.

    `name` is its path as the system gives it. `key` is the id of the article in it, or of its records before their
    `#n`; `described` what a corpus.toml says of it.
    """

    root: Root
    name: str
    key: str
    size: int
    mtime_ns: int
    described: Described | None

    @property
    def path(self) -> Path:
        """Where the file is. Made when asked for: most files of most scans are only compared by their stamps."""
        return Path(self.name)

    @property
    def stamp(self) -> str:
        """Two equal stamps mean: what was read of this file still holds."""
        return _stamp(self.size, self.mtime_ns, self.described)


def described_alike(stamp: str, other: str) -> bool:
    """Whether a corpus.toml said the same of a file when it had one of these stamps and the other."""
    return stamp.rpartition("-")[2] == other.rpartition("-")[2]


def _stamp(size: int, mtime_ns: int, described: Described | None) -> str:
    return f"{size}-{mtime_ns}-{described.stamp if described else ''}"


class _Folder(NamedTuple):
    """A folder on its way to be listed: its id prefix, and the corpus.toml that speaks for it, from `below` it."""

    path: str
    key: str
    says: Description
    below: str


def scan(roots: Sequence[Root], known: dict[str, str] | None = None) -> Iterator[SourceFile | Problem]:
    """Every file below the roots that may hold articles, and a Problem for all that is passed over but hidden files.

    `known` are stamps by key. A file in a folder that has still the stamp it had is taken out of them and not given:
    so it is with nearly all files of nearly all scans, which then cost hardly more than asking for their status.
    """
    known = {} if known is None else known
    for root in roots:
        found = False
        before = len(known)
        for each in _of_folder(root, known) if root.only is None else _of_files(root, root.only):
            found = True
            yield each
        if not found and len(known) == before:
            yield problem(root.folder, Reason.FOLDER_EMPTY)


def is_about_the_folder(name: str) -> bool:
    """Whether a file of this name is a note about the others, and no article."""
    return name.lower() in _ABOUT_THE_FOLDER


def _of_files(root: Root, only: Sequence[Path]) -> Iterator[SourceFile | Problem]:
    """Files named one by one: no rule about names applies to them."""
    says = NOTHING_SAID
    if os.path.lexists(root.folder / FILE):
        says, problems = description(root.folder / FILE)
        yield from problems
    for path in only:
        try:
            status = path.stat()
        except OSError as error:
            yield unreadable(path, error)
            continue
        if not stat.S_ISREG(status.st_mode):
            yield problem(path, Reason.NOT_A_FILE, kind=kind_of(status.st_mode))
            continue
        described = says.articles.get(path.name)
        yield SourceFile(root, str(path), root.key + quoted(path.name), status.st_size, status.st_mtime_ns, described)


def _of_folder(root: Root, known: dict[str, str]) -> Iterator[SourceFile | Problem]:
    waiting = [_Folder(str(root.folder), root.key, NOTHING_SAID, "")]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder.path) as listing:
                entries = sorted(listing, key=attrgetter("name"))
        except OSError as error:
            yield unreadable(folder.path, error)
            continue
        names = {entry.name for entry in entries}
        if _is_index(names):
            yield problem(folder.path, Reason.INDEX_FOLDER)
            continue
        if FILE in names:
            says, problems = description(Path(folder.path, FILE))
            yield from problems
            yield from _missing(folder.path, says)
            folder = folder._replace(says=says, below="")
        inner: list[_Folder] = []
        yield from _of_entries(root, folder, entries, inner, known)
        waiting.extend(reversed(inner))


def _of_entries(
    root: Root, folder: _Folder, entries: Sequence[os.DirEntry[str]], inner: list[_Folder], known: dict[str, str]
) -> Iterator[SourceFile | Problem]:
    """The files among a folder's entries; the folders among them are added to `inner`."""
    says, described = folder.says, folder.says.articles.get
    key, below, include = folder.key, folder.below, folder.says.include
    for entry in entries:
        name = entry.name
        if name.startswith(".") or name == FILE:
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                inner.append(_Folder(entry.path, f"{key}{quoted(name)}/", says, f"{below}{name}/"))
                continue
            status = entry.stat()
        except OSError as error:
            yield unreadable(entry.path, error)
            continue
        if not stat.S_ISREG(status.st_mode):
            yield _no_file(entry.path, status.st_mode)
        elif include is None and is_about_the_folder(name):
            yield problem(entry.path, Reason.NOT_AN_ARTICLE)
        elif include is None or says.includes(name):
            id_, size, mtime_ns = key + quoted(name), status.st_size, status.st_mtime_ns
            says_of_it = described(below + name)
            if known.get(id_) == _stamp(size, mtime_ns, says_of_it):
                del known[id_]
            else:
                yield SourceFile(root, entry.path, id_, size, mtime_ns, says_of_it)


def _no_file(path: str, mode: int) -> Problem:
    """A link to a folder, or something that only looks like a file."""
    if stat.S_ISDIR(mode):
        return problem(path, Reason.LINK_NOT_FOLLOWED)
    return problem(path, Reason.NOT_A_FILE, kind=kind_of(mode))


def _is_index(names: Set[str]) -> bool:
    """Whether a folder of these files is an index: ours, another program's generations, or a bare Whoosh one."""
    if INDEX_MARKER in names or "CURRENT" in names:
        return True
    return any(_WHOOSH_TOC.fullmatch(name) for name in names if name.endswith(".toc"))


def _missing(folder: str, says: Description) -> Iterator[Problem]:
    """A description of a file that is not there is most often a slip of the pen."""
    described: Mapping[str, Described] = says.articles
    for name in described:
        if not os.path.lexists(os.path.join(folder, name)):
            yield problem(os.path.join(folder, FILE), Reason.DESCRIBED_MISSING, file=quoted(name))
