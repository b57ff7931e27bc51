"""Outside text as a part of our own sentences: a file's Arabic name in an English error keeps to itself.

It stands between a directional isolate and its end (UAX #9, 2.4), so that neither changes the order of the other.
Isolates that were in it already become the arrows that `tui.safe` shows for them: it cannot end its own. The screen
obeys the isolates of a sentence (`tui.rtl.layout.Prose`); what is printed does without (`plain`).
"""

import re
from typing import Final

from tui.safe import DIRECTION_MARKS

LRI, RLI, PDI = "\u2066", "\u2067", "\u2069"
_RTL = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
"""An expression that most text at the start does not need: it is compiled when some does."""
_FROM_ROOT = re.compile(r"~?[/\\]|[A-Za-z]:[/\\]")
_SEPARATORS = re.compile(r"([/\\])")
_ARROWS: Final = str.maketrans({mark: DIRECTION_MARKS[mark] for mark in (LRI, RLI, "\u2068", PDI)})
_NOTHING: Final = dict.fromkeys(map(ord, (LRI, RLI, PDI)))


def isolated(text: str) -> str:
    """Outside text, kept to itself: right-to-left as soon as a letter of it is.

    A path runs from its root, and each of its names is kept to itself in turn: left together, those of Arabic letters
    would run the other way, and the last stand as the folder of the one before it.
    """
    text = text.translate(_ARROWS)
    if text.isascii() or not re.search(_RTL, text):
        return f"{LRI}{text}{PDI}"
    if not _FROM_ROOT.match(text):
        return f"{RLI}{text}{PDI}"
    return f"{LRI}{''.join(map(_name_in_path, _SEPARATORS.split(text)))}{PDI}"


def _name_in_path(name: str) -> str:
    return f"{RLI}{name}{PDI}" if re.search(_RTL, name) else name


def plain(sentence: str) -> str:
    """A sentence of ours without its isolates."""
    return sentence.translate(_NOTHING)
