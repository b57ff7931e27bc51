"""Every screen, in both languages: whatever is seen came laid out and safe, also where outside text is hostile."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.geometry import Region

from index.corpus import Corpus
from tests.test_tui import Reading, browsing
from tui import copying, messages
from tui.browse import Browse
from tui.comparison_screen import ComparisonScreen
from tui.line_edit import LineEdit
from tui.panes import ARTICLE, BOX, FIGURES, LIST
from tui.under_query import Fault, Offer

HOSTILE = "[bold red]عنوان[/] [@click=app.quit]لا[/] \x1b]0;t\x07\x1b[31m \x9b1m \u202eabc\u202c \u2066x\u2069 كِتَابٌ"
NAME = "[red]\u202eمقال\x1b[31m لا\x9b.txt"
SIZES = [(140, 42), (100, 30), (60, 20), (59, 19), (7, 3)]

_UNJOINED = re.compile("[\u0622-\u063a\u0641-\u064a]")
"""Letters as they are stored: on the screen each has one of its joined forms, so one of these was never laid out.
(ء joins nothing and stays.)"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("hostile") / "[b]مجلد\u202e\x1b[0m"
    folder.mkdir()
    body = f"{HOSTILE}\n\nقال {HOSTILE} إن 25% من الشركات أنفقت 3 مليارات دولار في 2024.\n"
    (folder / NAME).write_text(body, encoding="utf-8")
    (folder / "b.txt").write_text(f"مقال ثان\n\n{HOSTILE} وبلغ العدد 120 شركة.\n", encoding="utf-8")
    (folder / "broken\u202e.json").write_text('[{"title": "\x1b[1m', encoding="utf-8")
    return Corpus.open(folder, cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(params=["en", "ar"])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(copying, "tool_at_hand", lambda environment: None)
    messages.speak(request.param)
    yield request.param
    messages.speak("en")


def seen(reading: Reading) -> str:
    """Everything that is drawn on the screen in front: rows, borders and their titles."""
    screen = reading.pilot.app.screen
    widgets = [widget for widget in screen.walk_children() if widget.display and widget.region.area]
    rows = [row for widget in widgets for row in widget.render_lines(Region(0, 0, *widget.outer_size))]
    return "\n".join(row.text for row in rows)


def assert_laid_out_and_safe(reading: Reading, where: str) -> None:
    text = seen(reading)
    raw = {character for character in text if unicodedata.category(character) in ("Cc", "Cf", "Cs")} - {"\n"}
    assert not raw, where
    assert not _UNJOINED.search(text), where


async def look(reading: Reading, where: str) -> None:
    await reading.pilot.pause()
    assert_laid_out_and_safe(reading, where)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "×".join(map(str, size)))
async def test_the_browser_in_every_size(corpus: Corpus, language: str, size: tuple[int, int]):
    async with browsing(corpus, *size) as reading:
        for pane in (LIST, ARTICLE, FIGURES, BOX):
            reading.screen.go(pane)
            await look(reading, pane)
        reading.screen._box.edit = reading.screen._box.edit.insert(HOSTILE)
        await look(reading, "a hostile question")
        reading.screen._status.show_progress(HOSTILE)
        await look(reading, "progress")
        reading.screen._status.notify_reader(HOSTILE)
        await look(reading, "a notice")
        reading.screen._say_in_box(HOSTILE)
        reading.screen._box.below = Fault(reading.screen._box.text, 3, 9, HOSTILE)
        await look(reading, "an error in the box")
        reading.screen._box.below = Offer(HOSTILE, "^y")
        await look(reading, "what may have been meant")
        reading.screen._reader.say(HOSTILE)
        await look(reading, "a sentence for an article")


async def test_the_screens_over_the_browser(corpus: Corpus, language: str):
    async with browsing(corpus) as reading:
        for key in ("f1", "f3", "f4"):
            await reading.press(key)
            assert len(reading.pilot.app.screen_stack) == 2
            await look(reading, key)
            await reading.press("escape")
        await reading.press("f3")
        await reading.type("[b]لا")
        await look(reading, "nothing in the palette")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "×".join(map(str, size)))
async def test_the_screens_over_figures(corpus: Corpus, language: str, size: tuple[int, int]):
    async with browsing(corpus, *size) as reading:
        figure = corpus.figures()[0]
        reading.screen.action_all_figures()
        await reading.until(lambda: len(reading.pilot.app.screen_stack) == 2)
        screen = reading.pilot.app.screen
        for line in ("", "kind:money", HOSTILE, f"kind:{HOSTILE}", "زنبركحلزوني"):
            screen._box.edit = LineEdit(line, len(line))
            await reading.until(lambda: all(worker.is_finished for worker in reading.pilot.app.workers))
            await look(reading, f"all figures, {line}")
        screen.say_in_box(HOSTILE)
        screen._box.below = Fault(screen._box.text, 0, 3, HOSTILE)
        screen.tell(HOSTILE)
        await look(reading, "a notice")
        await reading.press("tab", "e")
        await reading.type("[b]لا")
        await look(reading, "a file's name")
        await reading.press("escape", "escape")
        reading.screen.post_message(Browse.ComparisonWanted(figure))
        await reading.until(lambda: isinstance(reading.pilot.app.screen, ComparisonScreen))
        await reading.until(lambda: reading.pilot.app.screen.comparison is not None)
        await look(reading, "a comparison")
        await reading.press("p")
        await look(reading, "its plot")
        await reading.press("slash")
        await reading.type("[b] شركة")
        await reading.until(lambda: all(worker.is_finished for worker in reading.pilot.app.workers))
        await look(reading, "a comparison by words")


@pytest.mark.parametrize("size", [(140, 42), (80, 24)], ids=lambda size: "×".join(map(str, size)))
async def test_every_screen_is_drawn_where_no_colours_are_wanted(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
):
    """Textual takes the style of all that is drawn apart then, and ends the program where there is none."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with browsing(corpus, *size) as reading:
        for key in ("f1", "f3", "f4", "f8", "f9", "exclamation_mark", "m", "M", "h", "d"):
            await reading.press(key)
            assert len(reading.pilot.app.screen_stack) == 2, key
            await reading.press("escape")
        await reading.press("F")
        await reading.until(lambda: getattr(reading.pilot.app.screen, "found", None) is not None)
        await reading.press("e", "escape", "equals_sign")
        await reading.until(lambda: isinstance(reading.pilot.app.screen, ComparisonScreen))
        await reading.until(lambda: reading.pilot.app.screen.comparison is not None)
        await reading.press("p")
        await look(reading, "a plot")
        await reading.press("p")
        await look(reading, "a comparison")


async def test_searching_copying_and_finding_nothing(corpus: Corpus, language: str):
    async with browsing(corpus) as reading:
        await reading.search("[bold")
        await look(reading, "hits")
        assert "bold" in seen(reading)
        await reading.press("enter", "v", "down", "c")
        await look(reading, "a copied selection")
        await reading.press("f", "down", "c")
        await look(reading, "a copied figure")
        await reading.press("slash", "ctrl+a")
        await reading.type("AND )")
        await reading.until(lambda: reading.screen.query_one("#box").has_class("-wrong"))
        await look(reading, "a broken question")
        await reading.press("ctrl+a")
        await reading.type("زنبركحلزوني")
        await reading.until(lambda: not reading.titles)
        await look(reading, "nothing found")


async def test_a_folder_with_nothing_in_it(tmp_path: Path, language: str):
    folder = tmp_path / "[b]\u202eفارغ\x1b"
    folder.mkdir()
    async with browsing(Corpus.open(folder, cache=tmp_path / "cache", refresh=False)) as reading:
        await reading.until(lambda: bool(reading.screen.refreshing.failure))
        await look(reading, "an empty folder")


async def test_in_arabic_everything_that_is_ours_is_arabic(corpus: Corpus):
    """Latin words on the screen are the article's own or names of keys."""
    messages.speak("ar")
    try:
        async with browsing(corpus, 200, 60) as reading:
            await reading.press("f1")
            words = set(re.findall("[A-Za-z]{2,}", seen(reading)))
            keys = {"esc", "Esc", "tab", "shift", "space", "page", "up", "down", "home", "end", "alt", "backspace"}
            language = {"AND", "OR", "NOT", "title", "source", "author", "date", "kind", "money", "value", "USD"}
            assert words <= keys | language | {"names", "off", "delete", "fg"}
    finally:
        messages.speak("en")


async def test_left_and_right_go_to_the_pane_that_stands_there(corpus: Corpus, language: str):
    on, back = ("left", "right") if language == "ar" else ("right", "left")
    async with browsing(corpus) as reading:
        seen_panes = []
        for key in (on, on, on, back, back, back):
            await reading.press(key)
            seen_panes.append(reading.screen.pane)
        assert seen_panes == [ARTICLE, FIGURES, FIGURES, ARTICLE, LIST, LIST]
        await reading.press("slash", on)
        assert reading.screen.pane is BOX


@pytest.mark.parametrize(("key", "frame"), [("f1", "help"), ("f3", "palette"), ("f4", "chooser")])
async def test_titles_stand_where_reading_begins(corpus: Corpus, language: str, key: str, frame: str):
    sides = ("right", "left") if language == "ar" else ("left", "right")
    async with browsing(corpus) as reading:
        await reading.press(key)
        await reading.pilot.pause()
        for widget in (reading.pilot.app.screen.query_one(f"#{frame}"), reading.screen.query_one("#article")):
            assert (widget.styles.border_title_align, widget.styles.border_subtitle_align) == sides
