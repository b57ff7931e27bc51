"""Whether an index survives anything: kills, power loss, damage, full disks, many readers and writers.

    python -m tests.bench.faults [kills] [events] [power] [mutations] [full] [opens] [growing] [--part X] [--seed N]

Without names, all of them; `--part 0.01` does a hundredth of the cases. Each prints a line of counts, and all must say:
no commit lost, nothing that cannot be opened or built again, no silently wrong answer, no write to sources, nothing
left over. Exit status 1 otherwise. What an index must answer is known from the texts themselves (`faults_story`).

POSIX only. `full` mounts a small file system where it may and all cases are asked for; else files may not grow.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

from tests.bench import faults_damage, faults_disk, faults_growth, faults_power, faults_readers
from tests.bench.faults_child import Events, die, in_child
from tests.bench.faults_place import FAILURES, Place, copy, judge
from tests.bench.faults_story import NOTHING, expected, write


def kills(place: Place, part: float, chance: random.Random) -> Counter[str]:
    """300 times `kill -9` at a random time of a build or a refresh."""
    said: Counter[str] = Counter()
    began = time.perf_counter()
    place.build(0)
    duration = time.perf_counter() - began
    for version in range(1, _cases(300, part) + 1):
        fresh = version % 10 == 0
        if fresh:
            shutil.rmtree(place.cache)
        write(place.sources, version)
        outcome = in_child(place.refresh, kill_after=chance.uniform(0, duration))
        before = NOTHING if fresh else expected(version - 1)
        if not place.cache.exists() or not any(place.cache.iterdir()):
            place.build(version)
        allowed = [before, expected(version)] if outcome.killed else [expected(version)]
        said["killed" if outcome.killed else "finished"] += 1
        said += judge(place, allowed, version)
    return said


def events(place: Place, part: float, _chance: random.Random) -> Counter[str]:
    """A kill before every I/O event of one commit: of a first build, and of a refresh that changes and removes."""
    said: Counter[str] = Counter()
    for version in (0, 3):
        kept = _kept(place, version)
        last, step = _number_of_events(place, kept), max(1, round(1 / part))
        for number in range(1, last + 2, step):
            _again(place, kept)
            outcome = in_child(partial(_refreshed, place, number))
            said["killed" if outcome.killed else "finished"] += 1
            before = expected(version - 1) if version else NOTHING
            said += judge(place, [before, expected(version)] if outcome.killed else [expected(version)], version)
    return said


def power(place: Place, part: float, chance: random.Random) -> Counter[str]:
    """300 times the power goes during or after a commit; what was not fsynced is dropped, cut or zeroed."""
    said: Counter[str] = Counter()
    for version in (0, 3):
        kept = _kept(place, version)
        last = _number_of_events(place, kept)
        for _ in range(_cases(150, part)):
            _again(place, kept)
            cut = partial(_cut_short, place, chance.randrange(1, last + last // 10))
            finished, durable, now = in_child(cut).value()
            shutil.rmtree(place.cache)
            faults_power.surviving(durable, now, place.cache, chance)
            said["finished" if finished else "cut short"] += 1
            before = expected(version - 1) if version else NOTHING
            if any(place.cache.iterdir()):
                said += judge(place, [expected(version)] if finished else [before, expected(version)], version)
    return said


def mutations(place: Place, part: float, chance: random.Random) -> Counter[str]:
    """1,000 times a file of the index is changed."""
    return faults_damage.mutations(place, _cases(1000, part), chance)


def full(place: Place, part: float, chance: random.Random) -> Counter[str]:
    """A disk that is full at 100 points of a refresh."""
    return faults_disk.full(place, _cases(100, part), chance, mounting=part == 1)


def opens(place: Place, part: float, _chance: random.Random) -> Counter[str]:
    """5,000 opens during 300 commits by other processes."""
    return faults_readers.opens(place, _cases(5000, part))


def growing(place: Place, part: float, _chance: random.Random) -> Counter[str]:
    """300 kills of a first build that shows its articles as they come."""
    return faults_growth.growing(place, _cases(300, part))


TRIALS = {trial.__name__: trial for trial in (kills, events, power, mutations, full, opens, growing)}


def _cases(number: int, part: float) -> int:
    return max(1, round(number * part))


def _kept(place: Place, version: int) -> Path:
    """The cache as it is before the version, kept aside; the sources as they are with it."""
    shutil.rmtree(place.cache, ignore_errors=True)
    place.cache.mkdir(parents=True)
    for earlier in range(version):
        place.build(earlier)
    kept = place.top / f"kept{version}"
    copy(place.cache, kept)
    write(place.sources, version)
    return kept


def _again(place: Place, kept: Path) -> None:
    shutil.rmtree(place.cache)
    copy(kept, place.cache)


def _refreshed(place: Place, killed_before: int = -1) -> int:
    counted = Events(killed_before, die)
    place.refresh()
    return counted.count


def _number_of_events(place: Place, kept: Path) -> int:
    _again(place, kept)
    number: int = in_child(partial(_refreshed, place)).value()
    return number


def _cut_short(place: Place, number: int) -> tuple[bool, faults_power.Contents, faults_power.Contents]:
    """The power goes before an event of a refresh, or after its end: whether it had finished, and the disk then."""
    pins = place.top / "pins"
    shutil.rmtree(pins, ignore_errors=True)
    cuts: list[tuple[bool, faults_power.Contents, faults_power.Contents]] = []
    counted = Events(number, lambda: cuts.append((False, *disk.now())))
    with counted.paused():
        disk = faults_power.Disk(place.cache, pins, counted)
    place.refresh()
    with counted.paused():
        return cuts[0] if cuts else (True, *disk.now())


def main() -> int:
    """Run the named trials, print a line for each; 1 where anything failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.faults")
    parser.add_argument("trials", nargs="*", choices=[*TRIALS, []], metavar="|".join(TRIALS))
    parser.add_argument("--part", type=float, default=1, help="Of the cases, this part.")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    failed = False
    for name in asked.trials or TRIALS:
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as top:
            said = TRIALS[name](Place(Path(top)), asked.part, random.Random(asked.seed))
        failed |= any(said[failure] for failure in FAILURES)
        counts = {**dict.fromkeys(FAILURES, 0), **said}
        told = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
        print(f"{name}: {told} ({time.perf_counter() - began:.0f} s)", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
