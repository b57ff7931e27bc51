"""What the program finds around it: terminal, locale, folders, index. Each line says whether it is well."""

import os
import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tui.commands import COMMANDS
from tui.isolates import plain
from tui.messages import TERMINALS, _, indexed, sentence
from tui.remapping import remapped
from tui.settings import load, settings_file

LIBRARIES = ("corpus-tui", "textual", "whoosh", "pyarabic", "numpy")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; where `well` is False, `found` names the fix."""

    what: str
    found: str
    well: bool = True


def report(paths: Sequence[str]) -> Iterator[Finding]:
    """Everything worth knowing when something looks wrong, for the corpus under `paths`."""
    yield Finding(_("Versions"), ", ".join(f"{name} {version(name)}" for name in LIBRARIES))
    yield Finding("Python", f"{platform.python_version()} {platform.system()} {platform.machine()}")
    yield _terminal()
    yield from _writing()
    yield _encoding()
    yield from _folders()
    yield from _names()
    yield from _index(paths)


def _terminal() -> Finding:
    name = os.environ.get("TERM", "")
    if not sys.stdout.isatty():
        return Finding(_("Terminal"), _("output goes to a file or pipe (TERM={name})").format(name=name))
    if name in ("", "dumb"):
        fix = _("TERM={name} cannot draw. Set TERM to what your terminal is, for example xterm-256color.")
        return Finding(_("Terminal"), fix.format(name=name), well=False)
    columns, rows = os.get_terminal_size(sys.stdout.fileno())
    return Finding(_("Terminal"), f"{name}, {columns}x{rows}")


def _writing() -> Iterator[Finding]:
    """How right-to-left text is written here, what says so, and what would say otherwise."""
    from tui.mode import choose
    from tui.rtl.terminal import Encoding, Why, detect

    settings = load()
    detection = detect(os.environ)
    written = choose(detection, settings)
    why = _(TERMINALS[written.terminal.why]).format(place=written.bidi_wish.place)
    named = f" ({detection.found.name})" if detection.found.name else ""
    yield Finding(_("Right to left"), f"{written.terminal.encoding}: {why}{named}")
    if written.terminal.why in (Why.WANTED, Why.REMEMBERED):
        found = _(TERMINALS[detection.terminal.why])
        yield Finding(_("Without that"), f"{detection.terminal.encoding}: {found}")
    if written.terminal.encoding is Encoding.CELLS and os.environ.get("COLORTERM", "") not in ("truecolor", "24bit"):
        fix = _(
            "cells needs 24-bit colours, which this terminal does not announce. Set COLORTERM=truecolor if it has them."
        )
        yield Finding(_("Colours"), fix, well=False)
    joined = _("joined by the program") if written.shape else _("left to the terminal")
    yield Finding(_("Arabic letters"), joined + (f" ({written.shape_wish.place})" if written.shape_wish.place else ""))
    otherwise = _(
        "F4 in the browser, --bidi and --shape, CORPUS_TUI_BIDI and CORPUS_TUI_SHAPE, or [terminal] in {file}"
    )
    yield Finding(_("To change that"), otherwise.format(file=settings_file()))


def _encoding() -> Finding:
    encoding = sys.getfilesystemencoding()  # the locale's, and UTF-8 where Python takes the C locale for that
    if encoding != "utf-8":
        fix = _("{encoding} cannot show Arabic. Set LANG to a UTF-8 locale, for example C.UTF-8.")
        return Finding(_("Locale"), fix.format(encoding=encoding), well=False)
    return Finding(_("Locale"), f"{encoding} (LANG={os.environ.get('LANG', '')})")


def _folders() -> Iterator[Finding]:
    from index.corpus import default_cache

    yield _folder(_("Cache"), default_cache())
    yield Finding(_("Settings"), str(settings_file()))
    settings = load()
    for complaint in (*settings.complaints, *remapped(COMMANDS, settings.keys).complaints):
        yield Finding(_("Settings"), plain(complaint.said()), well=False)


def _names() -> Iterator[Finding]:
    from index.corpus import own_names
    from tui.messages import ALIASES, outside

    path, problem = own_names()
    yield Finding(_("Names of your own"), str(path))
    if problem:
        said = _(ALIASES[problem.fault]).format(detail=outside(problem.detail))
        yield Finding(_("Names of your own"), plain(said), well=False)


def _folder(what: str, folder: Path) -> Finding:
    nearest = next(parent for parent in (folder, *folder.parents) if parent.exists())
    if not os.access(nearest, os.W_OK | os.X_OK):
        return Finding(what, _("{folder} cannot be written. Make it writable.").format(folder=folder), well=False)
    return Finding(what, str(folder))


def _index(paths: Sequence[str]) -> Iterator[Finding]:
    from index.corpus import CorpusError, is_doubt
    from tui.opening import open_corpus
    from tui.problem_list import IN_DOUBT, LEFT_OUT

    try:
        corpus = open_corpus(paths, refresh=False)
    except CorpusError as error:
        yield Finding(_("Corpus"), plain(sentence(error)), well=False)
        return
    yield Finding(_("Corpus"), _(", ").join(paths))
    if damage := corpus.damage():
        fix = _("damaged ({damage}). `corpus-tui index --rebuild PATH` builds it again.")
        yield Finding(_("Index"), fix.format(damage=_(", ").join(damage)), well=False)
    elif not len(corpus):
        yield Finding(_("Index"), _("none yet; it is built when the corpus is first opened"))
    else:
        yield Finding(_("Index"), _(", ").join([indexed(len(corpus)), str(corpus.folder)]))
    for problem in corpus.problems:
        yield Finding(_(IN_DOUBT) if is_doubt(problem) else _(LEFT_OUT), plain(sentence(problem)))
