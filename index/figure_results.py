"""What questions about figures are answered with. Only types: who shows figures need not load what finds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from index.articles import Entry
from index.figures import Bound, Figure, Kind, Value


class FigureSort(StrEnum):
    """In which order figures are given; equals in the order of the corpus."""

    ARTICLE = "article"
    VALUE = "value"
    DATE = "date"


class Stated(NamedTuple):
    """A figure where it stands, with the words themselves: what it says, what it counts, its sentence."""

    figure: Figure
    article: Entry
    text: str
    counted: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What the figures of a table come to.

    `by_unit` has "" for those without a unit. `least` and `greatest` are the ends of the numbers stated, None where
    there are none or units differ. `total` is there only where a sum says something: all figures of one kind that can
    be added and of one unit, and the filter says what is counted. It adds what is stated exactly: `summed` figures of
    the table, without bounds and ranges. All three are exact to 15 digits.
    """

    count: int
    articles: int
    by_kind: Mapping[Kind, int]
    by_unit: Mapping[str, int]
    least: Decimal | None
    greatest: Decimal | None
    total: Decimal | None
    summed: int


NOTHING_STATED = Summary(0, 0, {}, {}, None, None, None, 0)


class Likeness(StrEnum):
    """By what two figures were matched, from sure to vague."""

    PRODUCT = "product"
    COUNTED = "counted"
    VALUE = "value"
    WORDS = "words"
    NOUN = "noun"


class Alike(NamedTuple):
    """A figure that is like the one asked about: by what, and the product or the words they share, as written there."""

    stated: Stated
    by: Likeness
    shared: tuple[str, ...]


class Group(NamedTuple):
    """The figures that state one value in one unit, the likest first. A bound is part of what each says."""

    value: Value
    unit: str | None
    alikes: tuple[Alike, ...]

    @property
    def bounds(self) -> frozenset[Bound | None]:
        """How the value is qualified by those who state it: about 100,000 and 100,000 at least are one group."""
        return frozenset(alike.stated.figure.bound for alike in self.alikes)


class Comparison(NamedTuple):
    """All values, ascending, dates by their days; the group of the figure itself, with it in it, is among them.

    `left_out` figures are alike too, but less than all that are here.
    """

    of: Stated
    groups: tuple[Group, ...]
    left_out: int = 0
