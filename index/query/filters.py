"""What stands behind `date:`, `kind:` and `value:` → days, kinds of figures, bounds and units."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from index.articles import Article, ArticleId, Span
from index.errors import QueryError, QueryFault
from index.figures import Kind
from index.query.lexing import Token
from index.query.nodes import Stating


def days(token: Token) -> tuple[date | None, date | None]:
    """The first and the last day of a date or a range of dates. Raises QueryError."""
    text = _with_ascii_digits(token.sign + token.text).replace("/", "-")
    first, dots, last = text.partition("..")
    try:
        since = _day(first, first_of=True) if first else None
        until = _day(last if dots else first, first_of=False) if (last or not dots) else None
    except ValueError:
        since = until = None
    if since is None and until is None:
        raise QueryError.at(QueryFault.DATE_UNREADABLE, token.span)
    return since, until


_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def _day(text: str, *, first_of: bool) -> date:
    """The first or last day of a year, a month or a day. Raises ValueError for anything else."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    from calendar import monthrange  # late: it takes as long to load as a query to read

    month = month or (1 if first_of else 12)
    return date(year, month, day or (1 if first_of else monthrange(year, month)[1]))


def kind(token: Token, span: Span) -> Stating:
    """The articles that state a figure of a kind. Raises QueryError where there is none of that name."""
    name = (token.sign + token.text).strip().lower()
    if name not in set(Kind):
        raise QueryError.at(QueryFault.KIND_UNKNOWN, token.span, kind=name, kinds=[str(known) for known in Kind])
    return Stating(span, Kind(name))


class _Amount(NamedTuple):
    value: Decimal
    unit: str | None


def value(token: Token, span: Span) -> Stating:
    """The articles that state a value, or one between two. Raises QueryError."""
    first, dots, last = token.text.strip().partition("..")
    if not dots:
        return _compared(token.sign, _amount(first, token), span)
    least = _amount(first, token) if first.strip() else None
    most = _amount(last, token) if last.strip() else None
    if token.sign or (least is None and most is None):
        raise _unreadable(token)
    units = {amount.unit for amount in (least, most) if amount and amount.unit}
    if len(units) > 1:
        raise QueryError.at(QueryFault.UNITS_DIFFER, token.span, units=sorted(units))
    low, high = least and least.value, most and most.value
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Stating(span, least=low, most=high, unit=next(iter(units), None))


def _compared(sign: str, amount: _Amount, span: Span) -> Stating:
    number, unit = amount
    if sign in ("", "="):
        return Stating(span, least=number, most=number, unit=unit)
    if sign.startswith(">"):
        return Stating(span, least=number, above=sign == ">", unit=unit)
    return Stating(span, most=number, below=sign == "<", unit=unit)


_NUMBER = re.compile(r"(-?\d{1,30}(?:,\d{3}){0,9}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,2})?)[ _]*(.*)")
_SEPARATORS = str.maketrans({"٫": ".", "٬": ",", "−": "-", "٪": "%"})


def _amount(text: str, token: Token) -> _Amount:
    """A number with its unit: 1e9USD, 20%, 5 km; or as an article would say it: مليار دولار."""
    plain = _with_ascii_digits(text.strip()).translate(_SEPARATORS)
    match = _NUMBER.fullmatch(plain)
    if match is None:
        return _in_words(text, token)
    unit = _symbols().get(match[2]) or _symbols().get(match[2].lower())
    if match[2] and unit is None:
        return _in_words(text, token)
    return _Amount(Decimal(match[1].replace(",", "")), unit)


def _in_words(text: str, token: Token) -> _Amount:
    """The one figure that a text is. Raises QueryError where it is none, or more than that."""
    from index.figures.extraction import figures_in  # late: its tables take time

    said = text.strip()
    article = Article(ArticleId("query"), "", said, "", "", None, "", "")
    whole = [figure for figure in figures_in(article) if figure.span == Span(0, len(said))]
    if not whole or not isinstance(whole[0].value, Decimal):
        raise _unreadable(token)
    return _Amount(whole[0].value, whole[0].unit)


def _symbols() -> dict[str, str]:
    """Every unit by its symbol, its sign, and either in small letters."""
    if not _SYMBOLS:
        from index.figures import currencies, measures  # late: their tables take time

        signs = {**currencies.SIGNS, **measures.SIGNS, "%": "%", "x": "x", "×": "x"}
        own = {unit.symbol for unit in measures.UNITS.values()} | set(signs.values())
        known = {**{symbol: symbol for symbol in sorted(own)}, **signs}
        _SYMBOLS.update({symbol.lower(): unit for symbol, unit in known.items()} | known)
    return _SYMBOLS


_SYMBOLS: dict[str, str] = {}


def _with_ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _unreadable(token: Token) -> QueryError:
    return QueryError.at(QueryFault.VALUE_UNREADABLE, token.span)
