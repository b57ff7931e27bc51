"""Widgets that draw their own rows: the background they draw on and the inks of the theme, looked up once."""

from rich.style import Style
from textual.widget import Widget

from tui.theme import Inks, inks_of


class Inked(Widget):
    """A widget drawn line by line. `under` and `inks` are kept until the style sheet or the theme says otherwise."""

    _under: Style | None = None
    _inks: Inks | None = None

    @property
    def under(self) -> Style:
        """The style of the widget's own surface; every ink is laid over it."""
        if self._under is None:
            self._under = self.rich_style
        return self._under

    @property
    def inks(self) -> Inks:
        """What to draw with, in the theme of the moment."""
        if self._inks is None:
            self._inks = inks_of(self.app)
        return self._inks

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._under = self._inks = None
