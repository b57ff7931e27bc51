"""What options of the command line are given, from how people type it. Raises BadParameter."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import click

from tui.messages import _

if TYPE_CHECKING:
    from index.corpus import Days


def number(text: str) -> Decimal:
    """A number as people type it: 1000000, 1e9, 1_000_000."""
    try:
        typed = Decimal(text)
    except InvalidOperation:
        typed = Decimal("NaN")
    if not typed.is_finite():
        raise click.BadParameter(_("{value} is not a number").format(value=text))
    return typed


def first_day(text: str) -> date:
    """The first day of a year, a month, a day: 2015, 2015-08, 2015-08-06."""
    return _days(text).first


def last_day(text: str) -> date:
    """The last day of a year, a month, a day."""
    return _days(text).last


def _days(text: str) -> "Days":
    from index.corpus import days_of

    if days := days_of(text):
        return days
    raise click.BadParameter(
        _("{value} is no day, month or year. Write 2015-08-06, 2015-08 or 2015.").format(value=text)
    )


def place_of_figure(text: str) -> tuple[str, int]:
    """An article's id and where a figure starts in its body, as --json prints them."""
    article, _colon, start = text.rpartition(":")
    if not article or not (start.isascii() and start.isdecimal() and len(start) < 16):
        said = _("{value} is no place of a figure. Write ID:START, as `corpus-tui figures --json` tells them.")
        raise click.BadParameter(said.format(value=text))
    return article, int(start)
