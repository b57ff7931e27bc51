"""UAX #9, rules X1 to X10: embeddings, overrides, isolates, and what rule X9 removes.

The slow way, one character at a time with a stack, for the few paragraphs that have such characters.
"""

import re
from typing import Final, NamedTuple

from tui.rtl.resolving import resolve

MAX_DEPTH: Final = 125


class _Status(NamedTuple):
    level: int
    override: str
    isolate: bool


def matching_pdis(letters: str) -> dict[int, int]:
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


def first_strong(letters: str, start: int, end: int, matches: dict[int, int]) -> int | None:
    """Rules P2 and P3 for a range: its direction by its first strong character outside isolates, if it has one."""
    while found := _STRONG_OR_ISOLATE.search(letters, start, end):
        if found[0] in "LRA":
            return 0 if found[0] == "L" else 1
        if found.start() not in matches:
            return None
        start = matches[found.start()]
    return None


class Explicit:
    """The rules that need a stack: a paragraph with explicit controls, or with characters that rule X9 removes."""

    def __init__(self, text: str, letters: str, base: int) -> None:
        self.text, self.letters, self.base = text, letters, base
        self.matches = matching_pdis(letters)
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
        rtl = letter == "j" or (letter == "k" and first_strong(self.letters, at + 1, end, self.matches) == 1)
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
