"""What can go wrong with a corpus, as kinds with parameters.

No prose lives here: `tui.messages` turns a code and its parameters into a sentence in the reader's language that
says what happened, where, and what to do.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


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


class ArticleMissingError(CorpusError):
    """No article has this id. Parameters: article."""

    code = "article-missing"


class FigureMissingError(CorpusError):
    """The article states no figure there, in the index as it is now. Parameters: article, start."""

    code = "figure-missing"


class QueryError(CorpusError):
    """The query text cannot be understood. Parameters: reason, start, end (code points of the query text)."""

    code = "query"


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
