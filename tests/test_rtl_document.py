"""A whole article: rows, places, clicks."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.rtl.document import Document

LINES = [
    "عنوان المقال",
    "",
    "قال Nvidia إنها ستنفق 10 مليارات دولار في عام 2024 على مراكز البيانات.",
    "Latin line",
    "خاتمة",
]
ENDS = ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\f"]
TEXTS = st.text(st.sampled_from("ابتل لا\u064b\n\r\u2029 ab1-(日)\u200d\x1b"), max_size=120)


def shown(document: Document, y: int) -> str:
    return "".join(cell.text for cell in document.row(y).cells)


def laid_out(text: str, width: int) -> Document:
    document = Document(text)
    document.layout(width)
    return document


@pytest.mark.parametrize("end", ENDS, ids=ascii)
def test_every_kind_of_line_end_ends_a_paragraph(end: str) -> None:
    document = laid_out(end.join(LINES), 200)
    assert document.height == 5
    assert [document.row(y).base for y in range(5)] == [1, 0, 1, 0, 1]
    assert shown(document, 3) == "Latin line"


def test_a_line_end_at_the_very_end_makes_no_further_row() -> None:
    assert laid_out("a\nb\n", 10).height == 2
    assert laid_out("", 10).height == 1
    assert laid_out("\n", 10).height == 1


@given(TEXTS, st.integers(2, 30))
@settings(max_examples=200, deadline=None)
def test_rows_hold_the_whole_text_in_order(text: str, width: int) -> None:
    document = laid_out(text, width)
    end = 0
    for y in range(document.height):
        row = document.row(y)
        assert not text[end : row.start].strip("\n\r\u2029")
        assert row.start <= row.end
        assert row.width <= width
        assert all(row.start <= cell.start < cell.end <= row.end for cell in row.cells)
        end = row.end
    assert not text[end:].strip("\n\r\u2029")


@given(TEXTS, st.integers(2, 30))
@settings(max_examples=200, deadline=None)
def test_a_click_on_a_cell_finds_its_character_and_the_character_its_row(text: str, width: int) -> None:
    document = laid_out(text, width)
    for y in range(document.height):
        row = document.row(y)
        x = row.left(width)
        for cell in row.cells:
            if cell.width:
                assert document.offset_at(x, y, width) == cell.start
            assert document.row_of(cell.start) == y
            x += cell.width


def test_clicks_beside_a_row_find_its_nearer_end() -> None:
    document = laid_out("سلام\nabc", 10)
    assert document.offset_at(9, 0, 10) == 0
    assert document.offset_at(0, 0, 10) == 3
    assert document.offset_at(9, 1, 10) == 7
    assert document.offset_at(0, 99, 10) == 5


def test_right_to_left_rows_stand_at_the_right_edge() -> None:
    document = laid_out("سلام\nabc", 10)
    assert document.row(0).left(10) == 7
    assert document.row(1).left(10) == 0


def test_laying_out_for_another_width_moves_rows_but_no_text() -> None:
    document = laid_out("\n".join(LINES), 20)
    narrow = document.height
    offset = document.text.index("دولار")
    assert offset in range(document.row(document.row_of(offset)).start, document.row(document.row_of(offset)).end)
    document.layout(60)
    assert document.height < narrow
    assert offset in range(document.row(document.row_of(offset)).start, document.row(document.row_of(offset)).end)


def test_isolates_are_those_given_or_those_found() -> None:
    text = "abc\nفي 2024-06-01 و 1-2"
    found, none, given_one = Document(text), Document(text, ()), Document(text, [(7, 17)])
    for document in (found, none, given_one):
        document.layout(40)
    assert "2024-06-01" in shown(found, 1)
    assert "1-2" in shown(found, 1)
    assert "01-06-2024" in shown(none, 1)
    assert "2024-06-01" in shown(given_one, 1)
    assert "2-1" in shown(given_one, 1)


def test_a_million_characters_open_and_scroll_by_looking_at_rows_only(seeds: Path) -> None:
    article = "\n".join(path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*.txt")))
    text = (article * (1_000_000 // len(article) + 1))[:1_000_000]
    document = laid_out(text, 80)
    assert document.row(document.height - 1).end >= len(text.rstrip()) - 1
    assert document.row(document.height // 2).cells
    assert len(document._paragraphs) <= 2


def test_refining_ends_and_changes_nothing_that_is_shown() -> None:
    text = "\n".join(LINES) + "\n" + LINES[2] * 200
    document, refined = laid_out(text, 30), laid_out(text, 30)
    while refined.refine(0.01):
        pass
    assert [refined.row(y) for y in range(refined.height)] == [document.row(y) for y in range(document.height)]


@pytest.mark.parametrize("width", [0, 1, 2, 10_000])
def test_any_width_gives_rows_that_hold_everything(width: int) -> None:
    document = laid_out("سلام 日本\nabc", width)
    assert sum(len(document.row(y).cells) for y in range(document.height)) >= 8
    assert document.offset_at(0, 0, width) < 8


def test_rows_beyond_the_last_are_an_error() -> None:
    with pytest.raises(IndexError):
        laid_out("a", 10).row(1)
