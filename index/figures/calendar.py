"""The days a stated date covers, and the Gregorian ones of a Hijri date.

A Hijri day is found in the calendar of Umm al-Qura (`hijridate`), by which Saudi Arabia dates, for the years 1343 to
1500. Elsewhere a month begins when its moon is seen, so a day may be one earlier or later: of 387 pairs of Hijri and
Gregorian days that articles state, 382 agree with it (research/figures.md). Whoever shows one says that it is about so.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

_DATE = re.compile(r"(H?)(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_PERIOD = re.compile(r"(H?)(\d{4})-([QH])([1-4])")
_FIRST_HIJRI, _LAST_HIJRI = 1343, 1500
_LAST_DAY = date(2077, 11, 16)  # of the last Hijri year
_DAY = timedelta(days=1)


class Days(NamedTuple):
    """The first and the last of the days a date covers: one day, a month, a quarter, some years."""

    first: date
    last: date


@lru_cache(maxsize=1 << 12)
def days_of(value: str) -> Days | None:
    """The days of a date as figures state it (2024-10-25, 2024-Q1, H1436, 2014/2015); None where no year is known, and
    for what is no date."""
    first, slash, last = value.partition("/")
    if not slash:
        return _days(value)
    begins, ends = _days(first), _days(last)
    return Days(min(begins.first, ends.first), max(begins.last, ends.last)) if begins and ends else None


def gregorian(value: str) -> Days | None:
    """The Gregorian days of a Hijri date; None for any other. A day may be off by one outside Saudi Arabia."""
    return days_of(value) if value.startswith("H") else None


def _days(value: str) -> Days | None:
    if found := _DATE.fullmatch(value):
        month, day = int(found[3] or 0), int(found[4] or 0)
        return _months(found[1], int(found[2]), month or 1, month or 12, day)
    if found := _PERIOD.fullmatch(value):
        months = 3 if found[3] == "Q" else 6
        last = int(found[4]) * months
        return _months(found[1], int(found[2]), last - months + 1, last, 0)
    return None


def _months(hijri: str, year: int, first: int, last: int, day: int) -> Days | None:
    """From the beginning of one month to the end of another, or a `day` of the first."""
    if not 1 <= first <= last <= 12 or year == 0:
        return None
    begins = _month_begins(hijri, year, first)
    ends = _month_ends(hijri, year, last)
    if begins is None or ends is None:
        return None
    if not day:
        return Days(begins, ends)
    on = begins + (day - 1) * _DAY  # the thirtieth of a month of 29 days, where its moon was seen a day later
    return Days(on, on) if on <= ends or (hijri and day <= 30) else None


def _month_begins(hijri: str, year: int, month: int) -> date | None:
    if not hijri:
        return date(year, month, 1)
    if not _FIRST_HIJRI <= year <= _LAST_HIJRI:
        return None
    from hijridate import Hijri  # late: few articles, and no first picture, need it

    return date.fromordinal(Hijri(year, month, 1).to_gregorian().toordinal())


def _month_ends(hijri: str, year: int, month: int) -> date | None:
    if not hijri:
        return date(year, month, monthrange(year, month)[1])
    if (year, month) == (_LAST_HIJRI, 12):
        return _LAST_DAY
    following = _month_begins(hijri, year + month // 12, month % 12 + 1)
    return None if following is None else following - _DAY
