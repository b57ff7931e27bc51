"""Writing figures to a file: the rows of the contract, with title, source and date of the article, as CSV or JSON.

The file is there whole or not at all: it is written beside its place and put there when it is complete.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from index.corpus import Alike, Stated, value_as_json
from tui.spreadsheet import as_csv_lines

Row = Mapping[str, object]

SUFFIXES = (".csv", ".json")
"""What can be written: comma-separated values, and one JSON object a line."""

_BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes Arabic for Latin letters of a code page


def as_printed(stated: Stated) -> Row:
    """A figure as `corpus-tui figures --json` prints it."""
    figure = stated.figure
    return {
        "article": figure.article,
        "start": figure.span.start,
        "end": figure.span.end,
        "text": stated.text,
        "kind": figure.kind,
        "value": value_as_json(figure.value),
        "unit": figure.unit,
        "bound": figure.bound,
        "counted": stated.counted,
        "product": figure.product,
        "sentence": stated.sentence,
        "flags": sorted(figure.flags),
    }


def as_row(stated: Stated) -> Row:
    """The same, and whose it is."""
    article = stated.article
    return {
        **as_printed(stated),
        "title": article.title,
        "source": article.source or None,
        "date": article.published.isoformat() if article.published else None,
    }


def compared(alike: Alike) -> Row:
    """The same, and by what it was likened."""
    return {**as_row(alike.stated), "by": alike.by, "shared": list(alike.shared)}


def write(rows: Iterable[Row], file: Path) -> int:
    """Write the rows in the format the file's name asks for; how many there were. Raises OSError."""
    count = 0

    def counted() -> Iterator[Row]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    lines = as_csv_lines(counted()) if file.suffix.lower() == ".csv" else map(_json, counted())
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with beside.open("x", encoding="utf-8", errors="replace", newline="") as out:
            out.write(_BYTE_ORDER_MARK if file.suffix.lower() == ".csv" else "")
            out.writelines(line + "\n" for line in lines)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    return count


def _json(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False)
