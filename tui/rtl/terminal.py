"""Which terminal is this, and what does it do to right-to-left text?

Asked once, before Textual takes the terminal: a few environment variables, then one question to the terminal itself
(XTVERSION, DECRQM of mode 8, and DA1, which every terminal answers, as a fence), in the order that was right in all
twelve set-ups tried (research/rendering.md). What somebody types meanwhile is kept and handed on.

`decide` is the whole rule, a function of what was learnt; `asking` learns it. The question goes out at once and the
answer is looked at later, so that a program that has something else to do meanwhile (importing Textual) waits for
nothing. Nothing here imports Textual, for the same reason.
"""

import contextlib
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, Final, NamedTuple, Self

SECONDS: Final = 0.3
"""How long finding out may take at most."""

_QUESTIONS = b"\x1b[>q\x1b[8$p\x1b[c"
_VERSION = re.compile(rb"\x1bP>\|([^\x1b\x07]*)(?:\x1b\\|\x07)")
_MODE_8 = re.compile(rb"\x1b\[8;([0-4])\$y")
FENCE: Final = re.compile(rb"\x1b\[\?[0-9;]*c")
"""The answer to the last question."""

_ANSWERS = (_VERSION, _MODE_8, FENCE)

_LONGEST_NAME = 80
_LONGEST_ANSWER = 1 << 16
_MULTIPLEXERS = ("TMUX", "STY", "ZELLIJ")

# Bi-Directional Support Mode of ECMA-48: reset is explicit mode, where the terminal leaves the order alone.
_EXPLICIT, _IMPLICIT = "\x1b[8l", "\x1b[8h"
_MLTERM_OFF, _MLTERM_ON = "\x1b]5379;use_ctl=false\x07", "\x1b]5379;use_ctl=true\x07"


class Encoding(StrEnum):
    """How a row of visual cells is written (`tui.rtl.encodings`)."""

    VISUAL = "visual"
    WORDS = "words"
    KITTY = "kitty"
    CELLS = "cells"


class Why(StrEnum):
    """What the choice of an encoding rests on; `tui.messages` has the sentences."""

    WANTED = "wanted"  # the user said so
    REMEMBERED = "remembered"  # the user said so in this terminal before
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
    """The terminal, what was typed while it was asked, what was learnt of it, and whether it has yet to answer."""

    terminal: Terminal
    typed: bytes = b""
    found: Found = Found({})
    late: bool = False


NO_TERMINAL: Final = Detection(Terminal(Encoding.VISUAL, "", "", Why.UNASKED))


def decide(found: Found, wanted: Encoding | None = None) -> Terminal:
    """The rule: what the user wants, then the multiplexer, then the terminal."""
    if wanted is not None:
        enter, leave = _switches(found) if wanted is Encoding.VISUAL else ("", "")
        return Terminal(wanted, enter, leave, Why.WANTED, found.name)
    if _multiplexed(found.environment):
        return _behind_multiplexer(found)
    return _alone(found)


@contextmanager
def asking(environment: Mapping[str, str], wanted: Encoding | None = None) -> Iterator[Callable[[], Detection]]:
    """Ask the terminal of this process, and give what waits for its answer: `SECONDS` from now at most.

    Nothing is raised. The terminal neither echoes nor gathers lines until the block is left.
    """
    if not is_interactive():
        yield lambda: Detection(decide(Found(environment), wanted)) if wanted else NO_TERMINAL
    elif _multiplexed(environment):
        with _asking_tmux(environment) as outer:
            yield lambda: _detection(Found(environment, outer=outer()), wanted)
    elif _is_mlterm(environment) or _prints_questions(environment):
        yield lambda: _detection(Found(environment), wanted)
    else:
        with Conversation(_QUESTIONS) as conversation:

            def detection() -> Detection:
                answers, typed = apart(conversation.received(FENCE))
                late = not FENCE.search(answers)
                return _detection(Found(environment, answers), wanted, typed)._replace(late=late)

            yield detection


def detect(environment: Mapping[str, str], wanted: Encoding | None = None) -> Detection:
    """Find out about the terminal of this process, and wait for it."""
    with asking(environment, wanted) as detection:
        return detection()


def identity(found: Found) -> str:
    """What tells this terminal from the others a person uses, as far as anything does."""
    environment = found.environment
    multiplexer = next((name for name in _MULTIPLEXERS if environment.get(name)), "")
    return "|".join((environment.get("TERM", ""), environment.get("TERM_PROGRAM", ""), found.name, multiplexer))


def is_interactive() -> bool:
    """Whether this process has a terminal to read keys from and to draw on."""
    try:
        return os.isatty(sys.__stdin__.fileno()) and os.isatty(sys.__stdout__.fileno())  # type: ignore[union-attr]
    except (AttributeError, OSError, ValueError):
        return False


def _detection(found: Found, wanted: Encoding | None, typed: bytes = b"") -> Detection:
    return Detection(decide(found, wanted), typed, found)


def _multiplexed(environment: Mapping[str, str]) -> bool:
    return any(environment.get(name) for name in _MULTIPLEXERS)


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
    if _is_apple(environment):
        return Terminal(Encoding.WORDS, "", "", Why.APPLE_TERMINAL, name)
    return Terminal(Encoding.VISUAL, _EXPLICIT, _IMPLICIT, Why.PLAIN_GRID, name)


def _switches(found: Found) -> tuple[str, str]:
    return (_MLTERM_OFF, _MLTERM_ON) if _is_mlterm(found.environment) else (_EXPLICIT, _IMPLICIT)


def _is_mlterm(environment: Mapping[str, str]) -> bool:
    return bool(environment.get("MLTERM")) or environment.get("TERM", "").startswith("mlterm")


def _prints_questions(environment: Mapping[str, str]) -> bool:
    """Whether a question would be seen on the screen."""
    return _is_apple(environment) or environment.get("TERM", "") in ("", "dumb")


def _is_apple(environment: Mapping[str, str]) -> bool:
    return environment.get("TERM_PROGRAM") == "Apple_Terminal"


@contextmanager
def _asking_tmux(environment: Mapping[str, str]) -> Iterator[Callable[[], str]]:
    """What tmux knows of its client's terminal, "" for other multiplexers or none."""
    if not environment.get("TMUX"):
        yield str
        return
    import subprocess

    command = ["tmux", "display-message", "-p", "#{client_termname} #{client_termtype}"]
    quiet = subprocess.DEVNULL
    try:
        asked = subprocess.Popen(
            command, stdin=quiet, stdout=subprocess.PIPE, stderr=quiet, text=True, errors="replace"
        )
    except OSError:
        yield str
        return

    def answer() -> str:
        with contextlib.suppress(OSError, subprocess.SubprocessError):
            return asked.communicate(timeout=SECONDS)[0].strip()
        return ""

    with asked:
        try:
            yield answer
        finally:
            asked.kill()


class Conversation:
    """A question to the terminal: asked when the block is entered, listened to later, the terminal as before after."""

    def __init__(self, questions: bytes, seconds: float | None = None) -> None:
        self._questions = questions
        self._seconds = SECONDS if seconds is None else seconds
        self._terminal = -1
        self._before: list[Any] | None = None
        self._until = 0.0

    def __enter__(self) -> Self:
        try:
            import termios
            import tty
        except ImportError:  # no Unix terminal: Windows Terminal leaves the order alone
            return self
        try:
            self._terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
            self._before = termios.tcgetattr(self._terminal)
            # TCSANOW, here and below: the other ways of setting throw away what has been typed.
            tty.setcbreak(self._terminal, termios.TCSANOW)
            os.write(self._terminal, self._questions)
            self._until = time.monotonic() + self._seconds
        except (OSError, termios.error):
            pass
        except BaseException:  # a signal: the block is not entered, so nobody else would put the terminal right
            self.__exit__()
            raise
        return self

    def received(self, fence: re.Pattern[bytes]) -> bytes:
        """Everything that arrives until the terminal has answered the last question, or the time is up.

        What is there already is read even when the time is up.
        """
        received = b""
        if not self._until:
            return received
        from select import select

        with contextlib.suppress(OSError):
            while not fence.search(received) and len(received) < _LONGEST_ANSWER:
                if not select([self._terminal], [], [], max(0, self._until - time.monotonic()))[0]:
                    break
                if not (more := os.read(self._terminal, 4096)):
                    break
                received += more
        return received

    def __exit__(self, *_: object) -> None:
        if self._terminal < 0:
            return
        import termios

        if self._before is not None:
            with contextlib.suppress(OSError, termios.error):
                termios.tcsetattr(self._terminal, termios.TCSANOW, self._before)
        os.close(self._terminal)


def apart(received: bytes, patterns: Sequence[re.Pattern[bytes]] = _ANSWERS) -> tuple[bytes, bytes]:
    """The terminal's answers, and what somebody typed among them."""
    answers = b"".join(found[0] for pattern in patterns if (found := pattern.search(received)) is not None)
    typed = received
    for pattern in patterns:
        typed = pattern.sub(b"", typed, count=1)
    return answers, typed
