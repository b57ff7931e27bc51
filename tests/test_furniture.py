"""Furniture and titles: what of a saved page is no prose, and what a reader would call the article."""

import json
import re
import tomllib
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Span
from index.furniture import Furniture, captions, kinds, title_of

TITLES = tomllib.loads((Path(__file__).parent / "cases" / "titles.toml").read_text(encoding="utf-8"))["case"]


def furniture(body: str) -> list[Span]:
    """The lines that are, each asked about as a whole."""
    asked = Furniture(body)
    lines = (Span(*line.span()) for line in re.finditer("[^\n\r\v\f\x85\u2028\u2029]+", body))
    return [line for line in lines if asked.holds(line)]


@pytest.mark.parametrize("case", TITLES, ids=[case["what"] for case in TITLES])
def test_a_title_is_what_a_reader_would_call_the_article(case: dict[str, str]) -> None:
    assert title_of(case["body"], "the fallback") == (case["title"] or "the fallback")


FURNITURE = [
    "اترك تعليقاً", "اترك ردًّا", "مقالات ذات صلة", "اقرأ أيضا…",
    "إقرأ أيضًا: عنوان مقال آخر في الموقع", "زر الذهاب إلى الأعلى",
    "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *", "شارك هذا الموضوع:",
    "فيسبوك | تويتر | واتساب",
    "الوسوم: نفط، غاز", "جميع الحقوق محفوظة © 2024", "اشترك في النشرة البريدية ليصلك كل جديد",
    "Leave a Reply", "Related: more",
    "Your email address will not be published. Required fields are marked *", "ADVERTISEMENT", "Share on Facebook",
    "رويترز", "(أ ف ب)", "صور جيتي", "المصدر: وكالات", "AFP via Getty Images", "كتب: سامي الخطيب",
]  # fmt: skip
PROSE = [
    "اقرأ الكتاب قبل أن تحكم عليه، فقد قال النقاد فيه ما قالوا.", "شارك الوزير في المؤتمر.",
    "قالت رويترز إن الأسعار ارتفعت.",
    "تويتر خسرت مليون مستخدم", "Related costs rose by 5 percent.",
    "وكالة رويترز للأنباء تعلن تعيين مدير جديد", "التعليقات كثيرة على القرار",
    "كتب الوزير على صفحته إن القرار نهائي.", "الرياض تستضيف المؤتمر", "- القصيم",
]  # fmt: skip


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_known_by_what_it_says(line: str) -> None:
    body = f"ارتفعت الأسعار أمس.\r\nوكان ذلك متوقعا.\r\n{line}\r\nوقال تجار إنها ستنخفض.\n"
    assert [body[span.start : span.end] for span in furniture(body)] == [line]


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_not_taken_for_furniture(line: str) -> None:
    assert furniture(f"ارتفعت الأسعار أمس.\n{line}\nوقال تجار إنها ستنخفض.") == []


def test_the_shipped_articles_have_a_frame_and_no_more_is_taken(seeds: Path) -> None:
    found = {}
    for path in sorted(seeds.glob("*.txt")):
        body = path.read_text(encoding="utf-8")
        found[path.name[:3]] = [body[span.start : span.end] for span in furniture(body)]
    assert [len(lines) for lines in found.values()] == [5, 2, 0, 0, 0]
    assert found["000"][-1] == "زر الذهاب إلى الأعلى"
    assert found["001"][1] == "رويترز"


@pytest.mark.parametrize(
    "line", ["صورة أرشيفية من الحفل", "مبنى الوزارة (أَرشيفيّة)", "الوزير (إلى اليسار) ونظيره", "Pictured: a rig"]
)
def test_a_caption_on_top_is_known_by_what_it_says(line: str) -> None:
    body = f"{line}\n\nارتفعت الأسعار أمس.\n"
    assert [body[span.start : span.end] for span in furniture(body)] == [line]
    assert furniture(f"ارتفعت أمس.\nوهبطت.\nثم ارتفعت.\n\nوعادت.\n{line}") == []


class Everything:
    """A table that leaves nothing to be refused."""

    def __contains__(self, _: object) -> bool:
        return True


LEFT = st.sampled_from([*FURNITURE, *PROSE, "صورة أرشيفية", "(يسار) الوزير", "«الرياض» - واس", "– المصدر", "من رويترز"])


@given(st.lists(LEFT, min_size=1, max_size=6).map("\n".join))
@settings(max_examples=150)
def test_what_refuses_a_line_at_once_refuses_no_furniture(body: str) -> None:
    found = furniture(body)
    with pytest.MonkeyPatch.context() as patch:
        for room, table in ((kinds, "FIRST_WORDS"), (kinds, "CREDIT_CUES"), (captions, "CAPTION_CUES")):
            patch.setattr(room, table, Everything())
        assert furniture(body) == found


def test_a_paragraph_above_its_agency_is_no_caption() -> None:
    assert furniture("ارتفعت أسعار القمح بنسبة 5%.\nرويترز")[0].start > 0


def test_what_lies_in_a_line_is_held_by_it_in_whatever_order_it_is_asked_about() -> None:
    body = "ارتفع السعر 5%.\rجميع الحقوق محفوظة 2024\u2028وبلغ 7 دولارات.\nالوسوم: قمة 20\n"
    numbers = [Span(*number.span()) for number in re.finditer(r"\d+", body)]
    asked = Furniture(body)
    assert [asked.holds(span) for span in numbers] == [False, True, False, True]
    assert [asked.holds(span) for span in reversed(numbers)] == [True, False, True, False]
    assert not asked.holds(Span(numbers[1].start, numbers[2].end))


def test_without_their_corpus_toml_the_shipped_articles_still_get_titles(seeds: Path) -> None:
    titles = [title_of(path.read_text(encoding="utf-8"), path.stem) for path in sorted(seeds.glob("*.txt"))]
    assert titles[0] == "إيلون ماسك يأمر بنقل رقائق الذكاء الاصطناعي من تيسلا إلى X و xAI"
    assert titles[1].startswith("في نوفمبر 2023، في اجتماع شامل مع الموظفين")
    assert titles[2].startswith("بين Tesla وxAI، كلفت تطلعات الذكاء الاصطناعي")
    assert titles[3].startswith("أفادت تقارير صحفية، يوم السبت،")
    assert titles[4] == "يتصادم إيلون ماسك مع سام ألتمان، الرئيس التنفيذي لشركة OpenAI"


LINES = st.sampled_from(
    ["اترك تعليقاً", "رويترز", "(", "# ", "-----", "نص عادي.", "By A", "[a](b)", "2024", "\u200f", "ـ", "«", "…"]
)


@given(st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=12).map("\n".join))
@settings(max_examples=150)
def test_any_text_has_furniture_in_order_and_a_short_title(body: str) -> None:
    spans = furniture(body)
    assert all(0 <= span.start < span.end <= len(body) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    title = title_of(body, "the fallback")
    assert 0 < len(title) <= 121
    assert "\n" not in title


@pytest.mark.parametrize("unit", ["[", "[a](", "* ", "@.", "# ", "رويترز ", "– ", "(", " ", "\n", "http://", "كتب - "])
def test_a_line_of_any_length_is_read_in_linear_time(unit: str) -> None:
    body = unit * 200_000
    assert len(title_of(body, "the fallback")) <= 121
    furniture(body)


def test_headlines_above_real_articles_are_found(corpus_data: Path) -> None:
    with zipfile.ZipFile(corpus_data / "data" / "saudinewsnet" / "2015-07-23.zip") as archive:
        articles = json.loads(archive.read(archive.namelist()[0]))
    headlines = [" ".join(article["title"].split()) for article in articles]
    bodies = [f"{headline}\n\n{article['content']}" for headline, article in zip(headlines, articles, strict=True)]
    found = sum(title_of(body, "") == headline for body, headline in zip(bodies, headlines, strict=True))
    assert found >= 0.985 * len(articles)
