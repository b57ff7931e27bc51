"""A figure in words and signs a reader takes in at once: ≈ 500 billion USD, 10–12 months, 80 %.

Values are exact: a large one is shortened to millions or billions only where nothing is lost by it, or almost nothing
(three decimals).
"""

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from tui.messages import N_, _, ngettext

if TYPE_CHECKING:
    from index.corpus import Figure

_SCALES = (
    (Decimal(10) ** 12, N_("{number} trillion")),
    (Decimal(10) ** 9, N_("{number} billion")),
    (Decimal(10) ** 6, N_("{number} million")),
)
_BOUNDS = {"about": "≈ ", "gt": "> ", "ge": "≥ ", "lt": "< ", "le": "≤ "}
_PERIODS = {
    "second": (N_("{number} second"), N_("{number} seconds")),
    "minute": (N_("{number} minute"), N_("{number} minutes")),
    "hour": (N_("{number} hour"), N_("{number} hours")),
    "day": (N_("{number} day"), N_("{number} days")),
    "week": (N_("{number} week"), N_("{number} weeks")),
    "month": (N_("{number} month"), N_("{number} months")),
    "quarter": (N_("{number} quarter"), N_("{number} quarters")),
    "year": (N_("{number} year"), N_("{number} years")),
    "decade": (N_("{number} decade"), N_("{number} decades")),
    "century": (N_("{number} century"), N_("{number} centuries")),
}
_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_DATE = re.compile(r"(?:(?P<year>\d{4})|-)?-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-3]\d))?")
_QUARTER = re.compile(r"(?:(?P<year>\d{4})-)?Q(?P<quarter>[1-4])")
_LONGEST = 20  # digits written out; a hostile article may state 10^9999
_LARGEST_PLURAL = 1_000_000
"""Plural forms repeat by hundreds, so a larger number counts like this one."""


def figure_text(figure: "Figure") -> str:
    """The figure's value with its bound and unit."""
    return _BOUNDS.get(str(figure.bound or ""), "") + _with_unit(figure)


def _with_unit(figure: "Figure") -> str:
    number = _value(figure.value)
    match figure.unit:
        case None:
            return _("no. {number}").format(number=number) if figure.kind == "ordinal" else number
        case "%":
            return _("{number}%").format(number=number)
        case "x":
            return _("{number}×").format(number=number)
        case period if period in _PERIODS:
            one, many = _PERIODS[period]
            return ngettext(one, many, _amount(figure.value)).format(number=number)
        case unit:
            return _("{number} {unit}").format(number=number, unit=unit)


def _value(value: object) -> str:
    match value:
        case (low, high):
            return f"{_value(low)}–{_value(high)}"
        case Decimal() if value.is_finite():
            return _number(value)
        case _:
            return _date(str(value))


def _date(iso: str) -> str:
    """A Gregorian date or quarter in words; what is written otherwise (a Hijri date, a time) as it is."""
    if found := _DATE.fullmatch(iso):
        month = _(_MONTHS[int(found["month"]) - 1])
        return " ".join(part for part in ((found["day"] or "").lstrip("0"), month, found["year"] or "") if part)
    if found := _QUARTER.fullmatch(iso):
        quarter = _("quarter {number}").format(number=found["quarter"])
        return f"{quarter}, {found['year']}" if found["year"] else quarter
    return iso


def _number(value: Decimal) -> str:
    if abs(value.adjusted()) > _LONGEST:
        return f"{value:.3e}"
    for scale, text in _SCALES:
        if abs(value) >= scale and (short := value / scale) == round(short, 3):
            return _(text).format(number=_digits(short))
    return _digits(value)


def _digits(value: Decimal) -> str:
    plain = f"{value:,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _amount(value: object) -> int:
    """The number whose plural form the value takes: 2 for a range or a fraction."""
    if isinstance(value, Decimal) and value.is_finite() and value == value.to_integral_value():
        return int(min(abs(value), Decimal(_LARGEST_PLURAL)))
    return 2
