"""The collector of cycles is out of the way while what finds is loaded, and left as it was."""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.corpus import Corpus
from index.loading import loading

ONE_ARTICLE = """
import gc
import os
from pathlib import Path
from index.corpus import Corpus
Path("one.txt").write_text("أسعار النفط", encoding="utf-8")
Corpus.open("one.txt", cache=Path("cache")).close()
with Corpus.open("one.txt", cache=Path("cache"), refresh=False) as corpus:
    gc.unfreeze()
    corpus.search("النفط")
    assert gc.isenabled() and gc.get_freeze_count()
    gc.unfreeze()
    corpus.search("أسعار")
    assert not gc.get_freeze_count()
"""


NEW = "what.is.not.loaded.yet"


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_nothing_is_collected_meanwhile_and_what_is_there_is_set_aside() -> None:
    with loading(NEW):
        assert not gc.isenabled()
        kept: list[list[int]] = [[]]
    assert gc.isenabled()
    assert gc.get_freeze_count() > len(kept)


def test_what_is_there_when_all_has_been_loaded_is_not_set_aside() -> None:
    gc.unfreeze()
    with loading("gc"):
        assert gc.isenabled()
    assert not gc.get_freeze_count()


def test_a_collector_that_is_turned_off_stays_so() -> None:
    gc.disable()
    gc.unfreeze()
    with loading(NEW):
        assert not gc.isenabled()
    assert not gc.isenabled()
    assert not gc.get_freeze_count()


def test_what_cannot_be_loaded_leaves_the_collector_on() -> None:
    with pytest.raises(ImportError), loading(NEW):
        raise ImportError
    assert gc.isenabled()


def test_what_finds_is_set_aside_once_when_the_first_question_is_asked(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", ONE_ARTICLE], cwd=tmp_path, check=True)


def test_an_index_that_grows_leaves_no_files_open(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "first.txt").write_text("أسعار النفط", encoding="utf-8")
    opened: list[int] = []
    with Corpus.open(sources, cache=tmp_path / "cache") as corpus:
        for nth in range(16):
            (sources / f"{nth}.txt").write_text(f"أسعار النفط {nth}", encoding="utf-8")
            corpus.refresh()
            assert len(corpus.search("النفط").hits) == nth + 2
            gc.collect()
            opened.append(len(os.listdir("/dev/fd")))
    assert opened[-1] <= 2 * opened[3] + 10  # an index has several segments before they are merged
