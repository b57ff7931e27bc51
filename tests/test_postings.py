"""The codec, the writer and the reader: their own promises. That Whoosh agrees is test_postings_equal's matter."""

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, count, islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import index as whoosh_index
from whoosh import query as q
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import RamStorage
from whoosh.util.numeric import length_to_byte

from index.articles import ArticleId
from index.errors import IndexBusyError, IndexUnusableError
from index.postings import FlatWriter, Postings, Reader, combining, create, document_frequency
from index.postings.arrays import ARRAYS, FlatField, narrow, vocabulary_arrays
from index.postings.codec import FlatCodec
from index.postings.combining import Part, combine
from index.postings.describing import DocumentWriter
from index.postings.gathering import Gathering
from index.postings.inversion import Stream, length_bytes
from index.postings.schema import FlatText
from index.words import keys, raw_tokens
from tests.vocabulary import chosen, vocabulary

ARTICLES = {
    "أ": ("السوق المالية", "ارتفع السوق المالية السوق"),
    "ب": ("النفط", "هبط النفط في السوق"),
    "ج": ("فارغ", ""),
    "د": ("", "السوق هبط"),
}


def write(folder: Path, articles: dict[str, tuple[str, str]], batch_words: int = 1 << 20) -> Any:
    index = create(folder)
    writer = FlatWriter(index, batch_words=batch_words)
    for article, (title, body) in articles.items():
        writer.add_article(article, body, title)
    writer.commit(merge=False)
    return index


def write_texts(folder: Path, texts: Sequence[str], batch_words: int) -> Path:
    write(folder, {f"{number}": ("", text) for number, text in enumerate(texts)}, batch_words)
    return folder


def found(reader: Reader, word: str, field: str = "body") -> dict[str, float]:
    """Article → frequency."""
    postings = reader[field]
    documents, frequencies = postings.union_of(chosen(postings, [word]))
    return {reader.ids[d]: float(f) for d, f in zip(documents, frequencies, strict=True)}


def places(postings: Postings, words: Sequence[str], documents: Sequence[int] | None = None) -> list[tuple[int, int]]:
    wanted = None if documents is None else np.array(documents, np.int64)
    found = postings.occurrences_of(chosen(postings, words), wanted)
    return [(int(place) >> 32, int(place) & 0xFFFFFFFF) for place in found]


BATCHES = pytest.mark.parametrize("batch_words", [1, 6, 1000], ids=["a segment each", "two segments", "one segment"])


@BATCHES
def test_a_word_is_found_where_it_stands(tmp_path: Path, batch_words: int) -> None:
    write(tmp_path, ARTICLES, batch_words)
    reader = Reader.open(tmp_path)
    assert found(reader, "السوق") == {"أ": 2, "ب": 1, "د": 1}
    assert found(reader, "السوق", "title") == {"أ": 1}
    assert found(reader, "الغائب") == {}
    assert places(reader.body, ["السوق"]) == [(0, 1), (0, 3), (1, 3), (3, 0)]
    assert places(reader.body, ["السوق", "هبط"], [1, 3]) == [(1, 0), (1, 3), (3, 0), (3, 1)]
    assert places(reader.body, ["السوق"], []) == []


@BATCHES
def test_the_words_of_each_segment_are_in_order_and_numbers_are_places_in_it(tmp_path: Path, batch_words: int) -> None:
    write(tmp_path, ARTICLES, batch_words)
    body = Reader.open(tmp_path).body
    assert vocabulary(body) == sorted({word for _, text in ARTICLES.values() for word in text.split()})
    for _, field, _, _ in body.segments:
        assert field.all_words() == sorted(field.all_words())
        assert [field.find(word) for word in field.all_words()] == list(range(len(field)))
        assert field.find(b"") is None


@BATCHES
def test_a_raw_token_may_be_several_words_or_none(tmp_path: Path, batch_words: int) -> None:
    texts = ["قال وGoogle إن ـــ H100 بـ1,5 مليون", "ـــ", "", "١٠٠٬٠٠٠ و100,000 ـ كتابٌ12.11.2024"]
    body = Reader.open(write_texts(tmp_path, texts, batch_words)).body
    standing = {(d, p): word for word in vocabulary(body) for d, p in places(body, [word])}
    assert standing == {(d, p): key for d, text in enumerate(texts) for p, key in enumerate(keys(text))}
    assert body.lengths.tolist() == [len(keys(text)) for text in texts]
    assert any(len(keys(token)) > 1 for token in raw_tokens(texts[0]))


@BATCHES
def test_tokens_that_are_written_differently_are_one_word(tmp_path: Path, batch_words: int) -> None:
    texts = ["كتابٌ", "كتاب كـتاب", "كتاب وكتاب كِتاب", "book Book كتاب"]
    reader = Reader.open(write_texts(tmp_path, texts, batch_words))
    assert vocabulary(reader.body) == ["book", "كتاب", "وكتاب"]
    assert found(reader, "كتاب") == {"0": 1.0, "1": 2.0, "2": 2.0, "3": 1.0}
    assert found(reader, "book") == {"3": 2.0}


@BATCHES
def test_a_set_of_words_is_united_as_if_it_were_one_word(tmp_path: Path, batch_words: int) -> None:
    write(tmp_path, ARTICLES, batch_words)
    body = Reader.open(tmp_path).body
    documents, frequencies = body.union_of(chosen(body, ["هبط", "السوق", "هبط"]))
    assert (documents.tolist(), frequencies.tolist()) == ([0, 1, 3], [2, 2, 2])
    assert [part.tolist() for part in body.union_of([])] == [[], []]


@BATCHES
def test_ids_and_document_numbers_lead_to_each_other(tmp_path: Path, batch_words: int) -> None:
    write(tmp_path, ARTICLES, batch_words)
    reader = Reader.open(tmp_path)
    assert reader.ids == list(ARTICLES)
    assert [reader.number(ArticleId(article)) for article in ARTICLES] == [0, 1, 2, 3]
    assert reader.number(ArticleId("ه")) is None
    assert (reader.count, reader.live.tolist()) == (4, [True] * 4)
    assert reader.body.lengths.tolist() == [4, 4, 0, 2]
    assert reader.body.average_length == 2.5


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    create(tmp_path)
    reader = Reader.open(tmp_path)
    assert (reader.count, reader.ids, reader.body.segments, reader.title.segments) == (0, [], [], [])
    assert reader.body.average_length == 0
    assert reader.body.occurrences_of([]).tolist() == []


@BATCHES
def test_deleted_and_replaced_articles_are_never_seen(tmp_path: Path, batch_words: int) -> None:
    index = write(tmp_path, ARTICLES, batch_words)
    writer = FlatWriter(index)
    assert writer.delete_articles(["أ", "غائب", "أ"]) == 1
    assert writer.delete_articles(["أ"]) == 0
    assert writer.delete_articles(["ب"]) == 1
    writer.add_article("ب", "خبر السوق السوق", "")
    writer.commit(merge=False)
    reader = Reader.open(tmp_path)
    assert found(reader, "السوق") == {"ب": 2, "د": 1}
    assert found(reader, "النفط") == {}
    assert places(reader.body, ["السوق"]) == [(3, 0), (4, 1), (4, 2)]
    assert (reader.number(ArticleId("أ")), reader.number(ArticleId("ب"))) == (None, 4)
    assert document_frequency(chosen(reader.body, ["السوق"])) == 4


def test_words_only_deleted_articles_had_are_gone_after_a_merge(tmp_path: Path) -> None:
    index = write(tmp_path, ARTICLES, batch_words=6)
    writer = FlatWriter(index)
    writer.delete_articles(["أ", "د"])
    writer.commit(optimize=True)
    reader = Reader.open(tmp_path)
    assert vocabulary(reader.body) == ["السوق", "النفط", "في", "هبط"]
    assert (reader.ids, found(reader, "السوق"), places(reader.body, ["السوق"])) == (["ب", "ج"], {"ب": 1}, [(0, 3)])


def test_an_index_may_lose_all_its_articles_and_gain_new_ones(tmp_path: Path) -> None:
    index = write(tmp_path, ARTICLES)
    writer = FlatWriter(index)
    writer.delete_articles(ARTICLES)
    writer.commit(optimize=True)
    assert vocabulary(Reader.open(tmp_path).body) == []
    writer = FlatWriter(index)
    writer.add_article("ه", "السوق", "")
    writer.commit(optimize=True)
    assert found(Reader.open(tmp_path), "السوق") == {"ه": 1}


def test_an_open_reader_keeps_its_snapshot_whatever_is_committed(tmp_path: Path) -> None:
    index = write(tmp_path, ARTICLES)
    before = Reader.open(tmp_path)
    writer = FlatWriter(index)
    writer.delete_articles(ARTICLES)
    writer.commit(optimize=True)
    assert found(before, "السوق") == {"أ": 2, "ب": 1, "د": 1}


@pytest.mark.parametrize("batch_words", [1, 1 << 30], ids=["merged", "as written"])
def test_an_article_of_seventy_thousand_equal_words_is_counted_whole(tmp_path: Path, batch_words: int) -> None:
    long = {"طويل": ("", "كلمة " * 70_001 + "أخيرة"), "قصير": ("", "كلمة أخيرة")}
    index = write(tmp_path, long, batch_words)
    if batch_words == 1:
        FlatWriter(index).commit(optimize=True)
    reader = Reader.open(tmp_path)
    assert found(reader, "كلمة") == {"طويل": 70_001, "قصير": 1}
    assert places(reader.body, ["كلمة"]) == [*((0, i) for i in range(70_001)), (1, 0)]
    assert places(reader.body, ["أخيرة"]) == [(0, 70_001), (1, 1)]
    with whoosh_index.open_dir(str(tmp_path)).searcher() as searcher:
        matcher = searcher.postings("body", "كلمة")
        assert (matcher.weight(), matcher.value_as("frequency")) == (70_001, 70_001)
        assert len(searcher.search(q.Phrase("body", ["كلمة", "أخيرة"]))) == 2


@pytest.mark.parametrize("position", [2**32, -1])
def test_a_position_that_32_bits_cannot_hold_is_refused(position: int) -> None:
    format_ = FlatText().format
    gathering = Gathering(format_)
    gathering.start_word(b"word")
    gathering.add(0, 1.0, format_.encode([position]), 1)
    with pytest.raises(OverflowError):
        gathering.finish()


def test_lengths_are_stored_as_whoosh_stores_them() -> None:
    lengths = [*range(3000), *range(3000, 120_000, 7), 2**31]
    assert length_bytes(np.array(lengths)).tolist() == [length_to_byte(length) for length in lengths]


@given(st.lists(st.integers(0, 2**63 - 1)))
def test_a_narrowed_array_holds_every_value(values: list[int]) -> None:
    assert narrow(np.array(values, np.int64)).tolist() == values


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=3), max_size=8), max_size=6))
def test_inverting_in_batches_and_at_once_is_the_same(documents: list[list[str]]) -> None:
    whole = inverted(enumerate(documents))
    parts = [Part(inverted([(i, words)])) for i, words in enumerate(documents)]
    assert same_fields(whole, combine([*parts, Part(inverted([]))]))
    wanted = {(word, d, p) for d, words in enumerate(documents) for p, word in enumerate(words)}
    assert occurrences(whole) == wanted


@given(st.lists(st.lists(st.sampled_from("ابتث"), max_size=5), max_size=6), st.data())
def test_leaving_documents_out_is_as_if_they_had_never_been(documents: list[list[str]], data: st.DataObject) -> None:
    kept = [data.draw(st.booleans()) for _ in documents]
    renumbered = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int64)
    rest = [words for words, stays in zip(documents, kept, strict=True) if stays]
    assert same_fields(combine([Part(inverted(enumerate(documents)), renumbered)]), inverted(enumerate(rest)))


@given(
    st.lists(st.lists(st.lists(st.text(st.sampled_from("ابتث"), min_size=1, max_size=3), max_size=9), max_size=4)),
    st.integers(1, 40),
)
def test_combining_stretch_by_stretch_and_at_once_is_the_same(batches: list[list[list[str]]], at_once: int) -> None:
    numbered = enumerate(chain.from_iterable(batches))
    parts = [Part(inverted(list(islice(numbered, len(batch))))) for batch in batches] + [Part(inverted([]))]
    whole = combine(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(combining, "_AT_ONCE", at_once)
        assert same_fields(combine(parts), whole)
        assert same_fields(combine([*parts, Part(whole, np.full(99_999, -1))]), whole)


def inverted(documents: Any) -> FlatField:
    stream = Stream(positional=True, scored=True)
    for document, words in documents:
        stream.add(document, [words])
    return stream.invert()


def same_fields(one: FlatField, other: FlatField) -> bool:
    names = [name for name in ARRAYS if name != "lengths"]
    lengths = [[] if field.lengths is None else np.trim_zeros(field.lengths, "b").tolist() for field in (one, other)]
    return lengths[0] == lengths[1] and all(
        np.array_equal(np.atleast_1d(getattr(one, name)), np.atleast_1d(getattr(other, name))) for name in names
    )


def occurrences(field: FlatField) -> set[tuple[str, int, int]]:
    assert field.positions is not None
    word = np.repeat(np.arange(len(field)), field.counts())
    owner = np.repeat(np.arange(len(word)), field.frequencies)
    texts = [text.decode() for text in field.all_words()]
    return {
        (texts[word[row]], int(field.documents[row]), int(position))
        for row, position in zip(owner.tolist(), field.positions.tolist(), strict=True)
    }


@given(st.lists(st.lists(st.tuples(st.text(max_size=9), st.integers(0, 3), st.integers(0, 200_000)), max_size=4)))
@settings(max_examples=40, deadline=None)
def test_what_is_kept_of_many_documents_is_what_whoosh_keeps_of_one_after_the_other(
    batches: list[list[tuple[str, int, int]]],
) -> None:
    in_bulk, singly = FlatCodec(), W3Codec()
    kept = [_kept(codec, batches) for codec in (in_bulk, singly)]
    assert kept[0] == kept[1]


def _kept(codec: Any, batches: list[list[tuple[str, int, int]]]) -> Any:
    storage = RamStorage()
    segment = codec.new_segment(storage, "MAIN")
    writer, documents = codec.per_document_writer(storage, segment), count()
    for batch in batches:
        if isinstance(writer, DocumentWriter):
            titles, bodies = (np.array([row[at] for row in batch], np.int64) for at in (1, 2))
            writer.add_documents([{"id": row[0]} for row in batch], {"title": titles, "body": bodies})
            continue
        for name, title, body in batch:
            writer.start_doc(next(documents))
            writer.add_field("id", None, name, 0)
            writer.add_field("title", None, None, title)
            writer.add_field("body", None, None, body)
            writer.finish_doc()
    writer.close()
    segment.set_doc_count(sum(map(len, batches)))
    reader = codec.per_document_reader(storage, segment)
    lengths = {name: storage.open_file(name).read() for name in storage.list() if "_len" in name}
    stored = [reader.stored_fields(number) for number in range(sum(map(len, batches)))]
    return stored, {name.partition(".")[2]: held for name, held in lengths.items()}, dict(segment._fieldlengths)


def test_an_id_too_long_for_a_plain_block_is_kept_whole(tmp_path: Path) -> None:
    name = "ا" * 70_000
    with whoosh_index.open_dir(write(tmp_path, {name: ("", "نص")}).storage.folder).searcher() as searcher:
        assert searcher.stored_fields(0) == {"id": name}


class Slow(FlatField):
    """Threads that look for their first word wait for each other."""

    together = threading.Barrier(2)

    def some_words(self, numbers: np.ndarray) -> list[bytes]:
        self.together.wait(10)
        return FlatField.some_words(self, numbers)


def test_threads_that_look_for_their_first_word_at_once_find_every_word() -> None:
    words = [f"{number:05}".encode() for number in range(5_000)]
    numbers = np.arange(5_000, dtype=np.uint32)
    field = Slow(**vocabulary_arrays(words), starts=np.arange(5_001), documents=numbers, frequencies=numbers)
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(field.find, words[:2])) == [0, 1]
    assert [field.find(word) for word in words] == list(range(5_000))


def test_a_second_writer_is_told_that_the_index_is_busy(tmp_path: Path) -> None:
    index = create(tmp_path)
    first = FlatWriter(index)
    with pytest.raises(IndexBusyError):
        FlatWriter(index)
    first.cancel()
    FlatWriter(index).cancel()


@BATCHES
def test_a_cancelled_writer_leaves_nothing_and_frees_the_lock(tmp_path: Path, batch_words: int) -> None:
    index = write(tmp_path, ARTICLES)
    before = sorted(os.listdir(tmp_path))
    writer = FlatWriter(index, batch_words=batch_words)
    writer.delete_articles(["أ"])
    writer.add_article("ه", "خبر " * 3, "")
    writer.add_article("و", "خبر " * 6, "")
    writer.cancel()
    writer.cancel()
    assert sorted(os.listdir(tmp_path)) == before
    assert found(Reader.open(tmp_path), "السوق") == {"أ": 2, "ب": 1, "د": 1}
    FlatWriter(index).cancel()


def test_a_failed_commit_changes_nothing_and_frees_the_lock(tmp_path: Path) -> None:
    index = write(tmp_path, ARTICLES)
    writer = FlatWriter(index)
    writer.delete_articles(["أ"])
    writer.add_article("ه", "السوق", "")

    def full(_writer: Any, _segments: Any) -> Any:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        writer.commit(mergetype=full)
    assert found(Reader.open(tmp_path), "السوق") == {"أ": 2, "ب": 1, "د": 1}
    FlatWriter(index).cancel()


@BATCHES
def test_a_commit_that_cannot_write_changes_nothing_and_frees_the_lock(tmp_path: Path, batch_words: int) -> None:
    resource = pytest.importorskip("resource")
    index = write(tmp_path, ARTICLES)
    before = sorted(os.listdir(tmp_path))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for limit in range(0, 1500, 150):
        writer = FlatWriter(index, batch_words=batch_words)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        try:
            with pytest.raises(OSError, match="too large"), writer:  # noqa: PT012
                writer.delete_articles(["أ"])
                for number in range(60):
                    writer.add_article(f"{number}", f"السوق {number} " * 20, "")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert sorted(os.listdir(tmp_path)) == before
        assert found(Reader.open(tmp_path), "السوق") == {"أ": 2, "ب": 1, "د": 1}


def test_a_commit_interrupted_once_it_stands_is_kept(tmp_path: Path) -> None:
    class Interrupted(FlatWriter):  # type: ignore[misc]
        def _commit_toc(self, segments: list[Any]) -> None:
            super()._commit_toc(segments)
            raise KeyboardInterrupt

    index = write(tmp_path, ARTICLES)
    writer = Interrupted(index)
    writer.delete_articles(["أ"])
    writer.add_article("أ", "السوق", "")
    with pytest.raises(KeyboardInterrupt):
        writer.commit(optimize=True)
    assert found(Reader.open(tmp_path), "السوق") == {"أ": 1, "ب": 1, "د": 1}
    FlatWriter(index).cancel()


def test_whooshs_syntax_warnings_never_reach_the_user(tmp_path: Path) -> None:
    def said(imports: str) -> str:
        fresh = f"pycache_prefix={tmp_path / imports}"  # the warnings come when a module is first compiled
        command = [sys.executable, "-W", "default::SyntaxWarning", "-X", fresh, "-c", f"import {imports}"]
        return subprocess.run(command, capture_output=True, check=True).stderr.decode()

    assert "SyntaxWarning" in said("whoosh.codec.whoosh3")
    assert "whoosh" not in said("index.postings, whoosh.qparser")


def test_a_batch_is_a_segment_and_no_file_of_another_is_left(tmp_path: Path) -> None:
    index = write(tmp_path, ARTICLES, batch_words=1)
    assert len(list(tmp_path.glob("*.flat"))) == 4
    FlatWriter(index).commit(optimize=True)
    assert len(list(tmp_path.glob("*.flat"))) == 1
    assert list(tmp_path.glob("*.trm")) == []


def test_many_distinct_words_make_a_segment_though_they_are_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.postings.writer.BATCH_VOCABULARY", 3)
    monkeypatch.setattr("index.postings.writer._AT_ONCE", 1)
    write(tmp_path, ARTICLES)
    assert len(list(tmp_path.glob("*.flat"))) == 3
    assert found(Reader.open(tmp_path), "السوق") == {"أ": 2, "ب": 1, "د": 1}


@pytest.mark.parametrize("size", [0, 7, 40, 200, -1])
def test_a_cut_file_is_called_damaged(tmp_path: Path, size: int) -> None:
    write(tmp_path, ARTICLES)
    [flat] = tmp_path.glob("*.flat")
    os.truncate(flat, size if size >= 0 else flat.stat().st_size - 1)
    with pytest.raises(IndexUnusableError):
        Reader.open(tmp_path)


def test_a_folder_without_an_index_or_with_a_broken_one_is_unusable(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusableError):
        Reader.open(tmp_path)
    write(tmp_path, ARTICLES)
    [contents] = tmp_path.glob("*.toc")
    contents.write_bytes(contents.read_bytes()[:60] + b"\x00" * 20)
    with pytest.raises(IndexUnusableError):
        Reader.open(tmp_path)
