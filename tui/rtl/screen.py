"""The last stage before the terminal: an App whose finished rows are written in the terminal's encoding.

This is the one module that touches Textual's private surface, and this is all of it, checked by
`tests/test_rtl_screen.py`:

- `App._display(screen, renderable)`: every repaint passes here, after compositing;
- `App._fatal_error()`, which would print the values of variables as they are;
- `LayoutUpdate` (`strips`, `region`) and `ChopsUpdate` (`spans`) of `textual._compositor`, what a repaint is;
- `Screen._compositor.render_full_update()`, because a terminal that reorders must get whole rows;
- `Driver._file`, what is written to: stderr, and here stdout where that is not the terminal;
- `XTermParser`, to read the keys that were typed before there was a program to type to; and the name that the driver's
  module has for it, put in its place being one that lets the terminal's late answers fall.
"""

import asyncio
import contextlib
import select
import signal
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from threading import Thread
from traceback import format_exc
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.control import Control
from rich.text import Text
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual._xterm_parser import XTermParser
from textual.app import App, ReturnType
from textual.driver import Driver
from textual.events import Key, Paste
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip

from tui.rtl.encodings import Encoder
from tui.rtl.keyboard import Keyboard, as_keys
from tui.rtl.late import LateAnswers
from tui.rtl.terminal import NO_TERMINAL, Detection, Encoding, Terminal, decide
from tui.safe import safe


class BidiApp(App[ReturnType]):
    """An App that knows which terminal it is in. Its widgets draw visual cells and need know nothing of it.

    The terminal is put into its mode whenever the program takes it (start, resume) and back whenever the program gives
    it up: exit, suspend, a crash, and the signals that end a program.
    """

    def __init__(self, detection: Detection = NO_TERMINAL, **options: Any) -> None:
        self._terminal = detection.terminal
        self._typed = detection.typed
        self._found = detection.found
        late = LateAnswers(detection.found.answers, self._found_late) if detection.late else None
        self._keyboard = Keyboard(late)
        self._early: list[Message] | None = []
        self._encoders = {encoding: Encoder(encoding) for encoding in Encoding}
        self.rows_apart: Callable[[], Mapping[int, Encoding]] = dict
        """Which rows of the screen, asked at every repaint, are written in an encoding of their own: samples of it."""
        super().__init__(**options)

    @property
    def terminal(self) -> Terminal:
        """The terminal that is written for."""
        return self._terminal

    @terminal.setter
    def terminal(self, terminal: Terminal) -> None:
        """Write for another terminal from now on: leave the one's mode, enter the other's, and paint anew."""
        self._write(self._terminal.leave)
        self._terminal = terminal
        self._write(terminal.enter)
        self.refresh(repaint=True, layout=True)

    def terminal_found(self, detection: Detection) -> None:
        """The terminal has said what it is after all."""
        self.terminal = detection.terminal

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver for this platform, taught to enter and leave the terminal's mode."""
        plain = super().get_driver_class()
        _read_by(plain, self._keyboard)
        return _driver_class(plain, self)

    def _fatal_error(self) -> None:
        """A crash is told without the values of variables and without anything a terminal obeys: both may be an
        article's."""
        self.panic(Text("\n".join(map(safe, format_exc().splitlines()))))

    def is_early(self, message: Message) -> bool:
        """Whether this is a key that came before anything could obey it; it is kept until then."""
        if self._early is None or not isinstance(message, Key | Paste):
            return False
        self._early.append(message)
        return True

    def on_ready(self) -> None:
        self.call_after_refresh(self._obey_early_keys)

    def _obey_early_keys(self) -> None:
        """What was typed before the program started, then what was while it did, as if it were typed now."""
        typed, early = self._typed.decode("utf-8", "replace"), self._early or []
        self._typed, self._early = b"", None
        for event in [*(XTermParser().feed(as_keys(typed)) if typed else ()), *early]:
            if self._driver is not None:
                self._driver.process_message(event)

    def _found_late(self, answers: bytes) -> None:
        """In the thread that reads."""
        found = self._found._replace(answers=answers)
        self.call_later(self.terminal_found, Detection(decide(found), found=found))

    def repaint_when_resumed(self) -> None:
        """The terminal was taken: again, if the first picture was drawn already, and then it shows another's screen."""
        if self._early is None:
            self.call_later(partial(self.refresh, repaint=True, layout=True))

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        super()._display(screen, self._encoded(screen, renderable))

    def _encoded(self, screen: Screen[object], renderable: RenderableType | None) -> RenderableType | None:
        """A repaint, rewritten; a partial one as the whole rows it touches."""
        if self._terminal.encoding is Encoding.VISUAL and not self.rows_apart():
            return renderable
        if isinstance(renderable, LayoutUpdate):
            return self._rows(renderable, range(len(renderable.strips)))
        if isinstance(renderable, ChopsUpdate):
            return self._rows(screen._compositor.render_full_update(), sorted({y for y, _, _ in renderable.spans}))
        return renderable

    def _rows(self, update: LayoutUpdate, numbers: Iterable[int]) -> "_Rows":
        x, y = update.region.offset
        strips, apart, usual = update.strips, self.rows_apart(), self._terminal.encoding
        return _Rows(
            x,
            [
                (y + number, self._encoders[apart.get(y + number, usual)].strip(strips[number]))
                for number in numbers
                if number < len(strips)
            ],
        )

    def _write(self, data: str) -> None:
        if data and self._driver is not None and not self.is_headless:
            self._driver.write(data)
            self._driver.flush()


class _Rows(CompositorUpdate):
    """Whole rows, each at its place."""

    def __init__(self, x: int, rows: list[tuple[int, Strip]]) -> None:
        self.x = x
        self.rows = rows

    def render_segments(self, console: Console) -> str:
        return "".join(Control.move_to(self.x, y).segment.text + strip.render(console) for y, strip in self.rows)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for y, strip in self.rows:
            yield Control.move_to(self.x, y)
            yield from strip


def _driver_class(plain: type[Driver], app: BidiApp[Any]) -> type[Driver]:
    """A driver that also keeps the terminal's mode, ends the program on signals, and hands on what was typed early."""

    class BidiDriver(plain):  # type: ignore[valid-type, misc]
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            if file := getattr(self, "_file", None):
                self._file = _Wire(file if file.isatty() else sys.__stdout__)
                _watch_for_hangup(app, self._file.fileno())

        def start_application_mode(self) -> None:
            super().start_application_mode()
            with contextlib.suppress(AssertionError):  # in the background there is nothing to write to yet
                self.write(app.terminal.enter)
            _exit_on_signals(app)
            app.repaint_when_resumed()

        def process_message(self, message: Message) -> None:
            if app.is_early(message):
                return
            super().process_message(message)

        def stop_application_mode(self) -> None:
            self.write(app.terminal.leave)
            super().stop_application_mode()

    return BidiDriver


def _read_by(driver: type[Driver], keyboard: Keyboard) -> None:
    """Have a driver read keys with a parser that gets them from `keyboard`."""

    class Parser(XTermParser):
        def feed(self, data: str) -> Iterable[Message]:
            typed = keyboard.typed(data)
            return super().feed(typed) if typed or not data else ()  # to Textual, nothing is the end

    module = sys.modules[driver.__module__]
    if hasattr(module, XTermParser.__name__):
        setattr(module, XTermParser.__name__, Parser)


def _watch_for_hangup(app: App[Any], terminal: int) -> None:
    """End the program when its terminal goes away without a signal (nohup, setsid): Textual would read on for ever.

    The thread sleeps until then, and is gone with the program.
    """
    if not hasattr(select, "poll"):
        return
    loop = asyncio.get_running_loop()

    def watch() -> None:
        poll = select.poll()
        poll.register(terminal, 0)
        if not any(event & select.POLLHUP for _, event in poll.poll()):
            return  # macOS cannot watch a terminal, and says so at once
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(partial(app.exit, return_code=128 + signal.SIGHUP))

    Thread(target=watch, name="hangup", daemon=True).start()


class _Wire:
    """The terminal's end of the line. Once the terminal is gone, what is written is dropped.

    Textual's writer stops at the first error, and then whoever writes waits for it for ever, the exit included.
    """

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._file.write(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._file.flush()

    def fileno(self) -> int:
        return int(self._file.fileno())

    def isatty(self) -> bool:
        return bool(self._file.isatty())


def _exit_on_signals(app: App[Any]) -> None:
    """The signals that end a program end it as its own exit does, so the terminal is given back.

    Those that are ignored stay so: `nohup` means it.
    """
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT"):
        number = getattr(signal, name, None)
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                loop.add_signal_handler(number, partial(app.exit, return_code=128 + number))
