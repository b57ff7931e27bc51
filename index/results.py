"""What a question is answered with. Only types: who shows answers need not load what finds them."""

from dataclasses import dataclass, field
from enum import StrEnum

from index.articles import Entry, Span


class Field(StrEnum):
    """Where words are looked for."""

    BODY = "body"
    TITLE = "title"


class Why(StrEnum):
    """The rung by which a word matched, from near to far."""

    WRITTEN = "written"
    NORMALISED = "normalised"
    STEM = "stem"
    LETTERS = "letters"
    TYPO = "typo"
    WILDCARD = "wildcard"


@dataclass(frozen=True, slots=True)
class Match:
    """A place that answers the query: its span in the body or in the title, and why."""

    span: Span
    why: Why
    field: Field


@dataclass(frozen=True, slots=True)
class Snippet:
    """A window of the body, exactly as it stands there: `text == body[start : start + len(text)]`."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that answers a query: how well, where in body and title, and the window that shows it best."""

    article: Entry
    score: float
    matches: tuple[Match, ...]
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Note:
    """Something the asker should know of an answer (cut, corrected, expanded), as a code `tui.messages` can say."""

    code: str
    params: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a query: the best hits, how many articles answer in all, and the seconds it took."""

    query: str
    hits: tuple[Hit, ...]
    total: int
    took: float
    notes: tuple[Note, ...] = ()
