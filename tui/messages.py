"""Every sentence the program says, in the reader's language.

The core raises kinds and returns codes (`index.errors`); here each becomes a sentence that says what happened, where,
and what to do. The English text is the key of the gettext catalogue, so a language is a `.po` file in `tui/locale`.

Sentences and labels are looked up when they are shown, never when a module is imported, because the language is chosen
at run time: a table holds text marked by `N_` or `NN_`, and `_` or `ngettext` translates it. Digits are the Western
ones in Arabic too: the Arab press writes both, and the ids and dates on the same screen have Western ones. This module
imports neither Textual nor the engine: the command line says its errors without paying for either.
"""

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tui.isolates import isolated

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


def reads_right_to_left() -> bool:
    """Whether the interface runs from the right: a translation of "ltr" says so itself."""
    return _(N_("ltr")) == "rtl"


def ngettext(one: str, many: str, number: int) -> str:
    """The form the reader's language wants for `number`; Arabic has six."""
    return _catalogue.ngettext(one, many, number)


def in_every_language(one: str, many: str = "", number: int = 1) -> list[str]:
    """A text as each language there is has it, or with `many` the form for `number`: what is typed may be in any."""
    return [every.ngettext(one, many, number) if many else every.gettext(one) for every in _catalogues()]


@cache
def _catalogues() -> list[gettext.NullTranslations]:
    """English, which needs none, then the others."""
    files = sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return [gettext.NullTranslations(), *(gettext.translation(DOMAIN, LOCALE, [file.parts[-3]]) for file in files)]


def outside(text: str) -> str:
    """Text from outside as a part of a sentence, kept to itself where its direction could change the sentence's."""
    return text if text.isascii() and not reads_right_to_left() else isolated(text)


def joined(*parts: str) -> str:
    """Parts of a line with dots between them, empty ones left out. In Arabic the dots carry marks that keep the parts
    in their order whatever script each is in."""
    return _(" · ").join(part for part in parts if part)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name: marked here, translated where it is shown
    """Mark `text` for the catalogue; `_` translates it later."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - like N_
    """Mark the two English forms for the catalogue; `ngettext` translates them later."""
    return one, many


ERRORS = {
    "corpus": N_("Something in the corpus went wrong ({code})."),
    "path-missing": N_("There is no file or folder at {path}. Check how it is spelled, or give another path."),
    "nothing-to-read": N_(
        "No article could be read in {paths}. Give a text file, a JSON file, or a folder that holds some."
    ),
    "corpus-unknown": N_("There is no corpus {name}. There are: {names}. `corpus-tui corpus add NAME PATH` makes one."),
    "corpus-name": N_(
        "A corpus cannot be called “{name}”: a name begins with a letter or a digit, has no / or @ in it and at most "
        "{limit} characters."
    ),
    "folder-unknown": N_("The corpus {name} has no {path}. `corpus-tui corpus list` shows what it has."),
    "corpora-unusable": N_("The list of your corpora in {path} cannot be used: {detail}. Mend it, or move it away."),
    "article-missing": N_("This corpus has no article {article}. `corpus-tui list` shows the ids it has."),
    "figure-missing": N_(
        "Article {article} states no figure at {start}. `corpus-tui figures --json` shows where figures start."
    ),
    "query": N_("The search cannot be understood."),
    "index-unusable": N_("The index in {path} cannot be used: {said}"),
    "index-busy": N_("Another corpus-tui is writing the index in {path}. Wait until it has finished, then try again."),
}
"""A sentence for the code of every kind of CorpusError."""

_NO_CORPUS_YET = N_("There is no corpus {name}, nor any other yet. `corpus-tui corpus add NAME PATH` makes one.")

UNUSABLE = {
    "damaged": N_("it is damaged. Build it again: corpus-tui index --rebuild PATH"),
    "EACCES": N_("nobody gave you the right to write there. Change that, then try again."),
    "EPERM": N_("nobody gave you the right to write there. Change that, then try again."),
    "EROFS": N_("the disk can only be read. Name another cache folder in XDG_CACHE_HOME."),
    "ENOSPC": N_("the disk is full. Make room, then try again."),
    "ENOTDIR": N_("a file stands where its folder should be. Move that away, then try again."),
    "EEXIST": N_("a file stands where its folder should be. Move that away, then try again."),
}
"""Why an index folder cannot be used, for the reason of an IndexUnusableError: `damaged`, or the name of an errno."""

QUERIES = {
    "too-long": N_("This search is longer than {limit} characters. Leave something out."),
    "parenthesis-unopened": N_("A ) has no ( before it. Add one, or take it away."),
    "operand-missing": N_("{operator} needs a word on each side it speaks of. Add one, or take it away."),
    "too-deep": N_("More than {limit} parentheses stand inside each other. Take some away."),
    "too-many-clauses": N_("This search has more than {limit} words. Leave some out."),
    "phrase-too-long": N_("A phrase has more than {limit} words. Leave some out."),
    "pattern-too-wide": N_("A pattern needs at least {limit} letters. Add some."),
    "kind-unknown": N_("There is no kind of figure {kind}. There are: {kinds}."),
    "value-unreadable": N_("This is no value. Write >1e9USD, 10..20%, 5km, or an amount in words in quotes."),
    "units-differ": N_("A range has one unit, not {units}."),
    "switch-unreadable": N_("This is switched {words}."),
    "regex-broken": N_("This is no regular expression for words: look at the place that is marked."),
    "regex-too-long": N_("A regular expression has more than {limit} characters. Leave something out."),
    "regex-repeats": N_("This repeats more than {limit} times. Ask for fewer."),
    "date-unreadable": N_("This is no day. Write 2015, 2015-08 or 2015-08-06, or two of these with .. between them."),
}
"""A sentence for the reason of every QueryError."""

PROBLEMS = {
    "folder-empty": N_("There is no file in this folder. Put articles there, or give another folder."),
    "index-folder": N_("This folder holds an index, so it was not read."),
    "link-not-followed": N_("This link to a folder was not followed. Give the folder itself to read it."),
    "not-a-file": N_("This is a {kind}, not a file, so it was not read."),
    "not-an-article": N_("This looks like a note about the files, so it was not read. A corpus.toml can include it."),
    "not-text": N_("This is not text, so it was not read."),
    "unknown-format": N_("The format {suffix} is not read. Save it as text, HTML, DOCX, PDF or CSV."),
    "unknown-encoding": N_("The encoding of this text is unknown. Save it as UTF-8."),
    "unreadable": N_("It could not be opened: {detail} ({error})."),
    "too-large": N_("It is larger than {limit}, so it was not read. Split it."),
    "empty": N_("There is no word in it."),
    "broken-json": N_("The JSON is broken at column {column}: {detail}. What came before it was read."),
    "broken-record": N_("Record {record} is no article: {said}."),
    "given-up": N_("Ten thousand records without an article; the rest was not read. Does this file hold articles?"),
    "more-problems": N_("{count} more problems of this file are not told one by one."),
    "broken-file": N_("It is damaged, or no {format}: {detail}. Open it in the program it is from, and save it again."),
    "broken-row": N_(
        "A quote is opened in this row and never closed, or the row is too long; its first line was left out."
    ),
    "no-columns": N_("None of its columns is named as titles or texts are: {columns}. Name one title, another text."),
    "no-letters": N_("Its {pages} pages are pictures of text. Run it through OCR, and give the result."),
    "encrypted": N_("It wants a password. Save it without one."),
    "entities": N_("It defines XML entities of its own, as bombs do, so it was not read. Save it without them."),
    "bomb": N_("It is a bomb: it unpacks to more than {limit} times its size, so it was not read on."),
    "too-deep": N_("It is nested more than {limit} deep, so it was not read. Unpack what is outside of it."),
    "too-many": N_("It holds more than {limit} files; the rest was not read. Divide it."),
    "timeout": N_("Reading it took more than {limit} seconds, so it was given up. Save it in another format."),
    "memory": N_("Reading it took more memory than {limit} bytes, so it was given up. Divide it."),
    "crashed": N_("Its reader broke down ({detail}), so it was given up. Save it in another format."),
    "whole-page": N_("The article could not be told from the rest of the page, so all of its text was taken."),
    "odd-row": N_("The quotes of this row are not as a table has them: rows may have run together. Look at it."),
    "cut": N_("It was read up to page {pages} of {of}. Divide it."),
    "doubtful-order": N_("{lines} of {of} lines may have their letters in the wrong order. Look at the original."),
    "broken-toml": N_("This corpus.toml is broken, so it was not used: {detail}."),
    "odd-description": N_("The value of {key} is not of the kind it needs, so it was not used."),
    "described-missing": N_("It describes {file}, which is not there."),
    "odd-value": N_("Record {record} has the value {value}, which was left out."),
    "replaced-characters": N_("{count} broken places in this {encoding} text show as \ufffd."),
    "doubtful-encoding": N_(
        "It was read as {encoding}, which is not certain. Look at it; if it is wrong, save it as UTF-8."
    ),
    "mixed-encodings": N_("Its lines are in two encodings ({encoding}); each was read in its own. Look at it."),
}
"""A sentence for the reason of every Problem; the place it happened in is put before it."""

FAULTS = {
    "not-an-object": N_("it is not an object"),
    "nothing-in-it": N_("it has neither a title nor a text"),
    "too-deep": N_("it is nested too deep"),
}
"""What keeps a record of a JSON file from being an article."""

NOTES = {
    "quote-closed": N_("the open quote is closed at the end"),
    "parenthesis-closed": N_("the open parenthesis is closed at the end"),
    "regex-closed": N_("the open regular expression is closed at the end"),
    "no-filter": N_("no such filter; help lists them"),
    "of-figures": N_("a filter of figures (F5); here value:>1e9USD"),
    "one-typo": N_("one typo at most is looked for"),
    "cancelled": N_("stopped"),
    "corrected": N_("no article has {word}; searched for {forms}"),
    "named": N_("{name}: also {spellings}"),
    "no-source": N_("no article is from {name}; there are: {known}"),
    "no-sources": N_("no article is from {name}: none here says where it is from"),
    "aliases": N_("{path} has a fault, which `corpus-tui doctor` tells"),
    "cut": N_("time ran out: these are the articles found until then"),
}
"""A sentence for the code of every Note a search makes."""

ALIASES = {
    "unreadable": N_("It could not be opened, so it is not used: {detail}."),
    "too-large": N_("It is larger than {detail} bytes, so it is not used."),
    "not-toml": N_("It is no TOML, so it is not used: {detail}."),
    "unknown-table": N_(
        "[{detail}] is passed over: names stand in [people], [companies], [organisations], [products] or [places]."
    ),
    "not-a-list": N_("{detail} is passed over: its spellings must be a list of texts."),
    "no-name": N_("{detail} is passed over: each of its spellings needs one word at least, and eight at most."),
}
"""A sentence for each fault of a user's table of names."""

STAGES = {
    "scanning": N_("Looking through the files"),
    "reading": N_("Reading the articles"),
    "writing": N_("Writing the index"),
    "published": N_("Reading the articles"),
    "paused": N_("Paused"),
    "elsewhere": N_("Another corpus-tui is reading; its articles come here too"),
}
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

FLAGS = {
    "currency": N_("assumed: which currency of this name"),
    "decimal": N_("assumed: which sign is the decimal point"),
    "mirrored": N_("assumed: the parts of the number were swapped"),
    "year": N_("assumed: the year"),
    "calendar": N_("assumed: a Hijri year"),
    "order": N_("assumed: the day comes before the month"),
    "percent": N_("assumed: the sign is a percent sign"),
    "one": N_("assumed: one, since the noun has no number"),
}
"""What was assumed, for every flag of a figure."""

LIKENESSES = {
    "product": N_("same product"),
    "counted": N_("counts the same"),
    "value": N_("same value"),
    "words": N_("same words"),
    "noun": N_("mainly the noun"),
}
"""By what a figure was matched with another, for every `Likeness`."""

WHYS = {
    "written": N_("as written"),
    "normalised": N_("spelled alike"),
    "stem": N_("same stem"),
    "letters": N_("same first letters"),
    "typo": N_("one letter off"),
    "name": N_("same name"),
    "wildcard": N_("fits the pattern"),
    "regex": N_("fits the expression"),
    "figure": N_("states the figure"),
}
"""Why a word matched, for every `Why`."""

SORTS = {
    "rank": N_("best first"),
    "newest": N_("newest first"),
    "oldest": N_("oldest first"),
    "source": N_("by source"),
    "title": N_("by title"),
}
FACETS = {
    "source": N_("Sources"),
    "month": N_("Months"),
    "kind": N_("Figures they state"),
    "name": N_("Names they mention"),
    "author": N_("Authors"),
}
WIDTHS = {
    "exact": N_("as written"),
    "normal": N_("all forms"),
    "wide": N_("wide"),
}
"""How wide words are meant, for every `Width`."""


TERMINALS = {
    "wanted": N_("because {place} says so"),
    "remembered": N_("as you chose in this terminal before (F4)"),
    "unasked": N_("there is no terminal to ask"),
    "multiplexer": N_("a multiplexer, in a terminal that is not known to reorder text"),
    "multiplexer-konsole": N_("a multiplexer in Konsole, which reorders every line and cannot be stopped"),
    "multiplexer-kitty": N_("a multiplexer in kitty, which reorders every word"),
    "multiplexer-vte": N_("a multiplexer in a VTE terminal, which reorders and cannot be told through it to stop"),
    "mlterm": N_("mlterm, which was told to leave the order alone"),
    "konsole": N_("Konsole, which reorders every line and cannot be stopped"),
    "kitty": N_("kitty, which reorders every word"),
    "explicit-mode": N_("a terminal that reorders and was told to leave the order alone"),
    "apple-terminal": N_("Apple's Terminal, which reorders every line and cannot be stopped"),
    "plain-grid": N_("nothing says that this terminal reorders text"),
}
"""Why text is written for a terminal as it is, for every `Why` of `tui.rtl.terminal`."""


def sentence(about: "CorpusError | Problem | Note") -> str:
    """What happened, where, and what to do. Text from outside in it (a path) is isolated (`tui.isolates`) and otherwise
    raw: who shows it makes it safe."""
    if isinstance(about, Exception):
        return _error(about)
    if isinstance(code := getattr(about, "code", None), str):
        return _filled(NOTES.get(code, N_("The search says: {code}.")), about.params, code=code)
    return _problem(about)  # type: ignore[arg-type]


def stage(code: str) -> str:
    """What is being done, as a label for a progress line."""
    return _(STAGES.get(code, N_("Working")))


def indexed(articles: int) -> str:
    """How many articles the index of a corpus has; without any it is still to be read."""
    if not articles:
        return _("not read yet")
    return ngettext("{count} article", "{count} articles", articles).format(count=f"{articles:,}")


def kind(code: str) -> str:
    """The heading of a group of figures."""
    return _(KINDS.get(code, code))


def why(code: str) -> str:
    """Why a word matched."""
    return _(WHYS.get(code, code))


def flag(code: str) -> str:
    """What was assumed."""
    return _(FLAGS.get(code, code))


def likeness(code: str) -> str:
    """By what a figure was matched with another."""
    return _(LIKENESSES.get(code, code))


def sort(code: str) -> str:
    """In which order results stand."""
    return _(SORTS.get(code, code))


def facet(code: str) -> str:
    """What articles are told apart by."""
    return _(FACETS.get(code, code))


def alike(count: int) -> str:
    """How many more articles are nearly the same."""
    return ngettext("+{count} alike", "+{count} alike", count).format(count=count)


def width(code: str) -> str:
    """How wide words are meant."""
    return _(WIDTHS.get(code, code))


def _error(error: "CorpusError") -> str:
    if error.code == "query":
        reason = str(error.params.get("reason", ""))
        return _filled(QUERIES.get(reason, ERRORS["query"]), error.params)
    why_not = _filled(UNUSABLE.get(str(error.params.get("reason")), N_("{detail}.")), error.params)
    text = ERRORS.get(error.code, ERRORS["corpus"])
    if error.code == "corpus-unknown" and not error.params.get("names"):
        text = _NO_CORPUS_YET
    said = _filled(text, error.params, code=error.code, said=why_not)
    problems = error.params.get("problems")
    return " ".join([said, *map(_problem, problems[:3])]) if isinstance(problems, tuple) else said


def reason(problem: "Problem") -> str:
    """Why something was left out or is in doubt, and what to do, without the place."""
    return _filled(
        PROBLEMS.get(problem.reason, N_("It could not be read ({reason}).")),
        problem.params,
        reason=problem.reason,
        said=_(FAULTS.get(str(problem.params.get("fault")), "")),
    )


def place(problem: "Problem") -> str:
    """The file, and where in it."""
    if problem.line is None:
        return outside(problem.path)
    return _("{path}, line {line}").format(path=outside(problem.path), line=f"{problem.line:,}")


def _problem(problem: "Problem") -> str:
    return _("{path}: {said}").format(path=place(problem), said=reason(problem))


class _Given(dict[str, object]):
    """Parameters for a sentence; one that is missing shows as its name, because half a sentence beats none."""

    def __missing__(self, name: str) -> str:
        return f"⟨{name}⟩"


def _filled(text: str, params: Mapping[str, object], **ours: object) -> str:
    given = _Given({name: _shown(value) for name, value in params.items()} | ours)
    return _(text).format_map(given)


def _shown(value: object) -> object:
    """A parameter: a number as numbers are written, a text isolated, each of several by itself."""
    if isinstance(value, list | tuple):
        return _(", ").join(outside(str(part)) for part in value)
    if isinstance(value, int):
        return f"{value:,}"
    return value if isinstance(value, float) else outside(str(value))
