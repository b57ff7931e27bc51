"""Processes of this program's own that work beside it: plain children that talk over pipes. No part of the program that
asks is run in them a second time, as a fork's would be, and nothing they do reaches the terminal."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import BinaryIO

if sys.platform == "linux":
    import fcntl

_AHEAD = 1 << 20
"""Bytes that a process may say before somebody listens."""


def started(module: str, *arguments: int) -> "subprocess.Popen[bytes]":
    """A process that runs `main` of a module, finds the same modules as this one, and that no key pressed in the
    terminal reaches. It ends when its standard input does, as it does with the process that asks, at the latest."""
    run = f"import sys; sys.path[:] = sys.argv[1:]; from {module} import main; main{arguments}"
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", run, *map(os.path.abspath, sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    if sys.platform == "linux" and process.stdout:
        with suppress(OSError):  # then it is shorter, and the process waits sooner
            fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, _AHEAD)
    return process


def answers_to() -> BinaryIO:
    """In such a process: where its answers go. Whatever else it prints, as a library may, goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return answers
