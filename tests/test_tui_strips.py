"""Laid-out text as segments: filled to the width, lit by logical place, cut at the logical end."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.app import App
from textual.geometry import Region
from textual.widgets import Static

from index.articles import Article, ArticleId
from tui import messages, strips
from tui.article_list import about
from tui.isolates import LRI, PDI, RLI, isolated, plain
from tui.messages import outside
from tui.strips import Lit

PLAIN, RED = Style(), Style(color="red")


def text_of(segments) -> str:
    return "".join(segment.text for segment in segments)


def lit_text(segments) -> list[str]:
    return [segment.text for segment in segments if segment.style and segment.style.color]


def test_latin_stands_left_and_arabic_right():
    assert text_of(strips.label("ab", 5, PLAIN)) == "ab   "
    assert text_of(strips.label("من", 5, PLAIN)) == "   ﻦﻣ"


def test_what_is_lit_is_the_logical_range():
    assert lit_text(strips.label("من كتب", 10, PLAIN, [Lit(3, 6, RED)])) == ["ﺐﺘﻛ"]


def test_the_later_light_is_the_stronger():
    blue = Style(color="blue")
    segments = strips.label("abc", 3, PLAIN, [Lit(0, 3, RED), Lit(1, 2, blue)])
    assert [(segment.text, segment.style.color.name) for segment in segments] == [
        ("a", "red"),
        ("b", "blue"),
        ("c", "red"),
    ]


@pytest.mark.parametrize("text", ["abcdef", "كتبكتب"])
def test_a_label_is_cut_at_its_logical_end(text: str):
    row = strips.one_line(text, 4)
    cells = list(row.cells)
    assert cells.pop(0 if row.rtl else -1).text == "…"
    assert {cell.start for cell in cells} == {0, 1, 2}


def test_a_few_lines_end_with_an_ellipsis_only_where_more_follows():
    assert lines("one two three four five", 9, 2) == ["one two", "three…"]
    assert lines("one two", 9, 2) == ["one two"]
    assert lines("", 9, 2) == []


def lines(text: str, width: int, most: int) -> list[str]:
    return [text_of(strips.line(row, width, PLAIN)).rstrip() for row in strips.few_lines(text, width, most)]


def test_line_ends_in_a_label_become_spaces_and_places_stay():
    assert text_of(strips.label("a\nb\rc", 5, PLAIN)) == "a b c"
    assert lit_text(strips.label("a\r\nb", 5, PLAIN, [Lit(3, 4, RED)])) == ["b"]


@settings(max_examples=150)
@given(st.text(st.characters(codec="utf-8"), max_size=30), st.integers(1, 40))
def test_a_label_is_exactly_as_wide_as_asked_and_holds_no_control(text: str, width: int):
    drawn = text_of(strips.label(text, width, PLAIN))
    assert cell_len(drawn) == width
    assert not any(character < " " or "\x7f" <= character < "\xa0" for character in drawn)


def test_a_border_title_is_not_markup():
    assert strips.title("[bold]x[/]").plain == "[bold]x[/]"


async def test_a_border_title_is_cut_where_its_sentence_ends(arabic: None):
    """And as wide as the border is now: the window may have been wider."""
    app: App[None] = App()
    async with app.run_test(size=(40, 5)) as pilot:
        framed = Static()
        framed.styles.border = ("round", "white")
        await app.mount(framed)
        framed.border_title = strips.title("كل الأرقام · أعداد 4,630 · تواريخ 2,669 · مدد 2,010")
        for width in (40, 24):
            await pilot.resize_terminal(width, 5)
            await pilot.pause()
            (top,) = framed.render_lines(Region(0, 0, width, 1))
            assert re.search("─ ….*ﻡﺎﻗﺭﻷﺍ ﻞﻛ ─+╮$", top.text)


@pytest.fixture
def arabic():
    messages.speak("ar")
    yield
    messages.speak("en")


def said(sentence: str) -> str:
    return strips.title(sentence).plain


@pytest.mark.parametrize(
    ("sentence", "part", "shown"),
    [
        ("no article has {}; searched for more", "من", "no article has ﻦﻣ; searched for more"),
        ("{}: 5 of them", "من", "ﻦﻣ: 5 of them"),
        ("Copied: {}", "OpenAI من 25% (في 2024)", "Copied: (2024 ﻲﻓ) %25 ﻦﻣ OpenAI"),
        ("plain: {}", "a (b)", "plain: a (b)"),
    ],
)
def test_an_english_sentence_runs_from_the_left_whatever_it_speaks_of(sentence: str, part: str, shown: str):
    assert said(sentence.format(outside(part))) == shown


def test_an_arabic_sentence_keeps_a_latin_name_whole(arabic: None):
    assert said("من: {} من".format(outside("a (b) [c]."))) == "ﻦﻣ a (b) [c]. :ﻦﻣ"


def test_a_path_runs_from_its_root_whatever_its_folders_are_called():
    assert said(isolated("/home/a/أب/ج.txt")) == "/home/a/ﺏﺃ/txt.ﺝ"
    assert said(isolated("~/2 أب.zip!/b/ج د")) == "~/!zip.ﺏﺃ 2/b/ﺩ ﺝ"


def test_what_keeps_its_order_keeps_it_inside_an_isolate_too():
    assert said(isolated("من /usr/bin/ من 2024-06-01")) == "2024-06-01 ﻦﻣ /usr/bin/ ﻦﻣ"


def test_a_sentence_is_measured_and_wrapped_by_what_is_seen_of_it():
    sentence = strips.prose(f"one {outside('من')} three")
    assert strips.columns(sentence) == len("one من three")
    rows = strips.few_lines(sentence, 6, 5)
    assert [text_of(strips.line(row, 6, PLAIN)).rstrip() for row in rows] == ["one ﻦﻣ", "three"]


@pytest.mark.parametrize("mark", ["\u2066", "\u2067", "\u2068", "\u2069", "\u202e"])
def test_what_came_from_outside_cannot_leave_its_isolate(mark: str):
    shown = said(f"say {isolated(f'من{mark}من')} so")
    assert shown.startswith("say ")
    assert shown.endswith(" so")
    assert len(shown) == len("say من!من so")


@settings(max_examples=150)
@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_every_part_leaves_the_sentence_around_it_in_its_place(part: str):
    shown = said(f"one {isolated(part)}; 3 two")
    assert shown.startswith("one ")
    assert shown.endswith("; 3 two")
    assert not {LRI, RLI, PDI} & set(plain(isolated(part)))


def test_what_is_said_about_an_article_keeps_its_order_beside_an_arabic_source():
    article = Article(ArticleId("a"), "t", "x" * 2_582, source="الوطن", published=date(2015, 7, 23))
    assert said(about(article)) == "ﻦﻃﻮﻟﺍ · 2015-07-23 · 2,582 characters"
