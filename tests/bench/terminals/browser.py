"""xterm.js in Chromium as a terminal like any other: a page on this machine alone, bridged to a pty by plain HTTP.

    python -m tests.bench.terminals.browser FOLDER SHARED-FOLDER webgl|dom PROGRAM …

`/read` answers as soon as the program has written something; `/write` takes what the terminal sends. Chromium takes no
keys where there is no window manager, so what is to be typed is left in a file, and typed from here. xterm.js and its
WebGL renderer come from npm's registry into a temporary folder (`fetched`).
"""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import tarfile
import termios
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.terminals.cases import COLUMNS, FONT, PIXELS, ROWS, XTERM_JS, XTERM_JS_WEBGL
from tests.bench.terminals.display import HEIGHT, WIDTH

PACKAGES = {"xterm": f"@xterm/xterm@{XTERM_JS}", "webgl": f"@xterm/addon-webgl@{XTERM_JS_WEBGL}"}
LIBRARY = "xterm.js"
"""The folder, shared by the whole run, that the packages are unpacked into."""

TYPED = "typed"
"""The file, in the folder of one start, whose text is typed as soon as it is there."""

_FILES = {
    "/xterm.js": ("xterm/lib/xterm.js", "text/javascript"),
    "/xterm.css": ("xterm/css/xterm.css", "text/css"),
    "/webgl.js": ("webgl/lib/addon-webgl.js", "text/javascript"),
}
_PAGE = """<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/xterm.css">
<style>body { margin: 0; background: black }</style><div id="terminal"></div>
<script src="/xterm.js"></script><script src="/webgl.js"></script><script>
const terminal = new Terminal({cols: %(columns)d, rows: %(rows)d, fontFamily: "%(font)s", fontSize: %(pixels)d,
                               allowProposedApi: true});
terminal.open(document.getElementById("terminal"));
if (%(webgl)s) terminal.loadAddon(new WebglAddon.WebglAddon());
let sent = Promise.resolve();
terminal.onData(data => { sent = sent.then(() => fetch("/write", {method: "POST", body: data})); });
(async () => {
  for (;;) {
    const answer = await fetch("/read");
    if (!answer.ok) break;
    terminal.write(new Uint8Array(await answer.arrayBuffer()));
  }
})();
terminal.focus();
</script>"""
_CHROMIUM = (
    "chromium", "--no-sandbox", "--no-first-run", "--no-default-browser-check", "--disable-quic", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-extensions", "--password-store=basic",
    "--disable-default-apps", "--force-device-scale-factor=1", "--window-position=0,0",
    "--test-type",  # no bar across the page that tells of --no-sandbox
)  # fmt: skip
_GRAPHICS = {
    "webgl": ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"),
    "dom": ("--disable-gpu",),
}


def fetched(folder: Path) -> Path:
    """The folder with xterm.js, fetched by npm if it is not there yet."""
    library = folder / LIBRARY
    for name, package in PACKAGES.items():
        if not (library / name).exists():
            library.mkdir(parents=True, exist_ok=True)
            done = subprocess.run(
                ["npm", "pack", "--silent", package], cwd=library, check=True, capture_output=True, text=True
            )
            with tarfile.open(library / done.stdout.split()[-1]) as packed:
                packed.extractall(library / f"{name}.new", filter="data")
            (library / f"{name}.new" / "package").replace(library / name)
    return library


class Pty:
    """The program, in a pseudo-terminal of the size the page has."""

    def __init__(self, program: list[str], typed: Path) -> None:
        self._typed = typed
        pid, self._end = pty.fork()
        if pid == 0:
            os.execvpe(program[0], program, os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"})
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._writing = threading.Lock()

    def read(self) -> bytes:
        """What the program writes next, b"" if it stays silent for a while; an OSError when it is gone."""
        if self._typed.exists():
            self.write(self._typed.read_bytes())
            self._typed.unlink()
        return os.read(self._end, 1 << 16) if select.select([self._end], [], [], 0.2)[0] else b""

    def write(self, data: bytes) -> None:
        with self._writing:
            while data:
                data = data[os.write(self._end, data) :]


class Bridge(BaseHTTPRequestHandler):
    """The page, its files, and the two ends of the pty."""

    protocol_version = "HTTP/1.1"

    def __init__(self, terminal: Pty, library: Path, renderer: str, *arguments: object) -> None:
        self._terminal, self._library, self._renderer = terminal, library, renderer
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/read":
            try:
                self._answer(self._terminal.read(), "application/octet-stream")
            except OSError:
                self.send_error(410)
        elif path in _FILES:
            file, kind = _FILES[path]
            self._answer((self._library / file).read_bytes(), kind)
        elif path == "/":
            self._answer(self._page().encode(), "text/html")
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        self._terminal.write(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(b"", "text/plain")

    def log_message(self, *_: object) -> None:
        """Nothing: the errors that matter are the page's."""

    def _page(self) -> str:
        webgl = "true" if self._renderer == "webgl" else "false"
        return _PAGE % {"columns": COLUMNS, "rows": ROWS, "font": FONT, "pixels": PIXELS, "webgl": webgl}

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    """Serve the page and show it, until the browser is closed."""
    folder, shared = map(Path, sys.argv[1:3])
    renderer, program = sys.argv[3], sys.argv[4:]
    handler = partial(Bridge, Pty(program, folder / TYPED), shared / LIBRARY, renderer)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = (f"--user-data-dir={folder / 'chromium'}", f"--window-size={WIDTH},{HEIGHT}")
    page = f"--app=http://127.0.0.1:{server.server_address[1]}/"
    subprocess.run([*_CHROMIUM, *_GRAPHICS[renderer], *place, page], check=False)


if __name__ == "__main__":
    main()
