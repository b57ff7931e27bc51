"""Every sentence the program says, in the reader's language.

The core raises kinds and returns codes (`index.errors`); here each becomes a sentence that says what happened, where,
and what to do. The English text is the key of the gettext catalogue, so a language is a `.po` file in `tui/locale`.

Sentences and labels are looked up when they are shown, never when a module is imported, because the language is chosen
at run time: a table holds text marked by `N_`, and `_` translates it. This module imports neither Textual nor the
engine: the command line says its errors without paying for either.
"""

import gettext
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.corpus import CorpusError, Note, Problem

DOMAIN = "corpus-tui"
LOCALE = Path(__file__).parent / "locale"

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def speak(language: str | None = None) -> None:
    """Say everything in `language` from now on ("ar", "en_GB"); None follows LANGUAGE, LC_ALL, LC_MESSAGES, LANG."""
    global _catalogue  # noqa: PLW0603 - one language for the whole program, as gettext itself has it
    languages = [language] if language else None
    _catalogue = gettext.translation(DOMAIN, LOCALE, languages, fallback=True)


def _(text: str) -> str:
    """`text` in the reader's language. (The empty text is the catalogue's own header, so it is left alone.)"""
    return _catalogue.gettext(text) if text else ""


def ngettext(one: str, many: str, number: int) -> str:
    """The form the reader's language wants for `number`; Arabic has six."""
    return _catalogue.ngettext(one, many, number)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name: marked here, translated where it is shown
    """Mark `text` for the catalogue; `_` translates it later."""
    return text


ERRORS = {
    "corpus": N_("Something in the corpus went wrong ({code})."),
    "path-missing": N_("There is no file or folder at {path}. Check how it is spelled, or give another path."),
    "nothing-to-read": N_(
        "No article could be read in {paths}. Give a text file, a JSON file, or a folder that holds some."
    ),
    "article-missing": N_("This corpus has no article {article}. `corpus-tui list` shows the ids it has."),
    "query": N_("The search cannot be understood."),
    "index-unusable": N_(
        "The index folder {path} cannot be used: {reason}. Make room or make it writable, then try again."
    ),
    "index-busy": N_("Another corpus-tui is writing the index in {path}. Wait until it has finished, then try again."),
}
"""A sentence for the code of every kind of CorpusError."""

QUERIES: dict[str, str] = {}
"""A sentence for the reason of every QueryError."""

PROBLEMS: dict[str, str] = {}
"""A sentence for the reason of every Problem; the place it happened in is put before it."""

NOTES: dict[str, str] = {}
"""A sentence for the code of every Note a search makes."""

STAGES: dict[str, str] = {}
"""What is being done, for the stage of every Progress."""

KINDS = {
    "money": N_("Money"),
    "percent": N_("Percentages"),
    "count": N_("Counts"),
    "measure": N_("Measures"),
    "duration": N_("Durations"),
    "date": N_("Dates"),
    "time": N_("Times of day"),
    "ratio": N_("Ratios"),
    "ordinal": N_("Ranks"),
    "score": N_("Scores"),
    "number": N_("Other numbers"),
}
"""The heading of a group of figures, for every `Kind`."""

WHYS = {
    "written": N_("as written"),
    "normalised": N_("spelled alike"),
    "stem": N_("same stem"),
    "letters": N_("same first letters"),
    "typo": N_("one letter off"),
    "name": N_("same name"),
    "wildcard": N_("fits the pattern"),
}
"""Why a word matched, for every `Why`."""


def sentence(about: "CorpusError | Problem | Note") -> str:
    """What happened, where, and what to do. Text from outside in it (a path) is raw: who shows it makes it safe."""
    if isinstance(about, Exception):
        return _error(about)
    if hasattr(about, "reason"):
        return _problem(about)
    return _filled(NOTES.get(about.code, N_("The search says: {code}.")), about.params, code=about.code)


def stage(code: str) -> str:
    """What is being done, as a label for a progress line."""
    return _(STAGES.get(code, N_("Working")))


def kind(code: str) -> str:
    """The heading of a group of figures."""
    return _(KINDS.get(code, code))


def why(code: str) -> str:
    """Why a word matched."""
    return _(WHYS.get(code, code))


def _error(error: "CorpusError") -> str:
    if error.code == "query":
        reason = str(error.params.get("reason", ""))
        return _filled(QUERIES.get(reason, ERRORS["query"]), error.params)
    said = _filled(ERRORS.get(error.code, ERRORS["corpus"]), error.params, code=error.code)
    problems = error.params.get("problems")
    return " ".join([said, *map(_problem, problems[:3])]) if isinstance(problems, tuple) else said


def _problem(problem: "Problem") -> str:
    said = _filled(
        PROBLEMS.get(problem.reason, N_("It could not be read ({reason}).")), problem.params, reason=problem.reason
    )
    if problem.line is not None:
        return _("{path}, line {line}: {said}").format(path=problem.path, line=problem.line, said=said)
    return _("{path}: {said}").format(path=problem.path, said=said)


class _Given(dict[str, object]):
    """Parameters for a sentence; one that is missing shows as its name, because half a sentence beats none."""

    def __missing__(self, name: str) -> str:
        return f"⟨{name}⟩"


def _filled(text: str, params: Mapping[str, object], **more: object) -> str:
    given = _Given({name: _shown(value) for name, value in {**params, **more}.items()})
    return _(text).format_map(given)


def _shown(value: object) -> object:
    return _(", ").join(map(str, value)) if isinstance(value, list | tuple) else value
