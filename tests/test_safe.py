"""What may reach a terminal."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.safe import DIRECTION_MARKS, safe

SHOWN = {
    "نص عادي، ABC 25%": "نص عادي، ABC 25%",
    "\x1b]0;title\x07": "␛]0;title␇",
    "a\x00b\x7fc": "a␀b␡c",
    "\x9b31m\x85\x9d": "\ufffd31m\ufffd\ufffd",
    "one\ttwo": "one two",
    "line\nline\r": "line␊line␍",
    "\u2028\u2029": "  ",
    "\ud800\ue000\U0010ffff\uffff": "\ufffd" * 4,
    "a\u200bb\u200cc\u200dd\ufeff\u00ad\u2060\u200e\u200f\u061c": "abcd",
    "user\u202egnp.exe\u202c": "user⇇gnp.exe↧",
    "❤\ufe0f 👍🏽": "❤ 👍🏽",
    "كَتَبَ": "كَتَبَ",
    "\u0600\u06dd": "\u0600\u06dd",
    "[b]markup[/b]": "[b]markup[/b]",
}
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=200)


@pytest.mark.parametrize(("raw", "shown"), SHOWN.items(), ids=range(len(SHOWN)))
def test_what_is_written_for_a_text(raw: str, shown: str) -> None:
    assert safe(raw) == shown


@given(ANYTHING)
@settings(max_examples=300, deadline=None)
def test_nothing_that_a_terminal_obeys_gets_through(raw: str) -> None:
    shown = safe(raw)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]", shown)
    shown.encode("utf-8")


@given(ANYTHING)
@settings(max_examples=300, deadline=None)
def test_every_letter_digit_and_symbol_is_still_there(raw: str) -> None:
    def printable(text: str) -> list[str]:
        return [letter for letter in text if unicodedata.category(letter)[0] in "LNPS"]

    fillers = "\u115f\u1160\u3164\uffa0"
    expected = [letter for letter in printable(raw) if letter not in fillers]
    left = iter(printable(safe(raw)))
    assert all(letter in left for letter in expected)


@given(ANYTHING)
@settings(max_examples=100, deadline=None)
def test_safe_text_is_left_as_it_is(raw: str) -> None:
    assert safe(safe(raw)) == safe(raw)


def test_every_control_that_reorders_text_is_shown_as_a_mark_of_its_own() -> None:
    marks = [safe(control) for control in DIRECTION_MARKS]
    assert len(set(marks)) == len(marks) == 9
    assert all(mark.isprintable() and len(mark) == 1 for mark in marks)
