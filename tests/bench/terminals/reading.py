"""What tesseract reads in a pane, and how far the pane agrees, cell by cell, with what was to be drawn."""

import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tests.bench.terminals.expected import Shown
from tests.bench.terminals.grid import Cells

_WORD = re.compile(r"[\u0621-\u063a\u0641-\u064a]{2,}")
_NOT_WORDS = re.compile(r"[\u0640\u064b-\u0652\u0670]")  # tatweel and marks
_ENLARGED = 3


def words_read(cells: Cells, folder: Path) -> list[str]:
    """The words tesseract reads in a pane; what it was given and what it read stays in `folder`."""
    ink = cells.ink()
    size = f"{ink.shape[1]}x{ink.shape[0]}"
    enlarged = ["-filter", "Lanczos", "-resize", f"{100 * _ENLARGED}%", "-bordercolor", "white", "-border", "30"]
    file = folder / "read.png"
    subprocess.run(
        ["convert", "-size", size, "-depth", "8", "gray:-", *enlarged, str(file)], input=ink.tobytes(), check=True
    )
    command = ["tesseract", str(file), "-", "-l", "ara", "--psm", "6"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    (folder / "read.txt").write_text(done.stdout, encoding="utf-8")
    return words(done.stdout)


def words(text: str) -> list[str]:
    """Words of two Arabic letters and more, without marks."""
    return _WORD.findall(_NOT_WORDS.sub("", text))


def recall(stated: list[str], read: list[str]) -> float:
    """The share of the words stated that were read in their order: before or after the same neighbour."""
    pairs = set(pairwise(read))
    beside = [pair in pairs for pair in pairwise(stated)]
    found = [before or after for before, after in zip([False, *beside], [*beside, False], strict=True)]
    return sum(found) / max(1, len(stated))


class Placed(NamedTuple):
    """How far the picture agrees, cell by cell, with what was to be drawn: the gaps between words, and what is lit."""

    gaps: float
    lit: float


def placed(cells: Cells, shown: Shown) -> Placed:
    """Compare a pane with what was expected of it."""
    ink = ~shown.blank
    gaps = shown.blank & _after_some(ink) & _after_some(ink[:, ::-1])[:, ::-1]
    return Placed(_agreement(gaps, cells.empty & (ink | gaps)), _agreement(shown.lit, cells.lit))


def _after_some(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The cells of each row with ink before them."""
    return np.asarray(np.cumsum(ink, axis=1) > 0)


def _agreement(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    """Of the cells that either names, the share that both name."""
    return float((one & other).sum() / max(1, (one | other).sum()))
