"""Which words of a text answer a query, and why; and the window of the text that shows it best.

A word of the text answers a word of the query by the nearest rung of the ladder on which their keys are equal
(`index.keys`), so the reason is a function of the two words and needs no index: the same rule lights the snippet in the
result list and every word of the open article.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.articles import Span
from index.keys import letters, normalised, stem
from index.likeness import one_typo, regex_of
from index.query import AllOf, AnyOf, Called, Leaf, Node, Pattern, Phrase, Query, Regex, Term, Typo, Width
from index.results import Field, Match, Snippet, Why
from index.words import LONGEST, Key, Word, pieces, raw_tokens, tokens, words

LADDER: tuple[tuple[Why, Callable[[Key], Key]], ...] = (
    (Why.WRITTEN, lambda key: key),
    (Why.NORMALISED, normalised),
    (Why.STEM, stem),
)
"""Each rung that admits an article, with the key on which it compares; a farther one admits all a nearer one does."""

_FARTHEST = LADDER[-1][1]

LADDER_OF = {Width.EXACT: LADDER[:1], Width.NORMAL: LADDER, Width.WIDE: LADDER}
"""The rungs of a word, by how wide it is meant."""

PHRASE_RUNGS = {Width.EXACT: LADDER[:1], Width.NORMAL: LADDER[:2], Width.WIDE: LADDER}
"""Inside a phrase words are meant as they are said: forms of a stem count there only when it is meant wide."""


def leaves(node: Node | None) -> Iterator[Leaf]:
    """The words, patterns and phrases a query asks for; what it excludes is not shown."""
    match node:
        case Term() | Typo() | Pattern() | Regex() | Phrase() | Called():
            yield node
        case AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case AllOf(parts, _, welcome):
            for part in (*parts, *welcome):
                yield from leaves(part)


class Matcher:
    """A query made ready to be held against many texts.

    Each distinct raw token is held against the query once and remembered, so that lighting an article costs a pass of
    the tokeniser and no more.
    """

    def __init__(self, query: Query, corrected: Mapping[Key, Sequence[Key]] | None = None) -> None:
        """`corrected`: the normalised words that words of the query were taken for, which then answer as typos."""
        self._leaves = tuple(leaves(query.root))
        self._corrected = corrected or {}
        self._asked = {field: [(*rung, self._keys(field, *rung)) for rung in LADDER] for field in Field}
        self._stems = {field: frozenset(_FARTHEST(leaf.key) for leaf in self._words(field)) for field in Field}
        self._farther = {field: list(self._tests(field)) for field in Field}
        self._known = {field: _Known() for field in Field}

    def matches(self, text: str, field: Field = Field.BODY) -> tuple[Match, ...]:
        """Every place of `text` that answers, in order; a phrase is one place from its first word to its last."""
        places = list(self._word_places(text, field))
        phrases = [leaf for leaf in self._leaves if _has_phrases(leaf) and leaf.field in (None, field)]
        if phrases:
            found = words(text)
            places += [Match(span, why, field) for leaf in phrases for span, why in _places_together(leaf, found)]
        return without_overlaps(places) if phrases else tuple(places)

    def _words(self, field: Field) -> Iterator[Term | Typo]:
        """The single words looked for in a field."""
        for leaf in self._leaves:
            if isinstance(leaf, Term | Typo) and leaf.field in (None, field):
                yield leaf

    def _keys(self, field: Field, why: Why, key_of: Callable[[Key], Key]) -> frozenset[Key]:
        """What a word of `field` must have on one rung to be one of those asked for."""
        return frozenset(
            key_of(leaf.key)
            for leaf in self._words(field)
            if isinstance(leaf, Typo) or (why, key_of) in LADDER_OF[leaf.width]
        )

    @property
    def _regex_budget(self) -> float:
        """Seconds for each of the regular expressions."""
        return _REGEX_BUDGET / max(1, sum(isinstance(leaf, Regex) for leaf in self._leaves))

    def _tests(self, field: Field) -> Iterator["_Test"]:
        """What else a word of `field` may answer to."""
        if taken_for := frozenset(form for forms in self._corrected.values() for form in forms):
            yield _Test(Why.TYPO, taken_for.__contains__)
        for leaf in self._leaves:
            if leaf.field in (None, field):
                yield from _tests_of(leaf, self._regex_budget)

    def _word_places(self, text: str, field: Field) -> Iterator[Match]:
        standing = raw_tokens(text)
        answering = self._answering(set(standing), field)
        for at, token in _placed(standing, text) if answering else ():
            for start, end, why in answering.get(token, ()):
                yield Match(Span(at + start, at + end), why, field)

    def _answering(self, standing: set[str], field: Field) -> Mapping[str, tuple["Answer", ...]]:
        """Which raw tokens answer, among them those of `standing` that do."""
        known = self._known[field]
        unknown = standing - known.passed_over - known.answering.keys()
        known.passed_over |= unknown
        for token in filter(self._may_answer(field), unknown):
            if answers := self._answers_in(token, field):
                known.answering[token] = answers
        return known.answering if not standing.isdisjoint(known.answering) else {}

    def _may_answer(self, field: Field) -> Callable[[str], bool]:
        """A quick test that passes over nearly all raw tokens that answer nothing."""
        stems, tests = self._stems[field], self._farther[field]
        if not tests:
            return lambda token: not stems.isdisjoint(_stems_of(token))
        of_forms = [test.answers for test in tests if not test.written]
        of_words = [test.answers for test in tests if test.written]
        return lambda token: (
            any(answers(form) for form in _forms_of(token) for answers in of_forms)
            or not stems.isdisjoint(_stems_of(token))
            or (bool(of_words) and any(answers(piece.key) for piece in pieces(token) for answers in of_words))
        )

    def _answers_in(self, token: str, field: Field) -> tuple["Answer", ...]:
        found = ((piece, self._why(piece.key, field)) for piece in pieces(token))
        return tuple((piece.start, piece.end, why) for piece, why in found if why)

    def _why(self, key: Key, field: Field) -> Why | None:
        near = next((why for why, key_of, asked in self._asked[field] if key_of(key) in asked), None)
        return near or next((test.why for test in self._farther[field] if test.answers(test.seen(key))), None)


def _placed(standing: Sequence[str], text: str) -> Iterator[tuple[int, str]]:
    """The raw tokens of a text, each with where it starts: quicker than finding them again."""
    if max(map(len, standing)) == LONGEST:  # some of the text may be in none
        yield from tokens(text)
        return
    at = 0
    for token in standing:
        at = text.index(token, at)  # nothing that can begin a token lies between two
        yield at, token
        at += len(token)


Answer = tuple[int, int, Why]
"""Where in a raw token a word answers, and why."""


class _Known:
    """The raw tokens that have been held against a query: those that answer, and all others."""

    def __init__(self) -> None:
        self.answering: dict[str, tuple[Answer, ...]] = {}
        self.passed_over: set[str] = set()


@lru_cache(maxsize=1 << 16)
def _stems_of(token: str) -> tuple[Key, ...]:
    """What the words of a raw token have on the farthest rung. Remembered, as few tokens make up most of all texts."""
    return tuple(_FARTHEST(piece.key) for piece in pieces(token))


@lru_cache(maxsize=1 << 16)
def _forms_of(token: str) -> tuple[Key, ...]:
    """The normalised words of a raw token."""
    return tuple(normalised(piece.key) for piece in pieces(token))


_REGEX_BUDGET = 0.1
"""Seconds that regular expressions may take to light texts, all together: whoever waits is looking at the screen."""


class _Test(NamedTuple):
    """A reason for which a word may answer besides its keys: of its normalised form, or of the word as written."""

    why: Why
    answers: Callable[[Key], bool]
    written: bool = False

    def seen(self, key: Key) -> Key:
        """What of a word is tested."""
        return key if self.written else normalised(key)


def _tests_of(leaf: Leaf, regex_budget: float = _REGEX_BUDGET) -> Iterator[_Test]:
    match leaf:
        case Pattern(pattern, _, _, width):
            fits = regex_of(pattern).fullmatch
            yield _Test(Why.WILDCARD, lambda word: fits(word) is not None, width is Width.EXACT)
        case Regex(source, _, _, width):
            from index.regexes import WordRegex  # late: most questions have none

            expression = WordRegex(source, written=width is Width.EXACT, budget=regex_budget)
            yield _Test(Why.REGEX, expression.fits, width is Width.EXACT)
        case Called(_, spellings):
            words_of_name = frozenset(word for s in spellings if len(s.places) == 1 for word in s.places[0])
            yield _Test(Why.NAME, words_of_name.__contains__, written=True)
        case Typo(key) | Term(key, _, _, Width.WIDE):
            word, begins = normalised(key), letters(key)
            yield _Test(Why.TYPO, lambda form: one_typo(word, form))
            if isinstance(leaf, Term):
                yield _Test(Why.LETTERS, lambda form: letters(form) == begins)


def _has_phrases(leaf: Leaf) -> bool:
    """Whether a leaf is found in several words together."""
    return isinstance(leaf, Phrase) or (isinstance(leaf, Called) and any(len(s.places) > 1 for s in leaf.spellings))


def _places_together(leaf: Leaf, found: Sequence[Word]) -> Iterator[tuple[Span, Why]]:
    match leaf:
        case Phrase():
            yield from _phrase_places(leaf, found)
        case Called(_, spellings):
            for spelling in spellings:
                if len(spelling.places) > 1:
                    yield from ((span, Why.NAME) for span in _spelling_places(spelling.places, found))


def _spelling_places(places: Sequence[frozenset[Key]], found: Sequence[Word]) -> Iterator[Span]:
    size = len(places)
    for at, word in enumerate(found[: len(found) - size + 1]):
        standing = found[at : at + size]
        if word.key in places[0] and all(word.key in place for word, place in zip(standing, places, strict=True)):
            yield Span(word.span.start, standing[-1].span.end)


def _phrase_places(phrase: Phrase, found: Sequence[Word]) -> Iterator[tuple[Span, Why]]:
    rungs = PHRASE_RUNGS[phrase.width]
    farthest = rungs[-1][1]
    wanted = [farthest(key) for key in phrase.keys]
    have = [farthest(word.key) for word in found]
    for at, form in enumerate(have):
        if form == wanted[0] and (places := _followed(wanted, have, at, phrase.slop)):
            standing = [found[place] for place in places]
            span = Span(standing[0].span.start, standing[-1].span.end)
            yield span, _rung_of(phrase, [word.key for word in standing])


def _rung_of(phrase: Phrase, standing: Sequence[Key]) -> Why:
    """The nearest rung on which every word is the one asked for."""
    rungs = PHRASE_RUNGS[phrase.width]
    return next(why for why, key_of in rungs if [*map(key_of, phrase.keys)] == [*map(key_of, standing)])


def _followed(wanted: Sequence[Key], have: Sequence[Key], at: int, slop: int) -> list[int] | None:
    """Where the words of a phrase stand that begins at `at`, each as soon as it may; None when they do not follow."""
    last = at + len(wanted) + slop
    places = [at]
    for word in wanted[1:]:
        try:
            places.append(have.index(word, places[-1] + 1, last))
        except ValueError:
            return None
    return places


def without_overlaps(places: Iterable[Match]) -> tuple[Match, ...]:
    """In order of place; where one holds another, the longer (a phrase) is kept."""
    kept: list[Match] = []
    for place in sorted(places, key=lambda match: (match.span.start, -match.span.end)):
        if not kept or place.span.start >= kept[-1].span.end:
            kept.append(place)
    return tuple(kept)


WINDOW = 220
"""Characters of a snippet: three lines of a result list."""


def snippet(body: str, found: Sequence[Match]) -> Snippet:
    """The window with the most different matched words, then the most, then the earliest; from a word's beginning.

    Where a figure was asked for, one that has it.
    """
    start, end = _best_run(body, found)
    room = max(0, WINDOW - (end - start))
    start = _word_start(body, max(0, start - room // 3))
    return _trimmed(body, start, _word_end(body, min(len(body), start + WINDOW)))


def _best_run(body: str, found: Sequence[Match]) -> tuple[int, int]:
    best, best_score, first = (0, 0), (False, 0, 0), 0
    for last, match in enumerate(found):
        while match.span.end - found[first].span.start > WINDOW * 2 // 3 and first < last:
            first += 1
        run = found[first : last + 1]
        stated = any(each.why is Why.FIGURE for each in run)
        score = (stated, len({body[slice(*each.span)] for each in run}), len(run))
        if score > best_score:
            best, best_score = (run[0].span.start, match.span.end), score
    return best


def _word_start(body: str, at: int) -> int:
    """The start of a line or sentence a little before `at`, else of the word there."""
    for mark in ("\n", ". ", "؟ ", "! "):
        if (place := body.rfind(mark, max(0, at - 60), at)) >= 0:
            return place + len(mark)
    while at > 0 and not body[at - 1].isspace():
        at -= 1
    return at


def _word_end(body: str, at: int) -> int:
    while at < len(body) and not body[at].isspace():
        at += 1
    return at


def _trimmed(body: str, start: int, end: int) -> Snippet:
    text = body[start:end]
    return Snippet(text.strip(), start + len(text) - len(text.lstrip()))
