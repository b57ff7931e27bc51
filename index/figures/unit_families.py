"""Which units measure the same: how much one of each is, in the base unit of its family.

Factors are those of SI; of a minute, an hour, a day and a week. A month is no fixed number of days, so months, years,
decades and centuries are a family of their own. Every currency is one too: what a dollar is worth changes daily.
"""

from decimal import Decimal
from typing import NamedTuple


class Base(NamedTuple):
    """A family by its base unit, and what one of the unit is in it."""

    base: str
    factor: Decimal


def base_of(unit: str) -> Base:
    """The family of a unit; most are alone in theirs."""
    return _BASES.get(unit) or Base(unit, Decimal(1))


_FAMILIES: dict[str, dict[str, int | str]] = {
    "second": {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800},
    "month": {"month": 1, "year": 12, "decade": 120, "century": 1200},
    "m": {"mm": "0.001", "cm": "0.01", "m": 1, "km": 1000},
    "m2": {"cm2": "0.0001", "m2": 1, "ha": 10_000, "km2": 1_000_000},
    "m3": {"m3": 1},
    "g": {"mg": "0.001", "g": 1, "kg": 1000, "t": 1_000_000},
    "L": {"mL": "0.001", "L": 1, "hL": 100},
    "W": {"W": 1, "kW": 10**3, "MW": 10**6, "GW": 10**9, "TW": 10**12},
    "Hz": {"Hz": 1, "kHz": 10**3, "MHz": 10**6, "GHz": 10**9},
    "B": {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12},
    "bit": {"bit": 1, "kbit": 10**3, "Mbit": 10**6, "Gbit": 10**9},
    "V": {"V": 1, "kV": 1000},
    "cal": {"cal": 1, "kcal": 1000},
    "Pa": {"Pa": 1, "kPa": 1000},
    "J": {"J": 1, "kJ": 1000},
    "A": {"mA": "0.001", "A": 1},
    "px": {"px": 1, "Mpx": 10**6},
    "pp": {"pp": 1, "bp": "0.01"},
}
_BASES = {unit: Base(base, Decimal(factor)) for base, units in _FAMILIES.items() for unit, factor in units.items()}
