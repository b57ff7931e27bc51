"""The lists of names in the program: of the article that is open, and of all articles."""

from pathlib import Path

import pytest

from index.corpus import Corpus, MentionedName, NameKind
from tests.test_tui import browsing
from tui.commands import Where
from tui.isolates import plain
from tui.messages import speak
from tui.name_text import spellings
from tui.names_screen import NameList, NamesScreen, fitting
from tui.picker import Picker
from tui.row_list import RowList


@pytest.fixture(scope="module")
def corpus(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return Corpus.open(seeds, cache=tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize(("key", "of_all"), [("m", False), ("M", True)])
async def test_a_name_that_is_chosen_is_searched_for(corpus: Corpus, key: str, of_all: bool):
    async with browsing(corpus) as reading:
        await reading.until(lambda: reading.screen.open is not None)
        assert reading.screen.open is not None
        names = corpus.names(None if of_all else reading.screen.open.article.id)
        await reading.pilot.press(key)
        await reading.until(lambda: isinstance(reading.pilot.app.screen, NamesScreen))
        rows = reading.pilot.app.screen.query_one(NameList)
        await reading.until(lambda: rows.count == len(names))
        await reading.pilot.press(*"grok")
        await reading.until(lambda: rows.chosen is not None and rows.chosen.name == "Grok")
        await reading.pilot.press("enter")
        await reading.until(lambda: reading.screen.query_text == "Grok" and len(reading.titles) == 3)
        assert reading.screen.pane is Where.LIST


@pytest.mark.parametrize("key", ["M", "h", "d", "ctrl+p"])
async def test_a_list_in_which_nothing_fits_says_so(corpus: Corpus, key: str):
    async with browsing(corpus) as reading:
        await reading.press("slash")
        await reading.type("H100")
        await reading.press("enter", "escape", key)
        screen = reading.pilot.app.screen
        assert isinstance(screen, Picker)
        rows = screen.query_one(RowList)
        await reading.until(lambda: rows.count > 0)
        await reading.type("zzzz")
        await reading.until(lambda: rows.count == 0)
        assert rows.empty == "Nothing here fits what was typed."


def test_an_arabic_interface_tells_a_name_in_arabic_first(request: pytest.FixtureRequest):
    name = MentionedName("Saudi Arabia", NameKind.PLACE, 3, "Saudi Arabia", "السعودية")
    assert plain(spellings(name)) == "Saudi Arabia · السعودية"
    request.addfinalizer(lambda: speak("en"))
    speak("ar")
    shown = plain(spellings(name))
    assert shown.index("السعودية") < shown.index("Saudi Arabia")


async def test_the_list_of_names_is_put_away(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.pilot.press("M")
        await reading.until(lambda: isinstance(reading.pilot.app.screen, NamesScreen))
        await reading.pilot.press("escape")
        await reading.until(lambda: reading.pilot.app.screen is reading.screen)
        assert reading.screen.query_text == ""


@pytest.mark.parametrize(("typed", "first"), [("ماسك", "Elon Musk"), ("musk", "Elon Musk"), ("place tex", "Texas")])
def test_names_are_found_by_a_part_of_any_spelling_and_by_kind(corpus: Corpus, typed: str, first: str):
    assert fitting(typed, corpus.names())[0].name == first
