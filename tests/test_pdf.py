"""PDF: lines from the places of glyphs, Arabic from the order it stands in on paper to the order it is read in."""

import io
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article
from index.errors import Problem
from index.sources.families import Reading
from index.sources.formats import Format
from index.sources.items import Item
from index.sources.problems import Reason
from index.sources.visual_order import in_logical_order, plain_letters
from tests.documents import Written, arabic_font, pdf, raw_pdf, shown_from_left

CONTEXT = "قالت الوزارة في بيان لها إن الأسعار ارتفعت في الأسواق العالمية أمس"
"""A line that leaves no doubt about the order, beside one that may."""

LINES = [
    "ارتفعت أسعار القمح في الأسواق",
    "نسبة النمو بلغت 25% هذا العام",
    "بلغت الأرباح 1,250.75 مليون ريال",
    "في 2015-07-21 عند الساعة 10:30 مساء",
    "أعلنت شركة OpenAI عن نموذج GPT 4 الجديد",
    "قال (الاثنين) إن «التحالف» لم يرد [بعد]",
    "كِتابٌ مُفيدٌ لا إلهَ إلا الله",
    "الآلات والأولاد لإنجاز الأعمال",
    "25% من السكان",
]


def read(data: bytes) -> list[Article | Problem]:
    return list(Reading().of(Item("a.pdf", "a.pdf", lambda: io.BytesIO(data)), Format.PDF))


@pytest.mark.parametrize("line", LINES)
def test_what_stands_on_paper_is_read_as_it_was_written(line: str) -> None:
    shown = [list(shown_from_left(each)) for each in (line, CONTEXT)]
    assert _bare(in_logical_order(shown).lines[0]) == _bare(line)


@pytest.mark.parametrize("line", LINES)
def test_what_is_in_logical_order_stays_as_it_is(line: str) -> None:
    assert in_logical_order([list(line), list(CONTEXT)]).lines == [line, CONTEXT]


def test_a_glyph_may_be_two_letters() -> None:
    line = ["م", "لا", "س", " ", "ل", "ا", "ق", " ", "ر", "ي", "ز", "و", "ل", "ا"]
    assert in_logical_order([line]).lines == ["الوزير قال سلام"]


def test_a_line_may_be_unlike_its_document_and_one_that_is_doubtful_is_told() -> None:
    turned = [list(shown_from_left(line)) for line in LINES]
    ordered = in_logical_order([*turned, list(CONTEXT)])
    assert ordered.lines[-1] == CONTEXT
    assert in_logical_order([*turned, list("لا ال")]).doubtful in (0, 1)


def test_brackets_that_are_mirrored_already_are_not_mirrored_again() -> None:
    lines = [list(reversed("قال (الاثنين) إن «التحالف» لم يرد")), list(reversed(CONTEXT))]
    assert in_logical_order(lines).lines[0] == "قال (الاثنين) إن «التحالف» لم يرد"


def test_a_full_stop_of_a_paragraph_from_the_left_is_put_at_the_end() -> None:
    lines = [[*reversed(CONTEXT), "."], list(reversed(CONTEXT))]
    assert in_logical_order(lines).lines[0] == f"{CONTEXT}."


@given(st.lists(st.text(alphabet="ابتثجلم ة12٣٤%.,-()«»OpenAI ًّ", max_size=30), max_size=5))
@settings(max_examples=100, deadline=None)
def test_no_letter_is_lost_or_made_up(lines: Sequence[str]) -> None:
    def letters(text: str) -> list[str]:
        return sorted(re.findall(r"\w", text))

    for read_, line in zip(in_logical_order([list(line) for line in lines]).lines, lines, strict=True):
        assert letters(read_) == letters(line)


def test_presentation_forms_become_the_letters_they_are_forms_of() -> None:
    assert plain_letters("ﻣﺮﺣﺒﺎ ﻻ ﷲ ﷺ") == "مرحبا لا الله ﷺ"


@pytest.mark.skipif(arabic_font() is None, reason="no font here has Arabic")
@pytest.mark.parametrize("visual", [True, False])
def test_an_article_of_several_pages_is_whole_and_its_paragraphs_are(visual: bool) -> None:
    body = "\n".join(
        f"{CONTEXT} {number}، {CONTEXT}، وأضافت أن {number * 7}% من السكان تأثروا بذلك." for number in range(90)
    )
    (article,) = read(pdf(Written("عنوان المقال", body), visual=visual))
    assert isinstance(article, Article)
    assert set(body.split()) <= set(article.body.split())
    assert "الأسعار ارتفعت في الأسواق العالمية أمس 7، قالت الوزارة" in article.body


def test_pages_of_pictures_are_told() -> None:
    data = raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R>>"
    )
    assert [(each.reason, each.params) for each in read(data) if isinstance(each, Problem)] == [
        (Reason.NO_LETTERS, {"pages": 1})
    ]


def test_a_password_is_told() -> None:
    from pypdf import PdfWriter

    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    assert [each.reason for each in read(out.getvalue()) if isinstance(each, Problem)] == [Reason.ENCRYPTED]


def _bare(line: str) -> str:
    """A line without marks: where several lie on one letter, paper does not say in which order."""
    return re.sub("[\u064b-\u0652]", "", plain_letters(line))
