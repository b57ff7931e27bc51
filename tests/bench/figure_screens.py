"""`python -m tests.bench.figure_screens [figures]`: the screens over figures, on 200,000 of them unless said otherwise.

Articles of ten figures each are made, read and indexed; then the real program is driven by keys. Each line tells how
long it took from the key until the program was at rest again with the answer on the screen, the median of some times.
"""

import asyncio
import json
import random
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from textual.pilot import Pilot

from index.corpus import Corpus
from tui.comparison_screen import ComparisonScreen
from tui.figures_screen import FiguresScreen
from tui.line_edit import LineEdit
from tui.program import CorpusApp

FIGURES = 200_000
_IN_EACH = 10
_TIMES = 5
_THINGS = ("قتيلا", "جريحا", "شركة", "طالبا", "سيارة", "موظفا")
_SOURCES = ("الرياض", "الحياة", "الأهرام", "النهار")

Does = Callable[[Pilot[int]], Awaitable[None]]


def write(file: Path, figures: int) -> None:
    """A JSON object a line: articles that count things, in a year of days."""
    chance = random.Random(5)
    with file.open("w", encoding="utf-8") as out:
        for number in range(figures // _IN_EACH):
            said = (
                f"بلغ العدد {chance.randint(11, 99)}{chance.randint(100, 999)} {chance.choice(_THINGS)} أمس."
                for _ in range(_IN_EACH)
            )
            record = {
                "title": f"تقرير {number}",
                "source": chance.choice(_SOURCES),
                "date": f"2015-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
                "content": "\n".join(said),
            }
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def pressing(*keys: str) -> Does:
    """Keys as a user presses them."""

    async def press(pilot: Pilot[int]) -> None:
        for key in keys:
            await pilot._wait_for_screen()
            pilot.app._driver.send_message(_key(key))  # type: ignore[union-attr]

    return press


def _key(key: str) -> object:
    from textual import events

    return events.Key(key, key if len(key) == 1 else None)


def typing(line: str) -> Does:
    """A filter put into the line whole."""

    async def put(pilot: Pilot[int]) -> None:
        screen = pilot.app.screen
        assert isinstance(screen, FiguresScreen)
        screen._box.edit = LineEdit(line, len(line))

    return put


async def timed(pilot: Pilot[int], does: Does) -> float:
    """Seconds until the workers are done and the screen is drawn."""
    began = perf_counter()
    await does(pilot)
    await _at_rest(pilot)
    return perf_counter() - began


async def _at_rest(pilot: Pilot[int]) -> None:
    await pilot._wait_for_screen()
    await pilot.app.workers.wait_for_complete()
    await pilot._wait_for_screen()


async def measure(corpus: Corpus) -> None:
    """Print a line for each thing that is done."""
    app = CorpusApp(corpus)
    async with app.run_test(size=(140, 42)) as pilot:
        await _at_rest(pilot)
        tell("all figures, first time", [await timed(pilot, pressing("F"))])
        screen = app.screen
        assert isinstance(screen, FiguresScreen)
        await several(pilot, "all figures again", pressing("F"), before=pressing("escape"))
        for line in ("kind:count", "counts:قتيل", ">50000 source:الرياض since:2015-08", "بلغ العدد"):
            await several(pilot, f"filter {line}", typing(line), before=typing(""))
        await timed(pilot, typing(""))
        for key, name in (("v", "value"), ("d", "date"), ("a", "article")):
            await several(pilot, f"sort by {name}", pressing(key))
        await several(pilot, "the last row", pressing("G"), before=pressing("g"))
        await several(pilot, "a page down", pressing("space"))
        await several(pilot, "a row down", pressing("j"))
        tell("compare", [await timed(pilot, pressing("equals_sign"))])
        assert isinstance(app.screen, ComparisonScreen)


async def several(pilot: Pilot[int], name: str, does: Does, *, before: Does | None = None) -> None:
    """The same some times, each after `before`, which is not counted."""
    taken = []
    for _ in range(_TIMES):
        if before:
            await timed(pilot, before)
        taken.append(await timed(pilot, does))
    tell(name, taken)


def tell(name: str, taken: list[float]) -> None:
    """One line of the table."""
    print(f"{name:45} {median(taken) * 1000:8.1f} ms")


def main(figures: int) -> None:
    """Make a corpus, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reports.jsonl"
        write(file, figures)
        with Corpus.open(file, cache=Path(folder) / "cache") as corpus:
            from index.corpus import FigureFilter

            print(f"{len(corpus):,} articles, {len(corpus.figure_table(FigureFilter())):,} figures")
            asyncio.run(measure(corpus))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FIGURES)
