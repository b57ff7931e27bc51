"""The catalogue: what goes in comes out, to the character."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import Article, ArticleId, Span
from index.catalogue import Catalogue, FigureFilter, Placed
from index.catalogue_rows import Prepared, encoded, figure_columns, figure_row, packed
from index.errors import Problem
from index.figure_words import FigureWords
from index.figures import Bound, Figure, Kind


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue.open_for_writing(tmp_path)


def put(catalogue: Catalogue, name: str, body: str = "", figures: tuple[Figure, ...] = (), record: int = 0) -> Article:
    article = Article(ArticleId(name), f"عنوان {name}", body, "موقع", "كاتب", date(2015, 7, 27), "http://x", f"/{name}")
    rows = [(0, *figure_row(figure), "") for figure in figures]
    prepared = Prepared([packed(encoded(body))], figure_columns(rows), [], [])
    around = FigureWords(*[[0] * len(figures)] * 4)
    catalogue.put([Placed(article, "f", record, encoded(body), b"d")], prepared, around)
    return article


def figure(name: str, start: int, value: Decimal | tuple[Decimal, Decimal] | str, kind: Kind = Kind.COUNT) -> Figure:
    counted, flags = Span(start + 3, start + 5), frozenset({"year", "decimal"})
    span, sentence = Span(start, start + 2), Span(0, 90)
    return Figure(ArticleId(name), kind, value, "USD", Bound.ABOUT, counted, "H100", span, sentence, flags)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.one_of(st.text(), st.text(alphabet="ابتث، 123؟\r\n"), st.text(alphabet="ا\ud800ب")))
def test_a_body_comes_out_as_it_went_in(catalogue: Catalogue, body: str) -> None:
    article = put(catalogue, "a", body)
    assert catalogue.article(article.id) == article
    assert catalogue.bodies_of([article.id]) == {article.id: body}
    catalogue.remove([article.id])
    assert catalogue.article(article.id) is None


def test_figures_come_out_as_they_went_in_filtered_and_sorted(catalogue: Catalogue) -> None:
    figures = (
        figure("a", 0, Decimal("12000")),
        figure("a", 10, (Decimal(5), Decimal("2.5")), Kind.MONEY),
        figure("a", 20, "2024-Q1", Kind.DATE),
    )
    put(catalogue, "a", "نص", figures)
    assert tuple(catalogue.figures(FigureFilter())) == figures
    assert list(catalogue.figures(FigureFilter(kind=Kind.MONEY))) == [figures[1]]
    assert list(catalogue.figures(FigureFilter(minimum=Decimal(4), maximum=Decimal(6)))) == [figures[1]]
    assert list(catalogue.figures(FigureFilter(minimum=Decimal(1)), sort="value")) == [figures[1], figures[0]]
    assert list(catalogue.figures(FigureFilter(unit="EUR"))) == []
    assert catalogue.figure_counts() == {"count": 1, "money": 1, "date": 1}
    catalogue.remove([ArticleId("a")])
    assert list(catalogue.figures(FigureFilter())) == []


def test_entries_come_in_the_order_of_the_sources(catalogue: Catalogue) -> None:
    for record in (10, 2, 0):
        put(catalogue, f"f#{record}", record=record)
    assert [entry.id for entry in catalogue.entries()] == ["f#0", "f#2", "f#10"]
    assert [entry.id for entry in catalogue.entries(1, 1)] == ["f#2"]
    wanted = [ArticleId(f"f#{n}") for n in range(2_000)]
    assert catalogue.entries_of(wanted).keys() == {"f#0", "f#2", "f#10"}


def test_problems_go_with_their_file_or_with_the_scan(catalogue: Catalogue) -> None:
    of_file, of_scan = Problem("f", "broken-json", 3, {"detail": "x"}), Problem("p", "not-text")
    catalogue.put_problem("f", of_file)
    catalogue.put_problem(None, of_scan)
    assert catalogue.problems() == (of_file, of_scan)
    assert catalogue.scan_problems() == (of_scan,)
    catalogue.forget_file("f")
    assert catalogue.problems() == (of_scan,)
    catalogue.forget_scan_problems()
    assert catalogue.problems() == ()
