"""The index as a cache that survives: generations, damage, leftovers, vanished sources; the fault trials, in short."""

import errno
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from index.corpus import Corpus, IndexUnusableError, NothingToReadError, PathMissingError
from index.generations import Generations
from index.manifest import Verification
from tests.bench import faults_story as story

LARGE = b"\x00\x07" * (1 << 16)


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    return Generations(tmp_path / "index")


def made(generations: Generations, base: Path | None = None, **files: bytes) -> Path:
    """The next generation, with these files added to those of its base."""
    with generations.writing(), generations.next(base) as folder:
        for name, content in files.items():
            (folder / name).write_bytes(content)
    return folder


def flip(path: Path, place: int = 40_000) -> None:
    """One bit of a file changes, and nothing else: not its size, not its inode, not its time."""
    status = path.stat()
    with path.open("r+b") as file:
        file.seek(min(place, status.st_size // 2))
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def fail(generations: Generations, base: Path) -> None:
    with generations.writing(), generations.next(base) as folder:
        (folder / "half").write_bytes(b"2")
        raise OSError(errno.ENOSPC, "full")


# ---- generations


def test_the_newest_is_in_force_and_one_is_kept_behind_it(generations: Generations) -> None:
    first = made(generations, words=b"1")
    second = made(generations, first, more=b"2")
    assert generations.current() == second
    assert {path.name: path.read_bytes() for path in second.iterdir() if path.name != "manifest"} == {
        "words": b"1",
        "more": b"2",
    }
    third = made(generations, second)
    assert generations.current() == third
    assert sorted(path.name for path in generations.folder.iterdir()) == [
        *("CURRENT", "corpus-tui.index", "g00000002", "g00000003", "lock")
    ]


def test_one_built_anew_also_keeps_the_one_before(generations: Generations) -> None:
    first = made(generations, words=b"1")
    second = made(generations, None, words=b"2")
    assert sorted(generations.folder.glob("g*")) == [first, second]


def test_a_build_that_fails_leaves_nothing_and_the_old_state(generations: Generations) -> None:
    first = made(generations, words=b"1")
    with pytest.raises(IndexUnusableError, match="ENOSPC"):
        fail(generations, first)
    assert [path for path in generations.folder.glob("g*") if path.is_dir()] == [first]
    assert generations.current() == first
    assert made(generations, first) == generations.current() != first


def test_what_interrupted_runs_left_is_swept(generations: Generations) -> None:
    first = made(generations, words=b"1")
    for leftover in ("g00000007", "swept-g00000001"):
        (generations.folder / leftover).mkdir()
        (generations.folder / leftover / "words").write_bytes(b"half")
    (generations.folder / "CURRENT.new").write_text("half")
    assert generations.current() == first
    generations.tidy()
    assert sorted(path.name for path in generations.folder.iterdir()) == [
        *("CURRENT", "corpus-tui.index", "g00000001", "lock")
    ]


def test_an_index_of_another_format_is_passed_over_and_replaced(generations: Generations) -> None:
    first = made(generations, words=b"1")
    (generations.folder / "corpus-tui.index").write_text("another")
    assert generations.current() is None
    assert not generations.is_damaged()
    second = made(generations, words=b"2")
    assert generations.current() == second
    assert not first.exists()


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


@pytest.mark.parametrize("harm", [flip, cut, zero, Path.unlink])
@pytest.mark.parametrize("file", ["small", "large", "manifest"])
def test_any_damage_is_noticed_and_the_one_before_takes_its_place(
    generations: Generations, file: str, harm: Callable[[Path], None]
) -> None:
    first = made(generations, words=b"1")
    second = made(generations, first, small=b"2", large=LARGE)
    harm(second / file)
    assert generations.damage() == (["CURRENT"] if file == "manifest" else [file])
    assert generations.verified() == first
    assert generations.is_damaged()
    generations.tidy()
    assert Generations(generations.folder).current() == first


@pytest.mark.parametrize("lines", [0, 1, 2])
def test_a_manifest_cut_short_is_none(generations: Generations, lines: int) -> None:
    first = made(generations, some=b"1", words=b"2")
    (generations.folder / "CURRENT").unlink()
    kept = (first / "manifest").read_text("utf-8").split("\n")[:lines]
    (first / "manifest").write_text("\n".join(kept), "utf-8")
    assert generations.current() is None


def test_naming_another_generation_is_damage_too(generations: Generations) -> None:
    first = made(generations, words=b"1")
    second = made(generations, first, more=b"2")
    pointer = generations.folder / "CURRENT"
    pointer.write_text(pointer.read_text().replace(second.name, first.name))
    assert generations.is_damaged()
    assert generations.current() == second


def test_damage_done_to_a_file_carried_over_is_not_sealed_with_the_rest(generations: Generations) -> None:
    first = made(generations, large=LARGE)
    with generations.writing(), generations.next(first) as second:
        flip(second / "large")
    assert generations.damage() == ["large"]


def test_files_are_verified_when_they_are_asked_for_and_those_that_are_sound_may_be_used(
    generations: Generations,
) -> None:
    folder = made(generations, sound=LARGE, broken=LARGE + b"!")
    flip(folder / "broken")
    verification = Verification(folder)
    verification.begin("broken")
    verification.demand("sound")
    for names in (("broken",), ("sound", "broken"), ("unknown",)):
        with pytest.raises(IndexUnusableError):
            verification.demand(*names)


def test_a_file_that_was_found_sound_is_not_read_again(generations: Generations) -> None:
    folder = made(generations, large=LARGE * 8)
    verification = Verification(folder)
    verification.demand("large")
    shutil.rmtree(folder)
    verification.demand("large")


# ---- a corpus over them


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Sources of the story's first version; their index has files too large to be read whole at opening."""
    story.write(tmp_path / "sources", 0)
    return tmp_path / "sources"


def opened(folder: Path, *, refresh: bool = True) -> Corpus:
    return Corpus.open(folder, cache=folder.parent / "cache", refresh=refresh)


def newest(corpus: Corpus) -> Path:
    return max(path for path in corpus.folder.iterdir() if path.name.startswith("g"))


@pytest.mark.parametrize("file", ["catalogue.sqlite", "*.flat", "*.relations", "*.toc"])
def test_an_index_damaged_where_nobody_looks_is_built_again_before_it_answers(folder: Path, file: str) -> None:
    generation = newest(opened(folder))
    flip(next(generation.glob(file)))
    corpus = opened(folder)
    assert story.seen(corpus) == story.expected(0)
    assert corpus.was_damaged
    again = opened(folder)
    assert (story.seen(again), again.was_damaged, again.damage()) == (story.expected(0), False, [])


def test_a_damaged_index_that_may_not_be_built_again_says_so(folder: Path) -> None:
    generation = newest(opened(folder))
    flip(next(generation.glob("*.flat")))
    corpus = opened(folder, refresh=False)
    with pytest.raises(IndexUnusableError):
        corpus.search(story.WORDS[0])
    assert corpus.was_damaged
    corpus.refresh()
    assert story.seen(corpus) == story.expected(0)


def test_whoever_builds_a_damaged_index_again_is_told_once_whatever_meets_the_damage(
    folder: Path,
) -> None:
    flip(next(newest(opened(folder)).glob("*.flat")))
    corpus = opened(folder, refresh=False)
    told: list[int] = []
    corpus.when_damaged(lambda: told.append(corpus.damages))
    corpus.warm()
    assert (corpus.search(story.WORDS[0]).total, len(corpus), told) == (0, 0, [1])
    corpus.refresh()
    corpus.warm()
    assert (story.seen(corpus), told) == (story.expected(0), [1])


def test_the_generation_before_answers_where_only_the_newest_is_damaged(folder: Path) -> None:
    opened(folder)
    story.write(folder, 1)
    generation = newest(opened(folder))
    flip(generation / "catalogue.sqlite")
    corpus = opened(folder, refresh=False)
    assert (story.seen(corpus), corpus.was_damaged) == (story.expected(0), True)
    corpus.refresh()
    assert story.seen(corpus) == story.expected(1)


def test_damage_is_not_built_upon(folder: Path) -> None:
    flip(next(newest(opened(folder)).glob("*.flat")))
    story.write(folder, 1)
    corpus = opened(folder)
    assert (story.seen(corpus), corpus.damage()) == (story.expected(1), [])


def test_warming_up_a_damaged_index_waits_for_the_refresh(folder: Path) -> None:
    flip(next(newest(opened(folder)).glob("*.copies")))
    corpus = opened(folder, refresh=False)
    corpus.warm()
    corpus.refresh()
    assert story.seen(corpus) == story.expected(0)


def test_a_corpus_whose_generation_was_swept_by_others_answers_from_the_one_in_force(folder: Path) -> None:
    corpus = opened(folder)
    for version in (1, 2, 3):
        story.write(folder, version)
        opened(folder)
    answers: list[story.State] = []
    other = threading.Thread(target=lambda: answers.append(story.seen(corpus)))  # has no connection of its own yet
    other.start()
    other.join()
    assert answers == [story.expected(3)]
    assert not corpus.was_damaged


def test_a_cache_that_was_removed_is_built_again_when_it_is_missed(folder: Path) -> None:
    corpus, passive = opened(folder), opened(folder, refresh=False)
    shutil.rmtree(folder.parent / "cache")
    assert story.seen(corpus) == story.expected(0)
    shutil.rmtree(folder.parent / "cache")
    with pytest.raises(IndexUnusableError):
        passive.search(story.WORDS[0])
    passive.refresh()
    assert story.seen(passive) == story.expected(0)


def test_sources_that_are_gone_leave_the_index_as_it_was(folder: Path) -> None:
    opened(folder)
    folder.rename(folder.parent / "elsewhere")
    corpus = opened(folder, refresh=False)
    assert story.seen(corpus) == story.expected(0)
    with pytest.raises(PathMissingError):
        corpus.refresh()
    with pytest.raises(PathMissingError):
        opened(folder)
    assert story.seen(corpus) == story.seen(opened(folder, refresh=False)) == story.expected(0)
    with pytest.raises(PathMissingError):
        opened(folder.parent / "never was", refresh=False)


def test_a_file_that_is_gone_is_found_in_its_index(folder: Path) -> None:
    file = folder / "a1.txt"
    Corpus.open(file, cache=folder.parent / "cache")
    file.unlink()
    corpus = Corpus.open(file, cache=folder.parent / "cache", refresh=False)
    assert [entry.id for entry in corpus.entries()] == ["a1.txt"]


def test_a_folder_that_became_empty_does_not_empty_the_index(folder: Path) -> None:
    opened(folder)
    for file in folder.iterdir():
        file.unlink()
    with pytest.raises(NothingToReadError):
        opened(folder)
    assert story.seen(opened(folder, refresh=False)) == story.expected(0)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_an_index_that_cannot_be_written_is_opened_and_searched(folder: Path) -> None:
    corpus = opened(folder)
    places = [corpus.folder, *corpus.folder.rglob("*")]
    try:
        for place in places:
            place.chmod(0o500 if place.is_dir() else 0o400)
        assert story.seen(opened(folder)) == story.expected(0)
        story.write(folder, 1)
        with pytest.raises(IndexUnusableError):
            opened(folder)
        assert story.seen(opened(folder, refresh=False)) == story.expected(0)
    finally:
        for place in places:
            place.chmod(0o700)


# ---- the trials of `python -m tests.bench.faults`, a small part of each


@pytest.mark.skipif(sys.platform != "linux", reason="forks, and looks into /proc")
@pytest.mark.parametrize(
    ("trial", "part"),
    [
        *(("kills", 0.02), ("events", 0.01), ("power", 0.02), ("mutations", 0.01), ("full", 0.05), ("opens", 0.004)),
        ("growing", 0.02),
    ],
)
def test_nothing_is_lost_and_nothing_wrong(trial: str, part: float) -> None:
    command = [sys.executable, "-m", "tests.bench.faults", trial, "--part", str(part)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent)
    assert done.returncode == 0, done.stdout + done.stderr
