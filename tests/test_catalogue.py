"""The catalogue: what goes in comes out, to the character."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import Article, ArticleId, Span
from index.catalogue import Catalogue, FigureFilter, Placed
from index.catalogue_rows import Prepared, encoded, packed
from index.errors import Problem
from index.figures import Bound, Figure, Kind
from index.kept_figures import OFFSETS, PLACES, TYPE, KeptFigures, offsets_and_texts


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue.open_for_writing(tmp_path)


def put(catalogue: Catalogue, name: str, body: str = "", figures: tuple[Figure, ...] = (), record: int = 0) -> Article:
    article = Article(ArticleId(name), f"عنوان {name}", body, "موقع", "كاتب", date(2015, 7, 27), "http://x", f"/{name}")
    offsets, texts = offsets_and_texts((figure, "") for figure in figures)
    places = np.zeros((len(figures), len(PLACES)), TYPE)
    places[:, : len(OFFSETS)] = np.frombuffer(offsets, TYPE).reshape(-1, len(OFFSETS))
    prepared = Prepared([packed(encoded(body))], [(0, offsets, texts)] if figures else [], [], [])
    catalogue.put([Placed(article, "f", record, encoded(body), b"d")], prepared, [places.tobytes()] if figures else [])
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
    assert list(catalogue.figures(FigureFilter(), sort="value")) == [figures[2], figures[1], figures[0]]
    catalogue.remove([ArticleId("a")])
    assert list(catalogue.figures(FigureFilter())) == []


def test_figures_are_found_where_they_stand(catalogue: Catalogue) -> None:
    figures = {name: (figure(name, 0, Decimal(1)), figure(name, 10, "2024", Kind.DATE)) for name in ("a", "b")}
    for name, stated in figures.items():
        put(catalogue, name, figures=stated)
    first, second = (catalogue.number_of(ArticleId(name)) for name in figures)
    assert first
    assert second
    found = catalogue.figures_at([(second, 10), (first, 0), (first, 7), (99, 0), (second, 0)])
    assert [stated for stated, _ in found] == [figures["b"][1], figures["a"][0], figures["b"][0]]
    assert [entry.id for _, entry in found] == ["b", "a", "b"]


VALUES = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False),
    st.tuples(*[st.decimals(allow_nan=False, allow_infinity=False)] * 2),
    st.sampled_from(["2024", "--05-26", "H1436-10-25", "10:30"]),
)
OFFSETS_IN_BODIES = st.integers(0, (1 << 31) - 1)
SPANS = st.builds(Span, OFFSETS_IN_BODIES, OFFSETS_IN_BODIES)
FIGURES = st.builds(
    Figure,
    st.just(ArticleId("a")), st.sampled_from(Kind), VALUES, st.none() | st.just("USD"),
    st.none() | st.sampled_from(Bound), st.none() | SPANS, st.none() | st.just("H100"), SPANS, SPANS,
    st.frozensets(st.sampled_from(["year", "order"])),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(FIGURES, min_size=1, max_size=4, unique_by=lambda figure: figure.span.start))
def test_any_figures_come_back_from_what_is_kept_of_them(figures: list[Figure]) -> None:
    offsets, texts = offsets_and_texts((figure, "قتيل") for figure in figures)
    rows = np.frombuffer(offsets, TYPE).reshape(len(figures), len(OFFSETS))
    places = np.pad(rows, ((0, 0), (0, len(PLACES) - len(OFFSETS)))).tobytes()
    kept = KeptFigures("a", places, texts)
    assert list(kept) == figures
    assert [kept.beginning_at(figure.span.start) for figure in figures] == figures


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
