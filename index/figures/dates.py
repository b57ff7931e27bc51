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
from index.figures.figure import DATE, NOTHING_ASSUMED, Flag
from index.figures.ordinals import FIRST_WORDS as ORDINALS
from index.figures.ordinals import read_ordinal
from index.figures.reading import Reading
from index.figures.spelling import INVISIBLE
from index.figures.tokens import MARK, NUMBER, WORD, Shape, Tokens

_I = f"[{INVISIBLE}]{{0,2}}"
_S = f"[ {INVISIBLE}]{{0,3}}"
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_I}([-/.]){_I}(\d{{1,2}}){_I}\2{_I}(\d{{1,2}})(?!\d)")
_DAY_FIRST = re.compile(rf"(\d{{1,2}}){_S}([-/.–]){_S}(\d{{1,2}}){_S}[-/.–]{_S}(\d{{4}}|(?<! )\d{{2}})(?!\d|[-/]\d)")
_YEARS = re.compile(rf"(\d{{4}}){_S}[-/–]{_S}(\d{{4}}|(?<! )\d{{2}})(?![\d-])")
_ERA = re.compile(rf"[ {INVISIBLE}]{{0,2}}(هـ{{0,3}}|م)(?![\w])")
_FIRST_HIJRI, _LAST_HIJRI = 1300, 1500
_NEAR, _LUNAR = frozenset[str]({Flag.YEAR}), frozenset[str]({Flag.CALENDAR})
_PERIODS = date_words.PERIODS.keys() | date_words.PLURAL_PERIODS.keys()
_ERAS = ("م", "ه")
_BEFORE_MONTHS = months.MONTH_WORDS | {"من", "شهر"}
_LINKS = ("-", "–", "و", "إلى", "الى", "أو", "/")
_AFTER_DAYS = frozenset({*_LINKS, "،"})
"""A day is followed by its month, a word before it, or one of these signs and words, or it is no day."""


class _Month(NamedTuple):
    number: int
    hijri: bool


_MONTHS = {word: _Month(month, True) for word, month in months.HIJRI.items()} | {
    word: _Month(month, False) for word, month in months.GREGORIAN.items()
}
_TWO_WORD_MONTHS = {pair: _Month(month, True) for pair, month in months.TWO_WORD_HIJRI.items()} | {
    pair: _Month(month, False) for pair, month in months.TWO_WORD_GREGORIAN.items()
}


def date_of_words(tokens: Tokens, index: int) -> Reading | None:
    """The date that begins with the word at token `index`."""
    shape = tokens.shapes[index]
    if shape.word in _PERIODS:
        return _period(tokens, index)
    if shape.definite:
        return _ordinal_day(tokens, index) if shape.word in ORDINALS else None
    return _month_year(tokens, index) if shape.word in months.MONTH_WORDS else None


def date_of_digits(tokens: Tokens, index: int, previous: Reading | None) -> Reading | None:
    """The date that begins with the digits at token `index`; `previous` is the reading right before it, which may
    announce a year. Only what its digits and the token behind them allow is tried."""
    raw, following = tokens.shapes[index].raw, tokens.shapes[index + 1]
    if following.sort is WORD and following.word not in _AFTER_NUMBERS and len(raw) < 4:
        return _short_year(tokens, index) if len(raw) == 2 else None
    separated = following.sort is not WORD and _is_separated(tokens, index)
    if not raw.isdecimal():
        return _numeric(tokens, index) if separated or raw.count(".") > 1 else None
    if len(raw) > 4:
        return None
    numeric = _numeric(tokens, index) if separated else None
    if numeric or len(raw) > 2:
        return numeric or _of_year(tokens, index, previous, separated)
    return (
        (_days_of_month(tokens, index) if _may_follow_day(following) else None)
        or (_year(tokens, index, previous) if following.word in _ERAS else None)
        or (_short_year(tokens, index) if len(raw) == 2 else None)
    )


def _of_year(tokens: Tokens, index: int, previous: Reading | None, separated: bool) -> Reading | None:
    """2014-2015, 2014, and a year of three digits with its era."""
    years = _years(tokens, index, previous) if separated else None
    long = len(tokens.shapes[index].raw) == 4
    return years or (_year(tokens, index, previous) if long or tokens.shapes[index + 1].word in _ERAS else None)


_AFTER_NUMBERS = _BEFORE_MONTHS | {*_ERAS, "و", "او", "الي"}
"""Words that may go on a date which begins with one to three digits."""


def _may_follow_day(following: Shape) -> bool:
    return following.raw in _AFTER_DAYS or following.word in _BEFORE_MONTHS


def _reading(
    tokens: Tokens, value: str, first: int, after: int, end: int | None = None, flags: frozenset[str] = NOTHING_ASSUMED
) -> Reading:
    if end is None:
        end = tokens.end(after - 1)
    return Reading(DATE, value, None, tokens.begin(first), end, first, after, flags)


def _iso(year: int | None, month: int | None, day: int | None, hijri: bool) -> str:
    value = f"{year:04}" if year else "-"
    value += f"-{month:02}" if month else ""
    value += f"-{day:02}" if day else ""
    return f"H{value}" if hijri else value


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


def _is_separated(tokens: Tokens, index: int) -> bool:
    """Whether a separator and digits stand behind the digits at `index`."""
    following = tokens.shapes[index + 1]
    apart = following.sort is MARK and tokens.shapes[index + 2].sort is NUMBER
    return (apart or following.sort is NUMBER) and following.raw[0] in _SEPARATORS


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
    shapes = tokens.shapes
    if shapes[index].raw in ("-", "/", "،") and shapes[index + 1].sort is WORD:
        index += 1
    if day and shapes[index].word == "من":
        index += 1
    if day and shapes[index].word == "شهر":
        index += 1
    found = _month(tokens, index)
    if found is None or (tokens.shapes[index].clitic and day is not None):
        return None
    (month, hijri), behind = found
    dated = _year_after(tokens, behind)
    if dated is None and tokens.word(index) == "صفر" and not _is_cued(tokens, index):
        return None  # nil, not the month of Safar
    year, after, end = dated or (None, behind, tokens.end(behind - 1))
    return _iso(year, month, day, hijri), after, end


def _is_cued(tokens: Tokens, index: int) -> bool:
    """من صفر and صفر المقبل are the month."""
    if tokens.word(index - 1) in ("من", "شهر"):
        return True
    return tokens.shapes[index + 1].definite and tokens.word(index + 1) in date_words.YEAR_CUES


def _month(tokens: Tokens, index: int) -> tuple[_Month, int] | None:
    """A month's name, of one word or two, and its other name behind / or in brackets; the token after."""
    found = _one_month(tokens, index)
    if found is None:
        return None
    month, after = found
    opening = tokens.shapes[after]
    if opening.raw in ("/", "(", "-", "–"):
        other = _one_month(tokens, after + 1)
        closed = opening.raw == "(" and other is not None and tokens.raw(other[1]) == ")"
        if other and other[0] == month and (closed or opening.raw != "("):
            return month, other[1] + closed
    beside = None if opening.clitic else _one_month(tokens, after)
    return beside if beside and beside[0] == month else found


def _one_month(tokens: Tokens, index: int) -> tuple[_Month, int] | None:
    word, following = tokens.shapes[index].word, tokens.shapes[index + 1]
    if word not in months.MONTH_WORDS:
        return None
    pair = _TWO_WORD_MONTHS.get((word, following.word))
    if pair and not following.clitic:
        return pair, index + 2
    month = _MONTHS.get(word)
    return (month, index + 1) if month else None


def _year_after(tokens: Tokens, index: int) -> tuple[int, int, int] | None:
    """The year behind the month that ends before token `index`: (year, token after, end)."""
    shapes = tokens.shapes
    if shapes[index].raw in ("،", ",", "/", "-"):
        index += 1
    if shapes[index].word == "من" and shapes[index + 1].word in date_words.YEAR_NOUNS:
        index += 1
    if shapes[index].word in date_words.YEAR_NOUNS:
        index += 1
    year = _number(tokens, index, 4)
    if year is None or not 1000 <= year < 2200 or shapes[index + 1].raw == "/":
        return None
    era = _ERA.match(tokens.body, tokens.end(index))
    end = era.end() if era else tokens.end(index)
    return year, tokens.index_at(end), end


def _month_year(tokens: Tokens, index: int) -> Reading | None:
    """مارس 2023; a month by itself states no figure."""
    found = _month(tokens, index)
    dated = _year_after(tokens, found[1]) if found else None
    if not (found and dated):
        return None
    (month, hijri), (year, after, end) = found[0], dated
    return _reading(tokens, _iso(year, month, None, hijri), index, after, end)


def _ordinal_day(tokens: Tokens, index: int) -> Reading | None:
    """الخامس والعشرون من مايو, الثالث عشر من شهر رجب, العشرين من شوال."""
    ordinal = read_ordinal(tokens, index)
    if ordinal is None:
        return None
    day, after = ordinal
    if tokens.shapes[after].word != "من" or day > 31 or tokens.word(index - 1) == "الاسبوع":
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
    if not (life or (near and (hijri or 1900 <= first < 2100)) or _announced(tokens, index, first, previous)):
        return None
    end = era.end() if era else match.end()
    mark = "H" if hijri else ""
    return _reading(tokens, f"{mark}{first}/{mark}{last}", index, tokens.index_at(end), end)


def _year(tokens: Tokens, index: int, previous: Reading | None) -> Reading | None:
    """2015, 2015م, 1436هـ, عام 94م."""
    before, shape, following = tokens.shapes[index - 1], tokens.shapes[index], tokens.shapes[index + 1]
    year, end = int(shape.raw), tokens.end(index)
    era = _ERA.match(tokens.body, end) if following.word in _ERAS else None
    early = era is not None and before.word in date_words.YEAR_NOUNS
    if not (1 if early else 1000) <= year < 2200 or shape.raw[0] in "0٠":
        return None
    hijri_era = era is not None and era[1].startswith("ه")
    known = early or hijri_era or (era is not None and year > 1500)
    if not known and not _announced(tokens, index, year, previous):
        return None
    hijri = hijri_era or (era is None and 1400 <= year < 1460)
    value, flags = f"H{year:04}" if hijri else f"{year:04}", _LUNAR if hijri and not hijri_era else NOTHING_ASSUMED
    if era is None:
        return Reading(DATE, value, None, tokens.starts[index], end, index, index + 1, flags)
    return _reading(tokens, value, index, tokens.index_at(era.end()), era.end(), flags)


def _short_year(tokens: Tokens, index: int) -> Reading | None:
    """عام 94: two digits behind the word year, of the century that makes them past or near."""
    cue = tokens.shapes[index - 1]
    if cue.raw == "." and tokens.glued(index):
        cue = tokens.shapes[index - 2]
    if cue.word not in ("عام", "سنه") or not tokens.raw(index).isdecimal() or _counts(tokens, index):
        return None
    following = tokens.shapes[index + 1]
    if following.sort is WORD and following.word not in counted_words.STOPS and not following.clitic:
        return None
    year = int(tokens.raw(index))
    year += 1900 if year > _LAST_SHORT_YEAR else 2000
    return _reading(tokens, f"{year}", index, index + 1, flags=_NEAR)


_LAST_SHORT_YEAR = 40


def _announced(tokens: Tokens, index: int, year: int, previous: Reading | None) -> bool:
    """Whether something says that the number is a year: عام, أواخر, another year before it, brackets."""
    cue = tokens.shapes[index - 1]
    if previous and previous.kind is DATE and 0 <= index - previous.after <= 1:
        return cue.raw in ("و", "-", "–", "إلى", "الى", "أو", "حتى", "،")
    if cue.word in date_words.YEAR_CUES:
        return not _counts(tokens, index)
    if not 1900 <= year < 2100:
        return False
    weak = cue.word in date_words.WEAK_YEAR_CUES or (cue.raw == "(" and tokens.raw(index + 1) == ")")
    return weak and not _counts(tokens, index)


def _counts(tokens: Tokens, index: int) -> bool:
    """Whether what follows the number makes it an amount of something."""
    following = tokens.shapes[index + 1]
    if following.clitic:
        return False
    word = following.word
    known = word in measures.UNITS or word in currencies.NOUNS or word in number_words.SCALES
    return known or following.raw in ("%", "٪", "$", "€")
