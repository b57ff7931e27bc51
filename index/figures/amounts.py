"""Amounts: numerals with their units, multiples, ranks — everything stated that is not a date, a time or a range.

amount  →  [$] numeral [unit] | dual (شهرين, دولارين) | noun و fraction (ساعة ونصف) | numeral أضعاف | rank
"""

from dataclasses import replace
from decimal import Decimal

from index.figures import counted_words, currencies, measures, number_words
from index.figures.beginnings import MINUS
from index.figures.below_hundred import after_and
from index.figures.digits import EXACT
from index.figures.figure import BARE, COUNT, DURATION, MEASURE, MONEY, ORDINAL, PERCENT, RATIO, Flag, Kind
from index.figures.identifiers import past_identifier
from index.figures.literals import Convention
from index.figures.numerals import FIRST_WORDS as NUMERALS
from index.figures.numerals import Numeral, read_numeral
from index.figures.ordinals import FIRST_WORDS as ORDINALS
from index.figures.ordinals import read_age
from index.figures.reading import Reading
from index.figures.tokens import BREAK, END, NUMBER, WORD, Tokens
from index.figures.units import FIRST_WORDS as UNIT_WORDS
from index.figures.units import UnitReading, currency_of_pair, leading_sign, read_unit

_NAMED = ("ابو", "ابا", "ابي", "ذو", "ذي")
"""Before a dual these make a name: أبو قرنين."""
_PERCENT = ("%", "٪", "﹪", "％")
_DEGREES = ("deg", "degC", "degF")


_PAIRS = number_words.TWICE | measures.PAIRS.keys() | currencies.DUAL_NOUNS.keys()
_NUMERALS = NUMERALS | number_words.RANKS.keys() | number_words.DOUBLE


def read_one(tokens: Tokens, index: int, style: Convention) -> Reading | None:
    """The amount that begins at token `index`, whatever follows it."""
    shape = tokens.shapes[index]
    if shape.sort is NUMBER:
        return _numeral(tokens, index, style)
    if shape.sort is WORD:
        word = shape.word
        return (
            (_percent_first(tokens, index, style) if word in number_words.HUNDRED else None)
            or (read_age(tokens, index) if word in ORDINALS else None)
            or (_one_part(tokens, index, style) if word == number_words.PART else None)
            or (_pair(tokens, index) if word in _PAIRS else None)
            or (_noun_and_fraction(tokens, index) if word in measures.LONE else None)
            or (_numeral(tokens, index, style) if word in _NUMERALS else None)
        )
    return _signed(tokens, index, style)


def _percent_first(tokens: Tokens, index: int, style: Convention) -> Reading | None:
    """بالمائة 10, as forms and tables have it."""
    shape = tokens.shapes[index]
    if shape.clitic != "ب" or not shape.definite:
        return None
    if tokens.sort(index + 1) is not NUMBER:
        return None
    numeral = read_numeral(tokens, index + 1, style)
    if numeral is None or numeral.scale != 1:
        return None
    end = tokens.end(numeral.after - 1)
    return Reading(PERCENT, numeral.value, "%", tokens.starts[index], end, index, numeral.after, numeral.flags)


def _signed(tokens: Tokens, index: int, style: Convention) -> Reading | None:
    """-5, %12, $10: what stands in front of a number."""
    raw = tokens.raw(index)
    if raw in MINUS:
        return _negative(tokens, index, style)
    return _after_percent(tokens, index, style) if raw in _PERCENT else _after_currency(tokens, index, style)


def _negative(tokens: Tokens, index: int, style: Convention) -> Reading | None:
    """-5, where nothing on the left is subtracted from; - 2 درجة at the start of a line."""
    if tokens.sort(index + 1) is not NUMBER or past_identifier(tokens, index + 1) is not None:
        return None
    negative = _negated(_numeral(tokens, index + 1, style), tokens, index)
    if negative is None or (tokens.glued(index + 1) and _opens(tokens, index)):
        return negative
    line_start = tokens.sort(index - 1) in (END, BREAK)
    return negative if line_start and negative.unit in _DEGREES else None


def _after_percent(tokens: Tokens, index: int, style: Convention) -> Reading | None:
    """%12; in 12%12 the sign belongs to the first."""
    if tokens.sort(index + 1) is not NUMBER or (tokens.glued(index) and tokens.sort(index - 1) is NUMBER):
        return None
    numeral = read_numeral(tokens, index + 1, style)
    return _behind_sign(tokens, index, numeral, PERCENT, "%") if numeral and numeral.scale == 1 else None


def _after_currency(tokens: Tokens, index: int, style: Convention) -> Reading | None:
    """$10, US$ -7.00, SAR 5."""
    found = leading_sign(tokens, index)
    if not found:
        return None
    code, at = found
    minus = tokens.raw(at) in MINUS
    numeral = read_numeral(tokens, at + minus, style)
    if numeral and minus:
        numeral = replace(numeral, value=-numeral.value)
    return _behind_sign(tokens, index, numeral, MONEY, code) if numeral else None


def _behind_sign(tokens: Tokens, index: int, numeral: Numeral, kind: Kind, unit: str) -> Reading:
    start, end = tokens.begin(index), tokens.end(numeral.after - 1)
    return Reading(kind, numeral.value, unit, start, end, index, numeral.after, numeral.flags, numeral)


def _opens(tokens: Tokens, index: int) -> bool:
    """Whether the sign at `index` has nothing on its left that it could join or subtract from."""
    return not tokens.glued(index) or tokens.sort(index - 1) in (END, BREAK) or tokens.raw(index - 1) == "("


def _negated(reading: Reading | None, tokens: Tokens, index: int) -> Reading | None:
    if reading is None or not isinstance(reading.value, Decimal):
        return None
    return replace(reading, value=-reading.value, start=tokens.begin(index), first=index)


def _pair(tokens: Tokens, index: int) -> Reading | None:
    """شهرين, لترين, دولارين: two, said by the noun's own ending."""
    if tokens.word(index) in number_words.TWICE:
        return Reading(COUNT, Decimal(2), None, tokens.begin(index), tokens.end(index), index, index + 1)
    if tokens.word(index - 1) in _NAMED:
        return None
    value, unit = Decimal(2), measures.PAIRS.get(tokens.word(index))
    if unit:
        kind = DURATION if unit.time else MEASURE
        value, read = _and_fraction(tokens, value, UnitReading(kind, unit.symbol, tokens.end(index), index + 1))
    elif money := currency_of_pair(tokens, index):
        read = money
    else:
        return None
    reading = Reading(read.kind, value, read.symbol, tokens.begin(index), read.end, index, read.after, read.flags)
    return _below_zero(tokens, reading)


def _noun_and_fraction(tokens: Tokens, index: int) -> Reading | None:
    """ساعة ونصف: the noun alone is one; alone on its line too, as in a cell of a table, which is flagged."""
    unit = measures.LONE.get(tokens.word(index))
    if unit is None or tokens.shapes[index].definite:
        return None
    kind = DURATION if unit.time else MEASURE
    value, read = _and_fraction(tokens, Decimal(1), UnitReading(kind, unit.symbol, tokens.end(index), index + 1))
    cell = {tokens.sort(index - 1), tokens.sort(index + 1)} <= {BREAK, END}
    if value == 1 and not cell:
        return None
    flags = frozenset({Flag.ONE}) if value == 1 else frozenset()
    return Reading(kind, value, unit.symbol, tokens.begin(index), read.end, index, read.after, flags)


def _and_fraction(tokens: Tokens, value: Decimal, unit: UnitReading) -> tuple[Decimal, UnitReading]:
    """The unit with ونصف or وربع behind it."""
    joined = after_and(tokens, unit.after)
    part = number_words.SPOKEN_FRACTIONS.get(tokens.word(joined)) if joined is not None else None
    if joined is None or part is None or tokens.shapes[joined].definite:
        return value, unit
    if tokens.word(joined + 1) in number_words.SCALES or tokens.word(joined + 1) in measures.LONE:
        return value, unit
    value = EXACT.add(value, EXACT.divide(Decimal(1), Decimal(part)))
    return value, UnitReading(unit.kind, unit.symbol, tokens.end(joined), joined + 1, unit.factor, unit.flags)


def _numeral(tokens: Tokens, index: int, style: Convention) -> Reading | None:
    """A numeral with its unit, if any."""
    numeral = read_numeral(tokens, index, style)
    if numeral is None:
        return _rank(tokens, index)
    following = tokens.shapes[numeral.after]
    if following.sort is WORD and following.word not in _SAY_OF_WHAT and numeral.form != "fraction":
        return _bare(tokens, numeral)
    if following.word in number_words.MULTIPLES and not following.clitic:
        return _multiple(tokens, numeral)
    unit = read_unit(tokens, numeral.after)
    if unit is None and following.raw == ")" and tokens.raw(numeral.first - 1) == "(":
        unit = read_unit(tokens, numeral.after + 1)  # (6) سنوات
    if unit:
        return _with_unit(tokens, numeral, unit, style)
    part = _part_of(tokens, numeral, style) if following.word in _BEFORE_WHOLES else None
    bare = part or _bare(tokens, numeral)
    return _below_zero(tokens, bare) if bare else None


_BEFORE_WHOLES = ("علي", "من", "جزء", "اجزاء")
_SAY_OF_WHAT = UNIT_WORDS | number_words.MULTIPLES | {*_BEFORE_WHOLES, "تحت"}
"""Behind a numeral no other word makes more of it than a number."""


def _part_of(tokens: Tokens, numeral: Numeral, style: Convention) -> Reading | None:
    """واحد على عشرين, 1 على 3, واحد من كل خمسة, جزء من مئة: one number over another."""
    after = numeral.after + (tokens.word(numeral.after) in ("جزء", "اجزاء"))
    link = tokens.word(after)
    single = numeral.value == 1 and numeral.form == "words" and not tokens.shapes[numeral.first].definite
    parts = after > numeral.after or single
    if not tokens.plain(after) or not (link == "علي" or (link == "من" and parts)):
        return None
    after += 1 + (tokens.word(after + 1) == "كل")
    whole = read_numeral(tokens, after, style)
    if whole is None or whole.value <= 0 or not tokens.plain(after) or tokens.shapes[after].definite:
        return None
    if read_unit(tokens, whole.after):
        return None
    end = tokens.end(whole.after - 1)
    value = EXACT.divide(numeral.value, whole.value)
    return Reading(RATIO, value, "x", tokens.begin(numeral.first), end, numeral.first, whole.after)


def _one_part(tokens: Tokens, index: int, style: Convention) -> Reading | None:
    """جزء من مئة is a hundredth; جزء من مئة وحدة and من مئة دولار are parts of so many."""
    if tokens.word(index + 1) != "من":
        return None
    whole = read_numeral(tokens, index + 2, style)
    if whole is None or whole.value <= 1 or whole.form == "fraction" or read_unit(tokens, whole.after):
        return None
    following = tokens.shapes[whole.after]
    if following.sort is WORD and not following.raw.startswith("ال") and following.word != "اجزاء":
        return None
    value = EXACT.divide(Decimal(1), whole.value)
    start, end = tokens.begin(index), tokens.end(whole.after - 1)
    return Reading(RATIO, value, "x", start, end, index, whole.after)


def _with_unit(tokens: Tokens, numeral: Numeral, unit: UnitReading, style: Convention) -> Reading:
    value = numeral.value
    flags = numeral.flags | unit.flags if unit.flags else numeral.flags
    if numeral.thousands is not None and unit.symbol not in _THREE_DECIMALS:
        value = numeral.thousands if unit.kind is MONEY else _rounded(numeral)
    if unit.factor is not None:
        value = EXACT.multiply(value, unit.factor)
    if unit.kind is DURATION:
        value, unit = _and_fraction(tokens, value, unit)
    start = tokens.begin(numeral.first)
    reading = Reading(unit.kind, value, unit.symbol, start, unit.end, numeral.first, unit.after, flags, numeral)
    if unit.kind is MONEY:
        return _with_subunits(tokens, reading, style)
    return _below_zero(tokens, reading) if unit.kind is MEASURE else reading


_THREE_DECIMALS = frozenset({"KWD", "BHD", "OMR", "JOD", "TND", "LYD", "IQD"})
"""Currencies whose prices have three decimals; of the others a dot before three digits groups thousands."""


def _rounded(numeral: Numeral) -> Decimal:
    """29.000 is far more often a round number of thousands than a whole one to three places."""
    thousands = numeral.thousands
    return thousands if thousands is not None and numeral.value % 1 == 0 else numeral.value


def _with_subunits(tokens: Tokens, money: Reading, style: Convention) -> Reading:
    """20 دولارا و43 سنتا is one amount."""
    joined = after_and(tokens, money.after)
    numeral = read_numeral(tokens, money.after if joined is None else joined, style)
    unit = read_unit(tokens, numeral.after) if numeral else None
    if not (numeral and unit and unit.kind is MONEY and unit.factor and isinstance(money.value, Decimal)):
        return money
    if unit.symbol != money.unit and Flag.CURRENCY not in unit.flags:
        return money
    value = EXACT.add(money.value, EXACT.multiply(numeral.value, unit.factor))
    return replace(money, value=value, end=unit.end, after=unit.after, numeral=None)


def _below_zero(tokens: Tokens, reading: Reading) -> Reading:
    """درجتين تحت الصفر is minus two."""
    if tokens.shapes[reading.after].word != "تحت" or tokens.word(reading.after + 1) not in ("صفر", "الصفر"):
        return reading
    if reading.unit not in (None, *_DEGREES) or not isinstance(reading.value, Decimal):
        return reading
    unit, end = reading.unit or "deg", tokens.end(reading.after + 1)
    return replace(reading, kind=MEASURE, unit=unit, value=-reading.value, end=end, after=reading.after + 2)


def _multiple(tokens: Tokens, numeral: Numeral) -> Reading:
    """خمسة أضعاف: five times."""
    end = tokens.end(numeral.after)
    return Reading(RATIO, numeral.value, "x", tokens.begin(numeral.first), end, numeral.first, numeral.after + 1)


def _bare(tokens: Tokens, numeral: Numeral) -> Reading | None:
    """A numeral without a unit: a ratio if it is a fraction noun, else a number until something counted is found."""
    first, after = numeral.first, numeral.after
    last = tokens.shapes[after - 1]
    start, end = tokens.starts[first] + tokens.shapes[first].at, tokens.starts[after - 1] + len(last.raw)
    flags = numeral.flags
    before = tokens.shapes[first - 1].word
    if before in _NOUNS_IN_FRONT and (unit := _unit_before(tokens, numeral)):
        return Reading(unit.kind, numeral.value, unit.symbol, start, end, first, after, flags | unit.flags)
    if numeral.form != "fraction":
        return Reading(BARE, _rounded(numeral), None, start, end, first, after, flags, numeral)
    single = after == first + 1
    if single and before in number_words.RANKS:
        return None  # رابع ربع is the fourth quarter in a row
    if tokens.word(after) in counted_words.KNOCKOUT or (single and _names_a_part(tokens, first)):
        return None
    noun = measures.LONE.get(tokens.word(after).removeprefix("ال"))  # نصف ساعة, ربع الساعة
    if noun and tokens.plain(after):
        kind = DURATION if noun.time else MEASURE
        return Reading(kind, numeral.value, noun.symbol, start, tokens.end(after), first, after + 1, flags, numeral)
    return Reading(RATIO, numeral.value, "x", start, end, first, after, flags, numeral)


def _names_a_part(tokens: Tokens, index: int) -> bool:
    """النصف الآخر is a thing; إلى النصف, with nothing behind it, is how much."""
    if not tokens.shapes[index].definite or tokens.word(index) not in number_words.FRACTIONS:
        return False
    return tokens.sort(index + 1) is WORD or tokens.word(index - 1) not in (
        "الي",
        "من",
        "عن",
        "علي",
        "نحو",
        "حوالي",
    )


def _unit_before(tokens: Tokens, numeral: Numeral) -> UnitReading | None:
    """The unit that stands in front of its number: الأيام الثلاثة, عام واحد, نقطة واحدة, دولار واحد."""
    before, shape = tokens.shapes[numeral.first - 1], tokens.shapes[numeral.first]
    detached = before.word == "ال"  # الأشهر الـ18
    if detached:
        before = tokens.shapes[numeral.first - 2]
    one = numeral.value == 1 and shape.word.startswith("واحد")
    unit = measures.UNITS.get(before.word)
    if unit and (one or (unit.time and before.definite and (shape.definite or detached))):
        kind = DURATION if unit.time else MEASURE
        return UnitReading(kind, unit.symbol, tokens.end(numeral.first - 1), numeral.first)
    return read_unit(tokens, numeral.first - 1) if one and before.word in currencies.NOUNS else None


_NOUNS_IN_FRONT = measures.UNITS.keys() | currencies.NOUNS.keys() | {"ال"}


def _rank(tokens: Tokens, index: int) -> Reading | None:
    """ثالث أكبر شركة, رابع ربع; الثالث is an adjective and ثالثا "thirdly"."""
    shape = tokens.shapes[index]
    if shape.word in number_words.DOUBLE and shape.word != "ضعفا":
        return Reading(RATIO, Decimal(2), "x", tokens.begin(index), tokens.end(index), index, index + 1)
    rank = number_words.RANKS.get(shape.word)
    following = tokens.shapes[index + 1]
    if rank is None or shape.definite or following.sort is not WORD or following.definite:
        return None
    if tokens.word(index - 1) == "ال" or following.clitic or _stands_alone(following.raw):  # آل ثاني; ثان وثالث
        return None
    if following.word in counted_words.STOPS or following.word in number_words.TEN:
        return None
    return Reading(ORDINAL, Decimal(rank), None, tokens.begin(index), tokens.end(index), index, index + 1)


def _stands_alone(following: str) -> bool:
    """Whether the word behind an ordinal shows that it ranks nothing."""
    return following.startswith(("ال", "وال", "لل"))
