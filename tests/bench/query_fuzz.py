"""Thousands of queries nobody would type, each answered or explained in its time; and what each class of query costs.

    CORPUS_DATA=… python -m tests.bench.query_fuzz [queries] [--cache FOLDER]

The shared news are indexed with their figures, in a temporary cache unless one is named. A query is asked as the
program asks it: twenty hits, of which ten are lit, at a width drawn by lot. It may answer, say what is wrong with it (a
sentence with nothing left unfilled, a span within the text) or be cut, which the answer then says; it may not take
longer than the time limit of a search and a moment for what cannot be stopped, and may raise nothing else.

The second table: milliseconds by class of query, remembering nothing, at the width it says; the goal is issue 4's.
"""

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from time import perf_counter

import numpy as np

from index import indexed_field, search
from index.corpus import Corpus
from tests.bench.asking import unpack
from tests.bench.command import numbers_given
from tests.fuzzed_queries import BAD, WIDTHS, asked, fuzzed

TOP = 20
MOMENT = 1.0
GOAL = 10.0
A_CLASS = 100


def main() -> None:
    """Print both tables; exit status 1 where a query raised what it may not, or took too long."""
    count = numbers_given(__doc__, 5_000)[0]
    with tempfile.TemporaryDirectory() as scratch:
        news = Path(scratch, "news")
        unpack(news)
        named = sys.argv[sys.argv.index("--cache") + 1] if "--cache" in sys.argv else Path(scratch, "cache")
        corpus = Corpus.open(news, cache=Path(named))
        words = common_words(corpus)
        failed = fuzz(corpus, words, count)
        latencies(corpus, words)
    sys.exit(1 if failed else 0)


def common_words(corpus: Corpus) -> list[str]:
    """Words of some hundred articles, in the order they are met."""
    entries = corpus.entries()
    bodies = [corpus.article(entry.id).body for entry in entries[:: max(1, len(entries) // 300)]]
    return list(dict.fromkeys(word for body in bodies for word in body.split() if len(word) > 3 and word.isalpha()))


def fuzz(corpus: Corpus, words: Sequence[str], count: int) -> int:
    """Ask; how many failed."""
    rng = random.Random(6)
    outcomes: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    for nth, query in enumerate(islice(fuzzed(words, rng), count)):
        if nth and not nth % 500:
            print(f"    {nth} queries: {dict(outcomes)}", flush=True)
        began = perf_counter()
        outcome = asked(corpus, query, rng.choice(WIDTHS))
        took = perf_counter() - began
        if took > search.TIME_LIMIT + MOMENT:
            outcome = "too slow"
        if outcome in BAD:
            print(f"{outcome}: {query!r} ({took:.2f} s)")
        outcomes[outcome] += 1
        slowest = sorted([*slowest, (took, query)], reverse=True)[:3]
    print(f"{count} queries: " + ", ".join(f"{number} {outcome}" for outcome, number in outcomes.most_common()))
    for took, query in slowest:
        print(f"    {took:.2f} s  {query[:90]!r}")
    return sum(outcomes[bad] for bad in BAD)


def latencies(corpus: Corpus, words: Sequence[str]) -> None:
    """Print p50 and p95 of a search by class."""
    indexed_field.REMEMBERED = 0
    print(f"\n{'class':28}{'p50':>8}{'p95':>8}   ms, {A_CLASS} queries each, top {TOP}; goal {GOAL:g} at p95")
    for name, (width, queries) in classes(words, random.Random(7)).items():
        times = [took(corpus, query, width) * 1000 for query in islice(queries, A_CLASS)]
        p50, p95 = np.percentile(times, (50, 95))
        print(f"{name:28}{p50:8.2f}{p95:8.2f}{'' if p95 <= GOAL else '   over'}")


def took(corpus: Corpus, query: str, width: str) -> float:
    """Seconds, the lesser of two times: other work on the machine weighs on none."""
    return min(_timed(corpus, query, width) for _ in range(2))


def _timed(corpus: Corpus, query: str, width: str) -> float:
    began = perf_counter()
    corpus.search(query, limit=TOP, width=width)
    return perf_counter() - began


def classes(words: Sequence[str], rng: random.Random) -> Mapping[str, tuple[str, Iterator[str]]]:
    """Every class of the language, with the width it is asked at."""

    def each(make: Callable[[], str]) -> Iterator[str]:
        while True:
            yield make()

    def word() -> str:
        return rng.choice(words)

    kinds = ("money", "percent", "count", "measure", "duration", "date", "ordinal", "number")
    makers: dict[str, tuple[str, Callable[[], str]]] = {
        "word": ("normal", word),
        "word, exact": ("exact", word),
        "word, wide": ("wide", word),
        "two words +": ("normal", lambda: f"{word()} + {word()}"),
        "two words |": ("normal", lambda: f"{word()} | {word()}"),
        "+a b -c": ("normal", lambda: f"+{word()} {word()} -{word()}"),
        "phrase": ("normal", lambda: f'"{word()} {word()}"'),
        "phrase, wide": ("wide", lambda: f'"{word()} {word()}"'),
        "phrase ~5": ("normal", lambda: f'"{word()} {word()}"~5'),
        "word~1": ("normal", lambda: f"{word()}~1"),
        "pattern": ("normal", lambda: f"{word()[:3]}*"),
        "/regex/ with letters": ("normal", lambda: f"/{word()[:3]}.*{word()[-1]}/"),
        "/regex/ of alternatives": ("normal", lambda: f"/{word()}|{word()}/"),
        "/regex/ without letters": ("normal", lambda: f"/.{{{rng.randrange(9, 14)}}}/"),
        "/regex/ of endings": ("normal", lambda: f"/.*{word()[-2:]}/"),
        "/regex/ of places": ("normal", lambda: f"/..{word()[2]}{{1}}[{word()[0]}{word()[1]}]..?/"),
        "kind:": ("normal", lambda: f"kind:{rng.choice(kinds)}"),
        "value:>": ("normal", lambda: f"value:>{rng.randrange(1, 1000)}e{rng.randrange(6)}USD"),
        "value:a..b": ("normal", lambda: f"value:{rng.randrange(1, 40)}..{rng.randrange(40, 99)}%"),
        "word kind: value:": ("normal", lambda: f"{word()} kind:money value:>{rng.randrange(1, 999)}e6"),
        "word source:": ("normal", lambda: f"{word()} source:اليوم"),
        "word author:": ("normal", lambda: f"{word()} author:{word()}"),
        "word date:": ("normal", lambda: f"{word()} date:2015-08-0{rng.randrange(1, 10)}"),
        "unknown word": ("normal", lambda: _misspelt(word(), rng)),
    }
    return {name: (width, each(make)) for name, (width, make) in makers.items()}


def _misspelt(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word))
    return word[:at] + rng.choice("ضظغذخث") + word[at:]


if __name__ == "__main__":
    main()
