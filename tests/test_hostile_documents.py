"""The tree of hostile documents, smaller than `tests.bench.hostile_documents` makes it: nothing raises, hangs or
writes, every file is an article or a problem with the reason it should have, and a bad file costs itself alone."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.articles import Article
from index.errors import Problem
from index.sources.problems import Reason
from index.sources.workers import Bounds, Workers
from tests.bench.hostile_documents import outcomes, sums
from tests.bench.mutations import read
from tests.documents import html, raw_pdf, zipped
from tests.hostile_documents import ARTICLE, ROWS, Row
from tests.mutations import mutated
from tests.removing import chain_gone

SIZE = 0.04


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that is removed though it may be deeper than pytest can go."""
    yield tmp_path
    chain_gone(tmp_path)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_danger_is_told_and_costs_itself(folder: Path, row: Row) -> None:
    row.make(folder, SIZE)
    before = sums(folder)
    found = Counter(outcomes(folder))
    assert found.pop("article", 0) >= row.articles
    assert set(found) <= row.reasons | row.when_small
    assert sums(folder) == before


def slow_pdf(letters: int) -> bytes:
    """A page that says one word, at length."""
    content = b"BT (" + b"a" * letters + b") Tj ET"
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(content), content),
    )


def read_with(bounds: Bounds, *paths: Path) -> list[list[Article | Problem]]:
    with Workers(bounds) as workers:
        asked = [workers.ask(str(path)) for path in paths]
        return [list(workers.answers(question)) for question in asked]


def test_a_reader_that_does_not_end_is_stopped_and_what_comes_after_is_read(tmp_path: Path) -> None:
    good, slow = tmp_path / "good.html", tmp_path / "slow.pdf"
    good.write_bytes(html(ARTICLE))
    slow.write_bytes(slow_pdf(8_000_000))
    first, second, third = read_with(Bounds(seconds=2), good, slow, good)
    assert [each.reason for each in second if isinstance(each, Problem)] == [Reason.TIMEOUT]
    assert [each.title for each in (*first, *third) if isinstance(each, Article)] == [ARTICLE.title] * 2


def test_in_an_archive_too_a_bad_file_costs_itself(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    inner = zipped({"1.html": html(ARTICLE), "2.pdf": slow_pdf(8_000_000), "3.html": html(ARTICLE)})
    archive.write_bytes(zipped({"a.html": html(ARTICLE), "b.zip": inner, "c.html": html(ARTICLE)}))
    (found,) = read_with(Bounds(seconds=2), archive)
    assert [each.id if isinstance(each, Article) else each.reason for each in found] == [
        "!/a.html", "!/b.zip!/1.html", Reason.TIMEOUT, "!/b.zip!/3.html", "!/c.html",
    ]  # fmt: skip


def test_a_reader_that_wants_too_much_memory_is_stopped(tmp_path: Path) -> None:
    good, large = tmp_path / "good.html", tmp_path / "large.html"
    good.write_bytes(html(ARTICLE))
    large.write_bytes(b"<html>" + ARTICLE.body.encode() * 300_000)
    first, second = read_with(Bounds(memory=200 << 20), large, good)
    assert [each.reason for each in first if isinstance(each, Problem)] == [Reason.MEMORY]
    assert [each.title for each in second if isinstance(each, Article)] == [ARTICLE.title]


def test_a_process_that_cannot_even_start_is_told_and_not_asked_again(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_bytes(html(ARTICLE))
    (found,) = read_with(Bounds(memory=1 << 20), page)
    assert [each.reason for each in found if isinstance(each, Problem)] in ([Reason.CRASHED], [Reason.MEMORY])


def test_no_changed_file_of_any_format_is_without_an_outcome(tmp_path: Path) -> None:
    for name, content in mutated(600, ARTICLE, seed=1):
        (tmp_path / name).write_bytes(content)
    told, _, unaccounted = read(tmp_path)
    assert unaccounted == 0
    assert sum(count for (_, kind), count in told.items() if kind == "files") == 600
    assert [kind for _, kind in told if kind in (Reason.TIMEOUT, Reason.MEMORY, Reason.CRASHED)] == []
