"""The Arabic catalogue: nothing missing, nothing left over, nothing left unfilled, compiled as committed."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from index.articles import ArticleId, Span
from index.figures.figure import Bound, Figure, Kind, Value
from tests.bench.messages import catalogues, compiled, read, template, untranslated
from tui import messages
from tui.figure_text import figure_text
from tui.messages import ngettext

_PLACEHOLDER = re.compile(r"{(\w*)[^}]*}")
_WITHOUT_NUMBER = 3
"""How many of Arabic's forms, zero, one and two, may say the number by the noun alone."""

each = pytest.mark.parametrize("file", catalogues(), ids=lambda file: file.parent.parent.name)


@pytest.fixture
def arabic() -> Iterator[None]:
    messages.speak("ar")
    yield
    messages.speak("en")


@each
def test_every_text_of_the_program_is_translated_and_no_other(file: Path):
    catalogue = read(file)
    assert {message.id for message in template()} == {message.id for message in catalogue}, "run tests.bench.messages"
    assert not [message.id for message in untranslated(catalogue)]


@each
def test_no_translation_is_marked_doubtful(file: Path):
    assert not [message.id for message in read(file) if message.id and message.fuzzy]


@each
def test_a_translation_fills_what_its_source_fills(file: Path):
    for message in read(file):
        if message.id:
            assert not list(_wrongly_filled(message)), message.id


@each
def test_a_translation_keeps_the_lines_that_its_source_keeps(file: Path):
    """Click wraps a paragraph of help anew where it does not begin with a backspace."""
    texts = [message for message in read(file) if isinstance(message.id, str) and message.id]
    assert [text.id for text in texts if text.id.count("\b") != text.string.count("\b")] == []


def _wrongly_filled(message: Message) -> Iterator[str]:
    if not isinstance(message.id, tuple):
        if _filled(message.string) != _filled(message.id):
            yield message.string
        return
    for number, form in enumerate(message.string):
        wanted = _filled(message.id[1])
        if _filled(form) != wanted and (number >= _WITHOUT_NUMBER or _filled(form) - wanted):
            yield form


def _filled(text: str) -> set[str]:
    return set(_PLACEHOLDER.findall(text))


@each
def test_the_compiled_catalogue_is_that_of_the_source(file: Path):
    assert file.with_suffix(".mo").read_bytes() == compiled(read(file)), "run tests.bench.messages"


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ({"LANG": "ar_EG.UTF-8"}, "مبالغ"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "ar"}, "مبالغ"),
        ({"LANG": "en_GB.UTF-8"}, "Money"),
        ({"LANG": "ar_EG.UTF-8", "LC_ALL": "C.UTF-8"}, "Money"),
    ],
)
def test_the_locale_chooses_the_language(locale: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    messages.speak()
    assert messages.kind("money") == said
    messages.speak("en")


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "لا مقالات"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (5, "5 مقالات"),
        (11, "11 مقالًا"),
        (99, "99 مقالًا"),
        (100, "100 مقال"),
        (103, "103 مقالات"),
    ],
)
@pytest.mark.usefixtures("arabic")
def test_a_count_takes_one_of_six_forms(count: int, said: str):
    assert ngettext("{count} article", "{count} articles", count).format(count=count) == said


@pytest.mark.usefixtures("arabic")
def test_arabic_runs_from_the_right():
    assert messages.reads_right_to_left()


@pytest.mark.parametrize(
    ("kind", "value", "unit", "bound", "said"),
    [
        (Kind.MONEY, Decimal(45_000_000), "USD", None, "45 مليون دولار"),
        (Kind.MONEY, Decimal(3_000_000), "SAR", None, "3 ملايين ريال سعودي"),
        (Kind.MONEY, Decimal(15), "USD", Bound.MORE, "أكثر من 15 دولارًا"),
        (Kind.MONEY, Decimal(1_234_567), "USD", None, "1,234,567 دولارًا"),
        (Kind.DURATION, Decimal(2), "month", None, "شهران"),
        (Kind.DURATION, Decimal(2), "month", Bound.ABOUT, "شهران تقريبًا"),
        (Kind.DURATION, (Decimal(1), Decimal(2)), "year", None, "1–2 سنة"),
        (Kind.DURATION, (Decimal(10), Decimal(12)), "month", None, "10–12 شهرًا"),
        (Kind.DURATION, Decimal("1.5"), "year", None, "1.5 سنة"),
        (Kind.RATIO, Decimal(5), "x", None, "5 أضعاف"),
        (Kind.PERCENT, Decimal(80), "%", Bound.AT_LEAST, "\u061c80% على الأقل"),
        (Kind.DATE, "2024-06-01", None, None, "1 يونيو 2024"),
        (Kind.DATE, "2024-Q1", None, None, "الربع الأول من 2024"),
        (Kind.DATE, "H1436-10-25", None, None, "25 شوال 1436 هـ"),
    ],
)
@pytest.mark.usefixtures("arabic")
def test_a_figure_is_told_in_arabic(kind: Kind, value: Value, unit: str | None, bound: Bound | None, said: str):
    assert figure_text(Figure(ArticleId("a"), kind, value, unit, bound, None, None, Span(0, 1), Span(0, 9))) == said
