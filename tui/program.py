"""The program: a Textual application with one main screen over one corpus."""

import gc

from textual.app import App
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme

from index.corpus import Corpus
from tui.browse import Browse
from tui.theme import DARK, THEMES


class CorpusApp(App[int]):
    """Browse a corpus. Textual's own palette, notifications and text selection are off: they know no right-to-left."""

    CSS_PATH = "corpus.tcss"
    TITLE = "corpus-tui"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    theme: Reactive[str] = Reactive(DARK.name)

    def __init__(self, corpus: Corpus, query: str = "") -> None:
        super().__init__()
        self._corpus = corpus
        self._query_text = query

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Ours alone: Textual's know neither our inks nor our edges."""
        return THEMES

    def get_default_screen(self) -> Screen[None]:
        return Browse(self._corpus, self._query_text)

    def on_ready(self) -> None:
        """The first picture is drawn: what start-up made is set aside for good, and collecting begins again."""
        gc.freeze()
        gc.enable()

    def action_help_quit(self) -> None:
        """Ctrl+C does not quit, as a slip of the finger would lose the place; it says what does."""
        if isinstance(self.screen, Browse):
            self.screen.tell_how_to_quit()
