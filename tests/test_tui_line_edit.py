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


def test_a_word_keeps_its_marks():
    assert shown(at("|الذَّكَاءُ الاصطناعي").word_forward()) == "الذَّكَاءُ| الاصطناعي"
    assert shown(at("الذَّكَاءُ|").word_backward()) == "|الذَّكَاءُ"


def selected(edit: LineEdit) -> str:
    """The line with its selection in brackets."""
    start, end = edit.selected
    return f"{edit.text[:start]}[{edit.text[start:end]}]{edit.text[end:]}"


@pytest.mark.parametrize(
    ("before", "moves", "after"),
    [
        ("ab|cd", ["forward"], "ab[c]d"),
        ("ab|cd", ["backward", "backward"], "[ab]cd"),
        ("ab|cd", ["forward", "backward"], "ab[]cd"),
        ("ab|cd", ["end"], "ab[cd]"),
        ("ab|cd", ["home"], "[ab]cd"),
        ("|كِتَاب", ["forward", "forward"], "[كِتَ]اب"),
        ("شركة |Nvidia الكبرى", ["word_forward"], "شركة [Nvidia] الكبرى"),
        ("شركة Nvidia| الكبرى", ["word_backward", "word_backward"], "[شركة Nvidia] الكبرى"),
    ],
)
def test_selecting_is_logical_and_takes_marks_whole(before: str, moves: list[str], after: str):
    edit = at(before)
    for move in moves:
        edit = edit.select(getattr(LineEdit, move))
    assert selected(edit) == after


def test_typing_takes_the_place_of_what_is_selected():
    assert shown(at("|كتاب قديم").select(LineEdit.word_forward).insert("بيت")) == "بيت| قديم"
    assert shown(LineEdit("كتاب", 2).select_all().insert("x")) == "x|"


@pytest.mark.parametrize("operation", ["delete_left", "delete_right", "delete_word"])
def test_deleting_takes_what_is_selected(operation: str):
    assert shown(getattr(at("ab|cd").select(LineEdit.forward), operation)()) == "ab|d"


def test_moving_leaves_the_selection_at_its_side():
    edit = at("ab|cd").select(LineEdit.end)
    assert shown(edit.forward()) == "abcd|"
    assert shown(edit.backward()) == "ab|cd"
    assert edit.forward().anchor is edit.home().anchor is None


def test_a_full_line_can_be_replaced():
    full = LineEdit().insert("ك" * LONGEST)
    assert full.insert("ب").text == full.text
    assert full.select_all().insert("ب").text == "ب"


MOVES = ["forward", "backward", "home", "end", "word_forward", "word_backward"]
OPERATIONS = [*MOVES, "delete_left", "delete_right", "delete_word", "delete_before", "delete_after", "select_all"]


@settings(max_examples=60)
@given(
    st.text("ab كِتَلا1\u0301", max_size=12),
    st.lists(st.tuples(st.booleans(), st.sampled_from(OPERATIONS)), max_size=12),
)
def test_cursor_and_anchor_never_leave_the_text(text: str, operations: list[tuple[bool, str]]):
    edit = LineEdit().insert(text)
    for selecting, name in operations:
        operation = getattr(LineEdit, name)
        edit = edit.select(operation) if selecting and name in MOVES else operation(edit)
        start, end = edit.selected
        assert 0 <= start <= edit.cursor <= end <= len(edit.text)
