"""The terminal matrix: in which terminals does the program read right?

    python -m tests.bench.terminals [--only NAME …] [--keep FOLDER] [--sheet FILE]

Each terminal is started on a virtual screen with the installed program on the shipped articles, in a cache of its own,
with automatic detection (or the override, where research/rendering.md says that nothing can tell). A word is searched
for, a picture taken, and the article pane read by tesseract; stock Textual shows the same passage in the same place.

Right is: at least 0.4 of the words read, in their order; where stock Textual's order is wrong, five times what is read
of it; and the gaps between words, and the lit cells, in nine of ten places where they should be.

What is missing is installed from Debian's packages (as root) and, for xterm.js, from npm's registry.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tests.bench.terminals import browser, expected, inside, packages, reading, sheet
from tests.bench.terminals.cases import CASES, Case
from tests.bench.terminals.display import Display, NothingSeenError, Picture, wait_for
from tests.bench.terminals.grid import Cells, Grid, is_drawn, is_grid

RECALL, TIMES, PLACED = 0.4, 5, 0.9

_ANSWERED = 3.0  # seconds without a change: the first search on a busy machine keeps one waiting

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = str(Path(sys.executable).with_name("corpus-tui"))


class Seen(NamedTuple):
    """What came out of one terminal."""

    case: Case
    note: dict[str, str | int]
    recall: float
    stock: float
    placed: reading.Placed
    picture: Path

    @property
    def right(self) -> bool:
        read = self.recall >= RECALL and (self.case.reorders or self.recall >= TIMES * self.stock)
        return read and min(self.placed) >= PLACED

    @property
    def found(self) -> str:
        """The encoding and why it was chosen."""
        return f"{self.note['encoding']} ({self.note['why']})"

    @property
    def verdict(self) -> str:
        return "right" if self.right else "WRONG"


class Bench:
    """One run: its folder, and what all cases share."""

    def __init__(self, folder: Path, program: str) -> None:
        self.folder = folder
        self._program = program
        self._cache = folder / "cache"
        self._expected: dict[tuple[int, int], expected.Shown] = {}
        for left in (self._cache, folder / "expected"):
            shutil.rmtree(left, ignore_errors=True)
        self._environment = {"XDG_CACHE_HOME": str(self._cache), "PYTHONPATH": str(ROOT)}
        settings = {"XDG_CONFIG_HOME": str(folder / "config")}
        environment = os.environ | self._environment | settings
        subprocess.run([PROGRAM, "list"], env=environment, check=True, stdout=subprocess.DEVNULL)

    def seen(self, case: Case) -> Seen:
        """Run the program and stock Textual in one terminal."""
        folder = self.folder / case.name.replace(" ", "-").lower()
        grid, picture, note = self._picture(case, folder / "program", [self._program], expected.WORD)
        shown = self._shown(grid.columns, grid.rows)
        passage = folder / "passage.txt"
        passage.write_text(shown.passage, encoding="utf-8")
        stock = [sys.executable, "-m", "tests.bench.terminals.stock", str(passage), *map(str, shown.region)]
        stock_grid, stock_picture, _ = self._picture(case, folder / "stock", stock, "")
        cells, stock_cells = (_pane(*pictured, shown) for pictured in ((grid, picture), (stock_grid, stock_picture)))
        stated = reading.words(shown.passage)
        return Seen(
            case,
            note,
            reading.recall(stated, reading.words_read(cells, folder / "program")),
            reading.recall(stated, reading.words_read(stock_cells, folder / "stock")),
            reading.placed(cells, shown),
            folder / "program" / "picture.png",
        )

    def _picture(
        self, case: Case, folder: Path, program: Sequence[str], word: str
    ) -> tuple[Grid, Picture, dict[str, str | int]]:
        """A picture of a program in the case's terminal, after `word` was searched for."""
        home = _home(case, folder)
        environment = case.environment | self._environment
        if case.bidi:
            environment["CORPUS_TUI_BIDI"] = case.bidi
        within = [sys.executable, "-m", "tests.bench.terminals.inside", str(folder), *program]
        with Display(home) as display:
            display.start(case.started(folder, self.folder, within), environment)
            wait_for((folder / inside.NOTE).exists, f"{case.name} running its command")
            painted = display.until(lambda picture: bool(is_grid(picture).any()), "the painted grid")
            note = json.loads((folder / inside.NOTE).read_text(encoding="utf-8"))
            grid = Grid.found(painted, note["columns"], note["rows"])
            (folder / inside.GO).touch()
            picture = display.until(lambda now: is_drawn(grid.whole(now)), "the program")
            if word:
                _search(case, display, folder, word)
                first = picture
                picture = display.until(lambda now: not np.array_equal(now, first), "the answer", _ANSWERED)
        sheet.save(picture, folder / "screen.png")
        sheet.save(grid.whole(picture), folder / "picture.png")
        return grid, picture, note

    def _shown(self, columns: int, rows: int) -> expected.Shown:
        if (columns, rows) not in self._expected:
            self._expected[columns, rows] = expected.shown(columns, rows, self.folder / "expected")
        return self._expected[columns, rows]


def _pane(grid: Grid, picture: Picture, shown: expected.Shown) -> Cells:
    return Cells(grid.crop(picture, shown.region), shown.region.width, shown.region.height)


def _search(case: Case, display: Display, folder: Path, word: str) -> None:
    """Type a word into the search box, and open what is found."""
    if case.takes_keys:
        display.press(expected.SEARCH_KEY)
        display.type(word)
        display.press("Return")
    else:
        written = folder / f"{browser.TYPED}.new"
        written.write_text(f"/{word}\r", encoding="utf-8")
        written.replace(folder / browser.TYPED)  # whole at once: it is read as soon as it is there


def _home(case: Case, folder: Path) -> Path:
    """A home folder with nothing in it but the case's files."""
    shutil.rmtree(folder, ignore_errors=True)
    home = folder / "home"
    for name, text in case.files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, encoding="utf-8")
    home.mkdir(parents=True, exist_ok=True)
    return home


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(f"{part:{width}}" for part, width in zip(row, widths, strict=True)) for row in rows)


def _row(seen: Seen) -> tuple[str, ...]:
    figures = (seen.recall, seen.stock, seen.placed.gaps, seen.placed.lit)
    return (
        seen.case.name,
        packages.version(seen.case),
        seen.found,
        *(f"{figure:.2f}" for figure in figures),
        seen.verdict,
    )


_HEAD = ("terminal", "version", "encoding (why)", "recall", "stock", "gaps", "lit", "verdict")


def _run(cases: Sequence[Case], folder: Path, program: str, file: Path) -> bool:
    """Every case, each on its own line as it comes; then the table and the sheet. Whether all were right."""
    packages.install(cases)
    if any("chromium" in case.packages for case in cases):
        browser.fetched(folder)
    bench, all_seen = Bench(folder, program), []
    for case in cases:
        try:
            seen = bench.seen(case)
        except Exception as error:  # noqa: BLE001 - one terminal that fails must not take the others with it
            traceback.print_exc()
            if isinstance(error, NothingSeenError) and error.picture is not None:
                sheet.save(error.picture, folder / f"{case.name}.png")
            continue
        all_seen.append(seen)
        print("  ".join(_row(seen)), file=sys.stderr, flush=True)
    print(_table([_HEAD, *map(_row, all_seen)]))
    if all_seen:
        sheet.make([sheet.Shot(seen.picture, f"{seen.case.name} · {seen.found}") for seen in all_seen], file)
    return len(all_seen) == len(cases) and all(seen.right for seen in all_seen)


def main() -> None:
    """Run what was asked for; the status is 0 if everything read right."""
    names = [case.name for case in CASES]
    parser = argparse.ArgumentParser(prog="python -m tests.bench.terminals", description="The terminal matrix.")
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=names, default=names, help=", ".join(names))
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep pictures and what was read here")
    parser.add_argument("--sheet", type=Path, metavar="FILE", help="where the contact sheet goes (docs/terminals.png)")
    parser.add_argument("--program", metavar="FILE", default=PROGRAM, help="another build of the program")
    asked = parser.parse_args()
    cases = [case for case in CASES if case.name in asked.only]
    with tempfile.TemporaryDirectory(prefix="terminals-", ignore_cleanup_errors=True) as temporary:
        folder = asked.keep.resolve() if asked.keep else Path(temporary)
        whole = ROOT / "docs" / "terminals.png" if len(cases) == len(CASES) else folder / "terminals.png"
        right = _run(cases, folder, asked.program, asked.sheet or whole)
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()
