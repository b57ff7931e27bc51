"""What building and refreshing an index cost, as a multiple of counting the words of the same articles in a dict.

    CORPUS_DATA=… python -m tests.bench.building

Articles are the shared news (25,020 records). Every figure is of a process of its own with its children, baseline and
build in turn, three times: CPU time, of which the median counts, and time by the clock. Memory is that which no file is
behind, of all processes at once, looked at while everything is done a fourth time.
"""

import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

from tests.bench.command import corpus_data, words_given
from tests.bench.memory_watch import MemoryWatch

ROUNDS = 3

ONE_FILE = "all.json"

_STEPS = {
    "baseline": "count words in a dict (baseline)",
    "plain": "build, figures left out",
    "alone": "build, with figures, one process",
    "figures": "build, with figures",
    "unchanged": "unchanged refresh, 14 files",
    "singles": "unchanged refresh, a file each",
    "again": "the same, in the running program",
    "added": "one article added",
    "grown": "one article added to one file of all",
}


class Took(NamedTuple):
    """What a step took: seconds of processors, seconds by the clock, megabytes; 0 where it was not looked at."""

    cpu: float
    wall: float
    memory: float


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch:
        news, singles = _unpacked(Path(scratch)), Path(scratch, "singles")
        _as_single_files(news, singles)
        _as_one_file(news, Path(scratch, "one"))
        took: dict[str, list[Took]] = {step: [] for step in _STEPS}
        for round_ in range(ROUNDS + 1):
            for step, of_step in took.items():
                folders = news, singles, Path(scratch, f"cache{round_}")
                of_step.append(_in_own_process(step, *folders, watched=round_ == ROUNDS, compiled=Path(scratch, "pyc")))
        _print(took)


def _print(took: dict[str, list[Took]]) -> None:
    from index.preparing.pool import processors  # late, as all that a step imports: that is part of what it costs

    base = statistics.median(each.cpu for each in took["baseline"][:ROUNDS])
    print(f"{'':38} {'CPU s':>8} {'ratio':>7} {'wall s':>7} {'MB':>6}    on {processors()} processors")
    for step, name in _STEPS.items():
        cpu = statistics.median(each.cpu for each in took[step][:ROUNDS])
        wall = statistics.median(each.wall for each in took[step][:ROUNDS])
        print(f"{name:38} {cpu:8.2f} {cpu / base:7.2f} {wall:7.2f} {took[step][-1].memory:6.0f}")


def _unpacked(scratch: Path) -> Path:
    folder = scratch / "news"
    for archive in sorted((corpus_data() / "data" / "saudinewsnet").glob("*.zip")):
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(folder)
    return folder


def _as_single_files(news: Path, singles: Path) -> None:
    for file in sorted(news.glob("*.json")):
        day = singles / file.stem
        day.mkdir(parents=True)
        for number, article in enumerate(json.loads(file.read_text("utf-8"))):
            (day / f"{number}.txt").write_text(f"{article['title']}\n\n{article['content'] or ''}", "utf-8")


def _as_one_file(news: Path, folder: Path) -> None:
    folder.mkdir()
    records = [record for file in sorted(news.glob("*.json")) for record in json.loads(file.read_text("utf-8"))]
    (folder / ONE_FILE).write_text(json.dumps(records, ensure_ascii=False, indent=1), "utf-8")


def _add_record(file: Path) -> None:
    """As a program does that keeps its records in an array."""
    text = file.read_text("utf-8").rstrip().removesuffix("]").rstrip()
    record = {"title": "مقال جديد", "content": f"نص المقال الجديد {time.time()}"}
    file.write_text(f"{text},\n {json.dumps(record, ensure_ascii=False)}\n]", "utf-8")


def _in_own_process(step: str, *folders: Path, watched: bool, compiled: Path) -> Took:
    """`compiled`: where Python keeps the modules it has compiled; those of an installed program are, whatever the
    environment says."""
    command = [sys.executable, "-m", "tests.bench.building", step, *map(str, folders), *["watched"][:watched]]
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(compiled), "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return Took(*map(float, done.stdout.split()))


def _step(name: str, news: Path, singles: Path, cache: Path, *, watched: bool) -> None:
    """One measurement, printed as `Took` has it."""
    run = {
        "baseline": lambda: _count_words(news),
        "plain": lambda: _build(news, cache / "plain", figures=False),
        "alone": lambda: _build(news, cache / "alone", figures=True, processes=1),
        "figures": lambda: _build(news, cache / "figures", figures=True),
        "unchanged": lambda: _build(news, cache / "figures", figures=True),
        "singles": lambda: _build(singles, cache / "singles", figures=False),
        "again": lambda: None,
        "added": lambda: _build(singles, cache / "singles", figures=True),
        "grown": lambda: _build(news.with_name("one"), cache / "one", figures=False),
    }[name]
    if name in ("singles", "grown"):
        run()
    if name == "again":
        from index.corpus import Corpus

        run = Corpus.open(singles, cache=cache / "singles").refresh
    if name in ("added", "grown"):
        import index.corpus
        import index.postings
        import index.store  # noqa: F401 - the program that grows has long imported these
    if name == "grown":
        _add_record(news.with_name("one") / ONE_FILE)
    if name == "added":
        (singles / "new.txt").write_text(f"مقال جديد\n\nنص المقال الجديد {time.time()}", "utf-8")
    memory = MemoryWatch()
    cpu, wall = _cpu(), time.perf_counter()
    with memory if watched else nullcontext():
        run()
    print(_cpu() - cpu, time.perf_counter() - wall, memory.most)


def _cpu() -> float:
    """Seconds of processors that this process and its children that have ended took."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def _count_words(news: Path) -> None:
    pattern = re.compile(r"\w+")
    for file in sorted(news.glob("*.json")):
        with file.open(encoding="utf-8") as opened:
            for article in json.load(opened):
                counts: dict[str, int] = {}
                for word in pattern.findall(article["content"] or ""):
                    counts[word] = counts.get(word, 0) + 1


def _build(folder: Path, cache: Path, *, figures: bool, processes: int | None = None) -> None:
    from index.corpus import Corpus
    from index.preparing import pool
    from tests.bench.without_figures import leave_out_figures

    if processes:
        pool.processors = lambda: processes
    if not figures:
        leave_out_figures()
    with Corpus.open(folder, cache=cache) as corpus:
        assert len(corpus)


if __name__ == "__main__":
    if given := words_given(__doc__):
        _step(given[0], *map(Path, given[1:4]), watched="watched" in given)
    else:
        main()
