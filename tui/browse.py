"""The main screen: a search box, the list, the article, its figures. It owns the state; the panes show it.

    typing   → a worker searches → Found | Failed → the list takes the hits
    moving   → the article under the cursor is opened at its first match
    choosing → the focus goes to the article

What is asked is `tui.asking`'s. What the core says or raises becomes a sentence here.
"""

from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget

from index.corpus import Corpus, CorpusError, Figure, Match
from tui import messages, strips
from tui.article_list import ArticleList, about
from tui.asking import Asking
from tui.commands import Where
from tui.figure_list import FigureList
from tui.key_hints import KeyHints
from tui.listing import Everything, Hits, Listing
from tui.messages import _, ngettext, outside, sentence
from tui.opened import Opened
from tui.panes import ARTICLE, BOX, FIGURES, LIST, Layout, beside, neighbour, visible
from tui.reader import Reader
from tui.row_list import RowList
from tui.search_box import SearchBox
from tui.searching import FIRST_HITS
from tui.status_line import StatusLine
from tui.too_small import TooSmall

_NEAR_THE_END = 20


class Browse(Asking):
    """The browser over one corpus."""

    AUTO_FOCUS = "#list"
    PLACES = (BOX, LIST, ARTICLE, FIGURES)

    class ModeWanted(Message):
        """The user wants to say how this terminal is written for."""

    class AllFiguresWanted(Message):
        """The user wants to see the figures of all articles."""

    class ComparisonWanted(Message):
        """The user wants to see what others say about what a figure counts."""

        def __init__(self, figure: Figure) -> None:
            super().__init__()
            self.figure = figure

    class ReturnWanted(Message):
        """The user is done with the article that was opened from another screen."""

    def __init__(self, corpus: Corpus, query: str = "", *, watch: str = "off", keeps_history: bool = True) -> None:
        super().__init__(corpus, query, watch, keeps_history)
        self.open: Opened | None = None
        self.pane = LIST
        self.is_visited = False
        self._pictured = False
        self._list, self._reader, self._figures = ArticleList(), Reader(), FigureList()
        self._status, self._hints = StatusLine(), KeyHints()

    def compose(self) -> ComposeResult:
        self.fit(self.app.size)
        yield TooSmall()
        yield self._box
        panes: list[Widget] = [self._list, self._reader, self._figures]
        yield Horizontal(*(reversed(panes) if messages.reads_right_to_left() else panes), id="panes")
        yield self._status
        yield self._hints

    def on_mount(self) -> None:
        self.name_box()
        self._reader.border_title = strips.title(_("Article"))
        self._figures.border_title = strips.title(_("Figures"))
        self.list_everything(keep=False)
        self.call_after_refresh(self._after_first_picture)

    def _after_first_picture(self) -> None:
        """What the first picture does not need: figures, a query given at the start, a look at the sources."""
        if self._pictured:
            return
        self._pictured = True
        if self.open:
            self._show_figures(self.open)
        if self.query_text:
            self._box.edit = self._box.edit.insert(self.query_text)
        self.refreshing.start()

    def on_screen_suspend(self) -> None:
        """Covered before it was ever drawn, as by a key typed while the program starts: nothing else would begin."""
        self._after_first_picture()

    # ---- the list

    def list_everything(self, *, keep: bool) -> None:
        order = "" if self.sort == "rank" else messages.sort(self.sort)
        self._list.border_title = strips.title(messages.joined(_("Articles"), order))
        self._list.empty = _("No articles yet.")
        self._list_anew(Everything(self.corpus, self.sort), snippets=False, keep=keep)

    def list_hits(self, hits: Hits, *, keep: bool) -> None:
        self._list.border_title = strips.title(messages.joined(_("Results"), messages.sort(self.sort)))
        self._list.empty = _("Nothing found. Try fewer words or another spelling; Esc in the box shows all articles.")
        self._list_anew(hits, snippets=True, keep=keep)

    def _list_anew(self, listing: Listing, *, snippets: bool, keep: bool) -> None:
        """Take another listing; `keep` leaves the cursor on the open article, where on the screen it is, or where that
        was, if it has gone."""
        self.listing = listing
        place = self._place_in(listing) if keep else 0
        self._list.show(listing, self._list.cursor if place is None else place, snippets=snippets, steady=keep)
        if not (keep and self.is_visited):
            self._open_row(self._list.cursor, keep=keep)

    def action_unfold(self) -> None:
        """Show the copies of the article under the cursor, or fold them again."""
        item = self.listing.item(self._list.cursor) if len(self.listing) else None
        if item is None or not (item.alike or item.is_copy):
            self.tell(_("No article in the list is nearly the same."))
            return
        group = self.listing.group_of(self._list.cursor) if isinstance(self.listing, Hits) else frozenset()
        article = item.entry.id
        self.unfolded = self.unfolded - group if self.unfolded & group else self.unfolded | {article}
        self._ask(self.query_text, max(FIRST_HITS, len(self.listing)), keep=True)

    def on_row_list_moved(self, message: RowList.Moved) -> None:
        message.stop()
        if message.index != message.rows.cursor:
            return  # the cursor has moved on; the message of its last step follows
        if message.rows is self._list:
            self._open_row(message.index)
            self._fetch_more(message.index)
        elif figure := self._figures.figure(message.index):
            self._show_figure(figure)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        message.stop()
        if message.rows is self._figures and (figure := self._figures.figure(message.index)):
            self._show_figure(figure)
        self.go(ARTICLE)

    def open_figure(self, figure: Figure) -> None:
        """Open an article at one of its figures, for another screen; Esc goes back there."""
        try:
            article = self.corpus.article(figure.article)
            opened = Opened(article, self.corpus.figures(article=article.id)).at_figure(figure)
        except CorpusError as error:
            self.tell(sentence(error))
            return
        if (place := self.listing.place_of(article.id)) is not None:
            self._list.put_cursor(place)
        self._open_article(opened, about(article))
        self._figures.show(opened.figures, article.body)
        self._figures.select(figure)
        self._light(opened)
        self.is_visited = True
        self.go(ARTICLE)

    def _fetch_more(self, place: int) -> None:
        """Near the last of the hits that were fetched, ask for four times as many."""
        if isinstance(self.listing, Hits):
            have, total = len(self.listing), self.listing.rows
            if have < total and place >= have - _NEAR_THE_END:
                self._ask(self.query_text, have * 4, keep=True)

    def _place_in(self, listing: Listing) -> int | None:
        return listing.place_of(self.open.article.id) if self.open else None

    def action_names(self) -> None:
        if self.open is None:
            self.tell(_("Open an article first."))
        else:
            article = self.open.article
            self.show_names(_("Names in this article"), partial(self.corpus.names, article.id))

    # ---- the article

    def _open_row(self, place: int, *, keep: bool = False) -> None:
        """Open the article in a row of the list at its first match; nothing, where there is no row. `keep`: the one
        that is open stays where it is."""
        if not 0 <= place < len(self.listing):
            self.open = None
            self._figures.show([], "")
            self._reader.say(self._nothing_to_read())
            self._tell()
            return
        item = self.listing.item(place)
        try:
            article = self.corpus.article(item.entry.id)
            figures = self.corpus.figures(article=article.id)
        except CorpusError as error:
            self._reader.say(sentence(error))
            return
        opened = Opened.at_first_match(article, figures, self._hit_matches(place))
        if keep and self.open and self.open.article.id == article.id:
            self._stay_open(opened.resumed(self.open), about(item.entry))
        else:
            self._open_article(opened, about(item.entry))

    def _stay_open(self, opened: Opened, about_it: str) -> None:
        """The article that is open already, which may say something else now: what is in sight stays in sight."""
        before, place = self.open, self._reader.place
        self._open_article(opened._replace(current=None), about_it)
        self.open = opened
        self._reader.light(opened.lights)
        if before is None or before.article.body != opened.article.body:
            self._reader.return_to(place)
        self._tell()

    def _open_article(self, opened: Opened, about_it: str) -> None:
        self.is_visited = False
        before, self.open = self.open, opened
        if before is not None and (before.article, before.figures) == (opened.article, opened.figures):
            self._reader.light(opened.lights)
        else:
            self._show_figures(opened)
            self._reader.show(opened.article, about_it, opened.figures, opened.lights)
        if opened.match:
            self._reader.go_to(opened.match.span.start)
        self._tell()

    def _show_figures(self, opened: Opened) -> None:
        """Beside the article; at the start, once its text is on the screen, which is what was waited for."""
        if self._pictured:
            self._figures.show(opened.figures, opened.article.body)

    def _hit_matches(self, place: int) -> tuple[Match, ...]:
        return self.listing.results.hits[place].matches if isinstance(self.listing, Hits) else ()

    def _nothing_to_read(self) -> str:
        if self.refreshing.failure:
            return self.refreshing.failure
        if isinstance(self.listing, Hits):
            return _("No article answers this search.")
        if self.corpus.was_damaged:
            return _("The index was damaged. It is being built again from the articles …")
        return _("Reading the articles for the first time …")

    def on_selectable_page_clicked(self, message: Reader.Clicked) -> None:
        """A click on a match makes it the current one, on a figure chooses it."""
        message.stop()
        if self.open is None:
            return
        if (number := self.open.match_at(message.offset)) is not None:
            self._show_match(number)
            return
        if figure := self._reader.figure_at(message.offset):
            self._figures.select(figure)
            self._show_figure(figure)

    def _show_match(self, number: int) -> None:
        if self.open is not None and self.open.matches:
            self.open = self.open.at_match(number)
            self._light(self.open)
            self._tell()

    def _show_figure(self, figure: Figure) -> None:
        if self.open is not None:
            self.open = self.open.at_figure(figure)
            self._light(self.open)
            self._tell()

    def _light(self, opened: Opened) -> None:
        """Light what is current now, and bring it into sight."""
        self._reader.light(opened.lights)
        if place := opened.figure or opened.match:
            self._reader.go_to(place.span.start)

    # ---- telling

    def _tell(self) -> None:
        """Say where we are: in the borders, and in the status line."""
        count = len(self.corpus)
        place = _("{place} of {count}").format(place=f"{self._list.cursor + 1:,}", count=f"{self._list_total():,}")
        self._list.border_subtitle = strips.title(place if self._list.count else "")
        self._reader.border_subtitle = strips.title(self._match_told())
        self._figures.border_subtitle = strips.title(f"{len(self.open.figures):,}" if self.open else "")
        articles = ngettext("{count} article", "{count} articles", count).format(count=f"{count:,}")
        told = [place] if self.window is Layout.ONE and self._list.count else []
        told += [*self._noted(), outside(self.open.article.id)] if self.open else []
        self._status.say(messages.joined(outside(self.corpus.title), articles), messages.joined(*told))

    def _noted(self) -> list[str]:
        """What should be known of the chosen figure beyond its value."""
        from tui.figure_notes import notes  # late: at the start none is chosen

        return notes(self.open.figure) if self.open and self.open.figure else []

    def _list_total(self) -> int:
        return self.listing.rows if isinstance(self.listing, Hits) else len(self.listing)

    def _match_told(self) -> str:
        if self.open is None or self.open.match is None or self.open.current is None:
            return ""
        place = _("match {place} of {count}").format(place=self.open.current + 1, count=len(self.open.matches))
        return messages.joined(place, messages.why(self.open.match.why))

    # ---- the sources

    def reload(self) -> None:
        """Ask again, with the same article open at the same place."""
        if self.query_text.strip():
            self._ask(self.query_text, max(FIRST_HITS, len(self.listing)), keep=True)
        else:
            self.list_everything(keep=True)

    @property
    def is_empty(self) -> bool:
        return self.open is None

    def show_progress(self, text: str) -> None:
        self._status.show_progress(text)

    def tell_nothing_read(self, text: str) -> None:
        self._reader.say(text)

    def tell(self, text: str) -> None:
        """Say something for some seconds."""
        self._status.notify_reader(text)

    def lay_out_anew(self) -> None:
        """Letters are joined, or no longer: everything is laid out again, with the place in the article kept."""
        place, opened = self._reader.place, self.open
        self._list.forget()
        if opened is not None:
            self._figures.show(opened.figures, opened.article.body)
            self._reader.show(
                opened.article, self._reader.page.about if self._reader.page else "", opened.figures, opened.lights
            )
            self._reader.go_to(place)
        self.refresh(repaint=True, layout=True)

    def tell_how_to_quit(self) -> None:
        """Ctrl+C was pressed, and there is nothing selected that it could copy."""
        if self._reader.selected_text:
            self.action_copy()
            return
        super().tell_how_to_quit()

    # ---- panes

    @property
    def here(self) -> Where:
        return self.pane

    def on_resize(self, event: events.Resize) -> None:
        if self.fit(event.size):
            self._tell()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Take note of the pane. That another had it is told late by one that is busy, and is past then."""
        if event.widget is self.focused and event.widget.id in set(Where):
            self.pane = Where(event.widget.id)
            self.arrange_panes()

    def arrange_panes(self) -> None:
        """Show the panes that have room, the focused one always, and its keys."""
        shown = visible(self.window or Layout.ONE, self.pane)
        for pane in (LIST, ARTICLE, FIGURES):
            self.place(pane).display = pane in shown
        self._hints.say(self.pane)
        if self.window is not Layout.TOO_SMALL and self.focused is None and self.is_mounted:
            self.place(self.pane).focus()

    def go(self, pane: Where) -> None:
        """Give a pane the focus, bringing it into sight first."""
        self.pane = pane
        self.arrange_panes()
        super().go(pane)

    def place(self, where: Where) -> Widget:
        return {BOX: self._box, LIST: self._list, ARTICLE: self._reader, FIGURES: self._figures}[where]

    def on_search_box_done(self, message: SearchBox.Done) -> None:
        message.stop()
        newer = None if message.opening else self._remembering.newer(self._box.text)
        if newer is None:
            self.go(ARTICLE if message.opening and self.open else LIST)
        else:
            self._write_in_box(newer)

    # ---- actions, each bound and told in tui.commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the box a / is a letter like any other."""
        return not (action == "search" and self.focused is self._box)

    def action_search(self) -> None:
        self.go(BOX)

    def action_next_match(self) -> None:
        self._show_match((self.open.current or 0) + 1 if self.open else 0)

    def action_previous_match(self) -> None:
        self._show_match((self.open.current or 0) - 1 if self.open else 0)

    def action_next_article(self) -> None:
        self._list.move(1)

    def action_previous_article(self) -> None:
        self._list.move(-1)

    def action_figures(self) -> None:
        self.go(ARTICLE if self.pane is FIGURES else FIGURES)

    def action_all_figures(self) -> None:
        self.post_message(self.AllFiguresWanted())

    def action_compare(self) -> None:
        """Compare the figure at hand: under the cursor of the list of figures, else the one lit in the article."""
        figure = self._figures.figure(self._figures.cursor) if self.pane is FIGURES else None
        figure = figure or (self.open.figure if self.open else None)
        if figure:
            self.post_message(self.ComparisonWanted(figure))
        else:
            self.tell(_("Choose a figure first: f goes to them, or click one in the article."))

    def action_light_figures(self) -> None:
        self._reader.light_figures(not self._reader.lights_figures)

    def action_next_pane(self) -> None:
        self.go(neighbour(self.pane, 1))

    def action_previous_pane(self) -> None:
        self.go(neighbour(self.pane, -1))

    def action_pane_left(self) -> None:
        self.go(beside(self.pane, 1 if messages.reads_right_to_left() else -1))

    def action_pane_right(self) -> None:
        self.go(beside(self.pane, -1 if messages.reads_right_to_left() else 1))

    def action_back(self) -> None:
        if self.is_visited and self.pane is ARTICLE:
            self.is_visited = False
            self.post_message(self.ReturnWanted())
        self.go(LIST)

    def action_copy(self) -> None:
        """Copy what is at hand in the pane, and say what that was."""
        from tui import copying

        if text := self._at_hand():
            copying.to_clipboard(self.app, text)
            self._status.notify_reader(_("Copied: {text}").format(text=outside(" ".join(text.split()))))
        else:
            self._status.notify_reader(_("There is nothing to copy here."))

    def _at_hand(self) -> str:
        from tui import copying

        if self._reader.selected_text or self.open is None:
            return self._reader.selected_text
        if self.pane is FIGURES and (figure := self._figures.figure(self._figures.cursor)):
            return copying.figure_with_source(figure, self.open.article)
        if self.pane is LIST:
            return copying.article_reference(self.open.article)
        return self._reader.paragraph_text

    def action_mode(self) -> None:
        self.post_message(self.ModeWanted())
