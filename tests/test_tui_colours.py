"""The colours: legible in each theme, in terminals that have many, sixteen or none."""

import os
from pathlib import Path

import pytest
from rich._palettes import EIGHT_BIT_PALETTE, STANDARD_PALETTE
from rich.color import Color, ColorSystem
from rich.style import Style

from index.figures.figure import Kind
from tests.hostile_scan import home
from tests.pty_program import PtyProgram
from tui.theme import DARK, THEMES, Colours, inks


@pytest.mark.parametrize("theme", list(THEMES))
def test_every_ink_can_be_read_on_its_surface(theme: str):
    style = inks(theme)
    surface = THEMES[theme].surface
    for ink in (style.plain, style.soft, style.title, style.accent, style.focus, style.error, *style.kinds.values()):
        assert contrast(ink.color.triplet.hex, surface) >= 4.5
    assert contrast(style.quiet.color.triplet.hex, surface) >= 4.5
    for lit in (style.match, style.current, style.selected):
        assert contrast(lit.color.triplet.hex, lit.bgcolor.triplet.hex) >= 4.5


@pytest.mark.parametrize("colours", list(Colours))
def test_every_kind_of_figure_has_an_ink(colours: Colours):
    assert set(inks(DARK.name, colours).kinds) == set(Kind)


@pytest.mark.parametrize("theme", list(THEMES))
def test_sixteen_colours_are_used_as_they_are_and_can_be_read(theme: str):
    style = inks(theme, Colours.SIXTEEN)
    ground = "#000000" if THEMES[theme].dark else "#ffffff"
    for ink in (style.plain, style.strong, style.quiet, style.title, style.focus, style.error, *style.kinds.values()):
        assert own(ink.color)
        assert contrast(ink.color.triplet.hex, ground) >= 4.5
        assert contrast(ink.color.triplet.hex, style.chosen.bgcolor.triplet.hex) >= 2.6
    for lit in (style.match, style.current, style.selected):
        assert own(lit.color)
        assert own(lit.bgcolor)
        assert contrast(lit.color.triplet.hex, lit.bgcolor.triplet.hex) >= 4


@pytest.mark.parametrize("colours", [Colours.NONE, Colours.OF_256, Colours.MANY])
@pytest.mark.parametrize("theme", list(THEMES))
def test_the_row_under_the_cursor_can_be_read_and_is_seen(theme: str, colours: Colours):
    style = inks(theme, colours)
    rows = [nearest(row.bgcolor, colours) for row in (style.chosen, style.chosen_blurred)]
    assert len({*rows, nearest(Color.parse(THEMES[theme].surface), colours)}) == 3
    for row in rows:
        for ink in (style.plain, style.strong, style.soft, style.quiet):
            assert contrast(nearest(ink.color, colours), row) >= 4.4


@pytest.mark.parametrize("theme", list(THEMES))
def test_of_sixteen_colours_black_is_never_bold(theme: str):
    style = inks(theme, Colours.SIXTEEN)
    lit = (style.strong + style.match, style.strong + style.current)
    for ink in (style.plain, style.strong, *lit, *style.kinds.values()):
        assert ink.color.triplet.hex != "#000000" or not ink.bold


@pytest.mark.parametrize("colours", list(Colours))
@pytest.mark.parametrize("theme", list(THEMES))
def test_figures_of_unlike_kinds_are_told_apart(theme: str, colours: Colours):
    kinds = inks(theme, colours).kinds
    assert len({kinds[kind] for kind in ("money", "count", "date")}) == 3
    if colours is not Colours.NONE:
        assert len(set(kinds.values())) >= len(kinds) - 3
    if colours in (Colours.NONE, Colours.SIXTEEN):
        assert inks(theme, colours).plain not in kinds.values()
        assert all(ink.underline or ink.bold for ink in kinds.values())


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({"TERM": "xterm"}, b"\x1b[30;43m"),
        ({"TERM": "xterm-256color"}, b"\x1b[1;38;5;"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, b"\x1b[1;38;2;255;214;122;48;2;69;56;23m"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, b"\x1b[1;4;38;2;"),
        ({"TERM": "xterm"} | {"NO_COLOR": ""}, b"\x1b[30;43m"),
    ],
)
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a pseudo-terminal")
def test_a_match_is_lit_in_the_colours_the_terminal_has(tmp_path: Path, environment: dict[str, str], shown: bytes):
    with PtyProgram([], {"COLORTERM": "", **home(tmp_path), **environment}) as program:
        program.send("/Tesla")
        program.until(shown)


def own(colour: Color) -> bool:
    """Whether Rich takes a colour for one of the sixteen that is just the same."""
    sixteen = colour.downgrade(ColorSystem.STANDARD)
    return STANDARD_PALETTE[sixteen.number] == colour.triplet


def nearest(colour: Color, colours: Colours) -> str:
    """What becomes of a colour in a terminal that has 256, as Rich reckons it."""
    if colours is Colours.MANY:
        return colour.triplet.hex
    return EIGHT_BIT_PALETTE[colour.downgrade(ColorSystem.EIGHT_BIT).number].hex


def test_without_colour_a_match_is_underlined_and_the_current_one_reversed():
    style = inks(DARK.name, Colours.NONE)
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
