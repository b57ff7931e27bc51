"""How an article, its body and its figures are kept as values of SQLite, and read back.

Whoever prepares articles for the catalogue needs these and nothing of the database.
"""

import zlib
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from index.articles import ArticleId, Entry, Span
from index.figures import Bound, Figure, Kind, decode_value, encode_value
from index.figures.values import ends_of

Row = tuple[Any, ...]

# ---- bodies

_ONE_BYTE = b"a"  # then a body in cp1256, one byte a letter: a quarter smaller and faster to compress than UTF-8
_UTF8 = b"u"  # then a body cp1256 has not all the characters of; a lone surrogate must survive too


def encoded(body: str) -> bytes:
    """A body as bytes, the first of which tells how it is to be read."""
    try:
        return _ONE_BYTE + body.encode("cp1256")
    except UnicodeEncodeError:
        return _UTF8 + body.encode("utf-8", "surrogatepass")


def decoded(text: bytes) -> str:
    """The body that `encoded` made bytes of."""
    return _decoded(text[:1], text[1:])


def packed(text: bytes) -> bytes:
    """An encoded body as it is kept: behind its first byte, letters by their frequency alone. News cost 45 % less time
    than at level 1, for 13 % more bytes. The stream is bare, for the catalogue as a whole has a sum; and made in little
    memory, since most bodies are short and all of it is cleared for each."""
    packer = zlib.compressobj(1, zlib.DEFLATED, _BARE, _LITTLE_MEMORY, zlib.Z_HUFFMAN_ONLY)
    return text[:1] + packer.compress(memoryview(text)[1:]) + packer.flush()


def unpacked(kept: bytes) -> str:
    """The body that `packed` kept."""
    return _decoded(kept[:1], zlib.decompress(memoryview(kept)[1:], _BARE))


_BARE = -zlib.MAX_WBITS
_LITTLE_MEMORY = 7


def _decoded(kind: bytes, text: bytes) -> str:
    return text.decode("cp1256") if kind == _ONE_BYTE else text.decode("utf-8", "surrogatepass")


# ---- what else is known of an article


def day(text: str | None) -> date | None:
    """A day as the catalogue has it."""
    return date.fromisoformat(text) if text else None


def entry(row: Row) -> Entry:
    """An entry from the columns that have its names."""
    name, title, source, author, published, url, path, characters = row
    return Entry(name, title, source, author, day(published), url, path, characters)


# ---- figures

FIGURE = (
    *("start", "stop", "kind", "value", "low", "high", "unit", "bound", "counted_start", "counted_stop", "product"),
    *("sentence_start", "sentence_stop", "flags"),
)
"""The columns of what a figure says of itself."""


def figure_row(figure: Figure) -> Row:
    """A figure's values of these columns."""
    counted = figure.counted or (None, None)
    return (
        *(*figure.span, figure.kind.value, encode_value(figure.value), *_numbers(figure), figure.unit),
        *(figure.bound and figure.bound.value, *counted, figure.product, *figure.sentence),
        " ".join(sorted(figure.flags)),
    )


def figure(article: str, row: Row) -> Figure:
    """The figure of an article that has these values."""
    start, stop, kind, value, _, _, unit, bound, counted, counted_stop, product, sentence, sentence_stop, flags = row
    return Figure(
        article=ArticleId(article),
        kind=Kind(kind),
        value=decode_value(value),
        unit=unit,
        bound=Bound(bound) if bound else None,
        counted=None if counted is None else Span(counted, counted_stop),
        product=product,
        span=Span(start, stop),
        sentence=Span(sentence, sentence_stop),
        flags=frozenset(flags.split()),
    )


def _numbers(figure: Figure) -> tuple[float | None, float | None]:
    """The least and the greatest number a figure states, for filters and sorts."""
    ends = ends_of(figure.value)
    return (float(ends[0]), float(ends[1])) if ends else (None, None)


# ---- what is prepared of articles


class Prepared(NamedTuple):
    """What is kept of some articles besides what their sources say of them, as plain values.

    `bodies` has each packed. Rows begin with the place of their article among these: `mentions` are names with their
    kinds, `pairs` names side by side, Latin and Arabic. Figures, of which there are many, are `figures` column by
    column: the place, those of `FIGURE`, and what is counted as a phrase.
    """

    bodies: Sequence[bytes]
    figures: Sequence[Sequence[Any]]
    mentions: Sequence[tuple[int, str, str]]
    pairs: Sequence[tuple[int, str, str]]

    def figure_column(self, name: str) -> Sequence[Any]:
        """A column of the figures, by its name."""
        return self.figures[_FIGURE_COLUMNS.index(name)]


_FIGURE_COLUMNS = ("article", *FIGURE, "phrase")


def figure_columns(rows: Sequence[Row]) -> Sequence[Sequence[Any]]:
    """The columns of rows that have the place, the values of `FIGURE`, and the phrase."""
    return tuple(zip(*rows, strict=True)) if rows else ((),) * len(_FIGURE_COLUMNS)
