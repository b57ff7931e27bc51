"""Text that scrolls by lines and pages under the same keys wherever it is shown."""

from textual.scroll_view import ScrollView


class ScrolledText(ScrollView):
    """The actions of `tui.commands` that scroll, without animation: a terminal over a slow line repaints each step."""

    def scroll_lines(self, lines: int) -> None:
        """Scroll by lines, down or (negative) up, as far as there are any."""
        self.scroll_relative(y=lines, animate=False, force=True, immediate=True)

    def go_to_line(self, y: int) -> None:
        """Scroll so that line `y` is the first in sight, or as near to it as the end allows."""
        self.scroll_to(y=max(0, y), animate=False, force=True, immediate=True)

    def action_down(self) -> None:
        self.scroll_lines(1)

    def action_up(self) -> None:
        self.scroll_lines(-1)

    def action_page_down(self) -> None:
        self.scroll_lines(self._page_height)

    def action_page_up(self) -> None:
        self.scroll_lines(-self._page_height)

    def action_first(self) -> None:
        self.go_to_line(0)

    def action_last(self) -> None:
        self.go_to_line(self.max_scroll_y)

    @property
    def _page_height(self) -> int:
        """A page leaves one line standing, to be found again by the eye."""
        return max(1, self.scrollable_content_region.height - 1)
