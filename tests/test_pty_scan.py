"""Nothing of an article, a name or a query reaches the terminal raw: the real program, read byte by byte.

`python -m tests.bench.hostile` does the same with ten thousand strings.
"""

import os
from pathlib import Path

import pytest

from tests import hostile, hostile_scan
from tests.hostile_scan import Seen

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a pseudo-terminal")


def assert_harmless(seen: Seen) -> None:
    assert seen.obeyed == []
    assert seen.missing == []
    assert seen.failures == []


@pytest.mark.parametrize("encoding", ["visual", "words"])
def test_no_article_gets_through_to_the_terminal(tmp_path: Path, encoding: str):
    assert_harmless(hostile_scan.browse(tmp_path, 90, encoding))


def test_no_query_gets_through_to_the_terminal(tmp_path: Path):
    assert_harmless(hostile_scan.queries(tmp_path, 20))


def test_no_command_prints_what_a_terminal_obeys(tmp_path: Path):
    assert_harmless(hostile_scan.commands(tmp_path, 60))


def test_every_size_of_the_window_is_survived(tmp_path: Path):
    assert_harmless(hostile_scan.resizes(tmp_path, 60))


@pytest.mark.parametrize("piece", [piece for piece in hostile.PIECES if hostile.obeyed(piece)])
def test_the_scan_would_notice(piece: str):
    assert hostile.obeyed(f"\x1b[1;1H\x1b[31mname {piece} end")
