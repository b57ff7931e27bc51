"""All figures, and Compare, as a user meets them: the real program over the shipped articles and some dated ones."""

import csv
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from textual.geometry import Region

from index.corpus import Corpus, FigureFilter, Kind, Likeness
from tests.test_tui import Reading, browsing
from tui import copying
from tui.browse import Browse
from tui.commands import Where, commands
from tui.comparison_list import Value
from tui.comparison_screen import ComparisonScreen
from tui.export_screen import ExportScreen
from tui.figure_screen import FigureScreen
from tui.figures_screen import FiguresScreen
from tui.line_edit import LineEdit
from tui.panes import ARTICLE, FIGURES, LIST

DEAD = (("2015-07-21", "الأولى", 12), ("2015-07-22", "الثانية", 15), ("2015-07-25", "الثالثة", 15), ("", "الرابعة", 20))


@pytest.fixture(scope="module")
def corpus(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return Corpus.open(seeds, cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Four reports of how many died in one fire, three of them dated."""
    folder = tmp_path_factory.mktemp("dated")
    reports = [
        {
            "title": f"حريق الفندق {source}",
            "source": source,
            "content": f"قال المحافظ إن {count} قتيلا سقطوا في حريق الفندق.",
        }
        | ({"date": day} if day else {})
        for day, source, count in DEAD
    ]
    (folder / "fire.json").write_text(json.dumps(reports, ensure_ascii=False), encoding="utf-8")
    return Corpus.open(folder, cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture(autouse=True)
def no_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "tool_at_hand", lambda environment: None)


@asynccontextmanager
async def all_figures(corpus: Corpus, width: int = 140, height: int = 42) -> AsyncIterator["Figures"]:
    async with browsing(corpus, width, height) as reading:
        await reading.press("F")
        figures = Figures(reading.pilot)
        await figures.until(lambda: isinstance(figures.front, FiguresScreen) and figures.front.found is not None)
        await figures.pilot.pause()
        yield figures


class Figures(Reading):
    """What can be done and seen on the screens over figures."""

    @property
    def front(self) -> FigureScreen:
        return self.pilot.app.screen

    @property
    def stated(self) -> list[Decimal | tuple[Decimal, Decimal] | str]:
        return [stated.figure.value for stated in self.front.found]

    def seen(self, pane: str) -> str:
        widget = self.front.query_one(f"#{pane}")
        return "\n".join(strip.text for strip in widget.render_lines(Region(0, 0, *widget.outer_size)))

    async def filter(self, text: str) -> None:
        """Put a filter in the line and wait for what it finds."""
        asked, box = self.front._asked, self.front.query_one("#box")
        box.edit = LineEdit(text, len(text))
        await self.until(lambda: self.front._asked > asked)
        await self.settled()

    async def settled(self) -> None:
        """Until the last question is answered."""
        await self.until(lambda: all(worker.is_finished for worker in self.pilot.app.workers))
        await self.pilot.pause()

    async def compare(self) -> ComparisonScreen:
        await self.press("equals_sign")
        await self.until(lambda: isinstance(self.front, ComparisonScreen) and self.front.comparison is not None)
        await self.settled()
        assert isinstance(self.front, ComparisonScreen)
        return self.front


# ---- figures beside the article


async def test_figures_are_listed_by_kind_or_in_the_order_of_the_article(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.press("f", "j", "j")
        chosen = reading.screen.open.figure
        await reading.press("o")
        places = [figure.span for figure in reading.screen._figures.rows]
        assert places == sorted(places)
        assert reading.screen._figures.figure(reading.screen._figures.cursor) == chosen
        await reading.press("o")
        assert len(reading.screen._figures.rows) > len(places)


async def test_figures_are_coloured_in_the_text_or_not_in_every_article(corpus: Corpus):
    async with browsing(corpus) as reading:
        money = reading.screen.query_one("#article").inks.kinds["money"].color

        def coloured() -> bool:
            widget = reading.screen.query_one("#article")
            rows = widget.render_lines(Region(0, 0, *widget.outer_size))
            return any(part.style and part.style.color == money for row in rows for part in row)

        assert coloured()
        await reading.press("l", "]")
        await reading.pilot.pause()
        assert not coloured()
        await reading.press("l")
        assert coloured()


# ---- all figures


async def test_all_figures_are_counted_by_kind(corpus: Corpus):
    async with all_figures(corpus) as figures:
        assert len(figures.front.found) == len(corpus.figures())
        assert "5 articles" in str(figures.front._box.border_subtitle)
        assert "Money" in str(figures.front._frame.border_title)


async def test_a_filter_narrows_as_it_is_typed(corpus: Corpus):
    async with all_figures(corpus) as figures:
        await figures.filter("kind:money unit:USD >=1e9 تسلا")
        wanted = FigureFilter(kind=Kind.MONEY, unit="USD", minimum=Decimal(10**9), about="تسلا")
        assert [stated.figure for stated in figures.front.found] == [s.figure for s in corpus.figure_table(wanted)]
        assert figures.stated


async def test_what_cannot_be_understood_is_told_under_the_line_and_the_figures_stay(corpus: Corpus):
    async with all_figures(corpus) as figures:
        await figures.filter("kind:money")
        before = figures.stated
        box = figures.front.query_one("#box")
        box.edit = box.edit.insert(" since:soon")
        await figures.settled()
        assert box.has_class("-wrong")
        assert "2015-08" in figures.seen("box")
        assert "^" * len("since:soon") in figures.seen("box")
        assert figures.stated == before


async def test_a_query_in_the_line_that_is_broken_is_told(corpus: Corpus):
    async with all_figures(corpus) as figures:
        await figures.press("slash")
        await figures.type("AND )")
        await figures.until(lambda: figures.front.query_one("#box").has_class("-wrong"))


async def test_v_sorts_by_value_the_greatest_first_and_again_the_least(corpus: Corpus):
    async with all_figures(corpus) as figures:
        await figures.filter("kind:money unit:USD")
        await figures.press("v")
        await figures.settled()
        greatest = figures.stated[0]
        assert greatest == max(figures.stated)
        assert "▼" in figures.seen("table-head")
        await figures.press("v")
        await figures.settled()
        assert figures.stated[-1] == greatest
        assert "▲" in figures.seen("table-head")


async def test_t_and_u_go_through_kinds_and_units_and_write_them_in_the_line(corpus: Corpus):
    async with all_figures(corpus) as figures:
        await figures.press("t")
        await figures.settled()
        assert figures.front.query_one("#box").text == "kind:money"
        await figures.press("u")
        await figures.settled()
        assert figures.front.query_one("#box").text == "unit:USD kind:money"
        await figures.press("t")
        await figures.settled()
        assert figures.front.query_one("#box").text == "kind:percent"


async def test_the_sum_is_told_where_it_says_something(corpus: Corpus):
    async with all_figures(corpus) as figures:
        await figures.filter("kind:count counts:H100")
        assert "sum of the" in str(figures.front._box.border_subtitle)
        await figures.filter("kind:percent")
        assert "sum" not in str(figures.front._box.border_subtitle)


async def test_nothing_found_says_what_to_do(corpus: Corpus):
    async with all_figures(corpus) as figures:
        await figures.filter("زنبركحلزوني")
        assert "No figure answers" in figures.seen("table")
        await figures.press("enter", "equals_sign", "c", "e")
        assert isinstance(figures.front, FiguresScreen)


async def test_the_selected_figure_is_shown_with_its_sentence_and_article(corpus: Corpus):
    async with all_figures(corpus) as figures:
        await figures.press("j", "j")
        stated = figures.front.selected
        detail = figures.seen("detail")
        assert stated.text in {part.text for part in _lit(figures)} or len(stated.text.split()) > 1
        assert "Money" in detail
        assert figures.front.query_one("#table").cursor == 2


def _lit(figures: Figures) -> list:
    widget = figures.front.query_one("#detail")
    ink = widget.inks.current
    rows = widget.render_lines(Region(0, 0, *widget.outer_size))
    return [part for row in rows for part in row if part.style and part.style.bgcolor == ink.bgcolor]


async def test_enter_opens_the_article_at_the_figure_and_esc_comes_back_to_the_place(corpus: Corpus):
    async with all_figures(corpus) as figures:
        await figures.filter("kind:money")
        await figures.press("j", "j", "j")
        stated = figures.front.selected
        await figures.press("enter")
        await figures.until(lambda: isinstance(figures.front, Browse))
        browse = figures.screen
        assert (browse.open.article.id, browse.open.figure) == (stated.article.id, stated.figure)
        assert browse.pane is ARTICLE
        assert figures.lit_in("article", "current").strip()
        await figures.press("escape")
        await figures.until(lambda: isinstance(figures.front, FiguresScreen))
        await figures.settled()
        assert figures.front.selected == stated
        assert figures.front.query_one("#box").text == "kind:money"
        await figures.press("escape")
        assert isinstance(figures.front, Browse)


async def test_esc_in_an_article_opened_otherwise_goes_to_the_list(corpus: Corpus):
    async with all_figures(corpus) as figures:
        await figures.press("enter")
        await figures.until(lambda: isinstance(figures.front, Browse))
        await figures.press("]", "escape")
        await figures.pilot.pause()
        assert isinstance(figures.front, Browse)
        assert figures.screen.pane is LIST


async def test_copying_gives_sentence_article_and_place(corpus: Corpus):
    async with all_figures(corpus) as figures:
        await figures.press("j", "c")
        stated = figures.front.selected
        told = figures.pilot.app.clipboard.split("\n")
        assert told[1] == " ".join(stated.sentence.split())
        assert told[2].startswith(" ".join(stated.article.title.split()))
        assert told[-1] == f"{stated.article.id}:{stated.figure.span.start}"


async def test_the_palette_does_what_can_be_done_here(corpus: Corpus):
    async with all_figures(corpus) as figures:
        await figures.press("ctrl+p")
        await figures.type("sort by value")
        await figures.press("enter")
        await figures.settled()
        assert figures.front.sorted.by == "value"
        await figures.press("ctrl+p")
        await figures.type("next match")
        await figures.press("enter")
        assert isinstance(figures.front, FiguresScreen)


async def test_figures_of_articles_that_are_read_meanwhile_appear(seeds: Path, tmp_path: Path):
    unread = Corpus.open(seeds, cache=tmp_path, refresh=False)
    async with all_figures(unread) as figures:
        await figures.until(lambda: len(unread) == 5 and len(figures.front.found) == len(unread.figures()))
        assert "5 articles" in "".join(part.text for part in figures.front.query_one("#status").render_line(0))


# ---- export


@pytest.mark.parametrize("name", ["out.csv", "out.json"])
async def test_what_is_shown_is_written(corpus: Corpus, tmp_path: Path, name: str):
    async with all_figures(corpus) as figures:
        await figures.filter("kind:money unit:USD")
        await figures.press("v")
        await figures.settled()
        await export(figures, tmp_path / name)
        written = (tmp_path / name).read_text("utf-8-sig").splitlines()
        rows = list(csv.DictReader(written)) if name.endswith("csv") else [json.loads(line) for line in written]
        assert [Decimal(str(row["value"])) for row in rows if not isinstance(row["value"], list)][:3] == figures.stated[
            :3
        ]
        assert len(rows) == len(figures.stated)
        assert rows[0]["title"]
        assert [file.name for file in tmp_path.iterdir()] == [name]


async def export(figures: Figures, file: Path, *more: str) -> None:
    await figures.press("e")
    await figures.until(lambda: isinstance(figures.front, ExportScreen))
    figures.front._box.edit = LineEdit(str(file), len(str(file)))
    await figures.press("enter", *more)
    await figures.settled()


async def test_a_file_that_is_there_is_replaced_only_when_that_is_said_twice(corpus: Corpus, tmp_path: Path):
    there = tmp_path / "there.json"
    there.write_text("mine", "utf-8")
    async with all_figures(corpus) as figures:
        await export(figures, there)
        assert isinstance(figures.front, ExportScreen)
        assert there.read_text("utf-8") == "mine"
        await figures.press("enter")
        await figures.until(lambda: isinstance(figures.front, FiguresScreen))
        await figures.settled()
        assert json.loads(there.read_text("utf-8").splitlines()[0])["article"]


@pytest.mark.parametrize(
    "name", ["", "out.txt", "no/such/folder.csv", "~no such user/x.csv", "\u202e.csv\x00", "/dev/full/x.csv"]
)
async def test_a_file_that_cannot_be_written_is_told(corpus: Corpus, name: str):
    async with all_figures(corpus) as figures:
        await figures.press("e", "ctrl+u")
        screen = figures.front
        screen._box.edit = screen._box.edit.insert(name)
        await figures.press("enter")
        await figures.pilot.pause()
        assert figures.front.query_one("#export").has_class("-wrong")


# ---- comparing


async def test_a_figure_is_compared_with_what_others_say(corpus: Corpus):
    async with all_figures(corpus) as figures:
        await figures.filter("kind:count H100")
        stated = figures.front.selected
        screen = await figures.compare()
        values = [row for row in screen.query_one("#comparison").rows if isinstance(row, Value)]
        assert len(values) > 3
        assert [row.own for row in values].count(True) == 1
        assert screen.selected == stated
        assert "same product" in figures.seen("comparison")
        await figures.press("escape")
        assert isinstance(figures.front, FiguresScreen)


async def test_a_figure_of_the_list_beside_the_article_is_compared(corpus: Corpus):
    async with browsing(corpus) as reading:
        figures = Figures(reading.pilot)
        await figures.press("equals_sign")
        assert isinstance(figures.front, Browse)  # none is chosen yet
        await figures.press("f", "j")
        chosen = figures.screen.open.figure
        screen = await figures.compare()
        assert screen.comparison.of.figure == chosen
        await figures.press("escape")
        assert figures.screen.pane is FIGURES


async def test_agreement_is_counted_and_values_are_plotted_along_time(dated: Corpus):
    async with all_figures(dated) as figures:
        await figures.filter("kind:count =15")
        screen = await figures.compare()
        assert [group.value for group in screen.comparison.groups] == [12, 15, 20]
        assert "1 other article agrees · 2 state another value" in str(screen._box.border_subtitle)
        plot = figures.seen("plot")
        assert plot.count("◆") == 1
        assert plot.count("•") == 2  # the fourth is not dated
        assert "2015-07-2" in plot
        await figures.press("p")
        assert not screen.query_one("#plot-frame").display


async def test_time_runs_from_the_right_where_reading_does(dated: Corpus, monkeypatch: pytest.MonkeyPatch):
    from tui import messages

    async with all_figures(dated) as figures:
        await figures.filter("kind:count =12")
        await figures.compare()
        earliest = _column_of("◆", figures.seen("plot"))
        monkeypatch.setattr(messages, "reads_right_to_left", lambda: True)
        figures.front.query_one("#plot")._draw()
        width = figures.front.query_one("#plot").size.width
        assert earliest < width // 3
        assert _column_of("◆", figures.seen("plot")) > width // 2


def _column_of(mark: str, plot: str) -> int:
    return next(row.index(mark) for row in plot.splitlines() if mark in row)


async def test_a_narrow_window_shows_the_values_or_the_plot(dated: Corpus):
    async with all_figures(dated, 80, 24) as figures:
        await figures.filter("kind:count =15")
        screen = await figures.compare()
        assert [screen.query_one(pane).display for pane in ("#rows-frame", "#plot-frame")] == [True, False]
        await figures.press("p")
        assert [screen.query_one(pane).display for pane in ("#rows-frame", "#plot-frame")] == [False, True]
        await figures.pilot.pause()
        assert "◆" in figures.seen("plot")
        await figures.press("p", "j")
        assert screen.query_one("#comparison").has_focus


async def test_words_that_are_typed_are_compared_instead(dated: Corpus):
    async with all_figures(dated) as figures:
        await figures.filter("kind:count =15")
        screen = await figures.compare()
        await figures.press("slash")
        await figures.type("المحافظ الفندق")
        await figures.settled()
        found = [alike for group in screen.comparison.groups for alike in group.alikes if alike.shared]
        assert {alike.by for alike in found} == {Likeness.WORDS}
        assert len(found) == 3
        await figures.press("tab", "k")
        assert "same words" in figures.seen("detail")


async def test_enter_in_a_comparison_opens_the_article_and_esc_comes_back(dated: Corpus):
    async with all_figures(dated) as figures:
        await figures.filter("kind:count =15")
        await figures.compare()
        await figures.press("g")
        stated = figures.front.selected
        await figures.press("enter")
        await figures.until(lambda: isinstance(figures.front, Browse))
        assert figures.screen.open.figure == stated.figure
        await figures.press("escape")
        await figures.until(lambda: isinstance(figures.front, ComparisonScreen))
        assert figures.front.selected == stated
        await figures.press("escape")
        assert isinstance(figures.front, FiguresScreen)


async def test_a_comparison_is_written_with_what_each_was_matched_by(dated: Corpus, tmp_path: Path):
    async with all_figures(dated) as figures:
        await figures.filter("kind:count =15")
        await figures.compare()
        await export(figures, tmp_path / "fire.json")
        rows = [json.loads(line) for line in (tmp_path / "fire.json").read_text("utf-8").splitlines()]
        assert [row["value"] for row in rows] == [12, 15, 15, 20]
        assert {row["by"] for row in rows} == {"counted", "noun"}


async def test_a_figure_nobody_else_states_says_what_to_do(dated: Corpus, tmp_path: Path):
    (tmp_path / "a.txt").write_text("مقال\n\nدفعت الشركة 7 ملايين يورو لبناء المصنع.\n", encoding="utf-8")
    async with all_figures(Corpus.open(tmp_path, cache=tmp_path / "cache")) as figures:
        screen = await figures.compare()
        assert "No other article" in str(screen._box.border_subtitle)


async def test_a_corpus_without_figures_says_so(tmp_path: Path):
    (tmp_path / "a.txt").write_text("مقال\n\nلا أعداد هنا ولا تواريخ.\n", encoding="utf-8")
    async with all_figures(Corpus.open(tmp_path, cache=tmp_path / "cache")) as figures:
        assert "state no figures" in figures.seen("table")


@pytest.mark.parametrize("screen", [FiguresScreen, ComparisonScreen])
def test_no_key_of_a_screen_means_two_things_there(corpus: Corpus, screen: type[FigureScreen]):
    made = screen(corpus)
    everywhere = {key for command in commands(Where.EVERYWHERE) if made.can(command) for key in command.keys}
    assert not everywhere & {key for command in commands(screen.ROWS) for key in command.keys}
    assert all(
        hasattr(made, f"action_{command.action}") or hasattr(made.place(screen.ROWS), f"action_{command.action}")
        for command in commands(screen.ROWS)
    )
