"""Regular expressions over words: their letters folded, their bounds, and that they can be stopped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QueryError
from index.keys import normalised
from index.regexes import WordRegex, compiled, folded, literal_of


@pytest.mark.parametrize(
    ("source", "word", "fits"),
    [
        ("كتاب", "كتاب", True),
        ("كتا", "كتاب", False),
        ("كت.*", "كتاب", True),
        ("أسعار", "اسعار", True),
        (".*ة", "كتابه", True),
        ("[ة-ت]+", "ت", True),
        ("Tesla", "tesla", True),
        ("٢٠١٥", "2015", True),
        ("(?<=ا)ب|كتاب", "كتاب", True),
    ],
)
def test_an_expression_fits_whole_normalised_words(source: str, word: str, fits: bool):
    assert WordRegex(source, written=False).fits(word) is fits


def test_words_meant_as_written_keep_their_letters():
    assert not WordRegex("أسعار", written=True).fits("اسعار")
    assert WordRegex("أسعار", written=True).fits("أسعار")


def test_an_expression_that_would_never_end_is_stopped():
    endless = WordRegex("(?:ا|ا|اا)*[بج]", written=False, budget=0.05)
    assert not endless.fits("ا" * 60)
    assert endless.cut
    assert not endless.fits("ج")


@pytest.mark.parametrize(
    ("source", "literal"),
    [
        ("كتاب", "كتاب"),
        ("كت.*مكتبات", "مكتبات"),
        ("كت(اب|ب)", "كت"),
        ("كتاب|قلم", ""),
        ("كتابه?", "كتاب"),
        ("كتاب{0}", "كتا"),
        ("[كتاب]ق", "ق"),
        ("[]ك]ق", "ق"),
        (r"[\]ك]ق", "ق"),
        (r"\w+ون", "ون"),
        (r"ا{2,30}ب", "ب"),
        (".*", ""),
        ("Tesla", "tesla"),
    ],
)
def test_letters_every_word_must_have_are_known(source: str, literal: str):
    assert literal_of(source) == literal


EXPRESSIONS = st.lists(st.sampled_from([*"كتاب.*+?|()[]^-{}2,\\", "(?:", "أ", "\\w", "{1,2}"]), max_size=12).map(
    "".join
)


@given(EXPRESSIONS.filter(bool), st.lists(st.text("كتابأة2", min_size=1, max_size=8), max_size=6))
def test_no_word_is_missed_for_want_of_its_letters(source: str, words: list[str]):
    try:
        compiled(source)
    except QueryError as error:
        start, end = error.params["start"], error.params["end"]
        assert 0 <= start < end <= len(source)
        return
    expression = WordRegex(source, written=False)
    for word in map(normalised, words):
        assert not expression.fits(word) or expression.literal in word


@given(EXPRESSIONS.filter(bool), st.lists(st.text("كتابأة2", min_size=1, max_size=8), min_size=1, max_size=6))
def test_lines_fit_as_the_words_on_them_do(source: str, words: list[str]):
    try:
        compiled(source)
    except QueryError:
        return
    forms = [normalised(word) for word in words]
    text = "\n".join(forms)
    starts = [sum(len(form) + 1 for form in forms[:number]) for number in range(len(forms))]
    expected = [start for start, form in zip(starts, forms, strict=True) if WordRegex(source, written=False).fits(form)]
    assert WordRegex(source, written=False).fitting_lines(text) == expected


@pytest.mark.parametrize(
    "source", ["[^ا]*", "[^ا]+ب?", r"\W*ا\D*", "[^]ا]*", "(?!ا).*", ".*(?<!ا)", "^ا.*$", r"\Sب\B.*"]
)
def test_nothing_fits_over_the_end_of_a_line(source: str):
    lines = ["با", "اب", "ب", "تب", "ابا"]
    fits = [line for line in lines if WordRegex(source, written=False).fits(line)]
    text = "\n".join(lines)
    starts = WordRegex(source, written=False).fitting_lines(text)
    assert [text[start:].split("\n")[0] for start in starts] == fits


def test_folding_leaves_what_is_no_letter():
    assert folded("[أإآ]سعار?\\w{2}", written=False) == "[ااا]سعار?\\w{2}"
