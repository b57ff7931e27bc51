"""The browser over a corpus that grows: watched, paused, switched, its problems on a screen; real files, real keys."""

import json
import os
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Any

import pytest

from index.corpora import Corpora
from index.corpus import Corpus, Refreshed
from tests.test_generations import flip
from tests.test_tui import Reading, browsing
from tests.test_under_way import another_program
from tui import copying
from tui.ask_screen import AskScreen, completed_path
from tui.corpora_screen import CorporaScreen
from tui.listing import Everything
from tui.panes import LIST
from tui.problems_screen import ProblemsScreen
from tui.reading_screen import ReadingScreen
from tui.searching import FIRST_HITS
from tui.watching import is_hidden


@pytest.fixture
def articles(seeds: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    shutil.copytree(seeds, folder, ignore=shutil.ignore_patterns("__*", "*.md", "corpus.toml"))
    return folder


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(copying, "tool_at_hand", lambda environment: None)


@asynccontextmanager
async def over(folder: Path, tmp_path: Path) -> AsyncIterator[Reading]:
    """The browser over a folder, when its first look at the sources is over."""
    corpus = Corpus.open(folder, cache=tmp_path / "cache", refresh=False)
    async with browsing(corpus) as reading:
        await reading.until(lambda: reading.screen.refreshing.refreshed is not None)
        await reading.until(lambda: not reading.screen.refreshing.is_running)
        yield reading


def screen_of(reading: Reading) -> object:
    return reading.pilot.app.screen


# ---- a watched corpus


async def test_a_new_file_comes_onto_the_screen_and_nothing_moves(articles: Path, tmp_path: Path):
    async with over(articles, tmp_path) as reading:
        await reading.press("j", "j", "tab", "j", "j", "j")
        article, line = reading.article, reading.screen._reader.first
        row = reading.screen._list.cursor - reading.screen._list.first
        assert line == 3
        for number in range(3):
            (articles / f"000_{number}.txt").write_text(f"خبر عاجل {number}\n\nنص جديد", "utf-8")
        await reading.until(lambda: len(reading.titles) == 8)
        assert (reading.article, reading.screen._reader.first) == (article, line)
        assert reading.titles[reading.screen._list.cursor] == article
        assert reading.screen.pane != LIST
        assert row >= 0


async def test_the_query_and_the_current_match_stay_when_the_corpus_grows(articles: Path, tmp_path: Path):
    async with over(articles, tmp_path) as reading:
        await reading.search("H100")
        await reading.press("enter", "n", "n")
        article, match = reading.article, reading.screen.open.match
        (articles / "new.txt").write_text("خبر عن H100\n\nH100 H100", "utf-8")
        await reading.until(lambda: len(reading.titles) == 5)
        assert (reading.article, reading.screen.open.match.span) == (article, match.span)
        assert reading.screen.query_text == "H100"


async def test_an_article_that_is_changed_is_shown_as_it_is_now(articles: Path, tmp_path: Path):
    async with over(articles, tmp_path) as reading:
        file = sorted(articles.glob("*.txt"))[0]
        file.write_text(file.read_text("utf-8") + "\nجملة أخيرة أضيفت الآن.\n", "utf-8")
        await reading.until(lambda: "أضيفت الآن" in reading.screen.open.article.body)


async def test_when_the_open_article_goes_its_neighbour_is_opened(articles: Path, tmp_path: Path):
    async with over(articles, tmp_path) as reading:
        await reading.press("j", "j")
        await reading.until(lambda: reading.article == reading.titles[2])
        after = reading.titles[3]
        sorted(articles.glob("*.txt"))[2].unlink()
        await reading.until(lambda: len(reading.titles) == 4)
        assert reading.article == after


def test_a_row_whose_article_went_since_the_rows_were_counted_is_drawn_empty(articles: Path, tmp_path: Path):
    corpus = Corpus.open(articles, cache=tmp_path / "cache")
    listing = Everything(corpus)
    sorted(articles.glob("*.txt"))[4].unlink()
    corpus.refresh()
    assert [bool(listing.item(place).entry.id) for place in range(len(listing))] == [True] * 4 + [False]


async def test_the_corpus_and_what_goes_on_stand_apart_however_narrow_the_window(articles: Path, tmp_path: Path):
    corpus = Corpus.open(articles, cache=tmp_path / "cache")
    async with browsing(corpus, width=60, height=20) as reading:
        status = reading.screen._status
        status.show_progress("reading " * 20)
        said = "".join(segment.text for segment in status.render_line(0))
        assert len(said) == status.size.width
        assert re.search("… {2,}reading", said)


# ---- pausing


def _many(tmp_path: Path) -> Corpus:
    """Four thousand articles, none of them read yet."""
    folder = tmp_path / "many"
    folder.mkdir()
    for part in range(40):
        rows = [json.dumps({"content": f"نص الخبر رقم {part * 100 + n}"}) for n in range(100)]
        (folder / f"{part:02}.jsonl").write_text("\n".join(rows), "utf-8")
    return Corpus.open(folder, cache=tmp_path / "cache", refresh=False)


async def test_reading_is_paused_searched_and_resumed_by_keys(tmp_path: Path):
    corpus = _many(tmp_path)
    async with browsing(corpus) as reading:
        refreshing = reading.screen.refreshing
        await reading.until(lambda: refreshing.progress is not None and refreshing.progress.stage == "reading")
        await reading.press("ctrl+s", "f8")
        await reading.until(lambda: refreshing.progress.stage == "paused")
        assert isinstance(screen_of(reading), ReadingScreen)
        assert "Paused" in "\n".join(
            row.text
            for row in screen_of(reading)
            .query_one("#facts")
            .render_lines(screen_of(reading).query_one("#facts").size.region)
        )
        await reading.press("escape")
        had = len(corpus)
        assert 0 < had < 4_000
        assert corpus.search("الخبر").total == had
        await reading.press("ctrl+s")
        await reading.until(lambda: len(reading.screen.listing) == 4_000)
        assert refreshing.refreshed.added == 4_000


async def test_a_folder_that_is_gone_is_not_called_up_to_date(articles: Path, tmp_path: Path):
    async with over(articles, tmp_path) as reading:
        refreshing = reading.screen.refreshing
        await reading.until(lambda: refreshing.refreshed is not None and not refreshing.is_running)
        articles.rename(tmp_path / "elsewhere")
        await reading.press("R")
        await reading.until(lambda: bool(refreshing.failure))
        await reading.press("f8")
        facts = screen_of(reading).query_one("#facts")

        def told() -> str:
            return "\n".join(row.text for row in facts.render_lines(facts.size.region))

        said = ("Not up to date", "There is no file or folder at", "To be searched")
        await reading.until(lambda: all(each in now for now in [told()] for each in said))
        (tmp_path / "elsewhere").rename(articles)
        await reading.press("r")
        await reading.until(lambda: "Up to date" in told())


async def test_what_was_stopped_goes_on_when_asked(tmp_path: Path):
    corpus = _many(tmp_path)
    async with browsing(corpus) as reading:
        refreshing = reading.screen.refreshing
        await reading.until(lambda: refreshing.progress is not None and refreshing.progress.stage == "reading")
        await reading.press("ctrl+t")
        await reading.until(lambda: refreshing.refreshed is not None and not refreshing.is_running)
        assert refreshing.refreshed.stopped
        assert len(corpus) < 4_000
        await reading.press("r")
        await reading.until(lambda: len(reading.screen.listing) == 4_000)


async def test_what_is_asked_for_right_after_stopping_is_not_forgotten(tmp_path: Path):
    corpus = _many(tmp_path)
    async with browsing(corpus) as reading:
        refreshing = reading.screen.refreshing
        await reading.until(lambda: refreshing.progress is not None and refreshing.progress.stage == "reading")
        refreshing.stop()
        refreshing.start()
        await reading.until(lambda: len(reading.screen.listing) == 4_000)


async def test_it_is_told_when_another_program_reads_and_what_that_has_read_is_shown(articles: Path, tmp_path: Path):
    corpus = Corpus.open(articles, cache=tmp_path / "cache", refresh=False)
    with another_program(articles, tmp_path / "cache") as other:
        async with browsing(corpus) as reading:
            await reading.until(lambda: len(reading.titles) == 1)
            await reading.until(lambda: "Another corpus-tui is reading" in reading.text_of("status"))
            other.kill()
            await reading.until(lambda: len(reading.titles) == 5)


async def test_leaving_in_the_midst_of_reading_ends_it_even_if_it_is_paused(tmp_path: Path):
    (tmp_path / "many.jsonl").write_text("\n".join(json.dumps({"content": f"نص {n}"}) for n in range(9_000)), "utf-8")
    corpus = Corpus.open(tmp_path / "many.jsonl", cache=tmp_path / "cache", refresh=False)
    async with browsing(corpus) as reading:
        refreshing = reading.screen.refreshing
        await reading.until(lambda: refreshing.progress is not None and refreshing.progress.stage == "reading")
        await reading.press("ctrl+s")
        await reading.until(lambda: refreshing.progress.stage == "paused")
        await reading.press("ctrl+q")
    assert corpus.close()
    with Corpus.open(tmp_path / "many.jsonl", cache=tmp_path / "cache") as again:
        assert len(again) == 9_000


# ---- which changes are looked at


@pytest.mark.parametrize(
    ("root", "path", "hidden"),
    [
        (PurePosixPath("/news"), PurePosixPath("/news/a.txt"), False),
        (PurePosixPath("/news"), PurePosixPath("/news/.a.txt.swp"), True),
        (PurePosixPath("/news"), PurePosixPath("/news/.git/index"), True),
        (PurePosixPath("/home/.news"), PurePosixPath("/home/.news/a.txt"), False),
        (PurePosixPath("/news/.a.txt"), PurePosixPath("/news/.a.txt"), False),
        (PurePosixPath("/news"), PurePosixPath("/news/a\\.txt"), False),
        (PureWindowsPath(r"C:\news"), PureWindowsPath(r"C:\news\.a.txt"), True),
        (PureWindowsPath(r"C:\news"), PureWindowsPath(r"C:\news\.git\index"), True),
        (PureWindowsPath(r"C:\Users\.me\news"), PureWindowsPath(r"C:\Users\.me\news\a.txt"), False),
    ],
)
def test_hidden_files_and_what_lies_in_hidden_folders_are_nobodys_articles(
    root: PurePath, path: PurePath, hidden: bool
):
    assert is_hidden(path, [PurePath("elsewhere"), root]) is hidden


# ---- problems


async def test_every_problem_is_on_a_screen_and_can_be_copied(articles: Path, tmp_path: Path):
    (articles / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    (articles / "broken.txt").write_bytes("نص عربي سليم في أوله".encode() * 9 + b"\xff\xfe")
    async with over(articles, tmp_path) as reading:
        await reading.press("exclamation_mark")
        screen = screen_of(reading)
        assert isinstance(screen, ProblemsScreen)
        await reading.until(lambda: screen._rows.count == 4)
        rows = screen.query_one("#problems")
        text = "\n".join(strip.text for strip in rows.render_lines(rows.size.region))
        assert "picture.png" in text
        assert "This is not text" in text
        assert "7 files · 6 read · 1 skipped" in screen._status.said.now
        await reading.press("a")
        assert len(reading.pilot.app.clipboard.splitlines()) == 2
        await reading.press("escape")
        assert screen_of(reading) is reading.screen


# ---- corpora


async def test_a_folder_is_added_by_keys_and_the_corpus_gets_a_name(articles: Path, tmp_path: Path):
    more = tmp_path / "more"
    more.mkdir()
    (more / "x.txt").write_text("مقال آخر\n\nنص آخر", "utf-8")
    async with over(articles, tmp_path) as reading:
        await reading.press("f9")
        assert isinstance(screen_of(reading), CorporaScreen)
        await reading.press("a")
        assert isinstance(screen_of(reading), AskScreen)
        await reading.type(str(tmp_path / "mor"))
        await reading.press("tab")
        assert screen_of(reading)._box.text == f"{more}/"
        await reading.press("enter")
        await reading.until(lambda: isinstance(screen_of(reading), AskScreen))
        await reading.press("ctrl+a")
        await reading.type("أخبار")
        await reading.press("enter")
        await reading.until(lambda: bool(Corpora().all()))
        (named,) = Corpora().all()
        assert (named.name, [folder.path for folder in named.folders]) == ("أخبار", [articles, more])
        await reading.until(lambda: isinstance(screen_of(reading), CorporaScreen))
        await reading.press("enter")
        await reading.until(lambda: reading.screen.corpus.name == "أخبار")
        await reading.until(lambda: len(reading.screen.listing) == 6)
        assert screen_of(reading) is reading.screen


async def test_a_path_where_there_is_nothing_is_told_before_anything_else_is_asked(articles: Path, tmp_path: Path):
    async with over(articles, tmp_path) as reading:
        await reading.press("f9", "a")
        await reading.type(str(tmp_path / "no"))
        await reading.press("enter")
        asking = screen_of(reading)
        assert isinstance(asking, AskScreen)
        assert asking._frame.has_class("-wrong")
        await reading.type("n")
        assert not asking._frame.has_class("-wrong")
        await reading.press("escape")
        assert isinstance(screen_of(reading), CorporaScreen)


async def test_how_many_problems_there_are_is_said_first(articles: Path, tmp_path: Path):
    for name in ("a.txt", "b.txt"):
        (articles / name).write_bytes(b"")
    async with over(articles, tmp_path) as reading:
        await reading.until(lambda: "2 problems (! lists them) · a.txt: There is no word" in reading.text_of("status"))


async def test_a_folder_taken_out_takes_its_articles_from_the_screen(articles: Path, tmp_path: Path):
    more = tmp_path / "more"
    more.mkdir()
    (more / "x.txt").write_text("مقال آخر\n\nنص آخر", "utf-8")
    named = Corpora().add("c", [articles, more])
    corpus = Corpus.open_named(named, cache=tmp_path / "cache")
    async with browsing(corpus) as reading:
        assert len(reading.titles) == 6
        await reading.press("f9", "j", "j", "d")
        await reading.until(lambda: len(reading.screen.listing) == 5)
        assert len(Corpora().get("c").folders) == 1


async def test_a_folder_added_by_another_process_is_followed_where_corpora_are_looked_at(
    articles: Path, tmp_path: Path
):
    more = tmp_path / "more"
    more.mkdir()
    (more / "x.txt").write_text("مقال آخر\n\nنص آخر", "utf-8")
    corpus = Corpus.open_named(Corpora().add("c", [articles]), cache=tmp_path / "cache")
    async with browsing(corpus) as reading:
        assert len(reading.titles) == 5
        Corpora().add("c", [more])
        await reading.press("f9")
        await reading.until(lambda: len(reading.screen.listing) == 6)


async def test_a_corpus_is_forgotten_only_when_that_is_said_twice(articles: Path, tmp_path: Path):
    Corpora().add("c", [articles])
    async with over(articles, tmp_path) as reading:
        await reading.press("f9", "j", "d")
        assert Corpora().find("c")
        await reading.press("d")
        assert Corpora().find("c") is None
        assert (articles / "000_59986c62a6f88448.txt").exists()


async def test_switching_there_and_back_shows_each_corpus_with_its_own_articles(articles: Path, tmp_path: Path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.txt").write_text("مقال واحد\n\nنص", "utf-8")
    Corpora().add("five", [articles])
    Corpora().add("one", [other])
    corpus = Corpus.open_named(Corpora().get("five"), cache=tmp_path / "cache")
    async with browsing(corpus) as reading:
        await reading.press("f9", "G", "k", "enter")
        await reading.until(lambda: reading.screen.corpus.name == "one" and len(reading.screen.listing) == 1)
        await reading.press("F", "escape", "f9", "g", "enter")
        await reading.until(lambda: reading.screen.corpus.name == "five" and len(reading.screen.listing) == 5)


# ---- damage


async def test_an_index_damaged_under_the_eyes_of_its_reader_is_built_again(articles: Path, tmp_path: Path):
    Corpus.open(articles, cache=tmp_path / "cache").close()
    corpus = Corpus.open(articles, cache=tmp_path / "cache", refresh=False)
    for file in (tmp_path / "cache").glob("*/g*/*.flat"):
        with file.open("r+b") as opened:
            opened.seek(64)
            opened.write(bytes(64))
    async with browsing(corpus) as reading:
        await reading.press("slash")
        await reading.type("غزة")
        await reading.until(
            lambda: reading.screen.refreshing.refreshed is not None and reading.screen.corpus.was_damaged
        )
        await reading.until(lambda: not reading.screen.refreshing.is_running)
        await reading.type(" OR الذكاء")
        await reading.until(lambda: bool(getattr(getattr(reading.screen.listing, "results", None), "hits", ())))
        assert reading.screen.corpus.damage() == []


async def test_a_damaged_catalogue_is_built_again_by_the_program_that_meets_it_first(articles: Path, tmp_path: Path):
    Corpus.open(articles, cache=tmp_path / "cache").close()
    flip(next((tmp_path / "cache").glob("*/g*/catalogue.sqlite")))
    (articles / "empty.txt").write_bytes(b"")
    async with over(articles, tmp_path) as reading:
        await reading.until(lambda: len(reading.titles) == 5)
        await reading.until(lambda: "built again from the articles. · 1 problem" in reading.text_of("status"))
        await reading.press("r")
        await reading.until(lambda: not reading.screen.refreshing.is_running)
        assert reading.screen.corpus.damages == reading.screen._damages_told == 1


def _cut(catalogue: Path) -> None:
    os.truncate(catalogue, 40_000)


def _remove(catalogue: Path) -> None:
    shutil.rmtree(catalogue.parent.parent)


@pytest.mark.parametrize("spoil", [_cut, _remove])
async def test_an_index_that_is_spoilt_while_it_is_looked_at_is_built_again(
    tmp_path: Path, spoil: Callable[[Path], None]
):
    """It is missed where rows that were counted come into sight, or by who asks in a thread that has not opened it."""
    corpus = _many(tmp_path)
    corpus.refresh()
    async with browsing(corpus) as reading:
        await reading.until(lambda: reading.screen.refreshing.refreshed is not None)
        await reading.until(lambda: not reading.screen.refreshing.is_running)
        spoil(next((tmp_path / "cache").glob("*/g*/catalogue.sqlite")))
        await reading.press("G", "slash")
        await reading.type("الخبر")
        await reading.until(lambda: "The index was damaged, so it was built again" in reading.text_of("status"))
        await reading.until(lambda: len(reading.screen.listing) == FIRST_HITS)
        assert (corpus.search("الخبر").total, corpus.damage()) == (4_000, [])


class OnABadDisk(Corpus):
    """A corpus what is written of which is damaged at once, so many times."""

    bad_times = 1

    def refresh(self, **wanted: Any) -> Refreshed:
        done = super().refresh(**wanted)
        if self.bad_times and (done.added or done.changed):
            self.bad_times -= 1
            flip(next(max(self.folder.glob("g*")).glob("*.flat")))
        return done


@pytest.mark.parametrize("before", ["no", "an older"])
async def test_an_index_damaged_right_after_it_was_built_is_built_again(articles: Path, tmp_path: Path, before: str):
    if before != "no":
        Corpus.open(articles, cache=tmp_path / "cache").close()
        (articles / "new.txt").write_text("خبر عن H100\n\nH100 H100", "utf-8")
    corpus = OnABadDisk.open(articles, cache=tmp_path / "cache", refresh=False)
    async with browsing(corpus) as reading:
        await reading.until(lambda: corpus.was_damaged and not reading.screen.refreshing.is_running)
        await reading.until(lambda: "The index was damaged, so it was built again" in reading.text_of("status"))
        await reading.search("H100")
        assert len(reading.titles) == (4 if before == "no" else 5)
        assert corpus.damage() == []


async def test_a_disk_that_damages_the_index_again_and_again_is_told_of(articles: Path, tmp_path: Path):
    corpus = OnABadDisk.open(articles, cache=tmp_path / "cache", refresh=False)
    corpus.bad_times = 100
    async with browsing(corpus) as reading:
        await reading.until(lambda: "The index" in reading.screen.refreshing.failure)
        await reading.until(lambda: not reading.screen.refreshing.is_running)
        assert corpus.bad_times > 90


# ---- completing a path


def test_a_path_is_completed_as_far_as_its_names_agree(tmp_path: Path):
    for name in ("news", "newer", ".hidden"):
        (tmp_path / name).mkdir()
    (tmp_path / "file.txt").write_text("", "utf-8")
    assert completed_path(f"{tmp_path}/n") == f"{tmp_path}/new"
    assert completed_path(f"{tmp_path}/news") == f"{tmp_path}/news/"
    assert completed_path(f"{tmp_path}/f") == f"{tmp_path}/file.txt"
    assert completed_path(f"{tmp_path}/.h") == f"{tmp_path}/.hidden/"
    assert completed_path(f"{tmp_path}/x") == f"{tmp_path}/x"
    assert completed_path("/no\0where/x") == "/no\0where/x"
