"""The catalogue: what is known of every article besides its words — metadata, body, figures — and of the files they
came from. One SQLite file in a generation's folder, written with it and never after.

A body is kept as its source stated it, so a source that changes or vanishes never shifts a span.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import count
from math import inf, nan
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from index.articles import Article, ArticleId, Entry
from index.catalogue_rows import Prepared, Row, day, entry, unpacked
from index.errors import Problem
from index.figures import Figure, Kind, decode_value
from index.figures.values import ends_of
from index.kept_figures import KeptFigures
from index.results import NameKind
from index.sources.marks import Mark

if TYPE_CHECKING:
    from index.words import Key

FILE = "catalogue.sqlite"

Form = tuple["Key", ...]
"""A spelling of a name: its words."""

_AS_A_GENERATION = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
"""A generation that is not finished is thrown away, and one that is finished is made durable before it is put in force:
so nothing is kept to go back to, and nothing is waited for."""

_SCHEMA = """
PRAGMA page_size = 16384;
CREATE TABLE file (key TEXT PRIMARY KEY, stamp TEXT NOT NULL, articles INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE mark (
  file TEXT NOT NULL, offset INTEGER NOT NULL,
  articles INTEGER NOT NULL, problems INTEGER NOT NULL, number INTEGER NOT NULL, line INTEGER NOT NULL,
  digest BLOB NOT NULL,
  PRIMARY KEY (file, offset)
) WITHOUT ROWID;
CREATE TABLE problem (file TEXT, path TEXT NOT NULL, reason TEXT NOT NULL, line INTEGER, params TEXT NOT NULL);
CREATE TABLE article (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  file TEXT NOT NULL, record INTEGER NOT NULL,
  digest BLOB NOT NULL,
  title TEXT NOT NULL, source TEXT NOT NULL, author TEXT NOT NULL, published TEXT, url TEXT NOT NULL,
  path TEXT NOT NULL, characters INTEGER NOT NULL, body BLOB NOT NULL
);
CREATE INDEX article_order ON article (file, record);
CREATE TABLE figures (article INTEGER PRIMARY KEY, places BLOB NOT NULL, texts TEXT NOT NULL);
CREATE TABLE mention (article INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL);
CREATE INDEX mention_article ON mention (article);
CREATE TABLE paired (article INTEGER NOT NULL, latin TEXT NOT NULL, arabic TEXT NOT NULL);
CREATE INDEX paired_article ON paired (article);
CREATE INDEX paired_latin ON paired (latin);
CREATE INDEX paired_arabic ON paired (arabic);
"""

_WIDTHS = {"article": 13, "figures": 3, "mention": 3, "paired": 3}
_ENTRY = "id, title, source, author, published, url, path, characters"
_ORDERS = {"article": "file, record", "value": "file, record", "date": "published, file, record"}
_AT_ONCE = 500  # placeholders in one statement; SQLite before 3.32 allows 999


class FigureFilter(NamedTuple):
    """Which figures are asked for; None means any.

    `minimum` and `maximum` bound the value: a range answers when it overlaps, a date or time has no number to compare.
    `about` and `counts` are queries, of which every word stands in the figure's sentence, or in what it counts;
    `source` is part of the source's name, `since` and `until` bound the article's day.
    """

    article: ArticleId | None = None
    kind: Kind | None = None
    unit: str | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    about: str | None = None
    counts: str | None = None
    source: str | None = None
    since: date | None = None
    until: date | None = None


class Placed(NamedTuple):
    """An article with its place: it is the nth record of a file; its body `encoded` (`catalogue_rows`); and a hash of
    everything it says."""

    article: Article
    file: str
    record: int
    encoded: bytes
    digest: bytes


class Catalogue:
    """One generation's catalogue, for reading from any thread, or for writing from one."""

    def __init__(
        self, path: Path, *, writable: bool = False, demand: Callable[[str], None] = lambda name: None
    ) -> None:
        """`demand` is told the file's name before it is opened, and may refuse it (`index.manifest.Verification`)."""
        self.path = path
        self._demand = demand
        self._mode = "rwc" if writable else "ro&immutable=1"
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []

    @classmethod
    def open_for_writing(cls, folder: Path) -> "Catalogue":
        """The catalogue in `folder`, created when there is none."""
        is_there = (folder / FILE).exists()
        catalogue = cls(folder / FILE, writable=True)
        catalogue._db.executescript(_AS_A_GENERATION if is_there else _AS_A_GENERATION + _SCHEMA)
        return catalogue

    @property
    def _db(self) -> sqlite3.Connection:
        """This thread's connection: SQLite's own objects must not be shared, and readers run in worker threads."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            self._demand(self.path.name)
            uri = f"{self.path.absolute().as_uri()}?mode={self._mode}"
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._local.connection = connection
            self._connections.append(connection)
        return connection

    def close(self) -> None:
        """Close every thread's connection."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        self._local = threading.local()

    def commit(self) -> None:
        """Make everything written so far part of the file."""
        self._db.commit()

    # ---- files and problems

    def stamps(self) -> dict[str, str]:
        """Every file that was read, by key, with the stamp it had then."""
        return dict(self._db.execute("SELECT key, stamp FROM file"))

    def put_file(self, key: str, stamp: str, articles: int, marks: Iterable[Mark] = ()) -> None:
        """Remember that the file was read in this state, how many articles it gave, and the marks made of it."""
        self._db.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?)", (key, stamp, articles))
        self._db.executemany("INSERT INTO mark VALUES (?, ?, ?, ?, ?, ?, ?)", ((key, *mark) for mark in marks))

    def stamp_of(self, key: str) -> str | None:
        """The stamp a file had when it was read."""
        row: tuple[str] | None = self._db.execute("SELECT stamp FROM file WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def marks(self, key: str) -> list[Mark]:
        """The marks made of a file, first to last."""
        columns = ", ".join(Mark._fields)
        rows = self._db.execute(f"SELECT {columns} FROM mark WHERE file = ? ORDER BY offset", (key,))
        return [Mark(*row) for row in rows]

    def files(self) -> tuple[int, int]:
        """How many files gave articles, and how many were read and gave none."""
        counts = dict(self._db.execute("SELECT articles > 0, count(*) FROM file GROUP BY 1"))
        return counts.get(1, 0), counts.get(0, 0)

    def folders(self) -> int:
        """About how many folders the files lie in."""
        keys = self._db.execute("SELECT key FROM file")
        return len({key.rpartition("/")[0] for (key,) in keys})

    def forget_file(self, key: str, problems: int = 0) -> None:
        """Forget the file, its marks and the problems it had but the first so many; articles are removed one by one."""
        self._db.execute("DELETE FROM file WHERE key = ?", (key,))
        self._db.execute("DELETE FROM mark WHERE file = ?", (key,))
        kept = "SELECT rowid FROM problem WHERE file = ?1 ORDER BY rowid LIMIT ?2"
        self._db.execute(f"DELETE FROM problem WHERE file = ?1 AND rowid NOT IN ({kept})", (key, problems))

    def put_problem(self, file: str | None, problem: Problem) -> None:
        """Remember a problem: of one file, or (None) of the last scan."""
        import json  # late: most corpora have no problem to tell of

        params = json.dumps(dict(problem.params), ensure_ascii=False)
        self._db.execute(
            "INSERT INTO problem VALUES (?, ?, ?, ?, ?)", (file, problem.path, problem.reason, problem.line, params)
        )

    def forget_scan_problems(self) -> None:
        """Forget what the last scan stumbled over: the next one says it again if it still holds."""
        self._db.execute("DELETE FROM problem WHERE file IS NULL")

    def problems(self) -> tuple[Problem, ...]:
        """Everything that was skipped or doubtful when the corpus was read."""
        return self._problems("1")

    def scan_problems(self) -> tuple[Problem, ...]:
        """What the last scan stumbled over."""
        return self._problems("file IS NULL")

    def _problems(self, condition: str) -> tuple[Problem, ...]:
        import json

        rows = self._db.execute(f"SELECT path, reason, line, params FROM problem WHERE {condition} ORDER BY path, line")
        return tuple(Problem(path, reason, line, json.loads(params)) for path, reason, line, params in rows)

    # ---- articles

    def __len__(self) -> int:
        count: int = self._db.execute("SELECT count(*) FROM article").fetchone()[0]
        return count

    def digests(self, file: str, first: int = 0) -> dict[ArticleId, tuple[bytes, int]]:
        """The articles of one file from one of its records on: the hash of what each said, and which record it was."""
        rows = self._db.execute("SELECT id, digest, record FROM article WHERE file = ? AND record >= ?", (file, first))
        return {name: (digest, record) for name, digest, record in rows}

    def move(self, article: ArticleId, record: int) -> None:
        """An article is another record of its file now."""
        self._db.execute("UPDATE article SET record = ? WHERE id = ?", (record, article))

    def put(self, placed: Sequence[Placed], prepared: Prepared, places: Sequence[bytes]) -> None:
        """Add articles with what was prepared of them, and the `places` of their figures; any with the same id must
        have been removed."""
        first = 1 + (self._db.execute("SELECT max(number) FROM article").fetchone()[0] or 0)
        self._insert("article", map(_article_row, count(first), placed, prepared.bodies))
        stated = zip(prepared.figures, places, strict=True)
        self._insert("figures", ((first + nth, where, texts) for (nth, _, texts), where in stated))
        self._insert("mention", ((first + place, *mention) for place, *mention in prepared.mentions))
        self._insert("paired", ((first + place, *names) for place, *names in prepared.pairs))

    def _insert(self, table: str, rows: Iterator[Row]) -> None:
        """Add rows that have a value for every column."""
        self._db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * _WIDTHS[table])})", rows)

    def remove(self, articles: Iterable[ArticleId]) -> None:
        """Take articles and their figures out."""
        for article in articles:
            self._db.execute(
                "DELETE FROM mention WHERE article = (SELECT number FROM article WHERE id = ?)", (article,)
            )
            self._db.execute("DELETE FROM paired WHERE article = (SELECT number FROM article WHERE id = ?)", (article,))
            self._db.execute(
                "DELETE FROM figures WHERE article = (SELECT number FROM article WHERE id = ?)", (article,)
            )
            self._db.execute("DELETE FROM article WHERE id = ?", (article,))

    def entries(self, offset: int = 0, limit: int | None = None) -> list[Entry]:
        """Entries in the order of the corpus: by file, then by place in the file."""
        rows = self._db.execute(
            f"SELECT {_ENTRY} FROM article ORDER BY file, record LIMIT ? OFFSET ?",
            (-1 if limit is None else limit, offset),
        )
        return [entry(row) for row in rows]

    def place_of(self, article: ArticleId) -> int | None:
        """Where an article stands in the order of the corpus, from 0; None where it is not."""
        row = self._db.execute("SELECT file, record FROM article WHERE id = ?", (article,)).fetchone()
        if row is None:
            return None
        before = self._db.execute("SELECT count(*) FROM article WHERE (file, record) < (?, ?)", row).fetchone()
        return int(before[0])

    def entries_of(self, ids: Sequence[ArticleId]) -> dict[ArticleId, Entry]:
        """The entries of the given articles; ids that are not here are left out."""
        return {row[0]: entry(row) for row in self._rows_of(_ENTRY, ids)}

    def told_of(self, ids: Sequence[ArticleId]) -> dict[ArticleId, tuple[str, str, str]]:
        """Source, author and day ("" for none) of the given articles, as they are kept, for facets."""
        rows = self._rows_of("id, source, author, coalesce(published, '')", ids)
        return {name: (source, author, day) for name, source, author, day in rows}

    def bodies_of(self, ids: Sequence[ArticleId]) -> dict[ArticleId, str]:
        """The bodies of the given articles."""
        return {row[0]: unpacked(row[1]) for row in self._rows_of("id, body", ids)}

    def article(self, article: ArticleId) -> Article | None:
        """The article whole, or None."""
        row = self._db.execute(
            "SELECT id, title, body, source, author, published, url, path FROM article WHERE id = ?", (article,)
        ).fetchone()
        if row is None:
            return None
        name, title, body, source, author, published, url, path = row
        return Article(name, title, unpacked(body), source, author, day(published), url, path)

    def _rows_of(self, columns: str, ids: Sequence[ArticleId]) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            yield from self._db.execute(f"SELECT {columns} FROM article WHERE id IN ({marks})", some)

    # ---- names

    def mentions(self) -> Iterator[tuple[str, NameKind, int]]:
        """Every name that articles mention, with its kind and the number of articles."""
        rows = self._db.execute("SELECT name, kind, count(*) FROM mention GROUP BY name, kind")
        return ((name, NameKind(kind), count) for name, kind, count in rows)

    def paired(self, words: Form) -> list[Form]:
        """What stands beside a name somewhere, in the other script."""
        from index.words import Key  # late: the first picture has no names

        name = " ".join(words)
        rows = self._db.execute(
            "SELECT arabic FROM paired WHERE latin = ? UNION SELECT latin FROM paired WHERE arabic = ?", (name, name)
        )
        return [tuple(map(Key, other.split())) for (other,) in rows]

    # ---- figures

    def figures(self, wanted: FigureFilter, *, sort: str = "article") -> Iterator[Figure]:
        """The figures that answer the filter, by `sort`: article, value, date; what it asks of words is passed over."""
        condition, values = ("1", ()) if wanted.article is None else ("id = ?", (wanted.article,))
        rows = self._db.execute(
            "SELECT id, places, texts FROM figures JOIN article ON article = number"
            f" WHERE {condition} ORDER BY {_ORDERS[sort]}",
            values,
        )
        answers = _answering(wanted)
        found = (figure for row in rows for figure in KeptFigures(*row).saying(answers))
        return iter(sorted(found, key=_least)) if sort == "value" else found

    def kept_figures(self, ids: Sequence[ArticleId]) -> dict[ArticleId, tuple[int, bytes, str]]:
        """The figures of the given articles that state some, as they are kept, behind the article's number."""
        found: dict[ArticleId, tuple[int, bytes, str]] = {}
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            rows = self._db.execute(
                "SELECT id, number, places, texts FROM article JOIN figures ON article = number"
                f" WHERE id IN ({','.join('?' * len(some))})",
                some,
            )
            found.update((name, (number, places, texts)) for name, number, places, texts in rows)
        return found

    def figures_at(self, places: Sequence[tuple[int, int]]) -> list[tuple[Figure, Entry]]:
        """The figures at some places (an article's number, a start) with the articles that state them, in order."""
        numbers = list({number for number, _ in places})
        stating: dict[int, tuple[KeptFigures, Entry]] = {}
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            rows = self._db.execute(
                f"SELECT number, places, texts, {_ENTRY} FROM article JOIN figures ON article = number"
                f" WHERE number IN ({','.join('?' * len(some))})",
                some,
            )
            stating.update((row[0], (KeptFigures(row[3], row[1], row[2]), entry(row[3:]))) for row in rows)
        found = ((stating[number], start) for number, start in places if number in stating)
        figures = ((kept.beginning_at(start), about) for (kept, about), start in found)
        return [(figure, about) for figure, about in figures if figure]

    def numbers(self) -> list[int]:
        """The numbers of all articles, in the order of the corpus."""
        return [number for (number,) in self._db.execute("SELECT number FROM article ORDER BY file, record")]

    def number_of(self, article: ArticleId) -> int | None:
        """The number of an article, None where there is none of this id."""
        row = self._db.execute("SELECT number FROM article WHERE id = ?", (article,)).fetchone()
        return None if row is None else int(row[0])


def _article_row(number: int, placed: Placed, body: bytes) -> Row:
    article, file, record, _, digest = placed
    published = article.published.isoformat() if article.published else None
    return (
        *(number, article.id, file, record, digest, article.title, article.source, article.author, published),
        *(article.url, article.path, len(article.body), body),
    )


def _answering(wanted: FigureFilter) -> Callable[[str, str, str], bool]:
    """Whether a kind, a value and a unit, as they are kept, answer the filter."""
    least, most = (None if end is None else float(end) for end in (wanted.minimum, wanted.maximum))

    def answers(kind: str, value: str, unit: str) -> bool:
        if (wanted.kind is not None and kind != wanted.kind) or (wanted.unit is not None and unit != wanted.unit):
            return False
        if least is None and most is None:
            return True
        low, high = _ends(value)
        return (least is None or high >= least) and (most is None or low <= most)

    return answers


@lru_cache(maxsize=1 << 12)
def _ends(value: str) -> tuple[float, float]:
    """The least and the greatest number of a value; NaN, which is within no bounds, for a date or a time."""
    low, high = ends_of(decode_value(value)) or (nan, nan)
    return float(low), float(high)


def _least(figure: Figure) -> float:
    """The least number it states; what states none comes first."""
    ends = ends_of(figure.value)
    return float(ends[0]) if ends else -inf
