"""What inverting costs, against stock Whoosh and against a loop that only counts words.

    CORPUS_DATA=… python -m tests.bench.postings [articles] [articles for stock Whoosh]

All times are CPU seconds of this process, in one run; the counting loop is the one issue 4 measures by. Stock Whoosh
gets fewer articles: compare the ratios to the loop.
"""

import json
import re
import resource
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from index.postings import FlatWriter, create
from index.words import raw_tokens
from tests.bench.command import corpus_data, numbers_given

_WORD = re.compile(r"\w+")


def days(data: Path) -> list[bytes]:
    """The JSON files of the Saudi newspaper articles, undecoded."""
    found = []
    for archive in sorted((data / "data" / "saudinewsnet").glob("*.zip")):
        with zipfile.ZipFile(archive) as opened:
            found += [opened.read(n) for n in opened.namelist() if n.endswith(".json") and not n.startswith("__")]
    return found


def articles(files: Sequence[bytes], count: int) -> Iterator[tuple[str, str, str]]:
    """Id, title and body, parsed afresh each time: reading is part of what is measured."""
    number = 0
    for file in files:
        for article in json.loads(file.decode("utf-8")):
            if number == count:
                return
            yield str(number), article["title"] or "", article["content"] or ""
            number += 1


def count_words(files: Sequence[bytes], count: int) -> None:
    for _, _, body in articles(files, count):
        counts: dict[str, int] = {}
        for word in _WORD.findall(body):
            counts[word] = counts.get(word, 0) + 1


def only_read(files: Sequence[bytes], count: int) -> None:
    for _, title, body in articles(files, count):
        raw_tokens(title)
        raw_tokens(body)


def build(files: Sequence[bytes], count: int, folder: Path) -> None:
    writer = FlatWriter(create(folder))
    for article, title, body in articles(files, count):
        writer.add_article(article, body, title)
    writer.commit(merge=False)


def build_stock(files: Sequence[bytes], count: int, folder: Path) -> None:
    writer = create(folder).writer(limitmb=512)
    for article, title, body in articles(files, count):
        writer.add_document(id=article, title=title, body=body)
    writer.commit()


def timed(work: Callable[..., Any], *arguments: Any) -> float:
    started = time.process_time()
    work(*arguments)
    return time.process_time() - started


def size(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.iterdir()) / 1e6


def measure_building(files: Sequence[bytes], count: int, folder: Path) -> None:
    loop = timed(count_words, files, count)
    print(f"{count} articles: the counting loop takes {loop:.2f} s")
    built = timed(build, files, count, folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"built in {built:.2f} s, {built / loop:.2f} × the loop; {size(folder):.0f} MB, peak {peak:.0f} MB", flush=True
    )
    read = timed(only_read, files, count)
    again = timed(build, files, count, folder)
    print(f"built again, every token known, in {again:.2f} s, of which reading and cutting {read:.2f} s", flush=True)


def measure_stock(files: Sequence[bytes], count: int, folder: Path) -> None:
    loop = timed(count_words, files, count)
    built = timed(build_stock, files, count, folder)
    print(
        f"stock Whoosh, {count} articles: {built:.1f} s, {built / loop:.1f} × the loop; {size(folder):.0f} MB",
        flush=True,
    )


def main() -> None:
    count, stock_count = numbers_given(__doc__, 25_020, 1500)
    files = days(corpus_data())
    with tempfile.TemporaryDirectory() as folder:
        measure_building(files, count, Path(folder))
        with tempfile.TemporaryDirectory() as stock:
            measure_stock(files, stock_count, Path(stock))


if __name__ == "__main__":
    main()
