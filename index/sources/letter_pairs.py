"""How much a text reads like Arabic: the mean log-probability of each letter after the one before it.

The table (`letter_pairs.txt`) is made of real articles by `python -m tests.bench.letter_pairs`: a row for each letter
and the space, and in it a sign for each that may follow, `!` for the surest; each further sign is half a bit less.
"""

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from math import log
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("letter_pairs.txt")
LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
GAP = " "
"""Whatever stands between words: a space, ASCII of any kind, Arabic punctuation and digits."""

STEP = log(2) / 2
"""What one sign of the table is less than the one before it, as a natural logarithm."""

_RARE = -8.0  # for a pair with a letter of Persian or Urdu, which Arabic texts have in a foreign name
_WRONG = -14.0  # for one with what no Arabic text has: box drawings, Latin letters with accents
_MARKS = re.compile("[\u0640\u064b-\u0652\u200c-\u200f]+")
_GAPS = re.compile(
    "[\x00-\x7f\u00a0\u060c\u061b\u061f\u0660-\u066d\u00ab\u00bb\u2018-\u201e\u2013\u2014\u2022\u2026\u00b7\u00ad]+"
)


class Reading(NamedTuple):
    """How a text reads: the sum over its pairs of letters, how many these are, how many letters, and marks."""

    sum: float
    pairs: int
    letters: int
    marks: int

    @property
    def mean(self) -> float:
        """About -2.3 for Arabic; below -4 letters stand beside each other as they do by chance."""
        return self.sum / self.pairs if self.pairs else _WRONG


def reading(text: str) -> Reading:
    """How much `text` reads like Arabic, whatever is not Arabic in it left out."""
    unmarked = _MARKS.sub("", text)
    bare = GAP + _GAPS.sub(GAP, unmarked) + GAP
    table, total, pairs = _table(), 0.0, 0
    for pair, count in Counter(pairwise(bare)).items():
        if pair != (GAP, GAP):
            total += (table.get(pair) or _strange(*pair)) * count
            pairs += count
    return Reading(total, pairs, len(bare) - bare.count(GAP), len(text) - len(unmarked))


def _strange(before: str, after: str) -> float:
    arabic = all(letter in LETTERS + GAP or "\u0621" <= letter <= "\u06d3" for letter in (before, after))
    return _RARE if arabic else _WRONG


@cache
def _table() -> dict[tuple[str, str], float]:
    rows = FILE.read_text("ascii").splitlines()
    symbols = LETTERS + GAP
    return {
        (before, after): -(ord(sign) - ord("!")) * STEP
        for before, row in zip(symbols, rows, strict=True)
        for after, sign in zip(symbols, row, strict=True)
    }
