"""Which words of a text answer a query, by which rung, and the window that shows it best."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QueryError
from index.keys import stem
from index.matches import Matcher, snippet
from index.query import parse
from index.results import Field, Why
from index.words import keys, words


def lit(query: str, text: str, field: Field = Field.BODY) -> list[tuple[str, str]]:
    """The matched words with their reasons."""
    return [(text[slice(*match.span)], str(match.why)) for match in Matcher(parse(query)).matches(text, field)]


LIT = [
    ("ذكاء", "الذكاء الاصطناعي ذكاء", [("الذكاء", "stem"), ("ذكاء", "written")]),
    ("الإصطناعى", "الاصطناعي والاصطناعي", [("الاصطناعي", "normalised"), ("والاصطناعي", "stem")]),
    ("محمد", "قال مُحَمَّدٌ", [("مُحَمَّدٌ", "written")]),
    ("Google", "وGoogle", [("Google", "written")]),
    ('"وحدات معالجة"', "وحدات، معالجة. معالجة وحدات", [("وحدات، معالجة", "written")]),
    ('"شركه تسلا"', "شركة تسلا", [("شركة تسلا", "normalised")]),
    ('"شركة تسلا" تسلا', "شركة تسلا و تسلا", [("شركة تسلا", "written"), ("تسلا", "written")]),
    ("تسلا -ماسك", "تسلا ماسك", [("تسلا", "written")]),
    ("title:تسلا", "تسلا", []),
    ("100000", "١٠٠٬٠٠٠ و100,000", [("١٠٠٬٠٠٠", "written"), ("100,000", "written")]),
]


@pytest.mark.parametrize(("query", "text", "expected"), LIT)
def test_words_are_lit_with_the_nearest_reason(query: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert lit(query, text) == expected


def test_a_title_is_searched_by_the_words_meant_for_it() -> None:
    assert lit("title:تسلا", "تسلا", Field.TITLE) == [("تسلا", "written")]


def test_a_snippet_is_the_window_with_the_most_different_words() -> None:
    body = "تسلا. " + "كلام " * 100 + "تسلا وماسك معا هنا. " + "كلام " * 100
    found = Matcher(parse("تسلا ماسك")).matches(body)
    window = snippet(body, found)
    assert "تسلا وماسك" in window.text
    assert body[window.start : window.start + len(window.text)] == window.text


def test_without_a_match_the_snippet_is_the_beginning() -> None:
    assert snippet("\n\n  بداية المقال", ()).text == "بداية المقال"


@given(st.text(alphabet="ابتسل وـَ.\n“”()", max_size=300), st.text(alphabet='ابتسل "-()', max_size=20))
def test_matches_are_ordered_apart_and_cut_the_text(body: str, query: str) -> None:
    try:
        matcher = Matcher(parse(query))
    except QueryError:
        return
    found = matcher.matches(body)
    assert all(0 <= match.span.start < match.span.end <= len(body) for match in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    assert all(isinstance(match.why, Why) for match in found)
    window = snippet(body, found)
    assert body[window.start : window.start + len(window.text)] == window.text


LETTERS = st.sampled_from("كتابةوال 12.,٫٬،\n\u064e\u0640\u200fab-")


@given(st.text(LETTERS, max_size=60), st.sampled_from(["كتاب", "1", "12", "ab", "ال", "1.2"]))
def test_words_are_lit_where_they_stand_in_any_text(text: str, asked: str) -> None:
    matcher = Matcher(parse(asked))
    (key,) = keys(asked)
    for _ in range(2):  # the second time every token is known
        spans = [match.span for match in matcher.matches(text)]
        assert spans == [word.span for word in words(text) if stem(word.key) == stem(key)]
