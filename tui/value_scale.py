"""What a plot needs to know of numbers: where a value stands between the ends of an axis, and which are named there.

    values → Scale → share of the axis, 0 at its beginning and 1 at its end

A scale is logarithmic where the values span several magnitudes, because on a plain one all but the greatest would lie
on the floor. Days are numbered by their ordinals; a day's ticks are whole years, else whole months, else days.
"""

import math
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from index.corpus import Value, days_of

_MAGNITUDES = 50
"""A span of so many times the least value is drawn logarithmically."""

_STEPS = (1.0, 2.0, 5.0, 10.0)
_BEYOND = 1e30
_AIR = 0.08
"""What is left free at each end of an axis, so that no point lies on the frame."""


class Tick(NamedTuple):
    """A value to name, and its share of the axis."""

    value: float
    share: float


class Scale(NamedTuple):
    """From `low` to `high`, of the values themselves or of their logarithms."""

    low: float
    high: float
    logarithmic: bool = False

    def share(self, value: float) -> float:
        """Where a value stands between the ends."""
        at = math.log10(value) if self.logarithmic else value
        return (at - self.low) / (self.high - self.low)

    def ticks(self, most: int) -> list[Tick]:
        """At most so many round values, in order."""
        if most < 1:
            return []
        values = _powers(self.low, self.high, most) if self.logarithmic else _round(self.low, self.high, most)
        return [Tick(value, self.share(value)) for value in values][:most]

    def days(self, most: int) -> list[tuple[str, float]]:
        """At most so many days as they are written, 2015 or 2015-08 or 2015-08-06, with their shares."""
        for written in (_years, _months, _single_days):
            found = [(name, self.share(day)) for name, day in written(self.low, self.high)]
            if len(found) >= min(2, most):
                return found[:: max(1, math.ceil(len(found) / max(1, most)))]
        return []


def scale_of(values: Sequence[float], *, may_be_logarithmic: bool = True) -> Scale:
    """The scale for some values, of which there is at least one."""
    least, greatest = min(values), max(values)
    logarithmic = may_be_logarithmic and least > 0 and greatest / least > _MAGNITUDES
    low, high = (math.log10(least), math.log10(greatest)) if logarithmic else (least, greatest)
    if low == high:
        around = 0.5 if logarithmic else max(1.0, abs(low) / 2)
        return Scale(low - around, high + around, logarithmic)
    air = (high - low) * _AIR
    return Scale(low - air, high + air, logarithmic)


class Stretch(NamedTuple):
    """What a figure states, as numbers: from `low` to `high`, the same for all but ranges and long dates."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """Where its mark stands."""
        return (self.low + self.high) / 2


def stretch_of(value: Value) -> Stretch | None:
    """The numbers to draw: the ends of a range, the first day of a date as its ordinal; None where there are none."""
    match value:
        case (Decimal() as first, Decimal() as second):
            ends = sorted((float(first), float(second)))
        case Decimal():
            ends = [float(value)] * 2
        case _:
            days = days_of(str(value))
            return Stretch(*[float(days.first.toordinal())] * 2) if days else None
    return Stretch(*ends) if all(math.isfinite(end) and abs(end) < _BEYOND for end in ends) else None


def is_day(value: Value) -> bool:
    """Whether a value is a day, month or year and not an amount."""
    return isinstance(value, str)


def _round(low: float, high: float, most: int) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten."""
    rough = (high - low) / max(1, most)
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 0 else 1.0
    step = next((power * times for times in _STEPS if power * times >= rough), power * 10)
    first = math.ceil(low / step)
    return [round(nth * step, 12) for nth in range(first, math.floor(high / step) + 1)]


def _powers(low: float, high: float, most: int) -> list[float]:
    """Powers of ten, with 2 and 5 times them where few fit."""
    tens = range(math.floor(low), math.ceil(high) + 1)
    for times in ((1, 2, 5), (1, 3), (1,)):
        values = [factor * 10.0**power for power in tens for factor in times]
        inside = [value for value in values if low <= math.log10(value) <= high]
        if len(inside) <= most:
            return inside
    return inside[:: max(1, math.ceil(len(inside) / most))]


def _years(low: float, high: float) -> list[tuple[str, float]]:
    first, last = _date(low), _date(high)
    days = ((str(year), date(year, 1, 1).toordinal()) for year in range(first.year, last.year + 1))
    return [(name, float(day)) for name, day in days if low <= day <= high]


def _months(low: float, high: float) -> list[tuple[str, float]]:
    first, last = _date(low), _date(high)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    days = ((f"{at // 12:04}-{at % 12 + 1:02}", date(at // 12, at % 12 + 1, 1).toordinal()) for at in months)
    return [(name, float(day)) for name, day in days if low <= day <= high]


def _single_days(low: float, high: float) -> list[tuple[str, float]]:
    first, last = _date(math.ceil(low)), _date(high)
    days = (first + timedelta(nth) for nth in range((last - first).days + 1))
    return [(day.isoformat(), float(day.toordinal())) for day in days]


def _date(ordinal: float) -> date:
    return date.fromordinal(min(date.max.toordinal(), max(1, math.floor(ordinal))))


Named = Callable[[float], str]
"""How a value is written at its tick."""
