"""What travels: one figure an article states."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from index.articles import ArticleId, Span

Value = Decimal | tuple[Decimal, Decimal] | str
"""A number after its scale words, a range as written (it may descend), or an ISO string for dates and times."""


class Kind(StrEnum):
    """What a figure is a figure of."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    MEASURE = "measure"
    DURATION = "duration"
    DATE = "date"
    TIME = "time"
    RATIO = "ratio"
    ORDINAL = "ordinal"
    SCORE = "score"
    NUMBER = "number"


MONEY, PERCENT, COUNT, MEASURE, DURATION, DATE, TIME, RATIO, ORDINAL, SCORE, BARE = Kind
"""Each by itself, `BARE` the number that nothing is known of: an enumeration takes long to give one."""


class Bound(StrEnum):
    """How the article qualifies a value: نحو, أكثر من, ما لا يقل عن, أقل من, ما يصل إلى."""

    ABOUT = "about"
    MORE = "gt"
    AT_LEAST = "ge"
    LESS = "lt"
    AT_MOST = "le"


class Flag(StrEnum):
    """What had to be assumed where the article does not say.

    currency: which of those that bear the name; decimal: whether a sign groups digits or begins decimals; mirrored:
    that parts of a number were swapped; year: that it is a year, or of which century; calendar: a Hijri year without
    its sign; order: the day before the month; percent: that ? was a percent sign; one: a noun without a number.
    """

    CURRENCY = "currency"
    DECIMAL = "decimal"
    MIRRORED = "mirrored"
    YEAR = "year"
    CALENDAR = "calendar"
    ORDER = "order"
    PERCENT = "percent"
    ONE = "one"


NOTHING_ASSUMED = frozenset[str]()
"""Of most figures: one for all of them."""


class Figure(NamedTuple):
    """A quantity, date or period the article states; `body[span.start:span.end]` is what it says.

    `unit` is ISO 4217 for money, `%` for percent, `x` for ratio, the unit's symbol for a measure, `month`, `year` …
    for a duration, else None. `counted` are the words that say what is counted, `product` its product key (H100).
    `flags` name whatever was assumed, each a `Flag`.
    """

    article: ArticleId
    kind: Kind
    value: Value
    unit: str | None
    bound: Bound | None
    counted: Span | None
    product: str | None
    span: Span
    sentence: Span
    flags: frozenset[str] = NOTHING_ASSUMED
