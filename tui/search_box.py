"""The search box: a line of text in any mix of scripts, edited in logical order and drawn in visual order."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.actions import SkipAction
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui import strips
from tui.commands import Where, bindings, commands
from tui.inked import Inked
from tui.line_edit import LineEdit, Move
from tui.messages import N_, _
from tui.rtl.layout import Cell, Paragraph
from tui.strips import Lit
from tui.under_query import Below, Fault, Offer, drawn, lines_of
from tui.word_spans import word_at

_MARGIN = 1
_FRAME = 2
_UNDERLINED = Style(underline=True)
PLACEHOLDER = N_('Search the articles: some words, a "phrase", AND OR NOT, title:word')


class _Window(NamedTuple):
    """The cells of the whole line, the column the window begins at, and whether the text runs from the right."""

    cells: list[Cell]
    first: int
    rtl: bool


class SearchBox(Inked, can_focus=True):
    """One line being typed. The owner hears `Changed` at every change and `Left` when it is left for the list."""

    BINDINGS = bindings(Where.BOX)

    edit: reactive[LineEdit] = reactive(LineEdit())
    below: reactive[Below] = reactive(None)
    """What is said under the line, for which the box grows."""

    class Changed(Message):
        """The text is another one."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The box has the focus no longer, or is emptied; this is what stood in it."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Older(Message):
        """The user wants back what was typed before."""

    class Accepted(Message):
        """The user clicked what is offered under the line."""

    class Done(Message):
        """The user is finished here: `opening` with Enter, else on the way to the list."""

        def __init__(self, opening: bool) -> None:
            super().__init__()
            self.opening = opening

    def __init__(self, placeholder: str = PLACEHOLDER, *, id: str = "box") -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.placeholder = placeholder
        self._first = 0
        self._dragged = False

    @property
    def text(self) -> str:
        """What stands in the box, in logical order."""
        return self.edit.text

    def watch_edit(self, before: LineEdit, now: LineEdit) -> None:
        if before.text != now.text:
            self.post_message(self.Changed(now.text))

    def watch_below(self, before: Below, now: Below) -> None:
        if before or now:
            self._grow()

    def on_blur(self) -> None:
        self.post_message(self.Left(self.edit.text))

    def on_resize(self) -> None:
        if self.below:
            self._grow()

    def _grow(self) -> None:
        """Take the lines that what is said below needs; they lie over the panes, which stay where they are."""
        self.set_class(isinstance(self.below, Fault), "-wrong")
        self.styles.height = _FRAME + 1 + lines_of(self.below, max(1, self.size.width - 2 * _MARGIN))
        self.refresh()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """A character that can be printed is typed, whatever it is bound to elsewhere."""
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        if event.character is not None and event.is_printable:
            event.stop()
            event.prevent_default()
            self.edit = self.edit.insert(event.character)
        elif event.key in _PLAIN_KEYS:
            event.stop()
            self.edit = _PLAIN_KEYS[event.key](self.edit)
        elif event.key in {"left", "right"}:
            event.stop()
            self.edit = self._step(event.key)(self.edit)
        elif action := _editing(event.key):
            event.stop()
            getattr(self, f"action_{action}")()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.edit = self.edit.insert(event.text.strip("\r\n"))

    # ---- the mouse: a click puts the cursor, a drag selects, two clicks select a word and three the line

    def on_mouse_down(self, event: events.MouseDown) -> None:
        offset = event.get_content_offset(self)
        if offset and offset.y and isinstance(self.below, Offer):
            self.post_message(self.Accepted())
        elif offset and not offset.y:
            self._dragged = True
            self.capture_mouse()
            self.edit = self.edit.at(self._offset_at(offset.x))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragged:
            to = self._offset_at(event.screen_x - self.content_region.x)
            self.edit = self.edit.select(lambda edit: edit.at(to))

    def on_mouse_up(self, _: events.MouseUp) -> None:
        if self._dragged:
            self._dragged = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        if event.chain == 2 and (offset := event.get_content_offset(self)):
            self.edit = self.edit.select_range(*word_at(self.edit.text, self._offset_at(offset.x)))
        elif event.chain > 2:
            self.edit = self.edit.select_all()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if width <= 2 * _MARGIN:
            return Strip.blank(width, self.under)
        inner = width - 2 * _MARGIN
        if y:
            said = self._said_below(inner)
            segments = said[y - 1] if y <= len(said) else [Segment(" " * inner, self.under)]
        else:
            segments = self._typed(inner) if self.edit.text else self._empty(inner)
        edge = Segment(" " * _MARGIN, self.under)
        return Strip([edge, *segments, edge], width).apply_style(self.under)

    def action_older(self) -> None:
        self.post_message(self.Older())

    def action_open(self) -> None:
        self.post_message(self.Done(opening=True))

    def action_to_list(self) -> None:
        self.post_message(self.Done(opening=False))

    def action_leave(self) -> None:
        if self.edit.text:
            self.post_message(self.Left(self.edit.text))
            self.edit = LineEdit()
        else:
            self.post_message(self.Done(opening=False))

    def action_word_left(self) -> None:
        self.edit = self._word_step("left")(self.edit)

    def action_word_right(self) -> None:
        self.edit = self._word_step("right")(self.edit)

    def action_home(self) -> None:
        self.edit = self.edit.home()

    def action_end(self) -> None:
        self.edit = self.edit.end()

    def action_delete_word(self) -> None:
        self.edit = self.edit.delete_word()

    def action_delete_before(self) -> None:
        self.edit = self.edit.delete_before()

    def action_delete_after(self) -> None:
        self.edit = self.edit.delete_after()

    def action_select_left(self) -> None:
        self.edit = self.edit.select(self._step("left"))

    def action_select_right(self) -> None:
        self.edit = self.edit.select(self._step("right"))

    def action_select_word_left(self) -> None:
        self.edit = self.edit.select(self._word_step("left"))

    def action_select_word_right(self) -> None:
        self.edit = self.edit.select(self._word_step("right"))

    def action_select_home(self) -> None:
        self.edit = self.edit.select(LineEdit.home)

    def action_select_end(self) -> None:
        self.edit = self.edit.select(LineEdit.end)

    def action_select_all(self) -> None:
        self.edit = self.edit.select_all()

    def action_copy(self) -> None:
        """Copy what is selected; with nothing selected the key means what it means everywhere."""
        if not self.edit.selected_text:
            raise SkipAction
        self._to_clipboard()

    def _to_clipboard(self) -> None:
        from tui import copying

        copying.to_clipboard(self.app, self.edit.selected_text)

    def action_cut(self) -> None:
        if self.edit.selected_text:
            self._to_clipboard()
            self.edit = self.edit.delete_left()

    def action_paste(self) -> None:
        """Paste what was copied here; what was copied elsewhere comes by the terminal's own key."""
        self.edit = self.edit.insert(self.app.clipboard)

    def _step(self, key: str) -> Move:
        return LineEdit.forward if self._forward_is(key) else LineEdit.backward

    def _word_step(self, key: str) -> Move:
        return LineEdit.word_forward if self._forward_is(key) else LineEdit.word_backward

    def _forward_is(self, key: str) -> bool:
        """Towards the end of the text is to the left where the line runs from the right."""
        return (key == "left") == _runs_right_to_left(self.edit.text)

    def _empty(self, width: int) -> list[Segment]:
        style = self.inks
        caret = [Segment(" ", style.cursor if self.has_focus else self.under)]
        hint = strips.label(_(self.placeholder), width - 1, style.quiet)
        return [*hint, *caret] if _runs_right_to_left(_(self.placeholder)) else [*caret, *hint]

    def _typed(self, width: int) -> list[Segment]:
        style = self.inks
        at = self.edit.cursor
        lit = [Lit(*wrong, style.error + _UNDERLINED) for wrong in self._fault]
        lit += [Lit(*self.edit.selected, style.selected)] if self.edit.anchor is not None else []
        lit += [Lit(at, at + 1, style.cursor)] if self.has_focus else []
        return strips.line(self._row(width), width, style.plain, lit)

    @property
    def _fault(self) -> Sequence[tuple[int, int]]:
        """Where the text is wrong, by what is said below of just this text."""
        below = self.below
        return [(below.start, below.end)] if isinstance(below, Fault) and below.query == self.edit.text else []

    def _said_below(self, width: int) -> list[list[Segment]]:
        return drawn(self.below, self._row(width), self.edit.text, width, self.inks, self.under)

    def _row(self, width: int) -> strips.Row:
        """The part of the line in sight."""
        window = self._window(width)
        return strips.Row(_between(window.cells, window.first, window.first + width), window.rtl)

    def _window(self, width: int) -> _Window:
        """The line, scrolled as little as needed to have the cursor in sight."""
        text = self.edit.text
        cells, rtl = _line(text)
        over = max(0, strips.width_of(cells) - width)
        column, caret = _column(cells, self.edit.cursor)
        self._first = min(max(self._first, column + caret - width), column, over)
        return _Window(cells, self._first, rtl)

    def _offset_at(self, x: int) -> int:
        inner = self.size.width - 2 * _MARGIN
        window = self._window(inner)
        left = max(0, inner - strips.width_of(window.cells)) if window.rtl else 0
        column = x - _MARGIN - left + window.first
        for cell in window.cells:
            if column < cell.width:
                return cell.start
            column -= cell.width
        return 0 if window.rtl else len(self.edit.text)


_PLAIN_KEYS = {"backspace": LineEdit.delete_left, "delete": LineEdit.delete_right, "ctrl+h": LineEdit.delete_left}

_EDITING = ("delete_", "word_", "select_", "home", "end", "cut", "paste")
"""Commands that change the line or move in it."""


def _editing(key: str) -> str:
    """What a key does to the line. Done when the box sees the key, in the order of typing: a binding is only looked for
    when the key has gone up to the program, and by then what was typed right after `^u` is there and would go too."""
    held = (command for command in commands(Where.BOX) if key in command.keys)
    return next((command.action for command in held if command.action.startswith(_EDITING)), "")


def _line(text: str) -> tuple[list[Cell], bool]:
    """The text's cells, then those of trailing spaces, which a laid-out line leaves out, and one for the cursor."""
    paragraph = Paragraph(text)
    rtl = bool(paragraph.base)
    cells = paragraph.line(0, len(text))
    shown = max((cell.end for cell in cells), default=0)
    rest = [Cell(" ", 1, at, at + 1, paragraph.base) for at in range(shown, len(text) + 1)]
    return ([*reversed(rest), *cells] if rtl else [*cells, *rest]), rtl


def _runs_right_to_left(text: str) -> bool:
    return bool(text) and bool(Paragraph(text).base)


def _column(cells: list[Cell], offset: int) -> tuple[int, int]:
    """Where the cell of an offset begins, and its width."""
    column = 0
    for cell in cells:
        if cell.start <= offset < cell.end:
            return column, cell.width
        column += cell.width
    return 0, 1


def _between(cells: list[Cell], first: int, last: int) -> list[Cell]:
    """The cells that lie wholly in a range of columns."""
    kept, column = [], 0
    for cell in cells:
        if column >= first and column + cell.width <= last:
            kept.append(cell)
        column += cell.width
    return kept
