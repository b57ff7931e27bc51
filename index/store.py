"""Keeping an index up to date with its sources: what changed is read, analysed and written as the next generation.

    scan  →  plan: what to read, what is gone  →  building: articles into index and catalogue  →  a generation in force

Sources are never written. What did not change (size and time of a file, then the hash of an article) is not read or
written again.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from time import monotonic, perf_counter
from typing import TYPE_CHECKING

from index.catalogue import FILE as CATALOGUE_FILE
from index.catalogue import Catalogue
from index.generations import Generations
from index.plan import Plan, demand, plan
from index.progress import Control, Files, Progress, Refreshed
from index.sources.roots import Root

if TYPE_CHECKING:
    from index.building import Build

FIRST_SIGHT = 1.0
"""Seconds after which the first articles of a long refresh are put in force, for a program that can show them."""

LATER_SIGHTS = 6
"""Each generation after that takes so many times as long, so that copying stays a fraction of the work."""

_LOOK_UP = 0.1
"""Seconds after which a paused refresh looks whether it is to end: the worker it runs in may be, with the program."""


def refresh(
    generations: Generations,
    roots: Sequence[Root],
    *,
    rebuild: bool = False,
    growing: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    control: Control | None = None,
) -> Refreshed:
    """Bring the index up to date with the sources; what did not change is not read again.

    `growing`: a long refresh puts what it has in force now and then, and reports the stage `published` each time. So it
    does when it is paused by its `control`, which it then waits for with the stage `paused`.

    Raises PathMissingError when a root is gone, IndexBusyError when another process is writing, IndexUnusableError when
    the folder cannot be written; the generation in force stays in force. So it does where no file is left to read.
    """
    began = perf_counter()
    report = on_progress or (lambda progress: None)
    report(Progress("scanning"))
    demand(roots)
    todo = plan(roots, None if rebuild else generations.verified(CATALOGUE_FILE))
    if not todo.seen:
        files = Files(skipped=todo.passed_over)
        return Refreshed(0, 0, 0, 0, tuple(todo.scan_problems), perf_counter() - began, files=files)
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
        control = control or Control()
        build = Build(todo, report, control)
        with closing(build):
            _build(generations, build, todo.base, report, control, FIRST_SIGHT if growing else float("inf"))
        return build.counts.refreshed(perf_counter() - began)


def _build(
    generations: Generations,
    build: "Build",
    base: Path | None,
    report: Callable[[Progress], None],
    control: Control,
    patience: float,
) -> None:
    """One generation, or, as long as there is more to read than `patience` allows, one after another."""
    done = False
    while not done:
        with generations.next(base) as folder:
            done = build.into(folder, fresh=base is None, until=monotonic() + patience)
        base = folder
        if not done:
            report(build.progress("published"))
            patience *= 1 if control.paused else LATER_SIGHTS
        if control.paused and not done:
            report(build.progress("paused"))
            while control.paused and not control.stopped:
                control.wait(_LOOK_UP)


def _unchanged(todo: Plan, seconds: float) -> Refreshed:
    assert todo.base is not None
    catalogue = Catalogue(todo.base / CATALOGUE_FILE)
    try:
        read, without = catalogue.files()
        files = Files(read, without + todo.passed_over)
        return Refreshed(len(catalogue), 0, 0, 0, catalogue.problems(), seconds, files=files)
    finally:
        catalogue.close()
