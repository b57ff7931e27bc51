"""Regular expressions over words: their letters folded, their bounds, and that they can be stopped."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QueryError
from index.keys import normalised
from index.patterns import Lines
from index.postings.arrays import FlatField, vocabulary_arrays
from index.regex_shapes import alternatives_of, is_plain, literal_of, places_of, prefix_of
from index.regexes import WordRegex, compiled, folded


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


@pytest.mark.parametrize(
    ("source", "prefix"),
    [("كتاب", "كتاب"), ("كت.*ن", "كت"), ("كتاب?", "كتا"), ("ك{0}ت", ""), ("كتا+", "كتا"), (".كت", ""), ("(كت)", "")],
)
def test_letters_every_word_must_begin_with_are_known(source: str, prefix: str):
    assert prefix_of(source) == prefix


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("كتاب|قلم", ["كتاب", "قلم"]),
        ("كت(اب|ب)|ق", ["كت(اب|ب)", "ق"]),
        (r"[|]|\|", ["[|]", r"\|"]),
        ("(?:ا|ب)", ["(?:ا|ب)"]),
        ("ا|", ["ا", ""]),
    ],
)
def test_alternatives_are_told_apart(source: str, parts: list[str]):
    assert alternatives_of(source) == parts


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        (".{9,13}", True),
        ("[^ا-ت]+ية?", True),
        (".*ا.*ب.*", True),
        (".*ا.*ب.*ت.*", False),
        ("(ا|ب)+", False),
        ("Tesla.*", False),
        ("[a-z]+", False),
        (r"\w+", False),
        ("ا++", False),
        ("ا*?", False),
    ],
)
def test_a_plain_expression_has_no_letters_of_two_cases_and_repeats_little(source: str, plain: bool):
    assert is_plain(source) is plain


@pytest.mark.parametrize(
    ("source", "places"),
    [
        (".{9}", (9, [])),
        (".ا{2}[^ب].", (5, [(1, "ا"), (2, "ا"), (3, "[^ب]")])),
        ("ا{0}ب", (1, [(0, "ب")])),
        (".{9,13}", None),
        (".*ا", None),
        ("(ا)", None),
    ],
)
def test_what_stands_where_is_known_of_words_of_one_length(source: str, places: tuple[int, list[object]] | None):
    assert places_of(source) == places


def on_lines(words: list[str]) -> Lines:
    """Some words as the lines of a vocabulary that has others between them, in their order."""
    texts = [word.encode() for word in (other for word in words for other in (word, "غيرها"))]
    nothing = np.zeros(len(texts) + 1, np.int64)
    field = FlatField(**vocabulary_arrays(texts), starts=nothing, documents=nothing[:0], frequencies=nothing[:0])
    return Lines.of(field, np.arange(0, len(texts), 2))


def fitting(source: str, words: list[str]) -> list[str]:
    """Of some words those that an expression fits, all held against it at once."""
    expression = WordRegex(source, written=False)
    lines = on_lines(words)
    found = {int(number) for one in expression.alternatives for number in lines.fitting(expression, one)}
    return [words[number] for number in sorted(found)]


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
        assert not expression.fits(word) or any(
            one.literal in word and word.startswith(one.prefix) for one in expression.alternatives
        )


@given(EXPRESSIONS.filter(bool), st.lists(st.text("كتابأة2", min_size=1, max_size=8), min_size=1, max_size=6))
def test_lines_fit_as_the_words_on_them_do(source: str, words: list[str]):
    try:
        compiled(source)
    except QueryError:
        return
    forms = [normalised(word) for word in words]
    assert fitting(source, forms) == [form for form in forms if WordRegex(source, written=False).fits(form)]


PLAIN = st.lists(st.sampled_from([*"كتاب.*+?", "[ا-ت]", "[^ك]", "{2}", "{1,2}"]), min_size=1, max_size=6).map("".join)


@given(PLAIN.filter(is_plain), st.lists(st.text("كتابن2e", min_size=1, max_size=70), min_size=1, max_size=6))
def test_plain_expressions_fit_the_same_words_by_either_matcher(source: str, words: list[str]):
    try:
        compiled(source)
    except QueryError:
        return
    assert fitting(source, words) == [word for word in words if WordRegex(source, written=False).fits(word)]


def test_a_word_that_would_take_too_long_is_held_against_what_has_a_clock():
    expression = WordRegex(".*ا.*ا.*ب", written=False, budget=0.05)
    lines = on_lines(["ا" * 100_000])
    assert [len(lines.fitting(expression, one)) for one in expression.alternatives] == [0]
    assert expression.cut


@pytest.mark.parametrize(
    "source", ["[^ا]*", "[^ا]+ب?", r"\W*ا\D*", "[^]ا]*", "(?!ا).*", ".*(?<!ا)", "^ا.*$", r"\Sب\B.*"]
)
def test_nothing_fits_over_the_end_of_a_line(source: str):
    lines = ["با", "اب", "ب", "تب", "ابا"]
    fits = [line for line in lines if WordRegex(source, written=False).fits(line)]
    assert fitting(source, lines) == fits


def test_folding_leaves_what_is_no_letter():
    assert folded("[أإآ]سعار?\\w{2}", written=False) == "[ااا]سعار?\\w{2}"
