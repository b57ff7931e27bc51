"""The figures of an article as they are kept: their numbers as one blob, their texts as one text.

A row for every figure costs a build more than all that is ever asked of the rows: filters, sorts and comparisons look
at columns (`index.figure_columns`), which are made of these blobs without a look at each figure, and who reads an
article reads all of its figures. Numbers are as this machine has them, as everywhere in an index.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from struct import Struct

from index.articles import ArticleId, Span
from index.figures import Bound, Figure, Kind, decode_value, encode_value

OFFSETS = ("start", "stop", "counted_start", "counted_stop", "sentence_start", "sentence_stop")
"""Where a figure, what it counts and its sentence stand in the body; what counts nothing has `NOWHERE` twice."""

WORDS = ("sentence_word", "sentence_word_stop", "counted_word", "counted_word_stop")
"""The same in numbers of words (`index.figure_words`)."""

PLACES = (*OFFSETS, *WORDS)

TEXTS = ("kind", "value", "unit", "bound", "product", "flags", "phrase")
"""What else a figure says, and what it counts as a phrase that can be compared; "" for nothing."""

TYPE = "i"
"""Of a number, for `struct`, `array` and NumPy: no body has as many characters as this can count."""

NOWHERE = -1
_NOT_COUNTED = NOWHERE, NOWHERE
_OFFSETS = Struct(f"{len(OFFSETS)}{TYPE}").pack
APART = "\n"
"""Between two texts. It stands in none: all are made of words."""


def offsets_and_texts(figures: Iterable[tuple[Figure, str]]) -> tuple[bytes, str]:
    """The `OFFSETS` and the `TEXTS` of figures that come with their phrases, one figure after another."""
    offsets: list[bytes] = []
    texts: list[str] = []
    for (_, kind, value, unit, bound, counted, product, span, sentence, flags), phrase in figures:
        offsets.append(_OFFSETS(*span, *(counted or _NOT_COUNTED), *sentence))
        texts += (kind._value_, encode_value(value), unit or "", bound._value_ if bound else "", product or "")
        texts += (" ".join(sorted(flags)) if flags else "", phrase)
    return b"".join(offsets), APART.join(texts)


class KeptFigures:
    """The figures of one article, read one by one as they are asked for."""

    def __init__(self, article: str, places: bytes, texts: str) -> None:
        """`places` has the `PLACES` of every figure, `texts` the `TEXTS`."""
        self._article = ArticleId(article)
        self._places = array(TYPE, places)
        self._texts = texts.split(APART)

    def __iter__(self) -> Iterator[Figure]:
        return map(self._figure, range(len(self._places) // len(PLACES)))

    def saying(self, wanted: Callable[[str, str, str], bool]) -> Iterator[Figure]:
        """Those of a kind, a value and a unit that are wanted, all as they are kept; the others are not made."""
        kinds, values, units = (self._texts[nth :: len(TEXTS)] for nth in range(3))
        return (self._figure(nth) for nth, said in enumerate(zip(kinds, values, units, strict=False)) if wanted(*said))

    def beginning_at(self, start: int) -> Figure | None:
        """The figure that stands there."""
        starts = self._places[:: len(PLACES)]
        return self._figure(starts.index(start)) if start in starts else None

    def _figure(self, nth: int) -> Figure:
        place, text = nth * len(PLACES), nth * len(TEXTS)
        start, stop, counted, counted_stop, sentence, sentence_stop = self._places[place : place + len(OFFSETS)]
        kind, value, unit, bound, product, flags, _ = self._texts[text : text + len(TEXTS)]
        return Figure(
            article=self._article,
            kind=Kind(kind),
            value=decode_value(value),
            unit=unit or None,
            bound=Bound(bound) if bound else None,
            counted=None if counted == NOWHERE else Span(counted, counted_stop),
            product=product or None,
            span=Span(start, stop),
            sentence=Span(sentence, sentence_stop),
            flags=frozenset(flags.split()),
        )
