"""CSV and TSV: a row is an article, its columns recognised by the names that fields of records have.

What divides the columns is told by the line of their names. Ids are `#n`, the row's place below that line from 0 on.
A quote that is never closed would take the rest of the table into one cell: it costs the line it stands on.
"""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from index.articles import Article
from index.sources.encodings import is_binary
from index.sources.fields import AUTHOR, BODY, DATE, SITE, TITLE, URL, document_of
from index.sources.items import Found, Item, article
from index.sources.problems import Fault, Reason, RefusedError, doubts, problem
from index.sources.records import PATIENCE
from index.sources.values import lines
from index.sources.window import LONGEST, UnknownEncodingError, Window

SUFFIXES = frozenset({".csv", ".tsv", ".tab"})

_DIVIDERS = "\t,;|"
_SAYS_DIVIDER = "sep="  # Excel's first line
_ARTICLE = frozenset((*TITLE, *BODY))
_KNOWN = frozenset((*_ARTICLE, *DATE, *URL, *AUTHOR, *SITE))
_LINE_END = re.compile(r"[\r\n]")
_NAMES_SHOWN = 200  # code points of column names in a problem


class _Row(NamedTuple):
    """The 0-based line a row begins on, and its cells; None where it is none. `odd`: its quotes are in wrong places."""

    line: int
    cells: list[str] | None
    odd: bool = False


def claims(head: str) -> bool:
    """Whether a text that begins like this is a table of articles: three columns of its first line have known names."""
    line = _LINE_END.split(head, 1)[0]
    names = _names(line.replace('"', "").split(_divider(line)))
    return len(_KNOWN.intersection(names)) >= 3 and not _ARTICLE.isdisjoint(names)


def read(item: Item) -> Iterator[Found]:
    """The articles of a table, and a Problem for every row that is none."""
    with item.opened() as opened:
        try:
            window = Window(opened)
        except UnknownEncodingError as error:
            raise RefusedError(Reason.NOT_TEXT if is_binary(error.head) else Reason.UNKNOWN_ENCODING) from error
        yield from _articles(item, window)
        yield from doubts(item.name, window.decoded)


def _articles(item: Item, window: Window) -> Iterator[Found]:
    csv.field_size_limit(2 * LONGEST)  # for the whole process, but no other table is read in it
    table = lines(window)
    line, first = next(((number, line) for number, line in table if line is None or line.strip()), (0, ""))
    if first is None:
        raise RefusedError(Reason.TOO_LARGE, line + 1, limit=LONGEST)
    if first.lower().startswith(_SAYS_DIVIDER):
        divider, rows = first[len(_SAYS_DIVIDER) :][:1], table
    else:
        divider, rows = _divider(first), _preceded((line, first), table)
    yield from _of_rows(item, _rows(rows, divider or ","))


def _preceded(
    first: tuple[int, str | None], rest: Iterable[tuple[int, str | None]]
) -> Iterator[tuple[int, str | None]]:
    yield first
    yield from rest


def _of_rows(item: Item, rows: Iterator[_Row]) -> Iterator[Found]:
    names = _names(next((row.cells for row in rows if row.cells), []))
    if not names:
        raise RefusedError(Reason.EMPTY)
    if _ARTICLE.isdisjoint(names):
        raise RefusedError(Reason.NO_COLUMNS, columns=", ".join(names)[:_NAMES_SHOWN])
    number, in_vain = -1, 0
    for row in rows:
        number += row.cells != []
        for found in _outcome(item, names, number, row):
            in_vain = 0 if isinstance(found, Article) else in_vain + 1
            yield found
        if in_vain > PATIENCE:
            yield problem(item.name, Reason.GIVEN_UP, row.line + 1)
            return
    if number < 0:
        raise RefusedError(Reason.EMPTY)


def _outcome(item: Item, names: Sequence[str], number: int, row: _Row) -> Iterator[Found]:
    line, cells, odd = row
    if cells is None:
        yield problem(item.name, Reason.BROKEN_ROW, line + 1)
    elif cells:
        fields = dict(reversed(list(zip(names, cells, strict=False))))  # of two columns of a name the first
        try:
            yield article(item, document_of(fields), number)
        except RefusedError:  # there is nothing in it
            yield problem(item.name, Reason.BROKEN_RECORD, line + 1, record=number, fault=Fault.NOTHING_IN_IT.value)
        if odd:
            yield problem(item.name, Reason.ODD_ROW, line + 1)


def _divider(line: str) -> str:
    """The character that divides the line into the most known names, and of such into the most names."""

    def worth(divider: str) -> tuple[int, int]:
        names = line.replace('"', "").split(divider)
        return len(_KNOWN.intersection(_names(names))), len(names)

    return max(_DIVIDERS, key=worth)


def _names(cells: Iterable[str]) -> list[str]:
    return ["_".join(cell.strip().lower().replace("-", " ").split()) for cell in cells]


def _rows(source: Iterator[tuple[int, str | None]], divider: str) -> Iterator[_Row]:
    """Every row; where one is never closed its first line alone is lost, and reading goes on behind that."""
    feed = _Feed(source)
    while not feed.over:
        yield from _until_cut(feed, divider)
    yield from (_Row(number, None) for number in feed.too_long)


def _until_cut(feed: "_Feed", divider: str) -> Iterator[_Row]:
    reader = csv.reader(feed.lines(), delimiter=divider)
    while True:
        feed.held.clear()
        try:
            cells = next(reader, None)
        except csv.Error:
            cells = None
        if not feed.held:
            return
        number = feed.held[0][0]
        if feed.cut:
            feed.give_back()
            yield _Row(number, None)
            return
        yield _Row(number, cells, len(feed.held) > 1 and _is_odd(feed.held, divider))


def _is_odd(held: Sequence[tuple[int, str]], divider: str) -> bool:
    """Whether something but the next cell follows a closing quote, as where a quote was closed by another row's."""
    try:
        deque(csv.reader((f"{line}\n" for _, line in held), delimiter=divider, strict=True), maxlen=0)
    except csv.Error:
        return True
    return False


class _Feed:
    """Lines on their way to csv, one when it asks for one. `held` are those of the row it is at; `cut` says that this
    was ended for its length, or by the end of the table; `over` that there is nothing left."""

    def __init__(self, source: Iterator[tuple[int, str | None]]) -> None:
        self.held: list[tuple[int, str]] = []
        self.cut = False
        self.too_long: list[int] = []
        self._source = source
        self._again: deque[tuple[int, str]] = deque()

    @property
    def over(self) -> bool:
        return self.cut and not self.held

    def lines(self) -> Iterator[str]:
        self.cut, size = False, 0
        while size <= LONGEST and (line := self._next()) is not None:
            size = size + len(line[1]) if self.held else len(line[1])
            self.held.append(line)
            yield line[1] + "\n"
        self.cut = True

    def give_back(self) -> None:
        """All held lines but the first are to be read again."""
        self._again.extendleft(reversed(self.held[1:]))

    def _next(self) -> tuple[int, str] | None:
        if self._again:
            return self._again.popleft()
        for number, line in self._source:
            if line is not None:
                return number, line
            self.too_long.append(number)
        return None
