"""Adding, deleting and merging articles: Whoosh's `SegmentWriter`, with whole batches of articles inverted at once."""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from whoosh import index as whoosh_index
from whoosh.index import TOC, LockError
from whoosh.writing import PostingPool, SegmentWriter

from index.errors import IndexBusyError
from index.postings.arrays import FlatField
from index.postings.codec import FlatCodec, FlatFieldWriter, flat_field
from index.postings.combining import Part
from index.postings.contents import BODY, ID, TITLE
from index.postings.inversion import ReadTexts, Stream
from index.postings.merging import merge_amortised
from index.postings.schema import schema
from index.words import COMMON_LETTERS, keys_of_each

_AT_ONCE = 1 << 18  # characters of articles that wait for each other, since many are read faster than one by one

BATCH_WORDS = 1 << 23
"""Words inverted at once. A batch becomes a segment; it takes about 40 bytes a word while it is sorted."""

BATCH_ARTICLES = 1 << 17
"""Articles in a batch: what is written of each beside its words takes about a kilobyte. News are a third as many."""

BATCH_VOCABULARY = 1 << 19
"""Distinct words in a batch, each about a kilobyte of memory. A batch of news has half as many; noise has more."""

BATCH_CHARACTERS = 1 << 24
"""Characters of the distinct tokens in a batch, about twenty bytes of memory each. Those of news are two million."""


def create(folder: str | os.PathLike[str]) -> Any:
    """An empty index in `folder`, which exists: a `whoosh.index.FileIndex`. Any index already there is emptied."""
    return whoosh_index.create_in(os.fspath(folder), schema())


class FlatWriter(SegmentWriter):  # type: ignore[misc]  # Whoosh has no types
    """Writes an index of `schema()`. Articles come with their words; nothing is visible before `commit`.

    `add_document`, `update_document`, `delete_by_term` and `add_reader` do as Whoosh says, on Whoosh's slow road where
    they have postings to make. Relies on these parts of `SegmentWriter`: `perdocwriter`, `fieldwriter`, `pool`,
    `docnum`, `_added`, `is_closed`, `segments`, `storage`, and the steps of its commit (`_flush_segment`,
    `_close_segment`, `_finalize_segment`, `_commit_toc`, `_finish`).
    """

    is_closed: bool

    def __init__(self, index: Any, batch_words: int = BATCH_WORDS, **options: Any) -> None:
        """`index` is a `whoosh.index.FileIndex`. Raises IndexBusyError while another writer has it."""
        try:
            super().__init__(index, codec=FlatCodec(), **options)
        except LockError as error:
            raise IndexBusyError(path=getattr(index.storage, "folder", "")) from error
        except BaseException:
            if self.writelock:
                self.writelock.release()
            raise
        self._batch_words = batch_words
        self._words_held = 0
        self._waiting: list[tuple[str, str, str]] = []
        self._waiting_characters = 0
        self._finished_segments: list[Any] = []
        self._streams = {
            ID: Stream(positional=False, scored=False),
            BODY: Stream(positional=True, scored=True, split=keys_of_each, plain=COMMON_LETTERS),
            TITLE: Stream(positional=True, scored=True, split=keys_of_each, plain=COMMON_LETTERS),
        }

    def add_article(self, article: str, body: str, title: str) -> None:
        """Adds an article by its id and its texts. As with Whoosh, one writer must not add an id twice."""
        self._check_state()
        self._waiting.append((article, body, title))
        self._waiting_characters += len(body) + len(title) + 1
        if self._waiting_characters >= min(_AT_ONCE, self._batch_words):
            self._read_waiting()

    def add_articles(self, articles: Sequence[tuple[str, str, str]]) -> ReadTexts:
        """Adds many, in order; at once, so that it can say where the words of their bodies stand."""
        self._check_state()
        self._read_waiting()
        return self._read_articles(articles)

    def _is_full(self) -> bool:
        streams = self._streams.values()
        return (
            self._words_held >= self._batch_words
            or self.docnum >= BATCH_ARTICLES
            or max(stream.distinct for stream in streams) >= BATCH_VOCABULARY
            or sum(stream.characters for stream in streams) >= BATCH_CHARACTERS
        )

    def add_document(self, **fields: Any) -> None:
        self._read_waiting()
        super().add_document(**fields)

    def _read_waiting(self) -> None:
        waiting, self._waiting, self._waiting_characters = self._waiting, [], 0
        if waiting:
            self._read_articles(waiting)

    def _read_articles(self, articles: Sequence[tuple[str, str, str]]) -> ReadTexts:
        """Gives articles their numbers, their words to the streams, and the rest to Whoosh. A batch that is then full
        becomes a segment."""
        ids, bodies, titles = ([article[part] for article in articles] for part in range(3))
        self._streams[ID].add(self.docnum, [(id_,) for id_ in ids])
        read = self._streams[BODY].add_texts(self.docnum, bodies)
        body_words, title_words = read.counts, self._streams[TITLE].add_texts(self.docnum, titles).counts
        self.perdocwriter.add_documents([{ID: id_} for id_ in ids], {BODY: body_words, TITLE: title_words})
        self.docnum += len(articles)
        self._words_held += int(body_words.sum() + title_words.sum()) + len(articles)
        self._added = True
        if self._is_full():
            self._next_segment()
        return read

    def delete_articles(self, articles: Iterable[str]) -> int:
        """Marks committed articles as deleted; says how many there were. Unknown ids are passed over."""
        self._check_state()
        deleted = 0
        for article in articles:
            for segment, document in self._committed(article.encode()):
                segment.delete_document(document)
                deleted += 1
        return deleted

    def add_reader(self, reader: Any) -> None:
        """Merges: the living documents of a segment, whatever codec wrote it, are copied into the new one."""
        self._check_state()
        self._read_waiting()
        for leaf, _ in reader.leaf_readers():
            self._add_leaf(leaf)

    def commit(self, mergetype: Any = None, optimize: bool | None = None, merge: bool | None = None) -> None:
        """As Whoosh's, but that segments are merged as `merging` says, unless the caller says how.

        When it fails, the index is as before or has all of the commit, and the lock is free again.
        """
        try:
            self._read_waiting()
            if mergetype is None and optimize is None and merge is None:
                mergetype = merge_amortised
            super().commit(mergetype=mergetype, optimize=optimize, merge=merge)
        except BaseException:
            self.cancel()
            raise

    def cancel(self) -> None:
        """Gives up everything added and deleted, removes the files made so far, frees the lock; twice does no harm."""
        if self.is_closed:
            return
        try:
            with suppress(OSError):  # a full disk: what could not be written is not wanted any more
                self.fieldwriter.discard()
                super()._close_segment()
            for name in self._own_files():
                with suppress(OSError):
                    self.storage.delete_file(name)
        finally:
            self._finish()

    def _own_files(self) -> list[str]:
        """The files of uncommitted segments, and a table of contents that was not finished.

        None once the new table of contents stands: whatever happened afterwards, the commit has been made.
        """
        contents = TOC._filename(self.indexname, self.generation)
        if self.storage.file_exists(contents):
            return []
        segments = (*self._finished_segments, self.newsegment)
        files = [name for segment in segments for name in segment.list_files(self.storage)]
        return files + [name for name in self.storage.list() if name.startswith(f"{contents}.")]

    def _finish(self) -> None:
        """Also frees the lock where Whoosh, failing to remove its temporary folder, would keep it."""
        try:
            super()._finish()
        finally:
            if not self.is_closed:
                self.writelock.release()
                self.is_closed = True

    def __enter__(self) -> Self:
        return self

    def _committed(self, article: bytes) -> list[tuple[Any, int]]:
        """The living documents of an id: the segment and the document's number there."""
        found = []
        for segment, field in self._committed_ids:
            number = field.find(article)
            for document in field.documents_at(field.rows(number)).tolist() if number is not None else ():
                if not segment.is_deleted(document):
                    found.append((segment, document))
        return found

    @cached_property
    def _committed_ids(self) -> list[tuple[Any, FlatField]]:
        """Each committed segment with its field of ids."""
        if not self.segments:
            return []
        reader = self.reader()
        try:
            fields = [flat_field(leaf, ID) for leaf, _ in reader.leaf_readers()]
        finally:
            reader.close()
        return [(segment, field) for segment, field in zip(self.segments, fields, strict=True) if field is not None]

    def _add_leaf(self, reader: Any) -> None:
        base = self.docnum
        indexed = [name for name in reader.indexed_field_names() if name in self.schema]
        docmap = self.write_per_doc({*self.schema.names(), *indexed}, reader)
        renumbered = _renumbering(docmap, base, reader.doc_count_all())
        for name in indexed:
            field = flat_field(reader, name)
            if field is None:
                self._pool_postings(reader, name, renumbered)
            else:
                self.fieldwriter.add_part(name, Part(field, renumbered))
        self._added = True

    def _pool_postings(self, reader: Any, name: str, renumbered: NDArray[np.int64]) -> None:
        """A field the arrays cannot hold goes Whoosh's road."""
        for text in reader.lexicon(name):
            matcher = reader.postings(name, text)
            while matcher.is_active():
                document = int(renumbered[matcher.id()])
                self.pool.add((name, text, document, matcher.weight(), matcher.value()))
                matcher.next()

    def _flush_segment(self) -> None:
        for name, stream in self._streams.items():
            if stream:
                self.fieldwriter.add_part(name, Part(stream.invert()))
        self._words_held = 0
        super()._flush_segment()

    def _next_segment(self) -> None:
        """Finishes the segment at hand, so that memory stays bounded, and starts another, as `__init__` did."""
        self._finished_segments.append(self._finalize_segment())
        self.newsegment = self.codec.new_segment(self.storage, self.indexname)
        self.pool = PostingPool(self._tempstorage, self.newsegment)
        self.perdocwriter = self.codec.per_document_writer(self.storage, self.newsegment)
        self.fieldwriter: FlatFieldWriter = self.codec.field_writer(self.storage, self.newsegment)
        self.docnum = self.docbase = 0
        self._added = False

    def _commit_toc(self, segments: list[Any]) -> None:
        """Batches go before the last segment, so that articles keep the order in which they were added."""
        place = len(segments) - self._added
        super()._commit_toc([*segments[:place], *self._finished_segments, *segments[place:]])


def _renumbering(docmap: dict[int, int] | None, base: int, count: int) -> NDArray[np.int64]:
    """Whoosh's map of old to new document numbers (None: all stay) as an array; -1 for a deleted document."""
    if docmap is None:
        return np.arange(base, base + count, dtype=np.int64)
    renumbered = np.full(count, -1, np.int64)
    renumbered[list(docmap)] = list(docmap.values())
    return renumbered
