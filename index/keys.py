"""The keys of a word: what two words have in common when one may stand for the other.

Each is a function of the folded key (`index.words`), so none needs a field of its own in the index: it is a relation
over the vocabulary. From near to far: as written → `normalised` → `stem`.
"""

from functools import lru_cache

from pyarabic import araby

from index.words import Key

# One letter for each group of letters that Arabic writers interchange. PyArabic's own `normalize_hamza` makes أ into ء
# by default, so that احمد ≠ أحمد; its tables are right, so they are used instead.
_NORMAL = str.maketrans(
    {
        **dict.fromkeys(araby.ALEFAT, araby.ALEF),
        araby.ALEF_MAKSURA: araby.YEH,
        araby.TEH_MARBUTA: araby.HEH,
        araby.WAW_HAMZA: araby.WAW,
        araby.YEH_HAMZA: araby.YEH,
    }
)

_PROCLITICS = ("وبال", "وكال", "فبال", "ولل", "فلل", "وال", "بال", "كال", "فال", "ال", "لل")
_SUFFIXES = (
    "هما", "كما", "هم", "هن", "كم", "نا", "ها", "ان", "ات", "ون", "ين", "تين", "تان", "يه", "وا", "ته", "ه", "ي", "ا",
)  # fmt: skip
_SHORTEST_STEM = 3


@lru_cache(maxsize=1 << 18)
def normalised(key: Key) -> Key:
    """The word with alefs, hamza seats, ى/ي and ة/ه unified: أسعار, اسعار and إسعار are one."""
    return Key(key.translate(_NORMAL))


@lru_cache(maxsize=1 << 18)
def stem(key: Key) -> Key:
    """The light stem `lx`: proclitics, then up to two endings, taken off the normalised word.

    و or ف off words of five letters and more, then the longest article and preposition, else ب or ل off words of six;
    at least three letters stay. Measured against light10, Snowball, ISRI and Lucene in research/search-quality.md.
    """
    word = str(normalised(key))
    if not word or not araby.is_arabicrange(word[0]):
        return Key(word)
    return Key(_without_endings(_without_proclitics(word)))


def _without_proclitics(word: str) -> str:
    if word[0] in "وف" and len(word) >= 5:
        word = word[1:]
    for proclitic in _PROCLITICS:
        if word.startswith(proclitic) and len(word) - len(proclitic) >= _SHORTEST_STEM:
            return word[len(proclitic) :]
    return word[1:] if word[0] in "بل" and len(word) >= 6 else word


def _without_endings(word: str) -> str:
    for _ in range(2):
        for ending in _SUFFIXES:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
                word = word[: -len(ending)]
                break
    return word
