"""Every key on one screen, made from the table of commands; what is of use where the user is comes first."""

from collections.abc import Iterator
from typing import NamedTuple

from rich.segment import Segment
from textual.app import ComposeResult
from textual.strip import Strip

from tui import messages, strips
from tui.commands import HEADINGS, Command, Where, bindings_of, commands, shown
from tui.messages import N_, _
from tui.overlay import Overlay, framed
from tui.scroll_pane import ScrollPane

_KEYS = 22
_MARGIN = 2


class Examples(NamedTuple):
    """How to ask, by example: what may be typed and what it means."""

    heading: str
    lines: tuple[tuple[str, str], ...]


SEARCHING = Examples(
    N_("Searching"),
    (
        ("ذكاء اصطناعي", N_("Articles with any of the words, those with all of them first")),
        ('"وحدات معالجة"', N_("The words next to each other, in this order")),
        ('"أسعار النفط"~5', N_("At most five other words between them")),
        ("AND OR NOT   + | -", N_("Both, either, without; ( ) holds together")),
        ("+تسلا ماسك", N_("With the first word, better with the second")),
        ("=كتاب   ~كتاب", N_("As written only; wide, with words alike")),
        ("كتاب~", N_("Also words that are one letter off")),
        ("كت*  *ية  /كت.?ب/", N_("Words that fit a pattern, an expression")),
        ("title:كتاب", N_("Only in titles")),
        ("source: author:", N_("Of a source, of an author")),
        ("date:2015-08..", N_("Of a day, month, year, or a range of them")),
        ("kind:money", N_("Articles that state such a figure")),
        ("value:>1e9USD", N_("Articles that state such a value")),
        ("names:off", N_("Names in this script only")),
    ),
)

FILTERING = Examples(
    N_("Filtering all figures"),
    (
        ("kind:money unit:USD", N_("Figures of a kind, in a unit")),
        (">1e9 <=2.5m =100k", N_("Greater, at most, exactly; k m b t are thousands to trillions")),
        ("value:10..20", N_("From one value to another")),
        ("counts:وظيفة", N_("What they count")),
        ("source:الرياض", N_("Whose articles: a part of the source's name")),
        ("since:2015-08 until:2016", N_("The day of the article; date:2015 is both")),
        ('قتيل "سوق الأسهم"', N_("Words of the sentence")),
    ),
)


Line = tuple[str, str]
"""Keys, or an example, and what they do; a heading has no keys, a blank line no text either."""

_FIRST = {
    Where.BOX: (SEARCHING, Where.BOX),
    Where.TABLE: (Where.TABLE, FILTERING),
    Where.COMPARISON: (Where.COMPARISON,),
    Where.PROBLEMS: (Where.PROBLEMS,),
}
"""What comes before the keys that work everywhere, which are the first elsewhere: they tell how the program is used."""

_SECTIONS = (*Where, SEARCHING, FILTERING)


class HelpScreen(Overlay[None]):
    """The keys over the browser; any of the closing keys, or a click, puts it away."""

    DEFAULT_CSS = """
    #help { height: 80%; }
    """
    CLOSING = frozenset(("escape", "q", "question_mark", "f1", "enter", "؟", "arabic_question_mark"))

    def __init__(self, here: Where = Where.EVERYWHERE) -> None:
        super().__init__()
        self._here = here

    def compose(self) -> ComposeResult:
        yield framed(HelpText(self._here), _("Keys"), _("Esc closes"))


class HelpText(ScrollPane):
    """The lines: a heading for each place, a key and what it does for each command."""

    BINDINGS = bindings_of(ScrollPane, Where.ARTICLE)

    def __init__(self, here: Where) -> None:
        super().__init__(id="help")
        self._lines = list(help_lines(here))

    @property
    def lines(self) -> int:
        return len(self._lines)

    def content_line(self, y: int, width: int) -> Strip:
        if y >= len(self._lines) or width <= 2 * _MARGIN:
            return Strip.blank(width, self.under)
        key, text = self._lines[y]
        ink, under, edge = self.inks, self.under, Segment(" " * _MARGIN, self.under)
        inner, rtl = width - 2 * _MARGIN, messages.reads_right_to_left()
        if not key:
            return Strip([edge, *strips.label(text, inner, under + ink.title), edge], width)
        keys = min(_KEYS, inner // 2)
        told = strips.label(text, inner - keys, under + ink.plain, rtl=rtl)
        row = strips.side_by_side(strips.label(key, keys, under + ink.focus, rtl=rtl), told, rtl=rtl)
        return Strip([edge, *row, edge], width)


def help_lines(here: Where = Where.EVERYWHERE) -> Iterator[Line]:
    """Every command and example under its heading, for someone who is `here`."""
    first = _FIRST.get(here, (Where.EVERYWHERE, here))
    for nth, section in enumerate(dict.fromkeys((*first, *_SECTIONS))):
        if nth:
            yield "", ""
        yield from _section(section)


def _section(section: Where | Examples) -> Iterator[Line]:
    if isinstance(section, Where):
        yield "", _(HEADINGS[section])
        for command in commands(section):
            yield key_names(command), _(command.help)
    else:
        yield "", _(section.heading)
        for example, meaning in section.lines:
            yield example, _(meaning)


def key_names(command: Command) -> str:
    """Every key of a command as it is printed on the keyboard, the first where reading begins."""
    keys = [shown(key) for key in command.keys]
    return "  ".join(reversed(keys) if messages.reads_right_to_left() else keys)
