"""The article on the screen, and what of it is lit."""

from collections.abc import Sequence
from typing import NamedTuple

from index.corpus import Article, Field, Figure, Match
from tui.reader import Lights


class Opened(NamedTuple):
    """An article, its figures and its matches in order of place, and which match or figure is the current one."""

    article: Article
    figures: list[Figure]
    matches: tuple[Match, ...] = ()
    in_title: tuple[Match, ...] = ()
    current: int | None = None
    figure: Figure | None = None

    @classmethod
    def at_first_match(cls, article: Article, figures: list[Figure], found: Sequence[Match]) -> "Opened":
        """As a search opens it."""
        body = tuple(match for match in found if match.field == Field.BODY)
        title = tuple(match for match in found if match.field == Field.TITLE)
        return cls(article, figures, body, title, 0 if body else None)

    def resumed(self, before: "Opened") -> "Opened":
        """At the match and the figure that were the current ones before, where they are still there."""
        found = (n for n, match in enumerate(self.matches) if before.match and match.span == before.match.span)
        figure = before.figure if before.figure in self.figures else None
        return self._replace(current=next(found, self.current), figure=figure)

    def at_match(self, number: int) -> "Opened":
        """Another match as the current one, counted around the end."""
        return self._replace(current=number % len(self.matches), figure=None)

    def at_figure(self, figure: Figure) -> "Opened":
        """A figure as the current one."""
        return self._replace(figure=figure)

    @property
    def match(self) -> Match | None:
        """The current match."""
        return None if self.current is None else self.matches[self.current]

    @property
    def lights(self) -> Lights:
        """What the reader lights."""
        body, title = ([match.span for match in found] for found in (self.matches, self.in_title))
        return Lights(body, title, self.current, self.figure)

    def match_at(self, offset: int) -> int | None:
        """The number of the match that stands at a place of the body."""
        found = (n for n, match in enumerate(self.matches) if match.span.start <= offset < match.span.end)
        return next(found, None)
