"""What each grammar of this room hands back: a figure as far as it has been read."""

from dataclasses import dataclass

from index.figures.figure import NOTHING_ASSUMED, Kind, Value
from index.figures.numerals import Numeral


@dataclass(slots=True)
class Reading:
    """A figure before its context is known: offsets `start` to `end`, tokens `first` up to `after`.

    `numeral` is kept where the reading came from one, so that a range or a list can share its scale.
    """

    kind: Kind
    value: Value
    unit: str | None
    start: int
    end: int
    first: int
    after: int
    flags: frozenset[str] = NOTHING_ASSUMED
    numeral: Numeral | None = None
