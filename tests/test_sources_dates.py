"""Dates: each spelling that archives use, and None wherever more than one day could be meant."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources.dates import date_of

DATES = {
    "2015-07-27": [
        "2015-07-27", "2015-07-27 18:39:22", "2015-07-27T18:39:22.000Z", "2015-07-27T01:00:00+03:00", " 2015-7-27 ",
        "2015/07/27", "2015.07.27", "20150727", "20150727T183922Z", "٢٠١٥-٠٧-٢٧", "٢٠١٥/٧/٢٧", "27/07/2015",
        "27-7-2015",
        "07/27/2015", "27.07.2015 18:39", "Mon, 27 Jul 2015 18:39:22 +0300", "27 July 2015", "July 27, 2015",
        "Jul. 27th, 2015",
        "Monday 27 July 2015", "27 يوليو 2015", "27 تموز 2015", "27 تموز/يوليو 2015", "27 يوليو/تموز 2015",
        "٢٧ يوليو ٢٠١٥",
        "الاثنين، 27 يوليو، 2015", "الإثنين 27 يوليو 2015 - 18:39", "27 جويلية 2015", "27 من يوليو 2015",
        "27\u00a0يوليو 2015",
    ],
    "2024-01-05": ["5 كانون الثاني 2024", "5 كانون الثاني/يناير 2024", "5 يناير 2024", "5 جانفي 2024",
                   "Fri, 5 Jan 2024 00:00:00 GMT"],
    "2024-10-24": ["24 تشرين الأول 2024", "24 أكتوبر 2024", "24 تشرين الأول (أكتوبر) 2024"],
    "2020-02-29": ["29/2/2020", "29 فبراير 2020"],
    "2015-07-07": ["7/7/2015", "07.07.2015"],
}  # fmt: skip
NONE = [
    "", "yesterday", "أمس", "2015", "2015-07", "July 2015", "5/6/2015", "2015-13-01", "2015-02-30", "29/2/2019",
    "27 يوليو",
    "1436-10-11", "11 شوال 1436", "11/10/1436", "12345678", "20151301", "2015-07-271", "5 تموز/مايو 2015", "1437955162",
    "99/99/9999", "x" * 10_000, "9" * 10_000, "2015-07-2x" * 10,
]  # fmt: skip


@pytest.mark.parametrize(("expected", "text"), [(day, text) for day, texts in DATES.items() for text in texts])
def test_every_spelling_of_a_date_is_that_date(expected: str, text: str) -> None:
    assert date_of(text) == date.fromisoformat(expected)


@pytest.mark.parametrize("text", NONE)
def test_what_may_be_several_days_or_none_is_no_date(text: str) -> None:
    assert date_of(text) is None


@given(st.text(alphabet=st.one_of(st.sampled_from("0123456789٠١٢/-. ,Tيوليو"), st.characters()), max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert date_of(text) is None or isinstance(date_of(text), date)


@given(st.dates(date(1600, 1, 1), date(2200, 12, 31)))
def test_iso_comes_back(day: date) -> None:
    assert date_of(day.isoformat()) == day
