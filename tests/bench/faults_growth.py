"""A first build that shows what it has after every article, and is killed while it grows."""

import os
import shutil
from collections import Counter
from functools import partial
from pathlib import Path

import index.store
from index.corpus import Corpus, Progress
from tests.bench.faults_child import Events, die, in_child
from tests.bench.faults_place import Place, judge
from tests.bench.faults_story import bodies, expected, write

_VERSION = 0


def growing(place: Place, cases: int) -> Counter[str]:
    """Kills before so many I/O events, as far from each other as they can be: there are thousands. What was told to be
    there must be there, and nothing half."""
    said: Counter[str] = Counter()
    write(place.sources, _VERSION)
    states = [expected(_VERSION, articles) for articles in range(len(bodies(_VERSION)) + 1)]
    last = _events(place)
    for case in range(cases):
        number = 1 + round((case + 0.5) * last / cases)
        outcome, published = _killed(place, number)
        said["killed" if outcome else "finished"] += 1
        said[f"after {published} articles"] += 1
        said += judge(place, states[published:] if outcome else states[-1:], _VERSION)
    return said


def _events(place: Place) -> int:
    """How many I/O events the whole of it has."""
    shutil.rmtree(place.cache, ignore_errors=True)
    with open(os.devnull, "wb") as nowhere:
        number: int = in_child(partial(_grow, place, -1, nowhere.fileno())).value()
    return number


def _killed(place: Place, number: int) -> tuple[bool, int]:
    """Whether it was killed before the event, and how many articles it had said by then that it had in force."""
    shutil.rmtree(place.cache)
    told = Path(place.top, "told")
    with told.open("wb") as file:
        outcome = in_child(partial(_grow, place, number, file.fileno()))
    if not outcome.killed:
        outcome.value()
    return outcome.killed, int((told.read_text("ascii").split() or ["0"])[-1])


def _grow(place: Place, number: int, told: int) -> int:
    """Builds, with a generation for every article; how many I/O events that took. For children only."""
    index.store.FIRST_SIGHT = 0.0

    def tell(progress: Progress) -> None:
        if progress.stage == "published":
            os.write(told, f"{progress.articles}\n".encode())

    counted = Events(number, die)
    with Corpus.open(place.sources, cache=place.cache, refresh=False) as corpus:
        corpus.refresh(growing=True, on_progress=tell)
    return counted.count
