"""Text that means harm, and what a terminal may get of it: nothing it obeys, and everything that can be read."""

import json
import random
import re
import string
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from rich.segment import Segment

from tui.chooser import SAMPLE
from tui.rtl.encodings import LRM, encode, words
from tui.rtl.layout import layout_line
from tui.safe import safe

PIECES = (
    # what terminals obey
    "\x1b]0;owned\x07", "\x1b[2J", "\x1b[31m", "\x1bP+q\x1b\\", "\x1bc", "\x1b[?1049l", "\x1b]52;c;ZXZpbA==\x07",
    "\x1b",
    "\x9b2J", "\x9d0;owned\x9c", "\x90", "\x00", "\x07", "\x08\x08\x08", "\x0b", "\x0c", "\x0e", "\x7f", "\x85",
    "\r", "\t",
    "\x1b[6n", "\x1b[>q", "\x1b[8;1;1t", "\x1b[201~",
    # what reorders or hides
    "\u202e", "\u202d", "\u202a", "\u202b", "\u202c", "\u2066", "\u2067", "\u2068", "\u2069", "\u200e", "\u200f",
    "\u061c",
    "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\ufe0f", "\U000e0041", "\U000e0001",
    "\u3164",
    # what programs take for their own
    "[/b]", "[b]", "[@click=app.quit]quit[/]", "[link=file:///etc/passwd]x[/link]", "[bold red]", "[/]",
    "{app.exit}", "%s%n",
    "$(reboot)", "`x`", "\\", "[", "]", "<script>", "&amp;",
    # what breaks programs
    "\ud800", "\udfff", "\ue000", "\uffff", "\U0010ffff", "\u0300" * 40, "\u064b\u064b\u064b", "\u0640" * 30,
    "\ufefb", "\ufee1", "\ufdfa", "\ufdfd", "👩\u200d👩\u200d👧", "🏳\ufe0f\u200d🌈", "👍🏽", "漢字", "ｗｉｄｅ",
    "\u1100\u1161\u11a8",
    # what is read
    "سلام", "لا إله", "قال ٢٥٪ من", "كِتَابٌ", "OpenAI", "25%", "1,000 دولار", "2024-06-01", "(في عام 2024)", "«نصّ»",
    "שלום", "don't", "a b", "؟", "،",
"نصّ",
)  # fmt: skip

_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_OUR_ESCAPES = re.compile(
    r"\x1b\[(?:[0-9;]*m|[0-9]+;[0-9]+H|8[hl]|8\$p|c|>q|>[0-9]+u|<u"
    r"|\?(?:7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]|\?(?:2026|2048)\$p)"
    r"|\x1b\]22;[a-z-]*\x07|\r\n"
)
_PLACE = re.compile(r"(?=\x1b\[[0-9]+;[0-9]+H)")


def strings(count: int, seed: int = 0) -> Iterator[str]:
    """Hostile strings; one in two hundred is very long."""
    chance = random.Random(seed)
    for number in range(count):
        pieces = chance.choices(PIECES, k=600 if number % 200 == 199 else chance.randint(1, 7))
        yield chance.choice(("", " ")).join(pieces)


def letters(number: int) -> str:
    """A number as a word of capital letters and nothing else, so that nothing splits it on the screen."""
    word = ""
    while number or not word:
        number, digit = divmod(number, 24)
        word = string.ascii_uppercase[digit] + word
    return f"Y{word}Z"  # no digit is a Y or Z


MARK = re.compile(b"Y[A-X]+Z")
"""A number as `letters` has it."""


def number(mark: bytes) -> int:
    """The number a mark stands for."""
    value = 0
    for letter in mark[1:-1].decode():
        value = value * 24 + string.ascii_uppercase.index(letter)
    return value


def records(hostile: list[str]) -> Iterator[dict[str, str]]:
    """Articles of three strings each; the body's stands between two words that occur nowhere else.

    None is without a title: its body's beginning would be shown as that too.
    """
    for number in range(0, len(hostile) - 2, 3):
        title, body, source = hostile[number : number + 3]
        mark = letters(number // 3)
        yield {"title": f"t{title}", "source": source, "author": body, "content": f"{mark} {body} {mark}"}


def write(file: Path, hostile: list[str]) -> int:
    """A corpus of the strings, a JSON object a line; how many articles it has."""
    lines = [json.dumps(record) for record in records(hostile)]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return len(lines)


def obeyed(written: str, *, allowed: str = "") -> list[str]:
    """What in the bytes of a program a terminal would obey, beyond the program's own escapes and `allowed`."""
    text = _OUR_ESCAPES.sub("", written)
    return [text[max(0, m.start() - 20) : m.end() + 20] for m in _OBEYED.finditer(text) if m[0] not in allowed]


def without_samples(written: str) -> str:
    """What a program wrote without the marks in the chooser's own line: it shows `words` whatever the rest is in."""
    rows = _PLACE.split(written)
    return "".join(row.replace(LRM, "") if _SAMPLE in row else row for row in rows)


def _sample() -> str:
    """The chooser's line as `words` writes it in the middle of a row."""
    row = Segment("".join((" ", *(cell.text for cell in layout_line(SAMPLE)), " ")))
    return "".join(segment.text for segment in encode([row], words)).strip(" " + LRM)


_SAMPLE = _sample()


def without_our_escapes(wrote: bytes) -> bytes:
    """What stands on the screen, without colours and places."""
    return _OUR_ESCAPES.sub("", wrote.decode("utf-8", "replace")).encode()


def printable(text: str) -> set[str]:
    """The letters, digits and signs of a text, whatever form they are drawn in."""
    return {c for c in unicodedata.normalize("NFKC", safe(text)) if unicodedata.category(c)[0] in "LNPS"}


def drawn(written: str) -> set[str]:
    """The letters, digits and signs in what a program wrote."""
    text = unicodedata.normalize("NFKC", _OUR_ESCAPES.sub("", written))
    return set(text) | {_MIRRORED.get(character, character) for character in text}


_MIRRORED = {a: b for pair in ("()", "[]", "<>", "{}", "«»") for a, b in (pair, pair[::-1])}
