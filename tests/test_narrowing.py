"""Narrowing a search: what there is to narrow by, how it is written into the query, and going back."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.pilot import Pilot

from index.corpus import Corpus, Counted, Narrowing, QueryError
from index.query import parse
from tests.test_copies import OTHER, STORY
from tui.asking import SORTS
from tui.browse import Browse
from tui.facet_screen import FacetList, FacetScreen
from tui.narrowing import Steps, narrowed
from tui.program import CorpusApp

NEWS = [
    ("مستشفى جديد", STORY, "2015-08-01", "الرياض", "علي حسن"),
    ("افتتاح مستشفى", STORY + " وفق بيان", "2015-07-03", "اليوم", 'علي "أبو حسن" سعد'),
    ("الهلال يفوز", OTHER, "2015-08-02", "الرياض", ""),
    ("أرباح تسلا", "حققت شركة تسلا الأمريكية أرباحا بلغت 5 ملايين دولار في الصحة", "2016-01-01", "اليوم", ""),
    ("بلا شيء", "كلام عن الصحة", "", "", ""),
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("news")
    fields = ("title", "body", "date", "source", "author")
    records = [dict(zip(fields, article, strict=True)) for article in NEWS]
    (folder / "news.json").write_text(json.dumps(records), "utf-8")
    return Corpus.open(folder, cache=tmp_path_factory.mktemp("cache"))


def counts(corpus: Corpus, query: str, facet: Narrowing) -> dict[str, int]:
    return {one.value: one.articles for one in corpus.counts(query, names=True) if one.facet is facet}


def test_sources_months_and_authors_are_counted_for_the_search(corpus: Corpus) -> None:
    assert counts(corpus, "مستشفى", Narrowing.SOURCE) == {"الرياض": 1, "اليوم": 1}
    assert counts(corpus, "date:2015", Narrowing.MONTH) == {"2015-08": 2, "2015-07": 1}
    assert counts(corpus, "مستشفى", Narrowing.AUTHOR) == {"علي حسن": 1, 'علي "أبو حسن" سعد': 1}


def test_without_a_search_all_articles_are_counted(corpus: Corpus) -> None:
    assert counts(corpus, "", Narrowing.SOURCE) == {"الرياض": 2, "اليوم": 2}
    assert counts(corpus, "", Narrowing.NAME)["Tesla · تسلا"] == 1


def test_months_come_newest_first_and_the_rest_most_frequent_first(corpus: Corpus) -> None:
    assert list(counts(corpus, "", Narrowing.MONTH)) == ["2016-01", "2015-08", "2015-07"]
    values = list(counts(corpus, "", Narrowing.KIND).values())
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("query", ["", "الصحة", "مستشفى | تسلا", '"وزارة الصحة', "(الصحة -بيان"])
def test_narrowing_finds_as_many_as_were_counted(corpus: Corpus, query: str) -> None:
    for one in corpus.counts(query, names=True):
        found = corpus.search(narrowed(query, one), limit=None).total
        assert found >= one.articles if one.facet is Narrowing.AUTHOR else found == one.articles, one


def counted(query: str, facet: Narrowing = Narrowing.SOURCE) -> Counted:
    return Counted(facet, "", 1, query)


@pytest.mark.parametrize(
    ("query", "by", "after"),
    [
        ("", counted("kind:money"), "kind:money"),
        ("a b", counted("kind:money"), "a b kind:money"),
        ("a | b", counted("kind:money"), "(a | b) kind:money"),
        ("a OR b", counted("kind:money"), "(a OR b) kind:money"),
        ("ORACLE", counted("kind:money"), "ORACLE kind:money"),
        ('"a b', counted("kind:money"), '"a b" kind:money'),
        ("(a b", counted("kind:money"), "(a b) kind:money"),
        ("a", counted("Tesla", Narrowing.NAME), "a AND Tesla"),
        ("a b", counted("Tesla", Narrowing.NAME), "(a b) AND Tesla"),
    ],
)
def test_a_filter_holds_for_all_of_the_query(query: str, by: Counted, after: str) -> None:
    assert narrowed(query, by) == after


@settings(max_examples=60, deadline=timedelta(seconds=2))
@given(st.text(alphabet='ab "()|-+:~*=/«»ORND', max_size=30), st.text(alphabet='ab"“” ()|\\', min_size=1, max_size=12))
def test_whatever_was_typed_and_whatever_a_source_is_called_is_narrowed_or_a_known_error(query: str, name: str) -> None:
    for by in (counted(f'source:"{name}"'), counted("Tesla", Narrowing.NAME)):
        try:
            parse(narrowed(query, by))
        except QueryError:
            continue


def test_steps_are_taken_back_one_by_one_until_something_is_typed() -> None:
    steps = Steps()
    once = steps.narrowed("a", counted("kind:money"))
    twice = steps.narrowed(once, counted("date:2015"))
    assert steps.back(twice) == once
    assert steps.back(once) == "a"
    assert steps.back("a") is None
    assert steps.narrowed("a", counted("kind:money")) == once
    assert steps.back("other") is None


@asynccontextmanager
async def browsing(corpus: Corpus, query: str, size: tuple[int, int] = (140, 42)) -> AsyncIterator[Pilot[int]]:
    app = CorpusApp(corpus)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        browse(pilot)._write_in_box(query)
        await settled(pilot)
        browse(pilot).go(browse(pilot).PLACES[1])
        await settled(pilot)
        yield pilot


async def settled(pilot: Pilot[int]) -> None:
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def browse(pilot: Pilot[int]) -> Browse:
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, Browse)
    return screen


def titles(pilot: Pilot[int]) -> list[str]:
    listing = browse(pilot).listing
    return [listing.item(place).entry.title for place in range(len(listing))]


def border(pilot: Pilot[int]) -> str:
    return str(browse(pilot).query_one("#list").border_title)


async def test_s_goes_through_the_orders_and_the_border_says_which(corpus: Corpus) -> None:
    async with browsing(corpus, "الصحة") as pilot:
        seen = []
        for _ in SORTS:
            await pilot.press("s")
            await settled(pilot)
            seen.append((browse(pilot).sort, titles(pilot)[0]))
        assert [order for order, _ in seen] == [*SORTS[1:], SORTS[0]]
        assert dict(seen)["newest"] == "أرباح تسلا"
        assert dict(seen)["oldest"] == "افتتاح مستشفى"
        assert dict(seen)["title"] == "أرباح تسلا"
        assert "best first" in border(pilot)


async def test_all_articles_are_sorted_too(corpus: Corpus) -> None:
    async with browsing(corpus, "") as pilot:
        await pilot.press("s")
        await settled(pilot)
        assert titles(pilot) == ["أرباح تسلا", "الهلال يفوز", "مستشفى جديد", "افتتاح مستشفى", "بلا شيء"]
        assert "newest first" in border(pilot)


async def test_the_order_is_told_where_the_list_that_would_say_it_is_not_on_the_screen(corpus: Corpus) -> None:
    async with browsing(corpus, "") as pilot:
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        await pilot.press("s")
        assert browse(pilot)._status.notice == ""
        await pilot.press("enter", "s")
        assert browse(pilot)._status.notice == "oldest first"


async def test_d_narrows_and_u_goes_back(corpus: Corpus) -> None:
    async with browsing(corpus, "الصحة") as pilot:
        await pilot.press("d")
        await settled(pilot)
        assert isinstance(pilot.app.screen, FacetScreen)
        chosen = pilot.app.screen.query_one(FacetList).chosen
        assert chosen is not None
        await pilot.press("enter")
        await settled(pilot)
        assert browse(pilot).query_text == f"الصحة {chosen.query}"
        await pilot.press("u")
        await settled(pilot)
        assert browse(pilot).query_text == "الصحة"


async def test_values_are_found_by_typing_a_part_of_them(corpus: Corpus) -> None:
    async with browsing(corpus, "الصحة", (80, 24)) as pilot:
        await pilot.press("d")
        await settled(pilot)
        await pilot.press(*"tesla")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert titles(pilot) == ["أرباح تسلا"]


async def test_x_unfolds_those_alike_and_folds_them_again(corpus: Corpus) -> None:
    async with browsing(corpus, "الصحة مستشفى") as pilot:
        folded = titles(pilot)
        assert len({"مستشفى جديد", "افتتاح مستشفى"} & set(folded)) == 1
        await pilot.press("x")
        await settled(pilot)
        assert set(titles(pilot)) == {*folded, "مستشفى جديد", "افتتاح مستشفى"}
        await pilot.press("j", "x")
        await settled(pilot)
        assert titles(pilot) == folded


async def test_without_steps_or_copies_the_keys_say_so(corpus: Corpus) -> None:
    async with browsing(corpus, "تسلا") as pilot:
        before = browse(pilot).query_text
        await pilot.press("u", "x")
        await settled(pilot)
        assert browse(pilot).query_text == before


def test_hostile_names_of_sources_stay_text(tmp_path: Path) -> None:
    names = ['[red]x[/]"y"', "\x1b[31mأحمر", "a" * 5000, "\u202eعكس", '"']
    records = [{"title": f"t{n}", "body": "الصحة", "source": name} for n, name in enumerate(names)]
    (tmp_path / "news.json").write_text(json.dumps(records), "utf-8")
    corpus = Corpus.open(tmp_path, cache=tmp_path / "cache")
    for one in corpus.counts("الصحة"):
        try:
            assert corpus.search(narrowed("الصحة", one)).total <= len(names)
        except QueryError:
            continue
