"""The fast read side: an immutable snapshot of the whole index, for ranking over whole arrays.

Documents are numbered throughout: a segment's follow those of the segment before it. Deleted ones keep their numbers
and are never returned. Words are numbered in each segment.
"""

import os
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import cast

import numpy as np
from numpy.typing import NDArray

from index.articles import ArticleId
from index.errors import IndexUnusableError
from index.postings.arrays import FlatField
from index.postings.contents import BODY, ID, TITLE, Contents, contents
from index.postings.united import Postings, Segment

MOST_REMEMBERED = 1 << 17
"""Of so many articles the ids are kept as strings, some eighty bytes each."""


class Reader:
    """A snapshot of an index: what `commit` has made visible when it was opened, whatever happens to it afterwards."""

    def __init__(self, segments: Sequence[Contents]) -> None:
        """Of the segments of one state of an index. Use `Reader.open`."""
        starts = [0, *accumulate(segment.documents for segment in segments)]
        self.count: int = starts[-1]
        """Documents, deleted ones included: one more than the highest document number."""
        placed = list(zip(segments, starts, strict=False))
        self.live = _live(placed, self.count)
        self.body = _postings(placed, BODY, self.live)
        self.title = _postings(placed, TITLE, self.live)
        self.ids_by_segment = _segments(placed, ID)

    @classmethod
    def open(cls, folder: str | os.PathLike[str]) -> "Reader":
        """The newest committed state of the index in `folder`.

        Opening one that stock Whoosh wrote to as well runs Whoosh's pickles: only for folders this program made. Raises
        IndexUnusableError when there is no index there, or one that cannot be read.
        """
        try:
            return cls(_contents(folder))
        except IndexUnusableError:
            raise
        except Exception as error:  # a damaged pickle or table may raise anything
            raise IndexUnusableError(path=os.fspath(folder), reason="damaged") from error

    def __getitem__(self, field: str) -> Postings:
        """`body` or `title`."""
        return {BODY: self.body, TITLE: self.title}[field]

    @cached_property
    def ids(self) -> list[ArticleId]:
        """The article of each document number, deleted ones too; "" for a document that has no id."""
        ids = [ArticleId("")] * self.count
        for _, field, start, _ in self.ids_by_segment:
            words = field.all_words()
            owner = np.repeat(np.arange(len(field)), field.counts())
            for document, word in zip(field.documents.tolist(), owner.tolist(), strict=True):
                ids[start + document] = ArticleId(words[word].decode())
        return ids

    def articles(self, documents: Sequence[int]) -> list[ArticleId]:
        """The articles of some document numbers, without reading the ids of all; "" for one that has no id."""
        if len(self._names) == 1:
            return self._names[0].of(documents)
        ids = [ArticleId("")] * len(documents)
        for (_, _, start, end), names in zip(self.ids_by_segment, self._names, strict=True):
            own = [place for place, document in enumerate(documents) if start <= document < end]
            for place, name in zip(own, names.of([documents[place] - start for place in own]), strict=True):
                ids[place] = name
        return ids

    def remember_names(self) -> None:
        """Have the ids at hand that answers are given in, unless there are too many to be worth the memory."""
        if self.count <= MOST_REMEMBERED:
            for names in self._names:
                names.remember()

    @cached_property
    def _names(self) -> list["_Names"]:
        return [_Names(field, end - start) for _, field, start, end in self.ids_by_segment]

    def number(self, article: ArticleId) -> int | None:
        """The document number of an article; None when the index has none of that id."""
        for _, field, start, _ in reversed(self.ids_by_segment):
            word = field.find(article.encode())
            for document in field.documents_at(field.rows(word)).tolist() if word is not None else ():
                if self.live[start + document]:
                    return int(start + document)
        return None


class _Names:
    """The words of the id field of one segment by document."""

    def __init__(self, field: FlatField, count: int) -> None:
        words = np.full(count, -1, np.int64)
        words[field.documents] = np.repeat(np.arange(len(field)), field.counts())
        bounds = np.append(field.word_starts.astype(np.int64), 0)  # of a document without a word: from 0 to 0
        text = field.words.tobytes()
        self._text = text.decode() if text.isascii() else text  # letters are bytes then, and strings are cut sooner
        self._starts = np.where(words < 0, 0, bounds[words]).data  # far quicker to take single numbers from
        self._ends = np.where(words < 0, 0, bounds[words + 1]).data
        self._remembered: list[ArticleId] = []

    def remember(self) -> None:
        """Cut all names out of their text."""
        self._remembered = self.of(range(len(self._starts)))

    def of(self, documents: Sequence[int]) -> list[ArticleId]:
        """The names of some documents, "" for one without."""
        if remembered := self._remembered:
            return [remembered[document] for document in documents]
        text, starts, ends = self._text, self._starts, self._ends
        if isinstance(text, str):
            names = [text[starts[document] : ends[document]] for document in documents]
            return cast(list[ArticleId], names)  # to call ArticleId for each would take a third more
        return [ArticleId(text[starts[document] : ends[document]].decode()) for document in documents]


def _contents(folder: str | os.PathLike[str]) -> Sequence[Contents]:
    found = contents(folder)
    if found is None:
        from index.postings.foreign import contents_through_whoosh  # late: Whoosh takes long to import

        return contents_through_whoosh(folder)
    return found


Placed = Sequence[tuple[Contents, int]]
"""Segments, each with the number of its first document."""


def _live(placed: Placed, count: int) -> NDArray[np.bool_]:
    live = np.ones(count, bool)
    for segment, start in placed:
        live[np.array(sorted(segment.deleted), np.int64) + start] = False
    live.flags.writeable = False
    return live


def _segments(placed: Placed, name: str) -> list[Segment]:
    return [
        Segment(segment.name, segment.fields[name], start, start + segment.documents)
        for segment, start in placed
        if name in segment.fields
    ]


def _postings(placed: Placed, name: str, live: NDArray[np.bool_]) -> Postings:
    words = sum(segment.words.get(name, 0) for segment, _ in placed)
    return Postings(_segments(placed, name), live, words / len(live) if len(live) else 0.0)
