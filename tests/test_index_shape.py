"""What the index writes and its FORMAT change together; a cache of an older version is built anew without a word."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.catalogue import FILE as CATALOGUE_FILE
from index.corpus import Corpus
from index.manifest import FORMAT
from index.sources.paths import INDEX_MARKER
from tests.index_shape import KEPT, shape_now


def test_what_is_written_has_the_shape_that_goes_with_its_format(tmp_path: Path) -> None:
    format_, _, kept = KEPT.read_text("utf-8").partition("\n")
    now = shape_now(tmp_path)
    bumped = format_ != f"format {FORMAT}"
    first = "" if bumped else "bump FORMAT in index/manifest.py, else older caches are opened and not understood; then "
    assert (kept, bumped) == (now, False), f"what the index writes has changed: {first}run python -m tests.index_shape"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("عنوان\n\nبلغ سعر النفط 80 دولارا.", "utf-8")
    return tmp_path


def of_another_version(cache: Path) -> None:
    """An index as an older program may have left it: its format, other tables, other files."""
    (index,) = cache.iterdir()
    (index / INDEX_MARKER).write_text(str(int(FORMAT) - 1))
    (generation,) = index.glob("g0*")
    with closing(sqlite3.connect(generation / CATALOGUE_FILE)) as database, database:
        database.execute("DROP TABLE figures")
        database.execute("ALTER TABLE article DROP COLUMN author")
    for file in generation.glob("*.relations"):
        file.unlink()


def test_a_cache_of_an_older_version_is_built_anew_when_it_is_opened(folder: Path) -> None:
    Corpus.open(folder / "articles", cache=folder / "cache").close()
    of_another_version(folder / "cache")
    with Corpus.open(folder / "articles", cache=folder / "cache") as corpus:
        assert (len(corpus), corpus.search("النفط").total, len(corpus.figures())) == (1, 1, 1)
        assert not corpus.was_damaged


def test_a_cache_of_an_older_version_is_empty_until_it_is_refreshed(folder: Path) -> None:
    Corpus.open(folder / "articles", cache=folder / "cache").close()
    of_another_version(folder / "cache")
    with Corpus.open(folder / "articles", cache=folder / "cache", refresh=False) as corpus:
        assert (len(corpus), corpus.search("النفط").total, corpus.figures(), corpus.names()) == (0, 0, [], [])
        assert corpus.refresh().added == 1
        assert (len(corpus), corpus.search("النفط").total, len(corpus.figures())) == (1, 1, 1)
