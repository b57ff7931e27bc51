"""Refreshes that are given up half way, and refreshes beside another program's: threads and processes as they are."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.corpus import Control, Corpus, CorpusError, IndexBusyError, Progress, Refreshed
from index.generations import Generations
from index.sources.workers import Workers
from index.store import _next_patience
from tests.test_hostile_documents import slow_pdf

ENOUGH = 20.0
"""Seconds after which what was waited for is not to come."""


def news(tmp_path: Path, count: int = 12) -> Path:
    """A file for each article."""
    folder = tmp_path / "news"
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"{number:03}.txt").write_text(f"الخبر رقم {number}\n\nنص الخبر", "utf-8")
    return folder


def left_in(corpus: Corpus) -> set[str]:
    """What stands in the folder of the index beside what belongs there."""
    generations = Generations(corpus.folder)
    current = generations.current()
    known = {"corpus-tui.index", "lock", "CURRENT", *([current.name] if current else [])}
    return {path.name for path in corpus.folder.iterdir()} - known


class Refreshing:
    """A refresh in a thread of its own, held where it first says a stage."""

    def __init__(self, corpus: Corpus, held_at: str, control: Control | None = None) -> None:
        self.seen: list[Progress] = []
        self.done: list[Refreshed | CorpusError] = []
        self.reached, self.go_on = threading.Event(), threading.Event()
        self._corpus, self._held_at, self._control = corpus, held_at, control
        self._thread = threading.Thread(target=self._work)
        self._thread.start()
        assert self.reached.wait(ENOUGH)

    def _work(self) -> None:
        try:
            self.done.append(self._corpus.refresh(growing=True, on_progress=self._told, control=self._control))
        except CorpusError as error:
            self.done.append(error)

    def _told(self, progress: Progress) -> None:
        self.seen.append(progress)
        if progress.stage == self._held_at and not self.reached.is_set():
            self.reached.set()
            assert self.go_on.wait(ENOUGH)

    def end(self) -> Refreshed | CorpusError:
        self.go_on.set()
        self._thread.join(ENOUGH)
        assert not self._thread.is_alive()
        return self.done[0]


# ---- given up


@pytest.mark.parametrize("stage", ["scanning", "reading", "writing"])
def test_what_is_abandoned_leaves_the_index_as_it_was(tmp_path: Path, stage: str) -> None:
    corpus = Corpus.open(news(tmp_path, 3), cache=tmp_path / "cache")
    news(tmp_path, 12)
    control = Control()
    refreshing = Refreshing(corpus, stage, control)
    control.abandon()
    done = refreshing.end()
    assert isinstance(done, Refreshed)
    assert (done.stopped, done.articles, len(corpus), left_in(corpus)) == (True, 3, 3, set())
    assert corpus.refresh().added == 9


def test_what_was_put_in_force_before_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.store.FIRST_SIGHT", 0.0)
    corpus = Corpus.open(news(tmp_path), cache=tmp_path / "cache", refresh=False)
    control = Control()
    refreshing = Refreshing(corpus, "published", control)
    control.abandon()
    refreshing.end()
    assert 0 < len(corpus) < 12
    assert corpus.refresh().articles == 12


@pytest.mark.parametrize(
    ("patience", "putting", "seconds"),
    [(1.0, 0.1, 6.0), (6.0, 0.5, 36.0), (36.0, 0.8, 60.0), (60.0, 1.0, 60.0), (60.0, 10.0, 200.0), (1.0, 10.0, 6.0)],
)
def test_what_was_read_is_put_in_force_every_minute_unless_that_takes_long(
    patience: float, putting: float, seconds: float
) -> None:
    assert _next_patience(patience, putting) == seconds


@pytest.mark.parametrize("stage", ["scanning", "reading", "writing"])
def test_closing_a_corpus_ends_its_refresh(tmp_path: Path, stage: str) -> None:
    corpus = Corpus.open(news(tmp_path), cache=tmp_path / "cache", refresh=False)
    refreshing = Refreshing(corpus, stage)
    threading.Timer(0.01, refreshing.go_on.set).start()
    assert corpus.close()
    done = refreshing.end()
    assert isinstance(done, Refreshed)
    assert (done.stopped, len(corpus)) == (True, 0)
    assert not corpus.folder.exists() or not left_in(corpus)
    with Corpus.open(tmp_path / "news", cache=tmp_path / "cache") as again:
        assert len(again) == 12


def test_a_refresh_that_begins_after_closing_does_nothing(tmp_path: Path) -> None:
    corpus = Corpus.open(news(tmp_path, 2), cache=tmp_path / "cache")
    corpus.close()
    news(tmp_path, 4)
    assert corpus.refresh().stopped
    assert len(corpus) == 0


def test_a_corpus_may_be_closed_in_the_midst_of_its_own_refresh(tmp_path: Path) -> None:
    corpus = Corpus.open(news(tmp_path), cache=tmp_path / "cache", refresh=False)
    assert corpus.refresh(on_progress=lambda _: corpus.close() and None).stopped


def test_who_leaves_waits_for_no_step_and_leaves_nothing_half(tmp_path: Path) -> None:
    corpus = Corpus.open(news(tmp_path, 3), cache=tmp_path / "cache")
    news(tmp_path, 12)
    refreshing = Refreshing(corpus, "reading")
    assert left_in(corpus)
    assert not corpus.close(patience=0.0)
    assert left_in(corpus) == set()
    refreshing.end()
    assert left_in(corpus) == set()
    with Corpus.open(tmp_path / "news", cache=tmp_path / "cache") as again:
        assert (len(again), again.was_damaged) == (12, False)


def test_readers_of_foreign_formats_end_when_nobody_waits_for_them(tmp_path: Path) -> None:
    slow = tmp_path / "slow.pdf"
    slow.write_bytes(slow_pdf(8_000_000))
    with Workers() as workers:
        question = workers.ask(str(slow))
        (worker,) = workers._workers
        process = worker._process
        threading.Timer(0.2, workers.end).start()
        assert list(workers.answers(question)) == []
    assert process is not None
    assert process.poll() is not None


# ---- beside another program


_OTHER = """
import sys
from pathlib import Path
import index.store
from index.corpus import Corpus

index.store.FIRST_SIGHT = 0.0
index.store.LATER_SIGHTS = 1

known = [0]

def told(progress):
    if progress.stage == "published" and progress.articles > known[0]:
        known[0] = progress.articles
        print(progress.articles, flush=True)
        sys.stdin.readline()

Corpus.open(sys.argv[1], cache=Path(sys.argv[2]), refresh=False).refresh(growing=True, on_progress=told)
"""


@contextmanager
def another_program(folder: Path, cache: Path) -> Iterator["subprocess.Popen[str]"]:
    """One that builds the index, and waits for a line after each article it has put in force; this is after the
    first."""
    arguments = [sys.executable, "-c", _OTHER, str(folder), str(cache)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdin
        try:
            assert other.stdout.readline() == "1\n"
            yield other
        finally:
            other.kill()


def test_a_second_program_shows_what_the_first_has_read_and_goes_on_when_it_dies(tmp_path: Path) -> None:
    folder = news(tmp_path)
    corpus = Corpus.open(folder, cache=tmp_path / "cache", refresh=False)
    with another_program(folder, tmp_path / "cache") as other:
        assert other.stdout
        assert other.stdin
        with pytest.raises(IndexBusyError):
            corpus.refresh()
        refreshing = Refreshing(corpus, "published")
        assert len(corpus) == corpus.search("الخبر").total == 1
        assert "elsewhere" in [progress.stage for progress in refreshing.seen]
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.stdout.readline() == "2\n"
        os.kill(other.pid, signal.SIGKILL)
        done = refreshing.end()
    assert isinstance(done, Refreshed)
    assert (done.added, done.articles, len(corpus)) == (10, 12, 12)
    assert len(left_in(corpus)) == 1  # the generation before


def test_a_second_program_has_everything_when_the_first_is_done(tmp_path: Path) -> None:
    folder = news(tmp_path)
    corpus = Corpus.open(folder, cache=tmp_path / "cache", refresh=False)
    with another_program(folder, tmp_path / "cache") as other:
        refreshing = Refreshing(corpus, "elsewhere")
        other.communicate("\n" * 20)
        done = refreshing.end()
    assert isinstance(done, Refreshed)
    assert (done.added, done.articles, len(corpus)) == (0, 12, 12)
    assert refreshing.seen[-1].stage != "elsewhere"


def test_a_second_program_that_is_left_does_not_wait_for_the_first(tmp_path: Path) -> None:
    folder = news(tmp_path)
    corpus = Corpus.open(folder, cache=tmp_path / "cache", refresh=False)
    with another_program(folder, tmp_path / "cache"):
        refreshing = Refreshing(corpus, "elsewhere")
        refreshing.go_on.set()
        assert corpus.close()
        done = refreshing.end()
    assert isinstance(done, Refreshed)
    assert done.stopped


def test_what_another_program_has_changed_since_is_told_though_nothing_is_left_to_do(tmp_path: Path) -> None:
    folder = news(tmp_path, 2)
    corpus = Corpus.open(folder, cache=tmp_path / "cache")
    news(tmp_path, 3)
    Corpus.open(folder, cache=tmp_path / "cache").close()
    told: list[str] = []
    assert corpus.refresh(on_progress=lambda progress: told.append(progress.stage)).added == 0
    assert told[-1] == "published"
    assert len(corpus) == 3
