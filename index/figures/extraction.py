"""From an article to its figures: what the grammars read where one can begin, then what stands around each."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from index.articles import Article, ArticleId, Span
from index.figures.context import bound_of, counted_of, is_score, product_of
from index.figures.counted_words import WHOLE
from index.figures.currencies import COUNTRY_NAMES
from index.figures.figure import BARE, COUNT, DATE, DURATION, MEASURE, MONEY, PERCENT, SCORE, Figure, Flag, Kind, Value
from index.figures.grammars import readings_in
from index.figures.literals import convention
from index.figures.newspapers import home_of
from index.figures.periods import join_dates
from index.figures.reading import Reading
from index.figures.sentences import Sentences
from index.figures.tokens import NUMBER, WORD, Part, Tokens, UnreadError, read_for
from index.figures.values import plain

Counted = tuple[int, int] | None
"""Tokens, first and after, of what a figure counts."""


def figures_in(
    article: Article,
    *,
    skip: Callable[[Span], bool] = lambda _: False,
    parts: Iterable[Part] | None = None,
) -> list[Figure]:
    """Every figure `article` states, in order, none overlapping; those whose span is to be skipped are left out.

    `parts` of its body are what `parts.parts_of` finds; without them all of it is read, for the same figures.
    """
    tokens = Tokens(article.body, lambda: home_of(article.source, article.url), parts)
    if not tokens.candidates:
        return []
    candidates = map(tokens.shapes.__getitem__, tokens.candidates)
    style = convention([shape.raw for shape in candidates if shape.sort is NUMBER])
    readings = read_for(_share_units, tokens, read_for(join_dates, tokens, readings_in(tokens, style)))
    counted = read_for(_share_counted, tokens, readings, _counted(tokens, readings))
    figures = _figures(article.id, tokens, readings, counted)
    return [figure for figure in figures if not skip(figure.span)]


def _counted(tokens: Tokens, readings: list[Reading]) -> list[Counted]:
    """What each reading counts. Most find all they look at read: whoever asks again is called only for the others."""
    counted: list[Counted] = []
    for reading in readings:
        try:
            counted.append(counted_of(tokens, reading) if reading.kind is BARE else None)
        except UnreadError:
            counted.append(read_for(counted_of, tokens, reading))
    return counted


def _figures(article: ArticleId, tokens: Tokens, readings: list[Reading], counted: list[Counted]) -> list[Figure]:
    """The figure of each reading, in the same manner."""
    sentences = Sentences(tokens.body)
    figures: list[Figure] = []
    for reading, what in zip(readings, counted, strict=True):
        try:
            figures.append(_figure(tokens, article, sentences, reading, what))
        except UnreadError:
            figures.append(read_for(_figure, tokens, article, sentences, reading, what))
    return figures


def _share_units(tokens: Tokens, readings: list[Reading]) -> list[Reading]:
    """In a list the last unit is everybody's: 5 و7 و10 سنوات."""
    shared = readings[:]
    for place in range(len(shared) - 2, -1, -1):
        reading, following = shared[place], shared[place + 1]
        if reading.kind is not BARE or following.unit is None or not reading.numeral:
            continue
        if following.kind not in (MONEY, PERCENT, DURATION, MEASURE):
            continue
        if _joins(tokens, reading.after, following.first) and reading.flags == following.flags:
            shared[place] = replace(reading, kind=following.kind, unit=following.unit)
    return shared


def _share_counted(tokens: Tokens, readings: list[Reading], counted: list[Counted]) -> list[Counted]:
    """In a list what the last number counts is counted by all: 4 و5 نجوم."""
    for place in range(len(readings) - 2, -1, -1):
        reading, following = readings[place], readings[place + 1]
        if counted[place] is None and reading.kind is BARE and following.kind is BARE:
            counted[place] = counted[place + 1] if _joins(tokens, reading.after, following.first) else None
    return counted


def _joins(tokens: Tokens, after: int, first: int) -> bool:
    """Whether only و, أو or a comma stands between two readings."""
    if after == first:
        return tokens.shapes[first].clitic == "و"
    return first == after + 1 and tokens.raw(after) in ("و", "أو", "او", "،", "×")


def _may_be_year(tokens: Tokens, reading: Reading, counted: Counted) -> bool:
    """كأس العالم 2018: four digits of our time that count nothing are a year, though nothing says so."""
    raw = tokens.raw(reading.first)
    alone = reading.after == reading.first + 1 and len(raw) == 4 and raw.isdecimal()
    if not alone or not 1950 <= int(raw) <= 2050 or tokens.sort(reading.first - 1) is not WORD:
        return False
    if counted is None:
        return True
    before, behind = tokens.shapes[reading.first - 1], tokens.raw(counted[0])
    named = before.raw.startswith("ال") or before.word in COUNTRY_NAMES
    return named and (counted[0] > reading.after or behind.startswith(("ب", "ل")))  # كأس العالم 2018 بروسيا


def _span(tokens: Tokens, first: int, after: int) -> Span:
    """Where the words stand, without the و or ب in front of an article: والدول."""
    joined = tokens.raw(first).startswith(("وال", "بال", "فال", "كال")) and not tokens.raw(first).startswith(WHOLE)
    return _new(Span, (tokens.starts[first] + joined, tokens.end(after - 1)))


def _figure(tokens: Tokens, article: ArticleId, sentences: Sentences, reading: Reading, counted: Counted) -> Figure:
    kind, value, flags = reading.kind, reading.value, reading.flags
    if kind is BARE:
        kind, value, counted = _of_what(tokens, reading, counted)
        flags = flags | {Flag.YEAR} if kind is DATE else flags
    sentence = sentences.around(reading.start, reading.end)
    bound = bound_of(tokens, reading, counted[1] if counted else reading.after)
    product = product_of(tokens, reading, counted, sentence) if counted else None
    span, what = _new(Span, (reading.start, reading.end)), _span(tokens, *counted) if counted else None
    return _new(Figure, (article, kind, plain(value), reading.unit, bound, what, product, span, sentence, flags))


_new = tuple.__new__
"""Makes a named tuple in half the time it takes to call it."""


def _of_what(tokens: Tokens, number: Reading, counted: Counted) -> tuple[Kind, Value, Counted]:
    """A bare number as the year, the score or the count that it is, if it is one."""
    numeral, value = number.numeral, number.value
    if _may_be_year(tokens, number, counted):
        return DATE, str(value), None
    if is_score(tokens, number):
        return SCORE, value, None
    if counted is None:
        return BARE, value, None
    if numeral and numeral.thousands is not None and value == numeral.value:
        value = numeral.thousands
    return COUNT, value, counted
