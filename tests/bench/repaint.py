"""What a repaint costs: CPU milliseconds for a scroll step and for a resize of a 10,000-character article.

The screen is repainted each time as the program does it: layout, inks, compositing, and the bytes for the terminal. The
article is shipped text repeated up to its length, with its figures, under a search that lights words in it.

    python -m tests.bench.repaint [steps [mode …]]

A mode is visual, words, kitty or cells; all of them unless some are named.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from index.corpus import Corpus
from seeds import FOLDER
from tests.bench.command import numbers_given, words_given
from tui.commands import Where
from tui.program import CorpusApp
from tui.rtl.terminal import Encoding
from tui.settings import Settings, Wish

CHARACTERS = 10_000
LIMIT = 16.0


async def cost(pilot: Pilot[int], act: Callable[[int], Awaitable[None]], steps: int) -> list[float]:
    """CPU milliseconds of each step, until the screen has come to rest."""
    spent = []
    for step in range(steps):
        began = time.process_time()
        await act(step)
        await pilot.pause()
        spent.append((time.process_time() - began) * 1000)
    return spent


async def measure(steps: int, mode: Encoding) -> dict[str, list[float]]:
    """Scrolling by lines, by pages, and resizing, in a window of 140x42 of a terminal that is written for in `mode`."""
    with tempfile.TemporaryDirectory() as folder:
        text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.txt")))
        Path(folder, "long.txt").write_text(text[:CHARACTERS], encoding="utf-8")
        corpus = Corpus.open(folder, cache=Path(folder, "cache"))
        app = CorpusApp(corpus, "الذكاء", settings=Settings(wishes={"bidi": Wish(mode, "--bidi")}))
        async with app.run_test(size=(140, 42)) as pilot:
            await pilot.pause(1.0)
            app.browse.go(Where.ARTICLE)

            async def nothing(_: int) -> None:
                pass

            async def line(_: int) -> None:
                await pilot.press("j")

            async def page(step: int) -> None:
                await pilot.press("space" if step % 10 < 5 else "b")

            async def resize(step: int) -> None:
                await pilot.resize_terminal(140 - step % 20, 42)

            return {
                "nothing": await cost(pilot, nothing, steps),
                "line": await cost(pilot, line, steps),
                "page": await cost(pilot, page, steps),
                "resize": await cost(pilot, resize, steps),
            }


def main() -> None:
    """Print the mean and the worst of each; what asking for nothing costs is the pilot's own share."""
    (steps,) = numbers_given(__doc__, 60)
    for mode in map(Encoding, words_given(__doc__)[1:] or Encoding):
        for name, spent in asyncio.run(measure(steps, mode)).items():
            mean, worst = statistics.mean(spent), max(spent)
            print(f"{mode:8} {name:8} mean {mean:6.2f} ms   worst {worst:6.2f} ms   (mean at most {LIMIT:.0f})")


if __name__ == "__main__":
    main()
