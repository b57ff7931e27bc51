"""Numbers written in digits: what 1.234, 1,234, 57ر4 and 5.2 are worth.

A dot or comma before three digits may group thousands or begin decimals. Other numbers of the same article tell which:
next to 0,04 a 97,528 is 97.528, next to 1,234,567 it is 97528. Where nothing tells, a comma groups and a dot is a
decimal point, the other reading is kept for a unit to decide (people are never fractional), and the number is flagged.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from index.figures.figure import NOTHING_ASSUMED, Flag
from index.figures.spelling import INVISIBLE

LONGEST = 40
"""A run of more characters is no quantity anybody states."""


class Convention(NamedTuple):
    """How one article writes its digits."""

    comma_decimal: bool = False
    dot_thousands: bool = False


class Literal(NamedTuple):
    """What a run of digits is worth; `thousands` is the other reading where the separator may group.

    `flags`: that it may, or that a direction mark inside it was taken to say that its parts were swapped.
    """

    value: Decimal
    thousands: Decimal | None = None
    flags: frozenset[str] = NOTHING_ASSUMED


MAY_GROUP = frozenset[str]({Flag.DECIMAL})
SWAPPED = frozenset[str]({Flag.MIRRORED})
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_SCRAMBLED = re.compile("[\u200f\u061c]")
_SEPARATORS = str.maketrans({"٬": "'", "’": "'", "،": ",", "٫": "."})
_COMMA_DECIMAL = re.compile(r"\d+,(?:\d{1,2}|\d{4,})|0,\d+|\d{1,3}(?:\.\d{3})+,\d+")
_COMMA_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+")
_DOT_DECIMAL = re.compile(r"\d+\.(?:\d{1,2}|\d{4,})|0\.\d+|\d{1,3}(?:,\d{3})+\.\d+")
_DOT_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+")
_GROUPED = re.compile(r"(\d{1,3}(?:([.,'])\d{3})(?:\2\d{3})*)(?:[.,](\d+))?")


def convention(numbers: Iterable[str]) -> Convention:
    """How the article these runs of digits are from writes them, by its unambiguous ones."""
    commas = dots = 0
    for raw in numbers:
        if len(raw) < 3 or raw.isdecimal() or len(raw) > LONGEST:
            continue
        comma, dot = _votes(raw)
        commas, dots = commas + comma, dots + dot
    return Convention(commas > 0, dots > 0)


@lru_cache(maxsize=1 << 15)
def _votes(raw: str) -> tuple[int, int]:
    """For a decimal comma, for grouping dots: 1, -1 or 0."""
    text = _plain(raw)
    comma = bool(_COMMA_DECIMAL.fullmatch(text)) - bool(_COMMA_THOUSANDS.fullmatch(text))
    dot = bool(_DOT_THOUSANDS.fullmatch(text)) - bool(_DOT_DECIMAL.fullmatch(text))
    return comma, dot


def read_literal(raw: str, style: Convention) -> Literal | None:
    """The value of a run of digits and separators; None where it is no single number (an address, a date)."""
    return _read(raw, style) if len(raw) <= LONGEST else None


@lru_cache(maxsize=1 << 15)
def _read(raw: str, style: Convention) -> Literal | None:
    if raw.isdecimal():
        return Literal(Decimal(raw))
    text = _plain(raw)
    mirrored = _SCRAMBLED.search(raw) is not None
    if mirrored or "ر" in text:
        return _reversed(re.split("[ر.,']", text), SWAPPED if mirrored else NOTHING_ASSUMED)
    grouped = _GROUPED.fullmatch(text)
    if grouped and not text.startswith("0"):
        return _grouped(grouped, style)
    decimal = re.fullmatch(r"(\d*)[.,'](\d+)", text)
    return Literal(Decimal(f"{decimal[1] or 0}.{decimal[2]}")) if decimal else None


def _plain(raw: str) -> str:
    return "".join(
        str(int(character)) if character.isdecimal() else character for character in _INVISIBLE.sub("", raw)
    ).translate(_SEPARATORS)


def _reversed(parts: list[str], flags: frozenset[str]) -> Literal | None:
    """57ر4 is 4.57: the agency's ر, like a separator with a right-to-left mark, puts the last part first."""
    if len(parts) > 2 and all(len(part) == 3 for part in parts[:-1]) and 1 <= len(parts[-1]) <= 3:
        return Literal(Decimal("".join(reversed(parts))), flags=flags)
    return Literal(Decimal(f"{parts[1]}.{parts[0]}"), flags=flags) if len(parts) == 2 and all(parts) else None


def _grouped(match: re.Match[str], style: Convention) -> Literal | None:
    whole, separator, fraction = match[1].replace(match[2], ""), match[2], match[3]
    thousands = Decimal(f"{whole}.{fraction}" if fraction else whole)
    if fraction or separator == "'" or match[1].count(separator) > 1:
        return Literal(thousands)
    decimal = Decimal(match[1].replace(separator, "."))
    if separator == ",":
        if decimal % 1 and whole.endswith("00"):
            return Literal(thousands, flags=MAY_GROUP)  # nobody writes 175,500 for 175.5
        return Literal(decimal) if style.comma_decimal else Literal(thousands, flags=MAY_GROUP)
    if style.dot_thousands:
        return Literal(thousands)
    return Literal(decimal, thousands, MAY_GROUP)
