"""What was left out and what is in doubt: the file, why, and what to do about it."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from index.corpus import Problem, is_doubt
from tui import messages, strips
from tui.commands import Where, bindings_of
from tui.messages import N_, _
from tui.row_list import MARGIN, RowList

_BOLD = Style(bold=True)
_WIDE = 110
"""Columns from which on the reason has one line only."""

LEFT_OUT, IN_DOUBT = N_("Left out"), N_("Read, with a doubt")


class Heading(NamedTuple):
    """What follows it, and how many of it."""

    title: str
    members: int


class ProblemList(RowList):
    """Problems under two headings; the cursor stands on problems only."""

    BINDINGS = bindings_of(RowList, Where.PROBLEMS)

    def __init__(self) -> None:
        super().__init__(id="problems")
        self.rows: list[Heading | Problem] = []

    def show(self, problems: Sequence[Problem], cursor: int = 0) -> None:
        """Take the problems, in the order they came."""
        self.rows = grouped(problems)
        self.fill(len(self.rows), cursor)

    @property
    def selected(self) -> Problem | None:
        """The problem under the cursor."""
        return self._problem(self.cursor)

    def _problem(self, index: int) -> Problem | None:
        row = self.rows[index] if 0 <= index < len(self.rows) else None
        return row if isinstance(row, Problem) else None

    def selectable(self, index: int) -> bool:
        return self._problem(index) is not None

    @property
    def row_height(self) -> int:
        return self._reason_lines + 2

    @property
    def _reason_lines(self) -> int:
        return 1 if self.text_width >= _WIDE else 2

    def draw(self, index: int, width: int) -> list[list[Segment]]:
        row = self.rows[index]
        blank = [Segment(" " * width, self.under)]
        if isinstance(row, Heading):
            return [blank, self._heading(row, width), blank, blank][: self.row_height]
        chosen = index == self.cursor
        under = self.under + (self.inks.chosen if chosen and self.has_focus else Style.null())
        inner = max(1, width - 2 * MARGIN)
        rtl = messages.reads_right_to_left()
        reason = strips.few_lines(strips.prose(messages.reason(row)), inner, self._reason_lines)
        ink = under + (self.inks.strong if chosen else self.inks.plain)
        lines = [strips.label(strips.prose(messages.place(row)), inner, ink, rtl=rtl)]
        lines += [strips.line(each._replace(rtl=rtl), inner, under + self.inks.soft) for each in reason]
        filling = [blank] * (self.row_height - len(lines))
        return [self.edged(line, under, chosen) for line in lines] + filling

    def _heading(self, heading: Heading, width: int) -> list[Segment]:
        rtl = messages.reads_right_to_left()
        text = messages.joined(_(heading.title), f"{heading.members:,}")
        edge = Segment(" " * MARGIN, self.under)
        label = strips.label(text, max(0, width - 2 * MARGIN), self.under + self.inks.accent + _BOLD, rtl=rtl)
        return [edge, *label, edge]


def grouped(problems: Sequence[Problem]) -> list[Heading | Problem]:
    """What was left out under its heading, then what is in doubt."""
    rows: list[Heading | Problem] = []
    for title, doubt in ((LEFT_OUT, False), (IN_DOUBT, True)):
        members = [problem for problem in problems if is_doubt(problem) is doubt]
        rows += [Heading(title, len(members)), *members] if members else []
    return rows


def as_text(problems: Sequence[Problem]) -> str:
    """Problems as they may be kept or sent, a line each."""
    return "\n".join(map(messages.sentence, problems))
