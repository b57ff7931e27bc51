"""The date an article bears, from the spellings archives write it in: `date_of` gives a date or None, never a guess.

ISO 8601 and its like (2015-07-27 18:39:22, 2015/07/27), RFC 2822, a day with a month's name in Arabic (of the
Gregorian year's three sets: يوليو, تموز, جويلية) or English, and day/month/year where only one order is possible.
A Hijri year (1436) is no Gregorian one, so a year before 1600 gives None.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache

_EARLIEST, _LATEST = 1600, 2200
_LONGEST = 200  # characters of a field that may be a date; beyond it is something else

_ENGLISH = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
)
_MONTHS = {
    **{name: number for number, name in enumerate((*_ENGLISH, "december"), 1)},
    **{name[:3]: number for number, name in enumerate((*_ENGLISH, "december"), 1)},
    "sept": 9,
    "يناير": 1, "فبراير": 2, "مارس": 3, "ابريل": 4, "مايو": 5, "يونيو": 6, "يوليو": 7, "اغسطس": 8, "سبتمبر": 9,
    "اكتوبر": 10, "نوفمبر": 11, "ديسمبر": 12, "يونيه": 6, "يوليه": 7, "شباط": 2, "اذار": 3, "نيسان": 4, "ايار": 5,
    "حزيران": 6, "تموز": 7, "اب": 8, "ايلول": 9, "جانفي": 1, "فيفري": 2, "افريل": 4, "ماي": 5, "جوان": 6, "جويلية": 7,
    "اوت": 8, "غشت": 8, "شتنبر": 9, "نونبر": 11, "دجنبر": 12,
    "كانون الثاني": 1, "تشرين الاول": 10, "تشرين الثاني": 11, "كانون الاول": 12,
}  # fmt: skip
_TWO_WORDS = "(?:كانون|تشرين) (?:الثاني|الاول)"
_NAME = rf"({_TWO_WORDS}|[^\W\d_]+)"

_YEAR_FIRST = re.compile(r"\s*(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![^\WTt])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d.*)?")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_DAY_NAME_YEAR = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)? ?(?:من )?{_NAME}\.?(?: ?[/(] ?{_NAME}\)?)?,? (\d{{4}})(?!\d)"
)
_NAME_DAY_YEAR = re.compile(rf"{_NAME}\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)")
_HAMZA = str.maketrans("أإآ", "ااا")
_SPACES = re.compile(r"[\s,،]+")


@lru_cache(maxsize=1 << 14)
def date_of(text: str) -> date | None:
    """The Gregorian date `text` states, as written (no time zone moves it); None if it states none for sure."""
    if not text or len(text) > _LONGEST:
        return None
    if match := _YEAR_FIRST.match(text):  # nearly all of them, so before anything is unified
        return _date(int(match[1]), int(match[3]), int(match[4]))
    plain = _plain(text)
    if match := _COMPACT.fullmatch(plain.upper()):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    for match in (*_DAY_NAME_YEAR.finditer(plain), *_NAME_DAY_YEAR.finditer(plain)):
        if found := _named(match):
            return found
    match = _YEAR_LAST.search(plain)
    return _either_order(int(match[1]), int(match[3]), int(match[4])) if match else None


def _plain(text: str) -> str:
    """Western digits, lower case, plain alef, single spaces."""
    digits = (str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)
    return _SPACES.sub(" ", "".join(digits).translate(_HAMZA).lower()).strip()


def _named(match: re.Match[str]) -> date | None:
    *before, year = match.groups()
    day = next(part for part in before if part and part.isdecimal())
    months = {_MONTHS.get(part) for part in before if part and not part.isdecimal()}
    month = months.pop() if len(months) == 1 else None  # أيار/مايو names one month twice
    return _date(int(year), month, int(day)) if month else None


def _either_order(first: int, second: int, year: int) -> date | None:
    """Day/month or month/day: a date only where the other reading is impossible or the same."""
    if first > 12 or first == second:
        return _date(year, second, first)
    return _date(year, first, second) if second > 12 else None


def _date(year: int, month: int, day: int) -> date | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
