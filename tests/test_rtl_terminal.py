"""Which terminal is this: the rule as a table, and the question asked over a real pseudo-terminal."""

import os
import pty
import select
import sys

import pytest

from tui.rtl.encodings import Encoding
from tui.rtl.terminal import Found, Why, apart, decide

DA1 = b"\x1b[?64;1;2c"
MLTERM = ("\x1b]5379;use_ctl=false\x07", "\x1b]5379;use_ctl=true\x07")
EXPLICIT = ("\x1b[8l", "\x1b[8h")
NONE = ("", "")


def version(name: str) -> bytes:
    return b"\x1bP>|" + name.encode() + b"\x1b\\"


# What was measured in real terminals (research/rendering.md): environment, answers, outer terminal → encoding, escapes.
TERMINALS = {
    "xterm": ({"TERM": "xterm-256color"}, version("XTerm(379)") + b"\x1b[8;0$y" + DA1, "", Encoding.VISUAL, EXPLICIT),
    "VTE": ({"VTE_VERSION": "7006"}, version("VTE(7006)") + b"\x1b[8;1$y" + DA1, "", Encoding.VISUAL, EXPLICIT),
    "Konsole": ({"KONSOLE_VERSION": "221203"}, version("Konsole 22.12.3") + DA1, "", Encoding.WORDS, NONE),
    "Konsole without XTVERSION": ({"KONSOLE_VERSION": "1"}, DA1, "", Encoding.WORDS, NONE),
    "xterm from Konsole": ({"KONSOLE_VERSION": "1"}, version("XTerm(379)") + DA1, "", Encoding.VISUAL, EXPLICIT),
    "kitty": ({"TERM": "xterm-kitty"}, version("kitty(0.26.5)") + DA1, "", Encoding.KITTY, NONE),
    "kitty by TERM": ({"TERM": "xterm-kitty"}, b"", "", Encoding.KITTY, NONE),
    "mlterm": ({"MLTERM": "3.9.2"}, b"", "", Encoding.VISUAL, MLTERM),
    "Apple Terminal": ({"TERM_PROGRAM": "Apple_Terminal"}, DA1, "", Encoding.WORDS, NONE),
    "silent": ({"TERM": "st-256color"}, b"", "", Encoding.VISUAL, EXPLICIT),
    "tmux in xterm": ({"TMUX": "x"}, b"", "xterm-256color XTerm(379)", Encoding.VISUAL, NONE),
    "tmux in VTE": ({"TMUX": "x", "VTE_VERSION": "7006"}, b"", "xterm-256color VTE(7006)", Encoding.WORDS, NONE),
    "tmux in Konsole": ({"TMUX": "x"}, b"", "xterm-256color Konsole 22.12.3", Encoding.WORDS, NONE),
    "tmux in kitty": ({"TMUX": "x"}, b"", "xterm-kitty", Encoding.KITTY, NONE),
    "tmux of few words, in VTE": ({"TMUX": "x", "VTE_VERSION": "1"}, b"", "xterm-256color", Encoding.WORDS, NONE),
    "screen": ({"STY": "x"}, b"", "", Encoding.VISUAL, NONE),
    "nothing known": ({}, b"", "", Encoding.VISUAL, EXPLICIT),
}  # fmt: skip


@pytest.mark.parametrize("name", TERMINALS)
def test_each_terminal_gets_the_encoding_that_was_right_in_it(name: str) -> None:
    environment, answers, outer, encoding, escapes = TERMINALS[name]
    terminal = decide(Found(environment, answers, outer))
    assert (terminal.encoding, (terminal.enter, terminal.leave)) == (encoding, escapes)
    assert terminal.why not in (Why.WANTED, Why.UNASKED)


@pytest.mark.parametrize("encoding", list(Encoding))
def test_what_the_user_wants_comes_first(encoding: Encoding) -> None:
    for environment, answers, outer, _, _ in TERMINALS.values():
        assert decide(Found(environment, answers, outer), encoding).encoding is encoding


@pytest.mark.parametrize(
    "received",
    [b"q" + version("XTerm(379)") + DA1, version("XTerm(379)") + b"q" + DA1, version("XTerm(379)") + DA1 + b"q", b"q"],
)
def test_answers_and_typed_keys_are_toldapart(received: bytes) -> None:
    answers, typed = apart(received)
    assert typed == b"q"
    assert answers == received.replace(b"q", b"")


def test_hostile_answers_are_only_bytes() -> None:
    for answers in (
        b"\x1bP>|" * 1000,
        b"\xff" * 1000,
        version("\x07\x00" * 50),
        b"\x1b[8;9999$y",
        b"\x1b[?" + b"1;" * 5000,
    ):
        assert decide(Found({}, *apart(answers)[:1])).encoding is Encoding.VISUAL


CHILD = """
import sys
from tui.rtl.terminal import detect
found = detect({"TERM": "xterm-256color"})
print(found.terminal.encoding, repr(found.terminal.name), repr(found.typed), flush=True)
"""


def _in_terminal(reply: bytes, typed: bytes) -> str:
    """What `detect` finds in a terminal that answers the questions with `reply` while somebody types."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-c", CHILD])
    os.write(terminal, typed)
    received, replied = b"", False
    while select.select([terminal], [], [], 20)[0]:
        try:
            received += os.read(terminal, 4096)
        except OSError:
            break
        if b"\x1b[c" in received and not replied:
            os.write(terminal, reply)
            replied = True
    os.waitpid(child, 0)
    os.close(terminal)
    return received.decode("utf-8", "replace")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("reply", "seen"),
    [
        (version("Konsole 22.12.3") + b"\x1b[8;0$y" + DA1, "words 'konsole 22.12.3'"),
        (version("kitty(0.26.5)") + b"x" + DA1, "kitty 'kitty(0.26.5)'"),
        (DA1, "visual 'xterm-256color'"),
        (b"", "visual 'xterm-256color'"),
    ],
)
def test_a_terminal_is_asked_and_no_typed_key_is_eaten(reply: bytes, seen: str) -> None:
    shown = _in_terminal(reply, b"jj/")
    assert seen in shown
    expected = b"jj/x" if b"x" in reply.replace(version("kitty(0.26.5)"), b"") else b"jj/"
    assert repr(expected) in shown


def test_without_a_terminal_nothing_is_asked() -> None:
    import subprocess

    done = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, stdin=subprocess.DEVNULL, check=True)
    assert done.stdout.startswith(b"visual")
    assert b"\x1b" not in done.stdout
