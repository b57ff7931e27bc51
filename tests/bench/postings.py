"""What building and asking cost, against stock Whoosh and against a loop that only counts words.

    CORPUS_DATA=… python -m tests.bench.postings [articles] [articles for stock Whoosh]

All times are CPU seconds of this process, in one run; the counting loop is the one issue 4 measures by. Stock Whoosh
gets fewer articles: compare the ratios to the loop.
"""

import json
import random
import re
import resource
import tempfile
import time
import zipfile
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import index as whoosh_index
from whoosh import query as q

from index.postings import FlatWriter, Postings, Reader, bm25, create
from index.words import keys, raw_tokens
from tests.bench.command import corpus_data, numbers_given

_WORD = re.compile(r"\w+")
TOP = 20
Answer = Callable[[list[int]], list[int]]


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


def top(documents: Any, scores: Any) -> list[int]:
    """The best documents; of equal scores the one that comes first."""
    if len(scores) > TOP:
        kept = np.flatnonzero(scores >= np.partition(scores, len(scores) - TOP)[len(scores) - TOP])
        documents, scores = documents[kept], scores[kept]
    best: list[int] = documents[np.lexsort((documents, -scores))[:TOP]].tolist()
    return best


class Asking:
    """The reader's answers to the classes of queries that stock Whoosh is asked too."""

    def __init__(self, reader: Reader) -> None:
        self.count = reader.count
        self.body: Postings = reader.body
        self.lengths = reader.body.lengths

    def scored(self, numbers: Sequence[int]) -> tuple[Any, Any]:
        documents, frequencies = self.body.union(numbers)
        length = self.lengths[documents]
        return documents, bm25(frequencies, length, self.body.average_length, len(documents), self.count)

    def term(self, words: Sequence[int]) -> list[int]:
        return top(*self.scored(words[:1]))

    def any(self, words: Sequence[int]) -> list[int]:
        sums = np.zeros(self.count)
        for word in words:
            documents, scores = self.scored([word])
            sums[documents] += scores
        found = np.flatnonzero(sums)
        return top(found, sums[found])

    def all(self, words: Sequence[int]) -> list[int]:
        sums, counts = np.zeros(self.count), np.zeros(self.count, np.uint8)
        for word in words:
            documents, scores = self.scored([word])
            sums[documents] += scores
            counts[documents] += 1
        found = np.flatnonzero(counts == len(words))
        return top(found, sums[found])

    def phrase(self, words: Sequence[int]) -> list[int]:
        order = sorted(range(len(words)), key=lambda i: self.body.document_frequency(words[i]))
        places = documents = None
        for i in order:
            moved = self.body.occurrences([words[i]], documents) + np.uint64(100 - i)
            places = moved if places is None else places[np.isin(places, moved, assume_unique=True)]
            documents = np.unique(places >> np.uint64(32)).astype(np.int64)
        return top(documents, np.zeros(len(documents)))

    def prefix(self, words: Sequence[int]) -> list[int]:
        return top(*self.scored(range(words[0], words[-1] + 1)))


def ask(reader: Reader, searcher: Any, bodies: Sequence[Sequence[str]], rng: random.Random, count: int = 60) -> None:
    """Prints the latencies of each class."""
    asking, body = Asking(reader), reader.body
    frequent = sorted({w for words in bodies for w in words}, key=lambda w: -body.document_frequency(number(body, w)))
    common, rare = frequent[50:250], [w for w in frequent[2000:] if body.document_frequency(number(body, w)) > 2]
    long = [words for words in bodies if len(words) > 20]

    def phrase() -> list[str]:
        words = rng.choice(long)
        at = rng.randrange(len(words) - 3)
        return list(words[at : at + 3])

    def latencies(name: str, answer: Answer, asked: Sequence[list[str]], query: Callable[[list[str]], q.Query]) -> None:
        numbers = [[number(body, word) for word in words] for words in asked]
        for words in numbers:
            answer(words)
        ours = [timed(answer, words) for words in numbers]
        theirs = [timed(search, query(words)) for words in asked]
        print(f"  {name:12} reader {percentiles(ours)}   Whoosh on the same arrays {percentiles(theirs)}", flush=True)

    def search(query: q.Query) -> None:
        searcher.search(query, limit=TOP)

    latencies("common", asking.term, [[w] for w in rng.choices(common, k=count)], lambda w: q.Term("body", w[0]))
    latencies("rare", asking.term, [[w] for w in rng.choices(rare, k=count)], lambda w: q.Term("body", w[0]))
    pairs = [rng.sample(common, 2) for _ in range(count)]
    latencies("AND", asking.all, pairs, lambda w: q.And(terms(w)))
    latencies("OR", asking.any, pairs, lambda w: q.Or(terms(w)))
    latencies("phrase of 3", asking.phrase, [phrase() for _ in range(count)], lambda w: q.Phrase("body", w))
    latencies("prefix of 4", asking.prefix, [beginning(body, w[:4]) for w in rng.choices(common, k=20)], prefix)


def beginning(body: Postings, letters: str) -> list[str]:
    """The first and the last word that begin so."""
    first = bisect_left(body.vocabulary, letters)
    return [body.vocabulary[first], body.vocabulary[bisect_left(body.vocabulary, letters + "\uffff") - 1]]


def prefix(words: list[str]) -> q.Query:
    return q.Prefix("body", words[0][:4])


def number(body: Postings, word: str) -> int:
    found = body.word_number(word)
    assert found is not None
    return found


def terms(words: Sequence[str]) -> list[q.Query]:
    return [q.Term("body", word) for word in words]


def percentiles(seconds: Sequence[float]) -> str:
    return f"{np.percentile(seconds, 50) * 1e3:.2f}/{np.percentile(seconds, 95) * 1e3:.2f}"


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
        opened = timed(Reader.open, folder)
        print(f"opened in {opened * 1e3:.1f} ms; latencies in ms, p50/p95, top {TOP}, touched before:")
        bodies = [keys(body) for _, _, body in articles(files, min(count, 1000))]
        with whoosh_index.open_dir(folder).searcher() as searcher:
            ask(Reader.open(folder), searcher, bodies, random.Random(5))


if __name__ == "__main__":
    main()
