"""Values in a plane: along time where they are dated, else how many articles state each.

Drawn on the canvas of textual-hires-canvas, which knows cells and pixels but nothing of scripts: what it gets are cells
that `tui.strips` has laid out, one by one, never text. Time runs as the interface is read, so in Arabic from the right,
with the values' names at that side.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.strip import Strip
from textual_hires_canvas import Canvas

from tui import messages, strips
from tui.messages import _
from tui.theme import Inks, inks_of
from tui.value_scale import Named, Scale, Stretch, scale_of

_SEVERAL = 2
_OWN, _ONE, _MANY = "◆", "•", "●"
_BAR, _STRETCH = "━", "░"
_LONGEST_NAME = 14
_SHARE_OF_NAMES = 5  # that part of a wide plot their names may take
_SMALLEST = Size(24, 6)
_BETWEEN_TICKS = 3


class Point(NamedTuple):
    """A value, the article that states it and its day (an ordinal, None where it is not known); `own`: the compared."""

    value: Stretch
    article: str
    day: float | None
    own: bool = False


class Plotted(NamedTuple):
    """The points, how their values are written, and the ink of their kind."""

    points: Sequence[Point]
    named: Named
    kind: str

    @property
    def is_timeline(self) -> bool:
        """Whether the dated ones are of more than one day."""
        return len({point.day for point in self.points if point.day is not None}) >= _SEVERAL


class _Field(NamedTuple):
    """The cells between the axes, half-open."""

    left: int
    right: int
    top: int
    bottom: int


class ValuePlot(Canvas):
    """The plot of a comparison; empty until it is given points."""

    def __init__(self) -> None:
        super().__init__(1, 1, id="plot")
        self._plotted: Plotted | None = None

    def show(self, plotted: Plotted | None) -> None:
        """Plot other points."""
        self._plotted = plotted
        self._draw()

    def _on_resize(self, event: events.Resize) -> None:  # type: ignore[override]
        self._draw()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._draw()

    # ---- drawing

    def render_line(self, y: int) -> Strip:
        """A line, blank until there is a canvas: what that gives before has no style, for which Textual's filter of
        colours (NO_COLOR) has no use."""
        drawn = super().render_line(y)
        return drawn if drawn.cell_length else Strip.blank(self.size.width, self.rich_style)

    def _draw(self) -> None:
        size = self.size
        if not self.is_attached or not size.area:
            return
        with self.batch_refresh():
            self.reset(size)
            plotted = self._plotted
            if plotted is None:
                return
            if not plotted.points or size.width < _SMALLEST.width or size.height < _SMALLEST.height:
                self._write(_("Nothing to plot."), 1, size.height // 2, size.width - 2, self._inks.quiet)
            elif plotted.is_timeline:
                self._timeline(plotted, size)
            else:
                self._distribution(plotted, size)

    @property
    def _inks(self) -> Inks:
        return inks_of(self.app)

    @property
    def _rtl(self) -> bool:
        return messages.reads_right_to_left()

    def _timeline(self, plotted: Plotted, size: Size) -> None:
        """A point for each article that is dated, its value above its day; a range as far as it reaches."""
        dated = [(point, point.day) for point in plotted.points if point.day is not None]
        values = scale_of([end for point, _day in dated for end in point.value])
        days = scale_of([day for _point, day in dated], may_be_logarithmic=False)
        field = self._axes(plotted, values, size)
        self._name_days(days, field)
        ink, own = str(self._inks.kinds[plotted.kind]), str(self._inks.accent)
        places = [
            (point, self._column(days.share(day), field), self._rows(point, values, field)) for point, day in dated
        ]
        self.set_pixels([(x, y) for _point, x, (top, foot) in places for y in range(top, foot + 1)], "│", ink)
        for y in {rows[0] for point, _x, rows in places if point.own and rows[0] == rows[1]}:
            self._across(y, field)
        exact = Counter((x, rows[0]) for _point, x, rows in places if rows[0] == rows[1])
        for (x, y), count in exact.items():
            self.set_pixel(x, y, _MANY if count >= _SEVERAL else _ONE, ink)
        for x, rows in ((x, rows) for point, x, rows in places if point.own):
            self.set_pixel(x, sum(rows) // 2, _OWN, own)

    def _distribution(self, plotted: Plotted, size: Size) -> None:
        """A bar for each value, as long as the articles that state it are many; a range as high as it reaches."""
        counts = Counter(value for value, _article in {(point.value, point.article) for point in plotted.points})
        own = {point.value for point in plotted.points if point.own}
        values = scale_of([end for value in counts for end in value])
        field = self._axes(plotted, values, size)
        longest, width = max(counts.values()), field.right - field.left - 5
        for value, count in sorted(counts.items(), key=lambda item: item[0].low - item[0].high):
            top, foot = (self._row(values.share(end), field) for end in (value.high, value.low))
            ink = self._inks.accent if value in own else self._inks.kinds[plotted.kind]
            end = max(1, width * count // longest)
            columns = range(field.right - end, field.right) if self._rtl else range(field.left, field.left + end)
            cells = [(x, y) for x in columns for y in range(top, foot + 1)]
            self.set_pixels(cells, _BAR if top == foot else _STRETCH, str(ink))
            told = f"{count:,}"
            at = columns[0] - 1 - len(told) if self._rtl else columns[-1] + 2
            self._write(told, at, (top + foot) // 2, len(told), self._inks.soft)

    def _rows(self, point: Point, values: Scale, field: _Field) -> tuple[int, int]:
        """The highest and the lowest row that a point reaches."""
        return self._row(values.share(point.value.high), field), self._row(values.share(point.value.low), field)

    def _axes(self, plotted: Plotted, values: Scale, size: Size) -> _Field:
        """The axis of values with their names beside it, where reading begins, and the floor."""
        ticks = values.ticks(max(2, (size.height - 2) // _BETWEEN_TICKS))
        names = [plotted.named(tick.value) for tick in ticks]
        margin = min(max(_LONGEST_NAME, size.width // _SHARE_OF_NAMES), max(map(strips.columns, names), default=1)) + 2
        left, right = (1, size.width - margin) if self._rtl else (margin, size.width - 1)
        field = _Field(left, right, 0, size.height - 2)
        edge = str(self._inks.edge)
        axis = field.right if self._rtl else field.left - 1
        self.set_pixels([(axis, y) for y in range(field.top, field.bottom)], "│", edge)
        self.set_pixels([(x, field.bottom) for x in range(field.left, field.right)], "─", edge)
        self.set_pixel(axis, field.bottom, "┘" if self._rtl else "└", edge)
        for tick, name in zip(ticks, names, strict=True):
            y = self._row(tick.share, field)
            self.set_pixel(axis, y, "├" if self._rtl else "┤", edge)
            at = axis + 1 if self._rtl else 0
            self._write(name, at, y, margin - 2 if not self._rtl else margin - 1, self._inks.soft, to_axis=True)
        return field

    def _name_days(self, days: Scale, field: _Field) -> None:
        """The days under the floor, each under its place, none over another."""
        taken: set[int] = set()
        for name, share in days.days(max(1, (field.right - field.left) // 12)):
            x = self._column(share, field)
            first = max(field.left, min(x - len(name) // 2, field.right - len(name)))
            cells = set(range(first, first + len(name) + 1))
            if field.left <= x < field.right and not cells & taken:
                taken |= cells
                self.set_pixel(x, field.bottom, "┴", str(self._inks.edge))
                self._write(name, first, field.bottom + 1, len(name), self._inks.soft)

    def _across(self, y: int, field: _Field) -> None:
        """A line at the compared value: what lies on it agrees."""
        self.set_pixels([(x, y) for x in range(field.left, field.right)], "┄", str(self._inks.edge))

    def _row(self, share: float, field: _Field) -> int:
        height = field.bottom - field.top - 1
        return field.bottom - 1 - round(min(1.0, max(0.0, share)) * height)

    def _column(self, share: float, field: _Field) -> int:
        width = field.right - field.left - 1
        along = round(min(1.0, max(0.0, share)) * width)
        return field.right - 1 - along if self._rtl else field.left + along

    def _write(self, text: str, x: int, y: int, width: int, ink: Style, *, to_axis: bool = False) -> None:
        """Laid-out cells, one by one; `to_axis` at the end of the room that the axis stands at."""
        row = strips.one_line(text, width)
        if to_axis and not self._rtl:
            x += width - strips.width_of(row.cells)
        for cell in row.cells:
            self.set_pixel(x, y, cell.text, str(ink))
            x += cell.width
