"""The days a date covers, Gregorian and Hijri, and the country a newspaper is at home in."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import Article, ArticleId
from index.figures import Flag
from index.figures.calendar import days_of, gregorian
from index.figures.extraction import figures_in
from index.figures.newspapers import home_of

DAYS = {
    "2024": ("2024-01-01", "2024-12-31"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2024-10-25": ("2024-10-25", "2024-10-25"),
    "2024-Q1": ("2024-01-01", "2024-03-31"),
    "2015-H2": ("2015-07-01", "2015-12-31"),
    "2014/2015": ("2014-01-01", "2015-12-31"),
    "2024-Q1/2024-Q3": ("2024-01-01", "2024-09-30"),
    "H1436-10-25": ("2015-08-10", "2015-08-10"),
    "H1436-10-01": ("2015-07-17", "2015-07-17"),  # the feast of that year, in Saudi Arabia
    "H1436-09-30": ("2015-07-17", "2015-07-17"),  # and the same day where the moon was seen a day later
    "H1436": ("2014-10-25", "2015-10-13"),
    "H1435/H1436": ("2013-11-04", "2015-10-13"),
    "H1500-12": ("2077-10-18", "2077-11-16"),
}


@pytest.mark.parametrize(("value", "days"), DAYS.items())
def test_a_date_covers_days(value: str, days: tuple[str, str]) -> None:
    assert days_of(value) == tuple(map(date.fromisoformat, days))
    assert (gregorian(value) is None) is not value.startswith("H")


NONE = ("--05-26", "Q1", "15:20", "2023-02-30", "2024-13", "0000", "H1342", "H1501", "H1436-09-31", "", "H", "/")


@pytest.mark.parametrize("value", NONE)
def test_what_has_no_known_year_or_is_no_day_covers_none(value: str) -> None:
    assert days_of(value) is None


REGULAR = st.integers(1365, 1500)
"""Until 1364 the tables have months of 28 days and of 31."""


@given(REGULAR, st.integers(1, 12), st.integers(1, 29))
def test_hijri_days_follow_one_another(year: int, month: int, day: int) -> None:
    today = days_of(f"H{year}-{month:02}-{day:02}")
    tomorrow = days_of(f"H{year}-{month:02}-{day + 1:02}")
    whole = days_of(f"H{year}-{month:02}")
    assert today
    assert tomorrow
    assert whole
    assert tomorrow.first - today.first == timedelta(days=1)
    assert whole.first <= today.first <= whole.last
    assert timedelta(days=28) <= whole.last - whole.first <= timedelta(days=29)


@given(st.text(alphabet="H0123456789-/Q", max_size=24))
def test_any_text_covers_days_in_order_or_none(value: str) -> None:
    days = days_of(value)
    assert days is None or days.first <= days.last


HOMES = [
    ("الرِّياض", "", "SA"),
    ("okaz", "", "SA"),
    ("اليوم السابع", "", "EG"),
    ("", "https://www.almasryalyoum.com/news/1", "EG"),
    ("", "http://alwatan.com.sa/x?y", "SA"),
    ("youm7.com", "", "EG"),
    ("BBC", "https://www.bbc.co.uk/arabic", "GB"),
    ("الوطن", "", None),
    ("موقع", "", None),
    ("", "", None),
]


@pytest.mark.parametrize(("source", "url", "country"), HOMES)
def test_a_newspaper_is_at_home_in_a_country(source: str, url: str, country: str | None) -> None:
    assert home_of(source, url) == country


CURRENCIES = [
    ("بلغ السعر 5 ريالات", "okaz", "SAR"),
    ("بلغ السعر 5 دنانير", "الغد", "JOD"),
    ("بلغ السعر 5 دنانير", "", "KWD"),
    ("بلغ السعر 5 دنانير", "okaz", "KWD"),  # of no dinar's country
    ("في البحرين بلغ السعر 5 دنانير", "الغد", "BHD"),
    ("بلغ السعر 50 قرشا", "سانا", "SYP"),
    ("بلغ السعر 50 فلسا", "البيان", "AED"),
    ("بلغ السعر 5 جنيهات", "سونا", "SDG"),
]


@pytest.mark.parametrize(("body", "source", "unit"), CURRENCIES)
def test_a_bare_currency_is_that_of_the_text_else_of_its_newspaper(body: str, source: str, unit: str) -> None:
    [figure] = figures_in(Article(ArticleId("a"), "", body, source))
    assert (figure.unit, figure.flags) == (unit, {Flag.CURRENCY})


ASSUMED = [
    ("في 5/7/2015 صباحا", {Flag.ORDER}),
    ("في 15/7/2015 صباحا", set()),
    ("في 7/7/2015 صباحا", set()),
    ("في 2015/7/5 صباحا", set()),
    ("في 5/7/15 صباحا", {Flag.ORDER, Flag.YEAR}),
    ("نحو 5.\u200f2 مليون", {Flag.MIRRORED}),
    ("نحو 57ر4 مليون", set()),
    ("نحو 2.5 مليون", set()),
    ("كأس العالم 2018", {Flag.YEAR}),
    ("مؤشر 2.125 اليوم", {Flag.DECIMAL}),
]


@pytest.mark.parametrize(("body", "flags"), ASSUMED)
def test_whatever_is_assumed_is_flagged(body: str, flags: set[Flag]) -> None:
    [figure] = figures_in(Article(ArticleId("a"), "", body))
    assert figure.flags == flags
