"""Every word the figures room knows, in one place: what a clitic may be taken off, and where a figure can begin.

ب of بمئة is a preposition because مئة is a number; of بنك it is not, because نك is nothing. So a clitic comes off only
where what remains is known here.
"""

from index.figures import bound_words, counted_words, currencies, date_words, measures, months, number_words

KNOWN = frozenset(
    number_words.NUMBER_WORDS
    | currencies.CURRENCY_WORDS
    | measures.MEASURE_WORDS
    | months.MONTH_WORDS
    | bound_words.BOUND_WORDS
    | date_words.DATE_WORDS
    | counted_words.COUNTED_WORDS
)

NEVER_SPLIT = frozenset({"لست", "ولست", "فلست", "بنين", "بينين"})
"""Words of their own whose ending happens to be known: لست is "I am not", not "for six", بنين is Benin, or boys."""

_SAY_NUMBERS = frozenset(
    number_words.UNITS.keys()
    | number_words.ZERO
    | number_words.TEN
    | number_words.JOINED_TEENS.keys()
    | {"احد", "حادي"}
    | number_words.TENS.keys()
    | number_words.HUNDREDS.keys()
    | number_words.HUNDRED
    | number_words.LONE_SCALES.keys()
    | number_words.DUAL_SCALES.keys()
    | number_words.SPOKEN_FRACTIONS.keys()
    | number_words.FRACTION_PAIRS.keys()
    | number_words.AMBIGUOUS_FRACTIONS.keys()
    | number_words.ORDINALS.keys()
    | number_words.RANKS.keys()
    | number_words.DOUBLE
    | number_words.TWICE
    | number_words.NEGATIVE
    | {number_words.PART}
    | currencies.DUAL_NOUNS.keys()
    | measures.PAIRS.keys()
    | date_words.PERIODS.keys()
    | date_words.PLURAL_PERIODS.keys()
)
_NOUNS = frozenset(measures.LONE.keys() | months.MONTH_WORDS)

STARTERS = _SAY_NUMBERS | _NOUNS
"""Words a figure can begin with. Digits and signs begin one too."""

NEVER_DEFINITE = _NOUNS - _SAY_NUMBERS
"""Of these, those that begin none with an article: الشهر, and الذي, which has nothing to do with ذي الحجة."""

LONE = frozenset(measures.LONE.keys()) - months.MONTH_WORDS - _SAY_NUMBERS
"""Of these, units that begin one only where they stand for one: ساعة ونصف."""
