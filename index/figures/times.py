"""Times of day as ISO strings: 15:21, الساعة 6 مساء, الساعة السادسة والنصف, 0622 جمت."""

import re

from index.figures import date_words
from index.figures.below_hundred import after_and
from index.figures.figure import TIME
from index.figures.ordinals import FIRST_WORDS as ORDINALS
from index.figures.ordinals import read_ordinal
from index.figures.reading import Reading
from index.figures.tokens import Tokens

_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?(?![\d:%٪])")
_FEMININE = ("ه", "لي")
"""The endings of السادسة and الأولى: hours are feminine, so الساعة الأول is none."""
_MINUTES = {"نصف": 30, "ربع": 15, "ثلث": 20}
_HOURS = frozenset(word for word in ORDINALS if word.endswith(_FEMININE))
_PARTS = date_words.MORNING | date_words.EVENING
_BEHIND = _PARTS | date_words.ZONES


def time_of_words(tokens: Tokens, index: int) -> Reading | None:
    """The time of day that begins with the word at token `index`."""
    shape, before = tokens.shapes[index], tokens.shapes[index - 1].word
    if not shape.definite or shape.word not in _HOURS:
        return None
    cued = before in _CUES and _is_cued(tokens, index)
    return _spoken(tokens, index, cued) if cued or before in _LINKS else None


def time_of_digits(tokens: Tokens, index: int) -> Reading | None:
    """The time of day that begins with the digits at token `index`."""
    following = tokens.shapes[index + 1]
    cued = tokens.shapes[index - 1].word in _CUES and _is_cued(tokens, index)
    if not cued and following.word not in _BEHIND and following.raw != ":":
        return None
    return _written(tokens, index, cued) or _hour(tokens, index, cued) or _dispatch(tokens, index, cued)


_CUES = date_words.CLOCK | {"ال"}


def _is_cued(tokens: Tokens, index: int) -> bool:
    """Whether الساعة stands in front."""
    cue = tokens.shapes[index - 1]
    if cue.word == "ال":
        cue = tokens.shapes[index - 2]
    return cue.word in date_words.CLOCK and cue.raw.endswith("الساعة")


def _written(tokens: Tokens, index: int, cued: bool) -> Reading | None:
    """15:21; with a dot only after الساعة."""
    if tokens.raw(index).isdecimal() and tokens.raw(index + 1) != ":":
        return None
    match = _CLOCK.match(tokens.body, tokens.starts[index])
    if not match or (":" not in match.group() and not cued) or tokens.raw(index - 1) == ":":
        return None
    return _reading(tokens, int(match[1]), int(match[2]), index, tokens.index_at(match.end()), match.end())


def _hour(tokens: Tokens, index: int, cued: bool) -> Reading | None:
    """6 مساء, الساعة 6."""
    raw = tokens.raw(index)
    if not raw.isdecimal() or len(raw) > 2 or int(raw) > 24:
        return None
    if not cued and not (_is_daypart(tokens, index + 1) and int(raw) <= 12):
        return None
    return _reading(tokens, int(raw), 0, index, index + 1, tokens.end(index))


def _is_daypart(tokens: Tokens, index: int) -> bool:
    part = tokens.word(index)
    return part in _PARTS and part not in ("ص", "م") and tokens.plain(index)


_LINKS = ("حتي", "الي", "من", "عند", "منذ", "قبل", "بعد", "في")


def _dispatch(tokens: Tokens, index: int, cued: bool) -> Reading | None:
    """0622 جمت, as agencies sign; الساعة 0424."""
    raw = tokens.raw(index)
    if len(raw) != 4 or not raw.isdecimal() or not (cued or tokens.word(index + 1) in date_words.ZONES):
        return None
    return _reading(tokens, int(raw[:2]), int(raw[2:]), index, index + 1, tokens.end(index))


def _spoken(tokens: Tokens, index: int, cued: bool) -> Reading | None:
    """The ordinal behind الساعة, السادسة والنصف, or before a part of the day: حتى الثانية صباحا."""
    ordinal = read_ordinal(tokens, index)
    if ordinal is None:
        return None
    (hour, after), minutes = ordinal, 0
    joined = after_and(tokens, after)
    if joined is not None and tokens.word(joined) in _MINUTES and tokens.shapes[joined].definite:
        minutes, after = _MINUTES[tokens.word(joined)], joined + 1
    if not cued and not (tokens.word(index - 1) in _LINKS and _is_daypart(tokens, after)):
        return None
    return _reading(tokens, hour, minutes, index, after, tokens.end(after - 1))


def _reading(tokens: Tokens, hour: int, minutes: int, first: int, after: int, end: int) -> Reading | None:
    """With the part of the day taken in where one follows."""
    part, inside = tokens.word(after), tokens.plain(after)
    if part == "من" and tokens.word(after + 1) in _PARTS:
        part, inside = tokens.word(after + 1), False  # السابعة من مساء الخميس
    hour = _of_day(hour, part)
    if part in _PARTS and inside:
        after, end = after + 1, tokens.end(after)
    if hour > 24 or minutes > 59:
        return None
    value = f"{hour % 24:02}:{minutes:02}"
    return Reading(TIME, value, None, tokens.begin(first), end, first, after)


def _of_day(hour: int, part: str) -> int:
    """The hour of 24: at night twelve is midnight, at noon it stays, and one to eleven in the evening are later."""
    if hour == 12:
        return 12 if part not in date_words.MORNING and not part.startswith(("مساء", "ليل")) else 0
    late = part in date_words.EVENING and hour < 12 and not (part == "ليلا" and hour < 5)
    return hour + 12 if late and not (part.endswith(("ظهرا", "الظهر")) and hour > 5) else hour
