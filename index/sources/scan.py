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
_ABOUT_THE_FOLDER = re.compile(
    r"(?:readme|licen[cs]e|copying|copyright|notice|changelog|changes|authors|contributing|contributors)"
    r"(?:\.(?:md|txt|rst|text))?"
)


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
        return f"{self.size}-{self.mtime_ns}-{self.described.stamp if self.described else ''}"


class _Folder(NamedTuple):
    """A folder on its way to be listed: its id prefix, and the corpus.toml that speaks for it, from `below` it."""

    path: str
    key: str
    says: Description
    below: str


def scan(roots: Sequence[Root]) -> Iterator[SourceFile | Problem]:
    """Every file below the roots that may hold articles, and a Problem for all that is passed over but hidden files."""
    for root in roots:
        key = f"{root.name}/" if len(roots) > 1 else ""
        found = False
        for each in _of_folder(root, key) if root.only is None else _of_files(root, root.only, key):
            found = True
            yield each
        if not found:
            yield problem(root.folder, Reason.FOLDER_EMPTY)


def is_about_the_folder(name: str) -> bool:
    """Whether a file of this name is a note about the others, and no article."""
    return _ABOUT_THE_FOLDER.fullmatch(name.lower()) is not None


def _of_files(root: Root, only: Sequence[Path], key: str) -> Iterator[SourceFile | Problem]:
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
        yield SourceFile(root, str(path), key + quoted(path.name), status.st_size, status.st_mtime_ns, described)


def _of_folder(root: Root, key: str) -> Iterator[SourceFile | Problem]:
    waiting = [_Folder(str(root.folder), key, NOTHING_SAID, "")]
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
        yield from _of_entries(root, folder, entries, inner)
        waiting.extend(reversed(inner))


def _of_entries(
    root: Root, folder: _Folder, entries: Sequence[os.DirEntry[str]], inner: list[_Folder]
) -> Iterator[SourceFile | Problem]:
    """The files among a folder's entries; the folders among them are added to `inner`."""
    says = folder.says
    for entry in entries:
        name = entry.name
        if name.startswith(".") or name == FILE:
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                inner.append(_Folder(entry.path, f"{folder.key}{quoted(name)}/", folder.says, f"{folder.below}{name}/"))
                continue
            status = entry.stat()
        except OSError as error:
            yield unreadable(entry.path, error)
            continue
        if stat.S_ISDIR(status.st_mode):
            yield problem(entry.path, Reason.LINK_NOT_FOLLOWED)
        elif not stat.S_ISREG(status.st_mode):
            yield problem(entry.path, Reason.NOT_A_FILE, kind=kind_of(status.st_mode))
        elif says.include is not None and not says.includes(name):
            continue
        elif says.include is None and is_about_the_folder(name):
            yield problem(entry.path, Reason.NOT_AN_ARTICLE)
        else:
            described = says.articles.get(folder.below + name)
            key = folder.key + quoted(name)
            yield SourceFile(root, entry.path, key, status.st_size, status.st_mtime_ns, described)


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
