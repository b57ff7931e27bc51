"""What the reader may have meant, where little was found: the query with other words in the place of some.

For a word that no article has, or hardly any, it is the word one typo away that most articles have; two words written
as one; or what the same keys give on the other keyboard. Only a query that finds something better is offered.
"""

from collections.abc import Iterator
from typing import NamedTuple

from index.articles import Span
from index.errors import QueryError
from index.keyboards import on_the_other_keyboard
from index.matches import leaves
from index.postings import document_frequency
from index.query import Phrase, Query, Term, Width, parse
from index.results import Field
from index.search import LITTLE, Engine, Ranking
from index.vocabulary import Rung, Vocabulary
from index.words import Key, keys, words

FAR_MORE = 50
"""How many times as often as a word that some articles have the other one must stand, to be what was meant."""

_PART = 3
_KNOWN_PART = 5


class _Change(NamedTuple):
    span: Span
    text: str


def suggestion(engine: Engine, query: Query, ranking: Ranking) -> str:
    """The text of a query that finds more than one that found little, or what it was corrected to; "" for none."""
    text = query.text
    for change in sorted(_changes(engine, query), reverse=True):
        text = text[: change.span.start] + change.text + text[change.span.end :]
    if text == query.text:
        return ""
    try:
        found = engine.rank(parse(text, query.width), 0).total
    except QueryError:
        return ""
    return text if found > (0 if ranking.corrected else ranking.total) else ""


def _changes(engine: Engine, query: Query) -> Iterator[_Change]:
    vocabulary = engine.fields[Field.BODY].vocabulary
    for leaf in leaves(query.root):
        if not isinstance(leaf, Term | Phrase):
            continue
        said = query.text[slice(*leaf.span)]
        if meant := _on_the_other_keyboard(vocabulary, said):
            yield _Change(leaf.span, meant)
            continue
        for word in words(said):
            if meant := _meant(vocabulary, word.key):
                yield _Change(Span(leaf.span.start + word.span.start, leaf.span.start + word.span.end), meant)


def _on_the_other_keyboard(vocabulary: Vocabulary, said: str) -> str:
    """What the keys give there, where every word of it is known and none of those typed is."""
    if any(_count(vocabulary, key) > LITTLE for key in keys(said)):
        return ""
    meant = on_the_other_keyboard(said)
    known = [_count(vocabulary, key) > LITTLE for key in keys(meant)]
    return meant if known and all(known) else ""


def _meant(vocabulary: Vocabulary, key: Key) -> str:
    """The word or words that were meant by this one; "" where it is as good as any."""
    count = _count(vocabulary, key)
    if count > LITTLE:
        return ""
    near = max(vocabulary.near(key).values(), key=lambda rung: document_frequency(rung.words), default=None)
    if near and document_frequency(near.words) >= count * FAR_MORE:
        return _commonest(near)
    return "" if count else _apart(vocabulary, key)


def _count(vocabulary: Vocabulary, key: Key) -> int:
    rungs = vocabulary.rungs(key)
    return document_frequency(rungs[-1].words) if rungs else 0


def _commonest(rung: Rung) -> str:
    """Of the words of a rung the one that most articles have, as they write it."""
    counted = (
        (count, segment.field.word(number).decode())
        for segment, numbers in rung.words
        for number, count in zip(numbers.tolist(), segment.field.counts_of(numbers).tolist(), strict=True)
    )
    return max(counted)[1]


def _apart(vocabulary: Vocabulary, key: Key) -> str:
    """Two known words that were written as one, at the place where both are commonest."""
    if key.isascii():
        return ""
    cuts = ((Key(key[:at]), Key(key[at:])) for at in range(_PART, len(key) - _PART + 1))
    counted = ((min(_as_written(vocabulary, part) for part in cut), cut) for cut in cuts)
    count, cut = max(counted, default=(0, ()))
    return " ".join(cut) if count >= _KNOWN_PART else ""


def _as_written(vocabulary: Vocabulary, key: Key) -> int:
    return sum(document_frequency(rung.words) for rung in vocabulary.rungs(key, Width.EXACT))
