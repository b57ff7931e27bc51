"""The browser as a user meets it: the real program, driven by keys and mouse, over the shipped articles."""

import ast
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Key, MouseScrollDown, Paste
from textual.geometry import Region
from textual.pilot import Pilot

from index.corpus import Corpus, Field
from tui import messages
from tui.browse import Browse
from tui.commands import COMMANDS, Where, bindings
from tui.help import HelpScreen, HelpText, help_lines
from tui.history import history_of
from tui.palette import PaletteScreen, fitting
from tui.panes import ARTICLE, BOX, FIGURES, LIST
from tui.program import CorpusApp
from tui.searching import Searching
from tui.settings import Settings, Wish

PATIENCE = 20.0


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def corpus(seeds: Path, cache: Path) -> Corpus:
    return Corpus.open(seeds, cache=cache)


@asynccontextmanager
async def browsing(corpus: Corpus, width: int = 140, height: int = 42) -> AsyncIterator["Reading"]:
    app = CorpusApp(corpus)
    async with app.run_test(size=(width, height)) as pilot:
        reading = Reading(pilot)
        await reading.until(lambda: app.focused is not None or width < 60 or height < 20)
        yield reading


class Reading:
    """What a reader can do and see."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot

    @property
    def screen(self) -> Browse:
        screen = self.pilot.app.screen_stack[0]
        assert isinstance(screen, Browse)
        return screen

    @property
    def titles(self) -> list[str]:
        listing = self.screen.listing
        return [listing.item(place).entry.title for place in range(len(listing))]

    @property
    def article(self) -> str:
        assert self.screen.open is not None
        return self.screen.open.article.title

    def text_of(self, pane: str) -> str:
        """The rows of a pane within its border."""
        widget = self.screen.query_one(f"#{pane}")
        inside = widget.region.reset_offset.shrink(widget.gutter)
        return "\n".join(strip.text for strip in widget.render_lines(inside))

    def lit_in(self, pane: str, style: str) -> str:
        """The visible text that is drawn in one ink, as it stands on the screen."""
        widget = self.screen.query_one(f"#{pane}")
        ink = getattr(self.screen.query_one("#article").inks, style)
        rows = widget.render_lines(Region(0, 0, *widget.outer_size))
        return " ".join(part.text for row in rows for part in row if part.style and part.style.bgcolor == ink.bgcolor)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        for character in text:
            await self.pilot.press("space" if character == " " else character)

    async def until(self, holds: Callable[[], bool]) -> None:
        waited = 0.0
        while not holds():
            assert waited < PATIENCE, "it never came to hold"
            await self.pilot.pause(0.02)
            waited += 0.02

    async def search(self, text: str) -> None:
        await self.press("slash")
        await self.type(text)
        await self.until(lambda: getattr(getattr(self.screen.listing, "results", None), "query", None) == text)
        await self.pilot.pause()


# ---- the first screen


async def test_the_first_screen_lists_all_articles_and_shows_the_first(corpus: Corpus):
    async with browsing(corpus) as reading:
        assert reading.titles == [entry.title for entry in corpus.entries()]
        assert reading.article == reading.titles[0]
        assert any("\ufe80" <= letter <= "\ufefc" for letter in reading.text_of("article"))
        assert reading.pilot.app.focused is reading.screen.query_one("#list")


async def test_arabic_stands_at_the_right_edge(corpus: Corpus):
    async with browsing(corpus) as reading:
        rows = [row for row in reading.text_of("article").splitlines() if len(row.split()) > 6]
        assert rows
        assert all(len(row) - len(row.rstrip()) <= 4 for row in rows)


# ---- searching


async def test_typing_changes_the_results(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.search("H100")
        assert len(reading.titles) == 4
        assert "H100" in reading.lit_in("list", "match")


async def test_a_result_opens_at_its_first_match(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.search("H100")
        await reading.press("enter")
        assert reading.screen.pane is ARTICLE
        assert reading.screen.open.current == 0
        assert "H100" in reading.lit_in("article", "current")


async def test_typed_arabic_is_joined_and_searched(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.search("ستارغيت")
        assert len(reading.titles) == 1
        assert "ﺖﻴﻏﺭﺎﺘﺳ" in reading.text_of("box")


async def test_an_emptied_box_lists_everything_and_stays_on_the_article(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.search("ستارغيت")
        found = reading.article
        await reading.press("escape")
        await reading.until(lambda: len(reading.titles) == 5)
        assert reading.article == found
        await reading.press("escape")
        assert reading.screen.pane is LIST


async def test_a_broken_query_is_explained_under_the_box_and_keeps_the_results(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.search("H100")
        await reading.type(" AND )")
        box = reading.screen.query_one("#box")
        await reading.until(lambda: box.has_class("-wrong"))
        _, marks, said, *_ = reading.text_of("box").splitlines()
        assert marks.rstrip() == " " + " " * len("H100 ") + "^^^"
        assert "Add one" in said
        assert len(reading.titles) == 4
        await reading.press("backspace", "backspace")
        await reading.type(" X")
        await reading.until(lambda: not box.has_class("-wrong"))
        assert box.size.height == 1


async def test_a_fault_is_marked_under_its_own_letters_in_a_line_that_runs_from_the_right(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.press("slash")
        await reading.type("ذكاء date:أمس H100")
        box = reading.screen.query_one("#box")
        await reading.until(lambda: box.has_class("-wrong"))
        typed, marks, *_ = reading.text_of("box").splitlines()
        assert [typed[at] for at, mark in enumerate(marks) if mark == "^"] == list("ﺲﻣﺃ")
        lit = reading.screen.query_one("#list").region
        await reading.press("escape")
        await reading.until(lambda: not box.has_class("-wrong"))
        assert reading.screen.query_one("#list").region == lit


async def test_a_key_makes_words_wider_and_the_box_says_so(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.search("وذكائه")
        found = len(reading.titles)
        await reading.press("f7", "f7")
        await reading.until(lambda: not reading.titles)
        assert "as written" in str(reading.screen.query_one("#box").border_title)
        await reading.press("f7")
        await reading.until(lambda: len(reading.titles) == found)


async def test_what_may_have_been_meant_is_offered_under_the_query_and_taken_by_a_key(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.search("ستارغسيت")
        box = reading.screen.query_one("#box")
        await reading.until(lambda: "Did you mean:" in reading.text_of("box"))
        assert "^y" in reading.text_of("box")
        await reading.press("ctrl+y")
        await reading.until(lambda: len(reading.titles) == 1)
        assert box.text == "ستارغيت"
        await reading.until(lambda: box.size.height == 1)


async def test_a_result_says_by_which_rung_it_was_found(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.search("الإصطناعى")
        assert "spelled alike" in reading.text_of("list")


async def test_nothing_found_says_what_to_do(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.search("زنبركحلزوني")
        await reading.until(lambda: not reading.titles)
        assert "Nothing found" in reading.text_of("list")
        assert "No article answers" in reading.text_of("article")


async def test_an_answer_that_comes_late_is_dropped(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.search("H100")
        late = corpus.search("ستارغيت")
        reading.screen.post_message(Searching.Found(0, late, keep=False))
        await reading.pilot.pause()
        assert len(reading.titles) == 4


async def test_pasted_lines_become_one(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.press("slash")
        box = reading.screen.query_one("#box")
        box.post_message(Paste("الذَّكاء\nالاصطناعي\r\n"))
        await reading.until(lambda: box.text == "الذَّكاء الاصطناعي")


# ---- asking again


async def asked_before(reading: Reading, *queries: str) -> None:
    for query in queries:
        await reading.search(query)
        await reading.press("enter", "slash", "escape", "escape")
    kept = reading.screen._remembering.history
    await reading.until(lambda: {*queries} <= {asked.text for asked in kept.asked()})


async def test_up_brings_earlier_searches_back_and_down_goes_on_to_the_list(corpus: Corpus):
    async with browsing(corpus) as reading:
        await asked_before(reading, "H100", "ستارغيت")
        box = reading.screen.query_one("#box")
        await reading.press("slash", "up")
        assert box.text == "ستارغيت"
        await reading.press("up")
        assert box.text == "H100"
        await reading.until(lambda: len(reading.titles) == 4)
        await reading.press("down", "down")
        assert box.text == ""
        await reading.press("down")
        assert reading.screen.pane is LIST


async def test_earlier_searches_are_found_asked_again_and_forgotten(corpus: Corpus):
    async with browsing(corpus) as reading:
        await asked_before(reading, "H100", "ستارغيت")
        await reading.press("ctrl+r")
        await reading.type("h1")
        await reading.press("enter")
        await reading.until(lambda: len(reading.titles) == 4)
        assert reading.screen.query_one("#box").text == "H100"
        await reading.press("h")
        await reading.type("ستا")
        await reading.press("ctrl+d", "escape")
        kept = reading.screen._remembering.history
        assert "ستارغيت" not in {asked.text for asked in kept.asked()}
        await reading.press("ctrl+shift+delete")
        assert kept.asked() == []


async def test_nothing_is_kept_where_the_settings_say_so(corpus: Corpus):
    app = CorpusApp(corpus, settings=Settings(wishes={"history": Wish("off")}))
    async with app.run_test() as pilot:
        reading = Reading(pilot)
        await reading.until(lambda: app.focused is not None)
        await reading.search("نفيديا")
        await reading.press("enter", "ctrl+r")
        assert isinstance(pilot.app.screen, Browse)
    assert "نفيديا" not in {asked.text for asked in history_of(corpus.folder.name).asked()}


# ---- reading


async def test_n_goes_through_the_matches_and_around(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.search("H100")
        await reading.press("enter", "n")
        assert reading.screen.open.current == 1
        await reading.press("N", "N")
        matches = reading.screen.open.matches
        assert reading.screen.open.current == len(matches) - 1
        assert {match.field for match in matches} == {Field.BODY}
        assert "as written" in str(reading.screen.query_one("#article").border_subtitle)


async def test_brackets_go_through_the_articles_of_the_list(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.press("]")
        await reading.until(lambda: reading.article == reading.titles[1])
        await reading.press("tab", "]")
        await reading.until(lambda: reading.article == reading.titles[2])
        await reading.press("[")
        await reading.until(lambda: reading.article == reading.titles[1])


async def test_moving_in_the_list_previews_the_article(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.press("j", "j", "k", "G")
        await reading.until(lambda: reading.article == reading.titles[4])
        await reading.press("g")
        await reading.until(lambda: reading.article == reading.titles[0])


async def test_the_article_scrolls(corpus: Corpus):
    async with browsing(corpus) as reading:
        reader = reading.screen.query_one("#article")
        await reading.press("tab", "j", "j")
        assert reader.first == 2
        await reading.press("space")
        assert reader.first > 20
        await reading.press("G")
        assert reader.first == reader.last_top
        await reading.press("g")
        assert reader.first == 0


async def test_the_wheel_scrolls_and_the_bar_follows(corpus: Corpus):
    async with browsing(corpus) as reading:
        reader = reading.screen.query_one("#article")
        bar = [row[-1] for row in reading.text_of("article").splitlines()]
        assert bar[0] == "▐"
        assert bar[-1] == " "
        wheel = MouseScrollDown(reader, 5, 5, 0, 1, 0, False, False, False)
        reader.post_message(wheel)
        await reading.until(lambda: reader.first == 3)
        await reading.press("tab", "G")
        assert [row[-1] for row in reading.text_of("article").splitlines()][-1] == "▐"


async def test_a_chosen_figure_is_lit_in_the_article(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.press("f", "j", "j", "j")
        await reading.until(lambda: reading.screen.open.figure is not None)
        figure = reading.screen.open.figure
        await reading.pilot.pause()
        assert reading.lit_in("article", "current").strip()
        await reading.press("enter")
        assert reading.screen.pane is ARTICLE
        assert reading.screen.open.figure is figure


async def test_a_click_on_a_row_opens_it(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.pilot.click("#list", offset=(10, 6))
        await reading.until(lambda: reading.article == reading.titles[1])


# ---- panes, sizes


async def test_tab_goes_round_the_panes(corpus: Corpus):
    async with browsing(corpus) as reading:
        seen = []
        for _ in range(4):
            await reading.press("tab")
            seen.append(reading.screen.pane)
        assert seen == [ARTICLE, FIGURES, BOX, LIST]
        await reading.press("shift+tab")
        assert reading.screen.pane is BOX


@pytest.mark.parametrize(("width", "panes"), [(140, 3), (120, 3), (119, 2), (90, 2), (89, 1), (60, 1)])
async def test_a_narrow_window_shows_fewer_panes_and_always_the_focused_one(corpus: Corpus, width: int, panes: int):
    async with browsing(corpus, width, 24) as reading:
        for pane in (LIST, ARTICLE, FIGURES):
            reading.screen.go(pane)
            await reading.pilot.pause()
            shown = [widget.id for widget in reading.screen.query("#list, #article, #figures") if widget.display]
            assert len(shown) == panes
            assert pane in shown


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (20, 5), (59, 20), (60, 19), (200, 1), (1, 200)])
async def test_a_window_too_small_says_so_and_recovers(corpus: Corpus, size: tuple[int, int]):
    async with browsing(corpus, *size) as reading:
        await reading.pilot.pause()
        assert reading.screen.query_one("#too-small").display
        assert "×" in reading.text_of("too-small") or size[0] < 8
        await reading.pilot.resize_terminal(100, 30)
        await reading.until(lambda: reading.screen.query_one("#list").region.width > 0)
        await reading.press("j")
        await reading.until(lambda: reading.article == reading.titles[1])


async def test_resizing_keeps_the_place_in_the_article(corpus: Corpus):
    async with browsing(corpus) as reading:
        reader = reading.screen.query_one("#article")
        await reading.press("tab", "space", "space")
        place = reader.place
        await reading.pilot.resize_terminal(240, 70)
        await reading.pilot.pause()
        await reading.pilot.resize_terminal(140, 42)
        await reading.pilot.pause()
        assert abs(reader.place - place) < 200


async def test_an_interface_that_reads_from_the_right_is_mirrored(corpus: Corpus, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(messages, "reads_right_to_left", lambda: True)
    async with browsing(corpus) as reading:
        columns = [reading.screen.query_one(f"#{pane}").region.x for pane in (FIGURES, ARTICLE, LIST)]
        assert columns == sorted(columns)


async def test_without_colour_matches_are_underlined(corpus: Corpus, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with browsing(corpus) as reading:
        await reading.search("H100")
        rows = reading.screen.query_one("#list").render_lines(Region(0, 0, 38, 30))
        assert "H100" in " ".join(part.text for row in rows for part in row if part.style and part.style.underline)


# ---- help, palette, keyboards


async def test_help_opens_and_closes(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.press("question_mark")
        assert isinstance(reading.pilot.app.screen, HelpScreen)
        await reading.press("j", "escape")
        assert isinstance(reading.pilot.app.screen, Browse)


def test_help_tells_every_command():
    told = {text for _, text in help_lines()}
    assert {command.help for command in COMMANDS} <= told


@pytest.mark.parametrize(
    ("here", "headings"),
    [
        (LIST, ["Everywhere", "In the list of articles", "In the search box"]),
        (ARTICLE, ["Everywhere", "In the article", "In the search box"]),
        (BOX, ["Searching", "In the search box", "Everywhere"]),
        (Where.TABLE, ["In all figures", "Filtering all figures", "Everywhere"]),
        (Where.PROBLEMS, ["In the problems", "Everywhere", "In the search box"]),
    ],
)
def test_help_begins_with_what_is_of_use_where_one_is(here: Where, headings: list[str]):
    told = [text for keys, text in help_lines(here) if text and not keys]
    assert told[:3] == headings
    assert len(told) == len(set(told))
    assert sorted(help_lines(here)) == sorted(help_lines())


async def test_help_knows_the_pane_it_is_asked_for_in(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.press("slash", "f1")
        lines = reading.pilot.app.screen.query_one(HelpText)
        assert "Searching" in lines.content_line(0, 60).text


async def test_the_palette_does_what_is_chosen(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.press("ctrl+p")
        assert isinstance(reading.pilot.app.screen, PaletteScreen)
        await reading.type("next article")
        await reading.press("enter")
        await reading.until(lambda: reading.article == reading.titles[1])


def test_the_palette_finds_every_command_by_its_name():
    assert fitting("") == list(COMMANDS)
    assert all(command in fitting(command.help) for command in COMMANDS)


@pytest.mark.parametrize("where", [Where.EVERYWHERE, *Browse.PLACES])
def test_every_binding_has_an_action(corpus: Corpus, where: Where):
    screen = Browse(corpus)
    widget = screen if where is Where.EVERYWHERE else screen.place(where)
    assert all(hasattr(widget, f"action_{binding.action}") for binding in bindings(where))


async def test_keys_answer_on_an_arabic_keyboard(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.press("ت", "ت", "ن")  # j j k
        await reading.until(lambda: reading.article == reading.titles[1])
        await reading.press("د")  # ]
        await reading.until(lambda: reading.article == reading.titles[2])
        await reading.press("\ufef7")  # Shift+G
        await reading.until(lambda: reading.article == reading.titles[4])


async def test_ctrl_q_leaves_with_status_0(corpus: Corpus):
    app = CorpusApp(corpus)
    async with app.run_test() as pilot:
        await pilot.press("ctrl+q")
    assert app.return_code == 0


# ---- the sources change


async def test_new_articles_appear_and_the_place_is_kept(seeds: Path, tmp_path: Path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("002_91362e428e7d1728.txt", "004_3ed1c0566b70a800.txt"):
        shutil.copy(seeds / name, folder / name)
    Corpus.open(folder, cache=tmp_path / "cache")
    shutil.copy(seeds / "000_59986c62a6f88448.txt", folder)
    before = Corpus.open(folder, cache=tmp_path / "cache", refresh=False)
    async with browsing(before) as reading:
        first = reading.article
        await reading.until(lambda: len(reading.titles) == 3)
        assert reading.article == first
        assert reading.titles[1] == first


async def test_a_corpus_never_read_before_is_read_behind_the_screen(seeds: Path, tmp_path: Path):
    empty = Corpus.open(seeds, cache=tmp_path, refresh=False)
    async with browsing(empty) as reading:
        await reading.until(lambda: len(reading.titles) == 5)
        await reading.until(lambda: reading.screen.open is not None)


async def test_a_folder_without_articles_says_what_to_do(tmp_path: Path):
    (tmp_path / "nothing").mkdir()
    empty = Corpus.open(tmp_path / "nothing", cache=tmp_path / "cache", refresh=False)
    async with browsing(empty) as reading:
        await reading.until(lambda: "Give a text file" in " ".join(reading.text_of("article").split()))


# ---- nothing from outside is markup


async def test_outside_text_is_shown_as_it_is_written(tmp_path: Path):
    hostile = "[bold red]عنوان[/] [@click=app.quit]انقر[/] \x1b]0;title\x07 \x9b31m"
    (tmp_path / "a.txt").write_text(
        f"{hostile}\n\nنص المقال هنا [link=x]وهنا[/link] 25% من الشركات.\n", encoding="utf-8"
    )
    (tmp_path / "corpus.toml").write_text("", encoding="utf-8")
    corpus = Corpus.open(tmp_path, cache=tmp_path / "cache")
    async with browsing(corpus) as reading:
        await reading.search("[bold")
        await reading.press("escape", "tab")
        for pane in ("list", "article", "figures", "status", "box"):
            text = reading.text_of(pane)
            assert not any(character < " " or "\x7f" <= character < "\xa0" for character in text.replace("\n", ""))
        assert "bold red" in reading.text_of("article")


FORBIDDEN = {"from_markup", "markup", "notify", "Static", "Label", "Markdown", "Text", "RichLog", "render_str"}


@pytest.mark.parametrize("module", sorted(Path(messages.__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_no_module_lets_markup_be_interpreted(module: Path):
    """Text reaches the screen by `tui.strips` alone: no widget of Textual's that reads markup, no markup API."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not names & FORBIDDEN
    assert not any(name and name.startswith("textual.widgets") for name in modules)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "attr", "") in ("border_title", "border_subtitle"):
            assert ast.unparse(node.value).startswith("strips.title("), f"line {node.lineno}"


async def test_what_is_typed_right_after_an_editing_key_is_not_taken_by_it(corpus: Corpus):
    async with browsing(corpus) as reading:
        await reading.search("abc")
        for key, character in [("ctrl+u", "\x15"), ("x", "x"), ("y", "y"), ("ctrl+w", "\x17"), ("z", "z")]:
            reading.pilot.app.post_message(Key(key, character))
        await reading.until(lambda: reading.screen._box.text == "z")
