"""The query language: what each spelling means, and that nothing typed is ever an exception of another kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QueryError
from index.query import (
    AllOf,
    AnyOf,
    Author,
    Node,
    Pattern,
    Phrase,
    Published,
    Regex,
    Source,
    Stating,
    Term,
    Typo,
    Width,
    parse,
)
from index.results import Field


def shape(node: Node | None) -> object:
    """A query tree as nested tuples of words, for tables."""
    sign = {Width.EXACT: "=", Width.NORMAL: "", Width.WIDE: "~"}[getattr(node, "width", Width.NORMAL)]
    match node:
        case Term(key, _, field):
            return f"{field}:{sign}{key}" if field else f"{sign}{key}"
        case Phrase(keys, _, field, slop):
            name = "title phrase" if field is Field.TITLE else "phrase"
            return (f"{sign}{name}~{slop}" if slop else sign + name, *keys)
        case Pattern(letters, _, field):
            return (f"{sign}pattern", letters) if field is None else ("pattern", letters, str(field))
        case Regex(source):
            return (f"{sign}regex", source)
        case Author(name):
            return ("author", name)
        case Stating():
            least = None if node.least is None else f"{'>' * node.above}{node.least}"
            most = None if node.most is None else f"{'<' * node.below}{node.most}"
            return ("states", node.kind and str(node.kind), least, most, node.unit)
        case Typo(key, _, _):
            return ("typo", key)
        case Source(name, _):
            return ("source", name)
        case Published(since, until, _):
            return ("date", since and since.isoformat(), until and until.isoformat())
        case AnyOf(parts, excluded):
            return ("any", *map(shape, parts), *(("not", shape(part)) for part in excluded))
        case AllOf(parts, excluded, welcome):
            added = (("better", shape(part)) for part in welcome)
            return ("all", *map(shape, parts), *added, *(("not", shape(part)) for part in excluded))
    return None


MEANINGS = [
    ("", None),
    ("  ،؟ ", None),
    ("ستارغيت", "ستارغيت"),
    ("للذكاء الإصطناعى", ("any", "للذكاء", "الإصطناعى")),
    ('"وحدات معالجة الرسومات"', ("phrase", "وحدات", "معالجة", "الرسومات")),
    ("«وحدات معالجة»", ("phrase", "وحدات", "معالجة")),
    ("“وحدات معالجة”", ("phrase", "وحدات", "معالجة")),
    ("تسلا AND ماسك", ("all", "تسلا", "ماسك")),
    ("تسلا OR ماسك", ("any", "تسلا", "ماسك")),
    ("تسلا NOT ماسك", ("any", "تسلا", ("not", "ماسك"))),
    ("تسلا -ماسك", ("any", "تسلا", ("not", "ماسك"))),
    ("تسلا AND NOT ماسك", ("all", "تسلا", ("not", "ماسك"))),
    ("-ماسك", ("any", ("not", "ماسك"))),
    ("NOT NOT ماسك", "ماسك"),
    ("سعر تسلا AND ماسك", ("any", "سعر", ("all", "تسلا", "ماسك"))),
    ("(تسلا OR إكس) AND ماسك", ("all", ("any", "تسلا", "إكس"), "ماسك")),
    ("title:تسلا", "title:تسلا"),
    ('title:"إيلون ماسك"', ("title phrase", "إيلون", "ماسك")),
    ("title:(إيلون ماسك) رقائق", ("any", ("any", "title:إيلون", "title:ماسك"), "رقائق")),
    ("GPT-4", ("phrase", "gpt", "4")),
    ("وGoogle", "google"),
    ("و أو لا", ("any", "و", "أو", "لا")),
    ("and or not", ("any", "and", "or", "not")),
    ("ANDROID", "android"),
    ("100,000", "100000"),
    ("http://x.com", ("phrase", "http", "x", "com")),
    ("title:", "title"),
    ("كت*", ("pattern", "كت*")),
    ("*ية", ("pattern", "*يه")),
    ("أ?مد", ("pattern", "ا?مد")),
    ("ما سعر النفط?", ("any", "ما", "سعر", "النفط")),
    ("title:كت*", ("pattern", "كت*", "title")),
    ("نفظ~", ("typo", "نفظ")),
    ("نفظ~1", ("typo", "نفظ")),
    ('"أسعار النفط"~5', ("phrase~5", "أسعار", "النفط")),
    ("source:اليوم", ("source", "اليوم")),
    ('نفط غاز source:"صحيفة اليوم"', ("all", ("any", "نفط", "غاز"), ("source", "صحيفة اليوم"))),
    ("date:2015", ("date", "2015-01-01", "2015-12-31")),
    ("date:2015-08..2015-09", ("date", "2015-08-01", "2015-09-30")),
    ("date:..2016-02", ("date", None, "2016-02-29")),
    ("date:2015-08-06..", ("date", "2015-08-06", None)),
    ("date:٢٠١٥/٠٨", ("date", "2015-08-01", "2015-08-31")),
    ("نفط -date:2015", ("any", "نفط", ("not", ("date", "2015-01-01", "2015-12-31")))),
    # | and +
    ("تسلا | ماسك", ("any", "تسلا", "ماسك")),
    ("تسلا|ماسك", ("any", "تسلا", "ماسك")),
    ("تسلا + ماسك", ("all", "تسلا", "ماسك")),
    ("(تسلا | إكس) + ماسك", ("all", ("any", "تسلا", "إكس"), "ماسك")),
    ("أ ب | ج د", ("any", ("any", "أ", "ب"), ("any", "ج", "د"))),
    ("+تسلا ماسك", ("all", "تسلا", ("better", "ماسك"))),
    ("+تسلا +ماسك", ("all", "تسلا", "ماسك")),
    ("تسلا +ماسك -إكس", ("all", "ماسك", ("better", "تسلا"), ("not", "إكس"))),
    ("+تسلا", "تسلا"),
    ("-+تسلا", ("any", ("not", "تسلا"))),
    ("+(تسلا ماسك) إكس", ("all", ("any", "تسلا", "ماسك"), ("better", "إكس"))),
    ("C++", "c"),
    ("a+b", ("phrase", "a", "b")),
    # what binds to what
    ("أ AND NOT ب ج", ("any", ("all", "أ", ("not", "ب")), "ج")),
    ("أ OR ب AND ج", ("any", "أ", ("all", "ب", "ج"))),
    ("أ ب -ج", ("any", "أ", "ب", ("not", "ج"))),
    ("أ -ب | ج", ("any", ("any", "أ", ("not", "ب")), "ج")),
    ("NOT أ OR ب", ("any", ("any", ("not", "أ")), "ب")),
    ("-(أ ب) ج", ("any", "ج", ("not", ("any", "أ", "ب")))),
    ("أ source:س | ب", ("any", ("all", "أ", ("source", "س")), "ب")),
    ("(أ | ب) source:س", ("all", ("any", "أ", "ب"), ("source", "س"))),
    ("أ ب kind:money", ("all", ("any", "أ", "ب"), ("states", "money", None, None, None))),
    # width
    ("=كتاب", "=كتاب"),
    ("~كتاب", "~كتاب"),
    ("title:=كتاب", "title:=كتاب"),
    ('="كتاب كبير"', ("=phrase", "كتاب", "كبير")),
    ('~"كتاب كبير"~3', ("~phrase~3", "كتاب", "كبير")),
    ("=(كتاب ~قلم)", ("any", "=كتاب", "~قلم")),
    ("-=كتاب قلم", ("any", "قلم", ("not", "=كتاب"))),
    ("=أسع*", ("=pattern", "أسع*")),
    ("كتاب = قلم", ("any", "كتاب", "قلم")),
    # typos
    ("نفظ~2", ("typo", "نفظ")),
    ("نفظ~0", "نفظ"),
    # regular expressions
    ("/كت.?ب/", ("regex", "كت.?ب")),
    ("=/أسعار.*/", ("=regex", "أسعار.*")),
    ("(/كت(اب|ب)/ قلم)", ("any", ("regex", "كت(اب|ب)"), "قلم")),
    (r"/ا\/ب/", ("regex", r"ا\/ب")),
    ("/كتاب", ("regex", "كتاب")),
    ("24/7", ("phrase", "24", "7")),
    ("/usr/bin", ("phrase", "usr", "bin")),
    ("نفط / غاز", ("any", "نفط", "غاز")),
    # filters
    ('author:"أحمد علي"', ("author", "أحمد علي")),
    ("kind:money", ("states", "money", None, None, None)),
    ("kind:Money نفط", ("all", "نفط", ("states", "money", None, None, None))),
    ("value:>1e9USD", ("states", None, ">1E+9", None, "USD")),
    ("value:>=1e9usd", ("states", None, "1E+9", None, "USD")),
    ("value:<5km", ("states", None, None, "<5", "km")),
    ("value:=20٪", ("states", None, "20", "20", "%")),
    ("value:20%", ("states", None, "20", "20", "%")),
    ("value:10..20%", ("states", None, "10", "20", "%")),
    ("value:20..10%", ("states", None, "10", "20", "%")),
    ("value:10..", ("states", None, "10", None, None)),
    ("value:..١٬٠٠٠", ("states", None, None, "1000", None)),
    ('value:>"مليار دولار"', ("states", None, ">1000000000", None, "USD")),
    ("kind:money value:>5 نفط", ("all", "نفط", ("states", "money", ">5", None, None))),
    ("kind:money AND value:>5", ("states", "money", ">5", None, None)),
    ("نفط names:off", "نفط"),
]


@pytest.mark.parametrize(("text", "meaning"), MEANINGS)
def test_a_query_means(text: str, meaning: object) -> None:
    assert shape(parse(text).root) == meaning


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ('"وحدات معالجة', ("quote-closed",)),
        ("(تسلا ماسك", ("parenthesis-closed",)),
        ("/كتاب", ("regex-closed",)),
        ('value:>"مليار دولار', ("quote-closed",)),
        ('"', ("quote-closed",)),
        ("titel:تسلا", ("no-filter",)),
        ("sources:cnn", ("no-filter",)),
        ("autor:سمير", ("no-filter",)),
        ("https://example.org", ()),
        ("unit:USD", ("of-figures",)),
        ("counts:وظيفة", ("of-figures",)),
        (">1e9 unit:XYZ", ("of-figures",)),
        ("≥٣٠٠", ("of-figures",)),
        ("value:>1e9USD", ()),
        ("note:تسلا", ()),
        ("Title:تسلا", ()),
        ("نفظ~3", ("one-typo",)),
        ("تسلا", ()),
        ('"وحدات معالجة"', ()),
        ("/كتاب/", ()),
    ],
)
def test_what_is_still_being_typed_is_closed_and_said(text: str, notes: tuple[str, ...]) -> None:
    assert parse(text).notes == notes


FAULTS = [
    ("تسلا AND", "operand-missing", 5, 8),
    ("OR تسلا", "operand-missing", 0, 2),
    ("AND", "operand-missing", 0, 3),
    ("تسلا NOT", "operand-missing", 5, 8),
    ("(AND تسلا)", "operand-missing", 1, 4),
    ("تسلا )", "parenthesis-unopened", 5, 6),
    ("(" * 30 + "تسلا", "too-deep", 20, 21),
    ("ت" * 3000, "too-long", 2000, 3000),
    ("ت " * 70, "too-many-clauses", 128, 129),
    ('"' + "ت " * 30 + '"', "phrase-too-long", 0, 62),
    ("ت*", "pattern-too-wide", 0, 2),
    ("*", "pattern-too-wide", 0, 1),
    ("date:أمس", "date-unreadable", 5, 8),
    ("date:2015-13", "date-unreadable", 5, 12),
    ("source:(", "operand-missing", 0, 7),
    ("تسلا |", "operand-missing", 5, 6),
    ("| تسلا", "operand-missing", 0, 1),
    ("تسلا +", "operand-missing", 5, 6),
    ("kind:مال", "kind-unknown", 5, 8),
    ("value:كثير", "value-unreadable", 6, 10),
    ("value:>5furlong", "value-unreadable", 6, 15),
    ("value:5km..5kg", "units-differ", 6, 14),
    ("value:..", "value-unreadable", 6, 8),
    ("names:maybe", "switch-unreadable", 6, 11),
    ("/كت(اب/", "regex-broken", 5, 6),
    ("/*ب/", "regex-broken", 1, 2),
    ("/(?R)/", "regex-broken", 1, 3),
    ("/(?:ا{40}){40}/", "regex-repeats", 10, 14),
    ("/" + "ا" * 300 + "/", "regex-too-long", 201, 301),
]


@pytest.mark.parametrize(("text", "reason", "start", "end"), FAULTS)
def test_a_fault_says_what_and_where(text: str, reason: str, start: int, end: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.params["reason"], caught.value.params["start"], caught.value.params["end"]) == (
        reason,
        start,
        end,
    )


def test_the_width_of_the_search_is_that_of_words_that_say_none() -> None:
    assert shape(parse('كتاب ~قلم "أ ب"', Width.EXACT).root) == ("any", "=كتاب", "~قلم", ("=phrase", "أ", "ب"))


@pytest.mark.parametrize(("text", "names"), [("Tesla", True), ("Tesla names:off", False), ("names:on Tesla", True)])
def test_names_in_other_scripts_can_be_switched_off(text: str, names: bool) -> None:
    assert parse(text).names is names


PIECES = st.sampled_from(
    [
        '"',
        "*",
        "?",
        "~",
        "~3",
        "date:",
        "source:",
        "2015-08",
        "..",
        "(",
        ")",
        "AND",
        "OR",
        "NOT",
        "-",
        "title:",
        "author:",
        "kind:",
        "money",
        "value:",
        ">1e9",
        "names:",
        "|",
        "+",
        "=",
        "/",
        "/كت(اب|ب)/",
        "{2,3}",
        "\\",
        "تسلا",
        "ماسك",
        " ",
        "«",
        "”",
        ":",
        "x",
    ]
)


@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=25).map("".join), st.lists(PIECES).map(" ".join)))
def test_nothing_typed_is_an_exception_of_another_kind(text: str) -> None:
    try:
        parse(text)
    except QueryError as error:
        start, end = error.params["start"], error.params["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert 0 <= start < end <= len(text), text
