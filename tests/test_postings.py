"""The codec, the writer and the reader: what Whoosh would find, Whoosh finds in flat arrays, and so does NumPy."""

from pathlib import Path

import numpy as np
import pytest
from whoosh import index as whoosh_index
from whoosh import query as q

from index.errors import IndexBusyError
from index.postings import FlatWriter, Reader, create

ARTICLES = {
    "0": ("السوق المالية", "ارتفع السوق المالية السوق"),
    "1": ("النفط", "هبط النفط في السوق"),
    "2": ("فارغ", ""),
}


def written(folder: Path, articles: dict[str, tuple[str, str]], batch_words: int = 1 << 20) -> None:
    writer = FlatWriter(create(folder), batch_words=batch_words)
    for article, (title, body) in articles.items():
        writer.add_article(article, body.split(), title.split())
    writer.commit()


@pytest.mark.parametrize("batch_words", [1, 5, 1000])
def test_postings_and_positions_are_those_of_the_articles(tmp_path: Path, batch_words: int) -> None:
    written(tmp_path, ARTICLES, batch_words)
    reader = Reader.open(tmp_path)
    number = reader.body.word_number("السوق")
    assert number is not None
    documents, frequencies = reader.body.postings(number)
    assert [(reader.ids[document], int(n)) for document, n in zip(documents, frequencies, strict=True)] == [
        ("0", 2),
        ("1", 1),
    ]
    assert reader.body.occurrences([number]).tolist() == [1, 3, (1 << 32) + 3]
    assert reader.body.occurrences([number], np.array([1])).tolist() == [(1 << 32) + 3]
    assert list(reader.body.vocabulary) == sorted({word for _, body in ARTICLES.values() for word in body.split()})


def test_whoosh_itself_opens_and_searches_the_index(tmp_path: Path) -> None:
    written(tmp_path, ARTICLES)
    with whoosh_index.open_dir(str(tmp_path)).searcher() as searcher:
        assert [hit["id"] for hit in searcher.search(q.Phrase("body", ["السوق", "المالية"]))] == ["0"]
        assert [hit["id"] for hit in searcher.search(q.Term("title", "النفط"))] == ["1"]


def test_a_second_writer_is_told_that_the_index_is_busy(tmp_path: Path) -> None:
    index = create(tmp_path)
    first = FlatWriter(index)
    with pytest.raises(IndexBusyError):
        FlatWriter(index)
    first.cancel()
    FlatWriter(index).cancel()
