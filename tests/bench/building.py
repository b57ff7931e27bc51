"""What building and refreshing an index cost, as a multiple of counting the words of the same articles in a dict.

    CORPUS_DATA=… python -m tests.bench.building

Articles are the shared news (25,020 records). Every figure is CPU time of a process of its own, baseline and build in
turn, three times; the median is what counts.
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
from collections.abc import Callable
from pathlib import Path

ROUNDS = 3


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch:
        news, singles = _unpacked(Path(scratch)), Path(scratch, "singles")
        _as_single_files(news, singles)
        rows = {
            "count words in a dict (baseline)": [],
            "build, figures left out": [],
            "build, with figures": [],
            "unchanged refresh, 14 files": [],
            "unchanged refresh, a file each": [],
            "the same, in the running program": [],
            "one article added (wall)": [],
        }
        for round_ in range(ROUNDS):
            cache = Path(scratch, f"cache{round_}")
            steps = ("baseline", "plain", "figures", "unchanged", "singles", "again", "added")
            for row, step in zip(rows.values(), steps, strict=True):
                row.append(_in_own_process(step, news, singles, cache, compiled=Path(scratch, "compiled")))
        _print(rows)


def _print(rows: dict[str, list[tuple[float, float]]]) -> None:
    base = statistics.median(seconds for seconds, _ in next(iter(rows.values())))
    print(f"{'':34} {'seconds':>8} {'ratio':>7} {'peak MB':>8}")
    for name, measured in rows.items():
        seconds = statistics.median(seconds for seconds, _ in measured)
        print(f"{name:34} {seconds:8.2f} {seconds / base:7.2f} {max(peak for _, peak in measured):8.0f}")


def _unpacked(scratch: Path) -> Path:
    data = os.environ.get("CORPUS_DATA")
    if not data:
        sys.exit("CORPUS_DATA is not set: it must name the folder that holds data/saudinewsnet")
    folder = scratch / "news"
    for archive in sorted(Path(data, "data", "saudinewsnet").glob("*.zip")):
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(folder)
    return folder


def _as_single_files(news: Path, singles: Path) -> None:
    for file in sorted(news.glob("*.json")):
        day = singles / file.stem
        day.mkdir(parents=True)
        for number, article in enumerate(json.loads(file.read_text("utf-8"))):
            (day / f"{number}.txt").write_text(f"{article['title']}\n\n{article['content'] or ''}", "utf-8")


def _in_own_process(step: str, news: Path, singles: Path, cache: Path, compiled: Path) -> tuple[float, float]:
    """`compiled`: where Python keeps the modules it has compiled; those of an installed program are, whatever the
    environment says."""
    command = [sys.executable, "-m", "tests.bench.building", step, str(news), str(singles), str(cache)]
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(compiled), "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


def _step(name: str, news: Path, singles: Path, cache: Path) -> None:
    """One measurement, printed as seconds and peak memory in MB."""
    clock: Callable[[], float] = time.perf_counter if name == "added" else _cpu
    run = {
        "baseline": lambda: _count_words(news),
        "plain": lambda: _build(news, cache / "plain", figures=False),
        "figures": lambda: _build(news, cache / "figures", figures=True),
        "unchanged": lambda: _build(news, cache / "figures", figures=True),
        "singles": lambda: _build(singles, cache / "singles", figures=False),
        "again": lambda: None,
        "added": lambda: _build(singles, cache / "singles", figures=True),
    }[name]
    if name == "singles":
        run()
    if name == "again":
        from index.corpus import Corpus

        run = Corpus.open(singles, cache=cache / "singles").refresh
    if name == "added":
        import index.corpus
        import index.postings
        import index.store  # noqa: F401 - the program that grows has long imported these

        (singles / "new.txt").write_text(f"مقال جديد\n\nنص المقال الجديد {time.time()}", "utf-8")
    before = clock()
    run()
    print(clock() - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


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


def _build(folder: Path, cache: Path, *, figures: bool) -> None:
    from index.corpus import Corpus
    from tests.bench.without_figures import leave_out_figures

    if not figures:
        leave_out_figures()
    with Corpus.open(folder, cache=cache) as corpus:
        assert len(corpus)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _step(sys.argv[1], *map(Path, sys.argv[2:]))
    else:
        main()
