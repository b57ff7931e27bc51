"""How good the search is: the tasks of `tests.bench.quality_tasks`, MRR@10, beside Lucene, tantivy and FTS5 in one run.

    CORPUS_DATA=… python -m tests.bench.quality [tuning]

Printed is the reported half, or with `tuning` the half that weights were tuned on (the split: `quality_tasks`). Lucene
is asked twice, over bodies, and with titles counting as lightly as here. ± is the standard error of the mean; that of
the difference of two engines on the same questions is printed beside it. Last, what grams (`index.grams`) give and
cost.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import second_look
from index.corpus import Corpus
from index.grams import gram_table
from index.keys_at_once import normalised_all
from index.postings.mapped import FlatFile
from index.postings.spellings import Spellings
from tests.bench import quality_engines as engines
from tests.bench.command import words_given
from tests.bench.quality_tasks import Half, Task, reciprocal_rank, tasks

GOALS = {"P": (0.75, 0.05), "N": (0.70, 0.035)}
"""What issue 6 wants of a pool of 10,000: the mean, and how much more than Lucene over bodies has."""

Ranks = NDArray[np.float64]
_PEERS: dict[str, Callable[[Task], engines.Ranked | None]] = {
    "Lucene": engines.lucene,
    "Lucene, titles": lambda task: engines.lucene(task, title_weight=0.4),
    "tantivy": engines.tantivy,
    "FTS5": engines.fts5,
}


def main() -> None:
    """Print a table for each task."""
    half = Half.TUNING if "tuning" in words_given(__doc__) else Half.REPORTED
    for task in tasks(half):
        print(f"{task.name}, {half.name.lower()} half: {len(task.questions)} questions, {len(task.pool)} articles")
        with TemporaryDirectory() as folder, engines.indexed(task.pool, Path(folder)) as corpus:
            ours, took = ranks_and_times(corpus, task)
            beside_peers(task, ours)
            with grams_off():
                without, took_without = ranks_and_times(corpus, task)
            print(f"    without grams {_said(without)}, ms a question {_ms(took_without)}; with them {_ms(took)}")
            if task.name == "N":
                _print_cost_of_grams(corpus)


def beside_peers(task: Task, ours: Ranks) -> None:
    """Print what each engine makes of a task, and how much more ours does."""
    print(f"    {'ours':16}{_said(ours)}")
    for name, ask in _PEERS.items():
        ranked = ask(task)
        if ranked is None:
            continue
        theirs = reciprocal_ranks(task, ranked)
        more = ours - theirs
        goal = f"  (goals: {GOALS[task.name]})" if name == "Lucene" and task.name in GOALS else ""
        print(f"    {name:16}{_said(theirs)}   ours {more.mean():+.3f} ± {_error(more):.3f}{goal}")


def ranks_and_times(corpus: Corpus, task: Task) -> tuple[Ranks, list[float]]:
    """What this program makes of a task, and the seconds each question took, hits fetched."""
    corpus.warm()
    ranked, took = [], []
    for question in task.questions:
        began = perf_counter()
        ranked.append(engines.asked(corpus, question.text))
        took.append(perf_counter() - began)
    return reciprocal_ranks(task, ranked), took


def reciprocal_ranks(task: Task, ranked: engines.Ranked) -> Ranks:
    """One over the rank of the first right answer, question by question."""
    return np.array([reciprocal_rank(*both) for both in zip(task.questions, ranked, strict=True)])


@contextmanager
def changed(module: Any, name: str, value: object) -> Iterator[None]:
    """A constant of the program with another value for a while."""
    before = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)


@contextmanager
def grams_off() -> Iterator[None]:
    """No gram is rare enough to be looked for."""
    with changed(second_look, "COMMON", 0.0):
        yield


def _print_cost_of_grams(corpus: Corpus) -> None:
    generation = max(corpus.folder.glob("g*"))
    segment = next(generation.glob("*.flat"))
    words = normalised_all(Spellings.of_field(FlatFile.map(segment).fields["body"]))
    began = process_time()
    table = gram_table(words)
    took = process_time() - began
    arrays = (table.words, table.word_starts, table.starts, table.documents, table.frequencies)
    size = sum(array.nbytes for array in arrays)
    whole = sum(file.stat().st_size for file in generation.iterdir())
    print(
        f"    grams: {len(table):,} of {len(words):,} words, built in {took:.2f} CPU s,"
        f" {size / 1e6:.1f} MB of the {whole / 1e6:.0f} MB of a generation"
    )


def _said(ranks: Ranks) -> str:
    return f"{ranks.mean():.3f} ± {_error(ranks):.3f}"


def _error(values: Ranks) -> float:
    return float(values.std() / np.sqrt(len(values)))


def _ms(times: Sequence[float]) -> str:
    half, most = np.percentile(times, [50, 95]) * 1000
    return f"{half:.1f}/{most:.1f}"


if __name__ == "__main__":
    main()
