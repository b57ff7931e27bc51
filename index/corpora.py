"""Corpora by name: which folders and files each is made of. What the user made, so it is data, not cache.

    {"format": 1, "corpora": {"news": [{"name": "articles", "path": "/home/…/articles"}, …]}}

in one small file that is replaced whole. A folder has a name of its own in its corpus, which stands in front of the ids
of its articles, so that an id stays what it is whatever is added or removed.
"""

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from index.errors import CorporaUnusableError, CorpusNameError, CorpusUnknownError, FolderUnknownError, PathMissingError
from index.folders import data_folder
from index.sources.paths import quoted, shown
from index.sources.roots import Root, named_roots

FILE = "corpora.json"
SIGN = "@"
"""In front of a word, it says that a corpus is meant and not a path."""

_FORMAT = 1
_LONGEST = 64
_NAME = re.compile(r"[^\W_][^/\\\x00-\x1f\x7f-\x9f@]*")


class Folder(NamedTuple):
    """A folder or file of a corpus, and its name there."""

    name: str
    path: Path


class Named(NamedTuple):
    """A corpus that has a name."""

    name: str
    folders: tuple[Folder, ...]

    def roots(self, *, must_exist: bool = True) -> tuple[Root, ...]:
        """Where its articles are. Raises PathMissingError."""
        return named_roots(self.folders, must_exist=must_exist)


class Corpora:
    """The file of all of them. Every question reads it, for another process may have changed it."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or data_folder() / FILE

    def all(self) -> list[Named]:
        """Every corpus, by name. Raises CorporaUnusableError for a file that is broken."""
        return sorted(self._read().values())

    def find(self, name: str) -> Named | None:
        """The corpus of this name, if there is one."""
        return self._read().get(_folded(name))

    def get(self, name: str) -> Named:
        """The corpus of this name. Raises CorpusUnknownError."""
        if found := self.find(name):
            return found
        raise _unknown(name, self._read())

    def add(self, name: str, paths: Sequence[str | Path]) -> Named:
        """Add folders and files to a corpus, which is made if there is none of this name; what it has stays as it is.

        Raises PathMissingError, CorpusNameError, CorporaUnusableError.
        """
        wanted = [_existing(path) for path in paths]
        with self._changing() as corpora:
            before = corpora.get(_folded(name)) or Named(_checked(name), ())
            folders = list(before.folders)
            for path in wanted:
                if all(path != folder.path for folder in folders):
                    folders.append(Folder(_new_name(path, folders), path))
            corpora[before.name] = after = before._replace(folders=tuple(folders))
        return after

    def remove(self, name: str, paths: Sequence[str | Path] = ()) -> Named | None:
        """Take folders out of a corpus, or where none is named (or none would be left), forget the corpus: None then.

        Its articles stay where they are. Raises CorpusUnknownError, FolderUnknownError, CorporaUnusableError.
        """
        with self._changing() as corpora:
            before = corpora.pop(_folded(name), None)
            if before is None:
                raise _unknown(name, corpora)
            gone = {_folder_of(before, path) for path in paths}
            left = tuple(folder for folder in before.folders if gone and folder not in gone)
            if not left:
                return None
            corpora[before.name] = after = before._replace(folders=left)
        return after

    # ---- the file

    def _read(self) -> dict[str, Named]:
        import json

        try:
            said = json.loads(self.file.read_bytes())
            return dict(_understood(said))
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise CorporaUnusableError(path=shown(self.file), detail=error.strerror or "") from error
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise CorporaUnusableError(path=shown(self.file), detail=str(error)) from error

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Named]]:
        """All corpora, to be changed while no other process does; written when that ends well."""
        from filelock import FileLock, Timeout

        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self.file.with_suffix(".lock"), timeout=_PATIENCE):
                corpora = self._read()
                yield corpora
                self._write(corpora)
        except (OSError, Timeout) as error:
            raise CorporaUnusableError(path=shown(self.file), detail=str(error)) from error

    def _write(self, corpora: dict[str, Named]) -> None:
        import json

        said = {
            corpus.name: [{"name": folder.name, "path": str(folder.path)} for folder in corpus.folders]
            for corpus in sorted(corpora.values())
        }
        draft = self.file.with_suffix(f".{os.getpid()}")
        with draft.open("wb") as file:
            file.write(json.dumps({"format": _FORMAT, "corpora": said}, indent=1).encode())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.file)


_PATIENCE = 5.0
"""Seconds to wait for another process that changes the file."""


def _understood(said: Any) -> Iterator[tuple[str, Named]]:
    """What the file says, if it is what was written: anything else raises one of the errors of taking it apart."""
    if said["format"] != _FORMAT:
        raise ValueError(f"format {said['format']}")
    for name, folders in said["corpora"].items():
        found = tuple(Folder(str(folder["name"]), Path(str(folder["path"]))) for folder in folders)
        if _NAME.fullmatch(name) and found:
            yield name, Named(name, found)


def _folded(name: str) -> str:
    """Names typed on different systems come with their accents in one piece or in two."""
    return unicodedata.normalize("NFC", name.strip().removeprefix(SIGN))


def _unknown(name: str, corpora: dict[str, Named]) -> CorpusUnknownError:
    return CorpusUnknownError(name=_folded(name), names=tuple(sorted(corpora)))


def _checked(name: str) -> str:
    name = _folded(name)
    if not _NAME.fullmatch(name) or len(name) > _LONGEST:
        raise CorpusNameError(name=name, limit=_LONGEST)
    return name


def _existing(path: str | Path) -> Path:
    try:
        resolved = _resolved(path)
        resolved.stat()
    except (OSError, ValueError) as error:  # ValueError: a NUL in it
        raise PathMissingError(path=shown(path)) from error
    return resolved


def _resolved(path: str | Path) -> Path:
    """The path as it is kept; `~nobody`, where there is none of this name, is a file's name."""
    return Path(os.path.realpath(os.path.expanduser(path)))


def _new_name(path: Path, taken: Sequence[Folder]) -> str:
    """The folder's own name (a file's is that of its folder), with a number where another has it."""
    plain = quoted(path.parent.name if path.is_file() else path.name) or "root"
    names = {folder.name for folder in taken}
    numbers = (f"{plain}-{number}" for number in range(2, len(names) + 3))
    return next(name for name in (plain, *numbers) if name not in names)


def _folder_of(corpus: Named, path: str | Path) -> Folder:
    """The folder meant by a path, which may be gone, or by the folder's name."""
    try:
        resolved = _resolved(path)
    except (OSError, ValueError):  # a NUL in it
        resolved = Path(path)
    for folder in corpus.folders:
        if folder.path == resolved or folder.name == str(path) or str(folder.path) == str(path):
            return folder
    raise FolderUnknownError(path=shown(path), name=corpus.name)
