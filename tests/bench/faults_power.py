"""A model of power loss: what may be on the disk afterwards, when only what was fsynced is sure to be.

While a commit runs, `Disk` notes which contents of files and which entries of folders were fsynced. When the power
goes, `surviving` makes one of the folders that may be found then: an entry made, renamed or removed without an fsync
of its folder may be as it was or as it became; a file written without fsync may be whole, as it was, cut, or zeros.
SQLite's own fsyncs are not seen, which only makes the model harsher.
"""

import os
import random
from pathlib import Path
from typing import NamedTuple

from tests.bench.faults_child import Events

_BLOCK = 4096


class Contents(NamedTuple):
    """A folder tree by inode: entries of folders, contents of files."""

    root: int
    folders: dict[int, dict[str, int]]
    files: dict[int, bytes]


def contents(top: Path) -> Contents:
    """Everything below `top` as it is now."""
    found = Contents(top.stat().st_ino, {}, {})
    for folder, _, _ in os.walk(top):
        entries = {entry.name: entry for entry in os.scandir(folder)}
        found.folders[os.stat(folder).st_ino] = {name: entry.inode() for name, entry in entries.items()}
        for entry in entries.values():
            if entry.is_file():
                found.files[entry.inode()] = Path(entry.path).read_bytes()
    return found


class Disk:
    """What is sure to survive: everything there was at the beginning, and every fsync since."""

    def __init__(self, top: Path, pins: Path, events: Events) -> None:
        """`pins`, on the same file system, keeps inodes from being used again while their numbers still mean a file.

        What is done here is not to be counted among the `events`.
        """
        self._events = events
        self._top = top
        self._pins = pins
        pins.mkdir()
        self.durable = contents(top)
        for path in [path for path in top.rglob("*") if path.is_file()]:
            self._pin(path)
        self._fsync = os.fsync
        os.fsync = self._noted_fsync

    def now(self) -> tuple[Contents, Contents]:
        """What is sure to survive the loss of power at this moment, and what a reader would find."""
        sure = Contents(self.durable.root, dict(self.durable.folders), dict(self.durable.files))
        return sure, contents(self._top)

    def _pin(self, path: Path) -> None:
        pin = self._pins / str(path.stat().st_ino)
        if not pin.exists():
            os.link(path, pin)

    def _noted_fsync(self, descriptor: int) -> None:
        self._fsync(descriptor)
        with self._events.paused():
            self._note(descriptor)

    def _note(self, descriptor: int) -> None:
        path, inode = Path(os.readlink(f"/proc/self/fd/{descriptor}")), os.fstat(descriptor).st_ino
        if path.is_dir():
            self.durable.folders[inode] = {entry.name: entry.inode() for entry in os.scandir(path)}
        else:
            self.durable.files[inode] = path.read_bytes()
            self._pin(path)


def surviving(durable: Contents, now: Contents, target: Path, chance: random.Random) -> None:
    """One of the folders that may be found after the power went, made in `target`."""
    _folder(durable, now, durable.root, target, chance)


def _folder(durable: Contents, now: Contents, inode: int, target: Path, chance: random.Random) -> None:
    target.mkdir()
    before, after = durable.folders.get(inode, {}), now.folders.get(inode, {})
    for name in sorted({*before, *after}):
        entry = chance.choice((before.get(name), after.get(name)))
        if entry is None:
            continue
        if entry in durable.folders or entry in now.folders:
            _folder(durable, now, entry, target / name, chance)
        else:
            (target / name).write_bytes(_file(durable.files.get(entry), now.files.get(entry), chance))


def _file(before: bytes | None, after: bytes | None, chance: random.Random) -> bytes:
    if after is None or before == after:
        return before or b""
    torn = bytearray(after)
    for start in range(0, len(torn), _BLOCK):
        if chance.random() < 0.5:
            torn[start : start + _BLOCK] = bytes(len(torn[start : start + _BLOCK]))
    cut = after[: chance.randrange(len(after) + 1)]
    return chance.choice((after, before or b"", cut, bytes(len(after)), bytes(torn)))
