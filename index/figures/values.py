"""Values on their way out: as JSON says them, and as text that reads back exactly.

value          JSON              text
Decimal        12, 2.5           12, 2.5
a range        [10, 20]          10..20
an ISO string  "2024-Q1"         @2024-Q1
"""

from decimal import Context, Decimal

from index.figures.figure import Value

JsonValue = int | float | list[int | float] | str


_EXACT = Context(prec=80)
_ONE = Decimal(1)
_ROUNDED = Context(prec=15)
"""A third has no end: what would fill the exact context is cut to what a float holds."""


def value_as_json(value: Value) -> JsonValue:
    """The value as JSON has it: a number, `[low, high]`, or an ISO string."""
    if isinstance(value, str):
        return value
    return [_number(end) for end in value] if isinstance(value, tuple) else _number(value)


def encode_value(value: Value) -> str:
    """The value as text that `decode_value` reads back exactly."""
    if isinstance(value, str):
        return "@" + value
    return f"{_digits(value[0])}..{_digits(value[1])}" if isinstance(value, tuple) else _digits(value)


def _digits(number: Decimal) -> str:
    """A number without an exponent, which few have: formatting takes three times as long."""
    text = str(number)
    return text if "E" not in text else f"{number:f}"


def decode_value(text: str) -> Value:
    """The value that `encode_value` wrote."""
    if text.startswith("@"):
        return text[1:]
    low, dots, high = text.partition("..")
    return (Decimal(low), Decimal(high)) if dots else Decimal(low)


def ends_of(value: Value) -> tuple[Decimal, Decimal] | None:
    """The least and the greatest number that is stated; None for a date or a time."""
    if isinstance(value, str):
        return None
    return (min(value), max(value)) if isinstance(value, tuple) else (value, value)


def plain(value: Value) -> Value:
    """The value without the zeros and exponents its making left: 1600000, not 1600000.0 or 1.6E+6."""
    if isinstance(value, str):
        return value
    return (plain_number(value[0]), plain_number(value[1])) if isinstance(value, tuple) else plain_number(value)


def plain_number(value: Decimal) -> Decimal:
    """The same for a single number."""
    if value.same_quantum(_ONE):
        return value
    whole = value.to_integral_value(context=_EXACT)
    if whole == value:
        return Decimal(int(whole))
    digits = f"{value:f}".rstrip("0")
    return Decimal(digits) if len(digits) < _EXACT.prec else _ROUNDED.create_decimal(value)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
