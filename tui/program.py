"""The program: a Textual application with one main screen over one corpus."""

import gc
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme

from index.corpus import Corpus, CorpusError
from tui import strips
from tui.browse import Browse
from tui.full_screen import FullScreen
from tui.messages import _, outside, sentence
from tui.mode import answered, choose
from tui.remembered import Mode, remember
from tui.rtl.screen import BidiApp
from tui.rtl.terminal import NO_TERMINAL, Detection, identity
from tui.settings import AUTO, Complaint, Settings
from tui.theme import DARK, THEMES

if TYPE_CHECKING:
    from index.corpora import Named
    from tui.chooser import Answer
    from tui.corpora_screen import CorporaScreen
    from tui.figure_screen import FigureScreen
    from tui.figure_screens import FigureScreens


class CorpusApp(BidiApp[int]):
    """Browse a corpus. Textual's own palette, notifications and text selection are off: they know no right-to-left."""

    CSS_PATH = "corpus.tcss"
    TITLE = "corpus-tui"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False

    theme: Reactive[str] = Reactive(DARK.name)

    def __init__(
        self,
        corpus: Corpus,
        query: str = "",
        detection: Detection = NO_TERMINAL,
        settings: Settings | None = None,
    ) -> None:
        settings = settings or Settings()
        self.detection = detection
        self._settings = settings
        self.written = choose(detection, settings)
        super().__init__(detection._replace(terminal=self.written.terminal))
        strips.join(self.written.shape)
        self._corpus = corpus
        self._cache = corpus.folder.parent
        self._watch = settings.wish("watch").value or AUTO
        self._query_text = query
        self._mode = ""
        self._keeps_history = settings.wish("history").value != "off"
        self._keys: dict[str, str] = {}
        self._complaints = [*settings.complaints, *self._take_keys(settings)]

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Ours alone: Textual's know neither our inks nor our edges."""
        return THEMES

    def get_default_screen(self) -> Screen[None]:
        return self._browse_over(self._corpus, self._query_text)

    def _browse_over(self, corpus: Corpus, query: str = "") -> Browse:
        return Browse(corpus, query, watch=self._watch, keeps_history=self._keeps_history)

    # ---- the terminal

    @property
    def browse(self) -> Browse:
        """The main screen, whatever lies over it."""
        screen = self.screen_stack[0]
        assert isinstance(screen, Browse)
        return screen

    def on_browse_mode_wanted(self) -> None:
        """Let the user say which way of writing reads right here."""
        from tui.chooser import Chooser

        self.push_screen(Chooser(self.detection, self.written), self._answered)

    def _answered(self, answer: "Answer | None") -> None:
        """Write as the user answered, and remember it; without an answer, as before."""
        if answer is not None:
            self.written = answered(self.detection, answer.mode)
            self._remember(answer.mode)
        self._write_anew()

    def terminal_found(self, detection: Detection) -> None:
        """Write for the terminal as it is; while the user is choosing, that waits for the answer."""
        before, self.detection = self.written.terminal, detection
        self.written = choose(detection, self._settings)
        if self.written.terminal[:3] != before[:3] and not self.rows_apart():
            self._write_anew()

    def _write_anew(self) -> None:
        self.terminal = self.written.terminal
        strips.join(self.written.shape)
        self.browse.lay_out_anew()

    def _remember(self, mode: Mode | None) -> None:
        try:
            remember(identity(self.detection.found), mode)
        except OSError as error:
            self.browse.tell(
                _("This could not be remembered for the next time: {error}").format(error=outside(str(error)))
            )

    # ---- corpora

    def on_growing_corpora_wanted(self) -> None:
        from tui.corpora_screen import CorporaScreen

        self.push_screen(CorporaScreen(self._corpus), self._corpus_chosen)

    def _corpus_chosen(self, named: "Named | None") -> None:
        if named is not None and named.name != self._corpus.name:
            self.call_later(self._switch_to, named)

    async def _switch_to(self, named: "Named") -> None:
        """Browse another corpus from now on; the one before is let go of. Each has a mode of Textual's for itself."""
        try:
            corpus = Corpus.open_named(named, refresh=False, cache=self._cache)
        except CorpusError as error:
            self.browse.tell(sentence(error))
            return
        before, self._corpus = self._corpus, corpus
        self.browse.leave_corpus()
        if "_figure_screens" in self.__dict__:
            self._figure_screens.remove()
            del self._figure_screens
        mode, self._mode = self._mode, f"corpus {id(corpus)}"
        self.add_mode(self._mode, partial(self._browse_over, corpus))
        await self.switch_mode(self._mode)
        if mode:
            await self.remove_mode(mode)
        self.run_worker(before.close, thread=True, exit_on_error=False)

    def on_corpora_screen_folders_changed(self, message: "CorporaScreen.FoldersChanged") -> None:
        try:
            self._corpus.move_to(message.named)
        except CorpusError as error:
            self.browse.tell(sentence(error))
            return
        self.browse.refreshing.start()

    # ---- the screens over figures

    @cached_property
    def _figure_screens(self) -> "FigureScreens":
        from tui.figure_screens import FigureScreens

        return FigureScreens(self, self._corpus)

    def on_browse_all_figures_wanted(self) -> None:
        self._figure_screens.show_all()

    def on_browse_comparison_wanted(self, message: Browse.ComparisonWanted) -> None:
        self._figure_screens.compare(message.figure)

    def on_figure_screen_comparison_wanted(self, message: "FigureScreen.ComparisonWanted") -> None:
        self._figure_screens.compare(message.figure)

    def on_figure_screen_figure_wanted(self, message: "FigureScreen.FigureWanted") -> None:
        """Read an article at a figure; Esc there comes back."""
        self._figure_screens.leave()
        self.browse.open_figure(message.figure)

    def on_browse_return_wanted(self) -> None:
        self._figure_screens.come_back()

    # ---- keys

    def _take_keys(self, settings: Settings) -> tuple[Complaint, ...]:
        """Give the commands the keys of the settings; what is wrong with those."""
        if not settings.keys:
            return ()
        from tui.commands import COMMANDS, remap
        from tui.remapping import remapped

        commands, complaints = remapped(COMMANDS, settings.keys)
        self._keys = remap(commands)
        return complaints

    def on_mount(self) -> None:
        if self._keys:
            self.set_keymap(self._keys)

    def on_ready(self) -> None:
        """The first picture is drawn: what start-up made is set aside for good, and collecting begins again."""
        gc.freeze()
        gc.enable()
        if self._complaints:
            more = len(self._complaints) - 1
            rest = _(" ({count} more: corpus-tui doctor)").format(count=more) if more else ""
            self.browse.tell(self._complaints[0].said() + rest)

    def action_help_quit(self) -> None:
        """Ctrl+C does not quit, as a slip of the finger would lose the place; it says what does."""
        if isinstance(self.screen, FullScreen):
            self.screen.tell_how_to_quit()
