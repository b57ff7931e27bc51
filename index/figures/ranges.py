"""Ranges: two amounts that share what only one of them says.

range   →  [من | بين] amount (إلى | حتى | - | و) amount          scale and unit carry backwards
"""

from dataclasses import replace
from decimal import Decimal

from index.figures.amounts import read_one
from index.figures.below_hundred import after_and
from index.figures.counted_words import STOPS
from index.figures.dates import begins_numeric_date
from index.figures.digits import EXACT
from index.figures.figure import BARE, MONEY, ORDINAL
from index.figures.literals import Convention
from index.figures.reading import Reading
from index.figures.tokens import LATIN, MARK, NUMBER, WORD, Tokens
from index.figures.units import leading_sign

_TO = ("إلى", "الى", "حتى", "وإلى", "والى", "وحتى", "لـ", "ل")
_HYPHENS = ("-", "–", "−", "ـ")
_LINKS = frozenset({*_TO, *_HYPHENS, "/", "و"})
_BEGINNINGS = ("من", "بين", "مابين", "وبين")
_CHANGES = ("ارتفع", "انخفض", "تراجع", "صعد", "هبط", "زاد", "قفز", "نزل", "تقلص", "تقدم", "ربح", "خسر", "فقد")
"""Verbs of change: انخفض 0,04 إلى 97,528 is a change and a level."""
_FAR = 20
"""A first number this many times the second's mantissa does not share its scale: من 500 إلى 2 مليون."""


def read_amount(tokens: Tokens, index: int, style: Convention) -> Reading | None:
    """The amount that begins at token `index`, with what follows `إلى` where it begins a range."""
    first = read_one(tokens, index, style)
    if first is None:
        return None
    link, before = tokens.shapes[first.after].raw, tokens.shapes[first.first - 1].word
    if link not in _LINKS and before not in _BEGINNINGS:
        return first
    at = _range_end(tokens, first, before)
    return first if at is None else _range(tokens, first, at, style) or first


def _range(tokens: Tokens, low: Reading, at: int, style: Convention) -> Reading | None:
    """`low` with the amount at token `at`, that ends its range."""
    high = read_one(tokens, at, style)
    if high is None or begins_numeric_date(tokens, at) or _dates(tokens, high.after):
        return None
    low, high = _with_shared_unit(tokens, low, high)
    if (low.kind, low.unit) != (high.kind, high.unit) or low.kind is ORDINAL:
        return None
    if not isinstance(low.value, Decimal) or not isinstance(high.value, Decimal):
        return None
    value = (_scaled_like(low, high), high.value)
    announced = tokens.raw(low.after) not in _TO or tokens.word(low.first - 1) in ("من", "بين", "مابين")
    if not announced and not (value[0] < value[1] and (high.unit or _counts_alike(tokens, high.after))):
        return None
    return replace(high, value=value, start=low.start, first=low.first, flags=low.flags | high.flags, numeral=None)


def _counts_alike(tokens: Tokens, after: int) -> bool:
    """80 إلى 90 طائرة: a noun right behind the second number is counted by both."""
    shape = tokens.shapes[after]
    return shape.sort is WORD and not shape.clitic and not shape.definite and shape.word not in STOPS


def _with_shared_unit(tokens: Tokens, low: Reading, high: Reading) -> tuple[Reading, Reading]:
    """The unit of one for both where the other has none: 10 إلى 20 دولارا, $10-20."""
    if low.kind is BARE and high.kind is not BARE and low.numeral:
        return replace(low, kind=high.kind, unit=high.unit), high
    if low.unit and high.kind is BARE and _both_scaled(low, high) and tokens.word(low.first - 1) == "من":
        return low, replace(high, kind=low.kind, unit=low.unit)  # من 3.6 مليارات ريال إلى 4.1 مليارات
    if low.kind is MONEY and high.kind is BARE and tokens.sort(low.first) in (MARK, LATIN):
        return low, replace(high, kind=low.kind, unit=low.unit)
    return low, high


def _both_scaled(low: Reading, high: Reading) -> bool:
    return bool(low.numeral and high.numeral and low.numeral.scale > 1 and high.numeral.scale > 1)


def _dates(tokens: Tokens, after: int) -> bool:
    """4 إلى 15/9/1436: what looks like the end of a range is the day of a date."""
    return tokens.raw(after) in ("/", "-") and tokens.sort(after + 1) is NUMBER and tokens.glued(after + 1)


def _scaled_like(low: Reading, high: Reading) -> Decimal:
    """The lower number with the scale word that the higher one has for both: 10 إلى 20 ألف."""
    value = low.value
    assert isinstance(value, Decimal)
    if not (low.numeral and high.numeral and low.numeral.scale == 1 and high.numeral.scale > 1):
        return value
    shared = abs(value) < 1000 and abs(value) <= abs(high.numeral.mantissa) * _FAR
    return EXACT.multiply(value, Decimal(high.numeral.scale)) if shared else value


def _range_end(tokens: Tokens, low: Reading, before: str) -> int | None:
    """The token where the second amount begins, if what is between the two and before them makes a range."""
    link = low.after
    if tokens.raw(link) == "و" and tokens.raw(link + 1) in _TO:
        link += 1
    raw = tokens.raw(link)
    if (raw in _HYPHENS or raw == "/") and "صفر" in (tokens.word(low.first), tokens.word(link + 1)):
        return link + 1  # 2/صفر, the score of a match
    if raw in _HYPHENS and low.numeral and low.numeral.form == "digits":
        close = tokens.glued(link) or not tokens.glued(link + 1)
        number = tokens.sort(link + 1) is NUMBER or leading_sign(tokens, link + 1)
        return link + 1 if close and number else None
    if raw in _TO and before not in ("من", "بين", "مابين") and not before.startswith(_CHANGES):
        return link + 1 if low.kind is BARE else None
    if before == "من":
        if raw in _TO:
            return link + 1
        return link if tokens.shapes[link].clitic == "ل" and not tokens.shapes[link].definite else None
    if before in ("بين", "مابين", "وبين"):
        return after_and(tokens, link) if raw not in _TO else link + 1
    return None
