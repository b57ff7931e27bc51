"""Merging, with real indexes: few segments stand, articles are not written again too often, none is lost."""

import math
from pathlib import Path

import pytest
from whoosh.index import open_dir

from index.postings import FlatWriter, create
from index.postings import merging as policy


def add(folder: Path, first: int, count: int, gone: list[str] | None = None) -> None:
    """One commit."""
    writer = FlatWriter(open_dir(folder))
    writer.delete_articles(gone or [])
    for number in range(first, first + count):
        writer.add_article(f"a{number}", f"نص المقال رقم {number}", "عنوان")
    writer.commit()


def sizes(folder: Path) -> list[int]:
    return sorted(segment.doc_count() for segment in open_dir(folder)._segments())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create(tmp_path)
    return tmp_path


def test_of_many_small_commits_few_segments_stand_and_nothing_is_lost(folder: Path) -> None:
    commits = 60
    most, names, written = 0, set[str](), 0
    for number in range(commits):
        add(folder, number, 1)
        segments = open_dir(folder)._segments()
        most = max(most, len(segments))
        written += sum(segment.doc_count() for segment in segments if segment.segment_id() not in names)
        names |= {segment.segment_id() for segment in segments}
    assert sum(sizes(folder)) == commits
    assert most <= math.log2(commits) + 1
    assert written <= commits * math.log(commits, 1.5)
    with open_dir(folder).searcher() as searcher:
        assert all(searcher.document_number(id=f"a{number}") is not None for number in range(commits))


def test_a_large_segment_is_not_written_again_for_a_small_commit(folder: Path) -> None:
    add(folder, 0, 50)
    add(folder, 50, 1)
    assert sizes(folder) == [1, 50]


def test_what_is_mostly_deleted_is_written_again_and_what_is_wholly_so_left_out(folder: Path) -> None:
    add(folder, 0, 50)
    add(folder, 50, 1)
    add(folder, 51, 0, ["a50", *(f"a{number}" for number in range(26))])
    (segment,) = open_dir(folder)._segments()
    assert (segment.doc_count_all(), segment.doc_count()) == (24, 24)


def test_no_segment_grows_beyond_the_largest(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "LARGEST", 10)
    for number in range(0, 40, 4):
        add(folder, number, 4)
    assert max(sizes(folder)) <= 10
    assert sum(sizes(folder)) == 40


def test_no_segment_has_more_words_than_it_may(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "MOST_WORDS", 4 * 8)
    for number in range(0, 40, 4):
        add(folder, number, 4)
    assert 8 <= max(sizes(folder)) <= 12
    assert sum(sizes(folder)) == 40
