"""The real program over hostile articles, on a pseudo-terminal: what it writes is read byte by byte.

browse     every article opened; pages, clicks on what looks like markup; help, palette, chooser, small windows
queries    pasted into the box
commands   every one that prints to a terminal
"""

import os
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests import hostile
from tests.pty_program import XTERM, PtyProgram

LRM = "\u200e"
_LINE_ENDS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # they end a line of a body
_SHORT = 400
"""Of a longer body not everything is in sight at once."""

_COMMANDS = (
    ("list",), ("search", "{query}"), ("figures",), ("index",), ("doctor",), ("show", "{article}"), ("list", "{query}"),
    ("search", "{query}", "--limit", "{query}"), ("figures", "--kind", "{query}"), ("show", "{query}"),
    ("open", "--{query}"),
)  # fmt: skip
_SIZES = ((60, 20), (10, 3), (1, 1), (200, 60), (90, 24), (120, 40))
_OVERLAYS = (("?", b"go to the box", "q"), ("\x10", b"What do you want", "\x1b"), ("\x1bOS", b"Which line", "q"))
"""A key, what it brings onto the screen, and the key that puts that away: help, palette, chooser."""


class Seen(NamedTuple):
    """What came of a scan: how many strings, what a terminal would have obeyed, what was missing, what went wrong."""

    strings: int
    obeyed: list[str]
    missing: list[str]
    failures: list[str]

    def __add__(self, other: "Seen") -> "Seen":  # type: ignore[override]
        return Seen(*(mine + its for mine, its in zip(self, other, strict=True)))


def home(folder: Path) -> dict[str, str]:
    """An environment whose folders are all in one."""
    names = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
    return {name: str(folder / name.lower()) for name in names}


def browse(folder: Path, count: int, encoding: str = "visual", seed: int = 0) -> Seen:
    """Open every article of a corpus of `count` strings, and everything that can be opened over it."""
    strings = list(hostile.strings(count, seed))
    articles = hostile.write(folder / f"hostile-{seed}.jsonl", strings)
    missing: list[str] = []
    with PtyProgram(["--bidi", encoding, str(folder)], home(folder)) as program:
        program.until(f"{articles:,}".encode())
        opened: set[int] = set()
        records = list(hostile.records(strings))
        for place in range(articles):
            since = program.send("]") if place else 0
            program.until(lambda now: _drawn(now, records, opened) is not None, since)
            program.pump(0.01)
            wrote = program.written[since:]
            number = _drawn(wrote, records, opened) or 0
            opened.add(number)
            if len(records[number]["content"]) <= _SHORT:
                missing += _missing(records[number]["content"], wrote)
        missing += [f"article {number} was never open" for number in range(articles) if number not in opened]
        _look_around(program, articles, random.Random(seed))
        failures = _left(program)
        wrote = program.written
    return Seen(count, _obeyed(wrote, encoding), missing, failures)


def queries(folder: Path, count: int, seed: int = 1) -> Seen:
    """Paste strings into the box, as a terminal hands them on: without what it would obey itself."""
    hostile.write(folder / "few.jsonl", list(hostile.strings(30, seed)))
    with PtyProgram([str(folder)], home(folder)) as program:
        program.until(b"10 articles")
        program.send("/")
        for number, text in enumerate(hostile.strings(count, seed)):
            mark = hostile.letters(number).encode()
            pasted = "".join(c for c in text if unicodedata.category(c) != "Cc" or c in "\x85\x90\x9b\x9c\x9d")
            since = program.paste(f"{pasted[:300]} {mark.decode()}")
            program.until(mark, since)
            program.until(b"Search the articles", program.send("\x15"))
        program.send("\x1b")
        failures = _left(program)
        return Seen(count, _obeyed(program.written), [], failures)


def commands(folder: Path, count: int, seed: int = 2) -> Seen:
    """Run every command with hostile articles, arguments, file names and a terminal with a hostile name."""
    strings = list(hostile.strings(count, seed))
    hostile.write(folder / "named.jsonl", strings[: count // 2])
    for text in strings[count // 2 :]:
        _file(folder, text)
    found, failures = [], []
    chance = random.Random(seed)
    for command in _COMMANDS:
        query = chance.choice(strings).replace("\x00", "").encode("utf-8", "replace").decode() or "x"
        arguments = [part.format(query=query, article="named.jsonl#0") for part in command]
        arguments += [str(folder)] if command[0] != "open" else []
        answer = XTERM.replace(b"XTerm", "evil\x9b2J\u202e".encode() + b"\x07"[:0])
        with PtyProgram(arguments, home(folder), answer=answer) as program:
            status = program.ended()
            found += _obeyed(program.written, lines=True)
            if status not in (0, 1, 2) or b"Traceback" in program.written:
                failures.append(f"{command}: {status} {program.written[-500:]!r}")
    return Seen(count, found, [], failures)


def resizes(folder: Path, count: int, seed: int = 3) -> Seen:
    """Change the window at random, from 1x1 on, with keys in between; it must be usable at the end."""
    hostile.write(folder / "few.jsonl", list(hostile.strings(60, seed)))
    chance = random.Random(seed)
    with PtyProgram([str(folder)], home(folder)) as program:
        program.until(b"20 articles")
        for _ in range(count):
            program.resize(chance.randint(1, 250), chance.randint(1, 70))
            program.send(chance.choice(("", "]", "\t", "j", " ", "f", "?", "\x1b", "/")))
        program.send("\x1b\x1b")
        failures = _left(program)
        return Seen(0, _obeyed(program.written), [], failures)


def _look_around(program: PtyProgram, articles: int, chance: random.Random) -> None:
    """Lists, pages, figures, clicks, help, palette, chooser, windows of many sizes; back in the list at the end."""
    program.send("g")
    for _ in range(min(articles // 5, 400)):
        program.send(" ")
    program.send("\tg" + " " * 20 + "\tG")
    for _ in range(40):  # what looks like a link is no link
        program.send(f"\x1b[<0;{chance.randint(1, 110)};{chance.randint(4, 36)}M\x1b[<0;5;5m")
    for opening, shown, closing in _OVERLAYS:
        program.until(shown, program.send(opening))
        program.send(closing)
        program.pump(0.3)  # a lone Esc is one only when nothing follows it
    for size in _SIZES:
        program.resize(*size)
        program.send("]")
        program.pump(0.1)
    program.send("\x1b\x1b")


def _left(program: PtyProgram) -> list[str]:
    """Quit as a user does: a program that was made to do something else, or crashed, does not end with 0."""
    program.pump(0.3)
    alive = os.waitpid(program.pid, os.WNOHANG) == (0, 0)
    if not alive:
        program.status = 0
        return [f"ended by itself: {program.written[-1000:]!r}"]
    program.resize(120, 40)
    program.send("\x11")
    status = program.ended()
    return [f"status {status}: {program.written[-1000:]!r}"] if status or b"Traceback" in program.written else []


def _drawn(wrote: bytes, records: list[dict[str, str]], opened: set[int]) -> int | None:
    """The article that was opened last: of a short one both marks are there, of a long one the first."""
    for mark, count in Counter(hostile.MARK.findall(hostile.without_our_escapes(wrote))).items():
        number = hostile.number(mark)
        if number not in opened and count > (len(records[number]["content"]) <= _SHORT):
            return number
    return None


def _missing(text: str, wrote: bytes) -> Iterator[str]:
    lost = hostile.printable(_LINE_ENDS.sub(" ", text)) - hostile.drawn(wrote.decode("utf-8", "replace"))
    if lost:
        yield f"{sorted(lost)} of {text!r}"


def _obeyed(wrote: bytes, encoding: str = "visual", *, lines: bool = False) -> list[str]:
    allowed = (LRM if encoding == "words" else "") + ("\r\n" if lines else "")
    text = hostile.without_samples(wrote.decode("utf-8", "surrogateescape"))
    return hostile.obeyed(text.replace("\x1b[K", "") if lines else text, allowed=allowed)


def _file(folder: Path, name: str) -> None:
    """A file of that name, if there can be one: half are articles, half are nothing that can be read."""
    name = name.replace("/", "").replace("\x00", "")[:60].encode("utf-8", "replace")[:200].decode("utf-8", "ignore")
    if name.strip("."):
        (folder / (name + ".txt")).write_bytes(
            "بلغت الأرباح 25% في عام 2024.".encode() if len(name) % 2 else b"\x00\xff"
        )
