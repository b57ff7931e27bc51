"""Which terminal is this, and what does it do to right-to-left text?

Asked once, before Textual takes the terminal: a few environment variables, then one question to the terminal itself
(XTVERSION, DECRQM of mode 8, and DA1, which every terminal answers, as a fence), in the order that was right in all
twelve set-ups tried (research/rendering.md). What somebody types meanwhile is kept and handed on.

`decide` is the whole rule, a function of what was learnt; `detect` learns it.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from tui.rtl.encodings import Encoding

SECONDS: Final = 0.3
"""How long finding out may take at most."""

_QUESTIONS = b"\x1b[>q\x1b[8$p\x1b[c"
_VERSION = re.compile(rb"\x1bP>\|([^\x1b\x07]*)(?:\x1b\\|\x07)")
_MODE_8 = re.compile(rb"\x1b\[8;([0-4])\$y")
_FENCE = re.compile(rb"\x1b\[\?[0-9;]*c")

_LONGEST_NAME = 80

# Bi-Directional Support Mode of ECMA-48: reset is explicit mode, where the terminal leaves the order alone.
_EXPLICIT, _IMPLICIT = "\x1b[8l", "\x1b[8h"
_MLTERM_OFF, _MLTERM_ON = "\x1b]5379;use_ctl=false\x07", "\x1b]5379;use_ctl=true\x07"


class Why(StrEnum):
    """What the choice of an encoding rests on; `tui.messages` has the sentences."""

    WANTED = "wanted"  # the user said so
    UNASKED = "unasked"  # there is no terminal to ask
    MULTIPLEXER = "multiplexer"  # tmux, screen or zellij in a terminal not known to reorder
    MULTIPLEXER_KONSOLE = "multiplexer-konsole"
    MULTIPLEXER_KITTY = "multiplexer-kitty"
    MULTIPLEXER_VTE = "multiplexer-vte"
    MLTERM = "mlterm"
    KONSOLE = "konsole"
    KITTY = "kitty"
    EXPLICIT_MODE = "explicit-mode"  # it reorders, and says that it can be told not to
    APPLE_TERMINAL = "apple-terminal"
    PLAIN_GRID = "plain-grid"  # nothing says that it reorders


class Terminal(NamedTuple):
    """How to write for the terminal at hand.

    `enter` is sent when the program takes the terminal and `leave` when it gives it back; `name` is what the terminal
    calls itself, in lower case, which is outside text.
    """

    encoding: Encoding
    enter: str
    leave: str
    why: Why
    name: str = ""


class Found(NamedTuple):
    """What was learnt: the environment, the terminal's answers, and the terminal outside a multiplexer."""

    environment: Mapping[str, str]
    answers: bytes = b""
    outer: str = ""

    @property
    def name(self) -> str:
        """The terminal's own name and version, in lower case: by XTVERSION, else what the environment says of it."""
        version = _VERSION.search(self.answers)
        if version:
            return version[1][:_LONGEST_NAME].decode("latin-1").lower()
        return (self.outer or self.environment.get("TERM_PROGRAM") or self.environment.get("TERM", "")).lower()

    @property
    def reorders_by_mode(self) -> bool:
        """Whether mode 8 is there to be set: VTE answers 1 or 2, no other terminal did."""
        mode = _MODE_8.search(self.answers)
        return mode is not None and mode[1] in b"12"


class Detection(NamedTuple):
    """The terminal, and what was typed while it was asked."""

    terminal: Terminal
    typed: bytes


NO_TERMINAL: Final = Detection(Terminal(Encoding.VISUAL, "", "", Why.UNASKED), b"")


def decide(found: Found, wanted: Encoding | None = None) -> Terminal:
    """The rule: what the user wants, then the multiplexer, then the terminal."""
    if wanted is not None:
        enter, leave = _switches(found) if wanted is Encoding.VISUAL else ("", "")
        return Terminal(wanted, enter, leave, Why.WANTED, found.name)
    if _multiplexed(found.environment):
        return _behind_multiplexer(found)
    return _alone(found)


def detect(environment: Mapping[str, str], wanted: Encoding | None = None) -> Detection:
    """Find out about the terminal of this process. It takes `SECONDS` at most and raises nothing."""
    if wanted is not None:
        return Detection(decide(Found(environment), wanted), b"")
    if not _is_interactive():
        return NO_TERMINAL
    if _multiplexed(environment):
        return Detection(decide(Found(environment, outer=_outside_tmux(environment))), b"")
    if _is_mlterm(environment):
        return Detection(decide(Found(environment)), b"")
    answers, typed = _apart(_ask(_QUESTIONS, SECONDS))
    return Detection(decide(Found(environment, answers)), typed)


def _multiplexed(environment: Mapping[str, str]) -> bool:
    return any(environment.get(name) for name in ("TMUX", "STY", "ZELLIJ"))


def _behind_multiplexer(found: Found) -> Terminal:
    """A multiplexer swallows the escapes that would stop the outer terminal; its environment may be a past client's."""
    outer = found.outer.lower()
    named = len(outer.split()) > 1
    if "konsole" in outer or (not named and found.environment.get("KONSOLE_VERSION")):
        return Terminal(Encoding.WORDS, "", "", Why.MULTIPLEXER_KONSOLE, outer)
    if "kitty" in outer:
        return Terminal(Encoding.KITTY, "", "", Why.MULTIPLEXER_KITTY, outer)
    if "vte" in outer or (not named and found.environment.get("VTE_VERSION")):
        return Terminal(Encoding.WORDS, "", "", Why.MULTIPLEXER_VTE, outer)
    return Terminal(Encoding.VISUAL, "", "", Why.MULTIPLEXER, outer)


def _alone(found: Found) -> Terminal:
    environment, name = found.environment, found.name
    if _is_mlterm(environment):
        return Terminal(Encoding.VISUAL, _MLTERM_OFF, _MLTERM_ON, Why.MLTERM, name)
    if "konsole" in name or (not _VERSION.search(found.answers) and environment.get("KONSOLE_VERSION")):
        return Terminal(Encoding.WORDS, "", "", Why.KONSOLE, name)
    if "kitty" in name:
        return Terminal(Encoding.KITTY, "", "", Why.KITTY, name)
    if found.reorders_by_mode:
        return Terminal(Encoding.VISUAL, _EXPLICIT, _IMPLICIT, Why.EXPLICIT_MODE, name)
    if environment.get("TERM_PROGRAM") == "Apple_Terminal":
        return Terminal(Encoding.WORDS, "", "", Why.APPLE_TERMINAL, name)
    return Terminal(Encoding.VISUAL, _EXPLICIT, _IMPLICIT, Why.PLAIN_GRID, name)


def _switches(found: Found) -> tuple[str, str]:
    return (_MLTERM_OFF, _MLTERM_ON) if _is_mlterm(found.environment) else (_EXPLICIT, _IMPLICIT)


def _is_mlterm(environment: Mapping[str, str]) -> bool:
    return bool(environment.get("MLTERM")) or environment.get("TERM", "").startswith("mlterm")


def _outside_tmux(environment: Mapping[str, str]) -> str:
    """What tmux knows of its client's terminal, "" for other multiplexers or none."""
    if not environment.get("TMUX"):
        return ""
    command = ["tmux", "display-message", "-p", "#{client_termname} #{client_termtype}"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False, errors="replace")
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def _is_interactive() -> bool:
    try:
        return os.isatty(sys.__stdin__.fileno()) and os.isatty(sys.__stdout__.fileno())  # type: ignore[union-attr]
    except (AttributeError, OSError, ValueError):
        return False


def _ask(questions: bytes, seconds: float) -> bytes:
    """Everything that arrives from the terminal until it has answered the last question, or the time is up."""
    try:
        import select
        import termios
        import tty
    except ImportError:  # no Unix terminal: Windows Terminal leaves the order alone
        return b""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return b""
    received, until = b"", time.monotonic() + seconds
    try:
        before = termios.tcgetattr(terminal)
        try:
            # TCSANOW, here and below: the other ways of setting throw away what has been typed.
            tty.setcbreak(terminal, termios.TCSANOW)
            os.write(terminal, questions)
            while not _FENCE.search(received) and (left := until - time.monotonic()) > 0:
                if select.select([terminal], [], [], left)[0]:
                    received += os.read(terminal, 4096)
        finally:
            termios.tcsetattr(terminal, termios.TCSANOW, before)
    except (OSError, termios.error):
        pass
    finally:
        os.close(terminal)
    return received


def _apart(received: bytes) -> tuple[bytes, bytes]:
    """The terminal's answers, and what somebody typed among them."""
    answers = b"".join(
        found[0] for pattern in (_VERSION, _MODE_8, _FENCE) if (found := pattern.search(received)) is not None
    )
    typed = received
    for pattern in (_VERSION, _MODE_8, _FENCE):
        typed = pattern.sub(b"", typed, count=1)
    return answers, typed
