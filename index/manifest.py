"""What a generation consists of, and whether it still does: size and CRC-32 of every file, taken when it was whole.

The sums are against accidents (a bit that flipped, a block that never reached the disk), not against malice: whoever
can write the cache can write the manifest too. CRC-32 finds every burst of up to 32 bits and misses one in four
thousand million of the rest, and it reads five times as fast as BLAKE2.
"""

import os
import threading
import zlib
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from io import FileIO
from mmap import mmap
from pathlib import Path

from index.errors import IndexUnusableError

FORMAT = "20"
"""Bumped whenever what is written changes, in any room: an index of another format is built anew."""

MANIFEST = "manifest"

TABLE = ".toc"
"""What the name of Whoosh's table of contents ends in: a pickle."""

_SMALL = 1 << 16
_AT_ONCE = 1 << 18  # bytes: what was read is still in the processor's cache when it is summed
_AHEAD = 1 << 22  # bytes: a thread that works beside another waits for its turn after each so many

Sums = Mapping[str, tuple[int, int]]
"""Size and CRC-32 by the name of a file."""


def seal(generation: Path, known: Sums) -> None:
    """Write the manifest: what makes a generation complete. A line a file, as plain as can be read without a parser;
    the first one has the sum of the others, so that a manifest cut short is none.

    `known` are files carried over, untouched, from the generation before: they keep the sums they had, so that damage
    done to them since is not sealed with the rest.
    """
    files = {file.name: known.get(file.name) or _sum(file) for file in sorted(generation.iterdir())}
    rows = "\n".join(f"{size} {checksum} {name}" for name, (size, checksum) in files.items())
    (generation / MANIFEST).write_bytes(f"{_head(rows)}\n{rows}".encode())


def _head(rows: str) -> str:
    return f"format {FORMAT}, sum {zlib.crc32(rows.encode()):08x}"


def sums(generation: Path) -> Sums:
    """What was sealed. Raises IndexUnusableError where that cannot be read."""
    try:
        head, _, rows = (generation / MANIFEST).read_bytes().decode().partition("\n")
        if head == _head(rows):
            parts = (row.split(" ", 2) for row in rows.split("\n"))
            return {name: (int(size), int(checksum)) for size, checksum, name in parts}
    except (OSError, ValueError) as error:
        raise _damaged(generation) from error
    raise _damaged(generation)


def stamp(generation: Path) -> str:
    """A generation's name and the sum of its manifest. Raises OSError."""
    return f"{generation.name} {zlib.crc32((generation / MANIFEST).read_bytes()):08x}"


def damage(generation: Path, only: Collection[str] = ()) -> list[str]:
    """The files that are not as they were written; reads all of them, or `only` these."""
    return _wrong(generation, lambda name, size: not only or name in only)


def damage_at_a_glance(generation: Path) -> list[str]:
    """The same by the size of every file, and the contents of the small ones and of pickles."""
    return _wrong(generation, lambda name, size: size <= _SMALL or name.endswith(TABLE))


class Verification:
    """The files of an opened generation; each is read through once, when something in it is first asked for.

    Flat files need none of this: they check themselves, block by block (`index.postings.blocks`).
    """

    def __init__(self, generation: Path) -> None:
        """Raises IndexUnusableError where the manifest cannot be read."""
        self._generation = generation
        self._sums = sums(generation)
        self._sound: set[str] = set()
        self._reading = threading.Lock()

    def demand(self, *names: str, at_once: int = _AT_ONCE) -> None:
        """See that these files are sound. Raises IndexUnusableError where one is not, or is gone."""
        for name in names:
            with self._reading:
                if name not in self._sound:
                    self._read(name, at_once)
                    self._sound.add(name)

    def demand_tables(self) -> None:
        """The same for the tables of contents."""
        self.demand(*(name for name in self._sums if name.endswith(TABLE)))

    def begin(self, name: str) -> None:
        """Read a file that will be asked for soon, while something else is done.

        That is the catalogue: which of its pages an answer needs only SQLite knows, and Python's lets nobody check them
        on their way. A page that is damaged need not look so (a row is missing, or twice), so all are read before the
        first answer: 47 MB, of 25,000 articles, keep the first picture waiting for 10 ms where the disk is cold.
        """

        def read() -> None:
            with suppress(IndexUnusableError):  # whoever demands it hears of it
                self.demand(name, at_once=_AHEAD)

        threading.Thread(target=read, name="verification", daemon=True).start()

    def _read(self, name: str, at_once: int) -> None:
        try:
            with (self._generation / name).open("rb", buffering=0) as file:
                if _is_as_written(file, *self._sums[name], at_once):
                    return
        except (OSError, KeyError) as error:
            raise _damaged(self._generation) from error
        raise _damaged(self._generation)


def _wrong(generation: Path, is_read: Callable[[str, int], bool]) -> list[str]:
    try:
        expected = sums(generation)
    except IndexUnusableError:
        return [MANIFEST]
    return [name for name, size_and_sum in expected.items() if not _is_sound(generation / name, *size_and_sum, is_read)]


def _is_sound(path: Path, size: int, checksum: int, is_read: Callable[[str, int], bool]) -> bool:
    try:
        if not is_read(path.name, size):
            return path.is_file() and path.stat().st_size == size
        with path.open("rb", buffering=0) as file:
            return _is_as_written(file, size, checksum)
    except OSError:
        return False


def _is_as_written(file: FileIO, size: int, checksum: int, at_once: int = _AT_ONCE) -> bool:
    try:
        return os.fstat(file.fileno()).st_size == size and _crc32(file, at_once) == checksum
    except OSError:  # the disk could not read it
        return False


def _sum(path: Path) -> tuple[int, int]:
    with path.open("rb", buffering=0) as file:
        return path.stat().st_size, _crc32(file)


def _crc32(file: FileIO, at_once: int = _AT_ONCE) -> int:
    checksum, some = 0, memoryview(mmap(-1, at_once))  # whose pages are made while others may go on
    while size := file.readinto(some):
        checksum = zlib.crc32(some[:size], checksum)
    return checksum


def _damaged(generation: Path) -> IndexUnusableError:
    return IndexUnusableError(path=str(generation), reason="damaged")
