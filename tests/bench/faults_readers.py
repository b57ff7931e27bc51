"""Many processes that open an index while others replace it as fast as they can."""

import mmap
import os
import struct
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from multiprocessing.pool import ThreadPool

from index.corpus import Corpus, IndexBusyError
from tests.bench.faults_child import Outcome, in_child
from tests.bench.faults_place import UNUSABLE, WRITTEN, WRONG, Place, leftovers
from tests.bench.faults_story import State, expected, seen, sources, write

READERS = 2
COMMITS_PER_OPEN = 300 / 5000

_expected = lru_cache(64)(expected)


class _Board:
    """Numbers every process sees: the version being written, the last one committed, opens by reader, the end."""

    _FIELDS = ("writing", "committed", "over", *(f"opens{n}" for n in range(READERS)))

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 8 * len(self._FIELDS))

    def __getitem__(self, field: str) -> int:
        return int(struct.unpack_from("<q", self._memory, 8 * self._FIELDS.index(field))[0])

    def __setitem__(self, field: str, number: int) -> None:
        struct.pack_into("<q", self._memory, 8 * self._FIELDS.index(field), number)


def opens(place: Place, count: int) -> Counter[str]:
    """Open and ask again and again during commits: every answer is that of one version, and of none that is past."""
    board = _Board()
    place.build(0)
    with ThreadPool(READERS) as pool:
        readers = [pool.apply_async(in_child, (_reader(place, board, n),)) for n in range(READERS)]
        said = _commit(place, board, count)
        board["over"] = 1
        for reader in readers:
            said += _heard(reader.get())
    return said + leftovers(place)


def _commit(place: Place, board: _Board, count: int) -> Counter[str]:
    """Version after version, each by two processes at once, of which one may be told that the other is writing."""
    said: Counter[str] = Counter()
    version = 0
    with ThreadPool(2) as pool:
        while version < count * COMMITS_PER_OPEN or sum(board[f"opens{n}"] for n in range(READERS)) < count:
            version += 1
            board["writing"] = version
            write(place.sources, version)
            before = sources(place.sources)
            outcomes = pool.map(in_child, [place.refresh] * 2)
            said["told to wait"] += sum(outcome.is_refused(IndexBusyError) for outcome in outcomes)
            failed = [o for o in outcomes if o.killed or not (o.raised is None or o.is_refused(IndexBusyError))]
            if failed or all(outcome.raised for outcome in outcomes):
                said[UNUSABLE] += 1
                print(f"unusable: {outcomes}")
            said[WRITTEN] += sources(place.sources) != before
            board["committed"] = version
    said["commits"] = version
    return said


def _reader(place: Place, board: _Board, number: int) -> Callable[[], Counter[str]]:
    def read() -> Counter[str]:
        said: Counter[str] = Counter()
        kept: tuple[int, Corpus] | None = None
        while not board["over"] and os.getppid() != 1:
            lowest = board["committed"]
            corpus = Corpus.open(place.sources, cache=place.cache, refresh=False)
            said["opens"] += 1
            said[WRONG] += not _is_of(seen(corpus), lowest, board["writing"])
            said["damaged, wrongly"] += corpus.was_damaged
            if said["opens"] % 20 == 0:  # one opened long ago, whose generation has been swept since
                if kept is not None:
                    said[WRONG] += not _is_of(seen(kept[1]), kept[0], board["writing"])
                    said["damaged, wrongly"] += kept[1].was_damaged
                kept = lowest, corpus
            board[f"opens{number}"] = said["opens"]
        return said

    return read


def _is_of(state: State, lowest: int, highest: int) -> bool:
    return any(state == _expected(version) for version in range(highest, lowest - 1, -1))


def _heard(outcome: Outcome) -> Counter[str]:
    if outcome.raised is not None or outcome.killed:
        print(f"unusable: {outcome}")
        return Counter({UNUSABLE: 1})
    return Counter(outcome.returned)
