"""The selected figure at length: its value and what it counts, its sentence, where that stands, what was assumed."""

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from index.corpus import Span, Stated
from tui import messages, strips
from tui.citing import cited
from tui.figure_notes import notes
from tui.figure_text import figure_text
from tui.inked import Inked
from tui.messages import outside
from tui.strips import Lit

_MARGIN = 2
_BETWEEN = 2
_BOLD = Style(bold=True)


class FigureDetail(Inked):
    """As many lines as the pane has: the sentence gives way first."""

    DEFAULT_CSS = """
    FigureDetail { height: 8; max-height: 30%; }
    """

    def __init__(self) -> None:
        super().__init__(id="detail")
        self._stated: Stated | None = None
        self._about: tuple[str, str] = ("", "")
        self._lines: list[list[Segment]] = []
        self._drawn_for: tuple[int, int] | None = None

    def show(self, stated: Stated | None, about: str = "", words: str = "") -> None:
        """Take another figure, what else there is to say about it, and the words from outside that go with that."""
        self._stated, self._about = stated, (about, words)
        self._drawn_for = None
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn_for = None

    def render_line(self, y: int) -> Strip:
        width, height = self.size
        if self._drawn_for != (width, height):
            self._lines = self._drawn(max(0, width - 2 * _MARGIN), height)
            self._drawn_for = width, height
        if y >= len(self._lines) or width <= 2 * _MARGIN:
            return Strip.blank(width, self.under)
        edge = Segment(" " * _MARGIN, self.under)
        return Strip([edge, *self._lines[y], edge], width)

    def _drawn(self, width: int, height: int) -> list[list[Segment]]:
        if self._stated is None or width < 2:
            return []
        rtl, under, inks = messages.reads_right_to_left(), self.under, self.inks
        noted = messages.joined(*notes(self._stated.figure))
        below = [strips.label(strips.prose(_whence(self._stated)), width, under + inks.quiet, rtl=rtl)]
        below += [strips.label(noted, width, under + inks.accent, rtl=rtl)] if noted else []
        below += [self._told(*self._about, width)] if self._about[0] else []
        sentence = self._sentence(self._stated, width, max(1, height - 1 - len(below)))
        return [self._value(self._stated, width), *sentence, *below]

    def _told(self, about: str, words: str, width: int) -> list[Segment]:
        """A label of ours and, after it, words of the articles."""
        rtl, ink = messages.reads_right_to_left(), self.under + self.inks.soft
        taken = min(strips.columns(about), width)
        room = max(0, width - taken - _BETWEEN)
        gap = [Segment(" " * (width - taken - room), ink)]
        said = strips.label(" ".join(words.split()), room, self.under + self.inks.strong, rtl=rtl) if room else []
        return strips.side_by_side(strips.label(about, taken, ink, rtl=rtl), gap, said, rtl=rtl)

    def _value(self, stated: Stated, width: int) -> list[Segment]:
        """The value and what it counts where reading begins, its kind at the other end."""
        rtl, under = messages.reads_right_to_left(), self.under
        ink = under + self.inks.kinds[stated.figure.kind]
        value, counted, kind = figure_text(stated.figure), stated.counted or "", messages.kind(stated.figure.kind)
        taken = min(strips.columns(value), width)
        end = min(strips.columns(kind), width - taken)
        room = max(0, width - taken - end - 2 * _BETWEEN)
        gap = [Segment(" " * min(_BETWEEN, (width - taken - end) // 2), under)]
        rest = [Segment(" " * max(0, (width - taken - end - room) - 2 * len(gap[0].text)), under)]
        return strips.side_by_side(
            strips.label(value, taken, ink + _BOLD, rtl=rtl),
            gap,
            strips.label(" ".join(counted.split()), room, under + self.inks.strong, rtl=rtl) if room else [],
            gap,
            rest,
            strips.label(kind, end, under + self.inks.quiet, rtl=not rtl) if end else [],
            rtl=rtl,
        )

    def _sentence(self, stated: Stated, width: int, lines: int) -> list[list[Segment]]:
        """The sentence in the lines there are, the figure always among what is seen."""
        at = stated.figure.span.start - stated.figure.sentence.start
        figure = Span(at, at + len(stated.text))
        room = width * lines
        text, span = cited(stated.sentence, Span(0, len(stated.sentence)), figure, room // 2, room)
        lit = [Lit(*span, self.inks.current)]
        rows = strips.few_lines(text, width, lines)
        return [strips.line(row, width, self.under + self.inks.plain, lit) for row in rows]


def _whence(stated: Stated) -> str:
    """The article's title, its source and its day."""
    article = stated.article
    published = article.published.isoformat() if article.published else ""
    title, source = " ".join(article.title.split()) or article.id, " ".join(article.source.split())
    return messages.joined(outside(title), source and outside(source), published)
