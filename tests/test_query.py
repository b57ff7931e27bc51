"""The query language: what each spelling means, and that nothing typed is ever an exception of another kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QueryError
from index.query import AllOf, AnyOf, Node, Pattern, Phrase, Published, Source, Term, Typo, parse
from index.results import Field


def shape(node: Node | None) -> object:
    """A query tree as nested tuples of words, for tables."""
    match node:
        case Term(key, _, field):
            return f"{field}:{key}" if field else str(key)
        case Phrase(keys, _, field, slop):
            name = "title phrase" if field is Field.TITLE else "phrase"
            return (f"{name}~{slop}" if slop else name, *keys)
        case Pattern(letters, _, field):
            return ("pattern", letters) if field is None else ("pattern", letters, str(field))
        case Typo(key, _, _):
            return ("typo", key)
        case Source(name, _):
            return ("source", name)
        case Published(since, until, _):
            return ("date", since and since.isoformat(), until and until.isoformat())
        case AnyOf(parts, excluded):
            return ("any", *map(shape, parts), *(("not", shape(part)) for part in excluded))
        case AllOf(parts, excluded):
            return ("all", *map(shape, parts), *(("not", shape(part)) for part in excluded))
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
]


@pytest.mark.parametrize(("text", "meaning"), MEANINGS)
def test_a_query_means(text: str, meaning: object) -> None:
    assert shape(parse(text).root) == meaning


@pytest.mark.parametrize(
    ("text", "notes"), [('"وحدات معالجة', ("quote-closed",)), ("(تسلا ماسك", ("parenthesis-closed",)), ("تسلا", ())]
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
        assert 0 <= start < end <= len(text)
