"""The program: a Textual application with one main screen over one corpus."""

from collections.abc import Sequence
from pathlib import Path

from textual.app import App
from textual.screen import Screen

from index.corpus import Corpus
from tui.browse import Browse
from tui.theme import DARK, THEMES


class CorpusApp(App[int]):
    """Browse a corpus. Textual's own palette, notifications and text selection are off: they know no right-to-left."""

    CSS_PATH = "corpus.tcss"
    TITLE = "corpus-tui"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    def __init__(self, corpus: Corpus, query: str = "") -> None:
        super().__init__()
        self._corpus = corpus
        self._query_text = query
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = DARK.name

    def get_default_screen(self) -> Screen[None]:
        return Browse(self._corpus, self._query_text)

    def action_help_quit(self) -> None:
        """Ctrl+C does not quit, as a slip of the finger would lose the place; it says what does."""
        if isinstance(self.screen, Browse):
            self.screen.tell_how_to_quit()


def run(paths: Sequence[str | Path], *, cache: Path | None = None, query: str = "") -> int:
    """Open the browser over `paths` and stay until the user quits; the exit status.

    What the last run left is on the screen at once; the sources are looked through behind it. Raises PathMissingError
    before the terminal is touched.
    """
    with Corpus.open(*paths, cache=cache, refresh=False) as corpus:
        app = CorpusApp(corpus, query)
        app.run()
        return app.return_code or 0
