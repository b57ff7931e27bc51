"""The article: its text right to left, what matched lit, what it states coloured by kind."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from index.corpus import Article, Figure, Span
from tui import selecting, strips
from tui.commands import Where, bindings
from tui.page import Page, PageRow, Part, overlapping
from tui.scroll_pane import ScrollPane
from tui.selecting import Selection
from tui.strips import Lit

MEASURE = 96
"""The widest line: on a longer one the eye loses its place on the way back."""

_MARGIN = 2
_REFINING = 0.006
_KEPT = 4_000


class Lights(NamedTuple):
    """What is lit in the body: the matches in order of place, which of them is the current one, and a chosen figure."""

    matches: Sequence[Span] = ()
    in_title: Sequence[Span] = ()
    current: int | None = None
    figure: Figure | None = None


class Reader(ScrollPane):
    """One article on a page that scrolls."""

    BINDINGS = bindings(Where.ARTICLE)

    class Clicked(Message):
        """A click on a place of the body."""

        def __init__(self, offset: int) -> None:
            super().__init__()
            self.offset = offset

    def __init__(self) -> None:
        super().__init__(id="article")
        self.page: Page | None = None
        self.lights = Lights()
        self.selection: Selection | None = None
        self.selects = False
        self._pressed = False
        self._began = Span(0, 0)
        self._figures: list[Figure] = []
        self._drawn: dict[int, Strip] = {}
        self._empty = ""
        self._wanted: int | None = None
        self._anchor: int | None = None

    # ---- what is shown

    def show(self, article: Article, about: str, figures: Sequence[Figure], lights: Lights) -> None:
        """Open an article at its beginning."""
        self._figures = _apart(figures)
        self.page = Page(article.title, about, article.body)
        self.lights = lights
        self.selection, self.selects = None, False
        self._wanted, self._anchor = None, None
        self._layout()
        self._forget()
        self.go_to_line(0)
        self._refine_later()

    def say(self, text: str) -> None:
        """Show no article but a sentence that says why."""
        self.page, self._empty, self.selection, self.selects = None, text, None, False
        self._forget()

    def light(self, lights: Lights) -> None:
        """Light other places of the same article."""
        self.lights = lights
        self._forget()

    def go_to(self, offset: int) -> None:
        """Bring a place of the body into sight: not at all if it is, else to a third from the top."""
        self._wanted = offset
        height = self.size.height
        if self.page is None or not self.page.width or not height:
            return
        self._wanted = None
        y = self.page.row_of(offset)
        if not self.first + 1 <= y < self.first + height - 1:
            self.go_to_line(y - height // 3)

    @property
    def place(self) -> int:
        """The offset of the first character in sight as the user chose it: a resize alone does not change it."""
        if self._anchor is not None:
            return self._anchor
        if self.page is None or not self.page.width:
            return 0
        for y in range(min(self.top, self.page.height - 1), self.page.height):
            row = self.page.row(y)
            if row.part is Part.BODY:
                return row.start if y > 0 else 0
        return 0

    def figure_at(self, offset: int) -> Figure | None:
        """The figure that stands at a place of the body."""
        return next((figure for figure in self._figures if figure.span.start <= offset < figure.span.end), None)

    # ---- drawing

    @property
    def lines(self) -> int:
        if self.page is None:
            return 1
        self._layout()  # the message that tells a new size may still be to come
        return self.page.height

    def content_line(self, y: int, width: int) -> Strip:
        if self.page is None:
            return self._sentence(width, y)
        if not self.page.width or y >= self.page.height:
            return Strip.blank(width, self.under)
        strip = self._drawn.get(y)
        if strip is None:
            if len(self._drawn) > _KEPT:
                self._drawn.clear()
            strip = self._drawn[y] = self._row(self.page.row(y), width, self.page.width)
        return strip

    def _row(self, row: PageRow, width: int, measure: int) -> Strip:
        left = max(0, (width - measure) // 2)
        ink = self.under + self._ink_of(row.part)
        segments = strips.line(row.row, measure, ink, self._lit(row))
        edges = Segment(" " * left, self.under), Segment(" " * max(0, width - measure - left), self.under)
        return Strip([edges[0], *segments, edges[1]], width)

    def _ink_of(self, part: Part) -> Style:
        match part:
            case Part.ABOUT:
                return self.inks.quiet
            case Part.HEADLINE:
                return self.inks.title
            case _:
                return self.inks.plain

    def _lit(self, row: PageRow) -> list[Lit]:
        if row.part is Part.HEADLINE:
            return [Lit(*span, self.inks.match) for span in self.lights.in_title]
        if row.part is not Part.BODY or self.page is None:
            return []
        lit = [Lit(*self.page.headline, self.inks.title)] if self.page.headline else []
        for number in overlapping(self._figure_starts, self._figure_ends, row.start, row.end):
            lit.append(Lit(*self._figures[number].span, self.inks.kinds[self._figures[number].kind]))
        for number in overlapping(self._match_starts, self._match_ends, row.start, row.end):
            now = number == self.lights.current and self.lights.figure is None
            lit.append(Lit(*self.lights.matches[number], self.inks.current if now else self.inks.match))
        if self.lights.figure:
            lit.append(Lit(*self.lights.figure.span, self.inks.current))
        if self.selection:
            lit.append(Lit(*self.selection.span, self.inks.selected))
        return lit

    def _sentence(self, width: int, y: int) -> Strip:
        """The empty state, in the middle of the pane."""
        rows = strips.few_lines(self._empty, max(2, min(width - 2 * _MARGIN, 60)), 12)
        line = y - max(0, self.size.height // 3)
        if not 0 <= line < len(rows):
            return Strip.blank(width, self.under)
        used = strips.width_of(rows[line].cells)
        text = strips.line(rows[line], used, self.under + self.inks.quiet)
        left = max(0, (width - used) // 2)
        blank = Segment(" " * left, self.under), Segment(" " * max(0, width - used - left), self.under)
        return Strip([blank[0], *text, blank[1]], width)

    # ---- keeping the page in step with the pane

    def on_resize(self, _: events.Resize) -> None:
        if self._wanted is not None:
            self.go_to(self._wanted)

    def go_to_line(self, y: int) -> None:
        """What the user scrolls to is the place to keep."""
        self._anchor = None
        super().go_to_line(y)

    def _layout(self) -> None:
        """Lay the page out for the pane's width, with the place in sight that was in sight before."""
        if self.page is None or self._measure < 2 or self._measure == self.page.width:
            return
        place = self.place
        self.page.layout(self._measure)
        self._drawn.clear()
        self._anchor = place
        self.set_reactive(Reader.top, self.page.row_of(place) if place else 0)

    @property
    def _measure(self) -> int:
        """The columns of the text in the pane as wide as it is now."""
        return max(0, min(self.text_width - 2 * _MARGIN, MEASURE))

    def _forget(self) -> None:
        """Draw every row anew."""
        self._drawn.clear()
        self._figure_starts = [figure.span.start for figure in self._figures]
        self._figure_ends = [figure.span.end for figure in self._figures]
        self._match_starts = [span.start for span in self.lights.matches]
        self._match_ends = [span.end for span in self.lights.matches]
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn.clear()

    def _refine_later(self) -> None:
        """Analyse what is not in sight yet while nothing else is to do, so that scrolling finds it ready."""
        self.set_timer(0.05, self._refine)

    def _refine(self) -> None:
        if self.page is not None and self.page.document.refine(_REFINING):
            self._refine_later()

    # ---- selecting

    @property
    def selected_text(self) -> str:
        """What is selected, as the article has it."""
        return self.page.document.text[slice(*self.selection.span)] if self.page and self.selection else ""

    @property
    def paragraph_text(self) -> str:
        """The paragraph at hand: of the current match or figure where that is in sight, else the first in sight."""
        if self.page is None or not self.page.width:
            return ""
        return self.page.document.text[slice(*selecting.paragraph(self.page, self.point))]

    @property
    def point(self) -> int:
        """Where selecting by keys begins."""
        current = self.lights.current
        span = self.lights.figure.span if self.lights.figure else None
        if span is None and current is not None:
            span = self.lights.matches[current]
        if span and self.page and self.first <= self.page.row_of(span.start) < self.first + self.size.height:
            return span.start
        return self.place

    def select(self, selection: Selection | None) -> None:
        """Select something else, or nothing."""
        self.selection = selection
        self.selects = self.selects and selection is not None
        self._forget()

    def _reach(self, head: Span) -> None:
        """Take the selection to a place, beginning one where there is none, and keep that in sight."""
        if self.page is None:
            return
        self.select(self.selection.reaching(head) if self.selection else selecting.at(head))
        y = self.page.row_of(head.start)
        if not self.first <= y < self.first + self.size.height:
            self.go_to_line(y if y < self.first else y - self.size.height + 1)

    def _head(self) -> Span | None:
        """What the selection reaches, None where there is no text to select."""
        if self.page is None or not self.page.width or not self.page.document.text:
            return None
        return self.selection.head if self.selection else self.page.cell_at(self.point)

    def action_select(self) -> None:
        """From now on the moving keys select; or no longer, with what is selected kept to be copied."""
        self.selects = not self.selects
        if self.selects and (head := self._head()):
            self._reach(head)

    def action_select_all(self) -> None:
        if self.page is not None and self.page.document.text:
            self.select(selecting.at(Span(0, len(self.page.document.text))))

    def action_select_down(self) -> None:
        self._reach_rows(1)

    def action_select_up(self) -> None:
        self._reach_rows(-1)

    def action_select_left(self) -> None:
        self._reach_beside("left", selecting.cell_beside)

    def action_select_right(self) -> None:
        self._reach_beside("right", selecting.cell_beside)

    def action_select_word_left(self) -> None:
        self._reach_beside("left", selecting.word_beside)

    def action_select_word_right(self) -> None:
        self._reach_beside("right", selecting.word_beside)

    def _reach_rows(self, rows: int) -> None:
        if (head := self._head()) and self.page:
            self.selection = self.selection or selecting.at(head)
            self._reach(selecting.cell_in_row(self.page, head, rows))

    def _reach_beside(self, side: str, move: Callable[[Page, Span, bool], Span]) -> None:
        """Forward is to the left in a row that runs from the right."""
        if (head := self._head()) and self.page:
            rtl = self.page.row(self.page.row_of(head.start)).row.rtl
            self.selection = self.selection or selecting.at(head)
            self._reach(move(self.page, head, (side == "left") == rtl))

    def scroll_lines(self, lines: int) -> None:
        """While the moving keys select, a line or page is one to select."""
        if self.selects:
            self._reach_rows(lines)
        else:
            super().scroll_lines(lines)

    def action_first(self) -> None:
        if self.selects and self.page:
            self._reach(self.page.cell_at(0))
        else:
            super().action_first()

    def action_last(self) -> None:
        if self.selects and self.page:
            self._reach(self.page.cell_at(max(0, len(self.page.document.text) - 1)))
        else:
            super().action_last()

    def on_key(self, event: events.Key) -> None:
        """While there is a selection, plain arrows move it and Esc drops it."""
        if self.selection and event.key == "escape":
            event.stop()
            self.select(None)
        elif self.selects and event.key in _WHILE_SELECTING:
            event.stop()
            getattr(self, _WHILE_SELECTING[event.key])()

    # ---- mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button == 1 and self.page is not None and (place := self._place_of(event)) is not None:
            self._pressed = True
            self.capture_mouse()
            self.select(None)
            self._began = self.page.cell_at(place)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if not self._pressed or self.page is None:
            return
        place = self._place_of(event)
        if place is None or (self.selection is None and self.page.cell_at(place) == self._began):
            return
        self.selection = self.selection or selecting.at(self._began)
        self._reach(self.page.cell_at(place))

    def on_mouse_up(self, _: events.MouseUp) -> None:
        if self._pressed:
            self._pressed = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """One click tells where; two select the word there, three the paragraph. The end of a drag is no click."""
        place = self._place_of(event)
        if place is None or self.page is None:
            return
        if event.chain > 1:
            of = selecting.word if event.chain == 2 else selecting.paragraph
            self.select(selecting.at(of(self.page, place)))
        elif self.selection is None:
            self.post_message(self.Clicked(place))

    def _place_of(self, event: events.MouseEvent) -> int | None:
        """The place of the body the mouse is at; above or below the pane, that of the line next to it."""
        if self.page is None or not self.page.width:
            return None
        offset = event.get_content_offset_capture(self)
        if not self._pressed and (event.get_content_offset(self) is None or self.is_bar(offset.x)):
            return None
        left = max(0, (self.text_width - self.page.width) // 2) + self.bar_first
        return self.page.offset_at(offset.x - left, max(0, self.first + min(max(offset.y, -1), self.size.height)))


_WHILE_SELECTING = {
    "left": "action_select_left",
    "right": "action_select_right",
    "ctrl+left": "action_select_word_left",
    "ctrl+right": "action_select_word_right",
}


def _apart(figures: Sequence[Figure]) -> list[Figure]:
    """Figures in order of place, those that lie in another one left out: a letter is lit once."""
    kept: list[Figure] = []
    for figure in sorted(figures, key=lambda figure: (figure.span.start, -figure.span.end)):
        if not kept or figure.span.start >= kept[-1].span.end:
            kept.append(figure)
    return kept
