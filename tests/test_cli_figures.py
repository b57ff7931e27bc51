"""`corpus-tui figures`: its filters, sums and comparisons as a user runs them."""

import csv
import io
from pathlib import Path

import pytest

from tests.test_cli import Shell
from tui.spreadsheet import harmed

NEWS = """[
  {"title": "أ", "content": "أعلنت الشركة شراء 12 ألف وحدة من H100. وبلغت الكلفة 500 مليون دولار.", "source": "الرياض", "date": "2024-10-01"},
  {"title": "ب", "content": "اشترت تسلا 85 ألف شريحة H100 أمس. وقتل 15 شخصا ونحو 4 أشخاص.", "source": "سبق", "date": "2024-11-05"},
  {"title": "ج", "content": "كان الفرق -5 درجات في 12 شوال 1436هـ.", "source": "=سبق", "date": "2025-01-02"}
]"""  # noqa: E501


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    shell = Shell(tmp_path_factory.mktemp("home"))
    (shell.home / "news.json").write_text(NEWS, "utf-8")
    return shell


@pytest.fixture(scope="module")
def news(shell: Shell) -> Path:
    return shell.home / "news.json"


ASKED = [
    (("--counts", "شخص"), ["15"]),
    (("--source", "الرياض"), ["12 ألف", "500 مليون دولار"]),
    (("--since", "2024-11", "--until", "2024"), ["85 ألف", "15", "4"]),
    (("--unit", "usd"), ["500 مليون دولار"]),
    (("--unit", "دولار"), ["500 مليون دولار"]),
    (("--kind", "count", "--sort", "value", "--reverse"), ["85 ألف", "12 ألف", "15", "4"]),
    (("--about", "تسلا H100"), ["85 ألف"]),
    (("--article", "news.json#2", "--max", "0"), ["-5 درجات"]),
]


@pytest.mark.parametrize(("options", "texts"), ASKED)
def test_figures_are_filtered_and_sorted(shell: Shell, news: Path, options: tuple[str, ...], texts: list[str]) -> None:
    assert [row["text"] for row in shell.rows("figures", *options, news)] == texts


def test_a_summary_counts_and_adds_up(shell: Shell, news: Path) -> None:
    (row,) = shell.rows("figures", "--summary", "--counts", "شخص", news)
    assert (row["count"], row["articles"], row["by_kind"], row["total"]) == (1, 1, {"count": 1}, 15)
    said = shell("figures", "--summary", "--counts", "شخص", news).stdout
    assert said.splitlines() == [
        "one figure in one article",
        "Counts 1",
        "from 15 to 15",
        "sum 15, of one exact figure",
    ]
    assert shell("figures", "--summary", "--unit", "XXX", news, status=1).stdout == ""


def test_a_figure_is_compared_with_those_like_it(shell: Shell, news: Path) -> None:
    (own,) = shell.rows("figures", "--about", "تسلا H100", news)
    rows = shell.rows("figures", "--like", f"{own['article']}:{own['start']}", news)
    assert [(row["value"], row["by"], row["source"], row["date"]) for row in rows] == [
        (12_000, "product", "الرياض", "2024-10-01"),
        (85_000, "product", "سبق", "2024-11-05"),
    ]
    said = shell("figures", "--like", f"{own['article']}:{own['start']}", news).stdout
    assert "12,000  (stated once)" in said
    assert "same product: H100 · الرياض · 2024-10-01 · news.json#0:" in said
    asked = shell.rows("figures", "--like", f"{own['article']}:{own['start']}", "--about", "شخصا", news)
    assert [row["value"] for row in asked] == [4, 15, 85_000]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--like", "news.json#0:1"), "news.json#0"),
        (("--like", "nowhere:1"), "nowhere"),
        (("--like", "nowhere"), "nowhere"),
        (("--like", ":1"), ":1"),
        (("--since", "yesterday"), "yesterday"),
        (("--until", "2015-02-31"), "2015-02-31"),
        (("--article", "nowhere"), "nowhere"),
    ],
)
def test_what_cannot_be_understood_is_named(shell: Shell, news: Path, options: tuple[str, ...], named: str) -> None:
    said = shell("figures", *options, news, status=2)
    assert named in said.stderr
    assert said.stdout == ""


def test_cells_are_harmless_and_read_back(shell: Shell, news: Path) -> None:
    (row,) = shell.rows("figures", "--unit", "deg", news)
    place = f"{row['article']}:{row['start']}"
    (line,) = csv.DictReader(io.StringIO(shell("figures", "--like", place, "--csv", news).stdout))
    assert (line["text"], line["source"]) == ("'-5 درجات", "'=سبق")
    assert {harmed(line["source"]), harmed(line["value"])} == {"=سبق", "-5"}


def test_a_person_reads_what_was_assumed_and_the_gregorian_day(shell: Shell, news: Path) -> None:
    lines = [line.split("\t") for line in shell("figures", "--kind", "date", news).stdout.splitlines()]
    assert lines == [["news.json#2", "date", "12 Shawwal 1436 AH", "12 شوال 1436هـ", "about 28 July 2015 AD"]]
