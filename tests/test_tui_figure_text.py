"""Figures in words and signs: exact, short where nothing is lost."""

from decimal import Decimal

import pytest

from index.articles import ArticleId, Span
from index.figures.figure import Bound, Figure, Kind, Value
from tui.figure_list import Heading, grouped
from tui.figure_text import figure_text, quantity
from tui.messages import speak


def figure(kind: Kind, value: Value, unit: str | None = None, bound: Bound | None = None, at: int = 0) -> Figure:
    return Figure(ArticleId("a"), kind, value, unit, bound, None, None, Span(at, at + 1), Span(0, 9))


@pytest.mark.parametrize(
    ("kind", "value", "unit", "bound", "text"),
    [
        (Kind.MONEY, Decimal(500_000_000_000), "USD", Bound.AT_MOST, "≤ 500 billion USD"),
        (Kind.MONEY, Decimal("2800000000000"), "USD", None, "2.8 trillion USD"),
        (Kind.MONEY, Decimal(1_234_567), "USD", None, "1,234,567 USD"),
        (Kind.MONEY, Decimal(1_234_000), "SAR", None, "1.234 million SAR"),
        (Kind.COUNT, (Decimal(35_000), Decimal(85_000)), None, None, "35,000–85,000"),
        (Kind.COUNT, Decimal(29_000), None, Bound.ABOUT, "≈ 29,000"),
        (Kind.PERCENT, Decimal("-1.50"), "%", None, "-1.5%"),
        (Kind.RATIO, Decimal(5), "x", Bound.MORE, "> 5×"),
        (Kind.MEASURE, Decimal(300), "W", None, "300 W"),
        (Kind.DURATION, Decimal(1), "month", None, "1 month"),
        (Kind.DURATION, Decimal(4), "month", None, "4 months"),
        (Kind.DURATION, (Decimal(1), Decimal(2)), "year", None, "1–2 years"),
        (Kind.DATE, "2024-10", None, None, "October 2024"),
        (Kind.DATE, "2024-06-01", None, None, "1 June 2024"),
        (Kind.DATE, "--05-26", None, None, "26 May"),
        (Kind.DATE, "2024-Q1", None, None, "quarter 1, 2024"),
        (Kind.DATE, "H1436-Q2", None, None, "quarter 2, 1436 AH"),
        (Kind.DATE, "H2", None, None, "second half"),
        (Kind.DATE, "2015-H1", None, None, "first half, 2015"),
        (Kind.DATE, "1990/2005", None, None, "1990–2005"),
        (Kind.DATE, "--07-20/--10-22", None, None, "20 July – 22 October"),
        (Kind.DATE, "H1346/H1409", None, None, "1346 AH – 1409 AH"),
        (Kind.DATE, "2014/2015-Q1", None, None, "2014 – quarter 1, 2015"),
        (Kind.DATE, "H2015-09", None, None, "Ramadan 2015"),
        (Kind.TIME, "09:00/17:00", None, None, "09:00–17:00"),
        (Kind.DATE, "2024", None, None, "2024"),
        (Kind.DATE, "H1436-10-25", None, None, "25 Shawwal 1436 AH"),
        (Kind.DATE, "H1436-09", None, None, "Ramadan 1436 AH"),
        (Kind.DATE, "H1436", None, None, "1436 AH"),
        (Kind.TIME, "15:30", None, None, "15:30"),
        (Kind.MEASURE, Decimal(3), "km/h", None, "3 km/h"),
        (Kind.ORDINAL, Decimal(3), None, None, "no. 3"),
        (Kind.NUMBER, Decimal("1E+9999"), None, None, "1.000e+9999"),
        (Kind.NUMBER, Decimal(0), None, None, "0"),
    ],
)
def test_a_figure_is_told(kind: Kind, value: Value, unit: str | None, bound: Bound | None, text: str):
    assert figure_text(figure(kind, value, unit, bound)) == text


def test_figures_are_grouped_by_kind_and_stay_in_the_order_of_place():
    dated, paid, later = (
        figure(Kind.DATE, "2024", at=1),
        figure(Kind.MONEY, Decimal(5), "USD", at=7),
        figure(Kind.DATE, "2025", at=9),
    )
    assert grouped([dated, paid, later]) == [Heading("money", 1), paid, Heading("date", 2), dated, later]


IN_ARABIC = [
    ("H2", None, "النصف الثاني"),
    ("2015-H1", None, "النصف الأول من 2015"),
    ("--07-20/--10-22", None, "20 يوليو – 22 أكتوبر"),
    (Decimal(3), "ft3", "3 أقدام مكعبة"),
    (Decimal(2), "pp", "نقطتان مئويتان"),
    (Decimal(25), "mi/h", "25 ميلًا في الساعة"),
    (Decimal(100), "MYR", "100 رينغيت"),
]


@pytest.mark.parametrize(("value", "unit", "text"), IN_ARABIC)
def test_in_arabic_dates_and_units_are_in_arabic(
    value: Value, unit: str | None, text: str, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(lambda: speak("en"))
    speak("ar")
    assert quantity(value, unit) == text
