"""A corpus and its cache in a folder of their own, and the judgement of what is found there after a fault."""

import os
import shutil
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from index.corpus import Corpus, CorpusError
from tests.bench.faults_child import in_child
from tests.bench.faults_story import NOTHING, State, expected, seen, sources, write

LOST, WRONG, UNUSABLE, WRITTEN, LEFT = (
    "commits lost",
    "silently wrong",
    "unusable",
    "writes to sources",
    "leftovers",
)
FAILURES = (LOST, WRONG, UNUSABLE, WRITTEN, LEFT)


class Place(NamedTuple):
    """Sources and cache below one folder."""

    top: Path

    @property
    def sources(self) -> Path:
        return self.top / "sources"

    @property
    def cache(self) -> Path:
        return self.top / "cache"

    @property
    def index(self) -> Path:
        """The cache folder of the one corpus here."""
        return next(self.cache.iterdir())

    def build(self, version: int) -> None:
        """Bring sources and index to a version."""
        write(self.sources, version)
        in_child(self.refresh).value()

    def refresh(self) -> None:
        """Bring the index up to date, for a child to be disturbed at."""
        with Corpus.open(self.sources, cache=self.cache):
            pass

    def look(self, *, refresh: bool) -> tuple[State, bool]:
        """What the index answers, and whether the corpus says it was damaged."""
        with Corpus.open(self.sources, cache=self.cache, refresh=refresh) as corpus:
            return seen(corpus), corpus.was_damaged

    def put_index(self, kept: Path) -> None:
        """Put a copy of a kept index in the place of this one's."""
        target = self.index
        shutil.rmtree(target)
        copy(kept, target)


def copy(folder: Path, target: Path) -> None:
    """A folder copied, files that share an inode sharing one again."""
    made: dict[int, Path] = {}

    def copy_file(source: str, destination: str) -> None:
        first = made.setdefault(Path(source).stat().st_ino, Path(destination))
        if first == Path(destination):
            shutil.copyfile(source, destination)
        else:
            os.link(first, destination)

    shutil.copytree(folder, target, copy_function=copy_file)


def judge(place: Place, allowed: Collection[State], version: int) -> Counter[str]:
    """What is found after a fault: at first sight one of the `allowed` states, after a refresh the version's."""
    said: Counter[str] = Counter(cases=1)
    before = sources(place.sources)
    first = in_child(lambda: place.look(refresh=False))
    state, was_damaged = (NOTHING, True) if first.is_refused(CorpusError) else first.value()
    if state not in allowed:
        said[LOST if was_damaged or state == NOTHING else WRONG] += 1
    return said + judge_refreshed(place, version, before)


def judge_refreshed(place: Place, version: int, before: dict[str, tuple[bytes, int]]) -> Counter[str]:
    """What is found after a refresh: the version whole, nothing left over, and the sources as they were `before`."""
    said: Counter[str] = Counter()
    after = in_child(lambda: place.look(refresh=True))
    if after.raised is not None or after.killed:
        said[UNUSABLE] += 1
        print(f"unusable: {after}")
    elif after.returned[0] != expected(version):
        said[WRONG] += 1
    if sources(place.sources) != before:
        said[WRITTEN] += 1
    return said + leftovers(place)


def leftovers(place: Place) -> Counter[str]:
    """What lies in the cache that should not: more than two generations, drafts, what was swept only half."""
    names = [path.name for path in place.index.iterdir()]
    generations = [name for name in names if name[0] == "g"]
    others = set(names) - {*generations, "CURRENT", "corpus-tui.index", "lock"}
    return Counter({LEFT: 1}) if len(generations) > 2 or others else Counter()
