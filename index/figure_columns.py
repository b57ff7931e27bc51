"""Every figure of the corpus as columns of numbers: what filters, sorts and comparisons look at.

A catalogue's rows are read one by one; a filter over 200,000 of them should be done before a key is up again. So what
figures are found by is kept once more, column by column, in a file beside the segment that holds their articles'
words: written when the segment is, read whole when the first question about figures is asked, and then every question
is a few operations over whole arrays: a millisecond where SQL with an index for all that is asked takes a hundred
(`python -m tests.bench.figure_table`).

    <segment>.figures     an .npz of NumPy's, uncompressed: a column each of numbers (`document`, `article`, `start` …);
                          of texts (kind, unit …) the distinct ones, joined, and the number of the one in every row
"""

import math
import zipfile
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.articles import ArticleId
from index.catalogue import Catalogue
from index.errors import IndexUnusableError
from index.figures import decode_value
from index.figures.calendar import days_of
from index.figures.values import ends_of
from index.kept_figures import APART, PLACES, TEXTS, TYPE
from index.postings import Reader
from index.postings.contents import segments_without
from index.postings.mapped import FlatFile

EXTENSION = ".figures"

Rows = NDArray[np.int64]
"""Figures by their rows in the columns."""

_PLACES = ("start", "sentence_word", "sentence_word_stop", "counted_word", "counted_word_stop")
_VALUES = ("low", "high", "day")
"""The least and the greatest number stated, and the first day of a date, so that dates have an order too; NaN for what
states none, or a day of an unknown year."""
_TEXTS = ("kind", "unit", "bound", "product", "phrase")
_DOCUMENT, _ARTICLE = "document", "article"
_VALUE = "value"
_COLUMNS: Mapping[str, Any] = {
    _ARTICLE: np.int64,
    **dict.fromkeys(_PLACES, np.int32),
    **dict.fromkeys(_VALUES, np.float64),
}
_WRITTEN = {
    **{name: kind for name, kind in _COLUMNS.items() if name not in _VALUES},
    **dict.fromkeys((_DOCUMENT, *_TEXTS), np.int32),
}
_AT_ONCE = 1 << 9  # articles, of whose figures there may be many


class FigureColumns:
    """The figures of the living articles, in the order of the corpus; equal row, equal figure."""

    def __init__(self, folder: Path, reader: Reader, catalogue: Catalogue) -> None:
        """Reads the files of all segments. Raises IndexUnusableError."""
        parts = [_read(folder / f"{segment.name}{EXTENSION}") for segment in reader.ids_by_segment]
        for part, segment in zip(parts, reader.ids_by_segment, strict=True):
            part[_DOCUMENT] = part[_DOCUMENT].astype(np.int64) + segment.start
        documents = _joined(parts, _DOCUMENT, np.int64)
        living = np.flatnonzero(reader.live[documents]) if len(documents) else documents
        numbers = {name: _joined(parts, name, kind)[living] for name, kind in _COLUMNS.items()}
        order = _order(numbers[_ARTICLE], numbers["start"], catalogue.numbers())
        self.documents = documents[living][order]
        self._numbers = {name: column[order] for name, column in numbers.items()}
        self._texts: dict[str, list[str]] = {}
        self._codes: dict[str, NDArray[np.int32]] = {}
        for name in _TEXTS:
            self._texts[name], codes = _texts(parts, name)
            self._codes[name] = codes[living][order]

    def __len__(self) -> int:
        return len(self.documents)

    def number(self, name: str) -> NDArray[Any]:
        """A column of numbers, by its name; NaN where a figure has none."""
        return self._numbers[name]

    def codes(self, name: str) -> NDArray[np.int32]:
        """A column of texts, each by its place among the `distinct` ones."""
        return self._codes[name]

    def distinct(self, name: str) -> Sequence[str]:
        """The texts of a column, each once, in order; "" where a figure has none."""
        return self._texts[name]

    def code(self, name: str, text: str) -> int:
        """The place of a text among the distinct ones, -1 for one that no figure has."""
        return self._places[name].get(text, -1)

    def having(self, name: str, codes: Sequence[int]) -> NDArray[np.bool_]:
        """Which figures have one of some texts, given by their places among the distinct ones; -1 is none of them."""
        among = np.zeros(len(self._texts[name]) + 1, np.bool_)
        among[list(codes)] = True
        among[-1] = False
        chosen: NDArray[np.bool_] = among[self._codes[name]]
        return chosen

    def text(self, name: str, row: int) -> str:
        return self._texts[name][int(self._codes[name][row])]

    @cached_property
    def _places(self) -> dict[str, dict[str, int]]:
        return {name: {text: place for place, text in enumerate(texts)} for name, texts in self._texts.items()}

    @cached_property
    def rising(self) -> Rows:
        """All rows by value: numbers, then dates by their days, then what has neither; equals in the corpus's order."""
        return np.lexsort((self._numbers["day"], self._numbers["low"]))

    @cached_property
    def falling(self) -> Rows:
        """The same with the greatest and the latest first; what has neither is last here too."""
        return np.lexsort((-self._numbers["day"], -self._numbers["high"]))

    def words_of(self, part: str) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """The words of `sentence` or of what is `counted`, as ranges of places (`index.standing`)."""
        documents = self.documents.astype(np.uint64) << np.uint64(32)
        first, after = self._numbers[f"{part}_word"], self._numbers[f"{part}_word_stop"]
        return documents | first.astype(np.uint64), documents | after.astype(np.uint64)

    def places(self, rows: Rows) -> list[tuple[int, int]]:
        """Where the figures stand: the numbers of their articles, and their starts."""
        return list(zip(self._numbers[_ARTICLE][rows].tolist(), self._numbers["start"][rows].tolist(), strict=True))


def write_missing(folder: Path, catalogue: Catalogue) -> None:
    """Write the figures of every segment in `folder` that has no file yet; drop those of segments that are gone."""
    for segment in segments_without(folder, EXTENSION):
        _write(segment, catalogue)


def _write(segment: Path, catalogue: Catalogue) -> None:
    ids = FlatFile.map(segment).fields["id"]
    articles = np.repeat(np.array([word.decode() for word in ids.all_words()], object), ids.counts())
    met = {name: _Numbered() for name in (*_TEXTS, _VALUE)}
    parts = [
        _columns(articles[start : start + _AT_ONCE].tolist(), ids.documents[start : start + _AT_ONCE], catalogue, met)
        for start in range(0, len(articles), _AT_ONCE)
    ]
    arrays = {name: _joined(parts, name, kind) for name, kind in _WRITTEN.items()}
    values = np.array([*map(_numbers, met.pop(_VALUE))], np.float64).reshape(-1, len(_VALUES))
    arrays |= zip(_VALUES, values[_joined(parts, _VALUE, np.int32)].T, strict=True)
    for name, numbered in met.items():
        arrays[name], arrays[f"{name}s"] = numbered.in_order(arrays[name])
    with segment.with_suffix(EXTENSION).open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)


def _columns(
    articles: Sequence[ArticleId], documents: NDArray[Any], catalogue: Catalogue, met: Mapping[str, "_Numbered"]
) -> dict[str, NDArray[Any]]:
    """The figures of some articles, whose numbers in the index are `documents`, as columns; texts, values among
    them, by their numbers."""
    found = catalogue.kept_figures(articles)
    stating = [nth for nth, article in enumerate(articles) if article in found]
    if not stating:
        return {}
    kept = [found[articles[nth]] for nth in stating]
    places = np.frombuffer(b"".join([each for _, each, _ in kept]), TYPE).reshape(-1, len(PLACES))
    counts = [len(each) // places.strides[0] for _, each, _ in kept]
    texts = APART.join([each for _, _, each in kept]).split(APART)
    said = {name: texts[nth :: len(TEXTS)] for nth, name in enumerate(TEXTS)}
    arrays: dict[str, NDArray[Any]] = {name: places[:, PLACES.index(name)] for name in _PLACES}
    arrays[_ARTICLE] = np.repeat([number for number, _, _ in kept], counts)
    arrays[_DOCUMENT] = np.repeat(documents[stating], counts)
    for name, numbered in met.items():
        arrays[name] = np.fromiter(map(numbered.__getitem__, said[name]), np.int32, len(places))
    return arrays


def _numbers(text: str) -> tuple[float, float, float]:
    """What a value comes to: `_VALUES`."""
    value = decode_value(text)
    if ends := ends_of(value):
        return float(ends[0]), float(ends[1]), math.nan
    days = days_of(str(value))
    return math.nan, math.nan, float(days.first.toordinal()) if days else math.nan


class _Numbered(dict[str, int]):
    """Texts by the order in which they were met."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number

    def in_order(self, numbers: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """The same numbers by the order of the texts, and the texts in order, joined."""
        distinct = sorted(self)
        places = np.empty(len(self), np.int32)
        places[[self[text] for text in distinct]] = np.arange(len(distinct))
        return places[numbers], np.array(bytearray(APART.join(distinct).encode("utf-8", "surrogatepass")), np.uint8)


def _read(path: Path) -> dict[str, NDArray[Any]]:
    try:
        with np.load(path, allow_pickle=False) as file:
            return {name: file[name] for name in file.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise IndexUnusableError(path=str(path), reason="damaged") from error


def _joined(parts: Sequence[Mapping[str, NDArray[Any]]], name: str, kind: Any) -> NDArray[Any]:
    return np.concatenate([np.empty(0, kind), *(part[name] for part in parts if part)], dtype=kind)


def _texts(parts: Sequence[Mapping[str, NDArray[Any]]], name: str) -> tuple[list[str], NDArray[np.int32]]:
    """The distinct texts of all segments, and for every row the place of its own."""
    lists = [part[f"{name}s"].tobytes().decode("utf-8", "surrogatepass").split(APART) for part in parts]
    if len(lists) == 1:
        return lists[0], parts[0][name]
    distinct = sorted(set(chain.from_iterable(lists)))
    place = {text: nth for nth, text in enumerate(distinct)}
    placed = [np.array([place[text] for text in texts], np.int32) for texts in lists]
    codes = [own[part[name]] for own, part in zip(placed, parts, strict=True) if len(part[name])]
    return distinct, np.concatenate([np.empty(0, np.int32), *codes])


def _order(articles: NDArray[np.int64], starts: NDArray[np.int64], numbers: Sequence[int]) -> Rows:
    """The rows in the order of the corpus, whose articles have these `numbers`."""
    known = np.array(numbers, np.int64)
    by_number = np.argsort(known)
    place = by_number[np.minimum(np.searchsorted(known[by_number], articles), len(known) - 1)] if len(known) else known
    return np.lexsort((starts, place))
