"""CPU milliseconds of the right-to-left layout: opening, wrapping, the first screen, repainting, scrolling.

    python -m tests.bench.layout [FILE …]

Texts of 10,000 and a million characters are made of the files (default: the shipped articles), once as they are and
once as a single paragraph. A screen is 50 rows of 80 columns.
"""

import gc
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.command import words_given
from tui.rtl.document import Document

ROWS, WIDTH = 50, 80
SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def cpu(action: Callable[[], object], times: int = 1) -> float:
    """CPU milliseconds of one call, averaged over `times`."""
    gc.collect()
    began = time.process_time()
    for _ in range(times):
        action()
    return (time.process_time() - began) * 1000 / times


def screen(document: Document, top: int = 0) -> None:
    """Ask for a screen of rows as a widget would."""
    for y in range(top, min(top + ROWS, document.height)):
        document.row(y)


def repaint(document: Document) -> None:
    """Lay the first screen out again, with its text analysed but no row kept."""
    document.layout(WIDTH + 1)
    document.layout(WIDTH)
    screen(document)


def scroll(document: Document) -> None:
    """Move down row by row through up to 500 rows."""
    for top in range(min(500, document.height - ROWS)):
        screen(document, top)


def measure(text: str) -> list[float]:
    """The figures of one text, in the order of the table's head."""
    figures = [cpu(lambda: Document(text))]
    document = Document(text)
    figures.append(cpu(lambda: document.layout(WIDTH)))
    figures.append(cpu(lambda: screen(document)))
    rewrap = cpu(lambda: (document.layout(WIDTH + 1), document.layout(WIDTH)), 3) / 2
    figures.append(rewrap)
    figures.append(cpu(lambda: repaint(document), 3) - 2 * rewrap)
    figures.append(cpu(lambda: scroll(document)) / max(1, min(500, document.height - ROWS)))
    figures.append(cpu(lambda: document.row(document.height - 1)))
    return figures


def main() -> None:
    """Print the table."""
    paths = [Path(name) for name in words_given(__doc__)] or sorted(SEEDS.glob("*.txt"))
    articles = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in paths)
    head = ("open", "wrap", "first screen", "re-wrap", "repaint", "scroll step", "jump to end")
    print(" " * 34 + "".join(f"{name:>13}" for name in head))
    for length in (10_000, 1_000_000):
        text = (articles * (length // len(articles) + 1))[:length]
        for name, variant in (("as it is", text), ("one paragraph", text.replace("\n", " "))):
            print(f"{length:>9,} characters, {name:<14}" + "".join(f"{ms:>10.2f} ms" for ms in measure(variant)))


if __name__ == "__main__":
    main()
