"""`python -m tests.bench.figure_screens [figures]`: the screens over figures, on 200,000 of them unless said otherwise.

Articles of ten figures each are made, read and indexed; then the real program is driven by keys. Each line tells how
long it took from the key until the answer was there and its rows were drawn, the median of some times.
"""

import asyncio
import json
import random
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from textual import events
from textual.geometry import Region
from textual.pilot import Pilot

from index.corpus import Corpus, FigureFilter
from tests.bench.command import numbers_given
from tui.figure_screen import FigureScreen
from tui.figures_screen import FiguresScreen
from tui.line_edit import LineEdit
from tui.program import CorpusApp

FIGURES = 200_000
_IN_EACH = 10
_TIMES = 5
_THINGS = ("قتيلا", "جريحا", "شركة", "طالبا", "سيارة", "موظفا")
_SOURCES = ("الرياض", "الحياة", "الأهرام", "النهار")


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


class Driven:
    """The program under measurement."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot

    @property
    def state(self) -> tuple[object, ...]:
        """What another answer, place or screen would change."""
        screen = self.pilot.app.screen
        if isinstance(screen, FiguresScreen):
            return screen, screen.found, screen._table.cursor
        return screen, getattr(screen, "comparison", None)

    def press(self, key: str) -> None:
        """A key as the terminal sends it."""
        character = key if len(key) == 1 else "=" if key == "equals_sign" else None
        self.pilot.app.post_message(events.Key(key, character))

    def filter(self, line: str) -> None:
        """A filter put into the line whole."""
        screen = self.pilot.app.screen
        assert isinstance(screen, FiguresScreen)
        screen._box.edit = LineEdit(line, len(line))

    async def timed(self, does: Callable[[], None]) -> float:
        """Seconds until the state is another one, and its rows are drawn."""
        before, began = self.state, perf_counter()
        does()
        while self.state == before or not self._answered():
            await asyncio.sleep(0.0005)
        screen = self.pilot.app.screen
        if isinstance(screen, FigureScreen):
            rows = screen._rows
            rows.render_lines(Region(0, 0, *rows.size))
        return perf_counter() - began

    def _answered(self) -> bool:
        return all(part is not None for part in self.state)

    async def several(self, name: str, does: Callable[[], None], after: Callable[[], None] | None = None) -> None:
        """The same some times, each undone by `after`, which is not counted."""
        taken = []
        for _ in range(_TIMES):
            taken.append(await self.timed(does))
            if after:
                await self.timed(after)
        tell(name, taken)


async def measure(corpus: Corpus) -> None:
    """Print a line for each thing that is done."""
    async with CorpusApp(corpus).run_test(size=(140, 42)) as pilot:
        driven = Driven(pilot)
        tell("all figures, first time", [await driven.timed(partial(driven.press, "F"))])
        for line in ("kind:count", "counts:قتيل", ">50000 source:الرياض since:2015-08", "بلغ العدد"):
            await driven.several(f"filter {line}", partial(driven.filter, line), partial(driven.filter, "kind:money"))
        await driven.timed(partial(driven.filter, ""))
        for key, name in (("v", "value"), ("d", "date"), ("a", "article")):
            await driven.several(f"sort by {name}", partial(driven.press, key))
        await driven.several("the last row", partial(driven.press, "G"), partial(driven.press, "g"))
        await driven.several("a page down", partial(driven.press, "space"), partial(driven.press, "b"))
        await driven.several("a row down", partial(driven.press, "j"))
        tell("compare", [await driven.timed(partial(driven.press, "equals_sign"))])


def tell(name: str, taken: list[float]) -> None:
    """One line of the table."""
    print(f"{name:45} {median(taken) * 1000:8.1f} ms")


def main(figures: int) -> None:
    """Make a corpus, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reports.jsonl"
        write(file, figures)
        with Corpus.open(file, cache=Path(folder) / "cache") as corpus:
            print(f"{len(corpus):,} articles, {len(corpus.figure_table(FigureFilter())):,} figures")
            asyncio.run(measure(corpus))


if __name__ == "__main__":
    main(*numbers_given(__doc__, FIGURES))
