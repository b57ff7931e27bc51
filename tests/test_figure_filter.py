"""The line that says which figures are wanted: what is typed, and what it asks for."""

import math
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.corpus import FigureFilter, Kind
from tui import messages
from tui.figure_filter import FAULTS, NAMES, Asked, kind_as_typed, parse, with_field


@pytest.fixture
def arabic() -> Iterator[None]:
    messages.speak("ar")
    yield
    messages.speak("en")


def beyond(number: float, towards: float) -> Decimal:
    return Decimal(math.nextafter(number, towards))


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("", {}),
        ("kind:money", {"kind": Kind.MONEY}),
        ("kind:mon", {"kind": Kind.MONEY}),
        ("kind:Percentages", {"kind": Kind.PERCENT}),
        ("نوع:money", {"kind": Kind.MONEY}),
        ("unit:usd", {"unit": "USD"}),
        ("unit:W", {"unit": "W"}),
        ("unit:%", {"unit": "%"}),
        ("unit:years", {"unit": "year"}),
        ("unit:leagues", {"unit": "leagues"}),
        (">=1e9", {"minimum": Decimal(10**9)}),
        ("≥ 2.5m", {"minimum": Decimal(2_500_000)}),
        (">1e9", {"minimum": beyond(1e9, math.inf)}),
        ("<5", {"maximum": beyond(5, -math.inf)}),
        ("<=1,500", {"maximum": Decimal(1500)}),
        ("≤٣٠٠", {"maximum": Decimal(300)}),
        ("≥٢٫٥مليون", {"minimum": Decimal(2_500_000)}),
        ("=100k", {"minimum": Decimal(100_000), "maximum": Decimal(100_000)}),
        ("value:10..20", {"minimum": Decimal(10), "maximum": Decimal(20)}),
        ("value:..20", {"maximum": Decimal(20)}),
        ("since:2015", {"since": date(2015, 1, 1)}),
        ("until:2015", {"until": date(2015, 12, 31)}),
        ("until:2016-2", {"until": date(2016, 2, 29)}),
        ("date:2015-08", {"since": date(2015, 8, 1), "until": date(2015, 8, 31)}),
        ("date:2015-07..2015-08-06", {"since": date(2015, 7, 1), "until": date(2015, 8, 6)}),
        ("منذ:٢٠١٥", {"since": date(2015, 1, 1)}),
        ("source:الرياض", {"source": "الرياض"}),
        ('source:"وكالة الأنباء"', {"source": "وكالة الأنباء"}),
        ("counts:وظيفة", {"counts": "وظيفة"}),
        ("قتيل جريح", {"about": "قتيل جريح"}),
        ('"وحدة معالجة" H100', {"about": '"وحدة معالجة" H100'}),
        ("kind:count قتيل >100 2015", {"kind": Kind.COUNT, "about": "قتيل 2015", "minimum": beyond(100, math.inf)}),
    ],
)
def test_a_line_asks_for(line: str, wanted: dict[str, Any]):
    assert parse(line) == Asked(FigureFilter(**wanted))


@pytest.mark.parametrize(
    ("line", "reason", "marked"),
    [
        ("kind:colour", "kind", "kind:colour"),
        ("H100 kind:m", "kind", "kind:m"),  # money or measure
        ("colour:red", "field", "colour:red"),
        (">many", "number", ">many"),
        (">1e9999", "number", ">1e9999"),
        (">", "empty", ">"),
        ("unit:", "empty", "unit:"),
        ("since:201", "day", "since:201"),
        ("since:2015-13", "day", "since:2015-13"),
        ("until:9999", "day", "until:9999"),
        ("value:..", "value", "value:.."),
    ],
)
def test_what_cannot_be_understood_is_marked_and_told(line: str, reason: str, marked: str):
    (fault,) = parse(line).faults
    assert (fault.reason, line[fault.start : fault.end]) == (reason, marked)
    assert "{" not in fault.said()


@pytest.mark.parametrize("line", ["نوع:مبالغ وحدة:دولار", "kind:money unit:usd", "نوع:money unit:دولار"])
def test_kinds_and_units_are_known_in_every_language(line: str):
    assert parse(line).wanted == FigureFilter(kind=Kind.MONEY, unit="USD")


@pytest.mark.usefixtures("arabic")
def test_in_arabic_kinds_and_fields_have_arabic_names():
    line = with_field("قتيل", "kind", kind_as_typed(Kind.MONEY))
    assert line == "نوع:مبالغ قتيل"
    assert parse(line).wanted == FigureFilter(kind=Kind.MONEY, about="قتيل")
    assert all(parse(with_field("", "kind", kind_as_typed(kind))).wanted.kind is kind for kind in Kind)
    assert parse("وحدة:دولار").wanted.unit == "USD"
    assert parse("وحدة:قدم").wanted.unit == "ft"
    assert parse('وحدة:"قدم مكعبة"').wanted.unit == "ft3"
    for reason in FAULTS:
        assert FAULTS[reason] != messages._(FAULTS[reason])


@pytest.mark.parametrize(
    ("line", "name", "value", "after"),
    [
        ("", "kind", "money", "kind:money"),
        ("قتيل", "kind", "money", "kind:money قتيل"),
        ("kind:money unit:USD >5", "unit", "EUR", "kind:money unit:EUR >5"),
        ("kind:money unit:USD >5", "unit", None, "kind:money >5"),
        ("نوع:money", "kind", None, ""),
        ("kind:money", "unit", None, "kind:money"),
        ("", "kind", "other numbers", 'kind:"other numbers"'),
    ],
)
def test_a_field_is_set_and_taken_away(line: str, name: str, value: str | None, after: str):
    assert with_field(line, name, value) == after


PIECES = st.sampled_from(
    [*NAMES, ":", '"', ">", "<=", "1e9", "2015-08", "..", " ", "م", "kind:money", "\u202e", "\ud800", "ر"]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join)))
def test_any_line_has_a_meaning_or_faults_that_cut_it(line: str):
    asked = parse(line)
    for fault in asked.faults:
        assert line[fault.start : fault.end]
        assert fault.said()
    with_field(line, "kind", "money")


def test_a_long_line_takes_linear_time():
    for piece in ('"', "a:", "<", "1", 'a:"', "> ", "kind:"):
        parse(piece * 2_000)
