"""Answers that come late: taken out of what is typed, wherever the line cut them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.rtl.late import LateAnswers

VERSION, MODE, DA1 = "\x1bP>|XTerm(379)\x1b\\", "\x1b[8;0$y", "\x1b[?64;1;2c"
ANSWERS = VERSION + MODE + DA1


def read(pieces: list[str], before: bytes = b"") -> tuple[str, list[bytes]]:
    """What is left of the pieces, and what was told."""
    told: list[bytes] = []
    late = LateAnswers(before, told.append)
    return "".join(map(late.without, pieces)), told


# An answer that is cut right after ESC, or ESC and [, cannot be told from the key.
@given(st.sets(st.integers(1, len(ANSWERS) - 1).filter(lambda at: ANSWERS[at - 1 : at] != "\x1b")))
def test_answers_in_pieces_are_no_keys(cuts: set[int]):
    borders = [0, *sorted(at for at in cuts if ANSWERS[at - 2 : at] != "\x1b["), len(ANSWERS)]
    pieces = [ANSWERS[start:end] for start, end in pairwise(borders)]
    assert read(pieces) == ("", [ANSWERS.encode()])


@pytest.mark.parametrize("typed", ["j", "\x1b", "\x1b[A", "\x1b[1;5C", "ؤ", "\x1b[200~نص\x1b[201~", "\x1b[<0;5;5M"])
def test_every_key_comes_through_at_once(typed: str):
    assert read([typed]) == (typed, [])
    assert read([typed, VERSION, typed, DA1, typed])[0] == typed * 3


def test_what_was_answered_in_time_is_told_with_the_rest():
    assert read([DA1], before=VERSION.encode()) == ("", [(VERSION + DA1).encode()])


def test_after_the_last_answer_nothing_is_kept_back():
    assert read([DA1, "\x1b[?6"])[0] == "\x1b[?6"


def test_something_endless_that_begins_like_an_answer_is_let_through():
    assert len(read(["\x1bP" + "x" * 200, *["x"] * 300])[0]) >= 300
