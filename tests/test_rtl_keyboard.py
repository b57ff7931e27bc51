"""Lam-alef: one key where it is pressed, two letters where it is text."""

import pytest

from tui.line_edit import LineEdit
from tui.rtl.keyboard import Keyboard, as_keys, as_letters


@pytest.mark.parametrize(
    ("read", "keys"),
    [
        ("لا", ["\ufefb"]),
        ("لأ", ["\ufef7"]),
        ("تتلا", ["ت", "ت", "\ufefb"]),
        ("ل", ["ل"]),
        ("ا", ["ا"]),
        ("اللا", ["ا", "ل", "\ufefb"]),
    ],
)
def test_what_one_key_sends_is_one_character(read: str, keys: list[str]):
    assert list(Keyboard(None).typed(read)) == keys


@pytest.mark.parametrize("text", ["لا إله إلا الله", "الآن", "سؤالان لأحمد", "plain", ""])
def test_as_text_it_is_spelt_in_letters(text: str):
    assert as_letters(as_keys(text)) == text
    assert LineEdit().insert(as_keys(text)).text == text
