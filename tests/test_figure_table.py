"""Figures across articles: filtered, sorted, counted, and found by the words of their sentences."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import Article, ArticleId
from index.catalogue_rows import encoded
from index.corpus import Corpus, FigureFilter, FigureSort, FigureTable, Kind, QueryError
from index.figure_words import figure_places
from index.figures.extraction import figures_in
from index.kept_figures import OFFSETS, PLACES, TYPE
from index.matches import Matcher, leaves
from index.postings.inversion import Stream
from index.preparing.stage import Text, prepared
from index.query import Query, parse
from index.words import keys_of_each, words

ARTICLES = [
    ("أ", "أعلنت الشركة شراء 12 ألف وحدة من H100. وبلغت الكلفة 500 مليون دولار.", "الرياض", "2024-10-01"),
    ("ب", "قتل 15 شخصا وأصيب نحو 40 شخصا في الانفجار. ودفعت الدولة 2 مليون ريال.", "سبق", "2024-11-05"),
    ("ج", "قال المتحدث إن 7 أشخاص نقلوا. وارتفع السهم من 10 إلى 12 في المئة عام 2023.", "سبق", None),
]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    (tmp_path / "articles").mkdir()
    records = [dict(zip(("title", "content", "source", "date"), article, strict=True)) for article in ARTICLES]
    (tmp_path / "articles" / "news.json").write_text(json.dumps(records), "utf-8")
    return Corpus.open(tmp_path / "articles", cache=tmp_path / "cache")


def texts(table: FigureTable) -> list[str]:
    return [stated.text for stated in table]


FILTERS = [
    (FigureFilter(), ["12 ألف", "500 مليون دولار", "15", "40", "2 مليون ريال", "7", "10 إلى 12 في المئة", "2023"]),
    (FigureFilter(article=ArticleId("news.json#1")), ["15", "40", "2 مليون ريال"]),
    (FigureFilter(article=ArticleId("nowhere")), []),
    (FigureFilter(kind=Kind.MONEY), ["500 مليون دولار", "2 مليون ريال"]),
    (FigureFilter(unit="SAR"), ["2 مليون ريال"]),
    (FigureFilter(unit="XXX"), []),
    (FigureFilter(minimum=Decimal(11), maximum=Decimal(40)), ["15", "40", "10 إلى 12 في المئة"]),
    (FigureFilter(about="الشركة H200"), []),
    (FigureFilter(about="شركة H100"), ["12 ألف"]),
    (FigureFilter(about='"وأصيب نحو"'), ["15", "40"]),
    (FigureFilter(about=' "وأصيب شخصا"~2'), ["15", "40"]),
    (FigureFilter(about='"شخصا ودفعت"'), []),
    (FigureFilter(about="*نفجار"), ["15", "40"]),
    (FigureFilter(about="", kind=Kind.DATE), ["2023"]),
    (FigureFilter(counts="الأشخاص"), ["7"]),
    (FigureFilter(counts="شخص"), ["15", "40"]),
    (FigureFilter(counts="وحدة"), ["12 ألف"]),
    (FigureFilter(counts="الانفجار"), []),
    (FigureFilter(source="سبق", kind=Kind.COUNT), ["15", "40", "7"]),
    (FigureFilter(source="الرّياض"), ["12 ألف", "500 مليون دولار"]),
    (FigureFilter(since=date(2024, 10, 2)), ["15", "40", "2 مليون ريال"]),
    (FigureFilter(since=date(2024, 10, 1), until=date(2024, 10, 31)), ["12 ألف", "500 مليون دولار"]),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "expected"), FILTERS)
def test_figures_are_filtered(corpus: Corpus, wanted: FigureFilter, expected: list[str]) -> None:
    assert texts(corpus.figure_table(wanted)) == expected


SORTS = [
    (FigureSort.ARTICLE, False, ["12 ألف", "500 مليون دولار", "15", "40", "2 مليون ريال", "7"]),
    (FigureSort.ARTICLE, True, ["7", "2 مليون ريال", "40", "15", "500 مليون دولار", "12 ألف"]),
    (FigureSort.VALUE, False, ["7", "15", "40", "12 ألف", "2 مليون ريال", "500 مليون دولار"]),
    (FigureSort.VALUE, True, ["500 مليون دولار", "2 مليون ريال", "12 ألف", "40", "15", "7"]),
    (FigureSort.DATE, False, ["12 ألف", "500 مليون دولار", "15", "40", "2 مليون ريال", "7"]),
    (FigureSort.DATE, True, ["15", "40", "2 مليون ريال", "12 ألف", "500 مليون دولار", "7"]),
]


@pytest.mark.parametrize(("sort", "descending", "expected"), SORTS)
def test_figures_are_sorted(corpus: Corpus, sort: FigureSort, descending: bool, expected: list[str]) -> None:
    everything = corpus.figure_table(FigureFilter(), sort=sort, descending=descending)
    assert [stated.text for stated in everything if stated.figure.kind in (Kind.COUNT, Kind.MONEY)] == expected


def test_what_has_no_value_or_no_day_comes_last_in_either_direction(corpus: Corpus) -> None:
    for descending in (False, True):
        by_value = corpus.figure_table(FigureFilter(), sort=FigureSort.VALUE, descending=descending)
        assert by_value[-1].figure.kind is Kind.DATE
        by_date = corpus.figure_table(FigureFilter(), sort=FigureSort.DATE, descending=descending)
        assert by_date[-1].article.published is None


def test_a_row_has_the_words_themselves(corpus: Corpus) -> None:
    stated = corpus.figure_table(FigureFilter(counts="وحدة"))[0]
    assert stated.counted == "وحدة"
    assert stated.sentence == "أعلنت الشركة شراء 12 ألف وحدة من H100."
    assert (stated.article.title, stated.figure.product) == ("أ", "H100")


def test_a_table_is_read_in_parts(corpus: Corpus) -> None:
    table = corpus.figure_table(FigureFilter())
    assert [*table.rows(0, 3), *table.rows(3, 99)] == list(table) == table[:]
    assert table[-1] == table[len(table) - 1]
    assert table.rows(len(table), 5) == []
    with pytest.raises(IndexError):
        table[len(table)]


def test_a_summary_counts_kinds_units_and_articles(corpus: Corpus) -> None:
    summary = corpus.figure_table(FigureFilter()).summary
    assert (summary.count, summary.articles) == (8, 3)
    assert summary.by_kind == {Kind.COUNT: 4, Kind.MONEY: 2, Kind.PERCENT: 1, Kind.DATE: 1}
    assert summary.by_unit == {"": 5, "USD": 1, "SAR": 1, "%": 1}
    assert (summary.least, summary.total) == (None, None)


def test_a_sum_needs_one_unit_and_what_is_counted_and_leaves_bounds_out(corpus: Corpus) -> None:
    persons = corpus.figure_table(FigureFilter(kind=Kind.COUNT, counts="شخص")).summary
    assert (persons.least, persons.greatest) == (Decimal(15), Decimal(40))
    assert (persons.total, persons.summed) == (Decimal(15), 1)
    assert corpus.figure_table(FigureFilter(kind=Kind.COUNT)).summary.total is None
    assert corpus.figure_table(FigureFilter(about="شخص")).summary.total is None
    assert corpus.figure_table(FigureFilter(kind=Kind.PERCENT)).summary.greatest == Decimal(12)


def test_no_figure_answers_no_filter_and_sums_to_nothing(corpus: Corpus) -> None:
    nothing = corpus.figure_table(FigureFilter(unit="XXX"))
    assert (len(nothing), list(nothing), nothing.summary.count) == (0, [], 0)


def test_a_query_that_cannot_be_understood_is_an_error_of_its_own(corpus: Corpus) -> None:
    with pytest.raises(QueryError):
        corpus.figure_table(FigureFilter(about="ا" * 3000))


def test_tables_follow_the_articles_through_changes(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("b", "c"):
        (folder / f"{name}.txt").write_text(f"وصل {ord(name)} راكبا إلى المطار", "utf-8")
    with Corpus.open(folder, cache=tmp_path / "cache") as corpus:
        assert texts(corpus.figure_table(FigureFilter())) == ["98", "99"]
        (folder / "a.txt").write_text("وصل 97 راكبا إلى المطار", "utf-8")
        (folder / "b.txt").write_text("غادر 1000 راكب و5 أطفال المطار", "utf-8")
        corpus.refresh()
        assert texts(corpus.figure_table(FigureFilter())) == ["97", "1000", "5", "99"]
        assert texts(corpus.figure_table(FigureFilter(about="المطار راكب"))) == ["97", "1000", "5", "99"]
        assert texts(corpus.figure_table(FigureFilter(counts="طفل أطفال"))) == []
        assert texts(corpus.figure_table(FigureFilter(counts="الأطفال"))) == ["5"]
        (folder / "c.txt").unlink()
        corpus.refresh()
        assert texts(corpus.figure_table(FigureFilter())) == ["97", "1000", "5"]


# ---- words, by places and by the text

PIECES = ("في", "وصل", "5", " ", "مليون", "دولار", "و10", "وGoogle", "H100", "من", ". ", "\n", "لـلشركة", "1,2,3", "،",
          "الـ21", "\u200f", "ﷺ", "شركات", "100,000", "»", "!")  # fmt: skip
QUESTIONS = ("شركة", "دولار", "google", '"5 دولار"', '"5 دولار"~3', "ملي*", "شركه~", "10", '"1 2"', "H100 دولار")


def is_lit(text: str | None, question: str) -> bool:
    """Whether all that is asked for would be lit in the text."""
    asked = leaves(parse(question).root)
    return text is not None and all(Matcher(Query("", leaf)).matches(text) for leaf in asked)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), min_size=1, max_size=4))
def test_words_are_found_by_place_where_the_text_has_them(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("corpus")
    for nth, body in enumerate(bodies):
        (folder / f"{nth}.txt").write_text(f"عنوان\n{body}", "utf-8", newline="")
    with Corpus.open(folder, cache=folder / "cache") as corpus:
        everything = corpus.figure_table(FigureFilter()).rows(0, 999)
        for question in QUESTIONS:
            by_text = [stated for stated in everything if is_lit(stated.sentence, question)]
            assert corpus.figure_table(FigureFilter(about=question)).rows(0, 999) == by_text
            by_text = [stated for stated in everything if is_lit(stated.counted, question)]
            assert corpus.figure_table(FigureFilter(counts=question)).rows(0, 999) == by_text


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), max_size=3))
def test_the_numbers_of_words_are_those_of_the_words_in_a_span(bodies: list[str]) -> None:
    read = Stream(positional=True, scored=True, split=keys_of_each).add_texts(0, bodies)
    places = figure_places(read, prepared([Text(body, encoded(body), "", "") for body in bodies]))
    numbers = np.frombuffer(b"".join(places), TYPE).reshape(-1, len(PLACES))[:, len(OFFSETS) :].tolist()
    figures = [(words(body), figure) for body in bodies for figure in figures_in(Article(ArticleId("a"), "", body))]
    for (every, figure), ranges in zip(figures, numbers, strict=True):
        for span, first, after in ((figure.sentence, *ranges[:2]), (figure.counted, *ranges[2:])):
            standing = [
                nth for nth, (_, at) in enumerate(every) if span and at.start < span.end and span.start < at.end
            ]
            assert list(range(first, after)) == standing
