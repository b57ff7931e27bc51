"""What text is drawn with in a terminal of 256 colours, or sixteen, and where none are wanted (NO_COLOR).

Sixteen are too few for a colour of its own for each kind of figure, so a figure has a face besides: what is underlined
is worth something, what is bold is counted or measured, what is underlined and dim is a time. Nothing is slanted: the
slanted faces of many fonts have no Arabic. Of the sixteen only those are used that can be read in the palettes of
xterm, VTE and the Linux console, also in the row under the cursor. They are written as the values that Rich takes for
the sixteen (its `STANDARD_PALETTE`), so each arrives as itself.
"""

from typing import TYPE_CHECKING, Final

from rich.style import Style

if TYPE_CHECKING:
    from tui.theme import Inks

_BLACK, _RED, _BROWN, _BLUE, _MAGENTA, _GREY = "#000000", "#aa0000", "#aa5500", "#0000aa", "#aa00aa", "#aaaaaa"
_DARK_GREY, _PINK, _GREEN, _YELLOW = "#555555", "#ff5555", "#55ff55", "#ffff55"
_LILAC, _CYAN, _WHITE = "#ff55ff", "#55ffff", "#ffffff"

_FACES: Final = {
    "money": Style(underline=True),
    "percent": Style(underline=True),
    "ratio": Style(underline=True),
    "count": Style(bold=True),
    "measure": Style(bold=True),
    "ordinal": Style(bold=True),
    "score": Style(bold=True),
    "number": Style(bold=True),
    "duration": Style(underline=True, dim=True),
    "date": Style(underline=True, dim=True),
    "time": Style(underline=True, dim=True),
}
_ON_BLACK: Final = {
    "money": _GREEN, "percent": _YELLOW, "ratio": _PINK, "count": _CYAN, "measure": _LILAC, "ordinal": _YELLOW,
    "score": _PINK, "number": _WHITE, "duration": _LILAC, "date": _CYAN, "time": _GREEN,
}  # fmt: skip
_ON_WHITE: Final = {
    "money": _BLUE, "percent": _RED, "ratio": _MAGENTA, "count": _BLUE, "measure": _MAGENTA, "ordinal": _RED,
    "score": _RED, "number": _BLUE, "duration": _MAGENTA, "date": _BLUE, "time": _RED,
}  # fmt: skip


def of_256(inks: "Inks", *, dark: bool) -> "Inks":
    """The row under the cursor on a grey of its own: the nearest to a dark green among 256 is so bright that text on it
    cannot be read, and what has the focus and what has not would be the same."""
    chosen, blurred = ("#2a2a2a", "#202020") if dark else ("#e6e6e6", "#f2f2f2")
    return inks._replace(chosen=Style(bgcolor=chosen), chosen_blurred=Style(bgcolor=blurred))


def without_colours(inks: "Inks", *, dark: bool) -> "Inks":
    """A match is bold and underlined, the current one reversed. Textual makes greys of all colours."""
    return of_256(inks, dark=dark)._replace(
        match=Style(bold=True, underline=True),
        current=Style(bold=True, reverse=True),
        selected=Style(reverse=True),
        kinds=_FACES,
    )


def sixteen(inks: "Inks", *, dark: bool) -> "Inks":
    """The same on black, or on white. Black is never bold: many a terminal shows that as grey."""
    ground, text, strong = (_BLACK, _GREY, _WHITE) if dark else (_WHITE, _BLACK, _BLACK)
    accent = _YELLOW if dark else _RED
    colours = _ON_BLACK if dark else _ON_WHITE
    return inks._replace(
        plain=Style(color=text),
        strong=Style(color=strong, bold=dark),
        soft=Style(color=text),
        quiet=Style(color=text),
        edge=Style(color=_DARK_GREY if dark else _GREY),
        title=Style(color=accent, bold=True),
        accent=Style(color=accent),
        focus=Style(color=_CYAN if dark else _BLUE, bold=True),
        error=Style(color=_PINK if dark else _RED, bold=True),
        match=Style(color=_BLACK, bgcolor=_BROWN if dark else _YELLOW, bold=False),
        current=Style(color=ground, bgcolor=strong, bold=False),
        selected=Style(color=_WHITE, bgcolor=_MAGENTA if dark else _BLUE),
        chosen=Style(bgcolor=_BLUE if dark else _GREY),
        chosen_blurred=Style(),
        kinds={kind: Style(color=colours[kind]) + face for kind, face in _FACES.items()},
    )
