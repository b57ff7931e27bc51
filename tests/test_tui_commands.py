"""The table of commands, the footer made from it, and the panes of a window."""

from pathlib import Path

import pytest

from index.corpus import Corpus
from tests.test_tui import browsing
from tui import messages
from tui.browse import Browse
from tui.commands import COMMANDS, Where, bindings, commands, same_place, shown
from tui.figures_screen import FiguresScreen
from tui.help import HelpScreen
from tui.key_hints import KeyHints, fitting, hints
from tui.panes import Layout, layout_of
from tui.too_small import sentence


@pytest.mark.parametrize("where", list(Where))
def test_no_key_means_two_things_in_one_place(where: Where):
    keys = [key for binding in bindings(where) for key in binding.key.split(",")]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("key", "sent"), [("j", {"ت"}), ("G", {"\ufef7"}), ("b", {"\ufefb"}), ("slash", {"ظ"}), ("f1", set())]
)
def test_a_key_answers_on_an_arabic_keyboard_too(key: str, sent: set[str]):
    assert set(same_place(key)) == {key} | sent


def test_every_command_has_a_key_a_label_and_a_line_of_help():
    assert all(command.keys and command.label and command.help for command in COMMANDS)


@pytest.mark.parametrize("where", [where for where in Where if where is not Where.EVERYWHERE])
@pytest.mark.parametrize("width", [58, 80, 140, 240])
def test_the_footer_fits_and_keeps_the_way_out(where: Where, width: int):
    kept = fitting(hints(where), width)
    assert sum(len(key) + 1 + len(label) + 3 for key, label in kept) <= width
    assert ("^q", "quit") in kept
    assert ("tab", "pane") in kept
    assert ("esc", "back") in kept or where not in (Where.TABLE, Where.COMPARISON, Where.PROBLEMS)


def test_letters_are_no_hints_while_they_are_typed():
    assert not {"n N", "/", "f", "?"} & {key for key, _, _ in hints(Where.BOX)}


@pytest.mark.parametrize(
    ("key", "printed"), [("slash", "/"), ("ctrl+p", "^p"), ("ctrl+left", "^←"), ("shift+tab", "shift+tab"), ("G", "G")]
)
def test_keys_are_shown_as_they_are_printed(key: str, printed: str):
    assert shown(key) == printed


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_click_on_a_hint_is_its_key(seeds: Path, tmp_path: Path, language: str, request: pytest.FixtureRequest):
    request.addfinalizer(lambda: messages.speak("en"))
    messages.speak(language)
    async with browsing(Corpus.open(seeds, cache=tmp_path)) as reading:
        for key, screen in (("?", HelpScreen), ("F", FiguresScreen), ("esc", Browse)):
            front = reading.pilot.app.screen
            if isinstance(front, HelpScreen):
                await reading.press("escape")
                front = reading.pilot.app.screen
            footer = front.query_one(KeyHints)
            at = next(x for x in range(footer.size.width) if (got := footer._command_at(x)) and got.hint == key)
            await reading.pilot.click(footer, offset=(at, 0))
            await reading.until(lambda wanted=screen: isinstance(reading.pilot.app.screen, wanted))


def test_the_panes_own_hints_come_first():
    assert hints(Where.FIGURES)[0][1] == commands(Where.FIGURES)[0].label


@pytest.mark.parametrize(
    ("size", "layout"),
    [((59, 20), Layout.TOO_SMALL), ((60, 20), Layout.ONE), ((90, 20), Layout.TWO), ((120, 20), Layout.THREE)],
)
def test_a_window_has_the_panes_it_has_room_for(size: tuple[int, int], layout: Layout):
    assert layout_of(*size) is layout


@pytest.mark.parametrize("width", range(1, 60))
def test_too_small_is_said_in_a_line_that_fits(width: int):
    said = sentence(width, 5)
    assert len(said) <= width or said == "60×20"
