"""What sorting, folding and counting cost while somebody waits.

    python -m tests.bench.narrowing FOLDER

For the articles in FOLDER, whose index is built anew: milliseconds from a question to its answer for searches that are
sorted, with and without folding, and for what they can be narrowed by; then from the key to the rows in the program
itself, which a test harness drives without a terminal.
"""

import asyncio
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from index.corpus import Corpus
from tests.bench.command import folder_given
from tui.asking import SORTS
from tui.browse import Browse
from tui.facet_screen import FacetList
from tui.line_edit import LineEdit
from tui.program import CorpusApp

QUESTIONS = ("النفط", "السعودية", "في من", "أسعار النفط", "وزارة الصحة", "date:2015-08", "كت*", '"الأمم المتحدة"')
ROUNDS = 7


def main() -> None:
    folder = folder_given(__doc__)
    with tempfile.TemporaryDirectory() as cache:
        corpus = Corpus.open(folder, cache=Path(cache))
        corpus.warm()
        print(f"{len(corpus):,} articles; milliseconds: first, median, 95 of 100, longest")
        for name, ask in questions(corpus):
            _told(name, [_timed(ask, text) for _ in range(ROUNDS) for text in QUESTIONS])
        asyncio.run(_in_program(corpus))


def questions(corpus: Corpus) -> Iterator[tuple[str, Callable[[str], Any]]]:
    for sort in SORTS:
        yield f"search, {sort}", lambda text, sort=sort: corpus.search(text, limit=50, sort=sort)
        yield f"search, {sort}, folded", lambda text, sort=sort: corpus.search(text, limit=50, sort=sort, fold=())
    for sort in SORTS[1:]:
        yield f"all articles, {sort}", lambda _, sort=sort: corpus.entries(0, 200, sort=sort)
    yield "counts", corpus.counts
    yield "counts, with names", lambda text: corpus.counts(text, names=True)
    yield "counts of all articles, with names", lambda _: corpus.counts("", names=True)


async def _in_program(corpus: Corpus) -> None:
    app = CorpusApp(corpus)
    async with app.run_test(size=(200, 50)) as pilot:
        screen = app.screen_stack[0]
        assert isinstance(screen, Browse)
        await pilot.pause(1.0)
        narrowed, sorted_ = [], []
        for _ in range(2):
            for text in QUESTIONS:
                screen.place(screen.PLACES[0]).edit = LineEdit(text, len(text))  # type: ignore[attr-defined]
                await pilot.pause(0.3)
                screen.go(screen.PLACES[1])
                await pilot.pause()
                before = screen.listing
                began = perf_counter()
                screen.action_sort()
                sorted_.append(await _until(lambda before=before: screen.listing is not before, began))
                began = perf_counter()
                screen.action_narrow()
                narrowed.append(await _until(lambda: any(rows.count for rows in app.screen.query(FacetList)), began))
                await pilot.pause(0.3)
                await pilot.press("escape")
        _told("program: another order", sorted_)
        _told("program: what to narrow by", narrowed)


async def _until(seen: Callable[[], bool], began: float) -> float:
    while not seen():
        await asyncio.sleep(0.001)
    return (perf_counter() - began) * 1000


def _timed(ask: Callable[[str], Any], text: str) -> float:
    began = perf_counter()
    ask(text)
    return (perf_counter() - began) * 1000


def _told(name: str, times: Sequence[float]) -> None:
    median, most, longest = np.percentile(times[1:], [50, 95, 100])
    print(f"{name:40} {times[0]:7.1f} {median:7.1f} {most:7.1f} {longest:7.1f}")


if __name__ == "__main__":
    main()
