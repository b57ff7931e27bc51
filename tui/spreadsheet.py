"""Rows as comma-separated values that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

_LINE_END = "\r\n"
_DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")
"""A cell that begins so gets an apostrophe in front: one with an apostrophe too, so that it can be undone. The wide
signs are the narrow ones to some spreadsheets."""


def as_csv_lines(rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """A line of headings, then a line a row; nothing at all where there are no rows."""
    heading: list[str] = []
    for row in rows:
        if not heading:
            heading = list(row)
            yield _line(heading)
        yield _line(["" if row[name] is None else _cell(row[name]) for name in heading])


def harmless(text: str) -> str:
    """The text as a cell that is only ever shown."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def harmed(cell: str) -> str:
    """What `harmless` was given."""
    return cell[1:] if cell.startswith("'") else cell


def _cell(value: object) -> str:
    return harmless(" ".join(map(str, value)) if isinstance(value, list | tuple) else str(value))


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=_LINE_END).writerow(cells)  # it quotes no line ends but those of the terminator
    return out.getvalue().removesuffix(_LINE_END)
