"""The shipped articles against the figures a reader marked in them, by the project's annotation guideline."""

from pathlib import Path

import pytest

from tests.figure_marks import Marked, differences, shipped


@pytest.fixture(scope="module")
def articles(seeds: Path) -> list[Marked]:
    return list(shipped(seeds))


def test_the_marks_cut_the_shipped_bodies(articles: list[Marked]) -> None:
    assert all(article.body[mark.start : mark.end] == mark.surface for article in articles for mark in article.marks)


def test_every_figure_has_the_span_value_unit_bound_and_head_a_reader_gave_and_there_is_no_other(
    articles: list[Marked],
) -> None:
    assert [line for article in articles for line in differences(article)] == []
