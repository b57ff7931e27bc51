"""A virtual screen with one terminal on it: keys go in, pictures come out."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Rows of pixels of red, green and blue."""

WIDTH, HEIGHT = 1280, 900

_PATIENCE = 45.0
_SECONDS_STILL = 1.0
_KEYBOARD = "ara"  # with another, xdotool changes the keyboard for each letter, which terminals notice too late


class NothingSeenError(Exception):
    """A terminal did not come up, or never came to rest; `picture` is what was there instead."""

    def __init__(self, what: str, picture: Picture | None = None) -> None:
        super().__init__(f"never seen: {what}")
        self.picture = picture


class Display:
    """An X server of its own, and the processes started on it. Leaving the context ends them all."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._processes: list[subprocess.Popen[bytes]] = []
        self._name = ""

    def __enter__(self) -> Self:
        try:
            self._name = self._server()
            self._run("setxkbmap", _KEYBOARD)
            self._run("xdotool", "key", "Shift_L")  # the first key changes the keyboard: before anybody listens
            self._run("xdotool", "mousemove", "300", "300")  # without a window manager, keys go where the pointer is
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._processes):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    @property
    def environment(self) -> dict[str, str]:
        """What every program gets: nothing of the terminal that the harness itself runs in."""
        runtime = self._home / "run"
        runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self._home),
            "LANG": "C.UTF-8",
            "DISPLAY": self._name,
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CONFIG_HOME": str(self._home / ".config"),
        }

    def start(self, command: Sequence[str], environment: dict[str, str]) -> None:
        """Start a program on this screen."""
        with open(self._home / "errors.txt", "ab") as errors:
            self._spawn(command, env=self.environment | environment, stdout=errors, stderr=errors)

    def picture(self) -> Picture:
        """The whole screen."""
        command = ["import", "-silent", "-window", "root", "-depth", "8", "rgb:-"]
        raw = subprocess.run(command, env=self.environment, check=True, capture_output=True).stdout
        return np.frombuffer(raw, np.uint8).reshape(HEIGHT, WIDTH, 3)

    def until(self, holds: Callable[[Picture], bool], what: str, still: float = _SECONDS_STILL) -> Picture:
        """The picture once `holds` is true of it and it has not changed for `still` seconds."""
        last, since = self.picture(), time.monotonic()
        for _ in _trying():
            now = self.picture()
            if not np.array_equal(now, last):
                last, since = now, time.monotonic()
            elif time.monotonic() - since >= still and holds(now):
                return now
        raise NothingSeenError(what, last)

    def press(self, *keys: str) -> None:
        """Press keys by what the Arabic keyboard has on them."""
        self._run("xdotool", "key", "--delay", "80", *keys)

    def type(self, text: str) -> None:
        """Type Arabic text."""
        self._run("xdotool", "type", "--delay", "80", text)

    def _server(self) -> str:
        """Start the X server; its display's name. It would forget the keyboard whenever its last client leaves."""
        reading, writing = os.pipe()
        screen = ("-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-dpi", "96", "-nolisten", "tcp", "-noreset")
        with open(reading, encoding="ascii") as named:
            try:
                self._spawn(["Xvfb", "-displayfd", str(writing), *screen], pass_fds=(writing,))
            finally:
                os.close(writing)
            return ":" + named.readline().strip()

    def _run(self, *command: str) -> None:
        subprocess.run(command, env=self.environment, check=True, stdout=subprocess.DEVNULL, timeout=_PATIENCE)

    def _spawn(self, command: Sequence[str], **options: object) -> None:
        options.setdefault("stderr", subprocess.DEVNULL)
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True, **options)  # type: ignore[call-overload]
        self._processes.append(process)


def wait_for(holds: Callable[[], bool], what: str) -> None:
    """Wait for something other than a picture."""
    for _ in _trying():
        if holds():
            return
    raise NothingSeenError(what)


def _trying() -> Iterator[None]:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        yield
        time.sleep(0.25)
