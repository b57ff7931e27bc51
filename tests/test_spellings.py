"""What is done to a whole vocabulary at once is what is done to each of its words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.keys import letters, normalised, stem
from index.keys_at_once import letters_all, normalised_all, stem_all
from index.postings.arrays import vocabulary_arrays
from index.postings.spellings import Spellings
from index.words import Key

LETTERS = st.sampled_from("ابوفكللالهمنيتةىأإآئؤءxz1é😀") | st.characters(codec="utf-8")
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=12), max_size=12)


@given(WORDS)
def test_the_keys_of_all_words_are_the_keys_of_each(words: list[str]) -> None:
    normal = normalised_all(Spellings.of(words))
    assert normal.strings() == [normalised(Key(word)) for word in words]
    assert stem_all(normal).strings() == [stem(Key(word)) for word in words]
    assert letters_all(normal).strings() == [letters(Key(word)) for word in words]


AFFIXED = "والبيوت وبالمدارس فالولد ولد وو ال الا واا بيت بيتهم بلادهما للناس ولل كتابتهما لا لاا وكالات"


@pytest.mark.parametrize("word", AFFIXED.split())
def test_affixes_are_taken_off_a_word_among_others_as_off_the_word_alone(word: str) -> None:
    normal = normalised_all(Spellings.of([word, "x", word]))
    assert stem_all(normal).strings() == [stem(Key(word)), "x", stem(Key(word))]
    assert letters_all(normal).strings() == [letters(Key(word)), "x", letters(Key(word))]


def same_groups(words: list[str]) -> bool:
    field = Spellings.of(words).grouped()
    members = [field.documents[field.rows(number)].tolist() for number in range(len(field))]
    wanted = {key: [at for at, word in enumerate(words) if word == key] for key in sorted(set(words))}
    return dict(zip((word.decode() for word in field.all_words()), members, strict=True)) == wanted and [
        word.decode() for word in field.all_words()
    ] == list(wanted)


@given(st.lists(st.text(LETTERS, max_size=30), max_size=12) | st.lists(st.text("اب", max_size=40), max_size=30))
def test_words_spelt_the_same_are_one_group_in_the_order_of_code_points(words: list[str]) -> None:
    assert same_groups(words)


def test_long_words_that_differ_at_the_end_are_told_apart() -> None:
    assert same_groups([*("ا" * length for length in (50, 1000, 999, 8, 16, 1000)), "ا" * 999 + "ب", "ا" * 999])
    assert same_groups(
        ["".join(map(chr, range(0x4E00, 0x4E00 + 3000))), "\u4e00", "\u4e00", "\U0010ffff" * 9, "\0", "", "\0\0"]
    )


@given(WORDS)
def test_a_field_lends_its_vocabulary(words: list[str]) -> None:
    field = Spellings.of(words).grouped()
    spelt = Spellings.of_field(field)
    assert spelt.strings() == sorted(set(words))
    again = vocabulary_arrays([word.encode() for word in spelt.strings()])
    assert np.array_equal(again["words"], field.words)
    assert np.array_equal(again["word_starts"], field.word_starts)
