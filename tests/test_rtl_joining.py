"""Letters and the forms they take beside each other."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.rtl import joining
from tui.rtl.joining import SWALLOWED, shape

WORDS = {
    "سلام": "\ufeb3\ufefc" + SWALLOWED + "\ufee1",
    "لا": "\ufefb" + SWALLOWED,
    "لأ": "\ufef7" + SWALLOWED,
    "الآن": "\ufe8d\ufef5" + SWALLOWED + "\ufee5",
    "لَا": "\ufefb\u064e" + SWALLOWED,
    "كلّف": "\ufedb\ufee0\u0651\ufed2",
    "دور": "\ufea9\ufeed\ufead",
    "شيء": "\ufeb7\ufef2ء",
    "مئة": "\ufee3\ufe8c\ufe94",
    "ب": "\ufe8f",
    "بـ": "\ufe91ـ",
    "ـه": "ـ\ufeea",
    "چی": "\ufb7c\ufbfd",
    "می\u200cخواهم": "\ufee3\ufbfd\u200c\ufea7\ufeee\ufe8d\ufeeb\ufee2",
    "ه\u200d": "\ufeeb\u200d",
    "ب\u200fب": "\ufe91\u200f\ufe90",
    "abc 12": "abc 12",
}
SHAPING = Path("/usr/share/unicode/ArabicShaping.txt")
ARABIC = st.text(st.sampled_from("ابتلمنهويءأآإـىةد\u064b\u0651\u200c\u200d گچپ aא1"))


@pytest.mark.parametrize(("word", "joined"), WORDS.items(), ids=ascii)
def test_letters_take_the_form_their_neighbours_call_for(word: str, joined: str) -> None:
    assert shape(word) == joined


@given(ARABIC)
@settings(max_examples=200, deadline=None)
def test_shaping_keeps_every_place_and_every_letter(text: str) -> None:
    joined = shape(text)
    assert len(joined) == len(text)
    for source, glyph in zip(text, joined, strict=True):
        if glyph != SWALLOWED:
            assert unicodedata.normalize("NFKC", glyph)[0] == source


@pytest.mark.skipif(not SHAPING.is_file(), reason="Unicode's data files (Debian: unicode-data) are not here")
def test_letters_join_as_the_standard_says() -> None:
    rows = [line.partition("#")[0].split(";") for line in SHAPING.read_text(encoding="utf-8").splitlines()]
    types = {chr(int(row[0], 16)): row[2].strip() for row in rows if len(row) > 3}
    for letter, kind in types.items():
        if unicodedata.name(letter, "").startswith("ARABIC LETTER"):
            joins = shape(f"ب{letter}ب")
            before = joins[0] == "\ufe91"
            after = joins[2] == "\ufe90"
            if "\u0870" <= letter <= "\u089f":
                continue  # Koranic and older letters without presentation forms: left to the font
            assert (before, after) == {"D": (True, True), "R": (True, False), "U": (False, False)}[kind], ascii(letter)


def test_only_lam_and_alef_share_a_cell() -> None:
    assert SWALLOWED not in shape("بسم الله كلب ألم")
    assert joining.ALEFS == "آأإا"
