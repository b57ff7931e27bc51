"""What stands after a number and says of what: a percent sign, a currency, a unit of measure or of time.

unit  →  % | في المئة | بالمئة | currency [whose] | sign | sub-unit | measure [مربع] | time
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal

from index.figures import currencies, date_words, measures
from index.figures.figure import DURATION, MEASURE, MONEY, NOTHING_ASSUMED, PERCENT, Flag, Kind
from index.figures.number_words import HUNDRED
from index.figures.spelling import INVISIBLE
from index.figures.tokens import LATIN, WORD, Tokens

_ASSUMED = {False: NOTHING_ASSUMED, True: frozenset[str]({Flag.CURRENCY})}


@dataclass(slots=True)
class UnitReading:
    """A unit read: the kind it makes of its number, its symbol, where it ends, and the value of one, if not 1."""

    kind: Kind
    symbol: str
    end: int
    after: int
    factor: Decimal | None = None
    flags: frozenset[str] = NOTHING_ASSUMED


_Reader = Callable[[Tokens, int], UnitReading | None]

_GAP = rf"[ \t\u00a0\u202f{INVISIBLE}]{{0,4}}"
_PERCENT_SIGNS = "%٪﹪％"
_PERCENT = re.compile(rf"{_GAP}[{_PERCENT_SIGNS}]")
_SPELT_SIGNS = "|".join(re.escape(sign) for sign in sorted(currencies.SIGNS, key=len, reverse=True))
_SIGN = re.compile(rf"{_GAP}({_SPELT_SIGNS})(?![A-Za-z\u0621-\u064a])")
_CENTS = re.compile(rf"{_GAP}(¢|c(?![A-Za-z]))")
_MEASURE_SIGN = re.compile(
    _GAP + "(" + "|".join(re.escape(sign) for sign in sorted(measures.SIGNS, key=len, reverse=True)) + r")(?!\w)"
)
_FIRST_OF_SIGNS = frozenset(sign[0] for sign in (*currencies.SIGNS, *measures.SIGNS, *currencies.CENT_SIGNS))
_FIRST_OF_LEADING_SIGNS = frozenset(sign[0] for sign in currencies.SIGNS)
_LEADING_SIGN = re.compile(rf"({_SPELT_SIGNS}){_GAP}(?=[\d.,٫-])")


def read_unit(tokens: Tokens, after: int) -> UnitReading | None:
    """The unit that stands at token `after`, right behind a number."""
    shape = tokens.shapes[after]
    readers = _OF_LATIN if shape.sort is LATIN else _READERS.get(shape.word or shape.raw)
    if readers is None or (shape.definite and _is_apart(tokens, after)):
        return None
    for read in readers:
        if unit := read(tokens, after):
            return unit
    return None


def _is_apart(tokens: Tokens, after: int) -> bool:
    """17 الشهر: a definite noun is no unit of an indefinite number; the hundred of بالمئة is."""
    return not tokens.shapes[after].clitic and not tokens.shapes[after - 1].definite


def leading_sign(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """A currency sign in front of its number: (currency, the token of the number)."""
    if tokens.raw(index)[:1] not in _FIRST_OF_LEADING_SIGNS:
        return None
    match = _LEADING_SIGN.match(tokens.body, tokens.starts[index])
    return (currencies.SIGNS[match[1]], tokens.index_at(match.end())) if match else None


def _percent_sign(tokens: Tokens, after: int) -> UnitReading | None:
    end, sign = tokens.end(after - 1), tokens.starts[after]
    if tokens.shapes[after].raw in _PERCENT_SIGNS and (sign == end or _PERCENT.match(tokens.body, end)):
        return UnitReading(PERCENT, "%", sign + 1, after + 1)
    if tokens.raw(after) == "?" and tokens.glued(after) and tokens.sort(after + 1) is WORD:
        flags = frozenset({Flag.PERCENT})  # the sign as a broken encoding leaves it: an Arabic question ends in ؟
        return UnitReading(PERCENT, "%", tokens.end(after - 1), after + 1, flags=flags)
    return None


def _percent(tokens: Tokens, after: int) -> UnitReading | None:
    """بالمئة, في المئة."""
    shape = tokens.shapes[after]
    if shape.word in HUNDRED and shape.clitic == "ب" and shape.definite:
        return UnitReading(PERCENT, "%", tokens.end(after), after + 1)
    following = tokens.shapes[after + 1]
    if shape.word in ("في", "ب") and following.word in HUNDRED and following.definite:
        return UnitReading(PERCENT, "%", tokens.end(after + 1), after + 2)
    return None


def _signs(tokens: Tokens, after: int) -> UnitReading | None:
    if tokens.raw(after)[0] not in _FIRST_OF_SIGNS:
        return None
    end = tokens.end(after - 1)
    if match := _SIGN.match(tokens.body, end):
        return UnitReading(MONEY, currencies.SIGNS[match[1]], match.end(), tokens.index_at(match.end()))
    if match := _MEASURE_SIGN.match(tokens.body, end):
        read = UnitReading(MEASURE, measures.SIGNS[match[1]], match.end(), tokens.index_at(match.end()))
        return _degree(tokens, read) if read.symbol == "deg" else read
    if match := _CENTS.match(tokens.body, end):
        code = currencies.CENT_SIGNS[match[1]]
        return UnitReading(MONEY, code, match.end(), tokens.index_at(match.end()), Decimal("0.01"))
    return None


def _money(tokens: Tokens, after: int) -> UnitReading | None:
    shape = tokens.shapes[after]
    if shape.clitic:
        return None
    currency = currencies.NOUNS.get(shape.word) or currencies.DUAL_NOUNS.get(shape.word)
    if currency:
        return _whose(tokens, currency, after)
    if shape.word in currencies.SUBUNITS:
        currency = currencies.SUBUNITS[shape.word]
        code = _by_country(tokens, currency)
        factor = Decimal(1) / currencies.PER_MAIN.get(code, 100)
        return UnitReading(MONEY, code, tokens.end(after), after + 1, factor, _ASSUMED[currency.assumed])
    return None


def _whose(tokens: Tokens, currency: currencies.Currency, after: int) -> UnitReading:
    """The currency by the adjective behind its noun, else by the country the article speaks of or is from."""
    country = currencies.ADJECTIVES.get(tokens.word(after + 1))
    if country in currency.by_country and not tokens.shapes[after + 1].definite:
        return UnitReading(MONEY, currency.by_country[country], tokens.end(after + 1), after + 2)
    code = _by_country(tokens, currency)
    return UnitReading(MONEY, code, tokens.end(after), after + 1, None, _ASSUMED[currency.assumed])


def currency_of_pair(tokens: Tokens, index: int) -> UnitReading | None:
    """دولارين says two by itself: the currency, where the token is such a dual."""
    currency = currencies.DUAL_NOUNS.get(tokens.word(index))
    return _whose(tokens, currency, index) if currency else None


def _by_country(tokens: Tokens, currency: currencies.Currency) -> str:
    """Of a name that several currencies bear, that of the country the article names most often near its beginning, else
    of its newspaper's."""
    if not currency.assumed:
        return currency.default
    codes = [currency.by_country[country] for country in tokens.countries() if country in currency.by_country]
    if codes:
        return max(dict.fromkeys(codes), key=codes.count)
    return currency.by_country.get(tokens.home() or "", currency.default)


def _points(tokens: Tokens, after: int) -> UnitReading | None:
    """Points of an index, basis points, percentage points."""
    shape = tokens.shapes[after]
    if shape.word not in _POINT_NOUNS or shape.clitic:
        return None
    symbol = _POINTS.get(tokens.word(after + 1))
    if symbol is None:
        return UnitReading(MEASURE, "pt", tokens.end(after), after + 1)
    return UnitReading(MEASURE, symbol, tokens.end(after + 1), after + 2)


_POINT_NOUNS = ("نقطه", "نقاط")
_POINTS = {"اساس": "bp", "مئويه": "pp"}


def _measure(tokens: Tokens, after: int) -> UnitReading | None:
    """A unit of measure or of time, its prefix written on it or apart."""
    shapes = tokens.shapes
    shape, following = shapes[after], shapes[after + 1]
    word = shape.word
    if shape.clitic:
        return None
    if word in measures.PREFIX_WORDS and not following.clitic:
        base = measures.UNITS.get(following.word)
        if base and not base.time:
            return _squared(tokens, measures.PREFIX_WORDS[word], base.symbol, after + 1)
    unit = measures.UNITS.get(word)
    if unit is None:
        return _short(tokens, after)
    if unit.time:
        if word in date_words.YEAR_NOUNS and _is_year(following.raw):
            return None  # 124 مليون عام 2014
        return UnitReading(DURATION, unit.symbol, tokens.end(after), after + 1)
    if unit.symbol == "bbl" and following.word.startswith("متفجر"):
        return None  # a barrel bomb
    read = _squared(tokens, "", unit.symbol, after)
    return _degree(tokens, read) if unit.symbol == "deg" else read


def _short(tokens: Tokens, after: int) -> UnitReading | None:
    """30م, 100م2, 128 جيجا. م is metres only where it stands right on its number; behind a space it is an era or an
    initial."""
    shape, following = tokens.shapes[after], tokens.shapes[after + 1]
    if shape.raw != "م" or not tokens.glued(after):
        symbol = measures.SHORT.get(shape.word)
        return UnitReading(MEASURE, symbol, tokens.end(after), after + 1) if symbol else None
    if following.raw in ("2", "3") and tokens.glued(after + 1):
        return UnitReading(MEASURE, "m" + following.raw, tokens.end(after + 1), after + 2)
    return UnitReading(MEASURE, "m", tokens.end(after), after + 1)


def _is_year(raw: str) -> bool:
    return len(raw) == 4 and raw.isdecimal()


def _squared(tokens: Tokens, prefix: str, symbol: str, last: int) -> UnitReading:
    """مربع and مكعب behind a length; في الساعة behind it makes a speed."""
    if symbol in _LENGTHS:
        if power := measures.SQUARES.get(tokens.word(last + 1)):
            return UnitReading(MEASURE, prefix + symbol + power, tokens.end(last + 1), last + 2)
        if symbol in _OF_SPEED and _is_per_hour(tokens, last + 1):
            return UnitReading(MEASURE, prefix + symbol + "/h", tokens.end(last + 2), last + 3)
    return UnitReading(MEASURE, prefix + symbol, tokens.end(last), last + 1)


_LENGTHS = ("m", "ft", "in", "km", "cm", "mi")
_OF_SPEED = ("m", "km", "mi")


def _is_per_hour(tokens: Tokens, index: int) -> bool:
    link, hour = tokens.shapes[index], tokens.shapes[index + 1]
    if hour.word not in ("ساعه", "الساعه", "س"):
        return False
    return link.raw == "/" or (link.word == "في" and hour.raw.endswith("الساعة"))


def _degree(tokens: Tokens, read: UnitReading) -> UnitReading:
    """Degrees of which scale."""
    symbol = measures.SCALES_OF_DEGREE.get(tokens.word(read.after))
    if symbol is None:
        return read
    return UnitReading(MEASURE, symbol, tokens.end(read.after), read.after + 1)


_GRAMMARS: tuple[tuple[_Reader, Collection[str]], ...] = (
    (_percent, HUNDRED | {"في", "ب"}),
    (_money, currencies.NOUNS.keys() | currencies.DUAL_NOUNS.keys() | currencies.SUBUNITS.keys()),
    (_points, _POINT_NOUNS),
    (_measure, measures.UNITS.keys() | measures.PREFIX_WORDS.keys() | measures.SHORT.keys() | {"م"}),
    (_percent_sign, (*_PERCENT_SIGNS, "?")),
    (_signs, _FIRST_OF_SIGNS),
)
"""What reads a unit, in the order tried, and the words and marks it begins with: no others begin one."""
_READERS = {
    first: tuple(reader for reader, firsts in _GRAMMARS if first in firsts)
    for _, begins in _GRAMMARS
    for first in begins
}
FIRST_WORDS = frozenset(_READERS)
_OF_LATIN = (_measure, _signs)
