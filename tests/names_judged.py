"""The hundred names of tests/cases/names_news.tsv, and the rule by which articles found for them are judged."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from index.keys import normalised
from index.words import keys

CASES = Path(__file__).resolve().parent / "cases"
FIRST = 10


class JudgedName(NamedTuple):
    """A name as it is typed in Latin and in Arabic letters, and a test for texts that hold it in an accepted form."""

    kind: str
    latin: str
    arabic: str
    stands_in: re.Pattern[str]


def judged_names() -> Iterator[JudgedName]:
    """The names, in their order."""
    for line in (CASES / "names_news.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind, latin, arabic, accepted = line.split("\t")
            yield JudgedName(kind, latin, arabic, _accepted(accepted.split(" | ")))


def plain(text: str) -> str:
    """A text as names are looked for in it: its words, normalised, with a space around each."""
    return f" {' '.join(map(normalised, keys(text)))} "


def _accepted(forms: list[str]) -> re.Pattern[str]:
    """Any of the forms, word for word; before an Arabic one proclitics and the article."""
    patterns = []
    for form in forms:
        text = plain(form).strip()
        bare = text.removeprefix("ال")
        fused = f"[وف]?(?:[بك]?(?:ال)?|لل?)(?:ال)?(?:{re.escape(bare)}|{re.escape(text)})"
        patterns.append(re.escape(text) if text.isascii() else fused)
    return re.compile(f" (?:{'|'.join(patterns)}) ")
