"""The lists of names in the program: of the article that is open, and of all articles."""

from pathlib import Path

import pytest

from index.corpus import Corpus
from tests.test_tui import browsing
from tui.commands import Where
from tui.names_screen import NameList, NamesScreen, fitting


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
