"""The Unicode Bidirectional Algorithm, UAX #9: embedding levels, and the order of a line.

    text  →  classes (one letter a character)  →  levels (one byte a character)  →  per line: line_levels  →  reorder

Each rule is a substitution over the string of classes, so an ordinary paragraph is resolved at the speed of `re`. Rule
names (W1, N0, X5 …) are those of the standard. All of BidiTest.txt and BidiCharacterTest.txt pass
(`python -m tests.bench.bidi_conformance`).
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple
from unicodedata import bidirectional

from tui.rtl.mirroring import OPENING

MAX_DEPTH: Final = 125

# One letter for each class, so that a class string can be searched with `re`.
_LETTERS = {
    "L": "L", "R": "R", "AL": "A", "EN": "E", "AN": "N", "ES": "e", "ET": "t", "CS": "c", "NSM": "m", "BN": "b",
    "B": "B", "S": "S", "WS": "w", "ON": "o", "LRE": "u", "RLE": "v", "LRO": "x", "RLO": "y", "PDF": "z",
    "LRI": "i", "RLI": "j", "FSI": "k", "PDI": "q",
}  # fmt: skip
_EXPLICIT = re.compile("[buvxyzijkq]")
_RTL = re.compile("[RANvyjuxik]")
NEUTRALISED: Final = str.maketrans("uvxyzijkq", "ooooooooo")
"""For `classes(text).translate(…)`: explicit controls become plain neutrals, and so reorder nothing."""

# What the default class of an unassigned character is (the @missing lines of DerivedBidiClass.txt).
_DEFAULTS = (
    ("AL", (0x0600, 0x07BF), (0x0860, 0x08FF), (0xFB50, 0xFDCF), (0xFDF0, 0xFDFF), (0xFE70, 0xFEFF),
     (0x10D00, 0x10D3F), (0x10EC0, 0x10EFF), (0x10F30, 0x10F6F), (0x1EC70, 0x1ECBF), (0x1ED00, 0x1ED4F),
     (0x1EE00, 0x1EEFF)),
    ("R", (0x0590, 0x05FF), (0x07C0, 0x085F), (0xFB1D, 0xFB4F), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF)),
    ("ET", (0x20A0, 0x20CF)),
    ("BN", (0xFDD0, 0xFDEF), (0xE0000, 0xE0FFF)),
)  # fmt: skip


def classes(text: str) -> str:
    """The bidi class of each character, one letter each (`_LETTERS`)."""
    return text.translate(_CLASSES)


def paragraph_level(text: str) -> int:
    """Rules P2 and P3: the direction of the first strong character outside isolates, left-to-right if there is none."""
    letters = classes(text)
    return _first_strong(letters, 0, len(letters), _matching_pdis(letters)) or 0


def levels(text: str, base: int | None = None, letters: str | None = None) -> tuple[int, bytes]:
    """The paragraph level and the resolved level of each character of one paragraph, before rule L1.

    `base` is 0, 1 or None (by `paragraph_level`); `letters` are its classes where the caller changed some.
    """
    letters = classes(text) if letters is None else letters
    base = paragraph_level(text) if base is None else base
    if not base and not _RTL.search(letters):
        return 0, bytes(len(letters))
    if not _EXPLICIT.search(letters):
        return base, resolve(text, letters, base, base, base)
    return base, _Explicit(text, letters, base).levels()


def resolve(text: str, letters: str, level: int, before: int, after: int) -> bytes:
    """Rules W1 to I2 for one isolating run sequence; `before` and `after` are the levels that give sos and eos."""
    sos, eos = "LR"[before & 1], "LR"[after & 1]
    resolved = _weak(sos, letters)
    if _BRACKET.search(text):
        resolved = _brackets(text, letters, resolved, sos, "LR"[level & 1])
    return _neutral(sos, resolved, eos, "LR"[level & 1]).translate(_implicit(level)).encode("latin-1")


def line_levels(letters: str, resolved: bytes, base: int) -> bytes:
    """Rule L1 for one line: separators, and white space before them or at the end, are at the paragraph level."""
    levelled = bytearray(resolved)
    for found in _RESETTING.finditer(letters):
        start, end = found.span()
        if end < len(letters):
            end = max(letters.rfind("B", start, end), letters.rfind("S", start, end), start - 1) + 1
        levelled[start:end] = bytes([base]) * (end - start)
    return bytes(levelled)


def reorder(resolved: Sequence[int]) -> list[int]:
    """Rule L2: the indices of one line in visual order, left to right."""
    order = list(range(len(resolved)))
    odd = [level for level in set(resolved) if level & 1]
    if not odd:
        return order
    if len(set(resolved)) == 1:
        return order[::-1]
    for level in range(max(resolved), min(odd) - 1, -1):
        for start, end in _runs_at(resolved, level):
            order[start:end] = order[start:end][::-1]
    return order


def _runs_at(resolved: Sequence[int], level: int) -> list[tuple[int, int]]:
    """The maximal runs of `level` and above. Positions are logical; reversals within one run never leave it."""
    runs, start = [], -1
    for index, value in enumerate(resolved):
        if value >= level and start < 0:
            start = index
        elif value < level and start >= 0:
            runs.append((start, index))
            start = -1
    if start >= 0:
        runs.append((start, len(resolved)))
    return runs


class _Classes(dict[int, str]):
    """`str.translate` asks it once for each distinct character."""

    def __missing__(self, code: int) -> str:
        self[code] = letter = _LETTERS[bidirectional(chr(code)) or _default_class(code)]
        return letter


_CLASSES = _Classes()


def _default_class(code: int) -> str:
    if code & 0xFFFE == 0xFFFE:
        return "BN"
    for name, *ranges in _DEFAULTS:
        if any(first <= code <= last for first, last in ranges):
            return name
    return "L"


# --- W1 to W7: weak types

_W1_ISOLATE = re.compile("([ijkq])(m+)")
_W1 = re.compile("([^m])(m+)")
_W2 = re.compile("A[^LR]*")
_W4 = re.compile("(?<=E)[ec](?=E)")
_W4_ARABIC = re.compile("(?<=N)c(?=N)")
_W5 = re.compile("t+")
_W6 = str.maketrans("etc", "ooo")
_W7 = re.compile("L[^R]*")


def _weak(sos: str, letters: str) -> str:
    """The classes after the weak rules: only L, R, E, N, and neutrals are left."""
    run = sos + letters
    if "m" in run:
        run = _W1_ISOLATE.sub(lambda found: found[1] + "o" * len(found[2]), run)
        run = _W1.sub(lambda found: found[1] * (1 + len(found[2])), run)
    if "E" in run:
        run = _W2.sub(lambda found: found[0].replace("E", "N"), run)
    run = run.replace("A", "R")
    run = _W4_ARABIC.sub("N", _W4.sub("E", run))
    if "E" in run:
        run = _W5.sub(_terminators, run)
    run = run.translate(_W6)
    if "E" in run:
        run = _W7.sub(lambda found: found[0].replace("E", "L"), run)
    return run[1:]


def _terminators(found: re.Match[str]) -> str:
    """Rule W5 for one run: 25% and $25 are numbers, a lone % is not."""
    start, end = found.span()
    beside_number = "E" in (found.string[start - 1], found.string[end : end + 1])
    return "E" * (end - start) if beside_number else found[0]


# --- N0 to N2: brackets and neutrals

_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
_CLOSING = frozenset(OPENING.values())
_BRACKET = re.compile("[" + re.escape("".join(OPENING) + "".join(_CLOSING)) + "]")
_STRONG = {"L": "L", "R": "R", "E": "R", "N": "R"}
_MAX_OPEN = 63  # BD16


def bracket_pairs(text: str, resolved: str) -> list[tuple[int, int]]:
    """Rule BD16: the pairs of brackets that are still neutral in `resolved`, by their opening."""
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for found in _BRACKET.finditer(text):
        at, character = found.start(), found[0]
        if resolved[at] != "o":
            continue
        if character in OPENING:
            if len(opened) == _MAX_OPEN:
                return []
            closing = OPENING[character]
            opened.append((_CANONICAL.get(closing, closing), at))
            continue
        wanted = _CANONICAL.get(character, character)
        for depth in range(len(opened) - 1, -1, -1):
            if opened[depth][0] == wanted:
                pairs.append((opened[depth][1], at))
                del opened[depth:]
                break
    return sorted(pairs)


def _brackets(text: str, letters: str, resolved: str, sos: str, embedding: str) -> str:
    """Rule N0: a pair takes the embedding direction if it holds any of it, else the other if that came before too."""
    pairs = bracket_pairs(text, resolved)
    if not pairs:
        return resolved
    run = list(resolved)
    for opening, closing in pairs:
        inside = {_STRONG.get(letter) for letter in set(run[opening + 1 : closing])}
        if embedding in inside:
            direction = embedding
        elif inside - {None}:
            direction = _context(run, opening, sos)
        else:
            continue
        for at in (opening, closing):
            _set_bracket(run, letters, at, direction)
    return "".join(run)


def _context(run: list[str], before: int, sos: str) -> str:
    for at in range(before - 1, -1, -1):
        if run[at] in _STRONG:
            return _STRONG[run[at]]
    return sos


def _set_bracket(run: list[str], letters: str, at: int, direction: str) -> None:
    """Marks that stood on a bracket follow it."""
    run[at] = direction
    for mark in range(at + 1, len(run)):
        if letters[mark] != "m":
            break
        run[mark] = direction


_NEUTRALS = re.compile("[BSwoijkq]+")


def _neutral(sos: str, resolved: str, eos: str, embedding: str) -> str:
    """Rules N1 and N2: neutrals between two of a direction take it, others take the embedding direction."""
    run = sos + resolved + eos

    def between(found: re.Match[str]) -> str:
        start, end = found.span()
        before, after = _STRONG[run[start - 1]], _STRONG[run[end]]
        return (before if before == after else embedding) * (end - start)

    return _NEUTRALS.sub(between, run)[1:-1]


def _implicit(level: int) -> dict[int, int]:
    """Rules I1 and I2 as a translation of classes into levels."""
    higher = {"L": 1, "R": 0, "E": 1, "N": 1} if level & 1 else {"L": 0, "R": 1, "E": 2, "N": 2}
    return {ord(letter): level + more for letter, more in higher.items()}


_RESETTING = re.compile("[BSwijkqbuvxyz]+")


# --- X1 to X10: embeddings, overrides, isolates


class _Status(NamedTuple):
    level: int
    override: str
    isolate: bool


def _matching_pdis(letters: str) -> dict[int, int]:
    """Rule BD9: each isolate initiator that has a matching PDI, and where that is."""
    matches: dict[int, int] = {}
    opened: list[int] = []
    for found in re.finditer("[ijkq]", letters):
        if found[0] != "q":
            opened.append(found.start())
        elif opened:
            matches[opened.pop()] = found.start()
    return matches


_STRONG_OR_ISOLATE = re.compile("[LRAijk]")


def _first_strong(letters: str, start: int, end: int, matches: dict[int, int]) -> int | None:
    while found := _STRONG_OR_ISOLATE.search(letters, start, end):
        if found[0] in "LRA":
            return 0 if found[0] == "L" else 1
        if found.start() not in matches:
            return None
        start = matches[found.start()]
    return None


class _Explicit:
    """The rules that need a stack: a paragraph with explicit controls, or with characters that rule X9 removes."""

    def __init__(self, text: str, letters: str, base: int) -> None:
        self.text, self.letters, self.base = text, letters, base
        self.matches = _matching_pdis(letters)
        self.stack = [_Status(base, "", False)]
        self.overflowed_isolates = self.overflowed_embeddings = self.valid_isolates = 0
        self.explicit = bytearray([base]) * len(letters)
        self.overridden = list(letters)

    def levels(self) -> bytes:
        for at, letter in enumerate(self.letters):
            self._step(at, letter)
        resolved = bytearray(self.explicit)
        for sequence, before, after in self._sequences():
            text = "".join([self.text[at] for at in sequence])
            letters = "".join([self.overridden[at] for at in sequence])
            for at, level in zip(
                sequence, resolve(text, letters, self.explicit[sequence[0]], before, after), strict=True
            ):
                resolved[at] = level
        return self._with_removed(resolved)

    def _step(self, at: int, letter: str) -> None:
        """Rules X2 to X8 for one character."""
        if letter in "uvxy":
            self._embed(at, letter)
        elif letter in "ijk":
            self._take_level(at)
            self._isolate(at, letter)
        elif letter == "q":
            self._end_isolate()
            self._take_level(at)
        elif letter == "z":
            self._end_embedding()
            self.explicit[at] = self.stack[-1].level
        elif letter == "b":
            self.explicit[at] = self.stack[-1].level
        elif letter != "B":
            self._take_level(at)

    def _take_level(self, at: int) -> None:
        status = self.stack[-1]
        self.explicit[at] = status.level
        self.overridden[at] = status.override or self.overridden[at]

    def _next_level(self, rtl: bool) -> int:
        level = self.stack[-1].level
        return (level + 1) | 1 if rtl else (level + 2) & ~1

    def _embed(self, at: int, letter: str) -> None:
        """Rules X2 to X5."""
        level = self._next_level(letter in "vy")
        if level <= MAX_DEPTH and not self.overflowed_isolates and not self.overflowed_embeddings:
            self.stack.append(_Status(level, {"x": "L", "y": "R"}.get(letter, ""), False))
        elif not self.overflowed_isolates:
            self.overflowed_embeddings += 1
        self.explicit[at] = self.stack[-1].level

    def _isolate(self, at: int, letter: str) -> None:
        """Rules X5a to X5c."""
        end = self.matches.get(at, len(self.letters))
        rtl = letter == "j" or (letter == "k" and _first_strong(self.letters, at + 1, end, self.matches) == 1)
        level = self._next_level(rtl)
        if level <= MAX_DEPTH and not self.overflowed_isolates and not self.overflowed_embeddings:
            self.valid_isolates += 1
            self.stack.append(_Status(level, "", True))
        else:
            self.overflowed_isolates += 1

    def _end_isolate(self) -> None:
        """Rule X6a."""
        if self.overflowed_isolates:
            self.overflowed_isolates -= 1
        elif self.valid_isolates:
            self.overflowed_embeddings = 0
            while not self.stack.pop().isolate:
                pass
            self.valid_isolates -= 1

    def _end_embedding(self) -> None:
        """Rule X7."""
        if self.overflowed_isolates:
            return
        if self.overflowed_embeddings:
            self.overflowed_embeddings -= 1
        elif not self.stack[-1].isolate and len(self.stack) >= 2:
            self.stack.pop()

    def _sequences(self) -> list[tuple[list[int], int, int]]:
        """Rules X9 and X10: the isolating run sequences, each with the levels that stand before and after it."""
        runs = self._level_runs()
        starts = {run[0]: number for number, run in enumerate(runs)}
        ends = set(self.matches.values())
        sequences = []
        for number, run in enumerate(runs):
            if run[0] in ends:
                continue  # it continues the sequence of its isolate initiator
            sequence, last = list(run), number
            while (match := self.matches.get(sequence[-1])) is not None and match in starts:
                last = starts[match]
                sequence += runs[last]
            sequences.append((sequence, *self._borders(runs, sequence, number, last)))
        return sequences

    def _level_runs(self) -> list[list[int]]:
        runs: list[list[int]] = []
        for at, letter in enumerate(self.letters):
            if letter in "buvxyz":
                continue
            if runs and self.explicit[runs[-1][0]] == self.explicit[at]:
                runs[-1].append(at)
            else:
                runs.append([at])
        return runs

    def _borders(self, runs: list[list[int]], sequence: list[int], first: int, last: int) -> tuple[int, int]:
        level = self.explicit[sequence[0]]
        before = self.explicit[runs[first - 1][-1]] if first else self.base
        unmatched = self.letters[sequence[-1]] in "ijk" and sequence[-1] not in self.matches
        at_end = unmatched or last + 1 == len(runs)
        after = self.base if at_end else self.explicit[runs[last + 1][0]]
        return max(level, before), max(level, after)

    def _with_removed(self, resolved: bytearray) -> bytes:
        """Removed characters take the level before them (UAX #9 section 5.2) and so stay with their neighbour."""
        level = self.base
        for at, letter in enumerate(self.letters):
            if letter in "buvxyz":
                resolved[at] = level
            else:
                level = resolved[at]
        return bytes(resolved)
