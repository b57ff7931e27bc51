"""The table of commands, the footer made from it, the panes of a window, and the colours."""

import pytest
from rich.style import Style

from index.figures.figure import Kind
from tui.commands import COMMANDS, Where, bindings, commands, shown
from tui.key_hints import fitting, hints
from tui.panes import Layout, layout_of
from tui.theme import DARK, THEMES, inks
from tui.too_small import sentence


@pytest.mark.parametrize("where", list(Where))
def test_no_key_means_two_things_in_one_place(where: Where):
    keys = [key for binding in bindings(where) for key in binding.key.split(",")]
    assert len(keys) == len(set(keys))


def test_every_command_has_a_key_a_label_and_a_line_of_help():
    assert all(command.keys and command.label and command.help for command in COMMANDS)


@pytest.mark.parametrize("where", [where for where in Where if where is not Where.EVERYWHERE])
@pytest.mark.parametrize("width", [58, 80, 140, 240])
def test_the_footer_fits_and_keeps_the_way_out(where: Where, width: int):
    kept = fitting(hints(where), width)
    assert sum(len(key) + 1 + len(label) + 3 for key, label in kept) <= width
    assert ("^q", "quit") in kept
    assert ("tab", "pane") in kept


def test_letters_are_no_hints_while_they_are_typed():
    assert not {"n N", "/", "f", "?"} & {key for key, _, _ in hints(Where.BOX)}


@pytest.mark.parametrize(
    ("key", "printed"), [("slash", "/"), ("ctrl+p", "^p"), ("ctrl+left", "^←"), ("shift+tab", "shift+tab"), ("G", "G")]
)
def test_keys_are_shown_as_they_are_printed(key: str, printed: str):
    assert shown(key) == printed


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


# ---- colours


@pytest.mark.parametrize("theme", list(THEMES))
def test_every_ink_can_be_read_on_its_surface(theme: str):
    style = inks(theme)
    surface = THEMES[theme].surface
    for ink in (style.plain, style.soft, style.title, style.accent, style.focus, style.error, *style.kinds.values()):
        assert contrast(ink.color.triplet.hex, surface) >= 4.5
    assert contrast(style.quiet.color.triplet.hex, surface) >= 4.5
    for lit in (style.match, style.current, style.selected):
        assert contrast(lit.color.triplet.hex, lit.bgcolor.triplet.hex) >= 4.5


def test_every_kind_of_figure_has_an_ink():
    assert set(inks(DARK.name).kinds) == set(Kind)


def test_without_colour_a_match_is_underlined_and_the_current_one_reversed():
    style = inks(DARK.name, plain=True)
    assert (style.match.underline, style.match.bgcolor) == (True, None)
    assert style.current == Style(bold=True, reverse=True)


def contrast(ink: str, surface: str) -> float:
    """The contrast ratio of WCAG 2.1."""
    light, dark = sorted((luminance(ink), luminance(surface)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
