"""Numerals: from tokens to a value, in digits, in words and in both.

The grammar of a number, highest scale first, each lower part joined by و and smaller than what it joins:

    numeral  →  [سالب] parts [و fraction]
    parts    →  group scale* (و group scale*)*            scales strictly falling
    group    →  hundreds [و below] | below | digits       below: ثلاثة, ثلاثة عشر, ثلاثة وعشرون
    fraction →  نصف | ثلثان | ثلاثة أرباع

So خمسة وعشرون is 25 and ثلاثة وستة is a list. After a scale a fraction is a part of that scale: مليون ونصف.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from index.figures import measures
from index.figures import number_words as words
from index.figures.below_hundred import CENTURY, COUNTS, after_and, below_hundred, is_no_count
from index.figures.digits import EXACT, Part, read_digits
from index.figures.figure import NOTHING_ASSUMED
from index.figures.literals import MAY_GROUP, Convention, read_literal
from index.figures.spelling import accusatives
from index.figures.tokens import LATIN, NUMBER, WORD, Shape, Tokens

_ZERO, _ONE = Decimal(0), Decimal(1)
_ALREADY = ("قد", "وقد", "لقد", "فقد")
"""قد ألف is "has written", no thousand."""
_WISHES = ("مبروك", "شكر", "تحيه")
"""ألف مبروك is a congratulation."""
_MOST_PARTS = 24
FIRST_WORDS = (
    words.UNITS.keys()
    | words.TEEN_UNITS.keys()
    | words.JOINED_TEENS.keys()
    | words.TENS.keys()
    | words.HUNDREDS.keys()
    | words.LONE_SCALES.keys()
    | words.DUAL_SCALES.keys()
    | words.SPOKEN_FRACTIONS.keys()
    | words.AMBIGUOUS_FRACTIONS.keys()
    | words.FRACTION_PAIRS.keys()
    | words.TEN
    | words.ZERO
    | words.NEGATIVE
)


@dataclass(slots=True)
class Numeral:
    """A number as stated: its value and the tokens from `first` up to `after` that say it.

    `mantissa` times `scale` is the value where one scale word ends it, as in 20 ألف; a range shares that scale.
    `thousands` is the value where an ambiguous dot groups. `form`: digits, words, fraction (a fraction noun alone).
    """

    value: Decimal
    first: int
    after: int
    mantissa: Decimal
    scale: int = 1
    thousands: Decimal | None = None
    form: str = "digits"
    flags: frozenset[str] = NOTHING_ASSUMED


def read_numeral(tokens: Tokens, index: int, style: Convention) -> Numeral | None:
    """The longest numeral that begins at token `index`."""
    shape, following = tokens.shapes[index], tokens.shapes[index + 1]
    if shape.sort is NUMBER:
        if _ends_digits(following, tokens.shapes[index + 2]):
            return _lone_digits(shape.raw, index, style)
        if following.word in words.SCALES and (scaled := _scaled_digits(tokens, index, style)):
            return scaled
    elif shape.sort is not WORD or shape.word not in FIRST_WORDS:
        return None
    elif shape.word in _ALONE and _ends_words(following):
        return _lone_word(tokens, index)
    elif shape.word in words.NEGATIVE and not following.clitic and following.word not in words.NEGATIVE:
        positive = read_numeral(tokens, index + 1, style)
        return _negated(positive, index) if positive else None
    return _lone_fraction(tokens, index) or _read_parts(tokens, index, style)


def _negated(positive: Numeral, first: int) -> Numeral:
    """سالب خمسة: with the sign in front of it."""
    thousands = -positive.thousands if positive.thousands else None
    return replace(positive, value=-positive.value, mantissa=-positive.mantissa, first=first, thousands=thousands)


def _ends_digits(following: Shape, beyond: Shape) -> bool:
    """Whether the tokens behind a run of digits can be no part of its numeral: after most runs stands a noun."""
    if following.sort is WORD:
        return not following.clitic and following.word not in _AFTER_DIGITS
    if following.raw == ")":
        return beyond.word not in words.SCALES  # (50) ألف
    if following.raw in _BEFORE_DIGITS:
        return beyond.sort is not NUMBER  # 5 .489, 3/4
    return following.sort is not NUMBER and following.sort is not LATIN


_AFTER_DIGITS = words.SCALES.keys() | words.FRACTION_PLURALS.keys() | words.HUNDRED | words.POINT | {"و", "ر"}
_BEFORE_DIGITS = (".", "/")


def _ends_words(following: Shape) -> bool:
    """The same behind a number word of one or of tens."""
    return not following.clitic and following.word not in _AFTER_WORDS and following.raw != ")"


_ALONE = COUNTS.keys() - words.AMBIGUOUS_FRACTIONS.keys()
"""What is a number by itself, and nothing else."""
_DENOMINATORS = (
    words.FRACTION_PLURALS.keys() | words.AMBIGUOUS_FRACTIONS.keys() | accusatives(words.AMBIGUOUS_FRACTIONS)
)
_TAILS = words.POINT | _DENOMINATORS | {"و"}
"""Words that may add to a whole number."""
_AFTER_WORDS = _TAILS | words.SCALES.keys() | words.HUNDRED | words.TEN


def _lone_word(tokens: Tokens, index: int) -> Numeral | None:
    """A number word that nothing goes on."""
    shape = tokens.shapes[index]
    if is_no_count(tokens, index) or (shape.definite and tokens.word(index - 1) in CENTURY):
        return None
    value = COUNTS[shape.word]
    return Numeral(value, index, index + 1, value, form="words")


def _lone_digits(raw: str, index: int, style: Convention) -> Numeral | None:
    """A run of digits that nothing goes on."""
    literal = read_literal(raw, style)
    if literal is None:
        return None
    value, thousands, flags = literal
    return Numeral(value, index, index + 1, value, 1, thousands, "digits", flags)


def _scaled_digits(tokens: Tokens, index: int, style: Convention) -> Numeral | None:
    """20 ألف, 3 ملايين: digits with their scale, that nothing goes on; None where something may."""
    literal, (scale, after) = read_literal(tokens.shapes[index].raw, style), _scales(tokens, index + 1)
    behind = tokens.shapes[after]
    if literal is None or scale == 1 or behind.clitic or behind.sort is NUMBER or behind.word in _TAILS:
        return None
    value, _, flags = literal
    flags = NOTHING_ASSUMED if flags is MAY_GROUP else flags
    return Numeral(_times(value, scale), index, after, value, scale, flags=flags)


def _read_parts(tokens: Tokens, index: int, style: Convention) -> Numeral | None:
    found = _scaled_part(tokens, index, style)
    if found is None:
        return None
    part, scale, after = found
    total = last = _times(part.value, scale)
    for _ in range(1, _MOST_PARTS):
        joined = _next_part(tokens, after) if scale > 1 else None
        further = _scaled_part(tokens, joined, style) if joined is not None and not _fraction(tokens, joined) else None
        if further is None or not _fits(further, scale):
            break
        part, scale, after = further
        last = _times(part.value, scale)
        total = EXACT.add(total, last)
    return _with_tail(tokens, _numeral(total, index, after, part, scale, total == last), style)


def _times(value: Decimal, scale: int) -> Decimal:
    return value if scale == 1 else EXACT.multiply(value, Decimal(scale))


def _next_part(tokens: Tokens, index: int) -> int | None:
    """The token where a numeral goes on behind a scale."""
    return index if _continues(tokens, index) else after_and(tokens, index)


def _continues(tokens: Tokens, index: int) -> bool:
    """5 ملايين 300 ألف: digits with a scale of their own go on without و."""
    if tokens.shapes[index].sort is not NUMBER:
        return False
    following = tokens.shapes[index + 1]
    return not following.clitic and (following.word in words.SCALES or following.word in words.HUNDRED)


def _numeral(total: Decimal, first: int, after: int, part: Part, scale: int, single: bool) -> Numeral:
    """With what its last part tells, which is all of it where it is `single`."""
    flags = part.flags if (single and scale == 1) or part.flags is not MAY_GROUP else NOTHING_ASSUMED
    if not single:
        return Numeral(total, first, after, total, form="words", flags=flags)
    thousands = part.thousands if scale == 1 else None
    return Numeral(total, first, after, part.value, scale, thousands, "digits" if part.digits else "words", flags)


def _fits(found: tuple[Part, int, int], limit: int) -> bool:
    """Whether a part may follow one of scale `limit` after و."""
    part, scale, _ = found
    return scale < limit and _times(part.value, scale) < limit and part.value == part.value // 1


def _scaled_part(tokens: Tokens, index: int, style: Convention) -> tuple[Part, int, int] | None:
    """A group and the scale words after it; a lone scale word or its dual; (part, scale, token after)."""
    part = _group(tokens, index, style)
    if part is None:
        return _lone_scale(tokens, index)
    scale, after = _scales(tokens, part.after)
    if scale == 1 and tokens.raw(index - 1) == "(" and tokens.raw(after) == ")":
        scale, behind = _scales(tokens, after + 1)  # (50) ألف
        after = behind if scale > 1 else after
    return part, scale, after


def _lone_scale(tokens: Tokens, index: int) -> tuple[Part, int, int] | None:
    """ألف, مليونان: a scale word that is a number by itself."""
    word, value = tokens.word(index), 1
    scale = words.LONE_SCALES.get(word)
    if scale is None or tokens.word(index - 1) in _ALREADY:
        scale = words.DUAL_SCALES.get(word)
        value = 1 if "ً" in tokens.raw(index) else 2
    if scale is None or tokens.word(index + 1) in _WISHES:
        return None
    further, after = _scales(tokens, index + 1)
    return Part(Decimal(value), after, 0), scale * further, after


def _scales(tokens: Tokens, index: int) -> tuple[int, int]:
    """The product of the scale words from `index` on: مئة ألف مليون has two."""
    scale = 1
    for _ in range(3):
        shape = tokens.shapes[index]
        found = words.SCALES.get(shape.word)
        if found is None or shape.clitic or shape.definite:
            break
        scale, index = scale * found, index + 1
    return scale, index


def _group(tokens: Tokens, index: int, style: Convention) -> Part | None:
    """A number below a thousand in words, or any in digits."""
    shape = tokens.shapes[index]
    if shape.sort is NUMBER:
        return _digits(tokens, index, style)
    if shape.word in words.HUNDREDS:
        return _after_hundreds(tokens, words.HUNDREDS[shape.word], index + 1, style)
    below = below_hundred(tokens, index)
    if below and below.room == 0 and _bare_hundred(tokens, below.after):
        return _after_hundreds(tokens, int(below.value) * 100, below.after + 1, style)
    return below


def _bare_hundred(tokens: Tokens, index: int) -> bool:
    shape = tokens.shapes[index]
    return shape.word in words.HUNDRED and not shape.clitic and not shape.definite


def _after_hundreds(tokens: Tokens, hundreds: int, after: int, style: Convention) -> Part:
    joined = after_and(tokens, after)
    if joined is not None and not _fraction(tokens, joined):
        below = below_hundred(tokens, joined) or _repeated_scale(tokens, joined)
        if below is None and tokens.sort(joined) is NUMBER:
            digits = _digits(tokens, joined, style)
            below = digits if digits and digits.value < 100 and tokens.raw(after - 1) != "" else None
        if below and below.value:
            return Part(hundreds + below.value, below.after, 0)
    return Part(Decimal(hundreds), after, 100)


def _repeated_scale(tokens: Tokens, index: int) -> Part | None:
    """مائة وألف ألف: 101,000, the first ألف standing for one (and ألفان for two), as some spell it."""
    word, following = tokens.word(index), tokens.word(index + 1)
    for table, value in ((words.LONE_SCALES, 1), (words.DUAL_SCALES, 2)):
        if word in table and words.SCALES.get(following) == table[word] and tokens.plain(index + 1):
            return Part(Decimal(value), index + 1, 0)
    return None


def _digits(tokens: Tokens, index: int, style: Convention) -> Part | None:
    """A run of digits, times the word hundred after it."""
    part = read_digits(tokens, index, style)
    if part is None or not _bare_hundred(tokens, part.after):
        return part
    hundreds = EXACT.multiply(part.value, Decimal(100))
    return replace(_after_hundreds(tokens, int(hundreds), part.after + 1, style), digits=True)


def _lone_fraction(tokens: Tokens, index: int) -> Numeral | None:
    """نصف, ثلاثة أرباع, نصف مليون; what a fraction noun is a fraction of may be a scale."""
    found = _fraction(tokens, index)
    if found is None:
        return None
    value, after = found
    scale, after = _scales(tokens, after)
    if scale == 1 and tokens.shapes[after].definite and tokens.plain(after) and tokens.word(after) in words.SCALES:
        scale, after = words.SCALES[tokens.word(after)], after + 1  # نصف المليون
    total = EXACT.multiply(value, Decimal(scale))
    return Numeral(total, index, after, value, scale, form="fraction" if scale == 1 else "words")


def _fraction(tokens: Tokens, index: int) -> tuple[Decimal, int] | None:
    """The value of a fraction noun, alone or counted, and the token after it."""
    shape, following = tokens.shapes[index], tokens.shapes[index + 1]
    value = _PARTS_OF_ONE.get(shape.word)
    if value is not None and _is_part(shape, following):
        return value, index + 1
    if following.word in words.FRACTION_PLURALS and not following.clitic and not following.definite:
        part = below_hundred(tokens, index) if shape.sort is WORD else _small(tokens, index)
        if part and part.after == index + 1 and part.value <= 10:
            return EXACT.divide(part.value, Decimal(words.FRACTION_PLURALS[following.word])), index + 2
    return None


_PARTS_OF_ONE = {
    word: EXACT.divide(Decimal(parts), Decimal(whole))
    for parts, wholes in ((2, words.FRACTION_PAIRS), (1, words.AMBIGUOUS_FRACTIONS), (1, words.SPOKEN_FRACTIONS))
    for word, whole in wholes.items()
}


def _is_part(shape: Shape, following: Shape) -> bool:
    """Whether a noun that may be a fraction is one: نص only of a unit, خمس only of something definite."""
    if shape.word in words.AMBIGUOUS_FRACTIONS:
        return not shape.definite and _is_whole(following)
    return shape.word not in _SPOKEN_ONLY or following.word in measures.LONE


_SPOKEN_ONLY = words.SPOKEN_FRACTIONS.keys() - words.FRACTIONS.keys()


def _is_whole(shape: Shape) -> bool:
    """خمس السكان: what is counted is indefinite, so a definite noun is the whole of a fraction."""
    return shape.raw.startswith("ال") and not shape.clitic and shape.word not in measures.UNITS


def _small(tokens: Tokens, index: int) -> Part | None:
    raw = tokens.raw(index)
    return Part(Decimal(raw), index + 1, 0) if raw.isdecimal() and len(raw) < 3 else None


def _with_tail(tokens: Tokens, numeral: Numeral, style: Convention) -> Numeral:
    """A fraction joined by و, or decimals after the word فاصلة."""
    following = tokens.shapes[numeral.after]
    if following.clitic != "و" and following.word not in _TAILS:
        return numeral
    if following.word in words.POINT and numeral.value == numeral.value // 1:
        decimals = _group(tokens, numeral.after + 1, style)
        if decimals and decimals.value >= 0:
            value = Decimal(f"{numeral.value}.{decimals.value.to_integral_value()}")
            return replace(numeral, value=value, mantissa=value, scale=1, after=decimals.after)
    if denominator := _denominator(tokens, numeral):
        value = EXACT.divide(numeral.value, Decimal(denominator))
        return replace(numeral, value=value, mantissa=value, after=numeral.after + 1, form="words")
    joined = after_and(tokens, numeral.after)
    found = _fraction(tokens, joined) if joined is not None else None
    return _and_part(tokens, numeral, *found) if found else numeral


def _and_part(tokens: Tokens, numeral: Numeral, fraction: Decimal, after: int) -> Numeral:
    """مليون ونصف, مليون ونصف المليون: a fraction of the last scale."""
    unit = numeral.scale if numeral.scale > 1 else _last_scale(tokens, numeral)
    if unit > 1 and tokens.shapes[after].definite and tokens.word(after) in words.SCALES:
        after += 1
    value = EXACT.add(numeral.value, EXACT.multiply(fraction, Decimal(unit)))
    return replace(numeral, value=value, mantissa=EXACT.divide(value, unit), scale=unit, after=after, form="words")


def _denominator(tokens: Tokens, numeral: Numeral) -> int | None:
    """مئة وثلاثون خمسا: the fraction that a number above ten counts, where خمس can no longer be five."""
    shape = tokens.shapes[numeral.after]
    if numeral.form != "words" or numeral.value <= 10 or shape.clitic or shape.definite:
        return None
    return words.FRACTION_PLURALS.get(shape.word) or words.AMBIGUOUS_FRACTIONS.get(shape.word.removesuffix("ا"))


def _last_scale(tokens: Tokens, numeral: Numeral) -> int:
    word = tokens.word(numeral.after - 1)
    return words.SCALES.get(word) or words.DUAL_SCALES.get(word) or 1
