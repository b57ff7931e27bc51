"""One key, one character: what an Arabic keyboard sends as two for its lam-alef keys.

X11's layout has a ligature there (U+FEFB), which input methods take apart again: ل and ا, each of which another key
sends too. So the pair is a key when it is read in one go, and two letters where it is text.
"""

from tui.rtl.late import LateAnswers

_PAIRS = {"لآ": "\ufef5", "لأ": "\ufef7", "لإ": "\ufef9", "لا": "\ufefb"}
_LETTERS = str.maketrans({ligature: pair for pair, ligature in _PAIRS.items()})


def as_keys(read: str) -> str:
    """What was read, each lam-alef one character, as it was one key."""
    for pair, ligature in _PAIRS.items():
        read = read.replace(pair, ligature)
    return read


def as_letters(typed: str) -> str:
    """What was typed, as text is spelt."""
    return typed.translate(_LETTERS)


class Keyboard:
    """What is read from the terminal on its way to become keys: without late answers, each key one character."""

    def __init__(self, late: LateAnswers | None) -> None:
        self._late = late

    def typed(self, read: str) -> str:
        """The characters of the keys pressed."""
        return as_keys(self._late.without(read) if self._late else read)
