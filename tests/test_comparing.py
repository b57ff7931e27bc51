"""Who says how much: what counts as the same, what is only like it, and how it is grouped."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import Span
from index.corpus import (
    Bound,
    Comparison,
    Corpus,
    FigureFilter,
    FigureMissingError,
    Likeness,
    QueryError,
    Stated,
)
from index.figures.unit_families import base_of
from index.phrases import phrase

Opened = Callable[..., Corpus]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """A corpus of some articles, one file each."""

    def opening(*bodies: str) -> Corpus:
        folder = tmp_path / "articles"
        folder.mkdir()
        for nth, body in enumerate(bodies):
            (folder / f"{nth}.txt").write_text(f"عنوان المقال رقم {'ابتثجحخدذرز'[nth]}\n\n{body}", "utf-8")
        return Corpus.open(folder, cache=tmp_path / "cache")

    return opening


def stated(corpus: Corpus, text: str) -> Stated:
    return next(one for one in corpus.figure_table(FigureFilter()) if one.text == text)


def alike(comparison: Comparison) -> list[tuple[str, str]]:
    """What is alike, in the order of groups: how it is said, and by what it was matched."""
    others = [one for group in comparison.groups for one in group.alikes if one.stated != comparison.of]
    return [(one.stated.text, str(one.by)) for one in others]


def compared(opened: Opened, text: str, *bodies: str) -> list[tuple[str, str]]:
    corpus = opened(*bodies)
    return alike(corpus.compare(stated(corpus, text).figure))


CHIPS = "تملك الشركة {} من رقائق H100 في ممفيس."

EXAMPLES = [
    # the same product, whatever its units are called
    ("100,000 وحدة معالجة H100 في ممفيس", "85 ألف رقاقة H100 لدى تسلا", [("85 ألف", "product")]),
    ("100,000 وحدة معالجة H100 في ممفيس", "نشرت 29000 H100 أمس", [("29000", "product")]),
    ("100,000 وحدة معالجة H100 في ممفيس", "85 ألف رقاقة h100 لدى تسلا", [("85 ألف", "product")]),
    # another product, or something else of the product, is not
    ("100,000 وحدة معالجة H100 في ممفيس", "85 ألف رقاقة H200 في ممفيس", []),
    ("100,000 وحدة معالجة H100 في ممفيس", "لديهم 12 خادما H100 في أبيلين", []),
    # the same head, and nothing that one has says otherwise
    ("100,000 قتيل مدني هناك", "ثم 85 قتيلا أمس", [("85", "noun")]),
    ("100,000 قتيل مدني هناك", "ثم 85 قتيلا عسكريا أمس", []),
    ("100,000 قتيل مدني هناك", "ثم 85 جريحا أمس", []),
    # one kind, and units that measure the same
    ("100,000 قتيل مدني هناك", "ثم 85 في المئة من قتيل", []),
    ("شحنت 100,000 طن", "ثم نقلت 85 كيلومترا", []),
]


@pytest.mark.parametrize(("one", "other", "expected"), EXAMPLES)
def test_a_figure_is_like_another(opened: Opened, one: str, other: str, expected: list[tuple[str, str]]) -> None:
    assert compared(opened, "100,000" + " طن" * ("طن" in one), one, other) == expected


def test_sentences_that_share_telling_words_speak_of_the_same(opened: Opened) -> None:
    bodies = ("استثمرت ستارغيت في أبيلين 500 مليار دولار", "تبلغ كلفة مركز ستارغيت في مدينة أبيلين 100 مليار دولار")
    others = ("باع النادي لاعبه مقابل 3 ملايين دولار", "ارتفع النفط إلى 70 دولارا", "استثمرت أوراكل 40 مليار دولار")
    corpus = opened(*bodies, *others)
    comparison = corpus.compare(stated(corpus, "500 مليار دولار").figure)
    assert alike(comparison) == [("100 مليار دولار", "words")]
    assert set(comparison.groups[0].alikes[0].shared) == {"ستارغيت", "أبيلين"}


def test_values_are_grouped_and_rise_and_the_figure_is_in_its_own_group(opened: Opened) -> None:
    amounts = ("100,000 وحدة", "نحو 100 ألف وحدة", "85 ألف وحدة", "من 35,000 إلى 85,000 وحدة", "29000 وحدة")
    corpus = opened(*(CHIPS.format(amount).replace("من رقائق", "") for amount in amounts))
    comparison = corpus.compare(stated(corpus, "85 ألف").figure)
    assert [group.value for group in comparison.groups] == [
        Decimal(29000),
        (Decimal(35000), Decimal(85000)),
        Decimal(85000),
        Decimal(100000),
    ]
    assert [len(group.alikes) for group in comparison.groups] == [1, 1, 1, 2]
    assert comparison.groups[2].alikes[0].stated == comparison.of
    assert comparison.groups[3].bounds == {None, Bound.ABOUT}


def test_values_rise_in_one_unit_and_keep_their_own(opened: Opened) -> None:
    cargoes = [f"حمولة السفينة العملاقة {amount}" for amount in ("3 أطنان", "2000 كيلوغرام", "1 طن")]
    corpus = opened(*cargoes, *["حضر 7 أشخاص"] * 6)
    comparison = corpus.compare(stated(corpus, "3 أطنان").figure)
    assert [(group.value, group.unit) for group in comparison.groups] == [
        (Decimal(1), "t"),
        (Decimal(2000), "kg"),
        (Decimal(3), "t"),
    ]


def test_with_words_those_are_alike_whose_sentences_have_them(opened: Opened) -> None:
    corpus = opened("قتل 15 شخصا في حلب", "قتل 20 جنديا في حمص", "قتل 30 مدنيا في حلب. ثم 7 أيام في حلب")
    figure = stated(corpus, "15").figure
    assert alike(corpus.compare(figure, words="حلب")) == [("30", "words")]
    assert alike(corpus.compare(figure, words="حمص قتل")) == [("20", "words")]
    assert corpus.compare(figure, words="=") == corpus.compare(figure), "no words at all"
    with pytest.raises(QueryError):
        corpus.compare(figure, words="ا" * 3000)


def test_what_is_counted_everywhere_needs_a_telling_word_too(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    from index import comparing

    monkeypatch.setattr(comparing, "_FEW", 3)
    corpus = opened("غرق 15 شخصا قرب مالطا", "غرق 40 شخصا في مالطا", *["حضر 7 أشخاص", "جاء 3 أشخاص", "قام 9 أشخاص"])
    assert alike(corpus.compare(stated(corpus, "15").figure)) == [("40", "noun")]


def test_those_that_only_count_the_same_noun_are_told_apart_and_come_last(opened: Opened) -> None:
    corpus = opened(
        "أوقع زلزال نيبال 85 قتيلا في كاتماندو",
        "خلف زلزال نيبال 85 قتيلا",
        "أوقع حادث سير 85 قتيلا",
        *["ارتفع النفط", "هبط الذهب", "فاز النادي", "سافر الوزير"],
    )
    comparison = corpus.compare(stated(corpus, "85").figure)
    assert [(one.by, one.shared[1:]) for one in comparison.groups[0].alikes[1:]] == [
        (Likeness.COUNTED, ("نيبال", "زلزال")),
        (Likeness.NOUN, ("أوقع",)),
    ]


def test_a_number_without_unit_says_nothing_by_being_the_same(opened: Opened) -> None:
    bodies = ("زار 15 وفدا معرض الكتاب في دار النشر", "باع 15 ناشرا كتبا في معرض الكتاب", "زار 3 معرض الكتاب")
    assert ("15", "value") not in compared(opened, "15", *bodies)


def test_a_figure_that_is_gone_is_an_error_of_its_own(opened: Opened) -> None:
    corpus = opened("قتل 15 شخصا")
    figure = stated(corpus, "15").figure
    for gone in (figure._replace(span=Span(0, 2)), figure._replace(article="x.txt")):
        with pytest.raises(FigureMissingError):
            corpus.compare(gone)


def test_the_shipped_articles_disagree_about_how_many_h100(tmp_path: Path, seeds: Path) -> None:
    with Corpus.open(seeds, cache=tmp_path) as corpus:
        hundred = next(
            one.figure
            for one in corpus.figure_table(FigureFilter(minimum=Decimal(100_000), maximum=Decimal(100_000)))
            if one.figure.product == "H100"
        )
        comparison = corpus.compare(hundred)
        said = {group.value: [one.stated.article.title for one in group.alikes] for group in comparison.groups}
        assert {Decimal(10_000), Decimal(29_000), Decimal(85_000), Decimal(100_000)} <= set(said)
        assert len(set(said[Decimal(100_000)])) == 2
        assert all(one.by is Likeness.PRODUCT for group in comparison.groups for one in group.alikes)


def test_the_shipped_articles_find_each_other_by_the_ten_billion_dollars_they_state(
    tmp_path: Path, seeds: Path
) -> None:
    ten = Decimal(10**10)
    with Corpus.open(seeds, cache=tmp_path) as corpus:
        for start in (618, 1759):
            figure = next(
                one.figure
                for one in corpus.figure_table(FigureFilter(minimum=ten, maximum=ten))
                if one.article.id.startswith("000") and one.figure.span.start == start
            )
            (group,) = corpus.compare(figure).groups
            others = [one for one in group.alikes if one.stated.figure != figure]
            assert {one.stated.article.id[:3] for one in others} == {"000", "002"}, "the fourth speaks of SoftBank"
            assert {one.by for one in others} == {Likeness.VALUE}
            assert all(len(one.shared) >= 2 for one in others)


PIECES = ("10 ", "5 أطنان", " وحدة", " H100", " دولار", "مليون ", "في حلب", ". ", "\n", "2015", "%", " قتيل", "نحو ")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), min_size=1, max_size=4))
def test_whatever_is_compared_is_of_one_kind_and_dimension_each_once_and_in_order(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("corpus")
    for nth, body in enumerate(bodies):
        (folder / f"{nth}.txt").write_text(f"عنوان\n{body}", "utf-8", newline="")
    with Corpus.open(folder, cache=folder / "cache") as corpus:
        for one in corpus.figure_table(FigureFilter()):
            comparison = corpus.compare(one.figure)
            found = [alike.stated.figure for group in comparison.groups for alike in group.alikes]
            assert comparison.of == one
            assert found.count(one.figure) == 1
            assert len({(figure.article, figure.span) for figure in found}) == len(found)
            assert {figure.kind for figure in found} == {one.figure.kind}
            assert len({base_of(figure.unit or "").base for figure in found}) == 1
            for group in comparison.groups:
                assert {(alike.stated.figure.value, alike.stated.figure.unit) for alike in group.alikes} == {
                    (group.value, group.unit)
                }


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ("وحدة معالجة رسوميات", "وحد معالج رسوم"),
        ("الشركات من السعودية", "شرك سعود"),
        ("شركة", "شرك"),
        ("من في على", ""),
        ("ا" * 100, "ا" * 32),
    ],
)
def test_what_is_counted_is_compared_by_its_stems(counted: str, expected: str) -> None:
    assert phrase(counted) == expected
