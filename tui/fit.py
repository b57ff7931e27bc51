"""Whether the browser can be drawn here: looked at before anything is, so that the answer is a sentence.

What only looks wrong is put right: in a locale of another encoding the terminal itself is asked whether it shows UTF-8,
which is what is written whatever the locale says.
"""

import os
import re
import sys
from collections.abc import Mapping
from typing import Final, NamedTuple

from tui.messages import _
from tui.rtl.terminal import Conversation, apart

# A letter of two bytes at the start of the line, then the question where the cursor is: in column 2 if that was UTF-8.
# The line is wiped again.
_LETTER: Final = "\rس\x1b[6n\r\x1b[K".encode()
_PLACE: Final = re.compile(rb"\x1b\[[0-9]{1,5};([0-9]{1,5})R")


class Fit(NamedTuple):
    """`problem` says why the browser cannot be drawn and what to do, "" where it can; `typed` came in meanwhile."""

    problem: str = ""
    typed: bytes = b""


def fit(environment: Mapping[str, str]) -> Fit:
    """Look at the terminal of this process."""
    for problem in (_streams(), _name(environment.get("TERM", ""))):
        if problem:
            return Fit(problem)
    encoding = sys.getfilesystemencoding()  # the locale's, and UTF-8 where Python takes the C locale for that
    return Fit() if encoding == "utf-8" else _shown_in_spite_of(encoding)


def _streams() -> str:
    if not _is_terminal(sys.__stdin__):
        return _(
            "The browser reads keys from a terminal, but its input is a file or a pipe. Start it without < or |, or "
            "use `corpus-tui search QUERY`."
        )
    if not _is_terminal(sys.__stdout__):
        return _(
            "The browser draws on a terminal, but its output goes to a file or a pipe. Start it without > or |, or "
            "use `corpus-tui search QUERY`."
        )
    return ""


def _name(term: str) -> str:
    if os.name == "nt" or term not in ("", "dumb", "unknown"):
        return ""
    said = _("A terminal of the kind TERM={name} cannot be drawn on. Set TERM to what it is, for example {example}.")
    return said.format(name=term, example="xterm-256color")


def _shown_in_spite_of(encoding: str) -> Fit:
    """The locale is another one: whether the terminal shows UTF-8 all the same."""
    with Conversation(_LETTER) as conversation:
        answers, typed = apart(conversation.received(_PLACE), [_PLACE])
    place = _PLACE.search(answers)
    if place and place[1] == b"2":
        return Fit(typed=typed)
    said = _(
        "The locale is {encoding}, and the terminal does not say that it shows UTF-8, which Arabic needs. Use a UTF-8 "
        "terminal and set LANG to a UTF-8 locale, for example {example}."
    )
    return Fit(said.format(encoding=encoding, example="C.UTF-8"), typed)


def _is_terminal(stream: object) -> bool:
    """Not one that is closed, either (`<&-`)."""
    try:
        return os.isatty(stream.fileno())  # type: ignore[attr-defined]
    except (AttributeError, OSError, ValueError):
        return False
