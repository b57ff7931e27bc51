"""From one date to another: two dates that begin and end a period are one figure, an ISO interval.

period  →  [من] date (إلى | حتى | - ) date | بين date و date          2014/2015, 2015-07-31/2015-09-04
           من day (إلى | حتى | - ) date                               H1436-10-11/H1436-10-25

What only the later date says, its year and month, holds for the earlier one too.
"""

from dataclasses import replace

from index.figures.figure import BARE, DATE
from index.figures.reading import Reading
from index.figures.tokens import Tokens

_TO = ("إلى", "الى", "حتى", "وإلى", "والى", "وحتى", "-", "–", "ـ")
_BETWEEN = ("بين", "مابين")


def join_dates(tokens: Tokens, readings: list[Reading]) -> list[Reading]:
    """`readings` with each pair of dates that a word joins made one."""
    joined: list[Reading] = []
    for reading in readings:
        period = _period(tokens, joined[-1], reading) if joined and reading.kind is DATE else None
        if period:
            joined[-1] = period
        else:
            joined.append(reading)
    return joined


def _period(tokens: Tokens, first: Reading, last: Reading) -> Reading | None:
    if not _are_joined(tokens, first, last) or not isinstance(last.value, str) or "/" in last.value:
        return None
    if first.kind is DATE:
        begins = _filled(str(first.value), last.value)
    else:
        begins = _with_day(tokens.raw(first.first), last.value) if _is_day(tokens, first) else None
    if begins is None or begins == last.value:
        return None
    value = f"{begins}/{last.value}"
    return replace(last, value=value, start=first.start, first=first.first, flags=first.flags | last.flags)


def _are_joined(tokens: Tokens, first: Reading, last: Reading) -> bool:
    """Whether one word of "to" stands between the two, or و with بين in front."""
    if first.after + 1 == last.first and tokens.raw(first.after) in _TO and not tokens.shapes[last.first].clitic:
        return True
    and_on_word = first.after == last.first and tokens.shapes[last.first].clitic == "و"
    and_apart = first.after + 1 == last.first and tokens.raw(first.after) == "و"
    before = (tokens.word(first.first - 1), tokens.word(first.first - 2))
    return (and_on_word or and_apart) and any(word in _BETWEEN for word in before)


def _is_day(tokens: Tokens, reading: Reading) -> bool:
    """Whether a bare number, announced by من or a hyphen away, may be the day of a date behind it."""
    raw = tokens.raw(reading.first)
    alone = reading.kind is BARE and reading.after == reading.first + 1
    announced = tokens.word(reading.first - 1) in ("من", *_BETWEEN) or tokens.raw(reading.after) in ("-", "–")
    return alone and raw.isdecimal() and 1 <= int(raw[:3]) <= 31 and announced


def _with_day(raw: str, date: str) -> str | None:
    """The date of the same month with another day."""
    month, _, day = date.rpartition("-")
    return f"{month}-{int(raw):02}" if len(day) == 2 and month.count("-") >= 1 and month[-1] != "-" else None


def _filled(begins: str, ends: str) -> str | None:
    """The earlier date with the year of the later one, or the year before where it would come after it."""
    if begins.startswith("H") != ends.startswith("H") or "/" in begins:
        return None
    mark = "H" if begins.startswith("H") else ""
    begins, ends = begins.removeprefix("H"), ends.removeprefix("H")
    if begins.startswith("-") == ends.startswith("-"):
        return mark + begins
    if ends.startswith("-"):
        return None
    year, _, rest = ends.partition("-")
    day_of_year = begins.removeprefix("--")
    return f"{mark}{int(year) - (day_of_year > rest):04}-{day_of_year}"
