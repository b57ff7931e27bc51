"""The article: its text right to left, what matched lit, what it states coloured by kind."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip

from index.corpus import Article, Figure, Span
from tui import strips
from tui.commands import Where, bindings
from tui.page import Page, PageRow, Part, overlapping
from tui.selectable import SelectablePage
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


class Reader(SelectablePage):
    """One article on a page that scrolls."""

    BINDINGS = bindings(Where.ARTICLE)

    def __init__(self) -> None:
        super().__init__(id="article")
        self.lights = Lights()
        self.lights_figures = True
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
        self.forget()
        self.go_to_line(0)
        self._refine_later()

    def say(self, text: str) -> None:
        """Show no article but a sentence that says why."""
        self.page, self._empty, self.selection, self.selects = None, text, None, False
        self.forget()

    def light(self, lights: Lights) -> None:
        """Light other places of the same article."""
        self.lights = lights
        self.forget()

    def light_figures(self, on: bool) -> None:
        """Colour the figures by their kind, or leave the text as it is."""
        self.lights_figures = on
        self.forget()

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

    def return_to(self, offset: int) -> None:
        """Have a place that was first in sight (`place`) first in sight again."""
        if self.page is not None and self.page.width:
            self.go_to_line(self.page.row_of(offset) if offset else 0)

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
        shown = overlapping(self._figure_starts, self._figure_ends, row.start, row.end) if self.lights_figures else ()
        for number in shown:
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
        rows = strips.few_lines(strips.prose(self._empty), max(2, min(width - 2 * _MARGIN, 60)), 12)
        line = y - max(0, self.size.height // 3)
        if not 0 <= line < len(rows):
            return Strip.blank(width, self.under)
        used = strips.width_of(rows[line].cells)
        text = strips.line(rows[line], used, self.under + self.inks.quiet)
        left = max(0, (width - used) // 2)
        blank = Segment(" " * left, self.under), Segment(" " * max(0, width - used - left), self.under)
        return Strip([blank[0], *text, blank[1]], width)

    @property
    def point(self) -> int:
        """Where selecting by keys begins."""
        current = self.lights.current
        span = self.lights.figure.span if self.lights.figure else None
        if span is None and current is not None:
            span = self.lights.matches[current]
        if span and (not self._laid_out or self._in_sight(span.start)):
            return span.start
        return self.place

    @property
    def _laid_out(self) -> bool:
        """Whether the page has rows: a pane that was never shown has none yet."""
        return self.page is not None and self.page.width > 0

    def _in_sight(self, offset: int) -> bool:
        y = self.page.row_of(offset) if self.page else 0
        return self.first <= y < self.first + self.size.height

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

    def forget(self) -> None:
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


def _apart(figures: Sequence[Figure]) -> list[Figure]:
    """Figures in order of place, those that lie in another one left out: a letter is lit once."""
    kept: list[Figure] = []
    for figure in sorted(figures, key=lambda figure: (figure.span.start, -figure.span.end)):
        if not kept or figure.span.start >= kept[-1].span.end:
            kept.append(figure)
    return kept
