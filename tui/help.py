"""Every key on one screen, made from the table of commands."""

from collections.abc import Iterator

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

SEARCHING = (
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
)
"""How to ask, by example."""

FILTERING = (
    ("kind:money unit:USD", N_("Figures of a kind, in a unit")),
    (">1e9 <=2.5m =100k", N_("Greater, at most, exactly; k m b t are thousands to trillions")),
    ("value:10..20", N_("From one value to another")),
    ("counts:وظيفة", N_("What they count")),
    ("source:الرياض", N_("Whose articles: a part of the source's name")),
    ("since:2015-08 until:2016", N_("The day of the article; date:2015 is both")),
    ('قتيل "سوق الأسهم"', N_("Words of the sentence")),
)
"""How to filter all figures, by example."""


class HelpScreen(Overlay[None]):
    """The keys over the browser; any of the closing keys, or a click, puts it away."""

    DEFAULT_CSS = """
    #help { height: 80%; }
    """
    CLOSING = frozenset(("escape", "q", "question_mark", "f1", "enter", "؟", "arabic_question_mark"))

    def compose(self) -> ComposeResult:
        yield framed(HelpText(), _("Keys"), _("Esc closes"))


class HelpText(ScrollPane):
    """The lines: a heading for each place, a key and what it does for each command."""

    BINDINGS = bindings_of(ScrollPane, Where.ARTICLE)

    def __init__(self) -> None:
        super().__init__(id="help")
        self._lines = list(help_lines())

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


def help_lines() -> Iterator[tuple[str, str]]:
    """(keys, what they do) for every command, and ("", heading) between places; ("", "") is a blank line."""
    for where in Where:
        yield "", _(HEADINGS[where])
        for command in commands(where):
            yield key_names(command), _(command.help)
        yield "", ""
    yield "", _("Searching")
    for example, meaning in SEARCHING:
        yield example, _(meaning)
    yield "", ""
    yield "", _("Filtering all figures")
    for example, meaning in FILTERING:
        yield example, _(meaning)


def key_names(command: Command) -> str:
    """Every key of a command as it is printed on the keyboard, the first where reading begins."""
    keys = [shown(key) for key in command.keys]
    return "  ".join(reversed(keys) if messages.reads_right_to_left() else keys)
