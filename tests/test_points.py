"""The characters of any text as numbers."""

from hypothesis import given
from hypothesis import strategies as st

from index.points import points_of


@given(st.one_of(st.text(), st.text("اa\ud800\udc00\U0001d400")))
def test_there_is_a_number_for_each_character(text: str) -> None:
    assert points_of(text).tolist() == list(map(ord, text))
