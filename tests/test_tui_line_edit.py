"""Editing a line: a logical buffer, whatever the script."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.line_edit import LONGEST, LineEdit


def at(marked: str) -> LineEdit:
    """`"ab|cd"` as a line with its cursor at the bar."""
    return LineEdit(marked.replace("|", ""), marked.index("|"))


def shown(edit: LineEdit) -> str:
    return f"{edit.text[: edit.cursor]}|{edit.text[edit.cursor :]}"


@pytest.mark.parametrize(
    ("before", "operation", "after"),
    [
        ("ab|cd", "forward", "abc|d"),
        ("ab|cd", "backward", "a|bcd"),
        ("abcd|", "forward", "abcd|"),
        ("|abcd", "backward", "|abcd"),
        ("كِ|تَاب", "forward", "كِتَ|اب"),
        ("كِتَ|اب", "backward", "كِ|تَاب"),
        ("ab|cd", "home", "|abcd"),
        ("ab|cd", "end", "abcd|"),
        ("|شركة Nvidia الكبرى", "word_forward", "شركة| Nvidia الكبرى"),
        ("شركة| Nvidia الكبرى", "word_forward", "شركة Nvidia| الكبرى"),
        ("شركة Nvidia الكبرى|", "word_backward", "شركة Nvidia |الكبرى"),
        ("شركة |Nvidia", "word_backward", "|شركة Nvidia"),
        ("كِ|تاب", "delete_left", "ك|تاب"),
        ("|كِتاب", "delete_right", "|تاب"),
        ("شركة Nvidia| الكبرى", "delete_word", "شركة | الكبرى"),
        ("ab|cd", "delete_before", "|cd"),
        ("ab|cd", "delete_after", "ab|"),
        ("|", "delete_left", "|"),
        ("|", "delete_right", "|"),
        ("|", "delete_word", "|"),
    ],
)
def test_an_operation_gives_a_new_line(before: str, operation: str, after: str):
    assert shown(getattr(at(before), operation)()) == after


def test_a_paste_stands_on_one_line():
    assert shown(at("a|b").insert("x\r\ny\tz")) == "ax y z|b"


def test_a_paste_is_cut_at_the_longest_line():
    assert len(LineEdit().insert("ك" * 10 * LONGEST).text) == LONGEST


OPERATIONS = [
    name for name in vars(LineEdit) if not name.startswith("_") and name not in ("insert", "at", "text", "cursor")
]


@settings(max_examples=60)
@given(st.text(max_size=12), st.lists(st.sampled_from(OPERATIONS), max_size=12))
def test_the_cursor_never_leaves_the_text(text: str, operations: list[str]):
    edit = LineEdit().insert(text)
    for operation in operations:
        edit = getattr(edit, operation)()
        assert 0 <= edit.cursor <= len(edit.text)
