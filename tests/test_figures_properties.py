"""Whatever the text, figures are in order, apart, and cut it exactly."""

from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article, ArticleId
from index.figures import decode_value, encode_value, value_as_json
from index.figures.extraction import figures_in

PIECES = (
    *"0123456789٠١٢٣۴.,٫٬،ر'و-–/:%٪$€()[]\n\t \u00a0\u200f\u200e\u061c\u0640\u064b",
    *(
        "ألف",
        "مليون",
        "مليونين",
        "مئة",
        "وخمسة",
        "عشر",
        "وعشرون",
        "ثلاثة",
        "نصف",
        "ونصف",
        "أرباع",
        "أضعاف",
        "سالب",
        "فاصلة",
    ),
    *(
        "دولار",
        "ريال",
        "كم",
        "متر",
        "مربع",
        "شهر",
        "شهرين",
        "سنة",
        "عام",
        "مايو",
        "كانون",
        "الثاني",
        "الربع",
        "الأول",
        "هـ",
        "م",
    ),
    *(
        "من",
        "إلى",
        "بين",
        "على",
        "أكثر من",
        "على الأقل",
        "الساعة",
        "مساء",
        "عدد",
        "وحدة",
        "H100",
        "http://a",
        "رقم",
        "ثالث",
        "الـ",
    ),
)
BODIES = st.lists(st.sampled_from(PIECES), max_size=40).flatmap(
    lambda pieces: st.sampled_from(("", " ")).map(lambda between: between.join(pieces))
)


def read_soundly(body: str) -> None:
    reached = 0
    for figure in figures_in(Article(ArticleId("a"), "", body)):
        start, end = figure.span
        assert reached <= start < end <= len(body)
        assert body[start:end].strip() == body[start:end]
        assert figure.sentence.start <= start
        assert end <= figure.sentence.end
        assert figure.counted is None or body[slice(*figure.counted)]
        assert decode_value(encode_value(figure.value)) == figure.value
        value_as_json(figure.value)
        reached = end


@settings(max_examples=300)
@given(BODIES)
def test_figures_are_in_order_and_apart_and_cut_the_text(body: str) -> None:
    read_soundly(body)


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_any_text_at_all_is_read_without_an_error(body: str) -> None:
    read_soundly(body)


def test_the_deepest_nesting_is_read_without_an_error() -> None:
    for piece in ("سالب ", "ألف ", "مليون و", "1,", "1ر", "و", "1-", "9", "نصف ", "1 على ", "من "):
        read_soundly(piece * 3000)
