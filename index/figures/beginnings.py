"""Where a figure may begin: what some words must have behind them, or they begin none.

Most of the words a figure can begin with begin none: an hour without ونصف, الأول before anything but من, أحد الوزراء, a
month without a year. A look at the next token says so before a grammar is tried. A word that has no rule here is left
to the grammars.

`begins_alone`, `BEHIND`, `BEFORE` and `CLOSING` tell of the same rules what can be seen from far (see `parts`): these
may let through what `may_begin` refuses, never the other way round.
"""

from collections.abc import Callable

from index.figures import date_words, lexicon, measures, months, number_words, ordinals
from index.figures.tokens import BREAK, END, NUMBER, Shape, Tokens

MINUS = ("-", "−")


def may_begin(tokens: Tokens, index: int) -> bool:
    """Whether a figure may begin at token `index`, a candidate."""
    shape = tokens.shapes[index]
    rule = _RULES.get(shape.word or shape.raw)
    return rule is None or rule(tokens, index)


def _is_minus(tokens: Tokens, index: int) -> bool:
    return tokens.sort(index + 1) is NUMBER


def _is_one(tokens: Tokens, index: int) -> bool:
    """ساعة ونصف, or the noun alone in a cell of a table."""
    following = tokens.shapes[index + 1]
    return _is_and(following) or following.sort in (BREAK, END)


def _has_year(tokens: Tokens, index: int) -> bool:
    """مارس 2023, كانون الثاني (يناير) 2015, رمضان من عام 1436: a year, or what may stand before it."""
    following = tokens.shapes[index + 1]
    return following.sort is NUMBER or following.raw in _BEFORE_YEARS or following.word in _WORDS_BEFORE_YEARS


_BEFORE_YEARS = ("/", "(", "-", "–", "،", ",")
_SECOND_WORDS = {second for _, second in (*months.TWO_WORD_GREGORIAN, *months.TWO_WORD_HIJRI)}
_WORDS_BEFORE_YEARS = months.MONTH_WORDS | _SECOND_WORDS | date_words.YEAR_NOUNS | date_words.OF


def _is_compound(tokens: Tokens, index: int) -> bool:
    """أحد عشر, أحد وعشرون; alone it is "one of", or Sunday."""
    following = tokens.shapes[index + 1]
    return following.word in number_words.TEN or _is_and(following)


def _is_two(tokens: Tokens, index: int) -> bool:
    """اثنين; with an article it is Monday."""
    return not tokens.shapes[index].definite or _is_compound(tokens, index)


def _is_ordinal(tokens: Tokens, index: int) -> bool:
    """الثالث من مايو, الثالثة عشرة, الساعة الثالثة, الثالثة صباحا. Without an article a few rank what follows."""
    shape, following = tokens.shapes[index], tokens.shapes[index + 1]
    if not shape.definite:
        return shape.word in number_words.RANKS or (
            shape.word in _NOT_ONLY_ORDINALS and _is_one_or_compound(tokens, index)
        )
    if following.word in date_words.OF or _is_compound(tokens, index):
        return True
    before = tokens.shapes[index - 1]
    return following.word in _PARTS_OF_DAY or before.word in _BEFORE_HOURS


_NOT_ONLY_ORDINALS = number_words.TEEN_UNITS.keys() | measures.LONE.keys()
_PARTS_OF_DAY = date_words.MORNING | date_words.EVENING
_BEFORE_HOURS = date_words.CLOCK | {"ال"}


def _is_one_or_compound(tokens: Tokens, index: int) -> bool:
    """ثانية ونصف, ثانية عشرة."""
    return _is_one(tokens, index) or _is_compound(tokens, index)


def _is_part(tokens: Tokens, index: int) -> bool:
    """جزء من مئة."""
    return tokens.word(index + 1) in date_words.OF


def _has_noun(tokens: Tokens, index: int) -> bool:
    """نص ساعة; alone it is a text."""
    return tokens.word(index + 1) in measures.LONE


def _is_and(shape: Shape) -> bool:
    return shape.clitic == "و" or shape.raw == "و"


_RULES: dict[str, Callable[[Tokens, int], bool]] = {
    **dict.fromkeys(MINUS, _is_minus),
    **dict.fromkeys(lexicon.LONE, _is_one),
    **dict.fromkeys(months.MONTH_WORDS - number_words.ZERO, _has_year),
    **dict.fromkeys(ordinals.FIRST_WORDS - number_words.TENS.keys() - number_words.UNITS.keys(), _is_ordinal),
    **dict.fromkeys(("احد", "احدي"), _is_compound),
    "اثنين": _is_two,
    "نص": _has_noun,
    number_words.PART: _is_part,
}


def begins_alone(word: str, definite: bool) -> bool:
    """Whether a figure may begin with this word whatever stands beside it."""
    rule = _RULES.get(word)
    if rule is _is_ordinal:
        return not definite and word in number_words.RANKS
    return rule is None or (rule is _is_two and not definite)


BEHIND = number_words.TEN | date_words.OF | _PARTS_OF_DAY | _WORDS_BEFORE_YEARS | measures.LONE.keys()
"""The words of which a rule wants one behind; most rules are content with any word that has و in front, too."""

BEFORE = frozenset(_BEFORE_HOURS)
"""The words of which a rule wants one in front."""

CLOSING = frozenset('.:)»”"؛؟!') - set(_BEFORE_YEARS)
"""Marks that no rule wants behind."""
