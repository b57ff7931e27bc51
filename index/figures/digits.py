"""Numbers in digits over several tokens: what spaces, slashes, exponents and agencies' software made of one number."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal

from index.figures import number_words as words
from index.figures.figure import NOTHING_ASSUMED
from index.figures.literals import LONGEST, SWAPPED, Convention, read_literal
from index.figures.tokens import LATIN, NUMBER, Tokens

EXACT = Context(prec=2 * LONGEST)
"""Values are exact: the default 28 digits would round what an article states."""
_GROUP_GAPS = {" ", "\u00a0", "\u202f", "\u2009"}
EXPONENT = re.compile(r"[eE]([+-]?\d{1,2})(?![\w.])")
"""Right behind a number, the power of ten it is times."""


@dataclass(slots=True)
class Part:
    """A part of a numeral below one scale. `room` is what a smaller part must stay under to be joined to it."""

    value: Decimal
    after: int
    room: int
    thousands: Decimal | None = None
    digits: bool = False
    flags: frozenset[str] = NOTHING_ASSUMED


def read_digits(tokens: Tokens, index: int, style: Convention) -> Part | None:
    """A run of digits at token `index`, mended where spaces took it apart."""
    shape, following = tokens.shapes[index], tokens.shapes[index + 1]
    if following.sort is NUMBER:
        part = _scrambled(tokens, index) or _spaced(tokens, index) or _slashed(tokens, index)
    elif following.raw in _BETWEEN_PARTS:
        part = _scrambled(tokens, index) or _slashed(tokens, index)
    else:
        part = None
    if part is None:
        literal = read_literal(shape.raw, style)
        if literal is None:
            return None
        value, thousands, flags = literal
        part = Part(value, index + 1, 1, thousands, True, flags)
    return _with_exponent(tokens, part) if tokens.shapes[part.after].sort is LATIN else part


_BETWEEN_PARTS = ("ر", ".", "/")
"""What but a space may stand between the parts that one number was taken into."""


def _with_exponent(tokens: Tokens, part: Part) -> Part:
    """1.5e10 and 12e-1, as computers print large numbers and small ones."""
    found = EXPONENT.match(tokens.body, tokens.starts[part.after])
    if found is None or not tokens.glued(part.after):
        return part
    value = EXACT.add(0, EXACT.scaleb(part.value, Decimal(int(found[1]))))  # written out: 15000000000, no 1.5E+10
    return Part(value, tokens.index_at(found.end()), 1, digits=True)


def _scrambled(tokens: Tokens, index: int) -> Part | None:
    """43 ر 1, 5 .489 and 6. 1 مليون: the fraction first, as agencies' software leaves it."""
    first = tokens.raw(index)
    if not first.isdecimal() or len(first) > 6:
        return None
    if tokens.raw(index + 1) == "ر" and _short(tokens.raw(index + 2)):
        return Part(Decimal(f"{tokens.raw(index + 2)}.{first}"), index + 3, 1, digits=True)
    if tokens.raw(index + 1) == "." and _ends_scrambled(tokens, index + 2):
        return Part(Decimal(f"{tokens.raw(index + 2)}.{first}"), index + 3, 1, digits=True, flags=SWAPPED)
    following = tokens.raw(index + 1)
    if following[:1] == "." and _short(following[1:]) and tokens.sort(index + 1) is NUMBER:
        return Part(Decimal(f"{following[1:]}.{first}"), index + 2, 1, digits=True, flags=SWAPPED)
    return None


def _ends_scrambled(tokens: Tokens, index: int) -> bool:
    """Whether the number behind a full stop goes on the one before it: a sentence does not begin with 1 مليون."""
    if not tokens.glued(index - 1) or tokens.gap(index) != " " or len(tokens.raw(index)) > 3:
        return False
    scaled = tokens.word(index + 1) in words.SCALES or tokens.word(index + 2) in words.HUNDRED
    return _short(tokens.raw(index)) and len(tokens.raw(index - 2)) <= 3 and scaled


def _short(digits: str) -> bool:
    return digits.isdecimal() and len(digits) <= 12


def _spaced(tokens: Tokens, index: int) -> Part | None:
    """1 234 567: groups of three digits, one space apart."""
    first = tokens.raw(index)
    if not first.isdecimal() or len(first) > 3 or first[0] in "0٠":
        return None
    after, digits = index + 1, first
    while len(digits) < LONGEST and _is_group(tokens, after):
        digits += tokens.raw(after)[:3]
        rest = tokens.raw(after)[3:]
        after += 1
        if rest:
            return Part(Decimal(f"{digits}.{rest[1:]}"), after, 1, digits=True)
    return Part(Decimal(digits), after, 1, digits=True) if after > index + 1 else None


def _is_group(tokens: Tokens, index: int) -> bool:
    raw = tokens.raw(index)
    gap = tokens.body[tokens.end(index - 1) : tokens.starts[index]]
    if gap not in _GROUP_GAPS or not raw[:3].isdecimal() or len(raw) < 3:
        return False
    return len(raw) == 3 or (4 < len(raw) < 8 and raw[3] in ".٫" and raw[4:].isdecimal())


def _slashed(tokens: Tokens, index: int) -> Part | None:
    """3/4 and 1 3/4; not 3/4/2015, which is a date."""
    whole, top = Decimal(0), index
    if _short(tokens.raw(index + 1)) and tokens.raw(index + 2) == "/" and not tokens.glued(index + 1):
        whole, top = Decimal(tokens.raw(index)) if _short(tokens.raw(index)) else Decimal(0), index + 1
    numbers = tokens.raw(top), tokens.raw(top + 2)
    if tokens.raw(top + 1) != "/" or not all(map(_short, numbers)) or tokens.raw(top + 3) == "/":
        return None
    if not (tokens.glued(top + 1) and tokens.glued(top + 2)) or tokens.raw(top - 1) == "/" or int(numbers[1]) == 0:
        return None
    if top > index and not whole:
        return None
    value = EXACT.divide(Decimal(numbers[0]), Decimal(numbers[1]))
    return Part(EXACT.add(whole, value), top + 3, 1, digits=True)
