"""The rows of an article's page: head, gaps, body, and the way back from a place to its row."""

import pytest

from tui.page import Page, Part, overlapping

LONG = "كلمة " * 30


def page(title: str, body: str, width: int = 40) -> Page:
    page = Page(title, "about", body)
    page.layout(width)
    return page


def parts(page: Page) -> str:
    return "".join(page.row(y).part.name[0] for y in range(page.height))


def test_a_title_that_is_not_in_the_body_stands_above_it():
    assert parts(page("عنوان", "نص\nقصير")) == "AHGBB"


def test_a_title_that_opens_the_body_is_not_repeated():
    laid_out = page("عنوان", "قسم\nعنوان\nنص")
    assert parts(laid_out) == "AGBBB"
    assert laid_out.headline == (4, 9)


def test_tall_paragraphs_get_air_and_short_lines_stay_together():
    assert parts(page("", f"{LONG}\n{LONG}")).count("G") == 2
    assert parts(page("", "بيت\nبيت\nبيت")).count("G") == 1


def test_blank_lines_of_the_body_are_air_enough():
    assert parts(page("", f"{LONG}\n\n{LONG}")).count("G") == 1


@pytest.mark.parametrize("width", [2, 20, 40, 96])
def test_every_place_is_found_on_the_row_that_shows_it(seeds, width: int):
    body = (seeds / "001_e3c1fe6d4dd25605.txt").read_text(encoding="utf-8")
    laid_out = page("", body, width)
    for offset in range(0, len(body), 37):
        row = laid_out.row(laid_out.row_of(offset))
        assert row.part is Part.BODY
        assert row.start <= offset <= row.end


def test_a_click_beside_the_body_has_no_place():
    laid_out = page("عنوان", "نص")
    assert laid_out.offset_at(0, 0) is None
    assert laid_out.offset_at(39, 3) == 0
    assert laid_out.offset_at(0, 99) is None


@pytest.mark.parametrize(
    ("first", "last", "found"), [(0, 1, []), (0, 3, [0]), (4, 12, [0, 1]), (5, 10, []), (11, 12, [1]), (15, 20, [])]
)
def test_ranges_that_touch_a_row_are_found(first: int, last: int, found: list[int]):
    assert list(overlapping([2, 10], [5, 15], first, last)) == found
