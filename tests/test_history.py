"""The history of searches: each query once, newest first, bounded, the user's own; and going back through it."""

import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui import history
from tui.history import Asked, History, history_of
from tui.recall import Recall


@pytest.fixture
def kept(tmp_path: Path) -> History:
    return History(tmp_path / "corpus" / "history.sqlite")


def ask(kept: History, *texts: str, begin: float = 1.0) -> None:
    for second, text in enumerate(texts):
        kept.remember(Asked(text, "normal", 3, begin + second))


def test_what_was_asked_comes_newest_first_and_each_once(kept: History):
    ask(kept, "نفط", "غاز", "نفط")
    assert [asked.text for asked in kept.asked()] == ["نفط", "غاز"]
    assert kept.asked()[0] == Asked("نفط", "normal", 3, 3.0)


def test_it_is_searched_by_words(kept: History):
    ask(kept, "أسعار النفط", "النفط", "Tesla السعودية")
    assert [asked.text for asked in kept.asked("النفط")] == ["النفط", "أسعار النفط"]
    assert [asked.text for asked in kept.asked("النفط سعار")] == ["أسعار النفط"]
    assert [asked.text for asked in kept.asked("tesla")] == ["Tesla السعودية"]


@pytest.mark.parametrize("harm", [Path.mkdir, lambda file: file.write_bytes(b"no database " * 100)])
def test_what_cannot_be_read_is_nothing_and_what_cannot_be_written_says_so(
    tmp_path: Path, harm: Callable[[Path], object]
):
    harm(tmp_path / "history.sqlite")
    kept = History(tmp_path / "history.sqlite")
    assert kept.asked() == []
    with pytest.raises(OSError, match=r"history\.sqlite"):
        ask(kept, "نفط")


def test_the_oldest_make_place(kept: History, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(history, "MOST", 5)
    ask(kept, *map(str, range(20)))
    assert [asked.text for asked in kept.asked()] == ["19", "18", "17", "16", "15"]


def test_what_is_forgotten_is_gone_from_the_file_too(kept: History, tmp_path: Path):
    file = tmp_path / "corpus" / "history.sqlite"
    ask(kept, "سر دفين", "نفط")
    assert "سر دفين".encode() in file.read_bytes()
    kept.forget("سر دفين")
    assert [asked.text for asked in kept.asked()] == ["نفط"]
    assert "سر دفين".encode() not in file.read_bytes()
    kept.clear()
    assert kept.asked() == []
    assert "نفط".encode() not in file.read_bytes()


def test_nobody_else_may_read_it(kept: History, tmp_path: Path):
    ask(kept, "نفط")
    file = tmp_path / "corpus" / "history.sqlite"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_looking_at_it_writes_nothing(kept: History, tmp_path: Path):
    assert kept.asked() == []
    assert list(tmp_path.iterdir()) == []


def test_a_broken_file_reads_as_nothing_and_says_so_when_it_is_written(kept: History, tmp_path: Path):
    ask(kept, "نفط")
    (tmp_path / "corpus" / "history.sqlite").write_bytes(b"not a database at all" * 100)
    assert kept.asked() == []
    with pytest.raises(OSError, match="history"):
        ask(kept, "غاز")


WRITER = """
import sys
from collections.abc import Callable
from pathlib import Path
from tui.history import Asked, History
for number in range(25):
    History(Path(sys.argv[1])).remember(Asked(f"{sys.argv[2]} {number}", "normal", 1, number))
"""


def test_programs_side_by_side_lose_nothing(kept: History, tmp_path: Path):
    file = tmp_path / "corpus" / "history.sqlite"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(file), name]) for name in "أبج"]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert len(kept.asked()) == 75


def test_a_corpus_has_its_own(data_home: Path):
    ask(history_of("a"), "نفط")
    assert history_of("b").asked() == []
    assert (data_home / "corpus-tui" / "a" / "history.sqlite").exists()


@given(st.text(max_size=30))
def test_any_text_can_be_kept(tmp_path_factory: pytest.TempPathFactory, text: str):
    kept = History(tmp_path_factory.mktemp("any") / "history.sqlite")
    kept.remember(Asked(text, "normal", 0, 1.0))
    assert len(kept.asked()) == 1


def test_a_file_of_another_time_is_left_alone(tmp_path: Path):
    (tmp_path / "history.sqlite").touch()
    assert History(tmp_path / "history.sqlite").asked() == []
    with sqlite3.connect(tmp_path / "history.sqlite") as database:
        assert database.execute("SELECT count(*) FROM asked").fetchone() == (0,)


# ---- in the box


def test_going_back_and_on_again_ends_at_what_was_being_typed():
    recall = Recall.beginning("نف", ["نفط", "غاز", "نفط خام", "نف"])
    lines = [recall.text]
    for _ in range(4):
        recall = recall.older()
        lines.append(recall.text)
    assert lines == ["نف", "نفط", "نفط خام", "نفط خام", "نفط خام"]
    for _ in range(4):
        recall = recall.newer()
    assert recall.text == "نف"


def test_an_empty_box_goes_back_through_everything():
    assert Recall.beginning("", ["نفط", "غاز"]).older().text == "نفط"


def test_from_the_last_search_one_goes_back_through_all() -> None:
    recall = Recall.beginning("نفط ", ["نفط", "غاز", "نفط خام"])
    recall = recall.older()
    assert recall.text == "غاز"
    assert recall.older().text == "نفط خام"
    assert recall.newer().text == "نفط "
