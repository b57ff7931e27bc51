"""The screens over figures: made when first wanted, kept as they were left, gone back to from an article."""

from typing import TYPE_CHECKING

from index.corpus import Corpus, Figure
from tui.comparison_screen import ComparisonScreen
from tui.figure_screen import FigureScreen
from tui.figures_screen import FiguresScreen

if TYPE_CHECKING:
    from tui.program import CorpusApp


class FigureScreens:
    """All figures, and a comparison, over the browser of one program."""

    def __init__(self, app: "CorpusApp", corpus: Corpus) -> None:
        self._app = app
        self._all, self._comparison = FiguresScreen(corpus), ComparisonScreen(corpus)
        self._left: list[FigureScreen] = []
        app.install_screen(self._all, "figures")
        app.install_screen(self._comparison, "comparison")

    def remove(self) -> None:
        """Another corpus is browsed from now on."""
        for name in ("figures", "comparison"):
            self._app.uninstall_screen(name)

    def show_all(self) -> None:
        """The table of all figures, as it was left."""
        self._app.push_screen(self._all)

    def compare(self, figure: Figure) -> None:
        """What others say; a comparison that is open already becomes that of another figure."""
        self._comparison.compare(figure)
        if self._comparison not in self._app.screen_stack:
            self._app.push_screen(self._comparison)

    def leave(self) -> None:
        """Go to the browser, for an article; `come_back` brings everything here again."""
        self._left = [screen for screen in self._app.screen_stack if isinstance(screen, FigureScreen)]
        for _ in self._left:
            self._app.pop_screen()

    def come_back(self) -> None:
        """The screens that were left, the last on top."""
        for screen in self._left:
            self._app.push_screen(screen)
        self._left = []
