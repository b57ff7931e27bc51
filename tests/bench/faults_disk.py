"""A disk that is full: after so many bytes nothing more can be written."""

import os
import random
import resource
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index.corpus import IndexUnusableError
from tests.bench.faults_child import Outcome, in_child
from tests.bench.faults_place import UNUSABLE, Place, judge
from tests.bench.faults_story import expected, write

_SIZE = 8 << 20


def full(place: Place, count: int, chance: random.Random, *, mounting: bool) -> Counter[str]:
    """Refresh while less and less can be written: an error that says so, or the new state; never anything else."""
    said: Counter[str] = Counter()
    place.cache.mkdir(parents=True)
    with _small_disk(place.cache, mounting) as limited:
        place.build(0)
        for version in range(1, count + 1):
            write(place.sources, version)
            outcome = limited(place.refresh, version / count, chance)
            if outcome.killed or not (outcome.raised is None or outcome.is_refused(IndexUnusableError)):
                said[UNUSABLE] += 1
                print(f"unusable: {outcome}")
            said["refused" if outcome.raised else "written"] += 1
            allowed = [expected(version - 1)] if outcome.raised else [expected(version)]
            said += judge(place, allowed, version)
    return said


Limited = Callable[[Callable[[], None], float, random.Random], Outcome]


@contextmanager
def _small_disk(folder: Path, mounting: bool) -> Iterator[Limited]:
    """Something that does a piece of work with only so much room as the given part of what it needs."""
    mounted = mounting and _mount(folder)
    try:
        way = _with_room if mounted else _with_small_files
        yield lambda work, part, chance: way(work, part, folder, chance)
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", folder], check=True)


def _sizes(folder: Path) -> list[int]:
    """Of the files of the newest generation."""
    newest = max(folder.glob("*/g*"), key=lambda path: path.name)
    return [file.stat().st_size for file in newest.iterdir()]


def _mount(folder: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(folder)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _with_room(work: Callable[[], None], part: float, folder: Path, chance: random.Random) -> Outcome:
    """A file takes all the room but the given part of what a generation does, which is more than a refresh needs."""
    filler = folder / "filler"
    status = os.statvfs(folder)
    room = status.f_bavail * status.f_frsize - int(part * sum(_sizes(folder))) - chance.randrange(4096)
    filler.write_bytes(bytes(max(0, room)))
    try:
        return in_child(work)
    finally:
        filler.unlink()


def _with_small_files(work: Callable[[], None], part: float, folder: Path, chance: random.Random) -> Outcome:
    """No file may grow beyond the given part of the largest one's size, or a little more."""

    def limited() -> None:
        limit = int(part * max(_sizes(folder)) * 1.2) + chance.randrange(512)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        work()

    return in_child(limited)
