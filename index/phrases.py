"""What a figure counts, as one phrase that can be compared."""

from functools import lru_cache

from index.figures.counted_words import STOPS
from index.figures.spelling import ONE_LETTER
from index.keys import stem
from index.words import keys_of, raw_tokens

_LONGEST_STEM = 32  # characters that tell one word from another; a hostile article has words of a million


def phrase(counted: str) -> str:
    """What is counted, by the stems of its telling words, the head first: قتلى and القتيل are not one, شركات and
    الشركة are. Two figures whose phrases are equal count the same, as far as words can tell."""
    return " ".join(filter(None, map(_telling, raw_tokens(counted))))


@lru_cache(maxsize=1 << 13)
def _telling(token: str) -> str:
    """The stems of the telling words in a token: mostly of one, or of none. Few tokens are counted, again and again."""
    return " ".join(stem(key)[:_LONGEST_STEM] for key in keys_of(token) if key.translate(ONE_LETTER) not in STOPS)
