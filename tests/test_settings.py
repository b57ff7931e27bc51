"""What can be set, where, and which of it counts; keys of one's own."""

from pathlib import Path

import pytest

from tui.commands import COMMANDS, Where, identity, remap, shown
from tui.key_hints import hints
from tui.palette import fitting
from tui.remapping import remapped
from tui.settings import Settings, load


@pytest.fixture
def write(tmp_path: Path):
    def file(text: str) -> Path:
        (tmp_path / "config.toml").write_text(text, "utf-8")
        return tmp_path / "config.toml"

    return file


def test_no_file_means_the_defaults(tmp_path: Path):
    assert load(tmp_path / "config.toml", {}) == Settings()


def test_the_environment_wins_over_the_file_and_an_option_over_both(write):
    file = write('[terminal]\nbidi = "words"\nshape = false\n[interface]\nlang = "ar"\n')
    found = load(file, {"CORPUS_TUI_BIDI": "kitty"})
    assert found.wish("bidi").value == "kitty"
    assert found.wish("bidi").place == "CORPUS_TUI_BIDI"
    assert (found.wish("shape").value, found.wish("lang").value) == ("off", "ar")
    assert found.wish("shape").lasting
    told = found.with_options(bidi="cells", shape=None)
    assert (told.wish("bidi").value, told.wish("bidi").place) == ("cells", "--bidi")
    assert told.wish("shape").value == "off"
    assert found.complaints == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[terminal]\nbidi = 'sideways'", "bidi = sideways"),
        ("[terminal]\nshape = 3", "shape = 3"),
        ("terminal = 'xterm'", "[terminal]"),
        ("[corpus]\npaths = 'here'", "paths"),
        ("[keys]\n'list.open' = 7", "list.open"),
        ("[keys]\n'list.open' = []", "list.open"),
        ("keys = 1", "[keys]"),
        ("]", "are ignored"),
        ("a = " + "[" * 5000, "are ignored"),
        ("\x00", "are ignored"),
    ],
)
def test_what_is_wrong_with_the_file_is_said_and_ignored(write, text: str, said: str):
    found = load(write(text), {})
    assert [said in complaint.said() for complaint in found.complaints] == [True]
    assert (found.paths, dict(found.wishes), dict(found.keys)) == ((), {}, {})


def test_a_path_of_a_user_there_is_none_of_stays_as_it_is(write):
    assert load(write("[corpus]\npaths = ['~no such user/news', 'here']"), {}).paths == ("~no such user/news", "here")


def test_a_file_that_is_no_text_is_said(tmp_path: Path):
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe")
    assert len(load(tmp_path / "config.toml", {}).complaints) == 1
    assert len(load(tmp_path, {}).complaints) == 1


def test_a_word_of_the_environment_that_means_nothing_is_said():
    found = load(Path("nowhere"), {"CORPUS_TUI_LANG": "klingon"})
    assert "klingon" in found.complaints[0].said()
    assert found.wish("lang").value == ""


# ---- keys


def keys(commands, name: str) -> tuple[str, ...]:
    return next(command.keys for command in commands if identity(command) == name)


@pytest.mark.parametrize(
    ("wanted", "now"),
    [
        ({"everywhere.search": ("z",)}, {"everywhere.search": ("z",)}),
        ({"article.down": ("d", "ctrl+n")}, {"article.down": ("d", "ctrl+n"), "list.down": ("j", "down")}),
        ({"everywhere.help": ("?",)}, {"everywhere.help": ("question_mark",)}),
        (  # two commands change places
            {"everywhere.search": ("n",), "everywhere.next_match": ("/",)},
            {"everywhere.search": ("n",), "everywhere.next_match": ("slash",)},
        ),
        ({"everywhere.shade": ("f12",)}, {"everywhere.shade": ("f12",)}),
        ({"list.open": ("o", "o")}, {"list.open": ("o",)}),
    ],
)
def test_commands_take_other_keys(wanted, now):
    commands, complaints = remapped(COMMANDS, wanted)
    assert complaints == ()
    assert {name: keys(commands, name) for name in now} == now


@pytest.mark.parametrize(
    ("name", "key", "said"),
    [
        ("everywhere.serach", "s", "everywhere.search"),
        ("x", "s", "no command"),
        ("everywhere.search", "n", "everywhere.next_match"),
        ("article.down", "k", "article.up"),
        ("article.down", "ن", "article.up"),  # what k sends on an Arabic keyboard
        ("box.open", "o", "typed"),
        ("list.open", "nokey", "no key"),
        ("list.open", "hyper+x", "no key"),
        ("list.open", "ctrl+ctrl+x", "no key"),
        ("list.open", "\x1b", "no key"),
        ("list.open", ",", "no key"),
        ("list.open", "[b]", "no key"),
    ],
)
def test_keys_that_cannot_be_had_are_said_and_the_others_stay(name: str, key: str, said: str):
    commands, complaints = remapped(COMMANDS, {name: (key,)})
    assert commands == COMMANDS
    assert [said in complaint.said() for complaint in complaints] == [True]


def test_new_keys_are_shown_wherever_keys_are():
    try:
        told = remap(remapped(COMMANDS, {"everywhere.search": ("z",)}).commands)
        assert told == {"everywhere.search": "z,ئ"}
        assert ("z", "search", False) in hints(Where.LIST)
        assert [shown(command.keys[0]) for command in fitting("search: go")] == ["z"]
    finally:
        remap(COMMANDS)
