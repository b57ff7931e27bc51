"""Dates and periods: days, months, years, quarters and halves, Gregorian and Hijri, each as an ISO string.

    period  →  الربع الأول [من] [عام] year | الأرباع الثلاثة الأولى …        2024-Q1, Q1, 2015-H1
    date    →  2015-07-21 | 21/7/2015 | day [من] month [year] | month year   2015-07-21, --05-26, 2015-07
    year    →  a number of four digits that something announces              2015, H1436

What is not known is left out (`--05-26`), what is two days or years is an interval (`2014/2015`), a Hijri date starts
with H. Order matters: what a date needs is never left to be a count.
"""

import re
from typing import NamedTuple

from index.figures import counted_words, currencies, date_words, measures, months, number_words
from index.figures.figure import Flag, Kind
from index.figures.ordinals import FIRST_WORDS as ORDINALS
from index.figures.ordinals import read_ordinal
from index.figures.reading import Reading
from index.figures.spelling import INVISIBLE
from index.figures.tokens import NUMBER, WORD, Shape, Tokens

_I = f"[{INVISIBLE}]{{0,2}}"
_S = f"[ {INVISIBLE}]{{0,3}}"
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_I}([-/.]){_I}(\d{{1,2}}){_I}\2{_I}(\d{{1,2}})(?!\d)")
_DAY_FIRST = re.compile(rf"(\d{{1,2}}){_S}([-/.–]){_S}(\d{{1,2}}){_S}[-/.–]{_S}(\d{{4}}|(?<! )\d{{2}})(?!\d|[-/]\d)")
_YEARS = re.compile(rf"(\d{{4}}){_S}[-/–]{_S}(\d{{4}}|(?<! )\d{{2}})(?![\d-])")
_ERA = re.compile(rf"[ {INVISIBLE}]{{0,2}}(هـ{{0,3}}|م)(?![\w])")
_FIRST_HIJRI, _LAST_HIJRI = 1300, 1500
_FIRST_WORDS = date_words.PERIODS.keys() | date_words.PLURAL_PERIODS.keys() | months.MONTH_WORDS | ORDINALS
_ERAS = ("م", "ه")
_BEFORE_MONTHS = months.MONTH_WORDS | {"من", "شهر"}
_LINKS = ("-", "–", "و", "إلى", "الى", "أو", "/")
_AFTER_DAYS = frozenset({*_LINKS, "،"})
"""A day is followed by its month, a word before it, or one of these signs and words, or it is no day."""


class _Month(NamedTuple):
    number: int
    hijri: bool
    after: int


def read_date(tokens: Tokens, index: int, previous: Reading | None) -> Reading | None:
    """The date that begins at token `index`; `previous` is the reading right before it, which may announce a year."""
    shape = tokens.shapes[index]
    if shape.sort is NUMBER:
        return _of_digits(tokens, index, previous)
    if shape.word not in _FIRST_WORDS:
        return None
    if shape.word in date_words.PERIODS or shape.word in date_words.PLURAL_PERIODS:
        return _period(tokens, index)
    if shape.definite:
        return _ordinal_day(tokens, index)
    return _month_year(tokens, index)


def _of_digits(tokens: Tokens, index: int, previous: Reading | None) -> Reading | None:
    """Only what its digits and the token behind them allow is tried."""
    raw, following = tokens.raw(index), tokens.shapes[index + 1]
    if not raw.isdecimal():
        return _numeric(tokens, index)
    if len(raw) > 4:
        return None
    separated = following.raw[:1] in _SEPARATORS
    return (
        (_numeric(tokens, index) if separated else None)
        or (_days_of_month(tokens, index) if len(raw) <= 2 and _may_follow_day(following) else None)
        or (_years(tokens, index, previous) if separated else None)
        or (_year(tokens, index, previous) if len(raw) == 4 or following.word in _ERAS else None)
        or (_short_year(tokens, index) if len(raw) == 2 else None)
    )


def _may_follow_day(following: Shape) -> bool:
    return following.raw in _AFTER_DAYS or following.word in _BEFORE_MONTHS


def _reading(
    tokens: Tokens, value: str, first: int, after: int, end: int | None = None, flags: frozenset[str] = frozenset()
) -> Reading:
    end = tokens.end(after - 1) if end is None else end
    return Reading(Kind.DATE, value, None, tokens.begin(first), end, first, max(after, tokens.index_at(end)), flags)


def _iso(year: int | None, month: int | None, day: int | None, hijri: bool) -> str:
    parts = [f"{year:04}" if year else "-", f"{month:02}" if month else "", f"{day:02}" if day else ""]
    return ("H" if hijri else "") + "-".join(part for part in parts if part)


def _numeric(tokens: Tokens, index: int) -> Reading | None:
    """2015-07-21 and 21/7/2015, the day before the month unless it cannot be."""
    start = tokens.starts[index]
    if start and tokens.body[start - 1] in "-/." and tokens.glued(index) and not _ends_days(tokens, index):
        return None
    if match := _YEAR_FIRST.match(tokens.body, start):
        year, month, day, flags = int(match[1]), int(match[3]), int(match[4]), set[Flag]()
    elif match := _DAY_FIRST.match(tokens.body, start):
        day, month, year = int(match[1]), int(match[3]), int(match[4])
        flags = {Flag.ORDER} if day <= 12 and month <= 12 and day != month else set()
    else:
        return None
    if year < 100:
        year, flags = year + 2000, {*flags, Flag.YEAR}
    if month > 12 >= day:
        day, month = month, day
    hijri = _FIRST_HIJRI <= year < _LAST_HIJRI
    if not (1 <= month <= 12 and 1 <= day <= 31 and (hijri or 1500 < year < 2200)):
        return None
    end = match.end()
    era = _ERA.match(tokens.body, end)
    end = era.end() if era else end
    return _reading(tokens, _iso(year, month, day, hijri), index, tokens.index_at(end), end, frozenset(flags))


_SEPARATORS = frozenset("-/.–")


def begins_numeric_date(tokens: Tokens, index: int) -> bool:
    """Whether 15 / 10 / 1436 begins here, whose day is no end of a range of numbers."""
    return _DAY_FIRST.match(tokens.body, tokens.begin(index)) is not None


def _ends_days(tokens: Tokens, index: int) -> bool:
    """15 of 8-15/10/1436, from the eighth to the fifteenth."""
    begins = tokens.raw(index - 1) == "-" and _day(tokens, index - 2)
    return bool(begins) and tokens.raw(index - 3) not in ("-", "/", ".")


def _number(tokens: Tokens, index: int, digits: int) -> int | None:
    """The token as a whole number of at most so many digits."""
    raw = tokens.raw(index)
    return int(raw) if len(raw) <= digits and raw.isdecimal() else None


def _day(tokens: Tokens, index: int) -> int | None:
    day = _number(tokens, index, 2)
    return day if day and 1 <= day <= 31 else None


def _days_of_month(tokens: Tokens, index: int) -> Reading | None:
    """26 مايو, 26 من شهر مايو 2015, 26-28 مايو; of 26 و27 مايو the first, which borrows its month."""
    day = _day(tokens, index)
    if day is None:
        return None
    date = _month_and_year(tokens, index + 1, day)
    if date:
        value, after, end = date
        return _reading(tokens, value, index, after, end)
    return _two_days(tokens, index, day)


def _two_days(tokens: Tokens, index: int, day: int) -> Reading | None:
    second = index + 2
    other = _day(tokens, second) if tokens.raw(index + 1) in _LINKS else None
    later = _month_and_year(tokens, second + 1, other) if other else None
    if not (other and later):
        return None
    first = _month_and_year(tokens, second + 1, day)
    if first and tokens.raw(index + 1) not in ("و", "أو"):
        return _reading(tokens, f"{first[0]}/{later[0]}", index, later[1], later[2])
    return _reading(tokens, first[0], index, index + 1) if first else None


def _month_and_year(tokens: Tokens, index: int, day: int | None) -> tuple[str, int, int] | None:
    """The rest of a date from its month on: (ISO, token after, end)."""
    if tokens.raw(index) in ("-", "/", "،") and tokens.sort(index + 1) is WORD:
        index += 1
    if day and tokens.word(index) == "من":
        index += 1
    if day and tokens.word(index) == "شهر":
        index += 1
    month = _month(tokens, index)
    if month is None or (tokens.shapes[index].clitic and day is not None):
        return None
    year, after, end, hijri = _year_after(tokens, month)
    if year is None and tokens.word(index) == "صفر" and not _is_cued(tokens, index):
        return None  # nil, not the month of Safar
    return _iso(year, month.number, day, hijri), after, end


def _is_cued(tokens: Tokens, index: int) -> bool:
    """من صفر and صفر المقبل are the month."""
    if tokens.word(index - 1) in ("من", "شهر"):
        return True
    return tokens.shapes[index + 1].definite and tokens.word(index + 1) in date_words.YEAR_CUES


def _month(tokens: Tokens, index: int) -> _Month | None:
    """A month's name, of one word or two, and its other name behind / or in brackets."""
    found = _one_month(tokens, index)
    if found is None:
        return None
    opening = tokens.raw(found.after)
    if opening in ("/", "(", "-", "–"):
        other = _one_month(tokens, found.after + 1)
        if other and other[:2] == found[:2]:
            closed = opening == "(" and tokens.raw(other.after) == ")"
            if opening != "(" or closed:
                return other._replace(after=other.after + closed)
    beside = _one_month(tokens, found.after) if tokens.plain(found.after) else None
    return beside if beside and beside[:2] == found[:2] else found


def _one_month(tokens: Tokens, index: int) -> _Month | None:
    word = tokens.word(index)
    if word not in months.MONTH_WORDS:
        return None
    for hijri, singles, pairs in (
        (False, months.GREGORIAN, months.TWO_WORD_GREGORIAN),
        (True, months.HIJRI, months.TWO_WORD_HIJRI),
    ):
        pair = word, tokens.word(index + 1)
        if pair in pairs and tokens.plain(index + 1):
            return _Month(pairs[pair], hijri, index + 2)
        if word in singles:
            return _Month(singles[word], hijri, index + 1)
    return None


def _year_after(tokens: Tokens, month: _Month) -> tuple[int | None, int, int, bool]:
    """The year behind a month: (year, token after, end, whether Hijri)."""
    index = month.after
    if tokens.raw(index) in ("،", ",", "/", "-"):
        index += 1
    if tokens.word(index) == "من" and tokens.word(index + 1) in date_words.YEAR_NOUNS:
        index += 1
    if tokens.word(index) in date_words.YEAR_NOUNS:
        index += 1
    year = _number(tokens, index, 4)
    if year is None or not 1000 <= year < 2200 or tokens.raw(index + 1) == "/":
        return None, month.after, tokens.end(month.after - 1), month.hijri
    era = _ERA.match(tokens.body, tokens.end(index))
    end = era.end() if era else tokens.end(index)
    return year, tokens.index_at(end), end, month.hijri


def _month_year(tokens: Tokens, index: int) -> Reading | None:
    """مارس 2023; a month by itself states no figure."""
    month = _month(tokens, index)
    if month is None:
        return None
    year, after, end, hijri = _year_after(tokens, month)
    return _reading(tokens, _iso(year, month.number, None, hijri), index, after, end) if year else None


def _ordinal_day(tokens: Tokens, index: int) -> Reading | None:
    """الخامس والعشرون من مايو, الثالث عشر من شهر رجب, العشرين من شوال."""
    ordinal = read_ordinal(tokens, index)
    if ordinal is None:
        return None
    day, after = ordinal
    if tokens.word(after) != "من" or day > 31 or tokens.word(index - 1) == "الاسبوع":
        return None
    date = _month_and_year(tokens, after, day)
    return _reading(tokens, date[0], index, date[1], date[2]) if date else None


def _period(tokens: Tokens, index: int) -> Reading | None:
    """الربع الأول من عام 2024, النصف الثاني, الأرباع الثلاثة الأولى من 2023."""
    shape = tokens.shapes[index]
    ordinal = tokens.shapes[index + 1]
    if shape.word in date_words.PLURAL_PERIODS:
        count = number_words.UNITS.get(ordinal.word) if shape.definite else None
        if not count or tokens.word(index + 2) not in ("اولي", "الاولي"):
            return None
        return _with_year(tokens, [f"Q{1}", f"Q{count}"], index, index + 3)
    letter = date_words.PERIODS[shape.word]
    number = number_words.ORDINALS.get(ordinal.word)
    if not (shape.definite and ordinal.definite and number and number <= (4 if letter == "Q" else 2)):
        return None
    return _with_year(tokens, [f"{letter}{number}"], index, index + 2)


def _with_year(tokens: Tokens, periods: list[str], first: int, after: int) -> Reading:
    index = after + (tokens.word(after) == "من")
    while index < after + 4 and tokens.word(index) in date_words.YEAR_CUES:
        index += 1
    year = _number(tokens, index, 4)
    if not year or not 1300 <= year < 2200:
        return _reading(tokens, "/".join(periods), first, after)
    era = _ERA.match(tokens.body, tokens.end(index))
    end = era.end() if era else tokens.end(index)
    hijri = "H" if _FIRST_HIJRI <= year < _LAST_HIJRI else ""
    value = "/".join(f"{hijri}{year}-{period}" for period in periods)
    return _reading(tokens, value, first, tokens.index_at(end), end)


def _years(tokens: Tokens, index: int, previous: Reading | None) -> Reading | None:
    """2014-2015 and 1435/1436هـ: two years that follow each other, or are announced."""
    match = _YEARS.match(tokens.body, tokens.starts[index])
    if not match:
        return None
    first, last = int(match[1]), int(match[2])
    last += first // 100 * 100 if last < 100 else 0
    hijri = _FIRST_HIJRI <= first < _LAST_HIJRI
    near = first < last <= first + (1 if hijri else 20)
    era = _ERA.match(tokens.body, match.end())
    closed = tokens.raw(index - 1) == "(" and tokens.raw(index + 3) == ")"
    life = 1000 <= first < last < 2100 and last - first < 150 and (closed or era)
    if not (life or (near and (hijri or 1900 <= first < 2100)) or _announced(tokens, index, previous)):
        return None
    end = era.end() if era else match.end()
    mark = "H" if hijri else ""
    return _reading(tokens, f"{mark}{first}/{mark}{last}", index, tokens.index_at(end), end)


def _year(tokens: Tokens, index: int, previous: Reading | None) -> Reading | None:
    year = _number(tokens, index, 4)
    if year is None:
        return None
    end = tokens.end(index)
    era = _ERA.match(tokens.body, end) if tokens.word(index + 1) in _ERAS else None
    early = era is not None and tokens.word(index - 1) in date_words.YEAR_NOUNS
    if not (1 if early else 1000) <= year < 2200 or tokens.raw(index)[0] in "0٠":
        return None
    hijri_era = bool(era and era[1].startswith("ه"))
    if not early and not (era and (hijri_era or year > 1500)) and not _announced(tokens, index, previous):
        return None
    hijri = hijri_era or (not era and 1400 <= year < 1460)
    assumed = frozenset({Flag.CALENDAR}) if hijri and not hijri_era else frozenset()
    end = era.end() if era else end
    return _reading(tokens, _iso(year, None, None, hijri), index, tokens.index_at(end), end, assumed)


def _short_year(tokens: Tokens, index: int) -> Reading | None:
    """عام 94: two digits behind the word year, of the century that makes them past or near."""
    cue = index - 1 - (tokens.raw(index - 1) == "." and tokens.glued(index))
    if tokens.word(cue) not in ("عام", "سنه") or _counts(tokens, index):
        return None
    following = tokens.shapes[index + 1]
    if following.sort is WORD and following.word not in counted_words.STOPS and not following.clitic:
        return None
    year = int(tokens.raw(index))
    year += 1900 if year > _LAST_SHORT_YEAR else 2000
    return _reading(tokens, _iso(year, None, None, False), index, index + 1, flags=frozenset({Flag.YEAR}))


_LAST_SHORT_YEAR = 40


def _announced(tokens: Tokens, index: int, previous: Reading | None) -> bool:
    """Whether something says that the number is a year: عام, أواخر, another year before it, brackets."""
    before = index - 1
    if previous and previous.kind is Kind.DATE and 0 <= index - previous.after <= 1:
        return tokens.raw(before) in ("و", "-", "–", "إلى", "الى", "أو", "حتى", "،")
    cue = tokens.word(before)
    if cue in date_words.YEAR_CUES and not _counts(tokens, index):
        return True
    if not 1900 <= int(tokens.raw(index)) < 2100 or _counts(tokens, index):
        return False
    return cue in date_words.WEAK_YEAR_CUES or (tokens.raw(before) == "(" and tokens.raw(index + 1) == ")")


def _counts(tokens: Tokens, index: int) -> bool:
    """Whether what follows the number makes it an amount of something."""
    following = tokens.shapes[index + 1]
    if following.clitic:
        return False
    word = following.word
    known = word in measures.UNITS or word in currencies.NOUNS or word in number_words.SCALES
    return known or following.raw in ("%", "٪", "$", "€")
