"""The list of articles: titles, snippets with the found words lit, where and when they were published."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style

from index.corpus import Article, Entry, Span
from tui import messages, strips
from tui.commands import Where, bindings
from tui.listing import Item, Listing, Nothing
from tui.messages import _, ngettext
from tui.row_list import MARGIN, RowList
from tui.strips import Lit

_TITLE_LINES = 2
_WIDE = 70
"""Columns from which on a title has one line only."""
_SNIPPET_LINES = 3
_CUT = "… "


class ArticleList(RowList):
    """The rows of a `Listing`. Without snippets (nothing was searched) a row is shorter."""

    BINDINGS = bindings(Where.LIST)

    def __init__(self) -> None:
        super().__init__(id="list")
        self.listing: Listing = Nothing()
        self._snippets = False

    def show(self, listing: Listing, cursor: int, *, snippets: bool, steady: bool = False) -> None:
        """Take another listing, with the cursor on one of its rows; `steady` leaves that where it is on the screen."""
        above = self.cursor - self.first // self.row_height
        self.listing = listing
        self._snippets = snippets
        self.fill(len(listing), cursor)
        if steady and above >= 0:
            self.go_to_line(max(0, self.cursor - above) * self.row_height)
            self.show_cursor()

    @property
    def row_height(self) -> int:
        return self._title_lines + (_SNIPPET_LINES if self._snippets else 0) + 2

    @property
    def _title_lines(self) -> int:
        return 1 if self.text_width >= _WIDE else _TITLE_LINES

    def action_open(self) -> None:
        self.choose()

    def draw(self, index: int, width: int) -> list[list[Segment]]:
        item = self.listing.item(index)
        chosen = index == self.cursor
        under = self._background(chosen)
        text_width = max(1, width - 2 * MARGIN)
        lines = [*self._title(item, text_width, under, chosen), *self._snippet(item, text_width, under)]
        whys = messages.joined(*map(messages.why, item.whys))
        more = messages.alike(item.alike) if item.alike else _("one of those alike") if item.is_copy else ""
        said = strips.prose(messages.joined(more, about(item.entry), whys))
        if strips.columns(said) > text_width:
            said = strips.prose(messages.joined(more, about(item.entry, length=False), whys))
        lines.append(strips.label(said, text_width, under + self.inks.quiet, rtl=messages.reads_right_to_left()))
        return [self.edged(line, under, chosen) for line in lines] + self._filling(len(lines), width, under, chosen)

    def _background(self, chosen: bool) -> Style:
        if not chosen:
            return self.under
        return self.under + (self.inks.chosen if self.has_focus else self.inks.chosen_blurred)

    def _title(self, item: Item, width: int, under: Style, chosen: bool) -> list[list[Segment]]:
        ink = under + (self.inks.strong if chosen else self.inks.plain)
        text = item.entry.title or item.entry.id
        lit = [Lit(*span, self.inks.match) for span in item.title_lit]
        return [strips.line(row, width, ink, lit) for row in strips.few_lines(text, width, self._title_lines)]

    def _snippet(self, item: Item, width: int, under: Style) -> list[list[Segment]]:
        text, spans = around(item.snippet, item.snippet_lit, width * _SNIPPET_LINES)
        lit = [Lit(*span, self.inks.match) for span in spans]
        rows = strips.few_lines(text, width, _SNIPPET_LINES)
        return [strips.line(row, width, under + self.inks.soft, lit) for row in rows]

    def _filling(self, used: int, width: int, under: Style, chosen: bool) -> list[list[Segment]]:
        """Lines a short title or snippet left over, below the text; the last of a row is always a gap."""
        blank = [Segment(" " * width, self.under)]
        return [blank] * max(0, self.row_height - used)


def around(text: str, lit: Sequence[Span], room: int) -> tuple[str, list[Span]]:
    """The snippet from so late a word on that what is lit first stands in the first half of the room there is."""
    if not lit or lit[0].end < room * 2 // 3:
        return text, list(lit)
    gap = text.find(" ", max(0, lit[0].start - room // 3), lit[0].start)
    start = gap + 1 if gap >= 0 else lit[0].start
    moved = len(_CUT) - start
    return _CUT + text[start:], [Span(span.start + moved, span.end + moved) for span in lit if span.start >= start]


def about(article: Entry | Article, *, length: bool = True) -> str:
    """Source, date and length of an article, as far as they are known; the source kept to itself."""
    source = messages.outside(article.source) if article.source else ""
    published = article.published.isoformat() if article.published else ""
    characters = article.characters if isinstance(article, Entry) else len(article.body)
    return messages.joined(source, published, _length(characters) if length else "")


def _length(characters: int) -> str:
    return ngettext("{count} character", "{count} characters", characters).format(count=f"{characters:,}")
