"""Narrowing a search step by step, and going back: a filter is written into the query, where it is seen and can be
changed like anything typed."""

import re

from index.corpus import Counted, Narrowing

_ALTERNATIVES = re.compile(r"\||(?<!\S)OR(?!\S)")
_ONE_WORD = re.compile(r'[^\s"()]+\Z|"[^"]*"\Z')


class Steps:
    """The queries that were narrowed, each with what it became; what is changed by hand begins anew."""

    def __init__(self) -> None:
        self._steps: list[tuple[str, str]] = []

    def narrowed(self, query: str, by: Counted) -> str:
        """The query for those of its articles that have a value."""
        after = narrowed(query, by)
        self._steps.append((query, after))
        return after

    def back(self, query: str) -> str | None:
        """The query before the last step; None where this one is not the outcome of a step."""
        while self._steps:
            before, after = self._steps.pop()
            if after == query:
                return before
        return None


def narrowed(query: str, by: Counted) -> str:
    """A filter holds for the whole group it stands in, side by side with words; a name is joined with AND."""
    query = _closed(query.strip())
    if not query:
        return by.query
    if by.facet is Narrowing.NAME:
        return f"{_as_one(query)} AND {by.query}"
    return f"{f'({query})' if _ALTERNATIVES.search(query) else query} {by.query}"


def _as_one(query: str) -> str:
    return query if _ONE_WORD.match(query) else f"({query})"


def _closed(query: str) -> str:
    """The query with the end of what was left open while typing."""
    query += '"' * (query.count('"') % 2)
    return query + ")" * max(0, query.count("(") - query.count(")"))
