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
from index.figures.tokens import NUMBER, WORD, Tokens, UnreadError


def readings_in(tokens: Tokens, style: Convention) -> list[Reading]:
    """The figures of a text as far as the grammars read them, in order, none overlapping."""
    found: list[Reading] = []
    shapes, candidates, begin, reached = tokens.shapes, tokens.candidates, 0, 0
    while True:
        try:
            for place in range(begin, len(candidates)):
                index = candidates[place]
                if index < reached:
                    continue
                reading: Reading | None = None
                sort = shapes[index].sort
                if sort is NUMBER:
                    previous = found[-1] if found else None
                    reading = date_of_digits(tokens, index, previous) or time_of_digits(tokens, index)
                    past = None if reading else past_identifier(tokens, index)
                    if past is not None:
                        reached = past
                        continue
                elif not may_begin(tokens, index):
                    continue
                elif sort is WORD:
                    reading = date_of_words(tokens, index) or time_of_words(tokens, index)
                reading = reading or read_amount(tokens, index, style)
                if reading:
                    found.append(reading)
                    reached = reading.after
            return found
        except UnreadError as unread:
            tokens.read(unread.stretch)
            begin = place
