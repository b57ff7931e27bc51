"""The terminals of the matrix: what they are installed from, how each is started, and what is asked of it."""

import sys
from dataclasses import dataclass, field
from pathlib import Path

COLUMNS, ROWS = 100, 34
"""A window with two panes side by side, the list and the article, so that one bleeding into the other is seen."""

FONT, PIXELS, POINTS = "DejaVu Sans Mono", 18, 13.5
"""A font with every presentation form; 13.5 points are 18 pixels at 96 to the inch."""

XTERM_JS, XTERM_JS_WEBGL = "6.0.0", "0.19.0"
"""The versions of xterm.js and its WebGL renderer that are fetched from npm's registry."""

_SOFTWARE = {"LIBGL_ALWAYS_SOFTWARE": "1"}
_BUS = ("dbus-run-session", "--")  # GTK and Qt programs wait long for a session bus that is not there


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the matrix.

    `packages` are Debian's, the one that names the version first; `version` is what Debian does not know of it.
    `command` is completed with the command to run inside; in it `{folder}` stands for the folder of the one start, and
    `{shared}` for that of the whole run. `files` are written to its home folder first.

    `bidi` is the override, "" where detection has to do. `reorders` tells whether the terminal puts raw right-to-left
    text in order by itself: where it does not, stock Textual's order is wrong. Both are what research/rendering.md
    measured. `takes_keys` is whether it can be typed to through X (see `browser`).
    """

    name: str
    packages: tuple[str, ...]
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    version: str = ""
    bidi: str = ""
    reorders: bool = False
    takes_keys: bool = True

    def started(self, folder: Path, shared: Path, inside: list[str]) -> list[str]:
        """The whole command line."""
        outer = [part.replace("{folder}", str(folder)).replace("{shared}", str(shared)) for part in self.command]
        return outer + inside


_XTERM = (
    "xterm", "-fa", f"{FONT}:pixelsize={PIXELS}", "-geometry", f"{COLUMNS}x{ROWS}+0+0", "-b", "0", "-e",
)  # fmt: skip
_URXVT = ("urxvt", "-fn", f"xft:{FONT}:pixelsize={PIXELS}", "-geometry", f"{COLUMNS}x{ROWS}+0+0", "+sb", "-e")
_ALACRITTY = (
    "alacritty", "-o", f"font.normal.family={FONT}", "-o", f"font.size={POINTS}",
    "-o", f"window.dimensions.columns={COLUMNS}", "-o", f"window.dimensions.lines={ROWS}", "-e",
)  # fmt: skip
_KITTY = (
    "kitty", "--config", "NONE", "-o", f"font_family={FONT}", "-o", f"font_size={POINTS}",
    "-o", f"initial_window_width={COLUMNS}c", "-o", f"initial_window_height={ROWS}c",
    "-o", "remember_window_size=no", "-o", "update_check_interval=0", "-o", "shell_integration=disabled",
)  # fmt: skip
_VTE = (
    *_BUS, "xfce4-terminal", "--disable-server", "--hide-menubar", "--hide-scrollbar", "--hide-borders",
    f"--geometry={COLUMNS}x{ROWS}+0+0", f"--font={FONT} {POINTS}", "-x",
)  # fmt: skip
_KONSOLE = (
    *_BUS, "konsole", "--nofork", "--hide-menubar", "--hide-tabbar", "-p", f"TerminalColumns={COLUMNS}",
    "-p", f"TerminalRows={ROWS}", "-p", f"Font={FONT},{POINTS}", "-p", "ScrollBarPosition=2", "-e",
)  # fmt: skip
_KONSOLE_FILES = {
    ".config/konsolerc": "[KonsoleWindow]\nRememberWindowSize=false\n"
    "[MainWindow]\nMenuBar=Disabled\nToolBarsMovable=Disabled\nStatusBar=Disabled\n"
    "[MainWindow][Toolbar mainToolBar]\nHidden=true\n[MainWindow][Toolbar sessionToolbar]\nHidden=true\n"
}
_TMUX = ("tmux", "-u", "-f", "{folder}/home/tmux.conf", "-S", "{folder}/tmux", "new-session")
_TMUX_FILES = {"tmux.conf": "set -g status off\nset -g destroy-unattached on\n"}
_BROWSER = (sys.executable, "-m", "tests.bench.terminals.browser", "{folder}", "{shared}")

CASES: tuple[Case, ...] = (
    Case("xterm", ("xterm",), _XTERM),
    Case("urxvt", ("rxvt-unicode",), _URXVT),
    Case("alacritty", ("alacritty",), _ALACRITTY, _SOFTWARE | {"WINIT_X11_SCALE_FACTOR": "1"}),
    Case("st", ("stterm",), ("stterm", "-f", f"{FONT}:pixelsize={PIXELS}", "-g", f"{COLUMNS}x{ROWS}", "-e")),
    Case("VTE", ("libvte-2.91-0", "xfce4-terminal"), _VTE, reorders=True),
    Case("Konsole", ("konsole",), _KONSOLE, files=_KONSOLE_FILES, reorders=True),
    Case("kitty", ("kitty",), _KITTY, _SOFTWARE),
    Case(
        "mlterm",
        ("mlterm",),
        ("mlterm", "--sb=false", "-A", "-g", f"{COLUMNS}x{ROWS}+0+0", "-w", str(PIXELS), "-e"),
        files={".mlterm/aafont": f"DEFAULT={FONT}\n"},
        reorders=True,
    ),
    Case(
        "QTerminal",
        ("qterminal",),
        (*_BUS, "qterminal", "-e"),
        files={
            ".config/qterminal.org/qterminal.ini": f"[General]\nfontFamily={FONT}\nfontSize={POINTS:.0f}\n"
            "MenuVisible=false\nScrollbarPosition=0\nHideTabBarWithOneTab=true\nAskOnExit=false\n"
            "SavePosOnExit=false\nSaveSizeOnExit=false\n[MainWindow]\nfixedSize=@Size(1120 770)\n"
        },
        bidi="cells",
        reorders=True,
    ),
    Case("xterm.js WebGL", ("chromium",), (*_BROWSER, "webgl"), version=XTERM_JS, takes_keys=False),
    Case(
        "xterm.js DOM",
        ("chromium",),
        (*_BROWSER, "dom"),
        version=XTERM_JS,
        takes_keys=False,
        bidi="cells",
        reorders=True,
    ),
    Case("tmux in xterm", ("tmux", "xterm"), (*_XTERM, *_TMUX), files=_TMUX_FILES),
    Case("tmux in VTE", ("tmux", "libvte-2.91-0", "xfce4-terminal"), (*_VTE, *_TMUX), files=_TMUX_FILES, reorders=True),
    Case(
        "tmux in Konsole",
        ("tmux", "konsole"),
        (*_KONSOLE, *_TMUX),
        files=_KONSOLE_FILES | _TMUX_FILES,
        reorders=True,
    ),
)

NEEDED = (
    "xvfb", "xdotool", "imagemagick", "tesseract-ocr", "tesseract-ocr-ara", "fonts-dejavu", "dbus",
    "libgl1-mesa-dri", "x11-xkb-utils",
)  # fmt: skip
"""What every case needs."""
