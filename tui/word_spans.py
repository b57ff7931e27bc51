"""Where a word begins and ends for a cursor: letters and digits with the marks that stand on them.

Not the words of a search (`index.words`): here "12.5" is two and nothing is folded, as in any editor.
"""

import re

WORD = re.compile(
    "[\\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff]+"
)
"""Python's own letters leave marks out, which would cut every vocalised word in pieces."""

_LONGEST = 200


def word_at(text: str, offset: int) -> tuple[int, int]:
    """The word around an offset; between words, the character alone."""
    first = max(0, offset - _LONGEST)
    for found in WORD.finditer(text, first, min(len(text), offset + _LONGEST)):
        if found.start() <= offset < found.end():
            return found.span()
    return offset, min(len(text), offset + 1)


def next_end(text: str, offset: int) -> int:
    """The end of the word at an offset, or of the next."""
    found = WORD.search(text, offset)
    return found.end() if found else len(text)


def last_start(text: str, offset: int) -> int:
    """The start of the word that ends at or before an offset, or stands around it."""
    while offset > 0:
        first = max(0, offset - _LONGEST)
        starts = [found.start() for found in WORD.finditer(text, first, offset)]
        if starts:
            return starts[-1]
        offset = first
    return 0
