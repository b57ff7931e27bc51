"""What a refresh has to do: which files to read, which are gone. Nothing is opened but the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.catalogue import FILE as CATALOGUE_FILE
from index.catalogue import Catalogue
from index.errors import PathMissingError, Problem
from index.progress import Control
from index.sources.paths import shown
from index.sources.problems import passed_over
from index.sources.roots import Root
from index.sources.scan import SourceFile, scan


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do to the generation `base` (None: from nothing) so that it says what the sources say.

    `seen` counts the files there are; `scan_problems` is what was stumbled over while looking for them, `passed_over`
    counts those of them that each stand for a file, or a folder, that was left out.
    """

    base: Path | None
    to_read: list[SourceFile]
    gone: set[str]
    scan_problems: list[Problem]
    seen: int
    nothing_to_do: bool

    @property
    def passed_over(self) -> int:
        """How many files and folders were left out without being read."""
        return passed_over(self.scan_problems)


def plan(roots: Sequence[Root], base: Path | None, control: Control) -> Plan:
    """Hold the files below `roots` against the stamps in the catalogue of `base`. Raises AbandonedError."""
    left, known_problems = _known(base)  # what is found is taken out, so that what is gone is left
    known = len(left)
    to_read: list[SourceFile] = []
    problems: list[Problem] = []
    new = 0
    for found in scan(roots, left):
        control.check()
        if isinstance(found, Problem):
            problems.append(found)
            continue
        new += found.key not in left
        if left.pop(found.key, None) != found.stamp:
            to_read.append(found)
    seen = known - len(left) + new
    same_problems = sorted(map(repr, problems)) == sorted(map(repr, known_problems))
    nothing_to_do = base is not None and same_problems and not to_read and not left
    return Plan(base, to_read, set(left), problems, seen, nothing_to_do)


def demand(roots: Sequence[Root]) -> None:
    """A root that is gone (a disk not mounted, most of all) is no reason to forget its articles: PathMissingError."""
    for path in (path for root in roots for path in root.paths):
        try:
            path.stat()
        except OSError as error:
            raise PathMissingError(path=shown(path)) from error


def _known(base: Path | None) -> tuple[dict[str, str], tuple[Problem, ...]]:
    if base is None:
        return {}, ()
    catalogue = Catalogue(base / CATALOGUE_FILE)
    try:
        return catalogue.stamps(), catalogue.scan_problems()
    finally:
        catalogue.close()
