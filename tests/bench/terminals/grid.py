"""Where a terminal's cells lie in a picture of the screen, and what is in each of them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from textual.geometry import Region

from tests.bench.terminals.display import NothingSeenError, Picture
from tests.bench.terminals.inside import GRID

_INK = 60
_NEXT_TO_NOTHING = 0.02
_COLOURS_OF_TEXT = 24
_LIT = 12  # a quiet highlight in 256 colours is hardly more than this away from its ground


class Grid(NamedTuple):
    """Where a terminal's cells lie on the screen, in pixels."""

    left: int
    top: int
    width: float
    height: float
    columns: int
    rows: int

    @classmethod
    def found(cls, painted: Picture, columns: int, rows: int) -> "Grid":
        """The grid, from a picture of it painted in one colour."""
        there = is_grid(painted)
        across, down = np.flatnonzero(there.any(axis=0)), np.flatnonzero(there.any(axis=1))
        if not across.size:
            raise NothingSeenError("the grid was not painted")
        left, top = int(across[0]), int(down[0])
        width, height = (across[-1] + 1 - left) / columns, (down[-1] + 1 - top) / rows
        return cls(left, top, float(width), float(height), columns, rows)

    def whole(self, picture: Picture) -> Picture:
        """The terminal's grid out of a picture of the screen."""
        return self.crop(picture, Region(0, 0, self.columns, self.rows))

    def crop(self, picture: Picture, cells: Region) -> Picture:
        """A region of cells out of a picture of the screen."""
        left, right = (round(self.left + x * self.width) for x in (cells.x, cells.right))
        top, bottom = (round(self.top + y * self.height) for y in (cells.y, cells.bottom))
        return picture[top:bottom, left:right]


def is_grid(picture: Picture) -> NDArray[np.bool_]:
    """The pixels in the colour of the painted grid, as near to it as 256 colours come."""
    away = np.abs(picture.astype(np.int16) - np.array(GRID, np.int16)).max(axis=2)
    return np.asarray(away < 48)


def is_drawn(picture: Picture) -> bool:
    """Whether there is text: smoothed letters have many colours, an empty or painted grid has few."""
    return len(np.unique(_packed(picture))) > _COLOURS_OF_TEXT


class Cells:
    """A crop taken apart into its cells.

    `ground` is each cell's commonest colour, rows x columns x 3; `inked` the share of its pixels that are another.
    """

    def __init__(self, crop: Picture, columns: int, rows: int) -> None:
        high, wide = crop.shape[0] // rows, crop.shape[1] // columns
        self.crop = crop
        self._across = across = np.linspace(0, crop.shape[1], columns, endpoint=False).round().astype(int)
        self._down = down = np.linspace(0, crop.shape[0], rows, endpoint=False).round().astype(int)
        self.ground = np.empty((rows, columns, 3), np.uint8)
        self.inked = np.empty((rows, columns), np.float64)
        for y, top in enumerate(down):
            for x, left in enumerate(across):
                cell = crop[top : top + high, left : left + wide].reshape(-1, 3)
                self.ground[y, x] = _commonest(cell)
                away = np.abs(cell.astype(np.int16) - self.ground[y, x]).max(axis=1)
                self.inked[y, x] = (away > _INK).mean()

    @property
    def lit(self) -> NDArray[np.bool_]:
        """The cells on another ground than most."""
        usual = _commonest(self.ground.reshape(-1, 3)).astype(np.int16)
        return np.asarray(np.abs(self.ground.astype(np.int16) - usual).max(axis=2) > _LIT)

    @property
    def empty(self) -> NDArray[np.bool_]:
        """The cells with next to no ink; a neighbour's letter may reach into them."""
        return np.asarray(self.inked < _NEXT_TO_NOTHING)

    def ink(self) -> NDArray[np.uint8]:
        """Black on white, whatever the colours: each pixel's distance from the ground of its cell."""
        rows = np.searchsorted(self._down, np.arange(self.crop.shape[0]), side="right") - 1
        columns = np.searchsorted(self._across, np.arange(self.crop.shape[1]), side="right") - 1
        away = np.abs(self.crop.astype(np.int16) - self.ground[rows[:, None], columns[None, :]]).max(axis=2)
        return np.asarray(255 - np.clip(away * 2, 0, 255), np.uint8)


def _commonest(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    values, counts = np.unique(_packed(pixels), return_counts=True)
    most = int(values[counts.argmax()])
    return np.array([most >> 16, most >> 8 & 255, most & 255], np.uint8)


def _packed(pixels: NDArray[np.uint8]) -> NDArray[np.int32]:
    return np.asarray(pixels.astype(np.int32) @ np.array([1 << 16, 1 << 8, 1], np.int32))
