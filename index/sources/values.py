"""JSON values out of a file of any size, one by one, each with its line; what is broken costs itself.

An export of 500 MB is never in memory whole: blocks are decoded into a window, and the standard decoder's C scanner
takes one value after the other from it. A value that reaches beyond the window makes it grow, up to `LONGEST`.

    blocks of bytes  →  Window  →  in_sequence: the values of an array, or of one after the other
                                →  by_line: one value a line
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from index.sources.arabic_codecs import is_mixed, plain_name
from index.sources.encodings import Decoded, judge, replaced

BLOCK = 1 << 18
"""Bytes read at once. The decoder counts lines from the window's beginning at every fault, so windows are small."""

LONGEST = 1 << 25
"""Code points of one record. What is longer is no article; the file is read on after it."""


class Value(NamedTuple):
    """A JSON value, its place among the values (or its 0-based line), its 1-based line, and what had to be left out."""

    value: Any
    number: int
    line: int
    odd: tuple[str, ...] = ()


class Broken(NamedTuple):
    """A value that is no JSON: the line and column (1-based) where it stops being it, and the decoder's words."""

    number: int
    line: int
    column: int
    detail: str


class TooDeep(NamedTuple):
    """A value nested deeper than the decoder can go, and the line it begins on."""

    number: int
    line: int


class TooLong(NamedTuple):
    """A value of more than `LONGEST` code points, and the line it begins on."""

    number: int
    line: int


Found = Value | Broken | TooDeep | TooLong


class UnknownEncodingError(Exception):
    """The file's first bytes, `head`, are in no encoding that `encodings` knows."""

    def __init__(self, head: bytes) -> None:
        super().__init__()
        self.head = head


def _refuse(constant: str) -> None:
    raise ValueError(constant)


_STRICT = json.JSONDecoder(parse_constant=_refuse, strict=False)
_BETWEEN = re.compile(r"[\s,]*")
_NEXT_OBJECT = re.compile(r'\}\s*+(?:,\s*+)?(?=\{\s*+")')
_SURROGATE = re.compile(r"\\(?=u[dD])")  # by its backslash, the rest only behind one: a quarter of the time
_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)
_DEEPEST = 1 << 20  # brackets that are counted to find the end of a value; beyond, none will close them
_OVERLAP = 1 << 10  # code points kept while looking for the next object, so that a block's end does not cut it
_NEAR_END = 16  # code points: a literal or an escape cut by the end of the window fails at most so far before it


class Window:
    """The part of a file that is being read. `at` is how far the reader has come; what lies before it is forgotten.

    `replaced` counts characters whose bytes were broken; `ended` says that `text` reaches the end of the file.
    """

    def __init__(self, file: BinaryIO) -> None:
        first = file.read(BLOCK)
        judged = judge(first, complete=len(first) < BLOCK)
        if judged is None:
            raise UnknownEncodingError(first)
        self.encoding, self._doubtful = judged
        self.replaced = 0
        self.may_hold_surrogates = False
        self.text = ""
        self.at = 0
        self.ended = False
        self._file = file
        self._decoder = codecs.getincrementaldecoder(self.encoding)("replace")
        self._line, self._counted = 1, 0
        self._add(first)

    @property
    def decoded(self) -> Decoded:
        """How decoding went so far, and what is in the window of it."""
        return Decoded(self.text, plain_name(self.encoding), self.replaced, self._doubtful, is_mixed(self.encoding))

    @property
    def rest(self) -> int:
        """How many code points lie ahead in the window."""
        return len(self.text) - self.at

    def grow(self) -> None:
        """Forget what has been read and read on: a block, or for a long value as much again as lies ahead."""
        self.line_of(self.at)
        self.text, self.at, self._counted = self.text[self.at :], 0, 0
        self._add(self._file.read(max(BLOCK, self.rest)))

    def skip_space(self) -> bool:
        """Go to the next value or closing bracket; False at the end of the file."""
        while True:
            self.at = _behind_space(self.text, self.at)
            if self.at < len(self.text) or self.ended:
                return self.at < len(self.text)
            self.grow()

    def first_line(self) -> tuple[str, str]:
        """The line the reader is on, as far as a record may be long, and the first character after it but spaces."""
        while True:
            end = self.text.find("\n", self.at)
            after = _behind_space(self.text, end + 1) if end >= 0 else len(self.text)
            if after < len(self.text) or self.ended or self.rest > LONGEST:
                return self.text[self.at : end if end >= 0 else None], self.text[after : after + 1]
            self.grow()

    def line_of(self, at: int) -> int:
        """The 1-based line of the place `at`, counted from the last place asked for: all of them cost one pass."""
        if at >= self._counted:
            self._line += self.text.count("\n", self._counted, at)
        else:
            self._line -= self.text.count("\n", at, self._counted)
        self._counted = at
        return self._line

    def column_of(self, at: int) -> int:
        return at - self.text.rfind("\n", 0, at)

    def _add(self, data: bytes) -> None:
        text = self._decoder.decode(data, final=not data)
        self.replaced += replaced(text, data, self.encoding)
        self.text += text
        self.may_hold_surrogates = self.may_hold_surrogates or _SURROGATE.search(self.text) is not None
        self.ended = not data


def in_sequence(window: Window) -> Iterator[Found]:
    """The values from here on, with or without commas between them, up to a closing bracket or the file's end."""
    number = 0
    while window.skip_space() and window.text[window.at] != "]":
        yield _next_value(window, number)
        number += 1


def by_line(window: Window) -> Iterator[Found]:
    """The value of each line that is not blank, numbered by its line from 0 on."""
    for number, line in lines(window):
        if line is None:
            yield TooLong(number, number + 1)
        elif line and not line.isspace():
            yield _of_line(line, number)


def lines(window: Window) -> Iterator[tuple[int, str | None]]:
    """Each line from here on without its end, numbered from 0 on; None for one longer than `LONGEST`."""
    number = window.line_of(window.at) - 1
    while True:
        end = window.text.find("\n", window.at)
        if end < 0 and not window.ended and window.rest <= LONGEST:
            window.grow()
            continue
        if end < 0 and not window.ended:
            yield number, None
            _to_end_of_line(window)
        else:
            yield number, window.text[window.at : end] if end >= 0 else window.text[window.at :]
            if end < 0:
                return
            window.at = end + 1
        number += 1


def _to_end_of_line(window: Window) -> None:
    while (end := window.text.find("\n", window.at)) < 0 and not window.ended:
        window.at = len(window.text)
        window.grow()
    window.at = end + 1 if end >= 0 else len(window.text)


def is_value(line: str) -> bool:
    """Whether a line is a whole JSON value."""
    return isinstance(_of_line(line, 0), Value)


def _of_line(line: str, number: int) -> Found:
    start = _behind_space(line, 0)
    try:
        value, end, odd = _decoded(line, start)
    except json.JSONDecodeError as error:
        return Broken(number, number + 1, error.pos + 1, error.msg)
    except RecursionError:
        return TooDeep(number, number + 1)
    rest = _behind_space(line, end)
    if rest < len(line):
        return Broken(number, number + 1, rest + 1, "Extra data")
    return Value(value, number, number + 1, odd)


def _next_value(window: Window, number: int) -> Found:
    """The value at the reader's place, which moves on behind it, or to where the next one seems to begin."""
    while True:
        line = window.line_of(window.at)
        try:
            value, end, odd = _decoded(window.text, window.at)
        except json.JSONDecodeError as error:
            if _cut(window, error):
                if window.rest > LONGEST:
                    return _resumed(window, TooLong(number, line), window.at + 1)
                window.grow()
                continue
            broken = Broken(number, window.line_of(error.pos), window.column_of(error.pos), error.msg)
            return _resumed(window, broken, _before(window, error.pos))
        except RecursionError:
            return _behind_brackets(window, TooDeep(number, line))
        if end == len(window.text) and not window.ended and not isinstance(value, (dict, list)):
            window.grow()  # a number may go on in the next block
            continue
        window.at = end
        return Value(value, number, line, odd)


def _behind_space(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at)
    return match.end() if match else at


def _decoded(text: str, at: int) -> tuple[Any, int, tuple[str, ...]]:
    """The value at `at`, its end, and what of it JSON does not know or Python will not read, which becomes null."""
    try:
        value, end = _STRICT.raw_decode(text, at)
    except json.JSONDecodeError:
        raise
    except ValueError:
        return _leniently(text, at)
    return value, end, ()


def _leniently(text: str, at: int) -> tuple[Any, int, tuple[str, ...]]:
    odd: list[str] = []

    def integer(digits: str) -> int | None:
        try:
            return int(digits)
        except ValueError:  # Python's guard against integers of thousands of digits
            odd.append("integer")
            return None

    value, end = json.JSONDecoder(parse_constant=odd.append, parse_int=integer, strict=False).raw_decode(text, at)
    return value, end, tuple(odd)


def _cut(window: Window, error: json.JSONDecodeError) -> bool:
    """Whether the value only fails because the window ends within it."""
    return not window.ended and (
        error.msg.startswith("Unterminated string") or error.pos >= len(window.text) - _NEAR_END
    )


def _before(window: Window, at: int) -> int:
    """The beginning of the string before a fault: where a quote is missing, it holds the next value's first brace."""
    closing = window.text.rfind('"', window.at, at)
    opening = window.text.rfind('"', window.at, max(closing, window.at))
    return max(opening, window.at) + 1


def _resumed(window: Window, found: Found, at: int) -> Found:
    """`found`, with the reader moved to the next place from `at` on where one object ends and another begins."""
    window.at = at
    while True:
        if match := _NEXT_OBJECT.search(window.text, window.at):
            window.at = match.end()
            return found
        window.at = max(window.at, len(window.text) - _OVERLAP)
        if window.ended:
            window.at = len(window.text)
            return found
        window.grow()


def _behind_brackets(window: Window, found: TooDeep) -> Found:
    """`found`, with the reader moved behind the value: to the bracket that closes its first one."""
    depth = 0
    for match in _BRACKET.finditer(window.text, window.at):
        bracket = match.group()
        depth += (bracket in "[{") - (bracket in "]}")
        if depth == 0:
            window.at = match.end()
            return found
        if depth > _DEEPEST:
            return _resumed(window, found, match.end())
    if window.ended or window.rest > LONGEST:
        return _resumed(window, found, window.at + 1)
    window.grow()
    return _behind_brackets(window, found)
