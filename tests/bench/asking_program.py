"""The last parts of `tests.bench.asking`: a new process, and the program in a terminal of its own.

A child says in JSON what it measured. The page cache is dropped for the files of the index alone, which needs no
rights: the kernel is told that their pages are not wanted (`posix_fadvise`).
"""

import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from fcntl import ioctl
from pathlib import Path

import numpy as np

RUNS = 11
_OURS = """
from pathlib import Path
from index.corpus import Corpus
corpus = Corpus.open({news!r}, cache=Path({cache!r}), refresh=False)
assert corpus.search({word!r}).hits[0].snippet
"""
_STOCK = """
import warnings
warnings.simplefilter("ignore")
from whoosh import index, query
with index.open_dir({generation!r}).searcher() as searcher:
    assert searcher.search(query.Term("body", {word!r}), limit=20)[0]["id"]
"""
_QUESTIONS = """
import json, sys
from pathlib import Path
from time import perf_counter
from index.corpus import Corpus
corpus = Corpus.open({news!r}, cache=Path({cache!r}), refresh=False)
corpus.warm()
import index.asking
from index.query import parse
took = []
drop = sys.stdin.readline()
for text in json.loads(sys.stdin.readline()):
    began = perf_counter()
    [hit.snippet for hit in corpus.search(text, limit=50).hits[:10]]
    took.append((perf_counter() - began) * 1000)
memory = [line.split()[1] for line in open("/proc/self/status") if line.startswith("RssAnon")]
print(json.dumps([took, int(memory[0]) / 1024 if memory else 0]))
"""
_BROWSER = "import sys; sys.argv = ['corpus-tui', {news!r}]; from tui.cli import main; main()"
_TYPED = ("السعودية", "أسعار النفط", "مجلس الوزراء", "وزارة الصحة", "الأمم المتحدة", "ارتفاع")
_PATIENCE = 20.0


def new_process(news: Path, cache: Path, generation: Path, questions: Sequence[str]) -> None:
    """Print what a new process needs for its first answer, its first questions, and how much memory for all."""
    places = {"news": str(news), "cache": str(cache), "generation": str(generation), "word": "السعودية"}
    os.environ["PYTHONPYCACHEPREFIX"] = str(cache.parent / "bytecode")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    pairs = []
    for _ in range(RUNS + 1):
        ours, stock = (_process(code.format(**places)) for code in (_OURS, _STOCK))
        pairs.append((ours, stock))
    ours, stock = np.median(pairs[1:], axis=0) * 1000
    ratio = np.median([ours / stock for ours, stock in pairs[1:]])
    print(f"a new process's first answer: {ours:.0f} ms, stock Whoosh's {stock:.0f} ms, {ratio:.2f} × (≤ 0.8)")
    first, _ = _answers(places, generation, questions[:: max(1, len(questions) // 20)], drop=True)
    print(f"page cache dropped, its first {len(first)} questions: at most {max(first):.0f} ms (≤ 60)")
    _, memory = _answers(places, generation, questions, drop=False)
    print(f"memory after {len(questions)} questions, mapped files left out: {memory:.0f} MB (≤ 250)\n")


def _process(code: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - began


def _answers(
    places: dict[str, str], generation: Path, questions: Sequence[str], *, drop: bool
) -> tuple[list[float], float]:
    command = [sys.executable, "-c", _QUESTIONS.format(**places)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin
        assert child.stdout
        time.sleep(2.0)  # it is ready, its files verified; only now are they taken out of memory again
        if drop:
            _drop(generation)
        child.stdin.write("\n" + json.dumps(questions) + "\n")
        child.stdin.flush()
        took, memory = json.loads(child.stdout.readline())
    return took, memory


def _drop(folder: Path) -> None:
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def keys_to_picture(news: Path, cache: Path) -> None:
    """Print how long after a key the results for what is typed by then stand in the terminal, the whole picture."""
    root = cache.parent / "home"
    (root / "corpus-tui").parent.mkdir(exist_ok=True)
    (root / "corpus-tui").symlink_to(cache)
    child, terminal = pty.fork()
    if not child:
        ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 42, 140, 0, 0))
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LC_ALL="C.UTF-8", XDG_CACHE_HOME=str(root))
        os.execv(sys.executable, [sys.executable, "-c", _BROWSER.format(news=str(news))])
    try:
        _settle(terminal, 3.0)
        os.write(terminal, b"/")
        _settle(terminal, 1.0)
        took = [_key(terminal, letter.encode()) for text in _TYPED for letter in [*text, "\x15"]]
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)
    known = [t * 1000 for t in took if t is not None]
    print(f"from a key to painted results, {len(known)} keys: {_said(known)} ms, p50/p95 (≤ 50)")


def _said(times: Sequence[float]) -> str:
    return f"{np.percentile(times, 50):.0f}/{np.percentile(times, 95):.0f}"


def _key(terminal: int, letter: bytes) -> float | None:
    """From writing a key until the last byte of what it changed; None where it changed nothing."""
    began = time.perf_counter()
    os.write(terminal, letter)
    ended = _settle(terminal, 0.25)
    return ended - began if ended else None


def _settle(terminal: int, quiet: float) -> float | None:
    """Read until the terminal has been quiet so long; when it said its last."""
    last = None
    deadline = time.perf_counter() + _PATIENCE
    while select.select([terminal], [], [], quiet)[0] and time.perf_counter() < deadline:
        os.read(terminal, 1 << 16)
        last = time.perf_counter()
    return last


if __name__ == "__main__":
    sys.exit("a part of python -m tests.bench.asking")
