"""A screen with a box to ask in: what is asked, how wide, in which order, narrowed by what, and what was asked before.

The newest question wins (`tui.searching`). A subclass shows the answers, and all articles where nothing is asked.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from index.corpus import Corpus, MentionedName
from tui import messages, strips
from tui.commands import Where, key_of
from tui.growing import Growing
from tui.line_edit import LineEdit
from tui.listing import Everything, Hits, Listing
from tui.messages import SORTS as SORT_NAMES
from tui.messages import WIDTHS as WIDTH_NAMES
from tui.messages import _, ngettext, outside, sentence
from tui.narrowing import Steps
from tui.panes import LIST
from tui.remembering import Remembering
from tui.search_box import SearchBox
from tui.searching import FIRST_HITS, Question, Searching
from tui.under_query import Fault, Offer

if TYPE_CHECKING:
    from index.corpus import Counted
    from tui.history import Asked

WIDTHS = tuple(WIDTH_NAMES)
SORTS = tuple(SORT_NAMES)


class Asking(Growing):
    """The box and what is asked in it."""

    def __init__(self, corpus: Corpus, query: str, watch: str, keeps_history: bool) -> None:
        super().__init__(corpus, watch)
        self.query_text = query
        self.listing: Listing = Everything(corpus)
        self.width, self.sort = "normal", "rank"
        self.unfolded: frozenset[str] = frozenset()
        self._steps = Steps()
        self._box = SearchBox()
        self._searching = Searching(self, corpus)
        self._remembering = Remembering(self, keeps_history)

    def list_everything(self, *, keep: bool) -> None:
        """Nothing is asked: show all articles."""
        raise NotImplementedError

    def list_hits(self, hits: Hits, *, keep: bool) -> None:
        """Show what was found; `keep` leaves the cursor on the article it is on."""
        raise NotImplementedError

    # ---- searching

    def on_search_box_changed(self, message: SearchBox.Changed) -> None:
        message.stop()
        self.unfolded = frozenset()
        self._ask(message.text, FIRST_HITS, keep=False)

    def _ask(self, text: str, limit: int, *, keep: bool) -> None:
        """Search; `keep` leaves the cursor on the article it is on."""
        self.query_text = text
        if text.strip():
            self._searching.ask(Question(text, self.width, self.sort, self.unfolded), limit, keep=keep)
            return
        self._searching.forget()
        self._say_in_box("")
        self._box.below = None
        self.list_everything(keep=True)

    def on_searching_found(self, message: Searching.Found) -> None:
        if not self._searching.is_newest(message.asked):
            return
        results = message.results
        self._remembering.answer(results)
        articles = ngettext("{count} article", "{count} articles", results.total).format(count=f"{results.total:,}")
        took = _("{milliseconds} ms").format(milliseconds=f"{results.took * 1000:.1f}")
        folded = _("{count} folded as alike").format(count=f"{results.folded:,}") if results.folded else ""
        notes = [sentence(note) for note in results.notes]
        self._say_in_box(messages.joined(articles, folded, took, *notes))
        offered = results.suggestion
        self._box.below = Offer(offered, key_of(Where.EVERYWHERE, "accept")) if offered else None
        self.list_hits(Hits(results), keep=message.keep)

    def on_searching_failed(self, message: Searching.Failed) -> None:
        if not self._searching.is_newest(message.asked):
            return
        start, end = (int(str(message.error.params.get(edge, 0))) for edge in ("start", "end"))
        self._box.below = Fault(message.text, start, end, sentence(message.error))
        if not isinstance(self.listing, Hits) and len(self.listing) != len(self.corpus):
            self.list_everything(keep=True)  # it has grown since

    def _say_in_box(self, text: str) -> None:
        self._box.border_subtitle = strips.title(text)

    def name_box(self) -> None:
        """The box says how wide its words are meant."""
        self._box.border_title = strips.title(messages.joined(_("Search"), messages.width(self.width)))

    def action_width(self) -> None:
        self.width = WIDTHS[(WIDTHS.index(self.width) + 1) % len(WIDTHS)]
        self.name_box()
        if self.query_text.strip():
            self._ask(self.query_text, FIRST_HITS, keep=True)

    def action_sort(self) -> None:
        self.sort = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)]
        self._ask(self.query_text, FIRST_HITS, keep=False)
        if not self.place(LIST).display:  # whose title says it
            self.tell(messages.sort(self.sort))

    # ---- narrowing

    def action_narrow(self) -> None:
        from tui.facet_screen import FacetScreen

        self.app.push_screen(FacetScreen(partial(self.corpus.counts, self.query_text, width=self.width)), self._narrow)

    def _narrow(self, by: "Counted | None") -> None:
        if by is not None:
            self._write_in_box(self._steps.narrowed(self.query_text, by))
            self.go(LIST)

    def action_widen(self) -> None:
        before = self._steps.back(self.query_text)
        if before is None:
            self.tell(_("The search has no filter to take back."))
        else:
            self._write_in_box(before)

    def action_accept(self) -> None:
        """Take what is offered under the query."""
        if isinstance(offer := self._box.below, Offer):
            self._write_in_box(offer.query)

    # ---- asking again

    def on_search_box_left(self, message: SearchBox.Left) -> None:
        message.stop()
        self._remembering.leave(message.text, self.listing.results if isinstance(self.listing, Hits) else None)

    def on_remembering_failed(self, message: Remembering.Failed) -> None:
        self.tell(_("Searches cannot be kept: {error}").format(error=outside(str(message.error))))

    def on_search_box_older(self, message: SearchBox.Older) -> None:
        message.stop()
        self._write_in_box(self._remembering.older(self._box.text))

    def action_history(self) -> None:
        from tui.history_screen import HistoryScreen

        if history := self._remembering.history:
            self.app.push_screen(HistoryScreen(history), self._ask_again)
        else:
            self.tell(_("Searches are not kept."))

    def _ask_again(self, asked: "Asked | None") -> None:
        if asked is not None:
            self.width = asked.width if asked.width in WIDTHS else self.width
            self.name_box()
            self._write_in_box(asked.text)
            self.go(LIST)

    def action_clear_history(self) -> None:
        self.tell(self._remembering.clear())

    # ---- names

    def action_all_names(self) -> None:
        self.show_names(_("Names in all articles"), self.corpus.names)

    def show_names(self, title: str, count: Callable[[], Sequence[MentionedName]]) -> None:
        from tui.names_screen import NamesScreen

        self.app.push_screen(NamesScreen(title, count), self._search_for_name)

    def _search_for_name(self, name: MentionedName | None) -> None:
        if name is not None:
            self._write_in_box(name.query)
            self.go(LIST)

    def _write_in_box(self, text: str) -> None:
        self._box.edit = LineEdit(text, len(text))

    def on_search_box_accepted(self, message: SearchBox.Accepted) -> None:
        message.stop()
        self.action_accept()
