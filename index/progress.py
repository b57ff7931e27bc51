"""What a refresh tells while it goes on, and when it is done."""

from typing import NamedTuple

from index.errors import Problem


class Progress(NamedTuple):
    """How far a refresh has come. `stage`: scanning, reading, writing or published; `current`: the file at hand."""

    stage: str
    files: int = 0
    of_files: int = 0
    articles: int = 0
    bytes: int = 0
    of_bytes: int = 0
    current: str = ""


class Refreshed(NamedTuple):
    """What a refresh came to, counted in articles. `stopped`: it was cancelled, and the next one goes on from here."""

    articles: int
    added: int
    changed: int
    removed: int
    problems: tuple[Problem, ...]
    seconds: float
    stopped: bool = False
