"""What the text of a regular expression tells of the words it fits, before any is held against it.

With what letters they begin, which letters they must have, whether nothing in it fits the end of a line, and whether it
is plain: a row of letters, dots and classes, of which few are repeated, that any matcher gets through in no time.
"""

import re
from typing import NamedTuple

_PLAIN_RUN = re.compile(r"[^\W_]+")
_OPTIONAL = re.compile(r"[?*{]")

_LETTER = "[ء-ي0-9]"
_ONE = rf"(?:{_LETTER}|\.|\[\^?(?:{_LETTER}(?:-{_LETTER})?)+\])"
_PLAIN = re.compile(rf"(?:{_ONE}(?:[*+?]|\{{\d+(?:,\d*)?\}})?)+")
_VARYING = re.compile(r"[*+?]|,\d*\}")
_MOST_VARYING = 3
_REPEATED = re.compile(rf"({_ONE})(?:\{{(\d+)\}})?")


def is_plain(source: str) -> bool:
    """Whether an expression is a row of Arabic letters, digits, dots and classes, of which at most three stand a
    varying number of times: for a word of n letters n³ steps are enough, whatever it is."""
    return _PLAIN.fullmatch(source) is not None and len(_VARYING.findall(source)) <= _MOST_VARYING


class Places(NamedTuple):
    """What a plain expression asks for that fits words of one length alone: that length, and what stands in which
    places, but for those where anything may."""

    width: int
    told: list[tuple[int, str]]


def places_of(source: str) -> Places | None:
    """The places of an expression; None where it is not plain, or fits words of several lengths."""
    if not is_plain(source) or _VARYING.search(source):
        return None
    width, told = 0, []
    for one, count in _REPEATED.findall(source):
        times = int(count or 1)
        told += [(width + nth, one) for nth in range(times if one != "." else 0)]
        width += times
    return Places(width, told)


def alternatives_of(source: str) -> list[str]:
    """The parts of an expression of which one must fit."""
    parts, depth, begin, at = [], 0, 0, 0
    while at < len(source):
        depth += (source[at] == "(") - (source[at] == ")")
        if source[at] == "|" and not depth:
            parts.append(source[begin:at])
            begin = at + 1
        at = _after_one(source, at)
    return [*parts, source[begin:]]


def is_letters(source: str) -> bool:
    """Whether an expression fits one word alone, its own letters."""
    return _PLAIN_RUN.fullmatch(source) is not None


def prefix_of(source: str) -> str:
    """The letters with which every word begins that an expression without alternatives fits; "" where none is known."""
    run = _PLAIN_RUN.match(source)
    return _without_optional(source, run).lower() if run else ""


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
            runs.append(_without_optional(source, run))
            at = run.end()
            continue
        at = _after_count(source, at)
    return max(runs, key=len, default="").lower()


def within_lines(source: str) -> str | None:
    """The expression so that nothing in it fits a line's end, None where that cannot be told."""
    parts, at = [], 0
    while at < len(source):
        end = _after_one(source, at)
        part = source[at:end]
        if _PAST_LINE_ENDS.search(part) or part.startswith("[^]"):
            return None
        parts.append(part.replace("[^", "[^\n", 1) if part.startswith("[^") else part)
        at = end
    return "".join(parts)


_PAST_LINE_ENDS = re.compile(r"\\[WDs]")


def _without_optional(source: str, run: re.Match[str]) -> str:
    """A run of letters, less the last where a sign after it makes that optional."""
    return run.group()[:-1] if _OPTIONAL.match(source, run.end()) else run.group()


def _after_one(source: str, at: int) -> int:
    """Past one character, an escape or a whole class."""
    return _after_class(source, at) if source[at] == "[" else at + (2 if source[at] == "\\" else 1)


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
