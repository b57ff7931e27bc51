"""The baseline: stock Textual showing the same passage in the same place, beside a list of titles.

python -m tests.bench.terminals.stock PASSAGE-FILE X Y WIDTH HEIGHT
"""

import sys
from pathlib import Path

from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import Static

from seeds import FOLDER


class Stock(App[None]):
    """Two Static widgets side by side."""

    CSS = "Static { position: absolute; }"

    def __init__(self, passage: str, x: int, y: int, width: int, height: int) -> None:
        super().__init__()
        self._passage = passage
        self._place = x, y, width, height

    def compose(self) -> ComposeResult:
        x, y, width, height = self._place
        titles = [path.read_text(encoding="utf-8").strip().split("\n")[0] for path in sorted(FOLDER.glob("*.txt"))]
        yield _placed(Static(Text("\n\n".join(titles), overflow="fold")), 1, y, max(1, x - 4), height)
        yield _placed(Static(Text(self._passage)), x, y, width, height)


def _placed(static: Static, x: int, y: int, width: int, height: int) -> Static:
    static.styles.offset = x, y
    static.styles.width, static.styles.height = width, height
    return static


def main() -> None:
    """Show it until the terminal goes away."""
    file, place = sys.argv[1], [int(number) for number in sys.argv[2:]]
    x, y, width, height = place
    Stock(Path(file).read_text(encoding="utf-8"), x, y, width, height).run()


if __name__ == "__main__":
    main()
