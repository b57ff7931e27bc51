"""Which articles are nearly the same: how many, how sure that is, what it costs.

    python -m tests.bench.copies FOLDER [--pairs 50] [--seed 6]

Builds an index of the articles in FOLDER, then prints what signatures cost beside the build, the time it takes to
find the groups, repeated bodies and how many of them were put together, and pairs of an article and the first of its
group, drawn by lot, to be judged by a reader: their titles and the part of their runs of words that they truly share.
"""

import argparse
import tempfile
from collections import defaultdict
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from index import copies
from index.catalogue import FILE, Catalogue
from index.corpus import Corpus
from index.postings import Reader
from index.words import keys


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.copies", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pairs", type=int, default=50)
    parser.add_argument("--seed", type=int, default=6)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        began = process_time()
        corpus = Corpus.open(asked.folder, cache=Path(cache))
        built = process_time() - began
        generation = next(path for path in corpus.folder.glob("g*") if path.is_dir())
        measure(generation, built, asked.pairs, asked.seed)


def measure(generation: Path, built: float, pairs: int, seed: int) -> None:
    for written in generation.glob(f"*{copies.EXTENSION}"):
        written.unlink()
    began = process_time()
    copies.write_missing(generation)
    took = process_time() - began
    print(f"build {built:.1f} s of CPU, of which signatures {took:.2f} s: {took / built:.1%}")
    reader = Reader.open(generation)
    began = perf_counter()
    groups = copies.Copies(generation, reader).groups
    print(f"{reader.count:,} articles grouped in {(perf_counter() - began) * 1000:.0f} ms")
    sizes = np.bincount(groups)
    print(f"{(sizes > 1).sum():,} groups; {(sizes - 1)[sizes > 1].sum():,} articles folded; largest {sizes.max()}")
    print("groups by size:", {size: int((sizes == size).sum()) for size in range(2, 13)})
    catalogue = Catalogue(generation / FILE)
    _repeated(reader, catalogue, groups)
    _drawn(reader, catalogue, groups, pairs, seed)


def _repeated(reader: Reader, catalogue: Catalogue, groups: np.ndarray) -> None:
    bodies = catalogue.bodies_of(reader.ids)
    same: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, article in enumerate(reader.ids):
        words = tuple(keys(bodies[article]))
        if len(words) >= copies.SHORTEST + copies.RUN - 1:
            same[words].append(number)
    repeats = [number for numbers in same.values() for number in numbers[1:]]
    together = sum(groups[number] == groups[numbers[0]] for numbers in same.values() for number in numbers[1:])
    print(f"bodies with the same words as an earlier one: {len(repeats):,}; together with it: {together:,}")


def _drawn(reader: Reader, catalogue: Catalogue, groups: np.ndarray, pairs: int, seed: int) -> None:
    folded = np.flatnonzero(groups != np.arange(len(groups)))
    for number in np.random.default_rng(seed).choice(folded, min(pairs, len(folded)), replace=False).tolist():
        pair = reader.articles([int(groups[number]), number])
        entries, bodies = catalogue.entries_of(pair), catalogue.bodies_of(pair)
        first, other = (_runs(bodies[article]) for article in pair)
        shared = len(first & other) / max(1, len(first | other))
        told = [f"{entry.source} {entry.published} {entry.title}" for entry in (entries[article] for article in pair)]
        print(f"{shared:.2f}  {told[0]} ‖ {told[1]}")


def _runs(body: str) -> set[tuple[str, ...]]:
    words = list(keys(body))
    return set(zip(*(words[nth:] for nth in range(copies.RUN)), strict=False))


if __name__ == "__main__":
    main()
