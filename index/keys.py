"""The keys of a word: what two words have in common when one may stand for the other.

Each is a function of the folded key (`index.words`), so none needs a field of its own in the index: it is a relation
over the vocabulary. From near to far: as written → `normalised` → `stem` → `letters`.
"""

from collections.abc import Sequence
from functools import lru_cache

from pyarabic import araby

from index.words import Key

# One letter for each group of letters that Arabic writers interchange. PyArabic's own `normalize_hamza` makes أ into ء
# by default, so that احمد ≠ أحمد; its tables are right, so they are used instead.
NORMAL = str.maketrans(
    {
        **dict.fromkeys(araby.ALEFAT, araby.ALEF),
        araby.ALEF_MAKSURA: araby.YEH,
        araby.TEH_MARBUTA: araby.HEH,
        araby.WAW_HAMZA: araby.WAW,
        araby.YEH_HAMZA: araby.YEH,
    }
)

PROCLITICS = ("وبال", "وكال", "فبال", "ولل", "فلل", "وال", "بال", "كال", "فال", "ال", "لل")
ENDINGS = (
    "هما", "كما", "تين", "تان", "هم", "هن", "كم", "نا", "ها", "ان", "ات", "ون", "ين", "يه", "وا", "ته", "ه", "ي", "ا",
)  # fmt: skip
SHORTEST_STEM = 3


def _by_letter(affixes: Sequence[str], at: int) -> dict[str, tuple[str, ...]]:
    """Affixes by their first or last letter, in their order: a word is held against few of them."""
    letters = {affix[at] for affix in affixes}
    return {letter: tuple(affix for affix in affixes if affix[at] == letter) for letter in letters}


_PROCLITICS_BY_FIRST = _by_letter(PROCLITICS, 0)
_ENDINGS_BY_LAST = _by_letter(ENDINGS, -1)


@lru_cache(maxsize=1 << 16)
def normalised(key: Key) -> Key:
    """The word with alefs, hamza seats, ى/ي and ة/ه unified: أسعار, اسعار and إسعار are one."""
    return Key(key.translate(NORMAL))


@lru_cache(maxsize=1 << 16)
def stem(key: Key) -> Key:
    """The light stem `lx`: proclitics, then up to two endings, taken off the normalised word.

    و or ف off words of five letters and more, then the longest article and preposition, else ب or ل off words of six;
    at least three letters stay. Measured against light10, Snowball, ISRI and Lucene in research/search-quality.md.
    """
    return _stem(normalised(key))


ARTICLES = ("ال", "بال", "كال", "فال", "لل")
LETTERS = 4


@lru_cache(maxsize=1 << 16)
def letters(key: Key) -> Key:
    """The first four letters of the normalised word, less و and the article: what near and far relations share.

    It admits too much to find articles by, but adds to the score of those found (research/search-quality.md, trunc4).
    """
    return _letters(normalised(key))


def _letters(word: Key) -> Key:
    if not word or not araby.is_arabicrange(word[0]):
        return word
    bare = word[1:] if word[0] == araby.WAW and len(word) >= LETTERS else word
    for article in ARTICLES:
        if bare.startswith(article) and len(bare) - len(article) >= 2:
            bare = bare[len(article) :]
            break
    return Key(bare[:LETTERS])


def _stem(word: Key) -> Key:
    if len(word) <= SHORTEST_STEM or not araby.is_arabicrange(word[0]):
        return word
    return Key(_without_endings(_without_proclitics(word)))


def _without_proclitics(word: str) -> str:
    if word[0] in "وف" and len(word) >= 5:
        word = word[1:]
    for proclitic in _PROCLITICS_BY_FIRST.get(word[0], ()):
        if word.startswith(proclitic) and len(word) - len(proclitic) >= SHORTEST_STEM:
            return word[len(proclitic) :]
    return word[1:] if word[0] in "بل" and len(word) >= 6 else word


def _without_endings(word: str) -> str:
    for _ in range(2):
        for ending in _ENDINGS_BY_LAST.get(word[-1], ()):
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
                word = word[: -len(ending)]
                break
    return word
