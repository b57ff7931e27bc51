"""How the program writes for the terminal at hand: what the user says, else what they answered here before, else what
was found out.

The strongest first: an option, an environment variable, the answer remembered for this terminal, the settings, and then
detection.
"""

from typing import NamedTuple

from tui.remembered import Mode, recall
from tui.rtl.terminal import Detection, Encoding, Terminal, Why, decide, identity
from tui.settings import AUTO, Settings, Wish


class Written(NamedTuple):
    """The terminal that is written for, whether letters are joined here, and what was said for both where it was."""

    terminal: Terminal
    shape: bool
    bidi_wish: Wish = Wish()
    shape_wish: Wish = Wish()


def choose(detection: Detection, settings: Settings) -> Written:
    """The mode to start in."""
    bidi, shape = settings.wish("bidi"), settings.wish("shape")
    answer = None if _is_now(bidi) or detection.terminal.why is Why.UNASKED else recall(identity(detection.found))
    terminal = _remembered(detection, answer) if answer else _wished(detection, bidi)
    joins = answer.shape if answer and not _is_now(shape) else shape.value != "off"
    return Written(terminal, joins, Wish() if answer else bidi, shape)


def answered(detection: Detection, answer: Mode | None) -> Written:
    """The mode the user chose just now; None is whatever detection found."""
    if answer is None:
        return Written(detection.terminal, True)
    return Written(_remembered(detection, answer), answer.shape)


def _remembered(detection: Detection, answer: Mode) -> Terminal:
    """The terminal written for as the user answered."""
    return decide(detection.found, answer.encoding)._replace(why=Why.REMEMBERED)


def _wished(detection: Detection, bidi: Wish) -> Terminal:
    if bidi.value in ("", AUTO):
        return detection.terminal
    return decide(detection.found, Encoding(bidi.value))


def _is_now(wish: Wish) -> bool:
    """Whether something was said for this one start, with an option or in the environment."""
    return bool(wish.value) and not wish.lasting
