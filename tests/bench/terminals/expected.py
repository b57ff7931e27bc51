"""What a picture should show: the same program without a terminal, at the same size, after the same keys."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rich.cells import cell_len
from rich.style import Style
from textual.geometry import Region
from textual.pilot import Pilot
from textual.strip import Strip

from index.corpus import Corpus
from seeds import FOLDER
from tui.browse import Browse
from tui.page import Part
from tui.program import CorpusApp
from tui.reader import Reader
from tui.theme import DARK, inks

WORD = "الذكاء"
"""What is searched for, so that something is lit."""

SEARCH_KEY = "Arabic_zah"
"""The key in the place of / on an Arabic keyboard."""

_PATIENCE = 20.0


class Shown(NamedTuple):
    """The article pane: its region in cells, the passage in it, and of each cell whether it is blank, and lit."""

    region: Region
    passage: str
    blank: NDArray[np.bool_]
    lit: NDArray[np.bool_]


def shown(columns: int, rows: int, cache: Path) -> Shown:
    """What the program shows in a window of this size once it has searched for `WORD`."""
    return asyncio.run(_shown(columns, rows, cache))


async def _shown(columns: int, rows: int, cache: Path) -> Shown:
    with Corpus.open(FOLDER, cache=cache) as corpus:
        app = CorpusApp(corpus)
        async with app.run_test(size=(columns, rows)) as pilot:
            screen = app.screen
            assert isinstance(screen, Browse)
            await _until(pilot, lambda: screen.open is not None)
            await pilot.press("slash", *WORD)
            await _until(pilot, lambda: screen.open is not None and bool(screen.open.matches))
            await pilot.press("enter")
            await pilot.pause()
            return _of(screen.query_one(Reader))


async def _until(pilot: Pilot[int], holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(_PATIENCE):
        while not holds():
            await pilot.pause(0.02)


def _of(reader: Reader) -> Shown:
    assert reader.page is not None
    width, height = reader.text_width, reader.size.height  # without the bar
    seen = range(reader.first, min(reader.first + height, reader.page.height))
    body = [row for row in map(reader.page.row, seen) if row.part is Part.BODY]
    passage = reader.page.document.text[body[0].start : body[-1].end]
    strips = [reader.render_line(y).crop(0, width) for y in range(height)]
    return Shown(
        Region(*reader.content_region.offset, width, height),
        passage,
        np.array(list(map(_blank, strips))),
        np.array(list(map(_lit, strips))),
    )


def _blank(strip: Strip) -> list[bool]:
    return [letter == " " for letter, _ in _cells(strip)]


def _lit(strip: Strip) -> list[bool]:
    lit = {ink.bgcolor for ink in (inks(DARK.name).match, inks(DARK.name).current)}
    return [style is not None and style.bgcolor in lit for _, style in _cells(strip)]


def _cells(strip: Strip) -> Iterator[tuple[str, Style | None]]:
    """The letter and style of each cell; marks have no cell of their own, and nothing here is two cells wide."""
    for text, style, _ in strip:
        yield from ((letter, style) for letter in text if cell_len(letter))
