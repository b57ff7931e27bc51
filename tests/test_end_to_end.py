"""The installed program in a real terminal: tmux at 140x42, keys typed, the screen read back."""

import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    shutil.which("tmux") is None, reason="tmux is not installed: no real terminal to look at"
)

PATIENCE = 30.0
PROGRAM = Path(sys.executable).with_name("corpus-tui")


class Terminal:
    """A tmux server of its own with one window."""

    def __init__(self, folder: Path, width: int = 140, height: int = 42) -> None:
        self._name = f"corpus-tui-{uuid.uuid4().hex[:12]}"
        self._folder = folder
        environment = {"XDG_CACHE_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "LC_ALL": "C.UTF-8"}
        set_up = [part for name, value in environment.items() for part in ("-e", f"{name}={value}")]
        size = ("-x", str(width), "-y", str(height))
        self.tmux("-f", os.devnull, "new-session", "-d", "-s", "main", *size, *set_up, "sh")
        self.type("PS1='ready> '; clear")
        self.press("Enter")
        self.until(lambda: self.screen().strip().endswith("ready>"))

    def tmux(self, *arguments: str) -> str:
        command = ["tmux", "-u", "-L", self._name, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout

    def type(self, text: str) -> None:
        self.tmux("send-keys", "-t", "main", "-l", text)

    def press(self, *keys: str) -> None:
        self.tmux("send-keys", "-t", "main", *keys)

    def screen(self) -> str:
        return self.tmux("capture-pane", "-t", "main", "-p")

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for the screen to come to show something; the time limit only ends a wait that would never end."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, "it never came to hold; the screen:\n" + self.screen()
            time.sleep(0.05)

    def close(self) -> None:
        self.tmux("kill-server")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path)
    yield terminal
    terminal.close()


def joined(text: str) -> bool:
    return any("\ufe80" <= letter <= "\ufefc" for letter in text)


def test_a_session_from_launch_to_quit(terminal: Terminal):
    """The first screen has joined Arabic; a typed word changes the results; Enter opens; ] is next; ^q ends clean."""
    terminal.type(f"{PROGRAM}; echo status $?")
    terminal.press("Enter")
    terminal.until(lambda: joined(terminal.screen()) and "1 of 5" in terminal.screen())

    terminal.press("/")
    terminal.type("H100")
    terminal.until(lambda: "4 articles" in terminal.screen() and "1 of 4" in terminal.screen())

    terminal.press("Enter")
    terminal.until(lambda: "match 1 of" in terminal.screen())
    opened = terminal.screen()

    terminal.press("]")
    terminal.until(lambda: "2 of 4" in terminal.screen() and terminal.screen() != opened)

    terminal.press("C-q")
    terminal.until(lambda: "status 0" in terminal.screen())
    assert "Articles" not in terminal.screen()
    assert terminal.tmux("display", "-p", "-t", "main", "#{alternate_on} #{mouse_any_flag}").split() == ["0", "0"]


def test_arabic_typed_in_the_box_is_joined(terminal: Terminal):
    terminal.type(f"{PROGRAM}")
    terminal.press("Enter")
    terminal.until(lambda: "1 of 5" in terminal.screen())
    terminal.press("/")
    terminal.type("ستارغيت")
    terminal.until(lambda: "1 of 1" in terminal.screen())
    assert "ﺖﻴﻏﺭﺎﺘﺳ" in terminal.screen()


def test_ctrl_c_says_how_to_quit_and_stays(terminal: Terminal):
    terminal.type(f"{PROGRAM}")
    terminal.press("Enter")
    terminal.until(lambda: "1 of 5" in terminal.screen())
    terminal.press("C-c")
    terminal.until(lambda: "Press ^q to quit" in terminal.screen())


def test_what_is_typed_in_one_go_after_the_slash_is_in_the_box(terminal: Terminal):
    terminal.type(f"{PROGRAM}")
    terminal.press("Enter")
    terminal.until(lambda: "1 of 5" in terminal.screen())
    terminal.type("/ستارغيت")
    terminal.until(lambda: "1 of 1" in terminal.screen())
    terminal.type("/")
    terminal.until(lambda: "/" in terminal.screen().splitlines()[1])


def test_what_is_copied_reaches_tmux_as_logical_text(terminal: Terminal, seeds: Path):
    terminal.tmux("set", "-g", "set-clipboard", "on")
    terminal.type(f"{PROGRAM}")
    terminal.press("Enter")
    terminal.until(lambda: "1 of 5" in terminal.screen())
    terminal.press("Tab", "c")
    terminal.until(lambda: terminal.tmux("list-buffers") != "")
    copied = terminal.tmux("show-buffer").strip()
    assert len(copied) > 10
    assert any(copied in article.read_text("utf-8") for article in seeds.glob("*.txt"))
