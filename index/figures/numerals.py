"""Numerals: from tokens to a value, in digits, in words and in both.

The grammar of a number, highest scale first, each lower part joined by و and smaller than what it joins:

    numeral  →  [سالب] parts [و fraction]
    parts    →  group scale* (و group scale*)*            scales strictly falling
    group    →  hundreds [و below] | below | digits       below: ثلاثة, ثلاثة عشر, ثلاثة وعشرون
    fraction →  نصف | ثلثان | ثلاثة أرباع

So خمسة وعشرون is 25 and ثلاثة وستة is a list. After a scale a fraction is a part of that scale: مليون ونصف.
"""

from decimal import Decimal
from typing import NamedTuple

from index.figures import measures
from index.figures import number_words as words
from index.figures.digits import EXACT, Part, read_digits
from index.figures.literals import Convention, read_literal
from index.figures.tokens import LATIN, NUMBER, WORD, Shape, Tokens

_ONE = Decimal(1)
_ALREADY = ("قد", "وقد", "لقد", "فقد")
"""قد ألف is "has written", no thousand."""
_ORDINAL_UNITS = ("حادي", "حاديه", "ثاني", "ثانيه")
"""Of eleven and twelve; with the article they are adjectives."""
_CONSTRUCT = ("اثنا", "اثني", "اثنتا", "اثنتي")
"""Two as it stands before عشر; alone أثنى is "praised"."""
_NAMING = ("رقم", "الرقم", "زائد")
"""In front of a numeral these make a name of it: رقم واحد, the powers called خمسة زائد واحد."""
_GROUPS = ("مجموعه", "قمه")
"""مجموعة العشرين and مجموعة السبع are names."""
_WEST = ("هام", "بروميتش", "باي")
"""وست هام is West Ham, بست باي Best Buy."""
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


class Numeral(NamedTuple):
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
    ambiguous: bool = False
    mirrored: bool = False


def after_and(tokens: Tokens, index: int) -> int | None:
    """The token that و joins at `index`, whether و is written apart or on it."""
    shape = tokens.shapes[index]
    if shape.clitic == "و":
        return index
    return index + 1 if shape.raw == "و" and tokens.plain(index + 1) else None


def read_numeral(tokens: Tokens, index: int, style: Convention) -> Numeral | None:
    """The longest numeral that begins at token `index`."""
    shape, following = tokens.shapes[index], tokens.shapes[index + 1]
    if shape.sort is NUMBER and _ends_digits(following):
        return _lone_digits(shape.raw, index, style)
    if shape.sort is WORD and shape.word not in FIRST_WORDS:
        return None
    if shape.word in words.NEGATIVE and not following.clitic and following.word not in words.NEGATIVE:
        positive = read_numeral(tokens, index + 1, style)
        return positive and positive._replace(
            value=-positive.value,
            mantissa=-positive.mantissa,
            first=index,
            thousands=-positive.thousands if positive.thousands else None,
        )
    fraction = _lone_fraction(tokens, index)
    if fraction:
        return fraction
    return _read_parts(tokens, index, style)


def _ends_digits(following: Shape) -> bool:
    """Whether the token behind a run of digits can be no part of its numeral: after most runs stands a noun."""
    if following.sort is WORD:
        return not following.clitic and following.word not in _AFTER_DIGITS
    return following.sort is not NUMBER and following.sort is not LATIN and following.raw not in _BEHIND_DIGITS


_AFTER_DIGITS = words.SCALES.keys() | words.FRACTION_PLURALS.keys() | words.HUNDRED | words.POINT | {"و", "ر"}
_BEHIND_DIGITS = (".", "/", ")")


def _lone_digits(raw: str, index: int, style: Convention) -> Numeral | None:
    """A run of digits that nothing goes on."""
    literal = read_literal(raw, style)
    if literal is None:
        return None
    value, thousands, ambiguous, mirrored = literal
    return Numeral(value, index, index + 1, value, 1, thousands if ambiguous else None, "digits", ambiguous, mirrored)


def _read_parts(tokens: Tokens, index: int, style: Convention) -> Numeral | None:
    total, limit, position = Decimal(0), None, index
    last: tuple[Part, int] | None = None
    for _ in range(_MOST_PARTS):
        found = None if last and _fraction(tokens, position) else _scaled_part(tokens, position, style)
        if not found or (limit is not None and not _fits(found, limit)):
            break
        part, scale, after = found
        total = EXACT.add(total, EXACT.multiply(part.value, Decimal(scale)))
        last, limit, end = (part, scale), scale, after
        joined = after if scale > 1 and _continues(tokens, after) else after_and(tokens, after)
        if scale == 1 or joined is None:
            break
        position = joined
    if last is None:
        return None
    return _with_tail(tokens, _numeral(total, index, end, *last), style)


def _continues(tokens: Tokens, index: int) -> bool:
    """5 ملايين 300 ألف: digits with a scale of their own go on without و."""
    scaled = tokens.word(index + 1) in words.SCALES or tokens.word(index + 1) in words.HUNDRED
    return scaled and tokens.sort(index) is NUMBER and tokens.plain(index + 1)


def _numeral(total: Decimal, first: int, after: int, part: Part, scale: int) -> Numeral:
    single = total == EXACT.multiply(part.value, Decimal(scale))
    form = "digits" if part.digits and single else "words"
    mantissa, shared = (part.value, scale) if single else (total, 1)
    ambiguous = part.ambiguous and single and scale == 1
    thousands = part.thousands if ambiguous else None
    return Numeral(total, first, after, mantissa, shared, thousands, form, ambiguous, part.mirrored)


def _fits(found: tuple[Part, int, int], limit: int) -> bool:
    """Whether a part may follow one of scale `limit` after و."""
    part, scale, _ = found
    return scale < limit and EXACT.multiply(part.value, Decimal(scale)) < limit and part.value == part.value // 1


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
    word = tokens.word(index)
    value = 1
    if tokens.word(index + 1) in _WISHES:
        return None
    scale = words.LONE_SCALES.get(word) if tokens.word(index - 1) not in _ALREADY else None
    if scale is None:
        scale, value = words.DUAL_SCALES.get(word), 2
        if scale and "ً" in tokens.raw(index):
            value = 1
    if scale is None:
        return None
    further, after = _scales(tokens, index + 1)
    return Part(Decimal(value), after, 0), scale * further, after


def _scales(tokens: Tokens, index: int) -> tuple[int, int]:
    """The product of the scale words from `index` on: مئة ألف مليون has two."""
    scale = 1
    for _ in range(3):
        if not tokens.plain(index) or tokens.shapes[index].definite:
            break
        found = words.SCALES.get(tokens.word(index))
        if found is None:
            break
        scale, index = scale * found, index + 1
    return scale, index


def _group(tokens: Tokens, index: int, style: Convention) -> Part | None:
    """A number below a thousand in words, or any in digits."""
    if tokens.sort(index) is NUMBER:
        return _digits(tokens, index, style)
    word = tokens.word(index)
    if word in words.HUNDREDS:
        return _after_hundreds(tokens, words.HUNDREDS[word], index + 1, style)
    below = _below_hundred(tokens, index)
    if below and below.room == 0 and _bare_hundred(tokens, below.after):
        return _after_hundreds(tokens, int(below.value) * 100, below.after + 1, style)
    return below


def _bare_hundred(tokens: Tokens, index: int) -> bool:
    return tokens.word(index) in words.HUNDRED and tokens.plain(index) and not tokens.shapes[index].definite


def _after_hundreds(tokens: Tokens, hundreds: int, after: int, style: Convention) -> Part:
    joined = after_and(tokens, after)
    if joined is not None and not _fraction(tokens, joined):
        below = _below_hundred(tokens, joined) or _repeated_scale(tokens, joined)
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


def _below_hundred(tokens: Tokens, index: int) -> Part | None:
    """One to ninety-nine in words; zero too, which joins nothing."""
    word = tokens.word(index)
    if tokens.shapes[index].definite and (word in _ORDINAL_UNITS or tokens.word(index - 1) in ("القرن", "قرن")):
        return None
    if tokens.word(index + 1) in words.TEN and tokens.plain(index + 1) and word in words.TEEN_UNITS:
        return Part(Decimal(10 + words.TEEN_UNITS[word]), index + 2, 0)
    tens_after = _tens_after(tokens, index + 1) if word in words.UNITS or word == "احد" else None
    if tens_after:
        return Part(words.TEEN_UNITS[word] + tens_after.value, tens_after.after, 0)
    for table in (words.UNITS, words.TENS, words.JOINED_TEENS):
        if word in table and not _is_no_count(tokens, index):
            return Part(Decimal(table[word]), index + 1, 0)
    if word in words.TEN and not (tokens.word(index - 1) in words.ORDINALS and tokens.plain(index)):
        return Part(Decimal(10), index + 1, 0)
    zero = word in words.ZERO and not tokens.shapes[index].definite
    return Part(Decimal(0), index + 1, 0) if zero else None


def _is_no_count(tokens: Tokens, index: int) -> bool:
    """إحدى is "one of", الاثنين Monday, كل واحد everybody, الغرفة الواحدة each, وقت واحد the same."""
    word, before = tokens.word(index), tokens.word(index - 1).removeprefix("و")
    if tokens.shapes[index].definite and tokens.word(index - 1) in _GROUPS:
        return True
    if word == "ست" and tokens.word(index + 1) in _WEST:
        return True
    if tokens.word(index - 1) in _NAMING or tokens.word(index + 1) == "زائد":
        return True
    if word in words.TENS and tokens.shapes[index].definite and _is_singular(tokens, index - 1):
        return True
    if word in words.TENS:
        return (before in words.ORDINALS or before == "احد") and tokens.shapes[index].clitic == "و"
    if word in _CONSTRUCT:
        return True
    if word == "اثنين":
        return tokens.shapes[index].definite or before in ("يوم", "اليوم")
    if word in ("واحد", "واحده"):
        if tokens.shapes[index].definite or before.endswith("كل"):
            return True
        return tokens.word(index - 1) in ("اي", "لا", "عبد", "ان", "وقت") or "أحد" in tokens.raw(index)
    return word == "احدي"


def _is_singular(tokens: Tokens, index: int) -> bool:
    """The noun of الذكرى السبعين, which makes an ordinal of it, unlike that of الأيام الثلاثين."""
    shape = tokens.shapes[index]
    return (
        shape.raw.startswith("ال") and not shape.word.endswith(("ات", "ين", "ون")) and shape.word not in measures.UNITS
    )


def _tens_after(tokens: Tokens, index: int) -> Part | None:
    joined = after_and(tokens, index)
    if joined is None or tokens.word(joined) not in words.TENS:
        return None
    return Part(Decimal(words.TENS[tokens.word(joined)]), joined + 1, 0)


def _digits(tokens: Tokens, index: int, style: Convention) -> Part | None:
    """A run of digits, times the word hundred after it."""
    part = read_digits(tokens, index, style)
    if part is None or not _bare_hundred(tokens, part.after):
        return part
    hundreds = EXACT.multiply(part.value, Decimal(100))
    return _after_hundreds(tokens, int(hundreds), part.after + 1, style)._replace(digits=True)


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
    word = tokens.word(index)
    if word in words.SPOKEN_FRACTIONS and word not in words.FRACTIONS and tokens.word(index + 1) in measures.LONE:
        return EXACT.divide(_ONE, words.SPOKEN_FRACTIONS[word]), index + 1
    if word in words.FRACTIONS:
        return EXACT.divide(_ONE, words.FRACTIONS[word]), index + 1
    if word in words.AMBIGUOUS_FRACTIONS and _is_whole(tokens, index + 1) and not tokens.shapes[index].definite:
        return EXACT.divide(_ONE, words.AMBIGUOUS_FRACTIONS[word]), index + 1
    if word in words.FRACTION_PAIRS:
        return EXACT.divide(Decimal(2), words.FRACTION_PAIRS[word]), index + 1
    following = tokens.word(index + 1)
    if following in words.FRACTION_PLURALS and tokens.plain(index + 1) and not tokens.shapes[index + 1].definite:
        part = _below_hundred(tokens, index) if tokens.sort(index) is WORD else _small(tokens, index)
        if part and part.after == index + 1 and part.value <= 10:
            return EXACT.divide(part.value, Decimal(words.FRACTION_PLURALS[following])), index + 2
    return None


def _is_whole(tokens: Tokens, index: int) -> bool:
    """خمس السكان: what is counted is indefinite, so a definite noun is the whole of a fraction."""
    shape = tokens.shapes[index]
    return shape.raw.startswith("ال") and not shape.clitic and shape.word not in measures.UNITS


def _small(tokens: Tokens, index: int) -> Part | None:
    raw = tokens.raw(index)
    return Part(Decimal(raw), index + 1, 0) if raw.isdecimal() and len(raw) < 3 else None


def _with_tail(tokens: Tokens, numeral: Numeral, style: Convention) -> Numeral:
    """A fraction joined by و, or decimals after the word فاصلة."""
    if tokens.word(numeral.after) in words.POINT and numeral.value == numeral.value // 1:
        decimals = _group(tokens, numeral.after + 1, style)
        if decimals and decimals.value >= 0:
            value = Decimal(f"{numeral.value}.{decimals.value.to_integral_value()}")
            return numeral._replace(value=value, mantissa=value, scale=1, after=decimals.after)
    denominator = _denominator(tokens, numeral)
    if denominator:
        value = EXACT.divide(numeral.value, Decimal(denominator))
        return numeral._replace(value=value, mantissa=value, after=numeral.after + 1, form="words")
    joined = after_and(tokens, numeral.after)
    found = _fraction(tokens, joined) if joined is not None else None
    if not found:
        return numeral
    fraction, after = found
    unit = numeral.scale if numeral.scale > 1 else _last_scale(tokens, numeral)
    if unit > 1 and tokens.shapes[after].definite and tokens.word(after) in words.SCALES:
        after += 1
    value = EXACT.add(numeral.value, EXACT.multiply(fraction, Decimal(unit)))
    return numeral._replace(value=value, mantissa=EXACT.divide(value, unit), scale=unit, after=after, form="words")


def _denominator(tokens: Tokens, numeral: Numeral) -> int | None:
    """مئة وثلاثون خمسا: the fraction that a number above ten counts, where خمس can no longer be five."""
    shape = tokens.shapes[numeral.after]
    if numeral.form != "words" or numeral.value <= 10 or shape.clitic or shape.definite:
        return None
    return words.FRACTION_PLURALS.get(shape.word) or words.AMBIGUOUS_FRACTIONS.get(shape.word.removesuffix("ا"))


def _last_scale(tokens: Tokens, numeral: Numeral) -> int:
    word = tokens.word(numeral.after - 1)
    return words.SCALES.get(word) or words.DUAL_SCALES.get(word) or 1
