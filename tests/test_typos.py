"""One typo apart, held against the definition: every word an edit can reach, and no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.likeness import one_typo
from index.postings.spellings import Spellings
from index.typos import LONGEST, SHORTEST, neighbours, typo_table

LETTERS = "ابجx"
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=7), unique=True, max_size=40)


def edits(word: str) -> set[str]:
    """Every word one typo away, in the letters of the tests."""
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    left_out = {a + b[1:] for a, b in splits if b}
    changed = {a + letter + b[1:] for a, b in splits if b for letter in LETTERS}
    put_in = {a + letter + b for a, b in splits for letter in LETTERS}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1}
    return (left_out | changed | put_in | swapped) - {word}


@given(st.text(LETTERS, min_size=1, max_size=6), st.text(LETTERS, min_size=1, max_size=6))
def test_one_typo_is_one_edit(word: str, other: str) -> None:
    assert one_typo(word, other) == (other in edits(word))


@given(WORDS, st.text(LETTERS, min_size=SHORTEST - 1, max_size=7))
def test_the_table_knows_every_word_one_typo_away(words: list[str], asked: str) -> None:
    found = neighbours(typo_table(Spellings.of(words)), asked)
    assert found == sorted(set(found))
    near = {words[number] for number in found if one_typo(asked, words[number])}
    assert near == {word for word in words if len(word) >= SHORTEST and word in edits(asked)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("الإقتصاد", "الاقتصاد"), ("السعوديه", "السعودية"), ("نفييديا", "نفيديا"), ("استمثار", "استثمار")],
)
def test_real_slips_are_one_typo(typed: str, meant: str) -> None:
    assert one_typo(typed, meant)


def test_an_empty_vocabulary_and_words_of_odd_lengths_have_no_neighbours() -> None:
    assert neighbours(typo_table(Spellings.of([])), "كتاب") == []
    table = typo_table(Spellings.of(["كتاب", "ب" * 60, "ا"]))
    assert neighbours(table, "ا") == []
    assert neighbours(table, "ب" * (LONGEST + 1)) == []
