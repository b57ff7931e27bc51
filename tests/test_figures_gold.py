"""The shipped articles against the figures a reader marked in them.

`cases/gold_seeds.jsonl` follows the project's annotation guideline: tier A must be found, tier B may be.
"""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from index.articles import Article, ArticleId
from index.figures import Figure, value_as_json
from index.figures.extraction import figures_in

CASES = Path(__file__).parent / "cases" / "gold_seeds.jsonl"
Mark = dict[str, Any]


def marks() -> dict[str, list[Mark]]:
    by_file = defaultdict(list)
    for line in CASES.read_text(encoding="utf-8").splitlines():
        mark = json.loads(line)
        by_file[mark["file"]].append(mark)
    return by_file


@pytest.fixture(scope="module")
def read(seeds: Path) -> dict[str, tuple[str, list[Figure]]]:
    bodies = {name: (seeds / name).read_bytes().decode("utf-8-sig") for name in marks()}
    return {name: (body, figures_in(Article(ArticleId(name), "", body))) for name, body in bodies.items()}


def expected(mark: Mark) -> tuple[object, str | None]:
    value = mark["value"]
    if isinstance(value, list) and isinstance(value[0], str):
        value = "/".join(value)
    return value, "x" if mark["kind"] == "ratio" else mark["currency"] or mark["unit"]


def found_in(read: dict[str, tuple[str, list[Figure]]], mark: Mark) -> Figure | None:
    _, figures = read[mark["file"]]
    return next((figure for figure in figures if tuple(figure.span) == (mark["start"], mark["end"])), None)


def tier_a() -> list[Mark]:
    return [mark for found in marks().values() for mark in found if mark["tier"] == "A"]


def test_the_marks_cut_the_shipped_bodies(read: dict[str, tuple[str, list[Figure]]]) -> None:
    assert all(
        read[name][0][mark["start"] : mark["end"]] == mark["surface"]
        for name, found in marks().items()
        for mark in found
    )


def test_every_figure_of_the_first_tier_has_its_span_value_and_unit(read: dict[str, tuple[str, list[Figure]]]) -> None:
    wrong = []
    for mark in tier_a():
        figure = found_in(read, mark)
        if figure is None or (value_as_json(figure.value), figure.unit) != expected(mark):
            wrong.append((mark["file"], mark["surface"]))
    assert wrong == []


def test_nothing_else_is_called_a_figure(read: dict[str, tuple[str, list[Figure]]]) -> None:
    marked = marks()
    extra = [
        body[figure.span.start : figure.span.end]
        for name, (body, figures) in read.items()
        for figure in figures
        if not any(figure.span.start < mark["end"] and mark["start"] < figure.span.end for mark in marked[name])
    ]
    assert extra == []


def test_what_is_counted_has_the_head_a_reader_gave_it(read: dict[str, tuple[str, list[Figure]]]) -> None:
    wrong = []
    for mark in tier_a():
        figure = found_in(read, mark)
        if figure is None or mark["counted"] is None:
            continue
        said = read[mark["file"]][0][slice(*figure.counted)] if figure.counted else ""
        if said.split()[:1] != mark["counted"].split()[:1]:
            wrong.append((mark["surface"], said))
    assert wrong == []


def test_bounds_are_those_a_reader_gave(read: dict[str, tuple[str, list[Figure]]]) -> None:
    of_dates = {"before", "until"}
    wrong = []
    for mark in tier_a():
        figure = found_in(read, mark)
        if figure and mark["bound"] not in of_dates and mark["bound"] != (figure.bound and figure.bound.value):
            wrong.append((mark["surface"], figure.bound))
    assert wrong == []
