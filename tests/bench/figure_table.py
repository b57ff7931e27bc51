"""Figures across a corpus: what each filter, sort, sum and comparison costs, beside SQL over the same catalogue.

    CORPUS_DATA=FOLDER python -m tests.bench.figure_table [ARTICLES]

The shared news (or the first ARTICLES of them) are indexed in a temporary cache, then twice over under other names, so
that there are more than 200,000 figures; every question is asked five times, and the median told, in milliseconds.
`SQL` asks SQLite for the same rows in the same order, of a table that has a row for each figure and an index for every
column that is asked for; words it cannot ask. `rows` reads the first 50 figures with their sentences. The first line of
each table is the process's first question about figures, which reads the columns.
"""

import json
import math
import random
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter

from index.catalogue import FILE
from index.corpus import Corpus, FigureFilter, Kind
from index.figures import Figure
from index.figures.values import ends_of
from tests.bench.command import corpus_data, numbers_given

ROUNDS = 5
COMPARED = 200
ON_A_SCREEN = 50
ASKED: dict[str, tuple[FigureFilter, str, bool]] = {
    "all, by article": (FigureFilter(), "article", False),
    "all, by value": (FigureFilter(), "value", False),
    "all, greatest first": (FigureFilter(), "value", True),
    "all, newest first": (FigureFilter(), "date", True),
    "kind": (FigureFilter(kind=Kind.MONEY), "article", False),
    "unit, greatest first": (FigureFilter(unit="USD"), "value", True),
    "range": (FigureFilter(minimum=Decimal(1000), maximum=Decimal(5000)), "value", False),
    "kind, unit and range": (FigureFilter(kind=Kind.MONEY, unit="SAR", minimum=Decimal(10**6)), "value", True),
    "source": (FigureFilter(source="alriyadh"), "article", False),
    "days": (FigureFilter(since=date(2015, 7, 25), until=date(2015, 8, 1)), "date", True),
    "words, common": (FigureFilter(about="مليون دولار"), "value", True),
    "words, many": (FigureFilter(about="في من"), "article", False),
    "words, a phrase": (FigureFilter(about='"خادم الحرمين الشريفين"'), "article", False),
    "words, a pattern": (FigureFilter(about="ملي*"), "article", False),
    "what is counted": (FigureFilter(counts="شخص"), "value", True),
}
TABLE = """
CREATE TABLE figure (article INTEGER, start INTEGER, kind TEXT, unit TEXT, low REAL, high REAL, PRIMARY KEY (article,
start)) WITHOUT ROWID
"""
INDICES = """
CREATE INDEX by_kind ON figure (kind, low); CREATE INDEX by_unit ON figure (unit, low); CREATE INDEX by_low ON figure
(low); CREATE INDEX by_source ON article (source); CREATE INDEX by_day ON article (published);
"""
ORDERS = {
    ("article", False): "file, record, start",
    ("value", False): "low IS NULL, low, file, record, start",
    ("value", True): "low IS NULL, low DESC, file, record, start",
    ("date", True): "published IS NULL, published DESC, file, record, start",
}


def main() -> None:
    count = next(iter(numbers_given(__doc__)), None)
    news = list(islice(records(corpus_data() / "data" / "saudinewsnet"), count))
    for times in (1, 2):
        with tempfile.TemporaryDirectory() as scratch:
            articles = Path(scratch, "articles")
            articles.mkdir()
            for copy in range(times):
                (articles / f"{copy}.json").write_text(json.dumps(news), "utf-8")
            measure(articles, Path(scratch, "cache"))


def records(folder: Path) -> Iterator[object]:
    for archive in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(archive) as opened:
            for name in opened.namelist():
                if name.endswith(".json") and not name.startswith("__"):
                    yield from json.loads(opened.read(name))


def measure(articles: Path, cache: Path) -> None:
    Corpus.open(articles, cache=cache).close()
    with Corpus.open(articles, cache=cache, refresh=False) as corpus:
        corpus.warm()
        began = perf_counter()
        figures = len(corpus.figure_table(FigureFilter()))
        first = perf_counter() - began
        print(f"{len(corpus):,} articles, {figures:,} figures; the first question {first * 1000:.0f} ms\n")
        print(f"{'':22}{'figures':>9}{'table':>8}{'sums':>8}{'rows':>8}{'SQL':>9}")
        with sqlite3.connect(catalogue(corpus, cache)) as by_sql:
            for name, (wanted, sort, descending) in ASKED.items():
                table = corpus.figure_table(wanted, sort=sort, descending=descending)
                asked = timed(lambda w=wanted, s=sort, d=descending: corpus.figure_table(w, sort=s, descending=d))
                sums = timed(lambda w=wanted: corpus.figure_table(w).summary) - timed(
                    lambda w=wanted: corpus.figure_table(w)
                )
                rows = timed(lambda t=table: t.rows(len(t) // 2, ON_A_SCREEN))
                print(
                    f"{name:22}{len(table):>9,}{asked:>8.1f}{max(0, sums):>8.1f}{rows:>8.1f}{in_sql(by_sql, name):>9}"
                )
        compare(corpus)


def catalogue(corpus: Corpus, cache: Path) -> Path:
    """A copy of the catalogue with a row for each figure, and an index for whatever is asked."""
    copy = cache / "copy.sqlite"
    shutil.copy(max(corpus.folder.glob("g*")) / FILE, copy)
    with sqlite3.connect(copy) as opened:
        opened.execute(TABLE)
        numbers = dict(opened.execute("SELECT id, number FROM article"))
        rows = ((numbers[each.article], *row_of(each)) for each in corpus.figures())
        opened.executemany("INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?)", rows)
        opened.executescript(INDICES)
        opened.execute("ANALYZE")
    return copy


def row_of(figure: Figure) -> tuple[int, str, str | None, float | None, float | None]:
    low, high = map(float, ends_of(figure.value) or (math.nan, math.nan))  # SQLite has NULL for what is no number
    return figure.span.start, str(figure.kind), figure.unit, low, high


def in_sql(catalogue: sqlite3.Connection, name: str) -> str:
    wanted, sort, descending = ASKED[name]
    if wanted.about or wanted.counts:
        return "–"
    asked = {
        "kind = ?": wanted.kind and str(wanted.kind),
        "unit = ?": wanted.unit,
        "high >= ?": wanted.minimum and float(wanted.minimum),
        "low <= ?": wanted.maximum and float(wanted.maximum),
        "source LIKE '%' || ? || '%'": wanted.source,
        "published >= ?": wanted.since and wanted.since.isoformat(),
        "published <= ?": wanted.until and wanted.until.isoformat(),
    }
    given = {condition: value for condition, value in asked.items() if value is not None}
    question = (
        f"SELECT number, start FROM figure JOIN article ON article = number WHERE {' AND '.join(given) or 1}"
        f" ORDER BY {ORDERS[sort, descending]}"
    )
    return f"{timed(lambda: catalogue.execute(question, list(given.values())).fetchall()):.1f}"


def compare(corpus: Corpus) -> None:
    """What a comparison costs, from figures drawn at random."""
    table = corpus.figure_table(FigureFilter())
    chance = random.Random(5)
    figures = [table[chance.randrange(len(table))].figure for _ in range(COMPARED)]
    took = sorted(timed(lambda f=figure: corpus.compare(f), 1) for figure in figures)
    middle, late = took[len(took) // 2], took[len(took) * 95 // 100]
    print(f"\ncompared: p50 {middle:.1f} ms, p95 {late:.1f} ms, at most {took[-1]:.1f} ms\n")


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Milliseconds, the median of some rounds."""
    took = []
    for _ in range(rounds):
        began = perf_counter()
        work()
        took.append((perf_counter() - began) * 1000)
    return median(took)


if __name__ == "__main__":
    main()
