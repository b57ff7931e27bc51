"""JSON values out of a file of any size, one by one, each with its line; what is broken costs itself.

The standard decoder's C scanner takes one value after the other from the part of the file that is in memory. A value
that reaches beyond it makes it grow, up to `LONGEST`.

    blocks of bytes  →  Window  →  in_sequence: the values of an array, or of one after the other
                                →  by_line: one value a line
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from index.sources.window import LONGEST, Window, behind_space


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


def _refuse(constant: str) -> None:
    raise ValueError(constant)


_STRICT = json.JSONDecoder(parse_constant=_refuse, strict=False)
_NEXT_OBJECT = re.compile(r'\}\s*+(?:,\s*+)?(?=\{\s*+")')
_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)
_DEEPEST = 1 << 20  # brackets that are counted to find the end of a value; beyond, none will close them
_OVERLAP = 1 << 10  # code points kept while looking for the next object, so that a block's end does not cut it
_NEAR_END = 16  # code points: a literal or an escape cut by the end of the window fails at most so far before it


def in_sequence(window: Window, number: int = 0) -> Iterator[Found]:
    """The values from here on, the first of which has this number, with or without commas between them, up to a closing
    bracket or the file's end."""
    while window.skip_space() and window.text[window.at] != "]":
        found = _next_value(window, number)
        number += 1
        _settle(window, found, number)
        if not isinstance(found, Value):
            window.make_no_marks()  # where a broken one ends, all that follows may have told
        yield found


def _settle(window: Window, found: Found, number: int) -> None:
    """Where the reader stands behind a value, and the next one will have this number."""
    if isinstance(found, Value) and not found.odd:
        window.settle(number)
    else:
        window.unsettle()  # more will be told of it


def by_line(window: Window) -> Iterator[Found]:
    """The value of each line from here on that is not blank, numbered by its line from 0 on."""
    for number, line in lines(window):
        if line is None:
            yield TooLong(number, number + 1)
        elif line and not line.isspace():
            found = _of_line(line, number)
            _settle(window, found, number + 1)
            if window.text[window.at - 1] != "\n":
                window.unsettle()  # more of the line may come
            yield found


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
            start, window.at = window.at, end + 1 if end >= 0 else len(window.text)
            yield number, window.text[start : end if end >= 0 else None]
            if end < 0:
                return
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
    start = behind_space(line, 0)
    try:
        value, end, odd = _decoded(line, start)
    except json.JSONDecodeError as error:
        return Broken(number, number + 1, error.pos + 1, error.msg)
    except RecursionError:
        return TooDeep(number, number + 1)
    rest = behind_space(line, end)
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
