"""An index with flat fields is the index stock Whoosh would have written; `tests.bench.postings_equal` has the rest."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import fields, formats
from whoosh import index as whoosh_index
from whoosh import query as q
from whoosh.analysis import RegexTokenizer, StandardAnalyzer
from whoosh.writing import SegmentWriter

from index.postings import FlatCodec, FlatWriter
from tests.bench.postings_equal import Text, answers, compare, real_articles, same, terms

KINDS = ["FlatWriter", "Whoosh's writer, FlatCodec"]


def test_whoosh_finds_and_scores_real_articles_the_same(corpus_data: Path, tmp_path: Path) -> None:
    tallies = list(compare(tmp_path, real_articles(corpus_data, 60), 300, KINDS))
    assert [difference for tally in tallies for difference in tally.different] == []
    assert sum(tally.compared for tally in tallies) > 500
    assert sum(tally.fast for tally in tallies) > 300


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), letters=st.integers(2, 5), longest=st.sampled_from([3, 40, 130]))
def test_whoosh_finds_and_scores_any_small_corpus_the_same(
    seed: int, letters: int, longest: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rng = random.Random(seed)
    texts = [Text(str(i), _sentence(rng, letters, 4), _sentence(rng, letters, longest)) for i in range(24)]
    for tally in compare(tmp_path_factory.mktemp("small"), texts, 70, KINDS, seed):
        assert tally.different == []


def _sentence(rng: random.Random, letters: int, longest: int) -> str:
    words = ("".join(rng.choices("ابتثجحخ"[:letters], k=rng.randint(1, 4))) for _ in range(rng.randint(0, longest)))
    return " ".join(words)


OTHER_FIELDS = fields.Schema(
    id=fields.ID(unique=True, stored=True),
    boosted=fields.TEXT(analyzer=StandardAnalyzer(), field_boost=2.5),
    counted=fields.TEXT(analyzer=RegexTokenizer(), phrase=False),
    placed=fields.TEXT(analyzer=RegexTokenizer(), chars=True),
    tags=fields.KEYWORD(stored=True, commas=True, scorable=True),
    year=fields.NUMERIC(int, sortable=True),
    vector=fields.TEXT(analyzer=RegexTokenizer(), vector=formats.Frequency()),
)
SENTENCES = ["the market rose and rose", "oil fell in the market", "", "rain", "the rain rose the the the"]


@pytest.fixture(params=["FlatWriter", "SegmentWriter"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Any, Any]:
    """The same documents, some boosted, in fields of every format: by stock Whoosh and with flat fields."""
    indexes = []
    for name in ("stock", "flat"):
        (tmp_path / name).mkdir()
        index = whoosh_index.create_in(str(tmp_path / name), OTHER_FIELDS)
        indexes.append(index)
        for part in range(3):
            flat = FlatWriter(index) if request.param == "FlatWriter" else SegmentWriter(index, codec=FlatCodec())
            with_codec = flat if name == "flat" else _released(flat, index)
            for i, text in enumerate(SENTENCES):
                boosts = {"_boosted_boost": 1.7} if i == part else {"_boost": 3.0} if i == 4 else {}
                texts = dict.fromkeys(("boosted", "counted", "placed", "tags", "vector"), text)
                with_codec.update_document(id=f"{i * (part + 1)}", year=2000 + i, **texts, **boosts)
            with_codec.commit(merge=False, optimize=part == 1)
    return indexes[0], indexes[1]


def _released(writer: Any, index: Any) -> Any:
    writer.cancel()
    return index.writer()


def test_fields_of_every_format_and_their_boosts_are_kept(pair: tuple[Any, Any]) -> None:
    stock, flat = (index.searcher() for index in pair)
    assert terms(flat) == terms(stock)
    names = ["boosted", "counted", "placed", "tags", "vector"]
    asked: list[q.Query] = [q.Term(name, word) for name in names for word in ("rose", "market", "the", "rain")]
    asked += [q.Phrase(name, ["rose", "and"]) for name in ("boosted", "placed", "vector")]
    asked += [q.NumericRange("year", 2001, 2003), q.Or([q.Term("boosted", "rose"), q.Term("placed", "rain")])]
    for query in asked:
        assert same(answers(flat, query), answers(stock, query)), query
    for reader in (stock.reader(), flat.reader()):
        assert list(reader.postings("placed", "rose").items_as("characters"))
    assert list(flat.reader().vector(0, "vector").items_as("frequency")) == list(
        stock.reader().vector(0, "vector").items_as("frequency")
    )
