"""The line that says which figures are wanted: text → FigureFilter, with what cannot be understood and where it stands.

    line     = { field | bound | word }
    field    = name ":" value                   kind:money  unit:USD  source:"وكالة الأنباء"  counts:وظيفة
                                                since:2015-08  until:2016  date:2015  value:10..20
    bound    = (">" | ">=" | "<" | "<=" | "=") number           >1e9  <=2.5m  ≥٣٠٠
    number   = digits of any kind, with a scale or none: k m b t, ألف مليون مليار تريليون
    word     = whatever else: words of the sentence

Names and kinds are understood in English and Arabic. A day stands for itself, a month or year for all its days: `since`
counts from the first of them, `until` to the last.
"""

import math
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from index.corpus import FigureFilter, Kind
from tui import messages
from tui.messages import KINDS, N_, _, in_every_language, outside
from tui.unit_names import PERIODS, UNITS

NAMES = {
    "kind": "kind", "نوع": "kind",
    "unit": "unit", "وحدة": "unit",
    "value": "value", "قيمة": "value",
    "source": "source", "مصدر": "source",
    "counts": "counts", "معدود": "counts",
    "since": "since", "منذ": "since",
    "until": "until", "حتى": "until",
    "date": "date", "تاريخ": "date",
}  # fmt: skip
"""What a field may be called."""

FAULTS = {
    "kind": N_("{text} is no kind of figure. There are: {known}."),
    "number": N_("{text} is no number. Write 2500, 2.5m or 1e9."),
    "day": N_("{text} is no day. Write 2015, 2015-08 or 2015-08-06."),
    "value": N_("{text} is no range. Write 10..20."),
    "field": N_("{text} is nothing a filter has. There are: {fields}."),
    "empty": N_("Something is missing after {text}"),
}
"""A sentence for the reason of every Fault."""

_TOKEN = re.compile(
    r'(?P<sign>[<>]=?|[=≤≥])\s*(?P<number>\S*)|(?P<name>[^\s":<>=]+):(?P<value>"[^"]*"?|\S*)|"[^"]*"?|\S+'
)
_NUMBER = re.compile(r"([-+]?[0-9]*\.?[0-9]+(?:e[-+]?[0-9]{1,3})?)(\D*)", re.IGNORECASE)
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫−", "01234567890123456789.-", ",٬_،")
_SCALES = {
    "": 0, "k": 3, "m": 6, "b": 9, "bn": 9, "t": 12,
    "ألف": 3, "الف": 3, "مليون": 6, "مليار": 9, "تريليون": 12,
}  # fmt: skip


class Fault(NamedTuple):
    """What is wrong with a piece of the line: a reason of FAULTS, the range of the line, what the sentence needs."""

    reason: str
    start: int
    end: int
    text: str

    def said(self) -> str:
        """The sentence, in the reader's language."""
        known, fields = _(", ").join(map(kind_as_typed, Kind)), _(", ").join(map(_as_typed, _FIELDS))
        return _(FAULTS[self.reason]).format(text=outside(self.text), known=known, fields=fields)


class Asked(NamedTuple):
    """What a line asks for, as far as it could be understood, and what could not."""

    wanted: FigureFilter
    faults: tuple[Fault, ...] = ()


class _UnreadableError(ValueError):
    """A value that is none; its text is the reason."""


def parse(line: str) -> Asked:
    """Read a line; whatever is typed has a meaning or a fault."""
    fields: dict[str, Any] = {}
    words: list[str] = []
    faults: list[Fault] = []
    for token in _TOKEN.finditer(line):
        try:
            fields.update(_read(token, words))
        except _UnreadableError as unreadable:
            said = token["name"] if str(unreadable) == "field" else token["number"] or (token["value"] or "").strip('"')
            faults.append(Fault(str(unreadable), token.start(), token.end(), said or token[0]))
    return Asked(FigureFilter(**fields, about=" ".join(words) or None), tuple(faults))


def with_field(line: str, name: str, value: str | None) -> str:
    """The line with a field of that meaning set to a value, or without it."""
    quoted = f'"{value}"' if value and re.search(r"\s", value) else value
    said = f"{_as_typed(name)}:{quoted}" if quoted else ""
    for token in _TOKEN.finditer(line):
        if token["name"] and NAMES.get(token["name"].casefold()) == name:
            rest = line[token.end() :].lstrip()
            return (line[: token.start()] + (said + " " if said else "") + rest).rstrip()
    return f"{said} {line}".strip() if said else line


def kind_as_typed(kind: Kind) -> str:
    """A kind as it is typed in the reader's language."""
    return messages.kind(kind) if messages.reads_right_to_left() else kind.value


def _as_typed(name: str) -> str:
    """A field's name in the reader's language."""
    arabic = messages.reads_right_to_left()
    return next(typed for typed, meant in NAMES.items() if meant == name and typed.isascii() is not arabic)


def _read(token: re.Match[str], words: list[str]) -> dict[str, Any]:
    """What one token sets; words are collected."""
    if token["sign"]:
        return _bounded(token["sign"], _number(token["number"]))
    if not token["name"]:
        words.append(token[0])
        return {}
    name = NAMES.get(token["name"].casefold())
    if name is None:
        raise _UnreadableError("field")
    value = token["value"].strip('"').strip()
    if not value:
        raise _UnreadableError("empty")
    return _FIELDS[name](value)


def _bounded(sign: str, number: Decimal) -> dict[str, Any]:
    """> and < leave the number itself out: the nearest one beyond it is the bound."""
    match sign:
        case ">":
            return {"minimum": Decimal(math.nextafter(float(number), math.inf))}
        case ">=" | "≥":
            return {"minimum": number}
        case "<":
            return {"maximum": Decimal(math.nextafter(float(number), -math.inf))}
        case "<=" | "≤":
            return {"maximum": number}
        case _:
            return {"minimum": number, "maximum": number}


def _number(text: str) -> Decimal:
    if not text:
        raise _UnreadableError("empty")
    found = _NUMBER.fullmatch(text.translate(_DIGITS))
    scale = _SCALES.get(found[2].casefold()) if found else None
    if found is None or scale is None:
        raise _UnreadableError("number")
    try:
        number = Decimal(found[1]).scaleb(scale)
    except InvalidOperation:
        raise _UnreadableError("number") from None
    if not math.isfinite(float(number)):
        raise _UnreadableError("number")
    return number


def _days(text: str) -> tuple[date, date]:
    """The first and the last day of what is written."""
    found = _DAY.fullmatch(text.translate(_DIGITS))
    if not found:
        raise _UnreadableError("day")
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
        if day:
            return first, first
        after = date(year + (month in (0, 12)), 1 if month in (0, 12) else month + 1, 1)
    except ValueError:
        raise _UnreadableError("day") from None
    return first, after - timedelta(days=1)


def _range(text: str) -> dict[str, Any]:
    low, dots, high = text.partition("..")
    if not dots:
        return _bounded("=", _number(low))
    if not (low or high):
        raise _UnreadableError("value")
    return {"minimum": _number(low) if low else None, "maximum": _number(high) if high else None}


def _date(text: str) -> dict[str, Any]:
    first, dots, last = text.partition("..")
    if not dots:
        days = _days(first)
        return {"since": days[0], "until": days[1]}
    return {"since": _days(first)[0] if first else None, "until": _days(last)[1] if last else None}


def _kind(text: str) -> Kind:
    """By its code or its name in either language, or by the only one that begins so."""
    wanted = text.casefold()
    called = {kind: (kind.value, *map(str.casefold, in_every_language(KINDS[kind]))) for kind in Kind}
    for fits in (str.__eq__, str.startswith):
        found = [kind for kind, names in called.items() if any(fits(name, wanted) for name in names)]
        if len(found) == 1:
            return found[0]
    raise _UnreadableError("kind")


def unit_called(text: str) -> str:
    """A unit by its symbol, however it is capitalised, or by a word of its name in any language; what is unknown is
    asked for as it is."""
    for candidates in (_with_symbol(text), _named(text)):
        if found := next(candidates, None):
            return found
    return text


def _with_symbol(text: str) -> Iterator[str]:
    known = ("%", "x", *UNITS, *PERIODS)
    yield from (unit for unit in known if unit == text)
    yield from (unit for unit in known if unit.casefold() == text.casefold())


def _named(text: str) -> Iterator[str]:
    """A unit by its whole name, in quotes where that is of several words, else by a word of it."""
    wanted = text.casefold()
    names = [
        (unit, name.format(number="").strip().casefold())
        for unit, forms in {**UNITS, **PERIODS}.items()
        for name in in_every_language(*forms, 100)
    ]
    yield from (unit for unit, name in names if name == wanted)
    yield from (unit for unit, name in names if wanted in name.split())


_FIELDS: dict[str, Callable[[str], dict[str, Any]]] = {
    "kind": lambda text: {"kind": _kind(text)},
    "unit": lambda text: {"unit": unit_called(text)},
    "value": _range,
    "source": lambda text: {"source": text},
    "counts": lambda text: {"counts": text},
    "since": lambda text: {"since": _days(text)[0]},
    "until": lambda text: {"until": _days(text)[1]},
    "date": _date,
}
