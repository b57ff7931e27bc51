"""UAX #9 as Unicode's own tests and an independent implementation see it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bench.bidi_conformance import Case, agrees, character_cases
from tui.rtl import bidi
from tui.rtl.layout import Paragraph, base_of
from tui.rtl.mirroring import MIRROR, OPENING
from tui.safe import safe

SAMPLE = list(character_cases(Path(__file__).parent / "cases" / "bidi.txt"))
UNICODE = Path("/usr/share/unicode")
# fribidi joins no lam-alef across a mark (نقلًا); the mark is moved behind the alef for both.
_LAM_MARK_ALEF = re.compile("(ل)([\u064b-\u0652]+)([آأإا])")
ANY_CLASS = st.text(
    st.sampled_from("aא\u0627" + "1\u0661+%,\u0300\u00ad\t !()[]\u202a\u202b\u202d\u202e\u202c\u2066\u2067\u2068\u2069")
)


@pytest.mark.parametrize("case", SAMPLE, ids=range(len(SAMPLE)))
def test_levels_and_order_are_those_of_the_standard(case: Case) -> None:
    assert agrees(case)


@given(ANY_CLASS, st.sampled_from([0, 1, None]))
@settings(max_examples=200, deadline=None)
def test_every_character_gets_a_level_and_a_place(text: str, asked: int | None) -> None:
    base, levels = bidi.levels(text, asked)
    line = bidi.line_levels(bidi.classes(text), levels, base)
    assert len(line) == len(text)
    assert sorted(bidi.reorder(line)) == list(range(len(text)))
    assert all(base <= level <= bidi.MAX_DEPTH + 1 for level in line)


@pytest.mark.parametrize("text", ["%" * 50_000, "א" + "1" * 50_000, "(" * 50_000, "()" * 20_000, "\u2066" * 20_000])
def test_hostile_text_is_resolved_in_linear_time(text: str) -> None:
    assert len(bidi.levels(text, 1)[1]) == len(text)


@pytest.mark.skipif(not UNICODE.is_dir(), reason="Unicode's data files (Debian: unicode-data) are not here")
def test_mirrored_characters_and_brackets_are_those_of_the_standard() -> None:
    mirrored = _pairs(UNICODE / "BidiMirroring.txt")
    brackets = _pairs(UNICODE / "BidiBrackets.txt")
    assert mirrored == MIRROR
    assert {*OPENING, *OPENING.values()} == set(brackets)
    assert all(brackets[opening] == closing for opening, closing in OPENING.items())


def test_arabic_lines_of_the_shipped_articles_agree_with_fribidi(seeds: Path) -> None:
    if not shutil.which("fribidi"):
        pytest.skip("the fribidi command (Debian: libfribidi-bin) is not here")
    articles = [path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*.txt"))]
    lines = [_LAM_MARK_ALEF.sub(r"\1\3\2", line) for article in articles for line in article.splitlines()]
    lines = [line for line in lines if base_of(line)]
    assert len(lines) > 100
    for line, expected in zip(lines, _fribidi(lines), strict=True):
        assert _visual(line) == expected, line


def _visual(line: str) -> str:
    cells = Paragraph(line, isolates=()).line(0, len(line))
    return "".join(cell.text for cell in cells).strip()


def _fribidi(lines: list[str]) -> list[str]:
    """Each line in visual order and joined, as a right-to-left paragraph of its own."""
    options = ("--charset", "UTF-8", "--rtl", "--nopad", "--nobreak", "--clean", "--reordernsm", "--width", "1000000")
    done = subprocess.run(
        ["fribidi", *options], input="".join(line + "\n" for line in lines), capture_output=True, text=True, check=True
    )
    return [safe(line).strip() for line in done.stdout.splitlines()]


def _pairs(path: Path) -> dict[str, str]:
    """Character → character of a file of Unicode's with `code; code` lines."""
    rows = [line.partition("#")[0].split(";") for line in path.read_text(encoding="utf-8").splitlines()]
    return {chr(int(row[0], 16)): chr(int(row[1], 16)) for row in rows if len(row) > 1}
