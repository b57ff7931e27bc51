"""Spelt ordinals with their article: الثالث, الحادية عشرة, الخامس والعشرون, العشرين.

By itself such a word is an adjective and no figure. Behind الساعة it is an hour, before a month a day, before من عمره
an age.
"""

from decimal import Decimal

from index.figures import measures, number_words
from index.figures.below_hundred import after_and
from index.figures.figure import Kind
from index.figures.reading import Reading
from index.figures.tokens import Tokens

FIRST_WORDS = number_words.TENS.keys() | number_words.ORDINALS.keys()
"""What an ordinal begins with."""


def read_ordinal(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """The ordinal that begins at token `index`, and the token after it."""
    shape = tokens.shapes[index]
    if not shape.definite:
        return None
    if shape.word in number_words.TENS:
        return number_words.TENS[shape.word], index + 1
    ordinal = number_words.ORDINALS.get(shape.word)
    if ordinal is None:
        return None
    after = index + 1
    following, joined = tokens.shapes[after], after_and(tokens, after)
    if following.word in number_words.TEN and not following.clitic:
        return ordinal + 10, after + 1
    if joined is not None and tokens.word(joined) in number_words.TENS:
        return ordinal + number_words.TENS[tokens.word(joined)], joined + 1
    return ordinal, after


def read_age(tokens: Tokens, index: int) -> Reading | None:
    """الحادية عشرة من عمره: in the eleventh year of a life."""
    found = read_ordinal(tokens, index)
    if found is None:
        return None
    age, after = found
    if tokens.word(after) != "من" or tokens.word(after + 1) not in measures.AGES:
        return None
    start, end = tokens.begin(index), tokens.end(after - 1)
    return Reading(Kind.DURATION, Decimal(age), "year", start, end, index, after)
