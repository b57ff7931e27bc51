"""The contact sheet: every picture, small, with its caption."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.terminals.display import Picture

_ACROSS = 3
_WIDTH = 640
_COLOURS = 24
_CAPTION = ("-font", "DejaVu-Sans", "-pointsize", "15", "-fill", "#d6dce5", "-background", "#0e131a")


class Shot(NamedTuple):
    """A picture and what stands under it."""

    file: Path
    caption: str


def save(picture: Picture, file: Path) -> None:
    """Write a picture as PNG."""
    size = f"{picture.shape[1]}x{picture.shape[0]}"
    command = ["convert", "-size", size, "-depth", "8", "rgb:-", str(file)]
    subprocess.run(command, input=picture.tobytes(), check=True)


def make(shots: Sequence[Shot], file: Path) -> None:
    """Write the sheet: one small palette for all, without dithering, since a sheet in a repository has to be small."""
    pictures = [part for shot in shots for part in ("-label", shot.caption, str(shot.file))]
    tiles = ["-tile", f"{_ACROSS}x", "-geometry", f"{_WIDTH}x+10+8"]
    small = ["+dither", "-colors", str(_COLOURS), "-strip", "-define", "png:compression-level=9"]
    file.parent.mkdir(parents=True, exist_ok=True)
    whole = subprocess.run(["montage", *_CAPTION, *pictures, *tiles, "miff:-"], check=True, capture_output=True).stdout
    subprocess.run(["convert", "miff:-", *small, f"PNG8:{file}"], input=whole, check=True)
