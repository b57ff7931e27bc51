"""Numbers that name rather than count: H100, Grok 3, GPT-4, كوفيد-19, المادة 236, a telephone number, an address.

None of these is a figure; where one stands the parser goes past it.
"""

import re

from index.figures.counted_words import CARRIERS, EVENTS, IDENTIFIERS, LETTERS, MAKES, MESSAGES, NUMBERED, PHONES, STOPS
from index.figures.dates import begins_numeric_date
from index.figures.digits import EXPONENT
from index.figures.number_words import SCALES
from index.figures.spelling import INVISIBLE
from index.figures.tokens import BREAK, END, LATIN, NUMBER, WORD, Shape, Tokens
from index.figures.units import read_unit

_RUN = re.compile(rf"\d[\d/{INVISIBLE}.+()-]*\d|\d")
_LONGEST_RUN = 200


def past_identifier(tokens: Tokens, index: int) -> int | None:
    """The token after the identifier that the digits at `index` begin or end; None where they are no identifier."""
    shapes = tokens.shapes
    raw, before, following = shapes[index].raw, shapes[index - 1], shapes[index + 1]
    if before.sort is WORD:  # as before most numbers, which are passed over by a look at their neighbours
        named = before.word in _CUES and _is_cued(tokens, index)
        named = named or (_may_name(following) and _is_named(tokens, index))
    elif len(raw) <= 2 and _numbers_an_item(tokens, index):
        return index + 1
    else:
        named = _is_cued(tokens, index) or _is_named(tokens, index)
    if named or (raw[0] in _ZEROS and _is_padded(raw)):
        return _past_run(tokens, index)
    may_end_name = before.word not in STOPS and following.word not in SCALES
    if may_end_name and (_names_a_model(tokens, index) or _titles_an_event(tokens, index)):
        return index + 1
    if len(raw) > 3 and (_is_short_number(tokens, index) or (len(raw) > 15 and raw.isdecimal())):
        return index + 1
    return None if following.sort is WORD else _past_many(tokens, index)


def _past_many(tokens: Tokens, index: int) -> int | None:
    """The 5+1 powers, and addresses."""
    following = tokens.raw(index + 1)
    if following == "+" and len(tokens.raw(index)) == 1 and tokens.sort(index + 2) is NUMBER:
        return index + 3
    return _past_address(tokens, index) if following in _DIVIDERS else None


_ZEROS = "0٠"
_DIVIDERS = ("-", "–", "/")


def _may_name(following: Shape) -> bool:
    """Whether the token behind a number may be part of a name with it."""
    return following.sort is LATIN or following.word in LETTERS


def _numbers_an_item(tokens: Tokens, index: int) -> bool:
    """1- 2. (3) at the start of a line number what follows."""
    first = index - (tokens.raw(index - 1) in ("(", "[", "-"))
    closing = "-" if "ـ" in tokens.gap(index + 1) else tokens.raw(index + 1)
    if tokens.raw(index - 1) in (".", ":", "؛") and closing in ("-", "–", ".") and tokens.sort(index + 2) is WORD:
        return True
    if tokens.sort(first - 1) not in (BREAK, END):
        return False
    if "ـ" in tokens.gap(index + 1):
        return tokens.sort(index + 1) is WORD
    return closing in (")", "]", ".", "_", ":", "•", "-", "–", "/") and tokens.sort(index + 2) is WORD


def _is_cued(tokens: Tokens, index: int) -> bool:
    """رقم 5, المادة 236, #5, هاتف: 19911, القرارات 1696 و1737."""
    shapes = tokens.shapes
    before = shapes[index - 1]
    if before.raw in ("#", "@", "_", "+", "№") and tokens.glued(index):
        return before.raw != "+" or not _has_unit(tokens, index)
    for _ in range(_LONGEST_SERIES):
        if shapes[index - 1].raw not in _JOINS or shapes[index - 2].sort is not NUMBER:
            break
        index -= 2
    cue = index - 1 - (shapes[index - 1].raw in _OPENING)
    word = shapes[cue].word
    if word in IDENTIFIERS and (cue < index - 1 or not _has_unit(tokens, index)):
        return True
    if cue < index - 1 and shapes[cue - 1].word in PHONES and shapes[cue].sort is WORD:
        return True  # هاتف الطوارئ (994)
    return cue == index - 1 and (word in NUMBERED or word in LETTERS) and not _has_unit(tokens, index)


_JOINS = ("و", "،", ",", "أو", "-")
_OPENING = (":", "(", "/", "«", "“", '"')
_LONGEST_SERIES = 8
_CUES = IDENTIFIERS | NUMBERED | LETTERS | {"و", "او"}
"""No other word in front of a number makes an identifier of it by itself."""


def _names_a_model(tokens: Tokens, index: int) -> bool:
    """من طراز إمبراير فينوم 300: the last of a few words that tell a make."""
    for before in range(index - 2, index - 2 - _LONGEST_NAME, -1):
        word = tokens.shapes[before].word
        if word in _ENDS_OF_NAMES:
            return word in MAKES and _is_model(tokens, before, index)
    return False


_ENDS_OF_NAMES = MAKES | STOPS | {""}
"""Backwards from its number no name goes on beyond one of these words, or what is none."""


def _is_model(tokens: Tokens, make: int, index: int) -> bool:
    """Whether words and a whole number that counts nothing stand behind the noun of a make."""
    words = all(tokens.sort(place) is WORD for place in range(make, index - 1))
    return words and tokens.raw(index).isdecimal() and not _has_unit(tokens, index)


def _titles_an_event(tokens: Tokens, index: int) -> bool:
    """مهرجان صيف طيبة 36, «سوق عكاظ 9»: a small number that ends a title and counts nothing."""
    shapes = tokens.shapes
    raw, last, following = shapes[index].raw, shapes[index - 1], shapes[index + 1]
    if len(raw) > 3 or last.sort is not WORD or last.clitic or last.word in STOPS or last.word == "ال":
        return False
    quoted = following.raw in _CLOSING
    if not raw.isdecimal() or (not quoted and (_is_counted(following) or _has_unit(tokens, index))):
        return False
    for before in range(index - 1, index - 2 - _LONGEST_NAME, -1):
        shape = shapes[before]
        if quoted and shape.raw in _QUOTES:
            return True
        if shape.sort is not WORD or shape.word in STOPS:
            return False
        if shape.word in EVENTS:
            return True
    return False


def _is_counted(after: Shape) -> bool:
    """Whether the token behind a number is a noun that it counts."""
    return after.sort is WORD and after.word not in STOPS and after.word not in CARRIERS and not after.definite


_QUOTES = ("«", "“", '"', "”", "″", "‹")
_CLOSING = ("»", "”", '"', "“", "″", "›")
_LONGEST_NAME = 4


def _is_short_number(tokens: Tokens, index: int) -> bool:
    """أرسل رسالة إلى 88591 - Stc 635031 - Mobily: the number a company's customers send a message to."""
    raw = tokens.raw(index)
    if not 4 <= len(raw) <= 7 or not raw.lstrip(",").isdecimal() or _is_counted(tokens.shapes[index + 1]):
        return False
    beside = index + 1 + (tokens.raw(index + 1) in _DASHES), index - 1 - (tokens.raw(index - 1) in _DASHES)
    if any(tokens.word(place) in CARRIERS for place in beside):
        return True
    return tokens.word(index - 1) in ("الي", "علي") and tokens.word(index - 2) in MESSAGES


_DASHES = ("-", "–", ":", ",", "،", "(")


def _is_named(tokens: Tokens, index: int) -> bool:
    """A small whole number right behind a Latin word, or joined to any word by a hyphen, is part of its name."""
    raw, before, following = tokens.raw(index), tokens.shapes[index - 1], tokens.shapes[index + 1]
    if before.raw in ("-", "–", "_") and tokens.glued(index) and tokens.glued(index - 1):
        return tokens.sort(index - 2) in (WORD, LATIN)
    if before.raw == "-" and tokens.word(index - 2) in NUMBERED:
        return True
    if following.word in LETTERS and before.sort is WORD and not _has_unit(tokens, index):
        return True  # مازيراتي 350 إس
    if following.sort is LATIN and tokens.end(index) == tokens.starts[index + 1]:
        exponent = EXPONENT.match(tokens.body, tokens.starts[index + 1])
        return following.raw not in _GLUED_UNITS and exponent is None
    return before.sort is LATIN and len(raw) <= 3 and raw.isdecimal() and not _has_unit(tokens, index)


_GLUED_UNITS = frozenset(
    word
    for words in ("kg km cm mm mg ml m g c kW MW GW Kg KM", "GB TB MB GHz MHz kHz", "USD EUR KWD SAR AED SR US")
    for word in words.split()
)


def _has_unit(tokens: Tokens, index: int) -> bool:
    """Whether a scale or a unit behind the number says that it is an amount all the same: استغرقت الرحلة 13 ساعة."""
    return tokens.word(index + 1) in SCALES or read_unit(tokens, index + 1) is not None


def _is_padded(raw: str) -> bool:
    """Whether zeros fill the number up, as only codes have them."""
    return len(raw) > 1 and raw[0] in _ZEROS and raw.isdecimal()


def _past_run(tokens: Tokens, index: int) -> int:
    match = _RUN.match(tokens.body, tokens.starts[index], tokens.starts[index] + _LONGEST_RUN)
    return max(index + 1, tokens.index_at(match.end())) if match else index + 1


def _past_address(tokens: Tokens, index: int) -> int | None:
    """222-2222-2222, 1/2/3/4: three runs of digits and more, that no date or range was made of."""
    if tokens.raw(index + 1) in ("-", "–") and begins_numeric_date(tokens, index + 2):
        return None  # 8-15/10/1436
    after, parts, padded = index + 1, 1, False
    while tokens.raw(after) in ("-", "/") and tokens.sort(after + 1) is NUMBER and parts < _LONGEST_RUN:
        if not (tokens.glued(after) and tokens.glued(after + 1)):
            break
        padded = padded or (tokens.raw(after) == "-" and _is_padded(tokens.raw(after + 1)))
        after, parts = after + 2, parts + 1
    return after if parts > 2 or padded else None
