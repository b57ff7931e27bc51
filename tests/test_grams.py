"""The table of grams, held against their definition: the windows of four letters of a word with its edges marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.grams import LENGTH, gram_table, grams
from index.keys_at_once import normalised_all
from index.postings.spellings import Spellings
from index.words import Key

WORDS = st.lists(st.text("ابجأx", min_size=1, max_size=7), unique=True, max_size=40)


@pytest.mark.parametrize(
    ("word", "has"),
    [("كتابة", ["_كتا", "كتاب", "تابه", "ابه_"]), ("من", ["_من_"]), ("و", ["_و_"]), ("إلى", ["_الي", "الي_"])],
)
def test_a_word_has_grams(word: str, has: list[str]) -> None:
    assert grams(Key(word)) == has


@given(WORDS)
def test_the_table_knows_the_words_of_every_gram_and_each_once(words: list[str]) -> None:
    table = gram_table(normalised_all(Spellings.of(words)))
    found = {
        word.decode(): table.documents[table.rows(number)].tolist() for number, word in enumerate(table.all_words())
    }
    expected: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        for gram in dict.fromkeys(grams(Key(word))):
            expected.setdefault(gram, []).append(number)
    assert found == expected
    assert list(found) == sorted(found)


def test_a_word_that_is_one_letter_over_and_over_is_held_once() -> None:
    table = gram_table(Spellings.of(["ههههههه"]))
    assert [len(gram.decode()) for gram in table.all_words()] == [LENGTH] * 3
    assert table.documents.tolist() == [0, 0, 0]
