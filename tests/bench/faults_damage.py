"""Files of an index that changed on the disk: a bit, a block, the end, all of them, or one in place of another."""

import os
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.corpus import Corpus, CorpusError
from tests.bench.faults_child import Outcome, in_child
from tests.bench.faults_place import UNUSABLE, WRONG, Place, copy, judge_refreshed
from tests.bench.faults_story import NOTHING, State, expected, scores, seen, sources

NEWEST = 8
_MARKER = "corpus-tui.index"


def mutations(place: Place, count: int, chance: random.Random) -> Counter[str]:
    """Change one file of the index: it must answer to the last digit as before, or say that it is damaged."""
    for version in range(NEWEST + 1):
        place.build(version)
    kept = place.top / "kept"
    copy(place.index, kept)
    whole = in_child(lambda: _answers(place)).value()
    before = sources(place.sources)
    said: Counter[str] = Counter()
    for _ in range(count):
        place.put_index(kept)
        changed = _mutate(place.index, chance)
        verdict = _verdict(in_child(lambda: _answers(place)), whole, changed)
        said += Counter((verdict, "cases")) + judge_refreshed(place, NEWEST, before)
        if verdict in (WRONG, UNUSABLE):
            print(f"{verdict}: {changed}")
    return said


def _answers(place: Place) -> tuple[State, list[object], bool]:
    with Corpus.open(place.sources, cache=place.cache, refresh=False) as corpus:
        return seen(corpus), scores(corpus), corpus.was_damaged


def _verdict(outcome: Outcome, whole: tuple[State, list[object], bool], changed: str) -> str:
    if outcome.killed:
        return UNUSABLE
    if outcome.raised is not None:
        return "noticed" if outcome.is_refused(CorpusError) else UNUSABLE
    state, digits, was_damaged = outcome.returned
    if (state, digits) == whole[:2]:
        return "as before"
    if was_damaged and state == expected(NEWEST - 1):
        return "the one before"
    return "nothing left" if state == NOTHING and (was_damaged or _MARKER in changed) else WRONG


def _mutate(index: Path, chance: random.Random) -> str:
    """Change one file of the index (one of the newest generation, most often); says what was done to which."""
    newest = max(path for path in index.iterdir() if path.name[0] == "g")
    everywhere = chance.random() < 0.2
    files = sorted(path for path in (index if everywhere else newest).rglob("*") if path.is_file())
    sizes = [path.stat().st_size if chance.random() < 0.5 else 4096 for path in files]
    path, mutation = chance.choices(files, sizes)[0], chance.choice(_MUTATIONS)
    mutation(path, chance)
    return f"{mutation.__name__} {path.relative_to(index)}"


def _flip(path: Path, chance: random.Random) -> None:
    said = bytearray(path.read_bytes())
    if said:
        said[chance.randrange(len(said))] ^= 1 << chance.randrange(8)
    path.write_bytes(said)


def _truncate(path: Path, chance: random.Random) -> None:
    os.truncate(path, chance.randrange(path.stat().st_size + 1))


def _zero(path: Path, _chance: random.Random) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def _zero_block(path: Path, chance: random.Random) -> None:
    said = bytearray(path.read_bytes())
    start = chance.randrange(len(said) + 1)
    said[start : start + 512] = bytes(len(said[start : start + 512]))
    path.write_bytes(said)


def _delete(path: Path, _chance: random.Random) -> None:
    path.unlink()


def _swap(path: Path, chance: random.Random) -> None:
    other = chance.choice(sorted(file for file in path.parent.iterdir() if file.is_file()))
    aside = path.with_name("aside")
    path.rename(aside)
    if other != path:
        other.rename(path)
    aside.rename(other)


_MUTATIONS: tuple[Callable[[Path, random.Random], Any], ...] = (
    _flip,
    _flip,
    _flip,
    _truncate,
    _zero,
    _zero_block,
    _delete,
    _swap,
)
