"""The colours: a dark and a light theme, and the inks that text is drawn with.

Quiet surfaces, one colour for what has the focus, one for what matched, one for each kind of figure. Inks are Rich
styles because that is what a Strip is made of; they are kept here, not in the style sheet, since a line of an article
needs many of them at once.

Every figure's colour stands at least 4.5 : 1 against the background of its theme (tests/test_tui_colours.py).
"""

from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style
from textual.theme import Theme

if TYPE_CHECKING:
    from textual.app import App

DARK = Theme(
    name="corpus-dark",
    dark=True,
    primary="#5fb8a8",
    secondary="#7f9fc4",
    accent="#e6b455",
    foreground="#d6dce5",
    background="#0e131a",
    surface="#131922",
    panel="#1a222d",
    success="#8fc77c",
    warning="#e6b455",
    error="#ef7d7d",
    variables={
        "edge": "#2b3643",
        "soft": "#a3afbe",
        "quiet": "#8d9aaa",
        "chosen": "#1b333a",
        "chosen-blurred": "#1a2530",
        "selected": "#2c4f7c",
    },
)

LIGHT = Theme(
    name="corpus-light",
    dark=False,
    primary="#1d7a6c",
    secondary="#41638f",
    accent="#8a5a00",
    foreground="#252b33",
    background="#f1efe9",
    surface="#faf9f5",
    panel="#e9e6dd",
    success="#2f6f1f",
    warning="#8a5a00",
    error="#b3261e",
    variables={
        "edge": "#cfcabd",
        "soft": "#4a525d",
        "quiet": "#5c646f",
        "chosen": "#d3e8e2",
        "chosen-blurred": "#ebe8e0",
        "selected": "#b5d0f0",
    },
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}

_KINDS = {
    "money": ("#93cf80", "#2f6f1f"),
    "percent": ("#f0a070", "#a3470c"),
    "count": ("#7fb8f0", "#1f5fa8"),
    "measure": ("#c0a4f5", "#6a3fb5"),
    "duration": ("#ec92b8", "#a8296a"),
    "date": ("#6fd0d0", "#0f6c74"),
    "time": ("#6fd0d0", "#0f6c74"),
    "ratio": ("#e8c070", "#7d5800"),
    "ordinal": ("#c9b48f", "#6d5a36"),
    "score": ("#f08a8a", "#a8322c"),
    "number": ("#a9b6c6", "#4c5866"),
}


class Inks(NamedTuple):
    """What text is drawn with, over whatever background it stands on."""

    plain: Style
    strong: Style
    soft: Style
    quiet: Style
    edge: Style
    title: Style
    accent: Style
    focus: Style
    error: Style
    match: Style
    current: Style
    cursor: Style
    selected: Style
    chosen: Style
    chosen_blurred: Style
    kinds: dict[str, Style]


class Colours(Enum):
    """How many of them there are to draw with."""

    NONE = auto()
    SIXTEEN = auto()
    OF_256 = auto()
    MANY = auto()


def inks_of(app: "App[object]") -> Inks:
    """The inks of a program, in its theme and in the colours its terminal has."""
    return inks(app.theme, _colours(app))


def _colours(app: "App[object]") -> Colours:
    if app.no_color:
        return Colours.NONE
    if app.is_headless:
        return Colours.MANY
    return _SYSTEMS.get(app.console.color_system or "", Colours.MANY)


_SYSTEMS = {"standard": Colours.SIXTEEN, "windows": Colours.SIXTEEN, "256": Colours.OF_256}
"""By Rich's name for what a terminal can do."""


@lru_cache(maxsize=8)
def inks(theme: str, colours: Colours = Colours.MANY) -> Inks:
    """The inks of the theme named, in as many colours."""
    many = _inks(THEMES.get(theme, DARK))
    if colours is Colours.MANY:
        return many
    from tui.few_colours import of_256, sixteen, without_colours  # late: most terminals have many

    few = {Colours.NONE: without_colours, Colours.SIXTEEN: sixteen, Colours.OF_256: of_256}[colours]
    return few(many, dark=THEMES.get(theme, DARK).dark)


def _inks(colours: Theme) -> Inks:
    variables = colours.variables
    return Inks(
        plain=Style(color=colours.foreground),
        strong=Style(color=colours.foreground, bold=True),
        soft=Style(color=variables["soft"]),
        quiet=Style(color=variables["quiet"]),
        edge=Style(color=variables["edge"]),
        title=Style(color=colours.accent, bold=True),
        accent=Style(color=colours.accent),
        focus=Style(color=colours.primary, bold=True),
        error=Style(color=colours.error),
        match=_match(colours.dark),
        current=Style(bold=True, color="#17130a", bgcolor="#f2c14e"),
        cursor=Style(reverse=True),
        selected=Style(color=colours.foreground, bgcolor=variables["selected"]),
        chosen=Style(bgcolor=variables["chosen"]),
        chosen_blurred=Style(bgcolor=variables["chosen-blurred"]),
        kinds={kind: Style(color=shades[0 if colours.dark else 1]) for kind, shades in _KINDS.items()},
    )


def _match(dark: bool) -> Style:
    return (
        Style(bold=True, color="#ffd67a", bgcolor="#453817")
        if dark
        else Style(bold=True, color="#5c3c00", bgcolor="#fbe3a1")
    )
