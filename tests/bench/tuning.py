"""Where the weights of ranking come from: one changed at a time, on the tuning half of `tests.bench.quality_tasks`.

    CORPUS_DATA=… python -m tests.bench.tuning [WORD …]        only those constants whose name has one of the words

For each constant its values, and what each gives: MRR@10 of the questions (P), of the titles (N), and their mean. The
value in force is marked. Among values that differ by less than the standard error (about .008 for the mean), the one
was kept that treats the words as written better (`tests.bench.robustness`) or costs less. The reported half is never
looked at here.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np

from index import grams, indexed_field, search, second_look, vocabulary
from index.corpus import Corpus
from index.postings import scoring, united
from index.results import Why
from tests.bench.command import words_given
from tests.bench.quality import changed, ranks_and_times
from tests.bench.quality_engines import indexed
from tests.bench.quality_tasks import Half, Task, tasks


class Constant(NamedTuple):
    """A number that was tuned: where it is, which values are compared, whether the index is made by it."""

    module: Any
    name: str
    values: Sequence[float]
    rung: Why | None = None
    indexed: bool = False

    def __str__(self) -> str:
        return f"{self.module.__name__}.{self.name}" + (f"[{self.rung}]" if self.rung else "")

    @property
    def value(self) -> float:
        held = getattr(self.module, self.name)
        return float(held[self.rung] if self.rung else held)

    @contextmanager
    def set_to(self, value: float) -> Iterator[None]:
        """The constant with another value for a while."""
        held = getattr(self.module, self.name)
        with changed(self.module, self.name, {**held, self.rung: value} if self.rung else type(held)(value)):
            yield


CONSTANTS = (
    Constant(vocabulary, "WEIGHTS", (0, 0.1, 0.25, 0.5), Why.WRITTEN),
    Constant(vocabulary, "WEIGHTS", (0, 0.25, 0.5, 0.75), Why.NORMALISED),
    Constant(vocabulary, "WEIGHTS", (0.75, 1, 1.25), Why.STEM),
    Constant(vocabulary, "WEIGHTS", (0, 0.25, 0.5, 0.75), Why.LETTERS),
    Constant(vocabulary, "WEIGHTS", (0.3, 0.6, 0.9), Why.TYPO),
    Constant(indexed_field, "WEIGHTS", (0.05, 0.25, 0.5, 1, 1.5), Why.NAME),
    Constant(search, "TITLE_WEIGHT", (0, 0.2, 0.4, 0.6, 1)),
    Constant(search, "FUNCTION_WORD", (0, 0.25, 0.5, 1)),
    Constant(united, "LENGTH_WEIGHT", (0.6, 0.75, 0.85, 0.9, 0.95)),
    Constant(scoring, "K1", (0.9, 1.2, 1.5)),
    Constant(search, "DEPTH", (30, 50, 100, 200)),
    Constant(second_look, "GRAMS", (0, 0.3, 0.4, 0.5, 0.6)),
    Constant(second_look, "COMMON", (0.15, 0.25, 0.5, 1)),
    Constant(second_look, "EARLY", (0, 0.5, 1, 1.5, 2)),
    Constant(second_look, "EARLY_WORDS", (30, 60, 120)),
    Constant(second_look, "ADJACENT", (0, 0.2, 0.4, 0.8)),
    Constant(grams, "LENGTH", (3, 4, 5), indexed=True),
)


def main() -> None:
    """Print the table."""
    wanted = [constant for constant in CONSTANTS if all_or_any(words_given(__doc__), str(constant))]
    with ExitStack() as open_:
        pools = [task for task in tasks(Half.TUNING) if task.name != "S"]
        folders = [Path(open_.enter_context(TemporaryDirectory())) for _ in pools]
        for task, folder in zip(pools, folders, strict=True):
            indexed(task.pool, folder).close()
        print(
            f"{'constant':40}{'value':>6}" + "".join(f"{name:>8}" for name in [task.name for task in pools] + ["mean"])
        )
        for constant in wanted:
            for value in constant.values:
                mark = " ←" if value == constant.value else ""
                with constant.set_to(value):
                    means = [
                        _mean(task, folder, anew=constant.indexed) for task, folder in zip(pools, folders, strict=True)
                    ]
                row = "".join(f"{mean:8.4f}" for mean in [*means, np.mean(means)])
                print(f"{constant!s:40}{value:6g}{row}{mark}", flush=True)


def all_or_any(words: Sequence[str], name: str) -> bool:
    """Whether any of the words is in the name; where there are none, always."""
    return not words or any(word.casefold() in name.casefold() for word in words)


def _mean(task: Task, folder: Path, *, anew: bool) -> float:
    if anew:
        with TemporaryDirectory() as scratch, indexed(task.pool, Path(scratch)) as corpus:
            return float(ranks_and_times(corpus, task)[0].mean())
    with Corpus.open(folder / "pool.json", cache=folder / "cache", refresh=False) as corpus:
        return float(ranks_and_times(corpus, task)[0].mean())


if __name__ == "__main__":
    main()
