"""No query raises anything but QueryError, each is answered or explained: some hundreds of `tests.bench.query_fuzz`."""

import random
from itertools import islice
from pathlib import Path

import pytest

from index.corpus import Corpus
from tests.fuzzed_queries import BAD, WIDTHS, asked, fuzzed

COUNT = 300


@pytest.fixture(scope="module")
def corpus(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return Corpus.open(seeds, cache=tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize("seed", [1, 2])
def test_every_query_is_answered_or_explained(corpus: Corpus, seed: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("index.regexes.BUDGET", 0.01)  # many of these would never end
    rng = random.Random(seed)
    body = corpus.article(corpus.entries()[0].id).body
    queries = islice(fuzzed([word for word in body.split() if len(word) > 3], rng), COUNT)
    became = {query: asked(corpus, query, rng.choice(WIDTHS)) for query in queries}
    assert [query for query, outcome in became.items() if outcome in BAD] == []
    assert {"answered", "nothing", "explained"} <= set(became.values())
