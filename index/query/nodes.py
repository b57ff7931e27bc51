"""What a query asks for, as a tree: leaves that stand in a text, filters that articles pass, groups of both."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from index.articles import Span
from index.figures import Kind
from index.results import Field
from index.words import Key


class Aside(StrEnum):
    """What was put right in a query, or passed over."""

    QUOTE_CLOSED = "quote-closed"
    PARENTHESIS_CLOSED = "parenthesis-closed"
    REGEX_CLOSED = "regex-closed"
    ONE_TYPO = "one-typo"
    NO_FILTER = "no-filter"
    OF_FIGURES = "of-figures"


class Width(StrEnum):
    """How far from the word as written its other forms may be.

    exact: as written, less marks. normal: normalised, stems and names, and a correction where no article has the word.
    wide: also words that begin alike, and those one typo away. Phrases compare words as written, normalised, by stem.
    """

    EXACT = "exact"
    NORMAL = "normal"
    WIDE = "wide"


class Term(NamedTuple):
    """One word. `field` None: anywhere, titles counting lightly."""

    key: Key
    span: Span
    field: Field | None = None
    width: Width = Width.NORMAL


class Typo(NamedTuple):
    """A word, or one that is a typo away from it."""

    key: Key
    span: Span
    field: Field | None = None


class Pattern(NamedTuple):
    """Words whose normalised form (exact: written form) is these letters, `*` standing for any and `?` for one."""

    letters: str
    span: Span
    field: Field | None = None
    width: Width = Width.NORMAL


class Regex(NamedTuple):
    """Words whose normalised form (exact: written form) a regular expression fits from end to end."""

    source: str
    span: Span
    field: Field | None = None
    width: Width = Width.NORMAL


class Phrase(NamedTuple):
    """Words in this order, with at most `slop` other words between them in all."""

    keys: tuple[Key, ...]
    span: Span
    field: Field | None = None
    slop: int = 0
    width: Width = Width.NORMAL


class Spelling(NamedTuple):
    """Another spelling of a name: how it is shown, and for each of its places the words that may stand there."""

    shown: str
    places: tuple[frozenset[Key], ...]


class Called(NamedTuple):
    """What a name is called elsewhere. No one types it: `index.names` puts it beside the words that are typed."""

    name: str
    spellings: tuple[Spelling, ...]
    span: Span
    field: Field | None = None


class Source(NamedTuple):
    """Articles of the sources whose folded name holds this one."""

    name: str
    span: Span


class Author(NamedTuple):
    """Articles of the authors whose folded name holds this one."""

    name: str
    span: Span


class Published(NamedTuple):
    """Articles published from one day to another, both included; None where there is no bound."""

    since: date | None
    until: date | None
    span: Span


class Stating(NamedTuple):
    """Articles that state a figure of this kind, in this unit, between two values; None where there is no bound.

    `above`, `below`: the bound itself is not among them. A range that an article states answers where it overlaps.
    """

    span: Span
    kind: Kind | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    above: bool = False
    below: bool = False
    unit: str | None = None


class AnyOf(NamedTuple):
    """Articles that answer any part; those that answer more, and better, first. Less the `excluded`."""

    parts: tuple["Node", ...]
    excluded: tuple["Node", ...] = ()


class AllOf(NamedTuple):
    """Articles that answer every part, less the `excluded`; what else answers the `welcome` only scores more."""

    parts: tuple["Node", ...]
    excluded: tuple["Node", ...] = ()
    welcome: tuple["Node", ...] = ()


Leaf = Term | Typo | Pattern | Regex | Phrase | Called
"""What stands in a text and can be lit."""

Filter = Source | Author | Published | Stating
"""What an article is, not what it says."""

Node = Leaf | Filter | AnyOf | AllOf


class Query(NamedTuple):
    """A query understood: its text, its root (None when it has no word), and what was put right.

    `names`: whether a name may be found by what it is called in another script. `width`: that of the words that say
    none of their own.
    """

    text: str
    root: Node | None
    notes: tuple[Aside, ...] = ()
    names: bool = True
    width: Width = Width.NORMAL
