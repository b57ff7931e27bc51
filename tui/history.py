"""What was searched for in a corpus: kept in the user's data folder, newest first, each query once.

One SQLite file a corpus, so that programs side by side may write to it and a crash leaves it whole. It is the user's
own: readable by nobody else, bounded, really gone when it is forgotten, and not kept at all where the settings say so.

    [search]
    history = "off"
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from index.folders import data_folder

FILE = "history.sqlite"
MOST = 1_000
"""Queries kept; the oldest make place."""

_PATIENCE = 2.0
"""Seconds to wait for another program that is writing."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS asked (
  text TEXT PRIMARY KEY, width TEXT NOT NULL, total INTEGER NOT NULL, at REAL NOT NULL
) WITHOUT ROWID;
"""


class Asked(NamedTuple):
    """A query, how wide it was meant, how many articles it found, and when it was last asked (seconds since 1970)."""

    text: str
    width: str
    total: int
    at: float


def history_of(corpus: str) -> "History":
    """The history of a corpus, by the name its index folder has."""
    return History(data_folder() / corpus / FILE)


class History:
    """Queries by when they were last asked. Everything that writes raises OSError where that cannot be done."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def remember(self, asked: Asked) -> None:
        """Keep a query, in place of the same one asked before."""
        with self._writing() as database:
            database.execute("INSERT OR REPLACE INTO asked VALUES (?, ?, ?, ?)", _storable(asked))
            database.execute(
                "DELETE FROM asked WHERE at <= (SELECT at FROM asked ORDER BY at DESC LIMIT 1 OFFSET ?)", (MOST,)
            )

    def asked(self, like: str = "") -> list[Asked]:
        """What was asked, newest first; only what has every word of `like` in it. Nothing where it cannot be read."""
        if not self._file.exists():
            return []
        try:
            with closing(self._open()) as database:
                rows = database.execute("SELECT text, width, total, at FROM asked ORDER BY at DESC, text").fetchall()
        except (sqlite3.Error, OSError):
            return []
        wanted = like.casefold().split()
        return [Asked(*row) for row in rows if all(word in row[0].casefold() for word in wanted)]

    def forget(self, text: str) -> None:
        """Forget one query."""
        with self._writing() as database:
            database.execute("DELETE FROM asked WHERE text = ?", (text,))

    def clear(self) -> None:
        """Forget all."""
        with self._writing() as database:
            database.execute("DELETE FROM asked")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with closing(self._open()) as database, database:
                yield database
            self._file.chmod(0o600)
        except sqlite3.Error as error:
            raise OSError(f"{self._file}: {error}") from error

    def _open(self) -> sqlite3.Connection:
        os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))  # nobody else reads it, from the first byte on
        database = sqlite3.connect(self._file, timeout=_PATIENCE)
        try:
            database.execute("PRAGMA secure_delete = ON")
            database.executescript(_SCHEMA)
        except sqlite3.Error:
            database.close()
            raise
        return database


def _storable(asked: Asked) -> Asked:
    """A lone surrogate, which a terminal may send for a broken byte, is no text for SQLite."""
    return asked._replace(text=asked.text.encode("utf-8", "replace").decode())
