"""Parts: what is left unread of a text changes no figure, and no token's number."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article, ArticleId
from index.figures import Figure, parts, tokens
from index.figures.extraction import figures_in
from index.figures.lexicon import KNOWN
from index.figures.parts import parts_of
from index.figures.tokens import PAD, PREFIXES, Part, Tokens, read_for

FRONTS = st.sampled_from(["", "", "", *(prefix for prefix, _, _ in PREFIXES)])
KNOWN_WORDS = st.tuples(FRONTS, st.sampled_from(sorted(KNOWN))).map("".join)
PLAIN_WORDS = st.sampled_from(["كتب", "الوزير", "أمس", "وقال", "مؤسسةً", "مدرسـة", "سـ", "إلى"])
NUMBERS = st.sampled_from(["3", "15", "94", "2015", "1436", "1,234", "57ر4", "٣٫٥", ".94", "15/10/1436", "5+1", "(6)"])
MARKS = st.sampled_from([".", "،", ":", "-", "–", "/", "%", "$", "(", ")", "«", "»", "#", "?", "...", "ـ", "ً", "٬"])
LATIN = st.sampled_from(["H100", "SAR", "kg", "AT&T", "U.S.", "https://a.b/5؛ت", "www.عام", "Reuters"])
ODD = st.sampled_from(
    ["\u200f", "\u200c", "ٱ", "گ", "ﻻ", "\u0654", "\u0670", "\ud800", "𐎠", "\u2028", "\r\n", "\n", "²"]
)
WORDS = st.one_of(KNOWN_WORDS, PLAIN_WORDS, PLAIN_WORDS, PLAIN_WORDS, NUMBERS, MARKS, LATIN, ODD)
GAPS = st.sampled_from([" ", " ", " ", " ", " ", "", "  ", "\u00a0", "\t", " \u200f", " ً", "\n"])
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=40).map(lambda told: "".join(word + gap for word, gap in told))

SPOKEN = [
    "قال الوزير أمس إن عدد الذين كتبوا إلى المدرسة من كل الجهات في البلاد كلها وما حولها بلغ 33، وقال إنهم كثيرون جدا",
    "كتب الوزير أمس إلى المدرسة\nوقال إن الثانية من مايو يوم المدرسة\nوقال الوزير إن ساعة\nوقال الوزير\nيوم ونصف",
    "كتب الوزير أمس إلى المدرسة أن العام. وقال إن ثلاث مدارس كتبت إليه، وقال الوزير عام .94\nوقال إن عام .94 أمس",
    "الدينار في العراق أمس كما قال الوزير أمس في المدرسة الكبيرة وكما قال كل من كتب إليه من الناس 100 دينار",
    "كتب الوزير أمس في قطر إلى المدرسة الكبيرة كما قال الوزير أمس وكما كتب إليه الناس من كل البلاد 100 ریال",
    "اشترت المدرسة من وحدات H100 كما قال الوزير أمس في المدرسة الكبيرة وكما كتب إليه الناس 12 ألف وحدة",
    "https://a.b/ثلاثة ملايين دولار وقال الوزير إن www.ثلاثة ملايين دولار في المدرسة الكبيرة وثلاثة ملايين دولار",
    "7 " * 200,
    "9" * 3000,
    "كتب الوزير " * 400 + "خمسة ملايين دولار " + "كتب الوزير " * 400,
    "الساعة\u200f الثالثة،\u200f وثلاث\u200fة ملايين، ثـلاثة ملايـين، ثَلاثَةُ مَلايينَ دولار، ٱلثالث من مايو",
    "\u200f \ud800 كتب الوزير أمس إلى المدرسة وقال الوزير أمس إلى المدرسة وقال خمسة ملايين دولار\u200f",
    "",
    " ",
    "\n",
]


def stated(body: str, read: list[Part] | None = None) -> list[Figure]:
    return figures_in(Article(ArticleId("a"), "", body), parts=read)


@contextmanager
def parts_around(back: int, ahead: int, between: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_BACK", back)
        patch.setattr(parts, "_AHEAD", ahead)
        patch.setattr(parts, "_BETWEEN", between)
        yield


FILLING = "كتب الوزير أمس، "


def all_tokens(body: str, read: list[Part]) -> Tokens:
    tokens = Tokens(body, parts=read)
    read_for(lambda tokens: [shape.raw for shape in tokens.shapes], tokens)
    return tokens


def agrees(bodies: list[str]) -> bool:
    """Whether the parts of some texts make the same figures as the texts, and every token keeps its number."""
    for body, read in zip(bodies, parts_of(bodies), strict=True):
        assert stated(body, read) == stated(body)
        again, whole = all_tokens(body, read), Tokens(body)
        assert not read or (again.shapes, again.starts) == (whole.shapes, whole.starts)
    return True


@pytest.mark.parametrize("around", [(35, 30, 40), (0, 1, 0)])
def test_what_is_left_unread_changes_no_figure_that_a_rule_is_about(around: tuple[int, int, int]) -> None:
    with parts_around(*around):
        assert agrees(SPOKEN)
        assert all(agrees([body]) for body in SPOKEN)


@given(st.lists(TEXTS, max_size=4))
@settings(max_examples=150, deadline=None)
def test_what_is_left_unread_changes_no_figure_of_any_texts(bodies: list[str]) -> None:
    assert agrees(bodies)
    with parts_around(0, 1, 0):  # every look at a neighbour has it read
        assert agrees(bodies)


@given(st.lists(st.text(max_size=60), max_size=3))
@settings(max_examples=100, deadline=None)
def test_whatever_the_characters_are(bodies: list[str]) -> None:
    with parts_around(0, 1, 0):
        assert agrees(bodies)
        assert agrees([f"كتب الوزير أمس {body} كتب الوزير أمس خمسة ملايين" for body in bodies])


def test_what_is_left_unread_changes_no_figure_of_real_articles(corpus_data: Path) -> None:
    with zipfile.ZipFile(corpus_data / "data" / "saudinewsnet" / "2015-07-23.zip") as archive:
        [member] = [name for name in archive.namelist() if name.endswith(".json") and not name.startswith("__")]
        bodies = [article["content"] or "" for article in json.loads(archive.read(member).decode("utf-8-sig"))]
    assert agrees(bodies)
    read = sum(end - start for each in parts_of(bodies) for _, start, end in each)
    assert 0 < read < sum(map(len, bodies)) / 2


def test_a_text_in_which_no_figure_begins_is_not_read() -> None:
    assert parts_of(["كتب الوزير أمس إلى المدرسة في العام الماضي، وقال إن الساعة تأتي.", ""]) == [[], []]


@pytest.mark.parametrize(
    ("country", "unit"),
    [("والأردن", "JOD"), ("المملكة", "KWD"), ("المملكة الأردنية", "JOD"), ("بالعراق", "IQD"), ("المدينة", "KWD")],
)
@pytest.mark.parametrize("dinars", ["دنانير", "دنانیر"])
def test_a_country_named_far_from_a_currency_tells_which_it_is(country: str, unit: str, dinars: str) -> None:
    body = f"{FILLING * 9}{country} {FILLING * 9}خمسة {dinars}"
    [read] = parts_of([body])
    assert [figure.unit for figure in stated(body, read)] == [figure.unit for figure in stated(body)] == [unit]


def test_tokens_keep_their_numbers_beside_what_is_left_out() -> None:
    body = FILLING * 30 + "خمسة ملايين دولار " + FILLING * 30
    [read] = parts_of([body])
    tokens = Tokens(body, parts=read)
    five = PAD + 30 * 4
    assert tokens.word(five) == "خمسه"
    assert tokens.index_at(body.index("خمسة")) == five
    assert len(tokens.shapes) == len(Tokens(body).shapes)
    assert sum(end - start for _, start, end in read) < len(body) / 4


def test_what_is_remembered_of_words_is_bounded_however_long_they_are() -> None:
    words = ["ب" * letters for letters in (3, 60, 600, 6_000)]
    assert [Tokens(word).word(PAD) for word in words] == words
    assert [word for word in words if word in tokens._SHAPES] == words[:2]
