"""Shortcuts: what a look at the tokens beside passes over would have been no figure, and its reading no other."""

import json
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article, ArticleId
from index.figures import (
    Figure,
    amounts,
    below_hundred,
    dates,
    digits,
    grammars,
    identifiers,
    numerals,
    ranges,
    times,
    units,
)
from index.figures.counted_words import IDENTIFIERS, NUMBERED
from index.figures.extraction import figures_in
from index.figures.lexicon import KNOWN
from index.figures.sentences import Sentences
from index.figures.tokens import Tokens
from index.figures.units import UnitReading

WORDS = st.sampled_from([*sorted(KNOWN | IDENTIFIERS | NUMBERED), "كتاب", "الوزير", "رجلا", "H100", "kg", "SAR"])
NUMBERS = st.sampled_from(["3", "15", "007", "94", "2015", "1436", "1,234", "0.5", "57ر4", "٣٫٥", "12345", "88591"])
MARKS = st.sampled_from(
    [".", "،", ":", "-", "–", "/", "%", "$", "(", ")", "«", "»", "+", "#", "\n", "?", "و", "م", "هـ"]
)
FRONTS = st.sampled_from(["", "", "", "ال", "و", "ب", "وال", "ل"])
TEXTS = st.lists(
    st.tuples(st.one_of(st.tuples(FRONTS, WORDS).map("".join), NUMBERS, MARKS), st.sampled_from([" ", " ", " ", ""])),
    max_size=14,
).map(lambda parts: "".join(word + gap for word, gap in parts))


class Everything:
    """A table that leaves nothing to be passed over."""

    def __contains__(self, _: object) -> bool:
        return True


class EveryReader:
    """Of units, whatever the word or mark."""

    def get(self, first: str) -> list[Callable[[Tokens, int], UnitReading | None]]:
        return [reader for reader, _ in units._GRAMMARS] if first.strip() else []


def stated(body: str) -> list[Figure]:
    return figures_in(Article(ArticleId("a"), "", body))


@contextmanager
def no_shortcuts() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grammars, "may_begin", lambda tokens, index: True)
        patch.setattr(numerals, "_ends_digits", lambda following, beyond: False)
        patch.setattr(numerals, "_ends_words", lambda following: False)
        patch.setattr(numerals, "_scaled_digits", lambda tokens, index, style: None)
        patch.setattr(units, "_READERS", EveryReader())
        patch.setattr(identifiers, "_may_name", lambda following: True)
        patch.setattr(dates, "_may_follow_day", lambda following: True)
        patch.setattr(dates, "_is_separated", lambda tokens, index: True)
        for module, tables in {
            amounts: ("_PAIRS", "_NUMERALS", "_BEFORE_WHOLES", "_NOUNS_IN_FRONT", "_SAY_OF_WHAT"),
            dates: ("_ERAS", "_AFTER_NUMBERS"),
            identifiers: ("_CUES", "_DIVIDERS"),
            below_hundred: ("_BELOW_HUNDRED",),
            digits: ("_BETWEEN_PARTS",),
            numerals: ("FIRST_WORDS", "_TAILS"),
            ranges: ("_LINKS",),
            times: ("_BEHIND", "_CUES"),
        }.items():
            for table in tables:
                patch.setattr(module, table, Everything())
        yield


SPOKEN = [
    "ثانية ونصف\nساعة\nالثانية عشرة من مايو 2015 وأحد عشر من كانون الثاني (يناير) 2016 ورمضان من عام 1436 هـ",
    "من 10 إلى 20 %، 5 ر.س و(6) سنوات – 3/4 كيلو، عام 94 م، 3 أرباع المليون، 2 فاصلة 5، 43 ر 1 مليون، 5 .489",
    "عند الساعة الثالثة، الساعة الـ 6، حتى الثانية صباحا، الساعة 0424، 0622 جمت، 7 مساء، السابعة من مساء الخميس",
    "إحدى وعشرون شركة، أحد وعشرون يوما، ثاني عشر شهر، الاثنان والعشرون، نص ساعة، جزء من مئة، ثالث أكبر شركة",
    "المادة 236، رقم: 5، هاتف الطوارئ (994)، القرارات 1696 و1737، إف 16، مازيراتي 350 إس، كوفيد-19، H100، 5+1",
    "20 مئة ألف، (50) ألف، 5 ملايين 300 ألف، 3 على 4، واحد من كل خمسة، 3 أضعاف، 3 تحت الصفر، 2/صفر، 8-15/10/1436",
    "الحادية عشرة من عمره، العشرين من شوال، الربع الأول من عام 2024، مايو/أيار 2015، ذي القعدة 1436، 26-28 مايو",
    "بين 3 و5 كم، من 3 لـ 5، 10 حتى 12 دولارا، 15 / 10 / 1436، 2014-2015، 222-2222-2222، -5 درجات، %12، $10",
]


@pytest.mark.parametrize("body", SPOKEN)
def test_shortcuts_change_no_figure_that_a_rule_is_about(body: str) -> None:
    short = stated(body)
    with no_shortcuts():
        assert stated(body) == short


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_shortcuts_change_no_figure_of_any_text(body: str) -> None:
    short = stated(body)
    with no_shortcuts():
        assert stated(body) == short


def test_shortcuts_change_no_figure_of_real_articles(corpus_data: Path) -> None:
    with zipfile.ZipFile(corpus_data / "data" / "saudinewsnet" / "2015-07-23.zip") as archive:
        [member] = [name for name in archive.namelist() if name.endswith(".json") and not name.startswith("__")]
        bodies = [article["content"] or "" for article in json.loads(archive.read(member).decode("utf-8-sig"))]
    short = [stated(body) for body in bodies]
    with no_shortcuts():
        assert [stated(body) for body in bodies] == short


@pytest.mark.parametrize(
    "body",
    [
        "أحد الوزراء",
        "الأحد",
        "يوم الاثنين الماضي",
        "نص البيان",
        "جزء كبير",
        "شهر رمضان المبارك",
        "الأولى في العالم",
        "ساعة كاملة",
    ],
)
def test_what_a_number_word_begins_it_begins_only_with_what_belongs_to_it(body: str) -> None:
    assert stated(f"قال {body} أمس") == []


SENTENCES = st.text(alphabet='كل .!؟…\n\r»"5', max_size=60)
SENTENCE_END = re.compile(r"[\n\r]|[.!?؟؛…]++[»”\"')\]]*+(?=\s)")


@given(SENTENCES)
@settings(max_examples=200)
def test_a_sentence_ends_with_its_line_or_where_white_space_follows_a_stop(body: str) -> None:
    sentences = Sentences(body)
    borders = [0, *(match.end() for match in SENTENCE_END.finditer(body)), len(body)]
    for place in (place for place, letter in enumerate(body) if not letter.isspace()):
        first = max(border for border in borders if border <= place)
        last = min(border for border in borders if border > place)
        start, end = sentences.around(place, place + 1)
        assert body[start:end] == body[first:last].strip()


@given(SENTENCES)
@settings(max_examples=200)
def test_sentences_are_the_same_in_whatever_order_they_are_asked_about(body: str) -> None:
    places = [(place, place + 1) for place, letter in enumerate(body) if letter not in "\n\r"]
    forth, back = Sentences(body), Sentences(body)
    in_order = [forth.around(*place) for place in places]
    assert in_order == [back.around(*place) for place in reversed(places)][::-1]
    assert all(
        first <= start < end <= last
        for (start, end), (first, last) in zip(places, in_order, strict=True)
        if not body[start].isspace()
    )


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_tokens_met_before_are_the_tokens_met_first(body: str) -> None:
    first, again = Tokens(body), Tokens(body)
    assert (first.shapes, first.starts, first.candidates) == (again.shapes, again.starts, again.candidates)
    assert all(body[start:].startswith(shape.raw) for shape, start in zip(first.shapes, first.starts, strict=True))
