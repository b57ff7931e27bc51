"""The terminal's answers that come when nobody waits for them any longer, as over a slow line.

Textual would take them for keys, letter by letter. So what is read passes here first, until the last answer has come:
each is taken out, one that comes in pieces too. Then it is known after all which terminal this is, and that is told.
"""

import re
from collections.abc import Callable
from typing import Final

from tui.rtl.terminal import FENCE, apart

# What an answer begins with and no key does. A lone ESC, or ESC and [, may be a key: these are not waited with.
_BEGUN = re.compile(rb"\x1b(?:P[^\x1b\x07]*\x1b?|\[8(?:;[0-4]?\$?)?|\[\?[0-9;]*)\Z")
_LONGEST: Final = 256


class LateAnswers:
    """What is read from the terminal, without the answers; `told` gets all of them once the last is there."""

    def __init__(self, before: bytes, told: Callable[[bytes], None]) -> None:
        self._answers = before
        self._told = told
        self._begun = b""
        self._waits = True

    def without(self, read: str) -> str:
        """What somebody typed. An answer that has only begun is kept back until the rest of it is read."""
        if not self._waits:
            return read
        answers, typed = apart(self._begun + read.encode())
        self._answers += answers
        self._begun = b""
        if FENCE.search(answers):
            self._waits = False
            self._told(self._answers)
        elif (begun := _BEGUN.search(typed[-_LONGEST:])) is not None:
            self._begun = begun[0]
            typed = typed[: -len(begun[0])]
        return typed.decode("utf-8", "replace")
