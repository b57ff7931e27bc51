"""What a question is answered with. Only types: who shows answers need not load what finds them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from index.articles import Entry, Span


class Field(StrEnum):
    """Where words are looked for."""

    BODY = "body"
    TITLE = "title"


class Why(StrEnum):
    """The rung by which a word matched, from near to far; `figure` is no word but a figure that was asked for."""

    WRITTEN = "written"
    NORMALISED = "normalised"
    STEM = "stem"
    NAME = "name"
    LETTERS = "letters"
    TYPO = "typo"
    WILDCARD = "wildcard"
    REGEX = "regex"
    FIGURE = "figure"


class Match(NamedTuple):
    """A place that answers the query: its span in the body or in the title, and why."""

    span: Span
    why: Why
    field: Field


class Snippet(NamedTuple):
    """A window of the body, exactly as it stands there: `text == body[start : start + len(text)]`."""

    text: str
    start: int


class Lit(NamedTuple):
    """Where an article answers, in order of place, and the window of its body that shows it best."""

    matches: tuple[Match, ...]
    snippet: Snippet


@dataclass(frozen=True)
class Hit:
    """An article that answers a query, and how well; where, and in what window, is found out when first asked for.

    Of fifty hits fetched a screen shows ten, and finding the places takes many times as long as finding the articles.

    `alike`: how many copies of it answer too, where copies are folded; `is_copy`: it is one, behind its first.
    """

    article: Entry
    score: float
    light: Callable[[], Lit] = field(repr=False, compare=False)
    alike: int = 0
    is_copy: bool = False

    @cached_property
    def _lit(self) -> Lit:
        return self.light()

    @property
    def matches(self) -> tuple[Match, ...]:
        """The places in body and title."""
        return self._lit.matches

    @property
    def whys(self) -> list[Why]:
        """The rungs by which its words matched, each once, from near to far."""
        met = {match.why for match in self.matches}
        return [why for why in Why if why in met]

    @property
    def snippet(self) -> Snippet:
        """The window that shows them best."""
        return self._lit.snippet


class NameKind(StrEnum):
    """What a name is the name of; NAME where that is not known."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    PRODUCT = "product"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class MentionedName:
    """A name that articles mention: as the tables show it, what it names, how often (in an article) or in how many
    articles (of a corpus), the query that finds it, and its usual spelling there, where that is another."""

    name: str
    kind: NameKind
    count: int
    query: str
    also: str = ""


class Narrowing(StrEnum):
    """What a search can be narrowed by."""

    SOURCE = "source"
    MONTH = "month"
    AUTHOR = "author"
    KIND = "kind"
    NAME = "name"


class Counted(NamedTuple):
    """How many of the articles that answer have a value, and the words of a query that ask for those that have it."""

    facet: Narrowing
    value: str
    articles: int
    query: str


class Note(NamedTuple):
    """Something the asker should know of an answer (cut, corrected, expanded), as a code `tui.messages` can say."""

    code: str
    params: Mapping[str, str | int | tuple[str, ...]] = MappingProxyType({})


class Results(NamedTuple):
    """The answer to a query: the best hits, how many articles answer in all, and the seconds it took.

    `suggestion`: another query that the asker may have meant, "" where there is none. `folded`: how many of the
    articles have no hit of their own however many are fetched, being copies of others.
    """

    query: str
    hits: tuple[Hit, ...]
    total: int
    took: float
    notes: tuple[Note, ...] = ()
    suggestion: str = ""
    folded: int = 0
