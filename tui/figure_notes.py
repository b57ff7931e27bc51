"""What a reader should know about a figure beyond its value: what was assumed, and a Hijri date's Gregorian day."""

from index.corpus import Figure
from tui import messages


def notes(figure: Figure) -> list[str]:
    """A few words for each, in the reader's language."""
    return [messages.flag(flag) for flag in sorted(figure.flags)]
