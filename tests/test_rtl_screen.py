"""The last stage in a running program: rows as the terminal gets them, and the terminal given back."""

import inspect
import os
import signal
import sys

import pexpect
import pytest
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.driver import Driver
from textual.drivers import linux_driver
from textual.geometry import Region

from tui.rtl.screen import BidiApp

MOVED = "Textual moved {}; what tui/rtl/screen.py relies on has to be looked at again"
ENTER, LEAVE = "\x1b]1;enter\x07", "\x1b]1;leave\x07"
PROGRAM = f"""
from rich.segment import Segment
from textual.app import ComposeResult
from textual.strip import Strip
from textual.widget import Widget
from tui.rtl.encodings import Encoding
from tui.rtl.layout import layout_line
from tui.rtl.screen import BidiApp
from tui.rtl.terminal import Detection, Terminal, Why

class Line(Widget):
    can_focus = True
    shown = "first"

    def render_line(self, y: int) -> Strip:
        text = "".join(cell.text for cell in layout_line("سلام كتاب")) if y == 0 else ""
        return Strip([Segment(("  " + text + " " + self.shown).ljust(self.size.width))])

    def on_key(self, event) -> None:
        if event.character == "x":
            raise ValueError("boom \\x1b]0;title\\x07")
        if event.character == "q":
            self.app.exit()
        self.shown = "typed-" + (event.character or event.key)
        self.refresh()

class Program(BidiApp[None]):
    def compose(self) -> ComposeResult:
        yield Line()

    def on_mount(self) -> None:
        self.query_one(Line).focus()

terminal = Terminal(Encoding.WORDS, {ENTER!r}, {LEAVE!r}, Why.WANTED)
app = Program(Detection(terminal, TYPED))
app.run()
raise SystemExit(app.return_code)
"""
WORDS = "\ufeb3\ufefc\ufee1\u200e"  # سلام in logical order, and the mark after it


def started(typed: bytes = b"") -> pexpect.spawn:
    program = PROGRAM.replace("TYPED", repr(typed))
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    return pexpect.spawn(
        sys.executable, ["-c", program], env=environment, dimensions=(24, 80), encoding="utf-8", timeout=20
    )


def ended(child: pexpect.spawn) -> int:
    child.expect_exact(LEAVE)
    child.expect_exact("\x1b[?1049l")
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus if child.exitstatus is not None else -1


def test_textual_still_has_what_the_last_stage_relies_on() -> None:
    assert list(inspect.signature(App._display).parameters) == ["self", "screen", "renderable"], MOVED.format(
        "_display"
    )
    assert list(inspect.signature(App._fatal_error).parameters) == ["self"], MOVED.format("_fatal_error")
    layout = LayoutUpdate([], Region(0, 0, 1, 1))
    assert (layout.strips, layout.region) == ([], Region(0, 0, 1, 1)), MOVED.format("LayoutUpdate")
    assert ChopsUpdate([], [(0, 0, 1)], []).spans == [(0, 0, 1)], MOVED.format("ChopsUpdate")
    assert callable(getattr(Compositor, "render_full_update", None)), MOVED.format("Compositor.render_full_update")
    assert list(XTermParser().feed("j")), MOVED.format("XTermParser")
    assert getattr(linux_driver, "XTermParser", None), MOVED.format("linux_driver.XTermParser")
    for name in ("start_application_mode", "stop_application_mode", "process_message", "write"):
        assert callable(getattr(Driver, name, None)), MOVED.format(f"Driver.{name}")
    assert "driver_class" in inspect.signature(App.__init__).parameters, MOVED.format("driver_class")


def test_rows_are_written_in_the_terminals_encoding_whole_and_again_when_part_of_them_changes() -> None:
    child = started()
    child.expect_exact(ENTER)
    child.expect_exact(WORDS)
    child.expect_exact("first")
    child.send("j")
    child.expect_exact(WORDS)
    child.expect_exact("typed-j")
    child.send("q")
    assert ended(child) == 0


def test_keys_typed_before_the_program_started_reach_it() -> None:
    child = started(b"k")
    child.expect_exact("typed-k")
    child.send("q")
    assert ended(child) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_signals_give_the_terminal_back(number: int) -> None:
    child = started()
    child.expect_exact("first")
    child.kill(number)
    assert ended(child) == 128 + number


def test_a_crash_gives_the_terminal_back() -> None:
    child = started()
    child.expect_exact("first")
    child.send("x")
    child.expect_exact(LEAVE)
    child.expect_exact("boom \u241b]0;title\u2407")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1


@pytest.mark.parametrize("hangup", [signal.SIG_DFL, signal.SIG_IGN])
def test_a_terminal_that_goes_away_ends_the_program(hangup: signal.Handlers) -> None:
    before = signal.signal(signal.SIGHUP, hangup)
    child = started()
    signal.signal(signal.SIGHUP, before)
    child.expect_exact("first")
    child.ptyproc.fileobj.close()
    child.ptyproc.closed = child.closed = True
    _, status = os.waitpid(child.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 128 + signal.SIGHUP


def test_suspending_leaves_and_resuming_enters_again() -> None:
    child = started()
    child.expect_exact("first")
    child.kill(signal.SIGTSTP)
    child.expect_exact(LEAVE)
    os.waitid(os.P_PID, child.pid, os.WSTOPPED | os.WNOWAIT)
    child.kill(signal.SIGCONT)
    child.expect_exact(ENTER)
    child.expect_exact(WORDS)
    child.send("q")
    assert ended(child) == 0


async def test_another_terminal_can_be_chosen_while_it_runs() -> None:
    from tui.rtl.encodings import Encoding
    from tui.rtl.terminal import Terminal, Why

    app: BidiApp[None] = BidiApp()
    async with app.run_test():
        assert app.terminal.encoding is Encoding.VISUAL
        app.terminal = Terminal(Encoding.KITTY, "", "", Why.WANTED)
        assert app.terminal.encoding is Encoding.KITTY
