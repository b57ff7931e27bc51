"""Keeping an index up to date with its sources: what changed is read, analysed and written as the next generation.

    scan  →  plan: what to read, what is gone  →  building: articles into index and catalogue  →  a generation in force

Sources are never written. What did not change (size and time of a file; of a large one the bytes up to a mark; then the
hash of an article) is not read or written again.
"""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from time import monotonic, perf_counter
from typing import TYPE_CHECKING

from index.catalogue import FILE as CATALOGUE_FILE
from index.catalogue import Catalogue
from index.errors import IndexBusyError
from index.generations import Generations
from index.plan import Plan, demand, plan
from index.progress import AbandonedError, Control, Files, Progress, Refreshed
from index.sources.roots import Root

if TYPE_CHECKING:
    from index.building import Build

FIRST_SIGHT = 1.0
"""Seconds after which the first articles of a long refresh are put in force, for a program that can show them."""

LATER_SIGHTS = 6
"""Each generation after that takes so many times as long, so that copying stays a fraction of the work …"""

LONGEST_SIGHT = 60.0
"""… up to so many seconds, since what is not in force is lost when the program is left; or, where putting the last one
in force took long, so many times as long as that:"""

SHARE = 20

_LOOK_UP = 0.25
"""Seconds between looks at what another process does to the index."""


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

    `growing`: a long refresh puts what it has in force now and then, and reports the stage `published` each time. While
    another process writes (stage `elsewhere`), what that one puts in force is reported so; when it has ended, however
    it did, this goes on from there. A refresh that is paused by its `control` puts what it has in force too, and waits
    with the stage `paused`; one that is abandoned leaves everything as it was put in force last.

    Raises PathMissingError when a root is gone, IndexBusyError when another process is writing (not if `growing`),
    IndexUnusableError when the folder cannot be written; the generation in force stays in force. So it does where no
    file is left to read.
    """
    began = perf_counter()
    report, control = on_progress or (lambda progress: None), control or Control()
    while True:
        try:
            done = _refreshed(generations, roots, rebuild, FIRST_SIGHT if growing else float("inf"), report, control)
            return done._replace(seconds=perf_counter() - began)
        except IndexBusyError:
            if not growing:
                raise
            _follow(generations, report, control)
        except AbandonedError:
            pass
        if control.stopped:
            return _as_it_is(generations)._replace(seconds=perf_counter() - began)


def _refreshed(
    generations: Generations,
    roots: Sequence[Root],
    rebuild: bool,
    patience: float,
    report: Callable[[Progress], None],
    control: Control,
) -> Refreshed:
    report(Progress("scanning"))
    demand(roots)
    todo = plan(roots, None if rebuild else generations.verified(CATALOGUE_FILE), control)
    if not todo.seen:
        return Refreshed(0, 0, 0, 0, tuple(todo.scan_problems), 0.0, files=Files(skipped=todo.passed_over))
    if todo.nothing_to_do:
        generations.tidy()
        return _unchanged(todo)
    from index.building import Build  # late: mostly there is nothing to do, and that should cost next to nothing

    with generations.writing():
        base = None if rebuild else generations.verified()  # damage must not be built upon
        if base != todo.base:  # damaged, or another process has refreshed it meanwhile
            todo = plan(roots, base, control)
            if todo.nothing_to_do:
                return _unchanged(todo)
        build = Build(todo, report, control)
        with closing(build):
            _build(generations, build, todo.base, report, control, patience)
        return build.counts.refreshed()


def _follow(generations: Generations, report: Callable[[Progress], None], control: Control) -> None:
    """Until no other process writes: report when there is more to be searched."""
    known = None
    is_over = False
    while not (is_over or control.stopped):
        is_over = not generations.is_being_written()  # asked first: its last generation comes before its end
        report(Progress("elsewhere"))
        if (pointer := generations.pointer()) != known:
            known = pointer
            report(Progress("published"))
        if not is_over:
            control.rest(_LOOK_UP)


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
        began = monotonic()
        with generations.next(base) as folder:
            done = build.into(folder, fresh=base is None, until=began + patience)
        base = folder
        if not done:
            report(build.progress("published"))
            putting = monotonic() - began - patience
            patience = patience if control.paused else _next_patience(patience, putting)
        if control.paused and not done:
            report(build.progress("paused"))
            control.wait()


def _next_patience(patience: float, putting: float) -> float:
    """`putting`: the seconds it took to put the last generation in force."""
    return min(LATER_SIGHTS * patience, max(LONGEST_SIGHT, SHARE * putting))


def _unchanged(todo: Plan) -> Refreshed:
    assert todo.base is not None
    with closing(Catalogue(todo.base / CATALOGUE_FILE)) as catalogue:
        read, without = catalogue.files()
        files = Files(read, without + todo.passed_over)
        return Refreshed(len(catalogue), 0, 0, 0, catalogue.problems(), 0.0, files=files)


def _as_it_is(generations: Generations) -> Refreshed:
    """What stands when a refresh ended before it had done anything, or gave up what it had done."""
    nothing = Refreshed(0, 0, 0, 0, (), 0.0, stopped=True)
    if (base := generations.current()) is None:
        return nothing
    with suppress(sqlite3.Error), closing(Catalogue(base / CATALOGUE_FILE)) as catalogue:
        return nothing._replace(articles=len(catalogue), problems=catalogue.problems(), files=Files(*catalogue.files()))
    return nothing  # swept by another process since we looked
