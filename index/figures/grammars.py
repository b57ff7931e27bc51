"""One walk over the places where a figure can begin: at each the grammars that its first token allows.

They are tried in the order that keeps dates from being counts: dates, times, identifiers (passed over), amounts.
"""

from index.figures.beginnings import may_begin
from index.figures.dates import date_of_digits, date_of_words
from index.figures.identifiers import past_identifier
from index.figures.literals import Convention
from index.figures.ranges import read_amount
from index.figures.reading import Reading
from index.figures.times import time_of_digits, time_of_words
from index.figures.tokens import NUMBER, WORD, Tokens, UnreadError, read_for


def readings_in(tokens: Tokens, style: Convention) -> list[Reading]:
    """The figures of a text as far as the grammars read them, in order, none overlapping."""
    found: list[Reading] = []
    reached = 0
    for index in tokens.candidates:
        if index >= reached:
            previous = found[-1] if found else None
            try:
                reading, reached = _read(tokens, index, previous, style)
            except UnreadError:  # seldom
                reading, reached = read_for(_read, tokens, index, previous, style)
            if reading:
                found.append(reading)
    return found


def _read(tokens: Tokens, index: int, previous: Reading | None, style: Convention) -> tuple[Reading | None, int]:
    """The figure that begins at a candidate, and the first token where another may."""
    reading: Reading | None = None
    sort = tokens.shapes[index].sort
    if sort is NUMBER:
        reading = date_of_digits(tokens, index, previous) or time_of_digits(tokens, index)
        past = None if reading else past_identifier(tokens, index)
        if past is not None:
            return None, past
    elif not may_begin(tokens, index):
        return None, index
    elif sort is WORD:
        reading = date_of_words(tokens, index) or time_of_words(tokens, index)
    reading = reading or read_amount(tokens, index, style)
    return reading, reading.after if reading else index
