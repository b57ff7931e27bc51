"""A figure in words and signs a reader takes in at once: ≈ 500 billion USD, 10–12 months, 80 %.

Values are exact: a large one is shortened to millions or billions only where nothing is lost by it, or almost nothing
(three decimals). In Arabic the noun takes the form its number asks for, and one and two are said by the noun alone.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from tui.messages import N_, NN_, _, ngettext
from tui.unit_names import PERIODS, UNITS

if TYPE_CHECKING:
    from index.corpus import Figure, Value

_SCALES = (
    (Decimal(10) ** 12, NN_("{number} trillion", "{number} trillion")),
    (Decimal(10) ** 9, NN_("{number} billion", "{number} billion")),
    (Decimal(10) ** 6, NN_("{number} million", "{number} million")),
)
_BOUNDS = {
    "about": N_("≈ {value}"),
    "gt": N_("> {value}"),
    "ge": N_("≥ {value}"),
    "lt": N_("< {value}"),
    "le": N_("≤ {value}"),
}
_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_HIJRI_MONTHS = (
    N_("Muharram"), N_("Safar"), N_("Rabi I"), N_("Rabi II"), N_("Jumada I"), N_("Jumada II"),
    N_("Rajab"), N_("Shaban"), N_("Ramadan"), N_("Shawwal"), N_("Dhu al-Qadah"), N_("Dhu al-Hijjah"),
)  # fmt: skip
_PARTS_OF_YEAR = {
    "Q1": N_("quarter 1"), "Q2": N_("quarter 2"), "Q3": N_("quarter 3"), "Q4": N_("quarter 4"),
    "H1": N_("first half"), "H2": N_("second half"),
}  # fmt: skip
_LAST_HIJRI = 1600
"""No year after this is Hijri, whatever month it stands with: «رمضان 2015» is the Ramadan of a Gregorian year."""
_DATE = re.compile(
    r"(?P<hijri>H?)(?:(?P<year>\d{4})|-)?-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-3]\d))?|H(?P<only>\d{4})"
)
_PART_OF_YEAR = re.compile(r"(?P<hijri>H?)(?:(?P<year>\d{4})-)?(?P<part>Q[1-4]|H[12])")
_LONGEST = 20  # digits written out; a hostile article may state 10^9999
_ANY = 100
"""A number whose plural form, in English and Arabic, is that of a fraction or of a noun whose number must be told."""


def figure_text(figure: "Figure") -> str:
    """The figure's value with its bound and unit."""
    said, bound = quantity(figure.value, figure.unit, figure.bound), _BOUNDS.get(str(figure.bound or ""))
    if figure.kind == "ordinal" and figure.unit is None:
        said = _("no. {number}").format(number=said)
    return _(bound).format(value=said) if bound else said


def quantity(value: "Value", unit: str | None, bound: str | None = None) -> str:
    """A value with its unit; the noun bends to the bound it stands with."""
    number = _value(value)
    if unit is None:
        return number
    if unit == "%":
        return _("{number}%").format(number=number)
    if forms := PERIODS.get(unit) or UNITS.get(unit):
        return ngettext(*forms, _amount(value, bound)).format(number=number)
    return _("{number} {unit}").format(number=number, unit=unit)


def _value(value: object) -> str:
    match value:
        case (low, high):
            return f"{_value(low)}–{_value(high)}"
        case Decimal() if value.is_finite():
            return number_text(value)
        case _:
            return _date(str(value))


def _date(iso: str) -> str:
    """A date, a quarter or half of a year, or from one to another, in words; what is written otherwise (a time) as it
    is."""
    if "/" in iso:
        return _ranging(map(_date, iso.split("/")))
    if found := _PART_OF_YEAR.fullmatch(iso):
        named, year = _PARTS_OF_YEAR[found["part"]], found["year"]
        part = _(named)
        return _hijri(_("{quarter}, {year}").format(quarter=part, year=year), found) if year else part
    found = _DATE.fullmatch(iso)
    if not found:
        return iso
    if found["only"]:
        return _("{date} AH").format(date=found["only"])
    month = _((_HIJRI_MONTHS if found["hijri"] else _MONTHS)[int(found["month"]) - 1])
    return _hijri(" ".join(filter(None, ((found["day"] or "").lstrip("0"), month, found["year"] or ""))), found)


def _hijri(said: str, found: re.Match[str]) -> str:
    """A date, told to be Hijri where its year is."""
    is_hijri = found["hijri"] and found["year"] and int(found["year"]) <= _LAST_HIJRI
    return _("{date} AH").format(date=said) if is_hijri else said


def days_text(first: date, last: date) -> str:
    """One day, or from one to another."""
    return _ranging(dict.fromkeys(_date(day.isoformat()) for day in (first, last)))


def _ranging(dates: Iterable[str]) -> str:
    """From one date to another; of several words each with room around the dash: 2014–13 would be a range of its own,
    kept left-to-right in the midst of «25 أكتوبر 2014–13 أكتوبر 2015»."""
    told = tuple(dates)
    return (" – " if any(" " in each for each in told) else "–").join(told)


def number_text(value: Decimal) -> str:
    """A number with its scale, where nothing is lost by that."""
    if abs(value.adjusted()) > _LONGEST:
        return f"{value:.3e}"
    for scale, forms in _SCALES:
        if abs(value) >= scale and (short := value / scale) == round(short, 3):
            return ngettext(*forms, _amount(short)).format(number=_digits(short))
    return _digits(value)


def _digits(value: Decimal) -> str:
    plain = f"{value:,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _amount(value: object, bound: str | None = None) -> int:
    """The number whose plural form the value takes: a range that of its last number.

    In Arabic one and two may leave the number out, so not in a range; nor two after «أكثر من», which would bend it.
    """
    ranged = isinstance(value, tuple)
    last = value[-1] if isinstance(value, tuple) else value
    if not isinstance(last, Decimal) or not last.is_finite() or abs(last.adjusted()) > _LONGEST:
        return _ANY
    if last != last.to_integral_value() or last < 0:
        return _ANY
    if (ranged and last < 3) or (last == 2 and bound in ("gt", "lt")):
        return _ANY
    return int(last)
