"""How a terminal is written for: who decides, what is remembered, and the screen that asks which line reads right."""

import json
from pathlib import Path

import pytest

from index.corpus import Corpus
from tui import messages, remembered, strips
from tui.chooser import Chooser, Samples
from tui.mode import answered, choose
from tui.program import CorpusApp
from tui.remembered import Mode, recall, remember
from tui.rtl.joining import joins_letters
from tui.rtl.terminal import Detection, Encoding, Found, Why, decide, identity
from tui.settings import Settings, Wish

XTERM = Found({"TERM": "xterm-256color"}, b"\x1bP>|XTerm(379)\x1b\\")
KONSOLE = Found({"TERM": "xterm-256color"}, b"\x1bP>|Konsole 22.12.3\x1b\\")
TMUX = Found({"TERM": "xterm-256color", "TMUX": "/tmp/tmux,1,0"}, outer="xterm-256color XTerm(379)")


def detection(found: Found) -> Detection:
    return Detection(decide(found), b"", found)


def wishing(bidi: str, *, lasting: bool = False) -> Settings:
    return Settings(wishes={"bidi": Wish(bidi, "there", lasting)})


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    yield tmp_path / "corpus-tui"
    strips.join(True)


def test_every_reason_has_a_sentence():
    assert set(messages.TERMINALS) == set(Why)


def test_terminals_are_told_apart():
    assert len({identity(found) for found in (XTERM, KONSOLE, TMUX, Found({}))}) == 4


def test_without_a_wish_it_is_what_was_found():
    assert choose(detection(KONSOLE), Settings()).terminal.encoding is Encoding.WORDS


def test_the_settings_win_over_what_was_found():
    assert choose(detection(KONSOLE), wishing("visual", lasting=True)).terminal.why is Why.WANTED


def test_an_answer_wins_over_the_settings_and_an_option_over_the_answer():
    remember(identity(KONSOLE), Mode(Encoding.CELLS, shape=False))
    written = choose(detection(KONSOLE), wishing("visual", lasting=True))
    assert (written.terminal.encoding, written.terminal.why, written.shape) == (Encoding.CELLS, Why.REMEMBERED, False)
    assert choose(detection(KONSOLE), wishing("kitty")).terminal.encoding is Encoding.KITTY
    assert choose(detection(KONSOLE), wishing("auto")).terminal.why is Why.KONSOLE
    assert choose(detection(XTERM), Settings()).terminal.why is Why.PLAIN_GRID


def test_an_answer_is_forgotten_again():
    remember(identity(XTERM), Mode(Encoding.WORDS))
    remember(identity(KONSOLE), Mode(Encoding.KITTY))
    remember(identity(XTERM), None)
    assert (recall(identity(XTERM)), recall(identity(KONSOLE))) == (None, Mode(Encoding.KITTY))
    assert answered(detection(XTERM), None).terminal.why is Why.PLAIN_GRID


@pytest.mark.parametrize(
    "kept", ["", "[]", "{", "[" * 10**5, "null", '{"a": 3}', '{"a": {"bidi": "x", "shape": "on"}}', "\x00"]
)
def test_a_broken_memory_is_none(state: Path, kept: str):
    state.mkdir()
    remembered.file().write_text(kept, "utf-8")
    assert recall("a") is None
    remember("a", Mode(Encoding.WORDS))
    assert recall("a") == Mode(Encoding.WORDS)


def test_the_oldest_answers_are_forgotten(state: Path):
    for number in range(120):
        remember(f"terminal {number}", Mode(Encoding.VISUAL))
    assert len(json.loads(remembered.file().read_text("utf-8"))) == 100
    assert recall("terminal 119")
    assert not recall("terminal 0")


# ---- the screen


@pytest.fixture(scope="module")
def corpus(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return Corpus.open(seeds, cache=tmp_path_factory.mktemp("cache"))


async def test_each_way_of_writing_stands_in_a_row_of_its_own_encoding(corpus: Corpus):
    app = CorpusApp(corpus, detection=detection(KONSOLE))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f4")
        await pilot.pause()
        assert isinstance(app.screen, Chooser)
        assert app.terminal.encoding is Encoding.VISUAL
        samples = app.screen.query_one(Samples)
        assert list(app.rows_apart().values()) == list(Encoding)
        for y, encoding in app.rows_apart().items():
            row = samples.render_line(y - samples.region.y)
            assert encoding in row.text
            assert "(2024 ﻡﺎﻋ ﻲﻓ)" in row.text
        await pilot.press("escape")
        await pilot.pause()
        assert (app.terminal.encoding, dict(app.rows_apart())) == (Encoding.WORDS, {})


async def test_the_line_that_is_taken_is_written_in_from_now_on_and_next_time(corpus: Corpus):
    app = CorpusApp(corpus, detection=detection(XTERM))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f4", "j", "j", "s", "enter")
        await pilot.pause()
        assert not isinstance(app.screen, Chooser)
        assert app.terminal.encoding is Encoding.WORDS
        assert not joins_letters()
        assert choose(detection(XTERM), Settings()).terminal.why is Why.REMEMBERED
        await pilot.press("f4", "g", "enter")
        await pilot.pause()
        assert app.terminal.why is Why.PLAIN_GRID
        assert joins_letters()
        assert recall(identity(XTERM)) is None


async def test_letters_are_joined_or_not_everywhere(corpus: Corpus):
    app = CorpusApp(corpus, detection=detection(XTERM), settings=Settings(wishes={"shape": Wish("off", "--shape")}))
    async with app.run_test(size=(140, 30)) as pilot:
        await pilot.pause()
        rows = "".join(strip.text for strip in app.screen._compositor.render_strips())
        assert any("\u0620" <= letter <= "\u064a" for letter in rows)
        assert not any("\ufe80" <= letter <= "\ufefc" for letter in rows)


async def test_a_memory_that_cannot_be_written_is_said(corpus: Corpus, state: Path):
    state.write_text("in the way", "utf-8")
    app = CorpusApp(corpus, detection=detection(XTERM))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f4", "j", "enter")
        await pilot.pause()
        assert "remembered" in app.browse.query_one("#status").notice


async def test_keys_of_ones_own_do_what_they_say_and_complaints_are_told(corpus: Corpus):
    from tui.commands import COMMANDS, remap

    settings = Settings(keys={"everywhere.search": ("z",), "nowhere.nothing": ("x",)})
    try:
        app = CorpusApp(corpus, settings=settings)
        async with app.run_test(size=(140, 30)) as pilot:
            await pilot.pause()
            assert "nowhere.nothing" in app.browse.query_one("#status").notice
            await pilot.press("slash")
            assert app.focused.id == "list"
            await pilot.press("z")
            assert app.focused.id == "box"
    finally:
        remap(COMMANDS)
