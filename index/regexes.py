"""Regular expressions over words: understood, bounded, and stopped when they take too long.

They are the `regex` library's, which can be given a time limit; an expression like (a+)+b takes longer than anyone
lives on a word of fifty letters. So each has a budget for all the words it is held against, of which every word takes
what it needs; when it is used up the rest fit no longer, and whoever asked is told that it was cut short. Plain ones,
which cannot take long (`index.regex_shapes`), are held against words by Python's own matcher, or place by place.

What an expression says of letters is folded as words are (`index.words`), and normalised unless words are meant as
written: so /أسعار.*/ fits what is in the vocabulary, where أ and ا are one letter.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from index.errors import QueryError, QueryFault
from index.keys import NORMAL
from index.regex_shapes import alternatives_of, is_letters, is_plain, literal_of, places_of, prefix_of, within_lines
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


class Alternative:
    """An expression, or a part of it of which one must fit: what is known of its words, and those that fit."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.is_letters = is_letters(source)
        self.prefix = prefix_of(source) if len(alternatives_of(source)) == 1 else ""
        self.literal = literal_of(source)

        self.is_plain = is_plain(source)
        self.places = places_of(source)

    def look(self, *, with_long: bool) -> "Look | None":
        """How it is held against words on lines, long ones among them or not; None where each must be taken by
        itself."""
        within = within_lines(self.source)
        if within is None:
            return None
        return _plain_look(within, with_long) if self.is_plain else _timed_look(within)


class WordRegex:
    """An expression over words of one spelling: `fits`, until its time is used up."""

    def __init__(self, source: str, *, written: bool, budget: float | None = None) -> None:
        """`written`: held against words as written, else normalised; `budget` in seconds, BUDGET unless given."""
        pattern = _over_words(source, written)
        parts = [Alternative(part) for part in alternatives_of(pattern.pattern)]
        self.alternatives = parts if all(part.prefix for part in parts) else [Alternative(pattern.pattern)]
        """Taken one by one where all begin with letters: then few words need be held against them."""
        self._fits = pattern.fullmatch
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

    def fitting_lines(self, one: Alternative, text: str, long: Sequence[tuple[int, int]]) -> list[int]:
        """Where in `text`, of words between ends of lines (the first begins it, the last ends it), the words begin that
        an alternative fits, ascending; `long`: where words of more than LONG letters stand. In passes in C, many times
        as fast as word by word; where the expression may not be trusted to stay in its line, word by word all the same.
        """
        look = one.look(with_long=bool(long))
        if look is None:
            return [word.start() for word in _LINE.finditer(text) if self.fits(word.group())]
        found = self._looked(look, text)
        if long and one.is_plain:
            found = sorted([*found, *(start for start, end in long if self.fits(text[start:end]))])
        return found

    def _looked(self, look: "Look", text: str) -> list[int]:
        found: list[int] = []
        at, last = 0, len(text) - 1
        while at < last and not self.cut:
            end = text.find("\n", min(at + look.at_once, last))
            began = perf_counter()
            try:
                found += look.found(text, at, end, self._left)
            except TimeoutError:
                self._left = 0.0
            self._left -= perf_counter() - began
            at = end
        return found


_LINE = re.compile(r"[^\n]+")

LONG = 40
"""Letters of a word up to which a plain expression needs no clock: a call takes some hundredths of a second at most."""


class Look(NamedTuple):
    """Tells where the lines begin that fit, of a text between the ends of two lines, in so many seconds; and how many
    letters it is given in one call."""

    found: Callable[[str, int, int, float], list[int]]
    at_once: int


@lru_cache(maxsize=64)
def _plain_look(source: str, with_long: bool) -> Look:
    """By Python's own matcher, which has no clock and needs a third of the time. Letters that have no case, dots,
    digits and classes of them mean the same to both. Long words are passed over."""
    ahead = f"(?=[^\n]{{1,{LONG}}}\n)" if with_long else ""
    pattern = re.compile(f"\n{ahead}(?:{source})(?=\n)")
    return Look(lambda text, start, end, _: [fit.start() + 1 for fit in pattern.finditer(text, start, end + 1)], 16_000)


@lru_cache(maxsize=64)
def _timed_look(source: str) -> Look:
    """By the library, little by little: it looks at the clock seldom while nothing fits."""
    import regex

    pattern = regex.compile(f"^(?:{source})$", regex.VERSION0 | regex.IGNORECASE | regex.MULTILINE)
    return Look(
        lambda text, start, end, left: [
            match.start() for match in pattern.finditer(text, start + 1, end, timeout=left)
        ],
        4_000,
    )


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
