"""PATHs as the user gave them → the roots of a corpus, whose names and relative paths make its article ids.

A corpus is a *set* of roots, so the order in which the PATHs were given changes nothing: roots are sorted, a path
inside another root belongs to that root, files of one folder share a root.
"""

import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from index.errors import PathMissingError
from index.sources.paths import quoted, shown


class Root(NamedTuple):
    """A folder whose articles are read, or, where `only` names files of it, just these. `folder` is resolved.

    `key` stands in front of its ids: its name, which is made to differ from the other roots' names, and a slash;
    nothing where it is the only root of a corpus that has no name.
    """

    name: str
    folder: Path
    only: tuple[Path, ...] | None = None
    key: str = ""

    @property
    def paths(self) -> tuple[Path, ...]:
        """What was asked for, resolved: the folder, or its files. These say which corpus it is."""
        return (self.folder,) if self.only is None else self.only


def roots(paths: Sequence[Path], *, must_exist: bool = True) -> tuple[Root, ...]:
    """The roots that `paths` come to; PathMissingError for one that does not exist.

    Unless they `must_exist`: then a path that is gone is taken for a folder, which names the same corpus as a file.
    """
    folders: set[Path] = set()
    files: dict[Path, set[Path]] = {}
    for path in paths:
        resolved, is_folder = _resolved(path, must_exist)
        if is_folder:
            folders.add(resolved)
        else:
            files.setdefault(resolved.parent, set()).add(resolved)
    outer = {folder for folder in folders if not _within_any(folder, folders)}
    wanted: list[tuple[Path, tuple[Path, ...] | None]] = [(folder, None) for folder in outer]
    for folder, members in files.items():
        left = tuple(sorted(file for file in members if not _within_any(file, outer)))
        if left:
            wanted.append((folder, left))
    return _named(sorted(wanted, key=lambda root: (root[0], root[1] or ())))


def named_roots(folders: Sequence[tuple[str, Path]], *, must_exist: bool = True) -> tuple[Root, ...]:
    """The roots of a corpus whose folders and files have names: in front of their ids even where there is only one.

    One that lies within another belongs to that. PathMissingError as for `roots`.
    """
    found = [(name, *_resolved(path, must_exist)) for name, path in folders]
    outer = {path for _, path, is_folder in found if is_folder}
    return tuple(
        Root(name, path if is_folder else path.parent, None if is_folder else (path,), f"{name}/")
        for name, path, is_folder in found
        if not _within_any(path, outer)
    )


def _resolved(path: Path, must_exist: bool) -> tuple[Path, bool]:
    """The path without links and dots, and whether it is a folder."""
    try:
        resolved = os.path.realpath(path)
        if not must_exist and not os.path.lexists(resolved):
            return Path(resolved), True
        return Path(resolved), stat.S_ISDIR(os.stat(resolved).st_mode)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise PathMissingError(path=shown(path)) from error


def _within_any(path: Path, folders: Iterable[Path]) -> bool:
    return any(_reached(path, folder) for folder in folders)


def _reached(path: Path, folder: Path) -> bool:
    """Whether reading `folder` comes to `path`: below it, with no hidden folder or file on the way."""
    if path == folder or not path.is_relative_to(folder):
        return False
    return not any(part.startswith(".") for part in path.relative_to(folder).parts)


def _named(wanted: Iterable[tuple[Path, tuple[Path, ...] | None]]) -> tuple[Root, ...]:
    """Roots under their folders' names; of the same name, the second is name-2, the third name-3."""
    wanted = list(wanted)
    made: list[Root] = []
    taken: set[str] = set()
    for folder, only in wanted:
        name = plain = quoted(folder.name) or "root"
        number = 1
        while name in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name)
        made.append(Root(name, folder, only, f"{name}/" if len(wanted) > 1 else ""))
    return tuple(made)
