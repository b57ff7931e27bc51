"""What a reader should know about a figure beyond its value: what was assumed, and a Hijri date's Gregorian day."""

from collections.abc import Iterator

from index.corpus import Figure
from tui import messages
from tui.figure_text import days_text
from tui.messages import _


def notes(figure: Figure) -> list[str]:
    """A few words for each, in the reader's language."""
    return [*_gregorian(figure), *(messages.flag(flag) for flag in sorted(figure.flags))]


def _gregorian(figure: Figure) -> Iterator[str]:
    """About, since a month may have begun a day earlier or later where the article was written."""
    if figure.kind != "date" or not str(figure.value).startswith("H"):
        return
    from index.corpus import gregorian

    if days := gregorian(str(figure.value)):
        yield _("about {date} AD").format(date=days_text(*days))
