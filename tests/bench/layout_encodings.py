"""CPU milliseconds of the last stage: a screen of rows rewritten for the terminal, and a scroll by one row.

    python -m tests.bench.layout_encodings

A screen is 50 rows of two panes, a list and an article, as in the program. The last columns are a whole repaint by
Textual of the same screen, headless, without and with the rewriting: a first one, and a scroll step.
"""

import asyncio
from pathlib import Path

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tests.bench.command import words_given
from tests.bench.layout import ROWS, SEEDS, WIDTH, cpu
from tui.rtl.document import Document, VisualRow
from tui.rtl.encodings import Encoder, Encoding
from tui.rtl.screen import BidiApp
from tui.rtl.terminal import Detection, Terminal, Why

PLAIN = Style.parse("rgb(220,220,220) on rgb(20,20,30)")
LIT = Style.parse("rgb(0,0,0) on rgb(230,190,60)")


def article(folder: Path = SEEDS) -> Document:
    """The shipped articles as one, laid out."""
    document = Document("\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))))
    document.layout(WIDTH)
    return document


def strip(row: VisualRow, width: int) -> Strip:
    """A row of a pane, with every fifth cell's run lit, between borders."""
    segments = [Segment("│ " + " " * row.left(width), PLAIN)]
    segments += [Segment(cell.text, LIT if at // 5 % 5 == 0 else PLAIN) for at, cell in enumerate(row.cells)]
    filled = width - row.left(width) - row.width
    return Strip([*segments, Segment(" " * filled + " │", PLAIN)]).simplify()


def rewriting(document: Document, encoding: Encoding) -> tuple[float, float]:
    """A whole screen for the first time, and a scroll step."""
    panes = [strip(document.row(y), WIDTH) for y in range(document.height)]
    rows = [(panes[(7 * y) % len(panes)], panes[y]) for y in range(document.height)]
    encoder, console = Encoder(encoding), Console(color_system="truecolor")

    def screen(top: int) -> None:
        for row in rows[top : top + ROWS]:
            encoder.strip(row).render(console)

    first = cpu(lambda: screen(0))
    tops = iter(range(1, len(rows) - ROWS))
    steps = len(rows) - ROWS - 1
    return first, cpu(lambda: screen(next(tops)), steps)


class Pane(ScrollView):
    """The article in a pane."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document

    def render_line(self, y: int) -> Strip:
        top = self.scroll_offset.y + y
        return strip(self.document.row(top), WIDTH) if top < self.document.height else Strip.blank(WIDTH + 4)

    def on_mount(self) -> None:
        from textual.geometry import Size

        self.virtual_size = Size(WIDTH + 4, self.document.height)


class Program(BidiApp[None]):
    """A program of one pane."""

    def compose(self) -> ComposeResult:
        yield Pane(article())


async def repainting(encoding: Encoding) -> tuple[float, float]:
    """Composing and rewriting a screen in a running program, as `_display` gets it: the first time, and scrolled."""
    app = Program(Detection(Terminal(encoding, "", "", Why.WANTED), b""))
    async with app.run_test(size=(WIDTH + 4, ROWS)):
        pane = app.query_one(Pane)

        def repaint() -> None:
            pane.scroll_to(y=pane.scroll_offset.y + 1, animate=False, force=True, immediate=True)
            pane.refresh()
            update = app.screen._compositor.render_full_update()
            app._encoded(app.screen, update).render_segments(app.console)  # type: ignore[union-attr]

        return cpu(repaint), cpu(repaint, 60)


def main() -> None:
    words_given(__doc__)
    """Print the table."""
    print(" " * 10 + "".join(f"{name:>16}" for name in ("rewrite screen", "rewrite step", "repaint", "scroll step")))
    for encoding in Encoding:
        figures = (*rewriting(article(), encoding), *asyncio.run(repainting(encoding)))
        print(f"{encoding:<10}" + "".join(f"{ms:>13.2f} ms" for ms in figures))


if __name__ == "__main__":
    main()
