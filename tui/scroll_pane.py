"""A pane whose lines scroll, drawn line by line, with a bar at its end.

Textual's own scrolling lays the whole screen out anew whenever the amount of content changes and gives each pane three
more widgets for its bars; here a scroll is a number and a repaint of one pane, which is what keeps a step within a
frame on slow machines and the first picture early (tests/bench/repaint.py, startup.py).
"""

from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip

from tui import messages
from tui.inked import Inked

_WHEEL = 3
_THUMB = "▐"


class _Frame(NamedTuple):
    """What all lines of one picture share: width of the text, line drawn first, the bar's thumb."""

    width: int
    first: int
    thumb_start: int
    thumb_end: int
    thumb: Segment
    track: Segment


class ScrollPane(Inked, can_focus=True):
    """Lines of content, as many as `lines` says, each drawn by `content_line`; `top` is the first in sight."""

    top: reactive[int] = reactive(0)
    _dragged: bool = False
    _frame: _Frame | None = None

    @property
    def lines(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def content_line(self, y: int, width: int) -> Strip:
        """Line `y` of the content, `width` columns wide; a blank one beyond the last."""
        raise NotImplementedError

    @property
    def text_width(self) -> int:
        """The columns of a line: all but the bar's."""
        return max(0, self.size.width - 1)

    @property
    def bar_first(self) -> bool:
        """Whether the bar stands at the left, where an interface that runs from the right has its end."""
        return messages.reads_right_to_left()

    def is_bar(self, x: int) -> bool:
        """Whether a column of the pane is the bar's."""
        return x == (0 if self.bar_first else self.text_width)

    @property
    def last_top(self) -> int:
        """The furthest there is to scroll."""
        return max(0, self.lines - self.size.height)

    @property
    def first(self) -> int:
        """The line drawn first: `top`, as far as the content reaches."""
        return min(self.top, self.last_top)

    def validate_top(self, top: int) -> int:
        """There is nothing before the first line."""
        return max(0, top)

    def go_to_line(self, y: int) -> None:
        """Scroll so that line `y` is the first in sight, or as near to it as the content allows."""
        self.top = min(y, self.last_top)

    def scroll_lines(self, lines: int) -> None:
        """Scroll by lines, down or (negative) up."""
        self.go_to_line(self.first + lines)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Look up once for a picture what every line of it needs."""
        self._frame = self._framed()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        frame = self._frame or self._framed()
        if frame.width < 1:
            return Strip.blank(self.size.width, self.under)
        bar = frame.thumb if frame.thumb_start <= y < frame.thumb_end else frame.track
        line = self.content_line(frame.first + y, frame.width)
        return Strip([bar, *line] if self.bar_first else [*line, bar], frame.width + 1)

    def _framed(self) -> _Frame:
        width, height = self.size
        lines = self.lines
        last = max(0, lines - height)
        first = min(self.top, last)
        long = max(1, height * height // lines) if last and height else 0
        start = round((height - long) * first / last) if last else 0
        thumb, track = Segment(_THUMB, self.under + self.inks.edge), Segment(" ", self.under)
        return _Frame(width - 1, first, start, start + long, thumb, track)

    # ---- mouse

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_lines(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_lines(-_WHEEL)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        offset = event.get_content_offset(self)
        if offset and self.is_bar(offset.x):
            self._dragged = True
            self.capture_mouse()
            self._drag_to(offset.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragged:
            self._drag_to(event.screen_y - self.content_region.y)

    def on_mouse_up(self, _: events.MouseUp) -> None:
        if self._dragged:
            self._dragged = False
            self.release_mouse()

    def _drag_to(self, y: int) -> None:
        height = max(1, self.size.height - 1)
        self.go_to_line(round(self.last_top * min(max(y, 0), height) / height))

    # ---- keys

    def step(self, lines: int) -> None:
        """What a key that goes down or (negative) up by lines does."""
        self.scroll_lines(lines)

    def action_down(self) -> None:
        self.step(1)

    def action_up(self) -> None:
        self.step(-1)

    def action_page_down(self) -> None:
        self.step(self.page_height)

    def action_page_up(self) -> None:
        self.step(-self.page_height)

    def action_first(self) -> None:
        self.go_to_line(0)

    def action_last(self) -> None:
        self.go_to_line(self.last_top)

    @property
    def page_height(self) -> int:
        """A page leaves one line standing, to be found again by the eye."""
        return max(1, self.size.height - 1)
