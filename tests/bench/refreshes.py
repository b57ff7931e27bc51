"""Many small refreshes: what they cost, how many segments stand, how fast questions are answered, and meanwhile.

    CORPUS_DATA=… python -m tests.bench.refreshes [refreshes, 300 unless said otherwise]

A day of the shared news, then one article more each time, each a file of its own. With our merge policy, and with
Whoosh's own for comparison, each in a process of its own.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path
from statistics import median, quantiles

from whoosh.index import open_dir
from whoosh.writing import MERGE_SMALL

from index.corpus import Corpus
from index.postings import writer
from tests.bench.command import corpus_data, words_given

_QUESTIONS = ("السعودية", "أسعار النفط", '"مجلس الوزراء"', "وزار*")


def main(arguments: list[str]) -> None:
    """Print a line for each policy."""
    if len(arguments) > 1:
        refreshes(arguments[0], int(arguments[1]))
        return
    for policy in ("ours", "Whoosh's"):
        command = [sys.executable, "-m", "tests.bench.refreshes", policy, *(arguments or ["300"])]
        subprocess.run(command, check=True)


def refreshes(policy: str, count: int) -> None:
    """Refresh so often, asking all the while."""
    if policy != "ours":
        writer.merge_amortised = MERGE_SMALL
    first, later = _articles(count)
    with tempfile.TemporaryDirectory() as name:
        sources = Path(name, "sources")
        sources.mkdir()
        Path(sources, "day.json").write_text(json.dumps(first), "utf-8")
        with Corpus.open(sources, cache=Path(name, "cache")) as corpus:
            asking = _Asking(corpus)
            began, standing = time.process_time(), 0
            for number, article in enumerate(later):
                Path(sources, f"{number}.json").write_text(json.dumps([article]), "utf-8")
                corpus.refresh()
                standing = max(standing, _segments(Path(name, "cache")))
            cpu = time.process_time() - began
            failed, meanwhile = asking.end()
            after = [_took(corpus, question) for question in _QUESTIONS * 10]
            print(
                f"{policy:9} {len(later)} refreshes: {cpu / len(later) * 1000:.0f} ms of CPU each, with those asking; "
                f"at most {standing} segments; asking meanwhile {median(meanwhile):.1f} ms, "
                f"p95 {quantiles(meanwhile, n=20)[-1]:.0f} ms, {failed} failed; afterwards {median(after):.1f} ms; "
                f"{len(corpus)} articles",
                flush=True,
            )


class _Asking(threading.Thread):
    """Questions, one after another with a breath between, until they are ended."""

    def __init__(self, corpus: Corpus) -> None:
        super().__init__(daemon=True)
        self._corpus, self._over = corpus, threading.Event()
        self._failed, self._took = 0, list[float]()
        self.start()

    def run(self) -> None:
        while not self._over.wait(0.05):
            for question in _QUESTIONS:
                self._took.append(_took(self._corpus, question))
                self._failed += not self._corpus.search(question).total

    def end(self) -> tuple[int, list[float]]:
        """How many questions had no answer, and how many milliseconds each took."""
        self._over.set()
        self.join()
        return self._failed, self._took


def _took(corpus: Corpus, question: str) -> float:
    began = time.perf_counter()
    corpus.search(question)
    return (time.perf_counter() - began) * 1000


def _segments(cache: Path) -> int:
    newest = max(cache.glob("*/g*"))
    return len(open_dir(str(newest))._segments())


def _articles(count: int) -> tuple[list[object], list[object]]:
    """A day of the news, and so many articles of the next."""
    days: list[list[object]] = []
    for path in sorted((corpus_data() / "data" / "saudinewsnet").glob("*.zip"))[:2]:
        with zipfile.ZipFile(path) as archive:
            name = next(name for name in archive.namelist() if not name.startswith("__"))
            days.append([article for article in json.loads(archive.read(name)) if article["content"]])
    return days[0], days[1][:count]


if __name__ == "__main__":
    main(words_given(__doc__))
