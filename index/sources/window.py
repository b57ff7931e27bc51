"""The part of a file that is being read: an export of 500 MB is never in memory whole.

Blocks of bytes are decoded into a window, which forgets what has been read of it, and grows where what is to be read
reaches beyond it. Of a file that will be read again when it has grown, it makes marks on the way.
"""

import codecs
import re
from collections.abc import Sequence
from typing import BinaryIO

from index.sources.arabic_codecs import is_mixed, plain_name
from index.sources.encodings import Decoded, judge, replaced
from index.sources.marks import EVERY, AsBefore, Mark, Trail, holding

BLOCK = 1 << 18
"""Bytes read at once. The decoder counts lines from the window's beginning at every fault, so windows are small."""

LONGEST = 1 << 25
"""Code points of one record. What is longer is no article; the file is read on after it."""

_BETWEEN = re.compile(r"[\s,]*")
_SURROGATE = re.compile(r"\\(?=u[dD])")  # by its backslash, the rest only behind one: a quarter of the time
_EXACT = frozenset({"utf-8", "utf-8-sig"})
"""Encodings in which characters tell how many bytes they were, if none of them was broken."""
_FORM = 2
"""Records that tell the form of a file: a mark stands behind them."""
_UNSETTLED = -(1 << 60)


class UnknownEncodingError(Exception):
    """The file's first bytes, `head`, are in no encoding that `encodings` knows."""

    def __init__(self, head: bytes) -> None:
        super().__init__()
        self.head = head


class Window:
    """The part of a file that is being read. `at` is how far the reader has come; what lies before it is forgotten.

    `replaced` counts characters whose bytes were broken; `ended` says that `text` reaches the end of the file.
    """

    def __init__(self, file: BinaryIO, *, marked: bool = False) -> None:
        """`marked`: marks are to be made of the file (`index.sources.marks`), which can be read from any place on. Of
        one that is short, or where characters do not tell how many bytes they were, there are none."""
        first = file.read(BLOCK)
        judged = judge(first, complete=len(first) < BLOCK)
        if judged is None:
            raise UnknownEncodingError(first)
        self.encoding, self._doubtful = judged
        self.replaced = 0
        self.may_hold_surrogates = False
        self.text = ""
        self.at = 0
        self.ended = False
        self._file = file
        self._decoder = codecs.getincrementaldecoder(self.encoding)("replace")
        self._line, self._counted = 1, 0
        self._trail = Trail() if marked and len(first) == BLOCK and self.encoding in _EXACT else None
        self._marked, self._settled, self._next = 0, _UNSETTLED, 0
        self._add(first)

    @property
    def decoded(self) -> Decoded:
        """How decoding went so far, and what is in the window of it."""
        return Decoded(self.text, plain_name(self.encoding), self.replaced, self._doubtful, is_mixed(self.encoding))

    @property
    def rest(self) -> int:
        """How many code points lie ahead in the window."""
        return len(self.text) - self.at

    def grow(self) -> None:
        """Forget what has been read and read on: a block, or for a long value as much again as lies ahead."""
        self.line_of(self.at)
        self._settled -= self.at
        self.text, self.at, self._counted = self.text[self.at :], 0, 0
        if self._trail:
            self._pass_up_to(self._trail, 0)
        self._add(self._file.read(max(BLOCK, self.rest)))

    def settle(self, number: int) -> None:
        """Behind a record that is sound: here a mark may be made, and the next record has this number."""
        self._settled, self._next = self.at, number

    def unsettle(self) -> None:
        """Behind any other."""
        self._settled = _UNSETTLED

    def make_no_marks(self) -> None:
        """From now on what was told may depend on all that follows."""
        self._trail = None

    @property
    def is_far(self) -> bool:
        """Whether the last mark lies so far back that another one is worth it."""
        return self._trail is not None and self._trail.offset - self._marked >= EVERY

    def mark(self, articles: int, problems: int) -> Mark | None:
        """A mark behind the last record, up to which so much was told, where one can be made."""
        if self._trail is None or self._settled < 0 or self.replaced:
            return None
        self._pass_up_to(self._trail, self._settled)
        offset, before, self._marked = self._trail.offset, self._marked, self._trail.offset
        if offset == before or offset < BLOCK or self._next < _FORM:
            return None
        return Mark(offset, articles, problems, self._next, self.line_of(self._settled), self._trail.digest())

    def resume(self, marks: Sequence[Mark]) -> AsBefore:
        """Go to the last of these marks that holds."""
        if self._trail is None or not marks:
            return AsBefore()
        before = self._file.tell()
        held, trail = holding(self._file, marks)
        if not held.marks:
            self._file.seek(before)
            return held
        self._trail, self._marked = trail, trail.offset
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.text, self.at = "", 0
        self._line, self._counted = held.end.line, 0
        self._add(self._file.read(BLOCK))
        return held

    def _pass_up_to(self, trail: Trail, at: int) -> None:
        trail.pass_all_but(len(self.text[at:].encode()) + len(self._cut_character()))

    def _cut_character(self) -> bytes:
        """The bytes of a character that the end of the last block cut."""
        return self._decoder.getstate()[0]

    def skip_space(self) -> bool:
        """Go to the next value or closing bracket; False at the end of the file."""
        while True:
            self.at = behind_space(self.text, self.at)
            if self.at < len(self.text) or self.ended:
                return self.at < len(self.text)
            self.grow()

    def first_line(self) -> tuple[str, str]:
        """The line the reader is on, as far as a record may be long, and the first character after it but spaces."""
        while True:
            end = self.text.find("\n", self.at)
            after = behind_space(self.text, end + 1) if end >= 0 else len(self.text)
            if after < len(self.text) or self.ended or self.rest > LONGEST:
                return self.text[self.at : end if end >= 0 else None], self.text[after : after + 1]
            self.grow()

    def line_of(self, at: int) -> int:
        """The 1-based line of the place `at`, counted from the last place asked for: all of them cost one pass."""
        if at >= self._counted:
            self._line += self.text.count("\n", self._counted, at)
        else:
            self._line -= self.text.count("\n", at, self._counted)
        self._counted = at
        return self._line

    def column_of(self, at: int) -> int:
        return at - self.text.rfind("\n", 0, at)

    def _add(self, data: bytes) -> None:
        if self._trail:
            self._trail.read(data)
        cut = self._cut_character()
        text = self._decoder.decode(data, final=not data)
        self.replaced += replaced(text, cut + data, self.encoding)
        if self.replaced:
            self._trail = None
        self.text += text
        self.may_hold_surrogates = self.may_hold_surrogates or _SURROGATE.search(self.text) is not None
        self.ended = not data


def behind_space(text: str, at: int) -> int:
    """The place of the next character that neither is a space nor stands between values."""
    match = _BETWEEN.match(text, at)
    return match.end() if match else at
