"""A figure cited in its sentence: from so late a word on that the figure is seen in the room there is."""

from typing import NamedTuple

from index.corpus import Span


class Citation(NamedTuple):
    """A piece of a text on one line, and where the figure stands in it."""

    text: str
    span: Span


def cited(text: str, sentence: Span, figure: Span, before: int, after: int) -> Citation:
    """At most `before` characters of the sentence before the figure, from a word's beginning on, and `after` behind."""
    start = _some_words_before(text, sentence, figure, before)
    piece = text[start : min(sentence.end, figure.end + after)].replace("\n", " ")
    return Citation(piece, Span(figure.start - start, figure.end - start))


def _some_words_before(text: str, sentence: Span, figure: Span, room: int) -> int:
    first = max(sentence.start, figure.start - room)
    if first == sentence.start:
        return first
    gap = text.find(" ", first, figure.start)
    return gap + 1 if gap >= 0 else figure.start
