"""Keeping an index up to date with its sources: what changed is read, analysed and written as the next generation.

    scan  →  plan: what to read, what is gone  →  building: articles into index and catalogue  →  a generation in force

Sources are never written. What did not change (size and time of a file, then the hash of an article) is not read or
written again.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic, perf_counter
from typing import TYPE_CHECKING

from index.catalogue import FILE as CATALOGUE_FILE
from index.catalogue import Catalogue
from index.generations import Generations
from index.plan import Plan, demand, plan
from index.progress import Progress, Refreshed
from index.sources.roots import Root

if TYPE_CHECKING:
    from index.building import Build

FIRST_SIGHT = 1.0
"""Seconds after which the first articles of a long refresh are put in force, for a program that can show them."""

LATER_SIGHTS = 6
"""Each generation after that takes so many times as long, so that copying stays a fraction of the work."""


def refresh(
    generations: Generations,
    roots: Sequence[Root],
    *,
    rebuild: bool = False,
    growing: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Refreshed:
    """Bring the index up to date with the sources; what did not change is not read again.

    `growing`: a long refresh puts what it has in force now and then, and reports the stage `published` each time.

    Raises PathMissingError when a root is gone, IndexBusyError when another process is writing, IndexUnusableError when
    the folder cannot be written; the generation in force stays in force. So it does where no file is left to read.
    """
    began = perf_counter()
    report = on_progress or (lambda progress: None)
    report(Progress("scanning"))
    demand(roots)
    todo = plan(roots, None if rebuild else generations.verified(CATALOGUE_FILE))
    if not todo.seen:
        return Refreshed(0, 0, 0, 0, tuple(todo.scan_problems), perf_counter() - began)
    if todo.nothing_to_do:
        generations.tidy()
        return _unchanged(todo, perf_counter() - began)
    from index.building import Build  # late: mostly there is nothing to do, and that should cost next to nothing

    with generations.writing():
        base = None if rebuild else generations.verified()  # damage must not be built upon
        if base != todo.base:  # damaged, or another process has refreshed it meanwhile
            todo = plan(roots, base)
            if todo.nothing_to_do:
                return _unchanged(todo, perf_counter() - began)
        build = Build(todo, report, cancelled or (lambda: False))
        _build(generations, build, todo.base, report, FIRST_SIGHT if growing else float("inf"))
        return build.counts.refreshed(perf_counter() - began)


def _build(
    generations: Generations, build: "Build", base: Path | None, report: Callable[[Progress], None], patience: float
) -> None:
    """One generation, or, as long as there is more to read than `patience` allows, one after another."""
    done = False
    while not done:
        with generations.next(base) as folder:
            done = build.into(folder, fresh=base is None, until=monotonic() + patience)
        base = folder
        patience *= LATER_SIGHTS
        if not done:
            report(Progress("published", articles=build.counts.articles))


def _unchanged(todo: Plan, seconds: float) -> Refreshed:
    assert todo.base is not None
    catalogue = Catalogue(todo.base / CATALOGUE_FILE)
    try:
        return Refreshed(len(catalogue), 0, 0, 0, catalogue.problems(), seconds)
    finally:
        catalogue.close()
