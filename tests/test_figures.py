"""Figures by example: what is stated → the ways Arabic states it."""

from datetime import date
from decimal import Decimal

import pytest

from index.articles import Article, ArticleId, Span
from index.figures import Figure, Value, decode_value, encode_value, value_as_json
from index.figures.extraction import figures_in


def read(body: str) -> list[Figure]:
    return figures_in(Article(ArticleId("a"), "", body, published=date(2024, 11, 2)))


def stated(body: str) -> list[tuple[str, object, str | None]]:
    return [(body[slice(*figure.span)], value_as_json(figure.value), figure.unit) for figure in read(body)]


def one(body: str) -> Figure:
    figures = read(body)
    assert len(figures) == 1, stated(body)
    return figures[0]


NUMBERS: dict[str, list[str]] = {
    "0": ["صفر", "0", "٠"],
    "2": ["اثنان", "اثنتين", "إثنان"],
    "3": ["ثلاثة", "ثلاث", "ثلاثٌ", "ثـلاثة", "۳"],
    "8": ["ثمانية", "ثماني", "ثمان"],
    "12": ["اثنا عشر", "اثنتا عشرة", "إثني عشر", "12"],
    "15": ["خمسة عشر", "خمس عشرة"],
    "24": ["أربعة وعشرون", "أربع و عشرين", "٢٤"],
    "100": ["مئة", "مائة", "مائه"],
    "116": ["مئة وستة عشر", "مائة و ست عشرة"],
    "200": ["مئتان", "مائتين", "مئتي"],
    "325": ["ثلاثمئة وخمسة وعشرون", "ثلاث مائة وخمس وعشرين"],
    "2000": ["ألفان", "ألفين", "ألفي", "2,000", "٢٬٠٠٠"],
    "3500": ["ثلاثة آلاف وخمسمئة", "ثلاثة آلاف ونصف الألف", "3 آلاف و500"],
    "12000": ["12 ألف", "اثنا عشر ألفا", "12 ألفاً"],
    "101010": ["مائة و ألف ألف و عشرة"],
    "1500000": ["مليون ونصف", "مليون ونصف المليون", "1.5 مليون", "5.\u200f1 مليون", "5ر1 مليون", "5 ر 1 مليون"],
    "2265000": ["مليونان ومئتان وخمسة وستون ألفا"],
    "489500000000": ["5 .489 مليار"],
    "500000": ["نصف مليون"],
    "1414021100": ["1 414 021 100"],
    "1234567.89": ["1,234,567.89", "1.234.567,89", "١٬٢٣٤٬٥٦٧٫٨٩"],
    "4.57": ["57ر4", "4.57", "٤٫٥٧"],
    "0.75": ["3/4", ".75", "٠٫٧٥"],
    "1.75": ["1 3/4"],
    "-5": ["-5", "سالب خمسة", "ناقص 5"],
    "36": ["ثلاث دزينات", "3 دستات"],
    "5300000": ["5 ملايين 300 ألف", "5 ملايين و300 ألف"],
    "9500": ["خمسة وتسعون مائة", "95 مائة"],
    "26": ["مئة وثلاثون خمسا", "مئة وثلاثون أخماس"],
    "12000000000": ["1.2e10", "1.2E+10"],
}


@pytest.mark.parametrize(("value", "spelling"), [(value, text) for value, texts in NUMBERS.items() for text in texts])
def test_a_number_has_one_value_however_it_is_spelt(value: str, spelling: str) -> None:
    figure = one(spelling)
    assert (figure.value, spelling[slice(*figure.span)]) == (Decimal(value), spelling)


UNITS: dict[tuple[str, str], list[str]] = {
    ("12", "%"): ["12%", "%12", "12\u200e%", "12 ٪", "١٢٪", "12 في المئة", "12 بالمئة", "اثنا عشر بالمائة"],
    ("10000000000", "USD"): ["10 مليارات دولار", "عشرة مليارات دولار أمريكي", "$10 مليار", "10 مليار $"],
    ("5", "SAR"): ["5 ريالات", "خمسة ريالات سعودية", "5 ر.س.", "SAR 5"],
    ("42", "OMR"): ["42 ريالا عمانيا", "42 ريال عماني", "42 OMR"],
    ("3", "GBP"): ["3 جنيهات إسترلينية", "£3"],
    ("0.9", "USD"): ["90 سنتا", "تسعون سنتا"],
    ("20.43", "USD"): ["20 دولارا و43 سنتا", "20 دولار وثلاثة وأربعون سنت"],
    ("2", "USD"): ["دولارين", "دولاران"],
    ("300", "W"): ["300 واط", "ثلاثمئة واط"],
    ("9", "km2"): ["9 كيلومترات مربعة", "9 كيلو متر مربع", "9 كم مربع"],
    ("90", "km/h"): ["90 كيلومترا في الساعة", "90 كم/ساعة"],
    ("37", "degC"): ["37 درجة مئوية", "37° سلزيوس"],
    ("-2", "deg"): ["درجتين تحت الصفر", "2 تحت الصفر"],
    ("1.5", "L"): ["لتر ونصف", "لتر و نص"],
    ("25", "bp"): ["25 نقطة أساس"],
    ("4", "month"): ["أربعة أشهر", "4 شهور"],
    ("4.5", "month"): ["أربعة أشهر ونصف"],
    ("2", "month"): ["شهرين", "الشهرين"],
    ("35", "year"): ["35 عاما", "٣٥ سنةً"],
    ("0.5", "hour"): ["نصف ساعة"],
    ("1.5", "hour"): ["ساعة ونصف"],
    ("5", "x"): ["خمسة أضعاف", "5 أضعاف"],
    ("0.75", "x"): ["ثلاثة أرباع"],
    ("0.05", "x"): ["واحد على عشرين", "1 على 20", "جزء من عشرين"],
}


@pytest.mark.parametrize(
    ("value", "unit", "spelling"), [(*stands, text) for stands, texts in UNITS.items() for text in texts]
)
def test_an_amount_has_one_value_and_unit_however_it_is_spelt(value: str, unit: str, spelling: str) -> None:
    figure = one(spelling)
    assert (figure.value, figure.unit, spelling[slice(*figure.span)]) == (Decimal(value), unit, spelling)


DATES: dict[str, list[str]] = {
    "2015-07-21": [
        "21 يوليو 2015",
        "21 تموز 2015",
        "21 تموز (يوليو) 2015",
        "21/7/2015",
        "2015-07-21",
        "21 يوليوز 2015م",
    ],
    "--05-26": ["26 مايو", "26 من شهر أيار", "السادس والعشرين من مايو"],
    "2023-03": ["مارس 2023", "آذار/مارس 2023"],
    "2011-11": ["تشرين الثاني 2011", "نونبر 2011"],
    "H1436-10-25": ["25 شوال 1436", "25/10/1436هـ", "25 - 10 - 1436هـ"],
    "H1436": ["1436هـ"],
    "2024-Q1": ["الربع الأول من عام 2024", "الربع الأول 2024"],
    "Q4": ["الربع الرابع"],
    "2015-H1": ["النصف الأول من 2015"],
    "2023-Q1/2023-Q3": ["الأرباع الثلاثة الأولى من عام 2023"],
    "2014/2015": ["2014-2015", "2014/2015"],
    "15:21": ["15:21"],
    "18:00": ["6 مساء"],
    "H--07-20": ["العشرين من شهر رجب"],
    "2014/2016": ["2014 إلى 2016م"],
    "H1436-10-08/H1436-10-15": ["8 - 15 / 10 / 1436هـ", "8-15/10/1436هـ"],
    "H1436-10-11/H1436-10-25": ["11 حتى 25 /10 /1436هـ", "11 شوال حتى 25 شوال 1436هـ"],
    "2015-07-31/2015-09-04": ["31 يوليو إلى 4 سبتمبر 2015م"],
    "2014-12-20/2015-01-05": ["20 ديسمبر حتى 5 يناير 2015"],
}


@pytest.mark.parametrize(("value", "spelling"), [(value, text) for value, texts in DATES.items() for text in texts])
def test_a_date_has_one_iso_string_however_it_is_written(value: str, spelling: str) -> None:
    figure = one(f"من {spelling}")
    assert (figure.value, spelling[slice(figure.span.start - 3, figure.span.end - 3)]) == (value, spelling)


@pytest.mark.parametrize(
    ("body", "figures"),
    [
        ("بين سبتمبر 2016 و10 اكتوبر 2017", [("سبتمبر 2016 و10 اكتوبر 2017", "2016-09/2017-10-10", None)]),
        ("بين عامي 2010 و2015", [("2010 و2015", "2010/2015", None)]),
        ("منذ حرب عام .94\nثم", [("94", "1994", None)]),
        ("عند الساعة 0424 بالتوقيت المحلي", [("0424", "04:24", None)]),
        ("من 35,000 إلى 85,000 وحدة", [("35,000 إلى 85,000", [35000, 85000], None)]),
        ("بين 10 و20 ألف ريال عماني", [("10 و20 ألف ريال عماني", [10000, 20000], "OMR")]),
        ("10-20 دولار", [("10-20 دولار", [10, 20], "USD")]),
        ("مبلغ (50) ألف ريال", [("50) ألف ريال", 50000, "SAR")]),
        ("وبلغ توزيعها 6. 1 مليون نسخة", [("6. 1 مليون", 1600000, None)]),
        ("حصتها البالغة 72. 4 في المائة", [("72. 4 في المائة", 4.72, "%")]),
        ("جوائزها 960.\u200f407.\u200f1 يورو", [("960.\u200f407.\u200f1 يورو", 1407960, "EUR")]),
        ("بسعة 3.000 ميلي أمبير", [("3.000 ميلي أمبير", 3000, "mA")]),
        ("$10-20 أو $10-$20", [("$10-20", [10, 20], "USD"), ("$10-$20", [10, 20], "USD")]),
        ("10 إلى 20 ألف دولار", [("10 إلى 20 ألف دولار", [10000, 20000], "USD")]),
        ("من 7% إلى 5%", [("7% إلى 5%", [7, 5], "%")]),
        ("انخفض 0,04 إلى 97,528", [("0,04", 0.04, None), ("97,528", 97.528, None)]),
        ("بعد 5 و7 و10 سنوات", [("5", 5, "year"), ("7", 7, "year"), ("10 سنوات", 10, "year")]),
        ("في عامي 2010 و2015", [("2010", "2010", None), ("2015", "2015", None)]),
        ("124 مليون عام 2014", [("124 مليون", 124000000, None), ("2014", "2014", None)]),
    ],
)
def test_ranges_share_scale_and_unit_and_lists_share_units(body: str, figures: list[object]) -> None:
    assert stated(body) == figures


@pytest.mark.parametrize(
    ("body", "value"),
    [("حضر 74.318 مراجعا", 74318), ("بلغ 74.318 مليون", 74318000), ("مقابل 85.000 ين", 85000), ("كان 4.800", 4.8)],
)
def test_a_dot_before_three_digits_is_decided_by_what_is_counted(body: str, value: float) -> None:
    assert value_as_json(one(body).value) == value


def test_other_numbers_of_the_article_decide_what_a_comma_means() -> None:
    assert stated("بلغ 97,528 ثم 12,5")[0][1] == 97.528
    assert stated("بلغ 97,528 ثم 1,234,567")[0][1] == 97528


@pytest.mark.parametrize(
    "body",
    [
        "شريحة H100 ونموذج Grok 3 وGPT-4",
        "المادة 236 والفقرة (3)",
        "هاتف 0112345678",
        "كوفيد-19",
        "https://example.org/2015/07/12",
        "ربع النهائي",
        "يوم الاثنين ويوم الثلاثاء ويوم الأربعاء والخميس",
        "شركة ميتا",
        "كمية كبيرة من النص",
        "لست هنا",
        "العنوان 192.168.1.2",
        "مليارات الدولارات",
        "",
    ],
)
def test_names_identifiers_and_words_that_look_like_numbers_are_no_figures(body: str) -> None:
    assert stated(body) == []


@pytest.mark.parametrize(
    ("body", "bound"),
    [
        ("نحو 10 سيارات", "about"),
        ("بأكثر من 500 مليون دولار", "gt"),
        ("ما لا يقل عن 2 مليار دولار", "ge"),
        ("10 لوائح على الأقل", "ge"),
        ("أقل بكثير من 10 دولارات", "lt"),
        ("ما يصل إلى 500 دولار", "le"),
        ("لا يتجاوز 5%", "le"),
        ("أكثر من مبلغ 5 ملايين ريال", "gt"),
        ("لا تزيد نسبته على 10%", "le"),
        ("لا يقل عددهم عن 30 شخصا", "ge"),
        ("10% على أقصى تقدير", "le"),
        ("مدة لم تقل عن 6 أشهر", "ge"),
        ("بلغ 5 ملايين ريال", None),
    ],
)
def test_bounds_are_read_before_and_after_the_number(body: str, bound: str | None) -> None:
    assert one(body).bound == bound


@pytest.mark.parametrize(
    ("body", "counted", "product"),
    [
        ("12 ألف وحدة من H100", "وحدة", "H100"),
        ("50000 H100 بحلول نهاية أكتوبر", "H100", "H100"),
        ("16000 من الحضور", "الحضور", None),
        ("الرقاقات البالغ عددها 100,000", "الرقاقات", None),
        ("مقابل لائحة واحدة", "لائحة", None),
        ("أوقفوا 4 نجوم", "نجوم", None),
        ("بلغ عدد المراكز الصحية 6951 وسيرتفع", "المراكز", None),
        ("الطالبات البالغ عددهن 120 طالبة موهوبة", "طالبة موهوبة", None),
        ("المجموعات الـ21 بالقرب", "المجموعات", None),
        ("البطولة العربية الـ21 بشرم الشيخ", None, None),
        ("القوى الدولية الست", "القوى الدولية", None),
        ("والدببة الثلاثة", "الدببة", None),
        ("شركة غاز واحدة فقط", "شركة غاز", None),
        ("في العشر الأخيرة", None, None),
        ("قبول ما لا يتجاوز الألف", None, None),
        ("أوروبا تضم 54 عضوا لكن", "عضوا", None),
        ("أدار مباراة دولية واحدة", "مباراة دولية", None),
        ("بحضور 20 بالغا", "بالغا", None),
        ("وصل إلى 20.", None, None),
    ],
)
def test_what_is_counted_stands_behind_the_number_or_before_it(
    body: str, counted: str | None, product: str | None
) -> None:
    figure = one(body)
    assert (figure.counted and body[slice(*figure.counted)], figure.product) == (counted, product)


@pytest.mark.parametrize(
    ("body", "figures"),
    [
        ("فاز الفريق 3-1 أمس", [("3-1", "score")]),
        ("خسر 2/صفر أمس", [("2/صفر", "score")]),
        ("حضر مرتين", [("مرتين", "count")]),
        ("ثالث أكبر شركة", [("ثالث", "ordinal")]),
        ("الشيخ تميم بن حمد آل ثاني للوزراء", []),
        ("خلال الأيام الثلاثة الماضية", [("الثلاثة", "duration")]),
        ("في عام واحد", [("واحد", "duration")]),
        ("لكل واحد منهم وأحد أسباب ذلك", []),
        ("الساعة السابعة من مساء الخميس", [("السابعة", "time")]),
        ("في النسخة الحادية والثلاثين", []),
        ("وصل إلى النصف.", [("النصف", "ratio")]),
        ("النصف الآخر", []),
        ("كتاب عن النص المسرحي", []),
        ("1- مقدمة\n2- خاتمة", []),
        ("وقد ألف كتابا", []),
        ("خمس السكان", [("خمس", "ratio")]),
        ("خمس سنوات", [("خمس سنوات", "duration")]),
        ("الطائرات إف 16 وكاك 40", []),
        ("في الحادية عشرة من عمره", [("الحادية عشرة", "duration")]),
        ("في الثلاثين من عمرها", [("الثلاثين", "duration")]),
        ("المهرجان الثاني عشر", []),
        ("تكلفة الغرفة الواحدة", []),
        ("بعد ربع الساعة الأول", [("ربع الساعة", "duration")]),
        ("بطول 6 أمتار", [("6 أمتار", "measure")]),
        ("فعاليات صيف الطائف 36 في المدينة", []),
        ("تحديث «ويندوز 10» اليوم", []),
        ("القرارات 1696 و1737 الصادرة", []),
        ("كأس العالم 2018 بروسيا", [("2018", "date")]),
        ("ويستمر حتى الثانية صباحا", [("الثانية صباحا", "time")]),
        ("فأثنى على الدور", []),
        ("استغرقت الرحلة 13 ساعة", [("13 ساعة", "duration")]),
        ("لدي 7 إخوة", [("7", "count")]),
        ("نمت ألمانيا +1.6 في المئة", [("1.6 في المئة", "percent")]),
        ("سجل في الدقائق 76 و84 و90.", []),
        ("في القرن الواحد والعشرين", []),
        ("أهمها: 1. قد يظن البعض", []),
        ("قتل اثنان أو أثنين أو اثني عشر", [("اثنان", "number"), ("أثنين", "number"), ("اثني عشر", "number")]),
        ("هاتف الطوارئ (994) للرد", []),
        ("وهبط يو بي اس 1.7 بالمئة", [("1.7 بالمئة", "percent")]),
        ("في وقت واحد", []),
        ("مجموعة (5+1) وإيران", []),
        ("مقاتلات من طراز إمبراير فينوم 300 في القاعدة", []),
        ("دبابات إم 1 إيه 1 الأمريكية", []),
        ("أرسل رسالة إلى 88591 - Stc 635031 - Mobily", []),
        ("البداية:\n1 ـ تعيين مدير\n2 ـ تعيين وكيل", []),
        ("من نيجيريا وبنين", []),
    ],
)
def test_the_neighbours_decide_what_kind_of_figure_it_is(body: str, figures: list[tuple[str, str]]) -> None:
    assert [(body[slice(*figure.span)], figure.kind.value) for figure in read(body)] == figures


def test_whatever_was_assumed_is_flagged() -> None:
    assert one("5 ريالات").flags == {"currency"}
    assert one("5 دولارات").flags == frozenset()
    assert one("كأس العالم 2018").flags == {"year"}


def test_a_bare_currency_is_that_of_the_country_the_article_speaks_of() -> None:
    assert one("في الكويت بلغ السعر 5 دنانير").unit == "KWD"
    assert one("في الأردن بلغ السعر 5 دنانير").unit == "JOD"


def test_clitics_stay_outside_and_the_article_inside() -> None:
    assert [text for text, *_ in stated("وبخمسة دولارات والأربعة أشهر وبـ25%")] == [
        "خمسة دولارات",
        "الأربعة أشهر",
        "25%",
    ]


def test_figures_inside_a_skipped_span_are_left_out() -> None:
    body = "5 دولارات\n7 دولارات"
    figures = figures_in(Article(ArticleId("a"), "", body), skip=[Span(10, len(body))])
    assert [figure.span for figure in figures] == [Span(0, 9)]


def test_the_sentence_is_the_one_around_the_figure() -> None:
    body = "مقدمة قصيرة. بلغ السعر 5.5 دولارات اليوم! خاتمة."
    figure = one(body)
    assert body[slice(*figure.sentence)] == "بلغ السعر 5.5 دولارات اليوم!"


@pytest.mark.parametrize("value", [Decimal("12"), Decimal("-0.050"), (Decimal("1e3"), Decimal("2.5")), "2024-Q1"])
def test_a_value_written_as_text_reads_back_exactly(value: Value) -> None:
    assert decode_value(encode_value(value)) == value
