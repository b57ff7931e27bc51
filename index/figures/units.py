"""What stands after a number and says of what: a percent sign, a currency, a unit of measure or of time.

unit  →  % | في المئة | بالمئة | currency [whose] | sign | sub-unit | measure [مربع] | time
"""

import re
from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from index.figures import currencies, date_words, measures
from index.figures.figure import Flag, Kind
from index.figures.number_words import HUNDRED
from index.figures.spelling import INVISIBLE
from index.figures.tokens import BREAK, END, WORD, Tokens


class UnitReading(NamedTuple):
    """A unit read: the kind it makes of its number, its symbol, the value of one, and where it ends."""

    kind: Kind
    symbol: str
    end: int
    after: int
    factor: Decimal = Decimal(1)
    flags: frozenset[str] = frozenset()


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
_FIRST_WORDS = (
    HUNDRED
    | currencies.NOUNS.keys()
    | currencies.DUAL_NOUNS.keys()
    | currencies.SUBUNITS.keys()
    | measures.UNITS.keys()
    | measures.PREFIX_WORDS.keys()
    | measures.SHORT.keys()
    | _FIRST_OF_SIGNS
    | {"في", "ب", "نقطه", "نقاط", "م"}
)
"""Behind a number no other Arabic word begins a unit."""
_FIRST_OF_LEADING_SIGNS = frozenset(sign[0] for sign in currencies.SIGNS)
_LEADING_SIGN = re.compile(rf"({_SPELT_SIGNS}){_GAP}(?=[\d.,٫-])")


def read_unit(tokens: Tokens, after: int) -> UnitReading | None:
    """The unit that stands at token `after`, right behind a number."""
    shape = tokens.shapes[after]
    if shape.sort is WORD and shape.word not in _FIRST_WORDS:
        return None
    if shape.sort is BREAK or shape.sort is END or _is_apart(tokens, after):
        return None
    if shape.sort is not WORD:
        return _percent_sign(tokens, after) or _measure(tokens, after) or _signs(tokens, after)
    return (
        _percent(tokens, after)
        or _money(tokens, after)
        or _points(tokens, after)
        or _measure(tokens, after)
        or _signs(tokens, after)
    )


def _is_apart(tokens: Tokens, after: int) -> bool:
    """17 الشهر: a definite noun is no unit of an indefinite number; the hundred of بالمئة is."""
    shape = tokens.shapes[after]
    return shape.definite and not shape.clitic and not tokens.shapes[after - 1].definite


def leading_sign(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """A currency sign in front of its number: (currency, the token of the number)."""
    if tokens.raw(index)[:1] not in _FIRST_OF_LEADING_SIGNS:
        return None
    match = _LEADING_SIGN.match(tokens.body, tokens.starts[index])
    return (currencies.SIGNS[match[1]], tokens.index_at(match.end())) if match else None


def _percent_sign(tokens: Tokens, after: int) -> UnitReading | None:
    sign = tokens.raw(after) in _PERCENT_SIGNS
    if sign and (match := _PERCENT.match(tokens.body, tokens.end(after - 1))):
        return UnitReading(Kind.PERCENT, "%", match.end(), tokens.index_at(match.end()))
    if tokens.raw(after) == "?" and tokens.glued(after) and tokens.sort(after + 1) is WORD:
        flags = frozenset({Flag.PERCENT})  # the sign as a broken encoding leaves it: an Arabic question ends in ؟
        return UnitReading(Kind.PERCENT, "%", tokens.end(after - 1), after + 1, flags=flags)
    return None


def _percent(tokens: Tokens, after: int) -> UnitReading | None:
    """بالمئة, في المئة."""
    shape = tokens.shapes[after]
    if shape.word in HUNDRED and shape.clitic == "ب" and shape.definite:
        return UnitReading(Kind.PERCENT, "%", tokens.end(after), after + 1)
    following = tokens.shapes[after + 1]
    if shape.word in ("في", "ب") and following.word in HUNDRED and following.definite:
        return UnitReading(Kind.PERCENT, "%", tokens.end(after + 1), after + 2)
    return None


def _signs(tokens: Tokens, after: int) -> UnitReading | None:
    if tokens.raw(after)[0] not in _FIRST_OF_SIGNS:
        return None
    end = tokens.end(after - 1)
    if match := _SIGN.match(tokens.body, end):
        return UnitReading(Kind.MONEY, currencies.SIGNS[match[1]], match.end(), tokens.index_at(match.end()))
    if match := _MEASURE_SIGN.match(tokens.body, end):
        read = UnitReading(Kind.MEASURE, measures.SIGNS[match[1]], match.end(), tokens.index_at(match.end()))
        return _degree(tokens, read) if read.symbol == "deg" else read
    if match := _CENTS.match(tokens.body, end):
        code = currencies.CENT_SIGNS[match[1]]
        return UnitReading(Kind.MONEY, code, match.end(), tokens.index_at(match.end()), Decimal("0.01"))
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
        return UnitReading(Kind.MONEY, code, tokens.end(after), after + 1, factor, _assumed(currency.assumed))
    return None


def _whose(tokens: Tokens, currency: currencies.Currency, after: int) -> UnitReading:
    """The currency by the adjective behind its noun, else by the country the article speaks of or is from."""
    country = currencies.ADJECTIVES.get(tokens.word(after + 1))
    if country in currency.by_country and not tokens.shapes[after + 1].definite:
        return UnitReading(Kind.MONEY, currency.by_country[country], tokens.end(after + 1), after + 2)
    code = _by_country(tokens, currency)
    return UnitReading(Kind.MONEY, code, tokens.end(after), after + 1, flags=_assumed(currency.assumed))


def currency_of_pair(tokens: Tokens, index: int) -> UnitReading | None:
    """دولارين says two by itself: the currency, where the token is such a dual."""
    currency = currencies.DUAL_NOUNS.get(tokens.word(index))
    return _whose(tokens, currency, index) if currency else None


def _assumed(assumed: bool) -> frozenset[str]:
    return frozenset({Flag.CURRENCY}) if assumed else frozenset()


def _by_country(tokens: Tokens, currency: currencies.Currency) -> str:
    """Of a name that several currencies bear, that of the country the article names most often near its beginning, else
    of its newspaper's."""
    if not currency.assumed:
        return currency.default
    votes = Counter(currency.by_country[country] for country in tokens.countries() if country in currency.by_country)
    if votes:
        return votes.most_common(1)[0][0]
    return currency.by_country.get(tokens.home() or "", currency.default)


def _points(tokens: Tokens, after: int) -> UnitReading | None:
    """Points of an index, basis points, percentage points."""
    if tokens.word(after) not in ("نقطه", "نقاط") or not tokens.plain(after):
        return None
    following = tokens.word(after + 1)
    symbol = {"اساس": "bp", "مئويه": "pp"}.get(following, "pt")
    last = after if symbol == "pt" else after + 1
    return UnitReading(Kind.MEASURE, symbol, tokens.end(last), last + 1)


def _measure(tokens: Tokens, after: int) -> UnitReading | None:
    shape = tokens.shapes[after]
    if shape.clitic:
        return None
    prefix = measures.PREFIX_WORDS.get(shape.word)
    base = measures.UNITS.get(tokens.word(after + 1)) if prefix else None
    if base and not base.time and tokens.plain(after + 1):
        return _squared(tokens, prefix or "", base.symbol, after + 1)
    unit = measures.UNITS.get(shape.word)
    if unit is None and _metre(tokens, after) and tokens.raw(after + 1) in ("2", "3") and tokens.glued(after + 1):
        return UnitReading(Kind.MEASURE, "m" + tokens.raw(after + 1), tokens.end(after + 1), after + 2)
    if unit is None:
        symbol = _metre(tokens, after) or measures.SHORT.get(shape.word)
        return UnitReading(Kind.MEASURE, symbol, tokens.end(after), after + 1) if symbol else None
    if unit.symbol == "bbl" and tokens.word(after + 1).startswith("متفجر"):
        return None  # a barrel bomb
    if unit.time and shape.word in date_words.YEAR_NOUNS and _is_year(tokens.raw(after + 1)):
        return None  # 124 مليون عام 2014
    if unit.time:
        return UnitReading(Kind.DURATION, unit.symbol, tokens.end(after), after + 1)
    read = _squared(tokens, "", unit.symbol, after)
    return _degree(tokens, read) if unit.symbol == "deg" else read


def _metre(tokens: Tokens, after: int) -> str | None:
    """30م: metres only where م stands right on its number; behind a space it is an era or an initial."""
    return "m" if tokens.raw(after) == "م" and tokens.glued(after) else None


def _is_year(raw: str) -> bool:
    return len(raw) == 4 and raw.isdecimal()


def _squared(tokens: Tokens, prefix: str, symbol: str, last: int) -> UnitReading:
    """مربع and مكعب behind a length; في الساعة behind it makes a speed."""
    power = measures.SQUARES.get(tokens.word(last + 1)) if symbol in ("m", "ft", "in", "km", "cm", "mi") else None
    if power:
        return UnitReading(Kind.MEASURE, prefix + symbol + power, tokens.end(last + 1), last + 2)
    hour = tokens.shapes[last + 2]
    per_hour = hour.word in ("ساعه", "الساعه", "س") and (
        tokens.raw(last + 1) == "/" or (tokens.word(last + 1) == "في" and hour.raw.endswith("الساعة"))
    )
    if per_hour and symbol in ("m", "km", "mi"):
        return UnitReading(Kind.MEASURE, prefix + symbol + "/h", tokens.end(last + 2), last + 3)
    return UnitReading(Kind.MEASURE, prefix + symbol, tokens.end(last), last + 1)


def _degree(tokens: Tokens, read: UnitReading) -> UnitReading:
    """Degrees of which scale."""
    symbol = measures.SCALES_OF_DEGREE.get(tokens.word(read.after))
    if symbol is None:
        return read
    return read._replace(symbol=symbol, end=tokens.end(read.after), after=read.after + 1)
