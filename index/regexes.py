"""Regular expressions over words: understood, bounded, and stopped when they take too long.

They are the `regex` library's, which can be given a time limit; an expression like (a+)+b takes longer than anyone
lives on a word of fifty letters. So each has a budget for all the words it is held against, of which every word takes
what it needs; when it is used up the rest fit no longer, and whoever asked is told that it was cut short.

What an expression says of letters is folded as words are (`index.words`), and normalised unless words are meant as
written: so /أسعار.*/ fits what is in the vocabulary, where أ and ا are one letter.
"""

import re
from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING

from index.errors import QueryError, QueryFault
from index.keys import NORMAL
from index.words import fold

if TYPE_CHECKING:
    import regex

LONGEST = 200
"""Characters of an expression."""

MOST_REPEATS = 1_000
"""What all numbers in {…} may come to, multiplied: repeats of repeats are compiled into as many copies of a part."""

BUDGET = 0.5
"""Seconds that an expression may take for all words."""

_COUNT = re.compile(r"\{(\d*),?(\d*)\}")
_FOREIGN = re.compile(r"\(\?(?![:=!]|<[=!])|\\[^wWdDsSbB\W]|\{(?!\d*,?\d*\})|\(\*")
"""Named groups, flags, calls of itself, fitting by errors, letters by their numbers: more than a word asks for."""


@lru_cache(maxsize=64)
def compiled(source: str, at: int = 0) -> "regex.Pattern[str]":
    """An expression ready to be held against words. Raises QueryError, its place counted from `at`."""
    _check_bounds(source, at)
    import regex  # late: most queries have none

    try:
        return regex.compile(source, regex.VERSION0 | regex.IGNORECASE)
    except regex.error as error:
        place = min(max(0, error.pos or 0), len(source) - 1)
        raise QueryError.at(QueryFault.REGEX_BROKEN, (at + place, at + place + 1)) from error
    except (ValueError, OverflowError, RecursionError, IndexError, KeyError, TypeError, AttributeError) as error:
        raise QueryError.at(QueryFault.REGEX_BROKEN, (at, at + len(source))) from error


def _check_bounds(source: str, at: int) -> None:
    if len(source) > LONGEST:
        raise QueryError.at(QueryFault.REGEX_TOO_LONG, (at + LONGEST, at + len(source)), limit=LONGEST)
    repeats = 1
    for count in _COUNT.finditer(source):
        repeats *= max((int(number[:6]) for number in count.groups() if number), default=1) or 1
        if repeats > MOST_REPEATS:
            start, end = count.span()
            raise QueryError.at(QueryFault.REGEX_REPEATS, (at + start, at + end), limit=MOST_REPEATS)
    if foreign := _FOREIGN.search(source):
        raise QueryError.at(QueryFault.REGEX_BROKEN, (at + foreign.start(), at + foreign.end()))


class WordRegex:
    """An expression over words of one spelling: `fits`, until its time is used up."""

    def __init__(self, source: str, *, written: bool, budget: float | None = None) -> None:
        """`written`: held against words as written, else normalised; `budget` in seconds, BUDGET unless given."""
        pattern = _over_words(source, written)
        within = _within_lines(pattern.pattern)
        self.literal = literal_of(pattern.pattern)
        self._fits = pattern.fullmatch
        self._lines = None if within is None else compiled_for_lines(within)
        self._left = BUDGET if budget is None else budget

    @property
    def cut(self) -> bool:
        """Whether its time was not enough."""
        return self._left <= 0

    def fits(self, word: str) -> bool:
        """Whether the whole word fits; no word does any longer once the time is used up."""
        if self.cut:
            return False
        began = perf_counter()
        try:
            return self._fits(word, timeout=self._left) is not None
        except TimeoutError:
            self._left = 0.0
            return False
        finally:
            self._left -= perf_counter() - began

    def fitting_lines(self, text: str) -> list[int]:
        """Where in `text`, of a word a line, the lines begin that fit. One pass in C, many times as fast as word by
        word; where the expression may not be trusted to stay in its line, word by word all the same."""
        if self._lines is None:
            return [line.start() for line in _LINE.finditer(text) if self.fits(line.group())]
        found: list[int] = []
        at = 0
        while at < len(text) and not self.cut:
            end = text.find("\n", at + _AT_ONCE)
            end = len(text) if end < 0 else end
            began = perf_counter()
            try:
                lines = self._lines.finditer(text, at, end, timeout=self._left)
                found += [match.start() for match in lines]
            except TimeoutError:
                self._left = 0.0
            self._left -= perf_counter() - began
            at = end + 1
        return found


_LINE = re.compile(r"[^\n]+")
_AT_ONCE = 4_000
"""Letters of lines in one call: the library looks at the clock seldom while nothing fits."""


@lru_cache(maxsize=64)
def compiled_for_lines(source: str) -> "regex.Pattern[str]":
    """An expression that is held against whole lines."""
    import regex

    return regex.compile(f"^(?:{source})$", regex.VERSION0 | regex.IGNORECASE | regex.MULTILINE)


def _over_words(source: str, written: bool) -> "regex.Pattern[str]":
    """The expression with its letters folded; as it stands where that makes none of it: [ة-ت] is no range of ه to ت."""
    try:
        return compiled(folded(source, written=written))
    except QueryError:
        return compiled(source)


def folded(source: str, *, written: bool) -> str:
    """The letters of an expression as words have them; what is not a letter stays."""
    letters = "".join(character if character.isascii() else fold(character) or character for character in source)
    return letters if written else letters.translate(NORMAL)


_PLAIN_RUN = re.compile(r"[^\W_]+")
_OPTIONAL = re.compile(r"[?*{]")


def literal_of(source: str) -> str:
    """The longest run of letters that every word it fits must have, "" where none is known.

    Looked for outside of groups, classes and alternatives, where nothing makes it optional: so few words of the whole
    vocabulary need be held against the expression.
    """
    runs, depth, at = [], 0, 0
    while at < len(source):
        character = source[at]
        if character == "|" and not depth:
            return ""
        if character == "\\":
            at += 2
            continue
        if character == "[":
            at = _after_class(source, at)
            continue
        depth += (character == "(") - (character == ")")
        run = _PLAIN_RUN.match(source, at) if not depth and character != ")" else None
        if run:
            optional = _OPTIONAL.match(source, run.end()) is not None
            runs.append(run.group()[:-1] if optional else run.group())
            at = run.end()
            continue
        at = _after_count(source, at)
    return max(runs, key=len, default="").lower()


def _within_lines(source: str) -> str | None:
    """The expression so that nothing in it fits a line's end, None where that cannot be told."""
    parts, at = [], 0
    while at < len(source):
        end = _after_class(source, at) if source[at] == "[" else at + (2 if source[at] == "\\" else 1)
        part = source[at:end]
        if _PAST_LINE_ENDS.search(part) or part.startswith("[^]"):
            return None
        parts.append(part.replace("[^", "[^\n", 1) if part.startswith("[^") else part)
        at = end
    return "".join(parts)


_PAST_LINE_ENDS = re.compile(r"\\[WDs]")


def _after_class(source: str, at: int) -> int:
    """Past a class of characters, [^]…] and escapes in it included."""
    at += 2 if source[at + 1 : at + 2] == "^" else 1
    at += source[at : at + 1] == "]"
    while at < len(source) and source[at] != "]":
        at += 2 if source[at] == "\\" else 1
    return at + 1


def _after_count(source: str, at: int) -> int:
    """Past one character, or past the whole of {2,3}."""
    end = source.find("}", at) if source[at] == "{" else -1
    return end + 1 if end >= 0 else at + 1
