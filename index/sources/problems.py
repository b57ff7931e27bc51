"""Why something was not read, or was read with a doubt: the closed set of codes `tui.messages` has sentences for.

A `Problem` names the file, the line or record where that says more, one of these reasons, and what fills its sentence.
Reading always goes on: a bad line costs itself, a bad file costs itself.
"""

import errno
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from index.errors import Problem
from index.sources.paths import AnyPath, NotRegularError, shown

if TYPE_CHECKING:
    from index.sources.encodings import Decoded

_A_WORD = re.compile(r"\w")


class Reason(StrEnum):
    """Parameters in brackets; `line` is the problem's own field. What was left out, then what was kept with a doubt."""

    FOLDER_EMPTY = "folder-empty"  # []: a PATH that holds no file at all
    INDEX_FOLDER = "index-folder"  # []: a folder that holds an index, never entered
    LINK_NOT_FOLLOWED = "link-not-followed"  # []: a link to a folder; it could lead round in a circle
    NOT_A_FILE = "not-a-file"  # [kind: fifo, socket, folder, link, device]: nothing that can be read
    NOT_AN_ARTICLE = "not-an-article"  # []: README, LICENSE and the like; a corpus.toml can include them
    NOT_TEXT = "not-text"  # []: pictures, programs
    UNKNOWN_FORMAT = "unknown-format"  # [suffix]: text, in a format that is not read
    UNKNOWN_ENCODING = "unknown-encoding"  # []: text, but in no encoding that gives Arabic or English
    UNREADABLE = "unreadable"  # [error: errno's name such as EACCES, detail: the system's words]
    TOO_LARGE = "too-large"  # [limit: bytes of a file, or code points of a record]; line: the record's
    EMPTY = "empty"  # []: a file with no words in it
    BROKEN_JSON = "broken-json"  # [detail, column]; line: where the text stops being JSON
    GIVEN_UP = "given-up"  # []; line: where a JSON file is left, after ten thousand records without an article
    BROKEN_RECORD = "broken-record"  # [record, fault: a Fault]; line: where the record begins
    BROKEN_FILE = "broken-file"  # [format, detail]: not what its format should be
    BROKEN_ROW = "broken-row"  # []; line: where a quote is opened in a table and never closed; that line is left out
    NO_COLUMNS = "no-columns"  # [columns]: a table none of whose columns is named as titles or texts are
    NO_LETTERS = "no-letters"  # [pages]: a document of pictures of text
    ENCRYPTED = "encrypted"  # []: it wants a password
    ENTITIES = "entities"  # []: XML that defines abbreviations of its own, as bombs do
    BOMB = "bomb"  # [limit]: packed, it comes to more than so many times its size
    TOO_DEEP = "too-deep"  # [limit]: archives, messages or elements within each other
    TOO_MANY = "too-many"  # [limit]: files in an archive; the rest of it was not read
    TIMEOUT = "timeout"  # [limit: seconds]: its reader was stopped
    MEMORY = "memory"  # [limit: bytes]: its reader wanted more
    CRASHED = "crashed"  # [detail]: its reader ended

    BROKEN_TOML = "broken-toml"  # [detail]; line: where the corpus.toml stops being TOML; its folder is read without it
    ODD_DESCRIPTION = "odd-description"  # [key]: a value of a corpus.toml that is not what its key needs; ignored
    DESCRIBED_MISSING = "described-missing"  # [file]: a corpus.toml describes a file that is not there
    ODD_VALUE = "odd-value"  # [record, value: NaN, Infinity or "integer"]; line: an article kept without that value
    WHOLE_PAGE = "whole-page"  # []: a page whose story could not be told from the rest, so all of its text was taken
    ODD_ROW = "odd-row"  # []; line: a row of several lines kept, whose quotes are not where a table has them
    CUT = "cut"  # [pages, of]: a document read up to that page, when its time or its pages were used up
    DOUBTFUL_ORDER = "doubtful-order"  # [lines, of]: of a PDF, lines whose letters may stand in the wrong order
    MORE_PROBLEMS = "more-problems"  # [count]: as many more of this file, which are not told one by one
    REPLACED_CHARACTERS = "replaced-characters"  # [count, encoding]: article kept, with U+FFFD where bytes were broken
    DOUBTFUL_ENCODING = "doubtful-encoding"  # [encoding]: article kept; another encoding is nearly as likely
    MIXED_ENCODINGS = "mixed-encodings"  # [encoding]: article kept, each line in the encoding that explains it


DOUBTS = frozenset(
    {
        *(Reason.BROKEN_TOML, Reason.ODD_DESCRIPTION, Reason.DESCRIBED_MISSING, Reason.ODD_VALUE),
        *(Reason.REPLACED_CHARACTERS, Reason.DOUBTFUL_ENCODING, Reason.MIXED_ENCODINGS),
        *(Reason.WHOLE_PAGE, Reason.CUT, Reason.DOUBTFUL_ORDER),
    }
)
"""After these an article is there; all others left something out."""

PASSED_OVER = frozenset(
    {
        *(Reason.INDEX_FOLDER, Reason.LINK_NOT_FOLLOWED, Reason.NOT_A_FILE, Reason.NOT_AN_ARTICLE),
        Reason.UNREADABLE,
    }
)
"""What a scan says of a file, or of a folder, that is not given to be read."""


def passed_over(problems: Iterable[Problem]) -> int:
    """How many files and folders a scan left out, by what it said."""
    return sum(problem.reason in PASSED_OVER for problem in problems)


def is_doubt(problem: Problem) -> bool:
    """Whether something was kept and only is in doubt, rather than left out."""
    return problem.reason in DOUBTS


class Fault(StrEnum):
    """What keeps a record of a JSON file from being an article (`BROKEN_RECORD`, parameter `fault`)."""

    NOT_AN_OBJECT = "not-an-object"
    NOTHING_IN_IT = "nothing-in-it"
    TOO_DEEP = "too-deep"


class RefusedError(Exception):
    """A reader gives up what it was given: the reason, the line, and what fills the sentence."""

    def __init__(self, reason: Reason, line: int | None = None, **params: str | int) -> None:
        super().__init__(reason.value)
        self.reason, self.line, self.params = reason, line, params

    def about(self, path: AnyPath) -> Problem:
        """The problem it comes to."""
        return problem(path, self.reason, self.line, **self.params)


def has_word(text: str) -> bool:
    """Whether there is anything to find in a text: a letter or a digit."""
    return _A_WORD.search(text) is not None


def unreadable(path: AnyPath, error: OSError) -> Problem:
    """The problem an OSError comes to: a FIFO and its like are no files, everything else says what the system said."""
    if isinstance(error, NotRegularError):
        return problem(path, Reason.NOT_A_FILE, kind=error.kind)
    name = errno.errorcode.get(error.errno or 0, "")
    return problem(path, Reason.UNREADABLE, error=name, detail=error.strerror or "")


def doubts(path: AnyPath, decoded: "Decoded") -> Iterator[Problem]:
    """What there is to say of a text that was decoded, in a way or to an extent that its reader should know."""
    if decoded.mixed:
        yield problem(path, Reason.MIXED_ENCODINGS, encoding=decoded.encoding)
    if decoded.doubtful:
        yield problem(path, Reason.DOUBTFUL_ENCODING, encoding=decoded.encoding)
    if decoded.replaced:
        yield problem(path, Reason.REPLACED_CHARACTERS, count=decoded.replaced, encoding=decoded.encoding)


def problem(path: AnyPath, reason: Reason, /, line: int | None = None, **params: str | int) -> Problem:
    """A problem with `path` as text that can be stored and shown."""
    return Problem(shown(path), reason.value, line, params)
