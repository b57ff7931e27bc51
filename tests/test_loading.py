"""The collector of cycles is out of the way while what finds is loaded, and left as it was."""

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.loading import loading

ONE_ARTICLE = """
import gc
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


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_nothing_is_collected_meanwhile_and_what_is_there_is_set_aside() -> None:
    with loading():
        assert not gc.isenabled()
        kept: list[list[int]] = [[]]
    assert gc.isenabled()
    assert gc.get_freeze_count() > len(kept)


def test_a_collector_that_is_turned_off_stays_so() -> None:
    gc.disable()
    gc.unfreeze()
    with loading():
        assert not gc.isenabled()
    assert not gc.isenabled()
    assert not gc.get_freeze_count()


def test_what_cannot_be_loaded_leaves_the_collector_on() -> None:
    with pytest.raises(ImportError), loading():
        raise ImportError
    assert gc.isenabled()


def test_what_finds_is_set_aside_once_when_the_first_question_is_asked(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", ONE_ARTICLE], cwd=tmp_path, check=True)
