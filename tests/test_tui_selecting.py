"""Selecting in the article and the search box, and copying, in the real program."""

import base64
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.events import MouseScrollDown
from textual.widget import Widget

from index.corpus import Corpus, Span
from tests.pty_program import PtyProgram
from tests.test_tui import Reading, browsing
from tui import copying, messages, selecting
from tui.page import Page
from tui.reader import Reader
from tui.search_box import SearchBox


@pytest.fixture(scope="module")
def corpus(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return Corpus.open(seeds, cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(params=["en", "ar"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    messages.speak(request.param)
    yield request.param
    messages.speak("en")


@pytest.fixture
def clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    """No tool of this machine is run."""
    monkeypatch.setattr(copying, "tool_at_hand", lambda environment: None)


def reader_of(reading: Reading) -> Reader:
    return reading.screen.query_one("#article", Reader)


def written_in(widget: Widget, style: str) -> str:
    """The visible text drawn on the background of one ink."""
    ink = getattr(widget.inks, style)
    inside = widget.region.reset_offset.shrink(widget.gutter)
    return "".join(
        part.text for row in widget.render_lines(inside) for part in row if part.style.bgcolor == ink.bgcolor
    )


# ---- the search box


async def test_a_selection_in_the_box_is_painted_where_its_letters_stand(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.press("slash")
        await reading.type("كتب Nvidia")
        await reading.press("home", *["shift+left"] * 3)
        box = reading.screen.query_one("#box", SearchBox)
        assert box.edit.selected_text == "كتب"
        assert written_in(box, "selected") == "ﺐﺘﻛ"
        await reading.press("ctrl+a")
        assert box.edit.selected_text == "كتب Nvidia"
        await reading.type("x")
        assert box.text == "x"


@pytest.mark.usefixtures("clipboard")
async def test_the_box_cuts_copies_and_pastes(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.press("slash")
        await reading.type("ماسك")
        box = reading.screen.query_one("#box", SearchBox)
        await reading.press("ctrl+a", "ctrl+x")
        assert (box.text, reading.pilot.app.clipboard) == ("", "ماسك")
        await reading.press("ctrl+v", "ctrl+v")
        assert box.text == "ماسكماسك"
        await reading.press("shift+home", "ctrl+c")
        assert reading.pilot.app.clipboard == "ماسكماسك"


async def test_dragging_and_clicking_twice_select_in_the_box(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.press("slash")
        await reading.type("one two")
        box = reading.screen.query_one("#box", SearchBox)
        await reading.pilot.mouse_down("#box", offset=(2, 1))
        await reading.pilot.hover("#box", offset=(5, 1))
        await reading.pilot.mouse_up("#box", offset=(5, 1))
        assert box.edit.selected_text == "one"
        await reading.pilot.click("#box", offset=(7, 1), times=2)
        assert box.edit.selected_text == "two"


# ---- the article


async def test_dragging_selects_a_logical_range_and_clicking_drops_it(corpus: Corpus):
    async with browsing(corpus) as reading:
        reader = reader_of(reading)
        first, last = 12, 14
        row = reader.page.row(first)
        right = reader.size.width - 4
        await reading.pilot.mouse_down("#article", offset=(right, first + 1))
        await reading.pilot.hover("#article", offset=(right - 6, last + 1))
        await reading.pilot.mouse_up("#article", offset=(right - 6, last + 1))
        await reading.pilot.pause()
        selected = reader.selected_text
        assert selected
        assert selected in reading.screen.open.article.body
        assert selected.count(" ") > 10
        assert row.start <= reader.selection.span.start <= row.end
        assert written_in(reader, "selected").strip()
        await reading.pilot.click("#article", offset=(right, first + 1))
        assert reader.selection is None


async def test_two_clicks_select_the_word_and_three_the_paragraph(corpus: Corpus):
    async with browsing(corpus) as reading:
        reader = reader_of(reading)
        row = reading.text_of("article").splitlines()[13]
        right = next(x for x in range(len(row) - 4, 0, -1) if row[x - 1 : x + 2].isalpha()) + 1
        await reading.pilot.click("#article", offset=(right, 14), times=2)
        assert len(reader.selected_text) > 1
        assert " " not in reader.selected_text
        word = reader.selected_text
        await reading.pilot.click("#article", offset=(right, 14), times=3)
        body = reading.screen.open.article.body
        assert reader.selected_text in [line.strip() for line in body.split("\n")]
        assert word in reader.selected_text


async def test_a_click_finds_its_letter_in_either_interface(corpus: Corpus, language: str):
    """The bar stands at the other side in Arabic, and the text a column further on."""
    async with browsing(corpus) as reading:
        reader = reader_of(reading)
        offset = reading.screen.open.article.body.index("الذكاء", 300)
        y, left = reader.page.row_of(offset), 1 + (language == "ar") + (reader.text_width - reader.page.width) // 2
        clicked = left + reader.page.column_of(offset)
        await reading.pilot.click("#article", offset=(clicked, y + 1), times=2)
        assert reader.selected_text == "الذكاء"
        bar = 1 if language == "ar" else reader.size.width
        await reading.pilot.mouse_down("#article", offset=(bar, reader.size.height))
        await reading.pilot.mouse_up("#article", offset=(bar, reader.size.height))
        assert reader.first == reader.last_top


@pytest.mark.usefixtures("clipboard")
async def test_keys_select_and_c_copies_what_they_selected(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.press("tab", "v", "ctrl+left", "j", "c")
        reader = reader_of(reading)
        body = reading.screen.open.article.body
        assert len(reader.selected_text) > 10
        assert body.startswith(reader.selected_text)
        assert reading.pilot.app.clipboard == reader.selected_text
        assert "Copied" in reading.text_of("status")
        await reading.press("escape")
        assert (reader.selection, reader.selects) == (None, False)
        assert reading.screen.pane == "article"
        await reading.press("j")
        assert reader.first == 1


@pytest.mark.usefixtures("clipboard")
async def test_ctrl_c_copies_what_is_selected_and_else_says_how_to_quit(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.press("tab", "ctrl+c")
        assert "Press ^q" in reading.text_of("status")
        assert not reading.pilot.app.clipboard
        await reading.press("shift+down", "ctrl+c")
        assert reading.pilot.app.clipboard == reader_of(reading).selected_text != ""


async def test_the_wheel_scrolls_while_the_moving_keys_select(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.press("tab", "v")
        reader, before = reader_of(reading), reader_of(reading).selection
        reader.post_message(MouseScrollDown(reader, 5, 5, 0, 1, 0, False, False, False))
        await reading.until(lambda: reader.first == 3)
        assert reader.selection == before


async def test_shift_and_arrows_select_without_a_mode(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.press("tab", "shift+left", "shift+left")
        assert reader_of(reading).selection.span == Span(0, 3)
        await reading.press("shift+right")
        assert reader_of(reading).selection.span == Span(0, 2)


@pytest.mark.usefixtures("clipboard")
async def test_c_copies_the_paragraph_of_the_match_the_figure_or_the_article(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.search("H100")
        await reading.press("enter", "c")
        body, app = reading.screen.open.article.body, reading.pilot.app
        assert app.clipboard in [line.strip() for line in body.split("\n")]
        assert "H100" in app.clipboard
        await reading.press("f", "j", "c")
        figure = reading.screen.open.figure
        told = app.clipboard.split("\n")
        assert told[1] == " ".join(body[slice(*figure.sentence)].split())
        assert told[-1] == f"{figure.article}:{figure.span.start}"
        await reading.press("escape", "c")
        assert app.clipboard.split("\n")[0] == reading.article


def test_what_is_copied_is_asked_of_the_terminal_by_osc_52():
    """Seen as the driver writes it: base64 of UTF-8, in logical order."""
    written: list[str] = []

    class Driver:
        write = written.append

    from textual.app import App

    app: App[int] = App()
    app._driver = Driver()
    copying.to_clipboard(app, "كتابٌ Nvidia\ud800")
    (asked,) = written
    assert asked.startswith("\x1b]52;c;")
    assert base64.b64decode(asked.removeprefix("\x1b]52;c;").removesuffix("\a")).decode() == "كتابٌ Nvidia?"


def test_copying_in_a_terminal_reaches_its_clipboard_and_the_desktops_even_when_that_hangs(seeds: Path, tmp_path: Path):
    """A tool that never ends is given the text, holds nothing up, and is gone at the end."""
    tool, got = tmp_path / "xclip", tmp_path / "got"
    tool.write_text(f"#!/bin/sh\ncat > {got}\nexec sleep 60\n", encoding="utf-8")
    tool.chmod(0o755)
    folders = {name: str(tmp_path) for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
    desktop = {"DISPLAY": ":9", "WAYLAND_DISPLAY": "", "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    with PtyProgram([str(seeds)], {**folders, **desktop}) as program:
        program.until(b"1 of 5")
        began = program.send("\tc")
        written = program.until(lambda seen: b"\x1b]52;c;" in seen and b"\a" in seen.partition(b"\x1b]52;c;")[2], began)
        text = base64.b64decode(written.partition(b"\x1b]52;c;")[2].partition(b"\a")[0]).decode()
        program.until(b"Copied", began)
        program.send("\x11")
        assert program.ended() == 0
    assert text == got.read_text("utf-8")
    first = next(iter(sorted(seeds.glob("*.txt"))))
    assert text in [line.strip() for line in first.read_text("utf-8").split("\n")]


# ---- moves over a page

TEXT = "كِتَابٌ عن السَّلام\n\nThe end. لا شيء"


def page() -> Page:
    made = Page("", "", TEXT)
    made.layout(12)
    return made


def test_a_paragraph_is_taken_without_the_space_around_it():
    assert [TEXT[slice(*selecting.paragraph(page(), at))] for at in (0, 9, TEXT.index("\n"), len(TEXT) - 1)] == [
        "كِتَابٌ عن السَّلام",
        "كِتَابٌ عن السَّلام",
        "The end. لا شيء",
        "The end. لا شيء",
    ]


def test_cells_are_taken_whole_and_lines_follow_each_other():
    """Going forward from cell to cell takes every character but the line ends, marks and lam-alef with their letter."""
    cell, seen = page().cell_at(0), []
    while not seen or seen[-1] != cell:
        seen.append(cell)
        cell = selecting.cell_beside(page(), cell, forward=True)
    assert "".join(TEXT[slice(*span)] for span in seen) == TEXT.replace("\n", "")
    assert TEXT[slice(*seen[0])] == "كِ"
    back = [seen[-1]]
    while (before := selecting.cell_beside(page(), back[-1], forward=False)) != back[-1]:
        back.append(before)
    assert back[::-1] == seen


def test_a_row_down_and_up_again_is_the_same_place():
    even = Page("", "", "abc def ghi jkl mno pqr")
    even.layout(7)
    start = even.cell_at(5)
    below = selecting.cell_in_row(even, start, 1)
    assert even.document.text[below.start] == "k"
    assert selecting.cell_in_row(even, below, -1) == start
    assert selecting.cell_in_row(even, below, 9).start == even.document.text.index("q")


@pytest.mark.parametrize("text", ["", "\n", " ", "\n\n\n"])
def test_a_body_without_words_can_be_walked(text: str):
    empty = Page("", "", text)
    empty.layout(12)
    cell = empty.cell_at(0)
    for forward in (True, False):
        selecting.cell_beside(empty, cell, forward)
        selecting.word_beside(empty, cell, forward)
    selecting.cell_in_row(empty, cell, 1)
    assert not text[slice(*selecting.paragraph(empty, 0))].strip()


MOVES = [
    lambda page, cell: selecting.cell_beside(page, cell, forward=True),
    lambda page, cell: selecting.cell_beside(page, cell, forward=False),
    lambda page, cell: selecting.word_beside(page, cell, forward=True),
    lambda page, cell: selecting.word_beside(page, cell, forward=False),
    lambda page, cell: selecting.cell_in_row(page, cell, 2),
    lambda page, cell: selecting.cell_in_row(page, cell, -1),
    lambda page, cell: selecting.word(page, cell.start),
    lambda page, cell: selecting.paragraph(page, cell.start),
]


@settings(max_examples=60)
@given(st.text("ab كِتَلا1\u0301\u202e\x1b\n\r.", max_size=40), st.lists(st.sampled_from(MOVES), max_size=12))
def test_however_it_is_moved_a_selection_lies_in_the_text(text: str, moves: list[Callable[[Page, Span], Span]]):
    made = Page("", "", text)
    made.layout(7)
    selection = selecting.at(made.cell_at(0))
    for move in moves:
        selection = selection.reaching(move(made, selection.head))
        assert (
            0 <= selection.span.start <= selection.head.start <= selection.head.end <= selection.span.end <= len(text)
        )
