"""A text as tokens with exact offsets, each distinct one looked at once.

A token is a run of digits with its separators, an Arabic word, a Latin word or model number (H100), a web address, a
line's end, or any other visible character by itself. What a token is — its unified word, the clitics in front of it,
whether a figure can begin with it — depends on its own characters alone, so it is worked out once per distinct token
and remembered; a text is then two flat lists, shapes and starts. Of a text of which only parts matter (see `parts`)
the other tokens have a place in these lists too, and are read if somebody looks at them.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate
from typing import NoReturn, TypeVar, TypeVarTuple

from pyarabic import araby

from index.figures.currencies import COUNTRY_NAMES, COUNTRY_PAIRS
from index.figures.currencies import SIGNS as CURRENCY_SIGNS
from index.figures.lexicon import KNOWN, NEVER_DEFINITE, NEVER_SPLIT, STARTERS
from index.figures.spelling import INVISIBLE, ONE_LETTER, unified
from index.words import COMMON_LETTERS

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

PAD = 8
"""Tokens of nothing before the first and after the last, so that a parser may look this far without asking."""


class Sort(IntEnum):
    """What kind of token it is."""

    NUMBER = 0
    WORD = 1
    LATIN = 2
    MARK = 3
    BREAK = 4
    END = 5


NUMBER, WORD, LATIN, MARK, BREAK, END = Sort
"""Each by itself: rules ask for them by the million, and an enumeration takes long to give one."""


@dataclass(slots=True)
class Shape:
    """What a token is, whatever its place. Of slots, which are read three times as fast as a named tuple's fields.

    `word` is the unified word less its clitics, where what remains is known; `clitic` is what was taken off, و ف ب ل
    or two of them; `definite` says that the article came off too. `at` is where the word begins in `raw`, its article
    included.
    """

    raw: str
    sort: Sort
    word: str
    clitic: str = ""
    definite: bool = False
    at: int = 0
    starts: bool = False


_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff"
_LETTERS = (
    "\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f"
    "\ufb50-\ufdfb\ufe70-\ufefc"
)
_LATIN = "A-Za-z\u00b5\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u052f"

# "عام .94" at the end of a line is a sentence whose full stop a program put in front of its last number.
_FULL_STOP = rf"(?<=[{_LETTERS}] )\.\d++ *+(?:[\n\r]|\Z)"
# Possessive where a run is followed by something it could give back: linear on any input.
_PATTERNS = {
    WORD: rf"[{_LETTERS}][{_LETTERS}{_MARKS}]*+(?:[{INVISIBLE}]++[{_LETTERS}{_MARKS}]++)*+",
    NUMBER: rf"(?:(?<![\w.,٫])(?!{_FULL_STOP})[.,٫](?=\d))?\d++(?:[{INVISIBLE}]*+[.,٫٬،ر'’][{INVISIBLE}]*+\d++)*+",
    LATIN: rf"(?:https?://|www\.)\S++|[{_LATIN}](?:[{_LATIN}\d_]++|[&'’.@-](?=[{_LATIN}\d]))*+",
    BREAK: r"[\n\r\u2028\u2029]",
    MARK: rf"[^\s{INVISIBLE}{_MARKS}]",
}
_SPACES = r"\t\v\f\x1c-\x1f \x85\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""White space that ends no line. One set of characters, written out, is read faster than a choice between two."""
_GAP = rf"[{_SPACES}{INVISIBLE}{_MARKS}]*+"
"""What begins no token: such white space, and marks without a letter."""
_TOKEN_AND_GAP = re.compile(f"(?:{'|'.join(_PATTERNS.values())}){_GAP}")
GAPS = re.compile(_GAP)
_SORTS = {sort: re.compile(pattern) for sort, pattern in _PATTERNS.items()}
_WORD = _SORTS[WORD]
_CLITICS = ("و", "ف", "ب", "ل", "وب", "ول", "فب", "فل")
PREFIXES = [
    (clitic + article, clitic, bool(article))
    for clitic in ("", *_CLITICS)
    for article in (("ال",) if not clitic else ("", "ال", "ل") if clitic.endswith("ل") else ("", "ال"))
]
"""What may stand in front of a word, in the order tried: the letters, clitic, whether an article."""
_SIGNS = frozenset("$€£¥%٪﹪％₪₹₽₺﷼-−س")
_BEFORE = [Shape("", END, "")] * PAD
_NOWHERE = [0] * PAD


Part = tuple[int, int, int]
"""A part of a text that is to be read: how many tokens are left out before it, where it starts, where it ends."""


class UnreadError(Exception):
    """Somebody looked at a token that has not been read: the stretch it lies in is to be, and the look repeated."""

    def __init__(self, stretch: int) -> None:
        self.stretch = stretch


class _UnreadShape(Shape):
    """Stands for each token of a stretch that has not been read, and has nothing of a shape."""

    __slots__ = ("stretch",)

    def __init__(self, stretch: int) -> None:
        self.stretch = stretch

    def __getattr__(self, _: str) -> NoReturn:
        raise UnreadError(self.stretch)


_unread = lru_cache(maxsize=1 << 10)(_UnreadShape)


class Tokens:
    """The tokens of one text, by index; `PAD` empty ones at either end.

    Of a text whose parts are given, the tokens between these are numbered, and read once `UnreadError` was raised for
    them. Nothing begins there, so they are never among the candidates.
    """

    __slots__ = ("_countries", "_stretches", "body", "candidates", "home", "shapes", "starts")

    def __init__(
        self, body: str, home: Callable[[], str | None] = lambda: None, parts: Iterable[Part] | None = None
    ) -> None:
        """`home` tells the country of whoever published the text, where that is known; few texts make one ask.

        `parts` are what `parts.parts_of` finds; all is read without them.
        """
        self.body = body
        self.home = home
        self.shapes = [*_BEFORE]
        self.starts = [*_NOWHERE]
        self.candidates: list[int] = []
        self._stretches: list[tuple[int, int, int, int]] = []
        self._countries: list[str] | None = None
        first_gap = GAPS.match(body)
        at = first_gap.end() if first_gap else 0
        for left_out, start, end in [(0, 0, len(body))] if parts is None else parts:
            if left_out:
                self._leave_out(left_out, at, start)
            self._read(max(start, at), end)
            at = end
        self.shapes += _BEFORE
        self.starts += [len(body)] * PAD

    def _leave_out(self, tokens: int, start: int, end: int) -> None:
        """Where they start is given if it is known, and else as late as may be: whoever looks for one has it read."""
        first = len(self.shapes)
        self.shapes += [_unread(len(self._stretches))] * tokens
        self.starts += [start, *[end] * (tokens - 1)]
        self._stretches.append((first, first + tokens, start, end))

    def _read(self, start: int, end: int) -> None:
        # Every token with the gap behind it: their lengths add up to the offsets, without a match object for each.
        pieces = _TOKEN_AND_GAP.findall(self.body, start, end)
        shapes = [*map(_SHAPES.__getitem__, pieces)]
        self.candidates += [index for index, shape in enumerate(shapes, len(self.shapes)) if shape.starts]
        self.shapes += shapes
        self.starts += accumulate(map(len, pieces), initial=start)
        self.starts.pop()  # where the last one ends

    def read(self, stretch: int) -> None:
        """Read a stretch that was left out."""
        first, after, start, end = self._stretches[stretch]
        pieces = _TOKEN_AND_GAP.findall(self.body, start, end)
        self.shapes[first:after] = map(_SHAPES.__getitem__, pieces)
        self.starts[first:after] = accumulate(map(len, pieces[:-1]), initial=start)

    def word(self, index: int) -> str:
        """The unified word less its clitics; "" for what is not a word."""
        return self.shapes[index].word

    def sort(self, index: int) -> Sort:
        """The kind of token."""
        return self.shapes[index].sort

    def begin(self, index: int) -> int:
        """Where the token begins in the text, clitics left out and an article fused to the word left in."""
        return self.starts[index] + self.shapes[index].at

    def end(self, index: int) -> int:
        """Where the token ends in the text."""
        return self.starts[index] + len(self.shapes[index].raw)

    def plain(self, index: int) -> bool:
        """Whether the token stands without a conjunction or preposition in front."""
        return not self.shapes[index].clitic

    def glued(self, index: int) -> bool:
        """Whether nothing visible, not even a space, stands between this token and the one before it."""
        gap = self.gap(index)
        return not gap or not _VISIBLE.search(gap)

    def gap(self, index: int) -> str:
        """What stands between the token before and this one: white space, marks, tatweel."""
        return self.body[self.end(index - 1) : self.starts[index]]

    def raw(self, index: int) -> str:
        """The token as written."""
        return self.shapes[index].raw

    def countries(self) -> list[str]:
        """The countries the opening names, each as often as it does; a bare currency is that of one of them.

        Where there is such a currency, what has not been read names none.
        """
        if self._countries is None:
            read = [(place, shape) for place, shape in enumerate(self.shapes[:_OPENING]) if type(shape) is Shape]
            self._countries = [self._country(place) for place, shape in read if shape.word in COUNTRY_NAMES]
        return self._countries

    def _country(self, index: int) -> str:
        name = self.word(index)
        kingdom = COUNTRY_PAIRS.get((name, self.word(index + 1))) if name in _KINGDOMS else None
        return kingdom or COUNTRY_NAMES[name]

    def index_at(self, offset: int) -> int:
        """The first token that begins at `offset` or after it."""
        index = bisect_left(self.starts, offset, PAD, len(self.starts) - PAD)
        self.sort(index)  # an unread token may begin elsewhere
        return index


def read_for(ask: Callable[[Tokens, *Ts], T], tokens: Tokens, *about: *Ts) -> T:
    """What a function tells that looks at tokens and changes nothing, once all it looks at has been read."""
    while True:
        try:
            return ask(tokens, *about)
        except UnreadError as unread:
            tokens.read(unread.stretch)


_OPENING = 700
_KINGDOMS = {name for name, _ in COUNTRY_PAIRS}
_VISIBLE = re.compile(rf"[^{INVISIBLE}]")


class _Shapes(dict[str, Shape]):
    """The shapes of the tokens seen so far, with the gaps behind them: a token's characters decide what it is."""

    def __missing__(self, piece: str) -> Shape:
        shape = shape_of(piece.rstrip(" "))
        if len(piece) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[piece] = shape
        return shape


_MOST_REMEMBERED = 160_000  # half a kilobyte each, in every process that prepares articles
_LONGEST_REMEMBERED = 64  # characters: addresses and what is no word are seldom met again
_SHAPES = _Shapes()


def shape_of(piece: str) -> Shape:
    """What the token is that a text begins with."""
    if _UNIFIED(piece):
        return _word_shape(piece, piece)
    if _COMMON(piece):
        return _word_shape(piece, piece.translate(ONE_LETTER))
    if word := _WORD.match(piece):
        raw = word.group()
        plain = _VOWELS.sub("", raw)
        return _word_shape(raw, unified(raw) if _ODD.search(plain) else plain.translate(ONE_LETTER))
    sort, raw = _sort(piece)
    if sort is LATIN:
        return Shape(raw, sort, raw.lower(), starts=raw in CURRENCY_SIGNS)
    return Shape(raw, sort, "", starts=sort is NUMBER or raw in _SIGNS)


def _sort(piece: str) -> tuple[Sort, str]:
    """Which token a piece begins with: what it is, and its characters."""
    found = ((sort, pattern.match(piece)) for sort, pattern in _SORTS.items())
    return next(((sort, match.group()) for sort, match in found if match), (MARK, piece[:1]))


def _word_shape(raw: str, whole: str) -> Shape:
    """The word, unified as a whole, with as few clitics taken off as leave a known word."""
    if whole[:1] in _FIRST_OF_PREFIXES and whole not in _WHOLE:
        for prefix, clitic, definite in _prefixes(whole[:2]):
            word = whole[len(prefix) :]
            if word in KNOWN and whole.startswith(prefix):
                starts = word in STARTERS and not (definite and word in NEVER_DEFINITE)
                return Shape(raw, WORD, word, clitic, definite, _place(raw, len(clitic)), starts)
    return Shape(raw, WORD, whole, "", False, 0, whole in STARTERS)


_WHOLE = KNOWN | NEVER_SPLIT
_FIRST_OF_PREFIXES = frozenset(prefix[0] for prefix, _, _ in PREFIXES)


@lru_cache(maxsize=1 << 12)
def _prefixes(opening: str) -> list[tuple[str, str, bool]]:
    """The prefixes that may stand in front of a word whose first two letters these are."""
    return [prefix for prefix in PREFIXES if opening.startswith(prefix[0][:2])]


def _place(raw: str, letters: int) -> int:
    """Where the letter after the first `letters` ones stands: marks and tatweel are none."""
    seen = 0
    for place, character in enumerate(raw):
        if _LETTER.match(character):
            if seen == letters:
                return place
            seen += 1
    return 0


_VOWELS = re.compile("[\u064b-\u0652\u0640]+")
_ODD = re.compile("[^\u0621-\u063a\u0641-\u064a]")
_COMMON = re.compile(f"[{COMMON_LETTERS}]+").fullmatch
_UNIFIED = re.compile(f"[{''.join(set(COMMON_LETTERS) - set(map(chr, ONE_LETTER)))}{araby.ALEF}]+").fullmatch
"""A word that is unified as it stands: most are."""
_LETTER = re.compile(rf"[{_LETTERS}]")
