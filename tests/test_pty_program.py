"""The program and its terminal: refused in a sentence where it cannot be drawn, given back however it ends."""

import os
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.hostile_scan import home
from tests.pty_program import PtyProgram

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a pseudo-terminal")

KONSOLE = b"\x1bP>|Konsole 22.12.3\x1b\\\x1b[?62;22c"
VTE = b"\x1bP>|VTE(7006)\x1b\\\x1b[8;1$y\x1b[?65;1;9c"
DRAWN = b"\x1b[?1049h"
LATIN = "import sys; sys.getfilesystemencoding = lambda: 'iso8859-6'"  # such a locale need not be installed
LRM = "\u200e".encode()
JOINED = "\ufe8d".encode()  # an alef as it stands at the beginning of a word


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return home(tmp_path_factory.mktemp("home"))


def started(program: PtyProgram) -> None:
    program.until(b"5 articles")
    program.pump(0.2)


# ---- the mode


@pytest.mark.parametrize(
    ("answer", "marks", "explicit"), [(KONSOLE, True, False), (VTE, False, True), (b"", False, True)]
)
def test_the_terminal_that_answers_is_written_for(house: dict[str, str], answer: bytes, marks: bool, explicit: bool):
    with PtyProgram([], house, answer=answer) as program:
        started(program)
        assert (LRM in program.written) is marks
        assert (b"\x1b[8l" in program.written) is explicit
        program.send("\x11")
        assert program.ended() == 0
        assert (b"\x1b[8h" in program.written) is explicit


def test_an_option_wins_over_the_terminal(house: dict[str, str]):
    with PtyProgram(["--bidi", "words", "--shape", "off"], house) as program:
        started(program)
        assert LRM in program.written
        assert "الذكاء".encode() in program.written  # in logical order, as it was typed


def test_keys_typed_while_it_starts_are_obeyed(house: dict[str, str]):
    with PtyProgram([], house) as program:
        program.send("/H100")
        program.until(b"4 articles")


def test_what_is_typed_right_after_tab_is_meant_for_the_next_pane(house: dict[str, str]):
    with PtyProgram([], house) as program:
        started(program)
        program.send("\t\t\tH100")
        program.until(b"4 articles")


def test_a_lam_alef_of_two_letters_is_one_key_and_two_letters_of_a_word(house: dict[str, str]):
    with PtyProgram([], house, answer=VTE) as program:
        started(program)
        there = program.send("\x1b[F")  # to the last article, then as Shift+G is read: no ل, which would be g
        program.until(b"5 of 5", there)
        program.pump(0.2)
        there = program.send("لأ")
        program.pump(0.3)
        assert b"1 of 5" not in program.written[there:]
        there = program.send("/الآن")
        program.until("\ufef5".encode(), there)  # joined in the box; its letters are searched
        program.until(b"articles", there)
        program.send("\x11")
        assert program.ended() == 0


def test_a_terminal_that_never_answers_is_waited_for_a_moment(house: dict[str, str]):
    with PtyProgram([], house, answer=b"") as program:
        started(program)


def test_an_answer_that_comes_late_is_heeded_and_typed_nowhere(house: dict[str, str]):
    with PtyProgram([], house, answer=b"") as program:
        started(program)
        program.send("/H100")
        program.until(b"4 articles")
        assert LRM not in program.written
        since = program.send(KONSOLE[:9])
        program.pump(0.2)
        program.send(KONSOLE[9:])
        program.until(LRM, since)
        program.until(b"3 articles", program.send(" AND =Tesla"))
        assert b"onsole" not in program.written


# ---- what cannot be drawn on


@pytest.mark.parametrize(
    ("environment", "prelude", "named"),
    [({"TERM": "dumb"}, "", "dumb"), ({"TERM": ""}, "", "TERM"), ({}, LATIN, "iso8859-6")],
)
def test_where_nothing_can_be_drawn_a_sentence_says_so(house: dict[str, str], environment, prelude: str, named: str):
    with PtyProgram([], {**house, **environment}, prelude=prelude) as program:
        assert program.ended() == 2
        assert named.encode() in program.written
        assert DRAWN not in program.written
        assert b"Traceback" not in program.written


def test_a_terminal_that_shows_utf_8_is_drawn_on_whatever_the_locale_says(house: dict[str, str]):
    with PtyProgram([], house, prelude=LATIN) as program:
        program.until(b"\x1b[6n")
        program.send("\x1b[7;2R")
        started(program)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "</dev/null", "| cat"])
def test_without_a_terminal_a_sentence_says_so(house: dict[str, str], closed: str):
    command = f"{sys.executable} -m tui {closed}"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], env={**os.environ, **house}, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"terminal" in done.stderr
    assert b"Traceback" not in done.stderr
    assert DRAWN not in done.stdout + done.stderr


# ---- the ways it ends


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_gives_the_terminal_back(house: dict[str, str], number: int):
    with PtyProgram([], house, answer=VTE) as program:
        before = termios.tcgetattr(program.terminal)
        started(program)
        os.kill(program.pid, number)
        program.until(b"\x1b[?1049l")
        assert termios.tcgetattr(program.terminal) == before
        assert program.ended() == 128 + number
        assert b"\x1b[8h" in program.written


def test_a_signal_while_the_terminal_is_asked_lets_it_echo_again(house: dict[str, str]):
    with PtyProgram([], house, answer=b"", prelude="import tui.rtl.terminal as t; t.SECONDS = 20.0") as program:
        before = termios.tcgetattr(program.terminal)
        program.until(b"\x1b[c")
        os.kill(program.pid, signal.SIGTERM)
        assert program.ended() == 128 + signal.SIGTERM
        assert termios.tcgetattr(program.terminal) == before


def test_a_long_look_at_the_sources_does_not_keep_it_from_ending(house: dict[str, str], tmp_path: Path, seeds: Path):
    text = next(seeds.glob("*.txt")).read_text("utf-8")
    for number in range(3000):
        (tmp_path / f"{number}.txt").write_text(f"{number}\n{text}", "utf-8")
    with PtyProgram([str(tmp_path)], house) as program:
        program.until(b"Reading the articles")
        os.kill(program.pid, signal.SIGTERM)
        assert program.ended(20.0) == 128 + signal.SIGTERM


def test_suspending_leaves_the_mode_and_resuming_enters_it(house: dict[str, str]):
    with PtyProgram([], house, answer=VTE) as program:
        started(program)
        since = len(program.written)
        program.send("\x1a")
        program.until(b"\x1b[8h", since)
        os.waitid(os.P_PID, program.pid, os.WSTOPPED | os.WNOWAIT)
        since = len(program.written)
        os.kill(program.pid, signal.SIGCONT)
        program.until(b"\x1b[8l", since)
        program.until(JOINED, since)
