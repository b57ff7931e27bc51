"""What can go wrong with a corpus, as kinds with parameters.

No prose lives here: `tui.messages` turns a code and its parameters into a sentence in the reader's language that
says what happened, where, and what to do.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, Self


class CorpusError(Exception):
    """Base of everything this package raises on purpose; `code` names the sentence, `params` fill it."""

    code = "corpus"

    def __init__(self, **params: object) -> None:
        super().__init__(f"{self.code} {params}")
        self.params = params


class PathMissingError(CorpusError):
    """A PATH that does not exist. Parameters: path."""

    code = "path-missing"


class NothingToReadError(CorpusError):
    """No readable article under any PATH. Parameters: paths; problems: tuple[Problem, ...]."""

    code = "nothing-to-read"


class CorpusUnknownError(CorpusError):
    """No corpus has this name. Parameters: name; names: those there are."""

    code = "corpus-unknown"


class CorpusNameError(CorpusError):
    """A corpus cannot be called so. Parameters: name, limit (characters)."""

    code = "corpus-name"


class FolderUnknownError(CorpusError):
    """A corpus has no such folder or file. Parameters: path, name."""

    code = "folder-unknown"


class CorporaUnusableError(CorpusError):
    """The file of the named corpora cannot be read or written. Parameters: path, detail."""

    code = "corpora-unusable"


class ArticleMissingError(CorpusError):
    """No article has this id. Parameters: article."""

    code = "article-missing"


class FigureMissingError(CorpusError):
    """The article states no figure there, in the index as it is now. Parameters: article, start."""

    code = "figure-missing"


class QueryFault(StrEnum):
    """Why a query cannot be understood."""

    TOO_LONG = "too-long"
    TOO_DEEP = "too-deep"
    TOO_MANY_CLAUSES = "too-many-clauses"
    PHRASE_TOO_LONG = "phrase-too-long"
    PATTERN_TOO_WIDE = "pattern-too-wide"
    PARENTHESIS_UNOPENED = "parenthesis-unopened"
    OPERAND_MISSING = "operand-missing"
    DATE_UNREADABLE = "date-unreadable"
    KIND_UNKNOWN = "kind-unknown"
    VALUE_UNREADABLE = "value-unreadable"
    UNITS_DIFFER = "units-differ"
    SWITCH_UNREADABLE = "switch-unreadable"
    REGEX_BROKEN = "regex-broken"
    REGEX_TOO_LONG = "regex-too-long"
    REGEX_REPEATS = "regex-repeats"


class QueryError(CorpusError):
    """The query text cannot be understood. Parameters: reason (QueryFault), start, end (code points of its text)."""

    code = "query"

    @classmethod
    def at(cls, reason: QueryFault, span: tuple[int, int], **params: object) -> Self:
        """A fault in a part of the text, with what else its sentence names."""
        start, end = span
        return cls(reason=reason, start=start, end=end, **params)


class IndexUnusableError(CorpusError):
    """The index folder cannot be created, read or written. Parameters: path, reason."""

    code = "index-unusable"


class IndexBusyError(CorpusError):
    """Another process is writing this index. Parameters: path."""

    code = "index-busy"


class Problem(NamedTuple):
    """Something that was skipped or doubtful while reading, and why; reading went on.

    `path` is the file as text safe to store (undecodable bytes percent-encoded), `line` its 1-based line or record
    where that says more, `reason` a code that `tui.messages` has a sentence for, `params` what fills it.
    """

    path: str
    reason: str
    line: int | None = None
    params: Mapping[str, str | int] = MappingProxyType({})
